"""What a paper must say, for the tests of every format."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from beurteilung import guidelines, scale
from beurteilung._base.toml import structure
from beurteilung.cases.format import Fall
from beurteilung.cases.report import check, read_case
from beurteilung.render.document import Drawing, Findings, Lines, Points, Rows, Sources, Table

EXAMPLES = Path(__file__).parent.parent / "examples"
CASES = sorted(EXAMPLES.glob("*.toml"))
CASE = read_case(EXAMPLES / "vg-stade-3-a-401-02.toml")
REPORT = check(CASE)


SCALES = [s.id for g in guidelines() for s in g.scales]


def dropped(name):
    """Check a case of any shipped scale: a drop from its best grade to its worst."""
    grades = scale(name).grades
    table = {
        "id": "probe",
        "titel": "vom Besten zum Letzten",
        "land": "Bund",
        "amt": [
            {"besoldungsgruppe": "A 9", "laufbahngruppe": "gehobener Dienst"},
            {
                "besoldungsgruppe": "A 10",
                "laufbahngruppe": "gehobener Dienst",
                "ab": date(2016, 5, 1),
            },
        ],
        "beurteilung": [
            {
                "id": "vorher",
                "art": "regel",
                "von": date(2012, 1, 1),
                "bis": date(2014, 12, 31),
                "stichtag": date(2015, 1, 1),
                "fassung": [{"note": str(grades[0])}],
            },
            {
                "id": "jetzt",
                "art": "regel",
                "von": date(2015, 1, 1),
                "bis": date(2017, 12, 31),
                "stichtag": date(2018, 1, 1),
                "fassung": [{"note": str(grades[-1])}],
            },
        ],
        "vergleichsgruppe": {"gebildet": True, "besoldungsgruppe": "A 10"},
        "richtwerte": {"gesetzt_fuer": [grades[0].code]},
    }
    return check(structure(Fall, table, "probe"))


def squeezed(text):
    return "".join(text.split())


def of_finding(one):
    """Yield what a paper must say of a finding, in order."""
    yield from (one.verdict, one.sentence)
    yield from (part for row in one.rows for part in row)
    for child in one.below:
        yield from of_finding(child)


def of_block(block):
    """Yield what a document must say of a block, in order; a picture is told by its own tests."""
    match block:
        case Rows(rows):
            yield from (part for row in rows for part in row)
        case Lines(lines, lead):
            yield from (lead, *lines)
        case Points(heading, points):
            yield from (heading, *points)
        case Sources(sources):
            yield from (part for source in sources for part in source)
        case Table(_, head, lines):
            yield from head
            yield from (cell for line in lines for cell in line)
        case Findings(entries, heading):
            yield heading
            for entry in entries:
                yield entry.number
                yield from (part for asked in entry.questions for part in asked)
                yield from of_finding(entry.answer)
        case Drawing():
            pass


def statements(made):
    """Yield the title, and by section its heading and all it says."""
    yield [made.title, *of_block(made.head)]
    for section in made.sections:
        yield [section.title, *(text for block in section.blocks for text in of_block(block))]
