#!/usr/bin/env python3
"""Makes readings.txt: which Hanja each Hangul syllable reads.

The source is the field kHangul of the Unicode Han database, as Debian's package unicode-data installs it
(/usr/share/unicode/Unihan_Readings.txt.bz2). Two things are added to it:

- Readings of compatibility ideographs count for the ideograph that NFC makes of them, because searched text
  is in NFC.
- Both forms of the initial-sound law (두음법칙): a reading that begins with ㄹ or ㄴ where the law drops or
  changes it is listed in the changed form too (리 and 이, 락 and 낙, 녀 and 여).

Usage: make.py [Unihan_Readings.txt.bz2] > readings.txt
"""

import bz2
import sys
import unicodedata
from collections import defaultdict

SOURCE = "/usr/share/unicode/Unihan_Readings.txt.bz2"

# Indices of Hangul syllable arithmetic: syllable = 0xAC00 + (lead * 21 + vowel) * 28 + tail.
NIEUN, RIEUL, IEUNG = 2, 5, 11
# ㅑ ㅒ ㅕ ㅖ ㅛ ㅠ ㅣ: before these the law makes ㄹ and ㄴ silent.
SILENT_BEFORE = {2, 3, 6, 7, 12, 17, 20}


def initial_form(syllable):
    """The form of a syllable at the head of a word, or None where it stays as it is."""
    index = ord(syllable) - 0xAC00
    lead, rest = divmod(index, 21 * 28)
    vowel = rest // 28
    if lead in (NIEUN, RIEUL) and vowel in SILENT_BEFORE:
        return chr(0xAC00 + IEUNG * 21 * 28 + rest)
    if lead == RIEUL:
        return chr(0xAC00 + NIEUN * 21 * 28 + rest)
    return None


def main():
    source = sys.argv[1] if len(sys.argv) > 1 else SOURCE
    hanja_of = defaultdict(set)
    version = ""
    with bz2.open(source, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# Unicode version:"):
                version = line.split(":")[1].strip()
            fields = line.rstrip("\n").split("\t")
            if len(fields) != 3 or fields[1] != "kHangul":
                continue
            hanja = unicodedata.normalize("NFC", chr(int(fields[0][2:], 16)))
            for entry in fields[2].split():
                syllable = unicodedata.normalize("NFC", entry.split(":")[0])
                hanja_of[syllable].add(hanja)
                changed = initial_form(syllable)
                if changed:
                    hanja_of[changed].add(hanja)
    print(f"# Made by make.py from kHangul of the Unicode Han database, version {version}.")
    print("# © 2022 Unicode, Inc. SPDX-License-Identifier: Unicode-3.0 (see LICENSE-UNICODE)")
    for syllable in sorted(hanja_of):
        print(syllable, "".join(sorted(hanja_of[syllable])))


if __name__ == "__main__":
    main()
