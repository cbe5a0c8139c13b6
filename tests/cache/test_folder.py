"""The folder of the cache: whole or absent, bounded, the user's own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from goalposts.cache.book import Book, Memory, key_of
from goalposts.cache.folder import CacheRefusedError, Folder, default_folder
from tests.support.commands import run


def test_what_was_put_is_given_back(tmp_path: Path) -> None:
    """Another build of the same version gets the bytes of a name, and none of another name."""
    Folder(tmp_path / "cache", "1").put("../a name/*", b"content")
    assert Folder(tmp_path / "cache", "1").get("../a name/*") == b"content"
    assert Folder(tmp_path / "cache", "1").get("another") is None
    assert [path.name for path in tmp_path.iterdir()] == ["cache"]


def test_another_version_reads_nothing(tmp_path: Path) -> None:
    """What other code kept is never read."""
    Folder(tmp_path / "cache", "1").put("name", b"content")
    assert Folder(tmp_path / "cache", "2").get("name") is None


@pytest.mark.parametrize("damage", ["cut", "changed", "emptied", "prefixed"])
def test_damaged_files_count_as_absent(tmp_path: Path, damage: str) -> None:
    """A file that is not what was written, by whatever accident, is never used."""
    folder = Folder(tmp_path / "cache", "1")
    folder.put("name", b"content" * 100)
    (path,) = (tmp_path / "cache").glob("??/*")
    kept = path.read_bytes()
    damaged = {"cut": kept[:-1], "changed": kept[:-1] + b"!", "emptied": b"", "prefixed": b" " + kept}
    path.write_bytes(damaged[damage])
    assert folder.get("name") is None


def test_only_the_user_may_read_and_write_it(tmp_path: Path) -> None:
    """Folders of the cache are 0700 and its files 0600, whatever the umask."""
    before = os.umask(0)
    try:
        Folder(tmp_path / "cache", "1").put("name", b"content")
    finally:
        os.umask(before)
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "cache").rglob("*") if path.is_file()}
    folders = [tmp_path / "cache", *(path for path in (tmp_path / "cache").rglob("*") if path.is_dir())]
    assert modes == {0o600}
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}


def test_a_folder_that_others_may_write_is_refused(tmp_path: Path) -> None:
    """Values are read as they were written only where nobody else can have written them."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache").chmod(0o777)
    with pytest.raises(CacheRefusedError, match="chmod 700"):
        Folder(tmp_path / "cache", "1")
    (tmp_path / "link").symlink_to(tmp_path / "cache")
    with pytest.raises(CacheRefusedError, match="not a folder"):
        Folder(tmp_path / "link", "1")


def test_a_folder_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that belongs to another user is not used, and the message says what to do."""
    (tmp_path / "cache").mkdir(mode=0o700)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(CacheRefusedError, match="--cache-dir"):
        Folder(tmp_path / "cache", "1")


def test_what_is_used_last_is_kept(tmp_path: Path) -> None:
    """Where there is too much, what was not used for longest goes."""
    folder = Folder(tmp_path / "cache", "1")
    for number in range(4):
        folder.put(str(number), bytes(1000))
    for age, number in enumerate((3, 1, 2, 0)):
        os.utime(folder._file(str(number)), (1_000_000 - age, 1_000_000 - age))  # no other way to age a file
    folder.prune(2500)
    assert [number for number in range(4) if folder.get(str(number))] == [1, 3]


def test_only_what_it_made_itself_is_removed(tmp_path: Path) -> None:
    """Files of somebody else stay, whatever they are called; what a build that was killed left does not."""
    folder = Folder(tmp_path, "1")
    folder.put("name", b"content")
    (made,) = (path for path in tmp_path.glob("??/*"))
    left = made.with_name(".unfinished-abc")
    others = [tmp_path / "de" / "letter.txt", tmp_path / "en" / ("0" * 38), made.with_name("notes")]
    for path in (left, *others):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(bytes(1000))
    folder.prune(0)
    assert not left.exists()
    assert not made.exists()
    assert all(path.exists() for path in others)


def test_git_and_backups_leave_it_out(tmp_path: Path) -> None:
    """Wherever it is, no `git add` takes it along, and programs that make backups know what it is."""
    folder = tmp_path / "clone" / "kept"
    run(["git", "init", "--quiet", "clone"], cwd=tmp_path)
    Folder(folder, "1").put("name", b"content")
    assert run(["git", "status", "--porcelain"], cwd=tmp_path / "clone") == ""
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_a_folder_that_was_there_is_not_marked(tmp_path: Path) -> None:
    """What somebody keeps in a folder of their own is not hidden from git."""
    Folder(tmp_path, "1").put("name", b"content")
    assert not (tmp_path / ".gitignore").exists()


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    """A place where nothing can be kept is no error."""
    (tmp_path / "file").write_text("")
    Folder(tmp_path / "file" / "cache", "1").put("name", b"content")
    assert Folder(tmp_path / "file" / "cache", "1").get("name") is None


def test_the_cache_is_outside_of_every_repository(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """By default the cache is in the user's folder for caches: no repository can bring one along."""
    monkeypatch.delenv("GOALPOSTS_CACHE_DIR", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    assert default_folder() == tmp_path / "goalposts"
    monkeypatch.setenv("GOALPOSTS_CACHE_DIR", str(tmp_path / "own"))
    assert default_folder() == tmp_path / "own"


def test_a_book_keeps_what_builds_use() -> None:
    """A value stays for the next builds, and builds at the same time lose nothing of each other."""
    shelf = Memory()
    one, other = Book(shelf, "a"), Book(shelf, "a")
    one.put(key_of("1"), b"one")
    other.put(key_of("2"), b"two")
    one.close()
    other.close()
    book = Book(shelf, "a")
    assert (book.get(key_of("1")), book.get(key_of("2")), book.get(key_of("3"))) == (b"one", b"two", None)


def _book_of(shelf: Memory, number: int) -> Book:
    """Returns a book with so many values of a kilobyte each."""
    book = Book(shelf, "a")
    for each in range(number):
        book.put(key_of(str(each)), bytes(1000))
    book.close()
    return book


def test_a_few_values_are_added_without_writing_a_book_again() -> None:
    """What a large book had stands as it was written, and builds that add at the same time lose nothing."""
    shelf = Memory()
    _book_of(shelf, 100)
    written = shelf.get("book a")
    one, other = Book(shelf, "a"), Book(shelf, "a")
    one.put(b"one", b"1")
    other.put(b"other", b"2")
    one.close()
    other.close()
    assert shelf.get("book a") == written
    again = Book(shelf, "a")
    assert [again.get(key) for key in (b"one", b"other", key_of("7"))] == [b"1", b"2", bytes(1000)]


def test_a_book_forgets_what_nobody_uses() -> None:
    """A value that was not used when the book was written eight times is gone; one that was used is there."""
    shelf = Memory()
    _book_of(shelf, 2)
    for number in range(8):
        book = Book(shelf, "a")
        assert book.get(key_of("1")) is not None
        book.put(key_of(f"large {number}"), bytes(100_000))
        book.close()
    left = Book(shelf, "a")
    assert (left.get(key_of("0")), left.get(key_of("1"))) == (None, bytes(1000))


def test_keys_know_where_parts_end() -> None:
    """The same letters in other parts make another key."""
    keys = [key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("abc", "")]
    assert len({*keys, key_of(b"ab", "c")}) == 4
