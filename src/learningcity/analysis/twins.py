"""Which records may be the same thing entered twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import ClassVar, Literal, TypeAlias

from learningcity.analysis.coordination import umbrellas
from learningcity.analysis.explanation import Explanation, Step, grounded
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.reviews import latest_reviews
from learningcity.analysis.sentences import twins as words
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import Period
from learningcity.model.entities import Initiative, Need, ProvisionLine
from learningcity.model.figures import round_figure
from learningcity.model.names import near_names, plain_name
from learningcity.model.running import CARRY, Running
from learningcity.model.values import Quantity, Text
from learningcity.reach.view import FACETS, CityView, Facet

__all__ = ["MINIMUM", "TwinRow", "Twins", "TwinsParameters", "find_twins", "twins_of"]

MINIMUM = 0.7
"""The score from which two records are listed: near names with nothing that tells them apart."""

Fact: TypeAlias = Literal["lead", "people", "dates", "terms"]
"""What two records are compared on beside their names."""

Answer: TypeAlias = Literal["agree", "differ", "silent"]
"""What the file says of one fact of two records."""

_WORTH: Mapping[Answer, float] = {"agree": 1.0, "silent": 0.5, "differ": -0.5}


@dataclass(frozen=True)
class TwinRow(Row):
    """Two records that may be one thing entered twice."""

    records: tuple[str, str]
    """The two, such as ``initiative:wolves-at-work``, in file order."""
    names: tuple[str, str]
    """The names of the two that are most alike, among all their names, aliases and languages."""
    likeness: float
    """How alike these names are, from 0.9 to 1."""
    agree: tuple[Fact, ...]
    """On which of lead or people, dates and terms the two agree."""
    differ: tuple[Fact, ...]
    """On which they differ."""
    silent: tuple[Fact, ...]
    """On which at least one of them says nothing."""
    score: float
    """Half the likeness of the names and half the mean of the facts, from 0.2 to 1."""
    sentence: str
    """The row in words."""


@dataclass(frozen=True, kw_only=True)
class TwinsParameters(Parameters):
    """What the twins rest on. Records are read over all time."""

    minimum: float
    """The score from which two records are listed."""


@dataclass(frozen=True)
class Twins(Result[TwinRow, TwinsParameters]):
    """Records that may be one thing entered twice, the most alike first.

    See Also
    --------
    learningcity.find_twins : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("wolverhampton")
    >>> found = learningcity.find_twins(city)
    >>> len(found)
    1
    """

    schema: ClassVar[str] = "learningcity/twins/1"
    shown: ClassVar[tuple[str, ...]] = ("records", "names", "score", "agree", "differ")

    def summary(self) -> str:
        """Return one sentence with the number of pairs of records."""
        return words.twins_summary(len(self.rows))

    def _row_type(self) -> type[Row]:
        return TwinRow

    def _explain(self, index: int, study: Study) -> Explanation:
        row = self.rows[index]
        steps = [grounded(study.city, words.names_step(row), row.records)]
        answers: tuple[tuple[Answer, tuple[Fact, ...]], ...] = (
            ("agree", row.agree),
            ("differ", row.differ),
            ("silent", row.silent),
        )
        for answer, facts in answers:
            said = [words.fact_step(fact, answer) for fact in facts]
            steps += [grounded(study.city, text, row.records) for text in said]
        steps.append(Step(words.score_step(row)))
        steps.append(Step(words.records_step()))
        return Explanation(row.sentence, tuple(steps))


def find_twins(city: City, *, carry: int = CARRY, minimum: float = MINIMUM) -> Twins:
    """Find records of initiatives and needs that may be the same thing entered twice.

    It is about the file, not about what happens in the city: two records of one thing make one
    offer look like two. Two different offers that overlap are what ``find_duplicates`` finds. It
    cannot find a thing that was entered under two names that are not alike.

    Parameters
    ----------
    city
        The city. Its records are read over all time.
    carry
        Years for which an initiative seen running is presumed to run on.
    minimum
        The score, from 0 to 1, from which two records are listed.

    Returns
    -------
    Twins
        A row for each pair of records: the highest score first, then initiatives before needs, then
        file order.

    Raises
    ------
    ValueError
        An argument lies outside its range.

    See Also
    --------
    learningcity.find_duplicates : different initiatives that may do the same.
    learningcity.check_city : warns of partners with nearly the same name.

    Notes
    -----
    Two records are compared if one of the names of each (all aliases and languages count) are
    nearly the same: a normalised Indel similarity of 0.9 or more, without regard to case, width of
    signs and blanks, and with the same digits. Not compared are initiatives of which the file says
    how they are related (one is a part of the other or follows it, or people reviewed the pair) and
    those that cannot have run at one time; and needs of which one replaces the other or whose dates
    are apart: a newer reading is no second entry.

    score = likeness / 2 + mean of the facts / 2. A fact counts 1 where the two agree, ½ where one
    is silent, −½ where they differ. Facts of initiatives: ``lead`` (a lead in common), ``dates``
    (they surely or presumably ran at one time), ``terms`` (on each of activity, audience and place
    that both state they have a part in common). Facts of needs: ``people`` (the bounds have a
    number in common), ``dates``, ``terms``.

    Cost: the number of names, and of pairs that are nearly the same.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("wolverhampton")
    >>> for row in learningcity.find_twins(city).rows:
    ...     print(*row.records, row.score)
    need:youth-rate-2021-08 need:youth-count-2021-08 1.0
    >>> lanternport = learningcity.open_example("lanternport")
    >>> learningcity.find_twins(lanternport).summary()
    'No two records seem to be one thing entered twice.'
    """
    if not 0 <= minimum <= 1:
        raise ValueError(f"minimum: {minimum} is not from 0 to 1")
    return twins_of(Study(city, ever=True, carry=carry), minimum=minimum)


def twins_of(study: Study, *, minimum: float = MINIMUM) -> Twins:
    """Return the twins among the records of a city that was read over all time."""
    rows = [*_initiative_rows(study), *_need_rows(study)]
    listed = [row for row in rows if row.score >= minimum]
    listed.sort(key=lambda row: -row.score)
    parameters = TwinsParameters(on=None, ever=True, carry=study.calendar.carry, minimum=minimum)
    return Twins(study.city.id, parameters, tuple(listed), study=study)


def _initiative_rows(study: Study) -> Iterator[TwinRow]:
    entries = tuple(study.city.initiatives)
    reviewed = latest_reviews(study.city)
    for near in _near([_names(entry.name, entry.aliases) for entry in entries]):
        one, other = entries[near.first], entries[near.second]
        if frozenset((one.id, other.id)) not in reviewed and not _are_related(study, one, other):
            spans = [study.calendar.spans(entry.id).possible for entry in (one, other)]
            if spans[0].meets(spans[1]):
                facts: dict[Fact, Answer] = {
                    "lead": _leads(study, one, other),
                    "dates": _times(study, one, other),
                    "terms": _terms(study.view, _offered(one), _offered(other)),
                }
                yield _row("initiative", (one.id, other.id), near, facts)


def _need_rows(study: Study) -> Iterator[TwinRow]:
    entries = tuple(study.city.needs)
    for near in _near([_names(entry.statement, entry.aliases) for entry in entries]):
        one, other = entries[near.first], entries[near.second]
        if one.id in other.replaces or other.id in one.replaces:
            continue
        dates: Answer = "silent"
        if one.date is not None and other.date is not None:
            if not Period(one.date.first, one.date.last).meets(
                Period(other.date.first, other.date.last)
            ):
                continue
            dates = "agree"
        facts: dict[Fact, Answer] = {
            "people": _people(one.people, other.people),
            "dates": dates,
            "terms": _terms(study.view, _wanted(one), _wanted(other)),
        }
        yield _row("need", (one.id, other.id), near, facts)


def _row(kind: str, ids: tuple[str, str], near: _Near, facts: Mapping[Fact, Answer]) -> TwinRow:
    mean = sum(_WORTH[answer] for answer in facts.values()) / len(facts)
    row = TwinRow(
        records=(f"{kind}:{ids[0]}", f"{kind}:{ids[1]}"),
        names=near.names,
        likeness=round_figure(near.likeness),
        agree=tuple(fact for fact, answer in facts.items() if answer == "agree"),
        differ=tuple(fact for fact, answer in facts.items() if answer == "differ"),
        silent=tuple(fact for fact, answer in facts.items() if answer == "silent"),
        score=round_figure((near.likeness + mean) / 2),
        sentence="",
    )
    return replace(row, sentence=words.twin_sentence(row))


# -- names ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Near:
    """Two records by their places, with the names of theirs that are most alike."""

    first: int
    second: int
    names: tuple[str, str]
    likeness: float


def _names(name: Text, aliases: Iterable[Text]) -> tuple[str, ...]:
    """Return all names of a record, in all languages, each once."""
    return tuple(dict.fromkeys(text for names in (name, *aliases) for text in names))


def _near(records: Sequence[tuple[str, ...]]) -> list[_Near]:
    """Return the pairs of records with nearly the same name, in file order.

    Of equally alike names of a pair those count that stand first.
    """
    bearers: dict[str, dict[int, int]] = {}
    for record, names in enumerate(records):
        for place, name in enumerate(names):
            bearers.setdefault(plain_name(name), {}).setdefault(record, place)
    plain = list(bearers)
    best: dict[tuple[int, int], tuple[float, int, int, float]] = {}

    def keep(one: tuple[int, int], other: tuple[int, int], likeness: float) -> None:
        (first, place), (second, other_place) = sorted((one, other))
        if first != second:
            found = (-round_figure(likeness), place, other_place, likeness)
            best[first, second] = min(found, best.get((first, second), found))

    for bearing in bearers.values():
        for one, other in combinations(bearing.items(), 2):
            keep(one, other, 1.0)
    for here, there, likeness in near_names(plain):
        for one, other in product(bearers[plain[here]].items(), bearers[plain[there]].items()):
            keep(one, other, likeness)
    return [
        _Near(first, second, (records[first][place], records[second][other]), likeness)
        for (first, second), (_, place, other, likeness) in sorted(best.items())
    ]


# -- facts ---------------------------------------------------------------------------------------


def _are_related(study: Study, one: Initiative, other: Initiative) -> bool:
    """Return whether the file says that one is a part of the other, or follows it."""
    initiatives = study.city.initiatives
    return (
        one.id in umbrellas(initiatives, other.id)
        or other.id in umbrellas(initiatives, one.id)
        or one.id in other.follows
        or other.id in one.follows
    )


def _leads(study: Study, one: Initiative, other: Initiative) -> Answer:
    here, there = (study.calendar.partners(entry, {"lead"}) for entry in (one, other))
    if not here or not there:
        return "silent"
    return "differ" if here.isdisjoint(there) else "agree"


def _times(study: Study, one: Initiative, other: Initiative) -> Answer:
    together = study.calendar.together(one.id, other.id)
    return "agree" if together >= Running.PRESUMED else "silent"


def _people(one: Quantity | None, other: Quantity | None) -> Answer:
    if one is None or other is None:
        return "silent"
    lows = [each.low for each in (one, other) if each.low is not None]
    highs = [each.high for each in (one, other) if each.high is not None]
    if lows and highs and max(lows) > min(highs):
        return "differ"
    return "agree"


_Stated: TypeAlias = Mapping[Facet, Iterable[str]]


def _offered(entry: Initiative) -> _Stated:
    lines: tuple[Initiative | ProvisionLine, ...] = (entry, *entry.provision)
    return {
        "activity": [term for line in lines for term in line.activities],
        "audience": [term for line in lines for term in line.audiences],
        "place": [term for line in lines for term in line.places],
    }


def _wanted(need: Need) -> _Stated:
    return {"activity": need.activities, "audience": need.audiences, "place": need.places}


def _terms(view: CityView, one: _Stated, other: _Stated) -> Answer:
    """Return whether two records have a part in common on every facet that both state."""
    compared = 0
    for facet in FACETS:
        here, there = (view.graph(facet).canonical_set(said[facet]) for said in (one, other))
        if here and there:
            compared += 1
            if view.below(facet, here).isdisjoint(view.below(facet, there)):
                return "differ"
    return "agree" if compared else "silent"
