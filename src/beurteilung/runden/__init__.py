"""Rounds: the grade distribution and what of it may be shown, reports, differences, what Richtwerte leave.

Imports only law, Richtwerte, changes, the model and the base below it; never a case, a frame or paper.
"""

from __future__ import annotations

from beurteilung.runden.duties import duty, duty_of
from beurteilung.runden.gleistat import Gleistat, GleistatZeile, gleistat
from beurteilung.runden.notenspiegel import Notenspiegel, Withheld, notenspiegel
from beurteilung.runden.runde import Part, Row, Runde
from beurteilung.runden.spielraum import Spielraum, next_head, so_far, spielraum, split
from beurteilung.runden.unterschied import Unterschied, holm, unterschied, unterschiede

__all__ = [
    "Gleistat",
    "GleistatZeile",
    "Notenspiegel",
    "Part",
    "Row",
    "Runde",
    "Spielraum",
    "Unterschied",
    "Withheld",
    "duty",
    "duty_of",
    "gleistat",
    "holm",
    "next_head",
    "notenspiegel",
    "so_far",
    "spielraum",
    "split",
    "unterschied",
    "unterschiede",
]
