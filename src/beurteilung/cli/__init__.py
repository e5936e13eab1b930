"""The command line: one module a command, and what all of them share.

This wing may import every other one; none imports it. `commands` names the commands, `arguments` reads
what somebody typed, `usage` prints help, `output` writes answers, `program` runs one command.
"""

from beurteilung.cli.program import main

__all__ = ["main"]
