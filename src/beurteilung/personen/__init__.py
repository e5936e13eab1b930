"""Persons: carrying an appraisal forward, eligibility and time limits, candidates side by side.

Imports only law, Richtwerte, changes, the model and the base below it; never a case, a frame or paper.
"""

from __future__ import annotations

from beurteilung.personen.fortschreibung import Referenzgruppe, check_fortschreibung
from beurteilung.personen.kalender import Entry, Rhythm, State, entry, rhythm
from beurteilung.personen.vergleich import (
    Bewerbung,
    Feld,
    Result,
    Span,
    Vergleich,
    Wertung,
    vergleiche,
)
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
    "Bewerbung",
    "Days",
    "Entry",
    "Feld",
    "Laufbahn",
    "Referenzgruppe",
    "Result",
    "Rhythm",
    "Span",
    "State",
    "Target",
    "Vergleich",
    "Wertung",
    "check_cutoff",
    "check_eligibility",
    "check_fortschreibung",
    "earliest",
    "entry",
    "office_of",
    "probation",
    "rhythm",
    "vergleiche",
    "waiting",
]
