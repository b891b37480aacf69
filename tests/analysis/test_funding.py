"""Money by subject: hand-worked sums."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, cast

import pytest

from learningcity.analysis.funding import Funding, FundingRow, net_funding
from learningcity.io.reader import parse_city
from learningcity.model.city import City
from tests.builders import Fields, city

By = Literal["city", "initiative", "funder", "priority"]


def line(amount: object = None, **fields: object) -> Fields:
    """A funding line in pounds."""
    return {"amount": amount, "currency": "GBP", **fields}


def offer(*priorities: str, partners: object = (), **funding: Fields) -> Fields:
    """An initiative with funding lines, `_` in their names for `-`."""
    return {
        "priorities": list(priorities),
        "partners": list(cast("list[object]", partners)),
        "funding": {key.replace("_", "-"): fields for key, fields in funding.items()},
    }


def built(**initiatives: Fields) -> City:
    """A city with three partners, a priority with an objective, and these initiatives."""
    return city(
        partners={"council": {}, "dwp": {}, "esf": {}},
        priorities={"skills": {}, "advice": {"within": ["skills"]}, "health": {}},
        initiatives=initiatives,
    )


def only(found: Funding, subject: str) -> FundingRow:
    """The one row of a subject."""
    (row,) = [row for row in found.rows if row.subject == subject]
    return row


FUND = offer("skills", pot=line(1000, funder=["council"]))
COURSE = offer(
    "advice",
    "health",
    grant=line(100, funder=["council"], within="fund/pot"),
    own=line(50, funder=["dwp"], use="revenue"),
)


def test_each_pound_counts_once_in_the_city_and_for_everyone_who_has_it() -> None:
    both = built(fund=FUND, course=COURSE)
    row = only(net_funding(both), "city:here")
    assert (row.net_low, row.net_high, row.gross_low, row.gross_high) == (1050, 1050, 1150, 1150)
    assert row.factor == pytest.approx(1150 / 1050)
    assert row.lines == ("fund/pot", "course/grant", "course/own")
    assert row.counted == ("fund/pot", "course/own")
    shown = {
        by: [(row.subject, row.net_low, row.factor) for row in net_funding(both, by=by).rows]
        for by in cast("tuple[By, ...]", ("initiative", "funder", "priority"))
    }
    assert shown == {
        "initiative": [("initiative:fund", 1000, 1.0), ("initiative:course", 150, 1.0)],
        "funder": [("partner:council", 1000, 1.1), ("partner:dwp", 50, 1.0)],
        # In full under each priority that it serves, an objective's money under its priority too.
        "priority": [
            ("priority:skills", 1050, pytest.approx(1150 / 1050)),
            ("priority:advice", 150, 1.0),
            ("priority:health", 150, 1.0),
        ],
    }


def test_only_rows_of_the_city_add_up() -> None:
    both = built(fund=FUND, course=COURSE)
    assert net_funding(both).rows_add_up
    for by in cast("tuple[By, ...]", ("initiative", "funder", "priority")):
        found = net_funding(both, by=by)
        assert not found.rows_add_up
        assert found.to_dict()["rows_add_up"] is False
        assert "The rows do not add up" in found.summary()


def test_whose_money_nobody_has_recorded_is_named_and_not_zero() -> None:
    silent = built(
        course=offer("advice", partners=[{"partner": "esf", "role": ["funder"]}]), fund=FUND
    )
    assert net_funding(silent, by="initiative").without_money == ("initiative:course",)
    assert net_funding(silent, by="funder").without_money == ("partner:esf",)
    assert net_funding(silent, by="priority").without_money == (
        "priority:advice",
        "priority:health",
    )
    assert net_funding(silent, by="initiative").summary() == (
        "Money is recorded for 1 of 2 initiatives. The rows do not add up: a grant that was passed "
        "on is in the row of its fund too."
    )


def test_a_city_without_money_says_so() -> None:
    found = net_funding(city())
    assert (found.rows, found.without_money) == ((), ("city:here",))
    assert found.summary() == net_funding(city(), by="funder").summary() == "No money is recorded."
    assert net_funding(city(), by="priority").without_money == ()


def test_unknown_amounts_give_bounds_and_no_factor() -> None:
    found = net_funding(
        built(
            course=offer(
                total=line({"at_most": 1200}),
                esf=line(600, within="total"),
                more=line(None, within="total"),
            ),
            other=offer(free=line()),
        ),
        by="initiative",
    )
    row = only(found, "initiative:course")
    assert (row.net_low, row.net_high, row.factor) == (600, 1200, None)
    assert (row.gross_low, row.gross_high) == (1200, 2400)
    assert row.unknown == ("course/more",)
    other = only(found, "initiative:other")
    assert (other.net_low, other.net_high, other.factor) == (0, None, None)
    assert found.summary().endswith(" 2 lines without an amount.")


def test_an_amount_of_zero_is_known_and_has_no_factor() -> None:
    row = only(net_funding(built(course=offer(total=line(0)))), "city:here")
    assert (row.net_low, row.net_high, row.gross_low, row.factor) == (0, 0, 0, None)
    assert row.unknown == ()


def test_what_is_stated_as_about_counts_and_is_named() -> None:
    row = only(net_funding(built(course=offer(total=line({"about": 50})))), "city:here")
    assert (row.net_low, row.net_high, row.approximate) == (50, 50, ("course/total",))


def test_the_summary_says_what_there_is() -> None:
    hall = line(100, use="capital")
    assert net_funding(built(gym=offer(hall=hall))).summary() == "Capital: GBP 100."
    both = net_funding(built(fund=FUND, course=COURSE, gym=offer(hall=hall)))
    assert both.summary() == (
        "Revenue, counted once: GBP 1,050; all lines added up would give GBP 1,150; "
        "capital, not in it: GBP 100."
    )
    one = built(fund=FUND)
    assert (
        net_funding(one, by="initiative")
        .summary()
        .startswith("Money is recorded for 1 of 1 initiative. ")
    )


def test_capital_stands_apart() -> None:
    found = net_funding(
        built(
            course=offer(total=line(100), hall=line(30, within="total", use="capital")),
            gym=offer(gym=line(7, use="capital")),
        ),
        by="initiative",
    )
    row, gym = found.rows
    assert (row.net_low, row.gross_low, row.capital_low, row.capital_high) == (70, 70, 30, 30)
    assert row.factor == 1
    assert (gym.net_low, gym.net_high, gym.gross_low, gym.gross_high) == (None,) * 4
    assert (gym.capital_low, gym.factor) == (7, None)


def test_currencies_have_rows_of_their_own() -> None:
    found = net_funding(
        built(
            course=offer(
                pounds=line(Decimal("0.10")),
                more=line(Decimal("0.20")),
                won=line(5000, currency="KRW"),
                silent={},
            )
        )
    )
    assert [(row.currency, row.net_low, row.net_high) for row in found.rows] == [
        ("GBP", Decimal("0.3"), Decimal("0.3")),
        ("KRW", 5000, 5000),
        (None, 0, None),
    ]
    assert found.summary() == (
        "Revenue, counted once: GBP 0.30. Revenue, counted once: KRW 5,000. "
        "Revenue, counted once: a sum that is not known. 1 line without an amount."
    )


# -- funders ---------------------------------------------------------------------------------------


def funded(**funding: Fields) -> dict[str, tuple[object, object]]:
    """The bounds of what each funder of a course gives."""
    rows = net_funding(built(course=offer(**funding)), by="funder").rows
    return {row.subject.removeprefix("partner:"): (row.net_low, row.net_high) for row in rows}


def test_what_several_give_may_be_any_part_of_it_from_each() -> None:
    found = net_funding(built(course=offer(total=line(100, funder=["dwp", "esf"]))), by="funder")
    for row in found.rows:
        assert (row.net_low, row.net_high, row.factor) == (0, 100, None)
        assert row.shared == ("course/total",)


def test_a_part_that_names_one_of_several_funders_is_not_from_the_others() -> None:
    total = line(100, funder=["dwp", "esf"])
    assert funded(total=total, esf=line(60, funder=["esf"], within="total")) == {
        "dwp": (0, 40),
        "esf": (60, 100),
    }
    assert funded(
        total=total,
        esf=line(60, funder=["esf"], within="total"),
        dwp=line(40, funder=["dwp"], within="total"),
    ) == {"dwp": (40, 40), "esf": (60, 60)}
    # At any depth; a line between that names nobody says nothing.
    assert funded(
        total=total,
        half=line(70, within="total"),
        esf=line({"at_least": 10}, funder=["esf"], within="half"),
    ) == {"dwp": (0, 90), "esf": (10, 100)}


def test_a_part_says_nothing_of_others_where_its_funder_may_only_pass_money_on() -> None:
    shared = offer(pot=line(100, funder=["council", "esf"]))
    grant = offer(grant=line(30, funder=["council"], within="fund/pot"))
    found = net_funding(built(fund=shared, course=grant), by="funder")
    esf = only(found, "partner:esf")
    assert (esf.net_low, esf.net_high) == (0, 100)
    # A partner that the total does not name passes on what others gave.
    outside = {"dwp": (30, 30), "council": (0, 100), "esf": (0, 100)}
    total = line(100, funder=["council", "esf"])
    assert funded(total=total, dwp=line(30, funder=["dwp"], within="total")) == outside


def test_a_part_is_not_taken_from_a_funder_of_what_is_above_or_inside_it() -> None:
    above = funded(
        all=line(100, funder=["esf"]),
        total=line(80, funder=["dwp", "esf"], within="all"),
        dwp=line(50, funder=["dwp"], within="total"),
    )
    assert above["esf"] == (100, 100)
    inside = funded(
        total=line(100, funder=["dwp", "esf", "council"]),
        half=line(50, funder=["dwp", "council"], within="total"),
        esf=line(10, funder=["esf"], within="half"),
    )
    assert inside["esf"] == (10, 100)


def test_capital_that_others_give_is_not_from_a_funder_either() -> None:
    found = net_funding(
        built(
            course=offer(
                total=line(100, funder=["dwp", "esf"], use="capital"),
                hall=line(60, funder=["esf"], within="total", use="capital"),
            )
        ),
        by="funder",
    )
    assert [(row.capital_low, row.capital_high) for row in found.rows] == [(0, 40), (60, 100)]


def test_lines_that_nobody_is_said_to_give_are_listed() -> None:
    found = net_funding(
        built(
            course=offer(
                total=line(100),
                esf=line(60, funder=["esf"], within="total"),
                deep=line(10, within="esf"),
                other=line(5),
            )
        ),
        by="funder",
    )
    assert found.without_funder == ("course/total", "course/other")


# -- on a day --------------------------------------------------------------------------------------


def on_day(day: str, **funding: Fields) -> FundingRow | None:
    """The money of a course that runs on a day; the course itself runs from 2020 to 2024."""
    course = {**offer(**funding), "start": 2020, "end": 2024}
    rows = net_funding(built(course=course), on=day).rows
    return rows[0] if rows else None


def test_only_lines_that_run_on_the_day_count_and_count_in_full() -> None:
    old, new = line(100, start=2019, end="2021-03"), line(70, start="2021-04", end=2023)
    row = on_day("2021-03-31", old=old, new=new)
    assert row is not None
    assert (row.net_low, row.net_high, row.lines) == (100, 100, ("course/old",))
    later = on_day("2021-04", old=old, new=new)  # a month means its last day
    assert later is not None
    assert later.lines == ("course/new",)
    assert on_day("2024", old=old, new=new) is None


def test_a_line_without_start_or_end_may_run() -> None:
    row = on_day("2022", sure=line(1, start=2022, end=2022), open=line(10, start=2021))
    assert row is not None
    assert (row.net_low, row.net_high, row.factor) == (1, 11, None)
    assert row.undated == ("course/open",)


def test_a_line_without_dates_has_those_of_its_total_or_initiative() -> None:
    row = on_day(
        "2022",
        total=line(100, start=2020, end=2021),
        part=line(40, within="total"),
        own=line(5),
    )
    assert row is not None
    assert row.lines == ("course/own",)
    assert row.undated == ()
    nothing = net_funding(built(course=offer(own=line(5))), on="2022").rows[0]
    assert (nothing.net_low, nothing.net_high, nothing.undated) == (0, 5, ("course/own",))


def test_a_part_that_runs_counts_where_its_total_does_not() -> None:
    row = on_day(
        "2022",
        total=line(100, start=2020, end=2021),
        part=line(40, within="total", start=2020, end=2022),
    )
    assert row is not None
    assert (row.net_low, row.counted) == (40, ("course/part",))


def test_the_day_is_a_parameter_and_the_years_of_carry_are_none() -> None:
    assert net_funding(city()).parameters.to_record() == {"on": None, "ever": True, "by": "city"}
    record = net_funding(city(), by="funder", on="2023").parameters.to_record()
    assert record == {"on": "2023-12-31", "ever": False, "by": "funder"}


def test_wrong_arguments_are_named() -> None:
    with pytest.raises(ValueError, match="by: 'board' is none of city, initiative, funder"):
        net_funding(city(), by=cast("By", "board"))
    with pytest.raises(ValueError, match="on: "):
        net_funding(city(), on="soon")


def test_amounts_below_zero_are_refused_when_a_city_is_read() -> None:
    result = parse_problem("{amount: -5, currency: GBP}")
    assert "'-5' is below zero" in result


def parse_problem(funding: str) -> str:
    """The one problem of a city with this funding line."""
    from learningcity import CityFileError

    text = (
        "format: learningcity/1\ncity: {id: c, name: C, as_of: 2024}\n"
        f"initiatives: {{a: {{name: A, funding: {{one: {funding}}}}}}}\n"
    )
    with pytest.raises(CityFileError) as error:
        parse_city(text)
    (problem,) = error.value.problems
    return problem.message


# -- explanations ----------------------------------------------------------------------------------

TEXT = """
format: learningcity/1
city: {id: c, name: C, as_of: 2024}
partners:
  council: {name: City Council}
  esf: {name: European Social Fund}
priorities:
  skills: {name: Skills}
initiatives:
  fund:
    name: Ideas Fund
    funding:
      pot: {amount: 1000, currency: GBP, funder: [council, esf]}
  course:
    name: First Course
    priorities: [skills]
    funding:
      grant: {amount: {about: 100}, currency: GBP, funder: council, within: fund/pot}
      hall: {amount: {at_most: 30.5}, currency: GBP, use: capital}
      more: {currency: GBP}
"""


def test_every_row_says_which_lines_were_added_and_where_they_stand() -> None:
    found = net_funding(parse_city(TEXT))
    assert str(found.explain(0)) == (
        "Money of C, in GBP\n"
        "  1. 4 funding lines, of which 3 are added.  [text:3]\n"
        "  2. fund/pot: GBP 1,000; added.  [text:13]\n"
        "  3. course/grant: about GBP 100; not added, it is in fund/pot already.  [text:18]\n"
        "  4. course/hall: at most GBP 30.50, capital; added.  [text:19]\n"
        "  5. course/more: no amount; added.  [text:20]\n"
        "  6. Net revenue, counted once: at least GBP 1,000.\n"
        "  7. Gross, as if no line were in another: at least GBP 1,100.\n"
        "  8. Capital, not in net: at most GBP 30.50."
    )
    assert found.explain(0).steps[1].references == ("initiative:fund",)


def test_rows_of_all_sorts_explain_themselves() -> None:
    read = parse_city(TEXT)
    funder = net_funding(read, by="funder", on="2024")
    said = str(funder.explain(0))
    assert said.startswith("Money given by City Council, in GBP\n")
    assert "given by several, so this funder's share is anything from nothing to all" in said
    assert "start or end is missing, so it may not run on the day" in said
    for by in cast("tuple[By, ...]", ("initiative", "priority")):
        found = net_funding(read, by=by)
        for index, row in enumerate(found.rows):
            assert len(found.explain(index).steps) >= len(row.lines) + 1
    first = net_funding(read, by="initiative").explain(0)
    assert first.subject == "Money of Ideas Fund, in GBP"
    assert first.steps[-1].text == "Gross, as if no line were in another: GBP 1,000."
    twice = net_funding(built(fund=FUND, course=COURSE), by="funder").explain(0)
    assert twice.steps[-1].text == "Gross is 1.1 times net."
    capital = net_funding(built(gym=offer(hall=line(100, use="capital")))).explain(0)
    assert capital.steps[-1].text == "Capital, not in net: GBP 100."
    silent = net_funding(built(course=offer(one={})))
    assert silent.explain(0).subject == "Money of Here, in a currency that nobody has said"


def test_money_of_a_ring_is_explained_with_the_line_that_stands_for_it() -> None:
    ring = built(
        course=offer(one=line(5, within="two"), two=line(7, within="one")),
        other=offer(part=line(3, within="course/two")),
    )
    steps = [step.text for step in net_funding(ring).explain(0).steps]
    assert steps[1:4] == [
        "course/one: GBP 5; added.",
        "course/two: GBP 7; not added, it is in course/one already.",
        "other/part: GBP 3; not added, it is in course/one already.",
    ]


def test_the_notebook_shows_a_table() -> None:
    found = net_funding(built(fund=FUND, course=COURSE))
    assert '<th scope="col" class="lc-number">net_<wbr>low</th>' in found._repr_html_()
    assert found.columns == tuple(found.to_records()[0])
