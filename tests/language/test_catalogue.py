"""Catalogues: what a `.po` file says is said, and what it says wrongly is refused with its line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from goalposts.language.extraction import template_text
from goalposts.language.loading import load_catalogue, missing_catalogue
from goalposts.language.plural_forms import forms
from goalposts.pages.formatting import Formatter
from goalposts.site.failures import SiteError
from goalposts.site.folders import packaged_templates
from tests.language.foreign import REPOSITORY

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
POLISH = (
    HEADER + '"Plural-Forms: nplurals=3; '
    'plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
    'msgid "{n} day"\nmsgid_plural "{n} days"\n'
    'msgstr[0] "{n} dzień"\nmsgstr[1] "{n} dni"\nmsgstr[2] "{n} dni w sumie"\n'
)


def formatter(folder: Path, language: str, *texts: str) -> Formatter:
    """Returns the formatter of a site whose folders of templates have these catalogues."""
    folders = []
    for number, text in enumerate(texts):
        place = folder / str(number) / "locale"
        place.mkdir(parents=True)
        (place / f"{language}.po").write_text(text, encoding="utf-8")
        folders.append(place.parent)
    return Formatter(language, date(2026, 11, 20), load_catalogue(tuple(folders), language))


def test_the_template_of_catalogues_is_up_to_date() -> None:
    """`templates/locale/goalposts.pot` holds every message of the source; `make catalogue` writes it."""
    made = template_text(REPOSITORY / "generator" / "goalposts", packaged_templates())
    assert (packaged_templates() / "locale" / "goalposts.pot").read_text(encoding="utf-8") == made


def test_own_messages_go_before_packaged_ones(tmp_path: Path) -> None:
    """The repository's catalogue is asked first, then the packaged one, then the English stands."""
    own = HEADER + 'msgid "Goals"\nmsgstr "Vorhaben"\n'
    packaged = HEADER + 'msgid "Goals"\nmsgstr "Ziele"\n\nmsgid "Teams"\nmsgstr "Gruppen"\n'
    fmt = formatter(tmp_path, "de", own, packaged)
    assert [fmt.say(word) for word in ("Goals", "Teams", "Cycles")] == ["Vorhaben", "Gruppen", "Cycles"]


def test_without_a_catalogue_the_english_stands(tmp_path: Path) -> None:
    """A language without a catalogue has English words, its own numbers, and numbers spelled in English."""
    fmt = formatter(tmp_path, "de")
    assert fmt.say_many("{n} goal", "{n} goals", 1234) == "1.234 goals"
    assert (fmt.spelled(2), fmt.listed(["a", "b", "c"])) == ("two", "a, b and c")


@pytest.mark.parametrize(
    ("language", "present", "is_told"),
    [
        ("de", "", True),
        ("pt-BR", "", True),
        ("pt-BR", "pt", False),
        ("de", "de", False),
        ("en-GB", "", False),
    ],
)
def test_a_missing_catalogue_is_told(tmp_path: Path, language: str, present: str, is_told: bool) -> None:
    """Whoever builds is told where to put the catalogue of a language that has none; English needs none."""
    if present:
        formatter(tmp_path, present, HEADER)
    notes = missing_catalogue((tmp_path / "0",), language)
    assert [f"templates/locale/{language}.po" in note for note in notes] == ([True] if is_told else [])


def test_a_variant_falls_back_to_its_language(tmp_path: Path) -> None:
    """`pt-BR` reads `pt-BR.po`, then `pt.po`."""
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "pt.po").write_text(HEADER + 'msgid "Goals"\nmsgstr "Metas"\n', encoding="utf-8")
    assert load_catalogue((tmp_path,), "pt-BR").message("Goals") == "Metas"


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 dzień"), (2, "2 dni"), (5, "5 dni w sumie"), (1.5, "2 dni w sumie")]
)
def test_the_language_chooses_the_plural(tmp_path: Path, number: float, said: str) -> None:
    """The form is the one that the catalogue has for the number; a part of a whole takes that of many."""
    assert formatter(tmp_path, "pl", POLISH).say_many("{n} day", "{n} days", number) == said


def test_scripts_get_a_form_for_each_category(tmp_path: Path) -> None:
    """A script that counts finds the form of each category that the browser knows in the language."""
    fmt = formatter(tmp_path, "pl", POLISH)
    said = json.loads(forms(fmt.catalogue, "pl", "{n} day", "{n} days"))
    assert said == {
        "few": "{n} dni",
        "many": "{n} dni w sumie",
        "one": "{n} dzień",
        "other": "{n} dni w sumie",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (HEADER + '\nmsgid "{n} of {all}"\nmsgstr "{n} von {alle}"\n', "de.po:5: the placeholder {alle}"),
        (HEADER + '\nmsgid "{n} of"\nmsgstr "{n.real} von"\n', "de.po:5: the placeholder {n.real}"),
        (HEADER + '\nmsgid "by {day}"\nmsgstr "bis {day"\n', "de.po:5: a placeholder is not closed"),
        (HEADER + '\nmsgid "<b>%(a)s</b>"\nmsgstr "%(b)s"\n', "de.po:5: the placeholder %(b)s"),
        (HEADER + '\nmsgid "Ask %(a)s"\nmsgstr "Frag %(a)"\n', "de.po:5: a placeholder is not closed"),
        (HEADER + '\nmsgid "Ask %(a)s"\nmsgstr "Frag %(a)d"\n', "de.po:5: a placeholder is not closed"),
        (HEADER + '\nmsgid "Goals"\nmsgstr Ziele\n', "de.po:6:"),
        (HEADER + '"Plural-Forms: nplurals=2; plural=(n !);\\n"\n', "de.po:1: its header Plural-Forms"),
        (HEADER + '"Plural-Forms: nplurals=2; plural=1/n;\\n"\n', "de.po:1: its header Plural-Forms"),
    ],
)
def test_a_broken_catalogue_is_refused_with_its_line(tmp_path: Path, text: str, expected: str) -> None:
    """A catalogue that cannot be read, or could not be filled in, is an error naming file and line."""
    with pytest.raises(SiteError) as error:
        formatter(tmp_path, "de", text)
    assert f"templates/locale/{expected}" in str(error.value)


def test_a_catalogue_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are an error naming their line."""
    (tmp_path / "locale").mkdir()
    (tmp_path / "locale" / "de.po").write_bytes(HEADER.encode() + b'msgid "a"\nmsgstr "\xe4"\n')
    with pytest.raises(SiteError, match=r"de\.po:5: is not UTF-8"):
        load_catalogue((tmp_path,), "de")
