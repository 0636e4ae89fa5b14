"""The picture of all networks, drawn once for each state of the knowledge and kept as a file."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.overview.caption import make_caption
from bot.overview.chart import Chart, make_chart
from intents.kept_files import written_whole
from knowledge.base import Knowledge

FOLDER = Path("var") / "pictures"
"""Where drawn pictures are kept; they may be deleted at any time."""

_DRAWN_BY = ("sheet.py", "style.py", "timeline.py", "page.py", "layout.py", "draw.py")
"""The files that decide how the picture looks: when one of them changes, it is drawn anew."""
_PNG_START, _PNG_END = b"\x89PNG\r\n\x1a\n", b"IEND\xaeB`\x82"


@dataclass(frozen=True)
class Picture:
    """The picture in one language, as a PNG. `content_hash` changes when the picture does: a key for copies of it."""

    png: bytes
    width: int
    height: int
    content_hash: str
    caption: str


def picture(knowledge: Knowledge, language: str, folder: Path = FOLDER) -> Picture:
    """The picture of all networks in `language`, from `folder` where it is there already.

    The first time it is drawn, which takes about two seconds: call it in a thread where others wait.

    Raises:
        OSError: the folder cannot be read or written.
        InvalidFilesError: the files with the picture's words are wrong.
    """
    chart = make_chart(knowledge, language)
    content_hash = _content_hash(chart)
    file = folder / f"{content_hash}.png"
    png = _kept(file)
    if png is None:
        png = _drawn(chart)
        with written_whole(file) as stream:
            stream.write(png)
    width, height = struct.unpack(">II", png[16:24])
    return Picture(png, width, height, content_hash, make_caption(chart))


def _content_hash(chart: Chart) -> str:
    """What tells this picture from others: what it says, and how it is drawn."""
    return hashlib.sha256(f"{_drawing_hash()} {chart!r}".encode()).hexdigest()[:32]


@cache
def _drawing_hash() -> str:
    here = Path(__file__).parent
    return hashlib.sha256(b"".join((here / name).read_bytes() for name in _DRAWN_BY)).hexdigest()


def _drawn(chart: Chart) -> bytes:
    # Imported here because loading matplotlib takes longer than all else together.
    from bot.overview.draw import AggRuler, draw
    from bot.overview.layout import lay_out

    return draw(lay_out(chart, AggRuler()))


def _kept(file: Path) -> bytes | None:
    """The file's content; None where there is none, or a damaged one."""
    try:
        png = file.read_bytes()
    except FileNotFoundError:
        return None
    return png if png.startswith(_PNG_START) and png.endswith(_PNG_END) else None
