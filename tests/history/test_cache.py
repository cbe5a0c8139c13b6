"""What is kept between builds: it makes them faster and never different, whatever became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from goalposts.cache.folder import Folder
from goalposts.history import History, contents, git
from goalposts.history.ahead import Asked, read_ahead
from tests.history.acme import acme
from tests.history.story import Story, history, told
from tests.history.test_audience import seen
from tests.support.small import SMALL

DAYS = ("2026-10-20", "2026-11-10", "2026-11-11", "2027-01-31")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of the story."""
    return acme().write(tmp_path_factory.mktemp("cache") / "repository")


def everything(found: History) -> tuple[object, ...]:
    """Returns what a site shows of a history, and what else it answers questions from."""
    assert found.past is not None
    versions = [version for lineage in found.past.goals.values() for version in lineage.versions]
    facts = [(version.id, version.index, version.facts) for version in versions]
    return told(found), seen(found), found.past.commits, found.past.people, facts


@pytest.mark.parametrize("audience", ["internal", "public"])
def test_days_and_audiences_do_not_mix(root: Path, tmp_path: Path, audience: str) -> None:
    """With a cache that other days and audiences were kept in, the history of each is its own."""
    cache = Folder(tmp_path / "cache", "1")
    for day in (*DAYS, *reversed(DAYS)):
        history(root, day, "internal" if audience == "public" else "public", cache)
        assert everything(history(root, day, audience, cache)) == everything(history(root, day, audience))


def test_folders_of_one_clone_do_not_mix(tmp_path: Path) -> None:
    """Goals repositories of the same name in one clone have each their own history, in one cache."""
    story = Story()
    for number, place in enumerate(("p/goals", "q/goals"), 1):
        files = {path: text.replace("Grow", f"Grow in {place}") for path, text in SMALL.items()}
        story.commit(f"2026-10-0{number}", place, {f"{place}/{path}": text for path, text in files.items()})
    clone = story.write(tmp_path / "clone")
    cache = Folder(tmp_path / "cache", "1")
    for place in ("p/goals", "q/goals", "p/goals"):
        found = history(clone / place, cache=cache)
        assert {event.commit.subject for event in found.events} == {place}
        assert everything(found) == everything(history(clone / place))


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _flip(content: bytes) -> bytes:
    middle = len(content) * 2 // 3
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


HARMS = (_cut, _flip, lambda _: b"", lambda _: b"\x80\x05cos\nsystem\n(S'false'\ntR.")


@pytest.mark.parametrize("harm", HARMS)
def test_damaged_files_count_as_absent(root: Path, tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    """Damaged files are ignored and written anew."""
    _harmed(root, tmp_path / "cache", harm, one_by_one=False)


@pytest.mark.long
@pytest.mark.parametrize("harm", HARMS)
def test_each_damaged_file_counts_as_absent(
    root: Path, tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    """One damaged file among whole ones is ignored, whichever it is."""
    _harmed(root, tmp_path / "cache", harm, one_by_one=True)


def _harmed(root: Path, folder: Path, harm: Callable[[bytes], bytes], *, one_by_one: bool) -> None:
    cache = Folder(folder, "1")
    wanted = everything(history(root, cache=cache))
    whole = {path: path.read_bytes() for path in folder.glob("*/*")}
    assert len(whole) == 5
    for hurt in [[path] for path in whole] if one_by_one else [list(whole)]:
        for path in hurt:
            path.write_bytes(harm(whole[path]))
        assert everything(history(root, cache=cache)) == wanted
        assert everything(history(root, cache=cache)) == wanted
    if not one_by_one:
        assert {path: path.read_bytes() for path in whole} == whole


class _Shelf:
    """A cache in which every value is what another version kept."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def get(self, name: str) -> bytes:
        return self.content

    def put(self, name: str, content: bytes) -> None:
        pass


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[]", b"[[1]]", b'{"facts": [[1]]}', b"\n\x80\x04N.", b"null"]
)
def test_what_means_nothing_counts_as_absent(root: Path, content: bytes) -> None:
    """A value that is whole and no value of this version is not used."""
    assert everything(history(root, cache=_Shelf(content))) == everything(history(root))


def test_another_version_begins_anew(root: Path, tmp_path: Path) -> None:
    """What one version of the generator kept, another does not read; both may share the folder."""
    for version in ("1", "2", "1"):
        history(root, cache=Folder(tmp_path, version))
    assert len(list(tmp_path.glob("*/*"))) == 10


def test_a_folder_that_cannot_be_written_costs_nothing(root: Path, tmp_path: Path) -> None:
    """Where the cache cannot be made, the history is read all the same."""
    (tmp_path / "file").write_text("in the way")
    found = history(root, cache=Folder(tmp_path / "file/cache", "1"))
    assert everything(found) == everything(history(root))


def test_nothing_is_read_that_is_kept(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the cache no commit is read from git again, and no version of a goal."""
    cache = Folder(tmp_path, "1")
    history(root, cache=cache)
    monkeypatch.setattr(git.Clone, "log", None)
    read: list[bytes] = []
    blobs = git.Clone.blobs

    def noted(clone: git.Clone, shas: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        for sha, content in blobs(clone, shas):
            read.append(content or b"")
            yield sha, content

    monkeypatch.setattr(git.Clone, "blobs", noted)
    assert history(root, "2027-02-28", cache=cache).events
    # but for the series in which a value was restated that a goal begins at
    assert [content[:10] for content in read] == [b"date,value"] * len(read)
    assert len(read) <= 3


def test_what_is_read_ahead_is_not_read_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Commits and series that were read into the cache are not asked of git, and the history is the same."""
    expected = everything(history(root, DAYS[-1]))
    cache = Folder(tmp_path / "cache", "1")
    read_ahead(Asked(root, "main", "internal", date.fromisoformat(DAYS[-1])), cache)
    monkeypatch.setattr(git.Clone, "log", None)
    monkeypatch.setattr(contents, "compare_rows", None)
    assert everything(history(root, DAYS[-1], "internal", cache)) == expected


@pytest.mark.parametrize(("branch", "rev"), [("none", None), ("main", "no-such-commit")])
def test_what_cannot_be_read_ahead_is_left(tmp_path: Path, branch: str, rev: str | None) -> None:
    """Where there is no clone or no such commit nothing is kept: the history tells what is wrong."""
    cache = Folder(tmp_path / "cache", "1")
    read_ahead(Asked(tmp_path, branch, "internal", date(2026, 11, 10), rev), cache)
    assert not (tmp_path / "cache").exists()
