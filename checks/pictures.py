"""Make the pictures of the front page and the README again: the report's gap map, light and dark.

``make pictures`` runs it. It needs Debian's chromium and Playwright, as ``make browser`` does.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import FloatRect, sync_playwright

from learningcity.datasets import open_example
from learningcity.report.write import write_report

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
PICTURES: dict[str, Literal["light", "dark"]] = {
    "report-gap-map.png": "light",
    "report-gap-map-dark.png": "dark",
}
LARGEST = 200_000
MARGIN = 12
RULE = 4  # the line above a section


def main() -> None:
    """Write every picture, and refuse one that is too large for a page."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "report.html"
        write_report(open_example("lanternport"), page_file)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, scheme in PICTURES.items():
            page = browser.new_page(
                viewport={"width": 860, "height": 900},
                color_scheme=scheme,
                device_scale_factor=1.25,
            )
            page.goto(page_file.as_uri())
            section = page.locator("section[aria-labelledby=gap-map]")
            top, table = section.bounding_box(), section.locator(".scroll").bounding_box()
            assert top is not None
            assert table is not None
            clip = FloatRect(
                x=max(0.0, top["x"] - MARGIN),
                y=top["y"] + RULE,
                width=top["width"] + 2 * MARGIN,
                height=table["y"] + table["height"] + MARGIN - top["y"] - RULE,
            )
            path = FOLDER / name
            page.screenshot(path=path, clip=clip, full_page=True)
            size = path.stat().st_size
            print(f"{path.name}: {size:,} bytes")
            if size > LARGEST:
                raise SystemExit(f"{path.name} is larger than {LARGEST:,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
