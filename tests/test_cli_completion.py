"""What a shell completes is what the commands take."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from beurteilung import scale
from beurteilung.cli import main
from beurteilung.cli.commands import COMMANDS, command


def script(capsys, shell):
    assert main(["completion", shell]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_and_option_is_there(capsys, shell):
    text = script(capsys, shell)
    for name in COMMANDS:
        assert name in text
        for parameter in command(name).PARAMETERS:
            assert parameter.name.removeprefix("--") in text


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("beurteilung che", "check"),
        ("beurteilung check --fo", "--format"),
        ("beurteilung scales --lang d", "de"),
    ],
)
def test_bash_completes(capsys, words, found):
    said = words.split()
    program = (
        f"{script(capsys, 'bash')}\nCOMP_WORDS=({' '.join(said)}); COMP_CWORD={len(said) - 1}\n"
        'COMPREPLY=(); _beurteilung; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=True)  # noqa: S603, S607 - ours
    assert done.stdout.split() == [found]


def test_the_offline_page_is_written(capsys, tmp_path, monkeypatch):
    few = [scale("ni-pol-1996"), scale("ni-pol-1999")]  # all of them are asked in the browser
    monkeypatch.setattr("beurteilung.render.offline.scales", lambda: few)
    target = tmp_path / "seite.html"
    assert main(["offline", str(target)]) == 0
    assert target.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert "im Browser öffnen" in capsys.readouterr().out
