"""The pages of the reference that are made from the package, each by what stands for its marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from docs.answers_page import answers_page
from docs.api_page import all_names
from docs.format_page import format_page

__all__ = ["MADE"]

MADE: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "reference/answers": answers_page,
    "reference/api": all_names,
    "reference/file-format": format_page,
}
"""By page: what makes the texts that stand for its marks."""
