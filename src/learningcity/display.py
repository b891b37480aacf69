"""Making text harmless where people and programs see it: terminals, HTML, JSON.

The second half decides how everything looks in a notebook: one frame, one table, one way to write
a value. It sets no colour of its own, so that it fits light and dark themes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, runtime_checkable

__all__ = [
    "NOTEBOOK_ROWS",
    "Absent",
    "InCell",
    "camel_words",
    "escape_html",
    "html_fields",
    "html_frame",
    "html_list",
    "html_table",
    "html_value",
    "inert",
    "json_line",
    "json_text",
    "printable",
]

NOTEBOOK_ROWS = 20
"""So many rows a notebook shows; the rest is counted."""

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
    if text.isprintable():
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
    from html import escape

    return escape(str(value), quote=True)


def json_text(value: Mapping[str, object]) -> str:
    """Return plain data as JSON text. Decimals keep all digits, and nothing acts on a terminal."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=_exact)
    return "\n".join(map(_inert_line, _MARKED.sub(r"\1", text).split("\n")))


def json_line(value: object) -> str:
    """Return plain data as JSON text in one line; numbers keep all digits."""
    import json

    text = json.dumps(value, ensure_ascii=False, allow_nan=False, default=_exact)
    return "".join(map(_inert, _MARKED.sub(r"\1", text)))


def _exact(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{_MARK}{value}"
    raise TypeError(f"{type(value).__name__} is not plain data")


def _inert_line(line: str) -> str:
    return line if line.isprintable() else "".join(map(_inert, line))


def _inert(character: str) -> str:
    if unicodedata.category(character) not in _HIDDEN:
        return character
    import json

    return json.dumps(character)[1:-1]


# -- notebooks -----------------------------------------------------------------------------------

# Doubled, because notebooks align cells by rules of their own that are as exact as one class.
_STYLE = (
    ".learningcity.learningcity{overflow-x:auto;line-height:1.4}"
    ".learningcity.learningcity table{border-collapse:collapse;margin:.3em 0;width:auto;"
    "table-layout:auto;color:inherit;font-size:inherit}"
    ".learningcity.learningcity caption{caption-side:top;text-align:start;padding:.3em 0;"
    "color:inherit;font-weight:600;width:max-content;max-width:38em}"
    ".learningcity.learningcity :is(th,td){text-align:start!important;vertical-align:top;"
    "padding:.2em .7em;border:0;border-bottom:1px solid rgba(128,128,128,.4);"
    "max-width:32em;white-space:normal;overflow-wrap:break-word}"
    ".learningcity.learningcity thead th{vertical-align:bottom}"
    ".learningcity.learningcity .lc-number{text-align:end!important}"
    ".learningcity.learningcity .lc-number bdi{white-space:nowrap;"
    "font-variant-numeric:tabular-nums}"
    ".learningcity.learningcity .lc-long{min-width:18em}"
    ".learningcity.learningcity .lc-absent{font-style:italic}"
)

_NUMBER = ' class="lc-number"'

_MOST_ITEMS = 6
_MOST_ALONE = 30
_SHORT = 60
_MOST_LETTERS = 400
_MOST_IN_SENTENCE = 4000
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that turn the order of letters; the joiners and marks that scripts need are none."""


@dataclass(frozen=True, slots=True)
class Absent:
    """What stands in the place of a value that is not there."""

    word: str = "not known"


@runtime_checkable
class InCell(Protocol):
    """What says itself in a few words."""

    def in_cell(self) -> str:
        """Return a few words."""


def camel_words(name: str) -> str:
    """Return the name of a class as words, such as ``funding line``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def html_frame(*parts: str) -> str:
    """Return parts of HTML as one thing in a notebook, with the look of all of them.

    A notebook takes no dollar sign in it for a formula.
    """
    inside = "".join(parts)
    classes = "learningcity tex2jax_ignore mathjax_ignore"
    return f'<div class="{classes}"><style>{_STYLE}</style>{inside}</div>'


def html_table(
    caption: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    more: int = 0,
    row_heads: bool = False,
) -> str:
    """Return a table for a notebook.

    Parameters
    ----------
    caption
        The sentence above it.
    columns
        The heads of the columns.
    rows
        For each row its values; ``None`` is not known.
    more
        How many rows there are besides.
    row_heads
        Whether the first value of each row is the head of the row.
    """
    body = [tuple(row) for row in rows]
    numeric = [_is_numeric([row[place] for row in body]) for place in range(len(columns))]
    head = "".join(
        f'<th scope="col"{_NUMBER if number else ""}>{_name(name)}</th>' if name else "<td></td>"
        for name, number in zip(columns, numeric, strict=True)
    )
    lines = "".join(
        "<tr>"
        + "".join(
            f'<th scope="row">{html_value(value)}</th>'
            if row_heads and place == 0
            else f"<td{_NUMBER if numeric[place] else _width(value)}>{html_value(value)}</td>"
            for place, value in enumerate(row)
        )
        + "</tr>"
        for row in body
    )
    if not body:
        lines = f'<tr><td colspan="{len(columns)}">{html_value(Absent("no rows"))}</td></tr>'
    return html_frame(
        f"<table><caption>{_text(caption, _MOST_IN_SENTENCE)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>",
        f"<p>and {more:,} more {'row' if more == 1 else 'rows'}</p>" if more > 0 else "",
    )


def html_fields(caption: str, fields: Iterable[tuple[str, object]], *, called: str = "") -> str:
    """Return names with their values as a table for a notebook, a line each.

    `called` is a name from a file with which the caption begins.
    """
    said = list(fields)
    number = _NUMBER if _is_numeric([value for _, value in said]) else ""
    lines = "".join(
        f'<tr><th scope="row">{_name(name)}</th>'
        f"<td{number}>{html_value(value, most=_MOST_ALONE)}</td></tr>"
        for name, value in said
    )
    head = f"{_isolated(called) if called else ''}{_text(caption, _MOST_IN_SENTENCE)}"
    return html_frame(f"<table><caption>{head}</caption><tbody>{lines}</tbody></table>")


def html_list(title: str, items: Iterable[Sequence[str]], *, numbered: bool = False) -> str:
    """Return a list for a notebook, to be put into a frame.

    The first text of each item is what it says; the others are places, and stand small beside it.
    Of a long list the last item is shown too: it is what the others lead to.
    """
    tag = "ol" if numbered else "ul"
    every = [
        f'<li value="{number}">{_item(*item)}</li>' if numbered else f"<li>{_item(*item)}</li>"
        for number, item in enumerate(items, 1)
    ]
    left_out = len(every) - NOTEBOOK_ROWS
    if left_out > 0:
        every[NOTEBOOK_ROWS - 1 : -1] = [f"<li>and {left_out:,} more</li>"]
    lines = "".join(every)
    return f"<p><strong>{_isolated(title)}</strong></p><{tag}>{lines}</{tag}>"


def _item(said: str, *places: str) -> str:
    beside = (f"<small>{_isolated(place)}</small>" for place in places)
    return " ".join([_text(said, _MOST_IN_SENTENCE), *beside])


def html_value(value: object, *, most: int = _MOST_ITEMS) -> str:
    """Return a value as HTML: a list line by line, of which more than `most` are counted."""
    if value is None:
        value = Absent()
    if isinstance(value, Absent):
        return f'<span class="lc-absent">{escape_html(value.word)}</span>'
    if isinstance(value, Mapping):
        lines = [f"{_isolated(f'{key}: ')}{_isolated(_words(item))}" for key, item in value.items()]
    elif isinstance(value, tuple | list):
        lines = [_isolated(_words(item)) for item in value]
    else:
        lines = [_isolated(_words(value))] if value != "" else []
    if not lines:
        return html_value(Absent("none"))
    rest = len(lines) - most
    return "<br>".join(lines[:most] + ([f"and {rest:,} more"] if rest > 0 else []))


def _width(value: object) -> str:
    """Return what keeps a sentence from standing in a column of single words."""
    return ' class="lc-long"' if isinstance(value, str) and len(value) > _SHORT else ""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_numeric(column: Sequence[object]) -> bool:
    """Return whether all that is known in a column are numbers."""
    known = [value for value in column if value is not None and not isinstance(value, Absent)]
    return bool(known) and all(map(_is_number, known))


def _words(value: object) -> str:
    """Return a value in a line of text."""
    if value is None:
        return Absent().word
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    if isinstance(value, InCell):
        return value.in_cell()
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_words(item)}" for key, item in value.items())
    if isinstance(value, tuple | list):
        return " + ".join(map(_words, value))
    return str(value)


def _isolated(words: str) -> str:
    return f"<bdi>{_text(words)}</bdi>"


def _text(words: str, most: int = _MOST_LETTERS) -> str:
    """Return text as HTML, cut where it is very long; what would turn or break it is visible."""
    cut = words if len(words) <= most else f"{words[: most - 1]}…"
    return escape_html("".join(map(_calm, cut)))


def _calm(character: str) -> str:
    if character in _TURNING or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp"):
        return " " if character in "\n\t" else _visible(character)
    return character


def _name(words: str) -> str:
    """Return the name of a column or row, isolated if it is not one of ours; it may be broken."""
    if re.fullmatch(r"[\w ]+", words, re.ASCII):
        return words.replace("_", "_<wbr>")
    return _isolated(words)
