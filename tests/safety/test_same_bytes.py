"""The same commit gives the same bytes, whatever the machine, its clock, its language and its habits."""

# ruff: noqa: E501  # tables of texts read best one to a line

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.safety.lives import Maker
from tests.safety.payloads import payloads
from tests.support.amount import amount
from tests.support.files import build_file_tree, read_file_tree

AS_OF = "2026-11-23"

# Builds with the folders listed in another order than this disk lists them.
SHUFFLED = """
import os, random, sys
chance, listdir, scandir, walk = random.Random(int(sys.argv.pop(1))), os.listdir, os.scandir, os.walk
class Found:
    def __init__(self, found): self.found = iter(found)
    def __iter__(self): return self
    def __next__(self): return next(self.found)
    def __enter__(self): return self
    def __exit__(self, *error): return None
    def close(self): return None
def mixed(found):
    found = list(found)
    chance.shuffle(found)
    return Found(found)
os.listdir = lambda *given: list(mixed(listdir(*given)))
os.scandir = lambda *given: mixed(scandir(*given))
import pathlib
if hasattr(pathlib, "_normal_accessor"):
    pathlib._normal_accessor.scandir = os.scandir
from goalposts.cli.main import main
main()
"""

Build = Callable[..., dict[str, bytes]]

SURROUNDINGS: dict[str, dict[str, str]] = {
    "far east": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "12345", "LANG": "tr_TR.UTF-8"},
    "a bare C locale": {"TZ": "America/St_Johns", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "7"},
    "no variables at all": {"-": "", "PYTHONHASHSEED": "99"},
    "another home and editor": {"HOME": "HERE", "MPLCONFIGDIR": "HERE/mpl", "XDG_CACHE_HOME": "HERE/cache",
                                "TMPDIR": "HERE/tmp", "COLUMNS": "20", "NO_COLOR": "1", "USER": "x\u00e9",
                                "GIT_AUTHOR_NAME": "Nobody", "GIT_PAGER": "false", "PYTHONOPTIMIZE": "1"},
    "many threads": {"OMP_NUM_THREADS": "8", "RAYON_NUM_THREADS": "1", "PYTHONHASHSEED": "3", "TERM": "xterm"},
}  # fmt: skip


def built(
    root: Path, site: Path, *, env: dict[str, str], order: int | None = None, mask: str = "022"
) -> dict[str, bytes]:
    """Returns the site of a repository, built by the command line in a process of its own."""
    inherited = (
        {} if "-" in env else {k: v for k, v in os.environ.items() if k not in ("LC_ALL", "LANG", "TZ")}
    )
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    for folder in (env.get("TMPDIR"), env.get("HOME")):
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
    program = ["-m", "goalposts"] if order is None else ["-c", SHUFFLED, str(order)]
    finished = subprocess.run(
        [
            *("sh", "-c", f'umask {mask}; exec "$@"', "sh", sys.executable, *program),
            *("build", "--root", str(root), "--site-dir", str(site), "--as-of", AS_OF),
        ],
        cwd=site.parent,
        env={
            **inherited,
            **kept,
            **{name: text for name, text in env.items() if name != "-"},
            "GOALPOSTS_CACHE_DIR": str(site.parent / "kept"),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    assert "Traceback" not in finished.stderr
    return read_file_tree(site)


def moved(root: Path, to: Path, chance: random.Random) -> Path:
    """Returns a copy of a repository in another folder, its files made in another order, with other times."""
    paths = [
        path for path in root.rglob("*") if path.is_file() and ".git" not in path.relative_to(root).parts
    ]
    chance.shuffle(paths)
    for path in paths:
        target = to / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        os.utime(target, (chance.randint(0, 2_000_000_000),) * 2)
    if (root / ".git").exists():
        shutil.copytree(root / ".git", to / ".git")
    return to


@pytest.mark.parametrize("with_history", [True, False], ids=["history", "files alone"])
def test_same_bytes_everywhere(tmp_path: Path, with_history: bool) -> None:
    """Time zone, locale, hash seed, home, folder, umask, file times and listing order change no byte."""
    pair = Maker(4, "internal").pair()
    root = pair.ours.write(tmp_path / "here" / "repository")
    more = [text for text in payloads() if text.isprintable()][: amount(20, 200)]
    bodies = "".join(f"{text}\n\n" for text in more)
    head = "---\ntitle: Many words\nlevel: organization\nowner: boss\ncycle: 2026\nrollup: none\n---\n"
    build_file_tree(root, {"goals/words.md": head + bodies.replace("](", "] (").replace("[", "(")})
    if not with_history:
        shutil.rmtree(root / ".git")
    first = built(root, root / "site", env={"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"})
    shutil.rmtree(root / "site")
    assert len(first) > 100
    chance = random.Random(5)
    names = list(SURROUNDINGS)
    for number, name in enumerate(names if amount(0, 1) else names[1::3] if with_history else names[2:3]):
        place = (
            Path("/dev/shm") if number % 2 and Path("/dev/shm").is_dir() else tmp_path
        ) / f"{tmp_path.parent.name}-{tmp_path.name}-{number} ü"
        try:
            other = moved(root, place / f"repository {number}", chance)
            env = {key: text.replace("HERE", str(place)) for key, text in SURROUNDINGS[name].items()}
            found = built(other, place / "o", env=env, order=number, mask=("077", "000", "027")[number % 3])
            assert found.keys() == first.keys(), name
            assert [path for path in found if found[path] != first[path]] == [], name
            told = [path for path, content in found.items() if str(place).encode() in content]
            assert told == [], f"the folder of the build is in {told}"
            assert all(
                path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644)
                for path in (place / "o").rglob("*")
            )
        finally:
            shutil.rmtree(place, ignore_errors=True)


def test_an_order_that_is_shuffled_is_seen(tmp_path: Path) -> None:
    """The program above lists folders in another order: otherwise the test could not fail."""
    build_file_tree(tmp_path, {f"f{n}": "" for n in range(40)})
    script = SHUFFLED.partition("from goalposts")[0]
    show = f"print(os.listdir({str(tmp_path)!r}), [e.name for e in os.scandir({str(tmp_path)!r})], [p.name for p in pathlib.Path({str(tmp_path)!r}).iterdir()])"
    told = {
        subprocess.run(
            [sys.executable, "-c", script + show, str(n)], capture_output=True, text=True, check=True
        ).stdout
        for n in range(3)
    }
    assert len(told) == 3
