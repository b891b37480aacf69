"""What the library knows before it reads a city: activities, roles, kinds of partner."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import get_args

from learningcity.model.entities import Activity, Initiative, Role
from learningcity.model.sound import sound_entry

__all__ = [
    "DATA",
    "PARTNER_KINDS",
    "WORKING_ROLES",
    "offers_itself",
    "read_roles",
    "shipped_activities",
]

DATA = Path(__file__).parents[1] / "data"
"""The folder of what comes with the library. ``importlib.resources`` would load much to find it."""

WORKING_ROLES = (
    "lead",
    "deliverer",
    "partner",
    "host",
    "employer",
    "commissioner",
    "referrer",
    "adviser",
)
"""The roles in which partners work together: all but ``funder``."""


def read_roles(roles: Iterable[str]) -> frozenset[str]:
    """Return `roles` as a set.

    Raises
    ------
    ValueError
        One of them is no role, or `roles` is a word and not a list of words.
    """
    if isinstance(roles, str):
        raise ValueError(f"roles: '{roles}' is one word, give a list of roles")
    wanted = frozenset(roles)
    known = get_args(Role)
    for role in sorted(wanted):
        if role not in known:
            raise ValueError(f"roles: '{role}' is none of {', '.join(known)}")
    return wanted


PARTNER_KINDS = (
    "adult-education-centre",
    "adult-education-service",
    "association",
    "business-organisation",
    "cafe",
    "careers-centre",
    "careers-service",
    "charity-foundation",
    "children-centre",
    "college",
    "combined-authority",
    "community-centre",
    "company",
    "consortium",
    "council",
    "cultural-centre",
    "education-authority",
    "employer",
    "faith-group",
    "family-centre",
    "family-service",
    "foundation",
    "funder",
    "government",
    "government-agency",
    "government-department",
    "health-charity",
    "housing-association",
    "intermediary",
    "international-network",
    "international-organisation",
    "lep",
    "library",
    "literacy-provider",
    "local-government",
    "media",
    "museum-culture",
    "national-agency",
    "national-commission",
    "network",
    "nhs",
    "partnership-body",
    "professional-body",
    "public-health",
    "regional-agency",
    "regulator-funder",
    "school",
    "social-enterprise",
    "sports-club",
    "student-union",
    "trade-union",
    "training-provider",
    "university",
    "voluntary-organisation",
    "volunteer-centre",
    "welfare-centre",
    "youth-centre",
    "youth-organisation",
)
"""Kinds of partner in use so far. The list is open: another word gives a warning and is kept."""


def offers_itself(initiative: Initiative) -> bool:
    """Return whether an initiative reaches people itself; funds and coordination do not."""
    return initiative.kind not in ("coordination", "fund")


@cache
def shipped_activities() -> tuple[Activity, ...]:
    """Return the activities that every city may use without defining them, in their order.

    The list is the library's own and no official one; its file says what each term includes.
    """
    import yaml

    text = (DATA / "activities.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    entries = yaml.load(text, Loader=loader)["activities"]
    made = (sound_entry(Activity, entry, key) for key, entry in entries.items())
    activities = tuple(activity for activity in made if isinstance(activity, Activity))
    assert len(activities) == len(entries), "an activity that the library ships is not sound"
    return activities
