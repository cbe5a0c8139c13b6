"""A small static host on 127.0.0.1: what a folder looks like once it is published."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

_PAUSE = 0.02  # s between two pieces
CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


@contextmanager
def open_site(folder: Path, *, prefix: str = "/", piece: int | None = None) -> Iterator[str]:
    """Serves `folder` below `prefix` and yields its address, which ends in `/`.

    Like a static host: `index.html` answers for its folder, a folder without its slash redirects,
    what is missing gets `404.html` with status 404, and nothing is listed. Pages come in pieces of so many
    bytes where that is said, as over a slow line.
    """
    base = "/" + prefix.strip("/") + "/" if prefix.strip("/") else "/"
    server = _Server(("127.0.0.1", 0), _Handler)
    server.folder, server.base, server.piece = folder.resolve(), base, piece
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{base}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    folder: Path
    base: str
    piece: int | None


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if not path.startswith(self.server.base):
            self._send_missing()
            return
        target = (self.server.folder / unquote(path[len(self.server.base) :])).resolve()
        if not target.is_relative_to(self.server.folder):
            self._send_missing()
        elif target.is_dir() and not path.endswith("/"):
            self.send_response(301)
            self.send_header("Location", path + "/")
            self.send_header("Content-Length", "0")
            self.end_headers()
        else:
            self._send_file(target / "index.html" if target.is_dir() else target)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name is the base class's)
        """Says nothing: a test's output is the test's."""

    def _send_missing(self) -> None:
        page = self.server.folder / "404.html"
        self._send(404, page.read_bytes() if page.is_file() else b"not found", ".html")

    def _send_file(self, target: Path) -> None:
        if target.is_file():
            self._send(200, target.read_bytes(), target.suffix)
        else:
            self._send_missing()

    def _send(self, status: int, body: bytes, suffix: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", CONTENT_TYPES.get(suffix.lower(), "application/octet-stream"))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        size = self.server.piece if suffix == ".html" else None
        for first in range(0, len(body), size) if size else (0,):
            self.wfile.write(body[first : first + size] if size else body)
            if size:
                time.sleep(_PAUSE)
