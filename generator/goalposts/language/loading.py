"""Catalogues from disk: the only reader of `.po` files.

A goals repository may bring `templates/locale/<language>.po`; its messages go before the packaged ones.
"""

from __future__ import annotations

import io
import re
import string
from gettext import NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

from goalposts.language.catalogue import ENGLISH, Catalogue
from goalposts.language.plural_forms import FAR
from goalposts.site.failures import SiteError
from goalposts.site.folders import LOCALE

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

_MARKUP_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_BRACES = string.Formatter()
_LINE = re.compile(r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s*)?"([^"\\]|\\.)*")?')


def load_catalogue(folders: tuple[Path, ...], language: str) -> Catalogue:
    """Return the catalogue of a language, from the folders of templates, the first one first.

    For `pt-BR` the messages of `pt-BR.po` go before those of `pt.po`. Raises `SiteError` for a file that
    cannot be read as a catalogue.
    """
    found = [_translations(path, language) for path in _files(folders, language)]
    if not found:
        return ENGLISH
    first, *others = found
    for other in others:
        first.add_fallback(other)
    return Catalogue(first, _is_english(language))


def missing_catalogue(folders: tuple[Path, ...], language: str) -> tuple[str, ...]:
    """Return a note for whoever builds where the words of a site in another language will be English."""
    if _is_english(language) or _files(folders, language):
        return ()
    note = f"there is no templates/{LOCALE}/{language}.po, so the site's own words are English"
    return (f"{note}. docs/translating.md says how to bring a catalogue.",)


def _files(folders: tuple[Path, ...], language: str) -> list[Path]:
    names = dict.fromkeys((language, language.partition("-")[0]))
    paths = (folder / LOCALE / f"{name}.po" for folder in folders for name in names)
    return [path for path in paths if path.is_file()]


def _is_english(language: str) -> bool:
    return language.partition("-")[0] == "en"


def _translations(path: Path, language: str) -> NullTranslations:
    # only sites in other languages pay for loading these
    from babel.messages.mofile import write_mo
    from babel.support import Translations

    catalog = _catalog(path, language)
    for message in catalog:
        if message.id and message.string and not message.fuzzy:
            _check(path, message)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    try:
        translations = Translations(compiled)
        for count in range(FAR):
            translations.plural(count)
    except (ValueError, ArithmeticError) as error:
        raise _broken(path, 1, f"its header Plural-Forms is wrong ({error})") from error
    return translations


def _catalog(path: Path, language: str) -> Catalog:
    from babel.messages.pofile import PoFileError, read_po

    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _broken(path, content[: error.start].count(b"\n") + 1, "is not UTF-8") from error
    for at, line in enumerate(text.splitlines(), 1):
        # the reader of the library would take a text without quotes, and cut off its ends
        if not _LINE.fullmatch(line.strip()):
            raise _broken(
                path, at, f'expected msgid or msgstr and a text in quotes: msgstr "…", found {line!r}'
            )
    try:
        return read_po(io.StringIO(text), locale=language.replace("-", "_"), abort_invalid=True)
    except PoFileError as error:
        raise _broken(path, error.lineno, str(error)) from error
    except ValueError as error:
        raise _broken(path, 1, str(error)) from error


def _check(path: Path, message: Message) -> None:
    """Refuse a translation with a placeholder that its message does not have: it could not be filled."""
    sources = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    targets = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    known = {name for source in sources for name in placeholders(source)}
    is_markup = any(name.startswith("%") for name in known)
    for target in targets:
        try:
            if is_markup:
                _check_per_cent(target)
            strange = [name for name in placeholders(target) if name not in known] if known else []
        except ValueError as error:
            raise _broken(path, message.lineno, f"a placeholder is not closed: {target!r}") from error
        if strange:
            expected = ", ".join(sorted(known))
            raise _broken(path, message.lineno, f"the placeholder {strange[0]} is not one of {expected}")


def placeholders(message: str) -> list[str]:
    """Return the placeholders of a message as they are written: `{name}`, or `%(name)s` beside markup.

    Raises `ValueError` for a brace or per cent sign that opens nothing.
    """
    named = _MARKUP_PLACEHOLDER.findall(message)
    if named:
        _check_per_cent(message)
        return [f"%({name})s" for name in named]
    found = []
    for _, name, form, conversion in _BRACES.parse(message):
        if name is not None:
            suffix = (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            found.append("{" + name + suffix + "}")
    return found


def _check_per_cent(message: str) -> None:
    if "%" in _MARKUP_PLACEHOLDER.sub("", message).replace("%%", ""):
        raise ValueError(message)


def _broken(path: Path, line: int | None, what: str) -> SiteError:
    hint = "Mend the file: docs/translating.md shows how one looks."
    return SiteError(f"templates/{LOCALE}/{path.name}:{line or 1}: {what}. {hint}")
