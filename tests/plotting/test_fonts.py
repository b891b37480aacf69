"""Every sign has a glyph, or nothing is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import networkx as nx
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from matplotlib import font_manager
from matplotlib.figure import Figure

import learningcity
from learningcity.errors import MissingFontError
from learningcity.plotting import plot_network
from learningcity.plotting.fonts import _read_new_fonts, families_for
from tests.plotting.pictures import drawn, letters

WEDGE = "\U00012000"  # a cuneiform sign


@pytest.fixture(autouse=True)
def _bundled(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Only the fonts that come with matplotlib, and those that a test makes."""
    bundled = Path(mpl.get_data_path())
    known = font_manager.fontManager.ttflist
    kept = [entry for entry in known if bundled in Path(entry.fname).parents]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", kept)
    monkeypatch.setattr(font_manager, "findSystemFonts", list)
    _forget()
    yield
    _forget()


def _forget() -> None:
    _read_new_fonts.cache_clear()
    manager: Any = font_manager.fontManager
    manager._findfont_cached.cache_clear()


@pytest.fixture
def cuneiform(tmp_path: Path) -> Path:
    """A font of one sign."""
    pen = TTGlyphPen(None)
    for step, place in enumerate([(0, 0), (500, 0), (500, 500)]):
        (pen.lineTo if step else pen.moveTo)(place)
    pen.closePath()
    glyph = pen.glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "wedge"])
    font.setupCharacterMap({ord(WEDGE): "wedge"})
    font.setupGlyf({".notdef": glyph, "wedge": glyph})
    font.setupHorizontalMetrics({".notdef": (600, 0), "wedge": (600, 0)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Noto Sans Cuneiform", "styleName": "Regular"})
    font.setupOS2()
    font.setupPost()
    path = tmp_path / "wedge.ttf"
    font.save(path)
    return path


def test_signs_of_the_chosen_font_need_no_other() -> None:
    assert families_for(["Gwangmyeong – Ł, Ж, Ω", "a\u200bb\n c"]) == ["sans-serif"]
    assert families_for([]) == ["sans-serif"]


@pytest.mark.parametrize(
    ("text", "fonts"),
    [
        ("광명시 ㈜", ("Noto Sans CJK KR",)),
        ("㊤", ("Noto Sans CJK SC",)),
        ("学习", ("Noto Sans CJK SC",)),
        ("まなび", ("Noto Sans CJK JP",)),
        ("शिक्षा", ("Noto Sans Devanagari",)),
        (f"광{WEDGE}", ("Noto Sans CJK KR", "Noto Sans Cuneiform")),
        ("\u0378", ("Noto Sans Symbols 2",)),
    ],
)
def test_a_missing_font_is_named(text: str, fonts: tuple[str, ...]) -> None:
    with pytest.raises(MissingFontError, match=f"install the font.*'{fonts[-1]}'") as caught:
        families_for(["plain", text])
    assert caught.value.fonts == fonts
    assert set(caught.value.signs) <= set(text)


def test_a_missing_font_is_found_out_before_anything_is_drawn() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node("centre", name="광명시평생학습원")
    ax = Figure().add_subplot()
    with pytest.raises(MissingFontError, match="'Noto Sans CJK KR'"):
        plot_network(graph, ax=ax)
    assert not ax.get_title()
    assert not ax.texts
    assert not ax.collections


def test_an_installed_font_is_used(cuneiform: Path) -> None:
    font_manager.fontManager.addfont(str(cuneiform))
    _forget()
    assert families_for(["a", WEDGE]) == ["sans-serif", "Noto Sans Cuneiform"]
    graph: nx.Graph[str] = nx.path_graph(["a", WEDGE])
    ax = plot_network(graph)
    assert "a has most ties" in drawn(ax)
    assert "Noto Sans Cuneiform" in letters(ax)


def test_a_font_installed_after_matplotlib_made_its_list_is_found(
    cuneiform: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    found = [str(broken), str(cuneiform), str(tmp_path / "gone.ttf")]
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: found)
    assert families_for([WEDGE]) == ["sans-serif", "Noto Sans Cuneiform"]


def test_a_font_that_somebody_chose_comes_first(cuneiform: Path) -> None:
    font_manager.fontManager.addfont(str(cuneiform))
    _forget()
    with mpl.rc_context({"font.family": ["Noto Sans Cuneiform", "DejaVu Sans"]}):
        assert families_for(["a", WEDGE]) == ["Noto Sans Cuneiform", "DejaVu Sans"]


def test_a_message_shows_the_first_signs_only() -> None:
    said = str(MissingFontError("가나다라마바사아자차카타파하", ("A", "B")))
    assert "'가나다라마바사아자차카타…'" in said
    assert "install the fonts 'A' and 'B'" in said


def test_the_guide_shows_the_message_of_a_city_with_korean_names() -> None:
    page = Path(__file__).parents[2] / "docs" / "how-to" / "draw-pictures.md"
    graph = learningcity.partnership_graph(learningcity.open_example("gwangmyeong"))
    with pytest.raises(MissingFontError) as caught:
        plot_network(graph)
    assert f"```text\n{caught.value}\n```" in page.read_text("utf-8")
