"""Reading a scenario: every mistake is found at its place, as far as that needs no city."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.fuzz import SEEDS, mutants
from learningcity.diagnostics import Problem, Severity
from learningcity.errors import CityFileError, CityNotFoundError
from learningcity.io.changes import check_document
from learningcity.io.documents import read_document
from learningcity.io.limits import Limits
from learningcity.io.scenario_text import Change, Ending, LineChange, Removal
from learningcity.io.scenarios import (
    Scenario,
    is_scenario,
    parse_scenario,
    read_scenario,
    scenario_from_mapping,
)
from learningcity.model.dates import PartialDate
from learningcity.model.entities import Initiative, Tie
from learningcity.model.values import Quantity, Text
from tests.builders import city
from tests.strategies import lively

HEAD = "format: learningcity-scenario/1\nscenario: {id: s, name: S}\n"


def problems(text: str | bytes, limits: Limits | None = None) -> tuple[Problem, ...]:
    with pytest.raises(CityFileError) as raised:
        parse_scenario(text, limits=limits or Limits())
    return raised.value.problems


def only(text: str) -> tuple[str, str, str, str | None]:
    """The place, code, message and hint of the one problem of a scenario."""
    (problem,) = problems(HEAD + text)
    place = f"{problem.location.line}:{problem.location.column}"
    return place, problem.code, problem.message, problem.hint


# -- what it says --------------------------------------------------------------------------------


WHOLE = """\
format: learningcity-scenario/1
scenario: {id: one-hub, name: {en: One hub, cy: Un hwb}, note: to discuss}
add:
  initiatives:
    new-hub: {name: New hub, funding: {total: {amount: 12.50, currency: GBP}}}
  ties:
    - {from: library, to: college, kind: planning}
  partners:
change:
  initiatives:
    hub:
      capacity: {at_least: 300}
      places:
      funding:
        total: {amount: 5000, use: }
        old:
        new: {currency: GBP}
    club: {funding: }
    walk: {}
  places: {north: {within: city}}
end:
  initiatives: {fair: 2025-06, class: 2024}
remove:
  partners: [library, college]
  needs: reading
"""


def test_all_that_a_scenario_says_is_there() -> None:
    found = parse_scenario(WHOLE)
    assert (found.id, str(found.name), str(found.note)) == ("one-hub", "One hub", "to discuss")
    hub, tie = found.additions
    assert isinstance(hub.entry, Initiative)
    assert hub.entry.funding[0].amount == Quantity(Decimal("12.50"), Decimal("12.50"))
    assert (hub.section, hub.number, hub.entry.id) == ("initiatives", None, "new-hub")
    assert isinstance(tie.entry, Tie)
    assert (tie.section, tie.number, tie.entry.to) == ("ties", 0, "college")
    assert found.changes == (
        Change(
            "initiatives",
            "hub",
            (("capacity", Quantity(300, None)), ("places", None)),
            (
                LineChange("total", (("amount", Quantity(5000, 5000)), ("use", None))),
                LineChange("old", None),
                LineChange("new", (("currency", "GBP"),)),
            ),
        ),
        Change("initiatives", "club", (("funding", None),)),
        Change("initiatives", "walk", ()),
        Change("places", "north", (("within", ("city",)),)),
    )
    june, year = PartialDate.parse("2025-06"), PartialDate.parse(2024)
    assert found.endings == (Ending("fair", june), Ending("class", year))
    assert found.removals == (
        Removal("partners", "library", 0),
        Removal("partners", "college", 1),
        Removal("needs", "reading", None),
    )
    assert str(found) == "One hub: adds 2, changes 4, ends 2, removes 3"


def test_a_scenario_comes_back_from_its_mapping() -> None:
    found = parse_scenario(WHOLE)
    mapping = found.to_mapping()
    assert mapping["scenario"] == {
        "id": "one-hub",
        "name": {"en": "One hub", "cy": "Un hwb"},
        "note": "to discuss",
    }
    assert mapping["change"] == {
        "initiatives": {
            "hub": {
                "capacity": {"at_least": 300},
                "places": None,
                "funding": {
                    "total": {"amount": 5000, "use": None},
                    "old": None,
                    "new": {"currency": "GBP"},
                },
            },
            "club": {"funding": None},
            "walk": {},
        },
        "places": {"north": {"within": "city"}},
    }
    assert mapping["end"] == {"initiatives": {"fair": "2025-06", "class": "2024"}}
    assert scenario_from_mapping(mapping).to_mapping() == mapping
    assert scenario_from_mapping(json.loads(json.dumps(mapping, default=float))).id == "one-hub"


def test_plain_data_may_have_dates_of_python() -> None:
    found = scenario_from_mapping(
        {
            "format": "learningcity-scenario/1",
            "scenario": {"id": "s", "name": "S"},
            "end": {"initiatives": {"fair": date(2025, 6, 1)}},
        }
    )
    assert str(found.endings[0].date) == "2025-06-01"


def test_a_scenario_that_changes_nothing_says_so() -> None:
    found = parse_scenario(HEAD + "add:\nchange: {initiatives: }\nend: {initiatives: }\nremove:\n")
    assert found == Scenario("s", Text.parse("S"))
    assert str(found) == "S: changes nothing"
    assert found.to_mapping() == {
        "format": "learningcity-scenario/1",
        "scenario": {"id": "s", "name": "S"},
    }


def test_a_scenario_is_equal_to_one_that_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(WHOLE, encoding="utf-8")
    assert read_scenario(path) == parse_scenario(
        WHOLE.replace("[library, college]", "\n  - library\n  - college")
    )
    assert hash(read_scenario(path)) == hash(parse_scenario(WHOLE))
    assert read_scenario(path) != parse_scenario(WHOLE.replace("2024", "2023"))


# -- the top -------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "# nothing\n", "~\n"])
def test_an_empty_text_is_no_scenario(text: str) -> None:
    (problem,) = problems(text)
    assert (problem.code, str(problem.location)) == ("empty", "scenario")
    assert problem.hint is not None
    assert problem.hint.startswith("a scenario starts with 'format: learningcity-scenario/1'")


@pytest.mark.parametrize(("text", "what"), [("[1]", "a list"), ("hello", "'hello'")])
def test_something_else_than_keys_is_no_scenario(text: str, what: str) -> None:
    (problem,) = problems(text)
    assert problem.code == "wrong-shape"
    assert problem.message == f"a scenario has keys such as 'change:' at its top, not {what}"


def test_a_city_is_no_scenario() -> None:
    (problem,) = problems("format: learningcity/1\ncity: {id: a, name: A, as_of: 2024}\nx: y\n")
    assert problem.code == "format-version"
    assert problem.message == "the format 'learningcity/1' is that of a city, not of a scenario"
    assert str(problem.location) == "scenario:1:9"


def test_another_format_is_not_read() -> None:
    (problem,) = problems("format: learningcity-scenario/2\nscenario: {id: s, name: S}\n")
    assert (problem.code, problem.hint) == (
        "format-version",
        "write 'format: learningcity-scenario/1'",
    )


def test_what_is_missing_at_the_top_is_said() -> None:
    assert [(p.code, p.message) for p in problems("end:\n")] == [
        ("missing-format", "there is no 'format:'"),
        ("missing-key", "there is no 'scenario:'"),
    ]


def test_a_misspelt_key_at_the_top_is_one_mistake() -> None:
    found = problems("formt: learningcity-scenario/1\nscenarios: {id: s, name: S}\nremvoe: {}\n")
    assert [(p.code, p.hint) for p in found] == [
        ("unknown-key", "did you mean 'format'?"),
        ("unknown-key", "did you mean 'scenario'?"),
        ("unknown-key", "did you mean 'remove'?"),
    ]


def test_a_section_at_the_top_belongs_below_a_verb() -> None:
    assert only("initiatives: {}\n") == (
        "3:1",
        "unknown-key",
        "unknown key 'initiatives'",
        "write it under 'add:', 'change:', 'end:' or 'remove:'",
    )
    assert only("qqqq: {}\n")[3] == "keys here: format, scenario, add, change, end, remove"


def test_the_heading_is_checked() -> None:
    found = problems("format: learningcity-scenario/1\nscenario: {id: A B, nme: S, note: 5}\n")
    assert [(p.code, p.location.column, p.message) for p in found] == [
        (
            "wrong-id",
            16,
            "'A B' is not an id: ids have small letters and digits, joined by hyphens",
        ),
        ("unknown-key", 21, "unknown key 'nme'"),
        ("wrong-text", 35, "text is expected here, not '5'"),
    ]
    assert found[1].hint == "did you mean 'name'?"
    (problem,) = problems("format: learningcity-scenario/1\nscenario: one\n")
    assert problem.message == "keys with values are expected here, not 'one'"
    (problem,) = problems("format: learningcity-scenario/1\nscenario: {id: s}\n")
    assert problem.message == "'scenario' has no 'name'"


# -- the verbs -----------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", ["add", "change", "end", "remove"])
def test_a_verb_needs_sections(verb: str) -> None:
    place, code, message, hint = only(f"{verb}: [x]\n")
    assert (place, code) == ("3:1", "wrong-shape")
    assert message == f"'{verb}' needs sections such as 'initiatives:', not a list"
    assert hint is not None
    assert hint.endswith("below it, and what you mean below that")


def test_a_misspelt_section_is_found() -> None:
    assert only("change: {initiative: {}}\n")[1:] == (
        "unknown-key",
        "unknown key 'initiative'",
        "did you mean 'initiatives'?",
    )
    assert only("end: {qqqq: {}}\n")[3] == "keys here: initiatives"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("change: {ties: {}}", "these entries have no ids, so that none of them can be named"),
        (
            "end: {bodies: {}}",
            "only initiatives end; give others their 'end' or 'until' under 'change:'",
        ),
        (
            "remove: {places: []}",
            "what names only this would say nothing; give it an 'until' under 'change:'",
        ),
    ],
)
def test_a_verb_does_not_work_on_every_section(text: str, hint: str) -> None:
    assert only(text)[1] == "unknown-key"
    assert only(text)[3] == hint


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("add: {initiatives: [x]}", "'initiatives' needs an id before each entry, not a list"),
        ("change: {initiatives: x}", "'initiatives' needs an id before each entry, not 'x'"),
        ("add: {ties: {a: b}}", "'ties' needs a list, not keys with values"),
        ("end: {initiatives: [x]}", "'initiatives' needs an id before each date, not a list"),
        ("remove: {partners: {x: y}}", "'partners' needs a list of ids, not keys with values"),
    ],
)
def test_a_section_of_another_shape_is_refused(text: str, message: str) -> None:
    assert only(text)[1:3] == ("wrong-shape", message)


def test_a_new_entry_is_checked_as_in_a_city_file() -> None:
    found = problems(
        HEAD
        + "add:\n  initiatives:\n    hub: {nam: Hub, capacity: many, start: 2024-13}\n"
        + "    club:\n  ties: [{from: a, to: b, kind: x}]\n"
    )
    assert [(p.code, str(p.location)) for p in found] == [
        ("unknown-key", "scenario:5:11"),
        ("wrong-number", "scenario:5:31"),
        ("wrong-date", "scenario:5:44"),
        ("wrong-type", "scenario:6:5"),
        ("wrong-value", "scenario:7:33"),
    ]
    assert found[0].hint == "did you mean 'name'?"
    assert found[0].key == "add/initiatives/hub/nam"


def test_a_change_is_checked_without_what_it_does_not_say() -> None:
    found = problems(
        HEAD
        + "change:\n  initiatives:\n"
        + "    hub: {capcity: 5, id: x, places: north, funding: {total: {amount: -1, usd: x}}}\n"
        + "    club: 5\n    walk:\n    fair: {name: , xyz: }\n    class: {funding: [{id: x}]}\n"
        + "    talk: {funding: {total: 5, '': {}, x: {id: y}}}\n"
    )
    assert [(p.code, p.location.line, p.message) for p in found] == [
        ("unknown-key", 5, "unknown key 'capcity'"),
        ("unknown-key", 5, "unknown key 'id'"),
        ("wrong-type", 5, "a list is expected here, not 'north'"),
        ("wrong-number", 5, "'-1' is below zero"),
        ("unknown-key", 5, "unknown key 'usd'"),
        ("wrong-type", 6, "keys with values are expected here, not '5'"),
        ("wrong-type", 7, "initiative 'walk' is empty"),
        ("missing-key", 8, "initiative 'fair' cannot be without 'name'"),
        ("unknown-key", 8, "unknown key 'xyz'"),
        ("wrong-type", 9, "keys with values are expected here, not a list"),
        ("unknown-key", 10, "unknown key 'id' in 'x'"),
    ]


def test_lines_that_cannot_be_read_are_said() -> None:
    found = problems(HEAD + "change: {initiatives: {talk: {funding: {total: 5, 'A B': {}}}}}\n")
    assert [(p.code, p.message.partition(":")[0]) for p in found] == [
        ("wrong-type", "keys with values are expected here, not '5'"),
        ("wrong-id", "'A B' is not an id"),
    ]


def test_what_is_no_id_names_nothing() -> None:
    assert only("change: {partners: {'A B': {core: true}}}\n")[:2] == ("3:21", "wrong-id")


def test_an_end_is_a_date() -> None:
    assert only("end: {initiatives: {hub: soon}}\n") == (
        "3:26",
        "wrong-date",
        "'soon' is not a date",
        "write 2017, 2017-01 or 2017-01-25",
    )
    assert only("end:\n  initiatives:\n    hub:\n")[2] == "nothing is not a date"


def test_what_is_removed_is_named_by_its_id() -> None:
    assert only("remove: {partners: [ok, 'City Library']}\n")[:2] == ("3:25", "wrong-id")
    assert only("remove: {partners: [ok, ~]}\n")[2] == "an id is expected here, not nothing"
    assert only("remove: {partners: City}\n")[:2] == ("3:20", "wrong-id")
    assert parse_scenario(HEAD + "remove: {partners: }\n").removals == ()


# -- two things of one entry ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        (
            "change: {partners: {x: {}}}\nremove: {partners: [y, x]}\n",
            "4:24",
            "partner 'x' stands under 'change' and again under 'remove'",
            "keep one of the two",
        ),
        (
            "add: {partners: {x: {name: X}}}\nchange: {partners: {x: {}}}\n",
            "4:21",
            "partner 'x' stands under 'add' and again under 'change'",
            "say under 'add:' all that it is",
        ),
        (
            "remove: {partners: [x, y, x]}\n",
            "3:27",
            "partner 'x' stands under 'remove' and again under 'remove'",
            "keep one of the two",
        ),
        (
            "end: {initiatives: {x: 2024}}\nremove: {initiatives: x}\n",
            "4:23",
            "initiative 'x' stands under 'end' and again under 'remove'",
            "keep one of the two",
        ),
        (
            "change: {initiatives: {x: {status: active, capacity: 5}}}\n"
            "end: {initiatives: {x: 2024}}\n",
            "4:21",
            "initiative 'x' ends, and its 'status' is changed too",
            "leave 'status' out under 'change:'",
        ),
    ],
)
def test_two_things_of_one_entry_exclude_each_other(
    text: str, place: str, message: str, hint: str
) -> None:
    assert only(text) == (place, "scenario-conflict", message, hint)
    (problem,) = problems(HEAD + text)
    assert [related.message for related in problem.related] == ["it is here first"]
    assert problem.related[0].location.line == 3


def test_one_id_in_two_sections_is_no_conflict() -> None:
    text = (
        "change: {partners: {x: {core: true}}, bodies: {x: {kind: board}}}\nremove: {plans: [x]}\n"
    )
    assert len(parse_scenario(HEAD + text).changes) == 2


def test_an_initiative_may_change_and_end() -> None:
    text = "change: {initiatives: {x: {capacity: 5}}}\nend: {initiatives: {x: 2024}}\n"
    assert len(parse_scenario(HEAD + text).endings) == 1


# -- files, limits, bytes ------------------------------------------------------------------------


def test_a_file_is_read_under_its_path(tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(HEAD + "remve: {}\n", encoding="utf-8")
    with pytest.raises(CityFileError) as raised:
        read_scenario(path)
    assert f"{path}:3:1: error: unknown key 'remve' [unknown-key]" in str(raised.value)
    with pytest.raises(CityFileError, match=r"^scenario.yaml:3:1: "):
        read_scenario(path, name="scenario.yaml")
    with pytest.raises(CityNotFoundError):
        read_scenario(tmp_path / "none.yaml")


def test_a_folder_is_no_scenario(tmp_path: Path) -> None:
    with pytest.raises(CityFileError) as raised:
        read_scenario(tmp_path)
    assert [p.code for p in raised.value.problems] == ["not-a-file"]


def test_a_file_that_may_not_be_looked_at_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> object:
        raise PermissionError(13, "no", "x")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "stat", refuse)
        with pytest.raises(CityFileError) as raised:
            read_scenario(tmp_path / "s.yaml")
    assert [p.code for p in raised.value.problems] == ["unreadable"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (HEAD, True),
        (WHOLE, True),
        ('{"format": "learningcity-scenario/1", "scenario": {}}', True),
        ("format: learningcity-scenario/7\n", True),
        ("a: [\nformat: learningcity-scenario/1\n", True),
        ('{"format" : "learningcity-scenario/1", [', True),
        ("format: learningcity/1\n", False),
        ("format: [x]\n", False),
        ("xformat: [\n", False),
        ("", False),
    ],
)
def test_a_scenario_is_known_by_its_format(text: str, answer: bool, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(text, encoding="utf-8")
    assert is_scenario(path) is answer
    assert not is_scenario(tmp_path)


def test_so_many_problems_are_not_all_kept() -> None:
    few = Limits(problems=3)
    many = "".join(f"    x{number}: {{qq: 1}}\n" for number in range(9))
    found = problems(HEAD + "add:\n  partners:\n" + many, few)
    assert len(found) == 4
    assert found[0].code == "too-many-problems"
    keys = "".join(f"qq{number}: 1\n" for number in range(9))
    assert [p.code for p in problems(HEAD + keys, few)].count("unknown-key") == 3


def test_a_scenario_has_the_limits_of_a_city_file() -> None:
    assert [p.code for p in problems(HEAD, Limits(file_bytes=10))] == ["too-big"]
    assert "too-deep" in [
        p.code for p in problems(HEAD + "add: {a: {b: {c: {}}}}\n", Limits(depth=3))
    ]
    deep = problems(HEAD + "add: " + "[" * 100)
    assert deep[0].code == "too-deep"


@pytest.mark.parametrize(
    "text",
    [
        "add: !x {partners: {}}",
        "change: {partners: !x {}, <<: {a: b}}",
        "end: {initiatives: !x 5}",
        "end: {initiatives: {x: !x 5, <<: {y: 2024}}}",
        "remove: {partners: !x [y]}",
        "remove: {partners: [!x y]}",
        "<<: {add: {}}",
        "add: {partners: {<<: {x: {name: X}}}}",
        "change: {partners: {x: {<<: {a: b}}}}",
        "scenario: !x y",
        "format: !x y",
    ],
)
def test_what_cannot_be_read_is_said_once(text: str) -> None:
    head = "\n".join(line for line in HEAD.splitlines() if line[:6] != text[:6]) + "\n"
    found = [p for p in problems(head + text) if p.severity is Severity.ERROR]
    assert [p.code for p in found] in (["tag"], ["tag", "merge-key"], ["merge-key"])
    check = check_document(city(partners={"x": {}}), read_document(head + text, "s"))
    assert [p.code for p in check.errors] == [p.code for p in found]


BUILT = city(
    partners={"library": {}, "college": {}},
    initiatives={"hub": {"partners": [{"partner": "library", "role": "lead"}]}, "club": {}},
)


def try_bytes(content: bytes) -> None:
    """Read bytes as a scenario and put it on a city: only our errors come of it."""
    try:
        parse_scenario(content)
    except CityFileError as error:
        str(error)
    check = check_document(BUILT, read_document(content, "s"))
    assert (check.city is None) == bool(check.errors)
    assert str(check)


@lively
@given(st.binary(max_size=200))
def test_any_bytes_give_a_scenario_or_problems(content: bytes) -> None:
    try_bytes(content)
    try_bytes(HEAD.encode() + content)


SCENARIOS = (
    WHOLE.encode(),
    HEAD.encode() + b"change: {initiatives: {hub: {partners: , funding: {x: {amount: 5}}}}}\n",
    HEAD.encode() + b"remove: {partners: [library]}\nend: {initiatives: {club: 2020}}\n",
    HEAD.encode() + b"add: {partners: {x: {name: X, parent: college}}, ties: [{from: x, to: x}]}\n",
)


@lively
@given(st.sampled_from(SCENARIOS), st.data())
def test_a_scenario_with_a_slip_gives_a_scenario_or_problems(
    content: bytes, data: st.DataObject
) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(content)))
        piece = data.draw(
            st.sampled_from([b"", b"x", b"[", b"{", b": ", b"~", b"!x ", b"\n", b"<<"])
        )
        content = content[:at] + piece + content[at + data.draw(st.integers(0, 4)) :]
    try_bytes(content)


def test_no_mutant_of_any_document_escapes() -> None:
    for content, _ in zip(mutants(7), range(1500), strict=False):
        try_bytes(content)
    for content in SEEDS:
        try_bytes(content)
