"""How many people the initiatives that reach a need can serve in a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from learningcity.model.dates import add_years
from learningcity.model.entities import Initiative, Participants
from learningcity.model.running import Running
from learningcity.model.values import Number
from learningcity.reach.needs import InitiativeReach, LineReach, Reach
from learningcity.reach.view import Line

__all__ = ["Supply", "count_supply", "whole_offer"]


@dataclass(frozen=True, slots=True)
class Supply:
    """Bounds of the yearly supply for a need, in people.

    ``high`` is ``None`` where some initiative that reaches or may reach the need has no known
    capacity; ``unknown`` lists those, in file order.
    """

    low: Number
    high: Number | None
    unknown: tuple[str, ...]


@dataclass(slots=True)
class _Node:
    """An initiative in the forest of umbrellas and parts, with its bounds for one need."""

    low: Number = 0
    high: Number | None = None
    reaches: bool = False


def count_supply(found: Iterable[InitiativeReach], initiatives: Iterable[Initiative]) -> Supply:
    """Return the bounds of what can be supplied in a year by what reaches a need.

    ``low`` adds the lower bounds of lines that surely run, reach the need and lie wholly inside it;
    a total stated on the initiative counts only if all its lines do. ``high`` adds the upper bounds
    of all that reach or may reach it. An initiative and its parts are one capacity: the larger of
    its own and the sum of its parts'; where its own is stated, silent parts leave it standing.
    Where statements contradict each other the larger counts: ``low`` is never above ``high``.
    """
    umbrella = {entry.id: entry.part_of for entry in initiatives}
    nodes: dict[str, _Node] = {}
    for item in found:
        nodes[item.initiative.id] = _Node(_own_low(item), _own_high(item), reaches=True)
    for entry_id in list(nodes):
        larger = umbrella[entry_id]
        while larger is not None and larger in umbrella and larger not in nodes:
            nodes[larger] = _Node()
            larger = umbrella[larger]
    order = [entry_id for entry_id in umbrella if entry_id in nodes]
    parts: dict[str, list[str]] = {entry_id: [] for entry_id in order}
    roots = []
    for entry_id in order:
        larger = umbrella[entry_id]
        if larger in parts and larger is not None:
            parts[larger].append(entry_id)
        else:
            roots.append(entry_id)
    low: dict[str, Number] = {}
    high: dict[str, Number | None] = {}
    for entry_id in _parts_first(roots, parts):
        node = nodes[entry_id]
        low[entry_id] = max(node.low, sum(low[part] for part in parts[entry_id]))
        bound = _joined_high(node, [high[part] for part in parts[entry_id]])
        high[entry_id] = None if bound is None else max(bound, low[entry_id])
    highs = [high[root] for root in roots]
    known = [bound for bound in highs if bound is not None]
    return Supply(
        low=sum(low[root] for root in roots),
        high=sum(known) if len(known) == len(highs) else None,
        unknown=_silent(order, nodes, umbrella, high),
    )


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


def _joined_high(node: _Node, parts: list[Number | None]) -> Number | None:
    known = [bound for bound in parts if bound is not None]
    if node.high is not None:
        return max(node.high, sum(known))
    if len(known) < len(parts) or (node.reaches and not parts):
        return None
    return sum(known)


def _silent(
    order: list[str],
    nodes: dict[str, _Node],
    umbrella: dict[str, str | None],
    high: dict[str, Number | None],
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


def _own_low(item: InitiativeReach) -> Number:
    entry = item.initiative
    if item.running != Running.YES:
        return 0
    counting = [line for line in item.lines if line.reach >= Reach.GENERAL and line.inside]
    stated = [line.line.capacity for line in counting]
    low = sum(capacity.low for capacity in stated if capacity and capacity.low is not None)
    if len(counting) == len(item.lines):
        total = (
            _served(entry) if _says_no_capacity(entry) else entry.capacity and entry.capacity.low
        )
        low = max(low, total or 0)
    return low


def _says_no_capacity(entry: Initiative) -> bool:
    return entry.capacity is None and all(line.capacity is None for line in entry.provision)


def _own_high(item: InitiativeReach) -> Number | None:
    capacity = item.initiative.capacity
    bounds = [] if capacity is None or capacity.high is None else [capacity.high]
    if item.initiative.provision:
        stated = [line.line.capacity for line in item.lines if line.reach != Reach.NOT]
        highs = [bound.high for bound in stated if bound is not None and bound.high is not None]
        if len(highs) == len(stated):
            bounds.append(sum(highs))
    return min(bounds) if bounds else None


def _served(entry: Initiative) -> Number:
    """Return the people served a year, as far as counts of participants show it."""
    return max((_served_a_year(item) for item in entry.participants), default=0)


def _served_a_year(item: Participants) -> Number:
    if item.start is None or item.end is None or item.people.low is None:
        return 0
    first, last = item.start.first, item.end.last
    if add_years(first, 1) - timedelta(days=1) > last:
        return 0
    years = last.year - first.year
    return item.people.low // (years if add_years(first, years) > last else years + 1)
