"""Why the rows about time say what they say: from the lines of the file to the figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from learningcity.analysis.cliff import CliffRow, lines_by_priority
from learningcity.analysis.commitments import Commitments, Placed
from learningcity.analysis.coverage import STATUSES, coverage_of
from learningcity.analysis.endings import EndingRow, meant_for
from learningcity.analysis.explanation import Explanation, Step, locate
from learningcity.analysis.money import LineKey
from learningcity.analysis.sentences import time_steps as say
from learningcity.analysis.study import Study
from learningcity.analysis.sweep import walk_days
from learningcity.analysis.timeline import TimelineRow
from learningcity.model.dates import Period
from learningcity.model.running import Running, read_period
from learningcity.model.values import line_name

__all__ = ["explain_cliff", "explain_ending", "explain_timeline"]

_RUNNING = (Running.YES, Running.PRESUMED, Running.UNKNOWN)


def explain_timeline(study: Study, row: TimelineRow) -> Explanation:
    """Return which initiatives, lines and needs the figures of a month or year count."""
    return Explanation(row.period, tuple(_timeline_steps(study, row)))


def _timeline_steps(study: Study, row: TimelineRow) -> Iterator[Step]:
    city = study.city
    period = Period(read_period(row.period, "period").first, row.day)
    running = {entry.id: study.calendar.spans(entry.id).on(row.day) for entry in city.initiatives}
    for answer in _RUNNING:
        found = [key for key, each in running.items() if each == answer]
        if found:
            yield _step(
                study, say.running_step(study.view, found, answer, row.day), _initiatives(found)
            )
    commitments = Commitments(study.ledger, study.ledger.lines)
    for placed in commitments.placed.values():
        if placed.period.meets(period):
            yield _money_step(study, placed, say.share_step(placed, period, row.period))
    undated = [key for key in commitments.undated if commitments.days_of(key).meets(period)]
    if undated:
        yield _lines_step(study, undated, say.undated_step(len(undated)))
    (state,) = walk_days(study, [row.day])
    silent = _initiatives(state.capacity.unknown)
    yield _step(study, say.capacity_step(row.capacity_low, row.capacity_high, len(silent)), silent)
    coverage = coverage_of(Study(city, on=row.day, carry=study.calendar.carry))
    for status in STATUSES:
        needs = [f"need:{each.need}" for each in coverage.rows if each.status == status]
        if needs:
            yield _step(study, say.needs_step(len(needs), status), needs)


def explain_cliff(study: Study, row: CliffRow, then: date) -> Explanation:
    """Return which lines the figures of a priority count, and which they leave out."""
    return Explanation(say.cliff_subject(study.view, row), tuple(_cliff_steps(study, row, then)))


def _cliff_steps(study: Study, row: CliffRow, then: date) -> Iterator[Step]:
    now = study.calendar.day or then
    keys = lines_by_priority(study).get(row.priority, [])
    commitments = Commitments(study.ledger, keys)
    mine = [key for key in commitments.keys if commitments.currency(key) == row.currency]
    placed = [commitments.placed[key] for key in mine if key in commitments.placed]
    for line in placed:
        if now in line.period or then in line.period:
            yield _money_step(study, line, say.pace_step(line, now, then))
    if row.now_low is not None:
        yield Step(say.cliff_step(row, now, then))
    undated = [key for key in mine if line_name(*key) in row.undated]
    if undated:
        yield _lines_step(study, undated, say.undated_step(len(undated)))
    if row.reason is not None:
        yield Step(say.reason_step(row.reason))


def explain_ending(study: Study, row: EndingRow) -> Explanation:
    """Return when an initiative ends, who does not follow it, and what it leaves."""
    subject = say.ending_subject(study.view, row)
    return Explanation(subject, tuple(_ending_steps(study, row)))


def _ending_steps(study: Study, row: EndingRow) -> Iterator[Step]:
    entry, here = study.city.initiatives[row.initiative], f"initiative:{row.initiative}"
    fields = ("start", "end", "status", "seen_active")
    stated = [name for name in fields if name in entry.model_fields_set]
    places = [locate(study.city, here, name) for name in stated]
    yield Step(say.ends_step(entry, row), (here,), tuple(place for place in places if place))
    yield Step(say.NO_SUCCESSOR, (here,))
    for above, goes_on in ((row.umbrella, True), (row.under, False)):
        if above is not None:
            text = say.umbrella_step(study.view, above, goes_on=goes_on)
            yield _step(study, text, _initiatives([above]))
    for need_id in row.needs:
        others = [key for key in meant_for(study, need_id) if key != row.initiative]
        references = [f"need:{need_id}", *_initiatives(others)]
        yield _step(study, say.last_step(study.view, need_id, len(others)), references)
    if row.leads:
        yield _step(
            study, say.leads_step(study.view, row.leads), [f"partner:{p}" for p in row.leads]
        )
    if row.money:
        own = study.ledger.of_initiative(entry.id)
        yield _lines_step(study, own, say.revenue_step(row.money))


# -- steps with their places ---------------------------------------------------------------------


def _initiatives(ids: Iterable[str]) -> list[str]:
    return [f"initiative:{key}" for key in ids]


def _step(study: Study, text: str, references: Sequence[str]) -> Step:
    places = (locate(study.city, reference) for reference in references)
    return Step(text, tuple(references), tuple(place for place in places if place))


def _lines_step(study: Study, keys: Sequence[LineKey], text: str) -> Step:
    places = (_where(study, key) for key in keys)
    references = dict.fromkeys(f"initiative:{key[0]}" for key in keys)
    return Step(text, tuple(references), tuple(place for place in places if place))


def _money_step(study: Study, placed: Placed, text: str) -> Step:
    return _lines_step(study, [placed.key], text)


def _where(study: Study, key: LineKey) -> str | None:
    return locate(study.city, f"initiative:{key[0]}", "funding", key[1])
