"""Lanternport is invented and complete: nothing is unknown, and what was planted is there."""

from __future__ import annotations

from collections import Counter

import pytest

import learningcity
from learningcity.analysis.coverage import CoverageRow, need_coverage
from learningcity.analysis.duplicates import DuplicateRow, find_duplicates
from learningcity.analysis.gaps import Gaps, find_gaps
from learningcity.datasets import check_example
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import Entry, Initiative
from learningcity.model.vocabulary import offers_itself

JOB_CLUBS = ("harbour-job-coaching", "work-ready", "harbourside-job-club")


@pytest.fixture(scope="module")
def city() -> City:
    return learningcity.open_example("lanternport")


@pytest.fixture(scope="module")
def pairs(city: City) -> dict[tuple[str, ...], DuplicateRow]:
    return {row.initiatives: row for row in find_duplicates(city).rows}


@pytest.fixture(scope="module")
def needs(city: City) -> dict[str, CoverageRow]:
    return {row.need: row for row in need_coverage(city).rows}


@pytest.fixture(scope="module")
def gaps(city: City) -> Gaps:
    return find_gaps(city)


def offers(city: City) -> list[Initiative]:
    return [entry for entry in city.initiatives if offers_itself(entry)]


# -- nothing is unknown --------------------------------------------------------------------------


def test_it_says_that_it_is_invented(city: City) -> None:
    assert "invented" in str(city.head.note)
    assert all("(invented)" in str(source.title) for source in city.sources)
    assert not [source.id for source in city.sources if source.url]


def test_its_size_is_that_of_its_readme(city: City) -> None:
    wanted = {"places": 9, "audiences": 14, "priorities": 15, "bodies": 5, "plans": 3}
    wanted |= {"partners": 18, "initiatives": 35, "needs": 14, "sources": 11, "facts": 4}
    assert {name: len(getattr(city, name)) for name in wanted} == wanted
    assert Counter(partner.sector for partner in city.partners) == {
        "public": 8,
        "private": 5,
        "third": 5,
    }


def test_every_offer_says_what_for_whom_where_when_and_how_many(city: City) -> None:
    assert len(offers(city)) == 33
    for entry in offers(city):
        wanted = "summary kind activities priorities audiences places modes start partners funding"
        assert silent(entry, wanted) == [], entry.id
        assert entry.capacity or all(line.capacity for line in entry.provision), entry.id


def test_every_initiative_says_its_dates_money_lead_stage_and_sources(city: City) -> None:
    for entry in city.initiatives:
        assert silent(entry, "start stage sources funding") == [], entry.id
        assert entry.end or entry.status == "active", entry.id
        assert any("lead" in part.role for part in entry.partners), entry.id
        for line in entry.funding:
            whole = "" if line.within else "start end"
            assert silent(line, f"amount currency funder {whole}") == [], (entry.id, line.id)
            assert line.within or line.use != "unknown", (entry.id, line.id)


def silent(entry: Entry, wanted: str) -> list[str]:
    """Which of some fields an entry leaves out."""
    return [name for name in wanted.split() if not getattr(entry, name)]


def test_every_need_and_group_and_place_says_how_many_people(city: City) -> None:
    for need in city.needs:
        wanted = "people activities priorities audiences places basis date sources"
        assert silent(need, wanted) == [], need.id
        assert need.people is not None
        assert None not in (need.people.low, need.people.high), need.id
    for audience in city.audiences:
        assert silent(audience, "people by sources") == [], audience.id
    gone = [place.id for place in city.places if place.population is None]
    assert gone == ["north-end"]
    wards = [place.population for place in city.places if place.kind == "ward" and not place.until]
    whole = city.places["lanternport"].population
    assert whole is not None
    assert sum(ward.low or 0 for ward in wards if ward) == whole.low


def test_the_figures_have_values(
    pairs: dict[tuple[str, ...], DuplicateRow], needs: dict[str, CoverageRow]
) -> None:
    for row in pairs.values():
        assert (row.together, row.unknowns) == ("yes", ()), row.initiatives
        if row.verdict in ("candidate", "coordinated", "needed"):
            assert (row.at_stake is None, row.currency) == (False, "EUR"), row.initiatives
    unsure = [key for key, need in needs.items() if need.sufficiency == "unknown"]
    assert unsure == ["flood-knowledge"]
    for need in needs.values():
        assert None not in (need.supply_high, need.shortfall_low, need.shortfall_high), need.need
        assert not need.unknown_capacity, need.need


def test_only_the_priority_without_owner_is_warned_of() -> None:
    result = check_example("lanternport")
    assert [problem.code for problem in result.problems] == ["priority-without-owner"]


# -- what is planted and found -------------------------------------------------------------------


def test_every_verdict_is_there_and_nothing_is_merely_possible(
    pairs: dict[tuple[str, ...], DuplicateRow],
) -> None:
    assert {key: row.verdict for key, row in pairs.items()} == {
        ("reading-circle", "literacy-evenings"): "reviewed:duplicate",
        ("harbour-job-coaching", "work-ready"): "candidate",
        ("work-ready", "harbourside-job-club"): "candidate",
        ("harbour-job-coaching", "harbourside-job-club"): "coordinated",
        ("library-digital-desk", "seniors-online"): "coordinated",
        ("climate-workshops", "repair-cafe"): "coordinated",
        ("first-step-placements", "shipyard-placements"): "needed",
        ("welcome-classes", "evening-language-course"): "reviewed:complementary",
        ("homework-club", "summer-school"): "needed",
        ("welcome-classes", "conversation-cafe"): "needed",
        ("evening-language-course", "conversation-cafe"): "needed",
        ("evening-trades", "digital-careers"): "overlap",
        ("family-hubs", "family-hub-northfield"): "joint",
        ("family-hubs", "family-hub-millbank"): "joint",
    }


def test_one_funder_pays_for_two_candidates(
    pairs: dict[tuple[str, ...], DuplicateRow],
) -> None:
    pair = pairs["harbour-job-coaching", "work-ready"]
    assert pair.common_funders == ("job-service",)
    assert (pair.at_stake, pair.currency) == (380_000, "EUR")


def test_what_follows_after_an_end_is_apart_over_all_time(city: City) -> None:
    rows = {row.initiatives: row for row in find_duplicates(city, ever=True).rows}
    sequence = rows["evening-language-course", "night-school"]
    assert sequence.coordination[0] == "sequence"
    assert (sequence.verdict, sequence.together) == ("apart", "no")


def test_a_review_of_a_pair_that_does_not_overlap_any_more_is_no_row(
    city: City, pairs: dict[tuple[str, ...], DuplicateRow]
) -> None:
    reviewed = [review.initiatives for review in city.reviews]
    assert [key for key in reviewed if key not in pairs] == [
        ("library-digital-desk", "tablet-lending")
    ]


def test_needs_are_absent_general_partial_reached_short_met_and_in_surplus(
    needs: dict[str, CoverageRow],
) -> None:
    found = {key: (row.status, row.sufficiency) for key, row in needs.items()}
    assert found == {
        "job-coaching": ("reached", "met"),
        "first-placements": ("reached", "short"),
        "apprentice-places": ("reached", "met"),
        "welders": ("reached", "met"),
        "language-places": ("reached", "short"),
        "reading-and-writing": ("partial", "short"),
        "going-online": ("partial", "short"),
        "school-certificate": ("reached", "short"),
        "courses-without-barriers": ("reached", "short"),
        "money-and-forms": ("absent", "short"),
        "learning-with-parents": ("reached", "met"),
        "help-beside-school": ("reached", "short"),
        "flood-knowledge": ("general", "unknown"),
    }
    coaching = needs["job-coaching"]
    assert (coaching.targeted, coaching.supply_low, coaching.people_high) == (JOB_CLUBS, 1250, 900)
    assert needs["courses-without-barriers"].sole_provider == "adult-school"
    assert needs["learning-with-parents"].supply_low == 500


def test_an_old_name_of_a_ward_counts_as_the_ward(needs: dict[str, CoverageRow]) -> None:
    assert needs["going-online"].unreached_places == (
        "harbourside",
        "northfield",
        "millbank",
        "westhill",
    )
    assert "family-hub-northfield" in needs["learning-with-parents"].targeted


def test_one_place_and_one_group_are_named_by_nobody(gaps: Gaps) -> None:
    assert [row.subjects for row in gaps.rows if row.type == "place"] == [("place:westhill",)]
    assert [row.subjects for row in gaps.rows if row.type == "audience"] == [("audience:carers",)]


# -- what is planted and can be seen in the file -------------------------------------------------


def test_one_initiative_serves_a_need_alone_and_ends_within_the_year(
    city: City, needs: dict[str, CoverageRow]
) -> None:
    ending = [
        row.need
        for row in needs.values()
        if row.targeted and all(ends_soon(city.initiatives[key]) for key in row.targeted)
    ]
    assert ending == ["courses-without-barriers"]
    assert not [entry.id for entry in city.initiatives if "open-doors" in entry.follows]


def ends_soon(entry: Initiative) -> bool:
    return entry.end is not None and entry.end.last <= PartialDate(2026, 6).last


def test_one_need_was_counted_more_than_five_years_ago(city: City) -> None:
    assert [need.id for need in city.needs if need.date and need.date.year < 2020] == [
        "school-certificate"
    ]


def test_some_offers_have_no_outcome(city: City) -> None:
    running = [entry for entry in offers(city) if entry.status != "planned"]
    assert [entry.id for entry in running if not entry.outcomes] == [
        "work-ready",
        "shipyard-placements",
        "conversation-cafe",
        "literacy-evenings",
        "family-hub-millbank",
    ]


def test_one_priority_has_no_owner_and_one_no_private_partner(city: City) -> None:
    roots = [priority for priority in city.priorities if not priority.within]
    assert [root.id for root in roots if root.owner is None] == ["learning-families"]
    sectors = {
        root.id: {s for i in serving(city, root.id) for s in sectors_of(city, i)} for root in roots
    }
    lacking = {key: {"public", "private", "third"} - found for key, found in sectors.items()}
    assert lacking == {
        "skills-for-work": set(),
        "basics-for-all": set(),
        "learning-families": set(),
        "green-neighbourhoods": {"private"},
    }


def serving(city: City, root: str) -> list[Initiative]:
    below = {root, *(p.id for p in city.priorities if root in p.within)}
    return [entry for entry in city.initiatives if below & set(entry.priorities)]


def sectors_of(city: City, entry: Initiative) -> set[str]:
    return {city.partners[part.partner].sector for part in entry.partners}


def test_one_objective_is_named_by_nobody(city: City) -> None:
    named = {key for entry in city.initiatives for key in entry.priorities}
    objectives = [priority.id for priority in city.priorities if priority.within]
    assert [key for key in objectives if key not in named] == ["green-jobs"]


def test_boards_overlap_and_one_stands_alone(city: City) -> None:
    members = {body.id: set(body.members) for body in city.bodies}
    assert members["skills-board"] == members["employment-group"]
    assert [body.id for body in city.bodies if body.reports_to is None] == [
        "city-board",
        "basics-board",
    ]
    seats = Counter(key for body in city.bodies for key in body.members)
    assert seats.most_common(1) == [("city-council", 5)]


def test_five_employment_offers_look_for_the_same_young_people(city: City) -> None:
    support = {"work-experience", "apprenticeships", "mentoring", "advice-and-guidance"}
    young = {"young-people", "young-jobseekers"}
    crowd = [
        entry.id
        for entry in offers(city)
        if support & set(entry.activities) and young & set(entry.audiences)
    ]
    assert len(crowd) == 5


def test_ties_roles_stages_and_money_of_many_kinds_are_there(city: City) -> None:
    assert {tie.kind for tie in city.ties} == {
        "knowledge",
        "referral",
        "planning",
        "governance",
        "funding",
    }
    assert all(tie.strength and tie.since for tie in city.ties)
    stages = {entry.stage for entry in city.initiatives}
    assert stages == {"trial", "repeated", "core-funded", "owned"}
    lines = {f"{i.id}/{line.id}": line for i in city.initiatives for line in i.funding}
    assert {line.currency for line in lines.values()} == {"EUR", "USD"}
    assert {line.use for line in lines.values()} >= {"capital", "revenue"}
    passed_on = {key: line.within for key, line in lines.items() if "/" in (line.within or "")}
    assert passed_on == {
        "family-hub-northfield/share": "family-hubs/total",
        "family-hub-millbank/share": "family-hubs/total",
        "climate-leaders/micro-grant": "learning-fund/total",
    }
    assert [entry.id for entry in city.initiatives if entry.provision] == [
        "seniors-online",
        "homework-club",
    ]


def test_every_planted_gap_of_the_other_types_is_found_and_no_more(gaps: Gaps) -> None:
    planted = ("continuity", "evidence", "evaluation", "ownership", "sector", "objective")
    assert [(row.type, *row.subjects, *row.marks) for row in gaps.rows if row.type in planted] == [
        ("continuity", "need:courses-without-barriers"),
        ("evidence", "need:school-certificate", "old"),
        ("evaluation", "initiative:work-ready"),
        ("evaluation", "initiative:shipyard-placements"),
        ("evaluation", "initiative:conversation-cafe"),
        ("evaluation", "initiative:literacy-evenings"),
        ("evaluation", "initiative:family-hub-millbank"),
        ("ownership", "priority:learning-families", "no-owner"),
        ("sector", "priority:green-neighbourhoods", "sector:private"),
        ("objective", "priority:green-jobs"),
    ]
