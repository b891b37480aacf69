"""Making text harmless where people see it: terminals and HTML."""

from __future__ import annotations

import html
import unicodedata

__all__ = ["escape_html", "printable"]

_JOINERS = "\u200c\u200d"
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


def escape_html(value: object) -> str:
    """Return `value` as text that is safe inside an HTML element or a quoted attribute."""
    return html.escape(str(value), quote=True)
