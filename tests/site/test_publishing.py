"""Publishing: whole or not at all."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import threading
from pathlib import Path

import pytest

from goalposts.site import publishing
from goalposts.site.failures import SiteError
from goalposts.site.publishing import PublishError, clean_up, publish, retire, staging_for
from tests.support.files import build_file_tree, read_file_tree

SUMMARY = '{"as_of": "2026-11-23", "audience": "internal", "commit": null, "counts": {}}'


def site_of(word: str, more: dict[str, str] | None = None) -> dict[str, str]:
    """Returns a whole small site."""
    pages = {"index.html": f"<html>{word}</html>", "404.html": "<html></html>", "api/v1/index.json": SUMMARY}
    return pages | (more or {})


def put(site: Path, files: dict[str, str], *, root: Path | None = None) -> bool:
    """Publishes the files into the folder; returns whether anything was new."""
    with staging_for(site, root) as staging:
        build_file_tree(staging, files)
        return publish(staging, site)


def as_bytes(files: dict[str, str]) -> dict[str, bytes]:
    """Returns the files as they are read."""
    return {path: files[path].encode() for path in sorted(files)}


def test_a_new_folder_is_published_whole(tmp_path: Path) -> None:
    """The first build makes the folder, with its parents."""
    files = site_of("one", {"x/y.txt": "two"})
    assert put(tmp_path / "a/site", files)
    assert read_file_tree(tmp_path / "a/site") == as_bytes(files)


def test_the_next_build_replaces_it_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """Files of the old site that the new one does not have are gone, and so is every helper file."""
    put(tmp_path / "site", site_of("1", {"old.txt": "old"}))
    assert put(tmp_path / "site", site_of("2"))
    assert read_file_tree(tmp_path / "site") == as_bytes(site_of("2"))
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_where_nothing_changed_nothing_is_exchanged(tmp_path: Path) -> None:
    """A build with the same bytes leaves the very folder that was published."""
    put(tmp_path / "site", site_of("1"))
    before = (tmp_path / "site").stat()
    assert not put(tmp_path / "site", site_of("1"))
    assert (tmp_path / "site").stat() == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_that_fails_leaves_the_published_site(tmp_path: Path) -> None:
    """An exception while building changes nothing."""
    put(tmp_path / "site", site_of("1"))
    with pytest.raises(RuntimeError), staging_for(tmp_path / "site") as staging:
        build_file_tree(staging, site_of("2"))
        raise RuntimeError
    assert read_file_tree(tmp_path / "site") == as_bytes(site_of("1"))
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_leftovers_of_a_killed_build_are_removed(tmp_path: Path) -> None:
    """A folder that a killed build left behind is cleaned up by the next one."""
    build_file_tree(tmp_path, {".site.building-dead/site/index.html": "half", ".site.lock": ""})
    put(tmp_path / "site", site_of("1"))
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_with_nothing_to_publish_cleans_up_too(tmp_path: Path) -> None:
    """Leftovers are removed where nothing is published, but not those of a build that is at work."""
    clean_up(tmp_path / "nowhere/site")
    put(tmp_path / "site", site_of("1"))
    build_file_tree(tmp_path, {".site.building-dead/site/index.html": "half", ".site.lock": ""})
    clean_up(tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    with staging_for(tmp_path / "site") as staging:
        clean_up(tmp_path / "site")
        assert staging.is_dir()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("mask", [0o077, 0o000, 0o777])
def test_files_are_readable_for_everybody(tmp_path: Path, mask: int) -> None:
    """The web server can read the site whatever the umask of the build was."""
    (tmp_path / "www").mkdir()
    with staging_for(tmp_path / "www/site") as staging:
        build_file_tree(staging, site_of("1", {"x/y/z.txt": "1"}))
        for path in staging.rglob("*"):
            path.chmod((0o777 if path.is_dir() else 0o666) & ~mask)
        publish(staging, tmp_path / "www/site")
    for path in (tmp_path / "www/site", *(tmp_path / "www/site").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path


def test_published_files_are_never_opened(tmp_path: Path) -> None:
    """Files that a build links from the published site keep their bytes, their time and their mode."""
    put(tmp_path / "site", site_of("1", {"same.txt": "same"}))
    before = (tmp_path / "site/same.txt").stat()
    with staging_for(tmp_path / "site") as staging:
        build_file_tree(staging, site_of("2"))
        (staging / "same.txt").hardlink_to(tmp_path / "site/same.txt")
        assert publish(staging, tmp_path / "site")
    after = (tmp_path / "site/same.txt").stat()
    assert (after.st_ino, after.st_mtime_ns, after.st_mode) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_mode,
    )
    assert read_file_tree(tmp_path / "site") == as_bytes(site_of("2", {"same.txt": "same"}))


def test_the_old_site_is_removed_by_its_names(tmp_path: Path) -> None:
    """What the old site held goes, and nothing that a link in the place of a folder leads to."""
    outside = build_file_tree(tmp_path / "outside", {"kept.txt": "kept", "deep/kept.txt": "kept"})
    files = {"a.txt": "1", "x/b.txt": "2", "x/y/c.txt": "3", "link/kept.txt": "", "link/deep/kept.txt": ""}
    old = build_file_tree(tmp_path / "old", {path: text for path, text in files.items() if text})
    (old / "link").symlink_to(outside)
    since = retire(old, [*files, "never/was.txt"])
    assert [path.name for path in old.rglob("*")] == ["link"]
    assert sorted(read_file_tree(outside)) == ["deep/kept.txt", "kept.txt"]
    (tmp_path / "later.txt").write_text("later")
    assert since <= (tmp_path / "later.txt").stat().st_ctime_ns


def test_without_an_exchange_the_folder_is_moved_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system cannot exchange two folders, the site is still replaced whole."""

    def cannot(one: Path, other: Path) -> None:
        raise OSError(errno.ENOTSUP, "not supported")

    put(tmp_path / "site", site_of("1", {"old.txt": "x"}))
    monkeypatch.setattr(publishing, "_exchange", cannot)
    assert put(tmp_path / "site", site_of("2"))
    assert read_file_tree(tmp_path / "site") == as_bytes(site_of("2"))
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_it_is_on_the_disk_before_it_is_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was written is synced before the exchange, and the exchange itself after it."""
    order: list[str] = []
    exchange, to_disk = publishing._exchange, publishing._to_disk

    def exchanged(one: Path, other: Path) -> None:
        order.append("exchange")
        exchange(one, other)

    def synced(folder: Path, *, durable: bool) -> None:
        order.append(folder.name)
        to_disk(folder, durable=durable)

    monkeypatch.setattr(publishing, "_exchange", exchanged)
    monkeypatch.setattr(publishing, "_to_disk", synced)
    put(tmp_path / "www/site", site_of("1"))
    assert order == ["site", "www"]
    order.clear()
    put(tmp_path / "www/site", site_of("2"))
    assert order == ["site", "exchange", "www"]


HALF: dict[str, dict[str, str | None]] = {
    "a page that ends too early": {"x/index.html": "<html>half"},
    "an empty page": {"x/index.html": ""},
    "no home page": {"index.html": None},
    "no page for what is missing": {"404.html": None},
    "a link to a page that is not there": {"x/index.html": '<html><a href="../y/">y</a></html>'},
    "a script that is not there": {"x/index.html": '<html><script src="./assets/s.js"></script></html>'},
    "a link out of the site": {"x/index.html": '<html><a href="../../y/">y</a></html>'},
}


@pytest.mark.parametrize("what", HALF)
def test_a_site_that_is_not_whole_is_not_published(tmp_path: Path, what: str) -> None:
    """A page that is half, missing, or links to nothing keeps the site from being published, with words."""
    put(tmp_path / "site", site_of("1"))
    files = {path: text for path, text in {**site_of("2"), **HALF[what]}.items() if text is not None}
    with pytest.raises(SiteError, match=r"not whole.*(x/index|404|index).html"):
        put(tmp_path / "site", files)
    assert read_file_tree(tmp_path / "site") == as_bytes(site_of("1"))


def test_links_that_lead_somewhere_are_fine(tmp_path: Path) -> None:
    """Links to folders, files, parts of pages and other sites pass, and so does text that looks like one."""
    links = ["./", "../", "../index.html", "#x", "?q=1", "../x/#y", "../a%20b.txt", "//h/x", "https://h/x"]
    links += ["mailto:a@b.c", "/elsewhere/", "../x/?a=1&amp;b=2#c", "", "../x", "data:,x"]
    body = "".join(f'<a href="{link}">x</a>' for link in links)
    page = f'<html>{body}<pre>&lt;a href="nowhere"></pre></html>'
    assert put(tmp_path / "site", site_of("1", {"x/index.html": page, "a b.txt": ""}))


def test_linked_pages_are_looked_at_when_a_file_went_away(tmp_path: Path) -> None:
    """A page that was not written anew is verified again where its target is gone."""
    page = '<html><a href="../old.txt">x</a></html>'
    put(tmp_path / "site", site_of("1", {"x/index.html": page, "old.txt": ""}))
    with staging_for(tmp_path / "site") as staging:
        build_file_tree(staging, site_of("2"))
        (staging / "x").mkdir()
        (staging / "x/index.html").hardlink_to(tmp_path / "site/x/index.html")
        with pytest.raises(SiteError, match=r"x/index.html links to ../old.txt"):
            publish(staging, tmp_path / "site")


def test_a_link_in_the_new_site_is_refused(tmp_path: Path) -> None:
    """A symbolic link could lead a web server out of the site."""
    with pytest.raises(SiteError, match="symbolic link"), staging_for(tmp_path / "site") as staging:
        build_file_tree(staging, site_of("1"))
        (staging / "etc").symlink_to("/etc")
        publish(staging, tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["file", "link", "dead link"])
def test_what_is_no_folder_is_never_replaced(tmp_path: Path, kind: str) -> None:
    """A file or a link in the site's place is refused with words."""
    site = tmp_path / "site"
    if kind == "file":
        site.write_text("mine", encoding="utf-8")
    else:
        site.symlink_to(tmp_path / "elsewhere")
        if kind == "link":
            build_file_tree(tmp_path / "elsewhere", site_of("1"))
    with pytest.raises(PublishError, match="--site-dir"):
        put(site, site_of("2"))


MINE: dict[str, dict[str, str]] = {
    "a note": {"notes.txt": "mine"},
    "a hidden file": {".bashrc": ""},
    "another site": {"index.html": "<html></html>", "404.html": "<html></html>"},
    "a summary of something else": {"api/v1/index.json": '{"counts": 1}'},
    "a summary that is no JSON": {"api/v1/index.json": "[" * 5000},
    "a clone that holds a site": site_of("1", {".git/HEAD": "ref: refs/heads/pages"}),
    "a worktree that holds a site": site_of("1", {".git": "gitdir: elsewhere"}),
}


@pytest.mark.parametrize("what", MINE)
def test_a_folder_that_is_no_site_is_never_replaced(tmp_path: Path, what: str) -> None:
    """What no build made is refused, named, and stays as it is."""
    site = build_file_tree(tmp_path / "site", MINE[what])
    before = read_file_tree(site)
    with pytest.raises(PublishError, match=r"no build of goalposts made .* --site-dir"):
        put(site, site_of("2"))
    assert read_file_tree(site) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    """A folder that was made for the site is fine."""
    (tmp_path / "site").mkdir()
    assert put(tmp_path / "site", site_of("1"))


@pytest.mark.parametrize(
    "place",
    ["", "..", "../..", "goals", "goals/site", "kpis/x/y", "templates", ".git/site", "x/../goals/site"],
)
def test_a_place_that_the_repository_needs_is_refused(tmp_path: Path, place: str) -> None:
    """A site replaces its folder: never the repository, what holds it, or a folder that is read."""
    root = build_file_tree(tmp_path / "top/repository", {"site_config.yml": "", "goals/g.md": "", "x/y": ""})
    before = read_file_tree(tmp_path)
    with pytest.raises(PublishError, match=r"(holds the repository|is read as content).* --site-dir"):
        put(root / place, site_of("1"), root=root)
    assert read_file_tree(tmp_path) == before


def test_a_repository_that_is_reached_by_a_link_is_known(tmp_path: Path) -> None:
    """Another name for the repository's folder does not make it another folder."""
    root = build_file_tree(tmp_path / "repository", {"goals/g.md": ""})
    (tmp_path / "other").symlink_to(root)
    with pytest.raises(PublishError, match="read as content"):
        put(tmp_path / "other/goals/site", site_of("1"), root=root)
    with pytest.raises(PublishError, match="read as content"):
        put(root / "goals/site", site_of("1"), root=tmp_path / "other")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A folder below a file, or where the system lets nobody write, is refused with the system's reason."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    for place in (tmp_path / "file/site", Path("/proc/goalposts/site")):
        with pytest.raises(PublishError, match=r"cannot be written into .*: "):
            put(place, site_of("1"))


def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    """Two builds into one folder do not overlap: the second begins when the first has ended."""
    order: list[str] = []
    inside = threading.Event()

    def second() -> None:
        inside.wait()
        with staging_for(tmp_path / "site") as staging:
            order.append("second begins")
            build_file_tree(staging, site_of("2"))
            publish(staging, tmp_path / "site")

    thread = threading.Thread(target=second)
    thread.start()
    with staging_for(tmp_path / "site") as staging:
        inside.set()
        thread.join(timeout=0.3)
        build_file_tree(staging, site_of("1"))
        publish(staging, tmp_path / "site")
        order.append("first ends")
    thread.join()
    assert order == ["first ends", "second begins"]
    assert read_file_tree(tmp_path / "site") == as_bytes(site_of("2"))
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_lock_that_was_removed_is_taken_anew(tmp_path: Path) -> None:
    """Who waited on a lock file that its holder removed does not work beside who made the next one."""
    path = tmp_path / ".site.lock"
    holder = path.open("w")
    fcntl.flock(holder, fcntl.LOCK_EX)
    entered = threading.Event()
    leave = threading.Event()

    def wait() -> None:
        with staging_for(tmp_path / "site"):
            entered.set()
            leave.wait()

    thread = threading.Thread(target=wait)
    thread.start()
    assert not entered.wait(0.2)
    path.unlink()
    newer = path.open("w")
    fcntl.flock(newer, fcntl.LOCK_EX)
    holder.close()
    assert not entered.wait(0.2)
    newer.close()
    assert entered.wait(10)
    leave.set()
    thread.join()
    assert list(tmp_path.iterdir()) == []


def test_a_name_with_patterns_is_a_name(tmp_path: Path) -> None:
    """Leftovers of other sites are not this one's, whatever its name matches."""
    build_file_tree(tmp_path, {".site.building-x/site/index.html": "theirs"})
    put(tmp_path / "[a-z]*", site_of("1"))
    put(tmp_path / "sit", site_of("1"))
    assert (tmp_path / ".site.building-x").is_dir()
    assert os.listdir(tmp_path / "[a-z]*")  # noqa: PTH208  # a name with a pattern
