"""How a partnership holds together, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from learningcity.analysis.sentences.nulls import TWO_SIDED, kept_words, pool_words
from learningcity.analysis.sentences.reasons import why_none
from learningcity.analysis.sentences.words import ALL, count, join, number, share
from learningcity.graph.significance import NullTest

__all__ = [
    "ABOUT",
    "CLIQUES",
    "CORE_CAUTION",
    "CORE_KEPT",
    "FORMS",
    "GOVERNANCE_CAUTION",
    "centralised_step",
    "chance_note",
    "cohesion_summary",
    "core_partner_step",
    "core_search_step",
    "core_size_step",
    "core_summary",
    "cut_off_step",
    "figure_value",
    "governance_hub_step",
    "governance_summary",
    "named_step",
    "parts_step",
    "percent",
]

ABOUT: Mapping[str, str] = {
    "partners": "Partners",
    "ties": "Pairs of partners that work together",
    "isolates": "Partners that work with no other one here",
    "density": "Share of all pairs that work together",
    "mean_degree": "Others that a partner works with, on average",
    "components": "Groups without a tie to each other, single partners among them",
    "largest_component": "Partners in the largest group",
    "largest_share": "Share of all partners in the largest group",
    "cut_partners": "Partners without whom a group would fall apart",
    "degree_centralisation": "How far the ties gather on one partner, 0 to 1",
    "betweenness_centralisation": "How far the shortest ways lead through one partner, 0 to 1",
    "partner_centralisation": "How far the places in initiatives gather on one partner, 0 to 1",
    "initiative_centralisation": "How far the partners gather in one initiative, 0 to 1",
    "transitivity": "How often two partners of one partner also work together, 0 to 1",
    "mean_distance": "Steps from one partner to another, on average, where there is a way",
    "mean_inverse_distance": "How near partners are to each other, 0 to 1",
    "core_periphery": "How well the ties fit a core with others around it, up to 1",
}
"""What each figure says."""

_COUNTS = frozenset(
    {"partners", "ties", "isolates", "components", "largest_component", "cut_partners"}
)

CLIQUES = (
    "Caution: each initiative of three or more ties all its partners to each other, which alone "
    "makes this high."
)


def figure_value(figure: str, value: float | None) -> str:
    """Return a figure for people to read."""
    if value is None:
        return "not defined"
    return number(round(value)) if figure in _COUNTS else share(value)


def percent(value: float) -> str:
    """Return a share for people to read, such as ``7.9 %``."""
    return f"{share(100 * value)} %"


def cohesion_summary(values: Mapping[str, float | None], tested: bool) -> str:
    """Return in one sentence how many partners hang together, and on how many that rests."""
    partners, ties = values["partners"] or 0, values["ties"] or 0
    if not partners:
        return "No partner is recorded."
    said = count(round(partners), "partner")
    if not ties:
        return f"{said}, and none works with another one."
    dense = values["density"] or 0
    largest, cut = round(values["largest_component"] or 0), round(values["cut_partners"] or 0)
    alone = round(values["isolates"] or 0)
    falls = (
        "no single partner holds a group together"
        if not cut
        else f"{count(cut, 'of them holds', 'of them hold')} a group together alone"
    )
    compared = "" if tested else " Nothing is compared with chance."
    return (
        f"{said} with {count(round(ties), 'tie')}, {percent(dense)} of all possible: "
        f"{number(largest)} are joined to each other, "
        f"{count(alone, 'works', 'work')} with no other one, and {falls}.{compared}"
    )


def named_step(figure: str, names: Sequence[object], most: float, shown: int = ALL) -> str | None:
    """Return which partners a figure rests on, or nothing where there are none to name.

    `most` is the most ties, or the most pairs of others between whom one stands.
    """
    if figure == "transitivity":
        return CLIQUES
    if not names:
        return None
    listed = join([str(name) for name in names], shown)
    each = " each" if len(names) > 1 else ""
    return {
        "degree_centralisation": f"Most ties: {listed}, with {number(round(most))} others{each}.",
        "betweenness_centralisation": (
            f"Most between others: {listed}, on the shortest ways of about {number(round(most))} "
            f"pairs{each}."
        ),
    }.get(figure, f"Who: {listed}.")


def cut_off_step(name: object, cut_off: Sequence[object]) -> str:
    """Return who would be cut off without a partner."""
    return (
        f"Without {name}, {join([str(one) for one in cut_off], ALL)} would be cut off from the "
        "rest of the group."
    )


def chance_note(test: NullTest) -> str:
    """Return what the columns beside the figures mean."""
    return (
        f"by chance: the mean over networks in which {kept_words(test.null)}; "
        f"{pool_words(test)}. {TWO_SIDED}."
    )


# -- core and periphery --------------------------------------------------------------------------

CORE_CAUTION = (
    "Where some partners work with many, there is always a core of those: only a fit that chance "
    "with the same numbers does not give says more."
)


CORE_KEPT: Mapping[str, str] = {
    "margins": kept_words("margins"),
    "degrees": "each partner keeps its number of others that it works with",
}
"""What stays when the rest is left to chance."""


def core_summary(size: int, partners: int, test: NullTest, *, kept: str, proven: bool) -> str:
    """Return how many partners are surely in the core, and whether chance gives as good a fit."""
    if test.value is None:
        return f"No core can be looked for: {why_none(test.reason or 'no-nodes')}."
    reading = "in every best reading" if proven else "in the best reading that was found"
    of = count(partners, "partner")
    core = (
        f"{number(size)} of {of} {'forms' if size == 1 else 'form'} the core {reading}"
        if size
        else f"Of {of} none is in the core {reading}"
    )
    told = f"{core}; the fit is {share(test.value)}."
    if test.p is None or test.mean is None:
        return f"{told} Chance gives no figure to compare with."
    return (
        f"{told} Networks by chance in which {CORE_KEPT[kept]} fit {share(test.mean)} on average "
        f"(p = {share(test.p)}). {CORE_CAUTION}"
    )


def core_partner_step(
    name: object, ties: int, core: Sequence[tuple[object, Sequence[object]]]
) -> str:
    """Return with how many a partner works, and with which of the core in which initiatives."""
    parts = [
        f"with {one}" + (f" in {join([str(it) for it in initiatives], ALL)}" if initiatives else "")
        for one, initiatives in core
    ]
    among = f", of the core {'; '.join(parts)}" if parts else ""
    return f"{name} works with {count(ties, 'other')}{among}."


def core_size_step(share_of: float | None, cores: int, complete: bool) -> str:
    """Return in how many of the best readings a partner is in the core."""
    if share_of is None:
        return (
            f"More than {number(cores)} cores fit equally well, so that nobody can be said to be "
            "in it."
        )
    if not complete:
        return (
            "It is in the best core that was found."
            if share_of
            else "It is not in the best core that was found."
        )
    if cores == 1:
        return "It is in the one core that fits best." if share_of else "It is not in that core."
    return f"Of {number(cores)} cores that fit equally well, {percent(share_of)} hold it."


def core_search_step(fit: float, proven: bool) -> str:
    """Return how good the best core is, and whether that is proven."""
    how = (
        "no other core fits better, all were ruled out"
        if proven
        else "the best of a bounded search; a better one may exist"
    )
    return f"The ties and the pattern of the core have a correlation of {share(fit)}: {how}."


# -- who runs it ---------------------------------------------------------------------------------

FORMS: Mapping[str, str] = {
    "shared": "no partner stands in the middle, as where all run it together",
    "lead-organisation": "one partner that provides services itself seems to lead it",
    "network-administrative-organisation": (
        "one partner that provides no service itself seems to run it"
    ),
    "not-known": "who runs it cannot be told from this",
}
"""What each form of governance says of a partnership."""

GOVERNANCE_CAUTION = (
    "This is a rule of thumb, read from who works with whom in which role; it does not know who "
    "decides."
)


def centralised_step(threshold: str) -> str:
    """Return from where on a partnership counts as turning around one partner."""
    return f"From {threshold} on a partnership counts as turning around one partner."


def governance_summary(form: str, reason: str | None, hub: object | None) -> str:
    """Return who seems to run the partnership, and that this is a rule of thumb."""
    why = "" if reason is None else f": {why_none(reason)}"
    who = f" ({hub})" if hub is not None and form not in ("shared", "not-known") else ""
    words = f"{FORMS[form]}{who}{why}"
    return f"{words[0].upper()}{words[1:]}. {GOVERNANCE_CAUTION}"


def governance_hub_step(hubs: Sequence[object], others: float | None, apart: str) -> str:
    """Return who has the most ties, and how far the ties gather there."""
    if others is None:
        return "No partner works with another one."
    verb = "works" if len(hubs) == 1 else "each work"
    return (
        f"{join([str(hub) for hub in hubs], ALL)} {verb} with {percent(others)} of all others, "
        f"more than any other partner; degree centralisation is {apart}."
    )


def parts_step(what: str, initiatives: Sequence[object]) -> str:
    """Return in which initiatives a partner delivers, steers, or does what is not recorded."""
    listed = join([str(one) for one in initiatives], ALL)
    return {
        "delivers": f"It provides services in {listed}.",
        "steers": f"It has other roles, or convenes, in {listed}.",
        "silent": f"What it does is not recorded in {listed}.",
    }[what]
