"""Four questions about Gwangmyeong, whose files are in Korean, and the answers in English."""

import learningcity as lc

SHOWN = 5


def english(city: lc.City, reference: str) -> str:
    name = city.find(reference).called
    return reference if name is None else name.in_language("en")


def heading(question: str) -> None:
    print(f"\n{question}\n{'-' * len(question)}")


def main() -> None:
    city = lc.open_example("gwangmyeong")
    name = city.name.in_language("en")
    print(f"{city.name} ({name}), as public sources described it in {city.as_of}.")

    heading("Who answers for each aim?")
    aims = lc.ownership(city)
    print(aims.summary())
    for aim in aims.rows:
        owner = "nobody" if aim.owner is None else english(city, aim.owner)
        print(f"- {english(city, f'priority:{aim.priority}')}: {owner}.")

    heading("Where may the same work be done twice?")
    pairs = lc.find_duplicates(city)
    print(pairs.summary())
    for pair in pairs.rows[:SHOWN]:
        first, second = (english(city, f"initiative:{key}") for key in pair.initiatives)
        print(f"- {first} and {second}: {pair.verdict}, overlap {pair.overlap:.2f}.")

    heading("Which partners join those who would not meet?")
    positions = lc.partner_positions(lc.partnership_graph(city), city=city)
    for partner in positions.rows[:SHOWN]:
        name = english(city, f"partner:{partner.partner}")
        lost = f"; without it {partner.cut_off} would be cut off" if partner.cut_off else ""
        print(f"- {name} works with {partner.degree} others{lost}.")

    heading("Do the sectors meet more often than chance would have it?")
    mixing = lc.sector_mixing(lc.affiliation_graph(city), samples=200)
    print(mixing.summary())


if __name__ == "__main__":
    main()
