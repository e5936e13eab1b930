"""The page without Python: what it looks up is what the library answers, row by row."""

from __future__ import annotations

import base64
import gzip
import json
import re
from functools import cache
from itertools import combinations_with_replacement

import pytest

from beurteilung import compare, scale
from beurteilung.model.offices import EVENT_KINDS, event
from beurteilung.render.offline import offline_page, tables
from beurteilung.render.parts import figures as shown
from beurteilung.render.text import paragraph

OFFERED = (
    "ni-pol-1996", "ni-pol-1999", "ni-pol-2008", "be-lfbg", "sn-ristabeurtvo", "rangpunkte-15-prozent",
)  # fmt: skip
PAIRS = [
    ("ni-pol-1996", "ni-pol-1999"),
    ("ni-pol-1999", "ni-pol-1996"),
    ("ni-pol-1996", "ni-pol-2008"),
    ("ni-pol-2008", "ni-pol-2008"),  # two grades of one stage
    ("be-lfbg", "be-lfbg"),
    ("sn-ristabeurtvo", "sn-ristabeurtvo"),  # its provision speaks of promotions
]
CHOICES = [
    kinds for number in range(3) for kinds in combinations_with_replacement(EVENT_KINDS, number)
]


@cache
def data():
    return tables([scale(name) for name in OFFERED])


def looked_up(a, b, before, after, kinds, lang):  # noqa: PLR0913, PLR0917 - as the page is asked
    """Choose among the tables as the script of the page does."""
    found = data()
    pair = found["pairs"][f"{a} {b}"]
    cell = before * len(found["scales"][b]["grades"]) + after
    chosen = found["combinations"].index(" ".join(sorted(kinds)))
    outcome = found["outcomes"][found["choices"][pair["rows"][cell]][chosen]]
    numbers = [*pair["reasons"][cell], *outcome["events"], outcome["last"]]
    sentences = found["sentences"][lang]
    return outcome[lang], " ".join(sentences[n] for n in numbers)


@pytest.mark.parametrize(("a", "b"), PAIRS, ids=lambda name: name)
class TestWhatIsLookedUp:
    def test_equals_the_answer_of_the_library(self, a, b) -> None:
        for n, before in enumerate(scale(a)):
            for m, after in enumerate(scale(b)):
                for number, kinds in enumerate(CHOICES):
                    change = compare(before, after, events=[event(kind) for kind in kinds])
                    lang = ("de", "en")[(n + m + number) % 2]
                    figures, text = looked_up(a, b, n, m, kinds, lang)
                    assert figures == [text for _, text in shown(change, lang)]
                    if (n + m + number) % 7 == 0:  # words take longer to make than figures
                        assert text == paragraph(change.finding, lang)


class TestTheTables:
    def test_what_has_no_mapping_or_is_too_large_is_not_offered(self) -> None:
        found = data()
        assert "ni-pol-1999 be-lfbg" not in found["pairs"]
        assert [s["id"] for s in found["large"]] == ["rangpunkte-15-prozent"]
        assert "rangpunkte-15-prozent" not in found["scales"]

    def test_every_kind_of_event_has_a_name_of_its_own(self) -> None:
        for lang in ("de", "en"):
            names = [e[lang] for e in data()["events"]]
            assert len(set(names)) == len(names) == len(EVENT_KINDS)


class TestThePage:
    def test_holds_the_tables_and_asks_for_nothing(self) -> None:
        page = offline_page([scale("ni-pol-1999")])
        packed = re.search(r'id="data">([A-Za-z0-9+/=]+)<', page)
        assert packed is not None
        assert json.loads(gzip.decompress(base64.b64decode(packed[1]))) == json.loads(
            json.dumps(tables([scale("ni-pol-1999")]))
        )
        assert not re.search(r"https?:|src=|@import|url\(", page)
        assert "default-src 'none'" in page

    def test_is_the_same_each_time(self) -> None:
        assert offline_page([scale("be-lfbg")]) == offline_page([scale("be-lfbg")])
