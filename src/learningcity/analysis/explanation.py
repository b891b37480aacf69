"""Why a row of a result is there: the steps from the lines of the file to the figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from learningcity.analysis.result import Row
from learningcity.display import html_frame, html_list, json_text, printable
from learningcity.model.city import City

__all__ = [
    "Explanation",
    "Overturn",
    "Spot",
    "Step",
    "cite",
    "grounded",
    "locate",
    "references",
]

Spot: TypeAlias = tuple[str | int, ...]
"""The reference of an entry, and the way to a value in it."""


@dataclass(frozen=True)
class Step(Row):
    """One step from the lines of the file to the figure."""

    text: str
    """What was read or worked out, in plain words and with its numbers."""
    references: tuple[str, ...] = ()
    """The entries it rests on, such as ``initiative:wolves-at-work``."""
    places: tuple[str, ...] = ()
    """Where they stand, as ``file:line``; empty where the city was never a file."""


@dataclass(frozen=True)
class Overturn(Row):
    """One change that would turn the row into something else."""

    change: str
    """What would change, from a closed list, such as ``period-known`` or ``tie-recorded``."""
    sentence: str
    """The change and what it would lead to, in plain words."""
    before: str
    """What the row says now, such as its verdict."""
    after: str
    """What it would say then; ``gone`` where there would be no row."""
    references: tuple[str, ...] = ()
    """The entries of which other things would be said, such as ``initiative:wolves-at-work``."""


@dataclass(frozen=True)
class Explanation:
    """Why one row says what it says, and what would overturn it."""

    subject: str
    """What the row is about, in words."""
    steps: tuple[Step, ...]
    """From the lines of the file to the figure, in the order of the reasoning."""
    overturns: tuple[Overturn, ...] = ()
    """What would change the row, each change tried alone; empty where nothing on the list would."""

    def to_dict(self) -> dict[str, object]:
        """Return the explanation as plain data."""
        return {
            "subject": self.subject,
            "steps": [step.to_record() for step in self.steps],
            "overturns": [change.to_record() for change in self.overturns],
        }

    def to_json(self) -> str:
        """Return the explanation as JSON text."""
        return json_text(self.to_dict())

    def __str__(self) -> str:
        """Return the explanation as text: numbered steps, then what would overturn it.

        It is harmless for a terminal, whatever the names in it.
        """
        lines = [self.subject]
        for number, step in enumerate(self.steps, 1):
            where = f"  [{', '.join(step.places)}]" if step.places else ""
            lines.append(f"  {number}. {step.text}{where}")
        if self.overturns:
            lines.append("What would overturn it:")
            lines += [f"  - {change.sentence}" for change in self.overturns]
        return "\n".join(map(printable, lines))

    def _repr_html_(self) -> str:
        steps = [(step.text, *step.places) for step in self.steps]
        changes = [(change.sentence,) for change in self.overturns]
        parts = [html_list(self.subject, steps, numbered=True)]
        if changes:
            parts.append(html_list("What would overturn it:", changes))
        return html_frame(*parts)


def cite(city: City, text: str, *spots: Spot) -> Step:
    """Return a step that names where in the files it comes from.

    A spot is the reference of an entry, and the way to a value in it. Of a value that is not there
    the place of its entry is given.
    """
    references = tuple(dict.fromkeys(str(reference) for reference, *_ in spots))
    places = (locate(city, str(reference), *path) for reference, *path in spots)
    return Step(text, references, tuple(dict.fromkeys(place for place in places if place)))


def locate(city: City, reference: str, *path: str | int) -> str | None:
    """Return ``file:line`` of an entry or of a value in it, or ``None`` where it has none.

    What was never a file has a name and no line.
    """
    location = city.origins.locate(reference, *path)
    if location is None or location.line is None:
        return None if location is None else location.path
    return f"{location.path}:{location.line}"


def references(kind: str, ids: Iterable[str]) -> tuple[str, ...]:
    """Return references to entries of one kind, such as ``initiative:wolves-at-work``."""
    return tuple(f"{kind}:{key}" for key in ids)


def grounded(city: City, text: str, references: tuple[str, ...]) -> Step:
    """Return a step with the places of the entries on which it rests, as far as they have one."""
    return cite(city, text, *((reference,) for reference in references))
