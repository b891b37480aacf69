"""``learningcity`` and ``python -m learningcity``: the command line, in a process of its own."""

import gc

__all__ = ["run"]


def run() -> None:
    """Run the command line."""
    # Most of a short run is loading, which leaves no rubbish: look for it more seldom.
    gc.set_threshold(100_000)
    from learningcity.cli import main

    try:
        main()
    finally:
        # The process ends, and its memory is taken back as a whole: to look through all that is
        # left and to take it apart would be a fifth of a check.
        gc.freeze()


if __name__ == "__main__":
    run()
