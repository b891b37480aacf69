"""Money as text."""

from __future__ import annotations

from learningcity.analysis.funding import Funding, FundingRow
from learningcity.analysis.sentences.absent import NONE_SIGN
from learningcity.analysis.sentences.words import amount
from learningcity.cli.layout import first_of, head, named, paragraph, rest, table, typed
from learningcity.model.city import City
from learningcity.model.values import Number

__all__ = ["show_funding"]

_KEY = (
    "counted once: revenue (all that is not marked as capital), where no part is added to its "
    "total and no grant to the fund that it comes from; line by line: the same if all lines were "
    "added; times: how many times as much that is, where both are known; capital: buildings and "
    "equipment, counted once, in no other column; open: lines without an amount, shared by "
    "several funders, or without start or end. A sum is for its whole period, not for a year."
)


def show_funding(city: City, found: Funding, path: str, limit: int) -> str:
    """Return the money as text."""
    lines = [head(city, found)]
    by = found.parameters.by
    currencies = dict.fromkeys(row.currency for row in found.rows)
    shown = first_of(limit, len(found.rows))
    if found.rows:
        one = len(currencies) == 1
        heads = (by, *(() if one else ("in",)), *_HEADS)
        cells = [_cells(city, row, one=one) for row in found.rows[:shown]]
        lines += ["", table(heads, cells, flexible=0), *rest(shown, len(found.rows))]
        lines += ["", paragraph(f"{f'All in {_code(*currencies)}. ' if one else ''}{_KEY}")]
        following = f"funding {typed(path)} --by initiative"
        if by != "city":
            following = f"show {typed(path)} {found.rows[0].subject}"
        lines.append(f"Next: learningcity {following}")
    return "\n".join(lines)


_HEADS = ("counted once", "line by line", "times", "capital", "open")


def _code(currency: str | None) -> str:
    return currency or "an unknown currency"


def _subject(city: City, reference: str) -> str:
    kind, _, key = reference.partition(":")
    return city.name.in_language(city.language) if kind == "city" else named(city, kind, key)


def _cells(city: City, row: FundingRow, *, one: bool) -> tuple[str, ...]:
    about = _about(city, row, capital=False)
    return (
        _subject(city, row.subject),
        *(() if one else (_code(row.currency),)),
        _interval(row.net_low, row.net_high, about),
        _interval(row.gross_low, row.gross_high, about),
        "" if row.factor is None else f"{row.factor:.2f}",
        _interval(row.capital_low, row.capital_high, _about(city, row, capital=True)),
        _open(row),
    )


def _about(city: City, row: FundingRow, *, capital: bool) -> str:
    """Return "about" where a line of this use is stated so."""
    for name in row.approximate:
        initiative_id, _, line_id = name.partition("/")
        for line in city.initiatives[initiative_id].funding:
            if line.id == line_id and (line.use == "capital") == capital:
                return "about "
    return ""


def _interval(low: Number | None, high: Number | None, about: str) -> str:
    """Return bounds, on two lines where they differ; nothing where no such money is recorded."""
    if low is None:
        return NONE_SIGN
    if low == high:
        return f"{about}{amount(low)}"
    if high is None:
        return f"at least\n{amount(low)}" if low else "not known"
    return f"{amount(low)}\nto {amount(high)}" if low else f"at most\n{amount(high)}"


def _open(row: FundingRow) -> str:
    marks = (("no amount", row.unknown), ("shared", row.shared), ("undated", row.undated))
    return "\n".join(f"{len(lines)} {mark}" for mark, lines in marks if lines)
