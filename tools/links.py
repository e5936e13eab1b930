"""Follow every link inside a folder of built pages: `python tools/links.py FOLDER`.

Sphinx checks the references it makes; this looks at what a browser is given, raw HTML and pages made by
the library included. Addresses on the web are asked for by the task `links`.
"""

import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """What a page links to, and the places in it that can be linked to."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.targets: set[str] = set()
        self.places: set[str] = {"", "top"}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note addresses and places."""
        for name, value in attrs:
            if name in {"href", "src"} and value is not None:
                self.targets.add(value)
            if value and (name == "id" or (tag, name) == ("a", "name")):
                self.places.add(value)


def dead(folder: Path) -> list[str]:
    """Return each link inside the folder that leads nowhere, with the page that has it."""
    folder = folder.resolve()
    pages = {f: Page(f.read_text(encoding="utf-8")) for f in sorted(folder.rglob("*.html"))}
    found: list[str] = []
    for file, page in pages.items():
        for target in sorted(page.targets):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            there = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            known = pages.get(there)
            if not there.exists() or (known and unquote(parts.fragment) not in known.places):
                found.append(f"{file.relative_to(folder)}: {target}")
    return found


if __name__ == "__main__":
    lost = dead(Path(sys.argv[1]))
    sys.exit("\n".join(["links that lead nowhere:", *lost]) if lost else 0)
