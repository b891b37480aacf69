"""What each partner's withdrawal would leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import ClassVar

from learningcity.analysis.commitments import add_up
from learningcity.analysis.coordination import umbrellas
from learningcity.analysis.explanation import Explanation
from learningcity.analysis.funding import funding_of
from learningcity.analysis.funding_lines import FundingLines
from learningcity.analysis.holding import Duty, Hold, Holding
from learningcity.analysis.money import Bounds, Money
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.sentences import resilience as words
from learningcity.analysis.study import Study
from learningcity.display import printable
from learningcity.graph.bridging import parts_of, pieces_left
from learningcity.graph.partnership import partnership_graph
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.running import CARRY
from learningcity.model.values import Number
from learningcity.reach.supply import Supply, count_supply, whole_offer

__all__ = ["Resilience", "ResilienceRow", "holding_alone", "resilience", "resilience_of"]


@dataclass(frozen=True)
class ResilienceRow(Row):
    """One partner, and what its withdrawal would leave without anybody, as far as is recorded."""

    partner: str
    """The id of the partner."""
    needs_undelivered: tuple[str, ...]
    """Needs that nothing with a deliverer would reach any more."""
    needs_general: tuple[str, ...]
    """Needs for which nothing would be meant any more; something general still reaches them."""
    priorities_undelivered: tuple[str, ...]
    """Priorities of which no initiative would have a deliverer any more."""
    priorities_unfunded: tuple[str, ...]
    """Priorities that would lose their last funder."""
    priorities_unowned: tuple[str, ...]
    """Priorities that would lose their last owner, also that of what they lie within."""
    initiatives_undelivered: tuple[str, ...]
    """Initiatives that would lose the last one who leads or delivers them: they would end."""
    initiatives_unfunded: tuple[str, ...]
    """Initiatives that would lose their last funder."""
    initiatives_unled: tuple[str, ...]
    """Initiatives that would lose their last lead."""
    not_known: tuple[str, ...]
    """Needs, priorities and initiatives, as ``need:ID``, of which the partner is the only one
    recorded for something, while of some initiative or sum nobody is recorded: others may be there.
    """
    money: tuple[Money, ...]
    """The net revenue that it gives, by currency; empty where no line names it."""
    money_unknown: tuple[str, ...]
    """Initiatives that it funds by its role, with no line that names it."""
    stranded: tuple[Money, ...]
    """The net revenue of the initiatives that would end, whoever gives it. Some of it may be in
    ``money`` too: the two do not add up.
    """
    capacity_low: Number | None
    """At least so many people a year whom those initiatives can serve; ``None`` over all time."""
    capacity_high: Number | None
    """At most so many; ``None`` where one of them does not say it, and over all time."""
    capacity_unknown: tuple[str, ...]
    """Those of which it is not known."""
    components: int
    """Into how many parts the partnership falls without it and the initiatives that would end;
    partners without ties are parts of their own.
    """
    cut_off: tuple[str, ...]
    """Partners that can now reach it, and could then no longer reach the largest remaining part of
    those that can.
    """
    sentence: str
    """The row in words."""

    @property
    def needs(self) -> tuple[str, ...]:
        """The needs that would lose something."""
        return _distinct(self.needs_undelivered, self.needs_general)

    @property
    def priorities(self) -> tuple[str, ...]:
        """The priorities that would lose something."""
        return _distinct(
            self.priorities_undelivered, self.priorities_unfunded, self.priorities_unowned
        )

    @property
    def initiatives(self) -> tuple[str, ...]:
        """The initiatives that would lose something."""
        return _distinct(
            self.initiatives_undelivered, self.initiatives_unfunded, self.initiatives_unled
        )

    @property
    def indispensable(self) -> bool:
        """Whether it is the last one in something that is recorded."""
        return bool(self.needs or self.priorities or self.initiatives)


def _distinct(*groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for group in groups for key in group))


@dataclass(frozen=True)
class Resilience(Result[ResilienceRow, Parameters]):
    """What each partner's withdrawal would leave, the one with the gravest consequences first.

    See Also
    --------
    learningcity.resilience : works it out.
    learningcity.plotting.plot_resilience : draws it.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.resilience(city)
    >>> found.rows[0].partner, found.rows[0].needs_undelivered
    ('port-college', ('welders', 'school-certificate'))
    >>> found.components
    4
    """

    schema: ClassVar[str] = "learningcity/resilience/1"
    shown: ClassVar[tuple[str, ...]] = (
        "partner",
        "needs_undelivered",
        "priorities_undelivered",
        "initiatives_undelivered",
        "cut_off",
        "sentence",
    )
    extra: ClassVar[tuple[str, ...]] = ("components",)

    components: int = 0
    """Into how many parts the partnership falls as it is."""

    def summary(self) -> str:
        """Return who is the last one in most, and of how many that is not known."""
        view = None if self.study is None else self.study.view
        return printable(words.resilience_summary(self.rows, view))

    def _row_type(self) -> type[Row]:
        return ResilienceRow

    def _explain(self, index: int, study: Study) -> Explanation:
        from learningcity.analysis.explaining_resilience import explain_withdrawal

        return explain_withdrawal(study, self.rows[index], self.components)


def resilience(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
) -> Resilience:
    """Tell what each partner's withdrawal would leave without anybody.

    It answers who is indispensable as the files stand: which needs, priorities and initiatives
    would lose the last one who delivers, funds, leads or owns them, how much money and how many
    places go with it, and who would be cut off from the others. It cannot tell whether somebody
    else would step in, nor how good a partner is; and it knows only who is recorded.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``. What surely does not run then
        is left out.
    ever
        Read all time instead of a day; capacities are then ``None``.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    Resilience
        A row for each partner. Those whose withdrawal would take most come first: by the number of
        needs that nothing would reach, needs that only something general would, priorities, and
        initiatives that would lose something; then file order. The order counts; it weighs nothing.

    Raises
    ------
    ValueError
        Both `on` and `ever` are given, `carry` is below zero, or `on` is no date.

    See Also
    --------
    learningcity.worst_withdrawals : the same for several partners at once.
    learningcity.breaking_sets : how many withdrawals each priority survives.
    learningcity.with_changes : the whole city after a withdrawal, as a what-if.

    Notes
    -----
    Who *delivers* leads or delivers, as with the providers of a need. A need is delivered by the
    initiatives that reach it (targeted or general), a priority by those that serve it or an
    objective of it and offer something themselves. Who *funds* does so by role or by a funding
    line; funds and coordination count for a priority. Who *owns* a priority is recorded as its
    owner or, where that one withdraws, as the owner of what it lies within; a body stays, whoever
    leaves it. Participations with dates count while they run.

    A partner is the last one where it is the only one recorded. Where somebody is recorded, these
    are taken to be all. Where of an initiative nobody is recorded, it is not known who does it: it
    is not lost with anybody, and what it serves is ``not_known`` instead. The same holds for a sum
    that nobody is said to give.

    *Money* is what the lines that name the partner hold, as in ``net_funding``: each pound once,
    capital left out, a sum that several give never split, so that the partner's part of it lies
    between nothing and all. *Capacity* adds what the initiatives that would end can serve; an
    umbrella counts in the lower bound only if its parts end too.

    Without a partner the ties that rest on initiatives which would end with it go too.

    Cost: partners and participations; and for each partner that joins others, the part of the
    partnership in which it is.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.resilience(city)
    >>> row = found.rows[0]
    >>> row.partner, row.needs_undelivered, row.capacity_low
    ('port-college', ('welders', 'school-certificate'), 580)
    >>> row.money  # it gives none that is recorded
    ()
    """
    return resilience_of(Study(city, on=on, ever=ever, carry=carry))


def resilience_of(study: Study) -> Resilience:
    """Return what each partner's withdrawal would leave in a city that was read."""
    calendar = study.calendar
    parameters = Parameters(on=calendar.day, ever=calendar.ever, carry=calendar.carry)
    withdrawals = _Withdrawals(study)
    rows = sorted(map(withdrawals.row, study.city.partners.ids), key=_order)
    return Resilience(
        study.city.id,
        parameters,
        tuple(rows),
        study=study,
        components=len(withdrawals.ties.parts),
    )


def _order(row: ResilienceRow) -> tuple[int, ...]:
    return (
        -len(row.needs_undelivered),
        -len(row.needs_general),
        -len(row.priorities),
        -len(row.initiatives),
    )


def holding_alone(holding: Holding) -> dict[str, list[Hold]]:
    """Return for each partner what it alone is recorded as doing, known or not."""
    found: dict[str, list[Hold]] = {}
    for hold in (*holding.needs, *holding.priorities, *holding.initiatives):
        if len(hold.partners) == 1:
            found.setdefault(hold.partners[0], []).append(hold)
    return found


class _Withdrawals:
    """The rows of one city."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.holding = Holding(study)
        self.alone = holding_alone(self.holding)
        self.lines = FundingLines(study)
        self.ties = _Ties(study, self.holding.places)

    def row(self, partner: str) -> ResilienceRow:
        """Return the row of one partner."""
        alone = self.alone.get(partner, [])
        lost: dict[tuple[str, Duty], list[str]] = {}
        for hold in alone:
            if hold.known:
                kind, _, key = hold.subject.partition(":")
                lost.setdefault((kind, hold.duty), []).append(key)

        def last(kind: str, duty: Duty) -> tuple[str, ...]:
            return tuple(lost.get((kind, duty), ()))

        needs, ended = last("need", "delivered"), last("initiative", "delivered")
        low, supply = self._capacity(ended)
        components, cut_off = self.ties.without(partner, ended)
        row = ResilienceRow(
            partner=partner,
            needs_undelivered=needs,
            needs_general=tuple(key for key in last("need", "meant") if key not in needs),
            priorities_undelivered=last("priority", "delivered"),
            priorities_unfunded=last("priority", "funded"),
            priorities_unowned=last("priority", "owned"),
            initiatives_undelivered=ended,
            initiatives_unfunded=last("initiative", "funded"),
            initiatives_unled=last("initiative", "led"),
            not_known=tuple(dict.fromkeys(hold.subject for hold in alone if not hold.known)),
            money=self.money.get(partner, ()),
            money_unknown=self._unnamed(partner),
            stranded=self._stranded(ended),
            capacity_low=low,
            capacity_high=None if supply is None else supply.high,
            capacity_unknown=() if supply is None else supply.unknown,
            components=components,
            cut_off=cut_off,
            sentence="",
        )
        return replace(row, sentence=words.withdrawal_sentence(self.study.view, row))

    # -- money and places ------------------------------------------------------------------------

    @cached_property
    def money(self) -> dict[str, tuple[Money, ...]]:
        """The revenue that each partner gives."""
        found: dict[str, list[Money]] = {}
        for row in funding_of(self.study, by="funder").rows:
            if row.net_low is not None:
                partner = row.subject.partition(":")[2]
                found.setdefault(partner, []).append(Money(row.currency, row.net_low, row.net_high))
        return {partner: tuple(sums) for partner, sums in found.items()}

    @cached_property
    def _funded(self) -> dict[str, list[str]]:
        """The initiatives that each partner funds by its role, with no line that names it."""
        found: dict[str, list[str]] = {}
        for key, entry in self.holding.running.items():
            named = {giver for line in self.lines.of([key]) for giver in self.lines.givers(line)}
            for partner in self.study.calendar.partners(entry, {"funder"}) - named:
                found.setdefault(partner, []).append(key)
        return found

    def _unnamed(self, partner: str) -> tuple[str, ...]:
        return tuple(self._funded.get(partner, ()))

    def _stranded(self, ended: Iterable[str]) -> tuple[Money, ...]:
        """Return the revenue of initiatives; at least that of the lines that surely run."""
        keys, ledger = self.lines.of(ended), self.study.ledger
        sure = ledger.net(key for key in keys if key not in self.lines.undated)
        return add_up(
            (currency, Bounds(sure.get(currency, Bounds.UNKNOWN).low, bounds.high))
            for currency, bounds in ledger.net(keys).items()
        )

    def _capacity(self, ended: tuple[str, ...]) -> tuple[int | None, Supply | None]:
        """Return how many people a year initiatives can serve: the least, and the whole supply.

        The capacity of an umbrella is also that of its parts; where one of these goes on, nobody
        knows how much of it is left.
        """
        study = self.study
        if study.calendar.ever:
            return None, None
        lines, families = study.view.lines, study.families
        found = [
            whole_offer(self.holding.running[key], study.calendar.running(key), lines[key])
            for key in ended
            if key in lines
        ]
        going = frozenset(ended)
        whole = [i for i in found if going.issuperset(self._parts.get(i.initiative.id, ()))]
        return count_supply(whole, families).low, count_supply(found, families)

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        """What offers something and is a part of each umbrella, at any depth."""
        known = {entry.id: entry for entry in self.study.city.initiatives}
        found: dict[str, list[str]] = {}
        for part in self.study.view.lines:
            for larger in umbrellas(known, part)[1:]:
                found.setdefault(larger, []).append(part)
        return found


class _Ties:
    """The partnership as a graph, and what is left of it without a partner."""

    def __init__(self, study: Study, places: Mapping[str, int]) -> None:
        calendar = study.calendar
        self.study = study
        self.places = places
        self.graph = partnership_graph(
            study.city, on=calendar.day, ever=calendar.ever, carry=calendar.carry
        )
        self._near = {partner: frozenset(self.graph[partner]) for partner in self.graph}
        self.parts = list(parts_of(self._near, self._near))
        self._part = {partner: part for part in self.parts for partner in part}
        self._left = pieces_left(self.graph)

    def without(self, partner: str, ended: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
        """Return the number of parts without a partner, and who is cut off from the largest."""
        pieces = self._pieces(partner, self._loose(ended))
        if len(pieces) < 2:
            return len(self.parts) - 1 + len(pieces), ()
        most = max(map(len, pieces))
        largest = min(
            (piece for piece in pieces if len(piece) == most),
            key=lambda piece: min(map(self.places.__getitem__, piece)),
        )
        rest = (key for piece in pieces if piece is not largest for key in piece)
        return len(self.parts) - 1 + len(pieces), self.study.view.partner_order(rest)

    def _pieces(self, partner: str, loose: Sequence[tuple[str, str]]) -> list[Collection[str]]:
        """Return what is left of the part of a partner without it, and without some ties."""
        if not loose:
            return list(self._left(partner))
        part = self._part[partner]
        near = {key: self._near[key] for key in part}
        for one, other in loose:
            near[one], near[other] = near[one] - {other}, near[other] - {one}
        return list(parts_of(near, part - {partner}))

    def _loose(self, ended: tuple[str, ...]) -> list[tuple[str, str]]:
        """Return the ties that rest on nothing but these initiatives."""
        going, found = frozenset(ended), list[tuple[str, str]]()
        for key in ended:
            for one, other in self._joined.get(key, ()):
                if going.issuperset(self.graph.edges[one, other]["initiatives"]):
                    found.append((one, other))
        return found

    @cached_property
    def _joined(self) -> dict[str, list[tuple[str, str]]]:
        """The ties to which each initiative adds."""
        found: dict[str, list[tuple[str, str]]] = {}
        for one, other, data in self.graph.edges.data():
            for key in data["initiatives"]:
                found.setdefault(key, []).append((one, other))
        return found
