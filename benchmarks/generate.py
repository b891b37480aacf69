"""An invented city of any size, for measuring: popular things are much more popular than rare ones.

Which activity, group, place or partner an initiative has is drawn by Zipf's law, as in real
registers: the n-th most popular one has a weight of n to the power of -0.7. The same size and seed
give the same text. Nothing in it is a fact about any city.
"""

from __future__ import annotations

from random import Random

__all__ = ["city_text"]


def city_text(initiatives: int, *, seed: int = 7) -> str:
    """Return the text of a city with so many initiatives.

    There are a partner for each two initiatives, a need for each 20, and terms in number as a city
    of that size would use them: activities, groups and wards grow with the initiatives. An
    initiative has one to three activities, groups and partners; one in twenty serves the whole
    city.
    """
    return "\n".join(_Writer(initiatives, Random(seed)).lines()) + "\n"


class _Writer:
    def __init__(self, count: int, random: Random) -> None:
        self.count = count
        self.random = random
        self.wards = [f"ward-{n}" for n in range(max(20, count // 10))]
        self.groups = [f"group-{n}" for n in range(max(24, count // 40))]
        self.activities = [f"activity-{n}" for n in range(max(40, count // 12))]
        self.partners = [f"partner-{n}" for n in range(max(3, count // 2))]
        self.weights: dict[int, list[float]] = {}

    def some(self, ids: list[str], most: int) -> str:
        """Return one to `most` of the ids, the first ones more often, as YAML."""
        weights = self.weights.setdefault(len(ids), [(n + 1) ** -0.7 for n in range(len(ids))])
        drawn = self.random.choices(ids, weights, k=self.random.randint(1, most))
        return f"[{', '.join(dict.fromkeys(drawn))}]"

    def lines(self) -> list[str]:
        """Return all lines of the file."""
        head = ["format: learningcity/1", "city: {id: made-up, name: Made Up, language: en,"]
        head.append("  as_of: 2025-06, place: town}")
        return [*head, *self.terms(), *self.offers(), *self.wants()]

    def terms(self) -> list[str]:
        """Return places, groups, activities, priorities and partners."""
        lines = ["places:", "  town: {name: Town, population: 400000}"]
        lines += [f"  {w}: {{name: {w}, within: town, population: 9000}}" for w in self.wards]
        lines.append("audiences:")
        for n, group in enumerate(self.groups):
            within = f", within: group-{n // 4}" if n % 4 and n > 3 else ""
            by = ("age", "language", "work")[(n if n <= 3 else n // 4) % 3]
            lines.append(f"  {group}: {{name: {group}, by: {by}{within}}}")
        lines.append("activities:")
        for n, activity in enumerate(self.activities):
            within = f", within: activity-{n // 8}" if n > 12 else ""
            lines.append(f"  {activity}: {{name: {activity}{within}}}")
        lines += ["priorities:", *(f"  priority-{n}: {{name: Priority {n}}}" for n in range(4))]
        lines.append("partners:")
        sectors = ("public", "private", "third")
        for n, partner in enumerate(self.partners):
            lines.append(f"  {partner}: {{name: Organisation {n}, sector: {sectors[n % 3]}}}")
        return lines

    def offers(self) -> list[str]:
        """Return the initiatives."""
        lines, random = ["initiatives:"], self.random
        for n in range(self.count):
            town = random.random() < 0.05
            lines += [
                f"  offer-{n}:",
                f"    name: Offer {n}",
                "    kind: programme",
                f"    activities: {self.some(self.activities, 3)}",
                f"    priorities: [priority-{random.randrange(4)}]",
                f"    places: {'[town]' if town else self.some(self.wards, 2)}",
                f"    modes: [{random.choice(('formal', 'non-formal', 'informal'))}]",
            ]
            if random.random() < 0.8:
                lines.append(f"    audiences: {self.some(self.groups, 3)}")
            lines.append(f"    start: {random.randint(2015, 2024)}-{random.randint(1, 12):02}")
            if random.random() < 0.4:
                lines.append(f"    end: {random.randint(2025, 2029)}-{random.randint(1, 12):02}")
            lines.append(f"    status: {random.choice(('active', 'active', 'unknown'))}")
            if random.random() < 0.5:
                lines.append(f"    capacity: {random.randint(2, 80) * 5}")
            if n and random.random() < 0.1:
                lines.append(f"    part_of: offer-{random.randrange(n)}")
            lines.append("    partners:")
            names = self.some(self.partners, 3)[1:-1].split(", ")
            for role, name in zip(("lead", "deliverer", "funder"), names, strict=False):
                lines.append(f"      - {{partner: {name}, role: {role}}}")
            if random.random() < 0.5:
                amount, funder = random.randint(5, 900) * 1000, names[-1]
                lines.append("    funding:")
                lines.append(
                    f"      total: {{amount: {amount}, currency: EUR, funder: {funder}, "
                    "start: 2022-04, end: 2027-03}"
                )
            if random.random() < 0.3:
                lines.append("    outcomes: [{statement: People went on to further learning}]")
        return lines

    def wants(self) -> list[str]:
        """Return the needs."""
        lines = ["needs:"]
        for n in range(max(3, self.count // 20)):
            lines += [
                f"  need-{n}:",
                f"    statement: Need {n}",
                f"    activities: {self.some(self.activities, 2)}",
                f"    audiences: {self.some(self.groups, 1)}",
                f"    places: {self.some(self.wards, 2)}",
                f"    people: {self.random.randint(2, 500) * 10}",
                "    date: 2023",
            ]
        return lines
