"""The command line, as a newcomer meets it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goalposts.cli import main as cli_main
from goalposts.cli.main import main
from tests.importing.made_up import WATER_CSV, WATER_META
from tests.support.files import build_file_tree, read_file_tree
from tests.support.small import SMALL

DAY = ("--as-of", "2026-11-23")


def run(*arguments: str | Path) -> Result:
    """Returns what a command printed and its exit status."""
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small repository without a fault."""
    return build_file_tree(tmp_path / "repository", SMALL)


@pytest.fixture
def broken(root: Path) -> Path:
    """The same with two errors in two files."""
    return build_file_tree(
        root,
        {
            "goals/sales/win.md": SMALL["goals/sales/win.md"].replace("level: team", "levle: team"),
            "kpis/customers.csv": "date,value\n2026-10,12%\n",
        },
    )


@pytest.mark.parametrize("command", ["", "build", "check", "serve", "import"])
def test_every_command_explains_itself(command: str) -> None:
    """`--help` says what a command does, with every option."""
    told = run(*command.split(), "--help")
    assert told.exit_code == 0
    assert "Usage:" in told.output
    assert len(told.output.splitlines()) > 5


def test_build_writes_the_site_and_says_where(root: Path, tmp_path: Path) -> None:
    """A build of a repository without a fault ends with 0 and one line on what it did."""
    told = run("build", "--root", root, "--site-dir", tmp_path / "out", *DAY)
    assert told.exit_code == 0, told.output
    assert (tmp_path / "out/goals/win/index.html").is_file()
    assert (tmp_path / "out/404.html").is_file()
    assert "Built " in told.output


@pytest.mark.parametrize(("day", "codes"), [("2026-11-23", []), ("2026-12-15", ["W113"])])
def test_commands_read_the_clock_that_they_are_given(
    day: str, codes: list[str], root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without `--as-of`, a build is of the day that the clock says, and a check says what is old on it."""
    monkeypatch.setattr(cli_main, "_today", lambda: pytest.fail("the clock of the system was read"))

    def told(*arguments: str | Path) -> Result:
        command = [str(each) for each in (*arguments, "--root", root)]
        return CliRunner().invoke(main, command, obj=lambda: date.fromisoformat(day))

    found = json.loads(told("check", "--format", "json").output)["problems"]
    assert [problem["code"] for problem in found if problem["code"] != "W101"] == codes
    built = told("build", "--site-dir", tmp_path / "out")
    assert built.exit_code == 0, built.output
    assert json.loads((tmp_path / "out/api/v1/index.json").read_text())["as_of"] == day


def test_a_failed_build_lists_everything_and_leaves_the_site(broken: Path, tmp_path: Path) -> None:
    """With errors, all of them are told, the status is 1, and the published folder stays as it was."""
    build_file_tree(tmp_path / "out", {"index.html": "the old site"})
    told = run("build", "--root", broken, "--site-dir", tmp_path / "out", *DAY)
    assert told.exit_code == 1
    assert "goals/sales/win.md:3:1: error V101" in told.output
    assert "kpis/customers.csv:2:9: error C105" in told.output
    assert "Nothing was written" in told.output
    assert "Traceback" not in told.output
    assert read_file_tree(tmp_path / "out") == {"index.html": b"the old site"}


def test_check_says_nothing_is_wrong(root: Path) -> None:
    """A repository without a fault ends with 0."""
    told = run("check", "--root", root, *DAY)
    assert told.exit_code == 0, told.output


def test_check_as_json_is_a_contract(broken: Path) -> None:
    """`--format json` prints problems and their counts, and nothing else."""
    told = run("check", "--root", broken, "--format", "json", *DAY)
    assert told.exit_code == 1
    answer = json.loads(told.output)
    assert set(answer) == {"problems", "counts"}
    assert set(answer["counts"]) == {"error", "warning", "info"}
    first = next(problem for problem in answer["problems"] if problem["code"] == "V101")
    assert first["path"] == "goals/sales/win.md"
    assert (first["line"], first["column"]) == (3, 1)
    assert set(first) == {"code", "severity", "path", "line", "column", "field", "message", "hint"}


def test_check_as_annotations(broken: Path) -> None:
    """`--format github` prints one annotation a problem."""
    told = run("check", "--root", broken, "--format", "github", *DAY)
    assert "::error file=goals/sales/win.md,line=3,col=1,title=V101::" in told.output


def test_annotations_in_a_folder_of_a_larger_clone(broken: Path, tmp_path: Path) -> None:
    """GitHub is told the files from the top of the clone; in all other formats they stay as they are."""
    build_file_tree(tmp_path, {".git/HEAD": "ref: refs/heads/main\n"})
    for form, path in (("github", "repository/goals/sales/win.md"), ("json", "goals/sales/win.md")):
        told = run("check", "--root", broken, "--format", form, *DAY)
        assert f"{'file=' if form == 'github' else chr(34)}{path}" in told.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--as-of", "yesterday"),
        ("build", "--as-of", "2026-02-30"),
        ("build", "--audience", "everyone"),
        ("check", "--format", "pdf"),
        ("nonsense",),
        ("import", "open-sdg"),
        ("import", "excel", ".", "--into", "x"),
    ],
)
def test_wrong_usage_has_status_2(arguments: tuple[str, ...]) -> None:
    """A command that cannot be understood ends with 2 and says why."""
    told = run(*arguments)
    assert told.exit_code == 2
    assert "Error:" in told.output


def test_an_import_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    """A destination below a file ends with 1 and the reason, as with `init`."""
    files = {"data/indicator_6-1-1.csv": WATER_CSV, "meta/6-1-1.md": WATER_META, "../file": ""}
    source = build_file_tree(tmp_path / "source", files)
    told = run("import", "open-sdg", source, "--into", tmp_path / "file/goals")
    assert told.exit_code == 1, told.output
    assert isinstance(told.exception, SystemExit)
    assert f"{tmp_path / 'file/goals'} cannot be written: Not a directory." in told.output


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize(
    "arguments", [("--help",), ("check", "--help"), ("check", "--root"), ("schema", "--root")]
)
def test_an_output_that_is_full_is_told_in_one_line(broken: Path, arguments: tuple[str, ...]) -> None:
    """Whatever is written to standard output: where it cannot be, one line says so."""
    command = [
        sys.executable,
        "-m",
        "goalposts",
        *arguments,
        *([str(broken)] * arguments[-1].endswith("root")),
    ]
    with Path("/dev/full").open("w") as full:
        told = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr == "Error: standard output cannot be written: No space left on device.\n"


def test_serve_refuses_what_is_no_folder(tmp_path: Path) -> None:
    """Nothing is served where there is nothing to watch."""
    told = run("serve", "--root", tmp_path / "nope", "--port", "0", *DAY)
    assert told.exit_code == 1
    assert "nope: error F106: is not a folder" in told.output
    assert "Serving" not in told.output


def test_serve_says_where_a_folder_for_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without room for temporary files is told in words what to do."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    told = run("serve", "--root", build_file_tree(tmp_path / "root", SMALL), "--port", "0", *DAY)
    assert told.exit_code == 1
    assert "There is no folder for the preview" in told.stderr
    assert "TMPDIR" in told.stderr


def test_a_folder_that_is_no_repository_is_told_in_words(tmp_path: Path) -> None:
    """An empty folder gives problems with what to write, not a traceback."""
    told = run("check", "--root", tmp_path, *DAY)
    assert told.exit_code == 1
    assert "site_config.yml" in told.output
    assert "schema: 1" in told.output


def test_a_broken_template_is_told_with_its_line(root: Path, tmp_path: Path) -> None:
    """A mistake in an overridden template names file and line, writes nothing, and ends with 1."""
    build_file_tree(root, {"templates/goal.html": "<h1>{{ view.no_such_thing }}</h1>\n"})
    told = run("build", "--root", root, "--site-dir", tmp_path / "out", *DAY)
    assert told.exit_code == 1
    assert "templates/goal.html:1" in told.output
    assert not (tmp_path / "out").exists()


MKDOCS_REFUSED = {
    "a plugin": ("plugins: [no-such-plugin]", "plugins", "no-such-plugin"),
    "a hook": ("hooks: [no-such-hook.py]", "hooks", "no-such-hook.py"),
    "an extension": (
        "plugins: [search]\n  markdown_extensions: [no_such_words]",
        "markdown_extensions",
        "no_such_words",
    ),
}


@pytest.mark.parametrize(("setting", "key", "named"), MKDOCS_REFUSED.values(), ids=list(MKDOCS_REFUSED))
def test_mkdocs_settings_are_checked(root: Path, tmp_path: Path, setting: str, key: str, named: str) -> None:
    """What MkDocs does not accept in its section is told with its line and what to do; nothing is written."""
    config = SMALL["site_config.yml"] + f"mkdocs:\n  {setting}\n"
    build_file_tree(root, {"site_config.yml": config})
    told = run("build", "--root", root, "--site-dir", tmp_path / "out", *DAY)
    assert told.exit_code == 1
    line = config.count("\n")
    assert f"site_config.yml:{line}: MkDocs does not accept `{key}`: " in told.output
    assert named in told.output
    assert "installed where Goalposts is" in told.output
    assert 'File "' not in told.output
    assert not (tmp_path / "out").exists()


HOOK_MISTAKES = {
    "a value": (
        "def on_env(env, **_):\n    return 1 / 0\n",
        "hooks.py:2: division by zero (ZeroDivisionError)",
    ),
    "not Python": ("\ndef on_env(:\n", "hooks.py:2: invalid syntax"),
    "a word of its own": (
        "from mkdocs.exceptions import PluginError\n\ndef on_env(env, **_):\n    raise PluginError('Luck')\n",
        "hooks.py:4: Luck (PluginError)",
    ),
}


def test_each_build_reads_hooks_anew(root: Path, tmp_path: Path) -> None:
    """A preview builds many times: a hook that was edited since is the one that is called."""
    settings = SMALL["site_config.yml"] + "mkdocs: {hooks: [words.py]}\n"
    for word in ("the first word", "another word"):
        hook = f"def on_post_page(output, **_):\n    return output.replace('</body>', '{word}</body>')\n"
        build_file_tree(root, {"site_config.yml": settings, "words.py": hook})
        assert run("build", "--root", root, "--site-dir", tmp_path / "out", *DAY).exit_code == 0
        assert f"{word}</body>" in (tmp_path / "out/goals/win/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("hook", "said"), HOOK_MISTAKES.values(), ids=list(HOOK_MISTAKES))
def test_a_mistake_in_a_hook_is_told_with_its_line(root: Path, tmp_path: Path, hook: str, said: str) -> None:
    """A hook of MkDocs that fails is named with its line, and nothing is written."""
    path = root / "hooks.py"
    config = SMALL["site_config.yml"] + f"mkdocs:\n  hooks: ['{path}']\n"
    build_file_tree(root, {"site_config.yml": config, "hooks.py": hook})
    told = run("build", "--root", root, "--site-dir", tmp_path / "out", *DAY)
    assert told.exit_code == 1
    assert f"{root}/{said}" in told.output
    assert told.output.rstrip().endswith("Mend the hook.")
    assert not (tmp_path / "out").exists()


HOOK = """
import logging
def on_config(config):
    logging.getLogger("mkdocs.hooks.words").warning("a word of warning")
def on_post_page(output, page, config):
    return output.replace("</body>", f"hooked {config.extra['word']}</body>")
"""


@pytest.mark.parametrize("strict", [False, True])
def test_hooks_and_what_is_warned_of(root: Path, tmp_path: Path, strict: bool) -> None:
    """Hooks are looked for beside the settings; what MkDocs and plugins warn of is told, or an error."""
    settings = (
        "mkdocs:\n  hooks: [hooks/words.py]\n  extra: {word: here}\n  plugins: [{search: {lnag: en}}]\n"
    )
    settings += f"  strict: {str(strict).lower()}\n"
    build_file_tree(root, {"site_config.yml": SMALL["site_config.yml"] + settings, "hooks/words.py": HOOK})
    told = run("build", "--root", root, "--site-dir", tmp_path / "out", "--no-cache", *DAY)
    assert told.exit_code == strict
    line = SMALL["site_config.yml"].count("\n") + 4
    assert f"MkDocs: site_config.yml:{line}: `plugins`: Plugin 'search' option 'lnag': " in told.stderr
    assert told.stderr.count("a word of warning") == 1
    if strict:
        assert not (tmp_path / "out").exists()
    else:
        assert "hooked here</body>" in (tmp_path / "out/goals/win/index.html").read_text()


def test_a_plugin_that_gives_up(root: Path, tmp_path: Path) -> None:
    """What it says is told, and nothing is written."""
    hook = "from mkdocs.exceptions import PluginError\n"
    hook += "def on_env(env, **_):\n    raise PluginError('no words')\n"
    settings = SMALL["site_config.yml"] + "mkdocs: {hooks: [words.py]}\n"
    build_file_tree(root, {"site_config.yml": settings, "words.py": hook})
    told = run("build", "--root", root, "--site-dir", tmp_path / "out", "--no-cache", *DAY)
    assert (told.exit_code, told.stderr.count("no words")) == (1, 1)
    assert not (tmp_path / "out").exists()


def test_the_same_build_gives_the_same_bytes(root: Path, tmp_path: Path) -> None:
    """Two builds of one repository on one day do not differ."""
    for name in ("one", "two"):
        assert run("build", "--root", root, "--site-dir", tmp_path / name, *DAY).exit_code == 0
    assert read_file_tree(tmp_path / "one") == read_file_tree(tmp_path / "two")
