"""Draws a sheet as a PNG with matplotlib. Nothing else imports matplotlib, which takes a second or two to load."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch
from PIL import Image

from bot.overview.sheet import Box, Font, Item, Line, Mark, Sheet, Text
from bot.overview.style import PAPER

DPI = 72
"""At 72 dots an inch a point is a pixel, so that sizes are pixels everywhere."""
COLOURS = 256
"""As many as a palette holds: the picture looks as in full colour, at 40 % of the size (103 instead of 259 KB)."""
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
"""The fonts that come with matplotlib: the same on every machine."""


class AggRuler:
    """Measures texts as they will be drawn."""

    def __init__(self) -> None:
        self._renderer: Any = RendererAgg(1, 1, DPI)  # type: ignore[no-untyped-call]

    def __call__(self, text: str, font: Font) -> float:
        """The width of a text in pixels."""
        return float(self._renderer.get_text_width_height_descent(text, _font(font), False)[0])


def draw(sheet: Sheet) -> bytes:
    """The sheet as a PNG file; the same bytes for the same sheet."""
    figure = Figure(figsize=(sheet.width / DPI, sheet.height / DPI), dpi=DPI, facecolor=PAPER)
    canvas: Any = FigureCanvasAgg(figure)  # matplotlib declares no types for it
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, sheet.width), ylim=(sheet.height, 0))
    axes.set_axis_off()
    for layer, items in enumerate(sheet.layers, start=1):
        for item in items:
            _add(axes, item, layer)
    canvas.draw()
    return _png(np.asarray(canvas.buffer_rgba()))


def _png(pixels: np.ndarray[tuple[int, ...], np.dtype[np.uint8]]) -> bytes:
    """The pixels as a file with a palette."""
    image = Image.fromarray(pixels).convert("RGB")
    few = image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    file = BytesIO()
    few.save(file, "PNG", optimize=True)
    return file.getvalue()


def _add(axes: Axes, item: Item, layer: int) -> None:
    match item:
        case Text():
            font = _font(item.font)
            axes.text(item.x, item.y, item.text, color=item.colour, font=font, zorder=layer, parse_math=False)
        case Mark():
            inside = PAPER if item.hollow else item.colour
            axes.plot([item.x], [item.y], item.shape, ms=item.size, mec=item.colour, mfc=inside, mew=3, zorder=layer)
        case Line():
            pattern = (0, (1, 5)) if item.dotted else "-"
            axes.plot([item.x0, item.x1], [item.y0, item.y1], color=item.colour, lw=2, ls=pattern, zorder=layer)
        case Box():
            axes.add_patch(_rounded(item, layer))


def _rounded(box: Box, layer: int) -> FancyBboxPatch:
    """A box as a patch, whose own padding is none: the radius lies inside."""
    return FancyBboxPatch(
        (box.left, box.top),
        box.right - box.left,
        box.bottom - box.top,
        boxstyle=f"round,pad=0,rounding_size={box.radius}",
        facecolor=box.fill,
        edgecolor=box.edge or "none",
        linewidth=2.5 if box.edge else 0,
        zorder=layer,
    )


def _font(font: Font) -> FontProperties:
    return FontProperties(fname=FONTS / ("DejaVuSans-Bold.ttf" if font.bold else "DejaVuSans.ttf"), size=font.size)
