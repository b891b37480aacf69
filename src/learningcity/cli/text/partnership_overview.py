"""Who holds the partnership together, as text."""

from __future__ import annotations

from itertools import groupby

from learningcity.analysis.partnership_overview import PartnershipOverview
from learningcity.analysis.sentences.partnership_overview import question_words
from learningcity.cli.layout import first_of, head, paragraph, typed
from learningcity.model.city import City

__all__ = ["show_partnership_overview"]


def show_partnership_overview(city: City, found: PartnershipOverview, path: str, limit: int) -> str:
    """Return the answers in plain words, below the questions that they answer."""
    lines = [head(city, found)]
    for question, answers in groupby(found.rows, lambda row: row.question):
        rows = list(answers)
        shown = rows[: first_of(limit, len(rows))]
        lines += ["", f"{question_words(question)}?"]
        lines += [paragraph(f"- {row.sentence}", "  ") for row in shown]
        more = len(rows) - len(shown)
        if more:
            lines.append(f"  … and {more} more: --limit 0 shows all")
        tables = dict.fromkeys(row.table for row in rows)
        lines.append(paragraph(f"see --table {', --table '.join(tables)}", "    "))
    if found.rows:
        lines += ["", f"Next: learningcity network {typed(path)} --table {found.rows[0].table}"]
    return "\n".join(lines)
