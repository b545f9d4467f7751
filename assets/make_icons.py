#!/usr/bin/env python3
"""Draws seogo.svg in every size that desktops and the window ask for.

    python3 -m venv venv && venv/bin/pip install cairosvg==2.9.1
    venv/bin/python make_icons.py
"""

from pathlib import Path

import cairosvg

HERE = Path(__file__).parent
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)

for size in SIZES:
    target = HERE / f"seogo-{size}.png"
    cairosvg.svg2png(url=str(HERE / "seogo.svg"), write_to=str(target), output_width=size, output_height=size)
    print(f"{target.name}: {target.stat().st_size:,} bytes")
