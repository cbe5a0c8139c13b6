"""The preview follows edits and survives broken files."""

from __future__ import annotations

import gc
import http.client
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace

from goalposts.pipeline import Built, Request, build
from goalposts.site import edits, serving
from goalposts.site.edits import WatchError
from goalposts.site.serving import PortError, Preview, State, rebuild, serve
from tests.support.commands import commit_all
from tests.support.files import build_file_tree
from tests.support.small import SMALL


class Served:
    """A preview that runs in a thread, and what it said."""

    def __init__(self, root: Path) -> None:
        self.said: list[str] = []
        self.stop = threading.Event()
        request = Request(date(2026, 11, 23), as_of_is_given=True)
        preview = Preview(
            root=root, port=0, build=lambda site: build(root, site, request), say=self.said.append
        )
        self.thread = threading.Thread(target=serve, args=(preview,), kwargs={"stop": self.stop}, daemon=True)
        self.thread.start()
        self.until(lambda: any(line.startswith("Serving") for line in self.said))
        self.url = next(line.split()[2] for line in self.said if line.startswith("Serving"))

    def until(self, holds: Callable[[], bool]) -> None:
        """Waits until something holds; fails after a while."""
        deadline = time.monotonic() + 60
        while not holds():
            assert self.thread.is_alive(), self.said
            assert time.monotonic() < deadline, self.said
            time.sleep(0.05)

    def get(self, path: str) -> str:
        """Returns a page."""
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            return str(answer.read().decode())


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A preview of a small repository."""
    preview = Served(build_file_tree(tmp_path / "repository", SMALL))
    yield preview
    preview.stop.set()
    preview.thread.join(timeout=30)


def test_an_edit_reaches_the_page(served: Served, tmp_path: Path) -> None:
    """A changed title is on the page soon after the file was saved, and the browser is told to reload."""
    goal = tmp_path / "repository/goals/sales/win.md"
    assert "Win 20 customers" in served.get("goals/win/")
    assert '<script src="/-/preview.js" data-shown="' in served.get("goals/win/")
    goal.write_text(goal.read_text(encoding="utf-8").replace("Win 20", "Win 30"), encoding="utf-8")
    served.until(lambda: "Win 30 customers" in served.get("goals/win/"))


def test_a_broken_file_keeps_the_last_good_page_under_a_banner(served: Served, tmp_path: Path) -> None:
    """A half-saved file shows its problem and stops nothing; the mended file clears it."""
    goal = tmp_path / "repository/goals/sales/win.md"
    good = goal.read_text(encoding="utf-8")
    goal.write_text(good.replace("level: team", "levle: team"), encoding="utf-8")
    served.until(lambda: "preview-problem" in served.get("goals/win/"))
    page = served.get("goals/win/")
    assert "goals/sales/win.md:3" in page
    assert "Win 20 customers" in page
    goal.write_text(good, encoding="utf-8")
    served.until(lambda: "preview-problem" not in served.get("goals/win/"))


@pytest.mark.parametrize("error", [ZeroDivisionError("by nothing"), SystemExit(3)])
def test_a_build_that_fails_by_itself_stops_nothing(tmp_path: Path, error: BaseException) -> None:
    """A mistake of the program, or a hook that ends it, is told: a banner of one line, and where it was."""

    def fail(site: Path) -> Built:
        raise error

    said: list[str] = []
    state = State()
    rebuild(Preview(tmp_path, 0, fail, said.append), tmp_path, state)
    assert state.problem.startswith(f"The build failed: {type(error).__name__}: {error}.")
    assert "\n" not in state.problem
    assert "Traceback" in said[0]
    assert said[0].endswith(state.problem)


def test_what_is_not_there_is_the_not_found_page(served: Served) -> None:
    """A wrong address gets the site's own page with status 404, and nothing outside the site is served."""
    for path in ("nowhere/", "../../../../etc/passwd", "%2e%2e/%2e%2e/site_config.yml"):
        with pytest.raises(urllib.error.HTTPError) as told:
            served.get(path)
        assert told.value.code == 404
        assert "<h1" in told.value.read().decode()


def test_only_this_machine_by_its_own_name_is_answered(tmp_path: Path) -> None:
    """A page of another site that leads its own name to this machine reads nothing: it is refused."""
    (tmp_path / "index.html").write_text("Ours", encoding="utf-8")
    handler = partial(serving._Handler, site=tmp_path, state=State())
    with serving._listening(0, handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        answers = {}
        for host in (
            "localhost",
            "LOCALHOST:1",
            f"127.0.0.1:{server.server_port}",
            "[::1]:80",
            "evil.example",
            "",
        ):
            for method in ("GET", "HEAD"):
                connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
                connection.request(method, "/", headers={"Host": host})
                answers[host, method] = connection.getresponse().status
                connection.close()
        server.shutdown()
    refused = {host for (host, _), status in answers.items() if status == 403}
    assert refused == {"evil.example", ""}
    assert set(answers.values()) == {200, 403}


def test_an_address_that_means_nothing_is_answered(
    served: Served, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address that is none, a page that goes and a browser that leaves print nothing on the terminal."""
    host, port = served.url.removeprefix("http://").rstrip("/").split(":")
    for method in ("GET", "HEAD"):
        with socket.create_connection((host, int(port)), timeout=10) as browser:
            browser.sendall(f"{method} http://[/ HTTP/1.0\r\n\r\n".encode())
            assert b" 40" in browser.recv(20)
    with socket.create_connection((host, int(port)), timeout=10) as browser:
        # closed so, the other side is told that nobody reads
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        browser.sendall(b"GET / HTTP/1.0\r\n")

    def gone(path: Path, *, encoding: str) -> str:
        raise FileNotFoundError(2, "No such file or directory", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", gone)
        with pytest.raises(urllib.error.HTTPError, match="404"):
            served.get("goals/win/")
    assert served.get("goals/win/")
    assert capfd.readouterr().err == ""


def test_a_taken_port_and_a_limit_of_the_watcher_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another port helps where the port is taken, and a higher limit where that is reached."""
    preview = Preview(tmp_path, 0, lambda site: Built(1, ()), lambda line: None)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortError, match=f"Cannot listen on port {port}: .*--port"):
            serve(replace(preview, port=port))

    def limited(*_: object, **__: object) -> Iterator[set[object]]:
        raise OSError("OS file watch limit reached.")
        yield set()

    monkeypatch.setattr(edits, "watch", limited)
    with pytest.raises(WatchError, match=r"limit reached.*fs\.inotify\.max_user_watches"):
        serve(preview)


def test_a_folder_that_cannot_be_read_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No limit is to be raised where a folder may not be looked into."""

    def refused(*_: object, **__: object) -> Iterator[set[object]]:
        raise PermissionError('Permission denied (os error 13) about ["database"]')
        yield set()

    monkeypatch.setattr(edits, "watch", refused)
    with pytest.raises(WatchError, match=r"database.*Let yourself read that folder") as told:
        next(edits.edits(tmp_path, None))
    assert "sysctl" not in str(told.value)


def test_what_is_edited_while_the_first_build_runs_is_built_after_it(tmp_path: Path) -> None:
    """The edit that comes a moment too late for the first build is seen without another one."""
    root = build_file_tree(tmp_path / "repository", SMALL)
    stop, built = threading.Event(), []

    def build_once(_: Path) -> Built:
        built.append((root / "goals/grow.md").read_text(encoding="utf-8"))
        if len(built) == 1:
            (root / "goals/grow.md").write_text("too late", encoding="utf-8")
        else:
            stop.set()
        return Built(1, ())

    preview = Preview(root=root, port=0, build=build_once, say=lambda _: None)
    thread = threading.Thread(target=serve, args=(preview,), kwargs={"stop": stop}, daemon=True)
    thread.start()
    thread.join(timeout=20)
    stop.set()
    assert built[1:] == ["too late"]


def test_a_link_in_the_place_of_a_file_is_an_edit(served: Served, tmp_path: Path) -> None:
    """A link that leads out of the repository is refused at once, although nothing in there was written."""
    aside = tmp_path / "grow.md"
    aside.symlink_to("/dev/zero")
    aside.replace(tmp_path / "repository/goals/grow.md")
    served.until(lambda: "preview-problem" in served.get("goals/win/"))


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_without_a_trace(tmp_path: Path, ending: signal.Signals) -> None:
    """Interrupted or told to end, a preview ends well and leaves nothing among temporary files."""
    root, temporary = build_file_tree(tmp_path / "root", SMALL), tmp_path / "tmp"
    temporary.mkdir()
    command = [sys.executable, "-m", "goalposts", "serve", "--root", str(root), "--port", "0"]
    # what a shell runs in the background ignores interrupts, and so does what that starts in turn
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(
            [*command, "--as-of", "2026-11-15"],
            env={**os.environ, "TMPDIR": str(temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    with process:
        assert process.stdout is not None
        try:
            assert any("Serving on" in line for line in process.stdout)
            assert [path.name for path in temporary.iterdir()] != []
            process.send_signal(ending)
            process.wait(timeout=60)
        finally:
            process.kill()
        told = process.stdout.read()
    assert process.returncode == 0
    assert "Traceback" not in told
    assert [path.name for path in temporary.iterdir()] == []


def test_a_browser_is_told_before_anything_is_collected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No thread runs while the collector walks through all that a build made: it comes when nobody edits."""
    preview = Preview(root=tmp_path, port=0, build=lambda _: Built(1, ()), say=lambda _: None)
    state, collected = State(), []
    monkeypatch.setattr(gc, "collect", lambda: collected.append(True))
    rebuild(preview, tmp_path / "site", state)
    assert state.version == 1
    assert not collected
    monkeypatch.setattr(edits, "watch", lambda *_, **__: iter([{"an edit"}, set(), set()]))
    followed = edits.edits(tmp_path, None)
    next(followed)
    assert not collected
    assert list(followed) == []
    assert collected == [True]


@pytest.mark.parametrize("root", ["clone", "clone/our goals", "tree/our goals"])
def test_a_checkout_is_waited_for_wherever_the_folder_is(
    root: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While git holds its lock nothing is built, also in a folder of a clone and of another work tree."""
    own = "clone/.git/worktrees/tree"
    files = {
        "clone/.git/HEAD": "ref: refs/heads/main",
        "clone/our goals/a": "",
        "tree/.git": f"gitdir: {tmp_path}/{own}\n",
        "tree/our goals/a": "",
        f"{own}/commondir": "../..\n",
    }
    build_file_tree(tmp_path, files)
    lock = tmp_path / (own if root.startswith("tree") else "clone/.git") / "index.lock"
    lock.touch()

    def watched() -> Iterator[set[str]]:
        yield {"an edit"}
        yield {"another"}
        lock.unlink()
        yield set()

    monkeypatch.setattr(edits, "watch", lambda *_, **__: watched())
    assert len(list(edits.edits(tmp_path / root, None))) == 1


def test_names_in_the_mailmap_are_followed(served: Served, tmp_path: Path) -> None:
    """The names of authors are an edit of the site too."""
    (tmp_path / "repository/.mailmap").write_text("Ann <ann@example.org>\n", encoding="utf-8")
    served.until(lambda: sum(line.startswith("Built") for line in served.said) == 2)


def test_a_commit_is_followed(served: Served, tmp_path: Path) -> None:
    """A commit changes no file, and what pages tell of their history: it is an edit of the site too."""
    commit_all(tmp_path / "repository", "Think first")
    served.until(lambda: "Think first" in served.get("changes/"))
    goal = tmp_path / "repository/goals/sales/win.md"
    goal.write_text(goal.read_text(encoding="utf-8").replace("Win 20", "Win 30"), encoding="utf-8")
    served.until(lambda: "Win 30 customers" in served.get("goals/win/"))
    commit_all(tmp_path / "repository", "Think again")
    served.until(lambda: "Think again" in served.get("changes/"))


def test_a_page_is_loaded_again_unless_it_is_of_the_build_that_is_shown(
    served: Served, tmp_path: Path
) -> None:
    """A page names its build: a browser sees what was built while it loaded, and by the next preview."""
    before = _shown(served.get("goals/win/"))
    assert _told(served) == before
    assert State().build != State().build
    goal = tmp_path / "repository/goals/sales/win.md"
    goal.write_text(goal.read_text(encoding="utf-8").replace("Win 20", "Win 30"), encoding="utf-8")
    served.until(lambda: _told(served) != before)
    assert _shown(served.get("goals/win/")) == _told(served)


def _shown(page: str) -> str:
    return page.partition('data-shown="')[2].partition('"')[0]


def _told(served: Served) -> str:
    with urllib.request.urlopen(served.url + "-/events", timeout=10) as events:
        return str(events.readline().decode()).removeprefix("data: ").strip()


def test_a_browser_keeps_nothing_of_a_preview(served: Served) -> None:
    """Pictures, charts and files are asked for again after each edit, as pages are."""
    for path in ("goals/win/", "api/v1/goals.json", "feed.xml", "-/preview.js"):
        with urllib.request.urlopen(served.url + path, timeout=10) as answer:
            assert answer.headers.get_all("Cache-Control") == ["no-store"], path
