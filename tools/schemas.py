"""Write the JSON Schemas of all kinds of files from the classes that read them.

`python tools/schemas.py` writes what has changed; a test compares the files with `schemas()`.
"""

import json

from beurteilung._base import toml as reading
from beurteilung._base.compiled import DATA
from beurteilung.cases import format as case_format
from beurteilung.law import codes
from beurteilung.law import decisions as authorities
from beurteilung.law.document import Dokument
from beurteilung.render.forms import report_schema

FOLDER = DATA / "schema"
ROOTS: dict[str, tuple[type[object], str]] = {
    "guideline": (Dokument, "Guideline, its scales and mappings (beurteilung)"),
    "authorities": (authorities._Datei, "Decisions and rules (beurteilung)"),  # noqa: SLF001
    "codes": (codes._Datei, "Codes of findings (beurteilung)"),  # noqa: SLF001
    "questions": (codes._Fragen, "Questions of yes or no (beurteilung)"),  # noqa: SLF001
    "case": (case_format.Fall, "Case (beurteilung)"),
}


def schemas() -> dict[str, str]:
    """Return the text of each schema file by its name."""
    made = {name: reading.schema(*root) for name, root in ROOTS.items()}
    made["case.de"] = reading.schema(case_format.Fall, "Fall (beurteilung)", "de")
    german = "Richtlinie, ihre Skalen und Abbildungen (beurteilung)"
    made["guideline.de"] = reading.schema(Dokument, german, "de")
    made["report"] = report_schema()
    return {
        f"{name}.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        for name, schema in made.items()
    }


if __name__ == "__main__":
    for file, text in schemas().items():
        (FOLDER / file).write_text(text, encoding="utf-8")
