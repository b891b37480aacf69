"""Why a partner stands where it stands: its ties, and what was worked out from them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TYPE_CHECKING, Any

from learningcity.analysis.explanation import Explanation, Step, grounded, references
from learningcity.analysis.graph_result import name_of
from learningcity.analysis.positions import PositionRow, Positions
from learningcity.analysis.sentences import positions as words
from learningcity.analysis.sentences.words import initiative_name, text_in
from learningcity.graph.order import label
from learningcity.graph.structural_holes import constraint_shares

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["explain_position"]

_SHOWN_CONTACTS = 8
_NAMED = 3


def explain_position(found: Positions, row: PositionRow) -> Explanation:
    """Return why a partner stands where it stands.

    Raises
    ------
    ValueError
        The result was put together by hand: there is no graph to explain it from.
    """
    if found.network is None:
        raise ValueError("explain: this result was not worked out from a graph")
    graph, node = found.network, found.node_of(row.partner)
    steps = [
        *_ties(found, graph, row, node),
        Step(words.between_step(row, found.parameters.lengths == "strength")),
        Step(words.two_mode_step(row)),
        _constraint(found, graph, row, node),
    ]
    if row.ego_constraint is not None:
        steps.append(Step(words.ego_step(row)))
    fallen = _cut_off(graph, node) if row.cut_partner else []
    said = words.cut_step(row, [name_of(graph, other) for other in fallen])
    steps += [_step(found, said, _entries(found, fallen)), *_city(found, row)]
    return Explanation(row.sentence, tuple(steps))


def _ties(found: Positions, graph: nx.Graph[Any], row: PositionRow, node: Hashable) -> list[Step]:
    """Return with whom a partner works in what, the strongest ties first."""
    ties: dict[Hashable, tuple[float, tuple[Hashable, ...]]] = {}
    for other in graph:
        for one, two in ((node, other), (other, node))[: 1 + graph.is_directed()]:
            if graph.has_edge(one, two):
                data = graph.edges[one, two]
                weight, _ = ties.get(other, (0.0, ()))
                joint = data.get("initiatives", data.get("shared", ()))
                held = joint if isinstance(joint, tuple) else ()
                ties[other] = (weight + data.get("weight", 1), held)
    steps = []
    strongest = sorted(ties.items(), key=lambda tie: -tie[1][0])
    for other, (weight, joint) in strongest[:_SHOWN_CONTACTS]:
        said = words.contact_step(
            name_of(graph, other), [_initiative(found, key) for key in joint], weight
        )
        shared = references("initiative", (str(label(key)) for key in joint if found.city))
        held = (*_entries(found, (other,)), *shared)
        steps.append(_step(found, said, held))
    said = words.strength_step(row.degree, row.strength, len(ties) - len(steps))
    return [*steps, Step(said)]


def _constraint(found: Positions, graph: nx.Graph[Any], row: PositionRow, node: Hashable) -> Step:
    """Return the constraint, and the contacts from which most of it comes."""
    shares = constraint_shares(graph, node, weighted=found.parameters.weighted)
    most = sorted(shares, key=lambda other: -shares[other])[:_NAMED]
    names = [name_of(graph, other) for other in most]
    said = words.constraint_step(row, names, [shares[other] for other in most])
    return _step(found, said, _entries(found, most))


def _cut_off(graph: nx.Graph[Any], node: Hashable) -> list[Hashable]:
    """Return those that are cut off from the largest piece without a node, in their order."""
    import networkx as nx

    whole = graph.to_undirected()
    piece = nx.node_connected_component(whole, node)
    left = {one: place for place, one in enumerate(graph) if one in piece and one != node}
    pieces = nx.connected_components(whole.subgraph(left))
    # Of several that are equally large the one of the first node counts as the largest.
    largest = max(pieces, key=lambda held: (len(held), -min(map(left.__getitem__, held))))
    return [one for one in left if one not in largest]


def _city(found: Positions, row: PositionRow) -> list[Step]:
    """Return the bodies and needs of a partner, where a city was given."""
    study = found.study
    if study is None:
        return []
    view, city = study.view, study.city
    bodies = [
        body
        for body in city.bodies
        if row.boards
        and study.calendar.counts(body.start, body.end)
        and row.partner in body.members
    ]
    sat = [text_in(view, body.name) for body in bodies]
    needs = row.needs_only_it_serves or ()
    told = [text_in(view, city.needs[key].statement) for key in needs]
    return [
        grounded(city, words.boards_step(row, sat), references("body", (b.id for b in bodies))),
        grounded(city, words.needs_step(row, told), references("need", needs)),
    ]


def _initiative(found: Positions, key: Hashable) -> str:
    """Return the name of an initiative where the city is at hand, else its id."""
    name = str(label(key))
    if found.study is None or name not in found.study.city.initiatives:
        return name
    return initiative_name(found.study.view, name)


def _entries(found: Positions, nodes: Iterable[Hashable]) -> tuple[str, ...]:
    """Return references to the nodes of a city's graph; a graph of something else has none.

    A node such as ``("body", "city-board")`` says itself what it is, and one with a sector is a
    partner.
    """
    if found.city is None or found.network is None:
        return ()
    sectors = found.network.nodes.data("sector")
    return tuple(
        f"{node[0]}:{node[1]}" if isinstance(node, tuple) else f"partner:{node}"
        for node in nodes
        if isinstance(node, tuple) or sectors[node] is not None
    )


def _step(found: Positions, text: str, held: tuple[str, ...]) -> Step:
    """Return a step, with the places of what it rests on where the city is at hand."""
    return Step(text, held) if found.study is None else grounded(found.study.city, text, held)
