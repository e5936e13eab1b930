"""Persons: carrying an appraisal forward, eligibility and time limits, candidates side by side.

Imports only law, Richtwerte, changes, the model and the base below it; never a case, a frame or paper.
"""

from __future__ import annotations

from beurteilung.personen.fortschreibung import Referenzgruppe, check_fortschreibung

__all__ = ["Referenzgruppe", "check_fortschreibung"]
