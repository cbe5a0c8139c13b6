"""A build that has nothing to do: the same words, nothing written, and nothing taken on trust."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Collection, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from msgspec.structs import replace

from goalposts.cache import checking, published
from goalposts.cache.book import Memory
from goalposts.cache.folder import MOST_BYTES
from goalposts.cache.published import Held, Listing
from goalposts.pages import Unit, make_unit
from goalposts.pages.page import Edition, Made
from goalposts.pipeline import Built, Request, build
from goalposts.problems import Problem
from goalposts.rules import Check, broken_link
from goalposts.site import verifying
from goalposts.site.places import PublishError
from tests.support.commands import commit_all
from tests.support.files import build_file_tree, read_file_tree
from tests.support.small import SMALL

REQUEST = Request(date(2026, 11, 15), as_of_is_given=True, with_search=False)
FILES = SMALL | {"goals/grow.md": SMALL["goals/grow.md"].replace("cycle: 2026\n", "cycle: 2026-Q4\n")}


@dataclass(frozen=True)
class Place:
    """A repository, its site and its cache."""

    root: Path
    site: Path
    cache: Path

    def build(self) -> Built:
        return build(self.root, self.site, REQUEST, cache=self.cache)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Gives a repository whose site was built once."""
    place = Place(build_file_tree(tmp_path / "root", FILES), tmp_path / "site", tmp_path / "cache")
    place.build()
    yield place


def _marks(folder: Path) -> dict[str, tuple[int, int]]:
    found = {path: path.stat() for path in sorted(folder.rglob("*")) if path.is_file()}
    return {
        path.relative_to(folder).as_posix(): (status.st_ino, status.st_mtime_ns)
        for path, status in found.items()
    }


def test_where_nothing_changed_nothing_is_done(place: Place) -> None:
    """The same build again says the same, writes nothing, and imports none of the stages."""
    before = _marks(place.site)
    told = subprocess.run(
        [sys.executable, "-c", _AGAIN, str(place.root), str(place.site), str(place.cache)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told.split() == [str(place.build().pages), "[]"]
    assert _marks(place.site) == before


def test_where_the_repository_is_in_its_clone_counts(tmp_path: Path) -> None:
    """Links to the git host follow the folder into a larger clone, also where all else is as it was."""
    settings = SMALL["site_config.yml"].replace("'}", "', repo: 'https://github.com/acme/all'}")
    files = {**FILES, "site_config.yml": f"{settings}history: false\n"}
    root = build_file_tree(tmp_path / "our goals", files)
    place = Place(root, tmp_path / "site", tmp_path / "cache")
    links = []
    for _ in range(2):
        place.build()
        page = (place.site / "goals/win/index.html").read_text()
        links.append(next(link for link in page.split('"') if "/edit/main/" in link).partition("main/")[2])
        build_file_tree(tmp_path, {".git/HEAD": "ref: refs/heads/main\n"})
    assert links == ["goals/sales/win.md", "our%20goals/goals/sales/win.md"]


_AGAIN = """
import sys
from datetime import date
from pathlib import Path
from goalposts.pipeline import Request, build
root, site, cache = map(Path, sys.argv[1:])
request = Request(date(2026, 11, 15), as_of_is_given=True, with_search=False)
built = build(root, site, request, cache=cache)
heavy = {"pydantic", "yaml", "git", "mkdocs", "jinja2", "matplotlib", "numpy", "babel", "goalposts.pages"}
print(built.pages, sorted(heavy & set(sys.modules)))
"""


@pytest.mark.parametrize("harm", ["deleted", "changed", "same size", "unreadable", "added"])
def test_a_site_that_is_not_what_was_published_is_made_whole(place: Place, harm: str) -> None:
    """Whatever happened to a published file, the next build publishes it as it should be."""
    good = read_file_tree(place.site)
    page = place.site / "goals/win/index.html"
    text = page.read_bytes()
    match harm:
        case "deleted":
            page.unlink()
        case "changed":
            page.write_bytes(text + b"<!-- -->")
        case "same size":
            status = page.stat()
            page.write_bytes(text.replace(b"Win", b"Won"))
            os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
        case "unreadable":
            page.chmod(0o600)
        case _:
            (place.site / "goals/more.html").write_text("more")
    place.build()
    assert read_file_tree(place.site) == good
    assert page.stat().st_mode & 0o777 == 0o644


def test_a_site_that_was_copied_is_still_known(place: Place) -> None:
    """A site that was restored by a build server is looked through, and not made again."""
    for path in place.site.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            path.unlink()
            path.write_bytes(content)
            path.chmod(0o644)
    before = _marks(place.site)
    place.build()
    assert _marks(place.site) == before


def test_a_link_in_the_place_of_a_folder_is_not_followed(place: Place, tmp_path: Path) -> None:
    """A folder of the site that became a link is a folder again, and what the link led to is as it was."""
    outside = tmp_path / "outside"
    (place.site / "goals").rename(outside)
    (place.site / "goals").symlink_to(outside)
    before = read_file_tree(outside)
    goal = place.root / "goals/grow.md"
    goal.write_text(goal.read_text() + "\nOne more word.\n")
    assert place.build().pages
    assert not (place.site / "goals").is_symlink()
    assert read_file_tree(outside) == before
    assert "One more word" in (place.site / "goals/grow/index.html").read_text()


def test_where_nothing_can_be_linked_files_are_copied(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system without links holds the same site, in folders that are new each time."""

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    before = read_file_tree(place.site)
    monkeypatch.setattr(os, "link", refuse)
    (place.site / "index.html").write_text("Somebody wrote into it.")
    assert place.build().pages
    assert read_file_tree(place.site) == before


def test_a_preview_knows_its_files_after_another_configuration(place: Place, tmp_path: Path) -> None:
    """Files that a build of other settings put into the folder are not taken for those of this one."""
    config, goal = place.root / "site_config.yml", place.root / "goals/grow.md"
    first = config.read_text()
    preview, memory = tmp_path / "preview", Memory()
    for settings in (first, first.replace("name: ", "name: Not "), first):
        config.write_text(settings)
        goal.write_text(goal.read_text() + "\nOne more word.\n")
        assert build(place.root, preview, REQUEST, cache=memory).pages
        clean = tmp_path / f"clean {goal.stat().st_size}"
        build(place.root, clean, REQUEST)
        assert read_file_tree(preview) == read_file_tree(clean)


def test_unchanged_pages_are_linked(place: Place) -> None:
    """After an edit, a page that shows nothing of it is the very file of the site before."""
    before = _marks(place.site)
    path = place.root / "goals/grow.md"
    path.write_text(path.read_text() + "\nOne more reason.\n")
    place.build()
    after = _marks(place.site)
    changed = sorted(path for path in after if after[path] != before.get(path) and path.endswith(".html"))
    assert "goals/grow/index.html" in changed
    assert "kpis/customers/index.html" not in changed
    assert "goals/index.html" not in changed


def test_linked_and_new_files_are_known_by_their_marks(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a build that linked most files, the next one knows every file without reading any."""
    path = place.root / "goals/grow.md"
    path.write_text(path.read_text() + "\nOne more reason.\n")
    place.build()
    read: list[str] = []
    monkeypatch.setattr(published, "_digest", read.append)
    before = _marks(place.site)
    place.build()
    assert read == []
    assert _marks(place.site) == before


@pytest.mark.parametrize("with_search", [False, True])
def test_only_new_pages_are_verified(
    place: Place, monkeypatch: pytest.MonkeyPatch, *, with_search: bool
) -> None:
    """Pages that stay are not read again, also where the index is another one; where a file goes they are."""
    request = replace(REQUEST, with_search=with_search)
    build(place.root, place.site, request, cache=place.cache)
    read: list[str] = []
    wrong_in = verifying._wrong_in

    def noted(path: str, content: bytes, files: Collection[str]) -> list[str]:
        read.append(path)
        return wrong_in(path, content, files)

    monkeypatch.setattr(verifying, "_wrong_in", noted)
    path = place.root / "goals/grow.md"
    path.write_text(path.read_text() + "\nOne more reason.\n")
    build(place.root, place.site, request, cache=place.cache)
    assert "goals/grow/index.html" in read
    assert len(read) < 8
    path.write_text(path.read_text().replace("title:", "aliases: [old]\ntitle:", 1))
    build(place.root, place.site, request, cache=place.cache)
    path.write_text(path.read_text().replace("aliases: [old]\n", ""))
    read.clear()
    build(place.root, place.site, request, cache=place.cache)
    assert "kpis/customers/index.html" in read


def test_repositories_of_one_clone_do_not_mix(tmp_path: Path) -> None:
    """Of the same files in two folders of one clone each has its own history, whatever the other kept."""
    clone = tmp_path / "clone"
    for day, place in (("2026-10-01", "p"), ("2026-10-02", "q")):
        build_file_tree(clone / place / "goals", FILES)
        commit_all(clone, f"Begin with {place}", on=day)
    build(clone / "p/goals", tmp_path / "one", REQUEST, cache=tmp_path / "cache")
    build(clone / "q/goals", tmp_path / "clean", REQUEST)
    assert "Begin with q" in (tmp_path / "clean/changes/index.html").read_text()
    for site in ("one", "two"):
        build(clone / "q/goals", tmp_path / site, REQUEST, cache=tmp_path / "cache")
        assert read_file_tree(tmp_path / site) == read_file_tree(tmp_path / "clean")


@pytest.mark.parametrize("harm", [b"", b"damaged"])
def test_a_damaged_cache_costs_nothing_but_time(place: Place, harm: bytes) -> None:
    """With every file of the cache damaged the site is the same."""
    good = read_file_tree(place.site)
    for path in place.cache.rglob("*"):
        if path.is_file():
            path.write_bytes(harm)
    assert place.build().pages
    assert read_file_tree(place.site) == good


@pytest.mark.parametrize("end", ["well", "mkdocs", "broken", "refused"])
def test_no_build_leaves_a_cache_that_is_too_large(place: Place, end: str) -> None:
    """However a build ends, what was not used for longest is deleted where there is too much."""
    left = place.cache / "0a" / ("0" * 38)
    left.parent.mkdir(exist_ok=True)
    left.touch()
    os.truncate(left, MOST_BYTES)
    os.utime(left, (1, 1))
    goal, config = place.root / "goals/grow.md", place.root / "site_config.yml"
    goal.write_text(goal.read_text() + "\nOne more reason.\n")
    match end:
        case "mkdocs":
            config.write_text(config.read_text() + "mkdocs: {extra: {one: 1}}\n")
        case "broken":
            goal.write_text("---\ntitle: Grow\n")
        case "refused":
            (place.site / "api/v1/index.json").unlink()
    with pytest.raises(PublishError) if end == "refused" else nullcontext():
        assert bool(place.build().pages) == (end != "broken")
    assert not left.exists()


def test_a_cache_that_is_refused_is_told(place: Place) -> None:
    """A build whose cache others may write to does without, and says so."""
    place.cache.chmod(0o777)
    built = place.build()
    assert built.pages
    assert "chmod 700" in built.notes[0]


def test_a_rule_about_links_is_asked_again_where_a_link_is_another_one(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """More words change no link, so nothing is looked for; a link that leads nowhere is told, on its line."""
    asked: list[str] = []
    say = checking._say

    def noted(rule: ModuleType, about: Check) -> tuple[Problem, ...]:
        asked.append(rule.RULE.code)
        return say(rule, about)

    monkeypatch.setattr(checking, "_say", noted)
    path = place.root / "goals/grow.md"
    path.write_text(path.read_text() + "\nOne more reason.\n")
    place.build()
    assert broken_link.RULE.code not in asked
    path.write_text(path.read_text() + "\nAs [he says](said.md).\n")
    found = [problem for problem in place.build().problems if problem.code == broken_link.RULE.code]
    assert [problem.line for problem in found] == [len(path.read_text().splitlines())]
    path.write_text(path.read_text().replace("One more", "\nOne more"))
    found = [problem for problem in place.build().problems if problem.code == broken_link.RULE.code]
    assert [problem.line for problem in found] == [len(path.read_text().splitlines())]


def test_a_rule_of_each_record_is_asked_again_about_few(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new value asks the rules that look at each KPI alone about its own KPI, and a few beside it."""
    definition, series = FILES["kpis/customers.md"], FILES["kpis/customers.csv"]
    more = {f"kpis/more-{number}.md": definition for number in range(60)}
    build_file_tree(place.root, more | {path.replace(".md", ".csv"): series for path in more})
    place.build()
    asked: dict[str, set[str]] = {}
    say = checking._say

    def noted(rule: ModuleType, about: Check) -> tuple[Problem, ...]:
        if getattr(rule, "EACH", "") == "kpis":
            asked.setdefault(rule.RULE.code, set()).update(about.repository.kpis)
        return say(rule, about)

    monkeypatch.setattr(checking, "_say", noted)
    path = place.root / "kpis/customers.csv"
    path.write_text(path.read_text() + "2026-11,15\n2026-12,16\n")
    told = {problem.code for problem in place.build().problems}
    assert "C107" in told
    assert {"C107", "K203", "K204", "W113"} <= asked.keys()
    for keys in asked.values():
        assert "customers" in keys
        assert len(keys) < 20


def test_a_value_that_changes_no_word_makes_no_page_that_names_the_goal(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A goal below shows how far the one above is: it is made again where that is another percentage."""
    below = FILES["goals/sales/win.md"].replace("Win 20", "Renew 10").replace("[grow]", "[win]")
    build_file_tree(
        place.root, {"goals/sales/renew.md": below.replace("kpi: customers", "title: R, values: {}")}
    )
    place.build()
    made: list[str | None] = []

    def noted(edition: Edition, unit: Unit) -> Iterator[Made]:
        made.append(unit.key)
        return make_unit(edition, unit)

    monkeypatch.setattr("goalposts.site.writing.make_unit", noted)
    path = place.root / "kpis/customers.csv"
    path.write_text(path.read_text().replace(",14", ",14.001"))
    place.build()
    assert "win" in made
    assert "renew" not in made
    path.write_text(path.read_text().replace(",14.001", ",16"))
    place.build()
    assert "renew" in made


def test_a_listing_is_kept_whole() -> None:
    """Files come back as they were, also with large numbers and without a mark."""
    files = {"a/ä.html": Held(b"1" * 20, (2**63 + 1, 0, -5, 10**19)), "b.css": Held(b"2" * 20, None)}
    assert pickle.loads(pickle.dumps(Listing(files))) == Listing(files) == files


def test_every_field_of_an_edition_is_accounted_for() -> None:
    """What pages are given is watched, or is part of what names their parts."""
    watched = {
        "repository",
        "scorecard",
        "problems",
        "history",
        "moves",
        "promises",
        "anchors",
        "texts",
        "days",
        "over_time",
        "shown",
    }
    in_the_name = {"commit", "version", "catalogue", "folder"}
    assert set(Edition.__struct_fields__) == watched | in_the_name


def test_a_note_is_told_at_each_build(place: Place) -> None:
    """What a site is without, here words in its language, is said again where nothing changed."""
    config = place.root / "site_config.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("site: {", "site: {language: de, "), encoding="utf-8"
    )
    built = place.build()
    assert [note for note in built.notes if "templates/locale/de.po" in note]
    assert place.build() == built
