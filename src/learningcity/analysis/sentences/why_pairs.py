"""Why a pair of initiatives is what it is, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from learningcity.analysis.sentences.words import (
    count,
    join_all,
    money_words,
    number,
    share,
    term_name,
    text_in,
)
from learningcity.model.dates import PartialDate, Period
from learningcity.model.entities import FundingLine, Initiative, Review
from learningcity.model.running import Spans
from learningcity.model.values import Number
from learningcity.reach.likeness import Relation
from learningcity.reach.pairs import PairReach
from learningcity.reach.view import CityView, Facet

__all__ = [
    "FACET_WORDS",
    "RUNNING_WORDS",
    "below_minimum",
    "compared_lines",
    "credited",
    "facet_compared",
    "facet_left_out",
    "funded_by_one",
    "grouped_by",
    "joined",
    "match_words",
    "money_at_stake",
    "multiplied",
    "needs_shared",
    "not_comparable",
    "not_shared",
    "offers_nothing",
    "out",
    "pair_subject",
    "periods",
    "revenue",
    "reviewed",
    "run_together",
    "shared_need",
    "stated_name",
    "under_umbrellas",
    "verdict_rule",
]

Names: TypeAlias = tuple[str, str]
"""The names of two things."""

FACET_WORDS: Mapping[Facet, str] = {
    "activity": "Activity",
    "priority": "Priority",
    "audience": "Audience",
    "place": "Place",
}
"""What a facet is called at the beginning of a sentence."""

_SIDES = ("the first", "the second")

RUNNING_WORDS: Mapping[str, str] = {
    "yes": "surely runs",
    "presumed": "is presumed to run",
    "unknown": "may or may not run",
    "no": "does not run",
}
"""Whether an initiative runs."""


def pair_subject(names: Names, verdict: str) -> str:
    """Return what a row is about."""
    return f"{names[0]} and {names[1]}: {verdict}"


def offers_nothing(name: str, kind: str) -> str:
    """Return that an initiative only joins others."""
    return f"{name} is of kind {kind}: it offers nothing itself, and only joins or pays for others."


def out(day: date | None) -> str:
    """Return that an initiative is left out since it does not run."""
    return (
        "It surely does not run, so it is left out."
        if day is None
        else (f"On {day} it surely does not run, so it is left out.")
    )


def not_comparable(names: Names) -> str:
    """Return that two initiatives say too little to be compared."""
    return (
        f"{join_all(names)} say too little to be compared: both have to state an activity, and an "
        "audience or a place besides; audiences grouped along different lines do not count."
    )


def below_minimum(minimum: float) -> str:
    """Return that an overlap is too small for a row."""
    return f"That is below {share(minimum)}, from which on pairs are listed."


def stated_name(view: CityView, facet: Facet, written: str, term: str) -> str:
    """Return the name of a term, with that under which it is stated where it has a newer one."""
    name = term_name(view, facet, term)
    return name if written == term else f"{name} (stated as {term_name(view, facet, written)})"


def grouped_by(lines: Sequence[str]) -> str:
    """Return the lines along which people are grouped."""
    return join_all(lines)


def compared_lines(
    names: Names, numbers: tuple[int, int], lines: tuple[int, int], best: PairReach, others: int
) -> str:
    """Return which lines of two initiatives are compared; `numbers` count from 0."""
    sides = [f"{name} ({side})" for name, side in zip(names, _SIDES, strict=True)]
    if lines == (1, 1):
        return f"{join_all(sides)} each describe one offer; the two are compared."
    chosen = join_all(
        [
            side if of == 1 else f"line {number + 1} of {side}"
            for side, number, of in zip(sides, numbers, lines, strict=True)
        ]
    )
    figures = (
        f"{count(len(best.facets), 'facet')}, overlap {share(best.overlap)}, "
        f"mutual {share(best.mutual)}"
    )
    if not others:
        return f"Of all pairs of lines only {chosen} can be compared ({figures})."
    return (
        f"Of {number(others + 1)} pairs of lines that can be compared, {chosen} say most "
        f"({figures})."
    )


def facet_compared(
    facet: Facet,
    stated: tuple[Sequence[str], Sequence[str]],
    matches: tuple[Sequence[str], Sequence[str]],
    narrower: tuple[Sequence[str], Sequence[str]],
    shares: tuple[float, float],
) -> str:
    """Return how two statements on one facet compare; all terms and matches are in words.

    `narrower` are the terms of each side that lie within others of the same side.
    """
    head = FACET_WORDS[facet]
    if stated[0] == stated[1] and shares == (1.0, 1.0):
        return (
            f"{head}: both state {join_all(stated[0])}, so each lies wholly in the other: 1 and 1."
        )
    said = "; ".join(
        f"{side} states {join_all(terms)}" for side, terms in zip(_SIDES, stated, strict=True)
    )
    found = " ".join(
        f"Of {side}, {join_all(words)}: {share(figure)}{_inside(left)}."
        for side, words, left, figure in zip(_SIDES, matches, narrower, shares, strict=True)
    )
    return f"{head}: {said}. {found}"


def _inside(narrower: Sequence[str]) -> str:
    return f" (within another of its own, so not counted: {join_all(narrower)})" if narrower else ""


def match_words(
    facet: Facet, relation: Relation, names: Names, likeness: float, common: str | None
) -> str:
    """Return how a term stands to the nearest one of the other side, with its likeness."""
    term, nearest = names
    said = {
        "same": f"{term} is there too",
        "within": f"{term} lies within {nearest}",
        "contains": f"{term} contains {nearest}",
        "shares": f"{term} and {nearest} have {common} in common",
        "apart": f"{term} has nothing in common with it",
    }[relation]
    if facet == "place" and relation == "within":
        said += ", whose offers its people can use"
    return f"{said} ({share(likeness)})"


def facet_left_out(
    facet: Facet, stated: tuple[Sequence[str], Sequence[str]], lines: Names | None
) -> str:
    """Return why a facet is not compared; `lines` say how people are grouped in strangers."""
    head = f"{FACET_WORDS[facet]}: not compared"
    if lines is not None:
        groups = [
            f"{side} is for {join_all(terms)}, grouped by {by}"
            for side, terms, by in zip(_SIDES, stated, lines, strict=True)
        ]
        return f"{head}, since {'; '.join(groups)}: these may be the same people."
    silent = [side for side, terms in zip(_SIDES, stated, strict=True) if not terms]
    what = "for whom it is" if facet == "audience" else "where it is"
    if len(silent) == 2:
        return f"{head}, since neither says {what}."
    return f"{head}, since {silent[0]} does not say {what}."


def multiplied(pair: PairReach, shares: Sequence[tuple[float, float]]) -> str:
    """Return how the shares of the facets are multiplied."""
    parts = []
    for index, (side, other) in enumerate((_SIDES, _SIDES[::-1])):
        factors = " × ".join(share(both[index]) for both in shares)
        parts.append(f"{factors} = {share(pair.alike[index])} of {side} is also in {other}")
    return (
        f"Together: {'; '.join(parts)}. The larger is the overlap, {share(pair.overlap)}; the "
        f"smaller is the mutual share, {share(pair.mutual)}."
    )


# -- time ------------------------------------------------------------------------------------------


def periods(name: str, entry: Initiative, spans: Spans, as_of: PartialDate, carry: int) -> str:
    """Return what the file says of when an initiative runs, and what follows."""
    stated = [
        f"{word} {value}"
        for word, value in (("start", entry.start), ("end", entry.end))
        if value is not None
    ]
    if entry.status != "unknown":
        stated.append(entry.status)
    if entry.seen_active is not None:
        stated.append(f"seen active {entry.seen_active}")
    elif entry.status == "active":
        stated[-1] += f" on the day of the file, {as_of}"
    said = ", ".join(stated) if stated else "no dates are stated"
    found = [f"it may run {_span(spans.possible)}"]
    if spans.shut is not None:
        found.append(f"as it is planned, not up to {spans.shut}")
    elif spans.certain is None:
        found.append("on no day is it known to run")
    else:
        found.append(f"it surely runs {_span(spans.certain)}")
    if spans.likely is not None and spans.likely != spans.certain:
        years = count(carry, "year")
        found.append(f"it is presumed to run on for {years}, up to {spans.likely.last}")
    return f"{name}: {said}. So {'; '.join(found)}."


def _span(period: Period) -> str:
    first = None if period.first == date.min else period.first
    last = None if period.last == date.max else period.last
    if first is not None and last is not None:
        return f"on {first} only" if first == last else f"from {first} to {last}"
    if first is None and last is None:
        return "at any time"
    return f"from {first} on" if last is None else f"up to {last}"


def run_together(day: date | None, running: tuple[str, str], together: str) -> str:
    """Return whether two initiatives run at one time."""
    if day is not None:
        each = "; ".join(
            f"{side} {RUNNING_WORDS[word]}" for side, word in zip(_SIDES, running, strict=True)
        )
        return f"On {day}: {each}. Of the two answers the weaker holds for both: {together}."
    reason = {
        "yes": "the periods in which they surely run meet",
        "presumed": "the periods in which they are presumed to run meet",
        "unknown": "they may have run at one time, and nothing shows that they did",
        "no": "there is no day on which both may have run",
    }[together]
    return f"Over all time: {reason}. Together: {together}."


# -- coordination ----------------------------------------------------------------------------------


def joined(kind: str, named: Sequence[str], credit: float) -> str:
    """Return a fact that joins two initiatives; `named` are the names of what it joins."""
    said = {
        "family": f"{', which is part of '.join([' is part of '.join(named[:2]), *named[2:]])}",
        "sequence": f"{named[0]} follows {named[-1]}",
        "same-lead": f"{named[0]} leads both",
        "siblings": f"both are parts of {named[0]}",
        "tie": f"a planning or referral tie joins {join_all(named[:2])}",
        "same-organisation": f"their leads {join_all(named[:2])} belong to {named[-1]}",
        "shared-partner": f"{named[0]} works in both",
        "same-body": f"their leads {join_all(named[:2])} both sit in {named[-1]}",
    }[kind]
    return f"Coordination, {kind} (credit {share(credit)}): {said}."


def credited(overlap: float, score: float, credits: Mapping[str, float], credit: float) -> str:
    """Return the score; `credits` are those of what is recorded."""
    sum_ = f"Score: {share(overlap)} × (1 − {share(credit)}) = {share(score)}."
    if not credits:
        return f"No coordination between them is recorded. {sum_}"
    largest = [kind for kind, value in credits.items() if value == credit]
    return f"The largest credit counts: {share(credit)} for {join_all(largest)}. {sum_}"


def funded_by_one(funder: str) -> str:
    """Return that one partner funds both."""
    return f"{funder} funds both. That gives no credit; it is a reason for a closer look."


# -- needs -----------------------------------------------------------------------------------------


def shared_need(statement: str, people: Number, places: Number, *, is_short: bool) -> str:
    """Return whether a need that both reach needs both."""
    end = "so all of them are needed" if is_short else "so not all of them are surely needed"
    return (
        f"Both reach the need '{statement}': at least {number(people)} people have it, and all "
        f"that may reach it serve at most {number(places)} a year, {end}."
    )


def needs_shared(how_many: int) -> str:
    """Return that of no shared need it is known how many can be served."""
    needs = count(how_many, "need")
    return (
        f"Both reach {needs} of which the people are known; of none of them it is known how many "
        "can be served at most."
    )


def not_shared(*, ever: bool) -> str:
    """Return that no shared need could make both needed."""
    if ever:
        return "Over all time places do not add up, so no need shows that both are needed."
    return "There is no need with known people that both reach."


# -- money -----------------------------------------------------------------------------------------


def revenue(
    name: str,
    counted: Sequence[FundingLine],
    left_out: Sequence[FundingLine],
    high: Number | None,
    currency: str | None,
    *,
    mixed: bool,
) -> str:
    """Return the net revenue of an initiative, and which lines make it."""
    if not counted and not left_out:
        return f"{name}: no money is recorded, so its net revenue is not known."
    lines = [_line(line) for line in counted]
    parts = [f"{line.id} (part of {line.within})" for line in left_out]
    said = f"added {join_all(lines)}" + (f"; not added again {join_all(parts)}" if parts else "")
    if mixed:
        return f"{name}: {said}. These are several currencies, so there is no one sum."
    sum_ = "not known" if high is None else f"at most {money_words(currency, high, high)}"
    return f"{name}: {said}. Net revenue: {sum_}."


def _line(line: FundingLine) -> str:
    low = line.amount.low if line.amount else None
    high = line.amount.high if line.amount else None
    use = ", capital, which is no revenue" if line.use == "capital" else ""
    return f"{line.id} ({money_words(line.currency, low, high)}{use})"


def money_at_stake(at_stake: Number | None, currency: str | None) -> str:
    """Return the money at stake."""
    if at_stake is None:
        return "Money at stake: not known, as neither sum is or the currencies differ."
    return (
        f"Money at stake: at most {money_words(currency, at_stake, at_stake)}, the smaller of what "
        "is known."
    )


# -- verdict ---------------------------------------------------------------------------------------


def reviewed(view: CityView, review: Review, by: str | None, others: int) -> str:
    """Return what people decided."""
    who = f" by {by}" if by else ""
    when = f" on {review.date}" if review.date else ""
    note = f" ({text_in(view, review.note).rstrip('.')})" if review.note else ""
    latest = f" This is the latest of {number(others + 1)} reviews." if others else ""
    return f"Verdict reviewed:{review.verdict}: decided{who}{when}{note}.{latest}"


def verdict_rule(
    verdict: str,
    overlap: float,
    threshold: float,
    settling: Sequence[str],
    unknowns: Sequence[str],
) -> str:
    """Return the rule that gave a verdict, the first that applies."""
    side = "reaches" if overlap >= threshold else "stays below"
    reason = f"the overlap, {share(overlap)}, {side} the threshold, {share(threshold)}"
    match verdict:
        case "apart":
            reason = "they never run at one time"
        case "joint":
            reason = "one is a part of the other, or follows it"
        case "needed":
            reason = "in every such need all that may reach it are needed"
        case "coordinated":
            reason += f", and they are coordinated: {join_all(settling)}"
        case "possible":
            silent = join_all(unknowns)
            reason += f", they have no common lead, umbrella or tie, and not known is: {silent}"
        case "candidate":
            reason += ", they have no common lead, umbrella or tie, and nothing is unknown"
    return f"Verdict {verdict}: {reason}."


def under_umbrellas(names: Names) -> str:
    """Return that a row repeats the finding about two umbrellas."""
    return (
        f"One or both are parts of {join_all(names)}, of which the same is found. So this pair is "
        "not counted in headlines."
    )
