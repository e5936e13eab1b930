"""The compiled data say what the TOML says: the TOML is the master."""

import tomllib
from datetime import UTC, date, datetime

import pytest
from each import each

from beurteilung import guidelines, load
from beurteilung._base import compiled
from beurteilung._base.compiled import DATA, FOLDER, SUFFIX, compile_data
from beurteilung._base.toml import read_toml
from beurteilung.law import index

FILES = sorted(DATA.rglob("*.toml"))


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Stand in for the folder of data, with one file."""
    monkeypatch.setattr(compiled, "DATA", tmp_path)
    (tmp_path / "norm.toml").write_text(
        'ab = 1999-11-02\nliste = [{ tag = 2000-02-29 }]\nname = "a1"\n'
    )
    return tmp_path


@each("file", FILES, ids=lambda f: f.relative_to(DATA).as_posix())
def test_every_file_reads_the_same_compiled_and_parsed(file, tmp_path, monkeypatch):
    raw = file.read_bytes()
    monkeypatch.setattr(compiled, "DATA", tmp_path)
    (tmp_path / "one.toml").write_bytes(raw)
    compile_data(tmp_path)
    assert compiled.compiled(tmp_path / "one.toml", raw) == tomllib.loads(raw.decode())


def test_it_is_used_where_it_is_at_hand(home):
    compile_data(home)
    place = home / FOLDER / f"norm{SUFFIX}"
    assert place.read_bytes().count(b"a1") == 1
    place.write_bytes(place.read_bytes().replace(b"a1", b"b1"))
    assert read_toml(home / "norm.toml") == {
        "ab": date(1999, 11, 2), "liste": [{"tag": date(2000, 2, 29)}], "name": "b1",
    }  # fmt: skip


def test_a_file_that_was_changed_since_is_parsed(home):
    compile_data(home)
    (home / "norm.toml").write_text('name = "c"\n')
    assert read_toml(home / "norm.toml") == {"name": "c"}


def test_without_it_and_outside_the_data_files_are_parsed(home, tmp_path_factory):
    assert read_toml(home / "norm.toml")["name"] == "a1"
    own = tmp_path_factory.mktemp("own") / "norm.toml"
    own.write_text('name = "own"\n')
    assert read_toml(own) == {"name": "own"}


@pytest.mark.parametrize("kept", [0, 1, 20, -1])
def test_one_that_was_not_written_to_its_end_is_not_read(home, kept):
    compile_data(home)
    place = home / FOLDER / f"norm{SUFFIX}"
    place.write_bytes(place.read_bytes()[:kept])
    assert compiled.read(str(place)) is None
    assert read_toml(home / "norm.toml")["name"] == "a1"


def test_what_the_data_never_hold_stops_the_build(home):
    (home / "time.toml").write_text(f"at = {datetime(2000, 1, 1, tzinfo=UTC).isoformat()}\n")
    with pytest.raises(ValueError, match="unmarshallable"):
        compile_data(home)


class TestTheIndex:
    """What lists and searches ask of a guideline, without reading its file."""

    @pytest.fixture
    def place(self, tmp_path, monkeypatch):
        monkeypatch.setattr(index, "DATA", tmp_path)
        monkeypatch.setattr(index, "_lines", ())
        return tmp_path / FOLDER / f"index{SUFFIX}"

    def test_it_says_what_the_files_say(self, place):
        index.write_index()
        lines = index.entries()
        assert lines == index._read()
        assert [line.id for line in lines] == [g.id for g in guidelines()]

    def test_a_file_that_was_changed_since_is_read_itself(self, place):
        index.write_index()
        checksum, rows = compiled.read(str(place))
        compiled.write(str(place), (checksum, rows[:-1]))
        assert index._written() == index._read()[:-1]
        compiled.write(str(place), (checksum + 1, rows))
        assert index._written() is None

    def test_without_it_the_files_are_read(self, place):
        assert index._written() is None
        assert index.entries() == index._read()

    def test_a_file_of_a_user_has_a_line_too(self, place):
        own = load(DATA / "vorlage.toml")
        assert index.entry(own) in index.entries()
