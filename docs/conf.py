"""Sphinx configuration. The build uses no network, and a warning is an error."""

import os
import re
import sys
from importlib import metadata
from importlib.resources import files
from pathlib import Path

import yaml
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parents[1]))
from docs.api_page import api_entries, hide_signature
from docs.command_page import command_sections
from docs.downloads import write_notebook
from docs.inventories.refresh import MAPPING
from docs.problem_page import problem_page
from docs.reference_pages import MADE

# The notebook kernels start children of this process: no talk about frozen modules.
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"

project = "learningcity"
author = "learningcity maintainers"
copyright = author  # noqa: A001 - the name that Sphinx reads
release = version = metadata.version("learningcity")
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.intersphinx",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
]
exclude_patterns = ["_build"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_output_stderr = "warn"

# The copy button takes the commands of a terminal, without prompt and output.
copybutton_prompt_text = "$ "

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
autodoc_preserve_defaults = True
napoleon_google_docstring = False
python_maximum_signature_line_length = 88

html_theme = "pydata_sphinx_theme"
html_title = "learningcity"
html_show_sourcelink = False
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_sidebars = {"index": []}
html_theme_options = {
    "navbar_start": ["navbar-logo", "version"],
    "navbar_end": ["theme-switcher"],
    "footer_start": ["copyright", "version"],
    "footer_end": [],
    "navigation_with_keys": False,
    "secondary_sidebar_items": ["page-toc", "notebook"],
    "show_toc_level": 2,
}
html_context = {"default_mode": "auto"}
templates_path = ["_templates"]

# Where others document what we name. The lists are stored here: the build asks nobody.
intersphinx_mapping = MAPPING
# As the sources write it, and as its own project does.
SHORT_NAMES = {"nx.": "networkx.", "pd.": "pandas.", "pl.": "polars."}
SHORT_NAMES |= {"Axes": "matplotlib.axes.Axes", "date": "datetime.date"}


def activity_list(activities: dict[str, dict[str, str]]) -> str:
    """Write the vocabulary as a nested list: name, id, definition."""

    def branch(parent: str | None, depth: int) -> list[str]:
        lines = []
        for key, entry in activities.items():
            if entry.get("within") == parent:
                text = " ".join(entry.get("definition", "").split())
                lines.append(f"{'  ' * depth}- **{entry['name']}** `{key}`: {text}")
                lines += branch(key, depth + 1)
        return lines

    return "\n".join(branch(None, 0))


def write_package_data(_app: Sphinx, page: str, source: list[str]) -> None:
    """Put what the package ships into the pages that list it."""
    if page == "reference/activities":
        text = (files("learningcity") / "data" / "activities.yaml").read_text(encoding="utf-8")
        activities = activity_list(yaml.safe_load(text)["activities"])
        source[0] = source[0].replace("<!-- activities -->", activities)
    elif page == "reference/problems":
        source[0] = source[0].replace("<!-- problems -->", problem_page())
    for mark, text in MADE.get(page, dict)().items():
        source[0] = source[0].replace(mark, text)
    source[0] = command_sections(api_entries(source[0]))


def name_files(_app: Sphinx, _page: str, source: list[str]) -> None:
    """Show the name of its file above a block that is fenced as ``yaml city.yaml``."""
    named = r"^(```+|~~~+)(?!text\b)(\w+) (\S+)$"
    source[0] = re.sub(named, r"\1{code-block} \2\n:caption: \3", source[0], flags=re.MULTILINE)


def write_out_short_names(_app: Sphinx, _env: object, node: pending_xref, _text: object) -> None:
    """Let links find what the sources know by a short name; intersphinx comes next."""
    target = node.get("reftarget", "")
    for short, full in SHORT_NAMES.items():
        if target == short or (short.endswith(".") and target.startswith(short)):
            node["reftarget"] = full + target.removeprefix(short)


def setup(app: Sphinx) -> None:
    """Connect what this file adds to the build."""
    app.connect("source-read", name_files)
    app.connect("source-read", write_package_data)
    app.connect("autodoc-process-signature", hide_signature)
    app.connect("missing-reference", write_out_short_names, priority=400)
    app.connect("html-page-context", write_notebook)
