"""What would overturn a finding: every change on the closed list, as one would write it in a file.

Each change is a city of its own, as plain data. Whoever reads it again and works everything out
knows what would be found. Dates are not reasoned about but tried: those that fit what the file says
already are taken until one gives the answer that is wanted.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import product

from tests.oracle import days
from tests.oracle.case import Case
from tests.oracle.coordination import CREDITS, WORKING, coordination
from tests.oracle.needs import facets_of
from tests.oracle.pairs import compare_lines
from tests.oracle.plain import FACET_KEYS, Data, bounds, listed

Change = tuple[str, Data]
"""The code of a change, and the city as it would be."""

STATED = {"audience": "audiences", "place": "places"}
ONE = timedelta(days=1)


# -- dates -----------------------------------------------------------------------------------------


def seen_of(entry: Data, as_of: object) -> object:
    """The sighting that an initiative has."""
    return days.sighting(entry, as_of)


def fits(written: object, day: date) -> bool:
    """Whether a day may be what a date means."""
    return written is None or days.first_day(written) <= day <= days.last_day(written)


def turning_days(entry: Data, others: Iterable[date], as_of: object) -> list[date]:
    """Days on which something about an initiative may change, and their neighbours."""
    written = [entry.get("start"), entry.get("end"), seen_of(entry, as_of), as_of]
    found = {bound(each) for each in written if each for bound in (days.first_day, days.last_day)}
    found |= set(others)
    near = {
        day + step
        for day in found
        for step in (-ONE, timedelta(0), ONE)
        if date.min < day < date.max
    }
    return sorted(near)


def seen_within(seen: object, start: object, end: object) -> bool:
    """Whether a sighting fits a start and an end."""
    return days.last_day(seen) >= days.first_day(start) and days.first_day(seen) <= days.last_day(
        end
    )


def dated(
    entry: Data, as_of: object, wanted: Callable[[Data], bool], others: Iterable[date]
) -> Data | None:
    """The same initiative with dates that give what is wanted and contradict nothing it says.

    A start or an end that is stated may only become more exact.
    """
    exact = turning_days(entry, others, as_of)
    starts: list[object] = [entry.get("start"), *(d for d in exact if fits(entry.get("start"), d))]
    ends: list[object] = [entry.get("end"), *(d for d in exact if fits(entry.get("end"), d))]
    seen = seen_of(entry, as_of)
    if seen is not None and not seen_within(seen, entry.get("start"), entry.get("end")):
        seen = None  # the file contradicts itself, and no answer can mend that
    for start, end in product(starts, ends):
        if days.first_day(start) > days.last_day(end):
            continue
        if seen is not None and not seen_within(seen, start, end):
            continue
        over = date.max
        if entry.get("status") == "ended" and "end" not in entry:
            over = days.first_day(as_of) - ONE
        if days.first_day(start) > over or (end is not None and days.last_day(end) > over):
            continue
        changed = {**entry}
        for key, value in (("start", start), ("end", end)):
            if value is not None:
                changed[key] = value.isoformat() if isinstance(value, date) else value
        is_over = end is not None and days.last_day(end) < days.first_day(as_of)
        if is_over and entry.get("status") == "active":
            changed["status"] = "ended"
        if wanted(changed):
            return changed
    return None


def surely(entry: Data, as_of: object, day: date) -> bool:
    """Whether an initiative surely runs on a day."""
    return days.inside(day, days.certain(entry, as_of))


def made_to_run(entry: Data, as_of: object, day: date) -> Data | None:
    """The same initiative, which surely runs on a day."""
    begun = {**entry}
    if begun.get("status") == "planned":
        del begun["status"]
    return dated(begun, as_of, lambda changed: surely(changed, as_of, day), [day])


def kept_out(entry: Data, as_of: object, period: tuple[date, date]) -> Data | None:
    """The same initiative, which cannot run in a period."""

    def is_out(changed: Data) -> bool:
        span = days.possible(changed, as_of)
        return span is not None and not days.meet(span, period)

    return dated(entry, as_of, is_out, period)


# -- pairs -----------------------------------------------------------------------------------------


def pair_changes(case: Case, i: str, j: str, row: Data, threshold: float) -> Iterator[Change]:
    """Every change on the list for a pair, in its order."""
    if "period" in row["unknowns"]:
        yield from period_changes(case, i, j)
    here, there = compared(case, i, j, threshold)
    for facet in ("audience", "place"):
        if facet in row["unknowns"]:
            yield from statement_changes(case, facet, (i, here), (j, there))
    for code in CREDITS:
        recorded = code in row["coordination"]
        changed = (withdrawn if recorded else recorded_between)(case, code, i, j)
        if changed is not None:
            yield f"{code}-{'withdrawn' if recorded else 'recorded'}", changed


def with_entries(case: Case, entries: dict[str, Data]) -> Data:
    """The city with these initiatives in place of those of the same id."""
    changed = copy.deepcopy(case.mapping)
    changed["initiatives"] = {**changed["initiatives"], **copy.deepcopy(entries)}
    return changed


def period_changes(case: Case, i: str, j: str) -> Iterator[Change]:
    """They ran together; or one that nobody knows of did not run while the other did."""
    silent = [each for each in (i, j) if case.running(each) == "unknown"] or [i, j]
    both = [case.initiatives[i], case.initiatives[j]]
    as_of = case.as_of
    if case.day is not None:
        meetings = [case.day]
    else:
        turning = [day for entry in both for day in turning_days(entry, [], as_of)]
        meetings = sorted({*turning, days.last_day(as_of)})
    for day in meetings:
        made = {
            each: made_to_run(case.initiatives[each], as_of, day)
            for each in (silent if case.day is not None else (i, j))
        }
        if all(made.values()):
            yield "period-together", with_entries(case, {k: v for k, v in made.items() if v})
            break
    for each in silent:
        other = j if each == i else i
        span = days.possible(case.initiatives[other], as_of)
        period = span if case.day is None else (case.day, case.day)
        assert period is not None
        out = kept_out(case.initiatives[each], as_of, period)
        if out is not None:
            yield "period-apart", with_entries(case, {each: out})


def compared(case: Case, i: str, j: str, threshold: float) -> tuple[Data, Data]:
    """The two lines that say most, the first of equals."""
    found: list[tuple[object, Data, Data]] = []
    for one, other in product(case.lines(i), case.lines(j)):
        alike = compare_lines(case, one, other)
        if alike is not None:
            silent = [f for f in ("audience", "place") if not (one[f] and other[f])]
            rank = (
                alike.overlap >= threshold,
                len(alike.facets),
                alike.overlap,
                alike.mutual,
                -len(silent),
            )
            found.append((rank, one, other))
    best = max(rank for rank, _, _ in found)  # type: ignore[type-var]
    return next((one, other) for rank, one, other in found if rank == best)


def new_terms(case: Case, changed: Data, facet: str) -> tuple[str, str]:
    """Two more terms that have nothing in common with any other."""
    section = changed.setdefault(FACET_KEYS[facet], {})
    names = ("unheard-of", "unheard-of-either")
    for name in names:
        assert name not in section
        section[name] = {"name": name}
    return names


def statement_changes(
    case: Case, facet: str, here: tuple[str, Data], there: tuple[str, Data]
) -> Iterator[Change]:
    """Who is silent states the same as the other, or something else."""
    silent = [each for each, line in (here, there) if not line[facet]]
    spoken = [term for _, line in (here, there) for term in line[facet]]
    for code in (f"{facet}-same", f"{facet}-other"):
        changed = copy.deepcopy(case.mapping)
        first, second = new_terms(case, changed, facet)
        if len(silent) == 2:
            said = [[first], [first if code.endswith("same") else second]]
        elif code.endswith("same"):
            said = [spoken]
        elif "everyone" in case.terms[facet].named(spoken):
            continue
        else:
            said = [[first]]
        for each, terms in zip(silent, said, strict=True):
            changed["initiatives"][each][STATED[facet]] = terms
        yield code, changed


def follows_at_last(case: Case, later: str, earlier: str) -> bool:
    """Whether one follows the other by any number of steps."""
    before = listed(case.initiatives[later].get("follows"))
    return earlier in before or any(follows_at_last(case, each, earlier) for each in before)


def top(case: Case, partner: str) -> str:
    """The organisation at the top of a partner."""
    parent = case.partners[partner].get("parent")
    return partner if parent is None else top(case, parent)


def ordered(case: Case, partners: Iterable[str]) -> list[str]:
    """Partners in the order of the file."""
    return case.in_order(case.partners, set(partners))


def two_leads(case: Case, i: str, j: str, *roles: str) -> tuple[str, str] | None:
    """The first two different partners that have one of the roles, one of each initiative."""
    for a, b in product(
        ordered(case, case.partners_in(i, *roles)), ordered(case, case.partners_in(j, *roles))
    ):
        if a != b:
            return a, b
    return None


def joined(changed: Data, each: str, partner: str, role: str) -> None:
    """Somebody takes part in an initiative."""
    changed["initiatives"][each].setdefault("partners", []).append(
        {"partner": partner, "role": role}
    )


def recorded_between(case: Case, code: str, i: str, j: str) -> Data | None:
    """The city where one more fact joins the two; None where one fact cannot."""
    changed = copy.deepcopy(case.mapping)
    one, other = changed["initiatives"][i], changed["initiatives"][j]
    if code == "family":
        if "part_of" in other and "part_of" not in one:
            one["part_of"] = j
        else:
            other["part_of"] = i
    elif code == "sequence":
        earlier, later = (j, i) if follows_at_last(case, i, j) else (i, j)
        before = listed(changed["initiatives"][later].get("follows"))
        changed["initiatives"][later]["follows"] = [*before, earlier]
    elif code == "siblings":
        if "family" in coordination(case, i, j):
            return None
        record_siblings(case, changed, i, j)
    elif code == "same-lead":
        record_common_partner(case, changed, (i, j), ["lead"], "lead")
    elif code == "shared-partner":
        record_common_partner(case, changed, (i, j), WORKING, "partner")
    else:
        roles = ["lead", "deliverer"] if code == "tie" else ["lead"]
        two = two_leads(case, i, j, *roles)
        if two is None:
            return None
        record_between_partners(case, changed, code, *two)
    return changed


def record_siblings(case: Case, changed: Data, i: str, j: str) -> None:
    """One umbrella for both: that which one of them has, unless it is a fund, or a new one."""
    for one, other in ((i, j), (j, i)):
        umbrella = case.initiatives[one].get("part_of")
        if umbrella is not None and case.initiatives[umbrella].get("kind") != "fund":
            changed["initiatives"][other]["part_of"] = umbrella
            return
    changed["initiatives"]["umbrella-9"] = {"name": "Umbrella", "kind": "coordination"}
    for each in (i, j):
        changed["initiatives"][each]["part_of"] = "umbrella-9"


def record_common_partner(
    case: Case, changed: Data, pair: tuple[str, str], roles: Iterable[str], role: str
) -> None:
    """One partner in both: one that is in one of them already, or a new one."""
    for one, other in (pair, pair[::-1]):
        there = ordered(case, case.partners_in(one, *roles))
        if there:
            joined(changed, other, there[0], role)
            return
    changed.setdefault("partners", {})["partner-9"] = {"name": "Somebody"}
    for each in pair:
        joined(changed, each, "partner-9", role)


def record_between_partners(case: Case, changed: Data, code: str, a: str, b: str) -> None:
    """A tie between two partners, one organisation of both, or a body with both."""
    if code == "tie":
        changed.setdefault("ties", []).append({"from": a, "to": b, "kind": "planning"})
    elif code == "same-organisation":
        changed["partners"][top(case, b)]["parent"] = a
    else:
        body = {"name": "Board", "members": [a, b]}
        changed.setdefault("bodies", {})["body-9"] = body


def withdrawn(case: Case, code: str, i: str, j: str) -> Data | None:
    """The city without the facts that join the two in this way; None where others go with them."""
    changed = copy.deepcopy(case.mapping)
    entries = changed["initiatives"]
    if code == "family":
        part = j if i in case.umbrellas(j) else i
        del entries[part]["part_of"]
    elif code == "siblings":
        del entries[j]["part_of"]
    elif code == "sequence":
        for one, other in ((i, j), (j, i)):
            before = listed(entries[one].get("follows"))
            entries[one]["follows"] = [each for each in before if each != other]
    elif code == "same-lead":
        common = case.partners_in(i, "lead") & case.partners_in(j, "lead")
        for part in entries[j]["partners"]:
            if part["partner"] in common:
                roles = ["deliverer" if role == "lead" else role for role in listed(part["role"])]
                part["role"] = list(dict.fromkeys(roles))
    elif code == "shared-partner":
        if "same-lead" in coordination(case, i, j):
            return None
        common = case.partners_in(i, *WORKING) & case.partners_in(j, *WORKING)
        leading = case.partners_in(j, "lead")
        stop_working(entries[i], common & leading)
        stop_working(entries[j], common - leading)
    elif code == "tie":
        doers = [case.partners_in(each, "lead", "deliverer") for each in (i, j)]
        changed["ties"] = [tie for tie in changed["ties"] if not joins(tie, *doers)]
    elif code == "same-organisation":
        leads = case.partners_in(i, "lead"), case.partners_in(j, "lead")
        for a, b in product(*leads):
            if a != b and {a, *above(case, a)} & {b, *above(case, b)}:
                for each in (a, b):
                    changed["partners"][each].pop("parent", None)
    else:
        leave_bodies(case, changed, i, j)
    return changed


def above(case: Case, partner: str) -> list[str]:
    """The organisations above a partner."""
    parent = case.partners[partner].get("parent")
    return [] if parent is None else [parent, *above(case, parent)]


def joins(tie: Data, here: set[str], there: set[str]) -> bool:
    """Whether a tie for planning or referral joins two different partners of two groups."""
    a, b = tie["from"], tie["to"]
    ends = (a in here and b in there) or (b in here and a in there)
    return tie["kind"] in ("planning", "referral") and a != b and ends


def stop_working(entry: Data, partners: set[str]) -> None:
    """These partners do nothing but fund an initiative."""
    left = []
    for part in entry.get("partners", []):
        roles = [role for role in listed(part["role"]) if role not in WORKING]
        if part["partner"] not in partners:
            left.append(part)
        elif roles:
            left.append({**part, "role": roles})
    entry["partners"] = left


def leave_bodies(case: Case, changed: Data, i: str, j: str) -> None:
    """The leads of the second leave what they sit in together with other leads of the first."""
    leads = case.partners_in(i, "lead"), case.partners_in(j, "lead")
    for body in changed.get("bodies", {}).values():
        members = listed(body.get("members"))
        gone = {b for a, b in product(*leads) if a != b and {a, b} <= set(members)}
        body["members"] = [each for each in members if each not in gone]
    for each, entry in case.initiatives.items():
        if entry.get("kind") == "coordination" and case.running(each) != "no":
            workers = case.partners_in(each, *WORKING)
            gone = {b for a, b in product(*leads) if a != b and {a, b} <= workers}
            if gone:
                stop_working(changed["initiatives"][each], gone)


# -- needs -----------------------------------------------------------------------------------------


def need_changes(case: Case, row: Data) -> Iterator[Change]:
    """Every answer on the list for a need; one that changes nothing may be there too."""
    found = [*row["targeted"], *row["general"], *row["may_reach"]]
    for each in case.in_order(case.initiatives, set(found)):
        if case.running(each) == "unknown":
            yield from running_answers(case, each)
        if each in row["may_reach"]:
            for facet in facets_of(case.needs[row["need"]]):
                if any(not line[facet] for line in case.lines(each)):
                    yield from stating_answers(case, each, row["need"], facet)
        if each in row["unknown_capacity"]:
            yield from capacity_answers(case, each, row)
    if case.day is not None:
        yield from people_answers(case, row)


def running_answers(case: Case, each: str) -> Iterator[Change]:
    """It surely ran, or it did not; its dates may leave no day on which it could."""
    entry, as_of = case.initiatives[each], case.as_of
    if case.day is not None:
        runs = made_to_run(entry, as_of, case.day)
        out = kept_out(entry, as_of, (case.day, case.day))
    else:
        turning = [*turning_days(entry, [], as_of), days.last_day(as_of)]
        tried = (made_to_run(entry, as_of, day) for day in turning)
        runs = next((made for made in tried if made is not None), None)
        out = {**entry, "status": "planned"}
    if runs is not None:
        yield "period-runs", with_entries(case, {each: runs})
    if out is not None:
        yield "period-runs-not", with_entries(case, {each: out})


def stating_answers(case: Case, each: str, need: str, facet: str) -> Iterator[Change]:
    """It states what is needed, or something else."""
    wanted = listed(case.needs[need][FACET_KEYS[facet]])
    key = FACET_KEYS[facet]
    entry = case.initiatives[each]
    yield f"{facet}-wanted", with_entries(case, {each: {**entry, key: wanted}})
    if "everyone" not in case.terms[facet].named(wanted):
        changed = with_entries(case, {})
        first, _ = new_terms(case, changed, facet)
        changed["initiatives"][each][key] = [first]
        yield f"{facet}-other", changed


def least(entry: Data) -> int:
    """The least that an initiative serves a year, as far as it says."""
    lines = [bounds(line.get("capacity"))[0] or 0 for line in listed(entry.get("provision"))]
    own = bounds(entry.get("capacity"))[0] or 0
    said = "capacity" in entry or any("capacity" in line for line in listed(entry.get("provision")))
    from tests.oracle.needs import participants_low

    served = 0 if said else participants_low(entry) or 0
    return int(max(sum(lines), own, served))


def capacity_answers(case: Case, each: str, row: Data) -> Iterator[Change]:
    """It can serve all, or no more than it says now."""
    entry = case.initiatives[each]
    if row["people_high"] is not None:
        enough = max(int(row["people_high"]), least(entry))
        changed = {**entry, "capacity": {"at_least": enough}}
        yield "capacity-enough", with_entries(case, {each: changed})
    yield "capacity-none", with_entries(case, {each: {**entry, "capacity": least(entry)}})


def people_answers(case: Case, row: Data) -> Iterator[Change]:
    """No more people have the need than surely can be served; or more than can be at most."""
    low, high = row["people_low"], row["people_high"]
    need = row["need"]

    def counted(people: Data) -> Data:
        changed = copy.deepcopy(case.mapping)
        changed["needs"][need]["people"] = people
        return changed

    if high is None and row["supply_low"] > 0 and (low is None or low <= row["supply_low"]):
        stated = {} if low is None else {"at_least": low}
        yield "people-few", counted({**stated, "at_most": row["supply_low"]})
    most = row["supply_high"]
    if low is None and most is not None and (high is None or high > most):
        stated = {} if high is None else {"at_most": high}
        yield "people-many", counted({"at_least": most + 1, **stated})
