"""What is wrong where YAML stops making sense, in words for the person who wrote it.

Parsers say where they gave up, in their own terms. Here the text at that place is looked at again,
for the mistakes that people make: a tab, a missing space, a colon in the middle of a text, a quote
or bracket that nobody closed, a line that starts in the wrong column.
"""

from __future__ import annotations

import re
from collections import deque
from typing import Final

from learningcity.io.faults import Fault
from learningcity.io.limits import Limits
from learningcity.model.values import quote

__all__ = ["explain_escape", "explain_syntax", "looks_glued", "token_length"]

_QUOTED: Final = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL),
    "'": re.compile(r"'(?:[^']|'')*+'"),
}
_PLAIN: Final = re.compile(r"(?:[^\s,\[\]{}:#]|:(?!\s|$)|(?<!\s)#|[ ](?![\s#])|[ ](?=#\S)(?!#))+")
_OPENING: Final = re.compile(r"(?:^|(?<=[:?,\[{-]))[ \t]*(?<![^\s\[{,])(['\"])")
_GLUED: Final = re.compile(r"\s*(?:- +)?([^\s:#'\"\[\]{},]+):(?!//)([^\s:].*)")
_INDENT: Final = re.compile(r"[ \t]*")
_BREAK: Final = re.compile(r"\r\n|\r|\n")
_QUOTE_HINT: Final = "put the whole text in quotes"
_BRACKETS: Final = {"[": "]", "{": "}"}
_IN_BRACKETS: Final = re.compile(
    r"(?<=[\s\[{,:])\"(?:[^\"\\]|\\.)*+(?:\"|\Z)|(?<![\w'])'[^']*+'|[\[\]{}]", re.DOTALL
)
_MARKED: Final = 1_000
"""How many characters of one word are marked at most."""
_LOOK_BACK: Final = 200
"""In how many lines, and at how many places of one line, a cause is looked for."""


def token_length(text: str, offset: int, value: object = None) -> int:
    """Return how many characters to mark at `offset`: a word or quoted text, else one.

    `value` is what was read there, if that is known.
    """
    if isinstance(value, dict | list):
        return 1
    if isinstance(value, str) and value and text.startswith(value, offset):
        length = len(value)
    else:
        first = text[offset : offset + 1]
        match = _QUOTED.get(first, _PLAIN).match(text, offset, offset + _MARKED)
        if match is None and first in _QUOTED:
            return len(text[offset : _line_end(text, offset, offset + _MARKED)].rstrip())
        length = len(match.group().rstrip()) if match else 1
    line_end = _BREAK.search(text, offset, offset + length)
    return max(1, line_end.start() - offset if line_end else length)


def looks_glued(text: str) -> str | None:
    """Return how to write a key and its value between which the space is missing, if that is it."""
    glued = _GLUED.fullmatch(text)
    return None if glued is None else f"{glued[1]}: {glued[2]}"


def explain_syntax(text: str, at: int, start: int | None, limits: Limits) -> Fault:
    """Return the fault at a place where the parser gave up.

    Parameters
    ----------
    text
        The whole text.
    at
        The offset at which the parser gave up.
    start
        The offset of what it was reading then, where it says so.
    limits
        The limits that hold.

    Returns
    -------
    Fault
        With the code ``yaml-syntax``, or a more telling one.
    """
    place = _Place(text, at, start)
    return (
        _in_quotes(place)
        or _tab(place)
        or _open_quote(place)
        or _special_start(place)
        or _inside_brackets(place)
        or _colon(place, limits)
        or _after_quotes(place)
        or _stray_bracket(place)
        or _no_colon(place)
        or _indentation(place)
        or _fault(
            "this does not fit here",
            place.at,
            "look at the columns, colons and quotes of this line and the one above",
        )
    )


def explain_escape(text: str, at: int) -> Fault:
    """Return the fault of a backslash in double quotes that is followed by something unknown."""
    hint = r"write \\ for a backslash, or use single quotes around the text"
    message = f"{quote(text[at : at + 2])} has no meaning inside double quotes"
    return _fault(message, at, hint, 2)


class _Place:
    """The place where a parser gave up, and the line around it."""

    def __init__(self, text: str, at: int, start: int | None) -> None:
        self.text = text
        self.ended = not text[at:].strip()
        self.at = max(0, len(text[:at].rstrip()) - 1) if self.ended else at
        self.start = None if start is None or start >= len(text) or start == at else start
        self.first = text[self.start] if self.start is not None else ""
        self.line_start = line_start(text, self.at)
        self.line = text[self.line_start : _line_end(text, self.at)]
        self.column = self.at - self.line_start
        self.before = self.line[: self.column]
        self.character = text[self.at : self.at + 1]
        self.indent = len(_match(_INDENT, self.line))

    def line_above(self) -> tuple[int, str]:
        """Return the offset and the text of the nearest line above that says something."""
        begin = self.line_start
        for _ in range(_LOOK_BACK):
            if begin == 0:
                break
            end = begin - 1
            begin = line_start(self.text, max(0, end - (self.text[end - 1 : begin] == "\r\n")))
            line = self.text[begin:end].rstrip("\r")
            if line.strip() and not line.lstrip().startswith("#"):
                return begin, line
        return 0, ""


def line_start(text: str, offset: int) -> int:
    """Return the offset at which the line of `offset` starts."""
    feed = text.rfind("\n", 0, offset)
    return max(feed, text.rfind("\r", feed + 1, offset)) + 1


def _line_end(text: str, offset: int, most: int | None = None) -> int:
    """Return where the line of `offset` ends, looking no further than `most`."""
    most = len(text) if most is None else min(most, len(text))
    end = _BREAK.search(text, offset, most)
    return end.start() if end else most


def _match(pattern: re.Pattern[str], line: str) -> str:
    match = pattern.match(line)
    return match.group() if match else ""


def _fault(message: str, offset: int, hint: str, length: int = 1) -> Fault:
    return Fault("yaml-syntax", message, offset, length, hint)


def _in_quotes(place: _Place) -> Fault | None:
    """Explain what is wrong inside quotes."""
    if place.start is None or place.first not in _QUOTED:
        return None
    closed = _QUOTED[place.first].match(place.text, place.start)
    if closed is None:
        return _unclosed_quote(place.text, place.start)
    if closed.end() <= place.at:
        return None
    escape = place.text.rfind("\\", place.start, place.at + 1)
    if place.first == '"' and escape >= 0:
        return explain_escape(place.text, escape)
    return _unclosed_quote(place.text, place.start)


def _unclosed_quote(text: str, offset: int) -> Fault:
    mark = text[offset]
    message = f"the text that starts with {mark} here is not closed"
    hint = f"add {mark} where the text ends"
    if mark == "'":
        hint += ", and write '' for an apostrophe inside it"
    return _fault(message, offset, hint, token_length(text, offset))


def _tab(place: _Place) -> Fault | None:
    tab = place.line[: place.indent].find("\t")
    hint = "use spaces instead of the tab"
    if tab >= 0 and place.column <= place.indent:
        message = "a tab stands where the line is indented"
        return _fault(message, place.line_start + tab, hint)
    if place.character == "\t" and not place.before.strip("-? \t"):
        return _fault("a tab stands before the first word of the line", place.at, hint)
    return None


def _open_quote(place: _Place) -> Fault | None:
    """Find a quote above that was never closed, so that the next quote seemed to close it."""
    begin, text = place.line_start, place.text
    for _ in range(_LOOK_BACK):
        end = _line_end(text, begin)
        openings = deque(_OPENING.finditer(text[begin : min(end, place.at)]), maxlen=_LOOK_BACK)
        for opening in openings:
            offset = begin + opening.start(1)
            closed = _QUOTED[opening[1]].match(text, offset)
            if closed is None:
                return _unclosed_quote(text, offset)
            if closed.end() <= end or closed.end() > place.at + 1:
                continue
            rest = text[closed.end() : _line_end(text, closed.end())].lstrip(" \t")
            if rest and rest[0] not in ",]}:#":
                return _unclosed_quote(text, offset)
        if begin == 0:
            break
        begin = line_start(text, begin - 1)
    return None


def _special_start(place: _Place) -> Fault | None:
    """Explain a text that starts with a sign that means something else in YAML."""
    start = place.at
    above, line_above = place.line_above()
    if place.line.startswith("%"):
        start = place.line_start
    elif line_above.startswith("%"):
        start = above
    elif place.first in {"*", "&", "!", "|", ">"} and place.start is not None:
        start = place.start
    sign = place.text[start : start + 1]
    if sign not in {"@", "`", "%", "*", "&", "!", "|", ">"}:
        return None
    length = max(1, len(place.text[start : _line_end(place.text, start)].rstrip()))
    code = "tag" if sign == "!" else "yaml-syntax"
    message = f"a text cannot start with {quote(sign)} here"
    return Fault(code, message, start, length, _QUOTE_HINT)


def _colon(place: _Place, limits: Limits) -> Fault | None:
    """Explain a colon that the parser did not expect."""
    if place.character != ":" or place.text[place.at + 1 : place.at + 2].strip():
        return None
    if ": " in place.before and place.before.partition(": ")[2].strip():
        hint = _quoted_whole(place)
        return _fault("a colon stands in the middle of a text without quotes", place.at, hint)
    if len(place.before.strip()) > limits.key_characters:
        message = f"this key is longer than {limits.key_characters:,} characters"
        start = place.line_start + place.indent
        return Fault("too-long", message, start, hint="put a text in quotes if it holds a colon")
    above, line = place.line_above()
    glued = _GLUED.fullmatch(line)
    if glued is not None:
        return _missing_space(above, glued)
    if place.indent > len(_match(_INDENT, line)) and place.before.strip():
        message = "this line starts further right than the lines it belongs to"
        hint = "start it in the column of the line above, or put the text above in quotes"
        length = len(place.before.strip())
        return _fault(message, place.line_start + place.indent, hint, length)
    return _fault("a colon is not expected here", place.at, _QUOTE_HINT)


def _quoted_whole(place: _Place) -> str:
    """Return how to write the key and the text around a colon that needs quotes."""
    key, _, value = place.before.partition(": ")
    written = place.line[len(key) + 2 :]
    if place.first in _BRACKETS:  # between brackets a text ends at the next sign of theirs
        start = max(place.before.rfind(sign) for sign in "[{,") + 1
        end = re.compile(r"[,\]}]|$").search(place.line, place.column)
        key, _, written = place.line[start : end.start() if end else None].partition(": ")
    hint = f'{_QUOTE_HINT}: {key.strip()}: "{written.strip()}"'
    return _QUOTE_HINT if len(hint) > 100 or '"' in value else hint


def _missing_space(offset: int, glued: re.Match[str]) -> Fault:
    value = glued[2] if glued[2].isalnum() else "…"
    hint = f"write {quote(f'{glued[1]}: {value}')}"
    return _fault("a space is missing after the colon", offset + glued.end(1), hint)


def _after_quotes(place: _Place) -> Fault | None:
    """Explain text that goes on after the quote that closes it."""
    before = place.before.rstrip()
    if before[-1:] not in _QUOTED or not place.character.strip() or place.character in "]},:":
        return None
    hint = f'{_QUOTE_HINT}, and write \\" for a quote inside it'
    if before.endswith("'"):
        hint = "write '' for an apostrophe inside single quotes"
    return _fault("the text goes on after its closing quote", place.at, hint)


def _inside_brackets(place: _Place) -> Fault | None:
    """Explain what is wrong in a list or in keys between brackets."""
    start = place.start if place.first in _BRACKETS else None
    if start is not None and start < place.line_start and not _is_closed(place.text, start):
        return _unclosed_bracket(place.text, start)
    if place.character in _BRACKETS and not _is_closed(place.text, place.at):
        return _unclosed_bracket(place.text, place.at)
    if start is None:
        return None
    if place.ended or not _is_closed(place.text, start):
        return _unclosed_bracket(place.text, start)
    closing = _BRACKETS[place.first]
    if place.character in {":", "]", "}"} or place.before.rstrip()[-1:] in _QUOTED:
        return None
    message = f"a comma or {quote(closing)} is missing before this"
    length = token_length(place.text, place.at)
    return _fault(message, place.at, "put commas between the items", length)


def _unclosed_bracket(text: str, offset: int) -> Fault:
    bracket = text[offset]
    hint = f"add {quote(_BRACKETS[bracket])} where it ends"
    return _fault(f"the bracket {quote(bracket)} is not closed", offset, hint)


def _stray_bracket(place: _Place) -> Fault | None:
    if place.character not in {"]", "}", ","}:
        return None
    message = f"{quote(place.character)} does not belong here"
    return _fault(message, place.at, f"take it out, or {_QUOTE_HINT}")


def _is_closed(text: str, start: int) -> bool:
    """Return whether the bracket at `start` has its counterpart further on."""
    waiting: list[str] = []
    for token in _IN_BRACKETS.finditer(text, start):
        sign = token.group()
        if sign in _BRACKETS:
            waiting.append(_BRACKETS[sign])
        elif len(sign) == 1:
            if waiting.pop() != sign:
                return False
            if not waiting:
                return True
    return False


def _no_colon(place: _Place) -> Fault | None:
    """Explain a line that should have a key and a colon."""
    start = place.start
    if start is None or place.first in {"-", "?"}:
        return None
    line = place.text[start : _line_end(place.text, start)]
    glued = _GLUED.fullmatch(line)
    if glued is not None:
        return _missing_space(start, glued)
    if start == line_start(place.text, place.at) + place.indent and place.column <= place.indent:
        return None
    if re.search(r":(\s|$)", line):
        return None
    message = "a colon is missing in this line"
    hint = "write 'key: value', or put the text in quotes if it belongs to the line above"
    return _fault(message, start, hint, max(1, len(line.rstrip())))


def _indentation(place: _Place) -> Fault | None:
    if re.match(r"-(\s|$)", place.text[place.at : place.at + 2]):
        if ":" in place.before:
            message = "a list does not start on the line of its key"
            return _fault(message, place.at, "start it on the next line, or write [one, two]")
        hint = "start it in the column of the other items"
        return _fault("a list item does not fit in this column", place.at, hint)
    if place.column != place.indent:
        return None
    message = "this line starts in a column that does not fit the lines above"
    hint = "start it in the same column as the lines it belongs to"
    return _fault(message, place.at, hint, token_length(place.text, place.at))
