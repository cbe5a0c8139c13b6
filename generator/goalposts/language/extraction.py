"""Every message of the source, as a template for catalogues: the same bytes for the same source."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KEYWORDS: dict[str, Any] = {
    "say": None,
    "say_many": (1, 2),
    "N_": None,
    "N_many": (1, 2),
    "_": None,
    "_many": (1, 2),
    "_forms": (1, 2),
    "forms": (3, 4),
    "gettext": None,
    "ngettext": (1, 2),
}
"""What marks a message: in the source `say`, `say_many` and `N_`, in templates `_`, `_many` and `trans`."""

_PYTHON, _JINJA = "python", "jinja2.ext:babel_extract"
_TEMPLATE_OPTIONS = {
    "trimmed": "true",
    "trim_blocks": "true",
    "lstrip_blocks": "true",
    "newstyle_gettext": "true",
    "silent": "false",
}
_NOTE = "Translators:"


def template_text(package: Path, templates: Path) -> str:
    """Return the text of the `.pot` file: every message of a package folder and a folder of templates."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    catalog = Catalog(project="Goalposts", fuzzy=False)
    for name, line, message, notes, context in _messages(package, templates):
        catalog.add(message, None, [(name, line)], auto_comments=notes, context=context)
    written = io.BytesIO()
    # with lines of places every edit of the source would change the file
    write_po(written, catalog, width=100, sort_output=True, omit_header=True, include_lineno=False)
    return _HEADER + written.getvalue().decode("utf-8")


_HEADER = """\
# Every message of the site. Copy this file to <language>.po and fill in the msgstr lines.
# Made by `make catalogue`: do not edit it by hand.
msgid ""
msgstr ""
"Project-Id-Version: Goalposts\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def _messages(package: Path, templates: Path) -> Iterator[tuple[str, int, Any, list[str], str | None]]:
    sources = [("python", f"goalposts/{name}", path) for name, path in _files(package, ".py")]
    sources += [
        ("jinja2.ext:babel_extract", f"templates/{name}", path) for name, path in _files(templates, ".html")
    ]
    for method, name, path in sources:
        yield from ((name, *found) for found in _extracted(method, path))


def _extracted(method: str, path: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    from babel.messages.extract import extract

    options = {} if method == _PYTHON else _TEMPLATE_OPTIONS
    with path.open("rb") as file:
        yield from extract(method, file, KEYWORDS, [_NOTE], options, strip_comment_tags=True)


def _files(folder: Path, ending: str) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob(f"*{ending}")):
        # the package carries its templates when it is installed
        if "templates" not in path.relative_to(folder).parts:
            yield path.relative_to(folder).as_posix(), path
