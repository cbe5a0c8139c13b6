"""Addresses, assets and templates."""

from __future__ import annotations

import gc
import posixpath
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import meta

from goalposts.pages import make_pages
from goalposts.pages.frame import make_frame
from goalposts.pages.page import Page
from goalposts.site.failures import SiteError
from goalposts.site.folders import packaged_templates, template_folders
from goalposts.site.markdown import Links
from goalposts.site.mkdocs_site import Output, page_writer
from goalposts.site.originals import originals, version_in, with_version
from goalposts.site.rendering import environment, load_assets, told_as_site_error, url_maker
from tests.pages.company import company
from tests.support.files import build_file_tree

PAGES = st.sampled_from(["", "goals/", "goals/a/", "goals/page/2/", "teams/x/"])
TARGETS = st.sampled_from(
    ["", "goals/", "goals/a/", "goals/a/#kr", "kpis/k.csv", "assets/site.css", "api/v1/goals.json"]
)


@given(PAGES, TARGETS, st.sampled_from(["/", "/prefix/", "/a/b/"]))
def test_links_resolve_at_a_root_and_below_a_prefix(page: str, target: str, prefix: str) -> None:
    """A relative link leads to the address it was made for, wherever the site stands."""
    base = f"https://host.example{prefix}"
    assert urljoin(base + page, url_maker(page, {})(target)) == base + target


def test_the_not_found_page_has_absolute_links() -> None:
    """The 404 page is served at any depth, so its links begin at the site's base."""
    url = url_maker("404.html", {"assets/site.css": "assets/site.1.css"}, "/base/")
    assert url("goals/") == "/base/goals/"
    assert url("assets/site.css") == "/base/assets/site.1.css"


def test_assets_carry_their_hash() -> None:
    """An asset's address changes with its content, so it can be cached for ever."""
    assets = {asset.name: asset for asset in load_assets((packaged_templates(),))}
    style = assets["assets/site.css"]
    assert style.url.startswith("assets/site.")
    assert style.url.endswith(".css")
    assert len(posixpath.basename(style.url)) == len("site.0123456789.css")


def test_a_template_and_an_asset_of_the_repository_override_the_packaged_ones(tmp_path: Path) -> None:
    """A file of the same name in the repository's own templates/ wins; all others stay packaged."""
    build_file_tree(tmp_path, {"templates/assets/site.css": "body{}", "templates/404.html": "x"})
    folders = template_folders(tmp_path)
    assert folders == (tmp_path / "templates", packaged_templates())
    assets = {asset.name: asset.content for asset in load_assets(folders)}
    assert assets["assets/site.css"] == b"body{}"


def test_own_styles_follow_the_packaged_ones(tmp_path: Path) -> None:
    """What stands in the repository's `own.css` is published at the end of the styles, in the same file."""
    build_file_tree(tmp_path, {"templates/assets/own.css": ":root { --brand: #00f }"})
    assets = {asset.name: asset.content for asset in load_assets(template_folders(tmp_path))}
    packaged = (packaged_templates() / "assets/site.css").read_bytes()
    assert assets["assets/site.css"] == packaged + b"\n:root { --brand: #00f }"
    assert "assets/own.css" not in assets


def test_a_byte_order_mark_is_in_no_page_and_no_style(tmp_path: Path) -> None:
    """Editors that begin files with one are no trouble: it would end a rule of styles, and show in a page."""
    build_file_tree(
        tmp_path, {"templates/assets/own.css": "\ufeffp { margin: 0 }", "templates/x.html": "\ufeffx"}
    )
    folders = template_folders(tmp_path)
    styles = next(asset for asset in load_assets(folders) if asset.name == "assets/site.css")
    assert styles.content.endswith(b"\np { margin: 0 }")
    assert environment(folders, Links({}, {})).get_template("x.html").render() == "x"


BASE = '{% extends "b.html" %}{% block c %}\n'
MISTAKES: dict[str, tuple[str | bytes, str]] = {
    "latin-1": (b"a\n\xe4", "x.html:2: is not UTF-8"),
    "a value": ("\n{{ 1 / 0 }}", "x.html:2: division by zero (ZeroDivisionError)"),
    "in a block": (
        BASE + '{{ "a" + 1 }}{% endblock %}',
        'x.html:2: can only concatenate str (not "int") to str',
    ),
    "itself": ('{% extends "x.html" %}', "x.html:1: it extends, includes or calls itself without end"),
    "by inclusion": (
        '\n{% include "x.html" %}',
        "x.html:2: it extends, includes or calls itself without end",
    ),
    "a filter": (BASE + "{{ 1 | prose }}{% endblock %}", "x.html:2: 'int' object has no attribute 'text'"),
    "a part": (
        "\n{% import 'partials/macros.html' as m %}{{ m.status(1) }}",
        "x.html:2: 'int object' has no",
    ),
    "no such name": ("{{ nope }}", "x.html:1: 'nope' is undefined. The views"),
    "no such filter": ("\n{{ 1 | nope }}", "x.html:2: No filter named 'nope' ("),
}


@pytest.mark.parametrize(("template", "said"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_in_a_template_is_told_with_its_line(
    tmp_path: Path, template: str | bytes, said: str
) -> None:
    """Whatever is wrong with a template of the repository, its file and line are named."""
    files = {"b.html": "{% block c %}{% endblock %}", "x.html": template}
    build_file_tree(tmp_path, {f"templates/{name}": text for name, text in files.items()})
    made = environment(template_folders(tmp_path), Links({}, {}))
    with pytest.raises(SiteError) as told, told_as_site_error():
        made.get_template("x.html").render(url=str)
    assert str(told.value).startswith(f"templates/{said}")


def test_a_mistake_of_the_program_is_told_as_one() -> None:
    """Where a packaged template is right and what it calls is not, nobody is sent to mend the template."""
    made = environment((packaged_templates(),), Links({}, {}))
    with pytest.raises(AssertionError, match="unreachable"), told_as_site_error():
        made.get_template("partials/figure.html").module.figure(None)  # type: ignore[attr-defined]


def test_without_own_templates_only_the_packaged_ones_are_used(tmp_path: Path) -> None:
    """A repository needs no templates/ folder."""
    assert template_folders(tmp_path) == (packaged_templates(),)


@pytest.mark.parametrize("name", ["base.html", "home.html", "goal.html", "kpi.html", "404.html"])
def test_the_packaged_templates_are_found(name: str) -> None:
    """The templates are found in a checkout and in an installed package."""
    assert (packaged_templates() / name).is_file()


@pytest.mark.parametrize("context", ["", " with context"])
def test_parts_that_pages_share_speak_of_the_page_that_is_rendered(tmp_path: Path, context: str) -> None:
    """However they are imported, links and the frame in them are those of each page."""
    part = "{% macro part() %}{{ url('goals/') }} {{ frame.site_name }}{% endmacro %}"
    page = f"{{% import 'part.html' as p{context} %}}{{{{ p.part() }}}}"
    build_file_tree(tmp_path, {"templates/part.html": part, "templates/page.html": page})
    edition = company()
    made = environment(template_folders(tmp_path), Links({}, {}))

    def rendered(address: str) -> str:
        shown = Page(address, "page.html", "A page", "", "", None)
        frame = make_frame(edition, shown)
        return made.get_template("page.html").render(made.context_of(shown, frame, url_maker(address, {})))

    name = edition.repository.config.site.name
    assert rendered("") == f"goals/ {name}"
    assert rendered("teams/a/") == f"../../goals/ {name}"
    assert rendered("goals/a/") == f"../ {name}"


@pytest.mark.parametrize("name", list(originals()))
def test_a_packaged_template_names_its_version(name: str) -> None:
    """The first line of each says which version it is, and so does that of a copy; any edit makes another."""
    content = (packaged_templates() / name).read_bytes()
    assert content == with_version(name, content), "run `make templates`"
    assert version_in(content) == originals()[name]
    assert version_in(with_version(name, content + b"more")) not in (None, version_in(content))


PARTIALS = sorted(
    path for path in (packaged_templates() / "partials").iterdir() if "{% macro" in path.read_text()
)


@pytest.mark.parametrize("partial", PARTIALS, ids=[path.name for path in PARTIALS])
def test_shared_parts_know_of_a_page_only_what_they_are_given(partial: Path) -> None:
    """They are imported once: only the link and the frame are those of the page that is rendered."""
    made = environment((packaged_templates(),), Links({}, {}))
    names = meta.find_undeclared_variables(made.parse(partial.read_text()))
    assert names <= made.globals.keys() | {"_trans"}


def test_pages_that_are_written_leave_no_cycles_behind(tmp_path: Path) -> None:
    """Nothing of a page waits for Python's collector, which would walk through all records to find it."""
    edition = company()
    folders = template_folders(tmp_path)
    pages = [made for made in make_pages(edition) if isinstance(made, Page)]
    output = Output(
        made=(),
        assets=load_assets(folders),
        environment=environment(folders, Links({}, {})),
        frame_of=lambda page: make_frame(edition, page),
        name="A site",
        site_url=None,
        settings={},
    )
    (tmp_path / "site").mkdir()

    def left_by(pages: list[Page]) -> int:
        gc.collect()
        write_pages(pages)
        return gc.collect()

    gc.disable()
    try:
        with page_writer(output, tmp_path / "site") as write_pages:
            write_pages(pages)  # what all pages share is loaded
            once, again = left_by(pages[:1]), left_by(pages)
    finally:
        gc.enable()
    number = len(pages)
    assert number > 30
    assert again - once < 5 * number
