"""How the money of which one funder is known is divided among those who give it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from learningcity.analysis.funding_lines import FundingLines
from learningcity.analysis.money import LineKey
from learningcity.analysis.study import Study
from learningcity.model.values import Number

__all__ = ["KnownMoney", "known_money"]


@dataclass(frozen=True)
class KnownMoney:
    """The money in one currency of which one funder is known."""

    currency: str | None
    lines: Mapping[str, list[LineKey]]
    """By funder, in file order, the lines that make it up; no two have money in common."""
    money: Mapping[str, Number]
    """By funder, the least that it is."""
    total: Number
    """All of it."""

    def share(self, giver: str) -> Fraction | None:
        """Return the share of a funder; ``None`` where all of it is zero."""
        return Fraction(self.money[giver]) / Fraction(self.total) if self.total else None

    @property
    def concentration(self) -> Fraction | None:
        """Σ s² over the shares s of the funders, from 1 / n to 1; ``None`` where all is zero.

        It is the Herfindahl-Hirschman index; 1 divided by it is the effective number of funders.
        """
        squares = sum((Fraction(money) ** 2 for money in self.money.values()), Fraction(0))
        return squares / Fraction(self.total) ** 2 if squares else None


def known_money(study: Study, lines: FundingLines, keys: Iterable[LineKey]) -> list[KnownMoney]:
    """Return the money of which one funder is known, by currency in file order.

    It is the least that the lines can be which name one funder only, capital left out, each pound
    once. A line within another one with a single funder is in that one's share, as money that was
    passed on comes from the first giver. Lines of which no amount is surely there are left out.
    """
    ledger = study.ledger
    single = [key for key in keys if len(lines.givers(key)) == 1]
    found: dict[str | None, dict[str, list[LineKey]]] = {}
    for key in ledger.counted(single):
        for currency, bounds in ledger.net([key]).items():
            if bounds.low or bounds.exact is not None:
                givers = found.setdefault(currency, {})
                givers.setdefault(lines.givers(key)[0], []).append(key)
    return [_known_in(study, currency, givers) for currency, givers in found.items()]


def _known_in(
    study: Study, currency: str | None, givers: Mapping[str, list[LineKey]]
) -> KnownMoney:
    def least(keys: Iterable[LineKey]) -> Number:
        return study.ledger.net(keys)[currency].low

    ordered = {giver: givers[giver] for giver in study.view.partner_order(givers)}
    return KnownMoney(
        currency,
        ordered,
        {giver: least(own) for giver, own in ordered.items()},
        least(key for own in ordered.values() for key in own),
    )
