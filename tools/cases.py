"""Write the table of decided cases from the files that the tests replay.

`python tools/cases.py` writes docs/cases/table.md; a test compares the page with `page()`.
"""

import tomllib
from pathlib import Path
from typing import Any

from beurteilung._base.toml import structure
from beurteilung.cases.format import Fall
from beurteilung.cases.report import check
from beurteilung.law import loading
from beurteilung.law.decisions import authority
from beurteilung.model.findings import Finding, Verdict, first_words
from beurteilung.render.wording import evidence_name

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "cases"
PAGE = ROOT / "docs" / "cases" / "table.md"
READ = {
    "volltext": "full text",
    "leitsatz": "headnote",
    "tatbestand": "facts",
    "zitiert": "as cited",
    "sekundaer": "secondary source",
}
INTRO = """# All decided cases

What the tests assert of each decision, and what each verdict rests on. Open points are counted; those that lean are
named.
A case never proves itself: its own decision is left out, unless a line says otherwise. This page is written by
`python tools/cases.py`.
"""


def page() -> str:
    """Return the page."""
    for path in sorted((FOLDER / "skalen").glob("*.toml")):
        loading.load(path)
    return "\n".join([INTRO, *(_part(path) for path in sorted(FOLDER.glob("*.toml")))])


def _part(path: Path) -> str:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    decision = authority(table["quelle"])
    named = table["fall"]
    if isinstance(named, str):
        named = tomllib.loads((ROOT / named).read_text(encoding="utf-8"))
    report = check(structure(Fall, named, path.name))
    told = [f for f in report.walk() if not f.code.startswith("wechsel.") and _shown(f)]
    count = sum(f.verdict is Verdict.OPEN for f in report.findings)
    rows = [f"| `{f.code}` | {first_words(f, 'en')} | {_basis(f)} |" for f in told]
    mirrors = [_mirror(m) for m in table.get("spiegel", [])]
    lines = [
        f"## {report.case.titel}",
        "",
        f"{decision.source.zitat}. Read: {READ[decision.gelesen]}. Outcome: {table['ergebnis']}.",
        "",
        "| Finding | Verdict | Rests on |",
        "|---|---|---|",
        *rows,
        f"| together | {first_words(report.overall, 'en')} | {count} open of {len(report.findings)} |",
        "",
        *(["Mirrors:", "", *mirrors, ""] if mirrors else []),
    ]
    return "\n".join(lines)


def _mirror(mirror: dict[str, Any]) -> str:
    """Name a change of facts, and the verdicts that it turns."""
    turned = [*mirror.get("aendert", []), *mirror.get("neu", [])]
    told = [
        f"`{t['code']}` {'is silent' if t.get('fehlt') else t['befund']}"
        + (f" (leaning {t['neigung']})" if "neigung" in t else "")
        for t in turned
    ]
    return f"- {mirror['name']}: {', '.join(told) or 'turns no verdict'}"


def _shown(finding: Finding) -> bool:
    return finding.verdict is not Verdict.OPEN or finding.leaning is not None


def _basis(finding: Finding) -> str:
    places = (*finding.citations, *finding.supporting)
    names = ", ".join(dict.fromkeys(f"`{c.source_id}`" for c in places)) or "facts of the case"
    grade = f" ({evidence_name(finding.evidence).en})" if finding.evidence else ""
    own = ", own calculation" if finding.calculated else ""
    return f"{names}{grade}{own}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
