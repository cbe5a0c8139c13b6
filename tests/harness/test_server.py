"""The static server of the tests answers like a host of static sites."""

from __future__ import annotations

from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.support.files import build_file_tree
from tests.support.server import open_site

SITE = {
    "index.html": "<h1>home</h1>",
    "goals/index.html": "<h1>goals</h1>",
    "404.html": "<h1>nothing here</h1>",
    "feed.xml": "<feed/>",
    "kpis/nps.csv": "date,value\n",
}


def _get(url: str, path: str) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "status", "content_type", "body"),
    [
        ("/", 200, "text/html; charset=utf-8", b"<h1>home</h1>"),
        ("/goals/", 200, "text/html; charset=utf-8", b"<h1>goals</h1>"),
        ("/feed.xml", 200, "application/xml", b"<feed/>"),
        ("/kpis/nps.csv", 200, "text/csv; charset=utf-8", b"date,value\n"),
        ("/kpis/", 404, "text/html; charset=utf-8", b"<h1>nothing here</h1>"),
        ("/../secret", 404, "text/html; charset=utf-8", b"<h1>nothing here</h1>"),
        ("/%2e%2e/secret", 404, "text/html; charset=utf-8", b"<h1>nothing here</h1>"),
    ],
)
def test_answers(tmp_path: Path, path: str, status: int, content_type: str, body: bytes) -> None:
    """Files, folders and what is missing are answered with the right status, type and body."""
    build_file_tree(tmp_path, {"secret": "no", **{f"site/{name}": text for name, text in SITE.items()}})
    with open_site(tmp_path / "site") as url:
        got_status, headers, got_body = _get(url, path)
    assert (got_status, headers["Content-Type"], got_body) == (status, content_type, body)


def test_folder_without_its_slash_redirects(tmp_path: Path) -> None:
    """A folder's address without the slash leads to the one with it."""
    with open_site(build_file_tree(tmp_path, SITE)) as url:
        status, headers, _ = _get(url, "/goals")
    assert (status, headers["Location"]) == (301, "/goals/")


def test_prefix(tmp_path: Path) -> None:
    """Below a prefix only the prefix answers."""
    with open_site(build_file_tree(tmp_path, SITE), prefix="/acme/") as url:
        assert url.endswith("/acme/")
        assert _get(url, "/acme/goals/")[0] == 200
        assert _get(url, "/goals/")[0] == 404
