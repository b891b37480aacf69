"""Four questions of the council of Lanternport, a city that does not exist, and the answers."""

import learningcity as lc


def heading(question: str) -> None:
    print(f"\n{question}\n{'-' * len(question)}")


def main() -> None:
    city = lc.open_example("lanternport")
    name = {entry.id: str(entry.name) for entry in (*city.initiatives, *city.partners)}

    heading("Where do we do the same work twice, and what money is in it?")
    pairs = lc.find_duplicates(city)
    print(pairs.summary())
    for pair in pairs.rows:
        if pair.verdict in ("reviewed:duplicate", "candidate"):
            first, second = (name[key] for key in pair.initiatives)
            money = "a sum that is not known"
            if pair.at_stake is not None:
                money = f"at most {pair.currency} {pair.at_stake:,}"
            funders = (
                f", both paid by {name[pair.common_funders[0]]}" if pair.common_funders else ""
            )
            print(f"- {first} and {second}: {pair.verdict}; at stake: {money}{funders}.")

    heading("For whom are there surely too few places?")
    coverage = lc.need_coverage(city)
    print(coverage.summary())
    for row in coverage.rows:
        if row.sufficiency == "short":
            places = "no places" if row.supply_high == 0 else f"at most {row.supply_high} places"
            print(f"- {city.needs[row.need].statement}: {places} for {row.people_low:,} people.")

    heading("What ends soon, with nothing to follow?")
    endings = lc.find_endings(city)
    print(endings.summary())
    for ending in endings.rows:
        left = "; ".join(str(city.needs[key].statement) for key in ending.needs)
        print(f"- {name[ending.initiative]}, by {ending.ends_by}. Left: {left or 'no need'}.")

    heading("What if Work Ready ended this year?")
    what_if = lc.with_changes(city, end={"initiatives": {"work-ready": "2025-12-31"}})
    changes = lc.compare_findings(city, what_if, on="2026-01-31")
    print(changes.summary())
    for change in changes.rows:
        print(f"- {change.sentence}")


if __name__ == "__main__":
    main()
