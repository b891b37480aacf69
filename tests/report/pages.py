"""Reports as a browser or a screen reader takes them apart, without either."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser

import learningcity
from learningcity.report.write import render_report

INLINE = frozenset({"bdi", "span", "a", "sup", "code", "strong"})
VOID = frozenset({"meta", "br", "circle", "rect", "path"})


class Node:
    """An element of a page."""

    def __init__(self, tag: str, attributes: dict[str, str | None], above: Node | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.above = above
        self.inside: list[Node | str] = []

    def __getitem__(self, name: str) -> str:
        value = self.attributes[name]
        assert value is not None
        return value

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def text(self) -> str:
        """The words in it, with single spaces."""
        return " ".join("".join(self._words()).split())

    def _words(self) -> list[str]:
        return [
            word
            for part in self.inside
            for word in ([part] if isinstance(part, str) else part._apart())
        ]

    def _apart(self) -> list[str]:
        """The words, with space about those of a block."""
        return self._words() if self.tag in INLINE else [" ", *self._words(), " "]

    def all(self, *tags: str) -> list[Node]:
        """The elements of these tags in it, in the order of the page."""
        found = []
        for part in self.inside:
            if isinstance(part, Node):
                found += [part] if not tags or part.tag in tags else []
                found += part.all(*tags)
        return found

    def one(self, tag: str) -> Node:
        (found,) = self.all(tag)
        return found

    def within(self, tag: str) -> bool:
        """Whether it stands in an element of this tag."""
        return self.above is not None and (self.above.tag == tag or self.above.within(tag))


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.open = Node("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"<{tag}> has an attribute twice"
        node = Node(tag, dict(attrs), self.open)
        self.open.inside.append(node)
        if tag not in VOID:
            self.open = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.inside.append(Node(tag, dict(attrs), self.open))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.tag == tag, f"</{tag}> closes <{self.open.tag}>"
        assert self.open.above is not None
        self.open = self.open.above

    def handle_data(self, data: str) -> None:
        self.open.inside.append(data)


def parse(text: str) -> Node:
    """The page as a tree; it is an error of the page if a tag is not closed or stands twice."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    assert parser.open is parser.root
    return parser.root


@cache
def report_of(name: str, language: str = "en") -> str:
    """The report of a packaged city, made once."""
    return render_report(learningcity.open_example(name), language=language)


@cache
def page_of(name: str, language: str = "en") -> Node:
    """The same as a tree."""
    return parse(report_of(name, language))
