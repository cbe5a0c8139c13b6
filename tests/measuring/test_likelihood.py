"""Likelihoods: Student's distribution against the printed tables, and the words for a share."""

from __future__ import annotations

import pytest

from goalposts.measuring.forecast.likelihood import ninth_decile, share_below, word_for


def test_student_against_the_tables() -> None:
    """Student's distribution has the values of the printed tables."""
    assert [ninth_decile(freedom) for freedom in (1, 2, 6, 14)] == pytest.approx(
        [3.077684, 1.885618, 1.439756, 1.345030], abs=1e-6
    )
    assert share_below(2.015048, 5) == pytest.approx(0.95, abs=1e-6)
    assert share_below(-2.446912, 6) == pytest.approx(0.025, abs=1e-6)
    assert (share_below(-1e308, 7), share_below(1e308, 6), share_below(0, 6)) == (0, 1, 0.5)


def test_words_of_a_likelihood() -> None:
    """Five words cover 0 to 1; a bound belongs to the word nearer to even."""
    shares = (0, 0.099, 0.1, 0.33, 1 / 3, 0.5, 2 / 3, 0.67, 0.9, 0.901, 1)
    assert [word_for(share) for share in shares] == [
        *["very unlikely"] * 2,
        *["unlikely"] * 2,
        *["about even"] * 3,
        *["likely"] * 2,
        *["very likely"] * 2,
    ]
