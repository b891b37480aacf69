"""The tables of the command ``duplicates`` beside the pairs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from learningcity.cli import main

EXAMPLE = "example:wolverhampton"
PLANTED = "example:lanternport"

KEYS = {
    "groups": [
        "initiatives", "shared_activities", "shared_audiences", "shared_places", "leads",
        "shared_partners", "candidates", "possible", "coordinated", "unknowns", "sentence",
    ],
    "crowding": [
        "activity", "audience", "place", "initiatives", "parts", "narrower", "at_once_low",
        "at_once_high", "densest", "densest_audience", "densest_place", "leads", "funders",
        "pairs", "uncoordinated", "separate", "sentence",
    ],
    "surplus": [
        "need", "people_low", "people_high", "supply_low", "supply_high", "unknown_capacity",
        "surplus_low", "surplus_high", "reaching", "pairs", "uncoordinated",
        "uncoordinated_pairs", "sentence",
    ],
    "double-funding": [
        "initiatives", "funder", "period", "earliest", "latest", "first_lines", "second_lines",
        "first_low", "first_high", "second_low", "second_high", "currency", "verdict", "overlap",
        "under", "sentence",
    ],
    "effort": [
        "bodies", "shared", "first_members", "second_members", "containment", "jaccard", "above",
        "sentence",
    ],
    "twins": [
        "records", "names", "likeness", "agree", "differ", "silent", "score", "sentence",
    ],
}  # fmt: skip
EXTRAS = {
    "groups": ["complete"],
    "crowding": ["crowded", "largest", "unplaced"],
    "surplus": ["without_people"],
    "double-funding": [],
    "effort": ["basis", "seats", "without_members"],
    "twins": [],
}
tables = pytest.mark.parametrize("table", KEYS)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["duplicates", *arguments], prog_name="learningcity")


def run_json(*arguments: str) -> Any:
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@tables
def test_json_has_the_documented_keys_in_their_order(table: str) -> None:
    found = run_json(EXAMPLE, "--table", table)
    assert list(found) == ["schema", "city", "parameters", *EXTRAS[table], "rows"]
    assert found["schema"] == f"learningcity/{table}/1"
    assert found["rows"]
    assert all(list(row) == KEYS[table] for row in found["rows"])


@tables
def test_csv_has_the_same_columns_and_as_many_rows(table: str) -> None:
    done = run(EXAMPLE, "--table", table, "--format", "csv")
    rows = list(csv.reader(io.StringIO(done.stdout, newline="")))
    assert rows[0] == KEYS[table]
    assert len(rows) == len(run_json(EXAMPLE, "--table", table)["rows"]) + 1
    assert {len(row) for row in rows} == {len(rows[0])}


@tables
@pytest.mark.parametrize("path", [EXAMPLE, PLANTED, "example:gwangmyeong"])
@pytest.mark.parametrize("time", [[], ["--ever"]], ids=["now", "ever"])
def test_text_starts_with_a_sentence_and_fits_100_columns(
    table: str, path: str, time: list[str]
) -> None:
    done = run(path, "--table", table, *time)
    assert (done.exit_code, done.stderr) == (0, "")
    first = done.stdout.splitlines()[0]
    assert ", read o" in first
    assert max(len(line) for line in done.stdout.splitlines()) <= 100


@tables
def test_an_empty_city_has_a_sentence_and_no_table(table: str, tmp_path: Path) -> None:
    path = tmp_path / "tiny.yaml"
    path.write_text("format: learningcity/1\ncity: {id: t, name: Tiny, as_of: 2024}\n", "utf-8")
    done = run(str(path), "--table", table)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Tiny, read o")
    assert "Next:" not in done.stdout
    assert run_json(str(path), "--table", table)["rows"] == []


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("groups", "  harbour-job-coaching"),
        ("groups", "lanternport/4-work.yaml:27"),
        ("groups", "  2 candidate  "),
        ("groups", "  1 coordinated\n"),
        ("crowding", "harbour-job-coaching, work-ready, first-step-placements"),
        ("crowding", "for a part of these people only: harbourside-job-club, shipyard-placements"),
        ("surplus", "job-coaching  lanternport/7-needs.yaml:"),
        ("surplus", "\n350  "),
        ("surplus", "\n20 to 180  "),
        ("double-funding", "harbour-job-coaching  lanternport/4-work.yaml:27"),
        ("effort", "seats  partner\n5      City Council of Lanternport\n"),
        ("effort", "\n5       Skills Board and Employment Group: 5 members in common"),
    ],
)
def test_what_is_planted_is_shown(table: str, said: str) -> None:
    text = run(PLANTED, "--table", table).stdout
    assert said in text or said in " ".join(text.split())
    assert "Next: learningcity show example:lanternport " in text


def test_what_is_not_known_is_shown_as_such() -> None:
    text = run(EXAMPLE, "--table", "surplus").stdout
    assert "\nnot known  Claimants aged 18 to 24" in text
    assert "2,250 not known" in " ".join(text.split())
    text = run(EXAMPLE, "--table", "groups").stdout
    assert "  period\n" in text
    assert "  -\n" in text
    text = run(EXAMPLE, "--table", "twins").stdout
    assert "need:youth-rate-2021-08  wolverhampton/needs.yaml:" in text


def test_a_surplus_without_a_bound_is_at_least_so_much(tmp_path: Path) -> None:
    path = tmp_path / "city.yaml"
    path.write_text(
        "format: learningcity/1\n"
        "city: {id: t, name: Tiny, as_of: 2024}\n"
        "initiatives:\n"
        "  x: {name: X, activities: [mentoring], status: active, capacity: {at_least: 30}}\n"
        "needs:\n"
        "  n: {statement: Mentors, activities: [mentoring], people: 10}\n",
        "utf-8",
    )
    text = run(str(path), "--table", "surplus").stdout
    assert "\nat least 20  Mentors" in text


def test_a_limit_of_zero_shows_every_row() -> None:
    for table in ("groups", "crowding", "effort", "double-funding", "surplus"):
        assert "more: --limit 0 shows all" in run(EXAMPLE, "--table", table, "--limit", "1").stdout
        assert "more: --limit" not in run(EXAMPLE, "--table", table, "--limit", "0").stdout


def test_shares_decide_which_groups_there_are() -> None:
    rows = run_json(EXAMPLE, "--table", "groups", "--threshold", "0.9")["rows"]
    assert len(rows) < len(run_json(EXAMPLE, "--table", "groups")["rows"])
    found = run_json(EXAMPLE, "--table", "double-funding", "--minimum", "0.9")
    assert found["parameters"]["minimum"] == 0.9
    assert all(row["overlap"] >= 0.9 for row in found["rows"])


def test_records_are_of_no_day() -> None:
    done = run(EXAMPLE, "--table", "twins", "--on", "2022")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--on does not go with --table twins: records are of no day" in done.stderr
    assert run_json(EXAMPLE, "--table", "twins", "--ever")["parameters"]["ever"] is True


def test_an_unknown_table_is_wrong_usage() -> None:
    done = run(EXAMPLE, "--table", "group")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'group' is not one of 'pairs', 'groups'" in done.stderr


def test_pairs_mention_groups_and_reviews_that_became_moot() -> None:
    text = " ".join(run(PLANTED).stdout.split())
    assert "1 group of 3 initiatives that all overlap with one another. See them with" in text
    assert (
        "1 reviewed pair is no finding now: Library Digital Desk and Tablet Lending (duplicate; "
        "they do not overlap enough)."
    ) in text
    (moot,) = run_json(PLANTED)["moot_reviews"]
    assert list(moot) == ["initiatives", "verdict", "review", "reason", "overlap"]
    assert moot["reason"] == "below-minimum"


def test_the_overview_mentions_groups_where_there_are_some(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["overview", PLANTED])
    assert "1 group of 3 initiatives that all overlap with one another." in done.stdout
    found = json.loads(CliRunner().invoke(main, ["overview", PLANTED, "--format", "json"]).stdout)
    assert found["groups"] == 1
    path = tmp_path / "tiny.yaml"
    path.write_text("format: learningcity/1\ncity: {id: t, name: Tiny, as_of: 2024}\n", "utf-8")
    assert (
        "overlap with one another" not in CliRunner().invoke(main, ["overview", str(path)]).stdout
    )


def test_what_comes_next_is_why_the_first_pair_is_there_read_in_the_same_way() -> None:
    for read in ([], ["--ever"]):
        done = CliRunner().invoke(main, ["duplicates", "example:lanternport", *read])
        *_, line = done.stdout.splitlines()
        words = line.removeprefix("Next: learningcity ").split()
        assert (words[:2], words[4:]) == (["show", "example:lanternport"], read)
        shown = CliRunner().invoke(main, words)
        assert "Reading Circle and Literacy Evenings: reviewed:duplicate" in shown.stdout


@pytest.mark.parametrize(
    ("command", "name", "below"),
    [
        (["duplicates", "--limit", "0"], "Reading Circle", "  reading-circle"),
        (["duplicates", "--table", "groups", "--limit", "0"], "Work Ready", "  work-ready"),
        (["duplicates", "--table", "fragmentation"], "Skills for work", "  skills-for-work"),
        (["coverage"], "", "  lanternport/7-needs.yaml:"),
        (["funding", "--by", "funder"], "City Council of Lanternport", "  city-council"),
    ],
)
def test_tables_show_names_with_the_id_and_the_place_below(
    command: list[str], name: str, below: str
) -> None:
    verb, *rest = command
    done = CliRunner().invoke(main, [verb, "example:lanternport", *rest])
    assert done.exit_code == 0, done.output
    text = " ".join(done.stdout.split())
    assert name in text
    assert below in done.stdout
    assert "lanternport/" in text
