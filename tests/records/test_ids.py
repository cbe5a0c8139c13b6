"""Ids that are made of texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalposts.records.fields import read_id
from goalposts.records.ids import proposed_id, slug


@given(st.text(), st.sampled_from(["", "en", "de", "de-AT"]))
def test_what_is_made_of_a_text_is_an_id_or_empty(text: str, language: str) -> None:
    """What is made into an id is one."""
    for made in (slug(text), proposed_id(text, language)):
        assert made == "" or read_id(made) == made


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("Kundenzufriedenheit für Österreich erhöhen", "de", "kundenzufriedenheit-fuer-oesterreich-erhoehen"),
        ("Åtgärda köer på väg", "sv", "atgarda-koer-pa-vag"),
        ("Réduire l’empreinte écologique", "fr", "reduire-l-empreinte-ecologique"),
        ("Größe Łódź, Ærø", "en", "grosse-lodz-aero"),
        ("İzmir ırmağı", "tr", "izmir-irmagi"),
        ("Größe", "de-AT", "groesse"),
        ("提高续约率", "zh", ""),
    ],
)
def test_letters_keep_their_place(text: str, language: str, wanted: str) -> None:
    """A letter with a mark is the letter; what has no Latin form is left out."""
    assert proposed_id(text, language) == wanted


def test_names_that_are_kept_stay_as_they_were() -> None:
    """Anchors of key results are made of their titles since the first version: those are permanent."""
    assert slug("Größe für alle") == "gr-e-f-r-alle"
