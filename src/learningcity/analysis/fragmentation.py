"""Among how many leads and funders the work for each priority is divided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import ClassVar

from learningcity.analysis.explanation import Explanation, Step, locate
from learningcity.analysis.funding_lines import (
    FundingLines,
    initiatives_by_priority,
    line_reference,
)
from learningcity.analysis.money import LineKey
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.sentences import fragmentation as words
from learningcity.analysis.shares import KnownMoney, known_money
from learningcity.analysis.study import Study
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.figures import round_figure
from learningcity.model.running import CARRY
from learningcity.model.values import Number
from learningcity.model.vocabulary import WORKING_ROLES, offers_itself

__all__ = ["Fragmentation", "FragmentationRow", "fragmentation", "fragmentation_of"]


@dataclass(frozen=True)
class FragmentationRow(Row):
    """How the work for one priority is divided."""

    priority: str
    """The priority or objective."""
    initiatives: tuple[str, ...]
    """The initiatives that serve it or an objective of it and offer something themselves."""
    leads: tuple[str, ...]
    """Their leads."""
    funders: tuple[str, ...]
    """Partners recorded as funders, of funds and coordination for it too."""
    effective_funders: float | None
    """To how many equal funders the known money amounts, from 1; ``None`` where none is known, or
    it is 0 or in several currencies.
    """
    known_money: Number | None
    """The least of the net revenue of which one funder is known: what the shares are taken of."""
    currency: str | None
    """Its currency."""
    known_share: float | None
    """``known_money`` as a share of the most that all net revenue can be, 0 to 1; ``None`` where
    that has no upper bound, or is 0, or is in several currencies.
    """
    left_out: tuple[str, ...]
    """Revenue lines that are in no share: without a known amount, or without one single funder."""
    without_partner: tuple[str, ...]
    """Initiatives that have no working partner in common with another initiative of the row."""
    without_partner_share: float | None
    """Their share of those of which a working partner is recorded, 0 to 1; ``None`` where there are
    none, or the row has fewer than two initiatives.
    """
    partners_unknown: tuple[str, ...]
    """Initiatives of which no working partner is recorded: they may have one in common."""


@dataclass(frozen=True)
class Fragmentation(Result[FragmentationRow, Parameters]):
    """How the work for each priority is divided, priorities in file order.

    See Also
    --------
    learningcity.fragmentation : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.fragmentation(city)
    >>> row = found.rows[0]
    >>> row.priority, len(row.leads), row.effective_funders, row.left_out
    ('skills-for-work', 9, None, ('first-step-placements/total', 'ship-welding/total'))
    """

    schema: ClassVar[str] = "learningcity/fragmentation/1"
    shown: ClassVar[tuple[str, ...]] = (
        "priority",
        "initiatives",
        "leads",
        "funders",
        "effective_funders",
        "known_share",
        "without_partner_share",
    )

    def summary(self) -> str:
        """Return how many priorities have initiatives, and for how many money is known."""
        return words.fragmentation_summary(self.rows)

    def _row_type(self) -> type[Row]:
        return FragmentationRow

    def _explain(self, index: int, study: Study) -> Explanation:
        return _explain(self.rows[index], study)


def fragmentation(
    city: City,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
) -> Fragmentation:
    """Tell among how many leads and funders the work for each priority is divided.

    It answers whether a priority rests on few or on many, and which of its initiatives stand by
    themselves. It cannot tell whether that is good: many funders may be a burden or a safety.

    Parameters
    ----------
    city
        The city.
    on
        The day to read; ``None`` is the last day of ``city.as_of``. Initiatives that surely do not
        run then are left out, and so are funding lines that do not.
    ever
        Read all time instead of a day.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    Fragmentation
        A row for each priority and objective, in file order. What serves an objective serves the
        priority that it lies within too, so rows do not add up.

    Raises
    ------
    ValueError
        Both `on` and `ever` are given, `carry` is below zero, or `on` is no date.

    See Also
    --------
    learningcity.net_funding : how much money there is, each pound once.

    Notes
    -----
    ``effective_funders`` = 1 / Σ s², with s the share of each funder in the known money: the Hill
    number of order 2, between 1 (one gives all) and the number of funders with known money (all
    give the same). A funder's known money is the least that the lines which name it as the only
    funder can be, capital left out, each pound once: a line within another one that has a single
    funder is in that one's share, as money that was passed on comes from the first giver. Of lines
    with several funders nobody knows the split: they are left out, and so are lines without funder
    and those of which no amount is surely there.

    ``without_partner``: a partner is one in a working role (all but ``funder``), as far as recorded
    that day; another initiative is one of the same row.

    Cost: linear in the initiatives and lines of all rows.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.fragmentation(city)
    >>> [(row.priority, row.effective_funders) for row in found.rows if row.effective_funders][:2]
    [('into-work', 1.0328678308), ('first-jobs', 4.03214041486)]
    """
    return fragmentation_of(Study(city, on=on, ever=ever, carry=carry))


def fragmentation_of(study: Study) -> Fragmentation:
    """Return how the work for each priority of a city that was read is divided."""
    calendar = study.calendar
    parameters = Parameters(on=calendar.day, ever=calendar.ever, carry=calendar.carry)
    counter = _Counter(study)
    rows = tuple(counter.row(*item) for item in initiatives_by_priority(study).items())
    return Fragmentation(study.city.id, parameters, rows, study=study)


class _Counter:
    """The rows of one city."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.ledger = study.ledger
        self.lines = FundingLines(study)
        calendar = study.calendar
        self.running = {entry.id: entry for entry in study.view.initiatives}
        self.leads = {k: calendar.partners(e, {"lead"}) for k, e in self.running.items()}
        self.workers = {k: calendar.partners(e, WORKING_ROLES) for k, e in self.running.items()}

    def row(self, priority: str, serving: Iterable[str]) -> FragmentationRow:
        """Return the row of a priority that the given initiatives serve."""
        paying = [key for key in serving if key in self.running]
        offering = [key for key in paying if offers_itself(self.running[key])]
        keys = self.lines.of(paying)
        known = self.known(keys)
        single = known[0] if len(known) == 1 else None
        telling = [key for key in offering if self.workers[key]]
        alone = self._alone(telling) if len(offering) > 1 else None
        return FragmentationRow(
            priority=priority,
            initiatives=tuple(offering),
            leads=self._partners(self.leads[key] for key in offering),
            funders=self._funders(paying, keys),
            effective_funders=_effective(single) if single else None,
            known_money=single.total if single else None,
            currency=single.currency if single else None,
            known_share=self._known_share(keys, single) if single else None,
            left_out=tuple(map(line_reference, self._left_out(keys, known))),
            without_partner=alone or (),
            without_partner_share=(
                None if alone is None or not telling else round_figure(len(alone) / len(telling))
            ),
            partners_unknown=tuple(key for key in offering if not self.workers[key]),
        )

    # -- partners ------------------------------------------------------------------------------

    def _partners(self, groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
        return self.study.view.partner_order(key for group in groups for key in group)

    def _funders(self, paying: Iterable[str], keys: Iterable[LineKey]) -> tuple[str, ...]:
        recorded = [self.study.calendar.partners(self.running[key], {"funder"}) for key in paying]
        return self._partners([*recorded, *map(self.lines.givers, keys)])

    def _alone(self, telling: list[str]) -> tuple[str, ...]:
        """Return the initiatives of which no partner works in another one of them."""
        seats = Counter(partner for key in telling for partner in self.workers[key])
        return tuple(
            key for key in telling if all(seats[partner] == 1 for partner in self.workers[key])
        )

    # -- money ---------------------------------------------------------------------------------

    def known(self, keys: Iterable[LineKey]) -> list[KnownMoney]:
        """Return the money of which one funder is known, by currency in file order."""
        return known_money(self.study, self.lines, keys)

    def _known_share(self, keys: list[LineKey], known: KnownMoney) -> float | None:
        sums = self.ledger.net(keys)
        most = sums[known.currency].high
        if len(sums) > 1 or not most:
            return None
        return round_figure(float(Fraction(known.total) / Fraction(most)))

    def _left_out(self, keys: Iterable[LineKey], known: list[KnownMoney]) -> list[LineKey]:
        """Return the revenue lines that are neither counted nor within one that is."""
        inside = {key for part in known for lines in part.lines.values() for key in lines}
        for key in self.ledger.downwards:
            if self.ledger.total(key) in inside:
                inside.add(key)
        return [key for key in keys if key not in inside and self.ledger.net([key])]


def _effective(known: KnownMoney) -> float | None:
    """Return 1 / Σ s² for shares s of the known money; ``None`` where there is none."""
    concentration = known.concentration
    return round_figure(float(1 / concentration)) if concentration else None


def _explain(row: FragmentationRow, study: Study) -> Explanation:
    """Return the initiatives, the share of each funder, what is left out, and who stands alone."""
    city, view = study.city, study.view
    counter = _Counter(study)
    keys = counter.lines.of(
        key for key in initiatives_by_priority(study)[row.priority] if key in counter.running
    )
    steps = [
        Step(
            words.initiatives_step(view, row),
            (f"priority:{row.priority}", *(f"initiative:{key}" for key in row.initiatives)),
            _places([locate(city, f"priority:{row.priority}")]),
        )
    ]
    for known in counter.known(keys):
        for giver, lines in known.lines.items():
            share = float(known.share(giver) or 0)
            steps.append(
                Step(
                    words.giver_step(view, giver, known.money[giver], known.currency, share),
                    (f"partner:{giver}",),
                    _line_places(city, lines),
                )
            )
    left_out = [key for key in keys if line_reference(key) in set(row.left_out)]
    if left_out:
        steps.append(Step(words.left_out_step(row), (), _line_places(city, left_out)))
    steps.append(Step(words.effective_step(row)))
    steps.append(
        Step(
            words.alone_step(view, row),
            tuple(f"initiative:{key}" for key in row.without_partner),
            _places(locate(city, f"initiative:{key}") for key in row.without_partner),
        )
    )
    return Explanation(words.fragmentation_subject(view, row), tuple(steps))


def _line_places(city: City, keys: Iterable[LineKey]) -> tuple[str, ...]:
    return _places(locate(city, f"initiative:{i}", "funding", line, "amount") for i, line in keys)


def _places(found: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(place for place in found if place is not None)
