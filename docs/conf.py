"""How the pages are built: Sphinx, MyST Markdown, the furo theme."""

import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from beurteilung import __version__

version = release = __version__
project = "beurteilung"
author = "The beurteilung developers"
project_copyright = "The beurteilung developers"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "_extra", "_templates"]
(Path(__file__).parent / "_extra").mkdir(exist_ok=True)  # filled by `setup`; must be there now
html_extra_path = ["_extra"]
nitpicky = True

html_theme = "furo"
html_theme_options = {"top_of_page_buttons": []}  # they stand outside every landmark
html_title = f"beurteilung {version}"
templates_path = ["_templates"]
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_js_files = ["pages.js"]
html_search_scorer = str(
    Path(__file__).parent / "_static" / "scorer.js"
)  # users' pages before decisions of design
myst_substitutions = {"version": version}

autodoc_typehints = "signature"
autodoc_typehints_format = "short"
autodoc_member_order = "bysource"
autodoc_default_options = {"exclude-members": "kind, name"}
default_role = (
    "code"  # names in docstrings; most of them are keys, files or words of other libraries
)

# The pages do not ask for the inventories of other projects, so only our own names are links.
# The tables of a case file have a page of their own, made from the same classes.
nitpick_ignore_regex = [
    ("py:.*", r"(?!beurteilung).*"),
    (
        "py:.*",
        r"beurteilung\.(_base|cases|law|model)\..*",
    ),  # what signatures hold, apart from pages
]

myst_enable_extensions = ["colon_fence", "deflist", "substitution"]
myst_heading_anchors = 3

sys.path.insert(0, str(Path(__file__).parent))


def without_blank_ends(_: Sphinx, doctree: nodes.document) -> None:
    """Take away the empty line that an example ends with for the test, and that a page would show."""
    for block in doctree.findall(nodes.literal_block):
        text = block.astext().rstrip("\n")
        block.rawsource = text
        block.children = [nodes.Text(text)]


def open_branch_only(_: Sphinx, __: str, ___: str, context: dict[str, Any], ____: object) -> None:
    """Let the sidebar of a page list the whole of its own branch, and of the others their first page.

    Two hundred links on each of two hundred pages took the longest of all that a build does.
    """
    if whole := context.get("toctree"):
        context["toctree"] = lambda **wanted: whole(**wanted | {"collapse": True})


def setup(app: Sphinx) -> None:
    """Write the pages that are made from the data before the others are read."""
    import built  # noqa: PLC0415 - the path is set above
    import generate  # noqa: PLC0415 - the same

    app.connect("doctree-read", without_blank_ends)
    app.connect("html-page-context", open_branch_only, priority=400)  # the theme asks at 500
    app.add_directive("picture", built.Picture)
    for make in (built.generate, built.offline, built.reports, generate.generate):
        app.connect("builder-inited", lambda app, make=make: make(Path(app.srcdir)))
