"""The notebook of a page, beside the page it is made of."""

import json
from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from sphinx.application import Sphinx

from docs.notebooks import notebook

FOLDER = "notebooks"


def write_notebook(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Write the notebook of a page, without outputs, and tell the template where it lies."""
    if doctree is None:
        return
    text = Path(app.env.doc2path(page)).read_text("utf-8")
    if not (text.startswith("---\nfile_format: mystnb\n") or page.startswith("tutorials/")):
        return
    made = notebook(text)
    nbformat.validate(json.loads(made))
    path = Path(app.outdir) / FOLDER / f"{page}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(made, "utf-8")
    context["notebook"] = f"{FOLDER}/{page}.ipynb"
