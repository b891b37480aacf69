"""What it means that a text does nothing where it is shown."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from typing import Any

__all__ = ["Page", "acting", "formula", "read_csv", "read_json", "steering"]

_ACTS = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_QUOTED_TAG = re.compile(
    r"""<[a-zA-Z][\w-]*(\s+[a-zA-Z][\w:-]*(\s*=\s*("[^"]*"|'[^']*'))?)*\s*/?>"""
)
_VOID = frozenset({"br", "meta", "link", "img", "hr", "input", "col", "wbr"})
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "data", "srcset", "poster"})
_SCHEMES = ("https://", "http://", "mailto:", "#", "data:image/", "data:text/csv;charset=utf-8")


def acting(text: str) -> str:
    """The characters of a text that could act on a terminal, as code points."""
    found = (c for c in set(text) - {"\n"} - _JOINERS if unicodedata.category(c) in _ACTS)
    return " ".join(sorted(f"U+{ord(c):04X}" for c in found))


def steering(text: str) -> str:
    """The characters of a text that turn a page around or break its lines, as code points.

    Others that a browser does not show, such as soft hyphens, harm nothing inside an element.
    """
    found = (c for c in set(text) - {"\n"} if unicodedata.category(c) in _ACTS - {"Cf", "Co"})
    turning = set(text) & _TURNING
    return " ".join(sorted(f"U+{ord(c):04X}" for c in {*found, *turning}))


def formula(cell: str) -> bool:
    """Whether a spreadsheet could take a text for a formula."""
    return cell.startswith(_FORMULA) or cell.strip().startswith(_FORMULA)


def read_csv(text: str) -> list[list[str]]:
    """The cells of a CSV text, read without forgiveness; all rows have the same length."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    return rows


def read_json(text: str) -> Any:
    """The value of a JSON text, read without forgiveness: no NaN, no key twice, nothing raw."""

    def refuse(constant: str) -> object:
        raise AssertionError(f"{constant} is no JSON")

    def once(pairs: Iterable[tuple[str, object]]) -> Mapping[str, object]:
        listed = list(pairs)
        assert len(dict(listed)) == len(listed)
        return dict(listed)

    return json.loads(text, parse_constant=refuse, object_pairs_hook=once)


class Page(HTMLParser):
    """HTML as a browser would take it: its tags, its text, and what in it could do harm."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.data: list[str] = []
        self.wrong: list[str] = []
        self._open: list[str] = []
        self.feed(source)
        self.close()
        self.wrong += [f"<{tag}> is left open" for tag in self._open]

    @property
    def text(self) -> str:
        """All text that is shown."""
        return "".join(self.data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag and look at its attributes."""
        said = self.get_starttag_text() or ""
        names = [name for name, _ in attrs]
        self.tags.append(" ".join([tag, *names]))
        if not _QUOTED_TAG.fullmatch(said):
            self.wrong.append(f"a value without quotes: {said[:80]}")
        for name, value in attrs:
            if name.startswith("on") or name == "srcdoc":
                self.wrong.append(f"a handler: {said[:80]}")
            if name in _ADDRESSES and not (value or "").strip().lower().startswith(_SCHEMES):
                self.wrong.append(f"an address: {said[:80]}")
        if tag not in _VOID and not said.endswith("/>"):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at a tag that closes itself, as those of pictures do."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that is open."""
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        """Keep text that is shown."""
        if self._open[-1:] not in (["style"], ["script"]):
            self.data.append(data)

    def handle_comment(self, data: str) -> None:
        """Note a comment: nothing that is written has one."""
        self.wrong.append(f"a comment: {data[:80]}")

    def handle_pi(self, data: str) -> None:
        """Note an instruction."""
        self.wrong.append(f"an instruction: {data[:80]}")

    def unknown_decl(self, data: str) -> None:
        """Note a section of another language."""
        self.wrong.append(f"a section: {data[:80]}")
