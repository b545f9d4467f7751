#!/usr/bin/env python3
"""Rebuilds every font file in this folder from its published source.

    python3 -m venv venv && venv/bin/pip install fonttools==4.68.0
    venv/bin/python make.py INPUTS

INPUTS is a folder for the packages named in PACKAGES below. Those it lacks are fetched with `apt-get download`
(Debian 12) and `npm pack`; each is checked against its SHA-256 before anything is made of it. The same packages
and the same fonttools give the same bytes.

The program draws a character with the first face of a chain that has it, Pretendard first (see README.md).
So each subset leaves out what Pretendard and the subsets before it have.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent

# name in INPUTS: (how to fetch it, SHA-256)
PACKAGES = {
    "fonts-noto-cjk_1%3a20220127+repack1-1_all.deb": (
        ["apt-get", "download", "fonts-noto-cjk=1:20220127+repack1-1"],
        "4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502",
    ),
    "fonts-noto-core_20201225-1_all.deb": (
        ["apt-get", "download", "fonts-noto-core=20201225-1"],
        "58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba",
    ),
    "pretendard-1.3.9.tgz": (
        ["npm", "pack", "pretendard@1.3.9"],
        "0ffc240cee83be02520fb4ac1b2a0a51052b9d13506ade0ba90c591dbbb3bd53",
    ),
    "fontsource-noto-emoji-5.3.2.tgz": (
        ["npm", "pack", "@fontsource/noto-emoji@5.3.2"],
        "1fe49bb2cf7c2d78f93c0a69b6a431dcfd0d585b7831eba87fae6888ccf8d373",
    ),
}

PRETENDARD_WEIGHTS = ("Regular", "Medium", "SemiBold", "Bold")

# Pretendard's ascender and descender, as thousandths of the em. egui centres a fallback glyph by the metrics of
# its own face, so faces with other metrics would stand off the line.
ASCENDER, DESCENDER = 952, -241

# What composes conjoining (NFD) jamo into syllable blocks.
JAMO_FEATURES = ["ccmp", "ljmo", "vjmo", "tjmo"]
# The Korean face of a Noto CJK collection.
KOREAN = 1
KOREAN_MONO = 6


def block(first, last):
    return set(range(first, last + 1))


def characters(encoding):
    """The two-byte characters of a national character set, as Python's codec for it knows them."""

    def has(code_point):
        try:
            return len(chr(code_point).encode(encoding)) == 2
        except UnicodeEncodeError:
            return False

    return {c for c in block(0x80, 0xFFFF) if has(c)}


def hanja(encoding):
    """The ideographs among them."""
    return characters(encoding) & (block(0x4E00, 0x9FFF) | COMPATIBILITY_HANJA)


def big5_level_1():
    """The 5,401 ideographs in common use in Taiwan and Hong Kong."""
    return {c for c in hanja("big5") if chr(c).encode("big5")[0] <= 0xC6}


COMPATIBILITY_HANJA = block(0xF900, 0xFAFF)
KOREAN_HANJA = hanja("euc_kr") | COMPATIBILITY_HANJA
HANJA = KOREAN_HANJA | hanja("cp932") | hanja("gb2312") | big5_level_1()
SYLLABLES = block(0xAC00, 0xD7A3)
# Hangul, Hanja, kana, letters and symbols of KS X 1001, which headlines are made of.
KS_X_1001 = characters("euc_kr")
JAMO = block(0x1100, 0x11FF) | block(0xA960, 0xA97F) | block(0xD7B0, 0xD7FF)
KANA = block(0x3040, 0x30FF) | block(0x31F0, 0x31FF) | block(0xFF61, 0xFF9F)
# CJK punctuation, bopomofo, compatibility jamo, strokes, enclosed and squared forms, radicals, half- and
# full-width forms.
EAST_ASIAN = (
    block(0x3000, 0x303F) | block(0x3100, 0x318F) | block(0x31C0, 0x31E3) | block(0x3200, 0x33FF)
    | block(0x2E80, 0x2FD5) | block(0xFE10, 0xFE6F) | block(0xFF00, 0xFFEF)
)
# Latin with its supplements and Vietnamese, phonetics, modifiers, Greek, Cyrillic.
LETTERS = (
    block(0x20, 0x7E) | block(0xA0, 0x52F) | block(0x1D00, 0x1FFF) | block(0x2C60, 0x2C7F)
    | block(0xA720, 0xA7FF) | block(0xAB30, 0xAB6F) | block(0xFB00, 0xFB06)
)
# From general punctuation over currency, letterlike, number forms, arrows, operators, technical, enclosed, box
# drawing, geometric, miscellaneous symbols and dingbats to supplemental arrows and punctuation.
SYMBOLS = (
    block(0x2000, 0x2BFF) | block(0x2E00, 0x2E7F) | block(0xFE00, 0xFE0F) | block(0xFE20, 0xFE2F)
    | block(0xFFF9, 0xFFFD)
)
# Bold, italic and other mathematical letters, which people use as ornament; enclosed letters; more shapes.
MORE_SYMBOLS = block(0x1D400, 0x1D7FF) | block(0x1F100, 0x1F1FF) | block(0x1F780, 0x1F8FF)
EMOJI = block(0x1F000, 0x1FBFF)
# What stored text and hashes are mostly made of besides Hangul, half as wide as a syllable.
MONOSPACED = block(0x20, 0x7E)
# Letters of other scripts that the archive this was made for holds by some slip of the keyboard.
STRAYS = {0xA3ED}


class Inputs:
    """The unpacked packages, and the fonts in them."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for name, (fetch, sha256) in PACKAGES.items():
            package = folder / name
            if not package.exists():
                subprocess.run(fetch, cwd=folder, check=True)
            if hashlib.sha256(package.read_bytes()).hexdigest() != sha256:
                sys.exit(f"{package} is not the package this script was written for")
            self.unpack(package)

    def unpack(self, package):
        target = self.folder / package.stem
        if target.exists():
            return
        if package.suffix == ".deb":
            subprocess.run(["dpkg", "-x", package, target], check=True)
        else:
            with tarfile.open(package) as tar:
                tar.extractall(target, filter="data")

    def find(self, name):
        return next(self.folder.rglob(name))


def code_points(path, number=-1):
    return set(TTFont(path, fontNumber=number, lazy=True).getBestCmap())


def make_subset(source, wanted, output, features=(), number=-1):
    """Writes `output` with the `wanted` code points of `source`, and returns those it really holds."""
    options = subset.Options()
    options.layout_features = list(features)
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.font_number = number
    options.recalc_timestamp = False
    options.drop_tables += ["BASE", "STAT", "VORG", "meta", "vhea", "vmtx"]
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    font.flavor = None
    set_line_metrics(font)
    set_names(font)
    font.save(HERE / output)
    held = set(font.getBestCmap())
    print(f"{output}: {(HERE / output).stat().st_size:,} bytes, {len(held):,} characters")
    return held


def set_line_metrics(font):
    """Gives the font Pretendard's line: all three pairs of metrics, for whichever a program reads."""
    em = font["head"].unitsPerEm
    ascender, descender = round(ASCENDER * em / 1000), round(DESCENDER * em / 1000)
    hhea, os2 = font["hhea"], font["OS/2"]
    hhea.ascent, hhea.descent, hhea.lineGap = ascender, descender, 0
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ascender, descender, 0
    os2.usWinAscent, os2.usWinDescent = ascender, -descender
    os2.version = max(os2.version, 4)
    os2.fsSelection |= 1 << 7  # use the typographic metrics


def set_names(font):
    """Says in the font's own names that it is a subset."""
    for record in font["name"].names:
        if record.nameID in (1, 4):
            record.string = f"{record.toUnicode()} Subset"
        elif record.nameID in (3, 6):
            record.string = f"{record.toUnicode()}-Subset"
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [f"{cff.fontNames[0]}-Subset"]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    inputs = Inputs(Path(sys.argv[1]))

    for weight in PRETENDARD_WEIGHTS:  # unmodified: "Pretendard" is a reserved font name
        shutil.copyfile(inputs.find(f"Pretendard-{weight}.otf"), HERE / f"Pretendard-{weight}.otf")
    have = code_points(HERE / "Pretendard-Regular.otf")

    wanted = (HANJA | JAMO | KANA | EAST_ASIAN | LETTERS | SYMBOLS) - have
    for weight in ("Regular", "Bold"):
        source = inputs.find(f"NotoSansCJK-{weight}.ttc")
        held = make_subset(source, wanted, f"NotoSansCJKkr-{weight}-Subset.otf", JAMO_FEATURES, KOREAN)
    have |= held

    wanted = SYLLABLES | KOREAN_HANJA | KANA | EAST_ASIAN | LETTERS | SYMBOLS
    source = inputs.find("NotoSerifCJK-Regular.ttc")
    make_subset(source, wanted, "NotoSerifCJKkr-Regular-Subset.otf", ["ccmp", "kern"], KOREAN)
    source = inputs.find("NotoSerifCJK-Bold.ttc")
    wanted = KS_X_1001 | KOREAN_HANJA | block(0x20, 0x7E) | block(0xA0, 0xFF) | block(0x2010, 0x2026)
    make_subset(source, wanted, "NotoSerifCJKkr-Bold-Subset.otf", ["ccmp", "kern"], KOREAN)

    source = inputs.find("NotoSansCJK-Regular.ttc")
    make_subset(source, MONOSPACED, "NotoSansMonoCJKkr-Regular-Subset.otf", ["ccmp"], KOREAN_MONO)

    emoji = inputs.find("noto-emoji-emoji-400-normal.woff")
    emoji_held = code_points(emoji)
    for name, wanted in (
        ("NotoSans", LETTERS | SYMBOLS),
        ("NotoSansMath", SYMBOLS | MORE_SYMBOLS),
        ("NotoSansSymbols", SYMBOLS | MORE_SYMBOLS - emoji_held),
        ("NotoSansSymbols2", SYMBOLS | MORE_SYMBOLS - emoji_held),
        ("NotoSansYi", STRAYS),
    ):
        source = inputs.find(f"{name}-Regular.ttf")
        have |= make_subset(source, wanted - have, f"{name}-Regular-Subset.ttf")
    make_subset(emoji, (SYMBOLS | EMOJI) - have, "NotoEmoji-Regular-Subset.ttf")

    files = [f for f in HERE.iterdir() if f.suffix in (".otf", ".ttf")]
    print(f"{len(files)} files, {sum(f.stat().st_size for f in files):,} bytes")


if __name__ == "__main__":
    main()
