"""A preview that follows every edit: rebuild, tell the browser, never stop.

A broken file keeps the last good page under a banner that names the problem.
"""

from __future__ import annotations

import html
import http.server
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from goalposts.problems import as_text
from goalposts.site.edits import edits
from goalposts.site.failures import SiteError

if TYPE_CHECKING:
    from goalposts.pipeline import Built

_HERE = ("127.0.0.1", "localhost", "::1")
_SCRIPT = "/-/preview.js"
_EVENTS = "/-/events"
_SCRIPT_TEXT = """\
const shown = document.currentScript.dataset.shown;
const events = new EventSource("/-/events");
events.onmessage = (event) => {
  if (event.data !== shown) location.reload();
};
"""


class Preview(Struct, frozen=True):
    """What to show: the repository, the port (0: any), how to build into a folder, where to say things."""

    root: Path
    port: int
    build: Callable[[Path], Built]
    say: Callable[[str], None]


@dataclass
class State:
    """What the browser may know: which build of which preview it is, and what is wrong now."""

    preview: str = field(default_factory=partial(token_hex, 4))
    version: int = 0
    problem: str = ""
    changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def build(self) -> str:
        """The name of the build that is shown; another preview at the same port has other names."""
        return f"{self.preview}-{self.version}"

    def set(self, problem: str) -> None:
        """Remember the outcome of a build and wake every waiting browser."""
        with self.changed:
            self.version += 1
            self.problem = problem
            self.changed.notify_all()


def serve(preview: Preview, *, stop: threading.Event | None = None) -> None:
    """Serve until interrupted or `stop` is set.

    Raises `PortError` where the port is taken, `SiteError` where there is no folder for the site, and
    `WatchError` where edits cannot be followed.
    """
    with _temporary_folder() as folder:
        site, state = Path(folder) / "site", State()
        handler = partial(_Handler, site=site, state=state)
        with _listening(preview.port, handler) as server:
            followed = edits(preview.root, stop)
            # what is edited while the first build runs is built after it
            next(followed, None)
            rebuild(preview, site, state)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            try:
                preview.say(f"Serving on http://127.0.0.1:{server.server_port}/ (stop with Ctrl+C)")
                for _ in followed:
                    rebuild(preview, site, state)
            except KeyboardInterrupt:
                pass
            finally:
                server.shutdown()


def _temporary_folder() -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix="goalposts-preview-")
    except OSError as error:
        message = (
            f"There is no folder for the preview: {error.strerror}. "
            "Make room there, or name a folder that you may write into in the variable TMPDIR."
        )
        raise SiteError(message) from error


class PortError(Exception):
    """The port cannot be listened on; the message says why and what to do."""


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent where a browser went away; what else goes wrong is a mistake of this program."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as they came


def _listening(port: int, handler: Callable[..., _Handler]) -> _Server:
    try:
        return _Server(("127.0.0.1", port), handler)
    except OSError as error:
        message = f"Cannot listen on port {port}: {error.strerror}. Give another one with --port."
        raise PortError(message) from error


def rebuild(preview: Preview, site: Path, state: State) -> None:
    """Build once; keep the last good site where something is wrong, be it in this program."""
    try:
        built = preview.build(site)
    except (SiteError, OSError) as error:
        # a file may vanish while it is read: the next edit builds again
        told = problem = str(error)
    except (Exception, SystemExit) as error:  # noqa: BLE001  # the next edit may do without it; it is told
        problem = f"The build failed: {type(error).__name__}: {error}. This is a mistake of Goalposts."
        told = f"{traceback.format_exc()}\n{problem}"
    else:
        problem = "" if built.pages else as_text(built.problems)
        told = problem or "\n".join((*built.notes, f"Built {built.pages} pages."))
    preview.say(told)
    state.set(problem)


class _Handler(http.server.SimpleHTTPRequestHandler):
    extensions_map = {  # noqa: RUF012  # the base class has it so
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".csv": "text/csv; charset=utf-8",
    }

    def __init__(self, *args: object, site: Path, state: State) -> None:
        self.state = state
        super().__init__(*args, directory=str(site))  # type: ignore[arg-type]  # the base class's own arguments

    def do_GET(self) -> None:
        self._answered(self._get)

    def do_HEAD(self) -> None:
        self._answered(super().do_HEAD)

    def _answered(self, answer: Callable[[], None]) -> None:
        """Answer, if only that the address means nothing, or that its file has gone meanwhile."""
        try:
            if self._is_for_here():
                answer()
            else:
                self.send_error(403, "Open the preview as localhost or 127.0.0.1")
        except ConnectionError:
            raise  # nobody is there to be answered
        except ValueError:
            self.send_error(400)
        except OSError:
            self.send_error(404)

    def _is_for_here(self) -> bool:
        """Return whether this machine was asked by its own name; a browser always says by which.

        A strange page can give its own name the address of this machine, and would be let read what is here.
        """
        asked = self.headers.get("Host")
        return asked is None or urlsplit(f"//{asked}").hostname in _HERE

    def _get(self) -> None:
        path = urlsplit(self.path).path
        if path == _SCRIPT:
            self._send(_SCRIPT_TEXT.encode(), "text/javascript")
        elif path == _EVENTS:
            self._events()
        elif (page := self._page(path)) is not None:
            self._send(self._dressed(page), "text/html; charset=utf-8")
        elif self._missing(path):
            absent = Path(self.directory, "404.html")
            self._send(self._dressed(absent), "text/html; charset=utf-8", status=404)
        else:
            super().do_GET()

    def _page(self, path: str) -> Path | None:
        file = Path(self.translate_path(unquote(path)))
        if path.endswith("/") and (file / "index.html").is_file():
            return file / "index.html"
        return file if file.suffix == ".html" and file.is_file() else None

    def _missing(self, path: str) -> bool:
        file = Path(self.translate_path(path))
        return not file.exists() or (file.is_dir() and not (file / "index.html").is_file())

    def _dressed(self, file: Path) -> bytes:
        """Return a page with the script that reloads it, and a banner where a build failed."""
        # asked before the page is read: after a build that ends meanwhile the page is loaded again
        build, problem = self.state.build, self.state.problem
        page = file.read_text(encoding="utf-8") if file.is_file() else _NOTHING
        banner = f'<div class="preview-problem" role="alert"><pre>{html.escape(problem)}</pre></div>'
        page = page.replace("</body>", f'<script src="{_SCRIPT}" data-shown="{build}"></script></body>', 1)
        if problem:
            end = page.find(">", page.find("<body")) + 1
            page = page[:end] + banner + page[end:]
        return page.encode()

    def _events(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        try:
            while True:
                with self.state.changed:
                    told = self.state.build
                    self.wfile.write(f"data: {told}\n\n".encode())
                    self.wfile.flush()
                    # wakes now and then so that a browser that left is noticed
                    self.state.changed.wait_for(partial(self._is_newer, told), 15)
        except OSError:
            return

    def _is_newer(self, told: str) -> bool:
        return self.state.build != told

    def _send(self, content: bytes, kind: str, *, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        """End the head of each answer by saying that it is not to be kept: the next edit may change it."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *args: object) -> None:
        """Stay silent: the terminal belongs to the problems of the repository."""


_NOTHING = (
    "<!doctype html><html lang=en><title>Nothing built yet</title><body><p>Nothing is built yet.</p></body>"
)
