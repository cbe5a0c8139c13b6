"""Mistakes in the templates and hooks of a repository: where they are, from the frames of an exception."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable
from pathlib import Path

from goalposts.site.failures import SiteError
from goalposts.site.folders import packaged_templates

_TEMPLATE = ".html"
_PACKAGE = str(Path(__file__).resolve().parents[1])


def in_templates(error: BaseException) -> str | None:
    """Return file and line of the template that made a mistake, of the repository's own before packaged ones.

    None where no template is at fault: then it is a mistake of this program.
    """
    packaged = f"{packaged_templates()}{os.sep}"
    found = last_place(error, lambda file: None if file.startswith(packaged) else _template(file))
    # what stands between a template and the mistake, such as a filter, is this program
    return found or last_place(error, _template, beyond=_PACKAGE)


def _template(file: str) -> str | None:
    return f"templates/{file.rpartition('templates/')[2]}" if file.endswith(_TEMPLATE) else None


def last_place(
    error: BaseException, name_of: Callable[[str], str | None], beyond: str | None = None
) -> str | None:
    """Return the last line on the way to an exception that stands in a file with a name, as `name:line`.

    None where there is none, and where the way goes on through the folder `beyond`.
    """
    place = None
    for frame, line in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if (name := name_of(file)) is not None:
            place = f"{name}:{line}"
        elif beyond is not None and file.startswith(beyond):
            place = None
    return place


def mistake(place: str, error: BaseException, what: str) -> SiteError:
    """Return what to tell of a mistake; `what` is to be mended."""
    said = error.msg if isinstance(error, SyntaxError) else str(error).rstrip(".") or "it failed"
    if isinstance(error, RecursionError):
        said = "it extends, includes or calls itself without end"
    return SiteError(f"{place}: {said} ({type(error).__name__}). Mend the {what}.")
