"""The generated pages: one for each scheme and mapping, with every datum; nothing is left out unsaid."""

import importlib.util
import re
from pathlib import Path

import pytest
from each import each

from beurteilung import guidelines, mapping
from beurteilung._base.compiled import DATA
from beurteilung._base.translations import remark
from beurteilung.cli import main

DOCS = Path(__file__).parents[2] / "docs"
STEMS = sorted(path.stem for path in (DATA / "mappings").glob("*.toml"))
BRIDGES = [stem for stem in STEMS if "." not in stem]
EVERY = guidelines()


def module():
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


GENERATE = module()
cell = GENERATE.cell


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs")
    GENERATE.generate(folder)
    atlas = folder / "atlas"
    return {
        str(path.relative_to(atlas).with_suffix("")): path.read_text("utf-8")
        for path in atlas.rglob("*.md")
    }


def test_a_page_for_each_scheme_and_mapping(pages):
    schemes = {f"schemes/{g.id}" for g in guidelines()}  # with those that a page of the docs loaded
    assert set(pages) == {"index", "gaps", "map", *schemes, *(f"mappings/{stem}" for stem in STEMS)}


def test_every_link_between_pages_leads_somewhere(pages):
    for name, text in pages.items():
        for target in re.findall(r"\]\(([^)<]+)\.md\)", text):
            if target.startswith("../how-to/"):
                assert (DOCS / f"{target.removeprefix('../')}.md").is_file()
                continue
            there = (Path("/") / name).parent / target
            assert str(there.resolve()).lstrip("/") in pages, f"{name}: {target}"


@each("g", EVERY, ids=lambda g: g.id)
def test_a_scheme_with_all_its_data(pages, g):
    text = pages[f"schemes/{g.id}"]
    for one in (g.document.geltung, g.document.richtwert, g.document.schwelle, g.document.beispiel):
        for datum in one:
            assert cell(str(g.cite(datum))) in text
    for part in g.document.skala:
        assert f"## Scale `{part.id}`" in text
        if part.rundung:
            assert f"brought onto it: `art` {part.rundung.art}. " in text
        for stage in part.stufe:
            assert cell(stage.code) in text
            assert cell(stage.definition) in text
    for gap in g.gaps:
        for page in (text, pages["gaps"]):
            assert cell(remark(gap.was, "en")) in page


@each("stem", BRIDGES)
def test_a_mapping_with_all_its_rows_and_sources(pages, stem):
    text = pages[f"mappings/{stem}"]
    m = mapping(*stem.split("--"))
    for citation in {c for p in m for c in p.citations} | {x.citation for x in m.without}:
        assert cell(str(citation)) in text
    rows = [line for line in text.splitlines() if re.match(r"\| [^-F…]", line)]
    (left,) = re.findall(r"(\d+) rows are left out", text) or ["0"]
    assert len(rows) + int(left) == len(GENERATE.grouped(m)) + len(m.without)


def test_what_a_richtwert_binds_is_said_once(pages):
    text = pages["schemes/bundeswehr-slv-2002"]
    assert text.count("Mittelwerte ab der oberen Grenze") == 1


def test_a_decimal_comma_does_not_part_grades(pages):
    assert "| 1,7; 2,0; 2,3 |" in pages["schemes/zoll-note-2023"]


def test_a_band_named_by_its_wording_is_named_once(pages):
    assert "| gut |  | 1,7; 2,0; 2,3 |" in pages["schemes/zoll-note-2023"]
    assert "| C | entspricht voll den Anforderungen |" in pages["schemes/ni-pol-2023"]
    assert "gut gut" not in " ".join(pages["schemes/zoll-note-2023"].split())


@pytest.mark.parametrize(
    ("of", "cell"),
    [("th-lbvo", "–"), ("ni-pol-1999", "(nicht belegt)"), ("zoll-note-2023", "sehr gut")],
)
def test_a_wording_is_said_to_be_unknown_only_where_a_gap_says_so(capsys, of, cell):
    assert main(["scales", of]) == 0
    column = [re.split(r"\s{2,}", line) for line in capsys.readouterr().out.splitlines()]
    assert cell in {row[2] for row in column[1:] if len(row) > 2}
    if cell == "–":
        assert {row[2] for row in column[1:]} == {cell}


class TestMap:
    """A map of coverage: every Land by field, with what is missing and how to send it"""

    def test_every_land_has_a_row_and_every_scheme_a_link(self, pages):
        text = pages["map"]
        for land in GENERATE.LAENDER:
            assert text.count(f"| {land} |") >= 1, land
        assert len(GENERATE.LAENDER) == 17
        for g in EVERY:
            if g.document.land in (*GENERATE.LAENDER, *GENERATE.NEIGHBOURS):
                assert f"(schemes/{g.id}.md)" in text, g.id

    @pytest.mark.parametrize(
        ("land", "cell"),
        [
            ("Sachsen", "complete: [sn-beurtvo-2024](schemes/sn-beurtvo-2024.md)"),
            ("Hamburg", "frame: [hh-pol](schemes/hh-pol.md)"),
            ("Bremen", "none"),
            ("Saarland", "in part: [sl-pol](schemes/sl-pol.md)"),
        ],
    )
    def test_cells(self, pages, land, cell):
        (row,) = [line for line in pages["map"].splitlines() if line.startswith(f"| {land} |")]
        assert cell in row

    def test_what_is_missing(self, pages):
        (line,) = re.findall(r"- \*\*Bremen\*\*: (.*)", pages["map"])
        assert "police" in line
        assert "general administration" not in line
        assert "../how-to/own-guideline.md" in pages["map"]


def test_every_table_of_a_file_is_on_the_page_of_its_scheme(pages):
    """What a file can say, a page shows: no list of tables is kept by hand."""
    text = pages["schemes/bpol-2016"]
    assert "## Interval" in text
    assert "every 3 years, until 7 January 2026." in text
    assert "## Change of standard" in text
