"""What can be wrong, or worth a second look, in a file of one's own, beyond the form of its tables.

A *fault* refuses the file; a *remark* is printed by ``validate`` and refuses nothing.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING, cast

from beurteilung._base.errors import BeurteilungError, NoScaleError, UnknownIdError, closest
from beurteilung._base.records import keys
from beurteilung._base.text import Placed, Text, day, guess, meant, placed, unsigned
from beurteilung._base.toml import well_formed
from beurteilung._base.ways import places
from beurteilung.law import files
from beurteilung.law.decisions import known_decision
from beurteilung.law.document import (
    Beispiel,
    Dokument,
    Geltung,
    Luecke,
    Rahmen,
    Richtwert,
    Schwelle,
    Vergleichbarkeit,
)
from beurteilung.law.files import Abbildung, Skala, few
from beurteilung.law.laender import ALMOST, LAENDER, land_named
from beurteilung.law.provisions import (
    Berechnung,
    Massstabswechsel,
    Merkmal,
    Stufenwert,
    Verteilung,
    Wartezeit,
    longer_for_better,
)
from beurteilung.law.registry import grade, guideline, scale
from beurteilung.model.offices import Laufbahngruppe
from beurteilung.model.scales import fold
from beurteilung.model.sources import shipped_source

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from beurteilung._base.text import Message
    from beurteilung._base.toml import Table
    from beurteilung.law.editions import Guideline
    from beurteilung.law.files import Reihe
    from beurteilung.model.mappings import ScaleMapping
    from beurteilung.model.scales import GradeScale

__all__ = [
    "band_faults",
    "known_decisions",
    "misfits",
    "nothing_for_all",
    "provision_faults",
    "remarks",
    "strangers",
    "twice",
    "unknown_grades",
    "unknown_sources",
]


def band_faults(part: Skala) -> Iterator[Message]:
    """Name every band of numbers that runs against the others or against their order."""
    rows = [(n, stage.reihe) for n, stage in enumerate(part.stufe) if stage.reihe]
    ways = [_way(row) for _, row in rows if _way(row)]
    falling = sum(ways) <= 0
    if not rows or not ways:
        return
    for n, row in rows:
        if _way(row) and (_way(row) < 0) != falling:
            yield Text(
                f"stufe[{n}].reihe: von {row.von} bis {row.bis} läuft den anderen Bändern entgegen; "
                f"von ist die beste Zahl: von = '{row.bis}', bis = '{row.von}'",
                f"stufe[{n}].reihe: von {row.von} bis {row.bis} runs against the other bands; "
                f"von is the best number: von = '{row.bis}', bis = '{row.von}'",
            )
    for (_, above), (n, below) in pairwise(rows):
        end, start = above.row.numbers[-1], below.row.numbers[0]
        if above.row.decimals == below.row.decimals and start != end and (start < end) != falling:
            yield Text(
                f"stufe[{n}].reihe: beginnt bei {below.von}, das folgt nicht auf {above.bis}",
                f"stufe[{n}].reihe: begins at {below.von}, which does not follow {above.bis}",
            )


def _way(row: Reihe) -> int:
    first, last = row.row.numbers[0], row.row.numbers[-1]
    return (last > first) - (last < first)


def provision_faults(
    table: Table, overall: GradeScale | None, look_up: Callable[[str], GradeScale | None]
) -> Iterator[Message]:
    """Name what provisions say of scales and grades that are not there, and what contradicts itself.

    ``look_up`` returns the scale of an id, or None if it has a fault of its own.
    """

    def faults(at: str, scale_id: str, codes: Iterable[str] = ()) -> list[Message]:
        return _ranks(at, lambda: look_up(scale_id) if scale_id else overall, codes)[1]

    for n, values in well_formed(Stufenwert, table.get("stufenwert")):
        yield from faults(f"stufenwert[{n}]", values.skala, values.werte)
    for n, shift in well_formed(Massstabswechsel, table.get("massstabswechsel")):
        yield from faults(f"massstabswechsel[{n}]", shift.skala)
    for n, feature in well_formed(Merkmal, table.get("merkmal")):
        if feature.skala:
            yield from faults(f"merkmal[{n}]", feature.skala)
    for n, rule in well_formed(Berechnung, table.get("berechnung")):
        for scale_id in filter(None, (rule.von, rule.nach)):
            yield from faults(f"berechnung[{n}]", scale_id)
    for n, waiting in well_formed(Wartezeit, table.get("wartezeit")):
        yield from _waiting_faults(n, waiting, overall, look_up)
    yield from _shares_without_rule(table)


def _waiting_faults(
    n: int,
    waiting: Wartezeit,
    overall: GradeScale | None,
    look_up: Callable[[str], GradeScale | None],
) -> Iterator[Message]:
    def scale() -> GradeScale | None:
        return look_up(waiting.skala) if waiting.skala else overall

    ranks, faults = _ranks(f"wartezeit[{n}]", scale, waiting.monate)
    yield from faults
    months = [(rank, waiting.monate[code]) for code, rank in ranks.items()]
    for better, worse in longer_for_better(months):
        yield Text(
            f"wartezeit[{n}].monate: eine bessere Note wartet {better} Monate und eine schlechtere {worse}; "
            "erwartet wird, dass eine bessere nicht länger wartet",
            f"wartezeit[{n}].monate: a better grade waits {better} months and a worse one {worse}; "
            "expected that a better grade waits no longer",
        )


def _ranks(
    at: str, find: Callable[[], GradeScale | None], codes: Iterable[str]
) -> tuple[dict[str, int], list[Message]]:
    """Return the rank of each code on a scale, and what is wrong with the others or the scale."""
    ranks: dict[str, int] = {}
    try:
        scale = find()
    except BeurteilungError as error:
        return ranks, [placed(f"{at}.skala", error)]
    faults: list[Message] = []
    for code in codes if scale else ():
        try:
            ranks[code] = scale.worst(code).rank if scale else 0
        except BeurteilungError as error:
            faults.append(placed(at, error))
    return ranks, faults


def _shares_without_rule(table: Table) -> Iterator[Message]:
    for _, rule in well_formed(Verteilung, [table.get("verteilung")]):
        if rule.regel != "freigestellt" and table.get("richtwert"):
            yield Text(
                f"verteilung: nach regel „{rule.regel}“ gibt es keine Richtwerte, [[richtwert]] nennt welche",
                f"verteilung: regel {rule.regel!r} says that there are no Richtwerte, "
                "but [[richtwert]] has some",
            )


def remarks(
    item: Guideline,
    joined: Callable[[str], Collection[str]] = lambda _: (),
    editions: Iterable[Guideline] = (),
) -> tuple[Text, ...]:
    """Return what is worth a second look in a guideline, shipped or of one's own.

    ``joined`` returns the scales that a scale is joined to without this file; ``editions`` are those known
    of the same family.
    """
    found = [*_land(item.document.land), *_overall(item), *_says_nothing(item.document)]
    found += [*_unknown_values(item), *_tiny_shares(item), *_bound_twice(item)]
    found += [*_outside(item)]
    found += [text for one in editions if one.id != item.id for text in _both_claim(item, one)]
    for part in item.document.skala:
        found += [*_holes(part), *_odd_row(part), *_signed(part)]
    tables = zip(
        item.document.abbildung, item.mappings, strict=False
    )  # what ships has them elsewhere
    found += [text for table, built in tables for text in _overlaps(table, built)]
    by_formula = {(a.von, a.nach) for a in item.document.abbildung if a.formel}
    computed = [m for m in item.mappings if (m.before.id, m.after.id) in by_formula]
    found += [text for m in computed for text in _unreached(m)]
    return (*found, *_invented(item, joined))


def _land(land: str) -> Iterator[Text]:
    """Yield that a Dienstherr is none of those whose decisions and statutes are known."""
    if land in LAENDER:
        return
    if not land:
        yield Text(
            "land fehlt, also gilt hier kein Landesrecht; das Land nennen, dessen Beamtenrecht gilt, oder Bund",
            "land is missing, so no law of a Land counts here; name the Land whose civil service law governs, "
            "or Bund",
        )
        return
    if close := land_named(land, LAENDER) or closest(land, LAENDER, ALMOST):
        yield Text(
            f"land: „{land}“ ist unbekannt{guess(close).de}; so geschrieben gelten Gesetze und Entscheidungen "
            "dieses Landes hier nicht",
            f"land: {land!r} is not known{guess(close).en}; spelled like this, statutes and decisions of that "
            "Land do not count here",
        )
        return
    yield Text(
        f"land: „{land}“ ist weder ein Land noch der Bund, also gilt hier kein Landesrecht; für eine Gemeinde oder "
        "Körperschaft das Land nennen, dessen Beamtenrecht für sie gilt (für eine Kirche gilt ihr eigenes)",
        f"land: {land!r} is neither a Land nor the Bund, so no law of a Land counts here; for a town or a body name "
        "the Land whose civil service law governs it (a church has its own)",
    )


def _overall(item: Guideline) -> Iterator[Text]:
    """Yield that no scale is there for the Gesamturteil, or more than one."""
    document = item.document
    ids = [part.id for part in document.skala if part.fuer == "gesamturteil"]
    if len(ids) > 1 and ids[0] != document.id:
        listed = ", ".join(ids)
        yield Text(
            f"Skalen {listed}: jede ist eine des Gesamturteils, gefragt wird nur {ids[0]}; die der Einzelmerkmale "
            'hat fuer = "merkmale"',
            f"scales {listed}: each is one of the Gesamturteil, and only {ids[0]} is asked; that of single features "
            'has fuer = "merkmale"',
        )
    if not document.skala and not document.luecke and not document.abbildung:
        yield Text(
            "keine [[skala]]: Noten dieser Richtlinie kann niemand angeben; nennt keine Quelle die Stufen, gehört "
            "das in eine [[luecke]]",
            "no [[skala]]: nobody can name grades of this guideline; if no source tells the stages, record that "
            "in a [[luecke]]",
        )


def _says_nothing(document: Dokument) -> Iterator[Text]:
    """Yield the tables that name a source and nothing that it says."""
    for name in ("zeitraum", "gesamturteil", "skalenvorgabe"):
        one: files.Datum | None = getattr(document, name)
        own = [f for f in keys(type(one)) if f.name not in _DATUM | {"rang"}] if one else []
        if one and all(getattr(one, f.name) == f.value for f in own):
            yield Text(
                f"{name} sagt nichts: außer der Quelle ist nichts angegeben",
                f"{name} says nothing: apart from the source nothing is given",
            )


def _unknown_values(item: Guideline) -> Iterator[Text]:
    """Yield the values to be justified that no scale of the file has; nobody would ever be asked for them."""
    known = {
        fold(name)
        for s in item.scales
        for g in s
        for name in (g.code, g.stage and g.stage.code)
        if name
    }
    for n, duty in enumerate(item.document.begruendung):
        if strange := [code for code in duty.noten if known and fold(code) not in known]:
            yield Text(
                f"begruendung[{n}].noten: keine Skala hier hat {few(strange).de}; sind alle Noten zu begründen, "
                "sagt das begruenden = true unter [gesamturteil]",
                f"begruendung[{n}].noten: no scale here has {few(strange).en}; where all grades need reasons, "
                "begruenden = true under [gesamturteil] says so",
            )


def _tiny_shares(item: Guideline) -> Iterator[Text]:
    """Yield the shares below one per cent: 0,25 is not a quarter."""
    for n, rule in enumerate(item.document.richtwert):
        if rule.prozent is not None and 0 < rule.prozent < 1:
            typed = unsigned(rule.prozent)
            meant_ = unsigned(rule.prozent * 100)
            yield Text(
                f"richtwert[{n}].prozent: {typed} heißt {typed} Prozent; ein Anteil von {typed} ist {meant_}",
                f"richtwert[{n}].prozent: {unsigned(rule.prozent, 'en')} means {unsigned(rule.prozent, 'en')} "
                f"per cent; a share of that size is {unsigned(rule.prozent * 100, 'en')}",
            )


def _odd_row(part: Skala) -> Iterator[Text]:
    """Yield a row of numbers that begins with 0 as its best, and bands beside stages without numbers."""
    rows = [row for row in (part.reihe, *(stage.reihe for stage in part.stufe)) if row]
    if rows and rows[0].row.numbers[0] == 0 and _way(rows[0]) > 0:
        yield Text(
            f"Skala {part.id}: die beste Zahl wäre {rows[0].von}; von ist die beste, bis die schlechteste",
            f"scale {part.id}: the best number would be {rows[0].von}; von is the best, bis the worst",
        )
    bare = [s.code for s in part.stufe if not (s.reihe or s.schritt or s.code[:1].isdigit())]
    if bare and any(stage.reihe for stage in part.stufe):
        yield Text(
            f"Skala {part.id}: {few(bare).de} steht ohne Zahlen neben Bändern und ist so selbst eine Note; fehlen "
            "die Zahlen in der Quelle, die Stufe weglassen, mit vollstaendig = false und einer [[luecke]]",
            f"scale {part.id}: {few(bare).en} stands without numbers beside bands and so is a grade itself; if the "
            "source lacks the numbers, leave the stage out, with vollstaendig = false and a [[luecke]]",
        )


def _signed(part: Skala) -> Iterator[Text]:
    """Yield the stages that only a sign tells apart: III+, III, III- are mostly shades of one."""
    stems: dict[str, list[str]] = {}
    for one in part.stufe:
        if not (one.zwischenstufe or one.schritt or one.reihe):
            stems.setdefault(one.code.rstrip("+-−– "), []).append(one.code)
    for stem, codes in stems.items():
        if stem and len(codes) > 1:  # ++, + and - alone are stages
            yield Text(
                f"Skala {part.id}: {few(codes).de} zählen hier als {len(codes)} Stufen; Abschattungen einer Stufe "
                "sind ihre schritt, was zwischen zweien liegt, hat zwischenstufe = true",
                f"scale {part.id}: {few(codes).en} count as {len(codes)} stages here; shades of one stage are its "
                "schritt, what lies between two has zwischenstufe = true",
            )


_FIGURES = {
    "prozent",
    "anzahl",
    "mittelwert",
    "toleranz_ueber",
    "toleranz_unter",
    "verbindlichkeit",
}
"""What a Richtwert says of the grades that it binds."""
_DATUM = {f.name for f in keys(files.Datum)}
_BOUND = {"stufen", "rang", "beste", "letzte", "bereich"}
_SCOPE = [
    f.name for f in keys(Richtwert) if f.name not in _FIGURES | _DATUM | _BOUND | {"ab", "bis"}
]
"""What a Richtwert says of where it holds, its days left out."""


def _bound_twice(item: Guideline) -> Iterator[Text]:
    """Yield each Richtwert on the grades of an earlier one that nothing tells apart; both would be asked."""
    earlier: dict[object, list[tuple[int, Richtwert]]] = {}
    for n, one in enumerate(item.document.richtwert):
        # a share and a number hold side by side: at most 5 per cent, but three at most
        scope = (getattr(one, name) for name in _SCOPE)
        alike = earlier.setdefault((*scope, one.anzahl is None, _binds(one, item)), [])
        if found := next(((m, other) for m, other in alike if _meet(one, other)), None):
            m, other = found
            same = all(getattr(one, name) == getattr(other, name) for name in _FIGURES)
            yield (
                Text(
                    f"richtwert[{m}] und richtwert[{n}] sagen dasselbe",
                    f"richtwert[{m}] and richtwert[{n}] say the same",
                )
                if same
                else Text(
                    f"richtwert[{m}] und richtwert[{n}] binden dieselben Noten verschieden, und nichts sagt, wofür "
                    "der eine gilt und wofür der andere; geprüft werden beide",
                    f"richtwert[{m}] and richtwert[{n}] bind the same grades in different ways, and nothing says what "
                    "the one holds for and what the other; both are checked",
                )
            )
        alike.append((n, one))


def _outside(item: Guideline) -> Iterator[Text]:
    """Yield each Stichtag that the guideline sets and, by its own days, does not govern."""
    for n, one in enumerate(item.document.stichtag):
        if item.holds_on(one.tag, one.laufbahngruppe) is False:
            yield Text(
                f"stichtag[{n}]: für den {day(one.tag)} gilt die Richtlinie nach ihrer Geltung nicht",
                f"stichtag[{n}]: by its [[geltung]] the guideline does not govern {day(one.tag, 'en')}",
            )


def _binds(rule: Richtwert, item: Guideline) -> object:
    """Return what a Richtwert binds: grades, or the words of the file where it has no scale for them."""
    if item.scale and (found := rule.grades_on(item.scale)):
        return frozenset(found)
    return tuple(getattr(rule, name) for name in sorted(_BOUND))


def _both_claim(one: Guideline, other: Guideline) -> Iterator[Text]:
    """Yield the first Stichtag that two editions of a family both claim."""
    for a, b in product(one.document.geltung, other.document.geltung):
        groups = {a.laufbahngruppe, b.laufbahngruppe}
        if _meet(a, b) and (None in groups or len(groups) == 1):
            starts = sorted([(a.ab or date.min, one.id), (b.ab or date.min, other.id)])
            names, since = [name for _, name in starts], starts[-1][0]
            group = next((f" ({g.value})" for g in groups if g), "")
            days = Text("dieselben Stichtage", "the same Stichtage")
            if since != date.min:
                days = Text(f"Stichtage ab {day(since)}", f"Stichtage from {day(since, 'en')}")
            yield Text(
                f"{' und '.join(names)} gelten beide für {days.de}{group}; der früheren ein bis geben, oder in "
                "jedem Fall die Richtlinie nennen",
                f"{' and '.join(names)} both govern {days.en}{group}; give the earlier one a bis, or name the "
                "guideline in each case",
            )
            return


def _meet(one: Richtwert | Geltung, other: Richtwert | Geltung) -> bool:
    """Tell whether two spans of days have a day in common."""
    start = max(one.ab or date.min, other.ab or date.min)
    return start <= min(one.bis or date.max, other.bis or date.max)


def _holes(part: Skala) -> Iterator[Text]:
    """Yield the numbers between two bands that belong to none."""
    rows = [stage.reihe for stage in part.stufe if stage.reihe]
    for above, below in pairwise(rows):
        one, other = above.row, below.row
        unit = Fraction(1, 10 ** max(one.decimals, other.decimals))
        end = Fraction(one.numbers[-1], 10**one.decimals)
        start = Fraction(other.numbers[0], 10**other.decimals)
        if abs(start - end) > max(min(above.schritt, below.schritt), unit):
            yield Text(
                f"Skala {part.id}: zwischen {above.bis} und {below.von} liegt ein Loch; was dort liegt, "
                "hat keine Note",
                f"scale {part.id}: there is a hole between {above.bis} and {below.von}; what lies there has "
                "no grade",
            )


def _overlaps(a: Abbildung, relation: ScaleMapping) -> Iterator[Text]:
    """Yield the grades that two rows of a table name, each with another counterpart."""
    seen: dict[str, int] = {}
    twice: list[str] = []
    for n, pair in enumerate(a.paar):
        ends = files.named_grades(relation.before, pair.von, "", [])
        row = files.row_of(relation.before, ends)
        twice += [g.code for g in row if seen.setdefault(g.code, n) != n]
    if twice:
        yield Text(
            f"Abbildung {a.von} → {a.nach}: {few(twice).de} steht in zwei Zeilen, also mit mehreren Gegenstücken",
            f"mapping {a.von} → {a.nach}: {few(twice).en} stands in two rows, so with several counterparts",
        )


def _unreached(relation: ScaleMapping) -> Iterator[Text]:
    """Yield how many numbers of a formula reach no grade."""
    lost = [m.grade.code for m in relation.without if m.grade in relation.before]
    if lost:
        yield Text(
            f"Abbildung {relation.before.id} → {relation.after.id}: {len(lost)} von {len(relation.before)} "
            "Noten haben kein Gegenstück",
            f"mapping {relation.before.id} → {relation.after.id}: {len(lost)} of {len(relation.before)} "
            "grades have no counterpart",
        )


def _invented(item: Guideline, joined: Callable[[str], Collection[str]]) -> Iterator[Text]:
    """Yield the scales of others that only this file joins, by way of a third one."""
    ids = {s.id for s in item.scales}
    beside: dict[str, set[str]] = {}
    for m in item.mappings:
        beside.setdefault(m.before.id, set()).add(m.after.id)
        beside.setdefault(m.after.id, set()).add(m.before.id)
    for middle, ends in sorted(beside.items()):
        others = sorted({*ends, *joined(middle)} - ids)
        for a, b in combinations(others, 2):
            if b not in joined(a) and ({a, b} & ends):
                yield Text(
                    f"Über {middle} entsteht ein Weg von {a} nach {b}, den keine Quelle belegt; "
                    "compare() würde ihn gehen",
                    f"by way of {middle} a path from {a} to {b} arises that no source attests; "
                    "compare() would take it",
                )


def misfits(table: Mapping[str, object], overall: GradeScale | None) -> Iterator[Message]:
    """Name what the tables of a file say of grades that its scales, and keys that files, do not have.

    ``overall`` is the scale of the Gesamturteil, as far as the file has one without a fault.
    """
    for n, rule in well_formed(Richtwert, table.get("richtwert")):
        if overall:
            yield from _beyond(rule, overall, f"richtwert[{n}]")
    topics = _topics()
    file_id = f"{table.get('id')}"
    gaps = well_formed(Luecke, table.get("luecke"))
    for n, threshold in well_formed(Schwelle, table.get("schwelle")):
        untold = all(gap.betrifft != "schwelle.skala" for _, gap in gaps)
        if threshold.mindestens and not threshold.skala and untold:
            yield Text(
                f"schwelle[{n}]: mindestens braucht die skala der Note; nennt sie keine Quelle, gehört eine "
                "[[luecke]] mit betrifft = 'schwelle.skala' dazu",
                f"schwelle[{n}]: mindestens needs the skala of the grade; if no source tells it, add a "
                "[[luecke]] with betrifft = 'schwelle.skala'",
            )
    for n, gap in gaps:
        of_scale = f"{gap.betrifft}-".startswith(f"{file_id}-")
        if gap.betrifft and gap.betrifft not in topics and not of_scale:
            hint = meant(gap.betrifft, topics)
            yield Text(
                f"luecke[{n}].betrifft: „{gap.betrifft}“ ist unbekannt{hint.de}; eine Skala oder einen Schlüssel "
                "dieser Datei nennen, oder weglassen",
                f"luecke[{n}].betrifft: unknown topic {gap.betrifft!r}{hint.en}; name a scale or a key of this "
                "file, or leave it out",
            )


_TOPICS = (
    "skala",
    "rundung",
    "geltung.beginn",
    "geltung.ende",
    "richtwert.besgr",
    "richtwert.geltung",
)
"""What a gap may concern apart from keys of the file."""


def _topics() -> set[str]:
    """Return what a gap may concern: keys of a file, and of each of its tables."""
    every = {f"{path}.{name}".lstrip(".") for path, name, _ in places(Dokument)}
    return {*_TOPICS, *every} | {g.value for g in Laufbahngruppe}


def _beyond(rule: Richtwert, scale: GradeScale, at: str) -> Iterator[Message]:
    """Say which stages or grades of a scale a Richtwert binds that are not there."""
    stages = scale.stage_count
    for name in ("rang", "beste", "letzte"):
        number: int | None = getattr(rule, name)
        if number and stages and number > stages:
            yield placed(f"{at}.{name}", Text(
                f"Skala {scale.id} hat {stages} Stufen, angegeben ist {number}",
                f"scale {scale.id} has {stages} stages, got {number}",
            ))  # fmt: skip
    try:
        _ = rule.grades_on(scale)
    except BeurteilungError as error:
        yield placed(at, error)


def twice(table: Table) -> Iterator[Message]:
    """Name every id that stands in a file twice."""
    relations = well_formed(files.Abbildung, table.get("abbildung"))
    listed = {
        "quelle": files.ids(table, "quelle"),
        "skala": files.ids(table, "skala"),
        "abbildung": [" and ".join(sorted((a.von, a.nach))) for _, a in relations],
    }
    for name, found in listed.items():
        for one, times in Counter(found).items():
            if times > 1:
                yield placed(name, Text(
                    f"„{one}“ steht {times}-mal da, erwartet wird einmal",
                    f"{one!r} is defined {times} times, expected once",
                ))  # fmt: skip


def strangers(table: Table, scale: Callable[[str], GradeScale]) -> Iterator[Message]:
    """Name every scheme that a file refers to and that nobody knows; ``scale`` looks one up.

    Thresholds and records on comparability may name one of which no data are known, if a gap does.
    """
    ids = [table.get("id"), *files.ids(table, "skala")]
    gaps = " ".join(gap.was for _, gap in well_formed(Luecke, table.get("luecke")))
    pairs = well_formed(files.NichtVergleichbar, table.get("nicht_vergleichbar"))
    ends = [(f"nicht_vergleichbar[{n}].von", scale, pair.von) for n, pair in pairs]
    ends += [(f"nicht_vergleichbar[{n}].nach", scale, pair.nach) for n, pair in pairs]
    frames = well_formed(Rahmen, table.get("rahmen"))
    named = [*ends, *((f"rahmen[{n}].richtlinie", guideline, f.richtlinie) for n, f in frames)]
    thresholds = well_formed(Schwelle, table.get("schwelle"))
    records = well_formed(Vergleichbarkeit, table.get("vergleichbarkeit"))
    by_a_gap = [(f"schwelle[{n}].skala", scale, t.skala) for n, t in thresholds if t.skala]
    by_a_gap += [(f"vergleichbarkeit[{n}].mit", scale, name) for n, r in records for name in r.mit]
    for at, look_up, name in [*named, *(one for one in by_a_gap if one[2] not in gaps)]:
        try:
            _ = name in ids or look_up(name)
        except NoScaleError:
            continue  # known, but no source attests its grades
        except UnknownIdError as error:
            yield placed(at, error)


def unknown_grades(table: Table, scales: Mapping[str, GradeScale]) -> Iterator[Message]:
    """Name every grade of a threshold or a worked example that its scale does not have."""
    broken = {*files.ids(table, "skala")} - {*scales}
    for n, threshold in well_formed(Schwelle, table.get("schwelle")):
        name, code = threshold.skala, threshold.mindestens
        try:
            _ = (
                not code
                or name in broken
                or (scales[name] if name in scales else scale(name)).worst(code)
            )
        except UnknownIdError:
            continue  # no data of that scheme
        except BeurteilungError as error:
            yield placed(f"schwelle[{n}].mindestens", error)
    for n, example in well_formed(Beispiel, table.get("beispiel")):
        for text in example.noten:
            name, _, code = text.partition(":")
            try:
                _ = scales[name][code] if name in scales else name in broken or grade(text)
            except BeurteilungError as error:
                yield placed(f"beispiel[{n}].noten", error)


def known_decisions(table: Table) -> Iterator[Message]:
    """Name every source of a file that takes the id of a decision that ships."""
    for n, source in well_formed(files.Quelle, table.get("quelle")):
        if (known := known_decision(source.id)) is None:
            continue
        yield Text(
            f"quelle[{n}].id: „{source.id}“ ist schon bekannt als {known.source}; ohne [[quelle]] darauf verweisen, "
            "oder eine andere id wählen",
            f"quelle[{n}].id: {source.id!r} is known already as {known.source}; refer to it without a [[quelle]], "
            "or choose another id",
        )


def nothing_for_all(table: Table) -> Iterator[Message]:
    """Say once how source and evidence need not stand in each row, where several rows lack them."""
    lists = [cast("list[object]", value) for value in table.values() if isinstance(value, list)]
    rows = [cast("Table", row) for many in lists for row in many if isinstance(row, dict)]
    lacking = [row for row in rows if not {"quelle", "zitat"} & row.keys()]
    if len(lacking) >= _SEVERAL and "beleg" not in table:
        yield Text(
            "quelle und evidenz für alle Zeilen auf einmal: [beleg] mit beiden, vor der ersten Skala",
            "quelle and evidenz for all rows at once: [beleg] with both, before the first scale",
        )


_SEVERAL = 3


def unknown_sources(table: object, known: Collection[str]) -> Iterator[Message]:
    """Name every source that a file refers to and does not have, once, with its first place."""
    places: dict[str, list[str]] = {}
    for at, name in _source_keys(table, ""):
        if name not in known:
            places.setdefault(name, []).append(at)
    for name, found in places.items():
        try:
            shipped_source(name)
        except UnknownIdError as error:
            near = meant(name, known)
            more = len(found) - 1
            others = Text("", "")
            if more:
                others = Text(f" (und {more} weitere)", f" (and {more} more)")
            yield Placed(
                f"{found[0]}{others.de}: {error.explain('de')}{near.de}; oder sie als [[quelle]] eintragen",
                f"{found[0]}{others.en}: {error}{near.en}; or add it as [[quelle]]",
                found[0],
            )


def _source_keys(table: object, at: str) -> Iterator[tuple[str, str]]:
    """Yield every place of a key 'quelle' and the source that it names."""
    if isinstance(table, list):
        for n, item in enumerate(cast("list[object]", table)):
            yield from _source_keys(item, f"{at}[{n}]")
    elif isinstance(table, dict):
        for name, item in cast("Table", table).items():
            yield from _source_keys(item, f"{at}.{name}" if at else name)
    elif isinstance(table, str) and at.endswith("quelle"):
        yield at, table
