"""Examples ship and have names."""

from __future__ import annotations

from pathlib import Path

import pytest

from beurteilung import check, example, examples, read_case
from beurteilung.errors import UnknownIdError

ROOT = Path(__file__).parent.parent


def test_every_file_has_its_name() -> None:
    files = [path for path in (ROOT / "examples").iterdir() if path.suffix in (".toml", ".csv")]
    assert sorted(path.stem for path in files) == list(examples())
    assert all(example(path.stem) == path for path in files)


def test_the_beginning_of_a_name_will_do() -> None:
    assert check(example("vg-stade")).exit_code == 1
    assert read_case(example("vg-koblenz")).id


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("vg-lueneburg", "several examples begin with 'vg-lueneburg': vg-lueneburg-1-a-157-04, "),
        ("vg-stadt", "no example 'vg-stadt' ships (did"),
        ("vg-sta", "no example 'vg-sta' ships (did"),
    ],
)
def test_no_or_several_examples_are_an_error(name: str, message: str) -> None:
    with pytest.raises(UnknownIdError) as caught:
        example(name)
    assert str(caught.value).startswith(message)
