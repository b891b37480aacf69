"""Which initiatives may duplicate one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from learningcity.analysis.coordination import read_credits, umbrellas
from learningcity.analysis.money import smaller_revenue
from learningcity.analysis.result import FrozenMap, Parameters, Result, Row
from learningcity.analysis.reviews import Decision, MootReview, find_moot, latest_reviews
from learningcity.analysis.sentences.duplicates import duplicates_summary
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import Verdict
from learningcity.model.figures import round_figure
from learningcity.model.running import CARRY, Running, RunningWord
from learningcity.model.values import Number
from learningcity.reach.joining import OverlapJoin
from learningcity.reach.pairs import PairReach, best_lines, compare
from learningcity.reach.unjudged import count_unjudged
from learningcity.reach.view import Facet

if TYPE_CHECKING:
    from learningcity.analysis.explanation import Explanation

__all__ = [
    "SETTLING",
    "DuplicateParameters",
    "DuplicateRow",
    "Duplicates",
    "Judge",
    "PairUnknown",
    "SharedNeed",
    "duplicates_of",
    "find_duplicates",
    "read_parameters",
]

SETTLING = ("same-lead", "siblings", "tie")
"""Kinds of coordination that turn an overlap at the threshold into a coordinated one."""

PairUnknown: TypeAlias = Literal["audience", "place", "period"]
"""What nobody may have said of one or both of a pair."""

PairVerdict: TypeAlias = Literal[
    "reviewed:duplicate",
    "reviewed:complementary",
    "reviewed:joint",
    "reviewed:different",
    "apart",
    "joint",
    "needed",
    "coordinated",
    "candidate",
    "possible",
    "overlap",
]
"""What a file allows to say of a pair; the first that applies."""

_REVIEWED: Mapping[Verdict, PairVerdict] = {
    "duplicate": "reviewed:duplicate",
    "complementary": "reviewed:complementary",
    "joint": "reviewed:joint",
    "different": "reviewed:different",
}
"""The verdict of a pair on which people decided."""

_STATED: tuple[Literal["audience", "place"], ...] = ("audience", "place")

_NOTHING: frozenset[str] = frozenset()

_RANKS = ("reviewed:duplicate", "candidate", "possible", "coordinated")


@dataclass(frozen=True)
class DuplicateRow(Row):
    """Two initiatives whose offers overlap."""

    initiatives: tuple[str, str]
    """The two ids, in file order."""
    facets: tuple[Facet, ...]
    """What was compared: activity and at least one of audience and place."""
    alike: tuple[float, float]
    """How much of the first the second offers too, and the other way round, 0 to 1."""
    overlap: float
    """The larger of the two shares."""
    mutual: float
    """The smaller of the two shares."""
    together: RunningWord
    """Whether they run at one time."""
    coordination: tuple[str, ...]
    """The kinds of coordination recorded between them."""
    common_funders: tuple[str, ...]
    """Partners that fund both: a reason for a closer look."""
    credit: float
    """The largest credit of the recorded coordination, 0 to 1."""
    verdict: PairVerdict
    """What the file allows to say of the pair."""
    unknowns: tuple[PairUnknown, ...]
    """What nobody has said of one or both."""
    under: tuple[str, str] | None
    """The pair of umbrellas of which this row only repeats the finding."""
    score: float
    """overlap · (1 − credit)."""
    at_stake: Number | None
    """At most so much money a year or in all: the smaller net revenue of the two."""
    currency: str | None
    """The currency of ``at_stake``."""


@dataclass(frozen=True, kw_only=True)
class DuplicateParameters(Parameters):
    """What the duplicates rest on."""

    threshold: float
    """The overlap from which a pair is more than an overlap."""
    minimum: float
    """The overlap below which a pair is not listed."""
    credits: FrozenMap[float]
    """The credit of each kind of coordination."""


@dataclass(frozen=True)
class Duplicates(Result[DuplicateRow, DuplicateParameters]):
    """Pairs of initiatives that overlap, the ones to discuss first.

    See Also
    --------
    learningcity.find_duplicates : works it out.
    learningcity.Groups : three or more that all overlap.
    learningcity.plotting.plot_overlap : draws it.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.find_duplicates(city)
    >>> dict(found.counts)
    {'reviewed:duplicate': 1, 'candidate': 2, 'coordinated': 3, 'needed': 4,
    'reviewed:complementary': 1, 'overlap': 1, 'joint': 2}
    >>> found.unjudged
    0
    """

    schema: ClassVar[str] = "learningcity/duplicates/1"
    shown: ClassVar[tuple[str, ...]] = ("initiatives", "verdict", "overlap", "score", "unknowns")
    extra: ClassVar[tuple[str, ...]] = ("unjudged", "moot_reviews")

    unjudged: int = 0
    """Pairs for which the file says too little to compare them."""
    moot_reviews: tuple[MootReview, ...] = ()
    """What people decided about pairs that are no rows now, with the reason, in file order."""

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many pairs have each verdict; pairs under a pair of umbrellas are left out."""
        counts: dict[str, int] = {}
        for row in self.rows:
            if row.under is None:
                counts[row.verdict] = counts.get(row.verdict, 0) + 1
        return FrozenMap(counts)

    def summary(self) -> str:
        """Return one sentence with the number of candidates, possible and unjudged pairs."""
        return duplicates_summary(self.counts, self.unjudged)

    def _row_type(self) -> type[Row]:
        return DuplicateRow

    def _explain(self, index: int, study: Study) -> Explanation:
        from learningcity.analysis.explaining_pairs import explain_pair

        return explain_pair(study, self.parameters, self.rows[index])


@dataclass(frozen=True, slots=True)
class SharedNeed:
    """A need that two initiatives both reach, where its people and its supply are known."""

    need: str
    people_low: Number
    supply_high: Number

    @property
    def is_short(self) -> bool:
        """Whether together with all others they serve no more people than surely need it."""
        return self.people_low >= self.supply_high


def find_duplicates(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    threshold: float = 0.5,
    minimum: float = 0.25,
    carry: int = CARRY,
    credits: Mapping[str, float] | None = None,
) -> Duplicates:
    """Find initiatives that may offer the same thing, to the same people, in the same place.

    It answers where effort or money may be spent twice. It does not prove waste: a *candidate* is
    an uncoordinated overlap beyond need, as far as the file records, and only people confirm it.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``. What surely does not run then
        is left out.
    ever
        Read all time instead of a day: pairs may then also be ``apart`` in time.
    threshold
        The overlap, from 0 to 1, from which a pair is judged. 0.5 admits one step of difference.
    minimum
        The overlap, from 0 to 1, below which a pair is not a row.
    carry
        Years for which an initiative seen running is presumed to run on.
    credits
        Changes to the credits of kinds of coordination, each from 0 to 1.

    Returns
    -------
    Duplicates
        A row for each pair with an overlap of at least `minimum`: reviewed duplicates, candidates,
        possible ones (fewest unknowns first), coordinated ones, the rest; within each by score,
        then mutual share, both descending, then file order.

    Raises
    ------
    ValueError
        An argument lies outside its range, or both `on` and `ever` are given.

    See Also
    --------
    learningcity.find_groups : sets of three and more that overlap.
    learningcity.need_coverage : which needs the initiatives meet.

    Notes
    -----
    On each compared facet (activity, audience, place) σ(S→T) is the mean over the widest stated
    terms s of S of max λ(s, t) over t in T, with λ = 1 for the same term, ½ where one contains the
    other, ¼ where they share a part (for places also 1 where t contains s). The share of i in j is
    the product of σ over the facets that both state; overlap is the larger of the two shares. The
    score is overlap · (1 − κ), with κ the largest credit of the recorded coordination.

    Verdicts, the first that applies: ``reviewed:…`` what people decided; ``apart`` they never run
    at one time; ``joint`` one is a part of the other or follows it; ``needed`` together they still
    fall short of a need that both reach; at the threshold ``coordinated`` with a common lead,
    umbrella or planning tie, ``candidate`` if nothing is unknown, else ``possible``; below it
    ``overlap``.

    What people decided about a pair that is no row now is kept in ``moot_reviews``.

    Cost: the rows, and the initiatives; not all pairs.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.find_duplicates(city)
    >>> for row in found.rows[:3]:
    ...     print(row.verdict, row.overlap, *row.initiatives)
    reviewed:duplicate 1.0 reading-circle literacy-evenings
    candidate 1.0 harbour-job-coaching work-ready
    candidate 1.0 work-ready harbourside-job-club
    >>> learningcity.find_duplicates(city, threshold=1.0).counts["candidate"]
    2
    """
    asked = read_parameters(threshold=threshold, minimum=minimum, credits=credits)
    return duplicates_of(Study(city, on=on, ever=ever, carry=carry), asked)


def read_parameters(
    *,
    threshold: float = 0.5,
    minimum: float = 0.25,
    credits: Mapping[str, float] | None = None,
) -> DuplicateParameters:
    """Return the parameters of a search for duplicates; the day is that of the study.

    Raises
    ------
    ValueError
        One of them lies outside its range.
    """
    for name, share in (("threshold", threshold), ("minimum", minimum)):
        if not 0 <= share <= 1:
            raise ValueError(f"{name}: {share} is not from 0 to 1")
    return DuplicateParameters(
        on=None,
        ever=False,
        carry=0,
        threshold=threshold,
        minimum=minimum,
        credits=read_credits(credits),
    )


def duplicates_of(
    study: Study,
    parameters: DuplicateParameters | None = None,
    *,
    pairs: Iterable[tuple[str, str, PairReach]] | None = None,
) -> Duplicates:
    """Return the duplicates of a city that was read; thresholds and credits from `parameters`.

    The day, all time and the years of carry are those of the study, whatever `parameters` say.
    `pairs` are those that overlap enough, where they are known already.
    """
    calendar = study.calendar
    known = parameters or read_parameters()
    used = replace(known, on=calendar.day, ever=calendar.ever, carry=calendar.carry)
    finder = _Finder(study, used)
    rows = finder.rows(finder.pairs() if pairs is None else pairs)
    judged = {row.initiatives for row in rows}
    moot = find_moot(study, finder.judge.reviews.values(), judged, threshold=used.threshold)
    return Duplicates(study.city.id, used, rows, finder.unjudged(), moot, study=study)


class Judge:
    """What is said of one pair of initiatives, for one set of parameters."""

    def __init__(self, study: Study, parameters: DuplicateParameters) -> None:
        self.study = study
        self.parameters = parameters

    def row(self, first: str, second: str) -> DuplicateRow | None:
        """Return the row of a pair of offering initiatives in file order, or ``None``.

        Whether it only repeats a finding about their umbrellas is not said: that hangs on other
        rows.
        """
        pair = self.compare(first, second)
        if pair is None or pair.overlap < self.parameters.minimum:
            return None
        return self.row_of(first, second, pair)

    def row_of(self, first: str, second: str, pair: PairReach) -> DuplicateRow:
        """Return the row of a pair of which it is known how the two compare."""
        study, credits = self.study, self.parameters.credits
        together = study.calendar.together(first, second)
        recorded = study.coordination.between(first, second)
        credit = max((credits[kind] for kind in recorded), default=0.0)
        period = ("period",) if together == Running.UNKNOWN else ()
        unknowns = (*pair.silent, *period)
        at_stake, currency = smaller_revenue(
            study.ledger.net_revenue(first), study.ledger.net_revenue(second)
        )
        return DuplicateRow(
            initiatives=(first, second),
            facets=pair.facets,
            alike=pair.alike,
            overlap=pair.overlap,
            mutual=pair.mutual,
            together=together.word,
            coordination=recorded,
            common_funders=self._common_funders(first, second),
            credit=credit,
            verdict=self._verdict((first, second), pair, together, recorded, unknowns),
            unknowns=unknowns,
            under=None,
            score=round_figure(pair.overlap * (1 - credit)),
            at_stake=at_stake,
            currency=currency,
        )

    def compare(self, first: str, second: str) -> PairReach | None:
        """Return how the two compare on the pair of lines that says most."""
        study, threshold = self.study, self.parameters.threshold
        return compare(study.view, study.likeness, first, second, threshold=threshold)

    def silent(self, row: DuplicateRow) -> dict[PairUnknown, tuple[str, ...]]:
        """Return of which of the two initiatives nobody has said each unknown of their row.

        It is one or both. Over all time, where each surely ran once, the dates of both leave open
        whether they ran together.
        """
        study, found = self.study, dict[PairUnknown, tuple[str, ...]]()
        first, second = row.initiatives
        threshold = self.parameters.threshold
        best = best_lines(study.view, study.likeness, first, second, threshold=threshold)
        assert best is not None, "a row compares two lines"
        lines = (study.view.lines[first][best[0]], study.view.lines[second][best[1]])
        for facet in _STATED:
            if facet in row.unknowns:
                stated = zip(row.initiatives, lines, strict=True)
                found[facet] = tuple(key for key, line in stated if not line.terms(facet))
        if "period" in row.unknowns:
            running = study.calendar.running
            silent = tuple(key for key in row.initiatives if running(key) == Running.UNKNOWN)
            found["period"] = silent or row.initiatives
        return found

    def _verdict(
        self,
        ids: tuple[str, str],
        pair: PairReach,
        together: Running,
        recorded: tuple[str, ...],
        unknowns: tuple[PairUnknown, ...],
    ) -> PairVerdict:
        if (decided := self.review(*ids)) is not None:
            return _REVIEWED[decided.verdict]
        if together == Running.NO:
            return "apart"
        if "family" in recorded or "sequence" in recorded:
            return "joint"
        needs = self.needs(*ids)
        if needs and all(need.is_short for need in needs):
            return "needed"
        if pair.overlap < self.parameters.threshold:
            return "overlap"
        if any(kind in recorded for kind in SETTLING):
            return "coordinated"
        return "possible" if unknowns else "candidate"

    def review(self, first: str, second: str) -> Decision | None:
        """Return what people decided last about a pair, if they did."""
        return self.reviews.get(frozenset((first, second))) if self.reviews else None

    @cached_property
    def reviews(self) -> dict[frozenset[str], Decision]:
        """What people decided last on each pair."""
        return latest_reviews(self.study.city)

    def needs(self, first: str, second: str) -> tuple[SharedNeed, ...]:
        """Return the needs with known people and supply that both reach, in file order.

        Over all time no supply is known.
        """
        if self.study.calendar.ever:
            return ()
        found = []
        for need_id in self.both_reach(first, second):
            need, supply = self.study.city.needs[need_id], self.study.supply(need_id)
            people = need.people.low if need.people else None
            if supply is not None and supply.high is not None and people is not None:
                found.append(SharedNeed(need.id, people, supply.high))
        return tuple(found)

    def both_reach(self, first: str, second: str) -> tuple[str, ...]:
        """Return the needs with known people that both reach, in file order."""
        reached = self.study.needs_reached
        both = reached.get(first, _NOTHING) & reached.get(second, _NOTHING)
        return (
            tuple(need.id for need in self.study.counted_needs if need.id in both) if both else ()
        )

    def _common_funders(self, first: str, second: str) -> tuple[str, ...]:
        common = self.study.funders(first) & self.study.funders(second)
        return self.study.view.partner_order(common) if common else ()


class _Finder:
    """The search for all rows, for one set of parameters."""

    def __init__(self, study: Study, parameters: DuplicateParameters) -> None:
        self.study = study
        self.view = study.view
        self.order = study.order
        self.minimum = parameters.minimum
        self.judge = Judge(study, parameters)

    def unjudged(self) -> int:
        """Return the number of pairs that could not be judged."""
        return count_unjudged(self.view, self.study.likeness, self.view.lines)

    def rows(self, pairs: Iterable[tuple[str, str, PairReach]]) -> tuple[DuplicateRow, ...]:
        """Return the rows of these pairs in their order."""
        found = [self.judge.row_of(*pair) for pair in pairs]
        verdicts = {row.initiatives: row.verdict for row in found}
        for index, row in enumerate(found):
            under = self._under(row, verdicts)
            if under is not None:
                found[index] = replace(row, under=under)
        return tuple(sorted(found, key=self._rank))

    def pairs(self) -> Iterator[tuple[str, str, PairReach]]:
        """Return the pairs that overlap enough, each in file order, and how they compare."""
        if self.minimum > 0:
            yield from self.join.pairs()
            return
        for first, second in combinations(self.view.lines, 2):
            if (found := self.judge.compare(first, second)) is not None:
                yield first, second, found

    @cached_property
    def join(self) -> OverlapJoin:
        """The search for pairs that overlap."""
        return OverlapJoin(
            self.view,
            self.study.likeness,
            self.view.lines,
            threshold=self.judge.parameters.threshold,
            minimum=self.minimum,
        )

    def _under(
        self, row: DuplicateRow, verdicts: Mapping[tuple[str, str], str]
    ) -> tuple[str, str] | None:
        """Return the nearest pair of umbrellas that is a row with the same verdict."""
        initiatives = self.view.city.initiatives
        if all(initiatives[entry_id].part_of is None for entry_id in row.initiatives):
            return None
        found: list[tuple[int, int, int, tuple[str, str]]] = []
        chains = [umbrellas(initiatives, entry_id) for entry_id in row.initiatives]
        for steps, larger in enumerate(chains[0]):
            for more, other in enumerate(chains[1]):
                pair = self._in_order(larger, other)
                if steps + more and verdicts.get(pair) == row.verdict:
                    rank = (steps + more, self.order[pair[0]], self.order[pair[1]], pair)
                    found.append(rank)
        return min(found)[3] if found else None

    def _in_order(self, first: str, second: str) -> tuple[str, str]:
        return (first, second) if self.order[first] <= self.order[second] else (second, first)

    def _rank(self, row: DuplicateRow) -> tuple[int, int, float, float, int, int]:
        group = _RANKS.index(row.verdict) if row.verdict in _RANKS else len(_RANKS)
        unknowns = len(row.unknowns) if row.verdict == "possible" else 0
        first, second = row.initiatives
        return (group, unknowns, -row.score, -row.mutual, self.order[first], self.order[second])
