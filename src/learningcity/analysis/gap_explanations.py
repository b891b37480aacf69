"""Why gaps in what lasts, what is recorded and what priorities have are there."""

from __future__ import annotations

from datetime import date
from itertools import chain

from learningcity.analysis.explaining_gaps import UNNAMED, explain_need_gap, explain_unnamed
from learningcity.analysis.explanation import Explanation, Overturn, Step, cite
from learningcity.analysis.gap_endings import closing_of
from learningcity.analysis.gap_priorities import (
    naming_of,
    other_objectives,
    owners_of,
    reporting_of,
    taking_part_in,
)
from learningcity.analysis.gap_records import age_of, evidence_marks
from learningcity.analysis.gap_rows import GapRow
from learningcity.analysis.sentences import continuity, priorities, records
from learningcity.analysis.study import Study
from learningcity.model.dates import add_months

__all__ = ["explain_gap"]


def explain_gap(study: Study, row: GapRow, *, horizon: int, max_age: int) -> Explanation:
    """Return why a gap is there and what would overturn it."""
    if row.type == "continuity":
        return _explain_continuity(study, row, horizon)
    if row.type == "evidence":
        return _explain_evidence(study, row, max_age)
    others = {
        "evaluation": _explain_evaluation,
        "ownership": _explain_ownership,
        "sector": _explain_sector,
        "objective": _explain_objective,
    }
    if row.type in others:
        return others[row.type](study, row)
    return explain_unnamed(study, row) if row.type in UNNAMED else explain_need_gap(study, row)


def _explain_continuity(study: Study, row: GapRow, horizon: int) -> Explanation:
    """Return why all that is meant for a need ends, and what would overturn that."""
    city, view = study.city, study.view
    need, day = city.needs[_entry_id(row)], study.calendar.day
    assert day is not None, "over all time nothing ends within months"
    closing = closing_of(study, need, day, horizon)
    assert closing is not None, "the row was found by the same rule"
    limit = add_months(day, horizon)
    steps = [
        cite(city, records.statement_step(view, need), (f"need:{need.id}", "statement")),
        Step(continuity.horizon_step(day, horizon, limit)),
    ]
    for key, ending in closing.endings.items():
        text = continuity.ending_step(view, key, ending.by, ending.first, ending.last)
        steps.append(cite(city, text, (f"initiative:{key}",), (f"initiative:{ending.by}", "end")))
    later = [study.succession.successors(key, after=date.min) for key in closing.endings]
    followers = sorted(dict.fromkeys(chain.from_iterable(later)), key=study.order.__getitem__)
    spots = [(f"initiative:{key}", "follows") for key in followers]
    steps += [
        cite(city, continuity.followers_step(view, followers, closing.last), *spots),
        Step(continuity.last_step(closing.first, closing.last, row.low, row.high)),
    ]
    latest = max(closing.endings, key=lambda key: closing.endings[key].last)
    sentence = continuity.successor_sentence(view, latest, closing.last)
    change = Overturn("successor-recorded", sentence, before=row.type, after="gone")
    return Explanation(row.sentence, tuple(steps), (change,))


def _explain_evidence(study: Study, row: GapRow, max_age: int) -> Explanation:
    """Return why the evidence for a need is missing or old, and what would overturn that."""
    city, view, day = study.city, study.view, study.calendar.day
    need = city.needs[_entry_id(row)]
    at = f"need:{need.id}"
    sources = [(f"source:{key}",) for key in need.sources]
    age_text = records.age_step(need, day, row.low, row.high, max_age)
    steps = (
        cite(city, records.statement_step(view, need), (at, "statement")),
        cite(city, records.sources_step(view, need), (at, "sources"), *sources),
        cite(city, age_text, (at, "date")),
    )
    age, sourced = age_of(need, day, max_age), bool(need.sources)
    after: dict[str, tuple[str, ...]] = {}
    if not sourced:
        after["source-recorded"] = evidence_marks(age, sourced=True)
    if age == "no-date":
        after["date-recorded"] = evidence_marks("new", sourced=sourced)
    elif age != "new":
        after["newer-reading-recorded"] = ()
    changes = tuple(
        Overturn(
            change,
            records.evidence_change(change, max_age, gone=not marks),
            before=";".join(row.marks),
            after=";".join(marks) or "gone",
        )
        for change, marks in after.items()
    )
    return Explanation(row.sentence, steps, changes)


def _explain_evaluation(study: Study, row: GapRow) -> Explanation:
    """Return why an initiative counts as not evaluated, and what would overturn that."""
    city, view = study.city, study.view
    entry = city.initiatives[_entry_id(row)]
    at = f"initiative:{entry.id}"
    running = study.calendar.running(entry.id).word
    steps = (
        cite(city, records.running_step(view, entry, running), (at, "kind"), (at, "status")),
        cite(city, records.outcomes_step(), (at,)),
    )
    sentence = records.outcome_change(view, entry.id)
    change = Overturn("outcome-recorded", sentence, before=row.type, after="gone")
    return Explanation(row.sentence, steps, (change,))


def _explain_ownership(study: Study, row: GapRow) -> Explanation:
    """Return why nobody answers for a priority, and what would overturn that."""
    city, view, key = study.city, study.view, _entry_id(row)
    owners = owners_of(view, key)
    steps = [cite(city, priorities.owners_step(view, key, owners), (f"priority:{key}", "owner"))]
    for owner in owners:
        bodies, onward = reporting_of(city, owner)
        spots = [(f"body:{body}", "reports_to") for body in bodies]
        steps.append(cite(city, priorities.chain_step(view, bodies, onward), *spots))
    sentence = priorities.owner_change(view, key)
    change = Overturn("owner-recorded", sentence, before=";".join(row.marks), after="gone")
    return Explanation(row.sentence, tuple(steps), (change,))


def _explain_sector(study: Study, row: GapRow) -> Explanation:
    """Return why a sector counts as missing from a priority, and what would overturn that."""
    city, view, key = study.city, study.view, _entry_id(row)
    sector = row.subjects[1].partition(":")[2]
    part = taking_part_in(view, key)
    filed = [(f"initiative:{entry.id}", "priorities") for entry in part.initiatives]
    partners = [(f"partner:{partner_id}", "sector") for partner_id in part.partners]
    how_many = len(part.initiatives)
    steps = [
        cite(city, priorities.filed_step(view, key, how_many), (f"priority:{key}",), *filed),
        cite(
            city, priorities.sectors_step({k: n for k, n in part.sectors.items() if n}), *partners
        ),
    ]
    changes = ["partner-recorded"]
    if part.unclear:
        spots = [(f"partner:{partner_id}", "sector") for partner_id in part.unclear]
        steps.append(cite(city, priorities.unclear_step(view, part.unclear, sector), *spots))
        changes.append("sector-recorded")
    before = ";".join(row.marks) or row.type
    overturns = tuple(
        Overturn(change, priorities.sector_change(view, change, key, sector), before, "gone")
        for change in changes
    )
    return Explanation(row.sentence, tuple(steps), overturns)


def _explain_objective(study: Study, row: GapRow) -> Explanation:
    """Return why an objective counts as left out, or as not known, and what would overturn that."""
    city, view, key = study.city, study.view, _entry_id(row)
    above, others, is_named = (
        view.terms.priorities.parents[key],
        other_objectives(view, key),
        naming_of(view),
    )
    named = [other for other in others if is_named(other)]
    naming = [
        (f"initiative:{entry.id}", "priorities")
        for entry in view.initiatives
        if not view.below("priority", tuple(named)).isdisjoint(
            view.terms.priorities.canonical_set(entry.priorities)
        )
    ]
    spots = [(f"priority:{other}",) for other in others]
    steps = (
        cite(city, priorities.unnamed_step(view, key, above), (f"priority:{key}", "within")),
        cite(city, priorities.others_step(view, above, len(named), len(others)), *spots, *naming),
    )
    after = {"objective-named": "gone"}
    if others and not named:
        after["other-objective-named"] = row.type
    before = ";".join(row.marks) or row.type
    overturns = tuple(
        Overturn(change, priorities.objective_change(view, change, key), before, then)
        for change, then in after.items()
    )
    return Explanation(row.sentence, steps, overturns)


def _entry_id(row: GapRow) -> str:
    """Return the id of the entry that a row is about."""
    return row.subjects[0].partition(":")[2]
