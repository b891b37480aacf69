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
    from learningcity.analysis.communities import (
        Communities,
        barber_modularity,
        find_communities,
    )
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
    from learningcity.analysis.groups import Groups, find_groups
    from learningcity.analysis.questions import Questions, find_questions
    from learningcity.analysis.redundancy import Redundancy, redundancy
    from learningcity.analysis.surplus import Surplus, need_surplus
    from learningcity.analysis.timeline import Timeline, timeline
    from learningcity.analysis.twins import Twins, find_twins
    from learningcity.analysis.two_mode import TwoModeStructure, two_mode_structure
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
    "Communities",
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
    "Groups",
    "LearningCityError",
    "Location",
    "MissingExtraError",
    "Problem",
    "Questions",
    "Redundancy",
    "Scenario",
    "ScenarioCheck",
    "Severity",
    "Surplus",
    "Timeline",
    "Twins",
    "TwoModeStructure",
    "UnknownIdError",
    "__version__",
    "affiliation_graph",
    "backbone",
    "barber_modularity",
    "check_city",
    "check_scenario",
    "city_from_mapping",
    "compare_findings",
    "coverage_map",
    "find_communities",
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
    "meeting_effort",
    "need_coverage",
    "need_surplus",
    "net_funding",
    "new_city",
    "open_example",
    "parse_city",
    "parse_scenario",
    "partnership_graph",
    "read_cities",
    "read_city",
    "read_scenario",
    "redundancy",
    "scenario_from_mapping",
    "timeline",
    "two_mode_structure",
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
    "Communities": "analysis.communities",
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
    "Groups": "analysis.groups",
    "LearningCityError": "errors",
    "Location": "diagnostics",
    "MissingExtraError": "errors",
    "Problem": "diagnostics",
    "Questions": "analysis.questions",
    "Redundancy": "analysis.redundancy",
    "Scenario": "io.scenarios",
    "ScenarioCheck": "io.changes",
    "Severity": "diagnostics",
    "Surplus": "analysis.surplus",
    "Timeline": "analysis.timeline",
    "Twins": "analysis.twins",
    "TwoModeStructure": "analysis.two_mode",
    "UnknownIdError": "errors",
    "affiliation_graph": "graph.affiliation",
    "backbone": "analysis.backbone",
    "barber_modularity": "analysis.communities",
    "check_city": "io.reader",
    "check_scenario": "io.changes",
    "city_from_mapping": "io.reader",
    "compare_findings": "analysis.changes",
    "coverage_map": "analysis.coverage_map",
    "find_communities": "analysis.communities",
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
    "meeting_effort": "analysis.effort",
    "need_coverage": "analysis.coverage",
    "need_surplus": "analysis.surplus",
    "net_funding": "analysis.funding",
    "new_city": "datasets",
    "open_example": "datasets",
    "parse_city": "io.reader",
    "parse_scenario": "io.scenarios",
    "partnership_graph": "graph.partnership",
    "read_cities": "io.cities",
    "read_city": "io.reader",
    "read_scenario": "io.scenarios",
    "redundancy": "analysis.redundancy",
    "scenario_from_mapping": "io.scenarios",
    "timeline": "analysis.timeline",
    "two_mode_structure": "analysis.two_mode",
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
