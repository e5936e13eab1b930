"""Guidelines of one Richtwert each, and groups to hold against them."""

from __future__ import annotations

from datetime import date

from beurteilung import Besoldungsgruppe, Evidence, scale
from beurteilung.law.document import Dokument, Geltung, KleineGruppe, Richtwert
from beurteilung.law.editions import Guideline
from beurteilung.richtwerte.check import richtwerte

BASE = {"quelle": "vg-stade-3-a-401-02", "evidenz": Evidence.NORM}
FIVE = scale("ni-pol-1999")
POINTS = scale("ch-bpv")
DISTRIBUTION = {POINTS["4"]: 2, POINTS["2"]: 2}
A9, A11, A13 = (Besoldungsgruppe("A", n) for n in (9, 11, 13))
BETWEEN = {"besgr_ab": A11, "besgr_bis": A13}
ALWAYS = (Geltung(**BASE, ab=date(2000, 1, 1)),)


CHOICES = {"stufen", "beste", "letzte", "bereich", "gegenstand", "gilt_dem_mittel"}


def rule(**keys):
    if not keys.keys() & CHOICES:
        keys.setdefault("rang", 1)
    return Richtwert(**BASE, **keys)


def frame(*rules, **tables):
    """A guideline without a scale of its own."""
    return Guideline(Dokument(id="x", titel="x", richtwert=rules, **tables))


def small(regel="differenzieren", **keys):
    return KleineGruppe(**BASE, regel=regel, **keys)


def group(size, top, of=FIVE):
    """A group with so many best grades; all others have the worst."""
    return {of.grades[0]: top, of.grades[-1]: size - top}


def only(distribution, *rules, scope=None, **tables):
    (found,) = richtwerte(distribution, frame(*rules, **tables), scope)
    return found
