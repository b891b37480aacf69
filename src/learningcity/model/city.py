"""The city: a frozen set of entries that can be looked up by id and walked in file order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Generic, TypeVar, cast

from pydantic import BaseModel, ConfigDict, Field

from learningcity.diagnostics import Location
from learningcity.display import NOTEBOOK_ROWS, Absent, html_fields, html_table
from learningcity.errors import UnknownIdError
from learningcity.model.dates import PartialDate
from learningcity.model.entities import (
    Activity,
    Audience,
    Body,
    CityHead,
    Entry,
    Fact,
    Initiative,
    Keyed,
    Need,
    Partner,
    Place,
    Plan,
    Priority,
    Review,
    Source,
    Tie,
    Vision,
)
from learningcity.model.kinds import KIND_OF_NAME, KINDS
from learningcity.model.suggest import closest
from learningcity.model.values import Text

__all__ = ["FORMAT", "SCENARIO_FORMAT", "Catalogue", "City", "Origins"]

FORMAT = "learningcity/1"
"""The file format that this version of the library reads and writes."""

SCENARIO_FORMAT = "learningcity-scenario/1"
"""The format of a file that says what to change in a city."""

K = TypeVar("K", bound=Keyed, covariant=True)


class Catalogue(Generic[K]):
    """Entries of one kind: an unchangeable list in file order that can be asked by id.

    ``for entry in catalogue`` walks the entries, ``catalogue[id]`` finds one, ``id in catalogue``
    asks whether it is there. Two catalogues are equal if they have equal entries in the same order.
    """

    __slots__ = ("_by_id", "_entries")

    def __init__(self, entries: Iterable[K] = ()) -> None:
        self._entries = tuple(entries)
        self._by_id = {entry.id: entry for entry in self._entries}
        if len(self._by_id) != len(self._entries):
            ids = [entry.id for entry in self._entries]
            twice = next(key for key in ids if ids.count(key) > 1)
            raise ValueError(f"entries: the id '{twice}' is there twice")

    def __iter__(self) -> Iterator[K]:
        """Return an iterator over the entries in file order."""
        return iter(self._entries)

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._entries)

    def __contains__(self, entry_id: object) -> bool:
        """Return whether there is an entry of this id."""
        return entry_id in self._by_id

    def __getitem__(self, entry_id: str) -> K:
        """Return the entry of this id.

        Raises
        ------
        UnknownIdError
            There is none; the error names the closest id there is.
        TypeError
            What is asked for is no text, such as a number or a slice: entries are found by id.
        """
        try:
            return self._by_id[entry_id]
        except (KeyError, TypeError):
            if not isinstance(entry_id, str):
                raise TypeError(
                    f"entries are found by id, a text, not by {type(entry_id).__name__}; "
                    "for one by its number, make a list of them first"
                ) from None
            kind = type(self._entries[0]).__name__.lower() if self._entries else "entry"
            raise UnknownIdError(kind, entry_id, closest(entry_id, self._by_id)) from None

    def get(self, entry_id: str) -> K | None:
        """Return the entry of this id, or ``None``."""
        return self._by_id.get(entry_id)

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids in file order."""
        return tuple(self._by_id)

    def __eq__(self, other: object) -> bool:
        """Return whether `other` has equal entries in the same order."""
        return isinstance(other, Catalogue) and self._entries == other._entries

    def __hash__(self) -> int:
        """Return the hash of the entries."""
        return hash(self._entries)

    def __repr__(self) -> str:
        """Return the ids, shortened."""
        shown = ", ".join(self.ids[:5]) + (", …" if len(self) > 5 else "")
        return f"<{len(self)}: {shown}>"

    def _repr_html_(self) -> str:
        entries = self._entries[:NOTEBOOK_ROWS]
        kinds = [kind for kind in KINDS if entries and isinstance(entries[0], kind.entry)]
        noun = "entries" if not kinds else kinds[0].name if len(self) == 1 else kinds[0].section
        rows = [(entry.id, entry.called or Absent()) for entry in entries]
        more = len(self) - len(rows)
        return html_table(f"{len(self)} {noun}", ("id", "name"), rows, more=more, row_heads=True)


class Origins:
    """Where the entries of a city were read. A city that was never a file knows no places."""

    def locate(self, reference: str, *path: str | int) -> Location | None:
        """Return the place of an entry, or of a value in it, or ``None`` where it has none.

        `reference` names the entry, such as ``initiative:wolves-at-work`` or ``tie:0``; `path`
        leads to a value inside it, such as ``"partners", 2, "role"``.
        """
        return None

    @property
    def scenarios(self) -> tuple[tuple[str, Text], ...]:
        """The id and the name of each scenario by which the city was changed, first to last."""
        return ()


class City(BaseModel):
    """A learning city as its files describe it on one day.

    The fields are the sections of the file. Nothing in a city can be changed; ``replace`` makes
    another one. Two cities are equal if they say the same, wherever they were read.

    See Also
    --------
    learningcity.read_city : reads one from a file or folder.
    learningcity.open_example : one that comes with the library.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> city.id, str(city.as_of)
    ('lanternport', '2025-06')
    >>> city.partners["port-college"].sector
    'public'
    >>> [need.id for need in city.needs][:2]
    ['job-coaching', 'job-coaching-2022']
    >>> city.find("initiative:open-doors").places
    ('lanternport',)
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        defer_build=True,
    )

    head: CityHead
    """The part ``city:``."""
    facts: Catalogue[Fact] = Catalogue()
    """Dated statements about the city."""
    vision: tuple[Vision, ...] = ()
    """What the partnership wants."""
    places: Catalogue[Place] = Catalogue()
    """Places."""
    audiences: Catalogue[Audience] = Catalogue()
    """Groups of people; ``everyone`` is always there, also where the file does not name it."""
    priorities: Catalogue[Priority] = Catalogue()
    """Priorities and their objectives."""
    activities: Catalogue[Activity] = Catalogue()
    """The city's own activities; the shipped vocabulary is there without being listed."""
    bodies: Catalogue[Body] = Catalogue()
    """Boards, themes and panels."""
    plans: Catalogue[Plan] = Catalogue()
    """Plans and strategies."""
    partners: Catalogue[Partner] = Catalogue()
    """Organisations."""
    initiatives: Catalogue[Initiative] = Catalogue()
    """What is offered, funded and coordinated."""
    needs: Catalogue[Need] = Catalogue()
    """Needs."""
    ties: tuple[Tie, ...] = ()
    """Relations between partners beyond joint initiatives."""
    reviews: tuple[Review, ...] = ()
    """What people decided about findings."""
    sources: Catalogue[Source] = Catalogue()
    """What the statements rest on."""
    origins: Origins = Field(default=Origins(), repr=False, exclude=True)
    """Where the entries were read; no part of what the city says."""

    @classmethod
    def assemble(
        cls,
        head: CityHead,
        sections: Mapping[str, Iterable[Entry]],
        origins: Origins | None = None,
    ) -> City:
        """Return a city from its head and the entries of each section.

        Parameters
        ----------
        head
            The part ``city:``.
        sections
            The entries by the names of their sections; a section that is not there has none.
        origins
            Where the entries stand in files; ``None`` where they were never in one.

        Raises
        ------
        TypeError
            An entry is not of the kind of its section.
        """
        fields: dict[str, Any] = {
            "head": head,
            "origins": cls.model_fields["origins"].default if origins is None else origins,
        }
        for kind in KINDS:
            entries = tuple(sections.get(kind.section, ()))
            for entry in entries:
                if not isinstance(entry, kind.entry):
                    raise TypeError(f"sections: {entry!r} is not an entry of '{kind.section}'")
            fields[kind.section] = (
                Catalogue(cast("tuple[Keyed, ...]", entries)) if kind.keyed else entries
            )
        return cls.model_construct(**fields)  # all of them have just been looked at

    def replace(self, **sections: Iterable[Entry] | CityHead) -> City:
        """Return a city in which the given sections (or ``head``) are these instead.

        References are not checked here; ``check_integrity`` does that. Places in files are lost.

        Parameters
        ----------
        **sections
            The new entries of sections, by the names of the sections; ``head`` is a ``CityHead``.

        Raises
        ------
        ValueError
            A city has no such section, or the entries are not of its kind.
        """
        fields: dict[str, object] = {name: getattr(self, name) for name in type(self).model_fields}
        del fields["origins"]
        for name, entries in sections.items():
            if name not in fields:
                raise ValueError(f"sections: a city has no section '{name}'")
            if isinstance(fields[name], Catalogue):
                fields[name] = Catalogue(cast("Iterable[Keyed]", entries))
            elif isinstance(entries, CityHead):
                fields[name] = entries
            else:
                fields[name] = tuple(entries)
        return type(self).model_validate(fields)

    @property
    def id(self) -> str:
        """The id of the city."""
        return self.head.id

    @property
    def name(self) -> Text:
        """The name of the city."""
        return self.head.name

    @property
    def language(self) -> str | None:
        """The language of plain strings."""
        return self.head.language

    @property
    def as_of(self) -> PartialDate:
        """The day that the files speak of."""
        return self.head.as_of

    @property
    def place(self) -> str | None:
        """Which of the places is the city."""
        return self.head.place

    def find(self, reference: str) -> Entry:
        """Return the entry that `reference` names, such as ``initiative:wolves-at-work``.

        Parameters
        ----------
        reference
            The kind of entry and its id; entries without ids have numbers, such as ``tie:0``.

        Raises
        ------
        UnknownIdError
            There is no such kind of entry, or none of that id.
        """
        name, _, key = reference.partition(":")
        kind = KIND_OF_NAME.get(name)
        if kind is None:
            raise UnknownIdError("kind of entry", name, closest(name, KIND_OF_NAME))
        entries = getattr(self, kind.section)
        if not kind.keyed:
            numbered: dict[str, Entry] = {str(n): entry for n, entry in enumerate(entries)}
        else:
            numbered = {key: entries[key]} if key in entries else {}
        if key in numbered:
            return numbered[key]
        raise UnknownIdError(kind.name, key, closest(key, entries.ids) if kind.keyed else None)

    def __eq__(self, other: object) -> bool:
        """Return whether `other` is a city that says the same."""
        if not isinstance(other, City):
            return NotImplemented
        return all(
            getattr(self, name) == getattr(other, name)
            for name in type(self).model_fields
            if name != "origins"
        )

    def __hash__(self) -> int:
        """Return a hash of what the city says."""
        return hash((self.head, self.initiatives, self.partners, self.needs))

    def __repr__(self) -> str:
        """Return the name and what there is most of."""
        supposed = "".join(f", what if {name}" for name, _ in self.origins.scenarios)
        return (
            f"<City {self.id} as of {self.as_of}{supposed}: {len(self.partners)} partners, "
            f"{len(self.initiatives)} initiatives, {len(self.needs)} needs>"
        )

    def __str__(self) -> str:
        """Return the same as ``repr``."""
        return repr(self)

    def _repr_html_(self) -> str:
        sections = ((kind.section, getattr(self, kind.section)) for kind in KINDS)
        fields: list[tuple[str, object]] = [
            (name, len(entries)) for name, entries in sections if entries
        ]
        if supposed := tuple(str(name) for _, name in self.origins.scenarios):
            fields.insert(0, ("what if", supposed))
        return html_fields(f", as of {self.as_of}", fields, called=str(self.name))
