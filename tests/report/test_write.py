"""The report: one file that loads nothing, says the same each time, and cannot be made to act."""

from __future__ import annotations

import base64
import csv
import hashlib
import re
import shutil
from importlib.resources import files
from itertools import combinations, pairwise
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import learningcity
from learningcity.model.city import City
from learningcity.report.write import render_report, write_report
from tests.builders import city
from tests.report.pages import Node, page_of, parse, report_of
from tests.strategies import lively

CITIES = ("wolverhampton", "gwangmyeong", "lanternport")

every_city = pytest.mark.parametrize("name", CITIES)


def section(page: Node, key: str) -> Node:
    (found,) = [each for each in page.all("section") if each["aria-labelledby"] == key]
    return found


def digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def raw(node: Node) -> str:
    return "".join(part for part in node.inside if isinstance(part, str))


@every_city
def test_the_page_loads_nothing(name: str) -> None:
    page = page_of(name)
    assert not page.all("link", "img", "iframe", "object", "embed", "form", "base")
    for node in page.all():
        assert not {"src", "srcset", "style", "xlink:href"} & set(node.attributes)
        assert not any(key.startswith("on") for key in node.attributes)


@every_city
def test_the_policy_allows_one_style_and_one_script_and_nothing_else(name: str) -> None:
    page = page_of(name)
    style, script = page.one("style"), page.one("script")
    (policy,) = [
        node["content"]
        for node in page.all("meta")
        if node.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{digest(raw(script))}'; "
        f"style-src 'sha256-{digest(raw(style))}'; base-uri 'none'; form-action 'none'"
    )
    assert not script.attributes


@every_city
def test_links_lead_to_the_page_itself_to_a_table_or_to_a_source(name: str) -> None:
    page = page_of(name)
    ids = [node["id"] for node in page.all() if node.get("id")]
    assert len(ids) == len(set(ids))
    for link in page.all("a"):
        href = link["href"]
        if href.startswith("#"):
            assert href[1:] in ids
        elif href.startswith("data:"):
            assert href.startswith("data:text/csv;charset=utf-8")
            assert link["download"].endswith(".csv")
        else:
            assert href.startswith(("http://", "https://"))
            assert link.within("ol")


@every_city
def test_every_reference_of_a_name_or_description_is_there(name: str) -> None:
    page = page_of(name)
    ids = {node.get("id") for node in page.all()}
    for node in page.all():
        for attribute in ("aria-labelledby", "aria-describedby"):
            assert node.get(attribute) is None or node[attribute] in ids


@every_city
def test_headings_go_down_one_step_at_a_time(name: str) -> None:
    levels = [int(node.tag[1]) for node in page_of(name).all("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@every_city
def test_tables_have_captions_and_heads(name: str) -> None:
    tables = page_of(name).all("table")
    assert len(tables) >= 5
    for table in tables:
        assert table.one("caption").text
        assert all(head["scope"] in ("col", "row") for head in table.all("th"))
        for row in table.one("tbody").all("tr"):
            first = next(part for part in row.inside if isinstance(part, Node))
            assert (first.tag, first.get("scope")) == ("th", "row")


@every_city
def test_pictures_have_words_and_the_small_signs_are_hidden_from_voices(name: str) -> None:
    for svg in page_of(name).all("svg"):
        if svg.get("aria-hidden") == "true":
            continue
        assert svg["aria-label"]
        assert svg["role"] in ("img", "group")
        if svg["role"] == "group":
            assert all(link.one("title").text for link in svg.all("a"))
        else:
            assert not svg.all("a")


def test_the_parts_stand_in_the_order_of_a_meeting() -> None:
    order = [
        node["aria-labelledby"] for node in page_of("wolverhampton").one("main").all("section")
    ]
    assert order == [
        "discuss",
        "gap-map",
        "overlaps",
        "needs",
        "partnership",
        "indispensable",
        "years",
        "priorities",
        "figures",
        "quality",
        "method",
        "sources",
    ]


def test_titles_state_the_finding() -> None:
    titles = {node["id"]: node.text for node in page_of("wolverhampton").one("main").all("h2")}
    assert titles["gap-map"].startswith("Gap map In 7 of 51 combinations")
    assert titles["overlaps"] == "Possible duplicates 26 pairs of initiatives may be duplicates"
    assert titles["needs"].startswith("Needs not met 11 of 43 needs are not met")
    assert "City of Wolverhampton Council works with most others" in titles["partnership"]
    assert titles["years"] == (
        "Years and money Most is known of 2021: 22 initiatives surely ran at its end"
    )


def test_a_card_says_what_a_board_needs_to_talk_about_a_pair() -> None:
    cards = section(page_of("lanternport"), "overlaps").all("article")
    words = cards[1].text
    for part in (
        "Candidate",
        "Led by",
        "Recorded coordination none recorded",
        "Money at stake at most EUR 380,000",
        "What to ask whom",
        "What would change this",
        "How this was worked out",
        "-work.yaml:",
    ):
        assert part in words, part
    assert "Reviewed: duplicate" in cards[0].text


def test_the_map_keeps_nothing_recorded_and_not_known_apart() -> None:
    signs = {
        name: {svg["class"] for svg in section(page_of(name), "gap-map").one("tbody").all("svg")}
        for name in CITIES
    }
    assert "sign not-known" in signs["wolverhampton"]
    assert "sign none-recorded" in signs["gwangmyeong"]
    assert {"sign named", "sign general", "sign none-needed"} <= signs["lanternport"]
    legend = section(page_of("gwangmyeong"), "gap-map").all("ul")[0].text
    assert "not known" in legend
    assert "none recorded, though there is a need" in legend


def test_each_circle_leads_to_its_initiatives() -> None:
    part = section(page_of("lanternport"), "gap-map")
    links = part.one("tbody").all("a")
    assert links
    for link in links:
        (cell,) = [node for node in part.all("div") if node.get("id") == link["href"][1:]]
        assert cell.all("dd")


def test_every_partner_is_in_the_map_and_in_the_table_beside_it() -> None:
    whole = learningcity.open_example("wolverhampton")
    part = section(page_of("wolverhampton"), "partnership")
    (drawn,) = [svg for svg in part.all("svg") if svg.get("id") == "map"]
    anchors = {link["href"][1:] for link in drawn.all("a")}
    assert anchors == {f"partner-{key}" for key in whole.partners.ids}
    rows = {row["id"] for row in part.one("tbody").all("tr")}
    assert rows == anchors


@every_city
def test_tables_to_save_hold_what_the_analyses_found(name: str) -> None:
    whole = learningcity.open_example(name)
    names = {link["download"] for link in page_of(name).all("a") if link.get("download")}
    assert {"gap-map.csv", "overlaps.csv", "needs.csv", "partnership.csv", "timeline.csv"} <= names
    needs = learningcity.need_coverage(whole).rows
    assert [(row["need"], row["status"]) for row in saved_rows(name, "needs.csv")] == [
        (row.need, row.status) for row in needs
    ]


def saved_rows(name: str, table: str) -> list[dict[str, str]]:
    """The rows of a table that the report has to save."""
    (href,) = [link["href"] for link in page_of(name).all("a") if link.get("download") == table]
    head, _, content = href.partition(",")
    raw_bytes = unquote_to_bytes(content)
    if head.endswith(";base64"):
        raw_bytes = base64.b64decode(raw_bytes)
    return list(csv.DictReader(raw_bytes.decode("utf-8-sig").splitlines()))


@every_city
def test_the_ties_are_the_pairs_of_a_row(name: str) -> None:
    graph = learningcity.partnership_graph(learningcity.open_example(name))
    pairs: dict[frozenset[str], list[str]] = {}
    for row in saved_rows(name, "partnership.csv"):
        for pair in combinations(row["partners"].split(";"), 2):
            pairs.setdefault(frozenset(pair), []).append(row["initiative"])
    ties = {frozenset(pair): sorted(graph.edges[pair]["initiatives"]) for pair in graph.edges}
    assert {pair: sorted(keys) for pair, keys in pairs.items()} == ties


@every_city
def test_sources_are_numbered_as_the_page_refers_to_them(name: str) -> None:
    page = page_of(name)
    listed = [node["id"] for node in section(page, "sources").one("ol").all("li")]
    assert listed == [f"s{number}" for number in range(1, len(listed) + 1)]
    referred = dict.fromkeys(
        link["href"][1:] for link in page.all("a") if re.fullmatch(r"#s\d+", link["href"])
    )
    assert list(referred) == listed


@every_city
def test_the_same_city_gives_the_same_bytes_wherever_it_lies(name: str, tmp_path: Path) -> None:
    """Where it lies on somebody's disk is nothing to tell a board."""
    deep = tmp_path / "deep" / "down"
    shutil.copytree(str(files("learningcity").joinpath("data", name)), deep)
    copied = learningcity.read_city(deep)
    written = write_report(copied, tmp_path / "a.html", language="en").read_bytes()
    assert written.decode() == report_of(name)
    assert str(tmp_path).encode() not in written
    assert len(written) < 385_000  # 400,000 are promised


def test_files_in_several_folders_are_named_from_where_they_part(tmp_path: Path) -> None:
    (tmp_path / "aims" / "now").mkdir(parents=True)
    (tmp_path / "work").mkdir()
    head = "format: learningcity/1\ncity: {id: x, name: X, as_of: 2024}\n"
    (tmp_path / "aims" / "now" / "a.yaml").write_text(head + "priorities: {r: {name: R}}\n")
    (tmp_path / "work" / "b.yaml").write_text("initiatives: {i: {name: I}}\n")
    places = {
        node.text for node in parse(render_report(learningcity.read_city(tmp_path))).all("code")
    }
    assert {"aims/now/a.yaml:3", "work/b.yaml:1"} <= places


def test_a_city_without_anything_has_a_page(tmp_path: Path) -> None:
    page = parse(write_report(city(), str(tmp_path / "x.html"), ever=True).read_text("utf-8"))
    words = page.text
    assert "of any time. They speak of" in words
    for said in (
        "do not say enough yet for anything to discuss",
        "There are no priorities or groups of people to compare",
        "No two initiatives look like duplicates",
        "No needs are recorded",
        "No two partners work together",
        "No partner is the last one recorded for anything",
        "No priorities are recorded",
        "No sources are recorded",
    ):
        assert said in words, said


def test_one_initiative_has_a_page() -> None:
    words = parse(render_report(city(initiatives={"course": {}}))).text
    assert "1 initiative" in words
    assert "Initiatives without a recorded outcome: 1" in words
    assert "more are not shown here" not in words


HOSTILE = (
    "<script>alert(1)</script>",
    "</title></style></script><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "{{ 7 * 7 }} {% raw %}",
    "%(n)s %s %d",
    '=HYPERLINK("http://evil")',
    "a\u202eb\u2066c",
    "a\u0000b\u001b[31m".replace("\u0000", ""),
    "&lt;b&gt; &amp; \u2028 line",
    "x" * 10_000,
)


def hostile_city(words: str) -> City:
    return city(
        head={"name": words, "goal": words},
        partners={"p": {"name": words, "sources": ["s"]}, "q": {"name": words}},
        audiences={"a": {"name": words}},
        places={"l": {"name": words}},
        priorities={"r": {"name": words, "definition": words, "owner": "p"}},
        activities={"w": {"name": words}},
        initiatives={
            key: {
                "name": words,
                "activities": ["w"],
                "audiences": ["a"],
                "places": ["l"],
                "priorities": ["r"],
                "start": "2020",
                "status": "active",
                "partners": [
                    {"partner": "p", "role": "lead"},
                    {"partner": "q", "role": "deliverer"},
                ],
            }
            for key in ("i", "j")
        },
        needs={"n": {"statement": words, "audiences": ["a"], "sources": ["s"]}},
        sources={"s": {"title": words, "publisher": words}},
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_a_city_stay_words(words: str) -> None:
    text = render_report(hostile_city(words))
    page = parse(text)
    assert (len(page.all("script")), len(page.all("style"))) == (1, 1)
    assert len(page.one("head").all()) == 7
    assert not page.all("img")
    for node in page.all():
        assert not any(key.startswith("on") for key in node.attributes)
        assert node.get("autofocus") is None
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u2028\u001b]", text)
    assert "x" * 1501 not in text


def test_only_addresses_that_are_safe_become_links() -> None:
    from learningcity.report.content.pieces import link_of

    assert link_of("https://example.org/a") == "https://example.org/a"
    assert link_of("mailto:someone@example.org") == "mailto:someone@example.org"
    for address in (None, "javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "x"):
        assert link_of(address) is None


def skeleton(text: str) -> list[tuple[str, list[str]]]:
    """The elements of a page with the names of their attributes, names set apart left out."""
    return [(node.tag, sorted(node.attributes)) for node in parse(text).all() if node.tag != "bdi"]


PLAIN = skeleton(render_report(hostile_city("A plain name")))


@settings(parent=lively, max_examples=10)
@given(st.text(min_size=1, max_size=60).filter(lambda words: bool(words.strip())))
def test_no_words_change_what_the_page_is_made_of(words: str) -> None:
    assert skeleton(render_report(hostile_city(words))) == PLAIN


PAIRS = (
    ("ink", "paper", 7),
    ("soft", "paper", 4.5),
    ("soft", "tint", 4.5),
    ("ink", "tint", 7),
    ("link", "paper", 4.5),
    ("link", "tint", 4.5),
    ("warm", "warm-tint", 4.5),
    ("ask", "ask-tint", 4.5),
    ("paper", "public", 4.5),
    ("public", "paper", 3),
    ("private", "paper", 3),
    ("third", "paper", 3),
    ("mixed", "paper", 3),
    ("nosector", "paper", 3),
    ("bar", "paper", 3),
)


def luminance(colour: str) -> float:
    """Return how bright a colour is, as WCAG 2.2 defines it."""
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_colours_can_be_told_from_what_they_stand_on(mode: int) -> None:
    style = raw(page_of("lanternport").one("style"))
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", style.split(":root")[mode + 1]))
    for front, back, least in PAIRS:
        darker, brighter = sorted((luminance(colours[front]), luminance(colours[back])))
        assert (brighter + 0.05) / (darker + 0.05) >= least, (front, back)
