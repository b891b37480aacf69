"""Find where a learning city duplicates effort and which needs nobody meets, line by line.

Importing this package is quick: it loads nothing but the standard library. Each name below is
loaded from its module when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from learningcity.analysis.coverage import Coverage, need_coverage
    from learningcity.analysis.coverage_map import CoverageMap, coverage_map
    from learningcity.analysis.crowding import Crowding, find_crowding
    from learningcity.analysis.double_funding import DoubleFunding, find_double_funding
    from learningcity.analysis.duplicates import Duplicates, find_duplicates
    from learningcity.analysis.effort import Effort, meeting_effort
    from learningcity.analysis.gaps import Gaps, find_gaps
    from learningcity.analysis.groups import Groups, find_groups
    from learningcity.analysis.surplus import Surplus, need_surplus
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
    from learningcity.io.cities import Cities, read_cities
    from learningcity.io.reader import (
        CheckResult,
        check_city,
        city_from_mapping,
        parse_city,
        read_city,
    )
    from learningcity.io.schema import write_schema
    from learningcity.io.writer import write_city
    from learningcity.model.city import City
    from learningcity.report.write import write_report

__all__ = [
    "CheckResult",
    "Cities",
    "City",
    "CityFileError",
    "CityNotFoundError",
    "Coverage",
    "CoverageMap",
    "Crowding",
    "DoubleFunding",
    "Duplicates",
    "Effort",
    "Gaps",
    "Groups",
    "LearningCityError",
    "Location",
    "MissingExtraError",
    "Problem",
    "Severity",
    "Surplus",
    "Twins",
    "UnknownIdError",
    "__version__",
    "affiliation_graph",
    "check_city",
    "city_from_mapping",
    "coverage_map",
    "find_crowding",
    "find_double_funding",
    "find_duplicates",
    "find_gaps",
    "find_groups",
    "find_twins",
    "meeting_effort",
    "need_coverage",
    "need_surplus",
    "new_city",
    "open_example",
    "parse_city",
    "partnership_graph",
    "read_cities",
    "read_city",
    "write_city",
    "write_report",
    "write_schema",
]

_HOMES = {
    "CheckResult": "io.reader",
    "Cities": "io.cities",
    "City": "model.city",
    "CityFileError": "errors",
    "CityNotFoundError": "errors",
    "Coverage": "analysis.coverage",
    "CoverageMap": "analysis.coverage_map",
    "Crowding": "analysis.crowding",
    "DoubleFunding": "analysis.double_funding",
    "Duplicates": "analysis.duplicates",
    "Effort": "analysis.effort",
    "Gaps": "analysis.gaps",
    "Groups": "analysis.groups",
    "LearningCityError": "errors",
    "Location": "diagnostics",
    "MissingExtraError": "errors",
    "Problem": "diagnostics",
    "Severity": "diagnostics",
    "Surplus": "analysis.surplus",
    "Twins": "analysis.twins",
    "UnknownIdError": "errors",
    "affiliation_graph": "graph.affiliation",
    "check_city": "io.reader",
    "city_from_mapping": "io.reader",
    "coverage_map": "analysis.coverage_map",
    "find_crowding": "analysis.crowding",
    "find_double_funding": "analysis.double_funding",
    "find_duplicates": "analysis.duplicates",
    "find_gaps": "analysis.gaps",
    "find_groups": "analysis.groups",
    "find_twins": "analysis.twins",
    "meeting_effort": "analysis.effort",
    "need_coverage": "analysis.coverage",
    "need_surplus": "analysis.surplus",
    "new_city": "datasets",
    "open_example": "datasets",
    "parse_city": "io.reader",
    "partnership_graph": "graph.partnership",
    "read_cities": "io.cities",
    "read_city": "io.reader",
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
