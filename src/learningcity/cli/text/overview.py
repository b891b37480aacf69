"""The city in twenty lines."""

from __future__ import annotations

from learningcity.analysis.overview import Overview
from learningcity.analysis.sentences import words
from learningcity.cli.layout import paragraph, title, typed
from learningcity.diagnostics import count_problems
from learningcity.io.reader import CheckResult

__all__ = ["mention_warnings", "show_overview"]


def show_overview(found: Overview, path: str) -> str:
    """Return the city in twenty lines, and what to ask whom."""
    city, pairs = found.city, found.duplicates
    sectors = [f"{number} {sector}" for sector, number in found.sectors.items()]
    running = {
        "yes": "surely running",
        "presumed": "presumed",
        "unknown": "not known to run",
        "no": "not running",
    }
    lines = [
        paragraph(title(city, pairs.parameters)),
        paragraph(f"{words.count(len(city.partners), 'partner')}: {', '.join(sectors)}"),
        paragraph(
            f"{words.count(len(city.initiatives), 'initiative')}: "
            + ", ".join(f"{number} {running[word]}" for word, number in found.running.items())
        ),
        paragraph(
            f"priorities and objectives: {len(city.priorities)}, "
            f"{words.count(len(city.places), 'place')}, "
            f"{words.count(len(city.sources), 'source')}"
        ),
        "",
        paragraph(f"Duplication: {pairs.summary()}"),
        *(
            f"  {row.verdict} {row.score:.2f}  {' + '.join(row.initiatives)}"
            for row in [row for row in pairs.rows if row.under is None][:3]
        ),
        *([paragraph(found.groups.summary())] if found.groups.rows else []),
        paragraph(found.coverage.summary()),
        paragraph(f"Gaps: {found.gaps.summary()}"),
        *(f"  {row.type}  {row.subjects[0]}" for row in found.gaps.missing[:3]),
        "",
    ]
    if found.questions.rows:
        lines.append("What to ask whom, the answers that bear on most findings first:")
    for row in found.questions.rows[:5]:
        asked = ", ".join(row.partners) or "nobody is named as lead"
        findings = words.count(row.findings, "finding")
        lines.append(paragraph(f"{row.question} ({asked}; {findings})", "  "))
    if found.questions.rows:
        lines.append("")
    lines.append(f"Next: learningcity duplicates {typed(path)}; learningcity gaps {typed(path)}")
    return "\n".join(lines)


def mention_warnings(result: CheckResult, path: str) -> str:
    """Return one line that says where the warnings can be read."""
    words = count_problems(result.warnings)
    return paragraph(f"{words} about the files: learningcity check {path}")
