"""Views to HTML through Jinja: the only module that imports it."""

from __future__ import annotations

import hashlib
import posixpath
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup
from msgspec import Struct

from goalposts.cache.book import Shelf
from goalposts.language.locales import direction
from goalposts.language.plural_forms import forms
from goalposts.pages.formatting import Formatter
from goalposts.pages.page import Prose
from goalposts.site.directions import apart
from goalposts.site.failures import SiteError, is_disk_error
from goalposts.site.figures import drawn
from goalposts.site.folders import ASSETS, OWN_STYLES
from goalposts.site.markdown import Links, render
from goalposts.site.markdown_words import in_language
from goalposts.site.mistakes import in_templates, mistake

STYLES = f"{ASSETS}/site.css"
_ENGLISH = Formatter("en", date.min)
_MENDED = "template"


@contextmanager
def told_as_site_error() -> Iterator[None]:
    """Turn what goes wrong in templates into `SiteError`s that name the template and the line.

    Mistakes of this program, and what a disk says, stay as they are.
    """
    try:
        yield
    except SiteError:
        raise
    except TemplateSyntaxError as error:
        raise mistake(f"templates/{error.name}:{error.lineno}", error, _MENDED) from error
    except TemplateNotFound as error:
        message = f"templates/{error.name}: there is no such template. Correct its name where it is included."
        raise SiteError(message) from error
    except TemplateError as error:
        place = in_templates(error) or "a template"
        message = f"{place}: {error.message}. The views that templates see are in docs/theming.md."
        raise SiteError(message) from error
    except Exception as error:
        of_disk = isinstance(error, OSError) and is_disk_error(error)
        at = None if of_disk else in_templates(error)
        if at is None:
            raise
        raise mistake(at, error, _MENDED) from error


class _Loader(FileSystemLoader):
    """Reads templates, with or without a byte order mark."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        super().__init__([str(folder) for folder in folders], encoding="utf-8-sig")

    def get_source(self, environment: Environment, template: str) -> Any:
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            message = f"templates/{template}:{line}: is not UTF-8. Save the file with that encoding."
            raise SiteError(message) from error


class Asset(Struct, frozen=True):
    """A static file of the theme: `name` as templates call it, `url` with its content hash."""

    name: str
    url: str
    content: bytes


def load_assets(folders: tuple[Path, ...]) -> tuple[Asset, ...]:
    """Return the static files of the theme; a file of the repository overrides the packaged one.

    What a repository changes of the look, in `own.css`, is published at the end of the styles.
    """
    found: dict[str, Path] = {}
    for folder in reversed(folders):
        base = folder / ASSETS
        for path in sorted(base.rglob("*")) if base.is_dir() else ():
            if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                found[f"{ASSETS}/{path.relative_to(base).as_posix()}"] = path
    contents = {name: path.read_bytes() for name, path in sorted(found.items())}
    if own := contents.pop(OWN_STYLES, b"").removeprefix(BOM_UTF8):
        contents[STYLES] += b"\n" + own
    return tuple(_asset(name, content) for name, content in contents.items())


def _asset(name: str, content: bytes) -> Asset:
    stem, ending = posixpath.splitext(name)
    return Asset(name, f"{stem}.{hash_of(content)}{ending}", content)


def hash_of(content: bytes) -> str:
    """Return the hash that stands before the ending of an asset's published name."""
    return hashlib.sha256(content).hexdigest()[:10]


class SiteEnvironment(Environment):
    """The Jinja environment of the site, which renders one page at a time.

    Parts that pages share are imported once for all of them: what they see as `url` and `frame` is that of
    the page that is rendered now.
    """

    frame_now: Any = None
    _url_now: Callable[[str], str] = staticmethod(str)

    def url(self, address: str) -> str:
        """Return the link to an address of the site from the page that is rendered now."""
        return self._url_now(address)

    def context_of(self, page: Any, frame: Any, url: Callable[[str], str]) -> dict[str, Any]:
        """Return what the template of a page sees; the page is rendered next."""
        self._url_now, self.frame_now = url, frame
        return {"page": page, "view": page.view, "frame": frame, "url": url}


class _FrameNow:
    """The frame of the page that an environment renders now."""

    def __init__(self, env: SiteEnvironment) -> None:
        self._env = env

    def __getattr__(self, name: str) -> Any:
        """Return a field of the frame."""
        return getattr(self._env.frame_now, name)


def environment(folders: tuple[Path, ...], links: Links, fmt: Formatter = _ENGLISH) -> SiteEnvironment:
    """Return the Jinja environment of the site: everything escaped, every undefined name an error.

    Its words are those of `fmt`.
    """
    env = SiteEnvironment(
        loader=_Loader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,  # each build makes an environment of its own
    )
    env.globals.update(url=env.url, frame=_FrameNow(env))
    _speak(env, fmt)

    @pass_context
    def prose(context: Context, text: Prose, top: int = 3) -> Markup:
        made = render(text.text, text.path, links=links, url=context["url"], top=top)
        return Markup(in_language(made, fmt))  # sanitised

    env.filters["prose"] = prose
    env.filters["draw"] = drawn
    env.filters["apart"] = partial(apart, direction=direction(fmt.language))
    return env


def keep_compiled(env: Environment, shelf: Shelf) -> None:
    """Take compiled templates from a shelf, where they were put for the same templates."""
    env.bytecode_cache = _Compiled(shelf)


class _Compiled(BytecodeCache):
    """Compiled templates by name and content."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return name  # not by the path, which differs between machines

    def load_bytecode(self, bucket: Bucket) -> None:
        kept = self._shelf.get(f"template {bucket.key} {bucket.checksum}")
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._shelf.put(f"template {bucket.key} {bucket.checksum}", bucket.bytecode_to_string())


def _speak(env: Environment, fmt: Formatter) -> None:
    """Give templates the site's words: `_` and `_many` for plain text, the tag `trans` for text with markup.

    `_forms` is for a script that counts: the forms of a message, as JSON.

    Messages of `trans` are markup, as the template around them is; what is filled into them is escaped.
    """

    def gettext(message: str, **values: object) -> Markup:
        return Markup(fmt.catalogue.message(message)) % values  # written by those who write templates

    def ngettext(one: str, many: str, n: float, **values: object) -> Markup:
        return Markup(fmt.catalogue.plural(one, many, n)) % values  # as above

    env.policies["ext.i18n.trimmed"] = True
    env.newstyle_gettext = True  # type: ignore[attr-defined]  # set by the extension
    env.globals.update(_=fmt.say, _many=fmt.say_many, _forms=partial(forms, fmt.catalogue, fmt.language))
    env.globals.update(gettext=gettext, ngettext=ngettext)


def url_maker(page_url: str, assets: Mapping[str, str], base: str | None = None) -> Callable[[str], str]:
    """Return the function that turns an address of the site into a link from the page `page_url`.

    Links are relative, so the site works at a domain's root, below a prefix, and from disk; with `base`
    (for pages that are served at any depth, such as the 404 page) they begin with it instead.
    """

    # the part after the last slash is a file: links are relative to its folder
    here = page_url.split("/")[:-1]
    up, own = "../" * len(here), f"{here[0]}/" if here else ""

    def url(address: str) -> str:
        path, hash_, fragment = address.partition("#")
        path = assets.get(path, path)
        if base is not None:
            return base + path + hash_ + fragment
        if own and not path.startswith(own):
            return up + path + hash_ + fragment  # most links lead out of all folders of the page
        return _relative(here, path) + hash_ + fragment

    return url


def _relative(here: list[str], path: str) -> str:
    """Return the link from a page in the folders `here` to an address of the site."""
    *folders, name = path.split("/")
    same = 0
    for one, other in zip(here, folders, strict=False):
        if one != other:
            break
        same += 1
    up, down = "../" * (len(here) - same), "".join(f"{folder}/" for folder in folders[same:])
    return f"{up}{down}{name}" or "./"
