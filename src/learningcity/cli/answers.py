"""The answers that the commands give as JSON: what each is called, and the schema of its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, NotRequired, TypedDict

from learningcity.analysis.duplicates import DuplicateParameters
from learningcity.analysis.explanation import Explanation
from learningcity.analysis.result import Parameters

__all__ = ["ANSWERS", "Answer", "schema_of"]


class CheckedRecord(TypedDict):
    """What the check was asked for."""

    fail_on: Literal["error", "warning"]
    """From which severity on the exit code is 1."""


class RelatedRecord(TypedDict):
    """Another place that a problem is about."""

    message: str
    """What stands there."""
    path: str
    """The file."""
    line: int | None
    """The line, from 1; ``None`` where the whole file is meant."""
    column: int | None
    """The column, from 1; ``None`` where the whole file is meant."""


class ProblemRecord(TypedDict):
    """One thing that is wrong, or doubtful, in what was read."""

    code: str
    """The stable code of the problem."""
    severity: Literal["error", "warning", "info"]
    """How grave it is. A note is called ``info``."""
    message: str
    """What is wrong, in words that may change."""
    hint: str | None
    """What to do; ``None`` where there is nothing to add."""
    path: str
    """The file."""
    line: int | None
    """The line, from 1; ``None`` where the whole file is meant."""
    column: int | None
    """The column, from 1; ``None`` where the whole file is meant."""
    related: list[RelatedRecord]
    """Other places that it is about."""


class CheckAnswer(TypedDict):
    """All problems of the files of a city."""

    schema: str
    """The name of this form, with its version."""
    city: str | None
    """The id of the city; ``None`` where the files hold none."""
    parameters: CheckedRecord
    """What the check was asked for."""
    problems: list[ProblemRecord]
    """The problems, notes too."""
    scenario: NotRequired[str | None]
    """The id of the scenario: left out without one, ``None`` where it could not be read."""


class ReferringRecord(TypedDict):
    """An entry that names the entry."""

    id: str
    """The entry, such as ``initiative:wolves-at-work``."""
    field: str
    """The key under which it does."""
    place: str | None
    """Where it stands, as ``file:line``; ``None`` where the city was never a file."""


class ShownRecord(TypedDict):
    """A row of an answer, with the columns of its own table besides these keys."""

    result: str
    """The name of the answer that the row is from, such as ``coverage``."""
    explanation: Explanation | None
    """Why the row is there; ``None`` where the row only names the entry."""


class ShowAnswer(TypedDict):
    """One entry, and everything that leads to it."""

    schema: str
    """The name of this form, with its version."""
    city: str
    """The id of the city."""
    scenarios: NotRequired[list[str]]
    """The ids of the scenarios that are on the city; left out where there are none."""
    parameters: Parameters
    """What the figures rest on."""
    id: str
    """The entry, such as ``need:youth-claimants``."""
    place: str | None
    """Where it stands, as ``file:line``; ``None`` where the city was never a file."""
    entry: dict[str, object]
    """The entry as the file has it."""
    referring: list[ReferringRecord]
    """Entries that name it."""
    sources: list[dict[str, object]]
    """The sources it cites, as the file has them, each with its ``id``."""
    figures: list[ShownRecord]
    """The rows of answers that are about it or name it."""


class ShowPairAnswer(TypedDict):
    """Two initiatives: why they are the pair they are, or none."""

    schema: str
    """The name of this form, with its version."""
    city: str
    """The id of the city."""
    scenarios: NotRequired[list[str]]
    """The ids of the scenarios that are on the city; left out where there are none."""
    parameters: DuplicateParameters
    """What the figures rest on."""
    ids: list[str]
    """The two initiatives, in file order."""
    places: list[str | None]
    """Where they stand, as ``file:line``."""
    row: dict[str, object] | None
    """Their row, as in ``duplicates``; ``None`` where they have none."""
    explanation: Explanation
    """Why there is this row, or none."""


@dataclass(frozen=True)
class Answer:
    """One answer: the command and table that give it, and the class that says what is in it."""

    name: str
    """Its name, the middle of ``schema``: ``coverage`` of ``learningcity/coverage/1``."""
    command: str
    """The command."""
    home: str
    """Where the class is, as ``module:Class``."""
    table: str | None = None
    """The table, where the command has several."""

    @property
    def record(self) -> type:
        """The class of the result, or of the record where it is no result."""
        module, _, name = self.home.partition(":")
        found = getattr(import_module(f"learningcity.{module}"), name)
        assert isinstance(found, type)
        return found


_NETWORK = {
    "positions": "positions:Positions",
    "brokerage": "brokerage:Brokerage",
    "mixing-matrix": "mixing_tables:MixingMatrix",
    "mixing": "mixing:SectorMixing",
    "mixing-partners": "mixing_tables:MixingPartners",
    "mixing-initiatives": "mixing_tables:MixingInitiatives",
    "cohesion": "cohesion:NetworkCohesion",
    "core-periphery": "core_periphery:CorePeriphery",
    "governance-form": "governance_form:GovernanceForm",
    "two-mode-structure": "two_mode:TwoModeStructure",
    "redundancy": "redundancy:Redundancy",
    "communities": "communities:Communities",
    "backbone": "backbone:Backbone",
    "resilience": "resilience:Resilience",
    "withdrawals": "withdrawals:Withdrawals",
    "breaking-sets": "breaking:BreakingSets",
    "robustness": "robustness:Robustness",
    "sustainability": "sustainability:Sustainability",
    "alignment": "alignment:Alignment",
    "endorsement": "alignment:Endorsement",
    "remit": "remit:Remit",
    "ownership": "ownership:Ownership",
    "knowledge-flows": "flows:KnowledgeFlows",
    "sensitivity": "sensitivity:Sensitivity",
}

ANSWERS: Mapping[str, Answer] = {
    answer.name: answer
    for answer in (
        Answer("check", "check", "cli.answers:CheckAnswer"),
        Answer("overview", "overview", "analysis.overview:OverviewRecord"),
        Answer("duplicates", "duplicates", "analysis.duplicates:Duplicates", "pairs"),
        Answer("groups", "duplicates", "analysis.groups:Groups", "groups"),
        Answer("crowding", "duplicates", "analysis.crowding:Crowding", "crowding"),
        Answer("surplus", "duplicates", "analysis.surplus:Surplus", "surplus"),
        Answer(
            "double-funding",
            "duplicates",
            "analysis.double_funding:DoubleFunding",
            "double-funding",
        ),
        Answer(
            "fragmentation", "duplicates", "analysis.fragmentation:Fragmentation", "fragmentation"
        ),
        Answer("effort", "duplicates", "analysis.effort:Effort", "effort"),
        Answer("twins", "duplicates", "analysis.twins:Twins", "twins"),
        Answer("coverage", "coverage", "analysis.coverage:Coverage", "needs"),
        Answer("coverage-map", "coverage", "analysis.coverage_map:CoverageMap", "map"),
        Answer("gaps", "gaps", "analysis.gaps:Gaps"),
        Answer(
            "network", "network", "analysis.partnership_overview:PartnershipOverview", "overview"
        ),
        *(Answer(table, "network", f"analysis.{home}", table) for table, home in _NETWORK.items()),
        Answer("timeline", "timeline", "analysis.timeline:Timeline", "periods"),
        Answer("cliff", "timeline", "analysis.cliff:FundingCliff", "cliff"),
        Answer("endings", "timeline", "analysis.endings:Endings", "endings"),
        Answer("funding", "funding", "analysis.funding:Funding"),
        Answer("changes", "compare", "analysis.changes:FindingChanges"),
        Answer("show", "show", "cli.answers:ShowAnswer"),
        Answer("show-pair", "show", "cli.answers:ShowPairAnswer"),
    )
}
"""All answers, by their names, in the order of the commands."""


def schema_of(name: str) -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of an answer, by its name."""
    from learningcity.analysis.answer_schema import answer_schema, record_schema
    from learningcity.analysis.result import Result

    record = ANSWERS[name].record
    if issubclass(record, Result):
        return answer_schema(record)
    made = record_schema(f"learningcity/{name}/1", record)
    properties = made["properties"]
    assert isinstance(properties, dict)
    properties["schema"]["const"] = made["title"]
    return made
