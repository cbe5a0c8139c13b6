"""The Nu HTML checker: one Java process for all the files of a folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

from tests.support.example import REPOSITORY

FETCHED = REPOSITORY / ".cache/nu/node_modules/vnu-jar/build/dist/vnu.jar"

# Style properties that browsers know and the checker's list of CSS does not, each with what it does here.
UNKNOWN_PROPERTIES = {
    "paint-order": "SVG 2: draws the halo of a chart's label under its letters",
    "vector-effect": "SVG 2: keeps a line's width while the chart stretches",
}


def find_checker() -> Path | None:
    """Returns the checker's jar, from GOALPOSTS_VNU_JAR or `make nu`; None without it or without Java."""
    jar = Path(os.environ.get("GOALPOSTS_VNU_JAR") or FETCHED)
    return jar if jar.is_file() and shutil.which("java") else None


def check_html(jar: Path, folder: Path, *files: Path) -> list[str]:
    """Returns every error in the HTML, SVG and CSS files of `folder`, each once with how often it stands.

    With `files`, only these files of the folder are checked.
    """
    finished = subprocess.run(
        ["java", "-Xss4m", "-Xmx1g", "-jar", str(jar), "--format", "json", "--exit-zero-always",
         "--skip-non-html", "--also-check-svg", "--also-check-css", *map(str, files or (folder,))],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False,
    )  # fmt: skip
    # Java may say first which options it picked up; the report is the line that is JSON.
    report = next((line for line in finished.stderr.splitlines() if line.startswith("{")), None)
    assert report, f"the checker gave no report: {finished.stderr[-2000:]}"
    found: Counter[str] = Counter()
    first: dict[str, str] = {}
    for message in json.loads(report)["messages"]:
        text = str(message["message"])
        if message["type"] == "info" or _is_unknown_property(text):
            continue
        # No line: the checker's count is one less as soon as style sheets are checked too.
        file = str(message.get("url", "")).removeprefix(f"file:{folder.resolve()}/")
        first.setdefault(text, f"{file}: {message.get('extract', '')[:160]!r}")
        found[text] += 1
    return [f"{text} (x{count}), first at {first[text]}" for text, count in sorted(found.items())]


def _is_unknown_property(text: str) -> bool:
    return any(text.endswith(f"Property “{name}” doesn't exist.") for name in UNKNOWN_PROPERTIES)
