"""Nothing outside the repository is read, nothing outside the site is written, whatever content asks."""

# ruff: noqa: E501  # tables of texts read best one to a line

from __future__ import annotations

import os
import re
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.safety.building import AS_OF, strace
from tests.safety.hostile import accepted, story
from tests.safety.payloads import payloads
from tests.safety.telling import tells
from tests.support.amount import amount
from tests.support.files import build_file_tree

SECRET = "qzoutsideqz"
OPENED = re.compile(
    r'(?P<call>\w+)\((?:(?P<at>AT_FDCWD|\d+)(?:<(?P<base>[^>]*)>)?, )?"(?P<path>(?:[^"\\]|\\.)*)"(?P<rest>.*)'
)
NAMING = "mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,truncate,creat"
CHANGING = re.compile("O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND")

GOOD = {
    "site_config.yml": "schema: 1\nsite: {name: Acme}\nhistory: false\npeople:\n  boss: {name: The Boss}\n",
    "goals/g.md": "---\ntitle: Be first\nlevel: organization\nowner: boss\ncycle: 2026\nrollup: none\n---\nBODY\n",
    "notes/plan.md": f"{SECRET}\n",
    ".env": f"TOKEN={SECRET}\n",
    "secret.png": SECRET,
}


def followed(
    root: Path, site: Path, command: str, home: Path
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Returns how a command ended, and the lines of every call that named a file."""
    log = home / "log"
    home.mkdir(parents=True, exist_ok=True)
    (home / "tmp").mkdir(exist_ok=True)
    more = ["--site-dir", str(site)] if command == "build" else []
    finished = subprocess.run(
        [
            *(
                strace(),
                "-f",
                "-y",
                "-o",
                str(log),
                "-e",
                f"trace=open,openat,openat2,execve,readlink,{NAMING}",
            ),
            *(sys.executable, "-B", "-m", "goalposts", command, "--root", str(root), "--as-of", AS_OF, *more),
        ],
        env={
            **os.environ,
            "HOME": str(home),
            "TMPDIR": str(home / "tmp"),
            "MPLCONFIGDIR": str(home / "mpl"),
            "GOALPOSTS_CACHE_DIR": str(home / "cache"),
        },
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return finished, log.read_text(encoding="utf-8", errors="replace").splitlines()


def touched(lines: list[str], cwd: Path) -> Iterator[tuple[Path, bool]]:
    """Yields each file that a call reached, and whether it was to be changed."""
    for line in lines:
        match = OPENED.search(line)
        if match is None or "= -1 " in match["rest"]:
            continue
        base = Path(match["base"]) if match["base"] else cwd
        changes = not match["call"].startswith(("open", "exec", "readlink")) or bool(
            CHANGING.search(match["rest"])
        )
        path = match["path"].encode("latin-1", "replace").decode("unicode_escape")
        yield Path(os.path.normpath(base / path)), changes


def assert_kept_in(
    lines: list[str], root: Path, writable: tuple[Path, ...], forbidden: tuple[Path, ...]
) -> None:
    """Fails where a file was written outside of the folders that may be, or a forbidden one was reached."""
    reached = list(touched(lines, root))
    assert any(path == root / "site_config.yml" for path, _ in reached)
    for path, changes in reached:
        assert not any(path.is_relative_to(each) for each in forbidden), path
        if changes and not str(path).startswith(("/dev/null", "/dev/tty", "/dev/shm", "/proc/self")):
            assert any(path.is_relative_to(each) for each in writable), path


BODIES = """
[a](../outside/secret.md) ![b](../outside/secret.png) ![c](../../outside/secret.png) ![d](/../outside/secret.png)
[e](../notes/../../outside/secret.md) ![f](..%2f..%2foutside%2fsecret.png) ![g](file://OUTSIDE/secret.png)
![h](OUTSIDE/secret.png) [i](/etc/passwd) ![j](/proc/self/environ) ![k](/dev/zero) {% include "OUTSIDE/secret.md" %}
{{ open("OUTSIDE/secret.md").read() }} !include OUTSIDE/secret.md --8<-- "OUTSIDE/secret.md" ![l](..\\\\outside\\\\secret.png)
"""


def test_texts_reach_nothing(tmp_path: Path) -> None:
    """Links, pictures and includes that lead out of the repository are read by nothing and written nowhere."""
    outside = build_file_tree(tmp_path / "outside", {"secret.md": SECRET, "secret.png": SECRET})
    lines = [line.replace("OUTSIDE", str(outside)) for line in BODIES.splitlines()]
    root, site = tmp_path / "repository", tmp_path / "www/site"
    kept = []
    for line in re.split(r"\n| (?=!?\[)", "\n".join(lines)):
        build_file_tree(root, {**GOOD, "goals/g.md": GOOD["goals/g.md"].replace("BODY", line)})
        told = subprocess.run(
            [sys.executable, "-m", "goalposts", "check", "--root", root, "--as-of", AS_OF],
            capture_output=True, text=True, check=False,
        ) if amount(0, 1) else None  # fmt: skip
        if told is None or told.returncode == 0:
            kept.append(line)
        else:
            assert "Traceback" not in told.stderr + told.stdout
            assert SECRET not in told.stderr + told.stdout
    body = "\n\n".join(kept if amount(0, 1) else [line for line in kept if "](" not in line])
    build_file_tree(root, {**GOOD, "goals/g.md": GOOD["goals/g.md"].replace("BODY", body)})
    finished, calls = followed(root, site, "build", tmp_path / "home")
    assert finished.returncode == 0, finished.stderr
    assert_kept_in(
        calls,
        root,
        (site.parent, tmp_path / "home"),
        (outside, root / "notes", root / ".env", root / "secret.png"),
    )
    assert tells(site, [SECRET]) == []


def special(root: Path, outside: Path) -> Mapping[str, str]:
    """Puts what is no ordinary file into a repository; returns what is told of each."""
    (root / "kpis").mkdir(exist_ok=True)
    (root / "goals/link.md").symlink_to(outside / "secret.md")
    (root / "goals/relative.md").symlink_to("../../outside/secret.md")
    (root / "goals/team").symlink_to(outside)
    (root / "goals/loop").symlink_to(".")
    (root / "goals/dead.md").symlink_to("nowhere")
    (root / "goals/picture.png").symlink_to(outside / "secret.png")
    (root / "kpis/proc.csv").symlink_to("/proc/self/environ")
    (root / "people.csv").symlink_to(outside / "secret.md")
    os.mkfifo(root / "goals/pipe.md")
    os.mkfifo(root / "kpis/pipe.csv")
    with socket.socket(socket.AF_UNIX) as listener:
        here = Path.cwd()
        os.chdir(root / "goals")  # the name of a socket is short
        listener.bind("socket.md")
        os.chdir(here)
    told = dict.fromkeys(
        ("goals/link.md", "goals/relative.md", "goals/team", "goals/loop", "goals/dead.md", "goals/picture.png",
         "kpis/proc.csv", "people.csv"), "symbolic link",
    )  # fmt: skip
    told |= dict.fromkeys(("goals/pipe.md", "kpis/pipe.csv", "goals/socket.md"), "not an ordinary file")
    if os.geteuid() == 0:
        try:
            os.mknod(root / "kpis/zero.csv", stat.S_IFCHR | 0o666, os.makedev(1, 5))
        except PermissionError:
            return told
        told["kpis/zero.csv"] = "not an ordinary file"
    return told


@pytest.mark.parametrize("command", ["check", "build"])
def test_special_files_are_refused(tmp_path: Path, command: str) -> None:
    """Links, pipes, sockets and devices are told by name and never opened; the command does not hang."""
    outside = build_file_tree(
        tmp_path / "outside", {"secret.md": SECRET, "secret.png": SECRET, "x.md": SECRET}
    )
    root = build_file_tree(tmp_path / "repository", GOOD)
    expected = special(root, outside)
    finished, calls = followed(root, tmp_path / "www/site", command, tmp_path / "home")
    said = finished.stdout + finished.stderr
    assert finished.returncode == 1
    assert "Traceback" not in said
    assert SECRET not in said
    for path, words in expected.items():
        assert re.search(f"^{re.escape(path)}.*F101.*{words}", said, re.MULTILINE), (path, said)
    assert_kept_in(calls, root, (tmp_path / "home",), (outside, *(root / path for path in expected)))


def test_a_configuration_that_is_a_link(tmp_path: Path) -> None:
    """The settings, and the folders of content, are not followed either."""
    build_file_tree(tmp_path / "outside", GOOD)
    for name in ("site_config.yml", "goals"):
        root = build_file_tree(
            tmp_path / f"with-{name}",
            {path: text for path, text in GOOD.items() if not path.startswith(name)},
        )
        (root / name).symlink_to(tmp_path / "outside" / name)
        finished, _ = followed(root, root / "site", "check", tmp_path / "home")
        assert finished.returncode == 1
        assert re.search(f"^{name}.*F101.*symbolic link", finished.stdout, re.MULTILINE), finished.stdout
        assert "Traceback" not in finished.stderr


def test_hostile_texts_stay_within_bounds(tmp_path: Path) -> None:
    """A site of hostile texts is built within two gigabytes and a minute of processor."""
    hostile, _ = accepted(tmp_path / "checked", payloads(), amount(6, 48))
    root = story(hostile).write(tmp_path / "repository")
    limits = f'ulimit -v {1_800_000} -t {amount(40, 120)}; exec "$@"'
    finished = subprocess.run(
        [
            *("sh", "-c", limits, "sh", sys.executable, "-m", "goalposts", "build"),
            *("--root", str(root), "--site-dir", str(tmp_path / "www/site"), "--as-of", AS_OF),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr[-3000:]
    assert "Traceback" not in finished.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["checked", "repository", "www"]
    assert [path.name for path in (tmp_path / "www").iterdir()] == ["site"]
