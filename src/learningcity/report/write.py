"""Writing the findings as one HTML file that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from pathlib import Path
from typing import Literal

from learningcity.analysis.gap_rows import NOT_KNOWN, GapRow
from learningcity.analysis.gaps import Gaps
from learningcity.analysis.overview import Overview, overview
from learningcity.analysis.sentences.gaps import record_title
from learningcity.io.atomic import write_atomically
from learningcity.model.city import City
from learningcity.model.dates import PartialDate
from learningcity.model.running import CARRY

__all__ = ["render_report", "write_report"]

_MOST_PAIRS = 20
_MOST_RECORDS = 5
_RECORDS = ("evidence", "evaluation", "ownership", "sector", "objective")
"""Gaps in what is recorded or settled; there may be many, so that a few stand for them."""


def write_report(
    city: City,
    path: str | Path,
    *,
    on: date | PartialDate | str | None = None,
    ever: bool = False,
    carry: int = CARRY,
) -> Path:
    """Write the findings of a city as one HTML file, and return its path.

    The file loads nothing from anywhere, has no script, and is the same for the same city. It is
    written whole or not at all.

    Parameters
    ----------
    city
        The city.
    path
        The file to write.
    on
        The day to read; ``None`` is the last day of ``city.as_of``.
    ever
        Read all time instead of a day.
    carry
        Years for which an initiative seen running is presumed to run on.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    ValueError
        An argument lies outside its range, or both `on` and `ever` are given.
    OSError
        The file cannot be written; what was there before is unchanged.
    """
    target = Path(path)
    page = render_report(overview(city, on=on, ever=ever, carry=carry))
    write_atomically(target, page.encode())
    return target


def render_report(found: Overview) -> str:
    """Return the report as HTML text."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("learningcity.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style = environment.get_template("report.css").render()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    city = found.city
    language = city.language or "en"
    pairs = [row for row in found.duplicates.rows if row.under is None]
    return environment.get_template("report.html").render(
        city=city,
        language=language,
        found=found,
        pairs=pairs[:_MOST_PAIRS],
        more_pairs=max(0, len(pairs) - _MOST_PAIRS),
        missing=[row for row in found.gaps.missing if row.type not in _RECORDS],
        records=_records(found.gaps),
        style=style,
        digest=digest,
        name=lambda kind, key: _name(city, kind, key),
        place=lambda reference: _place(city, reference),
    )


def _records(found: Gaps) -> list[tuple[str, str, list[GapRow], int]]:
    """Return for each type of record: its title, its first rows, and how many more there are."""
    groups = []
    for kind in _RECORDS:
        rows = [row for row in found.rows if row.type == kind]
        shown = rows[:_MOST_RECORDS]
        if rows:
            title = record_title(kind, len(rows), sum(NOT_KNOWN in row.marks for row in rows))
            groups.append((kind, title, shown, len(rows) - len(shown)))
    return groups


def _name(city: City, kind: Literal["initiative", "partner"], key: str) -> str:
    entry = city.initiatives[key] if kind == "initiative" else city.partners[key]
    return entry.name.in_language(city.language)


def _place(city: City, reference: str) -> str:
    location = city.origins.locate(reference)
    return "" if location is None else f"{location.path}:{location.line}"
