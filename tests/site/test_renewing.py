"""The site of a preview: what is new is moved into it, what is gone is removed, the rest is not touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goalposts.cache.published import Files, Held, digest_of, look_at, mark_of
from goalposts.site.failures import SiteError
from goalposts.site.renewing import Renewal, renew
from tests.support.files import build_file_tree, read_file_tree

SITE = {
    "index.html": '<html><a href="goals/">Goals</a></html>',
    "404.html": "<html></html>",
    "goals/index.html": "<html>old</html>",
    "goals/gone/index.html": "<html>gone</html>",
    "goals/gone/chart.svg": "<svg/>",
}


def standing_in(site: Path) -> Files:
    """Returns what a folder holds."""
    look = look_at(site)
    return {
        path: Held(digest_of((site / path).read_bytes()), mark_of(status))
        for path, status in look.files.items()
    }


def renewed(folder: Path, new: dict[str, str], gone: tuple[str, ...] = ()) -> Files:
    """Makes a site, brings new files into it, and returns what is told of it."""
    site, staging = folder / "site", folder / "staging"
    build_file_tree(site, SITE)
    build_file_tree(staging, new)
    standing = standing_in(site)
    files = {path: digest_of(text.encode()) for path, text in (SITE | new).items() if path not in gone}
    return renew(staging, site, Renewal(files, standing, ()))


def test_only_what_is_new_is_touched(tmp_path: Path) -> None:
    """New files are there, those that are gone leave no empty folder, others are the very same."""
    build_file_tree(tmp_path / "site", SITE)
    before = (tmp_path / "site/index.html").stat()
    new = {"goals/index.html": "<html>new</html>", "people/anna/index.html": "<html>Anna</html>"}
    files = renewed(tmp_path, new, gone=("goals/gone/index.html", "goals/gone/chart.svg"))
    expected = {path: text for path, text in (SITE | new).items() if not path.startswith("goals/gone")}
    assert read_file_tree(tmp_path / "site") == {path: text.encode() for path, text in expected.items()}
    assert not (tmp_path / "site/goals/gone").exists()
    assert (tmp_path / "site/index.html").stat().st_ino == before.st_ino
    assert files == standing_in(tmp_path / "site")


def test_a_folder_takes_the_place_of_a_file(tmp_path: Path) -> None:
    """What was a file may be a folder in the new site, and the other way round."""
    new = {"goals/gone": "a file", "404.html/index.html": "<html></html>"}
    with pytest.raises(SiteError, match=r"404\.html is missing"):
        renewed(tmp_path / "refused", new, gone=("404.html",))
    gone = ("goals/gone/index.html", "goals/gone/chart.svg")
    renewed(tmp_path / "site", {"goals/gone": "a file"}, gone=gone)
    assert (tmp_path / "site/site/goals/gone").read_text() == "a file"


def test_a_site_that_would_not_be_whole_stays_as_it_was(tmp_path: Path) -> None:
    """Where a page leads to a file that goes, nothing is touched."""
    with pytest.raises(SiteError, match=r"index\.html links to goals/"):
        renewed(tmp_path, {"404.html": "<html>new</html>"}, gone=("goals/index.html",))
    assert read_file_tree(tmp_path / "site") == {path: text.encode() for path, text in sorted(SITE.items())}


def test_what_is_new_can_be_read_by_everybody(tmp_path: Path) -> None:
    """Files and folders are readable whatever the umask."""
    before = os.umask(0o077)
    try:
        renewed(tmp_path, {"people/anna/index.html": "<html>Anna</html>"})
    finally:
        os.umask(before)
    assert (tmp_path / "site/people/anna").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "site/people/anna/index.html").stat().st_mode & 0o777 == 0o644
