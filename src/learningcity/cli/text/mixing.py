"""Which groups of partners meet, as text."""

from __future__ import annotations

from learningcity.analysis.figures import FigureRow
from learningcity.analysis.mixing import SectorMixing
from learningcity.analysis.mixing_tables import MixingInitiatives, MixingPartners
from learningcity.analysis.sentences.absent import NONE_SIGN, NOT_DEFINED
from learningcity.analysis.sentences.nulls import TWO_SIDED
from learningcity.analysis.sentences.reasons import why_below
from learningcity.analysis.sentences.words import number, share
from learningcity.cli.layout import entry, first_of, paragraph, rest, table
from learningcity.model.city import City

__all__ = ["show_mixing", "show_mixing_initiatives", "show_mixing_partners"]

_FIGURES = {
    "ei_index": "E-I index: ties across groups less ties within, as a share of both",
    "ei_index_weighted": "E-I index of the weights of the ties",
    "ei_index_random_mixing": "E-I index if groups were dealt out at random, on average",
    "assortativity": "assortativity: 1 if all ties are within groups, about 0 by chance",
    "assortativity_weighted": "assortativity of the weights of the ties",
    "all_groups": "initiatives with all groups, as a share of those where all are known",
    "all_groups_low": "the same as a share of all initiatives, at least",
    "all_groups_high": "the same as a share of all initiatives, at most",
}


def show_mixing(found: SectorMixing, limit: int) -> str:
    """Return which groups meet as text: the pairs of groups, the groups, then the figures."""
    lines = [paragraph(found.summary())]
    if found.matrix.rows:
        lines += [paragraph(found.matrix.summary()), "", _matrix(found), "", _groups(found)]
    if all(row.value is None for row in found.rows):
        return "\n".join(lines)
    lines += ["", _figures(found)]
    having = [row for row in found.initiatives.rows if row.all_groups == "yes"]
    if having:
        shown = first_of(limit, len(having))
        named = ", ".join(found.names.initiative(row.initiative) for row in having[:shown])
        lines += ["", paragraph(f"All groups together: {named}"), *rest(shown, len(having))]
    lines += [
        "",
        paragraph(
            "by chance: the groups dealt out anew among the partners, each keeping its size, while "
            f"the ties stay. {TWO_SIDED}. Of twenty rows, one has a p below 0.05 by chance; "
            "adjusted: p corrected for all pairs of groups together, by Benjamini and Yekutieli. "
            "One large initiative makes many ties at once: see the weights too."
        ),
    ]
    return "\n".join(lines)


def _matrix(found: SectorMixing) -> str:
    word = "to" if found.parameters.directed else "and"
    cells = [
        (
            f"{row.group} {word} {row.other}",
            f"{number(row.ties)} of {number(row.pairs)}",
            share(row.expected),
            _or_none(row.p),
            _or_none(row.adjusted_p),
            share(row.weight),
            share(row.weight_expected),
            _or_none(row.weight_p),
            _or_none(row.adjusted_weight_p),
        )
        for row in found.matrix.rows
    ]
    columns = (
        *("who meets", "ties of pairs", "by chance", "p", "adjusted"),
        *("weight", "by chance", "p", "adjusted"),
    )
    return table(columns, cells, flexible=0, gap=0)


def _groups(found: SectorMixing) -> str:
    cells = [
        (
            str(row.group),
            number(row.partners),
            number(row.within),
            number(row.across),
            _or_none(row.ei_index),
            _or_none(row.ei_index_random_mixing),
        )
        for row in found.groups.rows
    ]
    columns = ("group", "partners", "ties within", "across", "E-I index", "of all pairs")
    return table(columns, cells, flexible=0, gap=0)


def _figures(found: SectorMixing) -> str:
    cells = [
        (
            f"{_FIGURES[row.figure]}{why_below(row.reason)}",
            _value(row),
            _or_none(row.null_mean),
            _or_none(row.p),
        )
        for row in found.rows
    ]
    return table(("figure", "value", "by chance", "p"), cells, flexible=0, gap=0)


def _value(row: FigureRow) -> str:
    return NOT_DEFINED if row.value is None else share(row.value)


def _or_none(value: float | None) -> str:
    return NONE_SIGN if value is None else share(value)


def show_mixing_partners(found: MixingPartners, limit: int, *, city: City | None = None) -> str:
    """Return the ties of each partner within its group and to others as text."""
    lines = [paragraph(found.summary())]
    shown = first_of(limit, len(found.rows))
    if found.rows:
        cells = [
            (
                entry(found.names.partner(row.partner), "partner", row.partner, city),
                "not known" if row.group is None else str(row.group),
                NONE_SIGN if row.within is None else number(row.within),
                NONE_SIGN if row.across is None else number(row.across),
                number(row.unknown_ties),
                _or_none(row.ei_index),
                _or_none(row.ei_index_random_mixing),
            )
            for row in found.rows[:shown]
        ]
        columns = ("partner", "group", "within", "across", "unknown", "E-I index", "of all")
        lines += ["", table(columns, cells, flexible=0, gap=0), *rest(shown, len(found.rows))]
    return "\n".join(lines)


def show_mixing_initiatives(
    found: MixingInitiatives, limit: int, *, city: City | None = None
) -> str:
    """Return which groups come together in each initiative as text."""
    lines = [paragraph(found.summary())]
    shown = first_of(limit, len(found.rows))
    if found.rows:
        cells = [
            (
                entry(found.names.initiative(row.initiative), "initiative", row.initiative, city),
                number(row.partners),
                _listed(row.groups),
                _listed(row.missing),
                _listed(tuple(map(found.names.partner, row.unknown))),
                row.all_groups,
            )
            for row in found.rows[:shown]
        ]
        columns = ("initiative", "partners", "groups", "missing", "not known", "all together")
        lines += ["", table(columns, cells, flexible=0, gap=0), *rest(shown, len(found.rows))]
    return "\n".join(lines)


def _listed(values: tuple[object, ...]) -> str:
    return "\n".join(map(str, values)) or NONE_SIGN
