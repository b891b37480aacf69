"""Cities about who takes part in what."""

from __future__ import annotations

from learningcity.model.city import City
from tests.builders import Fields, city


def takes(*partners: str, **fields: object) -> Fields:
    """An active offer of welding to everyone; partners are `id` (a lead) or `id:role`."""
    taking_part = [
        {"partner": key, "role": [role or "lead"]}
        for key, _, role in (each.partition(":") for each in partners)
    ]
    shown: Fields = {
        "activities": ["welding"],
        "audiences": ["adults"],
        "priorities": ["skills"],
        "status": "active",
        "partners": taking_part,
    }
    return {**shown, **fields}


def here(*partners: str, priorities: Fields | None = None, **sections: object) -> City:
    """A city with these partners, and what else is given."""
    return city(
        partners={key: {} for key in partners},
        priorities=priorities or {"skills": {}},
        activities={"welding": {}, "reading": {}},
        audiences={"adults": {}},
        **sections,
    )


WELDERS: Fields = {"welders": {"activities": ["welding"], "audiences": ["adults"]}}
