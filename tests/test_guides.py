"""What the guides say beside their blocks."""

from __future__ import annotations

import pytest

import learningcity as lc
from checks import catalogues
from learningcity.analysis.duplicates import DuplicateRow


def test_the_catalogue_of_a_new_language_has_every_message_and_no_translation() -> None:
    new = catalogues.update("cy")
    ids = [message.id for message in catalogues.extract() if message.id]
    assert [message.id for message in new if message.id] == ids
    assert len(ids) > 100
    assert not any("".join(message.string or "") for message in new if message.id)
    assert b'"Language: cy' in catalogues.written(new)


@pytest.mark.parametrize("verdict", ["duplicate", "complementary", "joint", "different"])
def test_a_review_changes_the_verdict_and_no_figure(verdict: str) -> None:
    city = lc.open_example("lanternport")
    pair = ["harbour-job-coaching", "work-ready"]
    reviews = [{"initiatives": pair, "verdict": verdict, "by": "skills-board", "date": "2025-06"}]
    decided = lc.with_changes(city, add={"reviews": reviews})

    def row(found: lc.City) -> DuplicateRow:
        rows = lc.find_duplicates(found).rows
        return next(row for row in rows if row.initiatives == tuple(pair))

    before, after = row(city), row(decided)
    assert (before.verdict, after.verdict) == ("candidate", f"reviewed:{verdict}")
    assert (before.overlap, before.score, before.credit) == (
        after.overlap,
        after.score,
        after.credit,
    )
