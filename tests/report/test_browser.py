"""The report in a real browser: no errors, no violations, keyboard, narrow screens, paper.

They need Debian's chromium, Playwright and axe-core (``make browser``), and are skipped where one
of these is missing.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from learningcity.analysis.study import Study
from learningcity.datasets import open_example
from learningcity.report.content.page import make_page
from learningcity.report.wording import Wording
from learningcity.report.write import render_page
from tests.report.pages import report_of
from tests.report.test_wording import Mirrored

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
MISSING = [
    name
    for name, there in (
        ("chromium", CHROMIUM is not None),
        ("playwright", find_spec("playwright") is not None),
        ("axe-playwright-python", find_spec("axe_playwright_python") is not None),
    )
    if not there
]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}; make browser"),
]

WIDE: dict[str, Any] = {"viewport": {"width": 1200, "height": 900}}
MODES: dict[str, dict[str, Any]] = {
    "light": WIDE,
    "dark": WIDE | {"color_scheme": "dark"},
    "forced colours": WIDE | {"forced_colors": "active"},
    "narrow": {"viewport": {"width": 320, "height": 800}},
    "without script": WIDE | {"java_script_enabled": False},
}
WIDTH = "document.documentElement.scrollWidth"
CITIES: dict[str, Callable[[], str]] = {
    "wolverhampton": lambda: report_of("wolverhampton"),
    "gwangmyeong": lambda: report_of("gwangmyeong", "ko"),
    "lanternport": lambda: report_of("lanternport"),
    "right to left": lambda: _mirrored(),
}


def _mirrored() -> str:
    wording = Wording("ar", Mirrored())
    return render_page(make_page(Study(open_example("lanternport")), wording), wording)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("reports")
    written = {}
    for name, render in CITIES.items():
        written[name] = folder / f"{name.replace(' ', '-')}.html"
        written[name].write_text(render(), encoding="utf-8")
    return written


class Visit:
    """A page that was opened from its file, and what it complained of."""

    def __init__(self, browser: Browser, path: Path, mode: str = "light") -> None:
        self.page: Page = browser.new_context(**MODES[mode]).new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "request",
            lambda request: (
                None if request.url.startswith("file:") else self.complaints.append(request.url)
            ),
        )
        self.page.goto(path.as_uri())


RULES = (
    "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],"
    " resultTypes: ['violations']}"
)
COLOURS = "{runOnly: {type: 'rule', values: ['color-contrast']}, resultTypes: ['violations']}"
"""Where a mode changes colours alone, all other rules say what they said in the light."""


def violations(page: Page, rules: str = RULES) -> list[tuple[str, int, str]]:
    """What axe-core finds wrong: the rule, how often, and the first place."""
    axe = find_spec("axe_playwright_python")
    assert axe is not None
    assert axe.origin is not None
    page.evaluate(Path(axe.origin).with_name("axe.min.js").read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {rules})")
    return [
        (rule["id"], len(rule["nodes"]), rule["nodes"][0]["html"][:200])
        for rule in found["violations"]
    ]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", CITIES)
def test_nothing_is_complained_of_loaded_or_wider_than_the_screen_and_axe_finds_nothing(
    browser: Browser, files: dict[str, Path], name: str, mode: str
) -> None:
    visit = Visit(browser, files[name], mode)
    page = visit.page
    assert visit.complaints == []
    if mode != "without script":
        assert page.evaluate(WIDTH) <= MODES[mode]["viewport"]["width"]
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        assert page.evaluate(WIDTH) <= MODES[mode]["viewport"]["width"]
        colours = mode in ("dark", "forced colours") and name != "lanternport"
        assert violations(page, COLOURS if colours else RULES) == []
        assert visit.complaints == []
    page.context.close()


def test_axe_would_find_something(browser: Browser, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text(report_of("lanternport").replace("<figure>", "<figure><img>", 1), "utf-8")
    visit = Visit(browser, bad)
    assert "image-alt" in {rule for rule, *_ in violations(visit.page)}
    visit.page.context.close()


@pytest.mark.parametrize("name", ["wolverhampton", "right to left"])
def test_the_keyboard_reaches_every_partner(
    browser: Browser, files: dict[str, Path], name: str
) -> None:
    page = Visit(browser, files[name]).page
    nodes = page.locator("#map a.node")
    assert page.locator("#map a.node[tabindex='0']").count() == 1
    nodes.first.focus()
    reached = set()
    for _ in range(nodes.count()):
        reached.add(page.evaluate("document.activeElement.getAttribute('href')"))
        page.keyboard.press("PageDown")
    assert len(reached) == nodes.count()
    page.context.close()


def test_arrows_move_towards_where_they_point(browser: Browser, files: dict[str, Path]) -> None:
    page = Visit(browser, files["wolverhampton"]).page
    page.locator("#map a.node[tabindex='0']").focus()
    place = "document.activeElement.getBoundingClientRect().x"
    for key, sign in (("ArrowRight", 1), ("ArrowLeft", -1)):
        before = page.evaluate(place)
        page.keyboard.press(key)
        assert (page.evaluate(place) - before) * sign > 0
    page.context.close()


def test_choosing_a_partner_tells_its_initiatives_and_escape_clears(
    browser: Browser, files: dict[str, Path]
) -> None:
    visit = Visit(browser, files["lanternport"])
    page = visit.page
    node = page.locator("#map a.node[href='#partner-quay-hotels']")
    node.focus()
    page.keyboard.press("Enter")
    chosen = page.locator("#chosen")
    assert chosen.is_visible()
    assert "Quay Hotels" in chosen.inner_text()
    assert "Works with: 8: " in chosen.inner_text()
    assert "Port College" in chosen.inner_text()
    assert page.locator("#map .edges .near").count() == 8
    page.keyboard.press("Escape")
    assert not chosen.is_visible()
    assert page.locator("#map .near").count() == 0
    assert visit.complaints == []
    page.context.close()


def test_a_circle_opens_the_list_of_its_initiatives(
    browser: Browser, files: dict[str, Path]
) -> None:
    page = Visit(browser, files["lanternport"]).page
    link = page.locator(".matrix td a").first
    target = link.get_attribute("href")
    link.click()
    page.wait_for_function("document.querySelector('.cells').closest('details').open")
    assert page.locator(f"[id='{(target or '')[1:]}']").is_visible()
    page.context.close()


def test_without_a_script_a_partner_of_the_map_leads_to_its_row(
    browser: Browser, files: dict[str, Path]
) -> None:
    page = Visit(browser, files["lanternport"], "without script").page
    row = page.locator("#partner-quay-hotels")
    assert not row.is_visible()
    page.locator("#map a.node[href='#partner-quay-hotels']").focus()
    page.keyboard.press("Enter")
    row.wait_for(state="visible")
    assert not page.locator("#map-help").is_visible()
    page.context.close()


def test_a_table_is_saved_without_a_script(browser: Browser, files: dict[str, Path]) -> None:
    page = Visit(browser, files["gwangmyeong"], "without script").page
    with page.expect_download() as waiting:
        page.locator("a[download='gap-map.csv']").click()
    assert waiting.value.suggested_filename == "gap-map.csv"
    text = Path(waiting.value.path()).read_text("utf-8-sig")
    assert text.startswith("row,column,status,")
    page.context.close()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="not installed: poppler-utils")
@pytest.mark.parametrize("name", CITIES)
def test_paper_has_no_blank_page_and_the_tables(
    browser: Browser, files: dict[str, Path], name: str, tmp_path: Path
) -> None:
    page = Visit(browser, files[name]).page
    target = tmp_path / "report.pdf"
    target.write_bytes(page.pdf(prefer_css_page_size=True, tagged=True))
    text = subprocess.run(
        ["pdftotext", "-layout", str(target), "-"], check=True, capture_output=True, text=True
    ).stdout
    pages = text.removesuffix("\f").split("\f")
    assert all(len(re.sub(r"\s", "", words)) > 40 for words in pages)
    if name == "wolverhampton":
        assert "Three things to discuss" in pages[0]
        assert "Population of the city" in text
        assert "The partners, those that work with most others first" in text
    page.context.close()
