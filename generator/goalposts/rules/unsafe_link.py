"""A link has a scheme that the site does not link to, such as `javascript:`.

Links are web addresses (`http`, `https`), mail addresses (`mailto`), or files of the repository.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.bodies import references
from goalposts.rules.check import Check

RULE = Code(
    "R113",
    Severity.ERROR,
    "a link of a kind that is not allowed",
    __doc__,
    "[the plan](https://wiki.example/plan)",
)
_ALLOWED = ("", "http", "https", "mailto")


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each link with a scheme that is not allowed."""
    for link in references(asked):
        if link.scheme not in _ALLOWED and not link.is_image:
            message = f"links to `{link.scheme}:` are not allowed"
            yield link.report(
                RULE, message, "Write an address that begins with https://, or a file of the repository."
            )
