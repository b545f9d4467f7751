#!/usr/bin/env python3
"""Prints the figures of the house from the sources: tests/house.py [--list] [FOLDER OF src]

All of it is counted in production code: comments, the contents of strings, and what stands behind `#[cfg(test)]` are left
out, and so are files that end in `tests.rs`. Lines of a file are those before its tests.

fields            of the struct `Seogo`, which is the window's.
functions         lines from `fn` to the closing brace, both counted.
arrows            Files of one room are joined by an arrow where one names what is defined in another: `super::x`,
                  `self::x` or `crate::room::x`, in a `use` or elsewhere. `x` is the file of the module of that name, or
                  else that of the module in which it is looked up. An arrow runs back up where it leads from a file to
                  one of the modules that it lies in (`engine/list.rs` to `engine/mod.rs`); several uses are one arrow.
type names        of structs, enums, unions, traits, aliases and associated types that are defined in more than one file.
is_korean()       calls of it, and its definition.
files             lines at the ninetieth percentile, and of the longest.
files to touch    as recorded in ARCHITECTURE.md, in the table of where to change what: each was counted by making the
                  smallest real change.
reach             Files of `app/` outside tests that name a field of `Seogo` in one of its methods, for the field that most
                  of them name.

With --list, it also names the longest files, the shared names, the arrows, and the files that reach each field.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

ROOMS_WITH_ARROWS = ["engine", "view"]

TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|b?r(#*)".*?"\1|b?"(?:\\.|[^"\\])*"|b?\'(?:\\.[^\']*|[^\\\'])\'', re.DOTALL
)


def blank(match):
    """What a comment or string is replaced by: as many lines of nothing."""
    text = match.group(0)
    lines = "\n" * text.count("\n")
    return lines if text.startswith("/") else '"' + lines + '"'


def end_of_block(code, start):
    """The place behind the brace that closes the first one from `start` on."""
    depth = 0
    for at in range(code.index("{", start), len(code)):
        if code[at] == "{":
            depth += 1
        elif code[at] == "}":
            depth -= 1
            if depth == 0:
                return at + 1
    return len(code)


def production(text):
    """The code without comments, strings and tests."""
    code = TOKEN.sub(blank, text)
    kept, at = [], 0
    for test in re.finditer(r"#\[cfg\((?:test|all\(test\b[^\]]*)\)\]\s*(?:#\[[^\]]*\]\s*)*(?:pub(?:\([^)]*\))?\s+)?mod\s+\w+\s*([{;])", code):
        if test.start() < at:
            continue
        kept.append(code[at : test.start()])
        at = end_of_block(code, test.start(1)) if test.group(1) == "{" else test.end()
    return "".join(kept) + code[at:]


def functions(code):
    """The lengths of the functions with a body."""
    for function in re.finditer(r"\bfn\s+\w+", code):
        depth, at = 0, function.end()
        # The signature ends at a brace or, where there is no body, at a semicolon outside any bracket.
        while at < len(code) and (depth or code[at] not in "{;"):
            depth += (code[at] in "([") - (code[at] in ")]")
            at += 1
        if at < len(code) and code[at] == "{":
            yield 1 + code[function.start() : end_of_block(code, at)].count("\n")


def uses(code):
    """The paths that are named: those of `use` one by one, and those that stand elsewhere."""
    def flat(tree, before):
        depth, start, parts = 0, 0, []
        for at, c in enumerate(tree):
            depth += (c == "{") - (c == "}")
            if c == "," and depth == 0:
                parts.append(tree[start:at])
                start = at + 1
        for part in parts + [tree[start:]]:
            part = part.strip()
            if "{" in part:
                head, rest = part.split("{", 1)
                yield from flat(rest.rsplit("}", 1)[0], before + head.strip().removesuffix("::").split("::"))
            elif part:
                yield before + [name.strip() for name in part.split(" as ")[0].split("::")]

    statement = re.compile(r"(?:^|\n)\s*(?:pub(?:\([^)]*\))?\s+)?use\s+([^;]+);")
    for found in statement.finditer(code):
        yield from flat(" ".join(found.group(1).split()), [])
    for found in re.finditer(r"(?<![\w:$])(?:super|self|crate)(?:::\w+)+", statement.sub("\n", code)):
        yield found.group(0).split("::")


def arrows_up(room, files):
    """The arrows of a room that lead from a file to a module that it lies in."""
    def module(name):
        return name.removesuffix(".rs").removesuffix("/mod").split("/")

    by_module = {tuple(module(name)): name for name in files}
    arrows = set()
    for name, code in files.items():
        own = module(name)
        if own[0] != room:
            continue
        for path in uses(code):
            first, *rest = path
            if first == "crate":
                place = []
            elif first == "self":
                place = own
            elif first == "super":
                place = own[:-1]
                while rest and rest[0] == "super":
                    place, rest = place[:-1], rest[1:]
            else:
                continue
            place = list(place)
            while rest and tuple(place + rest[:1]) in by_module:
                place, rest = place + rest[:1], rest[1:]
            target = by_module.get(tuple(place))
            if place and place[0] == room and target and len(place) < len(own) and own[: len(place)] == place:
                arrows.add((name, target))
    return arrows


# The rows of ARCHITECTURE.md's table by how they begin, with their names and aims in this one.
CHANGES = [
    ("a query flag", "query flag", 2),
    ("an order of the list", "list order", 3),
    ("a facet", "facet", 3),
    ("a field of an article", "article field", 5),
    ("another language", "text in a third language", 1),
]


def files_to_touch(page):
    """How many files each of the changes takes, from the last column of its row."""
    for begins, *_ in CHANGES:
        row = re.search(rf"^\| {begins}\b.*\| (\d+)[^|]*\|$", page, re.MULTILINE)
        yield row.group(1) if row else "?"


def reach(files, fields):
    """The files that name each field of the window's top struct in one of its methods."""
    found = {field: set() for field in fields}
    for name, code in files.items():
        for block in re.finditer(r"^impl Seogo\b", code, re.MULTILINE):
            methods = code[block.start() : end_of_block(code, block.start())]
            for field in re.findall(r"\bself\s*\.\s*(\w+)\b(?!\()", methods):
                if field in found:
                    found[field].add(name)
    return found


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--list"]
    home = Path(__file__).resolve().parent.parent
    root = Path(arguments[0]) if arguments else home / "src"
    paths = [path for path in sorted(root.rglob("*.rs")) if not path.name.endswith("tests.rs")]
    files = {path.relative_to(root).as_posix(): production(path.read_text()) for path in paths}
    lines = sorted(
        (text.split("\n#[cfg(test)]")[0].count("\n"), path.relative_to(root).as_posix())
        for path in paths
        for text in [path.read_text()]
    )
    top = re.search(r"\bpub(?:\([^)]*\))? struct Seogo\s*{", "\n".join(files.values()))
    code = "\n".join(files.values())
    fields = re.findall(r"^\s{4}(?:pub(?:\([^)]*\))?\s+)?(\w+):", code[top.start() : end_of_block(code, top.start())], re.MULTILINE)
    lengths = sorted(length for code in files.values() for length in functions(code))
    names = defaultdict(set)
    for name, code in files.items():
        for kind in re.findall(r"^\s*(?:pub(?:\([^)]*\))?\s+)?(?:unsafe\s+)?(?:struct|enum|union|trait|type)\s+(\w+)", code, re.MULTILINE):
            names[kind].add(name)
    shared = sorted(name for name, places in names.items() if len(places) > 1)
    up = [arrows_up(room, files) for room in ROOMS_WITH_ARROWS]
    reached = reach(files, fields)
    rows = [
        ("fields of the window's top struct", len(fields), "≤ 14"),
        ("longest function / functions over 60 lines", f"{lengths[-1]} / {sum(it > 60 for it in lengths)}", "≤ 80 / ≤ 3"),
        ("arrows that run back up inside engine/ and view/", " + ".join(str(len(it)) for it in up), "≤ 4 + ≤ 8"),
        ("type names defined in more than one file", len(shared), "≤ 6"),
        (
            "files to touch for: " + " / ".join(name for _, name, _ in CHANGES),
            " / ".join(files_to_touch((home / "ARCHITECTURE.md").read_text())),
            "≤ " + " / ".join(str(aim) for *_, aim in CHANGES),
        ),
        ("`is_korean()`", sum(code.count("is_korean(") for code in files.values()), "0"),
        ("file p90 / longest", f"{lines[int(len(lines) * 0.9)][0]} / {lines[-1][0]}", "≤ 300 / ≤ 450"),
    ]
    rows.append(("files that reach the same field of the top struct", max(map(len, reached.values())), "≤ 5"))
    print("| | now | aim |\n|---|---|---|")
    for what, figure, aim in rows:
        print(f"| {what} | {figure} | {aim} |")
    if "--list" in sys.argv:
        print("\nlongest files:", lines[-8:])
        print("shared type names:", ", ".join(shared))
        for arrow in sorted(set().union(*up)):
            print(" -> ".join(arrow))
        for field, places in reached.items():
            print(f"{field}: {len(places)}:", " ".join(sorted(places)))


if __name__ == "__main__":
    main()
