"""`python -m goalposts.language`: write `templates/locale/goalposts.pot` from the source."""

from __future__ import annotations

from pathlib import Path

from goalposts.language.extraction import template_text
from goalposts.site.folders import LOCALE, packaged_templates

if __name__ == "__main__":
    templates = packaged_templates()
    package = Path(__file__).resolve().parents[1]
    target = templates / LOCALE / "goalposts.pot"
    target.parent.mkdir(exist_ok=True)
    target.write_text(template_text(package, templates), encoding="utf-8", newline="\n")
