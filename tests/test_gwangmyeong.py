"""The packaged Gwangmyeong has all that the fact tables had, under the ids of the manifest."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import learningcity
from learningcity.datasets import check_example
from learningcity.model.city import City
from learningcity.model.kinds import KINDS
from learningcity.model.values import Text
from tests.oracle.load import PACKAGE, read_folder

MANIFEST: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "gwangmyeong_manifest.json").read_text(encoding="utf-8")
)
HANGUL = re.compile("[\uac00-\ud7a3]")


@pytest.fixture(scope="module")
def city() -> City:
    return learningcity.open_example("gwangmyeong")


def test_every_id_of_the_manifest_is_there_in_its_order(city: City) -> None:
    found = {
        section: list(getattr(city, section).ids)
        for section in MANIFEST["ids"]
        if section != "funding"
    }
    assert found == {section: MANIFEST["ids"][section] for section in found}


def test_every_role_of_every_partner_is_there(city: City) -> None:
    found = {
        entry.id: {part.partner: list(part.role) for part in entry.partners}
        for entry in city.initiatives
    }
    assert found == MANIFEST["participations"]
    roles = Counter(r for parts in found.values() for roles in parts.values() for r in roles)
    assert roles == {
        "lead": 28,
        "partner": 30,
        "host": 14,
        "adviser": 10,
        "funder": 3,
        "deliverer": 1,
    }
    assert sum(roles.values()) == MANIFEST["counts"]["participations"] == 86


def test_the_word_of_the_table_is_kept_where_a_role_was_translated(city: City) -> None:
    notes = [str(part.note) for i in city.initiatives for part in i.partners if part.note]
    words = Counter(note.removeprefix("Role in the table: ").rstrip(".") for note in notes)
    assert words == {
        "member": 10,
        "accreditor": 2,
        "contributor": 2,
        "recognition": 2,
        "consulted": 1,
        "operator": 1,
        "participant": 1,
        "platform": 1,
        "reviewer": 1,
    }


def test_every_line_of_money_is_there(city: City) -> None:
    lines = [f"{entry.id}/{line.id}" for entry in city.initiatives for line in entry.funding]
    assert lines == MANIFEST["ids"]["funding"]
    amounts = [line.amount for entry in city.initiatives for line in entry.funding]
    assert [amount and amount.low for amount in amounts] == [30_000_000, 36_100_000_000]


def test_counts_are_those_of_the_tables(city: City) -> None:
    wanted = {"partners": 50, "initiatives": 28, "places": 13, "sources": 57, "needs": 10}
    wanted |= {"priorities": 10, "audiences": 12, "facts": 9, "plans": 1, "bodies": 0}
    assert {name: len(getattr(city, name)) for name in wanted} == wanted
    assert sum(len(entry.participants) for entry in city.initiatives) == 8
    assert sum(len(entry.outcomes) for entry in city.initiatives) == 17
    assert sum(entry.core for entry in city.partners) == 4
    assert sum("owner" in entry.inferred for entry in city.priorities) == 10


def test_the_files_have_no_errors_and_only_known_doubts() -> None:
    result = check_example("gwangmyeong")
    assert result.ok
    assert [problem.code for problem in result.warnings] == ["initiative-undescribed"]
    assert {problem.code for problem in result.notes} == {"initiative-without-quantity"}
    assert len(result.notes) == 17


def test_what_was_judged_is_marked(city: City) -> None:
    for entry in city.initiatives:
        assert {"kind", "activities"} <= set(entry.inferred), entry.id
        assert ("modes" in entry.inferred) == bool(entry.modes), entry.id
        assert ("seen_active" in entry.inferred) == (entry.seen_active is not None), entry.id
    for audience in city.audiences:
        assert {"name", "by"} <= set(audience.inferred), audience.id


def test_every_statement_names_its_source(city: City) -> None:
    for entry in (*city.needs, *city.partners, *city.places, *city.priorities, *city.facts):
        assert entry.sources, entry.id
    for initiative in city.initiatives:
        parts = (*initiative.partners, *initiative.funding, *initiative.outcomes)
        for part in (initiative, *parts, *initiative.participants):
            assert part.sources, initiative.id


def test_names_are_in_both_languages_and_korean_comes_first(city: City) -> None:
    entries = [*city.partners, *city.initiatives, *city.priorities, *city.places, *city.audiences]
    names = {entry.id: entry.name for entry in entries}
    only_english = [key for key, name in names.items() if len(list(name)) == 1]
    assert only_english == ["oda-lifelong-learning", "burkina-faso", "timor-leste"]
    for key in names.keys() - set(only_english):
        assert [tag for tag, _ in names[key].versions] == ["ko", "en"], key
    assert names["loose-schools"].in_language(city.language) == "느슨한학교"
    assert names["burkina-faso"].in_language(city.language) == "Burkina Faso"


def test_every_text_is_in_the_language_that_it_says(city: City) -> None:
    """A plain string is Korean, as ``city.language`` is: the other names of partners."""
    plain = 0
    for text in texts(city):
        for tag, words in text.versions:
            assert bool(HANGUL.search(words)) == (tag != "en"), (tag, words)
            plain += tag is None
    assert plain == 26


def texts(city: City) -> list[Text]:
    """Every text of the city, but one that is a date."""
    found: list[Text] = []
    waiting: list[object] = [city.head, *(getattr(city, kind.section) for kind in KINDS)]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Text):
            found.append(item)
        elif isinstance(item, BaseModel):
            waiting += [value for _, value in item]
        elif isinstance(item, Iterable) and not isinstance(item, str):
            waiting += item
    return [text for text in found if str(text) != "2022-01-24"]


def test_the_plain_data_say_the_same(city: City) -> None:
    assert learningcity.city_from_mapping(read_folder(PACKAGE / "data" / "gwangmyeong")) == city
