"""Write a file in a process that may be killed, or may not write much.

    python -m tests.robustness.writing PATH SIZE [LIMIT]

Says "ready", then writes SIZE bytes to PATH again and again; with a LIMIT once, as no more than
that many bytes may be written to a file, and says the error.
"""

from __future__ import annotations

import resource
import signal
import sys

from learningcity.io.atomic import write_atomically


def main(path: str, size: str, limit: str | None = None) -> None:
    """Write as the command line says."""
    content = b"new\n" * (int(size) // 4)
    if limit is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
        try:
            write_atomically(path, content)
        except OSError as error:
            print(f"errno {error.errno}")
        return
    print("ready", flush=True)
    while True:
        write_atomically(path, content)


if __name__ == "__main__":
    main(*sys.argv[1:])
