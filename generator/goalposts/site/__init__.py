"""Pages to a published folder: Markdown, Jinja, MkDocs, publishing, preview."""
