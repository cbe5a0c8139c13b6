"""Every word of the site comes from the catalogue: proven with a language that nobody speaks."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path

import pytest

from goalposts.language.extraction import template_text
from goalposts.measuring.presets import ROWS
from goalposts.pipeline import Request, build
from goalposts.site.folders import packaged_templates
from tests.history.story import Story
from tests.language.foreign import LANGUAGE, REPOSITORY, foreign_company
from tests.language.pseudo import pseudo_catalogue
from tests.language.seen import texts_of_site

AS_OF = date(2026, 11, 23)
# days on which goals have just begun, on which some wait for their last values, and on which all is old
OTHER_DAYS = (date(2026, 10, 3), date(2027, 1, 5), date(2027, 6, 1))

ADA = "Ада <ada@example.org>"
RENAMED, MOVED = "goals/sales/raise-average-deal-size.md", "goals/sales/close-2m-new-sales.md"

# What stays as it is: names of products and rules, files, addresses, placeholders of scripts, targets as they
# are written, periods as computers write them, commits, versions.
_RULES = "|".join(
    re.escape(name) for row in ROWS for name in (row.name, row.source if row.link else row.name)
)
_NOT_WORDS = re.compile(
    rf"Goalposts|{_RULES}|former-name|raise-average-deal-size|\S+@\S+|https?://\S*|\S*/\S*|\S+\.(?:md|csv|ics|json|xml|yml)\b"
    r"|\{\w+\}|[+-][\d.,]+pp\b|\b\d{4}-(?:W\d\d|Q\d|H\d)\b|\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b|\d\.\d\S*"
)
_ENGLISH = re.compile(r"[A-Za-z]+")


def build_site(folder: Path, as_of: date) -> Path:
    """Returns the site of this repository's goals in another alphabet, in the language nobody speaks.

    Its history has a target that moved, a goal that is gone, and one that had another name.
    """
    template = template_text(REPOSITORY / "generator" / "goalposts", packaged_templates())
    files = foreign_company()
    files[f"templates/locale/{LANGUAGE}.po"] = pseudo_catalogue(template, LANGUAGE)
    before = {path: text for path, text in files.items() if path != RENAMED}
    before["goals/sales/former-name.md"] = files[RENAMED]
    before["goals/sales/gone.md"] = files[RENAMED]
    before[MOVED] = files[MOVED].replace("target: 2000000", "target: 1900000")
    assert before[MOVED] != files[MOVED]
    story = Story()
    story.commit("2026-09-01", "Ю", before, author=ADA)
    story.commit("2026-09-20", "Я", {"goals/sales/former-name.md": None, RENAMED: files[RENAMED]}, author=ADA)
    story.commit("2026-09-25", "Ж", {"goals/sales/gone.md": None, MOVED: files[MOVED]}, author=ADA)
    root = story.write(folder / "root")
    built = build(root, folder / "site", Request(as_of, as_of_is_given=True, with_search=False))
    assert built.pages, built.problems
    return folder / "site"


def left_in_english(site: Path) -> dict[str, str]:
    """Returns each text with a word that is in no catalogue, with one page that shows it."""
    left: dict[str, str] = {}
    for name, text in texts_of_site(site):
        if _ENGLISH.search(_NOT_WORDS.sub("", text)):
            left.setdefault(re.sub(r"\d+", "0", text), name)
    return left


@pytest.mark.parametrize(
    "day", [AS_OF, *(pytest.param(day, marks=pytest.mark.long) for day in OTHER_DAYS)], ids=str
)
def test_every_word_is_in_the_catalogue(tmp_path: Path, day: date) -> None:
    """No text, title, label, description, feed or calendar entry of the site is outside the catalogue."""
    left = left_in_english(build_site(tmp_path, day))
    if os.environ.get("GOALPOSTS_REPORT"):
        lines = sorted(f"{name}: {text[:200]}" for text, name in left.items())
        Path(os.environ["GOALPOSTS_REPORT"]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert [f"{name}: {text}" for text, name in left.items()][:20] == []


@pytest.mark.long
def test_a_language_changes_no_address(tmp_path: Path) -> None:
    """The site has the same files in every language, and the same links on every page."""
    spoken = build_site(tmp_path / "spoken", AS_OF)
    (tmp_path / "spoken" / "root" / "templates" / "locale" / f"{LANGUAGE}.po").unlink()
    plain = tmp_path / "plain"
    build(tmp_path / "spoken" / "root", plain, Request(AS_OF, as_of_is_given=True, with_search=False))
    names = [path.relative_to(plain).as_posix() for path in sorted(plain.rglob("*")) if path.is_file()]
    assert names == [
        path.relative_to(spoken).as_posix() for path in sorted(spoken.rglob("*")) if path.is_file()
    ]
    pages = [name for name in names if name.endswith(".html")]
    other = [name for name in pages if _links(plain / name) != _links(spoken / name)]
    assert other == []


def _links(page: Path) -> list[str]:
    return sorted(re.findall(r'(?:href|src)="([^"]*)"', page.read_text(encoding="utf-8")))
