"""What results say about partners that withdraw: what is lost, what survives, what breaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import (
    ALL,
    count,
    initiative_name,
    interval,
    join,
    listed,
    money_words,
    number,
    partner_name,
    share,
    term_name,
    text_in,
)
from learningcity.reach.view import CityView

if TYPE_CHECKING:
    from learningcity.analysis.breaking import BreakingRow
    from learningcity.analysis.holding import Duty, Hold, Of
    from learningcity.analysis.money import Money
    from learningcity.analysis.resilience import ResilienceRow
    from learningcity.analysis.robustness import Robustness, RobustnessRow
    from learningcity.analysis.withdrawals import WithdrawalRow, Withdrawals

__all__ = [
    "alone_step",
    "breaking_sentence",
    "breaking_step",
    "breaking_summary",
    "capacity_step",
    "falls_step",
    "hold_step",
    "initiative_step",
    "money_steps",
    "proof_step",
    "robustness_steps",
    "robustness_subject",
    "robustness_summary",
    "subject_name",
    "ties_step",
    "withdrawal_sentence",
    "withdrawals_sentence",
    "withdrawals_summary",
]

_LAST = "deliverer, funder, lead or owner"

_DOES: dict[Duty, str] = {
    "delivered": "leads or delivers",
    "meant": "leads or delivers",
    "funded": "funds",
    "led": "leads",
    "owned": "owns",
}

_WHAT: dict[Of, str] = {"needs": "need", "priorities": "priority", "initiatives": "initiative"}

_LASTS: dict[Of, str] = {
    "needs": "recorded deliverer",
    "priorities": "recorded deliverer, funder or owner",
    "initiatives": "recorded deliverer, funder or lead",
}


def _counted(how_many: int, of: Of) -> str:
    return count(how_many, _WHAT[of], of)


def _untold(found: Withdrawals | Robustness) -> str:
    """Return that nothing can be said: because nothing is there, or because nobody is recorded."""
    of, unknown, unheld = found.parameters.of, len(found.not_known), len(found.unheld)
    if unknown:
        said = f"Of no recorded {_WHAT[of]} it is known who holds it up."
        return f"{said}{_nothing_there(of, unheld)}"
    if unheld:
        return f"Nothing that is recorded {_HELPS[of]} any {_WHAT[of]}, so nothing can be lost."
    return f"No {of} are recorded that could lose anybody."


_HELPS: dict[Of, str] = {"needs": "reaches", "priorities": "serves", "initiatives": "is"}


def _nothing_there(of: Of, unheld: int) -> str:
    """Return of how much there is nothing to lose, after a space."""
    if not unheld:
        return ""
    return f" Nothing recorded {_HELPS[of]} {_counted(unheld, of)}, so nothing can be lost there."


def _partners(view: CityView, partners: Sequence[str]) -> str:
    return join([partner_name(view, key) for key in partners], ALL)


def subject_name(view: CityView, reference: str) -> str:
    """Return a need, priority or initiative, given as ``need:ID``, in words."""
    kind, _, key = reference.partition(":")
    if kind == "need":
        return f"the need “{text_in(view, view.city.needs[key].statement).rstrip('.')}”"
    if kind == "priority":
        return f"the priority {term_name(view, 'priority', key)}"
    return initiative_name(view, key)


# -- one partner -----------------------------------------------------------------------------------


def resilience_summary(rows: Sequence[ResilienceRow], view: CityView | None) -> str:
    """Return the headline: who is indispensable, how many are, and of how many it is not known."""
    if not rows:
        return "No partners are recorded."
    sure = [row for row in rows if row.indispensable]
    open_ones = sum(1 for row in rows if row.not_known and not row.indispensable)
    if not sure:
        said = f"None of {count(len(rows), 'partner')} is the last recorded {_LAST} of anything."
    else:
        first = sure[0]
        name = first.partner if view is None else partner_name(view, first.partner)
        said = (
            f"Counting needs first, most would go with {name}: {_losses(first)}. "
            f"{number(len(sure))} of {count(len(rows), 'partner')} "
            f"{'is' if len(sure) == 1 else 'are'} the last recorded {_LAST} of something."
        )
    if open_ones:
        said += (
            f" Of {number(open_ones)}{' more' if sure else ''} it is not known, "
            "as nobody is recorded for a part of what they do."
        )
    return said


def _losses(row: ResilienceRow) -> str:
    counts: dict[Of, int] = {
        "needs": len(row.needs),
        "priorities": len(row.priorities),
        "initiatives": len(row.initiatives),
    }
    found = join([_counted(many, of) for of, many in counts.items() if many])
    return (
        f"{found} would lose something that nobody else is recorded as delivering, funding, "
        "leading or owning"
    )


def withdrawal_sentence(view: CityView, row: ResilienceRow) -> str:
    """Return what the withdrawal of one partner would leave, in words."""
    parts = [
        _part(row.needs_undelivered, "needs", "that nothing recorded would reach any more"),
        _part(row.needs_general, "needs", "with only something general recorded"),
        _part(row.priorities_undelivered, "priorities", "without a recorded deliverer"),
        _part(row.priorities_unfunded, "priorities", "without a recorded funder"),
        _part(row.priorities_unowned, "priorities", "without a recorded owner"),
        _part(
            row.initiatives_undelivered,
            "initiatives",
            "that nobody else is recorded as leading or delivering",
        ),
        _part(row.initiatives_unfunded, "initiatives", "without a recorded funder"),
        _part(row.initiatives_unled, "initiatives", "without a recorded lead"),
        f"{count(len(row.cut_off), 'partner')} cut off" if row.cut_off else "",
    ]
    name = partner_name(view, row.partner)
    said = "; ".join(filter(None, parts))
    if not said:
        said = f"nothing would lose its last recorded {_LAST}"
    if row.not_known:
        said += f"; not known for {number(len(row.not_known))} where others may be at work"
    return f"Without {name}: {said}."


def _part(keys: Sequence[str], of: Of, what: str) -> str:
    return f"{_counted(len(keys), of)} {what}" if keys else ""


def hold_step(view: CityView, hold: Hold) -> str:
    """Return that a partner alone delivers, funds or owns a need or a priority."""
    (partner,) = hold.partners
    name, subject = partner_name(view, partner), subject_name(view, hold.subject)
    if hold.duty == "owned":
        said = f"{name} owns {subject}, or what it lies within; nobody else is recorded as an owner"
    else:
        kind = "is meant for it" if hold.duty == "meant" else "reaches it"
        if hold.subject.startswith("priority:"):
            kind = "serves it"
        names = join([initiative_name(view, key) for key in hold.initiatives])
        said = f"{subject}: what {kind}, {names}, nobody but {name} {_DOES[hold.duty]}"
    if hold.silent:
        names = join([initiative_name(view, key) for key in hold.silent])
        said += f"; who does so with {names} is not known, so nothing is surely lost"
    return f"{said[0].upper()}{said[1:]}."


_ALONE: dict[frozenset[str], str] = {
    frozenset({"delivered"}): "leading or delivering",
    frozenset({"funded"}): "funding",
    frozenset({"led"}): "leading",
    frozenset({"delivered", "funded"}): "leading, delivering or funding",
    frozenset({"delivered", "led"}): "leading or delivering",
    frozenset({"funded", "led"}): "leading or funding",
    frozenset({"delivered", "funded", "led"}): "leading, delivering or funding",
}


def alone_step(view: CityView, holds: Sequence[Hold]) -> str:
    """Return what a partner alone does for an initiative."""
    (partner,) = holds[0].partners
    does = _ALONE[frozenset(hold.duty for hold in holds)]
    name = subject_name(view, holds[0].subject)
    said = f"{name}: only {partner_name(view, partner)} is recorded as {does} it"
    if any(hold.silent for hold in holds):
        said += "; who gives some of its money is not known, so another funder may be left"
    return f"{said}."


def money_steps(view: CityView, row: ResilienceRow) -> tuple[str, ...]:
    """Return the money that a partner gives, and that of the initiatives that would end."""
    given, stranded = _sums(row.money), _sums(row.stranded)
    said = "No funding line names it." if not given else f"Lines that name it hold {given}."
    if row.money_unknown:
        names = join([initiative_name(view, key) for key in row.money_unknown])
        said += f" It is recorded as a funder of {names}, with no sum: not known."
    if not row.initiatives_undelivered:
        return (said,)
    rest = f"hold {stranded}" if stranded else "have no recorded revenue: not known"
    return (said, f"The initiatives that would end {rest}; that is not to be added.")


def _sums(money: Sequence[Money]) -> str:
    return listed([money_words(item.currency, item.low, item.high) for item in money])


def capacity_step(view: CityView, row: ResilienceRow) -> str:
    """Return how many people a year the initiatives that would end can serve."""
    if row.capacity_low is None:
        return "Places of different years do not add up, so over all time there is no sum."
    said = f"Places a year in the initiatives that would end: {_places(row)}"
    if row.capacity_unknown:
        said += f"; not known of {join([initiative_name(view, k) for k in row.capacity_unknown])}"
    return f"{said}."


def _places(row: ResilienceRow) -> str:
    if row.capacity_low == 0 and row.capacity_high is None:
        return "not known"
    return interval(row.capacity_low, row.capacity_high)


def ties_step(view: CityView, row: ResilienceRow, before: int) -> str:
    """Return into how many parts the partnership falls, and who is cut off."""
    said = f"The partnership falls into {count(before, 'part')} now, {number(row.components)} then"
    if row.cut_off:
        said += f"; cut off from the largest part: {_partners(view, row.cut_off)}"
    return f"{said}."


# -- several partners ------------------------------------------------------------------------------


def withdrawals_summary(
    rows: Sequence[WithdrawalRow], found: Withdrawals, view: CityView | None
) -> str:
    """Return the headline of the worst withdrawals."""
    of, things, unknown = found.parameters.of, found.things, len(found.not_known)
    if not things:
        return _untold(found)
    *_, last = rows
    if not last.partners:
        said = (
            f"No withdrawal of {number(last.size)} or fewer partners would leave any of "
            f"{_counted(things, of)} without its last {_LASTS[of]}."
        )
    else:
        names = [key if view is None else partner_name(view, key) for key in last.partners]
        most = "" if last.status == "proven" else f" (no more than {number(last.bound)} could)"
        said = (
            f"Without {join(names, ALL)}, {number(last.lost)} of {_counted(things, of)} would lose "
            f"{'its' if last.lost == 1 else 'their'} last {_LASTS[of]}{most}."
        )
    if unknown:
        said += f" Of {_counted(unknown, of)} it is not known."
    return f"{said}{_nothing_there(of, len(found.unheld))}"


def withdrawals_sentence(view: CityView, row: WithdrawalRow, of: Of, things: int) -> str:
    """Return the worst withdrawal of one size in words."""
    if not row.partners:
        return f"No withdrawal of so few partners would take anything ({_counted(things, of)})."
    fewer = "" if len(row.partners) == row.size else "; one more would add nothing"
    return (
        f"Without {_partners(view, row.partners)}: {number(row.lost)} of {_counted(things, of)} "
        f"would lose {'its' if row.lost == 1 else 'their'} last {_LASTS[of]}{fewer}; "
        f"{_proof(row.status, row.bound)}."
    )


def _proof(status: str, bound: int) -> str:
    if status == "proven":
        return "no other choice is worse"
    return f"whether another choice is worse is not known, none takes more than {number(bound)}"


def falls_step(view: CityView, hold: Hold) -> str:
    """Return who does something for what would fall."""
    who = _partners(view, hold.partners)
    name = subject_name(view, hold.subject)
    does = "owned" if hold.duty == "owned" else hold.duty
    word = {"delivered": "led or delivered", "funded": "funded", "led": "led", "owned": "owned"}
    return f"As far as recorded, {name} is {word[does]} by {who} alone."


def proof_step(row: WithdrawalRow, searched: int) -> str:
    """Return how it is known that no other choice is worse."""
    how = f"Among {count(searched, 'partner')} that anything rests on"
    return f"{how}, {_proof(row.status, row.bound)}."


# -- one by one ------------------------------------------------------------------------------------

_ORDERS = {
    "random": "in random order",
    "degree": "in the order of how much each holds up",
    "worst": "in the worst order",
}


def robustness_summary(found: Robustness) -> str:
    """Return the headline: how much survives on average while partners withdraw one by one."""
    parameters = found.parameters
    low, area, high = found.area_low, found.area, found.area_high
    if low is None or area is None or high is None:
        return _untold(found)
    many, verb = found.partners, "withdraws" if found.partners == 1 else "withdraw"
    said = (
        f"While {count(many, 'partner')} {verb} {_ORDERS[parameters.order]}, on average a share of "
        f"{share(area)} of {_all(found)} stands (R, from 0 to 1)"
    )
    if parameters.order == "random" and low == high:
        said += "; in every order as much"
    elif parameters.order == "random":
        some = "between" if found.status == "exact" else "in 95 of 100 sampled orders between"
        said += f"; {some} {share(low)} and {share(high)}"
    elif found.status == "bounds":
        said += f"; no order falls below {share(low)}"
    elif found.status == "proven":
        said += "; no order leaves less"
    rule = {
        "last-partner": "It stands while one of its partners is left",
        "recorded-roles": "It stands while one is left of those recorded for each thing it needs",
    }
    said += f". {rule[found.rule]}."
    if found.not_known:
        said += (
            f" Of {_counted(len(found.not_known), parameters.of)} more it is not known who holds "
            f"{'it' if len(found.not_known) == 1 else 'them'} up."
        )
    return f"{said}{_nothing_there(parameters.of, len(found.unheld))}"


def _all(found: Robustness) -> str:
    return f"the {_counted(found.things, found.parameters.of)}"


def robustness_subject(row: RobustnessRow) -> str:
    """Return what a point of the curve is about."""
    if row.step == 0:
        return "Before anybody withdraws"
    return f"After {count(row.step, 'withdrawal')}"


def robustness_steps(row: RobustnessRow, found: Robustness) -> tuple[str, ...]:
    """Return how a point of the curve came about."""
    steps = []
    if row.partner is not None:
        fell = join([str(key) for key in row.lost]) if row.lost else "nothing"
        steps.append(f"Without {row.partner} falls: {fell}.")
    steps.append(f"A share of {share(row.survivors)} of {_all(found)} stands.")
    if found.parameters.order == "random":
        steps.append("That is the exact mean over all orders in which partners can withdraw.")
        what = "In all of them" if found.status == "exact" else "In 95 of 100 sampled orders"
        steps.append(f"{what} it lies between {share(row.low)} and {share(row.high)}.")
    return tuple(steps)


# -- what breaks a priority ------------------------------------------------------------------------


def breaking_summary(rows: Sequence[BreakingRow], view: CityView | None) -> str:
    """Return the headline: the priorities that the fewest withdrawals break."""
    if not rows:
        return "No priorities are recorded."
    known = [row for row in rows if row.size_low is not None and row.size_high is not None]
    said = ""
    if known:
        least = min(row.size_high for row in known if row.size_high is not None)
        weakest = [row.priority for row in known if row.size_high == least]
        names = [key if view is None else term_name(view, "priority", key) for key in weakest]
        each = "each " if len(names) > 1 else ""
        how = f"{each}by the withdrawal of {count(least, 'partner')}"
        said = f"Easiest to break: {join(names)}, {how}. "
    nothing = sum(row.status == "nothing" for row in rows)
    unknown = len(rows) - len(known) - nothing
    rest = listed(
        [
            f"known for {number(len(known))}",
            f"not known for {number(unknown)}" if unknown else "",
            f"nothing to break in {number(nothing)}" if nothing else "",
        ]
    )
    return f"{said}Of {count(len(rows), 'priority', 'priorities')}: {rest}."


def breaking_sentence(view: CityView, row: BreakingRow) -> str:
    """Return what it takes to break a priority in words."""
    name = term_name(view, "priority", row.priority)
    if row.size_low is None:
        return f"{name}: no initiative is recorded that could be lost."
    survives = row.survives or 0
    holds = (
        f"it survives the withdrawal of any {count(survives, 'partner')}"
        if survives
        else "nobody knows that it survives any withdrawal"
        if row.status != "proven"
        else ""
    )
    if row.size_high is None:
        silent = count(len(row.unknown), "initiative")
        return f"{name}: {holds}; who holds up {silent} of it is not known."
    sure = "" if row.status == "proven" else f", perhaps fewer, at least {number(row.size_low)}"
    return (
        f"{name}: {holds}{'; ' if holds else ''}without {_partners(view, row.partners)} "
        f"({count(row.size_high, 'partner')}{sure}) each of its initiatives would have lost its "
        "last recorded deliverer, funder or lead."
    )


def initiative_step(view: CityView, initiative_id: str, holds: Sequence[Hold]) -> str:
    """Return what an initiative rests on."""
    name = initiative_name(view, initiative_id)
    if not holds:
        return f"Of {name} it is not known who holds it up."
    said = [f"{_partners(view, hold.partners)} {_verb(hold)} it" for hold in holds]
    return f"{name} goes on while of each of these somebody is left: {'; '.join(said)}."


def _verb(hold: Hold) -> str:
    one = len(hold.partners) == 1
    words = {
        "delivered": "leads or delivers" if one else "lead or deliver",
        "funded": "funds" if one else "fund",
        "led": "leads" if one else "lead",
    }
    return words[hold.duty]


def breaking_step(view: CityView, row: BreakingRow) -> str:
    """Return the smallest set, and how it is known to be the smallest."""
    if row.size_high is None:
        least = row.size_low or 0
        return f"So it takes at least {count(least, 'withdrawal')}; at most is not known."
    who = f"Without {_partners(view, row.partners)} each of them has lost one of these"
    if row.status == "proven":
        return f"{who}; no smaller choice of partners does that."
    return f"{who}; it takes at least {count(row.size_low or 0, 'withdrawal')}."
