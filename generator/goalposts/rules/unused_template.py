"""A file in `templates/` has the name of no packaged template, and no other template names it.

So it changes nothing: perhaps its name is mistyped, or it lies in the wrong folder. Where hooks or plugins of
MkDocs are set, which may use any file, nothing is said.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.text import nearest
from goalposts.rules.check import Check, report_template
from goalposts.site.folders import LOCALE, OWN_STYLES

RULE = Code("T103", Severity.WARNING, "a template that is not used", __doc__, "templates/assets/own.css")


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each file that replaces nothing, and that no other file of the folder names."""
    if {"hooks", "plugins"} & set(asked.repository.config.mkdocs):
        return
    known = [*asked.originals, OWN_STYLES]
    for name in asked.templates:
        if name not in known and not name.startswith(f"{LOCALE}/") and not _is_named(name, asked):
            near = nearest(name, known)
            hint = f"Did you mean `templates/{near}`?" if near else "Name it in a template, or remove it."
            yield report_template(
                RULE, name, "is not used: no packaged template has its name, and no other file names it", hint
            )


def _is_named(name: str, asked: Check) -> bool:
    """Return whether another file names this one; an asset is published with a hash before its ending."""
    wanted = posixpath.basename(name)
    wanted = wanted if name.endswith(".html") else posixpath.splitext(wanted)[0] + "."
    return any(wanted.encode() in content for other, content in asked.templates.items() if other != name)
