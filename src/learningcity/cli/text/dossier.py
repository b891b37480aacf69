"""One thing and everything that leads to it, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from learningcity.analysis.coverage import CoverageRow
from learningcity.analysis.duplicates import DuplicateRow
from learningcity.analysis.explanation import Explanation
from learningcity.analysis.gap_rows import GapRow
from learningcity.analysis.questions import QuestionRow
from learningcity.analysis.sentences import words
from learningcity.cli.layout import first_of, paragraph, read_on, typed, where
from learningcity.cli.layout import supposed as supposed_words
from learningcity.cli.showing import Dossier, Figure, PairDossier
from learningcity.io.writer import as_written
from learningcity.model.city import City

__all__ = ["show_dossier", "show_explanation", "show_pair"]


def show_dossier(dossier: Dossier, path: str, limit: int) -> str:
    """Return a dossier as text; of the pairs of an initiative, `limit` are explained."""
    city, entry = dossier.city, dossier.entry
    lines = [f"{dossier.reference}  {where(city, dossier.reference)}".rstrip()]
    if city.origins.scenarios:
        lines.append(paragraph(f"{city.name.in_language(city.language)}{supposed_words(city)}"))
    lines.append("")
    for name, value in as_written(entry).items():
        lines += _field(city, dossier.reference, name, value)
    if dossier.referring:
        lines += ["", "Named by"]
        lines += [
            f"  {reference} ({field})  {where(city, reference)}".rstrip()
            for reference, field in dossier.referring
        ]
    if dossier.sources:
        lines += ["", "Sources"]
        for source in dossier.sources:
            said = [source.title.in_language(city.language)]
            said += [str(part) for part in (source.publisher, source.date, source.url) if part]
            lines.append(paragraph(f"{source.id}: {', '.join(said)}", "  "))
    for result in dict.fromkeys(figure.result for figure in dossier.figures):
        found = [figure for figure in dossier.figures if figure.result == result]
        lines += ["", f"In {result}, {read_on(dossier.parameters)}"]
        lines += _figures(dossier, found, path, limit)
    return "\n".join(lines)


def show_pair(pair: PairDossier) -> str:
    """Return what is said of two initiatives, and why, as text."""
    city = pair.city
    lines = [f"{key}  {where(city, key)}".rstrip() for key in pair.references]
    title = f"{city.name.in_language(city.language)}, read {read_on(pair.parameters)}"
    lines += [paragraph(f"{title}{supposed_words(city)}"), ""]
    return "\n".join([*lines, *show_explanation(pair.explanation)])


def show_explanation(explanation: Explanation) -> Iterator[str]:
    """Return an explanation as lines: the steps, each with where it stands, then the overturns.

    A place stands under the first step that rests on it.
    """
    yield paragraph(explanation.subject)
    told: set[str] = set()
    for number, step in enumerate(explanation.steps, 1):
        yield paragraph(f"{number}. {step.text}", "  ")
        places = [place for place in step.places if place not in told]
        told.update(places)
        if places:
            yield paragraph(_places(places), "     ")
    if explanation.overturns:
        yield "What would overturn it:"
        for change in explanation.overturns:
            yield paragraph(f"- {change.sentence}", "  ")


def _places(places: Iterable[str]) -> str:
    """Return places with each file named once; what was never a file has no line."""
    lines: dict[str, list[str]] = {}
    for place in places:
        path, colon, line = place.rpartition(":")
        lines.setdefault(path if colon else place, []).extend([line] if colon else [])
    return "; ".join(
        f"{path}:{', '.join(found)}" if found else path for path, found in lines.items()
    )


def _figures(dossier: Dossier, figures: list[Figure], path: str, limit: int) -> Iterator[str]:
    """Return the figures of one result: those that are explained, then a line for each other."""
    explained = [f for f in figures if f.explanation is not None and f.result != "questions"]
    if dossier.reference.startswith("need:") and figures[0].result == "coverage":
        explained = []  # the gap of the need explains the same
    shown = explained[: first_of(limit, len(explained))]
    for explanation in [f.explanation for f in shown if f.explanation is not None]:
        yield from show_explanation(explanation)
        yield ""
    for figure in figures:
        if figure not in shown:
            yield paragraph(f"- {_line(figure)}", "  ")
    if len(shown) < len(explained):
        yield f"Next: learningcity show {typed(path)} ID OTHER explains a pair; --limit 0 all pairs"


def _line(figure: Figure) -> str:
    """Return a row in one line."""
    row = figure.row
    named = f" (named in {words.join(figure.columns)})" if figure.columns else ""
    if isinstance(row, DuplicateRow):
        pair = " + ".join(row.initiatives)
        return f"{row.verdict}  {pair}  overlap {row.overlap:.2f}, score {row.score:.2f}{named}"
    if isinstance(row, CoverageRow):
        return f"{row.status}, places {row.sufficiency}  need:{row.need}{named}"
    if isinstance(row, GapRow):
        return f"{row.type}  {row.sentence}{named}"
    if isinstance(row, QuestionRow):
        return f"{row.question} ({words.count(row.findings, 'finding')}){named}"
    raise TypeError(
        f"{type(row).__name__} has no line"
    )  # pragma: no cover - a broken promise of ours


def _field(city: City, reference: str, name: str, value: object) -> Iterator[str]:
    """Return the lines of one field; entries inside the entry have a line each."""
    location = city.origins.locate(reference, name)
    at = "" if location is None else f"  (line {location.line})"
    items = _items(value)
    if not items:
        yield paragraph(f"{name}: {_shown(value)}{at}", "  ")
        return
    yield f"  {name}:"
    for step, item in items:
        location = city.origins.locate(reference, name, step)
        at = "" if location is None else f"  (line {location.line})"
        key = "-" if isinstance(step, int) else f"{step}:"
        yield paragraph(f"{key} {_shown(item)[1:-1]}{at}", "    ")


def _items(value: object) -> list[tuple[str | int, object]]:
    """Return the entries inside a field, with the step that leads to each."""
    found: list[tuple[str | int, object]] = []
    if isinstance(value, list):
        found.extend(enumerate(value))
    elif isinstance(value, dict):
        found.extend(value.items())
    return found if all(isinstance(item, dict) for _, item in found) else []


def _shown(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(item)}" for key, item in value.items()) + "}"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
