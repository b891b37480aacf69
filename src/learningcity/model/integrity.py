"""Rules between the entries of a city that make it unsound when broken.

Faults are reported with the way to the value; the reader, which alone knows files, adds the lines.
What is only doubtful is in ``plausibility``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from operator import attrgetter
from typing import Literal, cast, get_origin

from learningcity.diagnostics import Severity
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import (
    CityHead,
    Entry,
    FundingLine,
    Initiative,
    Keyed,
    Need,
    Outcome,
    Part,
    Participants,
    Participation,
    Partner,
    ProvisionLine,
    Term,
    stated,
)
from learningcity.model.holding import fields_named
from learningcity.model.kinds import KIND_OF_SECTION, KINDS
from learningcity.model.suggest import closest
from learningcity.model.terms import EVERYONE
from learningcity.model.values import line_name, quote
from learningcity.model.vocabulary import shipped_activities

__all__ = [
    "At",
    "Draft",
    "Fault",
    "check_integrity",
    "find_dangling",
    "find_errors",
    "find_faults",
    "find_rings",
]

At = tuple[str | int, ...]
"""The way to a value: section, id or index, then fields and indexes; ``("city", field)``."""

_SHOWN_RING = 10
TERM_SECTIONS = ("activities", "audiences", "places", "priorities")


@dataclass(frozen=True, slots=True)
class Fault:
    """A broken rule, before anyone knows in which line it is."""

    code: str
    message: str
    at: At
    hint: str | None = None
    severity: Severity = Severity.ERROR
    on: Literal["value", "key"] = "value"
    related: tuple[tuple[str, At], ...] = ()
    secret: bool = False
    """Whether the line in which it is must not be shown."""
    involved: tuple[At, ...] = ()
    """Other entries without which it would not be there."""


@dataclass(frozen=True)
class Draft:
    """What could be read of a city, perhaps with holes.

    ``unread`` has, by section, ids of entries that stand in the file and could not be read, so that
    references to them are not reported as well. ``partial`` has the ids of initiatives of which
    some part could not be read; it may have been a funding line.
    """

    entries: Mapping[str, tuple[Entry, ...]]
    head: CityHead | None = None
    unread: Mapping[str, frozenset[str]] = field(default_factory=dict)
    partial: frozenset[str] = frozenset()

    @classmethod
    def of(cls, city: City) -> Draft:
        """Return the draft of a whole city."""
        return cls({kind.section: tuple(getattr(city, kind.section)) for kind in KINDS}, city.head)

    def __getitem__(self, section: str) -> tuple[Entry, ...]:
        """Return the entries of a section that could be read."""
        return self.entries.get(section, ())

    def keyed(self, section: str) -> tuple[Keyed, ...]:
        """Return the entries of a section that has ids."""
        return cast("tuple[Keyed, ...]", self[section])

    @property
    def initiatives(self) -> tuple[Initiative, ...]:
        """The initiatives that could be read."""
        return cast("tuple[Initiative, ...]", self["initiatives"])

    @property
    def needs(self) -> tuple[Need, ...]:
        """The needs that could be read."""
        return cast("tuple[Need, ...]", self["needs"])

    @property
    def partners(self) -> tuple[Partner, ...]:
        """The partners that could be read."""
        return cast("tuple[Partner, ...]", self["partners"])

    def terms(self, section: str) -> tuple[Term, ...]:
        """Return the terms of a section that could be read."""
        return cast("tuple[Term, ...]", self[section])

    @cached_property
    def walked(self) -> tuple[tuple[At, Entry], ...]:
        """Every entry with the way to it, entries inside entries too; many rules ask for them."""
        return tuple(_walk(self))

    def known(self, section: str) -> frozenset[str]:
        """Return all ids that a reference to this section may use."""
        ids = {entry.id for entry in self.keyed(section)} | self.unread.get(section, frozenset())
        if section == "audiences":
            ids.add(EVERYONE)
        if section == "activities":
            ids.update(activity.id for activity in shipped_activities())
        return frozenset(ids)


def check_integrity(city: City) -> list[Fault]:
    """Return every broken rule of a city that was not read from a file, doubts included."""
    return list(find_faults(Draft.of(city)))


def find_faults(draft: Draft) -> Iterator[Fault]:
    """Return every broken rule of what could be read, doubts included, in no special order."""
    from learningcity.model.plausibility import find_doubts
    from learningcity.model.privacy import find_personal_data

    yield from find_errors(draft)
    yield from find_doubts(draft)
    yield from find_personal_data(draft)


def find_errors(draft: Draft) -> Iterator[Fault]:
    """Return every broken rule that makes a city unsound."""
    rules: tuple[Callable[[Draft], Iterator[Fault]], ...] = (
        find_dangling,
        _circles,
        _needs_about_nothing,
        _reversed,
        _sightings,
        _money,
        _capacity,
    )
    for rule in rules:
        yield from rule(draft)


def walk(draft: Draft) -> tuple[tuple[At, Entry], ...]:
    """Return every entry with the way to it, entries inside entries too."""
    return draft.walked


def _walk(draft: Draft) -> Iterator[tuple[At, Entry]]:
    for kind in KINDS:
        for index, entry in enumerate(draft[kind.section]):
            key = cast("Keyed", entry).id if kind.keyed else index
            yield (kind.section, key), entry
            if isinstance(entry, Initiative):
                yield from _walk_initiative(entry)


def _walk_initiative(entry: Initiative) -> Iterator[tuple[At, Entry]]:
    at = ("initiatives", entry.id)
    for name in ("partners", "participants", "provision", "outcomes"):
        for index, inner in enumerate(getattr(entry, name)):
            yield (*at, name, index), inner
    for line in entry.funding:
        yield (*at, "funding", line.id), line


# -- references ----------------------------------------------------------------------------------

_TARGETS: Mapping[str, tuple[str, ...]] = {
    "activities": ("activities",),
    "audiences": ("audiences",),
    "by": ("bodies", "partners"),
    "follows": ("initiatives",),
    "from_": ("partners",),
    "funder": ("partners",),
    "initiatives": ("initiatives",),
    "members": ("partners",),
    "owner": ("bodies", "partners"),
    "parent": ("partners",),
    "partner": ("partners",),
    "places": ("places",),
    "priorities": ("priorities",),
    "remit": ("priorities",),
    "replaces": ("needs",),
    "reports_to": ("bodies",),
    "sources": ("sources",),
    "to": ("partners",),
}
"""To which sections the fields of entries refer; ``part_of``, ``within`` … stay in their own."""

_OWN = ("part_of", "replaced_by", "within")
_SUGGESTED = 200
"""For how many references that lead nowhere the closest id is looked for."""

_WORDS = {"by": {"audiences"}}
"""Fields that are words and no reference in these sections."""


class _Suggestions:
    """Closest ids for the first references that lead nowhere; more would take long to find."""

    def __init__(self, known: Mapping[str, frozenset[str]]) -> None:
        self._known = known
        self._left = _SUGGESTED
        self._sorted: dict[tuple[str, ...], list[str]] = {}

    def hint(self, wanted: str, targets: tuple[str, ...], own: str | int) -> str:
        """Return what to do about an id that is in none of the sections; `own` is no answer."""
        if targets not in self._sorted:
            self._sorted[targets] = sorted(set().union(*(self._known[name] for name in targets)))
        self._left -= 1
        choices = (key for key in self._sorted[targets] if key != own)
        meant = closest(wanted, choices) if self._left >= 0 else None
        return f"did you mean '{meant}'?" if meant else f"add it under '{targets[0]}:'"


def find_dangling(draft: Draft) -> Iterator[Fault]:
    """Return every reference that leads nowhere."""
    known = {kind.section: draft.known(kind.section) for kind in KINDS if kind.keyed}
    if _all_known(draft, known):
        yield from _dangling_lines(draft)
        return
    suggestions = _Suggestions(known)
    lines = _line_names(draft)
    for at, name, value, targets in _references(draft):
        if isinstance(value, FundingLine):
            yield from _dangling_line(value, at, lines, draft)
            continue
        for step, wanted in _ids(value):
            if not any(wanted in known[target] for target in targets):
                what = " or ".join(KIND_OF_SECTION[target].name for target in targets)
                yield Fault(
                    "unknown-reference",
                    f"unknown {what} {quote(wanted)}",
                    (*at, name, *step),
                    suggestions.hint(wanted, targets, at[1] if name in _OWN else ""),
                )


def _dangling_lines(draft: Draft) -> Iterator[Fault]:
    """Return every funding line that is within one that is not there."""
    lines = _line_names(draft)
    for entry in draft.initiatives:
        for line in entry.funding:
            if line.within is not None:
                at = ("initiatives", entry.id, "funding", line.id)
                yield from _dangling_line(line, at, lines, draft)


def _line_names(draft: Draft) -> set[str]:
    return {f"{entry.id}/{line.id}" for entry in draft.initiatives for line in entry.funding}


def _all_known(draft: Draft, known: Mapping[str, frozenset[str]]) -> bool:
    """Return whether every reference leads somewhere, those between funding lines left out.

    All ids that a field names anywhere are looked for at once, which is quick and does not tell
    where one stands that leads nowhere.
    """
    groups: list[tuple[str, type[Part], Iterable[Part]]] = [
        (kind.section, kind.entry, draft[kind.section]) for kind in KINDS
    ]
    if draft.head is not None:
        groups.append(("city", CityHead, (draft.head,)))
    if draft.initiatives:
        rows = map(attrgetter(*_INNER), draft.initiatives)
        for name, column in zip(_INNER, zip(*rows, strict=True), strict=True):
            groups.append(("initiatives", _INNER[name], tuple(chain.from_iterable(column))))
    return all(_leads_on(*group, known) for group in groups)


def _leads_on(
    section: str, model: type[Part], entries: Iterable[Part], known: Mapping[str, frozenset[str]]
) -> bool:
    """Return whether every reference of these entries of one class leads somewhere."""
    fields = _reference_fields(section, model)
    # All fields of an entry at once: to fetch an entry from memory costs more than to look at it.
    rows = map(attrgetter(*fields, "aliases"), entries)  # one name more: of two it makes tuples
    for (targets, many), column in zip(fields.values(), zip(*rows, strict=True), strict=False):
        named = set(chain.from_iterable(column) if many else column)
        named.discard(None)
        if named.difference(*(known[target] for target in targets)):
            return False
    return True


@cache
def _reference_fields(
    section: str, model: type[Part]
) -> Mapping[str, tuple[tuple[str, ...], bool]]:
    """Return the fields of a class that name others: in which sections, and whether several."""
    fields: dict[str, tuple[tuple[str, ...], bool]] = {}
    for name, info in model.model_fields.items():
        targets = targets_of(section, name)
        if model is CityHead:
            targets = ("places",) if name == "place" else targets if name == "sources" else None
        if model is FundingLine and name == "within":
            targets = None
        if targets is not None:
            fields[name] = targets, get_origin(info.annotation) is tuple
    return fields


_INNER: Mapping[str, type[Part]] = {
    "partners": Participation,
    "participants": Participants,
    "provision": ProvisionLine,
    "outcomes": Outcome,
    "funding": FundingLine,
}
"""The fields of an initiative that have entries of their own."""


def _references(draft: Draft) -> Iterator[tuple[At, str, object, tuple[str, ...]]]:
    """Return every field that names others: the entry, the key, the value, the sections meant."""
    if draft.head is not None:
        yield ("city",), "place", draft.head.place, ("places",)
        yield ("city",), "sources", draft.head.sources, ("sources",)
    for at, entry in walk(draft):
        section = str(at[0])
        for name, value in stated(entry):
            if isinstance(entry, FundingLine) and name == "within":
                yield at, name, entry, ()
                continue
            if (targets := targets_of(section, name)) is not None:
                yield at, name.rstrip("_"), value, targets


def targets_of(section: str, name: str) -> tuple[str, ...] | None:
    """Return the sections to which a field of the entries of `section` refers, if it does."""
    if section in _WORDS.get(name, ()):
        return None
    return (section,) if name in _OWN else _TARGETS.get(name)


def _ids(value: object) -> Iterator[tuple[tuple[int, ...], str]]:
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield (index,), item


def _dangling_line(line: FundingLine, at: At, lines: set[str], draft: Draft) -> Iterator[Fault]:
    if line.within is None:
        return
    full = line_name(str(at[1]), line.within)
    holder = full.partition("/")[0]
    if full in lines or holder in draft.unread.get("initiatives", ()) or holder in draft.partial:
        return
    own = [name.partition("/")[2] for name in lines if name.partition("/")[0] == at[1]]
    meant = closest(line.within, sorted(lines if "/" in line.within else own))
    hint = f"did you mean '{meant}'?" if meant else "write the id of a line, or initiative/line"
    yield Fault(
        "unknown-reference", f"unknown funding line {quote(line.within)}", (*at, "within"), hint
    )


# -- circles -------------------------------------------------------------------------------------


def _circles(draft: Draft) -> Iterator[Fault]:
    for section in TERM_SECTIONS:
        terms = [t for t in draft.terms(section) if (section, t.id) != ("audiences", EVERYONE)]
        up = {t.id: (*t.within, *([t.replaced_by] if t.replaced_by else ())) for t in terms}
        yield from _rings(section, "within", up if find_rings(up) else _merged(terms))
    for term in draft.terms("audiences"):
        if term.id == EVERYONE and (term.within or term.replaced_by):
            message = f"'{EVERYONE}' contains all other audiences and lies in none"
            name = "within" if term.within else "replaced_by"
            yield Fault("cycle", message, ("audiences", EVERYONE, name), f"leave out '{name}'")
    single = {
        "plans": "part_of",
        "bodies": "reports_to",
        "partners": "parent",
        "initiatives": "part_of",
    }
    for section, name in single.items():
        larger = {entry.id: getattr(entry, name) for entry in draft.keyed(section)}
        yield from _rings(section, name, {k: (v,) if v else () for k, v in larger.items()})
    yield from _rings("initiatives", "follows", {i.id: i.follows for i in draft.initiatives})
    yield from _rings("needs", "replaces", {need.id: need.replaces for need in draft.needs})
    yield from _line_rings(draft)


def _rings(section: str, name: str, up: Mapping[str, Iterable[str]]) -> Iterator[Fault]:
    for ring in find_rings(up):
        shown = _shown(ring)
        word = KIND_OF_SECTION[section].name
        message = (
            f"{word} {quote(ring[0])} leads back to itself by '{name}': {shown}"
            if len(ring) > 1
            else f"{word} {quote(ring[0])} names itself in '{name}'"
        )
        yield Fault(
            "cycle",
            message,
            (section, ring[0]),
            "leave one of them out",
            on="key",
            involved=tuple((section, key) for key in ring[1:]),
        )


def _shown(ring: tuple[str, ...]) -> str:
    middle = (*ring[:_SHOWN_RING], "…") if len(ring) > _SHOWN_RING else ring
    return " → ".join((*middle, ring[0]))


def _line_rings(draft: Draft) -> Iterator[Fault]:
    up = {}
    for entry in draft.initiatives:
        for line in entry.funding:
            if line.within is not None:
                full = line_name(entry.id, line.within)
                up[f"{entry.id}/{line.id}"] = (full,)
    for ring in find_rings(up):
        shown = _shown(ring)
        first, *others = (_at_line(name) for name in ring)
        yield Fault(
            "cycle",
            f"funding line {quote(ring[0])} is a part of itself: {shown}",
            first,
            "leave one of them out",
            involved=tuple(others),
        )


def _at_line(name: str) -> At:
    initiative_id, _, line_id = name.partition("/")
    return ("initiatives", initiative_id, "funding", line_id, "within")


def _merged(terms: Iterable[Term]) -> dict[str, dict[str, None]]:
    """Return what each term lies within where a term and what replaces it are one term."""
    names = {term.id: term.replaced_by for term in terms}
    up: dict[str, dict[str, None]] = {}
    for term in terms:
        key, *larger = (_newest(names, name) for name in (term.id, *term.within))
        up.setdefault(key, {}).update((name, None) for name in larger if name != key)
    return up


def _newest(names: Mapping[str, str | None], name: str) -> str:
    while (newer := names.get(name)) is not None:
        name = newer
    return name


def find_rings(up: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return rings of keys that lead back to themselves; no key is in two of them.

    Keys that lead nowhere are dropped. From the first key that is left, the first arrow left is
    followed until the way meets itself; that ring is dropped in its turn. Every set of keys that
    lead back to themselves has a ring, and every key and arrow is visited once.
    """
    larger = {key: [k for k in reversed(dict.fromkeys(up[key])) if k in up] for key in up}
    smaller: dict[str, list[str]] = {key: [] for key in up}
    for key, keys in larger.items():
        for target in keys:
            smaller[target].append(key)
    arrows = {key: len(keys) for key, keys in larger.items()}
    gone: set[str] = set()

    def drop(waiting: list[str]) -> None:
        gone.update(waiting)
        while waiting:
            for other in smaller[waiting.pop()]:
                arrows[other] -= 1
                if not arrows[other] and other not in gone:
                    gone.add(other)
                    waiting.append(other)

    drop([key for key, number in arrows.items() if not number])
    rings = []
    for start in up:
        way = [] if start in gone else [start]
        at = {start: 0}
        while way:
            ways_on = larger[way[-1]]
            while ways_on[-1] in gone:
                ways_on.pop()
            key = ways_on[-1]
            if key not in at:
                at[key] = len(way)
                way.append(key)
                continue
            ring = way[at[key] :]
            rings.append(tuple(ring))
            drop(ring)
            while way and way[-1] in gone:
                del at[way.pop()]
    return rings


# -- needs, dates, money -------------------------------------------------------------------------


def _needs_about_nothing(draft: Draft) -> Iterator[Fault]:
    for need in draft.needs:
        if not (need.activities or need.priorities or need.audiences):
            yield Fault(
                "need-without-facet",
                f"need {quote(need.id)} says neither what is needed nor by whom",
                ("needs", need.id),
                "add activities, audiences or priorities",
                on="key",
            )


_SPANS = frozenset({"end", "until"})
"""The fields that end a stretch of time; the one that begins it is then there too."""


def _reversed(draft: Draft) -> Iterator[Fault]:
    for at, entry in walk(draft):
        names = fields_named(type(entry), _SPANS)
        for first, last in (("start", "end"), ("since", "until")):
            if last not in names:
                continue
            start, end = getattr(entry, first), getattr(entry, last)
            if start is not None and end is not None and start.first > end.last:
                yield Fault(
                    "reversed-dates",
                    f"'{last}: {end}' is before '{first}: {start}'",
                    (*at, last),
                    "exchange the two dates, or correct one",
                )


def _sightings(draft: Draft) -> Iterator[Fault]:
    for entry in draft.initiatives:
        seen, as_of = entry.seen_active, None if draft.head is None else draft.head.as_of
        if seen is None:
            continue
        wrong = _outside(entry, seen)
        ended = entry.status == "ended" and entry.end is None
        if wrong is None and ended and as_of is not None and seen.first >= as_of.first:
            wrong = f"not before 'as_of: {as_of}', and yet the status is 'ended'"
        if wrong is None and as_of is not None and seen.first > as_of.last:
            wrong = f"after the day these files speak of ('as_of: {as_of}')"
        if wrong is not None:
            yield Fault(
                "seen-active-outside",
                f"'seen_active: {seen}' is {wrong}",
                ("initiatives", entry.id, "seen_active"),
                "correct one of the dates",
            )


def _outside(entry: Initiative, seen: PartialDate) -> str | None:
    if entry.start is not None and seen.last < entry.start.first:
        return f"before 'start: {entry.start}'"
    if entry.end is not None and seen.first > entry.end.last:
        return f"after 'end: {entry.end}'"
    return None


def _money(draft: Draft) -> Iterator[Fault]:
    lines = {f"{entry.id}/{line.id}": line for entry in draft.initiatives for line in entry.funding}
    for name, line in lines.items():
        initiative_id, _, line_id = name.partition("/")
        at: At = ("initiatives", initiative_id, "funding", line_id)
        if line.amount is not None and line.currency is None:
            yield Fault(
                "money-without-currency",
                "this amount of money has no currency",
                (*at, "amount"),
                "add 'currency: GBP', or the code of yours",
            )
        if line.within is None:
            continue
        full = line_name(initiative_id, line.within)
        total = lines.get(full)
        if total is None or total is line or line.amount is None or total.amount is None:
            continue
        low, high = line.amount.low, total.amount.high
        if line.currency == total.currency and low is not None and high is not None and low > high:
            total_at: At = ("initiatives", full.partition("/")[0], "funding", total.id, "amount")
            yield Fault(
                "part-larger-than-total",
                f"this part, {quote(low)}, is larger than its total {quote(line.within)}, "
                f"{quote(high)}",
                (*at, "amount"),
                "correct an amount, or leave out 'within'",
                related=((f"the total {quote(line.within)}", total_at),),
            )


def _capacity(draft: Draft) -> Iterator[Fault]:
    """Find totals of places that are smaller than what their lines have."""
    for entry in draft.initiatives:
        if entry.capacity is None or entry.capacity.high is None:
            continue
        stated = [line.capacity for line in entry.provision if line.capacity is not None]
        lines = sum(capacity.low for capacity in stated if capacity.low is not None)
        if lines > entry.capacity.high:
            yield Fault(
                "part-larger-than-total",
                f"the lines of 'provision' add up to '{lines}', more than this total",
                ("initiatives", entry.id, "capacity"),
                "correct one of the numbers, or leave the total out",
            )
