"""Every public function and class, with one argument that is wrong: only the library's own errors come out."""

from __future__ import annotations

import pytest
from fuzz import api


@pytest.mark.parametrize(
    "case", {case.name: case for case in api.cases()}.values(), ids=lambda c: c.name
)
def test_a_wrong_argument_meets_an_error_of_the_library(case):
    for name in case.right:
        found = [(w, e) for w in api.WRONG if (e := api.attempt(case, name, w)) is not None]
        assert found == [], name
