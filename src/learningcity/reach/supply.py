"""How many people the initiatives that reach a need can serve in a year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from math import ceil, floor
from typing import Generic, Literal, TypeAlias, TypeVar

from learningcity.model.dates import add_years
from learningcity.model.entities import Initiative, Participants
from learningcity.model.running import Running
from learningcity.model.values import Quantity
from learningcity.reach.needs import InitiativeReach, LineReach, Reach
from learningcity.reach.view import Line

__all__ = [
    "Basis",
    "Capacity",
    "Families",
    "Share",
    "Supply",
    "account_for_supply",
    "add_up_shared",
    "count_supply",
    "estimate_supply",
    "least_capacity",
    "most_served",
    "surely_served",
    "whole_offer",
]


@dataclass(frozen=True, slots=True)
class Supply:
    """Bounds of the yearly supply for a need, in people.

    ``high`` is ``None`` where some initiative that reaches or may reach the need has no known
    capacity; ``unknown`` lists those, in file order.
    """

    low: int
    high: int | None
    unknown: tuple[str, ...]


Basis: TypeAlias = Literal[
    "not-reaching", "not-sure", "outside", "unstated", "lines", "total", "participants"
]
"""What the lower bound of an initiative itself rests on, or why it is zero.

It does not reach the need itself; it does not surely run; none of its lines lies wholly inside the
need; it states no number that counts; its lines; its total; people counted.
"""


@dataclass(frozen=True, slots=True)
class Capacity:
    """What one initiative adds to a supply, itself and with its parts.

    ``own_low`` and ``own_high`` are what it says itself, ``low`` and ``high`` what it and its
    ``parts`` can serve in all. ``within`` is the umbrella with which it is counted, if any.
    """

    initiative: str
    own_low: int
    own_high: int | None
    basis: Basis
    low: int
    high: int | None
    parts: tuple[str, ...]
    within: str | None


Q = TypeVar("Q", int, Fraction)

Share: TypeAlias = tuple[Fraction, Fraction]
"""The smallest and the largest part of something, each from 0 to 1."""


class Families:
    """Which initiatives are parts of which, and their file order; worked out once for a city."""

    def __init__(self, initiatives: Iterable[Initiative]) -> None:
        self.umbrella: dict[str, str | None] = {}
        self.place: dict[str, int] = {}
        for place, entry in enumerate(initiatives):
            self.umbrella[entry.id] = entry.part_of
            self.place[entry.id] = place


@dataclass(slots=True)
class _Node(Generic[Q]):
    """An initiative in the forest of umbrellas and parts, with its bounds for one need."""

    low: Q
    high: Q | None = None
    reaches: bool = False


def count_supply(found: Sequence[InitiativeReach], families: Families) -> Supply:
    """Return the bounds of what can be supplied in a year by what was found to reach a need.

    ``low`` adds the lower bounds of lines that surely run, reach the need and lie wholly inside it;
    a total stated on the initiative counts only if all its lines do. ``high`` adds the upper bounds
    of all that reach or may reach it. An initiative and its parts are one capacity: the larger of
    its own and the sum of its parts'; where its own is stated, silent parts leave it standing.
    Where statements contradict each other the larger counts: ``low`` is never above ``high``.
    """
    return Supply(*_join(_nodes(found), families, 0).sums(0))


def account_for_supply(
    found: Sequence[InitiativeReach], families: Families
) -> tuple[Capacity, ...]:
    """Return what each initiative adds to the sums of ``count_supply``, in file order.

    Those that lie ``within`` no other are added up.
    """
    bases = {item.initiative.id: _own_low(item)[1] for item in found}
    joined = _join(_nodes(found), families, 0)
    return tuple(
        Capacity(
            initiative=key,
            own_low=joined.nodes[key].low,
            own_high=joined.nodes[key].high,
            basis=bases.get(key, "not-reaching"),
            low=joined.low[key],
            high=joined.high[key],
            parts=tuple(joined.parts[key]),
            within=None if key in joined.roots else joined.umbrella[key],
        )
        for key in joined.order
    )


def _nodes(found: Sequence[InitiativeReach]) -> dict[str, _Node[int]]:
    return {
        item.initiative.id: _Node(_own_low(item)[0], _own_high(item), reaches=True)
        for item in found
    }


def estimate_supply(
    found: Sequence[InitiativeReach],
    families: Families,
    share: Callable[[Line], Share | None],
) -> tuple[int, int | None] | None:
    """Return what could be supplied if places were used alike by all who live where they are.

    `share` says which part of the people of a line's places live in the need's, ``None`` where the
    populations are not known. Each capacity counts with that part; otherwise the sums are those of
    ``count_supply``, and are rounded outwards to whole people. It is ``None`` where a line that
    reaches the need has no known share, and where nothing had to be shared.
    """
    reaching = {x.line for item in found for x in item.lines if x.reach >= Reach.GENERAL}
    shares = {line: share(line) for line in reaching}
    known = [part for part in shares.values() if part is not None]
    if len(known) < len(shares) or all(part[0] == 1 for part in known):
        return None
    low, high = add_up_shared(found, families, share)
    return floor(low), None if high is None else ceil(high)


def add_up_shared(
    found: Sequence[InitiativeReach],
    families: Families,
    share: Callable[[Line], Share | None],
) -> tuple[Fraction, Fraction | None]:
    """Return the bounds of ``estimate_supply`` before they are rounded."""
    parts: dict[Line, Share] = {}

    def part_of(line: Line) -> Share:
        part = parts.get(line)
        if part is None:
            part = parts[line] = share(line) or (Fraction(0), Fraction(1))
        return part

    nodes = {i.initiative.id: _Node(*_shared(i, part_of), reaches=True) for i in found}
    low, high, _ = _join(nodes, families, Fraction(0)).sums(Fraction(0))
    return low, high


def _shared(
    item: InitiativeReach, part_of: Callable[[Line], Share]
) -> tuple[Fraction, Fraction | None]:
    """Return the bounds of one initiative, each line with the part of it that is shared out."""
    lows, highs = zip(*(part_of(each.line) for each in item.lines), strict=True)
    low = Fraction(0)
    if item.running == Running.YES:
        counting = [x for x in item.lines if x.reach >= Reach.GENERAL and x.beside_place]
        low = sum(((_low(x.line.capacity) or 0) * part_of(x.line)[0] for x in counting), low)
        total = _own_total(item.initiative) if len(counting) == len(item.lines) else None
        if total is not None:
            low = max(low, total[0] * min(lows))
    entry = item.initiative
    bounds = []
    if entry.capacity is not None and entry.capacity.high is not None:
        bounds.append(int(entry.capacity.high) * max(highs))
    if entry.provision:
        stated = [x.line for x in item.lines if x.reach != Reach.NOT]
        parts = [_high(line.capacity) for line in stated]
        if all(part is not None for part in parts):
            pairs = zip(parts, stated, strict=True)
            bounds.append(sum(((n or 0) * part_of(line)[1] for n, line in pairs), Fraction(0)))
    return low, min(bounds) if bounds else None


@dataclass(slots=True)
class _Joined(Generic[Q]):
    """The forest of umbrellas and parts with the bounds of each with its parts, in file order."""

    umbrella: Mapping[str, str | None]
    nodes: dict[str, _Node[Q]]
    order: list[str]
    roots: list[str]
    parts: dict[str, list[str]]
    low: dict[str, Q]
    high: dict[str, Q | None]

    def sums(self, zero: Q) -> tuple[Q, Q | None, tuple[str, ...]]:
        """Return the bounds of all together, and who is silent."""
        highs = [self.high[root] for root in self.roots]
        known = [bound for bound in highs if bound is not None]
        return (
            sum((self.low[root] for root in self.roots), zero),
            sum(known, zero) if len(known) == len(highs) else None,
            _silent(self.order, self.nodes, self.umbrella, self.high),
        )


def _join(nodes: dict[str, _Node[Q]], families: Families, zero: Q) -> _Joined[Q]:
    """Return the bounds of each initiative with its parts."""
    umbrella = families.umbrella
    for entry_id in list(nodes):
        larger = umbrella[entry_id]
        while larger is not None and larger in umbrella and larger not in nodes:
            nodes[larger] = _Node(zero)
            larger = umbrella[larger]
    order = sorted(nodes, key=families.place.__getitem__)
    parts: dict[str, list[str]] = {entry_id: [] for entry_id in order}
    roots = []
    for entry_id in order:
        larger = umbrella[entry_id]
        if larger in parts and larger is not None:
            parts[larger].append(entry_id)
        else:
            roots.append(entry_id)
    low: dict[str, Q] = {}
    high: dict[str, Q | None] = {}
    for entry_id in _parts_first(roots, parts):
        node = nodes[entry_id]
        low[entry_id] = max(node.low, sum((low[part] for part in parts[entry_id]), zero))
        bound = _joined_high(node, [high[part] for part in parts[entry_id]], zero)
        high[entry_id] = None if bound is None else max(bound, low[entry_id])
    return _Joined(umbrella, nodes, order, roots, parts, low, high)


def whole_offer(entry: Initiative, running: Running, lines: Iterable[Line]) -> InitiativeReach:
    """Return an initiative as what reaches everybody: all that it offers counts."""
    reach = Reach.GENERAL if running >= Running.PRESUMED else Reach.MAY
    return InitiativeReach(entry, running, tuple(LineReach(line, reach, True) for line in lines))


def _parts_first(roots: list[str], parts: dict[str, list[str]]) -> list[str]:
    order, waiting = [], list(roots)
    while waiting:
        order.append(waiting.pop())
        waiting.extend(parts[order[-1]])
    return order[::-1]


def _joined_high(node: _Node[Q], parts: list[Q | None], zero: Q) -> Q | None:
    known = [bound for bound in parts if bound is not None]
    if node.high is not None:
        return max(node.high, sum(known, zero))
    if len(known) < len(parts) or (node.reaches and not parts):
        return None
    return sum(known, zero)


def _silent(
    order: list[str],
    nodes: dict[str, _Node[Q]],
    umbrella: Mapping[str, str | None],
    high: dict[str, Q | None],
) -> tuple[str, ...]:
    """Return the initiatives whose capacity, if it were known, would help to know the total."""
    silent = []
    for entry_id in order:
        if not nodes[entry_id].reaches or high[entry_id] is not None:
            continue
        larger = umbrella[entry_id]
        while larger is not None and larger in nodes and nodes[larger].high is None:
            larger = umbrella[larger]
        if larger is None or larger not in nodes:
            silent.append(entry_id)
    return tuple(silent)


def _own_low(item: InitiativeReach) -> tuple[int, Basis]:
    """Return the people whom an initiative itself surely serves, and what that rests on."""
    if item.running != Running.YES:
        return 0, "not-sure"
    counting = [line for line in item.lines if line.reach >= Reach.GENERAL and line.inside]
    if not counting:
        return 0, "outside"
    lows = [low for line in counting if (low := _low(line.line.capacity)) is not None]
    low = sum(lows)
    basis: Basis = "lines" if lows else "unstated"
    if len(counting) == len(item.lines):
        total = _own_total(item.initiative)
        if total is not None and (not lows or total[0] > low):
            return total
    return low, basis


def _own_total(entry: Initiative) -> tuple[int, Basis] | None:
    """Return the least that all lines of an initiative serve together, as far as it says."""
    if entry.capacity is None and all(line.capacity is None for line in entry.provision):
        served = _served(entry)
        return (served, "participants") if served else None
    low = _low(entry.capacity)
    return None if low is None else (low, "total")


def surely_served(item: InitiativeReach) -> int:
    """Return the people whom an initiative itself surely serves of those who have a need."""
    return _own_low(item)[0]


def least_capacity(entry: Initiative) -> int:
    """Return the least that an initiative serves in a year, as far as it says; zero if nothing."""
    lines = sum(_low(line.capacity) or 0 for line in entry.provision)
    total = _own_total(entry)
    return lines if total is None else max(lines, total[0])


def _own_high(item: InitiativeReach) -> int | None:
    return most_served(item.initiative, [x.line for x in item.lines if x.reach != Reach.NOT])


def most_served(entry: Initiative, lines: Iterable[Line]) -> int | None:
    """Return the most that some lines of an initiative serve in a year, as far as it says."""
    total = _high(entry.capacity)
    if not entry.provision:
        return total
    highs = [_high(line.capacity) for line in lines]
    known = [bound for bound in highs if bound is not None]
    if len(known) < len(highs):
        return total
    return sum(known) if total is None else min(total, sum(known))


def _low(people: Quantity | None) -> int | None:
    """Return the least that a number of people, always whole, can be, as far as it is stated."""
    return None if people is None or people.low is None else int(people.low)


def _high(people: Quantity | None) -> int | None:
    return None if people is None or people.high is None else int(people.high)


def _served(entry: Initiative) -> int:
    """Return the people served a year, as far as counts of participants show it."""
    return max((_served_a_year(item) for item in entry.participants), default=0)


def _served_a_year(item: Participants) -> int:
    if item.start is None or item.end is None or item.people.low is None:
        return 0
    first, last = item.start.first, item.end.last
    if add_years(first, 1) - timedelta(days=1) > last:
        return 0
    years = last.year - first.year
    return int(item.people.low) // (years if add_years(first, years) > last else years + 1)
