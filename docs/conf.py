"""How the pages are built: Sphinx, MyST Markdown, the furo theme."""

import sys
from pathlib import Path

from sphinx.application import Sphinx

project = "beurteilung"
author = "The beurteilung developers"
project_copyright = "The beurteilung developers"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build", "_extra"]
(Path(__file__).parent / "_extra").mkdir(exist_ok=True)  # filled by `setup`; must be there now
html_extra_path = ["_extra"]
nitpicky = True

html_theme = "furo"
html_title = "beurteilung"
html_static_path = ["_static"]
html_css_files = ["pages.css"]

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
    ("py:.*", r"beurteilung\.facts\..*"),
]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

sys.path.insert(0, str(Path(__file__).parent))


def setup(app: Sphinx) -> None:
    """Write the pages that are made from the data before the others are read."""
    import built  # noqa: PLC0415 - the path is set above
    import generate  # noqa: PLC0415 - the same

    app.add_directive("picture", built.Picture)
    for make in (built.generate, built.offline, built.reports, generate.generate):
        app.connect("builder-inited", lambda app, make=make: make(Path(app.srcdir)))
