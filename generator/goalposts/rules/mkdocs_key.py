"""The `mkdocs` section sets what the build sets itself.

Name and address of the site stand under `site:`, the folder is given on the command line, and pages and
theme are made by Goalposts. Everything else that MkDocs understands is passed on.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.loading.tree import CONFIG
from goalposts.loading.yaml_text import key_place
from goalposts.problem_codes import Code
from goalposts.problems import Location, Problem, Severity
from goalposts.rules.check import Check

RULE = Code(
    "S103", Severity.ERROR, "a setting of MkDocs that the build makes", __doc__, "mkdocs: {plugins: []}"
)

_INSTEAD = {
    "docs_dir": "Remove it: pages are made from goals/ and kpis/.",
    "site_dir": "Remove it, and say: goalposts build --site-dir DIR",
    "theme": "Remove it, and put templates of your own into templates/.",
    "site_name": "Write `site: {name: …}` instead.",
    "site_url": "Write `site: {url: …}` instead.",
    "use_directory_urls": "Remove it: addresses are permanent, so their form is fixed.",
}


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each key of the section that has no effect."""
    for name in asked.repository.config.mkdocs:
        if name in _INSTEAD:
            node = asked.config_node
            where = Location(CONFIG) if node is None else key_place(node, CONFIG, "mkdocs", name)
            message = f"`{name}` is set by the build"
            yield RULE.at(where, message, _INSTEAD[name], field=f"mkdocs.{name}")
