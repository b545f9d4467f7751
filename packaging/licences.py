"""The licences of what the program is made of: the crates, as cargo resolves them, and the fonts."""

import json
import re
import subprocess
from pathlib import Path

NAMES = re.compile(r"(un)?licen[cs]e|copying|notice", re.IGNORECASE)


def crates_text(root, triple):
    """Every crate in the program for a system, and each licence text once, with the crates that it is of."""
    crates = crates_of(root, triple)
    by_text = {}
    for crate in crates:
        for text in texts_of(Path(crate["manifest_path"]).parent):
            by_text.setdefault(" ".join(text.split()), (text, []))[1].append(named(crate))
    lines = ["The program is made with these crates. Where one has no text of its own below, those above hold.", ""]
    lines += [f"    {named(crate)}: {crate['license']}" for crate in crates]
    parts = ["\n".join(lines)]
    for text, names in by_text.values():
        parts.append("-" * 100 + f"\n{', '.join(dict.fromkeys(names))}\n\n{text.strip()}")
    return "\n\n".join(parts)


def crates_of(root, triple):
    """The crates that are linked into the program, sorted by name; not those only for building and testing."""

    def cargo(*arguments):
        command = ["cargo", *arguments, "--locked"]
        return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout

    # Only the tree knows which features are on without the tests, and only the metadata where each crate lies.
    tree = cargo("tree", "--edges", "normal", "--target", triple, "--prefix", "none", "--format", "{p}")
    linked = {tuple(line.split()[:2]) for line in tree.splitlines() if line}
    metadata = json.loads(cargo("metadata", "--format-version", "1", "--filter-platform", triple))
    crates = [it for it in metadata["packages"] if it["source"] and (it["name"], f"v{it['version']}") in linked]
    return sorted(crates, key=lambda crate: (crate["name"], crate["version"]))


def named(crate):
    """A crate's name and version."""
    return f"{crate['name']} {crate['version']}"


def texts_of(folder):
    """The licence texts in a crate, those of bundled C libraries included."""
    for path in sorted(folder.rglob("*")):
        if NAMES.match(path.name) and path.is_file():
            yield path.read_text(errors="replace")


def fonts_text(folder):
    """The fonts in the program, with their licences."""
    parts = ["The fonts in the program are under the SIL Open Font License 1.1:"]
    for licence in sorted(folder.glob("LICENSE-*.txt")):
        name = licence.stem.removeprefix("LICENSE-")
        fonts = sorted(it.name for it in folder.glob(f"{name}*") if it.suffix in {".otf", ".ttf"})
        parts.append("\n".join(fonts) + "\n\n" + licence.read_text().strip())
    return "\n\n".join(parts)
