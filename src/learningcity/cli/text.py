"""What the commands print for people: a sentence first, then a table, then where to look next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import StringIO
from textwrap import fill

from learningcity.analysis.coverage import Coverage, CoverageRow
from learningcity.analysis.duplicates import DuplicateRow, Duplicates
from learningcity.analysis.gaps import Gaps
from learningcity.analysis.overview import Overview
from learningcity.analysis.result import Parameters, Result, Row
from learningcity.analysis.sentences import words
from learningcity.diagnostics import count_problems
from learningcity.display import printable
from learningcity.io.reader import CheckResult
from learningcity.model.city import City

__all__ = [
    "WIDTH",
    "mention_warnings",
    "paragraph",
    "read_on",
    "show_coverage",
    "show_duplicates",
    "show_gaps",
    "show_overview",
    "table",
    "where",
]

WIDTH = 100
"""How many columns a text fits."""


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], flexible: int) -> str:
    """Return a table that fits the width; the column of index `flexible` takes what is left."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, padding=(0, 2, 1, 0), pad_edge=False, header_style="", width=WIDTH)
    for index, name in enumerate(columns):
        fixed = index != flexible
        drawn.add_column(Text(name), no_wrap=fixed, overflow="fold", ratio=None if fixed else 1)
    for row in rows:
        lines = ("\n".join(map(printable, cell.split("\n"))) for cell in row)
        drawn.add_row(*(Text(line) for line in lines))
    buffer = StringIO()
    Console(file=buffer, width=WIDTH, color_system=None, legacy_windows=False).print(drawn)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()).rstrip()


def paragraph(text: str, indent: str = "") -> str:
    """Return `text` made harmless and broken into lines that fit the width."""
    return fill(
        printable(text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent and indent * 2,
        break_long_words=False,
        break_on_hyphens=False,
    )


def where(city: City, reference: str) -> str:
    """Return ``file:line`` of an entry, or nothing where it was not read from a file."""
    location = city.origins.locate(reference)
    return "" if location is None else f"{location.path}:{location.line}"


def read_on(parameters: Parameters) -> str:
    """Return on which day the city was read, in words."""
    return "over all time" if parameters.on is None else f"on {parameters.on}"


def _head(city: City, found: Result[Row, Parameters]) -> str:
    return f"{paragraph(_title(city, found.parameters))}\n{paragraph(found.summary())}"


def _title(city: City, parameters: Parameters) -> str:
    name = city.name.in_language(city.language)
    return f"{name}, read {read_on(parameters)}"


def _rest(shown: int, total: int) -> list[str]:
    return [f"… and {total - shown} more: --limit 0 shows all"] if total > shown else []


def _first(limit: int, total: int) -> int:
    return total if limit == 0 else min(limit, total)


def mention_warnings(result: CheckResult, path: str) -> str:
    """Return one line that says where the warnings can be read."""
    words = count_problems(result.warnings)
    return paragraph(f"{words} about the files: learningcity check {path}")


def show_duplicates(city: City, found: Duplicates, path: str, limit: int) -> str:
    """Return the overlapping pairs as text."""
    lines = [_head(city, found)]
    rows = [row for row in found.rows if row.under is None]
    shown = _first(limit, len(rows))
    if rows:
        cells = [
            (
                row.verdict,
                "\n".join(_both(city, row)),
                "\n".join(row.facets),
                f"{row.overlap:.2f}",
                f"{row.score:.2f}",
                "\n".join(row.unknowns) or "-",
            )
            for row in rows[:shown]
        ]
        columns = ("verdict", "initiatives", "compared", "overlap", "score", "not known")
        lines += ["", table(columns, cells, flexible=1), *_rest(shown, len(rows))]
        example = rows[0].initiatives[0]
        lines += [
            "",
            paragraph(
                "overlap: how much of one the other offers too, from 0 to 1, on what is compared; "
                "score: the part of it that no recorded coordination accounts for. Only people can "
                "say what is a duplicate."
            ),
            f"Next: learningcity show {path} initiative:{example}",
        ]
    return "\n".join(lines)


def _both(city: City, row: DuplicateRow) -> Iterable[str]:
    for initiative_id in row.initiatives:
        yield initiative_id
        yield f"  {where(city, f'initiative:{initiative_id}')}"


def show_coverage(city: City, found: Coverage, path: str, limit: int) -> str:
    """Return the needs and what reaches them as text."""
    lines = [_head(city, found)]
    shown = _first(limit, len(found.rows))
    if found.rows:
        cells = [
            (
                row.status,
                f"{row.need}\n  {where(city, f'need:{row.need}')}",
                str(len(row.targeted)),
                str(len(row.general)),
                str(len(row.may_reach)),
                words.interval(row.people_low, row.people_high),
                _places(row),
            )
            for row in found.rows[:shown]
        ]
        columns = ("status", "need", "for it", "general", "may", "people", "places a year")
        lines += ["", table(columns, cells, flexible=1), *_rest(shown, len(found.rows))]
        lines += [
            "",
            paragraph(
                "for it: initiatives meant for this group; general: others that reach it; may: "
                "those that may reach it, where something is not known."
            ),
            f"Next: learningcity show {path} need:{found.rows[0].need}",
        ]
    return "\n".join(lines)


def _places(row: CoverageRow) -> str:
    if row.supply_low is None or (row.supply_low == 0 and row.supply_high is None):
        return "not known"
    return words.interval(row.supply_low, row.supply_high)


def show_gaps(city: City, found: Gaps, path: str, limit: int) -> str:
    """Return the gaps as text."""
    lines = [_head(city, found)]
    rows = found.missing
    shown = _first(limit, len(rows))
    if rows:
        cells = [
            (
                row.type,
                f"{row.sentence}\n  {where(city, row.subjects[0])}\n  To close it: {row.remedy}.",
                words.interval(row.low, row.high),
            )
            for row in rows[:shown]
        ]
        columns = ("gap", "what is missing", "people")
        lines += ["", table(columns, cells, flexible=1), *_rest(shown, len(rows))]
        lines += ["", f"Next: learningcity show {path} {rows[0].subjects[0]}"]
    return "\n".join(lines)


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
        paragraph(_title(city, pairs.parameters)),
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
    lines.append(f"Next: learningcity duplicates {path}; learningcity gaps {path}")
    return "\n".join(lines)
