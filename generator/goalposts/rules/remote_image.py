"""An image is not a file of the repository; the site shows its text instead.

Pages load nothing from other hosts, so that nobody learns who reads them and no image can vanish.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.rules.bodies import references
from goalposts.rules.check import Check

RULE = Code("R114", Severity.WARNING, "an image from elsewhere", __doc__, "![The plan on one page](plan.png)")


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each image that is not a relative path."""
    for link in references(asked):
        if link.is_image and (link.scheme or link.target.startswith("//")):
            message = f"the image `{link.target[:80]}` is not a file of this repository and is not shown"
            yield link.report(RULE, message, "Save the image beside this file, and name the file.")
