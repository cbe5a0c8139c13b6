"""This repository's own site, and a public one, each built once in a test session however many workers."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from tests.support.commands import commit_all, goalposts

REPOSITORY = Path(__file__).resolve().parents[2]
AS_OF = "2026-11-23"
PATIENCE = 300  # seconds that a worker waits for the one that builds


def build_example_site(shared: Path) -> Path:
    """Returns the folder of the built site; `shared` is a folder that all workers of the session see."""
    return _once(shared, _build)


def build_public_site(shared: Path) -> Path:
    """Returns the folder of a public site with all kinds of pages: the example with every record public."""
    return _once(shared, lambda site: _build_public(site, shared / "root"))


def _once(shared: Path, build: Callable[[Path], str | None]) -> Path:
    """Returns the folder that was built.

    The first worker to make the claim builds, the others wait for its outcome. A build that
    fails fails in every worker, with the same text.
    """
    site, claim, outcome = shared / "site", shared / "claim", shared / "outcome.json"
    shared.mkdir(parents=True, exist_ok=True)
    try:
        os.close(os.open(claim, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        _wait_for(outcome)
    else:
        _write_outcome(outcome, build(site))
    error = json.loads(outcome.read_text(encoding="utf-8"))["error"]
    assert not error, f"the example site was not built: {error}"
    return site


def _build(site: Path) -> str | None:
    try:
        goalposts("build", "--root", REPOSITORY, "--site-dir", site, "--as-of", AS_OF, cwd=REPOSITORY)
    except (AssertionError, OSError) as error:
        return str(error)
    return None


def _build_public(site: Path, root: Path) -> str | None:
    for folder in ("goals", "kpis"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    shutil.copy(REPOSITORY / "site_config.yml", root)
    for file in [*root.glob("goals/**/*.md"), *root.glob("kpis/**/*.md")]:
        if file.name != "index.md":
            said = re.sub(r"^visibility:.*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
            file.write_text(said.replace("---\n", "---\nvisibility: public\n", 1), encoding="utf-8")
    try:
        commit_all(root, "Show everything", on="2026-11-20")
        options = ("--site-dir", site, "--as-of", AS_OF, "--audience", "public")
        goalposts("build", "--root", root, *options, cwd=root)
    except (AssertionError, OSError) as error:
        return str(error)
    return None


def _write_outcome(outcome: Path, error: str | None) -> None:
    unfinished = outcome.with_suffix(".part")
    unfinished.write_text(json.dumps({"error": error}), encoding="utf-8")
    unfinished.replace(outcome)  # whole or not there: others are waiting for the name


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not path.exists():
        assert time.monotonic() < deadline, f"no worker built the example site within {PATIENCE} s"
        time.sleep(0.1)


def published_at() -> str:
    """Returns `site.url` of this repository's configuration: where the example says it will be found."""
    config = yaml.safe_load((REPOSITORY / "site_config.yml").read_text(encoding="utf-8"))
    return str(config["site"]["url"])


def published_below() -> str:
    """Returns the path of that address, such as `/` or `/goals/`."""
    return urlsplit(published_at()).path or "/"


@dataclass(frozen=True)
class ExampleSite:
    """The built folder and where it is served."""

    folder: Path
    url: str

    def first_record(self, kind: str) -> str:
        """Returns the path of one record's page, the first of `/api/v1/<kind>.json`: `goals/win-back/`."""
        records = json.loads((self.folder / "api/v1" / f"{kind}.json").read_text(encoding="utf-8"))
        assert records, f"the example has no {kind}"
        return f"{kind}/{records[0]['id']}/"
