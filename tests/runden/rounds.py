"""Small rounds on small scales, and every way to give their officers grades."""

from collections import Counter
from itertools import product

from hypothesis import strategies as st

from beurteilung import GradeScale
from beurteilung.model.scales import Stage
from beurteilung.runden import Runde

SCALE = GradeScale("abcd", tuple(map(Stage, "ABCD")))


def made(grades, *divisions, names=None, groups=None):
    """Return a round of officers with these grades and parts, row by row."""
    names = names or [f"m{n}" for n, _ in enumerate(divisions)]
    rows = [
        {"note": g, "gruppe": groups[n] if groups else "x"}
        | {name: d[n] for name, d in zip(names, divisions, strict=True)}
        for n, g in enumerate(grades)
    ]
    return Runde.read(rows, note="note", scale=SCALE, gruppe="gruppe", merkmale=names)


def counted(a, b, name="frau", scale=SCALE):
    cells = {
        ("ja",): dict(zip(scale, a, strict=True)),
        ("nein",): dict(zip(scale, b, strict=True)),
    }
    return Runde.counted(scale, cells, [name])


@st.composite
def small(draw, most=7, divisions=(1, 2, 3), words=("ja", "nein")):
    n = draw(st.integers(1, most))
    grades = draw(st.lists(st.sampled_from("ABC"), min_size=n, max_size=n))
    count = draw(st.sampled_from(divisions))
    parts = [draw(st.lists(st.sampled_from(words), min_size=n, max_size=n)) for _ in range(count)]
    return grades, parts


def derivable(grades, shown):
    """Return the officers whose grade is the same in every assignment that fits what is shown.

    ``shown`` are divisions as lists: the part of each officer, None where theirs is withheld.
    """

    def published(assigned):
        whole = Counter(assigned)
        parts = [
            Counter(
                (part, g) for part, g in zip(division, assigned, strict=True) if part is not None
            )
            for division in shown
        ]
        return whole, parts

    fact = published(grades)
    fitting = [a for a in product("ABC", repeat=len(grades)) if published(a) == fact]
    return {n for n in range(len(grades)) if len({a[n] for a in fitting}) == 1}
