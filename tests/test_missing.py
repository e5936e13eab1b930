"""What is missing to close an open point: a code beside its words, known to data and rules alike."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args, get_type_hints

import attrs
import pytest

import beurteilung
from beurteilung.cases.format import Fall
from beurteilung.errors import UnknownIdError
from beurteilung.law.missing import all_needed, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = Path(beurteilung.__file__).parent


def keys(cls: type[object], before: str = "") -> Iterator[str]:
    """Yield the keys of a case file, those of its tables behind a dot."""
    for name, hint in get_type_hints(cls).items():
        yield f"{before}{name}"
        for part in (hint, *get_args(hint)):
            if isinstance(part, type) and attrs.has(part) and not hasattr(part, "parse"):
                yield from keys(part, f"{before}{name}.")


class TestCodes:
    """A rule names what is missing by a code; the data hold it, and nothing that no rule names."""

    def test_each_code_of_a_rule_is_in_the_data_and_the_reverse(self) -> None:
        text = "".join(file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py"))
        used = set(re.findall(r'\bneeded\(\s*"([^"]+)"', text))
        assert used == set(all_needed())

    def test_an_unknown_code_names_the_nearest(self) -> None:
        with pytest.raises(UnknownIdError, match="zustimmung"):
            needed("zustimung")

    def test_no_two_codes_say_the_same_of_one_key(self) -> None:
        known = [(one.text, one.key) for one in all_needed().values()]
        assert len(known) == len(set(known))

    def test_each_key_is_one_of_the_case_file(self) -> None:
        named = {one.key for one in all_needed().values() if one.key}
        assert named - set(keys(Fall)) == set()
