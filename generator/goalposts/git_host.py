"""The git host: where files, commits and requests of a repository are shown, whichever host it is on."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from msgspec import Struct
from msgspec.structs import replace


class _Forms(Struct, frozen=True):
    """How a kind of host writes what follows the address of the repository.

    `plain` asks for the source of a file that the host would show in another form; `to` stands before the
    last of some lines.
    """

    edit: str
    new: str
    file: str
    commit: str
    request: str
    plain: str = "?plain=1"
    to: str = "-L"


# https://docs.github.com/en/repositories/working-with-files/using-files/working-with-non-code-files
_GITHUB = _Forms("edit", "new", "blob", "commit", "pull")
_GITLAB = _Forms("-/edit", "-/new", "-/blob", "-/commit", "-/merge_requests", to="-")
# https://github.com/go-gitea/gitea/blob/main/routers/web/web.go
_GITEA = _Forms("_edit", "_new", "src/branch", "commit", "pulls", "?display=source")
_FORMS = {"github": _GITHUB, "gitlab": _GITLAB, "gitea": _GITEA}
# most hosts lead on from an issue to the request of its number
_OTHER = replace(_GITHUB, request="issues")

HOSTS = tuple(_FORMS)
"""The kinds of host whose addresses are known."""
# Forgejo, on which Codeberg runs, writes them as Gitea does
_NAMES = {**{name: name for name in HOSTS}, "forgejo": "gitea", "codeberg": "gitea"}


def host_named(repo: str) -> str | None:
    """Return the kind of host that an address tells by its name, or None where it tells none."""
    name = urlsplit(repo).hostname or ""
    return next((host for part, host in _NAMES.items() if part in name), None)


class GitHost(Struct, frozen=True):
    """The pages of a repository on its git host; without `repo` there are none, and every address is None.

    `kind` is one of `HOSTS`, or None where nobody says it. `folder` is where the goals repository stands in
    its clone: empty, or a path that ends in `/`.
    """

    repo: str | None
    branch: str
    kind: str | None = None
    folder: str = ""

    def edit_url(self, path: str) -> str | None:
        """Return the link that opens a file of the goals repository in the host's editor."""
        return self._address(self._forms.edit, self._place(path))

    def new_file_url(self, folder: str) -> str | None:
        """Return the link that begins a new file in the host's editor."""
        return self._address(self._forms.new, self._place(folder))

    def file_url(self, path: str, lines: tuple[int, int] | None = None) -> str | None:
        """Return the link to a file, from one of its lines to another."""
        forms = self._forms
        address = self._address(forms.file, self._place(path))
        if address is None or lines is None:
            return address
        first, last = lines
        # hosts know only the source of such a file by its lines
        plain = forms.plain if path.endswith((".md", ".csv")) else ""
        to = "" if last == first else f"{forms.to}{last}"
        return f"{address}{plain}#L{first}{to}"

    def commit_url(self, sha: str) -> str | None:
        """Return the link to a commit."""
        return self._address(self._forms.commit, sha)

    def request_url(self, number: int) -> str | None:
        """Return the link to a pull or merge request."""
        return self._address(self._forms.request, str(number))

    @property
    def _forms(self) -> _Forms:
        kind = self.kind or host_named(self.repo or "")
        return _OTHER if kind is None else _FORMS[kind]

    def _place(self, path: str) -> str:
        return quote(f"{self.branch}/{self.folder}{path}", errors="surrogateescape")

    def _address(self, form: str, rest: str) -> str | None:
        if not self.repo:
            return None
        return f"{self.repo.rstrip('/').removesuffix('.git')}/{form}/{rest}"
