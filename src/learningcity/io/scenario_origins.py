"""Where the entries of a changed city stand: in its files, or in the scenario that changes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, cast

from learningcity.diagnostics import Location
from learningcity.io.documents import Document, Step
from learningcity.io.scenario_text import Addition, Change
from learningcity.model.city import City, Origins
from learningcity.model.entities import Initiative, Keyed
from learningcity.model.integrity import At
from learningcity.model.kinds import KIND_OF_NAME, KIND_OF_SECTION
from learningcity.model.removal import Remainder
from learningcity.model.values import Text

__all__ = ["ScenarioOrigins"]

_FUNDING: Final = "funding"
_ENTRY: Final = 2
"""The length of the way to an entry."""


class ScenarioOrigins(Origins):
    """The places of a city before, and of what a scenario says instead.

    Parameters
    ----------
    city
        The city before.
    document
        The scenario.
    name
        The id and the name of the scenario.
    """

    def __init__(self, city: City, document: Document, name: tuple[str, Text]) -> None:
        self._city = city
        self._document = document
        self._name = name
        self._added: dict[At, At] = {}
        self._changed: dict[At, Change] = {}
        self._ended: dict[str, frozenset[str]] = {}
        self._numbers: dict[str, tuple[int, ...]] = {}
        self._kept: dict[At, tuple[int, ...]] = {}

    def leave(self, rest: Remainder) -> None:
        """Take note of what is left of the city before."""
        self._numbers = {k: v for k, v in rest.numbers.items() if not KIND_OF_SECTION[k].keyed}
        self._kept = rest.kept

    def change(self, change: Change) -> None:
        """Take note of an entry that is changed."""
        self._changed[change.section, change.id] = change

    def end(self, initiative_id: str, fields: Iterable[str]) -> None:
        """Take note of an initiative that ends, and of the fields that say so."""
        self._ended[initiative_id] = frozenset(fields)

    def add(self, addition: Addition) -> None:
        """Take note of an entry that is new."""
        section, number = addition.section, addition.number
        if number is None:
            key: Step = cast("Keyed", addition.entry).id
            self._added[section, key] = ("add", section, key)
        else:
            self._added[section, self._left(section) + number] = ("add", section, number)

    def _left(self, section: str) -> int:
        """Return how many entries of a section without ids are left of those before."""
        numbers = self._numbers.get(section)
        return len(getattr(self._city, section)) if numbers is None else len(numbers)

    @property
    def scenarios(self) -> tuple[tuple[str, Text], ...]:
        """The id and the name of each scenario by which the city was changed, first to last."""
        return (*self._city.origins.scenarios, self._name)

    def said(self, at: At) -> At | None:
        """Return where the scenario says a value or names an entry, or ``None``."""
        entry, inner = at[:2], at[2:]
        if entry in self._added:
            return (*self._added[entry], *inner)
        change = self._changed.get(entry)
        if change is not None and (not inner or _says(change, inner, self._before(entry))):
            return ("change", *at)
        ended = self._ended.get(str(entry[1])) if entry[0] == "initiatives" else None
        if ended is not None and (not inner or inner[0] in ended):
            return ("end", *entry)
        return None

    def _before(self, entry: At) -> Keyed:
        return cast("Keyed", getattr(self._city, str(entry[0]))[entry[1]])

    def before(self, at: At) -> At | None:
        """Return the way to a value in the city before, or ``None`` in an entry that is new."""
        section, key, *inner = at
        if (section, key) in self._added:
            return None
        if section in self._numbers and isinstance(key, int):
            key = self._numbers[str(section)][key]
        found: At = (section, key)
        for step in inner:
            kept = self._kept.get(found, ())
            found = (*found, kept[step] if isinstance(step, int) and step < len(kept) else step)
        return found

    def place_before(self, at: At) -> Location:
        """Return the place of a value, by its way in the city before."""
        reference, inner = f"city:{self._city.id}", at[1:]
        if at[0] != "city":
            reference, inner = KIND_OF_SECTION[str(at[0])].reference(at[1]), at[2:]
        return self._city.origins.locate(reference, *inner) or Location("city")

    def place(self, at: At, on: Literal["key", "value"] = "value") -> Location:
        """Return the place of a value of the changed city."""
        said = self.said(at)
        if said is not None:
            return self._document.locate(said, on="key" if len(at) == _ENTRY else on)
        return self.place_before(self.before(at) or at)

    def locate(self, reference: str, *path: str | int) -> Location | None:
        """Return the place of an entry, or of a value in it, or ``None`` if it is not there.

        What the scenario says stands in the scenario, everything else where it stood before.
        """
        name, _, key = reference.partition(":")
        kind = KIND_OF_NAME.get(name)
        if kind is None or not (kind.keyed or key.isdecimal()):
            return self._city.origins.locate(reference, *path)
        at: At = (kind.section, key if kind.keyed else int(key), *path)
        said = self.said(at)
        if said is not None:
            return self._document.locate(said, on="value" if path else "key")
        if not kind.keyed and int(key) >= self._left(kind.section):
            return None
        _, number, *inner = self.before(at) or at
        return self._city.origins.locate(kind.reference(number), *inner)


def _says(change: Change, inner: At, before: Keyed) -> bool:
    """Return whether a change says the value that `inner` leads to."""
    fields = {name for name, _ in change.fields}
    if inner[0] != _FUNDING or not change.lines:
        return inner[0] in fields
    lines: Mapping[str, tuple[tuple[str, object], ...] | None] = {
        line.id: line.fields for line in change.lines
    }
    if len(inner) == 1:
        return True
    if inner[1] not in lines:
        return False
    assert isinstance(before, Initiative)
    said = lines[str(inner[1])] or ()
    new = all(line.id != inner[1] for line in before.funding)
    return new or len(inner) == 2 or any(name == inner[2] for name, _ in said)
