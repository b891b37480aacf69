"""Nothing that is read needs a deep stack: the answers are the same in a thread with 64 KB."""

from __future__ import annotations

import json
import subprocess
import sys

PROGRAM = """
import json, sys, threading
from learningcity.errors import CityFileError
from learningcity.io.reader import parse_city
head = "format: learningcity/1\\ncity: {id: x, name: X, as_of: 2024}\\n"
texts = [
    "- " * 30_000, "[" * 100_000, "{a: " * 5_000, head + "needs: &a [*a]\\n", "x: 1\\n", head,
    head + "partners:\\n" + "".join(f"  p{n}: {{parent: p{n + 1}}}\\n" for n in range(300)),
]
def read():
    for text in texts:
        try:
            parse_city(text)
            answers.append("sound")
        except CityFileError as error:
            answers.append(sorted({problem.code for problem in error.problems}))
answers = []
read()
large, answers = answers, []
threading.stack_size(64 * 1024)
thread = threading.Thread(target=read)
thread.start()
thread.join()
print(json.dumps([large, answers]))
"""


def test_the_answers_are_the_same_on_a_small_stack() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    large, small = json.loads(done.stdout)
    assert small == large
    assert large[0] == large[1] == large[2] == ["too-deep"]
    assert large[5] == "sound"
