"""However a call of the command line ends, it ends with an exit code that says so, and loses nothing."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest

from beurteilung.cli import main, output
from beurteilung.cli.arguments import language
from beurteilung.cli.commands import COMMANDS
from beurteilung.errors import BeurteilungError

ROOT = Path(__file__).parent.parent
SEED = str(ROOT / "examples" / "vg-stade-3-a-401-02.toml")


@pytest.fixture
def call(capsys):
    """Run a command and return exit code, output and errors."""

    def run(*args: str) -> tuple[int, str, str]:
        code = main(list(args))
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Work in a folder of cases and a table; what is named sends a signal to this process and waits."""
    monkeypatch.chdir(tmp_path)
    for name in ("faelle", "aus"):
        (tmp_path / name).mkdir()
    for name in ("a", "b"):
        shutil.copy(SEED, tmp_path / "faelle" / f"{name}.toml")
    (tmp_path / "a.csv").write_text("a;b\nni-pol-1996:5;ni-pol-1999:3\n")

    def arm(at: str, sign: signal.Signals) -> None:
        def strike(*_: object, **__: object) -> None:
            os.kill(os.getpid(), sign)
            time.sleep(5)

        monkeypatch.setattr(at, strike)

    return arm


class TestLanguage:
    """Help, errors and answers are in the language of --lang, else of the locale, else German."""

    @pytest.mark.parametrize(
        ("locale", "lang"),
        [
            ("", "de"), ("C", "de"), ("C.UTF-8", "de"), ("POSIX", "de"), ("de_DE.UTF-8", "de"),
            ("de_AT@euro", "de"), ("en_US.UTF-8", "en"), ("fr_FR", "en"),
        ],
    )  # fmt: skip
    def test_of_the_environment(self, monkeypatch, locale, lang):
        for name in ("LC_ALL", "LC_MESSAGES"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("LANG", locale)
        assert language(["scales"]) == lang
        assert language(["scales", "--lang", "de"]) == language(["--lang=de", "scales"]) == "de"
        assert language(["scales", "--lang", "xx"]) == lang

    def test_alone_it_prints_help_and_no_verdict(self, call):
        code, out, err = call()
        assert (code, err) == (2, "")
        assert out.startswith("Aufruf: beurteilung BEFEHL")

    @pytest.mark.parametrize(
        "words", [["--help"], ["-h"], ["--lang", "en", "-h"], ["--lang=en", "-h"]]
    )
    def test_help_lists_commands_and_exit_codes(self, call, words):
        code, out, _ = call(*words)
        assert code == 0
        start, codes = (
            ("Usage:", "Exit codes:")
            if "-h" in words and len(words) > 1
            else ("Aufruf:", "Rückgabewerte:")
        )
        assert out.startswith(start)
        assert codes in out

    @pytest.mark.parametrize("name", sorted(COMMANDS))
    @pytest.mark.parametrize(("lang", "start"), [("de", "Aufruf: "), ("en", "Usage: ")])
    def test_help_of_a_command(self, call, name, lang, start):
        code, out, _ = call(name, "--help", "--lang", lang)
        assert code == 0
        assert out.startswith(f"{start}beurteilung {name} ")
        assert "--lang de|en" in out

    def test_a_mistake_shows_the_usage_of_its_command(self, call):
        _, _, err = call("compare", "ni-pol-1996:5")
        assert err == (
            "beurteilung: NACHHER fehlt: die spätere Note, etwa ni-pol-1999:3\n"
            "Aufruf: beurteilung compare VORHER NACHHER [Optionen]\n"
        )

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["check", "--fromat", "json"], "'--fromat' is no option (did you mean '--format'?)"),
            (["check", "--output"], "--output needs a value: FILE"),
            (["check", "--output", "--format", "pdf"], "--output needs a value: FILE"),
            (["scales", "--format", "pdf"], "--format: 'pdf' is not possible; possible: text, json, md, html"),
            (["chekc"], "'chekc' is no command (did you mean 'check'?)"),
            (["check", SEED, "--format", "html", SEED], "--format html is the form of one report"),
            (["compare", "--", "--on"], "AFTER is missing"),
        ],
    )  # fmt: skip
    def test_what_cannot_be_read(self, call, words, message):
        code, out, err = (
            call(*words, "--lang", "en") if "--" not in words else call("--lang", "en", *words)
        )
        assert (code, out) == (2, "")
        assert message in err

    def test_version(self, call):
        code, out, _ = call("--version")
        assert code == 0
        assert out.startswith("beurteilung ")


class TestInert:
    """What somebody typed, or a file says, moves no cursor."""

    @pytest.mark.parametrize("words", [["\x1b[31m"], ["scales", "\x1b]0;x\x07"], ["check", "a\u202eb.toml"],
                                       ["check", "x", "--\x1b[2J"]])  # fmt: skip
    def test_errors(self, call, words):
        code, _, err = call(*words)
        assert code == 2
        assert not {"\x1b", "\x07", "\u202e"} & set(err)

    def test_json_spells_them_as_json_does(self, call, tmp_path):
        case = tmp_path / "fall.toml"
        case.write_text(
            Path(SEED).read_text("utf-8").replace('titel = "', 'titel = "\u202e\\u009b'), "utf-8"
        )
        _, out, _ = call("check", str(case), "--format", "json")
        assert not {"\u202e", "\x9b"} & set(out)
        assert json.loads(out)["case"]["title"].startswith("\u202e\x9b")

    def test_colours_on_a_terminal_only(self, monkeypatch):
        class Terminal(io.StringIO):
            def isatty(self):
                return True

        monkeypatch.delenv("NO_COLOR", raising=False)
        monkeypatch.setenv("TERM", "xterm")
        assert output.coloured("x", "31", Terminal()) == "\x1b[31mx\x1b[0m"
        assert output.coloured("x", "31", io.StringIO()) == "x"
        monkeypatch.setenv("TERM", "dumb")
        assert output.coloured("x", "31", Terminal()) == "x"
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("NO_COLOR", "1")
        assert output.coloured("x", "31", Terminal()) == "x"


class TestEndings:
    """Nothing leaves `main` but an exit code."""

    @pytest.mark.parametrize(
        ("error", "code", "message"),
        [
            (KeyboardInterrupt(), 130, "abgebrochen\n"),
            (
                ValueError("a\nb"),
                2,
                "unerwarteter Fehler, ValueError: a b; BEURTEILUNG_DEBUG=1 zeigt, wo\n",
            ),
            (RecursionError("tief"), 2, "unerwarteter Fehler, RecursionError: tief"),
            (MemoryError(), 2, "unerwarteter Fehler, MemoryError: "),
            (SystemExit(1), 2, "unerwarteter Fehler, SystemExit: 1"),
            (BrokenPipeError(), 141, ""),
            (OSError(errno.ENOSPC, "No space left on device"), 2, "der Datenträger ist voll\n"),
        ],
        ids=lambda x: type(x).__name__,
    )
    def test_whatever_a_command_raises(self, call, monkeypatch, error, code, message):
        def fails(_):
            raise error

        monkeypatch.setattr("beurteilung.cli.scales.run", fails)
        found, out, err = call("scales")
        assert (found, out) == (code, "")
        assert message in err
        assert "Traceback" not in err
        monkeypatch.setenv("BEURTEILUNG_DEBUG", "1")
        _, _, err = call("scales")
        assert ("Traceback" in err) is bool(message)

    @pytest.mark.parametrize(
        "words",
        [["explain"], ["scales"], ["compare", "ni-pol-1996:5"], ["scales", "--land"], ["check"]],
    )
    def test_a_word_of_a_whole_file_is_not_repeated(self, call, words):
        code, out, err = call(*words, "a" * 50_000)
        assert (code, out) == (2, "")
        assert len(err) < 1500

    def test_sigterm_takes_away_what_was_written_beside(self, tmp_path):
        program = (
            "import os, signal, sys\nfrom beurteilung.cli import main, output\n"
            "def fsync(_): os.kill(os.getpid(), signal.SIGTERM)\n"
            "output.os.fsync = fsync\n"
            f"sys.exit(main(['check', {SEED!r}, '--output', {str(tmp_path / 'vermerk.txt')!r}]))"
        )
        (tmp_path / "vermerk.txt").write_text("alt", "utf-8")
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (143, "beurteilung: beendet\n")
        assert [p.name for p in tmp_path.iterdir()] == ["vermerk.txt"]
        assert (tmp_path / "vermerk.txt").read_text("utf-8") == "alt"

    @pytest.mark.parametrize(
        ("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
    )
    @pytest.mark.parametrize(
        ("at", "words"),
        [
            ("beurteilung.cli.check.read_case", ["check", "faelle", "--output", "aus/x.txt"]),
            ("beurteilung.cli.check.hand_over", ["check", "faelle", "--format", "jsonl"]),
            ("beurteilung.render.pdf.document_pdf", ["check", SEED, "--format", "pdf", "--output", "aus/x.pdf"]),
            ("beurteilung.cli.offline.offline_page", ["offline", "aus/x.html"]),
            ("beurteilung.frames.files._summary", ["table", "a.csv", "aus/b.csv", "--before", "a", "--after", "b"]),
            ("beurteilung.frames.files.excel.write", ["table", "a.csv", "aus/b.xlsx", "--before", "a", "--after", "b"]),
        ],
        ids=["folder", "lines", "pdf", "offline", "csv", "excel"],
    )  # fmt: skip
    def test_a_signal_in_the_midst_of_work(self, folder, at, words, sign, code):
        """A signal while a file is read, an answer computed, or a table written leaves an exit code and no litter."""
        folder(at, sign)
        # a job in the background starts with SIGINT, and one under nohup with SIGHUP, ignored
        usual = signal.default_int_handler if sign is signal.SIGINT else signal.SIG_DFL
        given = signal.signal(sign, usual)
        try:
            assert main([*words, "--lang", "de"]) == code
            assert signal.getsignal(sign) is usual
        finally:
            signal.signal(sign, given)
        assert list(Path("aus").iterdir()) == []

    @pytest.mark.parametrize(
        ("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
    )
    @pytest.mark.parametrize("error", [RuntimeError("Query interrupted"), duckdb.Error("x")])
    def test_a_signal_of_which_a_library_tells_in_its_own_words(
        self, call, monkeypatch, sign, code, error
    ):
        """DuckDB gives an error of its own where a signal strikes while it works."""

        def works(_):
            try:
                os.kill(os.getpid(), sign)
                time.sleep(5)
            except BaseException:  # noqa: BLE001 - as the library does
                raise error from None

        monkeypatch.setattr("beurteilung.cli.scales.run", works)
        usual = signal.default_int_handler if sign is signal.SIGINT else signal.SIG_DFL
        given = signal.signal(sign, usual)
        try:
            assert call("scales")[:2] == (code, "")
            assert signal.getsignal(sign) is usual
        finally:
            signal.signal(sign, given)

    def test_nohup_outlives_its_terminal(self, call, monkeypatch):
        monkeypatch.setattr(
            "beurteilung.cli.scales.run", lambda _: os.kill(os.getpid(), signal.SIGHUP) or 0
        )
        before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
        try:
            assert call("scales") == (0, "", "")
        finally:
            signal.signal(signal.SIGHUP, before)

    def test_the_handler_of_sigterm_is_put_back(self, call):
        before = signal.getsignal(signal.SIGTERM)
        call("scales", "ni-pol-1999")
        assert signal.getsignal(signal.SIGTERM) is before

    def test_in_a_thread_there_is_no_handler_and_none_is_needed(self):
        codes: list[int] = []
        thread = threading.Thread(target=lambda: codes.append(main(["scales", "ni-pol-1999"])))
        thread.start()
        thread.join()
        assert codes == [0]


class TestOutput:
    """`--output` loses nothing."""

    def test_its_own_input_is_refused(self, call, tmp_path):
        case, link, hard = tmp_path / "fall.toml", tmp_path / "link.toml", tmp_path / "hart.toml"
        shutil.copy(SEED, case)
        link.symlink_to(case)
        hard.hardlink_to(case)
        for target in (case, link, hard):
            code, out, err = call("check", str(case), "--output", str(target))
            assert (code, out) == (2, "")
            assert "das ist die Datei, die gelesen wird" in err
        assert case.read_bytes() == Path(SEED).read_bytes()

    @pytest.mark.parametrize("name", ["g.toml", "g.txt", "ordner/g.toml"])
    def test_a_file_that_is_loaded_is_refused(self, call, tmp_path, monkeypatch, name):
        monkeypatch.chdir(tmp_path)
        Path("ordner").mkdir()
        own = 'id = "eigene"\ntitel = "t"\n'
        Path(name).write_text(own)
        loaded = name.partition("/")[0]
        (tmp_path / "a.csv").write_text("note\n" + "by-llbg:12\n" * 9)
        for words in (
            ["check", SEED],
            ["compare", "ni-pol-1996:5", "ni-pol-1999:3"],
            ["notenspiegel", "a.csv", "--least", "3"],
        ):
            code, out, _ = call(*words, "--load", loaded, "--output", name, "--format", "json")
            assert (code, out) == (2, "")
            assert Path(name).read_text() == own

    def test_no_answer_replaces_a_file_of_somebody_s_own(self, call, tmp_path, monkeypatch):
        """The standard input may come from the file that the answer would replace."""
        monkeypatch.chdir(tmp_path)
        for name in ("fall.toml", "fall.txt"):
            shutil.copy(SEED, name)
            with open(name) as file:  # noqa: PTH123 - as a shell opens it
                monkeypatch.setattr("sys.stdin", file)
                code, _, err = call("check", "-", "--output", name, "--lang", "en")
            assert code == 2
            assert "this is the file that is read" in err
            assert Path(name).read_bytes() == Path(SEED).read_bytes()
        code, _, err = call("offline", "fall.toml", "--lang", "en")
        assert code == 2
        assert "a file .toml is one of your own, which no answer replaces" in err

    def test_a_table_does_not_replace_its_columns(self, call, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        Path("a.csv").write_text("a;b\nni-pol-1996:5;ni-pol-1999:3\n")
        given = 'before = "a"\nafter = "b"\n'
        Path("k.csv").write_text(given)
        code, _, err = call("table", "a.csv", "k.csv", "--columns", "k.csv")
        assert code == 2
        assert "das ist die Datei, die gelesen wird" in err
        assert Path("k.csv").read_text() == given

    @pytest.mark.parametrize("words", [["--output", ""], ["--output="]])
    def test_a_name_that_is_empty_names_no_file(self, call, words):
        code, out, err = call("check", SEED, *words, "--lang", "en")
        assert (code, out) == (2, "")
        assert "--output needs a value: FILE" in err

    def test_a_full_disk_leaves_the_old_file(self, call, tmp_path, monkeypatch):
        target = tmp_path / "vermerk.txt"
        target.write_text("alt", "utf-8")

        def full(_):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        code, _, err = call("check", SEED, "--output", str(target))
        assert code == 2
        assert "lässt sich nicht schreiben: auf dem Datenträger ist kein Platz mehr" in err
        assert target.read_text("utf-8") == "alt"
        assert [p.name for p in tmp_path.iterdir()] == ["vermerk.txt"]

    def test_a_folder_a_fifo_and_a_folder_that_is_not_there(self, call, tmp_path):
        os.mkfifo(tmp_path / "rohr")
        for target in (tmp_path, tmp_path / "rohr", Path("/dev/null")):
            assert (
                "das ist ein Ordner oder Gerät" in call("check", SEED, "--output", str(target))[2]
            )
        for target in (str(tmp_path / "fehlt" / "x.txt"), "a\0b"):
            assert "lässt sich nicht schreiben" in call("check", SEED, "--output", target)[2]

    @pytest.mark.parametrize(
        "words", [["offline", "fehlt/x.html"], ["check", SEED, SEED, "--output", "fehlt/x.txt"]]
    )
    def test_what_takes_long_is_refused_before_it_is_computed(
        self, call, tmp_path, monkeypatch, words
    ):
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr("beurteilung.cli.offline.offline_page", None)
        monkeypatch.setattr("beurteilung.cli.check.read_case", None)
        code, out, err = call(*words)
        assert (code, out) == (2, "")
        assert "lässt sich nicht schreiben" in err

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
    def test_a_table_on_a_full_disk_leaves_the_old_one(self, call, tmp_path, monkeypatch, kind):
        """DuckDB says in its own words that the disk is full; Python's error leaves no traceback of a zip file."""
        target = tmp_path / f"b.{kind}"
        target.write_text("alt")
        (tmp_path / "a.csv").write_text("a;b\nni-pol-1996:5;ni-pol-1999:3\n")

        def full(*_: object, **__: object) -> None:
            if kind == "parquet":
                raise duckdb.IOException("Could not write: No space left on device")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        at = {
            "csv": "os.fsync",
            "xlsx": "pathlib.Path.write_bytes",
            "parquet": "beurteilung.frames.files.csv.write",
        }
        monkeypatch.setattr(at[kind], full)
        code, out, err = call(
            "table", str(tmp_path / "a.csv"), str(target), "--before", "a", "--after", "b"
        )
        assert (code, out) == (2, "")
        assert (
            err
            == f"beurteilung: {target}: lässt sich nicht schreiben: auf dem Datenträger ist kein Platz mehr\n"
        )
        assert target.read_text() == "alt"
        assert sorted(p.name for p in tmp_path.iterdir()) == ["a.csv", f"b.{kind}"]

    def test_permissions_and_links_stay(self, call, tmp_path):
        target, link = tmp_path / "vermerk.txt", tmp_path / "link.txt"
        target.write_text("alt", "utf-8")
        target.chmod(0o640)
        link.symlink_to(target)
        assert call("check", SEED, "--output", str(link))[0] == 1
        assert link.is_symlink()
        assert target.stat().st_mode & 0o777 == 0o640
        assert "Ergebnis" in target.read_text("utf-8")


class TestInputs:
    """One file, several, folders, the standard input; never a device."""

    @pytest.mark.parametrize("command", ["check", "validate"])
    def test_a_fifo_is_refused_and_not_waited_for(self, call, tmp_path, command):
        os.mkfifo(tmp_path / "rohr.toml")
        code, _, err = call(command, str(tmp_path / "rohr.toml"))
        assert code == 2
        assert "das ist keine gewöhnliche Datei; die Standardeingabe heißt -" in err

    def test_a_name_that_no_file_can_have(self, call):
        assert call("check", "a\0b")[0] == 2
        assert call("check", "x" * 5000)[0] == 2

    def test_the_standard_input(self, call, monkeypatch):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(SEED).read_bytes())))
        code, out, _ = call("check", "-")
        assert (code, "Ergebnis" in out) == (1, True)

    def test_an_example(self, call):
        assert call("check", "--example", "vg-stade")[0] == 1
        code, _, err = call("check", "--example", "vg-lueneburg")
        assert code == 2
        assert "mehrere Beispiele beginnen mit" in err

    def test_nothing_is_a_mistake(self, call):
        code, _, err = call("check")
        assert code == 2
        assert "beurteilung check --example vg-stade" in err

    def test_several_as_lines(self, call, tmp_path):
        shutil.copy(SEED, tmp_path / "a.toml")
        (tmp_path / "b.toml").write_text("id = 1", "utf-8")
        code, out, err = call("check", str(tmp_path), SEED, "--format", "jsonl")
        rows = [json.loads(line) for line in out.splitlines()]
        assert code == 2
        assert [row["exit_code"] for row in rows] == [1, 2, 1]
        assert [Path(row["file"]).name for row in rows] == ["a.toml", "b.toml", Path(SEED).name]
        assert rows[1]["error"] in err

    @pytest.mark.parametrize("form", ["text", "json", "jsonl"])
    def test_several_in_every_format_and_into_a_file(self, call, tmp_path, form):
        code, out, _ = call("check", SEED, SEED, "--format", form)
        assert code == 1
        target = tmp_path / "alle"
        assert call("check", SEED, SEED, "--format", form, "--output", str(target)) == (1, "", "")
        if form == "jsonl":
            assert target.read_text("utf-8") == out
        elif form == "json":
            assert len(json.loads(out)) == len(json.loads(target.read_text("utf-8"))) == 2
        else:
            assert out.endswith("2 Fälle\n")
            assert target.read_text("utf-8") == out

    def test_one_as_a_line(self, call):
        code, out, _ = call("check", SEED, "--format", "jsonl")
        assert (code, out.count("\n"), json.loads(out)["exit_code"]) == (1, 1, 1)

    def test_an_empty_folder(self, call, tmp_path):
        code, _, err = call("check", str(tmp_path))
        assert code == 2
        assert "im Ordner ist keine Datei .toml" in err


def test_a_stream_that_takes_nothing_more_is_no_verdict(monkeypatch):
    class Full(io.StringIO):
        def write(self, _):
            raise OSError(28, "No space left on device")

    answer = output.Answer(Full())
    answer.write("x")
    with pytest.raises(BeurteilungError, match="standard output: No space left on device"):
        answer.hand_over()
    output.Answer(None).hand_over()
