"""The settings name a language that is not known.

`site: language:` is a code such as `en`, `de` or `pt-BR`, with hyphens, and capitals as in these; numbers and
dates are written by it, and browsers are told it.
"""

from __future__ import annotations

from collections.abc import Iterator

from babel.localedata import locale_identifiers

from goalposts.language.locales import spelled
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.text import nearest
from goalposts.rules.check import Check, report_setting

RULE = Code("S102", Severity.ERROR, "an unknown language", __doc__, "site: {name: Our goals, language: en}")


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem where the language is not one of the Common Locale Data Repository."""
    code = asked.repository.config.site.language
    right = spelled(code)
    if right == code:
        return
    if right is not None:
        message, hint = f"`{code[:60]}` is not how a language is written", f"Write `{right}`."
    else:
        near = nearest(code, (name.replace("_", "-") for name in locale_identifiers()))
        hint = f"Did you mean `{near}`?" if near else "Write a code such as en, de or pt-BR."
        message = f"`{code[:60]}` is no language that is known"
    yield report_setting(RULE, asked, ("site", "language"), message, hint)
