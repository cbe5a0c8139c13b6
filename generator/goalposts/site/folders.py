"""Where templates are: the repository's own folder, and the packaged one."""

from __future__ import annotations

from pathlib import Path


def packaged_templates() -> Path:
    """Return the folder of the packaged templates: beside the package, else in the checkout."""
    beside = Path(__file__).resolve().parent.parent / "templates"
    # in an editable install the templates stay at the top of the checkout
    return beside if beside.is_dir() else Path(__file__).resolve().parents[3] / "templates"


def template_folders(root: Path) -> tuple[Path, ...]:
    """Return where templates are looked for: the repository's own folder first, then the packaged one."""
    packaged, own = packaged_templates(), root / "templates"
    if own.is_dir() and own.resolve() != packaged.resolve():
        return (own, packaged)
    return (packaged,)
