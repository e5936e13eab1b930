"""Codes: every rule and question that the code names exists in the data, and the reverse."""

import re
from pathlib import Path

import beurteilung
from beurteilung.law.codes import codes, questions
from beurteilung.law.decisions import rules

SOURCE = "".join(
    path.read_text(encoding="utf-8")
    for path in sorted(Path(beurteilung.__file__).parent.rglob("*.py"))
)
LITERALS = set(re.findall(r'"([a-z]+\.[a-z0-9.-]+)"', SOURCE))


class TestNames:
    """every code, rule, question named in code exists in the data and the reverse"""

    def test_a_rule_that_is_asked_exists(self):
        asked = re.findall(r'\b(?:law|decide|legal)\("([a-z.-]+)"', SOURCE)
        assert asked
        assert set(asked) <= {rule.code for rule in rules()}

    def test_every_question_is_asked_somewhere(self):
        every = {question.code for question in questions()}
        assert every <= LITERALS

    def test_a_question_has_one_code_and_rules_that_exist(self):
        every = [one.code for one in codes()]
        assert len(set(every)) == len(every)
        known = {rule.code for rule in rules()}
        for question in questions():
            assert {question.regel, *question.auch} <= known
