"""Who holds the partnership together, in plain words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from learningcity.analysis.sentences.mixing import partners_of
from learningcity.analysis.sentences.nulls import TWO_SIDED, kept_words
from learningcity.analysis.sentences.sensitivity import reversal_words
from learningcity.analysis.sentences.words import (
    count,
    initiative_name,
    join,
    join_all,
    number,
    partner_name,
    sentence_case,
    share,
)
from learningcity.reach.view import CityView

if TYPE_CHECKING:
    from learningcity.analysis.backbone import BackboneRow
    from learningcity.analysis.figures import FigureRow
    from learningcity.analysis.mixing_tables import MixingRow
    from learningcity.analysis.positions import PositionRow
    from learningcity.analysis.sensitivity import SensitivityRow

__all__ = [
    "FIGURES",
    "across",
    "alone",
    "compared",
    "cutting",
    "figure_step",
    "figures_sentence",
    "fragile",
    "in_doubt",
    "meetings",
    "most_between",
    "most_ties",
    "one_initiative",
    "one_partner",
    "one_sector",
    "overview_summary",
    "pairs_sentence",
    "question_words",
    "table_step",
    "tellable",
]

_QUESTIONS = {
    "who-connects": "Who connects the partners",
    "who-is-indispensable": "Who is indispensable",
    "which-sectors-meet": "Which sectors meet",
    "what-is-chance": "What is more than chance, and what cannot be told",
    "what-rests-on-missing-data": "What rests on missing data",
}

FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "four_cycle_clustering": "two partners of one initiative meet again in another",
        "nestedness": "the partners of small initiatives are also in large ones",
        "modularity": "the partnership falls into separate circles",
    }
)
"""The figures that are compared with chance, and what a high one says."""


def question_words(question: str) -> str:
    """Return a question as a heading."""
    return _QUESTIONS[question]


def overview_summary(partners: int, initiatives: int, surely: int, funds: int) -> str:
    """Return on how many partners and initiatives the answers rest."""
    if not partners:
        return "No partners are recorded, so that nothing can be said of who works with whom."
    words = f"{count(partners, 'partner')} and {count(initiatives, 'initiative')} that"
    run = "runs" if initiatives == 1 else "run"
    if surely == initiatives:
        return f"{words} surely {run}. {_TIE}{_funds(funds)}"
    may = "may run" if initiatives == 1 else "run or may run"
    sure = f"{number(surely) if surely else 'none'} of these surely {_runs(surely)}"
    return f"{words} {may}; {sure}. {_TIE}{_funds(funds)}"


def _funds(funds: int) -> str:
    if not funds:
        return ""
    bring = "brings" if funds == 1 else "bring"
    return f" {count(funds, 'fund')} among the initiatives {bring} nobody together."


_TIE = "Two partners have a tie where both work in one initiative, in any role but that of funder."


def _runs(how_many: int) -> str:
    return "runs" if how_many <= 1 else "run"


def figure_step(name: str, value: float | None) -> str:
    """Return one figure behind an answer."""
    return f"{name}: {'not known' if value is None else share(value)}."


def table_step(table: str) -> str:
    """Return where all figures are."""
    return f"All figures are in the table '{table}' of the command network."


def _names(view: CityView, partners: Sequence[str]) -> str:
    return join([partner_name(view, key) for key in partners])


def most_ties(view: CityView, partners: Sequence[str], degree: int, among: int) -> str:
    """Return who works with more others than anybody else."""
    works = "works" if len(partners) == 1 else "work"
    each = "" if len(partners) == 1 else " each"
    return (
        f"{_names(view, partners)} {works} with more others than anybody else: {number(degree)} of "
        f"{number(among - 1)}{each}."
    )


def most_between(view: CityView, partners: Sequence[str], row: PositionRow, *, same: bool) -> str:
    """Return who lies between most pairs of others."""
    several = len(partners) > 1
    who = ("They also" if several else "It also") if same else _names(view, partners)
    part = "" if row.betweenness is None else f", {_percent(row.betweenness)} of all pairs"
    return (
        f"{who} {'link' if several else 'links'} more of those that do not work together than "
        f"anybody else: the shortest way between {_rounded(row.betweenness_pairs)} pairs of others "
        f"leads through {'each of them' if several else 'it'}{part}."
    )


def _rounded(figure: float) -> str:
    return number(round(figure)) if figure >= 10 else share(figure)


def _percent(figure: float) -> str:
    return f"{share(100 * figure)} in 100"


def alone(how_many: int, among: int) -> str:
    """Return how many partners work with nobody."""
    works = "works" if how_many == 1 else "work"
    return (
        f"{number(how_many)} of {count(among, 'partner')} {works} with no other partner in any "
        "recorded initiative of that time."
    )


def cutting(view: CityView, partners: Sequence[str]) -> str:
    """Return without whom others are cut off."""
    if not partners:
        return "No partner is the only link of others to the rest."
    return (
        f"{_names(view, partners)} {'is' if len(partners) == 1 else 'are each'} the only link of "
        "some others to the rest."
    )


def across(summary: str) -> str:
    """Return how many ties join different sectors, and what was left to chance."""
    return f"{summary} By chance: with the sectors dealt out anew among the partners."


def one_sector(group: object) -> str:
    """Return that there is one sector only."""
    return f"Only {partners_of(group)} partners are known, so that no two sectors can meet."


_MEET = {
    "more": "These meet more often than chance would have it",
    "less": "These meet less often than chance would have it",
    "chance": "No clear difference from chance",
}


def meetings(kind: str, rows: Sequence[MixingRow]) -> str:
    """Return which sectors meet more, less, or as much as by chance."""
    return f"{_MEET[kind]}: {join_all([_meeting(row) for row in rows])}."


def _meeting(row: MixingRow) -> str:
    one, other = partners_of(row.group), partners_of(row.other)
    who = f"{one} partners with each other" if one == other else f"{one} with {other} partners"
    return f"{who} ({count(row.ties, 'tie')}, by chance {number(round(row.expected))})"


_STANDING = {
    "more": "More than chance would have it",
    "less": "Less than chance would have it",
    "chance": "No clear difference from chance",
    "untold": "There are too few possibilities to tell from chance whether",
    "few-samples": "There are too few samples to tell from chance whether",
}


def figures_sentence(kind: str, rows: Sequence[FigureRow]) -> str:
    """Return which figures of the whole are more, less, or as much as by chance."""
    said = join_all([f"{FIGURES[row.figure]}{_p(row)}" for row in rows])
    return f"{_STANDING[kind]}{':' if kind in ('more', 'less', 'chance') else ''} {said}."


def _p(row: FigureRow) -> str:
    value, mean, p = (share(each or 0) for each in (row.value, row.null_mean, row.p))
    return f" ({value}, by chance {mean}, p = {p})"


def pairs_sentence(view: CityView, some: Sequence[BackboneRow], pairs: int) -> str:
    """Return which pairs of partners meet more often than chance."""
    if not some:
        meet = "meets" if pairs == 1 else "meet"
        return (
            f"{count(pairs, 'pair')} of partners {meet}. None stands out: how often they meet can "
            "come from the number of initiatives that each is in."
        )
    names = [" with ".join(_name(view, key) for key in row.partners) for row in some]
    meet = "meets" if len(some) == 1 else "meet"
    return (
        f"{number(len(some))} of {count(pairs, 'pair')} of partners {meet} more often than their "
        f"numbers of initiatives explain: {join(names)}."
    )


def tellable(needed: int | None, initiatives: int, having: int, partners: int) -> str:
    """Return how often two partners would have to meet to stand out at all."""
    among = f"With {count(initiatives, 'initiative')} and {count(partners, 'partner')} in them"
    if needed is None:
        return f"{among}, no two could stand out, however often they met: that cannot be told here."
    return (
        f"{among}, two partners that are always together would stand out only if each is in at "
        f"least {number(needed)}. {sentence_case(number(having) if having else 'none')} of the "
        f"partners {'is' if having == 1 else 'are'}; of the others it cannot be told."
    )


def compared(row: FigureRow) -> str:
    """Return what the figures of the whole are compared with."""
    several = count(row.samples or 0, "partnership")
    drawn = f"{several} made up by chance"
    if row.null_note:
        alone = row.samples == 1
        drawn = "the only partnership that is possible" if alone else f"all {several} possible"
    return (
        f"Compared with {drawn}, in which {kept_words('margins')}. {TWO_SIDED}; "
        "of twenty comparisons, one looks unusual by chance alone."
    )


def _name(view: CityView, key: object) -> str:
    return partner_name(view, str(key))


def one_partner(how_many: int, among: int) -> str:
    """Return how many initiatives have one recorded partner or none."""
    has = "has" if how_many == 1 else "have"
    return (
        f"{number(how_many)} of {count(among, 'initiative')} {has} one recorded partner or none. "
        "Others may take part that nobody recorded."
    )


def in_doubt(how_many: int, among: int, *, ever: bool) -> str:
    """Return of how many initiatives it is not known whether they run."""
    run = "ever ran" if ever else "ran then"
    it = "it" if how_many == 1 else "they"
    return (
        f"For {number(how_many)} of {count(among, 'initiative')} it is not known whether {it} "
        f"{run}. {'It is' if how_many == 1 else 'They are'} counted here."
    )


def one_initiative(view: CityView, key: str, partners: int, alone: int, ties: int) -> str:
    """Return how many of the ties come from one initiative."""
    return (
        f"{number(alone)} of {count(ties, 'tie')} come from one initiative alone, "
        f"{initiative_name(view, key)}: its {number(partners)} partners count as working with each "
        "other, whether they do or not."
    )


_SAYS = {
    ("components", "one-piece"): "all partners are linked, directly or through others",
    ("components", "several-pieces"): "not all partners are linked, directly or through others",
    ("ei_index", "more"): "different sectors meet more than equal chances would bring",
    ("ei_index", "fewer"): "different sectors meet less than equal chances would bring",
    ("ei_index", "as-many"): "different sectors meet as much as equal chances would bring",
}


def fragile(view: CityView, row: SensitivityRow) -> str:
    """Return how few unrecorded memberships would change what a figure says."""
    if row.about:
        names = _names(view, [str(partner) for partner in row.about])
        works = "works" if len(row.about) == 1 else "work"
        said = f"{names} {works} with more others than anybody else"
    else:
        said = _SAYS[row.figure, str(row.reading)]
    return f"{sentence_case(said)}: {reversal_words(row)}."
