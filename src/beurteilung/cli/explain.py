"""`beurteilung explain [CODE]`: what the code of a finding means, and what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung.cli.arguments import formats, optional
from beurteilung.cli.output import print_lines, print_table
from beurteilung.law.codes import code, codes

if TYPE_CHECKING:
    from beurteilung.cli.arguments import Given

__all__ = ["PARAMETERS", "run"]

CODE = optional(
    Text("CODE", "CODE"), Text("ein Code, etwa vorgabe.praxis", "a code, such as vorgabe.praxis")
)
FORMAT = formats("text", "json", "md", "html")
PARAMETERS = (CODE, FORMAT)
OPEN = Text("nicht belegt:", "not attested:")


def run(given: Given) -> int:
    """Print all codes, or one with its rules and their sources."""
    form, lang = given[FORMAT], given.lang
    if not (name := given[CODE]):
        rows = [(Text("Code", "code")[lang], Text("Bedeutung", "meaning")[lang])]
        rows += [(c.code, c.text[lang]) for c in codes()]
        plain = [{"code": c.code, "de": c.de, "en": c.en} for c in codes()]
        return print_table(form, lang, Text("Befunde", "Findings")[lang], plain, rows)
    one = code(name)
    lines = [f"{one.code}: {one.text[lang]}"]
    for law in one.rules():
        lines.append(f"  {law.code}: {law.text[lang]}")
        lines += [f"    {cited}" for cited in law.citations()]
        lines += [f"    {OPEN[lang]} {gap.text[lang]}" for gap in law.luecke]
    found = {"code": one.code, "de": one.de, "en": one.en, "rules": [r.code for r in one.rules()]}
    return print_lines(form, lang, one.code, found, lines)
