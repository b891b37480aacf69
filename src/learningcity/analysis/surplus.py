"""For which needs there are more places than people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import ClassVar

from learningcity.analysis.coordination import read_credits, relation_steps
from learningcity.analysis.explanation import Explanation, Step, cite, grounded, references
from learningcity.analysis.result import FrozenMap, Parameters, Result, Row
from learningcity.analysis.sentences import surplus as words
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import Need
from learningcity.model.running import CARRY
from learningcity.model.values import Number, Quantity
from learningcity.reach.needs import Reach
from learningcity.reach.supply import Supply

__all__ = ["Surplus", "SurplusParameters", "SurplusRow", "need_surplus", "surplus_of"]

_SHOWN = 10
"""So many initiatives without a capacity are named in an explanation; the row has all."""


@dataclass(frozen=True)
class SurplusRow(Row):
    """One need with known people, and by how much the places exceed them."""

    need: str
    """The id of the need."""
    people_low: Number | None
    """At least so many people have the need."""
    people_high: Number | None
    """At most so many people have the need."""
    supply_low: Number | None
    """At least so many people a year can be served; ``None`` over all time."""
    supply_high: Number | None
    """At most so many; ``None`` where a capacity is not known, and over all time."""
    unknown_capacity: tuple[str, ...]
    """Initiatives whose capacity is not known."""
    surplus_low: Number | None
    """At least so many places a year are more than the people; ``None`` over all time."""
    surplus_high: Number | None
    """At most so many; ``None`` where it has no bound that anybody has stated."""
    reaching: tuple[str, ...]
    """The initiatives that reach the need, in file order."""
    pairs: int
    """How many pairs these make."""
    uncoordinated: int
    """How many of those have no recorded coordination."""
    uncoordinated_pairs: tuple[tuple[str, str], ...]
    """Which these are."""
    sentence: str
    """The row in words."""


@dataclass(frozen=True, kw_only=True)
class SurplusParameters(Parameters):
    """What the surplus rests on."""

    credits: FrozenMap[float]
    """The credit of each kind of coordination; one without credit counts as none."""


@dataclass(frozen=True)
class Surplus(Result[SurplusRow, SurplusParameters]):
    """The needs with known people, those with the largest sure surplus first.

    See Also
    --------
    learningcity.need_surplus : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.need_surplus(city)
    >>> found.rows[0].need, found.rows[0].surplus_low
    ('job-coaching', 350)
    >>> found.without_people
    0
    """

    schema: ClassVar[str] = "learningcity/surplus/1"
    shown: ClassVar[tuple[str, ...]] = ("need", "surplus_low", "surplus_high", "sentence")
    extra: ClassVar[tuple[str, ...]] = ("without_people",)

    without_people: int = 0
    """Needs of which nobody has said how many people have them; they are no rows."""

    def summary(self) -> str:
        """Return one sentence with how many needs have surely, perhaps or surely no surplus."""
        sure = sum((row.surplus_low or 0) > 0 for row in self.rows)
        none = sum(row.surplus_high == 0 for row in self.rows)
        perhaps = sum(row.surplus_low == 0 and (row.surplus_high or 0) > 0 for row in self.rows)
        return words.surplus_summary(len(self.rows), sure, perhaps, none, self.without_people)

    def _row_type(self) -> type[Row]:
        return SurplusRow

    def _explain(self, index: int, study: Study) -> Explanation:
        row = self.rows[index]
        city, view = study.city, study.view
        people = words.people_step(row.people_low, row.people_high)
        steps = [cite(city, people, (f"need:{row.need}", "people"))]
        for key in row.reaching:
            said = words.capacity_step(view, city.initiatives[key])
            steps.append(grounded(city, said, references("initiative", (key,))))
        silent = row.unknown_capacity[:_SHOWN]
        said = words.supply_step(view, row, _SHOWN)
        steps.append(grounded(city, said, references("initiative", silent)))
        steps.append(Step(words.difference_step(row)))
        if row.pairs:
            credits = self.parameters.credits
            steps += relation_steps(view, study.coordination, row.reaching, credits)
        return Explanation(row.sentence, tuple(steps))


def need_surplus(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
    credits: Mapping[str, float] | None = None,
) -> Surplus:
    """Find out for which needs there are more places than people.

    It answers where offers could be joined without leaving anybody out, and who would have to talk
    to whom. It cannot tell that places are wasted: they may stand empty in one ward and be short
    in another, and one place may serve several needs.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``.
    ever
        Read all time instead of a day; supplies and surpluses are then ``None``, since places of
        different years do not add up.
    carry
        Years for which an initiative seen running is presumed to run on.
    credits
        Changes to the credits of kinds of coordination. A kind whose credit is 0 does not count as
        coordination here.

    Returns
    -------
    Surplus
        A row for each need of which the file says how many people have it: the largest sure surplus
        first, then the largest possible one (without bound first), then file order. Needs that
        another one replaces are history and left out.

    Raises
    ------
    ValueError
        An argument lies outside its range, or both `on` and `ever` are given.

    See Also
    --------
    learningcity.need_coverage : the same figures as shortfall, and who reaches each need.

    Notes
    -----
    In places a year: surplus_low = max(0, supply_low − people_high), and 0 where no upper bound of
    the people is stated; surplus_high = max(0, supply_high − people_low), and ``None`` where either
    is not stated: then it has no bound. Supply is that of ``need_coverage``: its upper bound also
    has the places of those that may reach the need.

    Overlap without surplus is joint capacity and no duplication. Surpluses of different needs are
    never added: one place may serve several needs.

    Cost: needs times the pairs of initiatives that reach each.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> row = learningcity.need_surplus(city).rows[0]
    >>> row.need, row.people_low, row.supply_low, row.surplus_low, row.surplus_high
    ('job-coaching', 900, 1250, 350, 350)
    >>> learningcity.need_surplus(city, ever=True).rows[0].surplus_low is None
    True
    """
    used = read_credits(credits)
    return surplus_of(Study(city, on=on, ever=ever, carry=carry), credits=used)


def surplus_of(study: Study, *, credits: FrozenMap[float] | None = None) -> Surplus:
    """Return the surplus of a city that was read."""
    calendar = study.calendar
    used = read_credits(None) if credits is None else credits
    known = [(need, need.people) for need in study.view.needs]
    rows = [_row(study, need, people, used) for need, people in known if people is not None]
    rows.sort(key=lambda row: (-(row.surplus_low or 0), row.surplus_high is not None, _most(row)))
    parameters = SurplusParameters(
        on=calendar.day, ever=calendar.ever, carry=calendar.carry, credits=used
    )
    return Surplus(
        study.city.id, parameters, tuple(rows), without_people=len(known) - len(rows), study=study
    )


def _most(row: SurplusRow) -> Number:
    return -(row.surplus_high or 0)


def _row(study: Study, need: Need, people: Quantity, credits: FrozenMap[float]) -> SurplusRow:
    supply = study.supply(need.id)
    low, high = _bounds(people, supply)
    reaching = tuple(
        item.initiative.id for item in study.reach(need.id).found if item.reach >= Reach.GENERAL
    )
    pairs = list(combinations(reaching, 2))
    apart = tuple(pair for pair in pairs if not study.coordination.credited(*pair, credits))
    row = SurplusRow(
        need=need.id,
        people_low=people.low,
        people_high=people.high,
        supply_low=supply.low if supply else None,
        supply_high=supply.high if supply else None,
        unknown_capacity=supply.unknown if supply else (),
        surplus_low=low,
        surplus_high=high,
        reaching=reaching,
        pairs=len(pairs),
        uncoordinated=len(apart),
        uncoordinated_pairs=apart,
        sentence="",
    )
    return replace(row, sentence=words.surplus_sentence(study.view, need, row))


def _bounds(people: Quantity, supply: Supply | None) -> tuple[Number | None, Number | None]:
    """Return by how many the places exceed the people, at least and at most."""
    if supply is None:
        return None, None
    low = 0 if people.high is None else max(0, supply.low - people.high)
    if supply.high is None or people.low is None:
        return low, None
    return low, max(0, supply.high - people.low)
