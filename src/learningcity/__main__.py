"""``learningcity`` and ``python -m learningcity``: the command line, in a process of its own."""

import gc

__all__ = ["run"]


def run() -> None:
    """Run the command line."""
    # Most of a short run is loading, which leaves no rubbish: look for it more seldom.
    gc.set_threshold(100_000)
    from learningcity.cli import main

    main()


if __name__ == "__main__":
    run()
