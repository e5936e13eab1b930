"""Write the reference pages from the code and the decisions, and draw the pictures. Sphinx calls this.

Nothing under ``docs/reference`` is written by hand or kept in the repository.
"""

from __future__ import annotations

import contextlib
import inspect
import json
import os
import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docutils import nodes
from docutils.parsers.rst import Directive

import beurteilung
from beurteilung import check
from beurteilung._base import errors
from beurteilung._base.compiled import DATA
from beurteilung._base.text import day
from beurteilung._base.toml import schema
from beurteilung.cases.format import Fall, auswahl, beteiligte, laufbahn, massstab, urteil, values
from beurteilung.cases.format import beurteilung as appraisals
from beurteilung.cli import commands, usage
from beurteilung.cli.program import parameters
from beurteilung.frames.questions import COMPARED, FAULTS
from beurteilung.law import document, files
from beurteilung.law.codes import codes
from beurteilung.law.decisions import authorities, rules
from beurteilung.render.markdown import inert
from beurteilung.render.notebook import picture
from beurteilung.render.offline import offline_page
from beurteilung.render.wording import evidence_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

    from beurteilung._base.text import Lang
    from beurteilung.law.decisions import Aussage, Entscheidung, Regel


class Picture(Directive):
    """Draw the value of a Python expression, as a notebook would show it."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the picture as HTML."""
        names = {name: getattr(beurteilung, name) for name in beurteilung.__all__}
        with contextlib.chdir(Path(__file__).parent.parent):  # examples are named from there
            thing = eval("\n".join(self.content), {**names, "date": date})  # noqa: S307 - our own pages
        return [nodes.raw("", picture(thing, "en").html, format="html")]


def generate(docs: Path) -> None:
    """Write all reference pages anew; a page that stays the same keeps its time stamp."""
    target = docs / "reference"
    pages = {
        "contract": contract(),
        "frames": frame_page(),
        "rounds": round_page(),
        "command-line": command_line(),
        "case-file": case_file(),
        "guideline-file": guideline_file(),
        "json": json_forms(),
        "codes": code_page(),
        "integrations": integrations(),
        "strategies": automodule("Strategies for Hypothesis", "beurteilung.strategies"),
        "errors": error_page(),
        "authorities": decisions(),
    }
    pages["index"] = REFERENCE.format("\n".join(pages))
    target.mkdir(exist_ok=True)
    for name, text in pages.items():
        file = target / f"{name}.md"
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
    for extra in target.iterdir():
        if extra.stem not in pages:
            shutil.rmtree(extra) if extra.is_dir() else extra.unlink()


REFERENCE = """# Reference

All that is public, made from the code that it describes.

```{{toctree}}
:maxdepth: 1

{}
```
"""


def offline(docs: Path) -> None:
    """Write the page without Python beside the others; it takes some seconds."""
    (docs / "_extra" / "offline.html").write_text(offline_page(), encoding="utf-8")


def reports(docs: Path) -> None:
    """Write the report on the seed case as one looks at it and as one files it, in both languages."""
    report = check(docs.parent / "examples" / "vg-stade-3-a-401-02.toml")
    languages: dict[str, Lang] = {"vermerk": "de", "report": "en"}
    for name, lang in languages.items():
        file = docs / "_extra" / f"{name}.html"
        file.write_text(report.render("html", lang), encoding="utf-8")
        file.with_suffix(".pdf").write_bytes(report.render("pdf", lang))


# --- From docstrings ---------------------------------------------------------------------------------

TOPICS = {
    "Look up what ships, or load your own": (
        "grade", "scale", "scales", "mapping", "guideline", "guidelines", "in_force", "load", "load_all",
        "read_guideline", "read_case", "event", "example", "examples",
    ),
    "Ask": ("compare", "check", "check_richtwert", "allowed"),
    "Grades and scales": ("Grade", "GradeScale", "ScaleMapping", "Interval"),
    "Offices, events, appraisals": (
        "Appraisal", "Period", "Office", "Besoldungsgruppe", "Laufbahngruppe",
        "Befoerderung", "Laufbahnwechsel", "Amtszulage",
    ),
    "Answers and what they stand on": (
        "GradeChange", "Finding", "Verdict", "Report", "from_json", "to_json", "Guideline",
        "Source", "Citation", "Evidence",
    ),
}  # fmt: skip


PARTS = (
    "cases.report.Consequence",
    "changes.measure.Outcome",
    "law.codes.Thema",
    "law.document.Geltung",
    "law.document.Luecke",
    "model.findings.Ground",
    "model.mappings.Loss",
    "model.offices.StatusEvent",
    "cases.receipt.Digest",
    "cases.receipt.Receipt",
    "model.scales.Stage",
    "model.scales.Step",
    "richtwerte.check.Allowance",
    "_base.text.Text",
)
"""What the public classes hold: returned, but not imported by users."""


def contract() -> str:
    """Document every public name of the root; a name that no topic has is an error."""
    told = {name for names in TOPICS.values() for name in names}
    if told != set(beurteilung.__all__):
        raise ValueError(
            f"names without a topic, or topics without a name: {told ^ set(beurteilung.__all__)}"
        )
    parts = [
        "# Public names\n",
        "What `from beurteilung import …` offers. Nothing else at the root is promised.\n",
    ]
    for topic, names in TOPICS.items():
        parts.append(f"## {topic}\n")
        parts += [documented(f"beurteilung.{name}", getattr(beurteilung, name)) for name in names]
    parts.append("## What answers are made of\n")
    parts += [f"```{{eval-rst}}\n.. autoclass:: beurteilung.{name}\n```\n" for name in PARTS]
    return "\n".join(parts)


def documented(name: str, value: object) -> str:
    """Return the directive that prints a docstring."""
    kind = "autoclass" if inspect.isclass(value) else "autofunction"
    members = "\n   :members:\n   :undoc-members:" if kind == "autoclass" else ""
    return f"```{{eval-rst}}\n.. {kind}:: {name}{members}\n```\n"


def automodule(title: str, *modules: str) -> str:
    """Document what modules offer."""
    parts = [f"# {title}\n"]
    for module in modules:
        head = f"## {module}\n\n" if len(modules) > 1 else ""
        parts.append(
            f"{head}```{{eval-rst}}\n.. automodule:: {module}\n   :members:\n"
            "   :exclude-members: cache_ok, impl, comparator_factory\n```\n"
        )
    return "\n".join(parts)


def integrations() -> str:
    """Document the modules that join the library to others."""
    names = ("plain", "pydantic", "cattrs", "sqlalchemy")
    return automodule("Integrations", *(f"beurteilung.integrations.{name}" for name in names))


COLUMNS = {
    "nominal": "difference of the printed figures, better being positive; null where it is no whole number",
    "nominal_exact": "the same as an exact number, such as -3/2",
    "steps": "difference in steps (grades); on one scale only",
    "scale_effect": "what the change of scale alone accounts for, in stages",
    "real": "difference in substance, in stages",
    "explained": "what the events explain of it, in stages",
    "unexplained": "what is left and needs reasons, in stages",
    "why_not": "why a measure is null, where one is",
    "verdict": "of the finding: satisfied, violated, not applicable, open",
    "code": "of the finding: see the page on codes",
}
"""The columns of `frames.compare`; those of an interval have both ends, ``_low`` and ``_high``."""


def frame_page() -> str:
    """Document whole tables: functions, each new column, each code of a row without an answer."""
    names = dict.fromkeys(re.sub("_(low|high)$", "", column.name) for column in COMPARED)
    if missing := set(names) ^ set(COLUMNS):
        raise ValueError(
            f"columns without a description, or descriptions without a column: {missing}"
        )
    ends = {column.name for column in COMPARED}
    rows = [
        (f"`{name}`" if name in ends else f"`{name}_low`, `{name}_high`", COLUMNS[name])
        for name in names
    ]
    faults = [
        (f"`{word}`", " ".join((inspect.getdoc(kind) or "").split())) for kind, word in FAULTS
    ]
    faults += [
        ("`null`", "A cell that the answer depends on is null or empty."),
        ("`no-outcome`", "The row came after the call, or is not covered by an outcome table."),
    ]
    return "\n".join([
        "# Whole tables\n",
        FRAMES,
        "## Columns of compare\n",
        table(("column", "holds"), rows),
        "## Codes of rows without an answer\n",
        table(("error", "when"), faults),
        "## Whole files\n",
        "```{eval-rst}\n.. automodule:: beurteilung.frames.files\n   :members: run, Done\n```\n",
    ])  # fmt: skip


FRAMES = """```{eval-rst}
.. automodule:: beurteilung.frames
   :members: compare, convert, outcomes, richtwerte, summary, Outcomes, Summary
```
"""


ROUND_PARTS = (
    "runden.duties.Notenspiegelpflicht",
    "runden.duties.Bestimmung",
    "personen.fortschreibung.Mean",
    "personen.fortschreibung.Shares",
    "personen.format.Notendatei",
    "personen.format.Beurteilungsangabe",
    "personen.format.Bewerbungsangabe",
)
"""What the classes of both wings hold: read from data and files, or returned."""


def round_page() -> str:
    """Document what evaluates rounds and asks about single officers: each public name of both wings."""
    parts = ["# Rounds and persons\n"]
    for title, module in (("Rounds", "runden"), ("Persons", "personen"), ("Files", "personen.format"),
                          ("Orders and limits of time", "personen.norms"),
                          ("Whole tables", "frames.rounds")):  # fmt: skip
        name = f"beurteilung.{module}"
        parts += [
            f"## {title}\n",
            f"```{{eval-rst}}\n.. automodule:: {name}\n   :members:\n   :imported-members:\n```\n",
        ]
    parts.append("## What they hold\n")
    parts += [f"```{{eval-rst}}\n.. autoclass:: beurteilung.{name}\n```\n" for name in ROUND_PARTS]
    return "\n".join(parts)


def json_forms() -> str:
    """Say which JSON there is and where its schema lies; print the keys of a report."""
    parts = ["# JSON\n", JSON]
    report = json.loads((DATA / "schema" / "report.json").read_text(encoding="utf-8"))
    parts += ["## A report\n", keys(report)]
    own = (
        set(report["$defs"])
        - set(cast("dict[str, object]", schema(Fall, "case")["$defs"]))
        - {"Fall"}
    )
    for name, body in report["$defs"].items():
        if name in own:
            parts += [f"## {name}\n", keys(body)]
    return "\n".join(parts).replace("[Fall](#fall)", "[Fall](case-file.md)")


JSON = """`beurteilung check --format json` (`jsonl`: one report per line) and `report.render("json")` write the
form on this page; its key `format` carries the version. Later versions read what earlier ones wrote.
`beurteilung compare`, `scales`, `guidelines` and `explain` with `--format json` write the same values in less.

The schemas are installed with the library, in `beurteilung/data/schema`: `case.json`, `guideline.json`, `report.json`,
`codes.json`, `authorities.json`.
"""


def code_page() -> str:
    """Print every code of a finding with the question that it answers."""
    rows = [(f"`{one.code}`", inert(one.de), inert(one.en)) for one in codes()]
    return "\n".join([
        "# Codes of findings\n",
        "Codes are stable; texts are not. `beurteilung explain CODE` says what a code rests on.\n",
        table(("code", "German", "English"), rows),
    ])  # fmt: skip


def error_page() -> str:
    """Document every exception."""
    parts = [
        "# Errors\n",
        "Each message says what was given, what was expected, and the way out.\n",
    ]
    parts += [
        f"```{{eval-rst}}\n.. autoexception:: beurteilung.errors.{name}\n   :show-inheritance:\n```\n"
        for name in sorted(errors.__all__)
    ]
    return "\n".join(parts)


# --- From the parser and the case file -------------------------------------------------------------------


def command_line() -> str:
    """Print the help of the program and of each command."""
    os.environ["COLUMNS"] = "42"  # what a page on a phone shows without breaking a line
    parts = ["# Command line\n", code(usage.program_help("en"))]
    for name in commands.COMMANDS:
        parts += [
            f"## beurteilung {name}\n",
            code(usage.command_help(name, parameters(name), "en")),
        ]
    parts.append(EXIT_CODES)
    return "\n".join(parts)


EXIT_CODES = """## Exit codes

| Code | Meaning |
|---|---|
| 0 | nothing violated, nothing open |
| 1 | something violated |
| 3 | nothing violated, something open |
| 2 | bad input, or nowhere to write: the message names file, key and the way out |
| 130 | interrupted from the keyboard |
| 141 | whoever read the answer stopped reading |
| 143 | ended by SIGTERM |

An interrupt while Python still starts, before it has read the modules of the program, ends with a traceback of
Python's. The code is 130 for a shell, but 1 in the first hundredths of a second, in which no line of the library has
run: a verdict has an answer on the standard output or in the file of `--output`, and where there is none it is none.
"""


def code(text: str) -> str:
    """Return a block of text as it is printed."""
    return f"```text\n{text.rstrip()}\n```\n"


def case_file() -> str:
    """Print the tables and keys of case files from the classes that read them."""
    modules = (laufbahn, appraisals, urteil, beteiligte, massstab, auswahl, values)
    return keyed("Case files", CASE_FILE, Fall, modules)


def guideline_file() -> str:
    """Print the tables and keys of guideline files from the classes that read them."""
    return keyed("Guideline files", GUIDELINE_FILE, document.Dokument, (document, files))


def keyed(title: str, intro: str, cls: type, modules: tuple[ModuleType, ...]) -> str:
    """Print the tables and keys of a kind of file; a table that nobody describes is an error."""
    described = schema(cls, title)
    parts = [f"# {title}\n", intro, "## The file\n", keys(described)]
    for name, body in cast("dict[str, dict[str, object]]", described["$defs"]).items():
        found = next((vars(module)[name] for module in modules if name in vars(module)), None)
        doc = inspect.getdoc(found) or ""
        parts += [f"## {name}\n", doc.split("\n\n")[0] + "\n", keys(body)]
    return "\n".join(parts)


CASE_FILE = """A case file is TOML. Keys are German. A key left out is *not known*; it is never a default,
and what depends on it stays open. `beurteilung new case` prints one to start from, `beurteilung validate FILE.toml`
lists all faults at once.
"""

GUIDELINE_FILE = """A guideline file is TOML and describes one edition: its scales, which Stichtage it governs,
Richtwerte, periods, duties, and the gaps. Every datum names its source (`quelle`) and how firmly it attests it
(`evidenz`). `beurteilung new guideline` prints one to start from;
[the how-to](../how-to/own-guideline.md) writes one step by step. A list of one may stand without brackets, and a table
of which only its text is needed as that text.
"""


def keys(body: dict[str, object]) -> str:
    """Return the keys of one table: what it means, what it holds, whether it must be there."""
    required = cast("list[str]", body.get("required", []))
    rows = [
        (
            f"`{name}`",
            str(what.get("description", "")),
            shape(what),
            "yes" if name in required else "",
        )
        for name, what in cast("dict[str, dict[str, object]]", body["properties"]).items()
    ]
    return table(("key", "meaning", "holds", "required"), rows)  # a phone shows the first two


def shape(what: dict[str, object]) -> str:
    """Say in words what a JSON Schema asks for."""
    if "$ref" in what:
        name = str(what["$ref"]).rpartition("/")[2]
        return f"table [{name}](#{name.lower()})"
    if "anyOf" in what:
        first, *others = map(shape, cast("list[dict[str, object]]", what["anyOf"]))
        # a list of tables of which one may stand alone is a list
        return " or ".join([first, *(one for one in others if first != f"list of: {one}")])
    if "enum" in what:
        return ", ".join(f"`{value}`" for value in cast("list[object]", what["enum"]))
    if what.get("type") == "array":
        return f"list of: {shape(cast('dict[str, object]', what['items']))}"
    if what.get("format") == "date":
        return "day"
    words = {
        "string": "text",
        "integer": "whole number",
        "boolean": "true or false",
        "object": "table",
        "null": "nothing",
    }
    return words.get(str(what.get("type")), "number")


# --- From the decisions ----------------------------------------------------------------------------------


def decisions() -> str:
    """Print every decision by court, with what it says, and every rule with the decisions on it."""
    parts = [
        "# Index of authorities\n",
        DECISIONS.format(len(authorities()), len(rules())),
    ]
    courts: dict[str, list[Entscheidung]] = {}
    for one in authorities():
        courts.setdefault(one.gericht, []).append(one)
    for court in sorted(courts):
        parts.append(f"## {court}\n")
        for one in sorted(courts[court], key=lambda d: (d.datum or date.min, d.aktenzeichen)):
            parts += decision(one)
        parts.append("")
    parts.append("## Rules of law\n")
    for law in sorted(rules(), key=lambda r: r.code):
        parts += [*rule_of_law(law), ""]
    return "\n".join(parts)


DECISIONS = """The {} decisions that the library knows, in our own words, by court; below them
[the {} rules](#rules-of-law) of which they speak, with the decisions for and against each. A decision
counts only from its day on, and only as far as it was read.
"""

READ = {
    "volltext": "full text read",
    "leitsatz": "headnote read",
    "tatbestand": "operative part or facts read",
    "zitiert": "known from a citation only",
    "sekundaer": "known from literature or press",
}
SIDES: dict[str, str] = {"stuetzt": "supports", "begrenzt": "limits", "lehnt_ab": "rejects"}
BY = {"stuetzt": "supported by", "begrenzt": "limited by", "lehnt_ab": "rejected by"}
STANDING = {
    "nicht_rechtskraeftig": "not final",
    "aufgegeben": "abandoned",
    "aufgehoben": "annulled",
}


def decision(one: Entscheidung) -> Iterator[str]:
    """Yield the lines of one decision."""
    name = inert(one.source.zitat)
    shown = f"[{name}]({one.url})" if one.url else name
    yield f"- {shown} ({READ[one.gelesen]})"
    for stand in one.stand:
        since = f" since {day(stand.ab, 'en')}" if stand.ab else ""
        of = f", as to `{stand.regel}`" if stand.regel else ""
        yield f"  - *{STANDING[stand.status]}*{since}{of}"
    for said in one.aussage:
        yield statement(said)


def statement(said: Aussage) -> str:
    """Return what a decision says of one rule, as a line."""
    how = evidence_name(said.evidenz).en
    law = f"[`{said.regel}`](#{place(said.regel)})"
    return f"  - {SIDES[said.richtung]} {law}: {inert(said.en)} [{how}]"


def rule_of_law(law: Regel) -> Iterator[str]:
    """Yield the lines of one rule: what it says, who supports, limits or rejects it, what nobody tells."""
    yield f"({place(law.code)})=\n### {law.code}\n\n{inert(law.en)}\n"
    for number in law.zahl:
        yield f"- `{number.name}`: {number.wert} ({inert(number.citation.source.zitat)})"
    for side, name in BY.items():
        found = [
            inert(one.source.zitat)
            for one in authorities()
            if any((said.regel, said.richtung) == (law.code, side) for said in one.aussage)
        ]
        if found:
            yield f"- {name} {'; '.join(found)}"
    yield from (f"- not attested: {inert(gap.en)}" for gap in law.luecke)


def place(code: str) -> str:
    """Return the anchor of a rule."""
    return f"rule-{code.replace('.', '-')}"


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a Markdown table; a bar inside a cell is escaped."""
    lines = [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
    return "\n".join([f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *lines, ""])
