"""Write docs/how-to/round/round.ipynb from the page docs/how-to/round.md: its text and its statements."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "how-to" / "round.md"
NOTEBOOK = ROOT / "docs" / "how-to" / "round" / "round.ipynb"


def notebook() -> str:
    """Return the notebook: cells of text and of code, without outputs; paths are seen from its folder."""
    text = PAGE.read_text(encoding="utf-8")
    cells: list[dict[str, object]] = []
    for number, part in enumerate(re.split(r"```python\n(.*?)\n```", text, flags=re.DOTALL)):
        lines = part.strip().split("\n")
        if number % 2:
            code = [line[4:] for line in lines if line.startswith((">>> ", "... "))]
            source = "\n".join(code).replace("docs/how-to/round/", "")
            if "sorted(field)" in source:
                source = "# sorted(field) would refuse"
            cells.append(
                {"cell_type": "code", "execution_count": None, "outputs": [], "source": source}
            )
        elif part.strip():
            cells.append({"cell_type": "markdown", "source": part.strip().replace("(round/", "(")})
    made = [{"id": f"cell-{n}", "metadata": {}, **cell} for n, cell in enumerate(cells)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    book = {"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(book, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    NOTEBOOK.write_text(notebook(), encoding="utf-8")
