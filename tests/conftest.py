"""What holds for every test."""

from __future__ import annotations

import pytest
from hypothesis import settings

# A test is not wrong because the machine was busy.
RULES = settings.get_profile(settings.get_current_profile_name())
settings.register_profile("steady", RULES, deadline=None)
settings.load_profile("steady")

# Slow comparisons of what other tests reach as well: measured, they would take a third longer.
UNMEASURED = ("tests/robustness/", "tests/test_oracle_", "tests/report/test_browser.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the coverage of slow comparisons unmeasured."""
    for item in items:
        brute = item.nodeid.startswith("tests/graph/") and item.get_closest_marker("slow")
        if brute or item.nodeid.startswith(UNMEASURED):
            item.add_marker(pytest.mark.no_cover)
