"""How the pages are built: Sphinx, MyST Markdown, the furo theme."""

project = "beurteilung"
author = "The beurteilung developers"
project_copyright = "The beurteilung developers"

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
nitpicky = True

html_theme = "furo"
html_title = "beurteilung"

autodoc_typehints = "description"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
