"""The worked example of the page on money is what happens."""

from __future__ import annotations

import re
from pathlib import Path

from learningcity.analysis.funding import FundingRow, net_funding
from learningcity.io.reader import parse_city
from learningcity.model.values import Number

PAGE = Path(__file__).parent.parent / "docs" / "explanation" / "money.md"

SUBJECTS = {
    "the city": "city:example",
    "the Ideas Fund": "initiative:ideas-fund",
    "the first course": "initiative:first-course",
    "the second course": "initiative:second-course",
    "from the council": "partner:council",
    "from the college": "partner:college",
    "from the lottery": "partner:lottery",
}


def written(low: Number | None, high: Number | None) -> str:
    """Bounds as the page writes them."""
    if low is None:
        return "–"
    if low == high:
        return str(low)
    return f"{low} to {high}" if low else f"at most {high}"


def test_the_table_of_the_page_is_what_the_example_gives() -> None:
    page = PAGE.read_text("utf-8")
    (text,) = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    city = parse_city(text)
    rows: dict[str, FundingRow] = {}
    for by in ("city", "initiative", "funder"):
        rows |= {row.subject: row for row in net_funding(city, by=by).rows}
    for words, subject in SUBJECTS.items():
        row = rows.pop(subject)
        cells = (
            words,
            written(row.net_low, row.net_high),
            written(row.gross_low, row.gross_high),
            written(row.capital_low, row.capital_high),
        )
        assert f"| {' | '.join(cells)} |" in page
    assert rows == {}
    course = net_funding(city, by="initiative").rows[1]
    assert course.factor == 1.25
