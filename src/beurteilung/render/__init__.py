"""From findings to paper: text, Markdown, HTML, PDF, pictures. Nothing is decided here."""
