"""Which findings differ between two cities: before and after a change, or on two days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import ClassVar, TypedDict, cast

from learningcity.analysis.coverage import CoverageRow, coverage_of
from learningcity.analysis.differences import EntryDifference, find_differences
from learningcity.analysis.duplicates import (
    DuplicateParameters,
    DuplicateRow,
    duplicates_of,
    read_parameters,
)
from learningcity.analysis.explanation import Explanation, Step, locate
from learningcity.analysis.gaps import HORIZON, MAX_AGE, GapRow, gaps_of
from learningcity.analysis.result import FrozenMap, Parameters, Result, Row
from learningcity.analysis.sentences import changes as sentences
from learningcity.analysis.sentences.words import entry_name
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.kinds import KINDS
from learningcity.model.running import CARRY, Running

__all__ = ["ChangeParameters", "FieldChange", "FindingChange", "FindingChanges", "compare_findings"]

_CHANGES = ("appears", "vanishes", "changes")
_NAMES = ("Before", "After")
_OF_NEED = "need-"
"""How the types of gap begin of which there is one for each need."""


@dataclass(frozen=True)
class FieldChange(Row):
    """One column of a finding that differs."""

    field: str
    """The column, as in the result that the finding is from."""
    before: object
    """Its value before; ``None`` is not known."""
    after: object
    """Its value after; ``None`` is not known."""


@dataclass(frozen=True)
class FindingChange(Row):
    """A finding that only one of two cities has, or that differs between them."""

    kind: str
    """The result that it is from: ``duplicates``, ``coverage`` or ``gaps``."""
    subjects: tuple[str, ...]
    """What it is about, such as ``initiative:wolves-at-work`` or ``need:youth-claimants``."""
    change: str
    """``appears``, ``vanishes`` or ``changes``."""
    fields: tuple[FieldChange, ...]
    """The columns that differ; none where the finding appears or vanishes."""
    before: str | None
    """The finding before in a few words; ``None`` where there was none."""
    after: str | None
    """The finding after in a few words; ``None`` where there is none."""
    sentence: str
    """What differs, in plain words."""


@dataclass(frozen=True, kw_only=True)
class ChangeParameters(DuplicateParameters):
    """What the comparison rests on; ``on`` is the day on which the first city was read."""

    on_after: date | None
    """The day on which the second city was read; ``None`` over all time."""
    horizon: int
    """Months within which the end of all that is meant for a need is a gap."""
    max_age: int
    """Years after which the reading of a need counts as old."""


@dataclass(frozen=True)
class _Sort:
    """What is compared of the rows of one result."""

    name: str
    rows: Callable[[Study, ChangeParameters], Result[Row, Parameters]]
    subjects: Callable[[Row], tuple[str, ...]]
    words: Callable[[Row], str]
    """What there is to say of a row, in a few words."""
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    """What people call it, and the column, or the two columns of its bounds."""


def _initiatives(row: Row) -> tuple[str, ...]:
    return tuple(f"initiative:{key}" for key in cast("DuplicateRow", row).initiatives)


_SORTS = (
    _Sort(
        "duplicates",
        lambda study, p: duplicates_of(
            study, read_parameters(threshold=p.threshold, minimum=p.minimum, credits=p.credits)
        ),
        _initiatives,
        lambda row: sentences.pair_words(cast("DuplicateRow", row)),
        (("verdict", ("verdict",)), ("overlap", ("overlap",)), ("score", ("score",))),
    ),
    _Sort(
        "coverage",
        lambda study, _: coverage_of(study),
        lambda row: (f"need:{cast('CoverageRow', row).need}",),
        lambda row: sentences.coverage_words(cast("CoverageRow", row)),
        (
            ("status", ("status",)),
            ("enough places", ("sufficiency",)),
            ("people", ("people_low", "people_high")),
            ("places a year", ("supply_low", "supply_high")),
            ("places left out", ("unreached_places",)),
            ("groups left out", ("unreached_audiences",)),
        ),
    ),
    _Sort(
        "gaps",
        lambda study, p: gaps_of(study, horizon=p.horizon, max_age=p.max_age),
        lambda row: cast("GapRow", row).subjects,
        lambda row: sentences.gap_words(cast("GapRow", row)),
        (("type", ("type",)), ("marks", ("marks",)), ("size", ("low", "high"))),
    ),
)


@dataclass(frozen=True)
class _Side:
    """One of the two cities, read on one day, with its findings."""

    study: Study
    results: tuple[Result[Row, Parameters], ...]

    @classmethod
    def of(cls, study: Study, parameters: ChangeParameters) -> _Side:
        return cls(study, tuple(sort.rows(study, parameters) for sort in _SORTS))

    def rows(self, number: int) -> dict[tuple[str, ...], Row]:
        """Return the findings of one sort, by what they are about."""
        return {_key(_SORTS[number], row): row for row in self.results[number].rows}

    def steps(self, kind: str, row: Row | None) -> tuple[Step, ...]:
        """Return how a finding was found, where its result can say so."""
        (result,) = (r for r, sort in zip(self.results, _SORTS, strict=True) if sort.name == kind)
        steps: tuple[Step, ...] = ()
        with suppress(NotImplementedError):
            steps = () if row is None else result.explain(row).steps
        return steps

    def reaching(self, subjects: tuple[str, ...]) -> set[str]:
        """Return the initiatives that reach the needs that a finding is about, or may."""
        found = set()
        for subject in subjects:
            kind, _, key = subject.partition(":")
            if kind == "need" and key in self.study.city.needs:
                reach = self.study.reach(key)
                found |= {f"initiative:{item.initiative.id}" for item in reach.found}
        return found

    @cached_property
    def order(self) -> dict[str, tuple[int, int]]:
        """The place of each entry with an id in the order of the file."""
        return {
            kind.reference(entry.id): (section, number)
            for section, kind in enumerate(KINDS)
            if kind.keyed
            for number, entry in enumerate(getattr(self.study.city, kind.section))
        }

    def rank(self, subjects: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
        """Return where what a finding is about stands in the file."""
        return tuple(self.order.get(subject, (len(KINDS), 0)) for subject in subjects)

    def names(self, subjects: tuple[str, ...]) -> str:
        """Return the names of what a finding is about."""
        return " and ".join(entry_name(self.study.city, subject) for subject in subjects)


def _key(sort: _Sort, row: Row) -> tuple[str, ...]:
    """Return what makes a finding the same one in both cities.

    One gap of each need has its status as its type; of other types there may be one more.
    """
    key = tuple(sorted(sort.subjects(row)))
    if isinstance(row, GapRow) and not row.type.startswith(_OF_NEED):
        return (row.type, *key)
    return key


class OtherCity(TypedDict):
    """The second of two cities, in the JSON form."""

    city: str
    """Its id."""
    scenarios: list[str]
    """The scenarios that are on it."""


class ChangeExtras(TypedDict):
    """What the JSON form has besides rows."""

    after: OtherCity
    """The second city."""
    differences: list[EntryDifference]
    """The entries that differ between the two."""


@dataclass(frozen=True)
class FindingChanges(Result[FindingChange, ChangeParameters]):
    """The findings that differ between two cities, before and after.

    See Also
    --------
    learningcity.compare_findings : works it out.
    learningcity.with_changes : makes the second city from a scenario.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> scenario = learningcity.scenario_from_mapping(
    ...     {
    ...         "format": "learningcity-scenario/1",
    ...         "scenario": {"id": "no-school", "name": "Without the adult school"},
    ...         "remove": {"partners": ["adult-school"]},
    ...     }
    ... )
    >>> found = learningcity.compare_findings(city, learningcity.with_changes(city, scenario))
    >>> found.differences[0].reference, found.differences[0].change
    ('body:basics-board', 'changed')
    >>> dict(found.counts["needs"])
    {'changes': 2}
    """

    schema: ClassVar[str] = "learningcity/changes/1"
    shown: ClassVar[tuple[str, ...]] = ("kind", "change", "sentence")

    after: str = ""
    """The id of the second city."""
    differences: tuple[EntryDifference, ...] = ()
    """The entries that differ between the two."""
    sides: tuple[_Side, _Side] | None = field(default=None, repr=False, compare=False, kw_only=True)
    """Both cities as they were read, for ``explain``; no part of what the result says."""
    found: tuple[tuple[Row | None, Row | None], ...] = field(
        default=(), repr=False, compare=False, kw_only=True
    )
    """The findings before and after, a pair for each row."""

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many pairs, needs and other gaps appear, vanish and change; each counted once."""
        sorts: dict[str, dict[object, str]] = {"pairs": {}, "needs": {}, "gaps": {}}
        for number, row in enumerate(self.rows):
            if row.kind == "duplicates":
                sorts["pairs"][row.subjects] = row.change
            elif row.kind == "coverage" or is_of_need(row):
                sorts["needs"].setdefault(row.subjects, row.change)
            else:
                sorts["gaps"][number] = row.change
        counted = {}
        for sort, of_sort in sorts.items():
            found = list(of_sort.values())
            numbers = {change: found.count(change) for change in _CHANGES if change in found}
            counted[sort] = FrozenMap(numbers)
        return FrozenMap(counted)

    def extras(self) -> ChangeExtras:
        """Return the second city and the entries that differ."""
        supposed = () if self.sides is None else self.sides[1].study.city.origins.scenarios
        return {
            "after": {"city": self.after, "scenarios": [key for key, _ in supposed]},
            "differences": list(self.differences),
        }

    def summary(self) -> str:
        """Return one sentence with the numbers of findings that differ."""
        return sentences.changes_summary(self.counts)

    def _row_type(self) -> type[Row]:
        return FindingChange

    def _explain(self, index: int, study: Study) -> Explanation:
        assert self.sides is not None
        row = self.rows[index]
        steps: list[Step] = []
        words = (row.before, row.after)
        for name, side, said, one in zip(_NAMES, self.sides, words, self.found[index], strict=True):
            steps.append(Step(sentences.side_sentence(name, said), row.subjects))
            steps += side.steps(row.kind, one)
        named = {key for step in steps for key in step.references}
        for side in self.sides:
            named |= side.reaching(row.subjects)
        steps += self._differing(named)
        return Explanation(row.sentence, tuple(steps))

    def _differing(self, named: set[str]) -> Iterator[Step]:
        """Return the entries that differ: those of `named` one by one, the others together."""
        assert self.sides is not None
        cities = [side.study.city for side in self.sides]
        others = []
        for difference in self.differences:
            reference, change = difference.reference, difference.change
            if reference not in named:
                others.append(reference)
                continue
            where = {"added": cities[1:], "removed": cities[:1]}.get(change, cities)
            places = [locate(city, reference) for city in where]
            yield Step(
                sentences.difference_sentence(reference, change, difference.fields),
                (reference,),
                tuple(dict.fromkeys(place for place in places if place is not None)),
            )
        if others:
            yield Step(sentences.other_differences_sentence(len(others)), tuple(others))


def is_of_need(row: FindingChange) -> bool:
    """Return whether a row is about the gap of a need, which its coverage tells too."""
    return row.kind == "gaps" and str(row.before or row.after).startswith(_OF_NEED)


def compare_findings(
    before: City,
    after: City,
    *,
    on: date | PartialDate | str | None = None,
    on_after: date | PartialDate | str | None = None,
    ever: bool = False,
    threshold: float = 0.5,
    minimum: float = 0.25,
    carry: int = CARRY,
    credits: Mapping[str, float] | None = None,
    horizon: int = HORIZON,
    max_age: int = MAX_AGE,
) -> FindingChanges:
    """Compare the findings of two cities, such as one before and after a change.

    It answers what a change would do, or what a year has done: which pairs of initiatives come to
    overlap or no longer do, which needs are met better or worse, which gaps open and close. It
    compares what the files say, not what happens: a finding may vanish because somebody forgot to
    write something down.

    Parameters
    ----------
    before
        The city before.
    after
        The city after: a changed one from ``with_changes``, the same city in another year, or the
        same once more, to compare two days.
    on
        The day on which to read both; ``None`` is the last day of the ``as_of`` of each.
    on_after
        The day on which to read the second; ``None`` is that of the first.
    ever
        Read all time instead of a day.
    threshold
        The overlap from which a pair is judged, as for ``find_duplicates``.
    minimum
        The overlap below which a pair is not a finding, as for ``find_duplicates``.
    carry
        Years for which an initiative seen running is presumed to run on.
    credits
        Changes to the credits of kinds of coordination, as for ``find_duplicates``.
    horizon
        Months within which the end of all that is meant for a need is a gap, as for ``find_gaps``.
    max_age
        Years after which the reading of a need counts as old, as for ``find_gaps``.

    Returns
    -------
    FindingChanges
        A row for each finding of ``find_duplicates``, ``need_coverage`` and ``find_gaps`` that only
        one of the two has or that differs: by result, then those that appear, vanish and change, in
        each the order of the file. ``differences`` has the entries that differ.

    Raises
    ------
    ValueError
        An argument lies outside its range, or a day and `ever` are given.

    See Also
    --------
    learningcity.with_changes : the city as it would be.

    Notes
    -----
    A pair is the same finding if it is about the same two ids, a need if it has the same id,
    another gap if it has the same type and subject. Compared are of a pair the verdict,
    overlap and score; of a need its status, sufficiency, people, places a year and what is left
    out; of a gap its type, marks and size. Compared the other way round, what appears vanishes.

    A figure that is not known is ``None``; that it becomes known is a difference.

    Cost: that of the analyses, twice.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("wolverhampton")
    >>> len(learningcity.compare_findings(city, city))
    0
    """
    if ever and on_after is not None:
        raise ValueError(f"on_after: a day ({on_after}) and all time (ever) exclude each other")
    days = (on, on if on_after is None else on_after)
    studies = [
        Study(city, on=day, ever=ever, carry=carry)
        for city, day in zip((before, after), days, strict=True)
    ]
    used = ChangeParameters(
        on=studies[0].calendar.day,
        ever=ever,
        carry=carry,
        threshold=threshold,
        minimum=minimum,
        credits=read_parameters(threshold=threshold, minimum=minimum, credits=credits).credits,
        on_after=studies[1].calendar.day,
        horizon=horizon,
        max_age=max_age,
    )
    first, second = (_Side.of(study, used) for study in studies)
    found = [pair for number in range(len(_SORTS)) for pair in _differing(number, first, second)]
    return FindingChanges(
        before.id,
        used,
        tuple(row for row, _, _ in found),
        after.id,
        find_differences(before, after),
        study=first.study,
        sides=(first, second),
        found=tuple((old, new) for _, old, new in found),
    )


def _differing(
    number: int, first: _Side, second: _Side
) -> list[tuple[FindingChange, Row | None, Row | None]]:
    """Return the findings of one sort that differ, each with both rows, in their order."""
    sort = _SORTS[number]
    olds, news = first.rows(number), second.rows(number)
    found = []
    for key in [*olds, *(key for key in news if key not in olds)]:
        old, new = olds.get(key), news.get(key)
        row = _row(sort, old, new, (first, second))
        if row is not None:
            found.append((row, old, new))
    sides = {"appears": second, "vanishes": first, "changes": first}
    return sorted(
        found,
        key=lambda one: (_CHANGES.index(one[0].change), sides[one[0].change].rank(one[0].subjects)),
    )


def _row(
    sort: _Sort, old: Row | None, new: Row | None, sides: tuple[_Side, _Side]
) -> FindingChange | None:
    """Return the row of a finding, or ``None`` where it does not differ."""
    first, second = sides
    fields: tuple[FieldChange, ...] = ()
    if new is None:
        assert old is not None
        change, subjects = "vanishes", sort.subjects(old)
        sentence = _one_sided(sort, old, change, first, second)
    elif old is None:
        change, subjects = "appears", sort.subjects(new)
        sentence = _one_sided(sort, new, change, second, first)
    else:
        change, subjects, fields = "changes", sort.subjects(old), tuple(_fields(sort, old, new))
        if not fields:
            return None
        sentence = sentences.changes_sentence(first.names(subjects), _said(sort, old, new))
    return FindingChange(
        kind=sort.name,
        subjects=subjects,
        change=change,
        fields=fields,
        before=None if old is None else sort.words(old),
        after=None if new is None else sort.words(new),
        sentence=sentence,
    )


def _said(sort: _Sort, old: Row, new: Row) -> Iterator[tuple[str, str, str]]:
    """Return what differs between two rows as people call it, with the words before and now."""
    for label, names in sort.columns:
        before, now = ([getattr(row, name) for name in names] for row in (old, new))
        if before != now:
            yield label, sentences.value_words(before), sentences.value_words(now)


def _fields(sort: _Sort, old: Row, new: Row) -> Iterator[FieldChange]:
    for _, names in sort.columns:
        for name in names:
            values = getattr(old, name), getattr(new, name)
            if values[0] != values[1]:
                yield FieldChange(name, *values)


def _one_sided(sort: _Sort, row: Row, change: str, here: _Side, there: _Side) -> str:
    """Return the sentence of a finding that only one side has, with the reason if it is known."""
    subjects = sort.subjects(row)
    if isinstance(row, GapRow):
        sentence = sentences.gap_sentence(change, row.sentence)
    elif change == "appears":
        sentence = sentences.appears_sentence(here.names(subjects), sort.words(row))
    else:
        sentence = sentences.vanishes_sentence(here.names(subjects), sort.words(row))
    return sentences.with_reasons(sentence, _reasons(subjects, change, here, there))


def _reasons(
    subjects: tuple[str, ...], change: str, here: _Side, there: _Side
) -> Iterator[tuple[str, str]]:
    """Return which initiatives the other side does not have, or which do not run there."""
    for subject in subjects:
        kind, _, key = subject.partition(":")
        if kind != "initiative":
            continue
        if key not in there.study.city.initiatives:
            yield here.names((subject,)), "added" if change == "appears" else "removed"
        elif there.study.calendar.running(key) == Running.NO:
            yield here.names((subject,)), "begun" if change == "appears" else "ended"
