"""One thing and everything that leads to it: lines, sources, figures and why they are so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import cast

from learningcity.analysis.coverage import CoverageRow, coverage_of
from learningcity.analysis.duplicates import DuplicateRow, duplicates_of
from learningcity.analysis.edits import SECTIONS
from learningcity.analysis.explanation import Explanation, locate
from learningcity.analysis.gaps import gaps_of
from learningcity.analysis.mentions import mentions
from learningcity.analysis.questions import QuestionRow, questions_of
from learningcity.analysis.result import Parameters, Result, Row, plain, supposed
from learningcity.analysis.study import Study
from learningcity.display import json_text
from learningcity.errors import UnknownIdError
from learningcity.io.writer import as_written
from learningcity.model.city import City
from learningcity.model.entities import Entry, Keyed, Source
from learningcity.model.kinds import KINDS
from learningcity.model.suggest import closest
from learningcity.reach.view import Facet

__all__ = ["Dossier", "Figure", "PairDossier", "dossier_of", "pair_dossier_of"]

FINDINGS = ("reviewed:duplicate", "candidate", "possible", "coordinated", "needed")
"""Verdicts of pairs that are explained; the others are listed."""


@dataclass(frozen=True)
class Figure:
    """A row of a result that is about an entry, or names it."""

    result: str
    """The name of the result."""
    row: Row
    """The row."""
    columns: tuple[str, ...]
    """The columns in which it names the entry; none where it is about something that states it."""
    explanation: Explanation | None
    """Why the row is there; ``None`` where the row only names the entry."""

    def to_record(self) -> dict[str, object]:
        """Return the figure as plain data."""
        explained = None if self.explanation is None else self.explanation.to_dict()
        return {"result": self.result, **self.row.to_record(), "explanation": explained}


@dataclass(frozen=True)
class Dossier:
    """Everything about one entry."""

    city: City
    """The city."""
    parameters: Parameters
    """The day on which the figures are read."""
    reference: str
    """The entry, such as ``need:youth-claimants``."""
    entry: Entry
    """The entry itself."""
    referring: tuple[tuple[str, str], ...]
    """Entries that name it, with the field in which they do."""
    sources: tuple[Source, ...]
    """The sources it cites."""
    figures: tuple[Figure, ...]
    """The rows of results that are about it or name it."""

    def to_json(self) -> str:
        """Return the dossier as JSON text."""
        return json_text(self._to_dict())

    def _to_dict(self) -> dict[str, object]:
        return {
            "schema": "learningcity/show/1",
            "city": self.city.id,
            **supposed(self.city),
            "parameters": self.parameters.to_record(),
            "id": self.reference,
            "place": locate(self.city, self.reference),
            "entry": plain(as_written(self.entry)),
            "referring": [
                {"id": reference, "field": field, "place": locate(self.city, reference)}
                for reference, field in self.referring
            ],
            "sources": [plain(as_written(source, leave_out=())) for source in self.sources],
            "figures": [figure.to_record() for figure in self.figures],
        }


@dataclass(frozen=True)
class PairDossier:
    """What is said of two initiatives, and why."""

    city: City
    """The city."""
    parameters: Parameters
    """What it rests on."""
    references: tuple[str, str]
    """The two initiatives, in file order."""
    row: DuplicateRow | None
    """Their row, if they have one."""
    explanation: Explanation
    """Why there is this row, or none."""

    def to_json(self) -> str:
        """Return the pair as JSON text."""
        return json_text(
            {
                "schema": "learningcity/show-pair/1",
                "city": self.city.id,
                **supposed(self.city),
                "parameters": self.parameters.to_record(),
                "ids": list(self.references),
                "places": [locate(self.city, key) for key in self.references],
                "row": None if self.row is None else self.row.to_record(),
                "explanation": self.explanation.to_dict(),
            }
        )


def dossier_of(
    city: City, wanted: str, *, on: date | None = None, ever: bool = False, carry: int = 2
) -> Dossier:
    """Return everything about the entry that `wanted` names.

    Raises
    ------
    UnknownIdError
        No entry is called so, or several are and `wanted` does not say which.
    """
    reference = _reference(city, wanted)
    entry = city.find(reference)
    cited = [city.sources[key] for key in _cited(entry)]
    study = Study(city, on=on, ever=ever, carry=carry)
    calendar = study.calendar
    return Dossier(
        city=city,
        parameters=Parameters(on=calendar.day, ever=calendar.ever, carry=calendar.carry),
        reference=reference,
        entry=entry,
        referring=tuple(_referring(city, reference)),
        sources=tuple(cited),
        figures=tuple(_figures(study, reference)),
    )


def pair_dossier_of(
    city: City,
    wanted: tuple[str, str],
    *,
    on: date | None = None,
    ever: bool = False,
    carry: int = 2,
) -> PairDossier:
    """Return what is said of the two initiatives that `wanted` names.

    Raises
    ------
    UnknownIdError
        One of them is called otherwise.
    ValueError
        They are no two initiatives.
    """
    from learningcity.analysis.explaining_pairs import explain_absence

    named = [
        _reference(city, key if ":" in key or key not in city.initiatives else f"initiative:{key}")
        for key in wanted
    ]
    for reference in named:
        city.find(reference)
        if not reference.startswith("initiative:"):
            raise ValueError(f"only two initiatives are shown as a pair, and not '{reference}'")
    study = Study(city, on=on, ever=ever, carry=carry)
    keys = [reference.partition(":")[2] for reference in named]
    first, second = sorted(keys, key=study.order.__getitem__)
    if first == second:
        raise ValueError(f"two different initiatives are shown as a pair, and not '{first}' twice")
    found = duplicates_of(study)
    row = next((row for row in found.rows if row.initiatives == (first, second)), None)
    return PairDossier(
        city=city,
        parameters=found.parameters,
        references=(f"initiative:{first}", f"initiative:{second}"),
        row=row,
        explanation=explain_absence(study, found.parameters, first, second)
        if row is None
        else found.explain(row),
    )


def _reference(city: City, wanted: str) -> str:
    return wanted if ":" in wanted else _only_one(city, wanted)


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


def _figures(study: Study, reference: str) -> Iterator[Figure]:
    """Return the rows that are about an entry or name it, those that are about it first."""
    duplicates, coverage = duplicates_of(study), coverage_of(study)
    kind, _, key = reference.partition(":")
    yield from _about("duplicates", duplicates, reference, lambda row: _finds(row, reference))
    yield from _about("coverage", coverage, reference, lambda row: _need_is(row, reference))
    stating = _needs_stating(study.city, kind, key)
    for row in coverage.rows:
        if row.need in stating and reference not in dict(mentions(row)).values():
            yield Figure("coverage", row, (), None)
    yield from _about(
        "gaps", gaps_of(study), reference, lambda row: reference in getattr(row, "subjects", ())
    )
    asked = questions_of(study, duplicates, coverage)
    yield from _about("questions", asked, reference, lambda row: _question_is(row, reference))


def _about(
    name: str,
    result: Result[Row, Parameters],
    reference: str,
    is_explained: Callable[[Row], bool],
) -> Iterator[Figure]:
    for row in result.rows:
        columns = tuple(dict.fromkeys(col for col, named in mentions(row) if named == reference))
        if columns:
            explained = is_explained(row)
            yield Figure(name, row, columns, result.explain(row) if explained else None)


def _finds(row: Row, reference: str) -> bool:
    if not isinstance(row, DuplicateRow) or row.verdict not in FINDINGS:
        return False
    return reference in [f"initiative:{key}" for key in row.initiatives]


def _need_is(row: Row, reference: str) -> bool:
    return isinstance(row, CoverageRow) and reference == f"need:{row.need}"


def _question_is(row: Row, reference: str) -> bool:
    return isinstance(row, QuestionRow) and reference == f"initiative:{row.initiative}"


def _needs_stating(city: City, kind: str, key: str) -> frozenset[str]:
    """Return the needs that state a term."""
    field = dict(SECTIONS).get(cast(Facet, kind))
    if field is None:
        return frozenset()
    return frozenset(need.id for need in city.needs if key in getattr(need, field))
