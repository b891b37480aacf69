"""Pictures of findings, drawn with matplotlib (extra ``plot``).

Each function takes a result or a graph, draws on ``ax`` and returns it. Without ``ax`` it makes a
figure of its own that ``pyplot`` does not know: save it with ``ax.figure.savefig("map.png")``.
"""

from __future__ import annotations

from learningcity.plotting.affiliation import plot_affiliation
from learningcity.plotting.coverage_map import plot_coverage_map
from learningcity.plotting.network import plot_network
from learningcity.plotting.overlap import plot_overlap
from learningcity.plotting.resilience import plot_resilience
from learningcity.plotting.timeline import plot_timeline

__all__ = [
    "plot_affiliation",
    "plot_coverage_map",
    "plot_network",
    "plot_overlap",
    "plot_resilience",
    "plot_timeline",
]
