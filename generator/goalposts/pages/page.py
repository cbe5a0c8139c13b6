"""What a page is: an address, a template, and the view model that the template sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goalposts.measuring.scorecard import Scorecard
from goalposts.records.repository import Repository


@dataclass(frozen=True, slots=True)
class Commit:
    """The commit that a site is made from."""

    sha: str
    subject: str = ""

    @property
    def short(self) -> str:
        """Return the first seven digits of the id."""
        return self.sha[:7]


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that pages are made from: one repository, measured on one day, at one commit."""

    repository: Repository
    scorecard: Scorecard
    commit: Commit | None
    version: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown text of the repository. `path` is its file, against which relative links are read."""

    text: str
    path: str

    def __bool__(self) -> bool:
        """Return whether there is any text."""
        return bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML page. `url` is relative to the site's root, ends in `/` and is empty for the home page.

    `view` is a frozen view model: strings, numbers, charts and prose, nothing to compute. `edit_path` is
    the file of the repository that makes the page; `section` the entry of the navigation it belongs to.
    """

    url: str
    template: str
    title: str
    description: str
    section: str
    view: Any
    edit_path: str | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """One file that is no page: JSON, CSV, feeds. `url` is relative to the site's root."""

    url: str
    content: str | bytes


Made = Page | Download
