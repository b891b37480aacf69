"""The sections of a city file, in the order in which they are written."""

from __future__ import annotations

from dataclasses import dataclass

from learningcity.model import entities

__all__ = ["KINDS", "KIND_OF_NAME", "KIND_OF_SECTION", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A sort of entry: its name, its section in the file, its class, whether it has ids."""

    name: str
    section: str
    entry: type[entities.Entry]
    keyed: bool = True

    def reference(self, key: str | int) -> str:
        """Return how results name an entry of this kind: ``initiative:wolves-at-work``."""
        return f"{self.name}:{key}"


KINDS: tuple[Kind, ...] = (
    Kind("fact", "facts", entities.Fact),
    Kind("vision", "vision", entities.Vision, keyed=False),
    Kind("place", "places", entities.Place),
    Kind("audience", "audiences", entities.Audience),
    Kind("priority", "priorities", entities.Priority),
    Kind("activity", "activities", entities.Activity),
    Kind("body", "bodies", entities.Body),
    Kind("plan", "plans", entities.Plan),
    Kind("partner", "partners", entities.Partner),
    Kind("initiative", "initiatives", entities.Initiative),
    Kind("need", "needs", entities.Need),
    Kind("tie", "ties", entities.Tie, keyed=False),
    Kind("review", "reviews", entities.Review, keyed=False),
    Kind("source", "sources", entities.Source),
)
"""All kinds, in the order in which a city file is written."""

KIND_OF_SECTION = {kind.section: kind for kind in KINDS}
KIND_OF_NAME = {kind.name: kind for kind in KINDS}
