"""Plain values as YAML that people like to read.

Short lists and blocks of keys stand on one line, long ones below one another; long text is folded,
text of several lines keeps them. Text stands in quotes only where any reader of YAML, old or new,
might otherwise take it for something else.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final

from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from learningcity.io.limits import DEFAULT_LIMITS
from learningcity.io.yaml_events import CONTROL, read_number

__all__ = ["Bare", "fits_beside", "yaml_item", "yaml_lines"]

_WIDTH: Final = 100
_NARROWEST: Final = 40
_TEXT_TAG: Final = "tag:yaml.org,2002:str"
_OLD_WORDS: Final = frozenset({"y", "Y", "n", "N"})
_SIGNS: Final = frozenset("-?:,[]{}#&*!|>'\"%@`=~<")
_JOINERS: Final = frozenset("\u200c\u200d")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class Bare(str):
    """Text that is written without quotes whatever it looks like, such as a date."""

    __slots__ = ()


def yaml_lines(key: str, value: object, indent: int, *, spread: bool = False) -> Iterator[str]:
    """Write a key with its value.

    Parameters
    ----------
    key
        The key.
    value
        Text, a number, true or false, a list, or a dict with text as keys.
    indent
        In which column the key starts, from 0.
    spread
        Write a list or dict below the key even if it would fit beside it.

    Yields
    ------
    str
        Lines without their ends.
    """
    yield from _placed(f"{' ' * indent}{_scalar(key, flow=True)}:", value, indent, spread=spread)


def yaml_item(item: object, indent: int) -> Iterator[str]:
    """Write an item of a list below its key; parameters and yields as for ``yaml_lines``."""
    start = f"{' ' * indent}-"
    if not isinstance(item, dict) or not item or _fits(start, item):
        yield from _placed(start, item, indent)
        return
    lines = (line for key, inner in item.items() for line in yaml_lines(key, inner, indent + 2))
    yield f"{start} {next(lines).lstrip()}"
    yield from lines


def fits_beside(key: str, value: object, indent: int) -> bool:
    """Return whether ``yaml_lines`` writes this on one line."""
    return _fits(f"{' ' * indent}{_scalar(key, flow=True)}:", value)


def _placed(start: str, value: object, indent: int, *, spread: bool = False) -> Iterator[str]:
    """Write a value after `start`, on the same line if there is room, else below it."""
    if isinstance(value, str) and not isinstance(value, Bare):
        yield from _text(start, value, indent)
    elif not isinstance(value, dict | list) or not value or (not spread and _fits(start, value)):
        yield f"{start} {_on_one_line(value)}"
    elif isinstance(value, dict):
        yield start
        for key, inner in value.items():
            yield from yaml_lines(key, inner, indent + 2)
    else:
        yield start
        for item in value:
            yield from yaml_item(item, indent + 2)


def _fits(start: str, value: object) -> bool:
    return _is_flat(value) and len(start) + 1 + len(_on_one_line(value)) <= _WIDTH


def _on_one_line(value: object) -> str:
    if isinstance(value, dict):
        inner = (f"{_scalar(key, flow=True)}: {_on_one_line(item)}" for key, item in value.items())
        return "{" + ", ".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_on_one_line, value)) + "]"
    return _scalar(value, flow=True)


def _is_flat(value: object, depth: int = 2) -> bool:
    """Return whether a value is simple enough to stand on one line."""
    if isinstance(value, dict | list):
        inner = list(value.values()) if isinstance(value, dict) else value
        return depth > 0 and all(_is_flat(item, depth - 1) for item in inner)
    return not isinstance(value, str) or "\n" not in value


def _text(start: str, text: str, indent: int) -> Iterator[str]:
    """Write text: as it is, in quotes, folded if it is long, or line by line."""
    lines = text.split("\n")
    block = len(lines) > 1 or len(start) + len(text) + 1 > _WIDTH
    margin = " " * (indent + 2)
    if block and _fits_block(lines):
        if len(lines) > 1:
            ending = "-" if lines[-1] else "" if lines[-2] else "+"
            yield f"{start} |{ending}"
            shown = lines if lines[-1] else lines[:-1]
            yield from (margin + line if line else "" for line in shown)
            return
        folded = _fold(text, max(_NARROWEST, _WIDTH - len(margin)))
        if folded is not None:
            yield f"{start} >-"
            yield from (margin + line for line in folded)
            return
    yield f"{start} {_scalar(text, flow=False)}"


def _fits_block(lines: list[str]) -> bool:
    """Return whether lines can stand below a key exactly as they are."""
    return (
        bool(lines[0])
        and not lines[0][0].isspace()
        and all(line == line.rstrip() and all(map(_is_shown, line)) for line in lines)
    )


def _fold(text: str, width: int) -> list[str] | None:
    """Return `text` broken at single spaces, or ``None`` where that would change it."""
    lines = textwrap.wrap(
        text,
        width,
        expand_tabs=False,
        replace_whitespace=False,
        break_long_words=False,
        break_on_hyphens=False,
    )
    same = " ".join(lines) == text and len(lines) > 1
    return lines if same and not any(line[0].isspace() for line in lines) else None


def _scalar(value: object, *, flow: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, Bare):
        return str(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int):
        return str(value)
    assert isinstance(value, str)
    return value if _is_plain(value, flow=flow) else _quoted(value)


def _is_plain(text: str, *, flow: bool) -> bool:
    return (
        text == text.strip()
        and text[:1] not in _SIGNS
        and not text.endswith(":")
        and ": " not in text
        and " #" not in text
        and not (flow and (_BRACKETS.search(text) or (":" in text and _GLUED_END.search(text))))
        and all(map(_is_shown, text))
        and _is_text_for_all(text)
    )


_BRACKETS: Final = re.compile(r"[,\[\]{}]")
_GLUED_END: Final = re.compile(r":(?:[?\s]|$)")


def _is_shown(character: str) -> bool:
    return (
        character.isprintable() or character in _JOINERS or unicodedata.category(character) == "Zs"
    )


@cache
def _resolver() -> Resolver:
    return Resolver()


def _is_text_for_all(text: str) -> bool:
    """Return whether this is text under the rules of YAML 1.1, of 1.2, and under ours."""
    if text in _OLD_WORDS or not text or text in {"null", "Null", "NULL"}:
        return False
    try:
        if read_number(text, DEFAULT_LIMITS) is not None:
            return False
    except OverflowError:
        return False
    tag = _resolver().resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # the stubs leave it out
    return bool(tag == _TEXT_TAG)


def _quoted(text: str) -> str:
    found = CONTROL.search(text)
    if found is not None:
        message = f"city: a text holds the character U+{ord(found.group()):04X}, which no file may"
        raise ValueError(message)
    return '"' + "".join(map(_escaped, text)) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if _is_shown(character):
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code < 0x10000 else f"\\U{code:08X}"
