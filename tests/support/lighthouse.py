"""Lighthouse: how a page scores in speed, access, good practice and for search engines, on a phone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.support.example import REPOSITORY

FETCHED = REPOSITORY / ".cache/lighthouse"
RUNNER = Path(__file__).with_suffix(".mjs")
RUNS = 3
"""The strict verdict is the median of so many."""
TRIES = 5
"""Other tests that run at the same time can only make a page slower: the first perfect run counts."""
PATIENCE = 120  # seconds for one run of one page


@dataclass(frozen=True)
class Verdict:
    """The scores of a page, 0 to 100 in each of the four subjects, and what cost points."""

    scores: dict[str, float]
    missed: list[str]

    @property
    def faults(self) -> list[str]:
        """Every score below 100, with the audits that cost it; nothing where all is perfect."""
        below = [f"{subject} {score:g}" for subject, score in self.scores.items() if score < 100]
        return [*below, *self.missed] if below else []


def find_lighthouse() -> Path | None:
    """Returns the folder that `make lighthouse` fetched into; None without it or without node."""
    folder = Path(os.environ.get("GOALPOSTS_LIGHTHOUSE") or FETCHED)
    return folder if (folder / "node_modules/lighthouse").is_dir() and shutil.which("node") else None


def judge(folder: Path, chromium: str, address: str) -> Verdict:
    """Returns the verdict on a page: the median of three runs."""
    runs = [_run(folder, chromium, [address])[address] for _ in range(RUNS)]
    scores = {subject: median(run.scores[subject] for run in runs) for subject in runs[0].scores}
    return Verdict(scores, sorted({audit for run in runs for audit in run.missed}))


def best(folder: Path, chromium: str, addresses: Collection[str]) -> dict[str, Verdict]:
    """Returns the first perfect verdict on each page, or the last of a few: for a machine that is busy."""
    verdicts: dict[str, Verdict] = {}
    for _ in range(TRIES):
        left = [address for address in addresses if address not in verdicts or verdicts[address].faults]
        if not left:
            break
        verdicts |= _run(folder, chromium, left)
    return verdicts


def _run(folder: Path, chromium: str, addresses: Sequence[str]) -> dict[str, Verdict]:
    # Chromium leaves its profile behind in the folder for temporary files: this one goes away with it.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        finished = subprocess.run(
            ["node", str(RUNNER), str(folder), chromium, *addresses],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8",
            timeout=PATIENCE * len(addresses), check=False, env={**os.environ, "TMPDIR": scratch},
        )  # fmt: skip
    assert finished.returncode == 0, f"Lighthouse failed on {addresses}: {finished.stderr[-2000:]}"
    reports = [json.loads(line) for line in finished.stdout.splitlines()[-len(addresses) :]]
    return {report["address"]: Verdict(report["scores"], report["missed"]) for report in reports}
