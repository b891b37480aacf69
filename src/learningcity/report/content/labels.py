"""What codes of results are called in a report."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = [
    "COORDINATION",
    "FACETS",
    "GAPS",
    "MAP_NOTES",
    "MAP_STATUSES",
    "NEED_NOTES",
    "NEED_STATUSES",
    "RECORDS",
    "RUNNING",
    "SECTORS",
    "UNKNOWNS",
    "VERDICTS",
    "VERDICT_NOTES",
]


def N_(message: str) -> str:  # noqa: N802 - the mark by which catalogues are made
    """Return a message as it is; it is translated where it is shown."""
    return message


VERDICTS: Mapping[str, str] = {
    "candidate": N_("Candidate"),
    "possible": N_("Possible"),
    "coordinated": N_("Coordinated overlap"),
    "needed": N_("Needed overlap"),
    "joint": N_("Joint work"),
    "apart": N_("Apart in time"),
    "overlap": N_("Overlap"),
    "reviewed:duplicate": N_("Reviewed: duplicate"),
    "reviewed:complementary": N_("Reviewed: complementary"),
    "reviewed:joint": N_("Reviewed: joint"),
    "reviewed:different": N_("Reviewed: different"),
}

VERDICT_NOTES: Mapping[str, str] = {
    "candidate": N_(
        "They overlap, no recorded coordination settles it, and nothing needed to judge it is "
        "missing. Only people can say whether it is a duplicate."
    ),
    "possible": N_(
        "They overlap and no recorded coordination settles it, but something needed to judge it is "
        "missing."
    ),
    "coordinated": N_("They overlap, and it is recorded that they are coordinated."),
    "reviewed:duplicate": N_("The partnership has looked at this pair and called it a duplicate."),
}

FACETS: Mapping[str, str] = {
    "activity": N_("What is learned"),
    "audience": N_("For whom"),
    "place": N_("Where"),
    "priority": N_("Why"),
}

UNKNOWNS: Mapping[str, str] = {
    "activity": N_("what is learned"),
    "audience": N_("for whom it is"),
    "place": N_("where it is"),
    "period": N_("when it runs"),
    "priority": N_("which priority it serves"),
    "capacity": N_("how many people it can serve"),
}

COORDINATION: Mapping[str, str] = {
    "family": N_("one is part of the other"),
    "sequence": N_("one follows the other"),
    "same-lead": N_("the same lead"),
    "siblings": N_("parts of the same programme"),
    "tie": N_("a planning or referral tie between them"),
    "same-organisation": N_("leads that belong to one organisation"),
    "shared-partner": N_("a partner that works in both"),
    "same-body": N_("leads that sit on one body"),
}

MAP_STATUSES: Mapping[str, str] = {
    "named": N_("named by initiatives"),
    "general": N_("reached in general only"),
    "not-known": N_("not known"),
    "none-recorded": N_("none recorded, though there is a need"),
    "none-needed": N_("none recorded, and no need either"),
}

MAP_NOTES: Mapping[str, str] = {
    "general": N_("only by offers for everyone, or for more than these"),
    "not-known": N_("something may reach them, the files do not say"),
}

NEED_NOTES: Mapping[str, str] = {
    "need-absent": N_("No initiative has to do with it, as far as the files say."),
    "need-possible": N_("Some may reach it, but the files do not say enough to be sure."),
    "need-general": N_(
        "Offers for everyone, or for more than this, reach it. None is meant for this group and "
        "this learning."
    ),
    "need-partial": N_("It is named, but not for all of its places or groups."),
}

NEED_STATUSES: Mapping[str, str] = {
    "need-absent": N_("Reached by nothing recorded"),
    "need-possible": N_("Perhaps reached"),
    "need-general": N_("Reached in general only"),
    "need-partial": N_("Reached in part"),
    "need-reached": N_("Named, but too few places"),
    "continuity": N_("All offers end soon"),
}

GAPS: Mapping[str, str] = {
    "place": N_("Places that no initiative names"),
    "audience": N_("Groups of people that no initiative names"),
}

RECORDS: Mapping[str, str] = {
    "evidence": N_("Needs with no source or date, or an old one"),
    "evaluation": N_("Initiatives without a recorded outcome"),
    "ownership": N_("Priorities that nobody at the top answers for"),
    "sector": N_("Sectors that take no part in a priority"),
    "objective": N_("Objectives that no initiative names"),
}

SECTORS: Mapping[str, str] = {
    "public": N_("public"),
    "private": N_("private"),
    "third": N_("third sector"),
    "mixed": N_("mixed"),
    "unknown": N_("sector not known"),
}

RUNNING: Mapping[str, str] = {
    "yes": N_("surely running"),
    "presumed": N_("presumed to run"),
    "unknown": N_("not known to run"),
    "no": N_("not running"),
}
