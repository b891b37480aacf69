"""One thing and everything that leads to it: lines, sources, figures, and who refers to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from learningcity.analysis.coverage import need_coverage
from learningcity.analysis.duplicates import find_duplicates
from learningcity.analysis.gaps import find_gaps
from learningcity.analysis.result import Row, plain, supposed
from learningcity.cli.layout import paragraph, where
from learningcity.cli.layout import supposed as supposed_words
from learningcity.display import json_text
from learningcity.errors import UnknownIdError
from learningcity.io.writer import as_written
from learningcity.model.city import City
from learningcity.model.entities import Entry, Keyed, Source
from learningcity.model.kinds import KINDS
from learningcity.model.suggest import closest

__all__ = ["Dossier", "dossier_of", "render_dossier"]


@dataclass(frozen=True)
class Dossier:
    """Everything about one entry."""

    city: City
    """The city."""
    reference: str
    """The entry, such as ``need:youth-claimants``."""
    entry: Entry
    """The entry itself."""
    referring: tuple[tuple[str, str], ...]
    """Entries that name it, with the field in which they do."""
    sources: tuple[Source, ...]
    """The sources it cites."""
    figures: tuple[tuple[str, Row], ...]
    """The rows of results that are about it, with the name of the result."""

    def to_json(self) -> str:
        """Return the dossier as JSON text."""
        return json_text(self._to_dict())

    def _to_dict(self) -> dict[str, object]:
        return {
            "schema": "learningcity/show/1",
            "city": self.city.id,
            **supposed(self.city),
            "id": self.reference,
            "place": where(self.city, self.reference) or None,
            "entry": plain(as_written(self.entry)),
            "referring": [
                {"id": reference, "field": field, "place": where(self.city, reference) or None}
                for reference, field in self.referring
            ],
            "sources": [plain(as_written(source, leave_out=())) for source in self.sources],
            "figures": [{"result": name, **row.to_record()} for name, row in self.figures],
        }


def dossier_of(city: City, wanted: str) -> Dossier:
    """Return everything about the entry that `wanted` names.

    Raises
    ------
    UnknownIdError
        No entry is called so, or several are and `wanted` does not say which.
    """
    reference = wanted if ":" in wanted else _only_one(city, wanted)
    entry = city.find(reference)
    cited = [city.sources[key] for key in _cited(entry)]
    return Dossier(
        city=city,
        reference=reference,
        entry=entry,
        referring=tuple(_referring(city, reference)),
        sources=tuple(cited),
        figures=tuple(_figures(city, reference)),
    )


def _only_one(city: City, wanted: str) -> str:
    bearing = [
        kind.reference(wanted)
        for kind in KINDS
        if kind.keyed and wanted in getattr(city, kind.section)
    ]
    if len(bearing) == 1:
        return bearing[0]
    if bearing:
        raise UnknownIdError(f"id without its kind ({' or '.join(bearing)}):", wanted)
    ids = [key for kind in KINDS if kind.keyed for key in getattr(city, kind.section).ids]
    raise UnknownIdError("id", wanted, closest(wanted, ids))


def _cited(entry: Entry) -> tuple[str, ...]:
    inner = [part for _, value in entry for part in (value if isinstance(value, tuple) else ())]
    keys = [*entry.sources, *(k for part in inner if isinstance(part, Entry) for k in part.sources)]
    return tuple(dict.fromkeys(keys))


def _referring(city: City, reference: str) -> Iterator[tuple[str, str]]:
    """Return the entries that name this one, and in which field.

    A field of another kind may hold an equal id (a body and a partner of one name); such a field
    is listed too, since only its reader can tell.
    """
    key = reference.partition(":")[2]
    for kind in KINDS:
        for index, entry in enumerate(getattr(city, kind.section)):
            own = kind.reference(cast("Keyed", entry).id if kind.keyed else index)
            if own != reference:
                for field in dict.fromkeys(_naming(entry, key)):
                    yield own, field


def _naming(entry: Entry, key: str) -> Iterator[str]:
    for name, value in entry:
        if name in ("id", "inferred"):
            continue
        for item in value if isinstance(value, tuple) else (value,):
            inner = isinstance(item, Entry) and any(True for _ in _naming(item, key))
            if inner or item == key:
                yield name.rstrip("_")


def _figures(city: City, reference: str) -> Iterator[tuple[str, Row]]:
    kind, _, key = reference.partition(":")
    if kind == "initiative":
        for pair in find_duplicates(city).rows:
            if key in pair.initiatives:
                yield "duplicates", pair
    for need in need_coverage(city).rows:
        reaching = (*need.targeted, *need.general, *need.may_reach)
        if (kind == "need" and need.need == key) or (kind == "initiative" and key in reaching):
            yield "coverage", need
    for gap in find_gaps(city).rows:
        if reference in gap.subjects:
            yield "gaps", gap


def render_dossier(dossier: Dossier) -> str:
    """Return a dossier as text."""
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
    for name, row in dossier.figures:
        record = {key: value for key, value in row.to_record().items() if value not in (None, [])}
        lines += ["", f"In {name}"]
        for key, value in record.items():
            lines.append(paragraph(f"{key}: {_shown(value)}", "  "))
    return "\n".join(lines)


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
