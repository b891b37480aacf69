"""The results on which a report rests, each worked out once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from learningcity.analysis.cliff import FundingCliff, cliff_of
from learningcity.analysis.coverage import Coverage, coverage_of
from learningcity.analysis.coverage_map import CoverageMap, coverage_map_of
from learningcity.analysis.duplicates import Duplicates, duplicates_of
from learningcity.analysis.endings import Endings, endings_of
from learningcity.analysis.fragmentation import Fragmentation, fragmentation_of
from learningcity.analysis.funding import Funding, funding_of
from learningcity.analysis.gaps import Gaps, gaps_of
from learningcity.analysis.groups import Groups, groups_of
from learningcity.analysis.partnership_overview import PartnershipOverview, network_overview_of
from learningcity.analysis.questions import Questions, questions_of
from learningcity.analysis.resilience import Resilience, resilience_of
from learningcity.analysis.study import Study
from learningcity.analysis.timeline import Timeline, plan_steps, timeline_of
from learningcity.graph.partnership import partnership_graph

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Findings"]

_MOST_COMPARED = 500
"""Above so many initiatives a comparison with chance takes minutes."""


class Findings:
    """The results about one city on one day, or over all time."""

    def __init__(self, study: Study) -> None:
        self.study = study

    @cached_property
    def duplicates(self) -> Duplicates:
        """The overlapping pairs."""
        return duplicates_of(self.study)

    @cached_property
    def groups(self) -> Groups:
        """Three and more that all overlap."""
        return groups_of(self.study, self.duplicates)

    @cached_property
    def coverage(self) -> Coverage:
        """The needs."""
        return coverage_of(self.study)

    @cached_property
    def gaps(self) -> Gaps:
        """The gaps."""
        return gaps_of(self.study)

    @cached_property
    def questions(self) -> Questions:
        """What to ask whom."""
        return questions_of(self.study, self.duplicates, self.coverage)

    @cached_property
    def map(self) -> CoverageMap:
        """What is offered for each priority and group."""
        return coverage_map_of(self.study)

    @cached_property
    def network(self) -> PartnershipOverview:
        """Who holds the partnership together, in words."""
        return network_overview_of(self.study, chance=self.compares, lost=self.resilience)

    @property
    def compares(self) -> bool:
        """Whether the partnership is small enough to be compared with many made up by chance."""
        return len(self.study.city.initiatives) <= _MOST_COMPARED

    @cached_property
    def graph(self) -> nx.Graph[str]:
        """The partners and who works with whom."""
        calendar = self.study.calendar
        return partnership_graph(
            self.study.city, on=calendar.day, ever=calendar.ever, carry=calendar.carry
        )

    @cached_property
    def resilience(self) -> Resilience:
        """What each partner's withdrawal would leave."""
        return resilience_of(self.study)

    @cached_property
    def timeline(self) -> Timeline:
        """The city through the years."""
        steps = plan_steps(self.study, step="year", start=None, end=None)
        return timeline_of(self.study, steps, step="year")

    @cached_property
    def cliff(self) -> FundingCliff | None:
        """The money that ends; ``None`` over all time, where nothing lies ahead."""
        return None if self.study.calendar.ever else cliff_of(self.study)

    @cached_property
    def endings(self) -> Endings | None:
        """What ends without a successor; ``None`` over all time."""
        return None if self.study.calendar.ever else endings_of(self.study)

    @cached_property
    def funding(self) -> Funding:
        """The money of each priority."""
        return funding_of(self.study, by="priority")

    @cached_property
    def fragmentation(self) -> Fragmentation:
        """Among how many the work for each priority is divided."""
        return fragmentation_of(self.study)
