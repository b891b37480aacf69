"""What results say to people. Logic stays elsewhere; whatever is translated one day is here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from learningcity.model.values import Number, Quantity, Text
from learningcity.reach.needs import NeedReach
from learningcity.reach.view import CityView, Facet

if TYPE_CHECKING:
    from learningcity.analysis.coverage import CoverageRow

__all__ = [
    "count",
    "coverage_summary",
    "duplicates_summary",
    "gaps_summary",
    "join",
    "need_remedy",
    "need_sentence",
    "number",
    "placed_reason",
    "quantity",
    "question",
    "questions_summary",
    "unnamed_remedy",
    "unnamed_sentence",
]

_MOST_NAMES = 4


def number(value: Number) -> str:
    """Return a number for people to read, such as ``12,325``."""
    return f"{value:,}"


def quantity(value: Quantity) -> str:
    """Return a quantity for people to read, such as ``at least 3,000``."""
    if value.approximate and value.low is not None:
        return f"about {number(value.low)}"
    return interval(value.low, value.high)


def interval(low: Number | None, high: Number | None) -> str:
    """Return two bounds for people to read."""
    if low is not None and low == high:
        return number(low)
    if low is not None and high is not None:
        return f"{number(low)} to {number(high)}"
    if low is not None:
        return f"at least {number(low)}"
    return "not known" if high is None else f"at most {number(high)}"


def count(how_many: int, what: str) -> str:
    """Return a count with its noun, such as ``1 need`` or ``3 needs``."""
    return f"{number(how_many)} {what}{'' if how_many == 1 else 's'}"


def join(words: Sequence[str], most: int = _MOST_NAMES) -> str:
    """Return words as a list in a sentence; what is beyond `most` is counted."""
    shown = list(words[:most])
    if len(words) > most:
        shown.append(f"{len(words) - most} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def duplicates_summary(counts: Mapping[str, int], unjudged: int) -> str:
    """Return the headline of the duplicates."""
    confirmed = counts.get("reviewed:duplicate", 0)
    candidates, possible = counts.get("candidate", 0), counts.get("possible", 0)
    parts = [
        count(confirmed, "confirmed duplicate") if confirmed else "",
        f"{count(candidates, 'candidate pair')} for duplication" if candidates else "",
        f"{number(possible)} possible where something is not known" if possible else "",
    ]
    said = _listed(parts) or "no pair that may be a duplicate"
    unjudged_part = f"; {count(unjudged, 'pair')} could not be compared" if unjudged else ""
    return f"{said[0].upper()}{said[1:]}{unjudged_part}."


def coverage_summary(counts: Mapping[str, int], short: int, met: int) -> str:
    """Return the headline of the coverage."""
    total = sum(counts.values())
    if not total:
        return "No needs are recorded."
    named = counts["reached"] + counts["partial"]
    reach = [
        f"{number(named)} named by initiatives meant for them" if named else "",
        f"{number(counts['general'])} reached in general only" if counts["general"] else "",
        f"{number(counts['possible'])} perhaps reached" if counts["possible"] else "",
        f"{number(counts['absent'])} reached by nothing recorded" if counts["absent"] else "",
    ]
    unknown = total - short - met
    enough = [
        f"surely too few for {number(short)}" if short else "",
        f"enough for {number(met)}" if met else "",
        f"not known for {number(unknown)}" if unknown else "",
    ]
    return f"{count(total, 'need')}: {_listed(reach)}. Places a year: {_listed(enough)}."


def gaps_summary(counts: Mapping[str, int], short: int) -> str:
    """Return the headline of the gaps."""
    absent, possible = counts.get("need-absent", 0), counts.get("need-possible", 0)
    general = counts.get("need-general", 0)
    places, groups = counts.get("place", 0), counts.get("audience", 0)
    parts = [
        f"{count(short, 'need')} with surely too few places" if short else "",
        f"{count(absent, 'need')} that nothing recorded reaches" if absent else "",
        f"{count(possible, 'need')} perhaps reached" if possible else "",
        f"{count(general, 'need')} reached in general only" if general else "",
        f"{count(places, 'place')} of the city that no initiative names" if places else "",
        f"{count(groups, 'group')} of people that no initiative names" if groups else "",
    ]
    said = _listed(parts) or "no gap that the files show"
    return f"{said[0].upper()}{said[1:]}."


def _listed(parts: Sequence[str]) -> str:
    return ", ".join(part for part in parts if part)


def questions_summary(how_many: int) -> str:
    """Return how many questions there are to ask."""
    if how_many == 1:
        return "One answer would settle what the findings leave open."
    return f"{number(how_many)} answers would settle what the findings leave open."


def question(name: str, unknown: str) -> str:
    """Return what to ask about an initiative."""
    return {
        "period": f"When did {name} begin, is it still running, and if not, when did it end?",
        "audience": f"For whom is {name}?",
        "place": f"Where is {name} offered?",
        "capacity": f"How many people can {name} serve in a year?",
    }[unknown]


# -- needs ---------------------------------------------------------------------------------------


def need_sentence(view: CityView, reach: NeedReach, covered: CoverageRow) -> str:
    """Return how far one need is met, in plain words."""
    statement = _text(view, reach.need.statement).rstrip(".")
    return f"{statement}: {_reach_words(view, covered)}{_places_words(covered)}."


def _reach_words(view: CityView, covered: CoverageRow) -> str:
    if covered.status == "absent":
        return "no initiative in the file reaches it"
    if covered.status == "possible":
        return f"{_may(len(covered.may_reach))} reach it, none surely does"
    if covered.status == "general":
        verb = "reaches" if len(covered.general) == 1 else "reach"
        return f"{count(len(covered.general), 'initiative')} {verb} it, none is meant for it"
    words = f"named by {count(len(covered.targeted), 'initiative')}"
    if covered.status == "partial":
        left = [
            *(_term(view, "place", term) for term in covered.unreached_places),
            *(_term(view, "audience", term) for term in covered.unreached_audiences),
        ]
        words += f", but not for {join(left)}"
    return words


def _may(how_many: int) -> str:
    return f"{count(how_many, 'initiative')} may"


def _places_words(covered: CoverageRow) -> str:
    """Return how many of the people there are places for, where that is known."""
    if covered.status in ("absent", "possible") or covered.supply_low is None:
        return ""
    low, high = covered.supply_low, covered.supply_high
    people = covered.people_low
    if covered.people_low is None or covered.people_low != covered.people_high or not people:
        if low == 0 and high is None:
            return ", for how many people is not known"
        return f", with places for {interval(low, high)} people a year"
    if high is None:
        if low == 0:
            return f", for how many of the {number(people)} people is not known"
        return f", with places for at least {_in_hundred(low, people)} in 100"
    if low == high:
        return f", with places for about {_in_hundred(low, people)} in 100"
    return f", with places for {_in_hundred(low, people)} to {_in_hundred(high, people)} in 100"


def _in_hundred(places: Number, people: Number) -> str:
    share = min(100, int(100 * places / people))
    return "fewer than 1" if share == 0 and places > 0 else str(share)


def need_remedy(view: CityView, reach: NeedReach, covered: CoverageRow) -> str:
    """Return what would close the gap of one need."""
    what = _wanted_words(view, reach)
    if covered.status == "absent":
        return f"offer {what}, or add to the file who does"
    if covered.status == "possible":
        asked = join([_initiative(view, key) for key in covered.may_reach], 3)
        return f"ask {asked} whether they run and whom they serve"
    if covered.status == "general":
        asked = join([_initiative(view, key) for key in covered.general], 3)
        return f"see whether {asked} work for this group, or offer {what}"
    if covered.status == "partial":
        return f"extend {join([_initiative(view, key) for key in covered.targeted], 3)}"
    if covered.sufficiency == "short" and covered.shortfall_low is not None:
        return f"add places for at least {number(covered.shortfall_low)} people a year"
    if covered.sufficiency == "met":
        return "keep it going"
    if covered.unknown_capacity:
        meant = [key for key in covered.unknown_capacity if key in covered.targeted]
        asked = join([_initiative(view, key) for key in meant or covered.unknown_capacity], 3)
        return f"ask how many people {asked} can serve in a year"
    return "find out how many people have this need"


def _wanted_words(view: CityView, reach: NeedReach) -> str:
    what = [_term(view, "activity", key) for key in reach.wanted["activity"]]
    whom = [_term(view, "audience", key) for key in reach.wanted["audience"]]
    where = [_term(view, "place", key) for key in reach.wanted["place"]]
    words = join(what) if what else "something"
    words += f" for {join(whom)}" if whom else ""
    return f"{words} in {join(where)}" if where else words


# -- places and groups ---------------------------------------------------------------------------


def unnamed_sentence(view: CityView, facet: Facet, term: str, people: Quantity | None) -> str:
    """Return that no initiative names a place or a group."""
    name = _term(view, facet, term)
    size = "" if people is None else f" ({quantity(people)} people)"
    if facet == "place":
        return f"No initiative names {name}{size}, nor a part of it; offers for the whole city may."
    return f"No initiative names {name}{size}."


def unnamed_remedy(view: CityView, facet: Facet, term: str) -> str:
    """Return what would close the gap of a place or a group."""
    name = _term(view, facet, term)
    if facet == "place":
        return f"ask those who offer something city-wide what they do in {name}"
    return f"ask whether anything is offered for {name}"


def placed_reason(view: CityView, initiative_id: str, shared: Mapping[Facet, Sequence[str]]) -> str:
    """Return why a partner is well placed: what it already does of what is wanted."""
    words = {
        "activity": "offers",
        "priority": "is for",
        "audience": "serves",
        "place": "works in",
    }
    parts = [
        f"{words[facet]} {join([_term(view, facet, term) for term in terms], 2)}"
        for facet, terms in shared.items()
    ]
    return f"{_initiative(view, initiative_id)} {join(parts)}"


def _term(view: CityView, facet: Facet, term: str) -> str:
    return view.graph(facet).name(term).in_language(view.city.language, "en")


def _initiative(view: CityView, initiative_id: str) -> str:
    return _text(view, view.city.initiatives[initiative_id].name)


def _text(view: CityView, text: Text) -> str:
    return text.in_language(view.city.language, "en")
