"""How a command starts: what is loaded for it, and when."""

from __future__ import annotations

import gc
import subprocess
import sys

from click.testing import CliRunner

from learningcity.cli import main


def modules_of(program: str) -> set[str]:
    """The modules that a Python which runs this program has beyond one that does nothing."""
    closing = "\nimport sys; sys.stderr.write(' '.join(sys.modules))"

    def all_of(text: str) -> set[str]:
        line = [sys.executable, "-c", text + closing]
        done = subprocess.run(line, capture_output=True, text=True, check=True)
        return set(done.stderr.rpartition("\n")[2].split())

    return all_of(program) - all_of("pass")


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a command loads."""
    return modules_of(
        "import sys\n"
        "from learningcity.__main__ import run\n"
        f"sys.argv = ['learningcity', *{arguments!r}]\n"
        "try:\n    run()\nexcept SystemExit:\n    pass"
    )


def own(modules: set[str]) -> set[str]:
    """The modules of this library among these."""
    return {name for name in modules if name.partition(".")[0] == "learningcity"}


def test_importing_the_package_loads_one_module() -> None:
    assert own(modules_of("import learningcity")) == {"learningcity"}
    assert "typing" not in modules_of("import learningcity")


def test_help_loads_no_command() -> None:
    assert own(loaded_by("--help")) == {
        "learningcity",
        "learningcity.__main__",
        "learningcity.cli",
        "learningcity.cli.main",
    }


def test_a_command_loads_no_other_command() -> None:
    loaded = loaded_by("check", "example:wolverhampton")
    assert "learningcity.cli.files" in loaded
    assert loaded.isdisjoint(
        f"learningcity.cli.{name}" for name in ("analyses", "network", "through_time")
    )


def test_a_check_loads_nothing_about_scenarios_and_no_analysis() -> None:
    loaded = loaded_by("check", "example:wolverhampton")
    assert loaded.isdisjoint({"learningcity.io.changes", "learningcity.io.scenarios"})
    assert not {name for name in loaded if name.startswith("learningcity.analysis")}


def test_help_says_of_each_command_what_the_command_says_of_itself() -> None:
    said = " ".join(CliRunner().invoke(main, ["--help"]).stdout.split())
    for name, command in main.commands.items():
        assert command.name == name
        assert f" {name} {command.get_short_help_str(1000)} " in said


def test_the_collector_is_only_made_slower_for_a_process_of_its_own() -> None:
    before = gc.get_threshold()
    CliRunner().invoke(main, ["explain"])
    assert gc.get_threshold() == before
    program = (
        "import atexit, gc, sys\n"
        "from learningcity.__main__ import run\n"
        "atexit.register(lambda: print(gc.get_threshold()[0], file=sys.stderr))\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > 1000, file=sys.stderr))\n"
        "sys.argv = ['learningcity', 'explain']\n"
        "run()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stderr.splitlines()[-2:] == ["True", "100000"]  # the last registered comes first


def test_a_check_of_sound_files_builds_no_model() -> None:
    program = (
        "import atexit, sys\n"
        "from learningcity.__main__ import run\n"
        "def built():\n"
        "    from learningcity.model.city import City\n"
        "    from learningcity.model.kinds import KINDS\n"
        "    models = (City, *(kind.entry for kind in KINDS))\n"
        "    made = [model.__name__ for model in models if model.__pydantic_complete__]\n"
        "    print('built:', made, file=sys.stderr)\n"
        "atexit.register(built)\n"
        "sys.argv = ['learningcity', 'check', 'example:wolverhampton']\n"
        "run()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stderr.splitlines()[-1] == "built: []"


def test_a_check_loads_nothing_that_only_writes_or_takes_plain_data() -> None:
    loaded = loaded_by("check", "example:lanternport")
    assert loaded.isdisjoint({"learningcity.io.mapping", "learningcity.io.yaml_text"})
    assert loaded.isdisjoint({"html.entities", "rapidfuzz"})
