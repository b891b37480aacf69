"""The command that reads the partnership as a network."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from learningcity.cli.network_tables import TABLES, Asked
from learningcity.cli.options import limit_option, reading, refuse_strangers, show_result

if TYPE_CHECKING:
    from learningcity.graph.projection import Weight

__all__ = ["network"]

_NULLS = ("margins", "rows", "labels", "none")
"""What can be left to chance."""

_MIXING = ("mixing-matrix", "mixing", "mixing-partners", "mixing-initiatives")
_BELONGS = {
    "null": ("mixing-matrix", "mixing", "cohesion", "two-mode-structure", "backbone"),
    "samples": (
        "overview",
        "mixing-matrix",
        "mixing",
        "cohesion",
        "core-periphery",
        "two-mode-structure",
        "backbone",
        "robustness",
        "sensitivity",
    ),
    "seed": (
        "overview",
        "mixing-matrix",
        "mixing",
        "cohesion",
        "core-periphery",
        "two-mode-structure",
        "communities",
        "backbone",
        "robustness",
        "sensitivity",
    ),
    "weight": ("overview", "positions", *_MIXING, "cohesion", "sensitivity"),
}
"""The tables that each option is about."""


_NOT_FOR = {
    "mixing-matrix": ("margins", "rows"),
    "mixing": ("margins", "rows"),
    "cohesion": ("labels", "rows"),
    "two-mode-structure": ("labels", "rows"),
    "backbone": ("labels", "none"),
}
"""What cannot be left to chance in a table."""

_SLOW = ("overview", "cohesion", "core-periphery", "two-mode-structure", "sensitivity")
_FEW, _MANY = 200, 1000
"""How many networks are drawn where nothing was said: few of what takes long."""


@click.command()
@reading("text", "json", "csv")
@click.option(
    "--table",
    type=click.Choice(list(TABLES)),
    default=next(iter(TABLES)),
    show_default=True,
    help="The answers in plain words, or one of the tables on which they rest.",
)
@click.option(
    "--null",
    type=click.Choice(_NULLS),
    help="What is left to chance: who takes part in what, with all counts kept, or with those of "
    "the partners (backbone); who is of which sector; or no comparison.",
)
@click.option(
    "--samples",
    type=click.IntRange(min=1),
    help="How many networks to draw by chance. [default: 1000; of overview, cohesion, "
    "core-periphery, two-mode-structure and sensitivity 200]",
)
@click.option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    help="Where the drawing starts: the same number draws the same.",
)
@click.option(
    "--weight",
    type=click.Choice(["newman", "count", "jaccard"]),
    default="newman",
    show_default=True,
    help="What a tie of two partners weighs: less in large initiatives; initiatives in common; "
    "these by all of the two.",
)
@limit_option(10)
@click.pass_context
def network(
    ctx: click.Context,
    path: str,
    on: date | None,
    ever: bool,
    carry: int,
    form: str,
    table: str,
    null: str | None,
    samples: int | None,
    seed: int,
    weight: Weight,
    limit: int,
) -> None:
    """Show who holds the partnership together, what rests on whom, and what is chance."""
    from learningcity.cli.loading import read_path
    from learningcity.cli.progress import working

    refuse_strangers(ctx, table, _BELONGS)
    if null in _NOT_FOR.get(table, ()):
        fits = [kind for kind in _NULLS if kind not in _NOT_FOR[table]]
        raise click.UsageError(
            f"--null {null} does not go with --table {table}, only {' or '.join(fits)}"
        )
    several = samples or (_FEW if table in _SLOW else _MANY)
    asked = Asked(read_path(path), path, on, ever, carry, limit, null, several, seed, weight)
    with working(f"network --table {table}"):
        shown = TABLES[table](asked)
    show_result(shown.found, form, shown.text)
