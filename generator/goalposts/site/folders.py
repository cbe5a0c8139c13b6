"""Where templates are: the repository's own folder, and the packaged one."""

from __future__ import annotations

from pathlib import Path

TEXTS = (".html", ".css", ".js")
"""The endings of templates, and of assets that are written by hand."""

ASSETS, LOCALE = "assets", "locale"
"""The folders in `templates/` that hold no templates: what is published as it is, and translations."""

OWN_STYLES = f"{ASSETS}/own.css"
"""What a repository changes of the look; it replaces no packaged file."""


def packaged_templates() -> Path:
    """Return the folder of the packaged templates: beside the package, else in the checkout."""
    beside = Path(__file__).resolve().parent.parent / "templates"
    # in an editable install the templates stay at the top of the checkout
    return beside if beside.is_dir() else Path(__file__).resolve().parents[3] / "templates"


def is_of_generator(root: Path) -> bool:
    """Return whether `root` is the generator's own repository: the templates there are the packaged ones."""
    return (root / "templates").resolve() == packaged_templates().resolve()


def own_templates(root: Path) -> Path | None:
    """Return the folder of the repository's own templates, None where it has none."""
    own = root / "templates"
    return own if own.is_dir() and not is_of_generator(root) else None


def template_folders(root: Path) -> tuple[Path, ...]:
    """Return where templates are looked for: the repository's own folder first, then the packaged one."""
    own = own_templates(root)
    return (packaged_templates(),) if own is None else (own, packaged_templates())
