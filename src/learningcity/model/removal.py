"""What goes with entries that are taken away, so that nothing points to what is no longer there.

Who takes part leaves, money that nobody else gives goes, and an initiative goes when nobody is left
who leads or delivers it. Each of these is named, so that none happens unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias, TypeVar, cast

from learningcity.diagnostics import Severity
from learningcity.model.entities import (
    Entry,
    FundingLine,
    Initiative,
    Keyed,
    Review,
    Tie,
    altered,
)
from learningcity.model.integrity import At, Draft, Fault, targets_of
from learningcity.model.kinds import KIND_OF_SECTION, KINDS
from learningcity.model.values import Quantity, line_name, quote

__all__ = ["REMOVABLE", "Name", "Remainder", "take_away"]

REMOVABLE = ("bodies", "plans", "partners", "initiatives", "needs")
"""The sections whose entries can be taken away. Without a place or a group, what names only it
would say nothing, and nothing said does not mean nowhere or nobody."""

_DOING = frozenset({"lead", "deliverer"})
_LINE = "funding"
_KEEP = "if it is to stay, say so under 'change:'"

Name: TypeAlias = tuple[str, str]
"""The section and the id of an entry; of a funding line ``funding`` and ``initiative/line``."""

T = TypeVar("T")


@dataclass
class Remainder:
    """What is left of a city, and what went."""

    sections: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    """The entries that are left, by section; the same objects where nothing in them changed."""
    numbers: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Of the entries left in each section: their numbers before."""
    kept: dict[At, tuple[int, ...]] = field(default_factory=dict)
    """Of the items left in each list that lost some: their numbers before."""
    gone: dict[Name, Name | None] = field(default_factory=dict)
    """What went, and with what; ``None`` for what was to be taken away."""
    losses: list[Fault] = field(default_factory=list)
    """What went, or says less, without being named: notes in file order."""


def take_away(draft: Draft, removed: Iterable[Name], spared: Collection[Name] = ()) -> Remainder:
    """Return what is left of a city without some entries.

    Parameters
    ----------
    draft
        The city.
    removed
        What to take away: entries of the sections in ``REMOVABLE``, and funding lines.
    spared
        Initiatives and funding lines that go with nothing else, because somebody has said how they
        go on.

    Returns
    -------
    Remainder
        Nothing in it names what went. A sum that somebody else gives too is at most what it was,
        since nobody says who gives how much of it.
    """
    taking = _Taking(draft, removed, frozenset(spared))
    for kind in KINDS:
        taking.go_through(kind.section)
    return taking.rest


class _Taking:
    def __init__(self, draft: Draft, removed: Iterable[Name], spared: frozenset[Name]) -> None:
        self.draft = draft
        self.rest = Remainder(gone=dict.fromkeys(removed))
        self.gone = self.rest.gone
        for entry in draft.initiatives:
            name = ("initiatives", entry.id)
            cause = None if name in spared else self._last_doer(entry)
            if cause is not None:
                self.gone.setdefault(name, cause)
        self._take_lines(spared)
        self.left = {
            section: frozenset(
                key for key in draft.known(section) if (section, key) not in self.gone
            )
            for section in REMOVABLE
        }

    def _last_doer(self, entry: Initiative) -> Name | None:
        """Return with whom the last partner goes that leads or delivers an initiative."""
        doing = [
            ("partners", part.partner)
            for part in entry.partners
            if not _DOING.isdisjoint(part.role)
        ]
        return doing[-1] if doing and all(name in self.gone for name in doing) else None

    def _take_lines(self, spared: frozenset[Name]) -> None:
        """Let the sums go that nobody is left to give or to use, and the parts of such sums."""
        going: dict[Name, Name] = {}
        taken = [name for name in self.gone if name[0] == _LINE]
        parts: dict[str, list[Name]] = {}
        for entry in self.draft.initiatives:
            for line in entry.funding:
                name = (_LINE, f"{entry.id}/{line.id}")
                if name in self.gone:
                    continue
                if line.within is not None:
                    parts.setdefault(line_name(entry.id, line.within), []).append(name)
                givers = [("partners", giver) for giver in line.funder]
                if ("initiatives", entry.id) in self.gone:
                    going[name] = ("initiatives", entry.id)
                elif name not in spared and givers and all(one in self.gone for one in givers):
                    going[name] = givers[-1]
        waiting = [*taken, *going]
        while waiting:
            larger = waiting.pop()
            for part in parts.get(larger[1], ()):
                if part not in going and part not in spared:
                    going[part] = larger
                    waiting.append(part)
        self.gone.update(going)

    def go_through(self, section: str) -> None:
        """Keep the entries of a section that are left, without what they can no longer say."""
        kept: list[Entry] = []
        numbers: list[int] = []
        keyed = KIND_OF_SECTION[section].keyed
        for number, entry in enumerate(self.draft[section]):
            at: At = (section, cast("Keyed", entry).id if keyed else number)
            left = self._left_of(entry, at)
            if left is not None:
                kept.append(left)
                numbers.append(number)
        self.rest.sections[section] = tuple(kept)
        self.rest.numbers[section] = tuple(numbers)

    def _left_of(self, entry: Entry, at: At) -> Entry | None:
        """Return what is left of an entry: itself where nothing in it went."""
        section, key = str(at[0]), at[1]
        name = (section, str(key))
        if name in self.gone:
            cause = self.gone[name]
            if cause is not None:
                what = f"initiative {quote(key)} goes with {quote(cause[1])}"
                self._lose(f"{what}: nobody else leads or delivers it", at)
            return None
        if isinstance(entry, Tie):
            ends = (("partners", entry.from_), ("partners", entry.to))
            cause = next((end for end in ends if end in self.gone), None)
            if cause is not None:
                self._lose(f"this tie goes with {quote(cause[1])}", at)
                return None
        if isinstance(entry, Review):
            names = [("initiatives", key) for key in dict.fromkeys(entry.initiatives)]
            missing = [one for one in names if one in self.gone]
            if missing and len(names) - len(missing) < _PAIR:
                self._lose(f"this review goes with {quote(missing[0][1])}", at)
                return None
        fields = self._inside(entry, at) if isinstance(entry, Initiative) else {}
        for field_name in type(entry).model_fields:
            targets = targets_of(section, field_name)
            if targets is not None and not self.left.keys().isdisjoint(targets):
                fields |= self._still(getattr(entry, field_name), (*at, field_name), targets)
        return altered(entry, fields) if fields else entry

    def _still(self, value: object, at: At, targets: tuple[str, ...]) -> dict[str, object]:
        """Return what a field of references still says, if some of it went."""
        name = str(at[-1])
        if isinstance(value, str):
            cause = self._missing(value, targets)
            if cause is None:
                return {}
            self._lose(f"{quote(value)} no longer stands under '{name}'", at)
            return {name: None}
        items = cast("tuple[str, ...]", value or ())
        kept = self._keep(
            items,
            at,
            lambda item: self._missing(item, targets),
            lambda item: f"{quote(item)} no longer stands under '{name}'",
        )
        return {} if kept is items else {name: kept}

    def _missing(self, wanted: str, targets: Iterable[str]) -> Name | None:
        """Return what went, where an id no longer leads anywhere."""
        if any(wanted in self.left.get(target, ()) for target in targets):
            return None
        names = [(target, wanted) for target in targets]
        return next((name for name in names if name in self.gone), None)

    def _inside(self, entry: Initiative, at: At) -> dict[str, object]:
        """Return the lists of an initiative that lost something: who takes part, and the money."""
        partners = self._keep(
            entry.partners,
            (*at, "partners"),
            lambda part: self._missing(part.partner, ("partners",)),
            lambda part: f"{quote(part.partner)} leaves initiative {quote(entry.id)}",
        )
        lines: list[FundingLine] = []
        for line in entry.funding:
            left = self._line(entry, line, (*at, "funding", line.id))
            if left is not None:
                lines.append(left)
        found: dict[str, object] = {}
        if partners is not entry.partners:
            found["partners"] = partners
        if any(left is not line for left, line in zip(lines, entry.funding, strict=False)) or len(
            lines
        ) < len(entry.funding):
            found["funding"] = tuple(lines)
        return found

    def _line(self, entry: Initiative, line: FundingLine, at: At) -> FundingLine | None:
        """Return what is left of a funding line."""
        name = f"{entry.id}/{line.id}"
        if (_LINE, name) in self.gone:
            cause = self.gone[_LINE, name]
            if cause is None:
                return None
            why = "of which it is a part" if cause[0] == _LINE else "who alone gives it"
            self._lose(f"funding line {quote(name)} goes with {quote(cause[1])}, {why}", at)
            return None
        fields: dict[str, object] = {}
        givers = self._keep(
            line.funder,
            (*at, "funder"),
            lambda giver: self._missing(giver, ("partners",)),
            lambda giver: (
                f"{quote(giver)} no longer gives to {quote(name)}, so that this sum is "
                "at most what it was"
            ),
        )
        if givers is not line.funder:
            fields |= {"funder": givers, "amount": _at_most(line.amount)}
        if line.within is not None:
            larger = (_LINE, line_name(entry.id, line.within))
            if larger in self.gone:
                message = f"{quote(line.within)} no longer stands under 'within'"
                self._lose(message, (*at, "within"))
                fields["within"] = None
        return altered(line, fields) if fields else line

    def _keep(
        self,
        items: tuple[T, ...],
        at: At,
        missing: Callable[[T], Name | None],
        message: Callable[[T], str],
    ) -> tuple[T, ...]:
        """Return the items of a list that are left: the list itself where all are."""
        causes = [missing(item) for item in items]
        kept = tuple(number for number, cause in enumerate(causes) if cause is None)
        if len(kept) == len(items):
            return items
        for number, cause in enumerate(causes):
            if cause is not None:
                self._lose(message(items[number]), (*at, number))
        self.rest.kept[at] = kept
        return tuple(items[number] for number in kept)

    def _lose(self, message: str, at: At) -> None:
        self.rest.losses.append(Fault("goes-too", message, at, _KEEP, Severity.INFO))


_PAIR = 2


def _at_most(amount: Quantity | None) -> Quantity | None:
    """Return what is known of a sum when some of those who gave it together no longer do."""
    return None if amount is None or amount.high is None else Quantity(None, amount.high)
