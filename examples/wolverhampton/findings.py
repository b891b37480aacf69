"""Print what the learning partnership of Wolverhampton should look at first."""

import networkx as nx

import learningcity as lc

SHOWN = 5


def heading(text: str) -> None:
    print(f"\n{text}\n{'-' * len(text)}")


def main() -> None:
    city = lc.open_example("wolverhampton")
    print(f"{len(city.partners)} partners, {len(city.initiatives)} initiatives, as of {city.as_of}")

    heading("Where effort may be duplicated, over all years")
    pairs = lc.find_duplicates(city, ever=True)
    print(pairs.summary())
    for pair in pairs.rows[:SHOWN]:
        first, second = (city.initiatives[key].name for key in pair.initiatives)
        unknown = f", not known: {', '.join(pair.unknowns)}" if pair.unknowns else ""
        print(f"{pair.verdict} {pair.score:.2f}: {first} / {second}{unknown}")

    heading("Which needs are surely not met in full")
    coverage = lc.need_coverage(city)
    print(coverage.summary())
    for row in coverage.rows:
        if row.sufficiency == "short":
            print(f"{row.need}: named by {', '.join(row.targeted) or 'nobody'}")

    heading("Which gaps come first")
    for gap in lc.find_gaps(city).rows[:SHOWN]:
        print(f"{gap.type}: {gap.sentence}")

    heading("Who joins the most work")
    graph = lc.partnership_graph(city)
    degree = nx.degree_centrality(graph)
    for partner_id in sorted(degree, key=degree.__getitem__, reverse=True)[:SHOWN]:
        print(f"{city.partners[partner_id].name}: works with {graph.degree[partner_id]} others")


if __name__ == "__main__":
    main()
