"""What a city says does nothing where it is shown: 190 texts, in every output of every sort.

The attributes of graphs are left out on purpose: they are data, given as they were read.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

import learningcity as lc
from learningcity.analysis.csv_text import csv_text
from learningcity.analysis.result import Assumptions, Result, Row, plain
from learningcity.analysis.study import Study
from learningcity.cli import loading, main
from learningcity.cli.network_tables import TABLES, Asked, Shown
from learningcity.io.writer import as_written
from learningcity.model.city import City
from learningcity.model.kinds import KINDS, Kind
from learningcity.report.content import findings
from learningcity.report.content.page import make_page
from learningcity.report.wording import LANGUAGES, Wording
from learningcity.report.write import render_page, render_report
from tests.builders import city as city_in_memory
from tests.robustness.hostile import (
    COMMANDS,
    LARGE,
    SLOW,
    answers,
    hostile_city,
    hostile_scenario,
    words_of,
)
from tests.robustness.inert import Page, acting, formula, read_csv, read_json, steering
from tests.robustness.payloads import LONG, PAYLOADS, REFUSED

SHARE = 18
"""So many texts in one city that a report and a notebook table show all of them."""
SHARES = range(0, len(PAYLOADS), SHARE)
SHORT = tuple(text for text in PAYLOADS if len(text) < LONG)
LARGEST = 60
"""So many texts in one city for tables with a cell for each two, or that take long."""

Answers = tuple[tuple[str, Result[Row, Assumptions]], ...]


@cache
def share(start: int) -> City:
    return lc.city_from_mapping(hostile_city(PAYLOADS[start : start + SHARE]))


@cache
def changed(start: int) -> City:
    """The city, changed by a scenario that has a hostile name too."""
    scenario = lc.scenario_from_mapping(hostile_scenario(PAYLOADS[start]))
    return lc.with_changes(share(start), scenario)


@cache
def answers_of(start: int) -> Answers:
    return tuple(answers(share(start), changed(start), slow=start == 0))


@cache
def refused() -> City:
    """A city that no reader would let in, put together by a program."""
    said = hostile_city([text for text in REFUSED if not text.startswith("half")])
    sections = {key: said[key] for key in said if key not in ("city", "format")}
    return city_in_memory(head=said["city"], **sections)


@cache
def answers_to_refused() -> Answers:
    after = lc.with_changes(refused(), lc.scenario_from_mapping(hostile_scenario("fine")))
    return tuple(answers(refused(), after, slow=False))


@cache
def whole_city() -> City:
    """A city with all texts but those of thousands of characters."""
    return lc.city_from_mapping(hostile_city(SHORT))


def everything() -> Iterator[tuple[City, Answers]]:
    for start in SHARES:
        yield share(start), answers_of(start)
    yield refused(), answers_to_refused()


def test_there_are_more_than_a_hundred_texts_and_each_is_another() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) > 150
    assert len(set(REFUSED)) == len(REFUSED) == 20
    assert max(map(len, PAYLOADS)) == LONG


def test_what_is_refused_is_refused_in_words_that_do_nothing() -> None:
    for text in REFUSED:
        with pytest.raises(lc.CityFileError) as refusal:
            lc.city_from_mapping({**hostile_city(["fine"]), "vision": [{"statement": text}]})
        assert refusal.value.problems[0].code == "control-character"
        assert acting(str(refusal.value)) == ""


def places_of(value: object, *way: str | int) -> Iterator[tuple[str | int, ...]]:
    """The way to each text in plain data."""
    if isinstance(value, str):
        yield way
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places_of(inner, *way, key)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_field_of_an_entry_takes_half_of_a_character(kind: Kind) -> None:
    section = hostile_city(["fine"] * 2)[kind.section]
    fields = {**(section[next(iter(section))] if isinstance(section, dict) else section[0])}
    fields.update({"id": "it"} if kind.keyed else {}, url="https://example.org/")
    kind.entry.model_validate(fields)
    ways = [way for way in places_of(fields) if way != ("id",)]
    assert len(ways) >= 4
    for way in ways:
        broken = json.loads(json.dumps(fields))
        inner = broken
        for step in way[:-1]:
            inner = inner[step]
        inner[way[-1]] += "\udfff12"
        with pytest.raises(ValidationError) as refusal:
            kind.entry.model_validate(broken)
        codes = {error["type"] for error in refusal.value.errors(include_input=False)}
        if way[-1] in ("name", "title", "statement", "label", "note", "summary", "definition"):
            assert codes == {"control-character"}
        assert codes <= {
            *("control-character", "wrong-id", "wrong-address", "wrong-date", "wrong-currency"),
            "string_unicode",  # pydantic's own, where only some words are allowed
        }


def test_every_question_has_an_answer_in_which_to_look() -> None:
    rows = Counter[str]()
    for _, found in everything():
        rows.update({name: len(result) for name, result in found})
    assert [name for name, number in rows.items() if number == 0] == []


def is_shown_whole(text: str) -> bool:
    """Whether a notebook shows a text letter by letter: it is not long, and nothing in it hides."""
    return len(text) <= 300 and text.isprintable()


def test_tables_of_notebooks_show_texts_and_obey_none() -> None:
    for _, found in everything():
        for name, result in found:
            page = Page(result._repr_html_())
            assert page.wrong == [], name
            assert {tag.split()[0] for tag in page.tags} <= {
                *("table", "caption", "thead", "tbody", "tr", "th", "td", "bdi", "br", "p"),
                *("div", "span", "style", "wbr"),
            }, name
            assert page.tags.count("style") == 1, name


def test_maps_show_names_as_they_are_read() -> None:
    for start in SHARES:
        named = dict(answers_of(start))["map-of-sectors"]
        text = Page(named._repr_html_()).text
        parts_of_the_city = filter(is_shown_whole, PAYLOADS[start + 1 : start + SHARE])
        assert [name for name in parts_of_the_city if name not in text] == []


def test_cities_in_notebooks_obey_nothing_either() -> None:
    for start in SHARES:
        for city in (share(start), changed(start), refused()):
            page = Page(city._repr_html_())
            assert page.wrong == []
            names = filter(is_shown_whole, map(str, (city.name, *supposed_in(city))))
            assert all(name in page.text for name in names)
            assert acting(str(city)) == ""


def supposed_in(city: City) -> list[object]:
    return [name for _, name in city.origins.scenarios]


def test_explanations_and_sentences_do_nothing() -> None:
    for number, (_, found) in enumerate(everything()):
        for name, result in found:
            assert acting(result.summary()) == "", name
            if result.study is None:
                continue
            for row in range(number % 6, min(SHARE, len(result)), 6):
                why = result.explain(row)
                assert acting(str(why)) == "", name
                page = Page(why._repr_html_())
                assert page.wrong == [], name
                said = [
                    why.subject,
                    *(step.text for step in why.steps[:18]),
                ]  # then they are counted
                assert all(text in page.text for text in filter(is_shown_whole, said))
                assert list(words_of(read_json(why.to_json()))) == list(words_of(why.to_dict()))


def test_json_gives_every_text_back() -> None:
    for _, found in everything():
        for name, result in found:
            text = result.to_json()
            assert acting(text) == "", name
            assert list(words_of(read_json(text))) == list(words_of(result.to_dict())), name


def test_no_cell_of_a_csv_file_starts_as_a_formula() -> None:
    for _, found in everything():
        for name, result in found:
            head, *rows = read_csv(csv_text(result))
            assert tuple(head) == result.columns
            assert len(rows) == len(result.rows)
            for cells, row in zip(rows, result.rows, strict=True):
                for cell, column in zip(cells, head, strict=True):
                    value = getattr(row, column)
                    if isinstance(value, int | float | Decimal):
                        assert cell == str(value)
                        continue
                    assert not formula(cell), (name, column)
                    if isinstance(value, str):
                        assert cell == (f"'{value}" if formula(value) else value)


def test_entries_in_notebooks_obey_nothing() -> None:
    entries = [entry for kind in KINDS for entry in getattr(whole_city(), kind.section)]
    assert len(entries) > 10 * len(SHORT)
    for entry in entries:
        page = Page(entry._repr_html_())
        assert page.wrong == [], entry
        assert steering(page.text) == ""
        assert acting(repr(entry)) == ""
    for kind in KINDS:
        if kind.keyed:
            page = Page(getattr(whole_city(), kind.section)._repr_html_())
            assert page.wrong == []


def test_reports_show_texts_and_obey_none_in_every_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(findings, "_MOST_COMPARED", 0)  # figures alone, and they take long
    said = hostile_city(SHORT)
    said["priorities"] = dict(list(said["priorities"].items())[:6])  # each is a column of the map
    for partner in said["partners"].values():
        partner.update(priorities=["q0"], remit=["q1"])
    found = Study(lc.city_from_mapping(said))
    for language in LANGUAGES:
        wording = Wording(language)
        source = render_page(make_page(found, wording), wording)
        page = Page(source)
        assert page.wrong == []
        assert {tag.split()[0] for tag in page.tags} <= known_tags()
        assert [tag.split()[0] for tag in page.tags].count("script") == 1
        assert steering(source) == ""
        assert [name for name in filter(is_shown_whole, SHORT) if name not in page.text] == []


@cache
def known_tags() -> frozenset[str]:
    """The elements of which a report consists."""
    tame = lc.city_from_mapping(hostile_city([f"word {index}" for index in range(SHARE)]))
    return frozenset(tag.split()[0] for tag in Page(render_report(tame)).tags)


def test_scenarios_do_nothing_either() -> None:
    """A city changed by scenarios of all names says them wherever it says anything."""
    before = after = lc.city_from_mapping(hostile_city(["first", "second", "third"]))
    for index, text in enumerate(PAYLOADS):
        said = {key: hostile_scenario(text)[key] for key in ("format", "scenario")}
        change = {"initiatives": {"i1": {"capacity": 1000 + index}}}
        scenario = lc.scenario_from_mapping({**said, "change": change})
        assert acting(str(scenario)) == ""
        assert Page(scenario._repr_html_()).wrong == []
        after = lc.with_changes(after, scenario)
    assert len(after.origins.scenarios) == len(PAYLOADS)
    assert Page(after._repr_html_()).wrong == []
    page = Page(render_report(after))
    assert page.wrong == []
    assert [name for name in filter(is_shown_whole, PAYLOADS) if name not in page.text] == []
    for found in (lc.find_gaps(after), lc.compare_findings(before, after)):
        assert acting(found.summary()) == ""
        assert Page(found._repr_html_()).wrong == []
        text = found.to_json()
        assert acting(text) == ""
        assert list(words_of(read_json(text))) == list(words_of(found.to_dict()))


def test_a_written_city_is_read_back_equal(tmp_path: Path) -> None:
    cities = (whole_city(), lc.city_from_mapping(hostile_city(PAYLOADS[-5:])))
    for city in cities:
        lc.write_city(city, tmp_path / "city.yaml")
        assert lc.read_city(tmp_path / "city.yaml") == city


# -- the command line ----------------------------------------------------------------------------


def run(*words: str, code: int = 0) -> str:
    """What a command prints, on both streams; it ends as it should."""
    done = CliRunner().invoke(main, list(words))
    assert done.exit_code == code, (words, done.output[-500:], done.exception)
    assert acting(done.stderr) == "", words
    return done.stdout


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One city with all texts but those of thousands of characters, in a folder."""
    folder = tmp_path_factory.mktemp("whole")
    data = hostile_city(SHORT)
    (folder / "city.yaml").write_text(json.dumps(data), "utf-8")
    return folder


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The same texts in several cities."""
    folder = tmp_path_factory.mktemp("parts")
    for start in range(0, len(SHORT), LARGEST):
        data = hostile_city(SHORT[start : start + LARGEST])
        (folder / f"{start}.yaml").write_text(json.dumps(data), "utf-8")
    return tuple(sorted(folder.iterdir()))


@pytest.fixture(scope="module")
def longest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city of the texts of thousands of characters."""
    folder = tmp_path_factory.mktemp("longest")
    data = hostile_city([text for text in PAYLOADS if len(text) == LONG])
    (folder / "city.yaml").write_text(json.dumps(data), "utf-8")
    return folder


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what was read from the two folders: nobody writes there."""
    monkeypatch.setattr(loading, "check_files", _check_once)


_check_files = loading.check_files
_check_once = cache(_check_files)


@pytest.fixture
def _found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for each table of a network once, and show it as text, as JSON and as CSV."""
    for name, table in list(TABLES.items()):
        monkeypatch.setitem(TABLES, name, _once(table))


def _once(table: Callable[[Asked], Shown]) -> Callable[[Asked], Shown]:
    shown: dict[str, Shown] = {}
    return lambda asked: shown.get(asked.path) or shown.setdefault(asked.path, table(asked))


@pytest.mark.usefixtures("_found_once")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_prints_what_does_nothing(
    command: tuple[str, ...], whole: Path, parts: tuple[Path, ...], longest: Path
) -> None:
    large = (command[0], *command[2:3]) in LARGE and "--rows" not in command
    for folder in (longest, *(parts if large else (whole,))):
        words = [command[0], str(folder), *command[1:]]
        assert acting(run(*words, "--limit", "0")) == ""
        data = run(*words, "--format", "json")
        assert acting(data) == ""
        rows = read_json(data)["rows"]
        head, *lines = read_csv(run(*words, "--format", "csv"))
        assert len(lines) == len(rows)
        for row, cells in zip(rows, lines, strict=True):
            assert list(row) == head
            for value, cell in zip(row.values(), cells, strict=True):
                if isinstance(value, str):
                    assert cell == (f"'{value}" if formula(value) else value)


def test_an_overview_and_a_report_do_nothing(whole: Path, longest: Path, tmp_path: Path) -> None:
    for folder in (whole, longest):
        assert acting(run("overview", str(folder))) == ""
        data = run("overview", str(folder), "--format", "json")
        assert acting(data) == ""
        read_json(data)
        if folder == whole:
            continue  # its report is looked at above
        assert run("report", str(folder), "-o", str(tmp_path / "a.html")) == ""
        assert Page((tmp_path / "a.html").read_text("utf-8")).wrong == []


def test_commands_with_a_scenario_do_nothing_either(tmp_path: Path) -> None:
    city, scenario = tmp_path / "city.yaml", tmp_path / "scenario.yaml"
    city.write_text(json.dumps(hostile_city(PAYLOADS[:2])), "utf-8")
    for text in (*PAYLOADS[::20], *PAYLOADS[-2:]):
        scenario.write_text(json.dumps(hostile_scenario(text)), "utf-8")
        for words in (
            ("compare", str(city), str(scenario)),
            ("check", str(city), "--scenario", str(scenario)),
            ("overview", str(city), "--scenario", str(scenario)),
            ("show", str(city), "initiative:i1", "--scenario", str(scenario)),
        ):
            assert acting(run(*words)) == ""
            data = run(*words, "--format", "json")
            assert acting(data) == ""
            read_json(data)
        read_csv(run("compare", str(city), str(scenario), "--format", "csv"))


def test_one_thing_is_shown_as_it_is_read_and_does_nothing(longest: Path, tmp_path: Path) -> None:
    every, some = tmp_path / "every", tmp_path / "some"
    plans = {f"n{i}": {"name": text, "note": text} for i, text in enumerate(PAYLOADS)}
    small = {**hostile_city(["fine"]), "plans": plans, "needs": {}, "initiatives": {}}
    for folder, said in ((every, small), (some, hostile_city(PAYLOADS[:-5:24]))):
        folder.mkdir()
        (folder / "city.yaml").write_text(json.dumps(said), "utf-8")
    for folder in (longest, every, some):
        city = _check_once(str(folder)).city
        assert city is not None
        for kind in KINDS:
            entries = getattr(city, kind.section)
            for index, entry in enumerate(entries):
                key = kind.reference(entry.id if kind.keyed else index)
                if index % 6 and kind.section != "plans":
                    continue
                assert acting(run("show", str(folder), key)) == ""
                data = run("show", str(folder), key, "--format", "json")
                assert acting(data) == ""
                assert list(words_of(read_json(data)["entry"])) == list(
                    words_of(plain(as_written(entry)))
                )


# -- what is wrong in files ----------------------------------------------------------------------


def broken_city(texts: list[str]) -> str:
    """A city file that is wrong in each place where a message may repeat what it says."""
    count = range(len(texts))
    return json.dumps(
        {
            "format": "learningcity/1",
            "city": {"id": "here", "name": "Here", "as_of": 2024, "country": texts[0]},
            "partners": {
                **{f"p{i}": {"name": "P", "url": texts[i], "sector": texts[i]} for i in count},
                **{text: {"name": text} for text in texts if len(text) < LONG},
            },
            "initiatives": {
                f"i{i}": {
                    "name": texts[i],
                    "kind": texts[i],
                    "start": texts[i],
                    "places": [texts[i]],
                    "capacity": texts[i],
                    "partners": [{"partner": texts[i], "role": texts[i]}],
                    "inferred": [texts[i]],
                }
                for i in count
            },
            "needs": {f"d{i}": {"statement": texts[i], texts[i][:900]: 1} for i in count},
        },
        ensure_ascii=False,
    )


def test_problems_repeat_texts_that_do_nothing(tmp_path: Path) -> None:
    texts = [*PAYLOADS, *(text for text in REFUSED if "half" not in text)]
    for start in range(0, len(texts), 8):
        path = tmp_path / "city.yaml"
        path.write_text(broken_city(texts[start : start + 8]), "utf-8")
        assert acting(run("check", str(path), "--all", code=1)) == ""
        assert run("gaps", str(path), code=1) == ""
        data = run("check", str(path), "--format", "json", code=1)
        assert acting(data) == ""
        problems = read_json(data)["problems"]
        assert len(problems) > 40
        checked = lc.check_city(path)
        assert Page(checked._repr_html_()).wrong == []
        for problem in checked.problems[::5]:
            assert Page(problem._repr_html_()).wrong == []
        assert list(words_of(problems)) == list(words_of(checked.to_records()))
        assert acting(str(checked)) == ""
        _check_once.cache_clear()


def test_files_with_hostile_names_do_nothing(tmp_path: Path) -> None:
    """File names are the one way in for control characters: no reader looks at them."""
    data = hostile_city([f"word {index}" for index in range(4)])
    folder = tmp_path / "a folder; $(id) \x1b[31m"
    folder.mkdir()
    (folder / "city.yaml").write_text(json.dumps({"format": data.pop("format")}), "utf-8")
    names = [text.replace("/", "") for text in (*PAYLOADS, *REFUSED, "half \udc9b")]
    admitted = [
        text
        for text in names
        if not set("\0\ud800\udc00") & set(text) and len(os.fsencode(f"{text}.yaml")) < 250
    ]
    chosen = [*REFUSED[:1], "a\nb", "half \udc9b", *admitted[:: len(admitted) // (len(data) - 3)]]
    for name, (section, entries) in zip(chosen, data.items(), strict=False):
        (folder / f"{name}.yaml").write_text(json.dumps({section: entries}), "utf-8")
    ever = [*COMMANDS, ("overview",), ("check", "--all")]
    for command in ever:
        if command[-1] not in SLOW:
            assert acting(run(command[0], str(folder), *command[1:])) == "", command
    for key in ("initiative:i0", "need:d1", "place:l2", "source:s3"):
        assert acting(run("show", str(folder), key)) == ""
        shown = run("show", str(folder), key, "--format", "json")
        assert acting(shown) == ""
        assert (folder / read_json(shown)["place"].rpartition(":")[0]).is_file()
    assert run("report", str(folder), "-o", str(folder / "a\x1b[31m.html")) == ""
    for start in range(0, len(admitted), 40):
        _check_once.cache_clear()
        for name in admitted[start : start + 40]:
            (folder / f"{name}.yaml").write_text("partners: {x: 1, y: {nome: 2}}", "utf-8")
        assert acting(run("check", str(folder), "--all", code=1)) == ""
        assert acting(run("check", str(folder), "--format", "json", code=1)) == ""
