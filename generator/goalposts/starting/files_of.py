"""The files of a new goals repository, filled in from their templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable

from msgspec import Struct

from goalposts.editing.proposals import current_quarter
from goalposts.editing.yaml_writing import scalar
from goalposts.git_host import host_named
from goalposts.records.people import Cycle, named_cycle
from goalposts.records.period import CALENDAR
from goalposts.schema import editor_files

HOSTS = ("github", "gitlab", "none")
AUDIENCES = ("internal", "public")
_LEAST_DAYS = 30  # a cycle with less to come is no good example
_VALUES = (21, 21, 20)
_LINE = re.compile(r"^( *)«([a-z_]+)»\n", re.MULTILINE)
_WORD = re.compile(r"«([a-z_]+)»")
_GITHUB_IF = "if: vars.PAGES_ARE_PRIVATE == 'true'"
_GITLAB_IF = "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"
_NOTE = (
    "# This site is for the company only. README.md says when to set the variable PAGES_ARE_PRIVATE: until\n"
    "# then nothing is published."
)


class Start(Struct, frozen=True):
    """What a new repository is for. `audience` is who can open the site; `url` and `repo` may be empty.

    `branch` is the one that is published.
    """

    name: str
    audience: str
    host: str
    today: date
    version: str
    url: str = ""
    repo: str = ""
    branch: str = "main"


def starting_files(start: Start) -> dict[str, bytes]:
    """Return the files of a new goals repository by path; it has no problems on the day of `start`."""
    templates = files("goalposts.starting") / "files"
    words = _words(start, templates)
    made = {path: fill(text, words) for path, text in _under(templates / "common", "")}
    if start.host != "none":
        made |= {path: fill(text, words) for path, text in _under(templates / start.host, "")}
    made |= {f".vscode/{name}": text for name, text in editor_files().items()}
    made["kpis/answer-time.csv"] = _series(start.today)
    return {path: text.encode() for path, text in sorted(made.items())}


def fill(template: str, words: Mapping[str, str]) -> str:
    """Return a template with each `«name»` replaced; a line of a name alone is left out where it is empty."""

    def line(found: re.Match[str]) -> str:
        text = words[found[2]]
        return "".join(f"{found[1]}{each}\n" if each else "\n" for each in text.split("\n")) if text else ""

    return _WORD.sub(lambda found: words[found[1]], _LINE.sub(line, template))


def _words(start: Start, templates: Traversable) -> dict[str, str]:
    is_public = start.audience == "public"
    cycle = _cycle(start.today)
    publish = templates / "publish"
    published = (publish / f"{start.host}-{start.audience}.txt").read_text(encoding="utf-8").rstrip()
    # where the address tells the kind of host, it need not be said
    is_told = start.host == "none" or host_named(start.repo) == start.host
    url = f"url: {scalar(start.url)} # where the site is published; links in feeds and previews need it"
    repo = f"repo: {scalar(start.repo)} # the repository's page on the git host, for edit links"
    return {
        "name": scalar(start.name),
        "title": start.name,
        "url": url
        if start.url
        else "# url: https://goals.example/ # where the site is published; feeds need it",
        "repo": repo if start.repo else "# repo: https://git.example/us/goals # for edit links",
        "host": "" if is_told else f"host: {start.host} # the kind of git host: links are made for it",
        "branch": scalar(start.branch),
        "audience": start.audience,
        "cycle": cycle.id,
        "start": cycle.start.isoformat(),
        "due": cycle.due.isoformat(),
        "visibility": "visibility: public # everybody on the internet; without this line: internal"
        if is_public
        else "",
        "version": start.version,
        "request": "merge request" if start.host == "gitlab" else "pull request",
        "readers": (publish / f"readers-{start.audience}.txt").read_text(encoding="utf-8").rstrip(),
        "publish": fill(published, {"branch": start.branch}),
        "publish_note": "" if is_public else _NOTE,
        "if_published": "" if is_public else _GITHUB_IF,
        "gitlab_condition": _GITLAB_IF if is_public else f'{_GITLAB_IF} && $PAGES_ARE_PRIVATE == "true"',
    }


def _under(folder: Traversable, path: str) -> Iterator[tuple[str, str]]:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        name = re.sub("^dot-", ".", each.name)
        if each.is_dir():
            yield from _under(each, f"{path}{name}/")
        else:
            yield f"{path}{name}", each.read_text(encoding="utf-8")


def _cycle(today: date) -> Cycle:
    """Return this quarter, or the next one where little of this one is left."""
    for day in (today, today + timedelta(days=_LEAST_DAYS)):
        found = named_cycle(current_quarter(day, CALENDAR), CALENDAR)
        if found is not None and (found.due - today).days >= _LEAST_DAYS:
            return found
    raise AssertionError("a quarter is longer than that")


def _series(today: date) -> str:
    """Return three months of values, the last of them the month before the day."""
    month = today.replace(day=1)
    labels = []
    for _ in _VALUES:
        month = (month - timedelta(days=1)).replace(day=1)
        labels.append(f"{month:%Y-%m}")
    rows = zip(reversed(labels), _VALUES, strict=True)
    return "date,value\n" + "".join(f"{label},{value}\n" for label, value in rows)
