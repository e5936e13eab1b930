"""Compile the data when a wheel is built, or the checkout installed: see `_base/compiled.py`."""

import runpy
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = Path("src/beurteilung")


class CompiledData(BuildHookInterface):  # type: ignore[type-arg,misc] # hatchling is there in a build only
    """Write `data/compiled`, which is no part of the repository."""

    def initialize(self, version: str, build_data: dict[str, list[str]]) -> None:  # noqa: ARG002 - hatchling's
        """Compile, and have the files packed although git ignores them."""
        package = Path(self.root) / PACKAGE
        compile_data = runpy.run_path(str(package / "_base" / "compiled.py"))["compile_data"]
        compile_data(package / "data")
        build_data["artifacts"].append(f"/{PACKAGE}/data/compiled/**")
