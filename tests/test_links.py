"""Every link inside the repository leads somewhere, and every picture says what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    page
    for pattern in (
        "*.md",
        "changelog.d/*.md",
        "docs/**/*.md",
        "examples/*/*.md",
        "benchmarks/*.md",
    )
    for page in ROOT.glob(pattern)
    if "_build" not in page.parts
)
OUTSIDE = ("https://", "http://", "mailto:")


@cache
def tokens(page: Path) -> tuple[Token, ...]:
    text = re.sub(r"\A---\n.*?\n---\n", "", page.read_text("utf-8"), flags=re.DOTALL)
    return tuple(MarkdownIt("commonmark").enable("table").parse(text))


def inline(page: Path) -> Iterator[Token]:
    for token in tokens(page):
        yield from token.children or ()


def links(page: Path) -> Iterator[str]:
    """Yield where the links and pictures of a page lead to, within the repository."""
    for token in inline(page):
        target = str(token.attrs.get("href") or token.attrs.get("src") or "")
        if target and not target.startswith(OUTSIDE):
            yield unquote(target)


@cache
def anchors(page: Path) -> frozenset[str]:
    """Name the headings of a page as a link names them."""
    found = [
        token.content
        for before, token in zip(tokens(page), tokens(page)[1:], strict=False)
        if before.type == "heading_open"
    ]
    plain = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found]
    named = re.findall(r"^\(([\w-]+)\)=$", page.read_text("utf-8"), re.MULTILINE)
    return frozenset([*plain, *named])


def made_by_the_build(page: Path) -> bool:
    """Say whether headings of a page come from elsewhere: a marker, or an included page."""
    text = page.read_text("utf-8")
    return bool(
        re.search(r"^(<!-- .* -->|```\{(include|auto\w+|eval-rst)\}.*)$", text, re.MULTILINE)
    )


def dead(page: Path) -> list[str]:
    """List the links of a page that lead nowhere."""
    lost = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = page.parent.joinpath(path).resolve() if path else page
        if not target.exists() or not target.is_relative_to(ROOT):
            lost.append(link)
        elif anchor and target.suffix == ".md" and not made_by_the_build(target):
            lost += [link] if anchor not in anchors(target) else []
    return lost


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_inside_leads_somewhere(page: Path) -> None:
    assert dead(page) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_picture_says_what_it_shows(page: Path) -> None:
    pictures = [token.content for token in inline(page) if token.type == "image"]
    shown = [token for token in tokens(page) if token.info.startswith(("{image}", "{figure}"))]
    pictures += ["".join(re.findall(r"^:alt:(.*)$", one.content, re.MULTILINE)) for one in shown]
    assert all(len(text.split()) >= 3 for text in pictures)


def test_a_link_that_leads_nowhere_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.test_links.ROOT", tmp_path)
    (tmp_path / "b.md").write_text("# One thing\n", "utf-8")
    page = tmp_path / "a.md"
    page.write_text("[a](b.md) [b](b.md#one-thing) [c](b.md#two) [d](c.md) [e](../x.md)", "utf-8")
    assert dead(page) == ["b.md#two", "c.md", "../x.md"]


def test_the_pages_are_found() -> None:
    names = {str(page.relative_to(ROOT)) for page in PAGES}
    assert {"README.md", "docs/index.md", "docs/decisions/README.md"} <= names
