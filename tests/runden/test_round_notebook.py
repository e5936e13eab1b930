"""The page on a whole round as a notebook: what the page says, executed by a real kernel."""

import re
import runpy
import shlex
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from beurteilung.cli import main

ROOT = Path(__file__).parents[2]
TOOL = runpy.run_path(str(ROOT / "tools" / "round_notebook.py"))


def test_it_is_made_from_the_page():
    made = TOOL["notebook"]()
    assert TOOL["NOTEBOOK"].read_text(encoding="utf-8") == made, "run tools/round_notebook.py"


@pytest.mark.filterwarnings("default")  # the kernel's machinery warns about itself
def test_every_cell_runs():
    path = TOOL["NOTEBOOK"]
    notebook = nbformat.read(path, as_version=4)
    resources = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=120, resources=resources).execute()
    assert sum(bool(cell.get("outputs")) for cell in notebook.cells) >= 8


def test_every_command_of_the_page_answers(monkeypatch, capsys):
    """As somebody types it who has the page's files and nothing else."""
    monkeypatch.chdir(TOOL["NOTEBOOK"].parent)
    page = (ROOT / "docs" / "how-to" / "round.md").read_text(encoding="utf-8")
    commands = re.findall(r"`beurteilung (\S+ officers\.csv [^`]*)`", page)
    assert len(commands) == 3
    for command in commands:
        assert main(shlex.split(command)) in {0, 3}, capsys.readouterr().err


def test_five_hundred_officers_and_nothing_personal():
    rows = (
        (ROOT / "docs" / "how-to" / "round" / "officers.csv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    assert len(rows) == 501
    assert rows[0] == "nr;gruppe;alt;neu;befoerdert;frau;teilzeit;schwerbehindert;stichtag"
