"""Putting a scenario on a city: another city, whole and sound, or all that is wrong."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from learningcity.diagnostics import Problem, Related, Severity, count_problems
from learningcity.display import printable
from learningcity.errors import CityFileError, render_problems
from learningcity.io.assembly import problem_at
from learningcity.io.documents import Document
from learningcity.io.limits import DEFAULT_LIMITS, Limits
from learningcity.io.mapping import document_of
from learningcity.io.reader import Problems, in_file_order
from learningcity.io.scenario_origins import ScenarioOrigins
from learningcity.io.scenario_rules import ChangedRules
from learningcity.io.scenario_text import Change, Ending, ScenarioText
from learningcity.io.scenarios import Scenario, document_at, scenario_in
from learningcity.model.city import SCENARIO_FORMAT, City
from learningcity.model.dates import PartialDate
from learningcity.model.entities import Entry, FundingLine, Initiative, Keyed, altered
from learningcity.model.integrity import At, Draft, Fault
from learningcity.model.kinds import KIND_OF_SECTION, KINDS
from learningcity.model.removal import Name, take_away
from learningcity.model.suggest import closest
from learningcity.model.values import quote
from learningcity.model.vocabulary import shipped_activities

__all__ = ["ScenarioCheck", "check_document", "check_scenario", "with_changes"]

_GOES_TOO = "goes-too"
_FUNDING = "funding"
_UNNAMED: Mapping[str, object] = {"id": "what-if", "name": "What if"}


@dataclass(frozen=True, slots=True)
class ScenarioCheck(Problems):
    """What putting a scenario on a city found.

    See Also
    --------
    learningcity.check_scenario : gives it.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> scenario = learningcity.scenario_from_mapping(
    ...     {
    ...         "format": "learningcity-scenario/1",
    ...         "scenario": {"id": "no-school", "name": "Without the adult school"},
    ...         "remove": {"partners": ["adult-school"]},
    ...     }
    ... )
    >>> found = learningcity.check_scenario(city, scenario)
    >>> found.ok, len(found.taken)
    (True, 7)
    >>> len(found.city.partners) - len(city.partners)
    -1
    """

    name: str
    """What was read: the path of the scenario, or a name."""
    scenario: Scenario
    """The scenario, without what is faulty in it."""
    problems: tuple[Problem, ...]
    """Everything that is wrong or doubtful in it or becomes so in the city; the former first."""
    city: City | None
    """The changed city, or ``None`` where there are errors."""

    @property
    def taken(self) -> tuple[Problem, ...]:
        """What goes with what is taken away, or says less without it, as notes."""
        return tuple(problem for problem in self.problems if problem.code == _GOES_TOO)

    def __str__(self) -> str:
        """Return all problems as text, each with its place, or that there are none."""
        return render_problems(self.problems) if self.problems else printable(self.summary())

    def summary(self) -> str:
        """Return one sentence."""
        return f"{self.name}: {count_problems(self.problems)}"


def with_changes(
    city: City,
    scenario: Scenario | None = None,
    *,
    add: Mapping[str, object] | None = None,
    change: Mapping[str, object] | None = None,
    end: Mapping[str, object] | None = None,
    remove: Mapping[str, object] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> City:
    """Return the city as it would be with some changes.

    It answers what the files would say if this were so; ``compare_findings`` then says what that
    would do to the findings. It does not know whether it could be done, or what people would do.

    Parameters
    ----------
    city
        The city; it stays as it is.
    scenario
        The changes as a scenario, from ``read_scenario``; or none, and the changes as plain data.
    add
        New entries by section, as in a city file.
    change
        By section and id, the fields that are new; ``None`` takes one away. The funding lines of an
        initiative are changed one by one, by their ids.
    end
        Under ``initiatives``, when each of them ends.
    remove
        By section, ids of what is taken away as if it had never been, with all that hangs on it.
    limits
        How much the changes may hold.

    Returns
    -------
    City
        Another city, as sound as one that was read. Entries that do not change are the same
        objects and know their places in the city's files; the others know theirs in the scenario.

    Raises
    ------
    CityFileError
        The changes are not sound, or do not fit the city. The error has all problems.
    ValueError
        Both a scenario and changes are given.

    See Also
    --------
    learningcity.check_scenario : the same, with doubts and with what else goes.
    learningcity.compare_findings : what differs between the findings of two cities.

    Notes
    -----
    Without a partner its participations and ties go, and the sums that only it gives; of a sum
    that others give too, what is left is at most what it was. An initiative goes when nobody is
    left who leads or delivers it, unless the changes speak of it. Without an initiative, what was
    ``part_of`` it or ``follows`` it stands by itself, its money goes with all parts of it, and
    reviews of fewer than two others go. ``check_scenario`` lists all of that.

    An initiative that ends has that ``end``, and the status ``ended`` if it lies before the last
    day of ``as_of``. Up to its end it runs as far as its start is known; what shows it running
    later is set aside.

    Cost: the rules between entries are tried once on the whole city.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("wolverhampton")
    >>> less = learningcity.with_changes(
    ...     city, end={"initiatives": {"youth-hub-the-way": "2025-03"}}
    ... )
    >>> less.initiatives["youth-hub-the-way"].status
    'ended'
    >>> less.partners["city-of-wolverhampton-council"] is city.partners[
    ...     "city-of-wolverhampton-council"
    ... ]
    True
    """
    verbs = {"add": add, "change": change, "end": end, "remove": remove}
    said = {verb: sections for verb, sections in verbs.items() if sections is not None}
    if scenario is not None and said:
        raise ValueError(f"{next(iter(said))}: give a scenario or changes, not both")
    if scenario is None:
        mapping = {"format": SCENARIO_FORMAT, "scenario": _UNNAMED, **said}
        document = document_of(mapping, name="scenario", limits=limits)
        text = ScenarioText.of(document, limits)
    else:
        text = ScenarioText(scenario.document, limits)
    used = scenario_in(text) if scenario is None else scenario
    result = _check(city, text, used, doubts=False)
    if result.city is None:
        raise CityFileError(result.problems)
    return result.city


def check_scenario(
    city: City,
    scenario: Scenario | str | os.PathLike[str],
    *,
    limits: Limits = DEFAULT_LIMITS,
    name: str | None = None,
) -> ScenarioCheck:
    """Put a scenario on a city and return its problems, whatever is in it.

    Parameters
    ----------
    city
        The city; it stays as it is.
    scenario
        The scenario, or the path of its file.
    limits
        How much may be read.
    name
        What to call the file where places are shown; ``None`` is its path.

    Returns
    -------
    ScenarioCheck
        All problems, what goes with what is taken away, and the changed city if there are no
        errors. Doubts that the city raises without the scenario are left out.

    Raises
    ------
    CityNotFoundError
        There is nothing at the path.

    See Also
    --------
    learningcity.with_changes : returns the changed city, and raises where there are errors.

    Examples
    --------
    >>> import learningcity
    >>> city = learningcity.open_example("lanternport")
    >>> scenario = learningcity.scenario_from_mapping(
    ...     {
    ...         "format": "learningcity-scenario/1",
    ...         "scenario": {"id": "no-school", "name": "Without the adult school"},
    ...         "remove": {"partners": ["adult-school"]},
    ...     }
    ... )
    >>> found = learningcity.check_scenario(city, scenario)
    >>> found.taken[0].code, len(found.taken)
    ('goes-too', 7)
    """
    if isinstance(scenario, Scenario):
        return _check(city, ScenarioText(scenario.document, limits), scenario)
    return check_document(city, document_at(scenario, limits=limits, name=name), limits=limits)


def check_document(
    city: City, document: Document, *, limits: Limits = DEFAULT_LIMITS
) -> ScenarioCheck:
    """Put the scenario that a document holds on a city, as ``check_scenario`` does."""
    text = ScenarioText.of(document, limits)
    return _check(city, text, scenario_in(text))


def _check(
    city: City, text: ScenarioText, scenario: Scenario, *, doubts: bool = True
) -> ScenarioCheck:
    work = _Work(city, text, scenario)
    changed = work.run(doubts=doubts)
    paths = dict.fromkeys((text.document.path, *(p.location.path for p in work.problems)))
    problems = tuple(in_file_order(work.problems, list(paths)))
    if all(problem.severity is not Severity.ERROR for problem in problems):
        return ScenarioCheck(text.document.path, scenario, problems, changed)
    told = tuple(problem for problem in problems if problem.code != _GOES_TOO)
    return ScenarioCheck(text.document.path, scenario, told, None)


class _Work:
    """One scenario on one city. Nothing in either is changed."""

    def __init__(self, city: City, text: ScenarioText, scenario: Scenario) -> None:
        self.city = city
        self.text = text
        self.scenario = scenario
        self.problems = list(text.problems)
        self.origins = ScenarioOrigins(city, text.document, (scenario.id, scenario.name))
        self.gone: frozenset[str] = frozenset()
        self.losses: list[Fault] = []
        self.sections: dict[str, list[Entry]] = {}
        self.numbers: dict[str, dict[str, int]] = {}

    def run(self, *, doubts: bool) -> City:
        """Return the changed city; where an error was found, it is not sound."""
        scenario = self.scenario
        changes = [c for c in scenario.changes if self._is_known("change", c.section, c.id)]
        endings = [e for e in scenario.endings if self._may_end(e)]
        self._take_away(changes, endings)
        for change in changes:
            self._change(change)
        for ending in endings:
            self._end(ending)
        for loss in self.losses:
            self._report_loss(loss)
        for addition in scenario.additions:
            if self._is_new(addition.section, addition.entry):
                self.sections[addition.section].append(addition.entry)
                self.origins.add(addition)
        ready = {section: tuple(entries) for section, entries in self.sections.items()}
        if not self.text.lost:
            rules = ChangedRules(self.city, self.text, self.origins, self.gone)
            sound = all(problem.severity is not Severity.ERROR for problem in self.problems)
            draft = Draft(ready, self.city.head, *self._unread())
            self.problems += rules.broken(draft, doubts=doubts and sound)
        return City.assemble(self.city.head, ready, self.origins)

    def _report(
        self,
        code: str,
        message: str,
        path: At,
        *,
        hint: str,
        on: Literal["key", "value"] = "key",
        severity: Severity = Severity.ERROR,
        related: tuple[Related, ...] = (),
    ) -> None:
        location = self.text.document.locate(path, on=on)
        key = "/".join(map(str, path))
        self.problems.append(problem_at(code, message, location, severity, hint, related, key))

    # -- which entries are meant -----------------------------------------------------------------

    def _is_known(self, verb: str, section: str, key: str, path: At = ()) -> bool:
        """Return whether the city has an entry of this id; report it if not."""
        known = getattr(self.city, section)
        if key in known:
            return True
        hint = "write it under 'add:' if it is new"
        meant = closest(key, known.ids)
        if section == "activities" and any(key == shipped.id for shipped in shipped_activities()):
            hint = "it comes with the library: write it under 'add:' as the city means it"
        elif meant is not None:
            hint = f"did you mean '{meant}'?"
        message = f"unknown {KIND_OF_SECTION[section].name} {quote(key)}"
        place = path or (verb, section, key)
        self._report("unknown-reference", message, place, hint=hint, on="value" if path else "key")
        return False

    def _is_new(self, section: str, entry: Entry) -> bool:
        """Return whether the city has no such entry yet; report it if it has."""
        if not isinstance(entry, Keyed) or entry.id not in getattr(self.city, section):
            return True
        place = self.city.origins.locate(KIND_OF_SECTION[section].reference(entry.id))
        related = () if place is None else (Related("it is here in the city", place),)
        message = f"the id {quote(entry.id)} is in the city already"
        hint = "write what changes under 'change:', or give it another id"
        path = ("add", section, entry.id)
        self._report("duplicate-id", message, path, hint=hint, related=related)
        return False

    def _may_end(self, ending: Ending) -> bool:
        """Return whether an initiative can end then; report it if not."""
        if not self._is_known("end", "initiatives", ending.id):
            return False
        entry, date = self.city.initiatives[ending.id], ending.date
        name, when = f"initiative {quote(ending.id)}", quote(date)
        hint = "leave it out, or write its 'end' under 'change:' if it is to go on until then"
        if entry.status == "planned" and date.first <= self.city.as_of.last:
            message = f"{name} is only planned and cannot end on {when}"
            hint = "write it under 'remove:' if it is not to begin"
        elif entry.end is None and entry.status == "ended":
            message = f"{name} has ended already, and {when} may be later"
        elif entry.end is not None and not _is_earlier(date, entry.end):
            message = f"{name} ends on {quote(entry.end)} already, and {when} is not surely earlier"
        else:
            return True
        path = ("end", "initiatives", ending.id)
        self._report("nothing-to-end", message, path, hint=hint, on="value")
        return False

    # -- what is taken away ----------------------------------------------------------------------

    def _take_away(self, changes: list[Change], endings: list[Ending]) -> None:
        """Keep the entries that are left, and report what goes with the others."""
        draft = Draft.of(self.city)
        removed: dict[Name, None] = {}
        for removal in self.scenario.removals:
            step = () if removal.number is None else (removal.number,)
            path: At = ("remove", removal.section, *step)
            if self._is_known("remove", removal.section, removal.id, path):
                removed[removal.section, removal.id] = None
        spared: set[Name] = {("initiatives", ending.id) for ending in endings}
        for change in changes:
            spared.add((change.section, change.id))
            spared |= {
                (_FUNDING, f"{change.id}/{line.id}")
                for line in change.lines
                if line.fields is not None
            }
            removed |= dict.fromkeys(self._lines_taken(change))
        if removed:
            rest = take_away(draft, removed, spared)
            self.origins.leave(rest)
            self.gone = frozenset(key for section, key in rest.gone if section != _FUNDING)
            self.losses = rest.losses
            draft = Draft(rest.sections)
        self.sections = {kind.section: list(draft[kind.section]) for kind in KINDS}

    def _lines_taken(self, change: Change) -> list[Name]:
        """Return the funding lines that a change takes away."""
        if change.section != "initiatives":
            return []
        own = [line.id for line in self.city.initiatives[change.id].funding]
        named = {line.id for line in change.lines if line.fields is None}
        everything = (_FUNDING, None) in change.fields
        return [(_FUNDING, f"{change.id}/{key}") for key in own if everything or key in named]

    def _report_loss(self, loss: Fault) -> None:
        """Report what goes, unless the scenario says what stands there instead."""
        if isinstance(loss.at[1], str) and self.origins.said(loss.at) is not None:
            return
        place, key = self.origins.place_before(loss.at), "/".join(map(str, loss.at))
        self.problems.append(
            problem_at(loss.code, loss.message, place, loss.severity, loss.hint, key=key)
        )

    # -- what changes ----------------------------------------------------------------------------

    def _left(self, section: str, key: str) -> tuple[int, Keyed] | None:
        """Return an entry of the city as far as it is left, with its number in its section."""
        if section not in self.numbers:
            entries = cast("list[Keyed]", self.sections[section])
            self.numbers[section] = {entry.id: number for number, entry in enumerate(entries)}
        number = self.numbers[section].get(key)
        return None if number is None else (number, cast("Keyed", self.sections[section][number]))

    def _alter(self, section: str, key: str, fields: Mapping[str, object]) -> None:
        """Give an entry other fields, where it stands."""
        left = self._left(section, key)
        if left is not None:
            number, entry = left
            new = altered(entry, fields)
            self.sections[section][number] = entry if new == entry else new

    def _change(self, change: Change) -> None:
        """Change an entry, and report what would take nothing away or say nothing new."""
        self.origins.change(change)
        entry = cast("Keyed", getattr(self.city, change.section)[change.id])
        path: At = ("change", change.section, change.id)
        fields = self._news(entry, change.fields, path)
        if change.lines:
            fields[_FUNDING] = self._new_lines(change, (*path, _FUNDING))
        elif not change.fields and not self._faulty(path):
            self._report_no_effect(f"nothing changes in {quote(change.id)}", path)
        self._alter(change.section, change.id, fields)

    def _news(
        self, part: Entry, fields: tuple[tuple[str, object], ...], path: At
    ) -> dict[str, object]:
        """Return the new fields of an entry or a funding line."""
        news: dict[str, object] = {}
        for name, value in fields:
            default = type(part).model_fields[name].default
            old = getattr(part, name)
            news[name] = default if value is None else value
            if value is None and old == default:
                message = f"there is no '{name}' that could be taken away"
                self._report("not-stated", message, (*path, name), hint="leave the key out")
            elif value == old:
                self._report_no_effect(f"'{name}' is the same in the city", (*path, name))
        return news

    def _new_lines(self, change: Change, path: At) -> tuple[FundingLine, ...]:
        """Return the funding lines of an initiative after a change."""
        before = {line.id: line for line in self.city.initiatives[change.id].funding}
        left = self._left("initiatives", change.id)
        funding = () if left is None else cast("Initiative", left[1]).funding
        lines = {line.id: line for line in funding}
        for said in change.lines:
            at = (*path, said.id)
            if said.fields is None:
                if said.id not in before:
                    message = f"there is no funding line {quote(said.id)} that could be taken away"
                    self._report("not-stated", message, at, hint="leave it out")
                continue
            old = before.get(said.id, FundingLine.model_validate({"id": said.id}))
            news = self._news(old, said.fields, at)
            if "funder" in news:  # nothing is lost of a sum of which it is said who gives it
                news.setdefault("amount", old.amount)
            lines[said.id] = altered(lines.get(said.id, old), news)
        return tuple(lines.values())

    def _report_no_effect(self, message: str, path: At) -> None:
        hint = "leave it out, or correct it"
        warning = Severity.WARNING
        self._report("change-without-effect", message, path, hint=hint, severity=warning)

    def _end(self, ending: Ending) -> None:
        """Let an initiative end; a later sighting is set aside, since it did not happen then."""
        entry = self.city.initiatives[ending.id]
        fields: dict[str, object] = {"end": ending.date}
        if ending.date.last < self.city.as_of.last:
            fields["status"] = "ended"
        seen = entry.seen_active
        if seen is not None and seen.first > ending.date.last:
            fields["seen_active"] = None
        self.origins.end(ending.id, fields)
        self._alter("initiatives", ending.id, fields)

    # -- the rules between entries ---------------------------------------------------------------

    def _faulty(self, path: At) -> bool:
        """Return whether something in an entry of the scenario could not be read."""
        shaped = self.text.shaped.get(path)
        return shaped is not None and bool(shaped.faulty)

    def _unread(self) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
        """Return the ids of new entries that could not be read, and of initiatives in part."""
        unread: dict[str, set[str]] = {}
        partial = set()
        for (verb, section, key), shaped in self.text.shaped.items():
            if isinstance(key, str) and verb == "add" and shaped.entry is None:
                unread.setdefault(str(section), set()).add(key)
            if shaped.faulty:
                partial.add(str(key))
        return {section: frozenset(ids) for section, ids in unread.items()}, frozenset(partial)


def _is_earlier(date: PartialDate, end: PartialDate) -> bool:
    """Return whether a date is surely no later than `end`, and not the same."""
    return date != end and date.first <= end.first and date.last <= end.last
