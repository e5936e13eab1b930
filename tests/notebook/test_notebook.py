"""The tutorial as a notebook: executed by a real kernel, each cell shows what it has to show."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

DOCS = Path(__file__).parent.parent.parent / "docs"


@pytest.mark.filterwarnings("default")  # the kernel's machinery warns about itself
@pytest.mark.parametrize("name", [p.name for p in sorted(DOCS.glob("*.ipynb"))])
def test_every_cell_runs_and_shows_something(name) -> None:
    notebook = nbformat.read(DOCS / name, as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs for cell in cells), "keep the notebook without outputs"
    resources = {"metadata": {"path": str(DOCS)}}
    NotebookClient(notebook, timeout=60, resources=resources).execute()
    shown = [output.data for cell in cells for output in cell.outputs]
    assert len(shown) == len(cells) - 1, "every cell but the imports shows something"
    pictures = [data["text/html"] for data in shown if "text/html" in data]
    assert sum(html.count("<svg ") for html in pictures) >= 5
    assert "(-2, -1, -1, -1, 0)" in [data["text/plain"] for data in shown]
