"""`beurteilung explain [CODE]`: what the code of a finding means, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung._base.translations import remark
from beurteilung.cli.arguments import formats, optional
from beurteilung.cli.output import print_lines, print_table
from beurteilung.law.certainty import decide
from beurteilung.law.codes import code, codes
from beurteilung.law.decisions import authority, known_rule
from beurteilung.render.wording import evidence_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from beurteilung._base.text import Lang
    from beurteilung.cli.arguments import Given
    from beurteilung.law.certainty import Rechtslage
    from beurteilung.law.decisions import Aussage, Regel
    from beurteilung.model.sources import Citation

__all__ = ["PARAMETERS", "run"]

CODE = optional(
    Text("CODE", "CODE"),
    Text(
        "der Code eines Befunds oder einer Regel, etwa vorgabe.praxis",
        "the code of a finding or of a rule, such as vorgabe.praxis",
    ),
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (CODE, FORMAT)
OPEN = Text("Nicht belegt:", "Not attested:")
SIDES = {
    "for": Text("Dafür:", "For:"),
    "limiting": Text("Begrenzt:", "Limiting:"),
    "against": Text("Dagegen:", "Against:"),
}


def run(given: Given) -> int:
    """Print all codes, or one with its rules, and the decisions for, limiting and against each."""
    form, lang = given[FORMAT], given.lang
    if not (name := given[CODE]):
        rows = [(Text("Code", "code")[lang], Text("Bedeutung", "meaning")[lang])]
        rows += [(c.code, c.text[lang]) for c in codes()]
        plain = [{"code": c.code, "de": c.de, "en": c.en} for c in codes()]
        return print_table(form, lang, Text("Befunde", "Findings")[lang], plain, rows)
    rule = known_rule(name)
    if rule and all(c.code != name for c in codes()):
        ruled = _plain(rule)
        alone = {"code": name, "de": ruled["de"], "en": ruled["en"], "rules": [ruled]}
        return print_lines(form, lang, name, alone, [line[2:] for line in _lines(rule, lang)])
    one = code(name)
    lines = [f"{one.code}: {one.text[lang]}"]
    for law in one.rules():
        lines += _lines(law, lang)
    found = {
        "code": one.code,
        "de": one.de,
        "en": one.en,
        "rules": [_plain(r) for r in one.rules()],
    }
    return print_lines(form, lang, one.code, found, lines)


def _sides(law: Rechtslage) -> dict[str, tuple[Citation, ...]]:
    """Return the decisions on a rule by what they say of it."""
    return {"for": law.supporting, "limiting": law.limiting, "against": law.opposing}


def _sentence(rule: Regel, law: Rechtslage) -> Text:
    """Return the rule; one that no decision supports as a question."""
    if law.supporting:
        return rule.text
    return rule.frage.text if rule.frage else rule.text + _IS_IT_SO


_IS_IT_SO = Text("Trifft das zu?", "Is that so?")


def _lines(rule: Regel, lang: Lang) -> Iterator[str]:
    law = decide(rule.code)
    yield f"  {rule.code}: {_sentence(rule, law)[lang]}"
    for side, cited in _sides(law).items():
        if cited:
            yield f"    {SIDES[side][lang]}"
            for one in cited:
                statement = _statement(one, rule)
                marks = [
                    evidence_name(one.evidence)[lang],
                    remark(one.note, lang),
                    _law(statement)[lang],
                ]
                yield f"      {one} [{'; '.join(mark for mark in marks if mark)}]"
                yield f"        {statement.de if lang == 'de' else statement.en}"
    yield from (f"    {OPEN[lang]} {gap.text[lang]}" for gap in rule.luecke)


def _statement(cited: Citation, rule: Regel) -> Aussage:
    """Return what a decision that is cited says of a rule."""
    return next(one for one in authority(cited.source_id).aussage if one.regel == rule.code)


def _law(statement: Aussage) -> Text:
    """Say which law a statement applied: that decides for whom it can settle anything."""
    if statement.recht == "grundsaetze":
        return Text("allgemeine Grundsätze", "general principles")
    if statement.recht == "gesetz":
        return Text(f"Recht: {statement.dienstherr}", f"law of: {statement.dienstherr}")
    if statement.recht == "richtlinie":
        return Text(f"Richtlinien: {statement.familie}", f"guidelines: {statement.familie}")
    return Text("", "")


def _plain(rule: Regel) -> dict[str, object]:
    """Return a rule with the decisions on it for JSON: each with its id, citation and note."""
    law = decide(rule.code)
    sentence = _sentence(rule, law)
    sides = {
        side: [_cited(c, _statement(c, rule)) for c in cited] for side, cited in _sides(law).items()
    }
    gaps = [{"de": gap.de, "en": gap.en} for gap in rule.luecke]
    return {
        "code": rule.code, "de": sentence.de, "en": sentence.en, "question": not law.supporting,
        **sides, "gaps": gaps,
    }  # fmt: skip


def _cited(one: Citation, statement: Aussage) -> dict[str, object]:
    """Return a decision with what it says of the rule, for JSON."""
    return {
        "id": one.source_id, "citation": str(one), "note": one.note, "via": one.via,
        "evidence": one.evidence.value, "de": statement.de, "en": statement.en, "law": statement.recht,
        "dienstherr": statement.dienstherr, "familie": statement.familie,
    }  # fmt: skip
