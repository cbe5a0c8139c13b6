"""Words of charts that touch in a browser, where letters are as wide as its fonts make them."""

from __future__ import annotations

from playwright.sync_api import Page


def touching_words(page: Page) -> list[str]:
    """Returns the pairs of words that are shown and touch, of all charts of a page."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('.chart')].flatMap(chart => {
            const words = [...chart.querySelectorAll('text')].filter(text => text.checkVisibility());
            const boxes = words.map(text => [text.textContent, text.getBoundingClientRect()]);
            return boxes.flatMap(([one, a], place) => boxes.slice(place + 1).filter(([_, b]) =>
                Math.min(a.right, b.right) - Math.max(a.left, b.left) > -2
                // boxes are as high as a line, and letters lower
                && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > a.height * 0.3
            ).map(([other]) => `${one} | ${other}`));
        })"""
    )
    return found
