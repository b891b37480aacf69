"""The respects in which offers and needs are compared."""

from __future__ import annotations

from typing import Literal, TypeAlias

__all__ = ["FACETS", "Facet", "Keys"]

Facet: TypeAlias = Literal["activity", "priority", "audience", "place"]
"""A respect in which offers and needs are compared."""

FACETS: tuple[Facet, ...] = ("activity", "audience", "place")
"""The facets in which two offers are compared."""

Keys: TypeAlias = tuple[str, ...]
"""The terms that are stated on one facet, each once, in their order."""
