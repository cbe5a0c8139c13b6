"""A template is a copy of a packaged one that has changed since.

What the packaged template shows, and what it is given, may be another today: the copy goes on without it, or
fails. Compare the two, take over what changed, and name the version of today in the first line.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.check import Check, report_template
from goalposts.site.originals import line_of, version_in

RULE = Code(
    "T101",
    Severity.WARNING,
    "a copy of a template that has changed since",
    __doc__,
    line_of("goal.html", "1a2b3c4d5e"),
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each copy that names another version than that of the packaged template."""
    for name, content in asked.templates.items():
        now, named = asked.originals.get(name), version_in(content)
        if now is not None and named is not None and named != now:
            message = f"is a copy of version {named} of the packaged template, which is {now} today"
            hint = f"Take over what changed, then write as the first line:\n{line_of(name, now)}"
            yield report_template(RULE, name, message, hint)
