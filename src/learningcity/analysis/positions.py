"""Where each partner stands in the network: who connects, and who holds parts together."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from learningcity.analysis.coverage import coverage_of
from learningcity.analysis.effort import effort_of
from learningcity.analysis.explanation import Explanation
from learningcity.analysis.graph_result import (
    GraphParameters,
    GraphResult,
    city_of,
    name_of,
    said_of,
)
from learningcity.analysis.result import Row
from learningcity.analysis.sentences import positions as words
from learningcity.analysis.study import Study
from learningcity.display import printable
from learningcity.graph.betweenness import (
    Engine,
    Lengths,
    read_engine,
    read_lengths,
    two_mode_betweenness,
)
from learningcity.graph.incidence import incidence, is_two_mode
from learningcity.graph.one_mode import one_mode, without_funds
from learningcity.graph.order import label
from learningcity.graph.positions import position_figures
from learningcity.graph.projection import Weight
from learningcity.model.city import City
from learningcity.model.figures import Figure
from learningcity.model.running import CARRY

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["PositionParameters", "PositionRow", "Positions", "partner_positions"]


@dataclass(frozen=True)
class PositionRow(Row):
    """One partner and where it stands. What is not defined is ``None``, with its reason."""

    partner: object
    """The id of the partner; in a graph of something else the node."""
    degree: int
    """With how many others it works."""
    strength: float
    """The sum of the weights of its ties; ``newman``: its initiatives with two partners or more."""
    betweenness: float | None
    """``betweenness_pairs`` divided by the most that there can be among so many, 0 to 1."""
    betweenness_pairs: float
    """On the shortest ways between how many pairs of others it lies."""
    betweenness_two_mode: float | None
    """The next column divided by the most that a partner can have among so many, 0 to 1."""
    betweenness_two_mode_pairs: float | None
    """Between how many pairs of partners and initiatives it lies in the two-mode graph."""
    constraint: float | None
    """Burt's constraint, whole network: how far its contacts have each other, and it no others."""
    effective_size: float | None
    """Burt's effective size, whole network: contacts that do not lead to the same others."""
    efficiency: float | None
    """The effective size by the degree, 0 to 1."""
    hierarchy: float | None
    """How far the constraint comes from one contact alone, 0 to 1."""
    ego_constraint: float | None
    """The constraint where only its contacts and the ties between them count."""
    ego_effective_size: float | None
    """The effective size where only these count."""
    ego_efficiency: float | None
    """``ego_effective_size`` by the degree."""
    ego_hierarchy: float | None
    """The hierarchy of ``ego_constraint``."""
    cut_partner: bool
    """Whether its part of the network falls apart without it."""
    pieces: int
    """How many pieces it holds together: what its part of the network is without it."""
    cut_off: int
    """How many partners would be cut off from the largest of these pieces."""
    boards: int | None
    """On how many bodies it is recorded to sit."""
    needs_only_it_serves: tuple[str, ...] | None
    """Needs of which it is the ``sole_provider``, in file order."""
    reasons: tuple[str, ...]
    """Why a column is ``None``, such as ``constraint:isolate``, in the order of the columns."""
    sentence: str
    """The row in words."""

    def reason(self, column: str) -> str:
        """Return why a column is ``None``, as a short code; the empty text where it is not."""
        for entry in self.reasons:
            name, _, code = entry.partition(":")
            if name == column:
                return code
        return ""


@dataclass(frozen=True, kw_only=True)
class PositionParameters(GraphParameters):
    """What the positions rest on."""

    weight: Weight | None
    """What the weight of a projected tie counts; ``None`` where the ties are those of the graph."""
    weighted: bool
    """Whether Burt's measures read the weights of ties; otherwise each tie counts 1."""
    lengths: Lengths
    """How long a tie is to betweenness: ``steps``, or ``strength`` for 1/weight."""
    engine: Engine
    """What counted the shortest ways of the one-mode graph."""
    on: date | None
    """The day on which the city was read for boards and needs; ``None`` without one."""
    ever: bool | None
    """Whether all time was read instead; ``None`` without a city."""
    carry: int | None
    """Years for which what was seen running is presumed to run on; ``None`` without a city."""


@dataclass(frozen=True)
class Positions(GraphResult[PositionRow, PositionParameters]):
    """The partners, those that lie between most others first.

    See Also
    --------
    learningcity.partner_positions : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> graph = learningcity.partnership_graph(city)
    >>> found = learningcity.partner_positions(graph)
    >>> found.row("port-college").degree, found.row("port-college").cut_partner
    (7, False)
    """

    schema: ClassVar[str] = "learningcity/positions/1"
    shown: ClassVar[tuple[str, ...]] = (
        "partner",
        "degree",
        "strength",
        "betweenness",
        "constraint",
        "effective_size",
        "cut_off",
    )

    network: nx.Graph[Any] | None = field(default=None, repr=False, compare=False, kw_only=True)
    """The one-mode graph that was read, for ``explain``; no part of what the result says."""

    def row(self, partner: object) -> PositionRow:
        """Return the row of a partner.

        Parameters
        ----------
        partner
            What stands for the partner in its row: of a city its id.

        Raises
        ------
        ValueError
            There is none.
        """
        for row in self.rows:
            if row.partner == partner:
                return row
        raise ValueError(f"partner: {partner!r} is in no row")

    def summary(self) -> str:
        """Return one sentence: who lies between most others, and who holds parts together."""
        first = self.rows[0] if self.rows and self.rows[0].betweenness_pairs else None
        cutting = sorted((row for row in self.rows if row.cut_partner), key=lambda r: -r.cut_off)
        said = words.positions_summary(
            len(self.rows),
            sum(row.degree > 0 for row in self.rows),
            None if first is None else self._name_of(first.partner),
            None if first is None else first.betweenness,
            [self._name_of(row.partner) for row in cutting],
        )
        return printable(said)

    def _row_type(self) -> type[Row]:
        return PositionRow

    def _nodes(self) -> Mapping[object, Hashable]:
        return {} if self.network is None else {label(node): node for node in self.network}

    def _name_of(self, partner: object) -> str:
        node = self._nodes().get(partner)
        return str(partner) if self.network is None or node is None else name_of(self.network, node)

    def _reasons(self, index: int) -> Explanation:
        from learningcity.analysis.explaining_positions import explain_position

        return explain_position(self, self.rows[index])

    def node_of(self, partner: object) -> Hashable:
        """Return the node of the graph that stands behind a row.

        Parameters
        ----------
        partner
            What stands for the partner in its row.
        """
        return self._nodes()[partner]


def partner_positions(
    graph: nx.Graph[Any],
    *,
    weight: Weight = "newman",
    weighted: bool = True,
    lengths: Lengths = "steps",
    city: City | None = None,
    engine: str | None = None,
) -> Positions:
    """Return where each partner stands in the network of who works with whom.

    It answers who connects others, whose contacts have each other anyway, and without whom a part
    of the network would fall away. It cannot tell who works well, nor what the ties are worth: an
    initiative of many partners ties each of them to all others, on paper at least.

    Parameters
    ----------
    graph
        The one-mode graph of partners (:func:`~learningcity.partnership_graph`), the two-mode graph
        of partners and initiatives (:func:`~learningcity.affiliation_graph`; give it the ``roles``
        that count as working together, it takes funders too unless told), which is projected
        without initiatives of kind ``fund``, or any other networkx graph that is no multigraph.
        Ties of a node to itself are left out. ``weight`` of a tie is its strength, 1 where it has
        none.
    weight
        What the weight of a projected tie counts, as in :func:`~learningcity.partnership_graph`;
        of a one-mode graph the weights stand as they are.
    weighted
        Whether Burt's measures read the weights; otherwise each tie counts 1.
    lengths
        How long a tie is to ``betweenness``: ``steps``, one each whatever its weight, or
        ``strength``, 1/weight, so that strong ties are short (Newman 2001).
    city
        The city of the graph, for ``boards`` and ``needs_only_it_serves``. It is read on the day
        and with the ``carry`` of which the graph says that it was made so.
    engine
        What counts shortest ways: ``python``, ``networkx``, ``rustworkx`` or ``igraph``; ``None``
        takes rustworkx where it is installed, else igraph where that is, else ``python``. The
        answers are equal; ``parameters`` say which was used.

    Returns
    -------
    Positions
        A row for each partner: those that lie between most pairs of others first, then those
        without whom most are cut off, then those with most contacts, then in the order of the ids.

    Raises
    ------
    ValueError
        The graph is a multigraph or a directed two-mode one; a weight is no number above zero; an
        argument is none of those said; igraph was asked for and is not installed; the graph says
        that it is of another city than `city`.
    MissingExtraError
        rustworkx was asked for and is not installed.

    See Also
    --------
    learningcity.partnership_graph : the graph of who works with whom.
    learningcity.meeting_effort : bodies with the same members, and the seats of each partner.
    learningcity.need_coverage : which needs have a sole provider.

    Notes
    -----
    ``degree`` counts contacts, in a directed graph either way; ``strength`` adds the weights of the
    ties. With the weight ``newman`` it is the number of initiatives with two partners or more.

    ``betweenness_pairs`` of v = Σ over pairs s, t of others of the share of their shortest ways
    that lead through v; ``betweenness`` divides by (n − 1)(n − 2)/2, in a directed graph, whose
    ways follow the ties, by twice that. Pairs without a way count nothing, so that a network in
    several parts has lower values. ``betweenness_two_mode`` is that of the two-mode graph, where
    initiatives are ends too and each tie of partner and initiative is one step, divided by the
    most that one of so many partners with so many initiatives can have (Borgatti & Everett 1997).

    ``constraint``, ``effective_size``, ``efficiency`` and ``hierarchy`` are Burt's, in the form of
    the *whole network*: what share a contact holds is taken over all its ties. With ``ego_``
    before them they are taken over the ties among the partner and its contacts only, the form that
    Burt first suggested. Projection ties each two partners of an initiative, which raises
    constraint: compare partners with each other, not with published values. One contact
    gives constraint 1, a triangle 1.125. ``learningcity.graph.structural_holes`` has the
    formulas and says where networkx and igraph differ.

    ``pieces`` and ``cut_off`` say what is left of the partner's part of the network without it, a
    directed graph being read as undirected: a ``cut_partner`` holds two pieces or more together.

    ``boards`` is ``seats`` of :func:`~learningcity.meeting_effort`; a body without recorded members
    counts for nobody. ``needs_only_it_serves`` are the needs whose ``sole_provider`` it is in
    :func:`~learningcity.need_coverage`.

    Undefined is ``None``, and ``reasons`` say why: ``isolate`` (no contact), ``one-contact``
    (hierarchy needs two), ``too-few`` (nobody could lie between), ``one-mode-graph`` (no two-mode
    graph was given), ``no-city``, ``not-in-city``, ``no-bodies``, ``no-members-recorded``,
    ``no-needs``.

    Cost: partners × ties for betweenness, for each tie the ties of its ends for Burt's measures.

    References
    ----------
    Newman, M. E. J. (2001). Scientific collaboration networks. II. Shortest paths, weighted
    networks, and centrality. Physical Review E 64, 016132.
    https://doi.org/10.1103/PhysRevE.64.016132

    Borgatti, S. P. (1997). Structural holes: unpacking Burt's redundancy measures. Connections
    20(1), 35–38. http://www.analytictech.com/connections/v20(1)/holes.htm

    Borgatti, S. P., & Everett, M. G. (1997). Network analysis of 2-mode data. Social Networks 19,
    243–269. http://www.analytictech.com/borgatti/2mode.htm

    Further ones, and what was read of them, are given with the formulas in
    ``learningcity.graph.structural_holes`` and ``learningcity.graph.betweenness``.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> found = learningcity.partner_positions(learningcity.affiliation_graph(city), city=city)
    >>> first = found.rows[0]
    >>> first.partner, first.degree, first.cut_off
    ('city-council', 8, 0)
    >>> alone = found.rows[-1]
    >>> alone.partner, alone.betweenness, alone.constraint, alone.reason("constraint")
    ('education-ministry', 0.0, None, 'isolate')
    """
    kind, used = read_lengths(lengths), read_engine(engine, lengths=read_lengths(lengths))
    single = one_mode(graph, weight=weight)
    study = _study(graph, city)
    both = _two_mode(graph, engine)
    served = _Served(study)
    rows = []
    figures = position_figures(single, weighted=weighted, lengths=kind, engine=engine)
    for node, found in figures.items():
        row = _row(label(node), {**found, **both.get(node, _ONE_MODE)}, served)
        rows.append(replace(row, sentence=words.position_sentence(name_of(single, node), row)))
    rows.sort(key=lambda row: (-row.betweenness_pairs, -row.cut_off, -row.degree))
    projected = is_two_mode(graph)
    calendar = None if study is None else study.calendar
    parameters = PositionParameters(
        graph=said_of(graph),
        weight=weight if projected else None,
        weighted=weighted,
        lengths=kind,
        engine=used,
        on=None if calendar is None else calendar.day,
        ever=None if calendar is None else calendar.ever,
        carry=None if calendar is None else calendar.carry,
    )
    city_id = city_of(graph) if city is None else city.id
    return Positions(city_id, parameters, tuple(rows), study=study, network=single)


_ONE_MODE = {
    "betweenness_two_mode": Figure(None, "one-mode-graph"),
    "betweenness_two_mode_pairs": Figure(None, "one-mode-graph"),
}


def _study(graph: nx.Graph[Any], city: City | None) -> Study | None:
    """Return the city read as the graph says it was, or nothing without a city."""
    if city is None:
        return None
    said = graph.graph
    if city_of(graph) not in (None, city.id):
        raise ValueError(f"city: '{city.id}', but the graph is of the city '{city_of(graph)}'")
    return Study(
        city, on=said.get("on"), ever=said.get("ever", False), carry=said.get("carry", CARRY)
    )


def _two_mode(graph: nx.Graph[Any], engine: str | None) -> dict[Hashable, dict[str, Figure]]:
    """Return the two-mode figures of the partners of a two-mode graph, else nothing."""
    if not is_two_mode(graph):
        return {}
    found = incidence(without_funds(graph))
    between = two_mode_betweenness(found, engine=engine)
    return {
        node: {
            "betweenness_two_mode": each.share,
            "betweenness_two_mode_pairs": each.pairs,
        }
        for node, each in zip(found.rows, between, strict=True)
    }


class _Served:
    """What a city says of its partners besides the network, or why it does not."""

    def __init__(self, study: Study | None) -> None:
        self._partners: frozenset[str] = frozenset()
        self._boards: dict[str, int] = {}
        self._needs: dict[str, list[str]] = {}
        self._no_boards = self._no_needs = "no-city"
        if study is None:
            return
        self._partners = frozenset(study.city.partners.ids)
        effort, coverage = effort_of(study), coverage_of(study)
        self._boards = {row.partner: row.seats for row in effort.seats}
        for need in coverage.rows:
            if need.sole_provider is not None:
                self._needs.setdefault(need.sole_provider, []).append(need.need)
        self._no_needs = "" if coverage.rows else "no-needs"
        counted = [b for b in study.city.bodies if study.calendar.counts(b.start, b.end)]
        silent = len(effort.without_members) == len(counted)
        self._no_boards = "no-bodies" if not counted else "no-members-recorded" if silent else ""

    def boards(self, partner: object) -> int | str:
        """Return on how many bodies a partner sits, or the reason why nobody knows."""
        return self._unknown(partner, self._no_boards) or self._boards.get(str(partner), 0)

    def needs(self, partner: object) -> tuple[str, ...] | str:
        """Return the needs that only a partner serves, or the reason why nobody knows."""
        reason = self._unknown(partner, self._no_needs)
        return reason or tuple(self._needs.get(str(partner), ()))

    def _unknown(self, partner: object, reason: str) -> str:
        if reason == "no-city" or partner in self._partners:
            return reason
        return "not-in-city"


def _row(partner: object, found: Mapping[str, Figure], served: _Served) -> PositionRow:
    """Return a row without its sentence."""
    boards, needs = served.boards(partner), served.needs(partner)
    why = {name: figure.reason for name, figure in found.items()}
    why["boards"] = boards if isinstance(boards, str) else None
    why["needs_only_it_serves"] = needs if isinstance(needs, str) else None
    value = {name: figure.value for name, figure in found.items()}
    columns = [entry.name for entry in fields(PositionRow)]
    return PositionRow(
        partner=partner,
        degree=int(value["degree"] or 0),
        strength=value["strength"] or 0.0,
        betweenness=value["betweenness"],
        betweenness_pairs=value["betweenness_pairs"] or 0.0,
        betweenness_two_mode=value["betweenness_two_mode"],
        betweenness_two_mode_pairs=value["betweenness_two_mode_pairs"],
        constraint=value["constraint"],
        effective_size=value["effective_size"],
        efficiency=value["efficiency"],
        hierarchy=value["hierarchy"],
        ego_constraint=value["ego_constraint"],
        ego_effective_size=value["ego_effective_size"],
        ego_efficiency=value["ego_efficiency"],
        ego_hierarchy=value["ego_hierarchy"],
        cut_partner=(value["pieces"] or 0) > 1,
        pieces=int(value["pieces"] or 0),
        cut_off=int(value["cut_off"] or 0),
        boards=None if isinstance(boards, str) else boards,
        needs_only_it_serves=None if isinstance(needs, str) else needs,
        reasons=tuple(f"{name}:{why[name]}" for name in columns if why.get(name)),
        sentence="",
    )
