"""The YAML parsers: libyaml's where PyYAML has it, PyYAML's own where not, with the same results.

Both turn text into the same events. PyYAML's own parser is older than libyaml in a few points
(tabs between words, question marks in flow lists); they are brought up to date here, so that a
file reads the same on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol, cast

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError
from yaml.tokens import ScalarToken, TagToken

__all__ = ["EventParser", "PureParser", "YamlEvent", "new_parser"]

_BREAKS = "\r\n\x85\u2028\u2029"
_BLANKS_AND_END = "\0 \t" + _BREAKS
_IN_PLAIN = "while scanning a plain scalar"
_IN_BLOCK = "while scanning a block scalar"
_TAG = re.compile(
    r"(?P<handle>!(?:[\w-]*!)?)(?P<suffix><[^\s<>]*>|[^\s,\[\]{}!\"<>|^`\\]*)(?P<end>(?=[\s\0,]))?",
    re.ASCII,
)
_ODD_BREAKS = re.compile("[\x85\u2028\u2029]")
_ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class Mark(Protocol):
    """A place in the text."""

    index: int


class YamlEvent(Protocol):
    """An event of a parser. Each has a mark; which of the others it has depends on its class."""

    start_mark: Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None


class EventParser(Protocol):
    """What the reader asks of a parser."""

    def get_event(self) -> YamlEvent | None:
        """Return the next event, or ``None`` after the last."""


class PureParser(Reader, Scanner, Parser):
    """PyYAML's own parser, reading as libyaml does."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_to_next_token(self) -> None:
        """Skip blanks, comments and line ends; tabs too, where they cannot be indentation."""
        while True:
            while self.peek() == " " or (
                self.peek() == "\t" and (self.flow_level or not self.allow_simple_key)
            ):
                self.forward()
            if self.peek() == "#":
                while self.peek() not in "\0" + _BREAKS:
                    self.forward()
            if not self._line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def scan_tag(self) -> TagToken:
        """Return a token for a type in front of a value."""
        start = self.get_mark()
        tag = _TAG.match(self.buffer, self.pointer)
        if tag is None or tag["end"] is None:
            raise ScannerError("while scanning a tag", start, "unexpected sign", start)
        self.forward(tag.end("suffix") - tag.start())
        return TagToken((tag["handle"], tag["suffix"]), start, self.get_mark())

    def scan_plain(self) -> ScalarToken:
        """Return a token of text without quotes."""
        pieces: list[str] = []
        between: list[str] = []
        start = end = self.get_mark()
        indent = self.indent + 1
        enders = ",?[]{}" if self.flow_level else ""
        while self.peek() != "#" and not self._at_document_mark():
            length = 0
            while not self._ends_plain(length, enders):
                if self.peek(length) == ":" and self.peek(length + 1) in enders:
                    self.forward(length)
                    raise ScannerError(_IN_PLAIN, start, "unexpected ':'", self.get_mark())
                length += 1
            if length == 0:
                break
            self.allow_simple_key = False
            pieces += [*between, self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            between = self._blanks_in_plain(start, indent)
            if not between or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(pieces), True, start, end)

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, yaml.Mark]:
        """Skip to the first line of a block of text, refusing a tab before it."""
        start = self.get_mark()
        found: tuple[list[str], int, yaml.Mark] = super().scan_block_scalar_indentation()
        if self.peek() == "\t":
            raise ScannerError(_IN_BLOCK, start, "unexpected tab", self.get_mark())
        return found

    def scan_block_scalar_breaks(self, indent: int) -> tuple[list[str], yaml.Mark]:
        """Skip to the next line of a block of text, refusing a tab before it."""
        start = self.get_mark()
        found: tuple[list[str], yaml.Mark] = super().scan_block_scalar_breaks(indent)
        if self.column < indent and self.peek() == "\t":
            raise ScannerError(_IN_BLOCK, start, "unexpected tab", self.get_mark())
        return found

    def _line_break(self) -> str:
        """Skip a line end; return what stands for it in text, or nothing where there is none."""
        return str(self.scan_line_break())  # type: ignore[no-untyped-call]  # the stubs leave it out

    def _at_document_mark(self) -> bool:
        return (
            self.column == 0
            and self.prefix(3) in {"---", "..."}
            and self.peek(3) in _BLANKS_AND_END
        )

    def _ends_plain(self, length: int, enders: str) -> bool:
        character = self.peek(length)
        if character == ":":
            return self.peek(length + 1) in _BLANKS_AND_END
        return character in _BLANKS_AND_END or (character in enders and character != "?")

    def _blanks_in_plain(self, start: yaml.Mark, indent: int) -> list[str]:
        """Skip the blanks and line ends after a word; return what stands for them in the text."""
        blanks: list[str] = []
        breaks: list[str] = []
        while self.peek() in " \t" or self.peek() in _BREAKS:
            if self.peek() not in " \t":
                breaks.append(self._line_break())
                self.allow_simple_key = True
            elif breaks:
                if self.column < indent and self.peek() == "\t":
                    raise ScannerError(_IN_PLAIN, start, "unexpected tab", self.get_mark())
                self.forward()
            else:
                blanks.append(self.peek())
                self.forward()
        if not breaks:
            return blanks
        return breaks[1:] or [" "]


class _Restoring:
    """A parser of a text with stand-ins for some characters, which it puts back."""

    def __init__(self, parser: EventParser, originals: dict[int, int]) -> None:
        self._parser = parser
        self._originals = originals

    @property
    def index(self) -> int:
        """How far PyYAML's own parser has come; libyaml's does not say."""
        return int(getattr(self._parser, "index", 0))

    def get_event(self) -> YamlEvent | None:
        """Return the next event, or ``None`` after the last."""
        event = self._parser.get_event()
        if event is not None and hasattr(event, "value"):
            event.value = event.value.translate(self._originals)
        return event


def new_parser(text: str, *, pure: bool = False) -> EventParser:
    """Return a parser of `text`: libyaml's, unless `pure` or the text needs PyYAML's own.

    libyaml refuses the two-part escapes by which JSON writes characters such as emoji; texts that
    have them are left to PyYAML's parser. Both parsers end a line at three characters at which no
    editor does, nor YAML 1.2; these are kept out of their sight.
    """
    odd = sorted(set(_ODD_BREAKS.findall(text)))
    if odd:
        unused = (code for code in range(0xE000, 0xF900) if chr(code) not in text)
        stand_ins = dict(zip(map(ord, odd), unused, strict=False))
        originals = {stand_in: character for character, stand_in in stand_ins.items()}
        return _Restoring(new_parser(text.translate(stand_ins), pure=pure), originals)
    if pure or not yaml.__with_libyaml__ or _ESCAPED_SURROGATE.search(text):
        return cast("EventParser", PureParser(text))
    from yaml._yaml import CParser

    return cast("Callable[[str], EventParser]", CParser)(text)
