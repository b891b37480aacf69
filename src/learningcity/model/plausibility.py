"""Rules between the entries of a city whose breaking is doubtful, not wrong: warnings."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import cast

from learningcity.diagnostics import Severity
from learningcity.model.dates import PartialDate
from learningcity.model.entities import FundingLine, Initiative, Partner, Priority, Source
from learningcity.model.holding import fields_holding, fields_named
from learningcity.model.identifiers import find_identifier_doubts, numbers_differ
from learningcity.model.integrity import At, Draft, Fault, walk
from learningcity.model.kinds import KINDS
from learningcity.model.names import NEAR, digits_of, plain_name
from learningcity.model.outliers import find_outliers
from learningcity.model.privacy import all_texts
from learningcity.model.suggest import closest
from learningcity.model.values import Number, hidden_sign, line_name, quote, scripts_of
from learningcity.model.vocabulary import PARTNER_KINDS, offers_itself, shipped_activities

__all__ = ["find_doubts"]

_ALL_PAIRS = 2000
_NEIGHBOURS = 50
"""Beyond so many names each is compared with so many that follow it in the alphabet."""
_UMBRELLAS = 20
"""How many umbrellas above one another are looked at for the same sum of money."""
_MISSPELT = 85.0
_FEW_PAIRS = 100
_OFTEN = 3
_MOST_USED = 50
_FAR = 50
"""Years after ``as_of`` that no date of a city reaches, except by a slip of the hand."""


def find_doubts(draft: Draft) -> Iterator[Fault]:
    """Return every doubt about what could be read."""
    rules: tuple[Callable[[Draft], Iterator[Fault]], ...] = (
        _evidence,
        _undescribed,
        _orphan_priorities,
        _capacity_twice,
        _idle_partners,
        _shared_identifiers,
        find_identifier_doubts,
        _similar_names,
        _past_horizon,
        _money_without_period,
        _part_currency,
        _parts_together,
        _unknown_kinds,
        _mixed_scripts,
        _unknown_inferred,
        _changed_activities,
        _unknown_codes,
        _same_pages,
        _budgets_twice,
        _without_quantity,
        _rare_words,
        _far_dates,
        find_outliers,
        _hidden_signs,
    )
    return (fault for rule in rules for fault in rule(draft))


def _warn(
    code: str,
    message: str,
    at: At,
    hint: str,
    related: tuple[tuple[str, At], ...] = (),
) -> Fault:
    on_key = len(at) == 2 and at[0] != "city"
    return Fault(
        code, message, at, hint, Severity.WARNING, on="key" if on_key else "value", related=related
    )


def _evidence(draft: Draft) -> Iterator[Fault]:
    for need in draft.needs:
        at = ("needs", need.id)
        if not need.sources:
            message = f"need {quote(need.id)} names no source"
            yield _warn("need-without-source", message, at, "add 'sources: […]'")
        if need.date is None:
            message = f"need {quote(need.id)} has no date"
            yield _warn("need-without-date", message, at, "add 'date: …', a year is enough")


def _undescribed(draft: Draft) -> Iterator[Fault]:
    for entry in draft.initiatives:
        if not offers_itself(entry):
            continue
        missing = [
            name
            for name in ("activities", "audiences", "places")
            if not getattr(entry, name)
            and not (entry.provision and all(getattr(line, name) for line in entry.provision))
        ]
        if missing:
            yield _warn(
                "initiative-undescribed",
                f"initiative {quote(entry.id)} does not say its {', '.join(missing)}",
                ("initiatives", entry.id),
                "add what you know; what is not said stays unknown",
            )


def _orphan_priorities(draft: Draft) -> Iterator[Fault]:
    priorities = cast("tuple[Priority, ...]", draft["priorities"])
    owned = {priority.id for priority in priorities if priority.owner is not None}
    named = {key for entry in draft.initiatives for key in entry.priorities}
    up = {p.id: (*p.within, *([p.replaced_by] if p.replaced_by else ())) for p in priorities}
    renamed = {p.id: (p.replaced_by,) if p.replaced_by else () for p in priorities}
    answered, served = _upwards(owned, renamed), _upwards(named, up)
    for priority in priorities:
        if priority.within or priority.until is not None or priority.replaced_by is not None:
            continue
        at = ("priorities", priority.id)
        if priority.id not in answered:
            message = f"nobody answers for priority {quote(priority.id)}"
            yield _warn("priority-without-owner", message, at, "add 'owner: …', a body or partner")
        if priority.id not in served:
            message = f"no initiative names priority {quote(priority.id)}"
            hint = "name it under 'priorities' of what serves it"
            yield _warn("priority-without-initiative", message, at, hint)


def _upwards(ids: Iterable[str], up: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return `ids` and all that `up` leads to from them."""
    found, waiting = set(ids), list(ids)
    while waiting:
        for larger in up.get(waiting.pop(), ()):
            if larger not in found:
                found.add(larger)
                waiting.append(larger)
    return found


def _capacity_twice(draft: Draft) -> Iterator[Fault]:
    for entry in draft.initiatives:
        if entry.capacity is not None and any(line.capacity for line in entry.provision):
            yield _warn(
                "capacity-twice",
                "capacity is stated here and on lines of 'provision' too",
                ("initiatives", entry.id, "capacity"),
                "this one is taken as the total of the lines",
            )


_NAMES_PARTNERS = frozenset({"from_", "members", "owner", "parent", "to"})
"""Fields, beside those of initiatives, that name partners."""


def _idle_partners(draft: Draft) -> Iterator[Fault]:
    busy = {part.partner for entry in draft.initiatives for part in entry.partners}
    busy |= {key for i in draft.initiatives for line in i.funding for key in line.funder}
    for _, entry in walk(draft):
        for name in fields_named(type(entry), _NAMES_PARTNERS):
            value = getattr(entry, name)
            busy |= {value} if isinstance(value, str) else set(value or ())
    for partner in draft.partners:
        if partner.id not in busy:
            message = f"partner {quote(partner.id)} has no role in any initiative"
            hint = "add it under 'partners' of an initiative, with its role"
            yield _warn("partner-without-role", message, ("partners", partner.id), hint)


def _shared_identifiers(draft: Draft) -> Iterator[Fault]:
    first: dict[tuple[str, str], tuple[str, At]] = {}
    for partner in draft.partners:
        for index, identifier in enumerate(partner.identifiers):
            at: At = ("partners", partner.id, "identifiers", index)
            number = (identifier.scheme, identifier.value.strip().upper())
            other = first.setdefault(number, (partner.id, at))
            if other[0] != partner.id:
                what = f"{identifier.scheme} {quote(identifier.value)}"
                yield _warn(
                    "shared-identifier",
                    f"{what} also stands on {quote(other[0])}",
                    at,
                    "two entries of one organisation? keep one of them",
                    related=(("the other one", other[1]),),
                )


def _similar_names(draft: Draft) -> Iterator[Fault]:
    """Report each partner whose name an earlier one nearly has, once."""
    names = [
        (plain, digits_of(plain), number)
        for number, partner in enumerate(draft.partners)
        for text in (partner.name, *partner.aliases)
        for plain in map(plain_name, text)
    ]
    names.sort(key=lambda item: item[0])
    reported: set[int] = set()
    passed = 0
    reach = len(names) if len(names) <= _ALL_PAIRS else _NEIGHBOURS
    alike: dict[str, list[int]] = {}
    for index, (_, digits, _) in enumerate(names):
        alike.setdefault(digits, []).append(index)
    for index, (name, digits, number) in enumerate(names):
        following = alike[digits]
        start = bisect_right(following, index)
        for other_index in following[start : bisect_right(following, index + reach)]:
            other_name, _, other = names[other_index]
            if other == number:
                continue
            later = number if number > other else other
            if later in reported:
                continue
            length, other_length = len(name), len(other_name)
            if abs(length - other_length) * 100 > (length + other_length) * (100 - NEAR):
                continue  # so different in length that no sign in common makes up for it
            if passed < _FEW_PAIRS and _most_alike(name, other_name) < NEAR - 1:
                passed += 1  # in small cities nothing is then loaded to compare names
                continue
            if _likeness(name, other_name) < NEAR:
                continue
            differing = numbers_differ(draft.partners[number], draft.partners[other])
            if differing is not None and name != other_name:
                continue  # their numbers tell them apart
            reported.add(later)
            yield _similar(draft.partners[min(number, other)], draft.partners[later], differing)


def _likeness(name: str, other: str) -> float:
    """Return how like two names are, from 0 to 100; below what is near it is 0."""
    return _ratio()(name, other, score_cutoff=NEAR)


@cache
def _ratio() -> Callable[..., float]:
    """Load what compares names; cities whose names all differ in length or digits need none."""
    from rapidfuzz import fuzz

    return fuzz.ratio


def _similar(first: Partner, second: Partner, number: str | None) -> Fault:
    if number is not None:
        return _warn(
            "same-name-other-number",
            f"{quote(second.id)} and {quote(first.id)} have one name and two numbers of {number}",
            ("partners", second.id),
            "two organisations? say so in their names; one? correct a number and keep one entry",
            related=(("the other one", ("partners", first.id)),),
        )
    return _warn(
        "similar-names",
        f"the names of {quote(second.id)} and {quote(first.id)} are nearly the same",
        ("partners", second.id),
        "one organisation? keep one entry and put the other name in 'aliases'",
        related=(("the other one", ("partners", first.id)),),
    )


def _past_horizon(draft: Draft) -> Iterator[Fault]:
    if draft.head is None:
        return
    as_of = draft.head.as_of
    for entry in draft.initiatives:
        at: At = ("initiatives", entry.id, "status")
        hint = "correct the status or the date"
        if entry.status == "planned" and entry.start and entry.start.last < as_of.first:
            message = (
                f"the status is 'planned', but 'start: {entry.start}' is before 'as_of: {as_of}'"
            )
            yield _warn("past-horizon", message, at, hint)
        if entry.status == "active" and entry.end and entry.end.last < as_of.first:
            message = f"the status is 'active', but 'end: {entry.end}' is before 'as_of: {as_of}'"
            yield _warn("past-horizon", message, at, hint)
        if entry.status == "ended" and entry.end and entry.end.first > as_of.last:
            message = f"the status is 'ended', but 'end: {entry.end}' is after 'as_of: {as_of}'"
            yield _warn("past-horizon", message, at, hint)


def _money_without_period(draft: Draft) -> Iterator[Fault]:
    for entry in draft.initiatives:
        lines = {line.id: line for line in entry.funding}
        for line in entry.funding:
            if line.amount is not None and not _has_period(entry, line, lines):
                yield _warn(
                    "money-without-period",
                    "this sum of money has no period",
                    ("initiatives", entry.id, "funding", line.id),
                    "add 'start' and 'end', or one of them",
                )


def _has_period(entry: Initiative, line: FundingLine, lines: dict[str, FundingLine]) -> bool:
    seen: set[str] = set()
    current: FundingLine | None = line
    while current is not None and current.id not in seen:
        if current.start or current.end:
            return True
        seen.add(current.id)
        if current.within is not None and "/" in current.within:
            return True
        current = lines.get(current.within) if current.within else None
    return bool(entry.start or entry.end)


def _part_currency(draft: Draft) -> Iterator[Fault]:
    lines = {f"{i.id}/{line.id}": line for i in draft.initiatives for line in i.funding}
    for name, line in lines.items():
        initiative_id, _, line_id = name.partition("/")
        if line.within is None or line.currency is None:
            continue
        full = line_name(initiative_id, line.within)
        total = lines.get(full)
        if total is not None and total.currency not in (None, line.currency):
            yield _warn(
                "part-in-other-currency",
                f"this part is in '{line.currency}' and its total in '{total.currency}'",
                ("initiatives", initiative_id, "funding", line_id, "currency"),
                "write both in one currency, or leave out 'within'",
            )


def _parts_together(draft: Draft) -> Iterator[Fault]:
    lines = {(i.id, line.id): line for i in draft.initiatives for line in i.funding}
    parts: dict[tuple[str, str], list[Number]] = {}
    for (initiative_id, _), line in lines.items():
        if line.within is None or line.amount is None or line.amount.low is None:
            continue
        owner, _, line_id = line_name(initiative_id, line.within).partition("/")
        key = (owner, line_id)
        if key in lines and lines[key].currency == line.currency:
            parts.setdefault(key, []).append(line.amount.low)
    for (initiative_id, line_id), lows in parts.items():
        amount = lines[initiative_id, line_id].amount
        high = None if amount is None else amount.high
        # A single part that is larger than its total is an error of its own.
        if high is not None and max(lows) <= high < sum(lows):
            yield _warn(
                "parts-above-total",
                f"the parts of this sum add up to '{sum(lows)}', more than its '{high}'",
                ("initiatives", initiative_id, "funding", line_id, "amount"),
                "correct an amount, or leave out a 'within'",
            )


def _unknown_kinds(draft: Draft) -> Iterator[Fault]:
    for partner in draft.partners:
        if partner.kind is not None and partner.kind not in PARTNER_KINDS:
            meant = closest(partner.kind, PARTNER_KINDS)
            yield _warn(
                "unknown-kind",
                f"{quote(partner.kind)} is not in the list of kinds of partner",
                ("partners", partner.id, "kind"),
                f"did you mean '{meant}'?"
                if meant
                else "it is kept as it is; the documentation has the list",
            )


def _mixed_scripts(draft: Draft) -> Iterator[Fault]:
    for kind in KINDS:
        if not kind.keyed:
            continue
        for entry in draft.keyed(kind.section):
            if entry.id.isascii():
                continue
            scripts = scripts_of(entry.id)
            if len(scripts) > 1:
                names = " and ".join(sorted(name.capitalize() for name in scripts))
                message = f"{quote(entry.id)} mixes letters of {names}"
                hint = "some letters look alike; type the id again in one script"
                yield _warn("mixed-script", message, (kind.section, entry.id), hint)


def _unknown_inferred(draft: Draft) -> Iterator[Fault]:
    for at, entry in walk(draft):
        if not entry.inferred:
            continue
        fields = [name.rstrip("_") for name in type(entry).model_fields]
        for index, name in enumerate(entry.inferred):
            if name not in fields:
                meant = closest(name, fields)
                yield _warn(
                    "unknown-inferred",
                    f"{quote(name)} is not a key that this entry may have",
                    (*at, "inferred", index),
                    f"did you mean '{meant}'?" if meant else "name a key of this entry",
                )


def _changed_activities(draft: Draft) -> Iterator[Fault]:
    shipped = {activity.id: activity for activity in shipped_activities()}
    for own in draft.terms("activities"):
        if own.id in shipped and set(own.within) != set(shipped[own.id].within):
            within = ", ".join(map(quote, shipped[own.id].within)) or "nothing"
            yield _warn(
                "changed-activity",
                f"{quote(own.id)} replaces the activity of the library, which lies within {within}",
                ("activities", own.id),
                "use another id, unless that is what you want",
            )


def _unknown_codes(draft: Draft) -> Iterator[Fault]:
    from babel.core import get_global

    country = None if draft.head is None else draft.head.country
    known = get_global("territory_languages")
    if country is not None and (country == "ZZ" or country not in known):
        message = f"no country has the code {quote(country)}"
        yield _warn(
            "unknown-code", message, ("city", "country"), "look it up in the list ISO 3166-1"
        )
    currencies = get_global("all_currencies")
    for entry in draft.initiatives:
        for line in entry.funding:
            if line.currency is not None and line.currency not in currencies:
                at: At = ("initiatives", entry.id, "funding", line.id, "currency")
                message = f"no currency has the code {quote(line.currency)}"
                yield _warn("unknown-code", message, at, "look it up in the list ISO 4217")


def _same_pages(draft: Draft) -> Iterator[Fault]:
    first: dict[str, Source] = {}
    for source in cast("tuple[Source, ...]", draft["sources"]):
        if source.url is None:
            continue
        other = first.setdefault(_page(source.url), source)
        # One page, read on two days, may say two things.
        if other is not source and (other.date == source.date or not (other.date and source.date)):
            yield _warn(
                "same-source",
                f"{quote(source.url)} is the address of source {quote(other.id)} too",
                ("sources", source.id, "url"),
                "keep one of them, or give each the date of what it says",
                related=(("the other one", ("sources", other.id, "url")),),
            )


def _page(url: str) -> str:
    return url.partition("://")[2].rstrip("/")


def _budgets_twice(draft: Draft) -> Iterator[Fault]:
    entries = {entry.id: entry for entry in draft.initiatives}
    for entry in draft.initiatives:
        if not entry.funding:
            continue
        above = _umbrellas(entry, entries)
        stated = [(umbrella, line) for umbrella in above for line in umbrella.funding]
        for line in entry.funding:
            same = ((u.id, m.id) for u, m in stated if _is_same_sum(line, m))
            found = next(same, None)
            if found is not None:
                total = "/".join(found)
                yield Fault(
                    "budget-twice",
                    f"{quote(line.id)} is the same sum of money as {quote(total)}, and "
                    f"{quote(entry.id)} is a part of {quote(found[0])}",
                    ("initiatives", entry.id, "funding", line.id),
                    f"add 'within: {total}', so that it is counted once",
                    Severity.WARNING,
                    on="key",
                    related=(("it is here too", ("initiatives", found[0], "funding", found[1])),),
                )


def _umbrellas(entry: Initiative, entries: Mapping[str, Initiative]) -> list[Initiative]:
    """Return the initiatives that this one is part of, the nearest first."""
    found = {entry.id: entry}
    while len(found) <= _UMBRELLAS and entry.part_of is not None:
        if entry.part_of in found or entry.part_of not in entries:
            break
        entry = entries[entry.part_of]
        found[entry.id] = entry
    return list(found.values())[1:]


def _is_same_sum(part: FundingLine, whole: FundingLine) -> bool:
    return (
        part.amount is not None
        and part.within is None
        and part.amount == whole.amount
        and part.currency == whole.currency
        and set(part.funder) == set(whole.funder)
    )


def _without_quantity(draft: Draft) -> Iterator[Fault]:
    for entry in draft.initiatives:
        counted = entry.capacity or entry.participants or any(i.capacity for i in entry.provision)
        if offers_itself(entry) and not counted:
            yield Fault(
                "initiative-without-quantity",
                f"initiative {quote(entry.id)} does not say how many people it serves",
                ("initiatives", entry.id),
                "add 'capacity: …', people in a year, or 'participants: …'",
                Severity.INFO,
                on="key",
            )


def _rare_words(draft: Draft) -> Iterator[Fault]:
    """Find free words that are used once and look like one that is used often.

    Kinds of partner have a list of their own and are measured by it.
    """
    for section, name in (("places", "kind"), ("bodies", "kind"), ("audiences", "by")):
        said = [(entry.id, getattr(entry, name)) for entry in draft.keyed(section)]
        uses = Counter(word for _, word in said if word is not None)
        often = [word for word, number in uses.most_common(_MOST_USED) if number >= _OFTEN]
        rare = [(entry_id, word) for entry_id, word in said if uses[word] == 1]
        if not (often and rare) or _all_unlike([word for _, word in rare], often):
            continue
        from rapidfuzz import fuzz, process

        for entry_id, word in rare:
            found = process.extractOne(
                word, often, scorer=fuzz.ratio, processor=plain_name, score_cutoff=_MISSPELT
            )
            meant = word if found is None else found[0]
            if digits_of(word) == digits_of(meant) and word != meant:
                yield _warn(
                    "rare-word",
                    f"{quote(word)} stands here only, and {quote(meant)} {uses[meant]} times",
                    (section, entry_id, name),
                    f"did you mean '{meant}'?",
                )


def _all_unlike(rare: list[str], often: list[str]) -> bool:
    """Return whether a few words are so unlike that nothing need be loaded to compare them."""
    if len(rare) * len(often) > _FEW_PAIRS:
        return False
    plain = [plain_name(word) for word in often]
    pairs = ((plain_name(word), other) for word in rare for other in plain)
    return all(_most_alike(*pair) < _MISSPELT - 1 for pair in pairs)


def _most_alike(word: str, other: str) -> float:
    """Return how like two words with these letters are at most, whatever the letters' order."""
    length = len(word) + len(other)
    return 200 * (Counter(word) & Counter(other)).total() / length if length else 100.0


def _hidden_signs(draft: Draft) -> Iterator[Fault]:
    for at, text in all_texts(draft):
        sign = hidden_sign(text)
        if sign is not None:
            message = f"this text holds a sign that nobody sees, {sign}"
            yield _warn("hidden-sign", message, at, "type the text again, without copying it")


def _far_dates(draft: Draft) -> Iterator[Fault]:
    if draft.head is None:
        return
    latest = draft.head.as_of.year + _FAR
    for at, entry in walk(draft):
        for name in fields_holding(type(entry), (PartialDate,)):
            date = getattr(entry, name)
            if date is not None and date.year > latest:
                yield _warn(
                    "far-date",
                    f"'{name}: {date}' is more than {_FAR} years after 'as_of: {draft.head.as_of}'",
                    (*at, name),
                    "correct the year, or leave it if it is right",
                )
