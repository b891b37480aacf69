"""Four questions that the learning partnership of Wolverhampton might ask, and the answers."""

import learningcity as lc

SHOWN = 3


def heading(question: str) -> None:
    print(f"\n{question}\n{'-' * len(question)}")


def main() -> None:
    city = lc.open_example("wolverhampton")
    print(f"{city.name}: {len(city.partners)} partners and {len(city.initiatives)} initiatives,")
    print(f"as public sources described them in {city.as_of}.")

    heading("Where may we have done the same work twice?")
    pairs = lc.find_duplicates(city, ever=True)
    print(pairs.summary())
    for pair in pairs.rows[:SHOWN]:
        first, second = (city.initiatives[key].name for key in pair.initiatives)
        missing = f" Nobody has said: {', '.join(pair.unknowns)}." if pair.unknowns else ""
        print(f"- {first} and {second}: {pair.verdict}.{missing}")

    heading("Which needs does nobody surely meet?")
    coverage = lc.need_coverage(city)
    print(coverage.summary())
    for row in coverage.rows:
        if row.status in ("absent", "possible"):
            who = f"{len(row.may_reach)} may reach it" if row.may_reach else "nobody reaches it"
            print(f"- {city.needs[row.need].statement}: {who}.")

    heading("Whom should we ask what?")
    questions = lc.find_questions(city)
    print(questions.summary())
    for question in questions.rows[:SHOWN]:
        names = ", ".join(str(city.partners[key].name) for key in question.partners)
        print(f"- {question.question} Ask {names}: {question.findings} findings hang on it.")

    heading("Without whom would most be left undone?")
    losses = lc.resilience(city)
    print(losses.summary())
    for loss in losses.rows[:SHOWN]:
        print(f"- {loss.sentence}")


if __name__ == "__main__":
    main()
