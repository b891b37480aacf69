"""Why the withdrawal of partners would leave what it leaves, from the lines of the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from learningcity.analysis.explanation import Explanation, Spot, Step, cite, grounded, references
from learningcity.analysis.holding import DOING, Hold, Holding
from learningcity.analysis.resilience import ResilienceRow, holding_alone
from learningcity.analysis.sentences import resilience as words
from learningcity.analysis.study import Study

__all__ = ["explain_withdrawal", "spots_of"]

_ROLES = {
    "delivered": DOING,
    "meant": DOING,
    "funded": frozenset({"funder"}),
    "led": frozenset({"lead"}),
}


def explain_withdrawal(study: Study, row: ResilienceRow, before: int) -> Explanation:
    """Return the steps from who is recorded to what a withdrawal would leave."""
    view, city = study.view, study.city
    alone = holding_alone(Holding(study)).get(row.partner, [])
    mine: dict[str, list[Hold]] = {}
    for hold in alone:
        if hold.duty != "meant" or hold.subject.partition(":")[2] in row.needs_general:
            mine.setdefault(hold.subject, []).append(hold)
    steps: list[Step] = []
    for subject, holds in mine.items():
        if subject.startswith("initiative:"):
            spots = dict.fromkeys(spot for hold in holds for spot in spots_of(study, hold))
            steps.append(cite(city, words.alone_step(view, holds), *spots))
        else:
            steps += [cite(city, words.hold_step(view, h), *spots_of(study, h)) for h in holds]
    if not steps:
        steps.append(grounded(city, row.sentence, references("partner", (row.partner,))))
    given, *stranded = words.money_steps(view, row)
    steps.append(cite(city, given, *_lines_of(study, row)))
    ended = references("initiative", row.initiatives_undelivered)
    steps += [grounded(city, said, ended) for said in stranded]
    if ended:
        steps.append(grounded(city, words.capacity_step(view, row), ended))
    cut_off = references("partner", row.cut_off)
    steps.append(grounded(city, words.ties_step(view, row, before), cut_off))
    return Explanation(row.sentence, tuple(steps))


def spots_of(study: Study, hold: Hold) -> Iterator[Spot]:
    """Yield where it stands who does something: the entry itself, then each participation."""
    city = study.city
    yield (hold.subject,)
    if hold.duty == "owned":
        graph, key = study.view.terms.priorities, hold.subject.partition(":")[2]
        terms = (
            t for above in graph.ids if key in graph.below(above) for t in graph.entries(above)
        )
        for term in terms:
            if city.priorities[term.id].owner is not None:
                yield (f"priority:{term.id}", "owner")
        return
    who = frozenset(hold.partners)
    for key in hold.initiatives:
        entry = city.initiatives[key]
        for number, part in enumerate(entry.partners):
            if part.partner in who and not _ROLES[hold.duty].isdisjoint(part.role):
                yield (f"initiative:{key}", "partners", number)
        if hold.duty == "funded":
            for line in entry.funding:
                if not who.isdisjoint(line.funder):
                    yield (f"initiative:{key}", "funding", line.id, "funder")


def _lines_of(study: Study, row: ResilienceRow) -> Iterable[Spot]:
    """Yield the funding lines that name a partner, and the initiatives where a sum is missing."""
    yield (f"partner:{row.partner}",)
    for (initiative_id, line_id), line in study.ledger.lines.items():
        if row.partner in line.funder:
            yield (f"initiative:{initiative_id}", "funding", line_id, "amount")
    for key in row.money_unknown:
        yield (f"initiative:{key}",)
