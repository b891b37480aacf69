"""Try some of the bad inputs in a process of its own, with little memory and little time.

    python -m tests.robustness.child library|command FIRST STEP

Takes every STEP-th input from FIRST on. Each line printed is an input that has begun, or JSON that
says what came of it. An endless loop ends in the signal SIGPROF, an endless wait in SIGALRM, a
crash in another one: the last input that has begun is then the culprit. Work is counted in seconds
of the processor, which a busy machine does not make longer.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import signal
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

from learningcity.diagnostics import Problem, Severity
from learningcity.errors import CityFileError
from learningcity.io.documents import read_document
from learningcity.io.reader import parse_city
from tests.robustness.corpus import all_bad
from tests.robustness.corpus_base import Bad

MEMORY = 2**30
SECONDS, WAITING = 10, 120
SMALL = 5_000
"""Up to how many bytes an input is also read by the slower parser, to compare."""


def by_library(one: Bad) -> dict[str, object]:
    """Read an input, and look at what was said about it."""
    try:
        parse_city(one.content, name="bad.yaml")
    except CityFileError as error:
        errors = [problem for problem in error.problems if problem.severity is Severity.ERROR]
        text = str(error)
    else:
        return {"failed": "read without an error"}
    first = errors[0]
    return {
        "code": first.code,
        "line": first.location.line,
        "hint": first.hint is not None,
        "errors": len(errors),
        "failed": _misplaced(one.content, errors) or _unprintable(text) or _parsers_differ(one),
    }


def _misplaced(content: bytes, errors: list[Problem]) -> str | None:
    """Return what is wrong with a place: each is inside the file, and shows its line."""
    for problem in errors:
        at = problem.location
        if (at.line is None) != (at.column is None):
            return f"half a place: {at}"
        if at.line is None or at.column is None or at.text is None:
            continue
        if not 1 <= at.column <= len(at.text) + 1 or not 1 <= at.line <= len(content) + 1:
            return f"outside: {at}"
    return None


def _unprintable(text: str) -> str | None:
    """Return which character of a message a terminal would act on."""
    kinds = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    found = {sign for sign in text if unicodedata.category(sign) in kinds and sign != "\n"}
    return f"the message holds {found}" if found else None


def _parsers_differ(one: Bad) -> str | None:
    if len(one.content) > SMALL:
        return None
    ours, theirs = (
        [
            (p.code, p.location.line, p.location.column)
            for p in read_document(one.content, "", pure=pure).problems
        ]
        for pure in (False, True)
    )
    return None if ours == theirs else f"libyaml {ours}, without it {theirs}"


def by_command(one: Bad) -> dict[str, object]:
    """Check a file with the command."""
    from learningcity.cli import main

    said, talked = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bad.yaml")
        path.write_bytes(one.content)
        code: object = None
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(talked):
            try:
                main.main(["check", str(path)], prog_name="learningcity")
            except SystemExit as end:
                code = end.code
    text = said.getvalue() + talked.getvalue()
    failed = None
    if code != 1:
        failed = f"exit code {code}"
    elif f"[{one.code}]" not in text or "Traceback" in text:
        failed = "the output does not say it"
    elif len(text) > 200_000:
        failed = f"{len(text):,} characters of output"
    return {"failed": failed}


def main() -> None:
    """Try the inputs that the command line names."""
    way = {"library": by_library, "command": by_command}[sys.argv[1]]
    chosen = all_bad()[int(sys.argv[2]) :: int(sys.argv[3])]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    for one in chosen:
        print(f"begin {one.name}", flush=True)
        signal.alarm(WAITING)
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        start = time.process_time()
        try:
            result = way(one)
        except BaseException as error:
            result = {"failed": f"{type(error).__name__}: {str(error)[:500]}"}
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.alarm(0)
        seconds = round(time.process_time() - start, 3)
        print(json.dumps({"name": one.name, "seconds": seconds, **result}), flush=True)


if __name__ == "__main__":
    main()
