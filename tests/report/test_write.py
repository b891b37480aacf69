"""The report: one file that loads nothing, says the same each time, and cannot be made to act."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import learningcity
from learningcity.analysis.overview import overview
from learningcity.report.write import render_report, write_report
from tests.builders import city


class Page(HTMLParser):
    """What a page consists of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(render_report(overview(learningcity.open_example("wolverhampton"))))


def test_the_page_loads_nothing_and_runs_nothing(page: Page) -> None:
    assert not page.all("script")
    assert not page.all("link")
    assert not page.all("img")
    assert not any("src" in attributes or "style" in attributes for _, attributes in page.tags)


def test_the_policy_allows_the_one_style_and_nothing_else(page: Page) -> None:
    text = "".join(page.words)
    (policy,) = [
        meta["content"] or ""
        for meta in page.all("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    (digest,) = re.findall(r"style-src 'sha256-([^']+)'", policy)
    style = next(word for word in page.words if ":root" in word)
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() == digest
    assert policy.startswith("default-src 'none';")
    assert "http://" not in text


def test_the_page_names_its_language_and_has_headings_in_order(page: Page) -> None:
    assert page.all("html") == [{"lang": "en"}]
    levels = [tag for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == "h1"
    assert set(levels[1:]) == {"h2"}
    assert all(cell.get("scope") == "col" for cell in page.all("th"))


def test_a_page_of_another_city_is_in_the_language_of_its_sentences() -> None:
    """A voice that reads English as if it were Korean cannot be understood."""
    found = Page(render_report(overview(learningcity.open_example("gwangmyeong"))))
    assert found.all("html") == [{"lang": "en"}]
    assert "광명시" in "".join(found.words)


def test_the_page_shows_findings_with_the_line_they_come_from(page: Page) -> None:
    words = " ".join(" ".join(page.words).split())
    assert "candidate pairs for duplication" in words
    assert re.search(r"wolverhampton/initiatives-\d-\w+\.yaml:\d+", words)
    assert "What to ask whom" in words
    assert "more pairs are not shown here" in words


def test_the_page_shows_a_few_of_what_is_not_recorded_and_counts_the_rest(page: Page) -> None:
    words = " ".join(" ".join(page.words).split())
    assert "What is not recorded or not settled" in words
    assert "Initiatives without a recorded outcome: 51." in words
    assert "46 more are not shown here; the command learningcity gaps --type evaluation" in words
    assert "Objectives that no initiative names: 14, of which the files leave open 14." in words
    shown = re.findall(r"No outcome of .*? is recorded\.", words)
    assert len(shown) == 5
    # Needs, endings, places and groups stand apart and in full.
    missing, records = words.split("What is not recorded or not settled")
    assert missing.count("No initiative names ") == 21
    assert "newer reading" not in missing
    assert "No initiative names" not in records


def test_where_everything_is_recorded_the_page_has_no_such_part() -> None:
    assert "What is not recorded" not in render_report(overview(city()))
    few = render_report(overview(city(initiatives={"course": {}})))
    assert "Initiatives without a recorded outcome: 1." in few
    assert "more are not shown here" not in few


def test_the_same_city_gives_the_same_bytes(tmp_path: Path) -> None:
    city = learningcity.open_example("wolverhampton")
    first = write_report(city, tmp_path / "a.html").read_bytes()
    assert write_report(city, str(tmp_path / "b.html")).read_bytes() == first
    assert len(first) < 400_000


def test_text_of_a_city_cannot_become_markup() -> None:
    city = learningcity.city_from_mapping(
        {
            "format": "learningcity/1",
            "city": {"id": "x", "name": "<script>alert(1)</script>", "as_of": 2024},
            "needs": {
                "n": {"statement": "<img src=x onerror=alert(1)>", "audiences": ["everyone"]}
            },
        }
    )
    page = Page(render_report(overview(city)))
    assert not page.all("script")
    assert not page.all("img")
    words = "".join(page.words)
    assert "<script>alert(1)</script>" in words
    assert "No two initiatives overlap" in words


def test_a_city_without_needs_has_a_page(tmp_path: Path) -> None:
    city = learningcity.city_from_mapping(
        {"format": "learningcity/1", "city": {"id": "x", "name": "X", "as_of": 2024}}
    )
    text = write_report(city, tmp_path / "x.html", ever=True).read_text("utf-8")
    assert "over all time" in text
    assert "Every need, place and group is named" in text
