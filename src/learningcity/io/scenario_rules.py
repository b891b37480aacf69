"""The rules between entries of a city that a scenario has changed, with their places."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from learningcity.diagnostics import Problem, Related, Severity
from learningcity.io.assembly import problem_at, too_many
from learningcity.io.reader import only_follows
from learningcity.io.scenario_origins import ScenarioOrigins
from learningcity.io.scenario_text import ScenarioText
from learningcity.model.city import City
from learningcity.model.integrity import At, Draft, Fault, find_errors, find_faults
from learningcity.model.values import quote

__all__ = ["ChangedRules"]

_ENTRY = 2
"""The length of the way to an entry."""


@dataclass(frozen=True, slots=True)
class ChangedRules:
    """What tries the rules on a changed city."""

    city: City
    """The city before."""
    text: ScenarioText
    """The scenario."""
    origins: ScenarioOrigins
    """The places of the changed city."""
    gone: Collection[str]
    """The ids of what the scenario takes away, and of what goes with it."""

    def broken(self, changed: Draft, *, doubts: bool) -> Iterator[Problem]:
        """Return the rules that the changed city breaks.

        Parameters
        ----------
        changed
            The city as it would be.
        doubts
            Whether to report, too, what the changed city makes doubtful and the city before did
            not.
        """
        counts = dict.fromkeys(Severity, 0)
        limits = self.text.limits
        for fault in self._new_faults(changed) if doubts else find_errors(changed):
            counts[fault.severity] += 1
            if counts[fault.severity] > limits.problems:
                yield problem_at(*too_many(limits), self.text.document.locate(), fault.severity)
                break
            problem = self._problem(fault)
            if problem is not None:
                yield problem

    def _new_faults(self, changed: Draft) -> Iterator[Fault]:
        before: set[tuple[str, At | None, str]] = set()
        for fault in find_faults(changed):
            if fault.severity is not Severity.ERROR:
                if not before:
                    found = find_faults(Draft.of(self.city))
                    before = {("", None, ""), *((old.code, old.at, old.message) for old in found)}
                if (fault.code, self.origins.before(fault.at), fault.message) in before:
                    continue
            yield fault

    def _problem(self, fault: Fault) -> Problem | None:
        """Return a broken rule as a problem, in the scenario if that is what breaks it."""
        origins = self.origins
        ats = (fault.at, *(at for _, at in fault.related), *fault.involved)
        exactly = [at for at in ats if origins.said(at) is not None]
        roughly = [at for at in ats if origins.said(at[:_ENTRY]) is not None]
        chosen = next(iter((*exactly, *roughly)), fault.at)
        if self._only_follows(fault, chosen):
            return None
        entry = origins.said(chosen[:_ENTRY])
        if entry is None or origins.said(chosen) is not None:
            location = origins.place(chosen, fault.on)
        else:
            location = self.text.document.locate(entry, on="key")
        related = [Related(words, origins.place(at)) for words, at in fault.related if at != chosen]
        if chosen != fault.at or (entry is not None and origins.said(chosen) is None):
            related.append(Related("it is about this", origins.place(fault.at)))
        if fault.secret:
            location = replace(location, text=None)
        key = "/".join(map(str, fault.at))
        return problem_at(
            fault.code,
            fault.message,
            location,
            fault.severity,
            self._hint(fault),
            tuple(related),
            key,
        )

    def _hint(self, fault: Fault) -> str | None:
        """Return what to do; an id that the scenario takes away needs no other spelling."""
        named = any(quote(key) in fault.message for key in self.gone)
        if fault.code == "unknown-reference" and named:
            return "this scenario takes it away"
        return fault.hint

    def _only_follows(self, fault: Fault, at: At) -> bool:
        """Return whether a broken rule only follows from what is faulty in the scenario."""
        shaped = self.text.shaped.get(self.origins.said(at[:_ENTRY]) or ())
        if shaped is None:
            return False
        return only_follows(fault, shaped, shaped.raw_path(at[_ENTRY:]), hollow=True)
