"""How much money is recorded, each pound once: for the city, by initiative, funder or priority."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import ClassVar, Literal, TypeAlias, get_args

from learningcity.analysis.explanation import Explanation, Step, locate
from learningcity.analysis.funding_lines import (
    FundingLines,
    initiatives_by_priority,
    line_reference,
)
from learningcity.analysis.money import Bounds, LineKey
from learningcity.analysis.result import DayParameters, Result, Row
from learningcity.analysis.sentences import funding as words
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.figures import round_figure
from learningcity.model.values import Number

__all__ = [
    "Funding",
    "FundingBy",
    "FundingParameters",
    "FundingRow",
    "funding_of",
    "net_funding",
]

FundingBy: TypeAlias = Literal["city", "initiative", "funder", "priority"]
"""For what money is added up."""

_Sums: TypeAlias = Mapping["str | None", Bounds]


@dataclass(frozen=True)
class FundingRow(Row):
    """The money of one subject in one currency.

    Bounds of revenue are both ``None`` where no revenue is recorded, and those of capital where no
    capital is. An upper bound alone is ``None`` where there is none.
    """

    subject: str
    """Whose money it is, such as ``initiative:wolves-at-work``, ``partner:ID`` for a funder."""
    currency: str | None
    """The currency; ``None`` for lines whose currency nobody has said."""
    gross_low: Number | None
    """The least of the revenue if the lines were added one by one."""
    gross_high: Number | None
    """The most of it."""
    net_low: Number | None
    """The least of the revenue, each pound once."""
    net_high: Number | None
    """The most of it."""
    factor: float | None
    """gross / net, at least 1; ``None`` where one of them is not known exactly, or net is 0."""
    capital_low: Number | None
    """The least of the capital money, each pound once; it is not in gross and net."""
    capital_high: Number | None
    """The most of it."""
    lines: tuple[str, ...]
    """The lines looked at, as ``initiative/line``."""
    counted: tuple[str, ...]
    """Those of them that were added: the ones that are no part of another one."""
    unknown: tuple[str, ...]
    """Those without an amount."""
    shared: tuple[str, ...]
    """Those that several give, so that the share of this funder is not known."""
    approximate: tuple[str, ...]
    """Those of which the amount is stated as "about": it counts as if it were exact."""
    undated: tuple[str, ...]
    """Those of which the file does not say whether they run on the day."""


@dataclass(frozen=True, kw_only=True)
class FundingParameters(DayParameters):
    """What the sums rest on. Lines count by their own dates: ``carry`` plays no part."""

    by: FundingBy
    """For what money was added up."""


@dataclass(frozen=True)
class Funding(Result[FundingRow, FundingParameters]):
    """The money that the files record, each pound once.

    See Also
    --------
    learningcity.net_funding : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.net_funding(city)
    >>> [(row.currency, row.gross_low, row.net_low) for row in found.rows]
    [('EUR', 7860000, 6098000), ('USD', 150000, 150000)]
    >>> found.rows_add_up
    True
    """

    schema: ClassVar[str] = "learningcity/funding/1"
    shown: ClassVar[tuple[str, ...]] = (
        "subject", "currency", "net_low", "net_high", "gross_low", "gross_high", "factor",
    )  # fmt: skip
    extra: ClassVar[tuple[str, ...]] = ("rows_add_up", "without_money", "without_funder")

    without_money: tuple[str, ...] = ()
    """Subjects of the same sort of which no line is recorded: unknown, not zero."""
    without_funder: tuple[str, ...] = ()
    """Lines for which neither they nor the lines they are a part of name who gives the money."""

    @property
    def rows_add_up(self) -> bool:
        """Whether rows of one currency may be added.

        Only those of the city may: money of one initiative, funder or priority may be that of
        another one too.
        """
        return self.parameters.by == "city"

    def summary(self) -> str:
        """Return the sums of the city, or how far money is known and that rows do not add up."""
        return words.funding_summary(self.parameters.by, self.rows, len(self.without_money))

    def _row_type(self) -> type[Row]:
        return FundingRow

    def _explain(self, index: int, study: Study) -> Explanation:
        return _explain(self.rows[index], study)


def net_funding(
    city: City, *, by: FundingBy = "city", on: date | PartialDate | str | None = None
) -> Funding:
    """Add up the money that the files record, each pound once.

    It answers how much money there is for the city, an initiative or a priority, or from a funder,
    and how much larger it looks where parts and grants passed on are added again. It cannot tell
    what nobody has recorded, nor how much of a sum is spent in a year.

    Parameters
    ----------
    city
        The city.
    by
        Whose money is added up: that of the whole ``city``, of each ``initiative``, from each
        ``funder``, or of each ``priority``.
    on
        Only lines that run on this day; ``None`` takes all lines ever recorded, as a sum stands for
        its whole period. A sum that runs on the day counts in full.

    Returns
    -------
    Funding
        A row for each subject and currency, in file order.

    Raises
    ------
    ValueError
        `by` is none of the four, or `on` is no date.

    See Also
    --------
    learningcity.fragmentation : among how many funders and leads a priority is divided.
    learningcity.find_duplicates : money at stake where two initiatives overlap.

    Notes
    -----
    A line lies within its total, in whichever initiative that is recorded. Each pound belongs to
    the innermost line that records it; it is capital if that line is, else revenue. The net sum of
    a set of lines is the revenue in them and in all their parts, each pound once; the gross sum
    adds the same for each line by itself. Capital is summed apart in the same way. All sums are
    exact decimals, and bounds where amounts are not known: a total is at least the sum of its
    parts, a part at most what the other parts leave of its total.

    ``factor`` = gross / net, the double-count factor. Amounts below zero are refused when a city is
    read. An amount of 0 is known; without other money net is then 0 and there is no factor.

    *Initiatives*: their own lines. A grant that was passed on is in the sum of its fund too.
    *Priorities*: all lines of the initiatives that serve the priority or one of its objectives, in
    full. *Funders*: lines that name one funder are that funder's. Where a line names several, each
    gives any part of it, from nothing to all; a part of it in the same initiative that names only
    some of them is not from the others. A line that names no funder is nobody's.

    *On a day*: a line runs from the first day that its start may mean to the last day that its end
    may mean. A line without dates has those of the nearest line that it is a part of and that has
    any, else those of its initiative. Where start or end is missing the line may run: it counts in
    the upper bounds only and is listed in ``undated``.

    Cost: linear in the lines of all rows.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("wolverhampton")
    >>> ideas = "initiative:city-ideas-fund"
    >>> rows = learningcity.net_funding(city, by="initiative").rows
    >>> [(row.net_low, row.net_high, row.factor) for row in rows if row.subject == ideas]
    [(100000, 100000, 1.0)]
    >>> learningcity.net_funding(city).rows[0].net_high is None  # some lines have no amount
    True
    """
    return funding_of(Study(city, on=on, ever=on is None), by=by)


def funding_of(study: Study, *, by: FundingBy = "city") -> Funding:
    """Return the money of a city that was read, on its day or over all time."""
    if by not in get_args(FundingBy):
        raise ValueError(f"by: '{by}' is none of {', '.join(get_args(FundingBy))}")
    calendar = study.calendar
    parameters = FundingParameters(on=calendar.day, ever=calendar.ever, carry=calendar.carry, by=by)
    counter = _Counter(study)
    groups = list(counter.groups(by))
    rows = tuple(row for group in groups for row in counter.rows(group))
    known = {row.subject for row in rows}
    return Funding(
        study.city.id,
        parameters,
        rows,
        study=study,
        without_money=tuple(group.subject for group in groups if group.subject not in known),
        without_funder=tuple(map(line_reference, counter.lines.without_funder())),
    )


@dataclass(frozen=True)
class _Group:
    """A subject with the lines that may be its money."""

    subject: str
    keys: tuple[LineKey, ...]
    sure: frozenset[LineKey]
    """Those of the lines that surely are."""
    others: tuple[LineKey, ...] = ()
    """Parts of the lines that are surely the money of others."""
    shared: frozenset[LineKey] = frozenset()
    """Those of the lines that are perhaps the money of others."""


class _Counter:
    """The sums of one city."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.ledger = study.ledger
        self.lines = FundingLines(study)

    def groups(self, by: FundingBy) -> Iterator[_Group]:
        """Return all subjects in file order, also those without money."""
        city = self.study.city
        if by == "funder":
            yield from self._funders()
        elif by == "city":
            yield self._group(f"city:{city.id}", self.lines.keys)
        elif by == "initiative":
            for entry in city.initiatives:
                yield self._group(f"initiative:{entry.id}", self.lines.of([entry.id]))
        else:
            for term, initiatives in initiatives_by_priority(self.study).items():
                yield self._group(f"priority:{term}", self.lines.of(initiatives))

    def _group(self, subject: str, keys: Sequence[LineKey]) -> _Group:
        return _Group(subject, tuple(keys), frozenset(keys) - self.lines.undated)

    def _funders(self) -> Iterator[_Group]:
        given, others = self.lines.given(), self.lines.not_from()
        for partner_id in self._known_funders(given):
            keys = given.get(partner_id, [])
            shared = frozenset(key for key in keys if len(self.lines.givers(key)) > 1)
            yield _Group(
                f"partner:{partner_id}",
                tuple(keys),
                frozenset(keys) - shared - self.lines.undated,
                others=tuple(others.get(partner_id, ())),
                shared=shared,
            )

    def _known_funders(self, given: Iterable[str]) -> tuple[str, ...]:
        """Return the partners that are named on lines or take part as funders, in file order."""
        named = set(given)
        for entry in self.study.city.initiatives:
            named |= self.study.calendar.partners(entry, {"funder"})
        return self.study.view.partner_order(named)

    # -- rows ----------------------------------------------------------------------------------

    def rows(self, group: _Group) -> Iterator[FundingRow]:
        """Return a row for each currency of a subject, in file order."""
        by_currency: dict[str | None, list[LineKey]] = {}
        for key in group.keys:
            by_currency.setdefault(self.ledger.currency(key), []).append(key)
        for currency, keys in by_currency.items():
            yield self._row(group, currency, keys)

    def _row(self, group: _Group, currency: str | None, keys: list[LineKey]) -> FundingRow:
        ledger = self.ledger
        sure = [key for key in keys if key in group.sure]
        net = _bounds(ledger.net, currency, keys, sure, group.others)
        gross = _bounds(ledger.gross, currency, keys, sure)
        capital = _bounds(ledger.capital, currency, keys, sure, group.others)
        amounts = {line_reference(key): ledger.lines[key].amount for key in keys}
        return FundingRow(
            subject=group.subject,
            currency=currency,
            gross_low=gross.low if gross else None,
            gross_high=gross.high if gross else None,
            net_low=net.low if net else None,
            net_high=net.high if net else None,
            factor=_factor(gross, net) if gross and net else None,
            capital_low=capital.low if capital else None,
            capital_high=capital.high if capital else None,
            lines=tuple(amounts),
            counted=tuple(map(line_reference, ledger.counted(keys))),
            unknown=tuple(name for name, amount in amounts.items() if amount is None),
            shared=tuple(line_reference(key) for key in keys if key in group.shared),
            approximate=tuple(n for n, amount in amounts.items() if amount and amount.approximate),
            undated=tuple(line_reference(key) for key in keys if key in self.lines.undated),
        )


def _bounds(
    add: Callable[[Iterable[LineKey]], _Sums],
    currency: str | None,
    keys: list[LineKey],
    sure: list[LineKey],
    without: Iterable[LineKey] = (),
) -> Bounds | None:
    """Return the sum of lines of one currency, or nothing where no such money is recorded.

    It is at least that of the sure lines, and at most that of all without what others give.
    """
    found = add(keys).get(currency)
    if found is None:
        return None
    least = found
    if len(sure) < len(keys):
        least = add(sure).get(currency, Bounds.UNKNOWN)
    return Bounds(least.low, (found - add(without).get(currency, Bounds(0, 0))).high)


def _factor(gross: Bounds, net: Bounds) -> float | None:
    above, below = gross.exact, net.exact
    if above is None or not below:
        return None
    return round_figure(float(Fraction(above) / Fraction(below)))


def _explain(row: FundingRow, study: Study) -> Explanation:
    """Return which lines were added and which were not, with their places."""
    city, ledger, names = study.city, study.ledger, set(row.lines)
    keys = [key for key in ledger.lines if line_reference(key) in names]
    covered = ledger.covered(keys)
    steps = [Step(words.lines_read(row), (row.subject,), _places(city, row.subject))]
    for key in keys:
        line, name, holder = ledger.lines[key], line_reference(key), covered.get(key)
        text = words.line_step(
            name,
            line,
            row.currency,
            within=None if holder is None else line_reference(holder),
            shared=name in row.shared,
            undated=name in row.undated,
        )
        initiative = f"initiative:{key[0]}"
        steps.append(
            Step(text, (initiative,), _places(city, initiative, "funding", key[1], "amount"))
        )
    steps.extend(Step(text) for text in words.funding_totals(row))
    return Explanation(words.funding_subject(study.view, row), tuple(steps))


def _places(city: City, reference: str, *path: str) -> tuple[str, ...]:
    place = locate(city, reference, *path)
    return () if place is None else (place,)
