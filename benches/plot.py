#!/usr/bin/env python3
"""Draws how times grow with the archive: reads the table of `cargo bench --bench figures -- SIZES` from RESULTS.md and
writes scale.svg beside it, both axes logarithmic."""

import math
import re
from pathlib import Path

HERE = Path(__file__).parent
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 900, 560, 70, 330, 30, 50
COLORS = ["#2459d6", "#b4232c", "#13795b", "#a15c00", "#6b3fa0", "#00707f", "#8a4b08", "#444b55", "#c2185b", "#5b7f00"]


def series():
    """For each thing that was measured in milliseconds, its sizes and times."""
    rows = re.findall(r"^\| (\d+) \| ([^|]+) \| ([\d.]+) ms \|", (HERE / "RESULTS.md").read_text(), re.M)
    found = {}
    for size, what, time in rows:
        what = re.sub(r" of \d+| \(worst [^)]*\)", "", what)
        found.setdefault(what, []).append((int(size), max(float(time), 0.01)))
    return {what: points for what, points in found.items() if len(points) > 1}


def main():
    lines = series()
    sizes = [size for points in lines.values() for size, _ in points]
    times = [time for points in lines.values() for _, time in points]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    first, last = math.log10(min(sizes)), math.log10(max(sizes))

    def x(size):
        return LEFT + (math.log10(size) - first) / (last - first) * (WIDTH - LEFT - RIGHT)

    def y(time):
        return HEIGHT - BOTTOM - (math.log10(time) - low) / (high - low) * (HEIGHT - TOP - BOTTOM)

    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
    ]
    for power in range(low, high + 1):
        at = y(10**power)
        name = f"{10**power:g} ms" if power < 3 else f"{10 ** (power - 3):g} s"
        out.append(f'<path d="M{LEFT} {at:.1f}H{WIDTH - RIGHT}" stroke="#e3e5e9"/>')
        out.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end" fill="#5c636f">{name}</text>')
    for size in sorted(set(sizes)):
        out.append(f'<path d="M{x(size):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#e3e5e9"/>')
        out.append(f'<text x="{x(size):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#5c636f">{size:,}</text>')
    out.append(f'<text x="{LEFT}" y="{HEIGHT - 10}" fill="#5c636f">articles</text>')
    # Names stand beside the ends of their lines, pushed apart where those are close.
    ends = sorted(lines, key=lambda what: -lines[what][-1][1])
    place = TOP
    for color, what in zip(COLORS * 2, ends):
        points = sorted(lines[what])
        path = "L".join(f"{x(size):.1f} {y(time):.1f}" for size, time in points)
        out.append(f'<path d="M{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        out += [f'<circle cx="{x(size):.1f}" cy="{y(time):.1f}" r="3" fill="{color}"/>' for size, time in points]
        at = max(place, y(points[-1][1]))
        out.append(f'<text x="{WIDTH - RIGHT + 12}" y="{at + 4:.1f}" fill="{color}">{what}</text>')
        place = at + 16
    (HERE / "scale.svg").write_text("\n".join(out + ["</svg>"]) + "\n")


if __name__ == "__main__":
    main()
