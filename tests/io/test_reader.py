"""From files, text and data to a city, or to all that is wrong, each thing once, at its place."""

# ruff: noqa: E501 - the expected texts are as wide as people see them

from __future__ import annotations

import copy
import json
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learningcity.diagnostics import Problem
from learningcity.errors import CityFileError, CityNotFoundError, render_problems
from learningcity.io.limits import Limits
from learningcity.io.reader import (
    check_city,
    city_from_mapping,
    parse_city,
    read_city,
)
from learningcity.io.writer import city_to_yaml
from tests.strategies import city_mappings, lively

MIDNIGHT = datetime(2017, 1, 2)  # noqa: DTZ001 - as people have it
MOMENT = datetime(2017, 1, 2, 3)  # noqa: DTZ001
HEAD = "format: learningcity/1\ncity: {id: demo, name: Demo, as_of: 2025-11}\n"


def errors(text: str | bytes, name: str = "a.yaml") -> tuple[Problem, ...]:
    with pytest.raises(CityFileError) as caught:
        parse_city(text, name=name)
    return caught.value.problems


def shown(text: str | bytes) -> str:
    return "\n" + render_problems(errors(text))


def codes(text: str) -> list[str]:
    return [
        f"{problem.code} {problem.location.line}:{problem.location.column}"
        for problem in errors(text)
    ]


def put(folder: Path, **files: str) -> Path:
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return folder


# -- reading -------------------------------------------------------------------------------------


def test_a_small_city_is_read() -> None:
    city = parse_city(HEAD + "partners:\n  library: {name: Library}\n")
    assert city.id == "demo"
    assert city.partners.ids == ("library",)


def test_a_folder_is_merged_in_order_of_paths(tmp_path: Path) -> None:
    put(
        tmp_path,
        b=HEAD + "partners: {x: {name: X}}\n",
        a="partners: {z: {name: Z}}\nties:\n",
        c="ties: []",
    )
    city = read_city(tmp_path)
    assert city.partners.ids == ("z", "x")
    assert check_city(tmp_path).ok


def test_a_single_json_file_is_read(tmp_path: Path) -> None:
    data = {"format": "learningcity/1", "city": {"id": "demo", "name": "Démo 😀", "as_of": 2025}}
    for ascii_only in (False, True):
        path = tmp_path / "city.json"
        path.write_text(json.dumps(data, ensure_ascii=ascii_only), encoding="utf-8")
        assert str(read_city(path).name) == "Démo 😀"


def test_warnings_do_not_keep_a_city_from_being_read(tmp_path: Path) -> None:
    put(tmp_path, a=HEAD + "partners:\n  x: {name: X}\n")
    result = check_city(tmp_path / "a.yaml", name="demo.yaml")
    assert [problem.code for problem in result.warnings] == ["partner-without-role"]
    assert result.ok
    assert result.errors == ()
    assert result.city == read_city(tmp_path)
    assert result.summary() == "demo.yaml: 1 warning"
    assert result.to_records()[0]["code"] == "partner-without-role"
    assert str(result.problems[0].location) == "demo.yaml:4:3"
    assert result.problems[0].key == "partners/x"


def test_a_missing_path_is_no_problem_of_content(tmp_path: Path) -> None:
    with pytest.raises(CityNotFoundError):
        check_city(tmp_path / "nothing")
    with pytest.raises(CityNotFoundError):
        read_city(tmp_path / "nothing")


# -- places of what was read ----------------------------------------------------------------------


def test_every_entry_knows_its_place() -> None:
    text = HEAD + (
        "partners:\n  a: {name: A}\n  b: {name: B}\n"
        "ties:\n  - {from: a, to: b, kind: planning}\n"
        "initiatives:\n  x:\n    name: X\n    funding:\n      total: {amount: 5, currency: GBP}\n"
        "    partners: [{partner: a, role: lead}]\n"
    )
    origins = parse_city(text, name="a.yaml").origins

    def at(reference: str, *path: str | int) -> str:
        return str(origins.locate(reference, *path))

    assert at("partner:b") == "a.yaml:5:3"
    assert at("tie:0") == "a.yaml:7:5"
    assert at("tie:0", "to") == "a.yaml:7:19"
    assert at("initiative:x", "partners", 0, "role") == "a.yaml:13:35"
    assert at("initiative:x", "funding", "total", "amount") == "a.yaml:12:23"
    assert at("city:demo") == "a.yaml:2:1"
    assert at("city:demo", "as_of") == "a.yaml:2:37"
    for nowhere in ("partner:z", "tie:7", "tie:x", "thing:a", "partner"):
        assert origins.locate(nowhere) is None


# -- one root cause once, all problems at once -----------------------------------------------------


def test_three_mistakes_in_two_files_are_three_problems(tmp_path: Path) -> None:
    put(
        tmp_path,
        city=HEAD + "partners:\n  library: {name: Library, sector: publik}\n",
        initiatives="initiatives:\n  one:\n    name: One\n    kind: project\n    places: [here]\n"
        "    activities: [welding]\n    audiences: [everyone]\n    start: 2017-13\n"
        "    partners:\n      - {partner: libary, role: lead}\n"
        "places:\n  here: {name: Here}\nactivities: {welding: {name: Welding}}\n",
    )
    with pytest.raises(CityFileError) as caught:
        read_city(tmp_path, name="demo")
    assert (
        "\n" + str(caught.value)
        == """
demo/city.yaml:4:36: error: 'publik' is not one of public, private, third, mixed, unknown [wrong-value]
    4 |   library: {name: Library, sector: publik}
      |                                    ^^^^^^ did you mean 'public'?
demo/initiatives.yaml:8:12: error: '2017-13': there is no month 13 [wrong-date]
    8 |     start: 2017-13
      |            ^^^^^^^ write 2017, 2017-01 or 2017-01-25
demo/initiatives.yaml:10:19: error: unknown partner 'libary' [unknown-reference]
   10 |       - {partner: libary, role: lead}
      |                   ^^^^^^ did you mean 'library'?
3 errors"""
    )


SHAPES = {
    "unknown key": (
        "partners: {a: {naem: A, sector: public}}",
        """
a.yaml:3:16: error: unknown key 'naem' [unknown-key]
    3 | partners: {a: {naem: A, sector: public}}
      |                ^^^^ did you mean 'name'?""",
    ),
    "unknown key, none like it": (
        "partners: {a: {name: A, zzz: 1}}",
        """
a.yaml:3:25: error: unknown key 'zzz' [unknown-key]
    3 | partners: {a: {name: A, zzz: 1}}
      |                         ^^^ keys here: name, sector, kind, core, parent, identifiers, priorities, remit, aliases, url, note, sources, …""",
    ),
    "key inside an entry inside": (
        "initiatives: {a: {name: A, partners: [{partner: b, roel: lead}]}}\npartners: {b: {name: B}}",
        """
a.yaml:3:52: error: unknown key 'roel' [unknown-key]
    3 | initiatives: {a: {name: A, partners: [{partner: b, roel: lead}]}}
      |                                                    ^^^^ did you mean 'role'?""",
    ),
    "the id again": (
        "partners: {a: {id: b, name: A}}",
        """
a.yaml:3:16: error: unknown key 'id' [unknown-key]
    3 | partners: {a: {id: b, name: A}}
      |                ^^ leave it out: the id is the key above""",
    ),
    "missing key": (
        "partners: {a: {sector: public}}",
        """
a.yaml:3:12: error: partner 'a' has no 'name' [missing-key]
    3 | partners: {a: {sector: public}}
      |            ^ add 'name: …'""",
    ),
    "missing key of a list item": (
        "ties: [{to: a, kind: planning}]\npartners: {a: {name: A}}",
        """
a.yaml:3:8: error: this tie has no 'from' [missing-key]
    3 | ties: [{to: a, kind: planning}]
      |        ^ add 'from: …'""",
    ),
    "number for text": (
        "partners: {a: {name: 1.10}}",
        """
a.yaml:3:22: error: text is expected here, not '1.10' [wrong-text]
    3 | partners: {a: {name: 1.10}}
      |                      ^^^^ put it in quotes""",
    ),
    "number for plain text": (
        "places: {a: {name: A, kind: 12}}",
        """
a.yaml:3:29: error: text is expected here, not '12' [wrong-type]
    3 | places: {a: {name: A, kind: 12}}
      |                             ^^ put it in quotes""",
    ),
    "number in identifiers": (
        "partners: {a: {name: A, identifiers: {GB-UKPRN: 10007578}}}",
        """
a.yaml:3:49: error: text is expected here, not '10007578' [wrong-type]
    3 | partners: {a: {name: A, identifiers: {GB-UKPRN: 10007578}}}
      |                                                 ^^^^^^^^ put it in quotes""",
    ),
    "yes": (
        "partners: {a: {name: A, core: yes}}",
        """
a.yaml:3:31: error: true or false is expected here, not 'yes' [wrong-type]
    3 | partners: {a: {name: A, core: yes}}
      |                               ^^^ write true or false, without quotes""",
    ),
    "text for a number": (
        "priorities: {a: {name: A, sdgs: [four]}}",
        """
a.yaml:3:34: error: a whole number is expected here, not 'four' [wrong-type]
    3 | priorities: {a: {name: A, sdgs: [four]}}
      |                                  ^^^^ write digits only, without quotes""",
    ),
    "number out of range": (
        "priorities: {a: {name: A, within: b, sdgs: [18]}, b: {name: B}}",
        """
a.yaml:3:45: error: '18' is too large [wrong-value]
    3 | priorities: {a: {name: A, within: b, sdgs: [18]}, b: {name: B}}
      |                                             ^^ write at most 17""",
    ),
    "one for a list": (
        "partners: {a: {name: A, remit: b}}",
        """
a.yaml:3:32: error: a list is expected here, not 'b' [wrong-type]
    3 | partners: {a: {name: A, remit: b}}
      |                                ^ write [b]""",
    ),
    "nothing in a list": (
        "partners: {a: {name: A, remit: [~]}}",
        """
a.yaml:3:33: error: an id is expected here, not nothing [wrong-id]
    3 | partners: {a: {name: A, remit: [~]}}
      |                                 ^ write one id""",
    ),
    "keys for a list": (
        "partners: {a: {name: A, remit: {b: c}}}",
        """
a.yaml:3:32: error: a list is expected here, not keys with values [wrong-type]
    3 | partners: {a: {name: A, remit: {b: c}}}
      |                                ^ write [one, two]""",
    ),
    "nothing in it": (
        "initiatives: {a: {name: A, partners: [{partner: b, role: []}]}}\npartners: {b: {name: B}}",
        """
a.yaml:3:58: error: this is empty [too-few]
    3 | initiatives: {a: {name: A, partners: [{partner: b, role: []}]}}
      |                                                          ^ write it, or leave the key out""",
    ),
    "word that is not one of a few": (
        "initiatives: {a: {name: A, stage: zzz}}",
        """
a.yaml:3:35: error: 'zzz' is not possible here [wrong-value]
    3 | initiatives: {a: {name: A, stage: zzz}}
      |                                   ^^^ write one of trial, repeated, core-funded, owned""",
    ),
    "list for a word": (
        "initiatives: {a: {name: A, stage: [trial]}}",
        """
a.yaml:3:35: error: a list is not possible here [wrong-value]
    3 | initiatives: {a: {name: A, stage: [trial]}}
      |                                   ^ write one of trial, repeated, core-funded, owned""",
    ),
    "words for an entry": (
        "partners:\n  a: name:Library",
        """
a.yaml:4:6: error: keys with values are expected here, not 'name:Library' [wrong-type]
    4 |   a: name:Library
      |      ^^^^^^^^^^^^ put a space after the colon: 'name: Library'""",
    ),
    "words for an entry inside": (
        "needs: {a: {statement: A, audiences: [everyone], indicator: 5}}",
        """
a.yaml:3:61: error: keys with values are expected here, not '5' [wrong-type]
    3 | needs: {a: {statement: A, audiences: [everyone], indicator: 5}}
      |                                                             ^ write 'key: value' below it""",
    ),
    "empty entry": (
        "partners:\n  a:\n",
        """
a.yaml:4:3: error: partner 'a' is empty [wrong-type]
    4 |   a:
      |   ^ write its keys below it""",
    ),
    "empty list item": (
        "vision:\n  -\n",
        """
a.yaml:4:4: error: this statement is empty [wrong-type]
    4 |   -
      |    ^ write its keys below it""",
    ),
    "id": (
        "partners: {The Library: {name: A}}",
        """
a.yaml:3:12: error: 'The Library' is not an id: ids have small letters and digits, joined by hyphens [wrong-id]
    3 | partners: {The Library: {name: A}}
      |            ^^^^^^^^^^^ write 'the-library'""",
    ),
    "id of a line": (
        "initiatives: {a: {name: A, funding: {The Sum: {currency: GBP}}}}",
        """
a.yaml:3:38: error: 'The Sum' is not an id: ids have small letters and digits, joined by hyphens [wrong-id]
    3 | initiatives: {a: {name: A, funding: {The Sum: {currency: GBP}}}}
      |                                      ^^^^^^^ write 'the-sum'""",
    ),
    "no language": (
        "partners: {a: {name: {}}}",
        """
a.yaml:3:22: error: no language is given [wrong-text]
    3 | partners: {a: {name: {}}}
      |                      ^ write {en: …}""",
    ),
    "bounds the wrong way round": (
        "places: {a: {name: A, population: {at_least: 12, at_most: 5}}}",
        """
a.yaml:3:35: error: 'at_least: 12' is above 'at_most: 5' [reversed-bounds]
    3 | places: {a: {name: A, population: {at_least: 12, at_most: 5}}}
      |                                   ^ exchange the two numbers, or correct one""",
    ),
    "bound": (
        "places: {a: {name: A, population: {at_lest: 5}}}",
        """
a.yaml:3:36: error: unknown key 'at_lest' [unknown-key]
    3 | places: {a: {name: A, population: {at_lest: 5}}}
      |                                    ^^^^^^^ a number may have at_least, at_most or about""",
    ),
    "number in a bound": (
        "places: {a: {name: A, population: {at_least: many}}}",
        """
a.yaml:3:46: error: a whole number is expected here, not 'many' [wrong-number]
    3 | places: {a: {name: A, population: {at_least: many}}}
      |                                              ^^^^ write digits only, for example 1200, or {about: 1200}""",
    ),
    "currency of a line, and nothing about its amount": (
        "initiatives: {a: {name: A, start: 2017, funding: {x: {amount: 5, currency: gbp}}}}",
        """
a.yaml:3:76: error: 'gbp' is not a currency code [wrong-currency]
    3 | initiatives: {a: {name: A, start: 2017, funding: {x: {amount: 5, currency: gbp}}}}
      |                                                                            ^^^ write the three capital letters of ISO 4217, such as GBP or KRW""",
    ),
}


@pytest.mark.parametrize("case", SHAPES)
def test_a_wrong_shape_is_one_problem_at_its_place(case: str) -> None:
    text, expected = SHAPES[case]
    problems = [problem for problem in errors(HEAD + text) if problem.severity == "error"]
    assert "\n" + render_problems(problems) == expected + "\n1 error"


def test_no_message_speaks_of_types_or_parsers() -> None:
    said = " ".join(expected for _, expected in SHAPES.values()).lower()
    assert not re.search(
        r"mapping|scalar|token|enum|\bstr\b|\bint\b|dict|pydantic|yaml error", said
    )


def test_a_faulty_entry_hides_neither_the_others_nor_itself() -> None:
    text = HEAD + (
        "sources: {s: {title: S}}\n"
        "partners:\n  a: {naem: A, sources: [t]}\n  b: {name: B, sources: [u]}\n"
        "initiatives:\n"
        "  x:\n"
        "    name: X\n"
        "    kind: fund\n"
        "    start: 2020\n"
        "    end: 2019\n"
        "    priorities: [5.5, p, q]\n"
        "    partners:\n"
        "      - {partner: A B, role: lead}\n"
        "      - {role: lead, sources: [v]}\n"
        "      - {partner: b, role: [leed]}\n"
        "      - {partner: c, role: lead}\n"
        "    provision: [{capacity: [1]}]\n"
    )
    assert codes(text) == [
        "unknown-key 5:7",
        "unknown-reference 5:26",
        "unknown-reference 6:26",
        "reversed-dates 12:10",
        "wrong-id 13:18",
        "unknown-reference 13:23",
        "unknown-reference 13:26",
        "wrong-id 15:19",
        "missing-key 16:9",
        "unknown-reference 16:32",
        "wrong-value 17:29",
        "unknown-reference 18:19",
        "wrong-number 19:28",
    ]


def test_a_reference_to_an_entry_that_could_not_be_read_is_no_second_problem() -> None:
    text = HEAD + (
        "partners: {a: 5, b: {name: B, parent: a}}\n"
        "reviews:\n  - {initiatives: [x], verdict: joint}\n  - 7\n"
        "  - {initiatives: [x, y], verdict: joint, by: z}\n"
        "initiatives: {x: {name: X, kind: fund}, y: {name: Y, kind: fund}}"
    )
    assert codes(text) == [
        "wrong-type 3:15",
        "too-few 5:19",
        "wrong-type 6:5",
        "unknown-reference 7:47",
    ]


def test_an_entry_with_too_little_left_is_left_out() -> None:
    text = HEAD + (
        "initiatives: {x: {name: X, kind: fund, status: 5}, y: {name: Y, kind: fund}}\n"
        "reviews: [{initiatives: [x, 5.5], verdict: joint, by: z}]\n"
        "partners: {a: {name: A, core: 1, parent: b}}\n"
    )
    assert codes(text) == [
        "wrong-value 3:48",
        "wrong-id 4:29",
        "wrong-type 5:31",
        "unknown-reference 5:42",
    ]


def test_both_places_of_a_problem_are_shown() -> None:
    text = HEAD + (
        "partners:\n  library: {name: Library}\n"
        "initiatives:\n  x:\n    name: X\n    kind: fund\n    start: 2017\n    funding:\n"
        "      total: {amount: 5, currency: GBP}\n"
        "      part: {amount: 7, currency: GBP, within: total}\n"
    )
    assert shown(text).startswith("""
a.yaml:4:3: warning: partner 'library' has no role in any initiative [partner-without-role]
    4 |   library: {name: Library}
      |   ^^^^^^^ add it under 'partners' of an initiative, with its role
a.yaml:12:22: error: this part, '7', is larger than its total 'total', '5' [part-larger-than-total]
   12 |       part: {amount: 7, currency: GBP, within: total}
      |                      ^ correct an amount, or leave out 'within'
a.yaml:11:23: note: the total 'total'
   11 |       total: {amount: 5, currency: GBP}
      |                       ^""")


def test_a_broken_file_leaves_the_others_to_be_checked(tmp_path: Path) -> None:
    put(
        tmp_path,
        a="partners:\n  library: {name: Library}\n  museum: [\n",
        b=HEAD + "partners:\n  school: {name: School, parent: library}\n"
        "  club: {name: Club, parent: libary}\nneeds:\n  n: {statement: N}\n",
    )
    result = check_city(tmp_path, name="demo")
    assert [f"{problem.code} {problem.location}" for problem in result.errors] == [
        "yaml-syntax demo/a.yaml:3:11",
        "unknown-reference demo/b.yaml:5:30",
        "need-without-facet demo/b.yaml:7:3",
    ]
    # What nobody names may be named in the part that could not be read.
    assert [problem.code for problem in result.warnings] == [
        "need-without-source",
        "need-without-date",
    ]


def test_a_broken_file_may_be_the_one_with_the_city(tmp_path: Path) -> None:
    put(tmp_path, a=HEAD + "x: [\n", b="partners: {x: {name: X}}\n")
    assert [problem.code for problem in check_city(tmp_path).problems] == ["yaml-syntax"]


def test_faults_of_the_text_are_not_reported_again_as_faults_of_shape() -> None:
    text = HEAD + (
        "partners:\n  a: {name: !x A, sector: public, sector: private}\n"
        "  b: &b {<<: {name: B}, core: true}\n  c: ! {name: C}\n"
        "  d: {name: D, remit: [1e99], identifiers: {x: *y}}\n"
        "initiatives: ! {}\nplaces: ! []\n<<: {}\nneeds: {<<: {}}\n"
    )
    assert codes(text) == [
        "tag 4:13",
        "duplicate-key 4:35",
        "merge-key 5:10",
        "tag 6:6",
        "too-long 7:24",
        "unknown-alias 7:48",
        "tag 8:14",
        "tag 9:9",
        "merge-key 10:1",
        "merge-key 11:9",
    ]


def test_the_head_and_the_format_may_be_unread_too() -> None:
    assert codes("format: ! x\ncity: ! {}\n") == ["tag 1:9", "tag 2:7"]
    assert codes("! x\n") == ["tag 1:1"]


# -- the parts together ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "",
            "a.yaml: error: there is nothing here, or only comments [empty]\n"
            "      = a city file starts with 'format: learningcity/1' and 'city:'",
        ),
        (
            "# only words\n",
            "a.yaml: error: there is nothing here, or only comments [empty]\n"
            "      = a city file starts with 'format: learningcity/1' and 'city:'",
        ),
        (
            "services: {a: 1}\nversion: 2\n",
            "a.yaml: error: this is not a city: there is no 'city:' [missing-city]\n"
            "      = a city file starts with 'format: learningcity/1' and 'city:'",
        ),
        (
            "partners: {}\n",
            "a.yaml: error: there is no 'city:' [missing-city]\n"
            "      = add 'city:' with id, name and as_of, and above it 'format: learningcity/1'",
        ),
        (
            "format: learningcity/1\n",
            "a.yaml: error: there is no 'city:' [missing-city]\n"
            "      = add 'city:' with id, name and as_of",
        ),
        (
            "city: {id: a, name: A, as_of: 2025}\n",
            "a.yaml: error: there is no 'format:' [missing-format]\n"
            "      = add 'format: learningcity/1' as the first line",
        ),
        (
            "format: learningcity/2\ncity: {id: a, name: A, as_of: 2025}\n",
            "a.yaml:1:9: error: the format 'learningcity/2' is not known here [format-version]\n"
            "    1 | format: learningcity/2\n"
            "      |         ^^^^^^^^^^^^^^ this version of learningcity reads learningcity/1",
        ),
        (
            "format: 1\ncity: {id: a, name: A, as_of: 2025}\n",
            "a.yaml:1:9: error: the format '1' is not known here [format-version]\n"
            "    1 | format: 1\n"
            "      |         ^ write 'format: learningcity/1'",
        ),
        (
            "- a\n- b\n",
            "a.yaml:1:1: error: a city file has keys such as 'city:' at its top, not a list "
            "[wrong-shape]\n"
            "    1 | - a\n"
            "      | ^ a city file starts with 'format: learningcity/1' and 'city:'",
        ),
        (
            "just words",
            "a.yaml:1:1: error: a city file has keys such as 'city:' at its top, not 'just words' "
            "[wrong-shape]\n"
            "    1 | just words\n"
            "      | ^^^^^^^^^^ a city file starts with 'format: learningcity/1' and 'city:'",
        ),
        (
            HEAD + "partnres: {a: {name: A}}\n",
            "a.yaml:3:1: error: unknown key 'partnres' [unknown-key]\n"
            "    3 | partnres: {a: {name: A}}\n"
            "      | ^^^^^^^^ did you mean 'partners'?",
        ),
        (
            "formats: learningcity/1\nctiy: {id: a, name: A, as_of: 2025}\n",
            "a.yaml:1:1: error: unknown key 'formats' [unknown-key]\n"
            "    1 | formats: learningcity/1\n"
            "      | ^^^^^^^ did you mean 'format'?\n"
            "a.yaml:2:1: error: unknown key 'ctiy' [unknown-key]\n"
            "    2 | ctiy: {id: a, name: A, as_of: 2025}\n"
            "      | ^^^^ did you mean 'city'?",
        ),
        (
            HEAD + "zzz: 1\n",
            "a.yaml:3:1: error: unknown key 'zzz' [unknown-key]\n"
            "    3 | zzz: 1\n"
            "      | ^^^ keys here: format, city, facts, vision, places, audiences, priorities, "
            "activities, bodies, plans, partners, initiatives, needs, ties, reviews, sources",
        ),
        (
            HEAD + "partners: [a]\n",
            "a.yaml:3:1: error: 'partners' needs an id before each entry, not a list "
            "[wrong-shape]\n"
            "    3 | partners: [a]\n"
            "      | ^^^^^^^^ start each partner with its id and a colon, its keys below it",
        ),
        (
            HEAD + "ties: {a: b}\n",
            "a.yaml:3:1: error: 'ties' needs a list, not keys with values [wrong-shape]\n"
            "    3 | ties: {a: b}\n"
            "      | ^^^^ start each entry with '- '",
        ),
        (
            "format: learningcity/1\ncity: {id: a, name: A}\n",
            "a.yaml:2:1: error: 'city' has no 'as_of' [missing-key]\n"
            "    2 | city: {id: a, name: A}\n"
            "      | ^^^^ add 'as_of: …'",
        ),
        (
            "format: learningcity/1\ncity: Demo\n",
            "a.yaml:2:7: error: keys with values are expected here, not 'Demo' [wrong-type]\n"
            "    2 | city: Demo\n"
            "      |       ^^^^ write 'key: value' below it",
        ),
    ],
)
def test_what_the_file_as_a_whole_lacks_is_said(text: str, expected: str) -> None:
    assert shown(text).strip().rpartition("\n")[0] == expected


def test_ids_heads_and_formats_that_are_there_twice_show_both_places(tmp_path: Path) -> None:
    put(
        tmp_path,
        a=HEAD + "partners: {x: {name: X}, y: {name: Y, parent: x}}\n",
        b=HEAD + "partners:\n  x: {name: X}\n",
        c="",
    )
    with pytest.raises(CityFileError) as caught:
        read_city(tmp_path, name="d")
    assert (
        "\n" + str(caught.value)
        == """
d/b.yaml:1:1: error: 'format:' is there twice [repeated-format]
    1 | format: learningcity/1
      | ^^^^^^ keep one of the two
d/a.yaml:1:1: note: it is here first
    1 | format: learningcity/1
      | ^^^^^^
d/b.yaml:2:1: error: 'city:' is there twice [repeated-city]
    2 | city: {id: demo, name: Demo, as_of: 2025-11}
      | ^^^^ keep one of the two
d/a.yaml:2:1: note: it is here first
    2 | city: {id: demo, name: Demo, as_of: 2025-11}
      | ^^^^
d/b.yaml:4:3: error: the id 'x' is there twice [duplicate-id]
    4 |   x: {name: X}
      |   ^ give one of the two another id, or keep one
d/a.yaml:3:12: note: it is here first
    3 | partners: {x: {name: X}, y: {name: Y, parent: x}}
      |            ^
d/c.yaml: warning: there is nothing here, or only comments [empty]
      = write in it, or delete it
3 errors, 1 warning"""
    )


def test_a_file_beside_the_city_hides_no_fault_of_it(tmp_path: Path) -> None:
    head = "format: learningcity/1\ncity: {id: demo, name: Demo, as_of: 2025-11}\n"
    (tmp_path / "1-city.yaml").write_text(head, encoding="utf-8")
    (tmp_path / "2-more.yaml.txt").write_text("priorities: [", encoding="utf-8")
    result = check_city(tmp_path)
    assert result.ok
    assert result.city == read_city(tmp_path)
    assert [(p.code, str(p.severity)) for p in result.problems] == [("unread-file", "warning")]
    (tmp_path / "1-city.yaml").write_text("format: learningcity/1\n", encoding="utf-8")
    assert [p.code for p in check_city(tmp_path).problems] == ["unread-file", "missing-city"]
    (tmp_path / "1-city.yaml").unlink()
    assert [p.code for p in check_city(tmp_path).problems] == ["unread-file", "no-files"]


def test_files_that_cannot_be_read_are_one_line_each(tmp_path: Path) -> None:
    assert [problem.code for problem in check_city(tmp_path).problems] == ["no-files"]
    put(tmp_path, a=HEAD)
    (tmp_path / "b.yaml").write_bytes(b"PK\x03\x04rest")
    assert [problem.code for problem in check_city(tmp_path).problems] == ["encoding"]
    assert [problem.code for problem in check_city(tmp_path, limits=Limits(files=1)).problems] == [
        "too-many-files"
    ]


# -- plain data ----------------------------------------------------------------------------------


def mapping(**sections: object) -> dict[str, object]:
    head = {"id": "demo", "name": "Demo", "as_of": date(2025, 11, 30)}
    return {"format": "learningcity/1", "city": head, **sections}


def said(data: object) -> list[str]:
    with pytest.raises(CityFileError) as caught:
        city_from_mapping(data)  # type: ignore[arg-type]  # some of it is wrong on purpose
    assert all(str(problem.location) == "data" for problem in caught.value.problems)
    return [f"{problem.message} [{problem.code}]" for problem in caught.value.problems]


def test_plain_data_make_the_same_city_as_text() -> None:
    data = mapping(
        facts={"f": {"label": "L", "value": 13.5}, "g": {"label": "G", "value": Decimal("2.0")}},
        partners={"a": {"name": "A", "core": True, "parent": None}},
        ties=({"from": "a", "to": "a", "kind": "planning", "since": MIDNIGHT},),
    )
    before = copy.deepcopy(data)
    city = city_from_mapping(data)
    assert data == before
    text = city_to_yaml(city)
    assert "as_of: 2025-11-30" in text
    assert "since: 2017-01-02" in text
    assert parse_city(text) == city


def test_problems_of_plain_data_say_in_which_key_they_are() -> None:
    assert said(mapping(partners={"a": {"name": "A", "sector": "publik"}})) == [
        "partners/a/sector: 'publik' is not one of public, private, third, mixed, unknown "
        "[wrong-value]"
    ]
    assert said(mapping(ties=[{"from": "a", "to": "b", "kind": "planning"}])) == [
        "ties/0/from: unknown partner 'a' [unknown-reference]",
        "ties/0/to: unknown partner 'b' [unknown-reference]",
    ]
    assert "not 'words'" in said("words")[0]
    assert said({}) == ["this is not a city: there is no 'city:' [missing-city]"]
    assert said([]) == ["a city file has keys such as 'city:' at its top, not a list [wrong-shape]"]
    assert said(mapping(partnres={})) == ["partnres: unknown key 'partnres' [unknown-key]"]


def test_what_is_no_plain_data_is_refused() -> None:
    circle: dict[str, object] = {"name": "A"}
    circle["remit"] = [circle]
    deep: object = 1
    for _ in range(100):
        deep = [deep]
    entries: dict[object, object] = {
        "a": {"name": {1, 2}},
        "b": {"name": b"x"},
        "c": {"name": float("nan")},
        "d": {"name": Decimal("inf")},
        "e": {"name": 10**31},
        "f": {"name": "x\ud800"},
        "g": {"name": "x\x1b"},
        "h": circle,
        "i": {"name": "I", "remit": deep},
        5: {"name": "J"},
        "k\x00": {},
        "<<": {},
        "l": {"name": "L", "parent": "k" * 50, "url": MOMENT},
        "m" * 1025: {},
    }
    found = said(mapping(partners=entries))
    assert [line[:50] for line in found if "this is no text" not in line] == [
        line[:50]
        for line in (
            "partners/c/name: 'nan' is not a number [wrong-type]",
            "partners/d/name: 'Infinity' is not a number [wrong-type]",
            "partners/e/name: this number has more than 30 digits [too-long]",
            "partners/f/name: there is half of a character here, U+D800 [control-character]",
            "partners/g/name: there is a hidden character here, U+001B [control-character]",
            "partners/h/remit/0: this holds itself [too-deep]",
            "partners/i/remit/" + "0/" * 30,
            "partners: '5' cannot be a key, keys are text [wrong-key]",
            "partners: there is a hidden character here, U+0000 [control-character]",
            "partners: the keys of another entry cannot be taken over with '<<' [merge-key]",
            "partners: this key is longer than 1,024 characters [too-long]",
            "partners/l/url: '2017-01-02T03:00:00' is not a web address",
            "partners/l/parent: unknown partner '" + "k" * 50,
        )
    ]
    assert sum("this is no text" in line for line in found) == 2


def test_plain_data_have_limits() -> None:
    with pytest.raises(CityFileError) as caught:
        city_from_mapping(mapping(), limits=Limits(values=3))
    assert [problem.code for problem in caught.value.problems] == ["too-many-values"]
    with pytest.raises(CityFileError) as caught:
        city_from_mapping(mapping(), limits=Limits(text_characters=13))
    assert [problem.code for problem in caught.value.problems] == ["too-long"]


# -- whatever comes ------------------------------------------------------------------------------


pieces = st.sampled_from(
    [
        *("partners:\n", "  a: {name: A}\n", "  b:\n    name: B\n", "    core: yes\n", "ties:\n"),
        *("  - {from: a, to: b, kind: planning}\n", "initiatives:\n", "  x:\n", "    name: X\n"),
        *(
            "    start: 2017\n",
            "    partners: [{partner: a, role: lead}]\n",
            "<<: *x\n",
            "needs: 5\n",
        ),
        *(
            "    funding: {t: {amount: 5}}\n",
            "    provision: [1, {}]\n",
            "é\n",
            "- \n",
            "\t\n",
            ": ",
        ),
        *(
            "city: {id: x}\n",
            "    audiences: [everyone, ~]\n",
            "format:\n",
            '"',
            "{",
            "]",
            "    id: 5\n",
        ),
        *("    capacity: {at_least: x}\n", "    part_of: x\n", "    end: 2016\n", "    name: !y\n"),
    ]
)


@lively
@given(
    st.binary(max_size=60)
    | st.text(max_size=60)
    | st.lists(pieces, max_size=14).map(lambda parts: HEAD + "".join(parts))
)
def test_anything_is_a_city_or_one_error(content: str | bytes) -> None:
    try:
        parse_city(content, name="a.yaml")
    except CityFileError as error:
        problems = error.problems
    else:
        return
    assert any(problem.severity == "error" for problem in problems)
    text = content if isinstance(content, str) else content.decode("utf-8", "replace")
    lines = re.split(r"\r\n|\r|\n", text)
    for problem in problems:
        place = problem.location
        if place.line is not None and place.column is not None:
            assert 1 <= place.line <= len(lines)
            assert 1 <= place.column <= len(place.text or "") + 1


faults = st.sampled_from(["drop", "misspell", "retype", "garble"])


@lively
@given(city_mappings(), st.data())
def test_one_fault_is_one_problem_at_its_place(
    data: dict[str, object], draw: st.DataObject
) -> None:
    city = city_from_mapping(data)
    lines = city_to_yaml(city).split("\n")
    wanted = [n for n, line in enumerate(lines) if re.match(r" +(name|statement|as_of|id): ", line)]
    number = draw.draw(st.sampled_from(wanted))
    line = lines[number]
    key = line.split(":")[0].strip()
    fault = draw.draw(faults)
    if fault == "drop":
        lines[number] = re.match(r" *", line)[0] + "# nothing"  # type: ignore[index]  # it matches
    elif fault == "misspell":
        lines[number] = line.replace(key, key + "x", 1)
    elif fault == "retype":
        lines[number] = f"{line.split(':')[0]}: 12.5"
    else:
        lines[number] = f"{line.split(':')[0]}: [x]"
    found = [problem for problem in errors("\n".join(lines)) if problem.severity == "error"]
    assert len(found) == 1, found
    place = found[0].location.line
    assert place is not None
    if fault == "drop":
        assert found[0].code in {"missing-key", "wrong-type"}  # it may have been its only key
        assert place <= number + 1
    else:
        assert place == number + 1


@lively
@given(city_mappings())
def test_data_text_and_json_make_equal_cities(data: dict[str, object]) -> None:
    city = city_from_mapping(data)
    assert parse_city(json.dumps(data, default=lambda number: float(number))) == city
    text = city_to_yaml(city)
    assert parse_city(text) == city
    assert city_to_yaml(parse_city(text)) == text


def test_an_empty_required_list_is_told_what_to_do() -> None:
    text = (
        HEAD
        + "partners: {a: {name: A}}\ninitiatives: {x: {name: X, partners: [{partner: a, role: }]}}\n"
    )
    (problem,) = [p for p in errors(text) if p.code == "wrong-type"]
    assert problem.message == "a list is expected here, not nothing"
    assert problem.hint == "write it, or leave the key out"


def test_a_hard_blank_before_a_key_is_named() -> None:
    (problem,) = errors(HEAD + "sources:\n  a:\n    title: A\n    \u00a0url: b\n")
    assert problem.code == "unknown-key"
    assert problem.hint == "there is a hard blank in it, U+00A0: type plain blanks instead"
