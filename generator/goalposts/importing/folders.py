"""Folders at both ends of an import: an untrusted one that is read, an empty one that is written."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from goalposts.editing.writing import filled, naming
from goalposts.importing.contract import ImportRefusedError
from goalposts.importing.report import Ledger

LARGEST_FILE = 50 * 1024 * 1024


class SourceFolder(Struct, frozen=True):
    """A folder that somebody else wrote. Symbolic links and special files in it are never opened."""

    root: Path
    ledger: Ledger

    def has_folder(self, name: str) -> bool:
        """Return whether `name` is a real folder, not a link to one."""
        try:
            return stat.S_ISDIR((self.root / name).lstat().st_mode)
        except OSError:
            return False

    def files(self, folder: str, *, folders_too: bool = False) -> list[str]:
        """Return the names of the regular files of `folder`, sorted; all else in it is reported.

        Dot files are passed over. `folders_too` says that the caller reads the folders in it as well.
        """
        names = []
        for entry in self._scan(folder):
            path = f"{folder}/{entry.name}"
            if entry.is_symlink():
                self.ledger.leave_out(path, "symbolic link", "links are not followed")
            elif entry.is_dir(follow_symlinks=False):
                if folders_too:
                    continue
                self.ledger.leave_out(path + "/", "folder", f"only files directly in {folder}/ are read")
            elif not entry.is_file(follow_symlinks=False):
                self.ledger.leave_out(path, "special file", "only regular files are read")
            elif not entry.name.startswith("."):
                names.append(entry.name)
        return names

    def folders(self, folder: str) -> list[str]:
        """Return the names of the real folders in `folder`, sorted."""
        return [entry.name for entry in self._scan(folder) if entry.is_dir(follow_symlinks=False)]

    def _scan(self, folder: str) -> list[os.DirEntry[str]]:
        """Return what is in a real folder, sorted; nothing, after reporting why, where it cannot be read."""
        if not self.has_folder(folder):
            return []
        try:
            with os.scandir(self.root / folder) as entries:
                return sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self.ledger.leave_out(f"{folder}/", "folder", f"cannot be read ({error.strerror})")
            return []

    def entries(self) -> list[str]:
        """Return the names of all that is in the folder, sorted; folders end with /, links with @."""
        return sorted(entry.name + _mark(entry) for entry in os.scandir(self.root))

    def read(self, path: str) -> str | None:
        """Return the text of a regular UTF-8 file without its BOM, or None after reporting what is wrong."""
        # the path may be a link even where its folder was listed before: ask again, and never follow
        try:
            status = (self.root / path).lstat()
            if not stat.S_ISREG(status.st_mode):
                self.ledger.leave_out(path, "file", "only regular files are read, links are not followed")
                return None
            if status.st_size > LARGEST_FILE:
                self.ledger.leave_out(path, "file", f"larger than {LARGEST_FILE // 2**20} MB")
                return None
            content = (self.root / path).read_bytes()
        except OSError as error:
            self.ledger.leave_out(path, "file", f"cannot be read ({error.strerror})")
            return None
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            found = f"byte 0x{content[error.start]:02x}"
            self.ledger.leave_out(path, "file", f"is not UTF-8 ({found}); save it as UTF-8", line=line)
            return None


def _mark(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "@"
    return "/" if entry.is_dir(follow_symlinks=False) else ""


def check_destination(into: Path, source: Path) -> None:
    """Raise `ImportRefusedError` unless `into` is missing or an empty folder outside of `source`."""
    if into.is_symlink() or (into.exists() and not into.is_dir()):
        raise ImportRefusedError(f"{into} is not a folder; expected an empty or a new folder to write into")
    if into.exists() and any(into.iterdir()):
        raise ImportRefusedError(
            f"{into} is not empty; expected an empty or a new folder, since an import never writes over files"
        )
    if into.resolve().is_relative_to(source.resolve()):
        raise ImportRefusedError(f"{into} lies inside the source {source}; expected a folder outside of it")


def write_files(into: Path, files: Mapping[str, str]) -> None:
    """Write `{path: text}` below `into` as UTF-8 with LF; on failure remove what was written, then raise."""
    with filled(into):
        for name in sorted(files):
            path = into / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with naming(path), path.open("x", encoding="utf-8", newline="\n") as handle:
                handle.write(files[name])
