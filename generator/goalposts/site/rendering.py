"""Views to HTML through Jinja: the only module that imports it."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from goalposts.charts import draw
from goalposts.pages.page import Prose
from goalposts.site.failures import SiteError
from goalposts.site.markdown import Links, render

ASSETS = "assets"


@contextmanager
def told_as_site_error() -> Iterator[None]:
    """Turn the errors of templates into `SiteError`s that name the template and the line."""
    try:
        yield
    except TemplateSyntaxError as error:
        message = f"templates/{error.name}:{error.lineno}: {error.message}. Mend the template."
        raise SiteError(message) from error
    except TemplateNotFound as error:
        message = f"templates/{error.name}: there is no such template. Correct its name where it is included."
        raise SiteError(message) from error
    except TemplateError as error:
        message = (
            f"{_template_line(error)}: {error.message}. The views that templates see are in docs/theming.md."
        )
        raise SiteError(message) from error


def _template_line(error: BaseException) -> str:
    place = "a template"
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".html"):
            place = f"templates/{file.rpartition('templates/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def packaged_templates() -> Path:
    """Return the folder of the packaged templates: beside the package, else in the checkout."""
    beside = Path(__file__).resolve().parent.parent / "templates"
    # in an editable install the templates stay at the top of the checkout
    return beside if beside.is_dir() else Path(__file__).resolve().parents[3] / "templates"


@dataclass(frozen=True, slots=True)
class Asset:
    """A static file of the theme: `name` as templates call it, `url` with its content hash."""

    name: str
    url: str
    content: bytes


def template_folders(root: Path) -> tuple[Path, ...]:
    """Return where templates are looked for: the repository's own folder first, then the packaged one."""
    packaged, own = packaged_templates(), root / "templates"
    if own.is_dir() and own.resolve() != packaged.resolve():
        return (own, packaged)
    return (packaged,)


def load_assets(folders: tuple[Path, ...]) -> tuple[Asset, ...]:
    """Return the static files of the theme; a file of the repository overrides the packaged one."""
    found: dict[str, Path] = {}
    for folder in reversed(folders):
        base = folder / ASSETS
        for path in sorted(base.rglob("*")) if base.is_dir() else ():
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                found[f"{ASSETS}/{path.relative_to(base).as_posix()}"] = path
    return tuple(_asset(name, path.read_bytes()) for name, path in sorted(found.items()))


def _asset(name: str, content: bytes) -> Asset:
    stem, ending = posixpath.splitext(name)
    digest = hashlib.sha256(content).hexdigest()[:10]
    return Asset(name, f"{stem}.{digest}{ending}", content)


def environment(folders: tuple[Path, ...], links: Links) -> Environment:
    """Return the Jinja environment of the site: everything escaped, every undefined name an error."""
    env = Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

    @pass_context
    def prose(context: Context, text: Prose, top: int = 3) -> Markup:
        return Markup(render(text.text, text.path, links=links, url=context["url"], top=top))  # sanitised

    env.filters["prose"] = prose
    env.filters["draw"] = lambda chart: Markup(draw(chart))  # the chart escapes its words
    return env


def url_maker(page_url: str, assets: Mapping[str, str], base: str | None = None) -> Callable[[str], str]:
    """Return the function that turns an address of the site into a link from the page `page_url`.

    Links are relative, so the site works at a domain's root, below a prefix, and from disk; with `base`
    (for pages that are served at any depth, such as the 404 page) they begin with it instead.
    """

    def url(address: str) -> str:
        path, hash_, fragment = address.partition("#")
        path = assets.get(path, path)
        if base is not None:
            return base + path + hash_ + fragment
        here = posixpath.dirname(page_url) if not page_url.endswith("/") else page_url.rstrip("/")
        there = posixpath.relpath("/" + path.rstrip("/"), "/" + here)
        link = there + "/" if path.endswith("/") or not path else there
        return ("./" if link in ("./", "/") else link) + hash_ + fragment

    return url


def context_of(page: Any, frame: Any, url: Callable[[str], str]) -> dict[str, Any]:
    """Return what a template sees."""
    return {"page": page, "view": page.view, "frame": frame, "url": url}
