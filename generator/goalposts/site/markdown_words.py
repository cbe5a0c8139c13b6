"""The few words that rendered Markdown brings itself, in the language of the site."""

from __future__ import annotations

import re

from goalposts.language.catalogue import ENGLISH, N_
from goalposts.pages.formatting import Formatter

_ALERTS = {
    "note": N_("Note"),
    "tip": N_("Tip"),
    "important": N_("Important"),
    "warning": N_("Warning"),
    "caution": N_("Caution"),
}
_ALERT = re.compile(r'(<div class="markdown-alert markdown-alert-(\w+)">\n<p class="[^"]+">)(\w+)(</p>)')
_BACK = re.compile(r'(class="footnote-backref" aria-label=")Back to reference ([\d-]+)(")')
# pieces of markup that content cannot have: in a text angles are escaped, in an attribute quotes are
_WORDS = {
    '<span class="vh">{}</span>': (N_("Done:"), N_("Open:")),
    ' tabindex="0" role="group" aria-label="{}">': (N_("Code"), N_("Table")),
}


def in_language(html: str, fmt: Formatter) -> str:
    """Return what `render` made with its own words said: titles of alerts, states of tasks, ways back,
    names of what scrolls.

    A title that the author chose is content and stays.
    """
    if fmt.catalogue is ENGLISH:
        return html
    html = _ALERT.sub(lambda match: match[1] + _alert(match[2], match[3], fmt) + match[4], html)
    html = _BACK.sub(lambda match: match[1] + _back(match[2], fmt) + match[3], html)
    for piece, words in _WORDS.items():
        for word in words:
            html = html.replace(piece.format(word), piece.format(_escaped(fmt.say(word))))
    return html


def _alert(kind: str, title: str, fmt: Formatter) -> str:
    word = _ALERTS.get(kind)
    return _escaped(fmt.say(word)) if word == title else title


def _back(number: str, fmt: Formatter) -> str:
    return _escaped(fmt.say("Back to reference {number}", number=number))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
