"""A language that nobody speaks: every message in brackets, its letters with marks, its placeholders kept."""

from __future__ import annotations

import io
import re

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

_MARKED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "àƀçđéƒĝĥîĵķļɱñôþǫŕšţûṽŵẋýžÀɃÇĐÉƑĜĤÎĴĶĻṀÑÔÞǪŔŠŢÛṼŴẊÝŽ",
)
_KEPT = re.compile(r"\{[^{}]*\}|%\(\w+\)s|</?[a-z][^>]*>|&[a-z]+;|&#\d+;")


def pseudo(message: str) -> str:
    """Returns a message as the language says it: `«Ĝôàļš ôƒ {team}»`."""
    kept, parts = _KEPT.findall(message), _KEPT.split(message)
    said = [part.translate(_MARKED) for part in parts]
    return "«" + said[0] + "".join(mark + part for mark, part in zip(kept, said[1:], strict=True)) + "»"


def pseudo_catalogue(template: str, language: str) -> str:
    """Returns the catalogue of the language, from the template of catalogues."""
    source = read_po(io.StringIO(template), locale=language)
    target = Catalog(locale=language, charset="utf-8")
    for message in source:
        if message.id:
            if isinstance(message.id, str):
                target.add(message.id, pseudo(message.id))
            else:
                forms = (message.id[0], *[message.id[1]] * (source.num_plurals - 1))
                target.add(message.id, tuple(map(pseudo, forms)))
    written = io.BytesIO()
    write_po(written, target)
    return written.getvalue().decode("utf-8")
