"""`goalposts build --at REV`: the site of a commit is that of a checkout of it, byte for byte."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goalposts.cli.main import main
from goalposts.demo import a_year
from goalposts.history.git import import_commits
from goalposts.pipeline import Request, build
from tests.history.story import Story, git, shas
from tests.pages.told import company, goal
from tests.support.files import build_file_tree, read_file_tree
from tests.support.small import SMALL

DAY = date(2026, 11, 23)
PICTURE = b"\x89PNG\r\n\x1a\n"


def run(root: Path, *arguments: str) -> Result:
    """Returns what a command printed and its exit status, on a fixed day."""
    return CliRunner().invoke(main, [*arguments, "--root", str(root)], obj=lambda: DAY)


def pairs(
    root: Path, revs: Iterable[str], work: Path, audience: str = "internal", below: str = ""
) -> Iterable[tuple[str, dict[str, bytes], dict[str, bytes]]]:
    """Yields each revision with its site built by `--at`, and built from a clone whose branch is there."""
    clone = work / "clone"
    git(root, "clone", "--quiet", "--no-hardlinks", str(root), str(clone))
    for number, rev in enumerate(revs):
        git(clone, "checkout", "--quiet", "--force", "-B", "main", rev)
        git(clone, "clean", "-fdq")
        sites = []
        for folder, at in ((root / below, rev), (clone / below, None)):
            site = work / f"{number}-{'checkout' if at is None else 'at'}"
            request = Request(DAY, audience, as_of_is_given=True, with_search=False, at=at)
            built = build(folder, site, request)
            assert built.pages, built.problems
            sites.append(read_file_tree(site))
        yield rev, sites[0], sites[1]


def eventful() -> Story:
    """Returns the story of a company that restyles its site, renames its authors and settings, and merges."""
    story = company()
    story.commit(
        "2026-11-17T14:00",
        "Show a picture",
        {
            "goals/index.md": "![Us](us.png)\n",
            "goals/us.png": PICTURE,
            "templates/assets/more.css": "body { color: red; }\n",
            "templates/not_found.html": "not used",
            ".mailmap": "Eve Editor <eve@example.org>\nAda Lovelace <ada@example.org>\n",
        },
    )
    base = story.commit(
        "2026-11-18",
        "Rename, restyle",
        {
            "goals/sales/call-all.md": None,
            "goals/sales/ring.md": goal(
                "Ring", "aliases: [call-all]\nkey_results:\n  - {title: A, done: false}\n"
            ),
            "templates/404.html": '{% extends "base.html" %}{% block content %}<p>Gone.</p>{% endblock %}\n',
            "link:templates/partials/mine.html": "../404.html",
            "link:templates/partials/theirs.html": "../../site_config.yml",
        },
    )
    side = story.commit(
        "2026-11-19",
        "On a branch",
        {"goals/sales/side.md": goal("Side", "key_results:\n  - {title: B, done: false}\n")},
        branch="side",
        parent=base,
    )
    story.commit(
        "2026-11-20",
        "Merge",
        {
            "goals/sales/side.md": goal("Side", "key_results:\n  - {title: C, done: false}\n"),
            "goals/us.png": PICTURE + b"more",
            ".mailmap": None,
        },
        merges=(side,),
    )
    return story


def test_a_commit_is_built_as_its_checkout_is(tmp_path: Path) -> None:
    """Records, history, names of authors, templates, assets and images are those of the commit."""
    root = eventful().write(tmp_path / "repository")
    # what lies in the folder now has no say
    build_file_tree(root, {".mailmap": "Nobody <ada@example.org>\n", "templates/404.html": "{{ broken"})
    revs = ["HEAD~4", "HEAD~2", "HEAD~1", "HEAD^2", "HEAD"]
    names = [git(root, "rev-parse", rev) for rev in revs]
    sites = {
        rev: at
        for rev, (_, at, wanted) in zip(revs, pairs(root, names, tmp_path), strict=True)
        if at == wanted
    }
    assert list(sites) == revs
    assert sites["HEAD"]["files/goals/us.png"] == PICTURE + b"more"
    assert "files/goals/us.png" not in sites["HEAD~4"]
    assert (b"Eve Editor" in sites["HEAD~1"]["changes/index.html"]) and b"Eve &#34;" in sites["HEAD"][
        "changes/index.html"
    ]
    assert b"Gone." in sites["HEAD~1"]["404.html"] and b"Gone." not in sites["HEAD~2"]["404.html"]
    assert git(root, "status", "--porcelain").split() == ["M", "templates/404.html", "??", ".mailmap"]


def test_below_the_top_of_a_clone(tmp_path: Path) -> None:
    """A goals repository in a folder of a larger one is built as its checkout is, for the public too."""
    story = Story()
    files: dict[str, str | bytes | None] = {f"our/goals/{path}": text for path, text in SMALL.items()}
    story.commit("2026-10-01", "Begin", files | {".mailmap": "Ada Lovelace <ada@example.org>\n"})
    story.commit("2026-10-02", "Go on", {"our/goals/goals/index.md": "More.\n", ".mailmap": None})
    root = story.write(tmp_path / "repository")
    for _, at, wanted in pairs(root, [shas(root)[1]], tmp_path, "public", "our/goals"):
        assert at == wanted


@pytest.mark.long
def test_a_commit_of_the_demo(tmp_path: Path) -> None:
    """A commit of the example's year, before most of its renames, is built as its checkout is."""
    root = demo(tmp_path)
    rev = git(root, "log", "--format=%H", "--skip=130", "-1", "main")
    for _, at, wanted in pairs(root, [rev], tmp_path):
        assert at == wanted


@pytest.mark.long
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_many_commits_of_the_demo(tmp_path: Path, audience: str) -> None:
    """The first commit, each merge and its branch, each rename and what came before, and some by chance."""
    root = demo(tmp_path)
    every = git(root, "rev-list", "--all").split()
    chosen = {every[-1], *git(root, "rev-list", "--min-parents=2", "--all").split()}
    chosen |= {git(root, "rev-parse", f"{sha}^2") for sha in chosen if sha != every[-1]}
    moved = git(root, "log", "--diff-filter=R", "--format=%H", "main").split()
    chosen |= {*moved, *(git(root, "rev-parse", f"{sha}~1") for sha in moved)}
    chosen |= set(random.Random(3).sample(every, 12))
    different = [rev for rev, at, wanted in pairs(root, sorted(chosen), tmp_path, audience) if at != wanted]
    assert different == []


def demo(folder: Path) -> Path:
    """Returns a repository with the demo's year."""
    root = folder / "demo"
    root.mkdir()
    import_commits(root, a_year(DAY)[0])
    return root


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The option takes names of commits; the day is today where none is given; the folder is untouched."""
    monkeypatch.setattr("goalposts.cli.main._today", lambda: DAY)
    root = eventful().write(tmp_path / "repository")
    git(root, "tag", "v1", "HEAD~4")
    told = run(root, "build", "--at", "v1", "--site-dir", str(tmp_path / "site"))
    assert told.exit_code == 0, told.output
    page = (tmp_path / "site/index.html").read_text()
    assert git(root, "rev-parse", "--short=7", "v1") in page
    assert f'datetime="{DAY}"' in page
    assert git(root, "status", "--porcelain") == ""


def test_a_name_that_is_no_commit(tmp_path: Path) -> None:
    """An unknown revision is wrong usage; nothing is written."""
    root = eventful().write(tmp_path / "repository")
    told = run(root, "build", "--at", "v9", "--site-dir", str(tmp_path / "site"))
    assert told.exit_code == 2
    assert "H103: `v9` is no commit of this clone" in told.output
    assert "--at" not in told.output
    assert not (tmp_path / "site").exists()


def test_without_a_clone_and_in_a_shallow_one(tmp_path: Path) -> None:
    """Where there are no commits, or only the newest, the message says so and what to do."""
    told = run(build_file_tree(tmp_path / "plain", SMALL), "build", "--at", "HEAD")
    assert (told.exit_code, "is in no git repository" in told.output) == (1, True)
    root = eventful().write(tmp_path / "repository")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{root}", "shallow")
    told = run(tmp_path / "shallow", "build", "--at", "HEAD~3")
    assert (told.exit_code, "the clone is shallow and has no commit `HEAD~3`" in told.output) == (1, True)
    assert run(tmp_path / "shallow", "build", "--at", "HEAD").exit_code == 1


def test_a_commit_that_is_broken(tmp_path: Path) -> None:
    """The problems of the commit are listed, not those of the folder, and whose they are."""
    story = eventful()
    story.commit("2026-11-21", "Break", {"goals/sales/ring.md": "---\ntitel: Ring\n---\n"})
    story.commit("2026-11-22", "Mend", {"goals/sales/ring.md": None})
    root = story.write(tmp_path / "repository")
    told = run(root, "build", "--at", "HEAD~1", "--site-dir", str(tmp_path / "site"))
    assert told.exit_code == 1
    assert "goals/sales/ring.md:2:1: error V101" in told.output
    assert "The errors above are those of HEAD~1" in told.output
    assert not (tmp_path / "site").exists()
