"""How much survives while partners withdraw one by one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeAlias, get_args

from learningcity.analysis.explanation import Explanation
from learningcity.analysis.graph_result import GraphParameters, GraphResult, city_of, said_of
from learningcity.analysis.holding import Holding, Of, read_of
from learningcity.analysis.result import FrozenMap, Row
from learningcity.analysis.sentences import resilience as words
from learningcity.analysis.study import Study
from learningcity.analysis.withdrawals import mask_of, things_of
from learningcity.graph import survival
from learningcity.graph.incidence import incidence
from learningcity.graph.order import label
from learningcity.graph.said import reading
from learningcity.graph.withdrawal import Upheld, bits, falls, together, upheld
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.figures import Figure, round_figure
from learningcity.model.running import CARRY

if TYPE_CHECKING:
    import networkx as nx

__all__ = [
    "Order",
    "Robustness",
    "RobustnessParameters",
    "RobustnessRow",
    "Rule",
    "robustness",
    "robustness_of",
]

Order: TypeAlias = Literal["random", "degree", "worst"]
"""In which order partners withdraw."""

Rule: TypeAlias = Literal["recorded-roles", "last-partner"]
"""When something stands: while it keeps each recorded role, or while any partner is left."""

AreaStatus: TypeAlias = Literal["exact", "sampled", "proven", "bounds"]
"""What the area and its bounds are."""


@dataclass(frozen=True)
class RobustnessRow(Row):
    """One point of the curve: what stands after so many withdrawals."""

    step: int
    """How many partners have withdrawn."""
    partner: object | None
    """The last of them; ``None`` before the first, and in random order."""
    share_removed: float
    """Their share of the partners that hold anything up, 0 to 1."""
    survivors: float
    """The share of needs, priorities or initiatives that stand, 0 to 1; in random order its mean
    over all orders, exact.
    """
    low: float
    """In random order the lower end of what may stand; else ``survivors``."""
    high: float
    """In random order the upper end of what may stand; else ``survivors``."""
    lost: tuple[object, ...]
    """What falls with this partner; empty in random order."""


@dataclass(frozen=True, kw_only=True)
class RobustnessParameters(GraphParameters):
    """What a curve rests on."""

    order: Order
    """In which order partners withdraw."""
    of: Of
    """Of what the share that stands is taken."""
    samples: int
    """How many random orders are drawn where there are too many partners to look at all."""
    seed: int
    """Where the random numbers start."""


@dataclass(frozen=True)
class Robustness(GraphResult[RobustnessRow, RobustnessParameters]):
    """What stands after 0, 1, 2, … withdrawals.

    See Also
    --------
    learningcity.robustness : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.robustness(city, order="degree")
    >>> found.partners, found.things
    (18, 33)
    >>> found.rows[1].partner, found.rows[1].survivors
    ('city-council', 0.666666666667)
    """

    schema: ClassVar[str] = "learningcity/robustness/1"
    shown: ClassVar[tuple[str, ...]] = ("step", "partner", "survivors", "low", "high")
    extra: ClassVar[tuple[str, ...]] = (
        "rule",
        "area",
        "reason",
        "area_low",
        "area_high",
        "status",
        "partners",
        "things",
        "not_known",
        "unheld",
    )

    rule: Rule = "last-partner"
    """When something stands: ``recorded-roles`` or ``last-partner``."""
    area: float | None = None
    """R, the area under the curve, 0 to 1; in random order its exact mean over all orders."""
    reason: str | None = None
    """Why there is no area: ``nothing-recorded``."""
    area_low: float | None = None
    """In random order the lower end of the areas; in the worst order what no order falls below."""
    area_high: float | None = None
    """In random order the upper end of the areas; else ``area``."""
    status: AreaStatus | None = None
    """``exact``: over all orders, or of one stated order. ``sampled``: the ends are those between
    which 95 of 100 sampled orders lie. ``proven``: no order is worse. ``bounds``: a greedy order.
    """
    partners: int = 0
    """How many partners hold anything up."""
    things: int = 0
    """Of how many needs, priorities or initiatives it is known who holds them up."""
    not_known: tuple[object, ...] = ()
    """Those of which it is not known: in no figure."""
    unheld: tuple[str, ...] = ()
    """Those that nothing recorded reaches or serves, so that nothing can be lost: in no figure."""

    def summary(self) -> str:
        """Return how much stands on average while partners withdraw."""
        return words.robustness_summary(self)

    def _row_type(self) -> type[Row]:
        return RobustnessRow

    def _reasons(self, index: int) -> Explanation:
        row = self.rows[index]
        cited = [key for key in (_reference(row.partner), *map(_text, row.lost)) if key]
        first, *rest = words.robustness_steps(row, self)
        steps = (self._step(first, *cited), *map(self._step, rest))
        return Explanation(words.robustness_subject(row), steps)


def _reference(partner: object) -> str | None:
    return f"partner:{partner}" if isinstance(partner, str) else None


def _text(subject: object) -> str | None:
    return subject if isinstance(subject, str) and ":" in subject else None


def robustness(
    subject: City | nx.Graph[Any],
    *,
    order: Order = "random",
    of: Of = "initiatives",
    samples: int = 1000,
    seed: int = 0,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
) -> Robustness:
    """Tell how much survives while partners withdraw one by one.

    It answers whether the partnership degrades little by little or falls with a few. It cannot tell
    who will withdraw, nor whether others take over.

    Parameters
    ----------
    subject
        A city, or a two-mode graph such as :func:`~learningcity.affiliation_graph` returns.
    order
        ``random``: the mean over all orders; ``degree``: those that hold up most first;
        ``worst``: the order that leaves least.
    of
        Of what the share that stands is taken: ``needs``, ``priorities`` or ``initiatives``, as in
        ``worst_withdrawals``. Of a graph always ``initiatives``, its second mode.
    samples
        How many random orders are drawn where there are too many partners to look at all, at
        least 1.
    seed
        Where the random numbers start.
    on
        The day on which a city is read; ``None`` is the last day of ``city.as_of``.
    ever
        Read all time of a city instead of a day.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    Robustness
        A row for each number of withdrawals from 0 to all partners that hold anything up; ``area``
        is R. Without anything of which that is known there are no rows, and ``area`` is ``None``
        with the reason ``nothing-recorded``.

    Raises
    ------
    ValueError
        An argument lies outside its range, both `on` and `ever` are given, or the graph is not
        two-mode, is directed, or has several ties between two nodes.

    See Also
    --------
    learningcity.resilience : what the withdrawal of each partner takes.
    learningcity.worst_withdrawals : the few whose withdrawal takes most.

    Notes
    -----
    R = the area under the share that stands against the share that has withdrawn, by trapezoids:
    with N partners and s(k) standing after k withdrawals, R = (s(0)/2 + s(1) + … + s(N)/2) / N. It
    lies from 1/(2N), everything falls at once, to 1 − 1/(2N), all stands until the last.

    Of a city the rule is ``recorded-roles``: an initiative stands while it keeps a deliverer (or
    lead), a funder and a lead, each as far as it is recorded; a need and a priority as in
    ``worst_withdrawals``. Of a graph it is ``last-partner``: an initiative stands while one of its
    partners is left. Partners that are recorded for nothing that counts are left out, as are
    things of which nobody knows who holds them up (``not_known``), and needs and priorities that
    rest on nothing that is recorded (``unheld``).

    In random order the mean is exact for any number of partners, by inclusion and exclusion: after
    k of N withdrawals all u partners of a group are gone in C(N − u, k − u) of C(N, k) cases. With
    up to 20 partners ``low`` and ``high`` are the least and the most over all orders; with more,
    those between which 95 of 100 of the sampled orders lie.

    The worst order is exact with up to 20 partners, from all their sets. With more it is greedy:
    who brings down most at once, then who weakens most. ``area_low`` is then a bound that no order
    falls below, by the most that can fall at each step.

    Cost: partners times participations; with up to 20 partners 2 to their number times it.

    References
    ----------
    The curve is that of Memmott, Waser & Price (2004), the area R that of Burgos et al. (2007),
    both as read in the reference of the R package bipartite, functions ``second.extinct`` and
    ``robustness``: https://rdrr.io/cran/bipartite/man/robustness.html. That package lays a smooth
    curve through the points, by splines, where this one joins them by straight lines; so its
    figures differ a little. There a species counts by its last partner, as with ``last-partner``.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.robustness(city)
    >>> 0 < found.area_low <= found.area <= found.area_high < 1
    True
    >>> learningcity.robustness(city, order="worst").area <= found.area
    True
    """
    if order not in get_args(Order):
        raise ValueError(f"order: '{order}' is none of {', '.join(get_args(Order))}")
    read_of(of)
    if samples < 1:
        raise ValueError(f"samples: {samples} is below 1")
    if isinstance(subject, City):
        study = Study(subject, on=on, ever=ever, carry=carry)
        return robustness_of(study, order=order, of=of, samples=samples, seed=seed)
    parameters = RobustnessParameters(
        graph=said_of(subject), order=order, of="initiatives", samples=samples, seed=seed
    )
    if subject.is_directed() or subject.is_multigraph():
        raise ValueError("graph: ties with a direction, or several between two, are not read here")
    table = incidence(subject)
    members = {label(key): who for key, who in zip(table.columns, table.members(), strict=True)}
    things = {key: upheld([together(1 << p for p in who)]) for key, who in members.items()}
    holding = together(one for thing in things.values() for one in thing)
    curve = _Curve(things, [label(key) for key in table.rows], holding, parameters)
    return curve.result(city_of(subject), "last-partner", None)


def robustness_of(
    study: Study,
    *,
    order: Order = "random",
    of: Of = "initiatives",
    samples: int = 1000,
    seed: int = 0,
) -> Robustness:
    """Return how much of a city that was read survives while partners withdraw."""
    holding = Holding(study)
    holds, unheld = holding.holds(of), holding.unheld(of)
    parameters = RobustnessParameters(
        graph=FrozenMap(reading(study.city, study.calendar)),
        order=order,
        of=of,
        samples=samples,
        seed=seed,
    )
    known = things_of(holding, holds)
    things: dict[Hashable, Upheld] = {key: known.get(key, ()) for key in holds if key not in unheld}
    recorded = together(mask_of(holding, hold) for found in holds.values() for hold in found)
    curve = _Curve(things, study.city.partners.ids, recorded, parameters)
    return replace(curve.result(study.city.id, "recorded-roles", study), unheld=unheld)


class _Curve:
    """The curve of things that partners hold up."""

    def __init__(
        self,
        things: Mapping[Any, Upheld],
        partners: Sequence[object],
        holding: int,
        parameters: RobustnessParameters,
    ) -> None:
        self.parameters = parameters
        self.keys = [key for key, thing in things.items() if thing]
        self.not_known = tuple(key for key, thing in things.items() if not thing)
        self.names = [partners[place] for place in bits(holding)]
        place = {old: new for new, old in enumerate(bits(holding))}
        # Partners that hold nothing up have no place, so that all the others are counted through.
        self.things = [
            tuple(together(1 << place[old] for old in bits(one)) for one in things[key])
            for key in self.keys
        ]

    def result(self, city: str | None, rule: Rule, study: Study | None) -> Robustness:
        """Return the curve with its area."""
        if not self.things:
            return Robustness(
                city,
                self.parameters,
                (),
                study=study,
                rule=rule,
                reason="nothing-recorded",
                not_known=self.not_known,
            )
        rows, area, low, high, status = (
            self._random() if self.parameters.order == "random" else self._ordered()
        )
        return Robustness(
            city,
            self.parameters,
            rows,
            study=study,
            rule=rule,
            area=Figure(float(area)).value,
            area_low=Figure(float(low)).value,
            area_high=Figure(float(high)).value,
            status=status,
            partners=len(self.names),
            things=len(self.things),
            not_known=self.not_known,
        )

    def _area(self, counts: Sequence[Fraction | int]) -> Fraction:
        return survival.area_under(counts, len(self.things))

    def _random(self) -> _Found:
        things, partners = self.things, len(self.names)
        mean = survival.mean_survivors(things, partners)
        status: AreaStatus = "exact"
        if partners <= survival.FEW:
            every = survival.all_orders(things, partners)
            lows, highs = every.fewest, every.most
            low, high = (
                self._area(survival.survivors(things, order)) for order in (every.worst, every.best)
            )
        else:
            status = "sampled"
            drawn = survival.random_orders(
                things,
                partners,
                samples=self.parameters.samples,
                seed=self.parameters.seed,
            )
            ends = [_middle(counts) for counts in zip(*drawn, strict=True)]
            lows, highs = (tuple(each) for each in zip(*ends, strict=True))
            low, high = _middle([self._area(counts) for counts in drawn])
        rows = tuple(
            self._row(step, None, mean[step], (lows[step], highs[step]), ())
            for step in range(partners + 1)
        )
        return rows, self._area(mean), low, high, status

    def _ordered(self) -> _Found:
        things, partners = self.things, len(self.names)
        status: AreaStatus = "exact"
        least: Fraction | None = None
        if self.parameters.order == "degree":
            order = survival.by_degree(things, partners)
        elif partners <= survival.FEW:
            order, status = list(survival.all_orders(things, partners).worst), "proven"
        else:
            order = survival.greedy_order(things, partners)
            least, status = survival.least_area(things, partners), "bounds"
        counts = survival.survivors(things, order)
        rows, gone = [self._row(0, None, counts[0], (counts[0], counts[0]), ())], 0
        for step, place in enumerate(order, 1):
            before, gone = gone, gone | 1 << place
            lost = tuple(
                key
                for key, thing in zip(self.keys, things, strict=True)
                if falls(thing, gone) and not falls(thing, before)
            )
            ends = (counts[step], counts[step])
            rows.append(self._row(step, self.names[place], counts[step], ends, lost))
        area = self._area(counts)
        if least == area:
            status = "proven"
        return tuple(rows), area, area if least is None else least, area, status

    def _row(
        self,
        step: int,
        partner: object | None,
        standing: Fraction | int,
        ends: tuple[Fraction | int, Fraction | int],
        lost: tuple[object, ...],
    ) -> RobustnessRow:
        survivors, low, high = (
            round_figure(float(Fraction(count) / len(self.things))) for count in (standing, *ends)
        )
        share = round_figure(step / len(self.names))
        return RobustnessRow(step, partner, share, survivors, low, high, lost)


_Found: TypeAlias = tuple[tuple[RobustnessRow, ...], Fraction, Fraction, Fraction, AreaStatus]


def _middle(drawn: Sequence[Any]) -> tuple[Any, Any]:
    """Return the ends of what is left of figures without the 25 of 1000 at either end."""
    ranked = sorted(drawn)
    tail = len(ranked) * 25 // 1000
    return ranked[tail], ranked[-1 - tail]
