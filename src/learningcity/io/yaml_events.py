"""From YAML text to plain values with positions, in one pass over the parser's events.

The values follow the core schema of YAML 1.2, read narrowly: ``true``, ``false``, ``null`` and
plain numbers are typed, everything else is text, and keys are always text. Nothing here recurses,
so no input can exhaust the stack, and every limit is checked while the events come in.

What is wrong becomes a :class:`~learningcity.io.faults.Fault`, and reading goes on where it can. A
value that cannot be used is ``UNREAD`` in the result.
"""

from __future__ import annotations

import gc
import re
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, TypeAlias

from yaml import YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from learningcity.io.faults import LOST_KEY, UNREAD, Fault, Stop
from learningcity.io.limits import DEFAULT_LIMITS, Limits
from learningcity.io.positions import Positions
from learningcity.io.yaml_parsers import EventParser, YamlEvent, new_parser
from learningcity.io.yaml_syntax import explain_escape, explain_syntax, token_length
from learningcity.model.values import quote

__all__ = ["CONTROL", "Reading", "describe_control", "paused_gc", "read_number", "read_yaml"]

CONTROL: Final = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""A character that does not belong in text: controls, halves of characters, stray order marks."""

_WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_TYPED_STARTS: Final = frozenset({"", *"~nNtTfF-0123456789"})
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?(?:[eE]([-+]?[0-9]+))?")

_TAG: Final = re.compile(r"(?:&\S+\s+)?(![^\s,\[\]{}]*)")

_SURROGATES: Final = re.compile("[\ud800-\udbff][\udc00-\udfff]")

_NESTED: Final = "exceeded maximum nesting depth"
"""What libyaml, which reads ahead, says of the thousandth bracket before it tells of the first."""

_WANTED: Final = object()
_DROPPED: Final = object()

_Box: TypeAlias = Any  # a list or a dict; which of them, the key beside it says
_Frame: TypeAlias = tuple[_Box, object, int, str | None, bool]


def describe_control(character: str) -> str:
    """Return what to say about a character that does not belong in text."""
    what = "half of a character" if "\ud800" <= character <= "\udfff" else "a hidden character"
    return f"there is {what} here, U+{ord(character):04X}"


def _join_surrogates(pair: re.Match[str]) -> str:
    """Return the character that the two escapes of a pair stand for."""
    return pair.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: its values, where they stand, and what is wrong with it.

    ``complete`` is false where the reading had to stop; the values are then those before.
    """

    data: object
    positions: Positions
    faults: tuple[Fault, ...]
    complete: bool


@contextmanager
def paused_gc() -> Iterator[None]:
    """Pause the garbage collector, which would otherwise walk all new values again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def read_yaml(text: str, *, limits: Limits = DEFAULT_LIMITS, pure: bool = False) -> Reading:
    """Return the values of a YAML text with their positions, and all faults in text order.

    Parameters
    ----------
    text
        The text. It holds no control characters; :mod:`learningcity.io.documents` sees to that.
    limits
        How much it may hold.
    pure
        Use PyYAML's own parser even where libyaml is there.

    Returns
    -------
    Reading
        An empty text has the value ``None`` and no positions.
    """
    build = _Build(text, limits)
    complete = True
    with paused_gc():
        parser: EventParser | None = None
        try:
            parser = new_parser(text, pure=pure)
            _run(parser, build)
        except Stop as stop:
            build.faults.append(stop.fault)
            complete = False
        except YAMLError as error:
            if not pure and getattr(error, "problem", None) == _NESTED:
                return read_yaml(text, limits=limits, pure=True)
            marks = (getattr(error, name, None) for name in ("problem_mark", "context_mark"))
            places = [getattr(mark, "index", None) for mark in marks]
            at = getattr(error, "position", 0) if places[0] is None else places[0]
            build.faults.append(explain_syntax(text, at, places[1], limits))
            complete = False
        except (ValueError, OverflowError):  # PyYAML's own parser on \UFFFFFFFF
            escape = text.rfind("\\", 0, getattr(parser, "index", 0))
            build.faults.append(explain_escape(text, escape))
            complete = False
        return build.finish(complete)


def read_number(text: str, limits: Limits) -> int | Decimal | None:
    """Return the number that `text` writes, or ``None`` if it writes none.

    Whole numbers are ``int``, also where they are written with a fraction or an exponent.

    Raises
    ------
    OverflowError
        It has more digits, or a larger exponent, than `limits` allow.
    """
    written = _NUMBER.fullmatch(text)
    if written is None:
        return None
    whole, fraction, exponent = written.groups()
    if len(whole) + len(fraction or "") - bool(fraction) > limits.digits:
        raise OverflowError
    if fraction is None and exponent is None:
        return int(text)
    if exponent is not None and (len(exponent) > 6 or abs(int(exponent)) > limits.digits):
        raise OverflowError
    number = Decimal(text)
    return int(number) if number == int(number) else number


def _run(parser: EventParser, build: _Build) -> None:
    """Feed all events to the values. The one loop that must be quick; what is rare is elsewhere."""
    words, typed_starts, wanted = _WORDS, _TYPED_STARTS, _WANTED
    offsets, after, depth_limit = build.offsets, build.after, build.limits.depth
    text_limit, value_limit = build.limits.text_characters, build.limits.values
    key_limit, same = build.limits.key_characters, build.words.setdefault
    place, leave = offsets.append, after.append
    frames: list[_Frame] = build.frames
    box: _Box = build.root
    key: object = None  # None in a list, `wanted` where a key comes next, else the key
    value: object
    for event in iter(parser.get_event, None):
        kind: object = type(event)
        if kind is ScalarEvent:
            text = event.value
            place(event.start_mark.index)
            leave(0)
            if key is wanted:
                if (
                    text in box
                    or event.anchor is not None
                    or event.tag is not None
                    or len(text) > key_limit
                    or text == LOST_KEY
                    or (event.style == '"' and not text.isprintable())
                ):
                    key = build.odd_key(event, box)
                else:
                    key = same(text, text)
                continue
            style = event.style
            if style:
                value = text
                if style == '"' and not text.isprintable():
                    value = build.escaped(text, event)
            elif text[:1] in typed_starts:
                value = words[text] if text in words else build.number_or_text(text, event)
            else:
                value = same(text, text)
            if event.anchor is not None or event.tag is not None or len(text) > text_limit:
                value = build.odd_value(event, value)
            if len(offsets) > value_limit:
                raise build.too_many_values()
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            if key is wanted:
                key = build.block_as_key(event, parser, box)
                continue
            if len(frames) >= depth_limit:
                raise build.too_deep(event.start_mark.index)
            if len(offsets) > value_limit:
                raise build.too_many_values()
            frames.append((box, key, len(offsets), event.anchor, build.is_tagged(event)))
            place(event.start_mark.index)
            leave(0)
            if event.anchor is not None:
                build.open_anchor(event.anchor)
            if kind is MappingStartEvent:
                box, key = {}, wanted
            else:
                box, key = [], None
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            value = box
            box, key, start, anchor, tagged = frames.pop()
            after[start] = len(offsets)
            if build.dropped or anchor is not None or tagged:
                value = build.close(value, start, anchor, tagged=tagged)
        elif kind is AliasEvent:
            if key is wanted:
                key = build.alias_as_key(event, box)
                continue
            value = build.repeat(event)
        else:
            build.document(event)
            continue
        if key is None:
            box.append(value)
        else:
            box[key] = value
            key = wanted


class _Build:
    """The values, positions and faults of one text while it is read, and its rarer turns."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.offsets = array("I")
        self.after = array("I")
        self.faults: list[Fault] = []
        self.root: list[object] = []
        self.frames: list[_Frame] = []
        self.words: dict[str, str] = {}
        self.dropped: list[int] = []
        self._documents = 0
        self._anchors: dict[str, tuple[object, int, int] | None] = {}
        self._aliases = 0
        self._alias_values = 0
        self._twice: list[tuple[int, int, dict[object, object], str]] = []

    # -- faults ----------------------------------------------------------------------------------

    def report(self, code: str, message: str, event: YamlEvent, hint: str) -> None:
        """Keep a fault at the start of `event`."""
        offset = event.start_mark.index
        length = token_length(self.text, offset)
        self.faults.append(Fault(code, message, offset, length, hint))
        if len(self.faults) >= self.limits.problems:
            message = f"more than {self.limits.problems:,} problems, the rest is not read"
            hint = "mend the first ones, then check again"
            raise Stop(Fault("too-many-problems", message, offset, length, hint))

    def too_deep(self, offset: int) -> Stop:
        """Return the end of a reading that has gone too deep."""
        message = f"more than {self.limits.depth} lists and keys lie inside one another here"
        hint = "a city needs at most ten; is a bracket not closed?"
        return Stop(Fault("too-deep", message, offset, hint=hint))

    def too_many_values(self) -> Stop:
        """Return the end of a reading of too much."""
        message = f"this file has more than {self.limits.values:,} keys and values"
        return Stop(
            Fault("too-many-values", message, self.offsets[-1], hint="split it into several files")
        )

    # -- keys ------------------------------------------------------------------------------------

    def odd_key(self, event: YamlEvent, box: dict[object, object]) -> object:
        """Return the key to use for a key that is there twice, marked, or not allowed."""
        text = self.escaped(event.value, event)
        if event.anchor is not None:
            node = len(self.offsets) - 1
            self._anchors[event.anchor] = (text, node, node + 1)
        if event.tag is not None:
            self._report_tag(event)
            return self._lost_key(box)
        if text is UNREAD:
            return self._lost_key(box)
        if text == LOST_KEY:
            message = "the keys of another entry cannot be taken over with '<<'"
            self.report("merge-key", message, event, "write the keys here again")
            return self._lost_key(box)
        assert isinstance(text, str)
        if len(text) > self.limits.key_characters:
            message = f"this key is longer than {self.limits.key_characters:,} characters"
            self.report("too-long", message, event, "move the text to the right of the colon")
            return self._lost_key(box)
        if text in box:
            self._twice.append((len(self.faults), self.frames[-1][2], box, text))
            message = f"the key {quote(text)} is there twice"
            self.report("duplicate-key", message, event, "keep one of the two")
            return self._drop()
        return text

    def block_as_key(
        self, event: YamlEvent, parser: EventParser, box: dict[object, object]
    ) -> object:
        """Skip a list or block of keys that stands where a key is expected."""
        self._place(event)
        message = "what stands before the colon has to be text"
        hint = "put it in quotes if it starts with a bracket"
        self.report("wrong-key", message, event, hint)
        depth = 1
        while depth:
            inner = parser.get_event()
            kind: object = type(inner)
            if kind is MappingEndEvent or kind is SequenceEndEvent:
                depth -= 1
            elif inner and (kind is MappingStartEvent or kind is SequenceStartEvent):
                depth += 1
                if len(self.frames) + depth > self.limits.depth:
                    raise self.too_deep(inner.start_mark.index)
        return self._lost_key(box)

    def alias_as_key(self, event: YamlEvent, box: dict[object, object]) -> object:
        """Refuse a repeated value that stands where a key is expected."""
        self._place(event)
        hint = "put the text in quotes if '*' is part of it"
        self.report("wrong-key", f"'*{event.anchor}' cannot be a key", event, hint)
        return self._lost_key(box)

    def _lost_key(self, box: dict[object, object]) -> object:
        return self._drop() if LOST_KEY in box else LOST_KEY

    def _drop(self) -> object:
        self.dropped.append(len(self.offsets) - 1)
        return _DROPPED

    # -- values ----------------------------------------------------------------------------------

    def escaped(self, text: str, event: YamlEvent) -> object:
        """Return a text with its two-part escapes joined, refusing what was smuggled in by one."""
        if text.isprintable():
            return text
        if any("\ud800" <= character <= "\udfff" for character in text):
            text = _SURROGATES.sub(_join_surrogates, text)
        found = CONTROL.search(text)
        if found is None:
            return text
        self.report("control-character", describe_control(found.group()), event, "delete it")
        return UNREAD

    def number_or_text(self, text: str, event: YamlEvent) -> object:
        """Return the number that `text` is, or the text."""
        try:
            number = read_number(text, self.limits)
        except OverflowError:
            message = f"{quote(text)} is a number of more than {self.limits.digits} digits"
            self.report("too-long", message, event, "put it in quotes if it is text")
            return UNREAD
        return text if number is None else number

    def odd_value(self, event: YamlEvent, value: object) -> object:
        """Return the value of a text that is marked, tagged or too long."""
        if event.tag is not None:
            self._report_tag(event)
            value = UNREAD
        elif len(event.value) > self.limits.text_characters:
            message = f"this text is longer than {self.limits.text_characters:,} characters"
            self.report("too-long", message, event, "cut it, or say where it can be read")
            value = UNREAD
        if event.anchor is not None:
            node = len(self.offsets) - 1
            self._anchors[event.anchor] = (value, node, node + 1)
        return value

    def is_tagged(self, event: YamlEvent) -> bool:
        """Return whether a list or block of keys has a tag, which is then reported."""
        if event.tag is None:
            return False
        self._report_tag(event)
        return True

    def close(self, value: object, start: int, anchor: str | None, *, tagged: bool) -> object:
        """Return a list or block of keys that has come to its end."""
        self._close_dropped(start)
        if isinstance(value, dict):
            value.pop(_DROPPED, None)
        if tagged:
            value = UNREAD
        if anchor is not None:
            self._anchors[anchor] = (value, start, len(self.offsets))
        return value

    def _close_dropped(self, start: int) -> None:
        """Mark the keys after `start` that are not in the values, so that positions skip them."""
        while self.dropped and self.dropped[-1] > start:
            key = self.dropped.pop()
            if key + 1 < len(self.offsets):
                self.after[key] = self.after[key + 1] or key + 2

    def _report_tag(self, event: YamlEvent) -> None:
        found = _TAG.match(self.text, event.start_mark.index)
        word = quote(found[1]) if found else "a word that starts with '!'"
        hint = "leave it out, or put the text in quotes if '!' is part of it"
        self.report("tag", f"{word} before a value has no meaning here", event, hint)

    def _place(self, event: YamlEvent) -> None:
        self.offsets.append(event.start_mark.index)
        self.after.append(0)

    # -- repetition ------------------------------------------------------------------------------

    def open_anchor(self, anchor: str) -> None:
        """Remember that `anchor` marks something that has not ended yet."""
        self._anchors[anchor] = None

    def repeat(self, event: YamlEvent) -> object:
        """Return the value that an alias repeats, and count all that is in it."""
        node = len(self.offsets)
        self._place(event)
        name = event.anchor
        if name not in self._anchors:
            hint = "put the text in quotes if '*' is part of it"
            self.report(
                "unknown-alias",
                f"'*{name}' repeats what is marked '&{name}' above, and nothing is",
                event,
                hint,
            )
            return UNREAD
        marked = self._anchors[name]
        if marked is None:
            message = f"'*{name}' stands inside what it repeats"
            self.report("alias-limit", message, event, "write the values out")
            return UNREAD
        value, start, end = marked
        self._aliases += 1
        self._alias_values += end - start
        limits = self.limits
        if self._aliases > limits.aliases or self._alias_values > limits.alias_values:
            message = (
                f"more than {limits.aliases:,} values are repeated with '*', "
                f"or more than {limits.alias_values:,} come from that"
            )
            raise Stop(Fault("alias-limit", message, self.offsets[-1], hint="write the values out"))
        if len(self.frames) + self._height(start, end) > limits.depth:
            raise self.too_deep(self.offsets[-1])
        self.offsets.extend(self.offsets[start + 1 : end])
        shift = node - start
        self.after.extend(number and number + shift for number in self.after[start + 1 : end])
        self.after[node] = self.after[start] and self.after[start] + shift
        if len(self.offsets) > limits.values:
            raise self.too_many_values()
        return value

    def _height(self, start: int, end: int) -> int:
        """Return how many lists and blocks of keys lie inside one another from `start` on."""
        ends: list[int] = []
        height = 0
        for node in range(start, end):
            while ends and ends[-1] <= node:
                ends.pop()
            if self.after[node] > node + 1 or node == start:
                ends.append(self.after[node] or node + 1)
                height = max(height, len(ends))
        return height

    # -- beginning and end -----------------------------------------------------------------------

    def document(self, event: YamlEvent) -> None:
        """Take note of an event that is about the text as a whole."""
        kind: object = type(event)
        if kind is DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                offset = event.start_mark.index
                message = "the line '---' starts a second document"
                hint = "one city per file: take out the line '---'"
                length = token_length(self.text, offset)
                raise Stop(Fault("several-documents", message, offset, length, hint))

    def finish(self, complete: bool) -> Reading:
        """Return all that was read, with the first places of keys that are there twice."""
        self._close_dropped(-1)
        positions = Positions(self.offsets, self.after)
        for number, start, box, text in self._twice:
            box.pop(_DROPPED, None)
            key = positions.keys(start, box)[text]
            first = ("it is here first", positions.offset(key), len(text))
            self.faults[number] = replace(self.faults[number], related=(first,))
        faults = tuple(sorted(self.faults, key=lambda fault: fault.offset))
        data = self.root[0] if complete and self.root else None
        return Reading(data, Positions(self.offsets, self.after), faults, complete)
