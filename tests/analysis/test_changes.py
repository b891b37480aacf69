"""Which findings differ: worked by hand on a small city, and what an explanation says."""

from __future__ import annotations

import json
from datetime import date

import pytest

from learningcity.analysis.changes import (
    FieldChange,
    FindingChange,
    FindingChanges,
    compare_findings,
)
from learningcity.analysis.sentences.words import entry_name
from learningcity.io.changes import with_changes
from learningcity.io.reader import parse_city
from learningcity.model.city import City
from tests.builders import city as built
from tests.riverton import CITY

RIVERTON = parse_city(CITY, name="city.yaml")
PAIR = ("initiative:night-school", "initiative:reading-room")
NEED = ("need:reading",)


def rows(found: FindingChanges, kind: str) -> list[FindingChange]:
    return [row for row in found.rows if row.kind == kind]


def fields(row: FindingChange) -> dict[str, tuple[object, object]]:
    return {one.field: (one.before, one.after) for one in row.fields}


def only(before: City, after: City, kind: str, **asked: object) -> FindingChange:
    (row,) = rows(compare_findings(before, after, **asked), kind)  # type: ignore[arg-type]
    return row


# -- by hand -------------------------------------------------------------------------------------


def test_an_initiative_that_ends_takes_its_pair_and_its_places_along() -> None:
    after = with_changes(RIVERTON, end={"initiatives": {"night-school": "2024-03"}})
    found = compare_findings(RIVERTON, after)
    (pair,) = rows(found, "duplicates")
    assert (pair.subjects, pair.change, pair.fields) == (PAIR, "vanishes", ())
    assert (pair.before, pair.after) == ("candidate, overlap 1, score 1", None)
    assert pair.sentence == (
        "Night School and Reading Room: no longer there. Before: candidate, overlap 1, score 1. "
        "Night School does not run then."
    )
    (need,) = rows(found, "coverage")
    assert (need.subjects, need.change) == (NEED, "changes")
    # 100 + 40 places for 120 people; then 40: at least 80 are without.
    assert fields(need) == {
        "sufficiency": ("met", "short"),
        "supply_low": (140, 40),
        "supply_high": (140, 40),
    }
    assert need.sentence == (
        "Adults who cannot read well: enough places short, before met; places a year 40, "
        "before 140."
    )
    gaps = rows(found, "gaps")
    (gap,) = [row for row in gaps if row.subjects == NEED and "need-" in str(row.before)]
    assert fields(gap)["low"] == (0, 80)
    assert fields(gap)["high"] == (0, 80)
    assert "short" in str(gap.after)
    (outcome,) = [row for row in gaps if row.subjects == PAIR[:1]]
    assert outcome.sentence == (
        "No longer: No outcome of Night School is recorded. Night School does not run then."
    )
    assert found.summary() == (
        "1 pair of initiatives vanishes, 1 need changes, 1 other gap vanishes."
    )
    assert [(one.reference, one.change, one.fields) for one in found.differences] == [
        ("initiative:night-school", "changed", ("end", "status"))
    ]


def test_a_city_compared_with_itself_gives_no_rows() -> None:
    found = compare_findings(RIVERTON, RIVERTON)
    assert (found.rows, found.differences) == ((), ())
    assert found.summary() == "No finding differs."
    empty = compare_findings(built(), built())
    assert (len(empty), empty.summary()) == (0, "No finding differs.")


def test_a_new_initiative_brings_its_pairs() -> None:
    twin = {
        "name": "Twin",
        "activities": ["literacy"],
        "audiences": ["adults"],
        "places": ["riverton"],
        "start": 2022,
        "status": "active",
    }
    after = with_changes(RIVERTON, add={"initiatives": {"twin": twin}})
    found = compare_findings(RIVERTON, after)
    assert [(row.subjects, row.change) for row in rows(found, "duplicates")] == [
        (("initiative:night-school", "initiative:twin"), "appears"),
        (("initiative:reading-room", "initiative:twin"), "appears"),
    ]
    first = rows(found, "duplicates")[0]
    assert first.before is None
    assert first.sentence.endswith("Twin is new.")
    back = compare_findings(after, RIVERTON)
    assert rows(back, "duplicates")[0].change == "vanishes"
    assert rows(back, "duplicates")[0].sentence.endswith("Twin is no longer there.")


def test_a_pair_that_changes_says_what_it_was() -> None:
    tie = {"ties": [{"from": "college", "to": "library", "kind": "planning"}]}
    row = only(RIVERTON, with_changes(RIVERTON, add=tie), "duplicates")
    assert row.fields == (
        FieldChange("verdict", "candidate", "coordinated"),
        FieldChange("score", 1.0, 0.5),
    )
    assert row.sentence == (
        "Night School and Reading Room: verdict coordinated, before candidate; score 0.5, before 1."
    )


def test_a_pair_can_fall_below_what_is_listed() -> None:
    other = {"activities": ["digital-skills"]}
    after = with_changes(RIVERTON, change={"initiatives": {"reading-room": other}})
    row = only(RIVERTON, after, "duplicates", minimum=0.5)
    assert row.change == "vanishes"
    assert row.sentence.endswith("Before: candidate, overlap 1, score 1.")
    assert only(after, RIVERTON, "duplicates", minimum=0.5).sentence.endswith(
        "new. Now: candidate, overlap 1, score 1."
    )


def test_needs_come_and_go() -> None:
    new = {"statement": "Young people", "audiences": ["young"], "people": 9}
    after = with_changes(RIVERTON, add={"needs": {"young": new}}, remove={"needs": ["reading"]})
    found = compare_findings(RIVERTON, after)
    coverage = rows(found, "coverage")
    assert [(row.subjects, row.change) for row in coverage] == [
        (("need:young",), "appears"),
        (NEED, "vanishes"),
    ]
    assert coverage[0].sentence == (
        "Young people: new. Now: absent, surely too few places, places a year: 0."
    )
    assert coverage[1].sentence.startswith("Adults who cannot read well: no longer there. Before: ")
    assert found.counts["needs"] == {"appears": 1, "vanishes": 1}


def test_a_gap_opens_where_nobody_names_a_place_any_more() -> None:
    before = with_changes(RIVERTON, change={"initiatives": {"reading-room": {"places": ["north"]}}})
    found = compare_findings(before, RIVERTON)
    (gap,) = [row for row in rows(found, "gaps") if row.subjects == ("place:north",)]
    assert (gap.change, gap.after) == ("appears", "place, people: 900")
    assert gap.sentence == (
        "New: No initiative names North (900 people), nor a part of it; offers for the whole city "
        "may."
    )
    assert found.counts["gaps"] == {"appears": 1}
    assert found.summary().endswith("1 other gap appears.")


def test_what_is_not_known_is_not_zero() -> None:
    after = with_changes(RIVERTON, change={"needs": {"reading": {"people": None}}})
    row = only(RIVERTON, after, "coverage")
    assert fields(row)["people_low"] == (120, None)
    assert "people not known, before 120" in row.sentence
    record = json.loads(compare_findings(RIVERTON, after).to_json())["rows"][0]
    assert record["fields"][1] == {"field": "people_low", "before": 120, "after": None}


def test_what_is_left_out_is_named() -> None:
    wide = with_changes(
        RIVERTON,
        change={
            "initiatives": {
                "night-school": {"places": ["north"]},
                "reading-room": {"places": ["north"]},
            }
        },
        add={"places": {"south": {"name": "South", "within": "riverton"}}},
    )
    after = with_changes(
        wide, change={"initiatives": {"reading-room": {"places": ["north", "south"]}}}
    )
    row = only(wide, after, "coverage")
    assert fields(row)["unreached_places"] == (("south",), ())
    assert "places left out none, before south" in row.sentence


# -- order, days, parameters ---------------------------------------------------------------------


def test_rows_come_by_result_then_by_change_then_in_file_order() -> None:
    offer = {"activities": ["literacy"], "audiences": ["everyone"], "name": "X", "status": "active"}
    lead = {"partners": [{"partner": "college", "role": "lead"}]}
    before = built(
        partners={"college": {}},
        initiatives={"d": {**offer, **lead}, "a": offer, "c": {**offer, **lead}, "b": offer},
    )
    after = with_changes(
        before,
        remove={"initiatives": ["a"]},
        add={"initiatives": {"e": offer}},
        change={"initiatives": {"b": lead}},
    )
    found = compare_findings(before, after)
    told = [
        (row.change, "".join(subject[-1] for subject in row.subjects))
        for row in rows(found, "duplicates")
    ]
    assert told == [
        ("appears", "de"),
        ("appears", "ce"),
        ("appears", "be"),
        ("vanishes", "da"),
        ("vanishes", "ac"),
        ("vanishes", "ab"),
        ("changes", "db"),
        ("changes", "cb"),
    ]


def test_two_days_of_one_city_can_be_compared() -> None:
    ending = with_changes(RIVERTON, end={"initiatives": {"night-school": "2024-09"}})
    found = compare_findings(ending, ending, on="2024-08", on_after="2024-11-30")
    assert rows(found, "duplicates")[0].sentence.endswith("Night School does not run then.")
    assert (found.parameters.on, found.parameters.on_after) == (
        date(2024, 8, 31),
        date(2024, 11, 30),
    )
    back = compare_findings(ending, ending, on="2024-11-30", on_after="2024-08")
    assert rows(back, "duplicates")[0].sentence.endswith("Night School did not run before.")
    assert found.differences == ()
    same = compare_findings(ending, ending, on="2024-11-30")
    assert (len(same), same.parameters.on_after) == (0, date(2024, 11, 30))


def test_each_city_is_read_on_its_own_day() -> None:
    later = parse_city(CITY.replace("2024-06", "2025-06"))
    found = compare_findings(RIVERTON, later)
    assert (found.parameters.on, found.parameters.on_after) == (
        date(2024, 6, 30),
        date(2025, 6, 30),
    )
    assert found.differences[0].to_record() == {
        "reference": "city:riverton",
        "change": "changed",
        "fields": ["as_of"],
    }


def test_over_all_time_there_is_no_day() -> None:
    found = compare_findings(RIVERTON, RIVERTON, ever=True, carry=3)
    assert (found.parameters.on, found.parameters.on_after) == (None, None)
    assert (found.parameters.ever, found.parameters.carry) == (True, 3)
    with pytest.raises(ValueError, match=r"^on_after: a day \(2024\) and all time"):
        compare_findings(RIVERTON, RIVERTON, ever=True, on_after="2024")
    with pytest.raises(ValueError, match=r"^on: a day"):
        compare_findings(RIVERTON, RIVERTON, ever=True, on="2024")


def test_thresholds_and_credits_are_those_of_the_duplicates() -> None:
    after = with_changes(
        RIVERTON, add={"ties": [{"from": "college", "to": "library", "kind": "planning"}]}
    )
    row = only(RIVERTON, after, "duplicates", credits={"tie": 0.0})
    assert list(fields(row)) == ["verdict"]
    with pytest.raises(ValueError, match=r"^minimum: 2 is not from 0 to 1$"):
        compare_findings(RIVERTON, after, minimum=2)
    assert compare_findings(RIVERTON, after, threshold=0.75).parameters.threshold == 0.75


# -- forms ---------------------------------------------------------------------------------------


def test_the_json_form_names_both_cities_and_what_differs() -> None:
    after = with_changes(RIVERTON, end={"initiatives": {"night-school": "2024-03"}})
    found = compare_findings(RIVERTON, after)
    said = found.to_dict()
    assert list(said) == ["schema", "city", "parameters", "after", "differences", "rows"]
    assert said["schema"] == "learningcity/changes/1"
    assert said["after"] == {"city": "riverton", "scenarios": ["what-if"]}
    assert said["differences"] == [
        {
            "reference": "initiative:night-school",
            "change": "changed",
            "fields": ["end", "status"],
        }
    ]
    assert json.loads(found.to_json())["rows"] == found.to_records()
    back = compare_findings(after, RIVERTON).to_dict()
    assert back["scenarios"] == ["what-if"]
    assert back["after"] == {"city": "riverton", "scenarios": []}
    assert found.columns == (
        "kind",
        "subjects",
        "change",
        "fields",
        "before",
        "after",
        "sentence",
    )
    assert "Night School and Reading Room" in found._repr_html_()


def test_a_name_is_that_of_the_entry() -> None:
    city = built(
        places={"here": {"name": {"ko": "여기", "en": "Here"}}},
        head={"language": "ko"},
        ties=[{"from": "a", "to": "b", "kind": "planning"}],
    )
    assert entry_name(city, "place:here") == "여기"
    assert entry_name(city, "place:there") == "place:there"
    assert entry_name(city, "sector:public") == "public sector"
    assert entry_name(city, "tie:0") == "tie:0"


# -- explanations --------------------------------------------------------------------------------


def test_a_row_explains_itself_by_both_sides_and_by_what_differs() -> None:
    after = with_changes(
        RIVERTON,
        end={"initiatives": {"night-school": "2024-03"}},
        add={"partners": {"works": {"name": "Works"}, "mill": {"name": "Mill"}}},
    )
    found = compare_findings(RIVERTON, after)
    told = found.explain(0)
    assert told.subject == found.rows[0].sentence
    texts = [step.text for step in told.steps]
    assert texts[0] == "Before: candidate, overlap 1, score 1."
    assert "After: no such finding." in texts
    differs = told.steps[-2]
    assert differs.text == "initiative:night-school says something else: end and status."
    assert differs.references == ("initiative:night-school",)
    assert differs.places == ("city.yaml:9", "scenario")
    assert told.steps[-1].text == "2 more entries differ; nothing named here names them."
    assert told.steps[-1].references == ("partner:works", "partner:mill")


def test_an_explanation_names_what_is_new_or_gone() -> None:
    twin = {"name": "Twin", "activities": ["literacy"], "audiences": ["adults"], "status": "active"}
    after = with_changes(
        RIVERTON, add={"initiatives": {"twin": twin}}, remove={"initiatives": ["reading-room"]}
    )
    found = compare_findings(RIVERTON, after)
    by_subject = {row.subjects: row for row in rows(found, "duplicates")}
    appears = found.explain(by_subject["initiative:night-school", "initiative:twin"])
    assert "initiative:twin is new." in [step.text for step in appears.steps]
    assert appears.steps[-1].text == "One more entry differs; nothing named here names them."
    vanishes = found.explain(by_subject[PAIR])
    (gone,) = [s for s in vanishes.steps if s.text == "initiative:reading-room is no longer there."]
    assert gone.places == ("city.yaml:18",)


def test_every_row_explains_itself() -> None:
    after = with_changes(RIVERTON, remove={"partners": ["college"]})
    found = compare_findings(RIVERTON, after)
    assert {row.kind for row in found.rows} == {"duplicates", "coverage", "gaps"}
    for row in found.rows:
        texts = [step.text for step in found.explain(row).steps]
        assert f"Before: {row.before or 'no such finding'}." in texts
        assert f"After: {row.after or 'no such finding'}." in texts


def test_a_need_is_explained_by_the_initiatives_that_reach_it() -> None:
    after = with_changes(
        RIVERTON,
        change={"initiatives": {"night-school": {"capacity": 10}}},
        add={"needs": {"more": {"statement": "More", "audiences": ["young"]}}},
    )
    found = compare_findings(RIVERTON, after)
    (changed,) = [row for row in rows(found, "coverage") if row.change == "changes"]
    texts = [step.text for step in found.explain(changed).steps]
    assert "initiative:night-school says something else: capacity." in texts
    (new,) = [row for row in rows(found, "coverage") if row.change == "appears"]
    assert "need:more is new." in [step.text for step in found.explain(new).steps]


def test_only_a_result_that_was_worked_out_explains_itself() -> None:
    after = with_changes(RIVERTON, end={"initiatives": {"night-school": "2024-03"}})
    found = compare_findings(RIVERTON, after)
    assert found.explain(0).steps[-1].references == ("initiative:night-school",)
    alone = FindingChanges(found.city, found.parameters, found.rows, found.after, found.differences)
    assert alone == found
    assert alone.to_dict()["after"] == {"city": "riverton", "scenarios": []}
    with pytest.raises(ValueError, match="not worked out from a city"):
        alone.explain(0)
