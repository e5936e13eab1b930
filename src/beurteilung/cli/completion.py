"""`beurteilung completion bash|zsh|fish`: a script that lets a shell complete commands, options and words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from beurteilung._base.text import Text
from beurteilung.cli.arguments import HELP, LANG, LOAD, argument
from beurteilung.cli.commands import COMMANDS, command

if TYPE_CHECKING:
    from beurteilung.cli.arguments import AnyParameter, Given

__all__ = ["PARAMETERS", "run"]

SHELL = argument(
    Text("bash|zsh|fish", "bash|zsh|fish"),
    Text(
        "die Shell; die Ausgabe gehört in ihre Konfiguration", "the shell; it reads what is printed"
    ),
    choices=("bash", "zsh", "fish"),
)
PARAMETERS = (SHELL,)


def run(given: Given) -> int:
    """Print the script."""
    sys.stdout.write(_fish() if given[SHELL] == "fish" else _bash(given[SHELL]))
    return 0


def _options(name: str) -> list[AnyParameter]:
    return [p for p in (*command(name).PARAMETERS, LOAD, LANG, HELP) if p.name]


def _bash(shell: str) -> str:
    """Return a script for bash; zsh reads it through its own bridge."""
    cases: list[str] = []
    for name in COMMANDS:
        named = _options(name)
        words = " ".join(p.name for p in named)
        chosen = "".join(
            f'      {p.name}) COMPREPLY=($(compgen -W "{" ".join(p.choices)}" -- "$word")); return ;;\n'
            for p in named
            if p.choices
        )
        inner = f"    case $before in\n{chosen}    esac\n" if chosen else ""
        cases.append(f'  {name})\n{inner}    options="{words}" ;;\n')
    bridge = "autoload -U +X bashcompinit && bashcompinit\n" if shell == "zsh" else ""
    return (
        f"{bridge}_beurteilung() {{\n"
        '  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options=""\n'
        '  if [ "$COMP_CWORD" = 1 ]; then\n'
        f'    COMPREPLY=($(compgen -W "{" ".join(COMMANDS)} --help --version" -- "$word")); return\n'
        "  fi\n"
        "  case ${COMP_WORDS[1]} in\n"
        f"{''.join(cases)}"
        "  esac\n"
        '  case $word in\n    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;\n'
        '    *) COMPREPLY=($(compgen -f -- "$word")) ;;\n  esac\n'
        "}\ncomplete -o filenames -F _beurteilung beurteilung\n"
    )


def _fish() -> str:
    lines = [
        f"complete -c beurteilung -n __fish_use_subcommand -a {name} -d '{text.de}'"
        for name, text in COMMANDS.items()
    ]
    for name in COMMANDS:
        for p in _options(name):
            words = f" -x -a '{' '.join(p.choices)}'" if p.choices else ""
            lines.append(
                f"complete -c beurteilung -n '__fish_seen_subcommand_from {name}' -l {p.name[2:]}{words}"
            )
    return "\n".join(lines) + "\n"
