"""The reference page of problems, made from the texts of the package and the tested answers."""

from pathlib import Path

from learningcity.cli.explaining import CODES, explain

ANSWERS = Path(__file__).parents[1] / "tests" / "problems" / "expected"


def problem_page() -> str:
    """Write a section for each code: what it means, the wrong file, the answer, the mended file."""
    return "\n".join(map(_section, CODES))


def _section(code: str) -> str:
    found = explain(code)
    answer = (ANSWERS / f"{code}.txt").read_text(encoding="utf-8")
    parts = [f"## {code}", f"*{found.severity}* · {found.summary}", *found.paragraphs]
    if found.wrong:
        parts += ["Wrong:", *_files(found.wrong, "text")]
    parts += ["What `learningcity check` says:", f"```text\n{answer}```"]
    if found.mended:
        parts += ["Mended:", *_files(found.mended, "yaml")]
    return "\n\n".join(parts) + "\n"


def _files(example: tuple[tuple[str, str], ...], language: str) -> list[str]:
    several = len(example) > 1
    return [
        f"```{language}\n{f'# {name}' + chr(10) if several else ''}{text}```"
        for name, text in example
    ]
