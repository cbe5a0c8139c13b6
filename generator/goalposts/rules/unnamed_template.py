"""A template that replaces a packaged one does not name the version that it was copied from.

Then nobody is told when the packaged template changes. A copy of it names its version by itself, in the first
line; write that line where it is missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, report_template
from goalposts.site.originals import line_of, version_in

RULE = Code(
    "T102",
    Severity.INFO,
    "a template that does not name the version it replaces",
    __doc__,
    line_of("goal.html", "1a2b3c4d5e"),
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a note for each template that replaces a packaged one and names no version."""
    for name, content in asked.templates.items():
        now = asked.originals.get(name)
        if now is not None and version_in(content) is None:
            message = "replaces a packaged template and does not name its version"
            hint = f"To be told when that changes, write as the first line:\n{line_of(name, now)}"
            yield report_template(RULE, name, message, hint)
