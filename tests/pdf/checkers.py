"""The PDF before checkers that others wrote: `nox -s pdf` runs this file.

`outloud` checks PDF/UA-1 against the Matterhorn Protocol and more; qpdf checks the syntax. Neither checks
PDF/A: the typesetter enforces it, and `test_pdf.py` looks at what the file itself shows of it.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from papers import CASES, SCALES, dropped

from beurteilung.cases.report import check

FALSE_ALARM = "TBL-014"
"""Misses the table below the ruled grid; its rows and cells are tagged, as TBL-001 to TBL-005 attest."""
ORDER = "ORD-001"
"""A warning, open: the typesetter paints a picture that moves to the next page later than its text."""


@pytest.fixture(scope="module", params=["de", "en"])
def files(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    made = [folder / f"{path.stem}.pdf" for path in CASES]
    for path, file in zip(CASES, made, strict=True):
        file.write_bytes(check(path).render("pdf", request.param))
    return made


def test_an_accessibility_checker_finds_nothing(files) -> None:
    told = files[0].with_name("told.json")
    program = Path(sys.executable).with_name("outloud")
    options = ["--fail-on=never", f"--skip={FALSE_ALARM},{ORDER}", f"--json={told}"]
    subprocess.run([program, *options, *files], capture_output=True, check=True)  # noqa: S603 - our own files
    results = json.loads(told.read_text(encoding="utf-8"))["results"]
    assert [one["stats"]["tagged"] for one in results] == [True] * len(CASES)
    found = {one["path"]: [f["message"] for f in one["findings"]] for one in results}
    assert found == {path: [] for path in found}


def test_the_syntax_is_in_order(files) -> None:
    for file in files:
        with pikepdf.open(io.BytesIO(file.read_bytes())) as made:
            assert made.check_pdf_syntax() == []


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", SCALES)
def test_a_case_of_any_scheme_is_typeset(name, lang) -> None:
    """The typesetter refuses what breaks the standards, so a file is one that keeps them."""
    assert dropped(name).render("pdf", lang).startswith(b"%PDF-1.7")
