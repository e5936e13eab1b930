"""Compile the data when a wheel is built, or the checkout installed: see `_base/compiled.py`, `law/index.py`."""

import sys
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = Path("src/beurteilung")


class CompiledData(BuildHookInterface):  # type: ignore[type-arg,misc] # hatchling is there in a build only
    """Write `data/compiled`, which is no part of the repository."""

    def initialize(self, version: str, build_data: dict[str, list[str]]) -> None:  # noqa: ARG002 - hatchling's
        """Compile, and have the files packed although git ignores them."""
        package = Path(self.root) / PACKAGE
        sys.path.insert(0, str(package.parent))
        from beurteilung._base.compiled import compile_data  # noqa: PLC0415 - found there only
        from beurteilung.law.index import write_index  # noqa: PLC0415 - the same

        compile_data(package / "data")
        write_index()
        build_data["artifacts"].append(f"/{PACKAGE}/data/compiled/**")
