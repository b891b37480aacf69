"""Plain data from memory, brought into the form in which files are read.

The same values come out as for a file that says the same: whole numbers and exact decimals, text,
lists and blocks of keys. Nothing is changed in the data given, and nothing here recurses.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from numbers import Integral
from typing import Final, TypeAlias

from learningcity.diagnostics import Location, Problem
from learningcity.io.assembly import too_many
from learningcity.io.documents import Document, Step
from learningcity.io.faults import LOST_KEY, UNREAD
from learningcity.io.limits import DEFAULT_LIMITS, Limits
from learningcity.io.yaml_events import CONTROL
from learningcity.model.values import describe_control, quote

__all__ = ["document_of"]

_NAME: Final = "data"

_Box: TypeAlias = list[object] | dict[Step, object]


def document_of(
    data: Mapping[str, object], *, name: str = _NAME, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Return the document that plain data stand for.

    Parameters
    ----------
    data
        Keys and values as a file has them. Dates may be ``date`` objects, numbers may be ``float``.
    name
        What to call them where places are shown.
    limits
        How much it may hold.

    Returns
    -------
    Document
        Its places have no lines; its problems say in which key they are.
    """
    return _Copy(name, limits).run(data)


class _Copy:
    def __init__(self, name: str, limits: Limits) -> None:
        self.name = name
        self.limits = limits
        self.problems: list[Problem] = []
        self.path: list[Step] = []
        self.full = False

    def run(self, data: object) -> Document:
        """Copy all values, depth first, with an explicit stack."""
        root: list[object] = []
        # Each frame: what is left to copy, where the copies go, the object itself.
        frames: list[tuple[Iterator[tuple[object, object]], _Box, object]] = [
            (iter(((0, data),)), root, root)
        ]
        open_objects: set[int] = set()
        count = 0
        complete = True
        while frames:
            items, box, source = frames[-1]
            step, value = next(items, (None, None))
            if step is None:
                frames.pop()
                open_objects.discard(id(source))
                if self.path:
                    self.path.pop()
                continue
            count += 1
            if self.full:
                self.problems[-1] = Problem(*too_many(self.limits), Location(self.name))
                complete = False
                break
            if count > self.limits.values:
                message = f"there are more than {self.limits.values:,} values"
                self._report("too-many-values", message, "give the data of one city")
                complete = False
                break
            key = self._key(step, box)
            if key is None:
                continue
            if len(frames) > 1:
                self.path.append(key)
            inner = self._inner(value)
            if inner is None:
                self._store(box, key, self._plain(value))
            elif id(value) in open_objects:
                self._report("too-deep", "this holds itself", "leave it out")
                self._store(box, key, UNREAD)
            elif len(frames) > self.limits.depth:
                message = f"more than {self.limits.depth} lists and keys lie inside one another"
                self._report("too-deep", message, "a city needs at most ten")
                self._store(box, key, UNREAD)
            else:
                copy, rest = inner
                self._store(box, key, copy)
                open_objects.add(id(value))
                frames.append((rest, copy, value))
                continue
            if len(frames) > 1:
                self.path.pop()
        return Document(
            self.name,
            "",
            root[0] if root and complete else None,
            problems=tuple(self.problems),
            complete=complete,
            is_text=False,
        )

    def _inner(self, value: object) -> tuple[_Box, Iterator[tuple[object, object]]] | None:
        if isinstance(value, Mapping):
            return {}, iter(value.items())
        if isinstance(value, list | tuple):
            return [], iter(enumerate(value))
        return None

    def _key(self, step: object, box: _Box) -> Step | None:
        """Return the key under which a value goes, or ``None`` if it cannot be one."""
        if isinstance(box, list) and isinstance(step, int):
            return step
        assert isinstance(box, dict)
        if step == LOST_KEY:
            message = "the keys of another entry cannot be taken over with '<<'"
            self._report("merge-key", message, "write the keys here again")
        elif not isinstance(step, str):
            shown = "this"
            with suppress(ValueError):  # Python does not write numbers of thousands of digits
                shown = quote(step)
            message = f"{shown} cannot be a key, keys are text"
            self._report("wrong-key", message, "put it in quotes")
        elif len(step) > self.limits.key_characters:
            message = f"this key is longer than {self.limits.key_characters:,} characters"
            self._report("too-long", message, "put the text into the value")
        elif found := CONTROL.search(step):
            self._report("control-character", describe_control(found.group()), "delete it")
        else:
            return str(step)
        box[LOST_KEY] = UNREAD
        return None

    def _store(self, box: _Box, key: Step, value: object) -> None:
        if isinstance(box, list):
            box.append(value)
        else:
            box[key] = value

    def _plain(self, value: object) -> object:
        """Return a single value as it would be read from a file."""
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return self._text(str(value))
        if isinstance(value, Integral):
            return self._number(Decimal(int(value)))
        if isinstance(value, float):
            if math.isfinite(value):
                return self._number(Decimal(repr(float(value))))
            self._report("wrong-type", f"{quote(value)} is not a number", "leave the key out")
            return UNREAD
        if isinstance(value, Decimal):
            if value.is_finite():
                return self._number(value)
            self._report("wrong-type", f"{quote(value)} is not a number", "leave the key out")
            return UNREAD
        if isinstance(value, datetime):
            return (
                value.isoformat() if value.time() != value.min.time() else value.date().isoformat()
            )
        if isinstance(value, date):
            return value.isoformat()
        message = "this is no text, number, true, false, date, list or keys with values"
        self._report("wrong-type", message, "write it as one of these")
        return UNREAD

    def _text(self, text: str) -> object:
        if len(text) > self.limits.text_characters:
            message = f"this text is longer than {self.limits.text_characters:,} characters"
            self._report("too-long", message, "cut it, or say where it can be read")
            return UNREAD
        if found := CONTROL.search(text):
            self._report("control-character", describe_control(found.group()), "delete it")
            return UNREAD
        return text

    def _number(self, number: Decimal) -> object:
        digits, exponent = number.as_tuple().digits, number.as_tuple().exponent
        assert isinstance(exponent, int)
        if len(digits) > self.limits.digits or abs(exponent) > self.limits.digits:
            message = f"this number has more than {self.limits.digits} digits"
            self._report("too-long", message, "write it as text if it is no number")
            return UNREAD
        return int(number) if number == int(number) else number

    def _report(self, code: str, message: str, hint: str) -> None:
        key = "/".join(map(str, self.path))
        message = f"{key}: {message}" if key else message
        self.problems.append(
            Problem(code, message, Location(self.name), hint=hint, key=key or None)
        )
        self.full = len(self.problems) > self.limits.problems
