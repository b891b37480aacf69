"""Making text harmless where people and programs see it: terminals, HTML, JSON."""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

__all__ = ["escape_html", "inert", "json_text", "printable"]

_MARK = "\udfff"
"""Before a number in text that is not to be quoted. No text that was read has half a character."""

_MARKED = re.compile(f'"{_MARK}([0-9.E+-]+)"')

_JOINERS = "\u200c\u200d"
_TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Embeddings, overrides and isolates: one of them can turn what stands after the name it is in."""

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def printable(text: str) -> str:
    r"""Return `text` with everything that could act on a terminal written as an escape.

    Control and format characters, lone surrogates, private characters and line separators
    become ``\xNN`` or ``\uNNNN``. The joiners that scripts such as Persian and Hindi
    need are kept. The result is one line.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character in _JOINERS or unicodedata.category(character) not in _HIDDEN:
        return character
    return character.encode("unicode_escape", "backslashreplace").decode("ascii")


def inert(text: str) -> str:
    """Return `text` for a page: what acts on the text around it is a replacement character.

    These are control characters, lone surrogates and the signs that turn the direction of what
    follows; the marks and joiners that scripts need are kept. Line breaks become spaces.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_still, text))


def _still(character: str) -> str:
    if character in _TURNING or unicodedata.category(character) in ("Cs", "Co"):
        return "\ufffd"
    if unicodedata.category(character) in ("Cc", "Zl", "Zp"):
        return " " if character.isspace() else "\ufffd"
    return character


def escape_html(value: object) -> str:
    """Return `value` as text that is safe inside an HTML element or a quoted attribute."""
    return html.escape(str(value), quote=True)


def json_text(value: Mapping[str, object]) -> str:
    """Return plain data as JSON text. Decimals keep all digits, and nothing acts on a terminal."""
    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=_exact)
    return "".join(map(_inert, _MARKED.sub(r"\1", text)))


def _exact(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{_MARK}{value}"
    raise TypeError(f"{type(value).__name__} is not plain data")


def _inert(character: str) -> str:
    if character == "\n" or unicodedata.category(character) not in _HIDDEN:
        return character
    return json.dumps(character)[1:-1]
