"""Reads the articles of a folder, and the labels of `labels.tsv`."""

import hashlib
import html
import os
import re


def articles(folder):
    """(id, title, body) of every article whose body is the one that was crawled."""
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
            text = file.read()
        head = re.match(r"---\n(.*?)\n---\n", text, re.S)
        if not head:
            continue
        field = lambda key: (re.search(rf"^{key}:[ ]?(.*)$", head[1], re.M) or ["", ""])[1].strip()
        rest = text[head.end():]
        raw = rest[rest.find("\n---\n") + 5 : rest.rfind("\n---\n")].strip("\n")
        title = field("title").strip('"')
        for body, title in ((raw, title), (html.unescape(raw), html.unescape(title))):
            if digest(body) == field("content_hash"):
                yield field("id"), title, body
                break


def digest(body):
    return hashlib.sha256(body.encode()).hexdigest()


class Label:
    """Where the lines of a body begin, in characters, as a reader marked them."""

    def __init__(self, line):
        self.kind, self.use, self.id, self.hash, places = line.rstrip("\n").split("\t")
        numbers = places.split(",") if places else []
        self.end = int(numbers.pop(0))
        self.unsure = {int(n[1:]) for n in numbers if n[0] == "?"}
        self.sure = {int(n) for n in numbers if n[0] != "?"}


def labels(path):
    with open(path, encoding="utf-8") as file:
        return [Label(line) for line in file if not line.startswith("#")]
