"""A sound city, and how a bad input is made from it."""

from __future__ import annotations

from dataclasses import dataclass

BASE = """\
format: learningcity/1
city:
  id: demo
  name: Demo
  as_of: 2025-11
  country: GB
  language: en
  joined: 2018
  place: town
facts:
  residents: {label: Residents, value: 1000, unit: people, date: 2018, sources: [page]}
vision:
  - {statement: Learn together, sources: [page]}
places:
  town: {name: Town, kind: city, population: 1000}
  north: {name: North, within: town, since: 2020}
audiences:
  adults: {name: Adults, by: age, people: 500}
  older: {name: Older people, within: adults}
priorities:
  skills: {name: Skills, owner: board, sdgs: [4, 8]}
activities:
  welding: {name: Welding}
bodies:
  board: {name: Board, kind: board, members: [council]}
plans:
  plan: {name: Plan, start: 2018, end: 2030, owner: council}
partners:
  council:
    name: Council
    sector: public
    kind: local-government
    core: true
    identifiers: {GB-LAE: "WLV"}
    priorities: [skills]
    sources: [page]
  college:
    name: College
    parent: council
initiatives:
  work:
    name: Work
    summary: Help with work
    kind: programme
    activities: [welding]
    priorities: [skills]
    audiences: [adults]
    places: [north]
    modes: [non-formal]
    start: 2017-01-25
    end: 2030-06
    status: active
    partners:
      - {partner: council, role: lead}
      - {partner: college, role: [funder, deliverer], start: 2018}
    capacity: 1000
    participants: [{people: 448, start: 2018-01, end: 2019-09}]
    provision:
      - {audiences: [older], capacity: 300}
    funding:
      total: {amount: 5000, currency: GBP, funder: college, start: 2018, end: 2020}
      part: {amount: 2000, currency: GBP, within: total, start: 2018, end: 2020}
    outcomes: [{statement: People found work, date: 2019}]
    sources: [page]
    inferred: [priorities]
  club:
    name: Club
    kind: service
    activities: [welding]
    audiences: [older]
    places: [town]
    follows: work
needs:
  claimants:
    statement: People without work
    basis: statistic
    priorities: [skills]
    audiences: [adults]
    places: [town]
    people: 200
    indicator: {value: 13.5, unit: percent, comparator: {value: 6.9, label: England}}
    date: 2021-08
    sources: [page]
ties:
  - {from: college, to: council, kind: knowledge, since: 2019, strength: 3}
reviews:
  - {initiatives: [work, club], verdict: complementary, by: board, date: 2023-09}
sources:
  page: {title: A page, publisher: Council, url: "https://example.org/", date: 2023}
"""
"""Every section, every sort of value; one finding at most."""


@dataclass(frozen=True)
class Bad:
    """A bad input, and what must be said about it first.

    ``line`` is ``None`` where the file as a whole is meant. ``code`` is that of the first error.
    """

    name: str
    content: bytes
    code: str
    line: int | None


def bad(name: str, text: str | bytes, code: str, line: int | None = None) -> Bad:
    """Return a bad input; the sign § in a text marks the line of the fault, and is taken out."""
    if isinstance(text, bytes):
        return Bad(name, text, code, line)
    if "§" in text:
        before, _, after = text.partition("§")
        line = before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        text = before + after
    return Bad(name, text.encode("utf-8", "surrogatepass"), code, line)


def instead(name: str, old: str, new: str, code: str) -> Bad:
    """Return the sound city with `old`, which is in it once, replaced by `new`."""
    if BASE.count(old) != 1:
        raise ValueError(f"{name}: {old!r} is there {BASE.count(old)} times")
    return bad(name, BASE.replace(old, new), code)


def spread(name: str, text: str, code: str) -> list[Bad]:
    """Return a bad input as it is, and with the line ends and marks of other systems."""
    return [
        bad(name, text, code),
        bad(f"{name}, CR LF", text.replace("\n", "\r\n"), code),
        bad(f"{name}, CR only", text.replace("\n", "\r"), code),
        bad(f"{name}, with mark", "\ufeff" + text, code),
    ]
