#!/usr/bin/env python3
"""Lists the characters of an archive as ranges of code points, for archive-code-points.txt.

    python3 code_points.py FOLDER > archive-code-points.txt

Left out are control characters and private use, which have no shape that a font could know.
"""

import html
import sys
import unicodedata
from pathlib import Path


def characters(folder):
    found = set()
    for path in Path(folder).rglob("*"):
        if path.is_file():
            text = path.read_bytes().decode("utf-8", "replace")
            found |= set(path.name) | set(text) | set(html.unescape(text))
    return sorted(ord(c) for c in found if unicodedata.category(c) not in ("Cc", "Co", "Cs"))


def ranges(code_points):
    first = last = code_points[0]
    for code_point in code_points[1:]:
        if code_point != last + 1:
            yield first, last
            first = code_point
        last = code_point
    yield first, last


for first, last in ranges(characters(sys.argv[1])):
    print(f"{first:04X}-{last:04X}")
