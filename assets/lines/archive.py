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
    """What a reader marked in a body, in characters; see the head of `labels.tsv`."""

    def __init__(self, line):
        self.kind, self.use, self.id, self.hash, places = line.rstrip("\n").split("\t")
        self.places = places.split(",")

    def deck(self):
        """Where the deck ends, and where its lines begin for sure and maybe."""
        end, *lines = self.places
        return (int(end), {int(n) for n in lines if n[0] != "?"}, {int(n[1:]) for n in lines if n[0] == "?"})

    def paragraphs(self):
        """Where each paragraph begins, and where the text behind its sub-headline does; nothing unsure."""
        for place in self.places:
            start, _, seam = place.partition("-")
            if not seam.startswith("?"):
                yield int(start), int(seam) if seam else None


def labels(path):
    with open(path, encoding="utf-8") as file:
        return [Label(line) for line in file if not line.startswith("#")]
