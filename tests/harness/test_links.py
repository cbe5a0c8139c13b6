"""The link checker of the tests finds each kind of problem, and nothing in a sound folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.files import build_file_tree
from tests.support.links import check_folder, check_names

SOUND: dict[str, str | bytes] = {
    "index.html": '<a href="goals/#one">one</a> <a href="https://other.example/">x</a> <a href="#">up</a>',
    "goals/index.html": '<h2 id="one">1</h2><a href="../">up</a><a href="/acme/">home</a>'
    '<link rel="canonical" href="https://goals.example/acme/goals/"><a href="mailto:a@b.example">a</a>',
    "404.html": '<a href="/acme/">home</a>',
    "assets/site.css": "body { background: url(paper.png) }",
    "assets/paper.png": b"",
    "sitemap.xml": "<urlset><url><loc>https://goals.example/acme/goals/</loc></url></urlset>",
}


def _problems(root: Path, files: dict[str, str | bytes]) -> list[str]:
    return check_folder(build_file_tree(root, {**SOUND, **files}), url="https://goals.example/acme/")


def test_sound_folder_has_no_problem(tmp_path: Path) -> None:
    """Relative, root-relative, absolute and outside links of a whole folder are all fine."""
    assert _problems(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ('<a href="nowhere/">x</a>', "nothing answers at 'nowhere/'"),
        ('<a href="/goals/">x</a>', "nothing answers at '/goals/'"),
        ('<a href="https://goals.example/acme/nowhere/">x</a>', "nothing answers at"),
        ('<img srcset="a.png 1x, b.png 2x">', "img[srcset]"),
        ('<meta http-equiv="refresh" content="0; url=../gone/">', "meta[refresh]"),
        ('<a href="goals/#two">x</a>', "goals/index.html has no id 'two'"),
        ('<a href="Goals/">x</a>', "nothing answers at 'Goals/'"),
        ('<a href="java\nscript:alert(1)">x</a>', "the scheme of"),
        ('<a href="data:text/html,x">x</a>', "the scheme of"),
        ('<p id="a"></p><p id="a"></p>', "id 'a' stands more than once"),
        ('<p onclick="x()"></p>', "inline handler p[onclick]"),
        ('<p style="color: red"></p>', "inline style on p"),
        ("<style>p {}</style>", "inline style sheet"),
        ("<script>x()</script>", "inline script"),
    ],
)
def test_problem_is_found(tmp_path: Path, html: str, says: str) -> None:
    """Each kind of broken page is reported with its file."""
    found = _problems(tmp_path, {"broken.html": html})
    assert any(problem.startswith("broken.html: ") and says in problem for problem in found), found


def test_relative_link_of_the_404_page(tmp_path: Path) -> None:
    """The page for missing addresses answers at any depth, so its links may not be relative."""
    assert any(
        "any depth" in problem for problem in _problems(tmp_path, {"404.html": '<a href="goals/">g</a>'})
    )


def test_style_sheet_and_sitemap(tmp_path: Path) -> None:
    """Addresses in style sheets and in the sitemap have to resolve too."""
    found = _problems(
        tmp_path,
        {
            "assets/site.css": "p {}\nbody { background: url('gone.png') }",
            "sitemap.xml": "<urlset><url><loc>https://goals.example/goals/</loc></url></urlset>",
        },
    )
    assert found == [
        "assets/site.css: line 2: css[url]: nothing answers at 'gone.png'",
        "sitemap.xml: nothing answers at 'https://goals.example/goals/'",
    ]


def test_names() -> None:
    """Names that clash or that some file system refuses are reported, and no others."""
    assert check_names(["a/index.html", "b-1/2026-w47.json"]) == []
    assert len(check_names(["Goal/x", "goal/x"])) == 1
    assert len(check_names(["caf\u00e9", "cafe\u0301"])) == 1
    assert len(check_names(["con.html", "a/b:c", "d./e"])) == 3
