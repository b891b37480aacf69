"""What results say about priorities that partners state, work on, or were set up for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import (
    count,
    initiative_name,
    join_all,
    number,
    partner_name,
    share,
    term_name,
)
from learningcity.reach.view import CityView

if TYPE_CHECKING:
    from learningcity.analysis.alignment import AlignmentRow, EndorsementRow
    from learningcity.analysis.remit import RemitRow

__all__ = [
    "alignment_summary",
    "compared_step",
    "endorsed_step",
    "endorsement_summary",
    "named_step",
    "no_remit_step",
    "no_work_step",
    "nothing_stated_step",
    "partner_subject",
    "people_step",
    "placed_step",
    "priority_subject",
    "remit_counts_step",
    "remit_step",
    "remit_summary",
    "stated_step",
    "stating_step",
    "working_step",
]


def _terms(view: CityView, keys: Sequence[str]) -> str:
    return join_all([term_name(view, "priority", key) for key in keys]) if keys else "none"


def _partners(view: CityView, keys: Sequence[str]) -> str:
    return join_all([partner_name(view, key) for key in keys]) if keys else "none"


# -- stated and worked on ------------------------------------------------------------------------


_NOBODY = "No partners are recorded."


def alignment_summary(rows: Sequence[AlignmentRow]) -> str:
    """Return the headline: who states priorities, and who works on them."""
    if not rows:
        return _NOBODY
    stating = [row for row in rows if row.both is not None]
    of = f"{number(len(stating))} of {count(len(rows), 'partner')}"
    if not stating:
        return (
            f"No priorities of their own are recorded of any of {count(len(rows), 'partner')}: "
            "whether they share the city's is not known."
        )
    whole = sum(len(row.both or ()) == len(row.stated) for row in stating)
    without = sum(bool(row.stated_only) for row in stating)
    beyond = sum(bool(row.worked_only) for row in stating)
    return (
        f"{of} {'states' if len(stating) == 1 else 'state'} priorities of their own: "
        f"{number(whole)} {'works' if whole == 1 else 'work'} on all of them, {number(without)} "
        f"{'has' if without == 1 else 'have'} no recorded work for one or more, "
        f"{number(beyond)} {'works' if beyond == 1 else 'work'} on others too."
    )


def endorsement_summary(rows: Sequence[EndorsementRow]) -> str:
    """Return the headline: which priorities are stated and worked on."""
    if not rows:
        return "No priorities are recorded."
    if any(row.reason for row in rows):
        return "No partner is recorded with priorities of its own: who wants which is not known."
    perhaps = sum(bool(row.worked_above) and not row.worked_by for row in rows)
    neither = sum(not (row.stated_by or row.worked_by or row.worked_above) for row in rows)
    unworked = sum(bool(row.stated_by) and not (row.worked_by or row.worked_above) for row in rows)
    unstated = sum(bool(row.worked_by) and not row.stated_by for row in rows)
    said = (
        f"Of {count(len(rows), 'priority', 'priorities and objectives')}, "
        f"{number(len(rows) - neither - unworked - unstated - perhaps)} are both stated by "
        f"partners and worked on, {number(unworked)} only stated, {number(unstated)} only worked "
        f"on, {number(neither)} neither, as far as recorded."
    )
    if perhaps:
        said += (
            f" Whether {number(perhaps)} {'is' if perhaps == 1 else 'are'} worked on is not known: "
            "the work names only something larger."
        )
    return said


def partner_subject(view: CityView, partner: str) -> str:
    """Return which partner a row is about."""
    return partner_name(view, partner)


def priority_subject(view: CityView, priority: str) -> str:
    """Return which priority a row is about."""
    return term_name(view, "priority", priority)


def stated_step(view: CityView, partner: str, stated: Sequence[str]) -> str:
    """Return what a partner states."""
    return f"Priorities that {partner_name(view, partner)} states: {_terms(view, stated)}."


def named_step(view: CityView, initiative: str, named: Sequence[str]) -> str:
    """Return which priorities an initiative names."""
    name = initiative_name(view, initiative)
    if not named:
        return f"It works in {name}, which names no priority: it may serve any."
    return f"It works in {name}, which names: {_terms(view, named)}."


def no_work_step(view: CityView, partner: str) -> str:
    """Return that a partner works in nothing."""
    name = partner_name(view, partner)
    return f"{name} works in no initiative that may run, as far as recorded."


def nothing_stated_step(view: CityView, partner: str) -> str:
    """Return that nothing can be compared."""
    name = partner_name(view, partner)
    return f"As {name} states no priority, nothing can be compared: not known, not none."


def compared_step(view: CityView, row: AlignmentRow) -> str:
    """Return the comparison of a partner."""
    parts = [f"Stated and worked on: {_terms(view, row.both or ())}"]
    if row.perhaps:
        parts.append(f"stated, and perhaps worked on: {_terms(view, row.perhaps)}")
    parts += [
        f"stated without recorded work: {_terms(view, row.stated_only or ())}",
        f"worked on without being stated: {_terms(view, row.worked_only or ())}",
    ]
    return f"{'; '.join(parts)}."


def endorsed_step(view: CityView, row: AlignmentRow, whole: int) -> str:
    """Return which of the city's outermost priorities a partner states."""
    if row.endorsed_share is None:
        return "The city has no priority in use, so there is no share."
    return (
        f"It states {number(len(row.endorsed or ()))} of the city's {number(whole)} outermost "
        f"priorities, or a part of them: share {share(row.endorsed_share)}."
    )


def stating_step(view: CityView, priority: str, partners: Sequence[str]) -> str:
    """Return who states a priority."""
    name = term_name(view, "priority", priority)
    return f"Partners that state {name} or a part of it: {_partners(view, partners)}."


def working_step(view: CityView, partner: str, initiatives: Sequence[str]) -> str:
    """Return in what a partner works for it."""
    names = join_all([initiative_name(view, key) for key in initiatives])
    return f"{partner_name(view, partner)} works on it in {names}."


def people_step(view: CityView, row: EndorsementRow) -> str:
    """Return the comparison of a priority."""
    others = [key for key in row.worked_above if key not in row.stated_by]
    parts = {
        "both": row.both,
        "stated, and perhaps worked on": row.perhaps,
        "stated without recorded work": row.stated_only,
        "perhaps worked on, not stated": others,
        "worked on, something larger stated": row.stated_above,
        "worked on, others stated": row.worked_only,
        "worked on, nothing stated at all": row.unsaid,
    }
    said = "; ".join(f"{what}: {_partners(view, who)}" for what, who in parts.items() if who)
    return (
        f"Together, {said}."
        if said
        else "As far as recorded, nobody states it and nobody works on it."
    )


# -- remit ---------------------------------------------------------------------------------------


def remit_summary(rows: Sequence[RemitRow]) -> str:
    """Return the headline: how much work lies beyond remits."""
    if not rows:
        return _NOBODY
    known = [row for row in rows if row.beyond is not None]
    if not known:
        said = f"No remit is recorded of any of {count(len(rows), 'partner')}"
        return f"{said}: what lies beyond it is not known."
    beyond = sum(bool(row.beyond) for row in known)
    return (
        f"A remit is recorded of {number(len(known))} of {count(len(rows), 'partner')}: "
        f"{number(beyond)} of them {'works' if beyond == 1 else 'work'} in initiatives that lie "
        "wholly beyond it. That may be a strength: leaders who look beyond their own task."
    )


def remit_step(view: CityView, partner: str, remit: Sequence[str]) -> str:
    """Return what a partner was set up for."""
    name = partner_name(view, partner)
    if not remit:
        return f"What {name} was set up to serve is not recorded."
    return f"{name} was set up to serve: {_terms(view, remit)}."


_PLACED = {
    "inside": "all of it within the remit",
    "partly": "some of it within the remit and some not",
    "perhaps": "something larger that has the remit in it: not known whether it is meant",
    "beyond": "nothing of it within the remit",
    "unplaced": "it names no priority, so that is not known",
}


def placed_step(view: CityView, initiative: str, named: Sequence[str], where: str) -> str:
    """Return how an initiative lies to the remit."""
    name = initiative_name(view, initiative)
    if not named:
        return f"It works in {name}: {_PLACED[where]}."
    return f"It works in {name}, for {_terms(view, named)}: {_PLACED[where]}."


def no_remit_step(view: CityView, partner: str) -> str:
    """Return that nothing can be judged."""
    name = partner_name(view, partner)
    return f"As no remit is recorded of {name}, nothing can be judged: not known, not none."


def remit_counts_step(row: RemitRow) -> str:
    """Return the counts, and the share that follows."""
    if row.share_low is None or row.share_high is None:
        return "It works in no initiative that may run, so there is no share."
    least, most = len(row.beyond or ()), row.beyond_high or 0
    total = number(len(row.initiatives))
    if least == most:
        return f"Beyond the remit: {number(least)} of {total}, share {share(row.share_low)}."
    return (
        f"Beyond the remit: {number(least)} to {number(most)} of {total}, "
        f"share {share(row.share_low)} to {share(row.share_high)}."
    )
