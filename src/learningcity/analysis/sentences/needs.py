"""What results say about needs and what reaches them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.words import (
    count,
    initiative_name,
    interval,
    join,
    listed,
    number,
    term_name,
    text_in,
)
from learningcity.model.values import Number
from learningcity.reach.needs import NeedReach
from learningcity.reach.view import CityView

if TYPE_CHECKING:
    from learningcity.analysis.coverage import CoverageRow

__all__ = ["coverage_summary", "need_remedy", "need_sentence"]


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
    return f"{count(total, 'need')}: {listed(reach)}. Places a year: {listed(enough)}."


def need_sentence(view: CityView, reach: NeedReach, covered: CoverageRow) -> str:
    """Return how far one need is met, in plain words."""
    statement = text_in(view, reach.need.statement).rstrip(".")
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
            *(term_name(view, "place", term) for term in covered.unreached_places),
            *(term_name(view, "audience", term) for term in covered.unreached_audiences),
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
        asked = join([initiative_name(view, key) for key in covered.may_reach], 3)
        return f"ask {asked} whether they run and whom they serve"
    if covered.status == "general":
        asked = join([initiative_name(view, key) for key in covered.general], 3)
        return f"see whether {asked} work for this group, or offer {what}"
    if covered.status == "partial":
        return f"extend {join([initiative_name(view, key) for key in covered.targeted], 3)}"
    if covered.sufficiency == "short" and covered.shortfall_low is not None:
        return f"add places for at least {number(covered.shortfall_low)} people a year"
    if covered.sufficiency == "met":
        return "keep it going"
    if covered.unknown_capacity:
        meant = [key for key in covered.unknown_capacity if key in covered.targeted]
        asked = join([initiative_name(view, key) for key in meant or covered.unknown_capacity], 3)
        return f"ask how many people {asked} can serve in a year"
    return "find out how many people have this need"


def _wanted_words(view: CityView, reach: NeedReach) -> str:
    what = [term_name(view, "activity", key) for key in reach.wanted["activity"]]
    whom = [term_name(view, "audience", key) for key in reach.wanted["audience"]]
    where = [term_name(view, "place", key) for key in reach.wanted["place"]]
    words = join(what) if what else "something"
    words += f" for {join(whom)}" if whom else ""
    return f"{words} in {join(where)}" if where else words
