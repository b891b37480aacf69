"""Which overlapping initiatives the same funder pays at one time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal, TypeAlias

from learningcity.analysis.duplicates import (
    DuplicateParameters,
    DuplicateRow,
    Duplicates,
    duplicates_of,
    read_parameters,
)
from learningcity.analysis.explanation import Explanation, Step, cite, grounded, references
from learningcity.analysis.money import Bounds
from learningcity.analysis.payments import Payments
from learningcity.analysis.result import Result, Row
from learningcity.analysis.sentences import double_funding as words
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.running import CARRY
from learningcity.model.values import Number

__all__ = ["DoubleFunding", "DoubleFundingRow", "double_funding_of", "find_double_funding"]

Paid: TypeAlias = Literal["yes", "possible"]
"""Whether two initiatives are paid at one time."""


@dataclass(frozen=True)
class DoubleFundingRow(Row):
    """One funder, two overlapping initiatives that it pays at one time, one currency."""

    initiatives: tuple[str, str]
    """The two ids, in file order."""
    funder: str
    """The partner that pays both."""
    period: Paid
    """``yes`` if it surely pays both at one time, ``possible`` where dates are missing."""
    earliest: date | None
    """The first day on which both may be paid; ``None`` where nobody has said."""
    latest: date | None
    """The last such day; ``None`` where nobody has said."""
    first_lines: tuple[str, ...]
    """The funding lines of the first initiative that name the funder, in this currency; none where
    it is only recorded in the role of funder."""
    second_lines: tuple[str, ...]
    """Those of the second."""
    first_low: Number | None
    """At least so much is paid to the first in all; ``None`` where nothing is known."""
    first_high: Number | None
    """At most so much."""
    second_low: Number | None
    """At least so much is paid to the second in all."""
    second_high: Number | None
    """At most so much."""
    currency: str | None
    """The currency of the sums."""
    verdict: str
    """What the file allows to say of the pair."""
    overlap: float
    """How much of one of the two the other offers too, 0 to 1."""
    under: tuple[str, str] | None
    """The pair of umbrellas with the same verdict and funder, of which this row only repeats the
    finding."""
    sentence: str
    """The row in words."""


@dataclass(frozen=True)
class DoubleFunding(Result[DoubleFundingRow, DuplicateParameters]):
    """Overlapping pairs with a funder in common, in the order of the pairs.

    See Also
    --------
    learningcity.find_double_funding : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.find_double_funding(city)
    >>> row = found.rows[0]
    >>> row.funder, row.initiatives, row.period
    ('job-service', ('harbour-job-coaching', 'work-ready'), 'yes')
    """

    schema: ClassVar[str] = "learningcity/double-funding/1"
    shown: ClassVar[tuple[str, ...]] = ("funder", "initiatives", "period", "verdict", "sentence")

    def summary(self) -> str:
        """Return one sentence with the number of pairs that are paid twice, surely or perhaps."""
        pairs: dict[tuple[str, str], str] = {}
        for row in self.rows:
            if row.under is None and pairs.get(row.initiatives) != "yes":
                pairs[row.initiatives] = row.period
        found = list(pairs.values())
        return words.double_funding_summary(found.count("yes"), found.count("possible"))

    def _row_type(self) -> type[Row]:
        return DoubleFundingRow

    def _explain(self, index: int, study: Study) -> Explanation:
        row = self.rows[index]
        city, view = study.city, study.view
        steps = [
            grounded(city, words.pair_step(view, row), references("initiative", row.initiatives))
        ]
        payments = _payments(study)
        for initiative_id in row.initiatives:
            for payment in payments.of(initiative_id, row.funder):
                said = words.payment_step(view, initiative_id, row.funder, payment)
                spot = (f"initiative:{initiative_id}", *payment.path)
                steps.append(cite(city, said, spot, (f"partner:{row.funder}",)))
        steps.append(Step(words.period_step(row)))
        steps.append(Step(words.sums_step(row)))
        return Explanation(row.sentence, tuple(steps))


def find_double_funding(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
    threshold: float = 0.5,
    minimum: float = 0.25,
    credits: Mapping[str, float] | None = None,
) -> DoubleFunding:
    """Find overlapping initiatives that the same funder pays at one time.

    It answers where one funder, and nobody else, could settle an overlap: it pays both sides. It
    does not prove that anything is paid twice; a funder may want two offers, and the sums are what
    both get, not what could be saved.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``. Both must be paid on it.
    ever
        Read all time instead of a day: both must have been paid at one time.
    carry
        Years for which an initiative seen running is presumed to run on.
    threshold
        The overlap, from 0 to 1, from which a pair is a finding; it decides the verdicts.
    minimum
        The overlap, from 0 to 1, below which a pair is not looked at.
    credits
        Changes to the credits of kinds of coordination.

    Returns
    -------
    DoubleFunding
        A row for each pair, funder and currency, pairs in the order of the duplicates, funders in
        file order.

    Raises
    ------
    ValueError
        An argument lies outside its range, or both `on` and `ever` are given.

    See Also
    --------
    learningcity.find_duplicates : the pairs, with all common funders.

    Notes
    -----
    A pair is a row of ``find_duplicates`` whatever its verdict, but not of an initiative with its
    own part: these are one offer. A partner funds an initiative by the funding lines that name it,
    or, where no line does, in the role of funder. A line is paid from its ``start`` to its ``end``;
    what it does not say it takes from the line that it is a part of, and so on, and where nobody
    says it the line may be paid as long as the initiative may run. ``period`` is ``yes`` where two
    payments surely meet (on the day, or over all time on some day), ``possible`` where they may.
    A grant that is passed on from one of the two to the other is one payment.

    Sums are of all lines that name the funder, each pound once, capital too. What the funder pays
    together with others counts for the upper bound only. Sums in different currencies are rows of
    their own. Sums of different rows do not add up.

    Splitting an initiative does not multiply findings: a row of parts names the pair of umbrellas
    as ``under`` and is not counted in the summary.

    Cost: that of the duplicates, then the lines of the pairs.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> for row in learningcity.find_double_funding(city).rows:
    ...     print(row.funder, *row.initiatives, row.period, row.first_high, row.second_high)
    job-service harbour-job-coaching work-ready yes 630000 380000
    city-council climate-workshops repair-cafe yes 48000 9000
    education-ministry welcome-classes evening-language-course yes 560000 190000
    city-council welcome-classes conversation-cafe yes 560000 18000
    >>> learningcity.find_double_funding(city, on="2010").rows
    ()
    """
    asked = read_parameters(threshold=threshold, minimum=minimum, credits=credits)
    study = Study(city, on=on, ever=ever, carry=carry)
    return double_funding_of(study, duplicates_of(study, asked))


def double_funding_of(study: Study, duplicates: Duplicates) -> DoubleFunding:
    """Return which of the pairs of a city that was read are paid by one funder."""
    payments = _payments(study)
    found: list[DoubleFundingRow] = []
    for pair in duplicates.rows:
        if "family" not in pair.coordination:
            for funder in pair.common_funders:
                found += _rows(study, payments, pair, funder)
    paid = {(row.initiatives, row.funder) for row in found}
    rows = tuple(
        row if row.under is None or (row.under, row.funder) in paid else replace(row, under=None)
        for row in found
    )
    return DoubleFunding(study.city.id, duplicates.parameters, rows, study=study)


def _payments(study: Study) -> Payments:
    return Payments(study.city, study.calendar, study.ledger)


def _rows(
    study: Study, payments: Payments, pair: DuplicateRow, funder: str
) -> Iterator[DoubleFundingRow]:
    """Return a row for each currency in which a funder pays both at one time, if it does."""
    first, second = pair.initiatives
    together = payments.together(first, second, funder)
    if together is None:
        return
    sums = [payments.sums(each, funder) for each in pair.initiatives]
    for currency in dict.fromkeys([*sums[0], *sums[1]]) or (None,):
        bounds = [_known(each[currency]) if currency in each else (None, None) for each in sums]
        earliest, latest = together.period.first, together.period.last
        row = DoubleFundingRow(
            initiatives=pair.initiatives,
            funder=funder,
            period="yes" if together.sure else "possible",
            earliest=None if earliest == date.min else earliest,
            latest=None if latest == date.max else latest,
            first_lines=payments.lines(first, funder, currency),
            second_lines=payments.lines(second, funder, currency),
            first_low=bounds[0][0],
            first_high=bounds[0][1],
            second_low=bounds[1][0],
            second_high=bounds[1][1],
            currency=currency,
            verdict=pair.verdict,
            overlap=pair.overlap,
            under=pair.under,
            sentence="",
        )
        yield replace(row, sentence=words.double_funding_sentence(study.view, row))


def _known(bounds: Bounds) -> tuple[Number | None, Number | None]:
    """Return bounds of a sum; a lower bound of 0 says nothing unless the sum is 0."""
    return (None if bounds.low == 0 and bounds.high != 0 else bounds.low), bounds.high
