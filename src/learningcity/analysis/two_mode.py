"""How the two-mode graph is built as a whole: who takes part in what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from learningcity.analysis.explanation import Explanation, Step
from learningcity.analysis.figures import FigureRow, Figures, figures_of, null_parameters
from learningcity.analysis.graph_result import city_of
from learningcity.analysis.sentences import two_mode as words
from learningcity.analysis.tie_references import node_references
from learningcity.analysis.two_mode_reading import TwoModeReading, read_two_mode
from learningcity.graph.communities import search_communities
from learningcity.graph.nestedness import equal_degrees
from learningcity.graph.sharing import (
    CLUSTERINGS,
    Mode,
    closed_triads,
    clusterings,
    cycles_and_paths,
    redundancies,
)
from learningcity.graph.significance import Null
from learningcity.graph.two_mode import NESTEDNESS, TWO_MODE, components

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["TwoModeStructure", "two_mode_structure"]

_TOLD = ("redundancy_mode_1", "four_cycle_clustering", "modularity", "nestedness")


@dataclass(frozen=True)
class TwoModeStructure(Figures):
    """Figures of who takes part in what, one a row.

    See Also
    --------
    learningcity.two_mode_structure : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> graph = learningcity.affiliation_graph(city)
    >>> found = learningcity.two_mode_structure(graph, null=None)
    >>> found.components
    ((17, 32), (1, 0))
    >>> found.figure("connectance").value
    0.114583333333
    """

    schema: ClassVar[str] = "learningcity/two-mode-structure/1"
    shown: ClassVar[tuple[str, ...]] = ("figure", "value", "null_mean", "z", "p", "null_note")
    extra: ClassVar[tuple[str, ...]] = ("components", "equal_degrees")

    components: tuple[tuple[int, int], ...] = ()
    """How many nodes of mode 0 and of mode 1 each component has, those with most nodes first."""
    equal_degrees: tuple[float | None, float | None] = (None, None)
    """For each mode the share of pairs of nodes with equally many ties, which are never nested."""
    reading: TwoModeReading = field(repr=False, compare=False, kw_only=True)
    """The ties, for ``summary`` and ``explain``; no part of what the result says."""

    def summary(self) -> str:
        """Return the headline; with a comparison, how the main figures stand among chance."""
        compared = self.parameters.null is not None
        redundancy = self.figure("redundancy_mode_1").value
        first = words.structure_summary(
            self.reading, self._ties(), redundancy, compared=compared or not self.components
        )
        if not compared or not self.components:
            return first
        told = [words.chance_clause(self.figure(name)) for name in _TOLD]
        return f"{first} {words.chance_summary(self.reading, told)}"

    def _ties(self) -> int:
        return sum(map(len, self.reading.found.memberships))

    def _reasons(self, index: int) -> Explanation:
        made = super()._reasons(index)
        return Explanation(words.subject(self.rows[index].figure, self.reading), made.steps)

    def _grounds(self, row: FigureRow) -> tuple[Step, ...]:
        reading, found = self.reading, self.reading.found
        if not self.components:
            return (self._step(words.NOTHING),)
        base, _, suffix = row.figure.partition("_mode_")
        modes: tuple[Mode, ...] = (0, 1) if not suffix else ((0,) if suffix == "0" else (1,))
        if base in ("components", "largest_share"):
            return (self._step(words.component_step(reading, self.components)),)
        if base == "four_cycle_clustering":
            return (self._step(words.cycles_step(*cycles_and_paths(found))),)
        if base == "modularity":
            best = search_communities(found, starts=2, rounds=0, seed=0).best
            return (self._step(words.modularity_step(best.count)),)
        if base == "nestedness":
            return self._nested(row, modes)
        if base in ("connectance", "mean_degree"):
            return (self._step(words.ties_step(reading, self._ties())),)
        return (self._of_mode(base, modes[0]),)

    def _of_mode(self, base: str, mode: Mode) -> Step:
        reading, found = self.reading, self.reading.found
        nodes, neighbours = reading.nodes(mode), reading.neighbours(mode)
        if base == "isolates":
            alone = [node for node, own in zip(nodes, neighbours, strict=True) if not own]
            text = words.isolates_step(reading, mode, reading.called(alone))
            return self._step(text, *node_references(alone))
        if base == "triad_clustering":
            return self._step(words.triads_step(reading, mode, *closed_triads(found, mode)))
        if base == "redundancy":
            figures, lacking = redundancies(found, mode), "with fewer than two ties"
        else:
            kind = next((one for one in CLUSTERINGS if base.endswith(one)), CLUSTERINGS[0])
            figures, lacking = clusterings(found, mode, kind), "sharing nothing with another one"
        values = [figure.value for figure in figures if figure.value is not None]
        return self._step(words.mean_step(reading, mode, values, lacking))

    def _nested(self, row: FigureRow, modes: tuple[Mode, ...]) -> tuple[Step, ...]:
        steps = []
        for mode in modes:
            equal = self.equal_degrees[mode]
            if equal is not None:
                steps.append(self._step(words.equal_step(self.reading, mode, equal)))
        if row.reason == "untested":
            steps.append(self._step(words.without_null_step()))
        return tuple(steps)


def two_mode_structure(
    graph: nx.Graph[Any], *, null: Null | None = None, samples: int = 1000, seed: int = 0
) -> TwoModeStructure:
    """Tell how the graph of who takes part in what is built, and whether chance explains it.

    It answers whether partners meet again and again in the same company, whether there are
    communities of partners and initiatives, and whether small partners join where large ones do. It
    does not say which of this is good.

    Parameters
    ----------
    graph
        A two-mode graph, such as :func:`~learningcity.affiliation_graph` returns: nodes with
        ``mode`` (or ``bipartite``) 0 or 1. Initiatives of kind ``fund`` are left out. Ties have no
        weights here.
    null
        ``margins``: beside each figure stands what it is where who takes part in what is shuffled,
        while each partner keeps its number of initiatives and each initiative its number of
        partners. ``None``: nothing is compared.
    samples
        How many shuffles are drawn, where there are too many to list them all.
    seed
        Where the drawing starts.

    Returns
    -------
    TwoModeStructure
        A row for each figure. ``..._mode_0`` is of partners, ``..._mode_1`` of initiatives:

        - ``connectance``: ties as a share of those possible; ``mean_degree``: mean number of ties;
          ``isolates``: nodes without ties; ``components`` (a node without ties is one) and
          ``largest_share``, its share of all nodes.
        - ``redundancy``: of each node with at least two ties, the share of the pairs of its
          neighbours that another node joins too; the mean.
        - ``clustering``: of each node that shares neighbours with another, the mean over these of
          shared / neighbours of either; the mean. ``clustering_min`` and ``clustering_max``
          divide by the smaller and by the larger number of neighbours of the two.
        - ``four_cycle_clustering``: 4·C4/L3, C4 the cycles of four ties, L3 the paths of three.
        - ``triad_clustering``: of the paths of four ties over three nodes of the mode and two of
          the other, the share whose ends share a third one.
        - ``modularity``: Barber's, the larger of two short searches (see Notes).
        - ``nestedness``: NODF over the pairs of nodes with ties, 0 to 100.

        ``components`` has the sizes of the components.

    Raises
    ------
    ValueError
        The graph is directed, a multigraph, or not two-mode; `null` is ``labels`` (groups change
        none of these figures); `samples` is below 1.

    See Also
    --------
    learningcity.redundancy : the same by node.
    learningcity.find_communities : the communities, and a longer search for them.

    Notes
    -----
    All but ``nestedness``, ``mean_degree`` and the counts lie between 0 and 1. Swapping the modes
    swaps the figures. Ties of a node to itself are no two-mode ties, and refused.

    *Undefined* are: means over no nodes (``no-nodes``, ``no-ties``, ``shares-nothing``,
    ``one-tie``), shares of no paths (``no-three-paths``, ``no-four-paths``), nestedness of fewer
    than two nodes with ties (``too-few``).

    *Redundancy and clustering* are those of Latapy et al. networkx counts a clustering that is not
    defined as 0 in its average, and refuses the redundancy of a graph in which a node has fewer
    than two neighbours. *Four cycles* count two that meet twice, not three that know one another;
    *triads* do that. networkx gives 0 where there are no paths of three.

    *Modularity* Q = Σ (L/m − K·D/m²) over communities: L the ties within, K and D the sums of the
    degrees of their nodes of mode 0 and of mode 1, m all ties. Q < 1; one community of all has 0.
    Here it is the larger that two short searches find, for the graph and for each shuffle alike, so
    that both are lower bounds that compare; where the best is hard to find it may depend on the
    order of the nodes in the last digits.

    *Nestedness* (NODF) is the mean over pairs of nodes of one mode of 100 · shared/(fewer ties),
    and 0 for pairs with equally many, whatever they share: ``equal_degrees`` has the share of such
    pairs. Since it follows so much from the numbers of ties, it is only shown beside what chance
    gives with the same numbers; without `null` its reason is ``untested``. Nodes without ties are
    in no pair; some packages count their pairs as 0.

    Figures that the margins fix (connectance, degrees, isolates) are the same in every shuffle.
    Cost for 137 partners and 88 initiatives: about 20 ms, and as much again for each shuffle.

    References
    ----------
    Barber, M. J. (2007). Modularity and community detection in bipartite networks. Physical Review
    E 76, 066102. https://doi.org/10.1103/PhysRevE.76.066102 (abstract and summary).
    The definitions of Latapy, Magnien & Del Vecchio (2008) and of Robins & Alexander (2004) were
    read in the documentation of ``networkx.algorithms.bipartite``; that of Almeida-Neto et al.
    (2008) in the documentation and code of the R packages RInSp and vegan; that of Opsahl (2013) in
    the summary of its author, https://toreopsahl.com/tnet/two-mode-networks/clustering/, and in the
    documentation of the R package bitriad (``triad_closure``, injective graph maps).

    Examples
    --------
    >>> import learningcity
    >>> graph = learningcity.affiliation_graph(learningcity.open_example("lanternport"))
    >>> found = learningcity.two_mode_structure(graph)
    >>> found.figure("redundancy_mode_1").value
    0.205128205128
    >>> found.figure("nestedness").reason
    'untested'
    """
    parameters = null_parameters(graph, null=null, samples=samples, seed=seed, weight=None)
    left, reading = read_two_mode(graph)
    asked = {
        name: kernel
        for name, kernel in TWO_MODE.items()
        if null is not None or name not in NESTEDNESS
    }
    if len(left):
        rows = figures_of(left, asked, null=null, samples=samples, seed=seed)
    else:
        empty = {name: kernel.function(reading.found) for name, kernel in asked.items()}
        rows = tuple(FigureRow(name, None, figure.reason) for name, figure in empty.items())
    if null is None:
        rows += tuple(FigureRow(name, None, "untested") for name in NESTEDNESS)
    return TwoModeStructure(
        city_of(graph),
        parameters,
        rows,
        components(reading.found),
        (equal_degrees(reading.found, 0).value, equal_degrees(reading.found, 1).value),
        reading=reading,
    )
