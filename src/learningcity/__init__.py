"""Find where a learning city duplicates effort and which needs nobody meets, line by line.

Importing this package is quick: it loads nothing but the standard library. Each name below is
loaded from its module when it is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False
"""Type checkers take this as true. Importing it from ``typing`` would take longer than the rest."""

if TYPE_CHECKING:
    from learningcity.analysis.alignment import Alignment, Endorsement, alignment
    from learningcity.analysis.backbone import Backbone, backbone
    from learningcity.analysis.breaking import BreakingSets, breaking_sets
    from learningcity.analysis.brokerage import Brokerage, brokerage
    from learningcity.analysis.changes import FindingChanges, compare_findings
    from learningcity.analysis.cliff import FundingCliff, funding_cliff
    from learningcity.analysis.cohesion import NetworkCohesion, network_cohesion
    from learningcity.analysis.communities import (
        Communities,
        barber_modularity,
        find_communities,
    )
    from learningcity.analysis.core_periphery import CorePeriphery, core_periphery
    from learningcity.analysis.coverage import Coverage, need_coverage
    from learningcity.analysis.coverage_map import CoverageMap, coverage_map
    from learningcity.analysis.crowding import Crowding, find_crowding
    from learningcity.analysis.double_funding import DoubleFunding, find_double_funding
    from learningcity.analysis.duplicates import Duplicates, find_duplicates
    from learningcity.analysis.effort import Effort, meeting_effort
    from learningcity.analysis.endings import Endings, find_endings
    from learningcity.analysis.flows import KnowledgeFlows, knowledge_flows
    from learningcity.analysis.fragmentation import Fragmentation, fragmentation
    from learningcity.analysis.funding import Funding, net_funding
    from learningcity.analysis.gaps import Gaps, find_gaps
    from learningcity.analysis.governance_form import GovernanceForm, governance_form
    from learningcity.analysis.groups import Groups, find_groups
    from learningcity.analysis.mixing import SectorMixing, sector_mixing
    from learningcity.analysis.mixing_tables import MixingMatrix
    from learningcity.analysis.ownership import Ownership, ownership
    from learningcity.analysis.partnership_overview import PartnershipOverview, network_overview
    from learningcity.analysis.positions import Positions, partner_positions
    from learningcity.analysis.questions import Questions, find_questions
    from learningcity.analysis.redundancy import Redundancy, redundancy
    from learningcity.analysis.remit import Remit, remit
    from learningcity.analysis.resilience import Resilience, resilience
    from learningcity.analysis.robustness import Robustness, robustness
    from learningcity.analysis.sensitivity import Sensitivity, sensitivity
    from learningcity.analysis.several import find_duplicates_in
    from learningcity.analysis.surplus import Surplus, need_surplus
    from learningcity.analysis.sustainability import Sustainability, sustainability
    from learningcity.analysis.timeline import Timeline, timeline
    from learningcity.analysis.twins import Twins, find_twins
    from learningcity.analysis.two_mode import TwoModeStructure, two_mode_structure
    from learningcity.analysis.withdrawals import Withdrawals, worst_withdrawals
    from learningcity.datasets import new_city, open_example
    from learningcity.diagnostics import Location, Problem, Severity
    from learningcity.errors import (
        CityFileError,
        CityNotFoundError,
        LearningCityError,
        MissingExtraError,
        MissingFontError,
        UnknownIdError,
    )
    from learningcity.graph.affiliation import affiliation_graph
    from learningcity.graph.governance import governance_graph
    from learningcity.graph.incidence import Incidence, incidence
    from learningcity.graph.initiatives import initiative_graph
    from learningcity.graph.partnership import partnership_graph
    from learningcity.graph.plain import plain_graph
    from learningcity.graph.projection import project
    from learningcity.graph.ties import tie_graph
    from learningcity.io.changes import ScenarioCheck, check_scenario, with_changes
    from learningcity.io.cities import Cities, read_cities
    from learningcity.io.limits import Limits
    from learningcity.io.reader import (
        CheckResult,
        check_city,
        city_from_mapping,
        parse_city,
        read_city,
    )
    from learningcity.io.scenarios import (
        Scenario,
        parse_scenario,
        read_scenario,
        scenario_from_mapping,
    )
    from learningcity.io.schema import write_schema
    from learningcity.io.writer import write_city
    from learningcity.model.city import City
    from learningcity.report.write import write_report

__all__ = [
    "Alignment",
    "Backbone",
    "BreakingSets",
    "Brokerage",
    "CheckResult",
    "Cities",
    "City",
    "CityFileError",
    "CityNotFoundError",
    "Communities",
    "CorePeriphery",
    "Coverage",
    "CoverageMap",
    "Crowding",
    "DoubleFunding",
    "Duplicates",
    "Effort",
    "Endings",
    "Endorsement",
    "FindingChanges",
    "Fragmentation",
    "Funding",
    "FundingCliff",
    "Gaps",
    "GovernanceForm",
    "Groups",
    "Incidence",
    "KnowledgeFlows",
    "LearningCityError",
    "Limits",
    "Location",
    "MissingExtraError",
    "MissingFontError",
    "MixingMatrix",
    "NetworkCohesion",
    "Ownership",
    "PartnershipOverview",
    "Positions",
    "Problem",
    "Questions",
    "Redundancy",
    "Remit",
    "Resilience",
    "Robustness",
    "Scenario",
    "ScenarioCheck",
    "SectorMixing",
    "Sensitivity",
    "Severity",
    "Surplus",
    "Sustainability",
    "Timeline",
    "Twins",
    "TwoModeStructure",
    "UnknownIdError",
    "Withdrawals",
    "__version__",
    "affiliation_graph",
    "alignment",
    "backbone",
    "barber_modularity",
    "breaking_sets",
    "brokerage",
    "check_city",
    "check_scenario",
    "city_from_mapping",
    "compare_findings",
    "core_periphery",
    "coverage_map",
    "find_communities",
    "find_crowding",
    "find_double_funding",
    "find_duplicates",
    "find_duplicates_in",
    "find_endings",
    "find_gaps",
    "find_groups",
    "find_questions",
    "find_twins",
    "fragmentation",
    "funding_cliff",
    "governance_form",
    "governance_graph",
    "incidence",
    "initiative_graph",
    "knowledge_flows",
    "meeting_effort",
    "need_coverage",
    "need_surplus",
    "net_funding",
    "network_cohesion",
    "network_overview",
    "new_city",
    "open_example",
    "ownership",
    "parse_city",
    "parse_scenario",
    "partner_positions",
    "partnership_graph",
    "plain_graph",
    "project",
    "read_cities",
    "read_city",
    "read_scenario",
    "redundancy",
    "remit",
    "resilience",
    "robustness",
    "scenario_from_mapping",
    "sector_mixing",
    "sensitivity",
    "sustainability",
    "tie_graph",
    "timeline",
    "two_mode_structure",
    "with_changes",
    "worst_withdrawals",
    "write_city",
    "write_report",
    "write_schema",
]

_HOMES = {
    "Alignment": "analysis.alignment",
    "Backbone": "analysis.backbone",
    "BreakingSets": "analysis.breaking",
    "Brokerage": "analysis.brokerage",
    "CheckResult": "io.reader",
    "Cities": "io.cities",
    "City": "model.city",
    "CityFileError": "errors",
    "CityNotFoundError": "errors",
    "Communities": "analysis.communities",
    "CorePeriphery": "analysis.core_periphery",
    "Coverage": "analysis.coverage",
    "CoverageMap": "analysis.coverage_map",
    "Crowding": "analysis.crowding",
    "DoubleFunding": "analysis.double_funding",
    "Duplicates": "analysis.duplicates",
    "Effort": "analysis.effort",
    "Endings": "analysis.endings",
    "Endorsement": "analysis.alignment",
    "FindingChanges": "analysis.changes",
    "Fragmentation": "analysis.fragmentation",
    "Funding": "analysis.funding",
    "FundingCliff": "analysis.cliff",
    "Gaps": "analysis.gaps",
    "GovernanceForm": "analysis.governance_form",
    "Groups": "analysis.groups",
    "Incidence": "graph.incidence",
    "KnowledgeFlows": "analysis.flows",
    "LearningCityError": "errors",
    "Limits": "io.limits",
    "Location": "diagnostics",
    "MissingExtraError": "errors",
    "MissingFontError": "errors",
    "MixingMatrix": "analysis.mixing_tables",
    "NetworkCohesion": "analysis.cohesion",
    "Ownership": "analysis.ownership",
    "PartnershipOverview": "analysis.partnership_overview",
    "Positions": "analysis.positions",
    "Problem": "diagnostics",
    "Questions": "analysis.questions",
    "Redundancy": "analysis.redundancy",
    "Remit": "analysis.remit",
    "Resilience": "analysis.resilience",
    "Robustness": "analysis.robustness",
    "Scenario": "io.scenarios",
    "ScenarioCheck": "io.changes",
    "SectorMixing": "analysis.mixing",
    "Sensitivity": "analysis.sensitivity",
    "Severity": "diagnostics",
    "Surplus": "analysis.surplus",
    "Sustainability": "analysis.sustainability",
    "Timeline": "analysis.timeline",
    "Twins": "analysis.twins",
    "TwoModeStructure": "analysis.two_mode",
    "UnknownIdError": "errors",
    "Withdrawals": "analysis.withdrawals",
    "affiliation_graph": "graph.affiliation",
    "alignment": "analysis.alignment",
    "backbone": "analysis.backbone",
    "barber_modularity": "analysis.communities",
    "breaking_sets": "analysis.breaking",
    "brokerage": "analysis.brokerage",
    "check_city": "io.reader",
    "check_scenario": "io.changes",
    "city_from_mapping": "io.reader",
    "compare_findings": "analysis.changes",
    "core_periphery": "analysis.core_periphery",
    "coverage_map": "analysis.coverage_map",
    "find_communities": "analysis.communities",
    "find_crowding": "analysis.crowding",
    "find_double_funding": "analysis.double_funding",
    "find_duplicates": "analysis.duplicates",
    "find_duplicates_in": "analysis.several",
    "find_endings": "analysis.endings",
    "find_gaps": "analysis.gaps",
    "find_groups": "analysis.groups",
    "find_questions": "analysis.questions",
    "find_twins": "analysis.twins",
    "fragmentation": "analysis.fragmentation",
    "funding_cliff": "analysis.cliff",
    "governance_form": "analysis.governance_form",
    "governance_graph": "graph.governance",
    "incidence": "graph.incidence",
    "initiative_graph": "graph.initiatives",
    "knowledge_flows": "analysis.flows",
    "meeting_effort": "analysis.effort",
    "need_coverage": "analysis.coverage",
    "need_surplus": "analysis.surplus",
    "net_funding": "analysis.funding",
    "network_cohesion": "analysis.cohesion",
    "network_overview": "analysis.partnership_overview",
    "new_city": "datasets",
    "open_example": "datasets",
    "ownership": "analysis.ownership",
    "parse_city": "io.reader",
    "parse_scenario": "io.scenarios",
    "partner_positions": "analysis.positions",
    "partnership_graph": "graph.partnership",
    "plain_graph": "graph.plain",
    "project": "graph.projection",
    "read_cities": "io.cities",
    "read_city": "io.reader",
    "read_scenario": "io.scenarios",
    "redundancy": "analysis.redundancy",
    "remit": "analysis.remit",
    "resilience": "analysis.resilience",
    "robustness": "analysis.robustness",
    "scenario_from_mapping": "io.scenarios",
    "sector_mixing": "analysis.mixing",
    "sensitivity": "analysis.sensitivity",
    "sustainability": "analysis.sustainability",
    "tie_graph": "graph.ties",
    "timeline": "analysis.timeline",
    "two_mode_structure": "analysis.two_mode",
    "with_changes": "io.changes",
    "worst_withdrawals": "analysis.withdrawals",
    "write_city": "io.writer",
    "write_report": "report.write",
    "write_schema": "io.schema",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    from importlib import import_module

    if name == "__version__":
        value: object = import_module("importlib.metadata").version("learningcity")
    elif name in _HOMES:
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    else:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
