"""`goalposts init`: a repository that is right at once."""

from __future__ import annotations

import shlex
import subprocess
import sys
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goalposts.cli import init as cli_init
from goalposts.cli.main import main
from goalposts.editing.judging import judge
from goalposts.loading.tree import load
from goalposts.starting import AUDIENCES, HOSTS, Start, starting_files
from tests.support.commands import commit_all, goalposts
from tests.support.commands import run as run_command
from tests.support.files import build_file_tree, read_file_tree

TODAY = date(2026, 11, 23)
GIVEN = ("--name", "Acme: goals", "--audience", "internal", "--host", "github")


def run(folder: Path, *options: str, typed: str | None = None) -> Result:
    """Returns what `init` printed and its exit status, on a fixed day."""
    return CliRunner().invoke(main, ["init", str(folder), *options], input=typed, obj=lambda: TODAY)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_it_makes_is_built_without_a_problem(tmp_path: Path, host: str, audience: str) -> None:
    """Made in an empty folder, committed and built there: no problem, and a page for the example."""
    root = tmp_path / "goals"
    found = run(
        root, "--name", "Acme", "--audience", audience, "--host", host, "--url", "https://acme.example/"
    )
    assert found.exit_code == 0, found.output
    commit_all(root, "Begin")
    assert "No problems." in goalposts("check", "--as-of", "2026-11-23", "--audience", audience, cwd=root)
    goalposts("build", "--as-of", "2026-11-23", "--audience", audience, cwd=root)
    assert (root / "site/goals/answer-customers-within-8-hours/index.html").is_file()
    assert (root / "site/kpis/answer-time/index.html").is_file()


@pytest.mark.parametrize(
    "day", [date(2026, 1, 1) + timedelta(days=9 * number) for number in range(82)], ids=str
)
def test_the_example_is_right_on_any_day(day: date, tmp_path: Path) -> None:
    """Whatever the day, the example has no problem."""
    made = starting_files(Start("Acme", "internal", "none", day, "1.0"))
    assert judge(load(build_file_tree(tmp_path, made)), day).problems == ()


def test_the_files_are_those_of_the_host() -> None:
    """Each host gets its workflows, template of requests and owners of folders; everybody the rest."""
    made = {host: set(starting_files(Start("Acme", "public", host, TODAY, "1.0"))) for host in HOSTS}
    assert made["none"] < made["github"]
    assert made["github"] - made["none"] == {
        ".github/CODEOWNERS",
        ".github/pull_request_template.md",
        ".github/workflows/check.yml",
        ".github/workflows/comment.yml",
        ".github/workflows/publish.yml",
    }
    assert made["gitlab"] - made["none"] == {
        ".gitlab-ci.yml",
        ".gitlab/CODEOWNERS",
        ".gitlab/merge_request_templates/Default.md",
    }
    assert {".gitignore", ".vscode/settings.json", "README.md", "requirements.txt"} <= made["none"]


def test_git_leaves_out_what_builds_make(tmp_path: Path) -> None:
    """Neither sites nor what a build that was killed leaves beside one are committed by `git add --all`."""
    made = starting_files(Start("Acme", "public", "gitlab", TODAY, "1.0"))
    root = build_file_tree(tmp_path, made)
    commit_all(root, "Begin")
    killed = (
        "import os, sys; from pathlib import Path; from goalposts.site.publishing import staging_for\n"
        "with staging_for(Path(sys.argv[1])) as folder:\n"
        "    (folder / 'index.html').write_text('half a site'); os._exit(9)"
    )
    for site in ("site", "public", "preview"):
        subprocess.run([sys.executable, "-c", killed, root / site], check=False)
        assert any(root.glob(f".{site}.building-*/site/index.html"))
        assert (root / f".{site}.lock").exists()
        build_file_tree(root, {f"{site}/index.html": "a site"})
    assert run_command(["git", "status", "--porcelain"], cwd=root) == ""


def test_no_name_is_left_in_a_template() -> None:
    """Every `«name»` of a template is filled in, for every host and audience."""
    for host, audience in product(HOSTS, AUDIENCES):
        made = starting_files(Start("Acme", audience, host, TODAY, "1.0"))
        assert [path for path, text in made.items() if "«" in text.decode()] == []


def test_an_internal_site_is_published_nowhere_by_itself() -> None:
    """For a site of the company nothing is published until somebody has said that the pages are private."""
    made = starting_files(Start("Acme", "internal", "github", TODAY, "1.0"))
    text = made[".github/workflows/publish.yml"].decode()
    assert text.count("if: vars.PAGES_ARE_PRIVATE == 'true'") == 2
    text = starting_files(Start("Acme", "internal", "gitlab", TODAY, "1.0"))[".gitlab-ci.yml"].decode()
    assert '&& $PAGES_ARE_PRIVATE == "true"' in text
    for host in ("github", "gitlab"):
        public = starting_files(Start("Acme", "public", host, TODAY, "1.0"))
        assert not any(b"PAGES_ARE_PRIVATE" in text for text in public.values())


def test_questions_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal it asks who can open the site, and where it will be."""
    monkeypatch.setattr(cli_init, "is_terminal", lambda: True)
    found = run(tmp_path / "goals", typed="Acme goals\npublic\ngitlab\n\n\n")
    assert found.exit_code == 0, found.output
    assert "Who can open the site?" in found.output
    assert (tmp_path / "goals/.gitlab-ci.yml").is_file()
    assert "visibility: public" in (tmp_path / "goals/kpis/answer-time.md").read_text()


ADDRESSES = {
    "no scheme": (("--url", "goals.example"), "Write `https://goals.example/`."),
    "no host": (("--url", "https://"), "http:// or https://, and a host"),
    "git's name": (("--repo", "git@github.com:acme/goals.git"), "Write `https://github.com/acme/goals`."),
    "a path": (("--repo", "acme/goals"), "http:// or https://, and a host"),
}


@pytest.mark.parametrize(("options", "expected"), ADDRESSES.values(), ids=list(ADDRESSES))
def test_addresses_are_whole(tmp_path: Path, options: tuple[str, ...], expected: str) -> None:
    """An address with which no site could be built is refused, with the one that is meant."""
    found = run(tmp_path / "goals", *GIVEN, *options)
    assert found.exit_code == 1
    assert expected in found.output
    assert not (tmp_path / "goals").exists()


def test_a_wrong_address_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal, an address that is not whole is asked for again at once."""
    monkeypatch.setattr(cli_init, "is_terminal", lambda: True)
    typed = "acme.example\nhttps://acme.example/\ngit@git.example:a/b.git\nhttps://git.example/a/b\n"
    found = run(tmp_path / "goals", *GIVEN, typed=typed)
    assert found.exit_code == 0, found.output
    assert "Write `https://git.example/a/b`." in found.output
    settings = (tmp_path / "goals/site_config.yml").read_text()
    assert "  url: https://acme.example/ #" in settings
    assert "  repo: https://git.example/a/b #" in settings


VALUES = {
    "an empty name": (("--name", "  "), "--name: is empty"),
    "a long name": (("--name", "x" * 300), "--name: is 300 characters long"),
    "an address": (("--repo", "acme/goals"), "--repo: `acme/goals` is not a whole web address"),
}


@pytest.mark.parametrize(("options", "expected"), VALUES.values(), ids=list(VALUES))
def test_a_refused_value_is_told_with_its_option(
    tmp_path: Path, options: tuple[str, ...], expected: str
) -> None:
    """A value that is refused is told with the name of its option, and not of a place that there is not."""
    found = run(tmp_path / "goals", *GIVEN, *options)
    assert found.exit_code == 1
    assert expected in found.output
    assert "body" not in found.output


@pytest.mark.parametrize("name", ["our goals", "Ann's", "-goals", "$HOME;x", "plain"])
def test_what_is_told_next_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The commands that are told lead to the folder, whatever it is called."""
    monkeypatch.chdir(tmp_path)
    found = CliRunner().invoke(main, ["init", *GIVEN, "--", name], obj=lambda: TODAY)
    assert found.exit_code == 0, found.output
    (line,) = [each for each in found.output.splitlines() if "goalposts serve" in each]
    words = shlex.split(line)
    folder = words[words.index("--root") + 1]
    assert not folder.startswith("-")
    assert Path(folder, "site_config.yml").is_file()
    assert f"  cd {shlex.quote(folder)} && git init" in found.output


def test_a_link_to_an_empty_folder_will_do(tmp_path: Path) -> None:
    """A symbolic link is as good as the folder that it leads to; one that leads nowhere is told so."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("empty")
    assert run(tmp_path / "link", *GIVEN).exit_code == 0
    assert (tmp_path / "empty/site_config.yml").is_file()
    assert "not empty" in run(tmp_path / "link", *GIVEN).output
    (tmp_path / "lost").symlink_to("nowhere")
    found = run(tmp_path / "lost", *GIVEN)
    assert found.exit_code == 1
    assert "is a symbolic link that leads nowhere.\n    Remove it, or name a new" in found.output


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (("--host", "gitlab", "--repo", "https://git.acme.example/x/goals"), "  host: gitlab #"),
        (("--host", "github", "--repo", "https://git.acme.example/x/goals"), "  host: github #"),
        (("--host", "gitlab"), "  host: gitlab #"),
        (("--host", "gitlab", "--repo", "https://gitlab.com/x/goals"), ""),
        (("--host", "none", "--repo", "https://git.acme.example/x/goals"), ""),
    ],
    ids=["a neutral name", "an own GitHub", "no address", "told by its name", "none"],
)
def test_the_kind_of_host_is_said_where_its_name_does_not(
    tmp_path: Path, options: tuple[str, ...], line: str
) -> None:
    """Links are made for the host that was named, whatever its address is called."""
    assert run(tmp_path / "goals", *GIVEN[:4], *options).exit_code == 0
    settings = (tmp_path / "goals/site_config.yml").read_text()
    assert (line in settings) if line else ("host:" not in settings)


@pytest.mark.parametrize("host", HOSTS)
def test_the_branch_that_the_repository_has_is_published(tmp_path: Path, host: str) -> None:
    """In a fresh git repository its branch is written wherever a branch is named, else `main`."""
    fresh = build_file_tree(tmp_path / "fresh", {".git/HEAD": "ref: refs/heads/trunk/1\n"})
    for folder, branch in ((fresh, "trunk/1"), (tmp_path / "new", "main")):
        found = run(folder, *GIVEN[:4], "--host", host)
        assert found.exit_code == 0, found.output
        assert f"--initial-branch={branch} " in found.output
        made = {path: text.decode() for path, text in read_file_tree(folder).items()}
        assert f"  branch: {branch} #" in made["site_config.yml"]
        if host == "github":
            assert f"    branches:\n      - {branch}\n" in made[".github/workflows/publish.yml"]
        assert host == "none" or f"to the branch `{branch}`" in made["README.md"]
        assert branch == "main" or not any("`main`" in text for text in made.values())


def test_missing_answers_are_named(tmp_path: Path) -> None:
    """In a script every option that is missing is named, and nothing is written."""
    found = run(tmp_path / "goals", "--name", "Acme")
    assert found.exit_code == 2
    assert "--audience, --host" in found.output
    assert not (tmp_path / "goals").exists()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A folder with files is refused; a fresh git repository is not."""
    mine = build_file_tree(tmp_path / "mine", {"README.md": "mine"})
    found = run(mine, *GIVEN)
    assert (found.exit_code, read_file_tree(mine)) == (1, {"README.md": b"mine"})
    fresh = build_file_tree(tmp_path / "fresh", {".git/HEAD": "ref: refs/heads/main\n"})
    assert run(fresh, *GIVEN).exit_code == 0
    assert judge(load(fresh), TODAY).problems == ()
