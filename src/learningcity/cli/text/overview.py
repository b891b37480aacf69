"""The city in twenty lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from learningcity.analysis.overview import Overview
from learningcity.analysis.sentences import words
from learningcity.cli.layout import paragraph, title, typed
from learningcity.diagnostics import count_problems
from learningcity.io.reader import CheckResult
from learningcity.model.city import City

__all__ = ["mention_warnings", "show_overview"]

_PARTNERS = 4
"""How many partners are shown."""

_QUESTIONS = 2
"""How many questions to each are shown."""


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
        paragraph(_parted(words.count(len(city.partners), "partner"), sectors)),
        paragraph(
            _parted(
                words.count(len(city.initiatives), "initiative"),
                [f"{number} {running[word]}" for word, number in found.running.items() if number],
            )
        ),
        paragraph(
            f"{words.count(len(city.priorities), 'priority', 'priorities and objectives')}, "
            f"{words.count(len(city.places), 'place')}, "
            f"{words.count(len(city.sources), 'source')}"
        ),
        "",
        paragraph(f"Duplication: {pairs.summary()}"),
        *(
            paragraph(f"{row.verdict} {row.score:.2f}: {_names(city, row.initiatives)}", "  ")
            for row in [row for row in pairs.rows if row.under is None][:3]
        ),
        *([paragraph(found.groups.summary())] if found.groups.rows else []),
        paragraph(found.coverage.summary()),
        paragraph(f"Gaps: {found.gaps.summary()}"),
        *(paragraph(row.sentence, "  ") for row in found.gaps.missing[:3]),
        "",
    ]
    lines += _asks(found)
    lines.append(f"Next: learningcity duplicates {typed(path)}; learningcity gaps {typed(path)}")
    return "\n".join(lines)


def _names(city: City, initiatives: Sequence[str]) -> str:
    return " + ".join(words.entry_name(city, f"initiative:{key}") for key in initiatives)


def _parted(what: str, parts: Sequence[str]) -> str:
    return f"{what}: {', '.join(parts)}" if parts else what


def _asks(found: Overview) -> Iterator[str]:
    """Return the first questions to those who can settle most, and how many more there are."""
    asks = found.questions.by_partner()
    if not asks:
        return
    yield "What to ask whom, the answers that settle most findings first:"
    for ask in asks[:_PARTNERS]:
        partner = "nobody is named as lead"
        if ask.partner is not None:
            name = found.city.partners[ask.partner].name
            partner = name.in_language(found.city.language)
        yield paragraph(partner, "  ")
        for row in ask.questions[:_QUESTIONS]:
            findings = words.count(row.findings, "finding")
            yield paragraph(f"{row.question} ({findings})", "    ")
    shown = {row for ask in asks[:_PARTNERS] for row in ask.questions[:_QUESTIONS]}
    more = len(found.questions.rows) - len(shown)
    if more:
        yield f"  … and {words.count(more, 'more question', 'more questions')}: --format json"
    yield ""


def mention_warnings(result: CheckResult, path: str) -> str:
    """Return one line that says where the warnings can be read."""
    words = count_problems(result.warnings)
    return paragraph(f"{words} about the files: learningcity check {path}")
