"""Texts with the places of all that is in them: from bytes to values that know their line."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final, Literal

from learningcity.diagnostics import Location, Problem, Related
from learningcity.io.faults import UNSEEN, Fault
from learningcity.io.limits import DEFAULT_LIMITS, Limits
from learningcity.io.positions import Positions
from learningcity.io.yaml_events import CONTROL, read_yaml
from learningcity.io.yaml_syntax import token_length
from learningcity.model.values import describe_control

__all__ = ["Document", "Lines", "Step", "read_document"]

Step = str | int
"""One step of a path into the values of a text: a key, or the number of an item."""

_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_CONTROLS: Final = bytes({*range(32), 127} - set(b"\t\n\f\r\x1b"))
_SEEN: Final = 1024
_STRANGE: Final = 4
"""With more than so many control bytes among the first, wrong bytes are no text at all."""

_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_UTF32_MARKS: Final = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_FORMATS: Final = (
    (b"PK\x03\x04", "a zip file, perhaps an Excel or Word document"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"7z\xbc\xaf", "a 7z file"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "a database"),
)


class Lines:
    """Where the lines of a text start. Only LF, CR and CR LF end a line, as in editors."""

    __slots__ = ("_shown", "_starts", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = array("I", (0,))
        if "\r" in text:
            self._starts.extend(end.end() for end in _LINE_END.finditer(text))
        else:
            *lines, _ = text.split("\n")
            self._starts.extend(accumulate(len(line) + 1 for line in lines))
        self._shown: dict[int, str] = {}

    def place(self, offset: int) -> tuple[int, int, str]:
        """Return the line and the column of `offset`, both counted from 1, and the line's text."""
        number = bisect_right(self._starts, offset)
        start = self._starts[number - 1]
        if number not in self._shown:  # many problems in one long line share its text
            end = self._starts[number] if number < len(self._starts) else len(self._text)
            self._shown[number] = self._text[start:end].rstrip("\r\n")
        return number, offset - start + 1, self._shown[number]


@dataclass(slots=True)
class Document:
    """One text that was read: what to call it, its values, and their places."""

    path: str
    """What people call it: the path of a file, or a name."""
    text: str
    """The text; empty where it could not even be decoded, or never was text."""
    data: object = None
    """The values."""
    positions: Positions = field(default_factory=lambda: Positions(array("I"), array("I")))
    """Where they stand in the text."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the text itself, in its order."""
    complete: bool = True
    """Whether the whole text was read."""
    is_text: bool = True
    """Whether there are lines; plain data from memory have none."""
    _lines: Lines | None = None

    def at(self, offset: int, length: int = 1) -> Location:
        """Return the place at an offset of the text."""
        if self._lines is None:
            self._lines = Lines(self.text)
        line, column, text = self._lines.place(offset)
        return Location(self.path, line, column, max(1, min(length, len(text) - column + 1)), text)

    def locate(
        self, path: tuple[Step, ...] = (), *, on: Literal["key", "value"] = "value"
    ) -> Location:
        """Return the place of a value, or of its key; of an item of a list it is the item itself.

        A path that leads to nothing gives the place where it stops, on the key there.
        """
        found = self.positions.find(self.data, path) if self.is_text else None
        if found is None:
            return Location(self.path)
        key, node, value, depth = found
        if key is not None and key != node and (on == "key" or depth < len(path)):
            return self.at(self.positions.offset(key), self._length(key, path[depth - 1]))
        offset = self.positions.offset(node)
        if value is None and self.text[offset : offset + 1] not in {"~", "n", "N"}:
            return self.at(self._end_of_word(offset))
        return self.at(offset, self._length(node, value))

    def problem(self, fault: Fault) -> Problem:
        """Return a fault of this text as a problem with its line and column."""
        related = tuple(
            Related(message, self.at(offset, length)) for message, offset, length in fault.related
        )
        location = self.at(fault.offset, fault.length)
        return Problem(
            fault.code, fault.message, location, fault.severity, fault.hint, related=related
        )

    def read_again(self, limits: Limits) -> Document:
        """Return this text with its values and places, which were let go of."""
        reading = read_yaml(self.text, limits=limits)
        return Document(self.path, self.text, reading.data, reading.positions)

    def _end_of_word(self, offset: int) -> int:
        """Return the end of what stands before `offset`; parsers differ on where nothing is."""
        while offset > 0 and self.text[offset - 1].isspace():
            offset -= 1
        return offset

    def _length(self, node: int, value: object) -> int:
        return token_length(self.text, self.positions.offset(node), value)


def read_document(
    content: str | bytes, path: str, *, limits: Limits = DEFAULT_LIMITS, pure: bool = False
) -> Document:
    """Return the document that a text, or the bytes of a file, hold.

    Parameters
    ----------
    content
        The text, or bytes in UTF-8 or in UTF-16 with its mark.
    path
        What people call it.
    limits
        How much it may hold.
    pure
        Use PyYAML's own parser even where libyaml is there.

    Returns
    -------
    Document
        Never fails: what is wrong is in ``problems``.
    """
    text = content
    if isinstance(text, bytes):
        size = len(text)
    else:
        size = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    if size > limits.file_bytes:
        message = f"this is more than {limits.file_bytes:,} bytes"
        return _failed(path, "too-big", message, "split it into several files")
    if isinstance(text, bytes):
        decoded = _decode(text, path)
        if isinstance(decoded, Document):
            return decoded
        text = decoded
    text = text.removeprefix("\ufeff")
    text, faults = _without_controls(text, limits)
    reading = read_yaml(text, limits=limits, pure=pure)
    document = Document(path, text, reading.data, reading.positions, complete=reading.complete)
    faults = sorted((*faults, *reading.faults), key=lambda fault: fault.offset)
    document.problems = tuple(map(document.problem, faults))
    return document


def _decode(content: bytes, path: str) -> str | Document:
    """Return the text of `content`, or a document that says why there is none."""
    named = _name_format(content)
    if named is not None:
        hint = "save it as plain text in UTF-8, with the ending .yaml"
        return _failed(path, "encoding", f"this is {named}, not text", hint)
    encoding = "utf-16" if content.startswith(_UTF16_MARKS) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        mark = 3 if encoding == "utf-8-sig" and content.startswith(_UTF8_MARK) else 0
        start = error.start + (mark if error.object is not content else 0)
        return _wrong_byte(content, start, encoding, path)


def _wrong_byte(content: bytes, start: int, encoding: str, path: str) -> Document:
    """Return a document that shows the first byte that is not text, in its line."""
    before = content[:start].decode(encoding, "replace").removeprefix("\ufeff")
    after = content[start : start + 400].decode(encoding.removesuffix("-sig"), "replace")
    controls = sum(byte in _CONTROLS for byte in content[:_SEEN])
    if encoding != "utf-16" and controls > _STRANGE:
        hint = "give the city file, or save it as plain text in UTF-8"
        return _failed(path, "encoding", "this is not a text file", hint)
    document = Document(path, before + after, complete=False)
    what = "UTF-16" if encoding == "utf-16" else "UTF-8"
    message = f"the character here is not stored as {what} (byte {content[start]:02X})"
    fault = Fault(
        "encoding", message, len(before), hint="save the file again, with the encoding UTF-8"
    )
    document.problems = (document.problem(fault),)
    return document


def _name_format(content: bytes) -> str | None:
    """Return what sort of file `content` is, where it is known and not text."""
    for start, name in _FORMATS:
        if content.startswith(start):
            return name
    if content.startswith(_UTF32_MARKS):
        return "UTF-32"
    if content.startswith(_UTF16_MARKS):
        return None
    sample = content[:1000]
    for first in (0, 1):
        zeros, others = sample[first::2], sample[1 - first :: 2]
        if len(zeros) > 1 and zeros.count(0) * 10 > len(zeros) * 9 and others.strip(b"\0"):
            return "UTF-16 text without its mark"
    if len(sample) > 20 and sample.count(0) * 10 > len(sample):
        return "a binary file"
    return None


def _failed(path: str, code: str, message: str, hint: str) -> Document:
    """Return a document of which nothing could be read; the problem is about all of it."""
    problem = Problem(code, message, Location(path), hint=hint)
    return Document(path, "", problems=(problem,), complete=False)


def _without_controls(text: str, limits: Limits) -> tuple[str, list[Fault]]:
    """Return the text with a neutral sign for each character that does not belong, and why."""
    faults: list[Fault] = []
    for found in CONTROL.finditer(text):
        if len(faults) >= limits.problems:
            break
        message = describe_control(found.group())
        faults.append(Fault("control-character", message, found.start(), hint="delete it"))
    return (CONTROL.sub(UNSEEN, text) if faults else text), faults
