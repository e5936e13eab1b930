"""Persons: carrying an appraisal forward, eligibility and time limits, candidates side by side.

Imports only law, Richtwerte, changes, the model and the base below it; never a case, a frame or paper.
"""

from __future__ import annotations

from beurteilung.personen.fortschreibung import Referenzgruppe, check_fortschreibung
from beurteilung.personen.kalender import Entry, Rhythm, State, entry, rhythm
from beurteilung.personen.voraussetzungen import (
    Days,
    Laufbahn,
    Target,
    check_cutoff,
    check_eligibility,
    earliest,
    office_of,
    probation,
    waiting,
)

__all__ = [
    "Days",
    "Entry",
    "Laufbahn",
    "Referenzgruppe",
    "Rhythm",
    "State",
    "Target",
    "check_cutoff",
    "check_eligibility",
    "check_fortschreibung",
    "earliest",
    "entry",
    "office_of",
    "probation",
    "rhythm",
    "waiting",
]
