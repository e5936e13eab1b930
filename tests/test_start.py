"""What a call imports: its answer is there sooner, the fewer modules it waits for."""

from __future__ import annotations

import subprocess
import sys

import pytest

from beurteilung import example

CASE = str(example("vg-stade-3-a-401-02"))
PROGRAM = "import sys; from beurteilung.cli import main; main({words}); print(*sys.modules, file=sys.stderr)"
SELDOM = (
    "attr", "inspect", "tempfile", "html", "difflib", "traceback", "calendar", "beurteilung._base.slips",
    "beurteilung.law.loading", "beurteilung.law.checks", "beurteilung.frames", "beurteilung.personen",
    "beurteilung.runden", "beurteilung.integrations", "beurteilung.render.html",
    "beurteilung.render.markdown", "beurteilung.render.notebook", "beurteilung.render.pdf",
    "beurteilung.render.forms", "beurteilung.render.drawing",
)  # fmt: skip
"""What an answer in words needs none of."""


def imported(code: str) -> set[str]:
    """Return the modules that a process of its own has imported when it ends."""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    return set(run.stderr.split())


@pytest.mark.parametrize(
    ("words", "besides"),
    [
        (["--version"], ("beurteilung.law", "beurteilung.model", "beurteilung.render", "json")),
        (["compare", "ni-pol-1996:5", "ni-pol-1999:3"], ("beurteilung.cases",)),
        (["check", CASE], ()),
    ],
    ids=["version", "compare", "check"],
)
def test_an_answer_in_words_waits_for_no_other(words: list[str], besides: tuple[str, ...]) -> None:
    found = imported(PROGRAM.format(words=words))
    assert "beurteilung.cli.program" in found
    assert found & {*SELDOM, *besides} == set()


def test_a_grade_waits_for_no_case() -> None:
    code = "import sys, beurteilung; beurteilung.grade('ni-pol-1996:5'); print(*sys.modules, file=sys.stderr)"
    found = {name for name in imported(code) if name.startswith("beurteilung.")}
    wings = {name.split(".")[1] for name in found}
    assert wings == {"_base", "model", "law"}
    assert found.isdisjoint({"beurteilung.law.document", "beurteilung.model.offices"})
