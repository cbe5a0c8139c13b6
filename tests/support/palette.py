"""The palette of the stylesheet: its roles in both themes, and which of them stands on which."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from playwright.sync_api import Page

from tests.support.browser import View, look
from tests.support.colours import Rgb, contrast, rgb
from tests.support.example import REPOSITORY

STYLESHEET = REPOSITORY / "templates/assets/site.css"
THEMES = ("light", "dark")
TEXT, GRAPHICS = 4.5, 3.0

STATUSES = (
    "on-track",
    "at-risk",
    "off-track",
    "stale",
    "no-data",
    "achieved",
    "missed",
    "not-started",
    "paused",
)
UNJUDGED = ("no-data", "not-started", "paused")
"""The statuses of goals that nobody judges now share one grey: shape and word tell them apart."""

DECORATION = {
    "rule": "thin lines between rows that white space and headings separate too",
    "chart-band": "the healthy range, whose bounds are written beside it",
    "chart-bar": "the way from start to target, whose ends are posts of ink",
}
"""Colours that nothing is read from alone, each with what says the same."""


@dataclass(frozen=True, slots=True)
class Use:
    """A role that is drawn on others, and the contrast that it needs there."""

    role: str
    grounds: tuple[str, ...]
    least: float


USES = (
    Use("ink", ("paper", "sunk", "surface", "found"), TEXT),
    Use("ink-2", ("paper", "sunk", "chart-band"), TEXT),
    Use("ink-3", ("paper", "sunk", "surface"), TEXT),
    Use("link", ("paper", "sunk"), TEXT),
    *(Use(status, ("paper", "sunk", "chart-band"), TEXT) for status in STATUSES),
    Use("paper", ("ink", *STATUSES), TEXT),
    Use("focus", ("paper", "sunk", "surface"), GRAPHICS),
    Use("brand", ("paper",), GRAPHICS),
    Use("rule-strong", ("paper", "sunk", "surface"), GRAPHICS),
    Use("chart-path", ("paper", "chart-band"), GRAPHICS),
)

# Every piece of text that can be seen, with its colour and what it stands on. The words of a chart stand on
# their own halo where they have one, and a number in a bar of shares on its piece of the bar.
RENDERED = """() => {
    const ground = element => {
        for (let one = element; one; one = one.parentElement) {
            const colour = getComputedStyle(one).backgroundColor;
            if (!/^rgba\\(.*, 0\\)$|^transparent$/.test(colour)) return colour;
        }
        return getComputedStyle(document.body).backgroundColor;
    };
    const pairs = new Map();
    for (const element of document.querySelectorAll('body *')) {
        const own = [...element.childNodes].filter(node => node.nodeType === 3);
        const text = own.map(node => node.data).join('').trim();
        const isHidden = element.closest('title, desc, option, script, template, .vh');
        if (!text || isHidden || !element.checkVisibility()) continue;
        const style = getComputedStyle(element);
        let pair = [style.color, ground(element)];
        if (element.ownerSVGElement) {
            const piece = element.closest('.shares') && element.previousElementSibling;
            const halo = style.stroke === 'none' ? ground(element) : style.stroke;
            pair = [style.fill, piece ? getComputedStyle(piece).fill : halo];
        }
        pairs.set(pair.join(' on '), [...pair, text.slice(0, 40)]);
    }
    return [...pairs.values()];
}"""


@cache
def palette(theme: str) -> dict[str, Rgb]:
    """Returns every role of the stylesheet that is a colour of its own, with its value in a theme."""
    css = STYLESHEET.read_text(encoding="utf-8")
    root = css[css.index(":root {") : css.index('[data-theme="light"]')]
    found = re.findall(r"--([a-z0-9-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)", root)
    return {role: rgb(dark if theme == "dark" else light) for role, light, dark in found}


def written(colour: Rgb) -> str:
    """Returns a colour as the stylesheet writes it."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def documented_colours() -> str:
    """Returns the table of docs/design.md: each role with its values and its least contrast."""
    lines = ["| role | light | dark | stands on | least contrast |", "| --- | --- | --- | --- | --- |"]
    light, dark = (palette(theme) for theme in THEMES)
    for role in light:
        grounds = [ground for use in USES if use.role == role for ground in use.grounds]
        stands_on = ", ".join(grounds) or DECORATION.get(role, "a ground")
        least = " · ".join(
            f"{min(contrast(colours[role], colours[ground]) for ground in grounds):.1f}"
            for colours in (light, dark)
            if grounds
        )
        values = f"`{written(light[role])}` | `{written(dark[role])}`"
        lines.append(f"| `--{role}` | {values} | {stands_on} | {least} |")
    return "\n".join(lines) + "\n"


def unknown_pairs(page: Page) -> list[str]:
    """Returns the pairs of text and ground on a page, in both themes, that are in no line of `USES`."""
    found = []
    for theme in THEMES:
        look(page, View(dark=theme == "dark"))
        colours = palette(theme)
        known = {
            (colours[use.role], colours[ground])
            for use in USES
            if use.least >= TEXT
            for ground in use.grounds
        }
        found += [
            f"{theme}: {text} on {ground}: {sample!r}"
            for text, ground, sample in page.evaluate(RENDERED)
            if (rgb(text), rgb(ground)) not in known
        ]
    return found
