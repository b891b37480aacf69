"""Look at built pages of the documentation in a real browser: wide, narrow, light and dark.

``make docs`` first, then ``python -m checks.pages [PAGE…]``. For each page it says what axe-core
finds, what would be fetched from outside, and what is wider than the screen. It needs Debian's
chromium, Playwright and axe-playwright-python, as ``make browser`` does.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Request, sync_playwright

BUILT = Path(__file__).parents[1] / "docs" / "_build" / "html"
PAGES = (
    "index.html",
    "tutorials/your-city.html",
    "tutorials/partnership.html",
    "explanation/coverage.html",
    "reference/cli.html",
    "reference/api.html",
    "decisions/README.html",
)
MODES: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "narrow": {"viewport": {"width": 360, "height": 780}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def faults(browser: Browser, page_file: Path) -> Iterator[str]:
    """Yield what is wrong with one page, in each mode."""
    for mode, settings in MODES.items():
        context = browser.new_context(**settings)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", _note_addresses(asked))
        page.goto(page_file.as_uri())
        for violation in Axe().run(page).response["violations"]:
            for node in violation["nodes"]:
                yield f"{mode}: {violation['id']}: {' '.join(map(str, node['target']))}"
        yield from (f"{mode}: fetches {url}" for url in asked if not url.startswith("file:"))
        if page.evaluate(WIDER):
            yield f"{mode}: is wider than the screen"
        context.close()


def _note_addresses(asked: list[str]) -> Callable[[Request], None]:
    return lambda request: asked.append(request.url)


def main(built: Path, pages: list[str]) -> int:
    """Look at every page, and say how many faults there are."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))))
    count = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in pages:
            for fault in faults(browser, built / name):
                print(f"{name}: {fault}")
                count += 1
        browser.close()
    print(f"{len(pages)} pages in {len(MODES)} modes: {count} faults")
    return min(count, 1)


if __name__ == "__main__":
    sys.exit(main(BUILT, sys.argv[1:] or list(PAGES)))
