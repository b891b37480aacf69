"""The command ``learningcity``. Commands import what they need when they run."""

from learningcity.cli.main import main

__all__ = ["main"]
