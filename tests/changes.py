"""Changes between shipped scales, each with a phrase of its explanation."""

from __future__ import annotations

from beurteilung.model.offices import (
    Amtszulage,
    Befoerderung,
    Hoehergruppierung,
    HorizontalerLaufbahnwechsel,
    Laufbahnwechsel,
)

CASES = [
    ("ni-pol-1996:4", "ni-pol-1999:4", (), "den Ziffern nach ist das dieselbe Note"),
    ("ni-pol-1996:4", "ni-pol-1999:4", (), "Auf den Wechsel der Skala allein entfällt eine Stufe (−1)"),
    ("ni-pol-1996:4", "ni-pol-1999:4", (), "Der Sache nach ist es eine Stufe mehr."),
    ("ni-pol-1999:4", "ni-pol-2008:B", (), "lassen sie sich nicht vergleichen"),
    ("ni-pol-1999:4", "ni-pol-2008:B", (), "Der Sache nach ist die Note gleich geblieben."),
    (
        "ni-pol-1999:3",
        "ni-pol-2008:B",
        (),
        "C mittlerer Bereich oder C unterer Bereich (jeweils „entspricht voll den Anforderungen“)",
    ),
    ("ni-pol-1999:4", "ni-pol-1999:3", (), "Auf der Skala „Wertungsstufen der BRLPol 1999“ war die Note 4"),
    ("ni-pol-1996:4", "ni-pol-1999:3", (), "den Ziffern nach ist das eine Stufe weniger"),
    ("ni-pol-2008:C oberer Bereich", "ni-pol-2008:C unterer Bereich", (), "Beide Noten gehören zu derselben Stufe"),
    (
        "ni-pol-1999:4",
        "ni-pol-1999:3",
        (Amtszulage(eigenes_amt=True),),
        "Mit der Amtszulage ist, wie angegeben, ein eigenes Amt verbunden; damit ist bei",
    ),
    ("ni-pol-1999:4", "ni-pol-1999:3", (), "eine Stufe weniger. Eine Stufe der Verschlechterung bleibt"),
    ("ni-pol-1999:5", "ni-pol-1999:3", (), "Zwei Stufen der Verschlechterung bleiben unerklärt."),
    ("ni-pol-1999:5", "ni-pol-1999:4", (), "Eine Stufe der Verschlechterung bleibt unerklärt."),
    ("ni-pol-1999:4", "ni-pol-1999:3", (Amtszulage(),), "verbunden sein oder nicht"),
    ("ni-pol-1999:4", "ni-pol-1999:3", (Amtszulage(),), "Höchstens eine Stufe der Verschlechterung bleibt unerklärt."),
    ("ni-pol-1999:4", "ni-pol-1999:3", (Amtszulage(eigenes_amt=False),), "sie erklärt nichts"),
    ("ni-pol-1999:4", "ni-pol-1999:3", (Befoerderung(),), "Nach der Beförderung ist bei gleichbleibender"),
    (
        "ni-pol-1999:5",
        "ni-pol-1999:3",
        (Befoerderung(), Laufbahnwechsel()),
        "Dass mehrere Ereignisse sich addieren, ist erschlossen",
    ),
    (
        "ni-pol-1999:4",
        "ni-pol-1999:3",
        (HorizontalerLaufbahnwechsel(),),
        "Was das Ereignis für die Note bedeutet, bleibt offen.",
    ),
    (
        "ni-pol-1999:4",
        "ni-pol-1999:3",
        (Hoehergruppierung(),),
        "Höhergruppierung: Welche Note danach bei gleicher Leistung zu erwarten ist, ist nicht geklärt.",
    ),
    ("ni-pol-1999-merkmale:4,5", "ni-pol-1999:4", (), "entspricht auf der Skala"),
    ("oberstufe-15:14", "schulnoten-1-6:1", (), "Es gibt nichts zu erklären."),
]  # fmt: skip
