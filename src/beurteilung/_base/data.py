"""Where the data of the library lie."""

from pathlib import Path

__all__ = ["DATA"]

DATA = Path(__file__).parents[1] / "data"
