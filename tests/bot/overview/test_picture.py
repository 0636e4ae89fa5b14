"""The picture as a whole: a light file, drawn once for each state of the knowledge."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.overview import Picture, picture
from bot.overview import cache as picture_cache
from bot.overview.chart import Chart
from knowledge.base import Knowledge
from tests.bot.overview.cities import LANGUAGES, both, cities, large, renewed, second_city
from tests.city import ROOT, knowledge
from tests.speed import is_within


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Chart]:
    """The charts that are drawn during a test."""
    charts: list[Chart] = []

    def noting(chart: Chart) -> bytes:
        charts.append(chart)
        return really(chart)

    really = picture_cache._drawn
    monkeypatch.setattr(picture_cache, "_drawn", noting)
    return charts


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that keeps the second city's picture, drawn once."""
    folder = tmp_path_factory.mktemp("kept")
    picture(second_city(), "en", folder)
    return folder


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("city", [knowledge(), second_city()], ids=["own", "second"])
def test_it_is_a_png_that_is_light_on_a_phone(city: Knowledge, language: str, tmp_path: Path) -> None:
    shown = picture(city, language, tmp_path)
    image = Image.open(BytesIO(shown.png))
    assert image.format == "PNG"
    assert image.size == (shown.width, shown.height)
    assert shown.width == 1280
    assert len(shown.png) <= 200_000
    assert 0.5 < shown.height / shown.width < 2  # else Telegram crops it in the chat, or a phone shrinks it


@pytest.mark.usefixtures("kept")  # so that matplotlib is loaded
def test_it_is_drawn_soon_enough(tmp_path: Path) -> None:
    start = time.process_time()
    picture(knowledge(), "en", tmp_path)
    assert is_within(time.process_time() - start, 8)  # 1 to 2 seconds of a free core; the rest is for busy machines


def test_telegram_takes_also_a_large_one(tmp_path: Path) -> None:
    shown = picture(large(knowledge(), 4), "it", tmp_path)
    assert shown.width + shown.height <= 10_000
    assert shown.height / shown.width <= 20


def test_the_second_time_it_is_read_from_its_file(tmp_path: Path, drawn: list[Chart]) -> None:
    first = picture(second_city(), "en", tmp_path / "new")
    assert picture(second_city(), "en", tmp_path / "new") == first
    assert len(drawn) == 1
    assert [file.name for file in (tmp_path / "new").iterdir()] == [f"{first.content_hash}.png"]


def test_what_is_kept_needs_no_matplotlib(kept: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from bot.overview import picture; from knowledge.base import load_knowledge\n"
        "shown = picture(load_knowledge(Path('tests/second_city/knowledge')), 'en', Path(sys.argv[1]))\n"
        "assert 'matplotlib' not in sys.modules and 'PIL' not in sys.modules\n"
        "print(shown.content_hash)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(kept)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == picture(second_city(), "en", kept).content_hash  # the same in every process


def test_a_damaged_file_is_drawn_anew(kept: Path, tmp_path: Path, drawn: list[Chart]) -> None:
    shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
    first = picture(second_city(), "en", tmp_path)
    assert not drawn
    (tmp_path / f"{first.content_hash}.png").write_bytes(first.png[:1000])
    assert picture(second_city(), "en", tmp_path) == first
    assert len(drawn) == 1


def test_the_same_knowledge_gives_the_same_bytes(kept: Path, tmp_path: Path) -> None:
    assert picture(second_city(), "en", tmp_path) == picture(second_city(), "en", kept)


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draws nothing: for tests that only need hashes."""
    blank = BytesIO()
    Image.new("RGB", (1, 1)).save(blank, "PNG")
    monkeypatch.setattr(picture_cache, "_drawn", lambda chart: blank.getvalue())


@pytest.mark.usefixtures("undrawn")
def test_each_city_and_language_has_its_own_hash(tmp_path: Path) -> None:
    shown = [picture(city, language, tmp_path) for city in cities().values() for language in LANGUAGES]
    assert len({one.content_hash for one in shown}) == len(shown)


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    "change",
    [{"short_name": both("Moon Pact")}, {"topics": ("water",)}, {"scope": "european"}, {"facts": ()}],
    ids=lambda change: next(iter(change)),
)
def test_the_hash_changes_with_what_is_shown(change: dict[str, object], tmp_path: Path) -> None:
    assert shown_with(change, tmp_path).content_hash != picture(second_city(), "en", tmp_path).content_hash


@pytest.mark.usefixtures("undrawn")
def test_the_hash_stays_where_nothing_shown_changes(tmp_path: Path) -> None:
    change = {"summary": both("Another summary."), "links": ()}
    assert shown_with(change, tmp_path).content_hash == picture(second_city(), "en", tmp_path).content_hash


@pytest.mark.usefixtures("undrawn")
def test_the_hash_changes_with_the_way_of_drawing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = picture(second_city(), "en", tmp_path).content_hash
    monkeypatch.setattr(picture_cache, "_drawing_hash", lambda: "another way")
    assert picture(second_city(), "en", tmp_path).content_hash != before


def shown_with(change: dict[str, object], folder: Path) -> Picture:
    """The picture of the second city with a change to one network."""
    city = second_city()
    networks = (*city.networks[:-1], renewed(city.networks[-1], **change))
    return picture(city.model_copy(update={"networks": networks}), "en", folder)


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(OSError, match="file"):
        picture(second_city(), "en", tmp_path / "file")
