"""The `mkdocs` section has a key that does nothing here: it is misspelt, or the build does that itself.

Name and address of the site stand under `site:`, the folder is given on the command line, and pages and
theme are made by Goalposts. What works is `plugins`, `hooks`, `extra` and `strict`; where there are plugins
or hooks, also what only those read, such as `markdown_extensions` and `copyright`.
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.loading.tree import CONFIG
from goalposts.loading.yaml_text import key_place
from goalposts.problem_codes import Code
from goalposts.problems import Location, Problem, Severity
from goalposts.records.text import did_you_mean
from goalposts.rules.check import Check

RULE = Code("S103", Severity.ERROR, "a setting of MkDocs that does nothing", __doc__, "mkdocs: {plugins: []}")

WORKING = ("extra", "hooks", "plugins", "strict")
"""The keys of MkDocs that always have an effect."""
READ_BY_PLUGINS = (
    *("copyright", "edit_uri", "edit_uri_template", "markdown_extensions"),
    *("repo_name", "repo_url", "site_author", "site_description"),
)
"""Those that have one where there are plugins or hooks."""
_PAGES = "Remove it: pages are made from goals/ and kpis/, and the navigation is that of Goalposts."
_SERVING = "Remove it, and see: goalposts serve --help"
_PUBLISHING = "Remove it: publish the folder that is built."
_REPO = "Write `site: {repo: …}` instead."
INSTEAD = {
    "docs_dir": "Remove it: pages are made from goals/ and kpis/.",
    "site_dir": "Remove it, and say: goalposts build --site-dir DIR",
    "theme": "Remove it, and put templates of your own into templates/.",
    "site_name": "Write `site: {name: …}` instead.",
    "site_url": "Write `site: {url: …}` instead.",
    "use_directory_urls": "Remove it: addresses are permanent, so their form is fixed.",
    "extra_css": "Remove it, and write styles of your own into templates/assets/own.css.",
    "extra_javascript": "Remove it: put scripts into templates/assets/, and load them in a template.",
    "extra_templates": "Remove it, and put templates of your own into templates/.",
    **dict.fromkeys(("nav", "pages", "exclude_docs", "draft_docs", "not_in_nav", "validation"), _PAGES),
    **dict.fromkeys(("dev_addr", "watch"), _SERVING),
    **dict.fromkeys(("remote_branch", "remote_name"), _PUBLISHING),
    "google_analytics": "Remove it: no request leaves the site.",
    "mdx_configs": "Give options with their extension, under `markdown_extensions`.",
    "config_file_path": "Remove it: this file is read.",
}
"""What to do instead of each that has none."""
_INSTEAD_OF_READ = {
    "site_description": "Write `site: {description: …}` instead.",
    **dict.fromkeys(("repo_url", "repo_name", "edit_uri", "edit_uri_template"), _REPO),
    "markdown_extensions": "Remove it: texts are written in GitHub's Markdown, which has no extensions.",
}


def check(asked: Check) -> Iterator[Problem]:
    """Return a problem for each key of the section that has no effect."""
    settings = asked.repository.config.mkdocs
    has_readers = bool(settings.get("plugins") or settings.get("hooks"))
    for name in settings:
        if name in WORKING or (name in READ_BY_PLUGINS and has_readers):
            continue
        if name in INSTEAD:
            message, hint = f"`{name}` is set by the build", INSTEAD[name]
        elif name in READ_BY_PLUGINS:
            message = f"`{name}` is read by plugins and hooks alone, and there are none"
            hint = _INSTEAD_OF_READ.get(name, "Remove it, and write it into a template of your own.")
        else:
            message = f"`{name[:60]}` is no setting of MkDocs"
            hint = did_you_mean(name, (*WORKING, *READ_BY_PLUGINS, *INSTEAD))
        node = asked.config_node
        where = Location(CONFIG) if node is None else key_place(node, CONFIG, "mkdocs", name)
        yield RULE.at(where, message, hint, field=f"mkdocs.{name}")
