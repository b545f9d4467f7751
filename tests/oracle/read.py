#!/usr/bin/env python3
"""Reads a folder of the crawler's files and prints each article as a line of JSON.

An independent reader to check the program against: written from the format's description, with nothing but
Python's standard library, and strict. It raises an error on a file that is not exactly as described.

    read.py FOLDER
"""

import datetime
import hashlib
import html
import json
import os
import re
import sys

FILE = re.compile(
    r'''---
id: (?P<id>[^\n]*)
title: "(?P<title>[^\n]*)"
category: ?(?P<category>[^\n]*)
publisher: ?(?P<publisher>[^\n]*)
author:(?P<author>.*?)
published_at: ?(?P<published>[^\n]*)
crawled_at: (?P<crawled>[^\n]*)
url: (?P<url>[^\n]*)
oid: (?P<oid>[^\n]*)
aid: (?P<aid>[^\n]*)
content_hash: (?P<hash>[0-9a-f]{64})
(?:comment_count: (?P<comment_count>\d+)\n)?---

# (?P<heading>[^\n]*)

\*\*[^\n]*\*\* \| [^\n]*

---

(?P<rest>.*)

---

\*Crawled at: [^\n]*\*
\*Source: \[원문 보기\]\([^\n]*\)\*
*''',
    re.DOTALL,
)

COMMENT = re.compile(
    r"(?P<level>[> ]*)\*\*(?P<author>.*?)\*\*(?P<best> \| ⭐ \*\*BEST\*\*)? \| (?P<time>[-: 0-9]+)"
    r" \| 👍 (?P<likes>\d+) \| 👎 (?P<dislikes>\d+)"
)

EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")


def empty_to_none(text):
    return text.strip() or None


def published(text):
    if not text.strip():
        return None
    when = datetime.datetime.strptime(text.strip(), "%Y-%m-%d %H:%M")
    if (when.hour, when.minute) == (0, 0):
        return when.strftime("%Y-%m-%d")
    return when.strftime("%Y-%m-%dT%H:%M:00+09:00")


def crawled(text):
    return datetime.datetime.strptime(text, "%Y-%m-%d %H:%M:%S").strftime("%Y-%m-%dT%H:%M:%SZ")


PERSON = re.compile(
    r"(?:(?P<place>[가-힣]{2,5}) ?= ?)?(?P<name>[가-힣]{3}(?<![부팀]))(?P<role> (?:선임|객원|인턴 ?)?기자| 특파원|)"
    r"(?: *\((?P<bracketed>[^()\s]+) ?\)| +(?P<bare>[!-~]+@[!-~]+)|)"
)


def author(line):
    """Only what the plainest lines say, with a name of three syllables; else the line alone."""
    person = PERSON.fullmatch(line)
    if person and (person["role"] or person["bracketed"] or person["bare"]):
        email = person["bracketed"] or person["bare"]
        if email is None or EMAIL.fullmatch(email):
            role = person["role"].strip() or None
            return {"line": line, "name": person["name"], "role": role, "email": email, "place": person["place"]}
    # Several people, for certain: more than one address.
    if len(EMAIL.findall(line)) > 1:
        return {"line": line, "name": line, "role": None, "email": None, "place": None}
    return {"line": line}


def comments(text):
    """The tree of comments: a stack of the lists that replies of each level go to."""
    roots = []
    lists = [roots]
    current = None
    for line in text.split("\n"):
        head = COMMENT.fullmatch(line.strip())
        if head:
            level = head["level"].count(">")
            current = {
                "author": head["author"],
                "best": head["best"] is not None,
                "time": head["time"],
                "likes": int(head["likes"]),
                "dislikes": int(head["dislikes"]),
                "text": "",
                "replies": [],
            }
            del lists[level + 1 :]
            lists[level].append(current)
            lists.append(current["replies"])
        elif current is not None:
            level = len(lists) - 2
            current["text"] += re.sub(r"^(?:> ?){%d}" % level, "", line) + "\n"

    def tidy(comment):
        text = comment["text"].strip()
        if text.endswith("\n---"):
            text = text[:-4]
        comment["text"] = html.unescape(text.strip())
        comment["author"] = html.unescape(comment["author"])
        for reply in comment["replies"]:
            tidy(reply)

    for root in roots:
        tidy(root)
    return roots


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        parts = FILE.fullmatch(file.read())
    if parts is None:
        raise ValueError(path + ": not the crawler's format")
    rest = parts["rest"].strip("\n")
    # What the body ends with is known by its hash alone.
    sections = rest.split("\n---\n")
    for count in range(len(sections), 0, -1):
        stored = "\n---\n".join(sections[:count]).strip("\n")
        readings = {True: html.unescape(stored), False: stored}
        fitting = [
            escaped
            for escaped, body in readings.items()
            if hashlib.sha256(body.encode("utf-8")).hexdigest() == parts["hash"]
        ]
        if fitting:
            break
    else:
        raise ValueError(path + ": no reading has the stored hash")
    escaped = fitting[0]
    body = readings[escaped]
    if len(fitting) == 2 and any(mark in body + parts["title"] for mark in "\"'<>=`"):
        escaped = False
    title = html.unescape(parts["title"]) if escaped else parts["title"]
    lines = [html.unescape(line).strip() for line in parts["author"].split("\n")]
    count = parts["comment_count"]
    return {
        "id": empty_to_none(parts["id"]),
        "title": empty_to_none(title),
        "publisher": empty_to_none(html.unescape(parts["publisher"])),
        "category": empty_to_none(html.unescape(parts["category"])),
        "authors": [author(line) for line in lines if line],
        "published": published(parts["published"]),
        "crawled": crawled(parts["crawled"]),
        "url": empty_to_none(html.unescape(parts["url"])),
        "oid": empty_to_none(parts["oid"]),
        "aid": empty_to_none(parts["aid"]),
        "content_hash": parts["hash"],
        "integrity": "intact",
        "path": os.path.basename(path),
        "versions": 1,
        "problems": [],
        "extra": {} if count is None else {"comment_count": count},
        "body": body,
        "comments": comments("\n---\n".join(sections[count_of_body(sections, stored):])),
    }


def count_of_body(sections, stored):
    """How many of the sections between rules the body is."""
    for count in range(1, len(sections) + 1):
        if "\n---\n".join(sections[:count]).strip("\n") == stored:
            return count
    return len(sections)


def main():
    folder = sys.argv[1]
    for name in sorted(os.listdir(folder)):
        if name.endswith((".md", ".txt")):
            print(json.dumps(read(os.path.join(folder, name)), ensure_ascii=False))


if __name__ == "__main__":
    main()
