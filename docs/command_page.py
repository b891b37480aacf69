"""The page of the command line: each command with its options, made from the commands."""

from __future__ import annotations

import re

import click

from learningcity.cli import main
from learningcity.cli.answers import ANSWERS

MARK = re.compile(r"<!-- command: (\S+) -->")


def command_sections(source: str) -> str:
    """Return a page in which the marks have given way to what the commands take."""
    return MARK.sub(lambda mark: command_section(mark.group(1)), source)


def command_section(name: str) -> str:
    """Return how a command is called, what it does, and its options."""
    command = main.commands[name]
    with click.Context(command, info_name=f"learningcity {name}") as context:
        usage = " ".join(command.collect_usage_pieces(context))
        parts = [f"```text\nlearningcity {name} {usage}\n```", *_paragraphs(command.help or "")]
        rows = [_option(option) for option in command.params if option.opts[0][0] == "-"]
    if rows:
        parts.append("\n".join(["| option | means |", "|---|---|", *rows]))
    given = [
        f"[`{each.name}`](answers.md#{each.name})"
        for each in ANSWERS.values()
        if each.command == name
    ]
    if given:
        parts.append(f"What it gives with `--format json`: {', '.join(given)}.")
    return "\n\n".join(parts)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.split("\n\n")]


def _option(option: click.Parameter) -> str:
    assert isinstance(option, click.Option)
    called = ", ".join(f"`{each}`" for each in option.opts)
    choices = option.type.choices if isinstance(option.type, click.Choice) else ()
    means = [(option.help or "").replace("|", "\\|")]
    if choices:
        words = [f"`{word}`" for word in choices]
        means.append(f"One of {', '.join(words)}.")
    elif not option.is_flag:
        kind = "TEXT" if option.type is click.STRING else "NUMBER"
        called += f" `{option.metavar or kind}`"
    if option.show_default and option.default is not None and not option.is_flag:
        means.append(f"Without it: `{option.default}`.")
    return f"| {called} | {' '.join(filter(None, means))} |"
