"""Goes through a page with the Tab key alone and says where a reader without a mouse would be lost."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

# Everything that can be used gets its number in the order of the document. Each focus is written down
# with what a reader sees of it. A folded list of choices is one stop, and so is a region that scrolls.
PREPARE = """() => {
    document.activeElement?.blur?.();
    getSelection().removeAllRanges();
    const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]');
    const usable = [...all].filter(element => element.tabIndex >= 0 && !element.disabled
        && element.checkVisibility({visibilityProperty: true}));
    usable.forEach((element, n) => { element.dataset.stop = n; });
    window.stops = [];
    document.addEventListener('focusin', event => {
        const element = event.target, style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        window.stops.push({
            number: element.dataset.stop === undefined ? null : Number(element.dataset.stop),
            name: `${element.localName} "${(element.textContent || element.name || '').trim().slice(0, 40)}"`,
            seen: element.matches(':focus-visible') && style.outlineStyle !== 'none'
                && parseFloat(style.outlineWidth) >= 2,
            inside: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight
                && box.right > 0 && box.left < innerWidth,
        });
    });
    return usable.length;
}"""

# Pairs of neighbours in the document that stand the wrong way round: the later one above and to the left.
WRONG_ORDER = """() => {
    const stops = [...document.querySelectorAll('[data-stop]')].filter(stop => !stop.closest('svg'));
    const found = [];
    for (let n = 1; n < stops.length; n++) {
        const before = stops[n - 1].getBoundingClientRect(), after = stops[n].getBoundingClientRect();
        if (after.bottom <= before.top && after.left < before.right)
            found.push(`"${stops[n].textContent.trim()}" stands above "${stops[n - 1].textContent.trim()}"`);
    }
    return found;
}"""


def walk(page: Page) -> list[str]:
    """Returns what is wrong with the page for somebody who has the Tab key only; an empty list is right.

    Every link, button, field and fold is reached once, in the order of the document; each focus is inside
    the window with an outline; and after the last one the focus leaves the page or begins anew.
    """
    wanted = int(page.evaluate(PREPARE))
    found = [f"out of order at {page.viewport_size}: {line}" for line in page.evaluate(WRONG_ORDER)]
    stops: list[dict[str, Any]] = []
    pressed, patience = 0, 2 * wanted + 20  # regions that scroll are stops too
    while pressed < patience and not _is_round(stops, wanted):
        batch = min(max(wanted + 1 - len(stops), 2), patience - pressed)
        for _ in range(batch):
            page.keyboard.press("Tab")
        pressed += batch
        stops = page.evaluate("window.stops")
    return found + _judge(stops, wanted)


def _is_round(stops: list[dict[str, Any]], wanted: int) -> bool:
    """Whether the walk has come to the last stop and on from there."""
    numbers = [stop["number"] for stop in stops if stop["number"] is not None]
    return len(numbers) > wanted or (len(numbers) == wanted and stops[-1]["number"] is None)


def _judge(stops: list[dict[str, Any]], wanted: int) -> list[str]:
    numbers = [stop["number"] for stop in stops if stop["number"] is not None]
    if len(numbers) <= wanted and sorted(set(numbers)) != list(range(wanted)):
        last = stops[-1]["name"] if stops else "nothing"
        return [f"Tab reaches {len(set(numbers))} of {wanted} stops, the last is {last}"]
    found = []
    if numbers[:wanted] != list(range(wanted)):
        found.append(f"the focus does not follow the document: {numbers[:wanted]}")
    if numbers[wanted:] and numbers[wanted] != 0:
        found.append(f"after the last stop the focus is caught at {stops[-1]['name']}")
    for stop in stops[:wanted]:
        if not stop["seen"]:
            found.append(f"no outline shows the focus on {stop['name']}")
        if not stop["inside"]:
            found.append(f"the focus is outside of the window on {stop['name']}")
    return found
