"""Find where a learning city duplicates effort and which needs nobody meets, line by line.

Importing this package is quick: it loads nothing but the standard library. Each name below is
loaded from its module when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from learningcity.analysis.backbone import Backbone, backbone
    from learningcity.analysis.changes import FindingChanges, compare_findings
    from learningcity.analysis.cliff import FundingCliff, funding_cliff
    from learningcity.analysis.cohesion import NetworkCohesion, network_cohesion
    from learningcity.analysis.core_periphery import CorePeriphery, core_periphery
    from learningcity.analysis.coverage import Coverage, need_coverage
    from learningcity.analysis.coverage_map import CoverageMap, coverage_map
    from learningcity.analysis.crowding import Crowding, find_crowding
    from learningcity.analysis.double_funding import DoubleFunding, find_double_funding
    from learningcity.analysis.duplicates import Duplicates, find_duplicates
    from learningcity.analysis.effort import Effort, meeting_effort
    from learningcity.analysis.endings import Endings, find_endings
    from learningcity.analysis.fragmentation import Fragmentation, fragmentation
    from learningcity.analysis.funding import Funding, net_funding
    from learningcity.analysis.gaps import Gaps, find_gaps
    from learningcity.analysis.governance_form import GovernanceForm, governance_form
    from learningcity.analysis.groups import Groups, find_groups
    from learningcity.analysis.questions import Questions, find_questions
    from learningcity.analysis.surplus import Surplus, need_surplus
    from learningcity.analysis.timeline import Timeline, timeline
    from learningcity.analysis.twins import Twins, find_twins
    from learningcity.datasets import new_city, open_example
    from learningcity.diagnostics import Location, Problem, Severity
    from learningcity.errors import (
        CityFileError,
        CityNotFoundError,
        LearningCityError,
        MissingExtraError,
        UnknownIdError,
    )
    from learningcity.graph.affiliation import affiliation_graph
    from learningcity.graph.partnership import partnership_graph
    from learningcity.io.changes import ScenarioCheck, check_scenario, with_changes
    from learningcity.io.cities import Cities, read_cities
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
    "Backbone",
    "CheckResult",
    "Cities",
    "City",
    "CityFileError",
    "CityNotFoundError",
    "CorePeriphery",
    "Coverage",
    "CoverageMap",
    "Crowding",
    "DoubleFunding",
    "Duplicates",
    "Effort",
    "Endings",
    "FindingChanges",
    "Fragmentation",
    "Funding",
    "FundingCliff",
    "Gaps",
    "GovernanceForm",
    "Groups",
    "LearningCityError",
    "Location",
    "MissingExtraError",
    "NetworkCohesion",
    "Problem",
    "Questions",
    "Scenario",
    "ScenarioCheck",
    "Severity",
    "Surplus",
    "Timeline",
    "Twins",
    "UnknownIdError",
    "__version__",
    "affiliation_graph",
    "backbone",
    "check_city",
    "check_scenario",
    "city_from_mapping",
    "compare_findings",
    "core_periphery",
    "coverage_map",
    "find_crowding",
    "find_double_funding",
    "find_duplicates",
    "find_endings",
    "find_gaps",
    "find_groups",
    "find_questions",
    "find_twins",
    "fragmentation",
    "funding_cliff",
    "governance_form",
    "meeting_effort",
    "need_coverage",
    "need_surplus",
    "net_funding",
    "network_cohesion",
    "new_city",
    "open_example",
    "parse_city",
    "parse_scenario",
    "partnership_graph",
    "read_cities",
    "read_city",
    "read_scenario",
    "scenario_from_mapping",
    "timeline",
    "with_changes",
    "write_city",
    "write_report",
    "write_schema",
]

_HOMES = {
    "Backbone": "analysis.backbone",
    "CheckResult": "io.reader",
    "Cities": "io.cities",
    "City": "model.city",
    "CityFileError": "errors",
    "CityNotFoundError": "errors",
    "CorePeriphery": "analysis.core_periphery",
    "Coverage": "analysis.coverage",
    "CoverageMap": "analysis.coverage_map",
    "Crowding": "analysis.crowding",
    "DoubleFunding": "analysis.double_funding",
    "Duplicates": "analysis.duplicates",
    "Effort": "analysis.effort",
    "Endings": "analysis.endings",
    "FindingChanges": "analysis.changes",
    "Fragmentation": "analysis.fragmentation",
    "Funding": "analysis.funding",
    "FundingCliff": "analysis.cliff",
    "Gaps": "analysis.gaps",
    "GovernanceForm": "analysis.governance_form",
    "Groups": "analysis.groups",
    "LearningCityError": "errors",
    "Location": "diagnostics",
    "MissingExtraError": "errors",
    "NetworkCohesion": "analysis.cohesion",
    "Problem": "diagnostics",
    "Questions": "analysis.questions",
    "Scenario": "io.scenarios",
    "ScenarioCheck": "io.changes",
    "Severity": "diagnostics",
    "Surplus": "analysis.surplus",
    "Timeline": "analysis.timeline",
    "Twins": "analysis.twins",
    "UnknownIdError": "errors",
    "affiliation_graph": "graph.affiliation",
    "backbone": "analysis.backbone",
    "check_city": "io.reader",
    "check_scenario": "io.changes",
    "city_from_mapping": "io.reader",
    "compare_findings": "analysis.changes",
    "core_periphery": "analysis.core_periphery",
    "coverage_map": "analysis.coverage_map",
    "find_crowding": "analysis.crowding",
    "find_double_funding": "analysis.double_funding",
    "find_duplicates": "analysis.duplicates",
    "find_endings": "analysis.endings",
    "find_gaps": "analysis.gaps",
    "find_groups": "analysis.groups",
    "find_questions": "analysis.questions",
    "find_twins": "analysis.twins",
    "fragmentation": "analysis.fragmentation",
    "funding_cliff": "analysis.cliff",
    "governance_form": "analysis.governance_form",
    "meeting_effort": "analysis.effort",
    "need_coverage": "analysis.coverage",
    "need_surplus": "analysis.surplus",
    "net_funding": "analysis.funding",
    "network_cohesion": "analysis.cohesion",
    "new_city": "datasets",
    "open_example": "datasets",
    "parse_city": "io.reader",
    "parse_scenario": "io.scenarios",
    "partnership_graph": "graph.partnership",
    "read_cities": "io.cities",
    "read_city": "io.reader",
    "read_scenario": "io.scenarios",
    "scenario_from_mapping": "io.scenarios",
    "timeline": "analysis.timeline",
    "with_changes": "io.changes",
    "write_city": "io.writer",
    "write_report": "report.write",
    "write_schema": "io.schema",
}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name == "__version__":
        from importlib.metadata import version

        value: object = version("learningcity")
    elif name in _HOMES:
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    else:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
