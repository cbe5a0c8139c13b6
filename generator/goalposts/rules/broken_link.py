"""A link or image leads to a file of the repository that does not exist.

Links are relative to the file that they stand in, as on the git host: `../sales/win-50.md`. They become
links to the page of that goal, KPI or team. Images lie in `goals/` or `kpis/`, beside what shows them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from goalposts.loading.link_targets import OUTSIDE, texts_of
from goalposts.loading.tree import FOLDERS, IMAGES
from goalposts.problem_codes import Code
from goalposts.problems import Problem, Severity
from goalposts.records.goal import Goal
from goalposts.records.kpi import Kpi
from goalposts.records.text import nearest
from goalposts.rules.bodies import Reference, references
from goalposts.rules.check import Check, is_private

RULE = Code(
    "R112",
    Severity.ERROR,
    "a link that leads nowhere",
    __doc__,
    "[the renewal calls](../sales/renewal-calls.md)",
)


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each link and image whose file does not exist."""
    hints = _Hints(asked)
    folders = {folder for path in asked.files for folder in _folders(path)}
    for link in references(asked):
        if link.file is None:
            continue
        if link.file == OUTSIDE:
            message = f"`{link.target[:80]}` leads out of the repository"
            yield link.report(RULE, message, "Link to a file of the repository, or to a web address.")
            continue
        # files outside of goals/ and kpis/ are not read: what is there cannot be known
        is_known = link.file.partition("/")[0] in FOLDERS
        if link.is_image and not is_known:
            message = f"the image `{link.target[:80]}` does not lie in goals/ or kpis/"
            yield link.report(RULE, message, "Put the image beside this file, and name it without a folder.")
        elif is_known and link.file not in asked.files and link.file not in folders:
            yield link.report(RULE, f"`{link.target[:80]}` leads to no file", hints.hint(link))


def _folders(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path):
        yield path


@dataclass
class _Hints:
    """Finds the file that was meant; remembers its lists of files, since a repository may have many."""

    asked: Check
    _files: dict[tuple[bool, bool], dict[str, list[str]]] = field(default_factory=dict)

    def hint(self, link: Reference) -> str:
        """Return the file of the same name, else of a similar one, as it should be written."""
        files = self._by_name(is_image=link.is_image, with_private=is_private(link.record))
        name = posixpath.basename(link.file or "").removesuffix(".html")
        same = files.get(name) or files.get(f"{name}.md", [])
        near = same if len(same) == 1 else files.get(nearest(name, files) or "")
        if not near:
            return "Write the path of a file, relative to this one, for example: ../sales/win-50.md"
        return f"Did you mean `{posixpath.relpath(near[0], posixpath.dirname(link.where.path))}`?"

    def _by_name(self, *, is_image: bool, with_private: bool) -> dict[str, list[str]]:
        key = (is_image, with_private)
        if key not in self._files:
            hidden = set() if with_private else self._hidden()
            found: dict[str, list[str]] = {}
            for path in sorted(set(self.asked.files) - hidden):
                if path.endswith(IMAGES if is_image else ".md"):
                    found.setdefault(posixpath.basename(path), []).append(path)
            self._files[key] = found
        return self._files[key]

    def _hidden(self) -> set[str]:
        """Return the files that belong to private records, or may: an unread one could be private."""
        repository = self.asked.repository
        records: list[Goal | Kpi] = [*repository.goals.values(), *repository.kpis.values()]
        private = [record for record in records if is_private(record)]
        images = [path for path in self.asked.files if path.endswith(IMAGES)]
        texts = [self.asked.text_of(record) for record in private]
        texts += [text for record in private if isinstance(record, Goal) for _, text in texts_of(record)]
        shown = {path for path in images for text in texts if posixpath.basename(path) in text}
        return {record.path for record in private} | shown | self.asked.unread
