"""A message with a count that only a reader's browser knows."""

from __future__ import annotations

import json
from functools import cache

from goalposts.language.catalogue import Catalogue
from goalposts.language.locales import locale_of

FAR = 200
"""Every category of every language has a whole number below this; `other` may have none."""

_PARTS = 1.5


def forms(catalogue: Catalogue, language: str, one: str, many: str, **values: object) -> str:
    """Return the forms of a message by category of number, as JSON: `{"one": …, "other": …}`.

    The categories are those of `Intl.PluralRules` in the browser. `values` are filled in; `{n}` stays.
    """
    # without a catalogue the words are English whatever the language of the site
    examples = _examples("en" if catalogue.is_english else language)
    said = {name: catalogue.plural(one, many, number) for name, number in examples.items()}
    filled = {name: text.format_map({"n": "{n}", **values}) for name, text in said.items()}
    return json.dumps(filled, ensure_ascii=False)


@cache
def _examples(language: str) -> dict[str, float]:
    """Return a number of each category, `other` last."""
    category_of = locale_of(language).plural_form
    found: dict[str, float] = {}
    for number in range(FAR, -1, -1):
        found[category_of(number)] = number
    other = found.pop("other", _PARTS)
    return {**dict(sorted(found.items())), "other": other}
