"""Each executed page can be downloaded as a notebook, made from its text at each build."""

from pathlib import Path
from typing import Any

import nbformat
from docutils import nodes
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook
from sphinx.application import Sphinx

FOLDER = "notebooks"


def write_notebook(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Write the notebook of a page, without outputs, and tell the template where it lies."""
    if doctree is None:
        return
    text = Path(app.env.doc2path(page)).read_text("utf-8")
    if not is_myst_markdown_notebook(text):
        return
    notebook = read_myst_markdown_notebook(text)
    # Cells get random ids otherwise, and no two builds would be the same.
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"
    nbformat.validate(notebook)
    path = Path(app.outdir) / FOLDER / f"{page}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(nbformat.writes(notebook), "utf-8")
    context["notebook"] = f"{FOLDER}/{page}.ipynb"
