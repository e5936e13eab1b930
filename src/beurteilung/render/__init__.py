"""From findings to paper: text, Markdown, HTML. Nothing is decided here."""
