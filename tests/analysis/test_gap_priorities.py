"""Priorities: who answers for them, which sectors take part, which objectives are left out."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from learningcity.analysis.gaps import GapRow, find_gaps
from learningcity.io.reader import parse_city
from learningcity.model.entities import Role
from tests.builders import Fields, city


def rows_of(kind: str, asked: dict[str, Any] | None = None, **sections: object) -> list[GapRow]:
    """The gaps of one type."""
    return list(find_gaps(city(**sections), **{"types": [kind], **(asked or {})}).rows)


def told(rows: list[GapRow]) -> list[tuple[str, ...]]:
    """What each row is about, without the kinds of entry, and its marks."""
    return [(*(s.partition(":")[2] for s in row.subjects), *row.marks) for row in rows]


def by(partner: str, role: str, **fields: object) -> Fields:
    """One partner and what it does."""
    return {"partner": partner, "role": role, **fields}


# -- ownership -----------------------------------------------------------------------------------

BODIES: dict[str, Fields] = {
    "top": {},
    "board": {"reports_to": "top"},
    "panel": {"reports_to": "board"},
    "ended": {"reports_to": "top", "end": 2020},
    "circle-a": {"reports_to": "circle-b"},
    "circle-b": {"reports_to": "circle-a"},
    "own-circle": {"reports_to": "own-circle"},
    "lost": {"reports_to": "nowhere"},
    "below-lost": {"reports_to": "lost"},
    "to-partner": {"reports_to": "council"},
}


def ownership(priorities: dict[str, Fields], asked: dict[str, Any] | None = None) -> list[Any]:
    """The priorities that nobody at the top answers for, with the marks."""
    return told(
        rows_of("ownership", asked, priorities=priorities, bodies=BODIES, partners={"council": {}})
    )


@pytest.mark.parametrize(
    ("owner", "mark"),
    [
        ("council", None),
        ("top", None),
        ("board", None),
        ("panel", None),
        # Words about who reports to whom, not about dates.
        ("ended", None),
        (None, "no-owner"),
        ("nobody", "no-owner"),
        ("circle-a", "no-top-body"),
        ("own-circle", "no-top-body"),
        ("lost", "no-top-body"),
        ("below-lost", "no-top-body"),
        # A partner is no body, so that reporting ends nowhere.
        ("to-partner", "no-top-body"),
    ],
)
def test_a_priority_belongs_to_a_partner_or_to_a_body_that_leads_to_the_top(
    owner: str | None, mark: str | None
) -> None:
    assert ownership({"p": {"owner": owner}}) == ([] if mark is None else [("p", mark)])


def test_a_body_comes_before_a_partner_of_the_same_id() -> None:
    rows = rows_of(
        "ownership",
        priorities={"p": {"owner": "both"}},
        bodies={"both": {"reports_to": "nowhere"}},
        partners={"both": {}},
    )
    assert told(rows) == [("p", "no-top-body")]


def test_an_objective_has_the_owner_of_its_priority_and_the_gap_is_told_there() -> None:
    part: Fields = {"within": "p"}
    assert ownership({"p": {"owner": "top"}, "o": part}) == []
    assert ownership({"p": {}, "o": part, "deep": {"within": "o"}}) == [("p", "no-owner")]
    assert ownership({"p": {"owner": "lost"}, "o": part}) == [("p", "no-top-body")]
    # One with an owner of its own is judged by that.
    assert ownership({"p": {}, "o": {**part, "owner": "top"}}) == [("p", "no-owner")]
    assert ownership({"p": {"owner": "top"}, "o": {**part, "owner": "lost"}}) == [
        ("o", "no-top-body")
    ]
    # An owner that is neither a body nor a partner is an owner of its own all the same.
    assert ownership({"p": {"owner": "top"}, "o": {**part, "owner": "nobody"}}) == [
        ("o", "no-owner")
    ]


def test_an_objective_of_several_priorities_needs_one_that_is_owned() -> None:
    both: Fields = {"within": ["p", "q"]}
    assert ownership({"p": {}, "q": {"owner": "top"}, "o": both}) == [("p", "no-owner")]
    assert ownership({"p": {"owner": "lost"}, "q": {"owner": "circle-a"}, "o": both}) == [
        ("p", "no-top-body"),
        ("q", "no-top-body"),
    ]


def test_a_priority_that_is_out_of_use_has_no_gap() -> None:
    past: Fields = {"until": 2020}
    assert ownership({"p": past}) == []
    assert ownership({"p": past}, {"on": "2019"}) == [("p", "no-owner")]
    assert ownership({"p": past}, {"ever": True}) == [("p", "no-owner")]
    # What it held is told of itself then.
    assert ownership({"p": past, "o": {"within": "p"}}) == [("o", "no-owner")]
    assert ownership({"p": {**past, "owner": "top"}, "o": {"within": "p"}}) == []


def test_a_renamed_priority_keeps_its_owner() -> None:
    old: Fields = {"owner": "top", "replaced_by": "new"}
    assert ownership({"old": old, "new": {}}) == []
    assert ownership({"old": old, "new": {"owner": "lost"}}) == [("new", "no-top-body")]
    oldest: Fields = {"owner": "lost", "replaced_by": "old"}
    assert ownership({"oldest": oldest, "old": old, "new": {}}) == []


def test_the_row_names_the_partners_that_do_most() -> None:
    initiatives: dict[str, Fields] = {
        "a": {"priorities": ["o"], "partners": [by("x", "lead"), by("y", "deliverer")]},
        "b": {"priorities": ["p"], "partners": [by("y", "lead"), by("w", "funder")]},
        "c": {"priorities": ["p"], "kind": "coordination", "partners": [by("z", "lead")]},
        "d": {"priorities": ["p"], "kind": "fund", "partners": [by("x", "lead")]},
        "e": {"priorities": ["p"], "end": 2020, "partners": [by("x", "lead")]},
        "f": {"partners": [by("x", "lead")]},
        "g": {"priorities": ["p"], "partners": [by("w", "lead", end=2020), by("v", "deliverer")]},
    }
    (row,) = rows_of(
        "ownership",
        priorities={"p": {"name": "Skills", "inferred": ["name"]}, "o": {"within": "p"}},
        initiatives=initiatives,
        partners={key: {} for key in "vwxyz"},
    )
    assert row.to_record() == {
        "type": "ownership",
        "subjects": ["priority:p"],
        "marks": ["no-owner"],
        "low": None,
        "high": None,
        "unit": None,
        "strength": "inferred",
        "sentence": "Nobody is recorded as answering for Skills.",
        "remedy": "name the body or partner that answers for Skills under 'owner'",
        "partners": [
            {"partner": "x", "initiative": "a", "why": "leads or delivers 2 initiatives of Skills"},
            {"partner": "y", "initiative": "a", "why": "leads or delivers 2 initiatives of Skills"},
            {"partner": "v", "initiative": "g", "why": "leads or delivers 1 initiative of Skills"},
        ],
    }


def test_bodies_without_an_end_are_named() -> None:
    bodies: dict[str, Fields] = {
        "a": {"name": "Board A", "reports_to": "b"}, "b": {"name": "Board B", "reports_to": "a"},
        "c": {"name": "Board C", "reports_to": "nowhere"},
    }  # fmt: skip
    built = city(
        bodies=bodies,
        priorities={
            "p": {"owner": "a", "replaced_by": "r"},
            "q": {"owner": "c", "replaced_by": "r"},
            "r": {},
        },
    )
    found = find_gaps(built, types=["ownership"])
    (row,) = found.rows
    assert row.sentence == (
        "r belongs to Board A and Board C, from which no line of reporting leads to a top body."
    )
    assert row.remedy == (
        "say under 'reports_to' to which body at the top Board A and Board C should answer"
    )
    explained = found.explain(row)
    assert [(step.text, step.references) for step in explained.steps] == [
        ("The owner of r is Board A and Board C.", ("priority:r",)),
        (
            "Reporting goes Board A, then Board B, and back to Board A: no end.",
            ("body:a", "body:b"),
        ),
        (
            "Reporting goes Board C, and then to 'nowhere', which is no body of the file.",
            ("body:c",),
        ),
    ]
    assert [(c.change, c.before, c.after) for c in explained.overturns] == [
        ("owner-recorded", "no-top-body", "gone")
    ]


# -- sectors -------------------------------------------------------------------------------------

PARTNERS: dict[str, Fields] = {
    "council": {"sector": "public"},
    "firm": {"sector": "private"},
    "charity": {"sector": "third"},
    "joint": {"sector": "mixed"},
    "riddle": {},
}
TERMS: dict[str, Fields] = {"p": {}, "o": {"within": "p"}}
ALL = [("p", "public"), ("p", "private"), ("p", "third")]


def sectors(asked: dict[str, Any] | None = None, /, **initiatives: Fields) -> list[Any]:
    """The sectors missing from priority p."""
    filed = {key: {"priorities": ["p"], **fields} for key, fields in initiatives.items()}
    rows = rows_of("sector", asked, priorities=TERMS, partners=PARTNERS, initiatives=filed)
    return told(rows)


def test_a_sector_that_works_in_no_initiative_of_a_priority_is_missing() -> None:
    assert sectors() == ALL
    assert sectors(a={"partners": [by("council", "lead"), by("charity", "host")]}) == [
        ("p", "private")
    ]
    everyone = [by("council", "lead"), by("charity", "host"), by("firm", "employer")]
    assert sectors(a={"partners": everyone}) == []
    spread: dict[str, Fields] = {
        "a": {"partners": everyone[:1]},
        "b": {"partners": everyone[1:2], "priorities": ["o"]},
        "c": {"partners": everyone[2:], "kind": "coordination"},
    }
    assert sectors(**spread) == []


@pytest.mark.parametrize("role", get_args(Role))
@pytest.mark.parametrize("kind", ["programme", "fund", "coordination", None])
def test_in_whichever_role_and_kind_of_initiative(role: str, kind: str | None) -> None:
    """Who only pays takes part, too."""
    fields: Fields = {"kind": kind, "partners": [by("firm", role)]}
    assert sectors(a=fields) == [("p", "public"), ("p", "third")]


@pytest.mark.parametrize(
    "fields",
    [
        {"partners": [by("firm", "lead", end=2020)]},
        {"partners": [by("firm", "lead")], "end": 2020},
        {"partners": [by("firm", "lead")], "status": "planned"},
        {"partners": [by("firm", "lead")], "priorities": []},
        {"partners": [by("firm", "lead")], "priorities": ["q"]},
    ],
)
def test_who_is_not_there_takes_no_part(fields: Fields) -> None:
    terms = {**TERMS, "q": {}}
    rows = rows_of(
        "sector",
        priorities=terms,
        partners=PARTNERS,
        initiatives={"a": {"priorities": ["p"], **fields}},
    )
    assert ("p", "private") in told(rows)


def test_over_all_time_everybody_who_ever_worked_in_it_took_part() -> None:
    past: Fields = {"end": 2020, "start": 2018, "partners": [by("firm", "lead", end=2019)]}
    assert sectors({"ever": True}, a=past) == [("p", "public"), ("p", "third")]
    assert sectors({"on": "2019-06"}, a=past) == [("p", "public"), ("p", "third")]
    assert sectors({"on": "2020-06"}, a=past) == ALL


@pytest.mark.parametrize("partner", ["joint", "riddle"])
def test_with_a_partner_of_mixed_or_unknown_sector_it_is_not_known(partner: str) -> None:
    open_rows = [(*row, "not-known") for row in ALL]
    assert sectors(a={"partners": [by(partner, "lead")]}) == open_rows
    assert sectors(a={"partners": [by(partner, "lead"), by("firm", "host")]}) == [
        open_rows[0],
        open_rows[2],
    ]
    assert sectors(a={"partners": [by(partner, "lead", end=2020)]}) == ALL


def test_objectives_are_judged_with_their_priority() -> None:
    assert {row[0] for row in sectors()} == {"p"}
    past = {"p": {"until": 2020}, "o": {"within": "p"}}
    assert told(rows_of("sector", priorities=past)) == [
        ("o", "public"), ("o", "private"), ("o", "third")
    ]  # fmt: skip
    assert told(rows_of("sector", priorities={"p": {"until": 2020}})) == []


def test_the_row_names_partners_of_the_sector_that_work_nearest() -> None:
    initiatives: dict[str, Fields] = {
        "course": {
            "priorities": ["p"],
            "activities": ["english"],
            "partners": [by("council", "lead")],
        },
        "near": {
            "activities": ["english"],
            "partners": [by("firm", "host"), by("charity", "lead")],
        },
        "far": {"activities": ["language-teaching"], "partners": [by("shop", "employer")]},
        "none": {"activities": ["chess"], "partners": [by("bank", "lead")]},
        "paid": {"activities": ["english"], "partners": [by("bank", "funder")]},
    }
    partners = {**PARTNERS, "shop": {"sector": "private"}, "bank": {"sector": "private"}}
    rows = rows_of(
        "sector",
        priorities={"p": {"name": "Skills"}},
        partners=partners,
        initiatives=initiatives,
        activities={
            "language-teaching": {},
            "english": {"within": "language-teaching"},
            "chess": {},
        },
    )
    assert rows[0].to_record() == {
        "type": "sector",
        "subjects": ["priority:p", "sector:private"],
        "marks": [],
        "low": None,
        "high": None,
        "unit": None,
        "strength": "none",
        "sentence": "No private partner is recorded as taking part in Skills.",
        "remedy": "ask private partners into Skills, or add to the file who takes part",
        "partners": [
            {"partner": "firm", "initiative": "near", "why": "near offers english"},
            {"partner": "shop", "initiative": "far", "why": "far offers language-teaching"},
        ],
    }
    assert rows[1].sentence == "No third-sector partner is recorded as taking part in Skills."
    assert [near.partner for near in rows[1].partners] == ["charity"]


def test_where_a_priority_offers_nothing_nobody_is_near() -> None:
    silent: Fields = {"activities": []}
    for fields in ({"kind": "coordination", "activities": ["english"]}, silent):
        rows = rows_of(
            "sector",
            priorities={"p": {}},
            partners=PARTNERS,
            activities={"english": {}},
            initiatives={
                "a": {"priorities": ["p"], **fields},
                "b": {"activities": ["english"], "partners": [by("firm", "lead")]},
            },
        )
        assert [row.partners for row in rows] == [(), (), ()]


def test_what_is_not_known_of_a_sector_is_said() -> None:
    initiatives = {
        "a": {"priorities": ["p"], "partners": [by("joint", "lead"), by("riddle", "host")]}
    }
    names = {"joint": {"name": "Joint", "sector": "mixed"}, "riddle": {"name": "Riddle"}}
    found = find_gaps(
        city(priorities={"p": {}}, partners=names, initiatives=initiatives), types=["sector"]
    )
    assert found.rows[2].sentence == (
        "No third-sector partner is recorded as taking part in p, but the sector of 2 partners in "
        "it is mixed or not known."
    )
    assert found.rows[2].remedy == "find out whether Joint and Riddle count as third-sector"
    explained = found.explain(2)
    assert [(step.text, step.references) for step in explained.steps] == [
        (
            "Initiatives of p or of a part of it that may run: 1.",
            ("priority:p", "initiative:a"),
        ),
        (
            "In them, in whichever role, partners of these sectors take part: 1 mixed, 1 unknown.",
            ("partner:joint", "partner:riddle"),
        ),
        ("Joint and Riddle may count as third-sector.", ("partner:joint", "partner:riddle")),
    ]
    assert [change.to_record() for change in explained.overturns] == [
        {
            "change": "partner-recorded",
            "sentence": "If a third-sector partner were recorded in an initiative of p, this gap "
            "would be gone.",
            "before": "not-known",
            "after": "gone",
            "references": [],
        },
        {
            "change": "sector-recorded",
            "sentence": "If one of the partners of mixed or unknown sector were third-sector, this "
            "gap would be gone.",
            "before": "not-known",
            "after": "gone",
            "references": [],
        },
    ]


def test_a_partner_and_a_sector_that_are_recorded_overturn_it() -> None:
    riddle: Fields = {"partners": [by("riddle", "lead")]}
    open_rows = [(*row, "not-known") for row in ALL]
    assert sectors(a=riddle) == open_rows
    assert sectors(a=riddle, b={"partners": [by("firm", "lead")]}) == [open_rows[0], open_rows[2]]
    solved = {**PARTNERS, "riddle": {"sector": "private"}}
    rows = rows_of(
        "sector",
        priorities=TERMS,
        partners=solved,
        initiatives={"a": {"priorities": ["p"], **riddle}},
    )
    assert told(rows) == [ALL[0], ALL[2]]


def test_where_nobody_takes_part_the_explanation_says_none() -> None:
    found = find_gaps(city(priorities={"p": {}}), types=["sector"])
    explained = found.explain(0)
    assert explained.steps[1].text.endswith("partners of these sectors take part: none.")
    assert [(c.change, c.before) for c in explained.overturns] == [("partner-recorded", "sector")]


def test_one_partner_of_unclear_sector_is_one() -> None:
    initiatives = {"a": {"priorities": ["p"], "partners": [by("riddle", "lead")]}}
    rows = rows_of("sector", priorities={"p": {}}, partners=PARTNERS, initiatives=initiatives)
    assert rows[0].sentence == (
        "No public partner is recorded as taking part in p, but the sector of 1 partner in it is "
        "mixed or not known."
    )


# -- objectives ----------------------------------------------------------------------------------

OBJECTIVES: dict[str, Fields] = {
    "p": {},
    "o": {"within": "p"},
    "other": {"within": "p"},
    "deep": {"within": "o"},
}


def objectives(
    *named: str, asked: dict[str, Any] | None = None, priorities: Any = OBJECTIVES, **fields: object
) -> list[Any]:
    """The objectives that no initiative names, where these are named."""
    initiatives = {f"i-{key}": {"priorities": [key], **fields} for key in named}
    return told(rows_of("objective", asked, priorities=priorities, initiatives=initiatives))


def test_an_objective_that_no_initiative_names_where_others_are() -> None:
    assert objectives("other") == [("o",), ("deep", "not-known")]
    # One names a part of it.
    assert objectives("deep") == [("other",)]
    # Naming the whole names no part of it.
    assert objectives("o") == [("other",), ("deep", "not-known")]
    assert objectives("o", "other", "deep") == []


def test_where_none_is_named_it_is_not_known() -> None:
    nothing = [("o", "not-known"), ("other", "not-known"), ("deep", "not-known")]
    assert objectives() == nothing
    assert objectives("p") == nothing


def test_priorities_within_none_are_no_objectives() -> None:
    assert objectives(priorities={"p": {}, "q": {}}) == []
    assert objectives(priorities={}) == []


def test_every_initiative_that_may_run_names_objectives() -> None:
    fields: Any
    for fields in ({"kind": "fund"}, {"kind": "coordination"}, {"status": "active"}):
        assert objectives("other", **fields)[0] == ("o",)
    for fields in ({"status": "planned"}, {"end": 2020}):
        assert objectives("other", **fields)[0] == ("o", "not-known")
    assert objectives("other", end=2020, asked={"on": "2019"})[0] == ("o",)
    assert objectives("other", end=2020, start=2018, asked={"ever": True})[0] == ("o",)


def test_an_objective_counts_while_it_is_in_use() -> None:
    past = {**OBJECTIVES, "o": {"within": "p", "until": 2020}}
    assert objectives("other", priorities=past) == [("deep", "not-known")]
    assert objectives("other", priorities=past, asked={"on": "2019"})[0] == ("o",)
    # What was in use once and is named shows that objectives are written down.
    past = {**OBJECTIVES, "other": {"within": "p", "until": 2020}}
    assert objectives("other", priorities=past)[0] == ("o",)


def test_an_objective_of_several_priorities_has_the_others_of_all() -> None:
    priorities: dict[str, Fields] = {
        "p": {}, "q": {}, "o": {"within": ["p", "q"]}, "of-q": {"within": "q"},
    }  # fmt: skip
    assert objectives("of-q", priorities=priorities) == [("o",)]
    assert objectives("p", priorities=priorities) == [("o", "not-known"), ("of-q", "not-known")]


def test_a_part_of_an_objective_is_none_of_the_others() -> None:
    priorities: dict[str, Fields] = {
        "p": {}, "o": {"within": "p"}, "part": {"within": ["o", "p"]}
    }  # fmt: skip
    assert objectives("p", priorities=priorities) == [("o", "not-known"), ("part", "not-known")]
    assert objectives("o", priorities=priorities) == [("part",)]


def test_a_renamed_objective_is_named_by_any_of_its_names() -> None:
    priorities = {**OBJECTIVES, "old": {"replaced_by": "o"}}
    assert objectives("old", priorities=priorities) == [("other",), ("deep", "not-known")]


def test_the_row_says_how_many_others_are_named_and_who_works_there() -> None:
    priorities = {
        "p": {"name": "Skills", "sources": ["page"]},
        "o": {"name": "Advice", "within": "p", "sources": ["page"]},
        "x": {"within": "p"},
        "y": {"within": "p"},
    }
    built = city(
        priorities=priorities,
        partners={"a": {}, "b": {}},
        initiatives={
            "part": {"name": "Part", "priorities": ["x"], "partners": [by("a", "lead")]},
            "whole": {"name": "Whole", "priorities": ["p"], "partners": [by("b", "lead")]},
        },
    )
    found = find_gaps(built, types=["objective"])
    assert found.rows[0].to_record() == {
        "type": "objective",
        "subjects": ["priority:o"],
        "marks": [],
        "low": None,
        "high": None,
        "unit": None,
        "strength": "sourced",
        "sentence": "No initiative names Advice, while 1 of the other 2 of Skills is named.",
        "remedy": "ask the initiatives of Skills whether they serve Advice, or offer something for "
        "it",
        "partners": [
            {"partner": "b", "initiative": "whole", "why": "Whole is for Skills"},
            {"partner": "a", "initiative": "part", "why": "Part is for x"},
        ],
    }
    explained = found.explain(0)
    assert [(step.text, step.references) for step in explained.steps] == [
        (
            "Advice lies within Skills; no initiative that may run names it, nor a part of it.",
            ("priority:o",),
        ),
        (
            "Of 2 other objectives of Skills, initiatives name 1.",
            ("priority:x", "priority:y", "initiative:part"),
        ),
    ]
    assert [change.to_record() for change in explained.overturns] == [
        {
            "change": "objective-named",
            "sentence": "If an initiative named Advice, this gap would be gone.",
            "before": "objective",
            "after": "gone",
            "references": [],
        }
    ]


# -- in a file -----------------------------------------------------------------------------------

FILE = """\
format: learningcity/1
city: {id: here, name: Here, as_of: 2024-12-31}
priorities:
  skills:
    name: Skills
  advice:
    name: Advice
    within: skills
  firms:
    name: Firms
    within: skills
bodies:
  board: {name: Board}
partners:
  college: {name: College, sector: public}
initiatives:
  course:
    name: Course
    priorities: [skills]
    partners: [{partner: college, role: lead}]
"""


def explained_in(text: str, kind: str) -> Any:
    found = find_gaps(parse_city(text, name="city.yaml"), types=[kind])
    return found.explain(0) if found.rows else None


def test_explanations_name_the_lines() -> None:
    steps = [explained_in(FILE, kind).steps for kind in ("ownership", "sector", "objective")]
    assert [[step.places for step in told_steps] for told_steps in steps] == [
        [("city.yaml:4",)],
        [("city.yaml:4", "city.yaml:19"), ("city.yaml:15",)],
        [("city.yaml:8",), ("city.yaml:9",)],
    ]
    assert steps[0][0].text == (
        "Skills has no owner that the file knows, and nor has what it lies within."
    )


def test_what_overturns_a_row_does_so_in_a_changed_file() -> None:
    (owner,) = explained_in(FILE, "ownership").overturns
    assert (owner.change, owner.before, owner.after) == ("owner-recorded", "no-owner", "gone")
    assert owner.sentence == (
        "If a partner, or a body that leads to the top, were recorded as owner of Skills, this gap "
        "would be gone."
    )
    for owning in ("board", "college"):
        owned = FILE.replace("name: Skills\n", f"name: Skills\n    owner: {owning}\n")
        assert explained_in(owned, "ownership") is None

    named, other = explained_in(FILE, "objective").overturns
    assert (named.change, named.before, named.after) == ("objective-named", "not-known", "gone")
    both = parse_city(FILE.replace("[skills]", "[skills, advice]"))
    assert told(list(find_gaps(both, types=["objective"]).rows)) == [("firms",)]
    assert (other.change, other.after) == ("other-objective-named", "objective")
    assert other.sentence == (
        "If an initiative named another of them, Advice would surely be a gap."
    )
    sure = explained_in(FILE.replace("[skills]", "[skills, firms]"), "objective")
    assert [change.before for change in sure.overturns] == ["objective"]


def test_an_only_objective_has_no_others_to_be_named() -> None:
    alone = FILE.replace("  firms:\n    name: Firms\n    within: skills\n", "")
    told_steps = explained_in(alone, "objective")
    assert [change.change for change in told_steps.overturns] == ["objective-named"]
    assert told_steps.steps[1].text == "Of 0 other objectives of Skills, initiatives name 0."
