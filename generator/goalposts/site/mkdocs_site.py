"""Pages to a folder of files through MkDocs: the only module that imports it."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands import build as building
from mkdocs.commands.build import build
from mkdocs.config.base import Config
from mkdocs.config.config_options import Hooks, MarkdownExtensions
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from msgspec import Struct
from msgspec.structs import replace

from goalposts.charts import draw
from goalposts.pages.page import Download, Page
from goalposts.site.failures import SiteError
from goalposts.site.figures import drawn_into
from goalposts.site.file_writing import inside
from goalposts.site.mistakes import last_place, mistake
from goalposts.site.mkdocs_log import heard, silent
from goalposts.site.rendering import Asset, url_maker

NOT_FOUND = "404.html"

WritePages = Callable[[Sequence[Page]], None]
"""Writes pages into the folder of the site."""


class MkDocsError(SiteError):
    """MkDocs does not accept its part of the configuration; the message says what it said."""


class Output(Struct, frozen=True):
    """Everything that goes into the folder, and how pages are rendered.

    `frame_of` gives the frame of a page; `settings` is the `mkdocs:` section of the configuration, which
    stands in the file `config_file`, and `place_of` says where one of its keys stands;
    `tick` is called once a page, `begin` before it is rendered, `end` with its text, which it gives back as
    it is to be written, `wrote` with every file that is made beside a page. `draw` draws charts.
    """

    made: tuple[Page | Download, ...]
    assets: tuple[Asset, ...]
    environment: Any
    frame_of: Callable[[Page], Any]
    name: str
    site_url: str | None
    settings: Mapping[str, Any]
    config_file: str = ""
    place_of: Callable[[str], str] = lambda key: f"mkdocs: {key}"
    tick: Callable[[], None] = lambda: None
    begin: Callable[[Page], None] = lambda page: None
    end: Callable[[Page, str], str] = lambda page, text: text
    wrote: Callable[[str, str], None] = lambda path, text: None
    draw: Callable[[Any], str] = draw


def write_site(output: Output, folder: Path) -> tuple[str, ...]:
    """Write every page, download and asset into an empty folder, in one run of MkDocs.

    What MkDocs and its plugins warn of is given back; where the settings are `strict` that is an error.
    """
    with _mistakes_told(output), heard(building.log) as told, _site(output, folder) as (config, _):
        is_strict, config.strict = config.strict, False  # it would end without a word of what it warned of
        build(config)
    if told and is_strict:
        raise MkDocsError("\n".join((*told, "    Mend it, or remove `strict: true`.")))
    return tuple(told)


@contextmanager
def _mistakes_told(output: Output) -> Iterator[None]:
    """Turn what goes wrong in hooks, and what plugins say where they stop a build, into `SiteError`s."""
    asked = output.settings.get("hooks")
    names = [name for name in asked if isinstance(name, str)] if isinstance(asked, list) else []
    beside = Path(output.config_file).parent
    hooks = {os.path.abspath(beside / name): name for name in names}  # noqa: PTH100  # as MkDocs calls the files
    try:
        yield
    except SiteError:
        raise
    except Exception as error:
        # what stops a build is hidden behind another one
        said = error.__context__ if isinstance(error, Abort) and error.__context__ else error
        place = last_place(said, hooks.get)
        if place is None and isinstance(said, SyntaxError) and said.filename in hooks:
            place = f"{hooks[said.filename]}:{said.lineno}"
        if place is not None:
            raise mistake(place, said, "hook") from error
        if isinstance(said, MkDocsException):
            raise MkDocsError(f"{output.place_of('plugins')}: MkDocs gave up: {said}") from error
        raise


@contextmanager
def page_writer(output: Output, folder: Path) -> Iterator[WritePages]:
    """Give a function that writes some pages into the folder, each call in a run of MkDocs of its own.

    What is in the folder already stays. Forked processes may call it at the same time. For settings
    without plugins and hooks alone: those expect to see the whole site at once.
    """
    with _site(replace(output, assets=()), folder) as (config, plugin):
        plugin.assets = {asset.name: asset.url for asset in output.assets}

        def write_pages(pages: Sequence[Page]) -> None:
            plugin.output = replace(output, made=tuple(pages), assets=())
            # it warns that such a build may lead to wrong navigation: ours is not made by MkDocs
            with silent(building.log, logging.WARNING, logging.ERROR):
                # else MkDocs empties the folder first; every page given is written all the same
                build(config, dirty=True)
            plugin.let_go()

        yield write_pages


@contextmanager
def _site(output: Output, folder: Path) -> Iterator[tuple[MkDocsConfig, _Goalposts]]:
    with tempfile.TemporaryDirectory(prefix="mkdocs-", dir=folder.parent) as empty:
        config = _config(output, folder, Path(empty))
        plugin = _plugin(output)
        config.plugins["goalposts"] = plugin
        yield config, plugin


def _config(output: Output, folder: Path, empty: Path) -> MkDocsConfig:
    docs, theme = empty / "docs", empty / "theme"
    docs.mkdir()
    theme.mkdir()
    ours = {
        "site_name": output.name,
        "site_url": output.site_url or "",
        "docs_dir": str(docs),
        "site_dir": str(folder),
        "theme": {"name": None, "custom_dir": str(theme)},
        "use_directory_urls": True,
    }
    config = MkDocsConfig(output.config_file) if output.settings else _WithoutMarkdown()
    config.load_dict({"plugins": [], **output.settings, **ours})
    if output.settings.get("hooks"):
        # else MkDocs keeps each hook as it was when this process first read it, and a preview would too
        Hooks._load_hook.cache_clear()
    errors, warnings = config.validate()
    if errors:
        raise MkDocsError("\n".join(_refused(output.place_of(key), key, str(error)) for key, error in errors))
    for key, said in warnings:
        building.log.warning("%s: `%s`: %s", output.place_of(key), key, said)
    # MkDocs' own 404 page and sitemap would stand beside ours
    config.theme.static_templates.clear()
    return config


def _refused(place: str, key: str, said: str) -> str:
    # for an extension MkDocs puts the lines of a traceback into the middle
    words = " ".join(line for line in said.splitlines() if not line.startswith("  "))
    return (
        f"{place}: MkDocs does not accept `{key}`: {words}\n"
        "    Mend it or remove it. Plugins and extensions must be installed where Goalposts is."
    )


class _WithoutMarkdown(MkDocsConfig):  # type: ignore[no-untyped-call]  # MkDocs has no types there
    """No page has Markdown that MkDocs reads: where no plugin looks at its extensions, none is loaded."""

    markdown_extensions = MarkdownExtensions(builtins=[], configkey="mdx_configs")


def _plugin(output: Output) -> _Goalposts:
    plugin = _Goalposts()
    plugin.load_config({})
    plugin.output = output
    plugin.assets = {asset.name: asset.url for asset in output.assets}
    return plugin


class _NoOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs has no types there
    """The plugin has no options of its own."""


class _Goalposts(BasePlugin[_NoOptions]):  # type: ignore[no-untyped-call]  # MkDocs has no types there
    """Each hook is one call to a function below."""

    output: Output
    assets: dict[str, str]
    files: Sequence[File] = ()

    def let_go(self) -> None:
        """Forget the pages that are written: a file and its page hold each other."""
        for file in self.files:
            file.page = None
        self.files = ()

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        found = _add_files(files, config, self.output)
        self.files = tuple(found)
        return found

    def on_env(self, env: Any, /, *, config: MkDocsConfig, files: Files) -> Any:
        return _with_figures(self.output, config)

    def on_page_context(self, context: Any, /, *, page: Any, config: MkDocsConfig, nav: Any) -> Any:
        return _context(context, page, self.output, self.assets)

    def on_post_page(self, output: str, /, *, page: Any, config: MkDocsConfig) -> str:
        return self.output.end(page.made, output)


def _with_figures(output: Output, config: MkDocsConfig) -> Any:
    output.environment.filters["draw"] = drawn_into(Path(config.site_dir), output.wrote, output.draw)
    return output.environment


class _Page(MkDocsPage):
    """A page that is made already: there is no Markdown file behind it."""

    made: Page

    def read_source(self, config: MkDocsConfig) -> None:  # MkDocs' signature
        self.markdown = ""
        self.meta = {"template": self.made.template}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # MkDocs' signature
        self.content = ""


def _add_files(files: Files, config: MkDocsConfig, output: Output) -> Files:
    for file in tuple(files):
        # MkDocs offers files of its own templates folder, such as an unrendered sitemap
        if file.src_dir in config.theme.dirs:
            files.remove(file)
    for asset in output.assets:
        files.append(_static(config, asset.url, asset.content))
    for made in output.made:
        if isinstance(made, Download):
            files.append(_static(config, made.url, made.content))
            continue
        source = inside(made.url + "index.md" if made.url != NOT_FOUND else "404.md")
        file = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        if made.url == NOT_FOUND:
            file.dest_uri = file.url = NOT_FOUND
        page = _Page(made.title, file, config)
        page.made = made
        files.append(file)
    return files


def _static(config: MkDocsConfig, url: str, content: str | bytes) -> File:
    file = File.generated(config, url, content=content, inclusion=InclusionLevel.INCLUDED)
    # a download keeps its address whatever its ending says to MkDocs
    file.dest_uri = inside(url)
    return file


def _context(context: Any, page: Any, output: Output, assets: Mapping[str, str]) -> Any:
    output.tick()
    made: Page = page.made
    output.begin(made)
    base = None
    if made.url == NOT_FOUND:
        base = urlsplit(output.site_url or "/").path.rstrip("/") + "/"
    url = url_maker(made.url, assets, base)
    context.update(output.environment.context_of(made, output.frame_of(made), url))
    return context
