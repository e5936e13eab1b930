"""Write the pages about schemes, mappings and gaps from the shipped data. Sphinx calls this.

Nothing under ``docs/atlas`` is written by hand or kept in the repository.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import attrs

from beurteilung import guidelines, mapping
from beurteilung._base.compiled import DATA
from beurteilung._base.text import day
from beurteilung._base.translations import remark
from beurteilung.law import files, registry
from beurteilung.law.decisions import authorities, rules
from beurteilung.law.document import Dokument
from beurteilung.model.scales import listed
from beurteilung.model.sources import Citation, Evidence
from beurteilung.render.guideline import field_name, is_table, provision, table_name
from beurteilung.render.svg import mapping_svg, scale_svg
from beurteilung.richtwerte.check import allowed, subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from beurteilung.law.document import Richtwert
    from beurteilung.law.editions import Guideline
    from beurteilung.law.files import Datum
    from beurteilung.model.mappings import Pair, ScaleMapping
    from beurteilung.model.scales import GradeScale, Stage

SHOWN = 60
"""Grades of one scale that a page draws; larger scales stand in the table by their bands."""
FEW = 8
"""Grades of one band that a table names one by one."""
GROUP = 37
"""Size of the group in the example beside each Richtwert."""

EVIDENCE = {
    Evidence.NORM: "text of the norm",
    Evidence.REASONS: "reasons of a court",
    Evidence.HEADNOTE: "headnote",
    Evidence.FACTS: "operative part or facts of a case",
    Evidence.SECONDARY: "press or literature",
    Evidence.INFERRED: "inferred",
}
ELSEWHERE = frozenset(
    {
        "quelle",
        "beleg",
        "skala",
        "abbildung",
        "nicht_vergleichbar",
        "geltung",
        "richtwert",
        "luecke",
    }
)
"""Tables of a file that have a part of a page of their own."""
TABLES = {
    name: table_name(name).en
    for name in (f.name for f in attrs.fields(Dokument))
    if name not in ELSEWHERE and is_table(name)
}
"""The heading of every other table: what a file can say, a page shows."""
LAENDER = (
    "Baden-Württemberg", "Bayern", "Berlin", "Brandenburg", "Bremen", "Hamburg", "Hessen",
    "Mecklenburg-Vorpommern", "Niedersachsen", "Nordrhein-Westfalen", "Rheinland-Pfalz", "Saarland",
    "Sachsen", "Sachsen-Anhalt", "Schleswig-Holstein", "Thüringen", "Bund",
)  # fmt: skip
FIELDS = ("allgemein", "polizei", "justiz", "steuer", "schule", "feuerwehr")
NEIGHBOURS = ("Österreich", "Schweiz", "Europäische Union")
MAP = """
What the library knows of each Land and field. *complete*: all grades are attested; *in part*: some are, and
the ends of the scale are not known; *frame*: a guideline without a list of grades; *none*: no source
was read.
""".strip()
SEND = """
A scheme is one file of facts, each with its source and how firmly that attests it. Look up the text, note
grades, Richtwerte and Stichtage as printed, and what the text does not say. [How to describe a
guideline](../how-to/own-guideline.md) leads from the printed text to a checked file; `beurteilung validate`
names every fault of it. The file works at once with `--load`, and is what a contribution consists of. A title,
a date and a link to a text that others can look up help too.
""".strip()
INTRO = """
These pages are made from the data files of the registry. Words and figures of the schemes stand as the
sources print them, in German. Each line says how firmly it is attested; what no source that was read
attests is a [gap](gaps.md), never a guess.
""".strip()

GAPS = """
No source that was read tells the following. If you know one, send it: a text that others can look up.
""".strip()


def generate(docs: Path) -> None:
    """Write all pages below ``docs/atlas``."""
    folder = docs / "atlas"
    shutil.rmtree(folder, ignore_errors=True)
    pages = {"index": overview(), "gaps": gaps(), "map": coverage()}
    pages |= {f"schemes/{g.id}": scheme(g) for g in guidelines()}
    pages |= {f"mappings/{stem}": transition(stem) for stem in stems()}
    pages |= {f"mappings/{stem}": wall(stem) for stem in stems(walls=True)}
    for name, text in pages.items():
        file = folder / f"{name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.rstrip() + "\n", encoding="utf-8")


def stems(*, walls: bool = False) -> list[str]:
    """Return the names of the shipped mappings, or of the pairs held not comparable."""
    names = sorted(p.stem for p in (DATA / "mappings").glob("*.toml"))
    return [n for n in names if n.endswith(".nicht-vergleichbar") == walls]


# --- pages -------------------------------------------------------------------------------------


def overview() -> str:
    """Return the table of all schemes by Land and period."""
    order = sorted(guidelines(), key=lambda g: (g.document.land != "Bund", g.document.land, g.id))
    rows = [
        (
            g.document.land,
            f"[{cell(g.title)}](schemes/{g.id}.md)",
            period(g),
            length(g.scale) if g.scale else "not attested",
            str(len(g.document.richtwert) or "–"),
            str(len(g.gaps)),
        )
        for g in order
    ]
    head = ("Land", "Scheme", "Stichtage governed", "Scale", "Richtwerte", "Gaps")
    links = "\n".join(
        f"- [{cell(title_of(stem))}](mappings/{stem}.md)" for stem in (*stems(), *stems(walls=True))
    )
    return "\n\n".join(
        [
            "# The atlas of schemes",
            INTRO,
            table(head, rows),
            "## Mappings",
            links,
            toctree(["map", "gaps"]),
            toctree(["schemes/*"], globbed=True),
            toctree(["mappings/*"], globbed=True),
        ]
    )


def coverage() -> str:
    """Return the map: each Land by field, large bodies, neighbours, and what is missing."""
    every = [g for g in guidelines() if g.document.land]
    heads = ("Land", *(field_name(name).en for name in FIELDS))
    rows = [
        (
            land,
            *(
                known([g for g in every if g.document.land == land and name in g.document.fach])
                for name in FIELDS
            ),
        )
        for land in LAENDER
    ]
    bodies = [(g.document.land, known([g])) for g in every if "koerperschaft" in g.document.fach]
    abroad = [(land, known([g for g in every if g.document.land == land])) for land in NEIGHBOURS]
    tests = [g for g in every if "pruefung" in g.document.fach]
    missing = [
        f"- **{land}**: {', '.join(blank)}"
        for land, *cells in rows
        if (blank := [head for head, cell in zip(heads[1:], cells, strict=True) if cell == NOTHING])
    ]
    part = [
        f"- [{cell(g.title)}](schemes/{g.id}.md): {english(gap.was)}"
        for g in every
        if g.scale is None or not g.scale.complete
        for gap in g.gaps
        if gap.betrifft in ("", "skala", g.id)
    ]
    return "\n\n".join(
        [
            "# Map of coverage",
            MAP,
            table(
                [head.replace("stration", "\u00adstration") for head in heads], rows
            ),  # to fit beside a sidebar
            "## Large bodies",
            table(("Dienstherr", "Scheme"), bodies),
            "## Neighbours",
            table(("Whose", "Schemes"), abroad),
            "## Scales of examinations",
            known(tests),
            "## What is missing",
            "Nothing is known of:",
            "\n".join(missing),
            "Of schemes that are known, these are not attested:",
            "\n".join(part),
            "## How to send it",
            SEND,
        ]
    )


NOTHING = "none"


def known(found: list[Guideline]) -> str:
    """Name schemes by what is known of their scales, each with a link."""
    kinds = ("complete", "in part", "frame")
    by_kind: dict[str, list[str]] = {kind: [] for kind in kinds}
    for g in found:
        kind = (
            kinds[2]
            if not g.scales
            else kinds[0]
            if all(s.complete for s in g.scales)
            else kinds[1]
        )
        by_kind[kind].append(f"[{g.id}](schemes/{g.id}.md)")
    return "; ".join(f"{kind}: {', '.join(ids)}" for kind, ids in by_kind.items() if ids) or NOTHING


def told(datum: Datum) -> str:
    """Say one row of a table in a sentence."""
    text = cell(provision(datum, "en")).rstrip(".")
    return f"{text}."


def gaps() -> str:
    """Return the page of all gaps."""
    parts = [
        "# What could not be attested yet",
        GAPS,
    ]
    for g in guidelines():
        if g.gaps:
            lines = [
                f"- {english(gap.was)}{days(gap.ab, gap.bis)}{note(gap.hinweis)}" for gap in g.gaps
            ]
            parts += [f"## [{cell(g.title)}](schemes/{g.id}.md)", "\n".join(lines)]
    lines = [f"- `{law.code}`: {cell(gap.en)}" for law in rules() for gap in law.luecke]
    parts += ["## What decisions leave open", "\n".join(lines)]
    return "\n\n".join(parts)


def scheme(g: Guideline) -> str:
    """Return the page of one scheme."""
    rules = g.document
    facts = [
        ("Id", f"`{g.id}`"),
        ("Land", rules.land),
        ("Line of editions", f"`{g.family}`"),
        ("Issued", day(rules.erlassen, "en") if rules.erlassen else ""),
        ("Published", cell(rules.fundstelle)),
        ("Last checked", day(rules.geprueft_am, "en") if rules.geprueft_am else ""),
    ]
    parts = [f"# {cell(g.title)}", table(("What", "Given"), [f for f in facts if f[1]])]
    parts += (
        ["\n".join(f"- {english(text)}" for text in rules.anmerkung)] if rules.anmerkung else []
    )
    for of in g.scales:
        parts += [f"## Scale `{of.id}`", cell(of.title) + ".", *ladder(of)]
        described = next(part for part in rules.skala if part.id == of.id)
        if rule := described.rundung:
            parts.append(
                f"A computed value is brought onto it: {said(rule)}. {cited(g.cite(rule))}"
            )
        parts += [
            f"**{cell(stage.bezeichnung.text if stage.bezeichnung else stage.code)}**: {cell(stage.definition)}."
            for stage in described.stufe
            if stage.definition
        ]
    parts += section("Validity", validity(g))
    parts += section("Richtwerte", richtwerte(g))
    for name, title in TABLES.items():
        value = getattr(rules, name)
        data = value if isinstance(value, tuple) else (value,)
        lines = [f"- {told(datum)} {cited(g.cite(datum))}" for datum in data if datum]
        parts += section(title, "\n".join(lines))
    own = {s.id for s in g.scales} | {g.id}
    found = [
        f"- [{cell(title_of(stem))}](../mappings/{stem}.md)"
        for stem in (*stems(), *stems(walls=True))
        if own & set(stem.removesuffix(".nicht-vergleichbar").split("--"))
    ]
    parts += section("Mappings", "\n".join(found))
    parts += section("Sources", sources(g))
    listed = [f"- {english(gap.was)}{days(gap.ab, gap.bis)}{note(gap.hinweis)}" for gap in g.gaps]
    parts += section("Gaps", "\n".join(listed))
    return "\n\n".join(parts)


def transition(stem: str) -> str:
    """Return the page of one mapping, with its picture."""
    m = mapping(*stem.split("--"))
    rows = [
        (
            row([p.before.code for p in group]),
            group[0].after.code,
            EVIDENCE[group[0].evidence],
            "; ".join(dict.fromkeys(english(c.note) for c in group[0].citations if c.note)),
        )
        for group in grouped(m)
    ]
    if len(rows) > 2 * SHOWN:
        left = f"{len(rows) - 2 * SHOWN} rows are left out"
        rows = [*rows[:SHOWN], ("…", "…", "", left), *rows[-SHOWN:]]
    missing = [
        (x.grade.code, "none", EVIDENCE[x.citation.evidence], english(x.citation.note))
        for x in m.without
    ]
    used = [c for p in m.pairs for c in p.citations] + [x.citation for x in m.without]
    places = dict.fromkeys(map(str, used))
    loss = m.loss()
    drawn = (
        f"From `{m.before.id}` to `{m.after.id}`. Pairs that are inferred are dashed; lines that "
        "meet are grades that merge."
    )
    lost = (
        f"{len(loss.merged)} grades of `{m.after.id}` have several counterparts, {len(loss.split)} "
        f"of `{m.before.id}`; {len(loss.without)} have none, {len(loss.unreached)} are never reached."
    )
    return "\n\n".join(
        [
            f"# {cell(title_of(stem))}",
            drawn,
            raw(mapping_svg(m, "en")),
            table(("From", "To", "Evidence", "Remark"), rows + missing),
            lost,
            f"Sources: {'; '.join(cell(p) for p in places)}.",
        ]
    )


def wall(stem: str) -> str:
    """Return the page of one pair that a decision holds not comparable."""
    basis = registry._basis(registry._table("mappings", stem), stem)  # noqa: SLF001 - our own data
    held = files.build_not_comparable(basis.nicht_vergleichbar[0], basis.sources)
    first, second = stem.removesuffix(".nicht-vergleichbar").split("--")
    return "\n\n".join(
        [
            f"# {cell(title_of(stem))}",
            f"`{first}` and `{second}` are **not comparable**: {english(held.citation.note)}.",
            cited(held.citation),
        ]
    )


# --- parts -------------------------------------------------------------------------------------


def ladder(of: GradeScale) -> list[str]:
    """Return the picture of a scale, if it is not too large, and its table."""
    if (len(of) > SHOWN and len(of.ladder) > SHOWN) or not of.stages:
        codes = [g.code for g in of]
        rows: list[tuple[str, ...]] = [(row(codes), "", str(len(codes)), evidence(of, codes[0]))]
    else:
        rows = [rung(of, code) for code in of.stage_codes]
    head = ("Stage, best first", "Wording", "Grades", "Evidence and source")
    picture = [raw(scale_svg(of, "en"))] if len(of) <= SHOWN else []
    return [*picture, table(head, rows)]


def rung(of: GradeScale, code: str) -> tuple[str, ...]:
    """Return the line of one stage, or of a step between two."""
    stage = staged(of, code)
    if stage is None:
        known = of[code].stage_known
        note = "between two stages" if known else "stage not attested"
        return cell(code), "", note, evidence(of, code)
    wording = "" if stage.label in (None, code) else cell(stage.label)
    return cell(code), wording, steps(of, stage), evidence(of, code)


def staged(of: GradeScale, code: str) -> Stage | None:
    """Return the stage of this code, if it is one."""
    return next((s for s in of.stages if s.code == code), None)


def steps(of: GradeScale, stage: Stage) -> str:
    """Name the grades of a stage, or the ends of a long row."""
    inside = [g for g in of if g.stage and g.stage.code == stage.code]
    codes = [
        f"{g.code} ({g.label})" if g.label and g.label != stage.label else g.code for g in inside
    ]
    return "" if codes == [stage.code] else row(codes)


def evidence(of: GradeScale, code: str) -> str:
    """Return evidence and source of a rung, and of its wording if that differs."""
    grade = next(g for g in of if code in (g.code, g.stage and g.stage.code))
    texts = [cited(c) for c in (grade.citation, grade.label_citation) if c]
    return "; wording: ".join(dict.fromkeys(texts))


def validity(g: Guideline) -> str:
    """Return the table of validity."""
    rows = [
        (
            span.laufbahngruppe.value if span.laufbahngruppe else "all",
            day(span.ab, "en") if span.ab else "not known",
            day(span.bis, "en") if span.bis else "open",
            cited(g.cite(span)),
        )
        for span in g.document.geltung
    ]
    return table(("Laufbahngruppe", "First Stichtag", "Last Stichtag", "Source"), rows)


def richtwerte(g: Guideline) -> str:
    """Return the table of Richtwerte."""
    rows = [
        (
            cell(subject(r).en),
            cell(answer.text.en.removeprefix(f"{subject(r).en}: ")),
            cell(scope(r)),
            cited(g.cite(r)),
        )
        for r, answer in zip(g.document.richtwert, allowed(g, GROUP), strict=True)
    ]
    return table(("Binds", f"In a group of {GROUP}", "Holds for", "Source"), rows)


def scope(r: Richtwert) -> str:
    """Say for whom a Richtwert holds."""
    parts = [", ".join(r.arten)] if len(r.arten) == 1 else []
    parts += [f"{r.besgr_ab or '…'} to {r.besgr_bis or '…'}"] if r.besgr_ab or r.besgr_bis else []
    parts += [g.value for g in r.laufbahngruppen]
    parts += [*r.laufbahnen, *r.statusaemter, *r.funktionsebenen]
    parts += (
        ["per " + " or ".join(" and ".join(map(str.capitalize, n)) for n in r.je)] if r.je else []
    )
    parts += [f"Stichtage {r.ab or '…'} to {r.bis or '…'}"] if r.ab or r.bis else []
    return "; ".join(parts)


def sources(g: Guideline) -> str:
    """List the sources of a scheme, with the address where each was read."""
    used = set(_quoted(attrs.asdict(g.document)))
    decisions = {d.id: d.source for d in authorities()}
    known = {**decisions, **g.document.sources}
    return "\n".join(
        f"- {cell(known[name].zitat)}{link(known[name].url)}"
        for name in sorted(used)
        if name in known
    )


def _quoted(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name == "quelle" and isinstance(item, str) and item:
                yield item
            else:
                yield from _quoted(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _quoted(item)


def said(datum: object) -> str:
    """Say what a datum says of itself, key by key."""
    skipped = {"quelle", "evidenz", "nr", "anmerkung", "id", "stichtag"}
    values = attrs.asdict(datum, recurse=False)  # type: ignore[arg-type]
    texts = [
        cell(str(value)).rstrip(".") if name == "text" else f"`{name}` {cell(_word(value))}"
        for name, value in values.items()
        if name not in skipped and value not in (None, "", (), {}, False)
    ]
    return ", ".join(texts)


def _word(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_word, value))
    if isinstance(value, dict):
        return ", ".join(f"{n} × {name}" for name, n in value.items())
    return "yes" if value is True else str(getattr(value, "value", value))


def grouped(m: ScaleMapping) -> list[list[Pair]]:
    """Join neighbouring pairs with the same counterpart and evidence: the rows of the table."""
    groups: list[list[Pair]] = []
    for p in m:
        if groups and continues(groups[-1][-1], p):
            groups[-1].append(p)
        else:
            groups.append([p])
    return groups


def continues(last: Pair, p: Pair) -> bool:
    """Tell whether a pair belongs into the row of the one before."""
    same = (last.after, last.evidence, last.citations) == (p.after, p.evidence, p.citations)
    return same and p.before.rank == last.before.rank + 1


# --- words -------------------------------------------------------------------------------------


def cited(citation: Citation) -> str:
    """Return evidence and source of a datum, with its remark."""
    return f"{EVIDENCE[citation.evidence]}: {cell(str(citation))}{note(citation.note)}"


def title_of(stem: str) -> str:
    """Return the title of a mapping."""
    return str(registry._table("mappings", stem)["titel"])  # noqa: SLF001 - our own data


def period(g: Guideline) -> str:
    """Return the days that an edition governs."""
    spans = dict.fromkeys(f"{s.ab or '?'} – {s.bis or 'open'}" for s in g.document.geltung)
    return "; ".join(spans) or "not attested"


def length(of: GradeScale) -> str:
    """Say how many stages and grades a scale has, and which is best."""
    stages, number = len(of.stages), len(of)
    count = f"{stages} stage{'s' * (stages != 1)}" if stages else "stages not attested"
    size = count if stages == number else f"{count}, {number} grades"
    return f"{size}, best {cell(of.grades[0].code)}"


def row(codes: list[str]) -> str:
    """Name codes one by one, or the ends of a long row."""
    if len(codes) <= FEW:
        return cell(listed(codes))
    return cell(f"{codes[0]} to {codes[-1]} ({len(codes)})")


def days(ab: date | None, bis: date | None) -> str:
    """Say from when to when, if said."""
    return f" ({ab or '…'} – {bis or '…'})" if ab or bis else ""


def note(text: str) -> str:
    """Append a remark in brackets."""
    return f" ({english(text)})" if text else ""


def english(german: str) -> str:
    """Return a remark or gap of the data in English, safe for a page."""
    return cell(remark(german, "en"))


def link(url: str) -> str:
    """Append an address."""
    return f" – [read here](<{url}>)" if url else ""


def section(title: str, body: str) -> list[str]:
    """Return a heading with its body, or nothing."""
    return [f"## {title}", body] if body else []


def cell(text: str) -> str:
    """Make a text safe for a table and for Markdown."""
    for mark in "\\`*_{}[]<>|#~$":
        text = text.replace(mark, f"\\{mark}")
    return " ".join(text.split())


def table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """Return a Markdown table; none without rows."""
    if not rows:
        return ""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def raw(html: str) -> str:
    """Put a picture into the page as it is."""
    return f"```{{raw}} html\n{html}\n```"


def toctree(entries: list[str], *, globbed: bool = False) -> str:
    """Return a hidden table of contents."""
    glob = ":glob:\n" if globbed else ""
    return "```{toctree}\n:hidden:\n" + glob + "\n" + "\n".join(entries) + "\n```"
