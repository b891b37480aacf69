"""Who seems to run a partnership: a rule of thumb."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from learningcity.analysis.explanation import Explanation, Step
from learningcity.analysis.graph_result import (
    GraphParameters,
    GraphResult,
    city_of,
    names_of,
    said_of,
)
from learningcity.analysis.result import Row
from learningcity.analysis.sentences import cohesion as words
from learningcity.analysis.sentences.words import share
from learningcity.graph.governance_form import DELIVERING, Form, governed
from learningcity.graph.order import label
from learningcity.model.vocabulary import read_roles

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["GovernanceForm", "GovernanceParameters", "GovernanceRow", "governance_form"]


@dataclass(frozen=True)
class GovernanceRow(Row):
    """The form of governance that the records suggest, and what it was read from."""

    form: Form
    """``shared``, ``lead-organisation``, ``network-administrative-organisation``, ``not-known``."""
    reason: str | None
    """Why it is not known, as a short code."""
    centralisation: float | None
    """How far the ties gather on one partner, 0 to 1."""
    hubs: tuple[object, ...]
    """The partners with the most ties."""
    hub_share: float | None
    """With which share of all others each of them works, 0 to 1."""
    delivers_in: tuple[object, ...]
    """Initiatives in which a single hub has a delivering role."""
    steers_in: tuple[object, ...]
    """Those in which it has other roles that say what it does, or convenes others."""
    silent_in: tuple[object, ...]
    """Those in which its role is not recorded, or only as ``partner``."""


@dataclass(frozen=True, kw_only=True)
class GovernanceParameters(GraphParameters):
    """What the rule of thumb rests on."""

    centralised: float
    """From which degree centralisation on a partnership turns around a hub."""
    delivering: tuple[str, ...]
    """The roles in which a partner provides what an initiative offers."""


@dataclass(frozen=True)
class GovernanceForm(GraphResult[GovernanceRow, GovernanceParameters]):
    """Who seems to run a partnership, in one row. A heuristic.

    See Also
    --------
    learningcity.governance_form : works it out.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> graph = learningcity.affiliation_graph(city)
    >>> found = learningcity.governance_form(graph)
    >>> found.form
    'shared'
    >>> found.rows[0].hubs
    ('quay-hotels',)
    """

    schema: ClassVar[str] = "learningcity/governance-form/1"
    shown: ClassVar[tuple[str, ...]] = ("form", "reason", "centralisation", "hubs", "hub_share")
    extra: ClassVar[tuple[str, ...]] = ("heuristic",)

    heuristic: ClassVar[Literal[True]] = True
    """A reminder that the form is a rule of thumb, and no measure."""

    @property
    def form(self) -> Form:
        """The form of governance that the records suggest."""
        return self.rows[0].form

    def summary(self) -> str:
        """Return who seems to run the partnership, and that this is a rule of thumb."""
        row = self.rows[0]
        hub = self.names.partner(row.hubs[0]) if len(row.hubs) == 1 else None
        return words.governance_summary(row.form, row.reason, hub)

    def _row_type(self) -> type[Row]:
        return GovernanceRow

    def _reasons(self, index: int) -> Explanation:
        row = self.rows[index]
        apart = "not defined" if row.centralisation is None else share(row.centralisation)
        hubs = tuple(f"partner:{hub}" for hub in row.hubs)
        called = list(map(self.names.partner, row.hubs))
        steps = [
            self._step(words.governance_hub_step(called, row.hub_share, apart), *hubs),
            Step(words.centralised_step(share(self.parameters.centralised))),
        ]
        for what, found in (
            ("delivers", row.delivers_in),
            ("steers", row.steers_in),
            ("silent", row.silent_in),
        ):
            if found:
                references = (f"initiative:{initiative}" for initiative in found)
                steps.append(
                    self._step(
                        words.parts_step(what, list(map(self.names.initiative, found))), *references
                    )
                )
        steps.append(Step(self.summary()))
        return Explanation(row.form, tuple(steps))


def governance_form(
    graph: nx.Graph[Any], *, centralised: float = 0.5, delivering: Iterable[str] = DELIVERING
) -> GovernanceForm:
    """Tell who seems to run a partnership: all together, one that works in it, or one that steers.

    A heuristic. It answers which of three known forms the records look like. It cannot tell who
    decides: boards, contracts and trust are not in it.

    Parameters
    ----------
    graph
        A two-mode graph whose ties have ``roles``, such as
        :func:`~learningcity.affiliation_graph` returns. Ties of funders alone and initiatives of
        kind ``fund`` are left out.
    centralised
        From which degree centralisation on the partnership turns around a hub, 0 to 1. The default
        is our own: the source gives no number.
    delivering
        The roles in which a partner provides what an initiative offers.

    Returns
    -------
    GovernanceForm
        One row: the form and what it was read from.

    Raises
    ------
    ValueError
        The graph is not two-mode, directed or a multigraph; `centralised` is not from 0 to 1; there
        is no such role.

    See Also
    --------
    learningcity.network_cohesion : the centralisation beside chance.

    Notes
    -----
    The forms are those of Provan and Kenis: *shared* by the members, through a *lead organisation*
    that is a member itself, or through a *network administrative organisation* set up to run it.
    The rule: centralisation below `centralised`: ``shared``. Else, if a single partner has the most
    ties, and it delivers in any initiative: ``lead-organisation``; if it has only other roles that
    say what it does, or convenes ``coordination``: ``network-administrative-organisation``.
    ``not-known`` with a reason: ``no-nodes``, ``one-partner``, ``too-few`` (below 3), ``no-ties``,
    ``several-hubs``, ``roles-not-said`` (in an initiative of the hub its role is not recorded, or
    only as ``partner``, and nowhere does it deliver).

    More integration is not always better: none of the three forms is best everywhere. Cost: that of
    the projection.

    References
    ----------
    Provan, K. G. and Kenis, P. (2008). Modes of network governance: structure, management, and
    effectiveness. Journal of Public Administration Research and Theory 18, 229-252 (the abstract
    and introduction). https://doi.org/10.1093/jopart/mum015

    Examples
    --------
    >>> import learningcity
    >>> graph = learningcity.affiliation_graph(learningcity.open_example("wolverhampton"))
    >>> learningcity.governance_form(graph).form
    'shared'
    """
    if not 0 <= centralised <= 1:
        raise ValueError(f"centralised: {centralised} is not from 0 to 1")
    roles = tuple(sorted(read_roles(delivering)))
    found = governed(graph, centralised=centralised, delivering=roles)
    row = GovernanceRow(
        form=found.form,
        reason=found.reason,
        centralisation=found.centralisation.value,
        hubs=tuple(map(label, found.hubs)),
        hub_share=found.hub_share,
        delivers_in=tuple(map(label, found.delivers_in)),
        steers_in=tuple(map(label, found.steers_in)),
        silent_in=tuple(map(label, found.silent_in)),
    )
    parameters = GovernanceParameters(
        graph=said_of(graph), centralised=centralised, delivering=roles
    )
    return GovernanceForm(city_of(graph), parameters, (row,), names=names_of(graph))
