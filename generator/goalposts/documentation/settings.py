"""`docs/settings.md`: every key of `site_config.yml`."""

from __future__ import annotations

from goalposts.config import (
    CycleFields,
    CyclesFields,
    FreshnessFields,
    HomeSettings,
    SiteConfig,
    SiteFields,
    StatusFields,
)
from goalposts.documentation.tables import code, fields_tables, fill, table
from goalposts.measuring.status import PRESETS, StatusRule
from goalposts.records.people import PersonFields

FILE = "settings.md"


def text() -> str:
    """Return the page."""
    records = (SiteConfig, SiteFields, PersonFields, CyclesFields, CycleFields, HomeSettings)
    presets = table(("rule", "on track", "at risk", "from"), map(_preset, PRESETS.values()))
    return fill(_PAGE, fields_tables(*records, StatusFields, FreshnessFields) | {"Presets": presets})


def _preset(rule: StatusRule) -> tuple[str, str, str, str]:
    on_track = _bound(rule, rule.on_track, is_open=rule.on_track_open)
    at_risk = _bound(rule, rule.at_risk, is_open=rule.at_risk_open)
    day = "; counts the day itself" if rule.counts_the_day else ""
    return code(rule.name), on_track, f"{at_risk}{day}", rule.source or "–"


def _bound(rule: StatusRule, bound: float, *, is_open: bool) -> str:
    if rule.basis == "gap":
        return f"gap {'below' if is_open else 'up to'} {bound:g}"
    return f"share {'above' if is_open else 'from'} {bound:g}"


_PAGE = """\
# Settings

`site_config.yml` at the top of the repository holds the settings of the site. Two keys are required; a
misspelt key is an error. The shortest file:

```yaml
schema: 1
site: {name: Northwind goals}
```

## All keys

<<SiteConfig>>

## site

<<SiteFields>>

Links to files, lines, commits and requests on the git host are written as GitHub, GitLab, Gitea or Forgejo
want them. Where `github`, `gitlab`, `gitea`, `forgejo` or `codeberg` is in the name of the host, that tells
which it is; with another name, such as `git.acme.example`, say it with `host`. Where the goals repository is
a folder of a larger clone, links lead into that folder.

## people

Everybody who owns, follows or reports on a goal. The key is the id that goals use.

<<PersonFields>>

With many people, keep them in `people.csv` beside `site_config.yml` instead:

```csv
id,name,team,title,left
cs-lead,Head of Customer Success,customer-success,Vice President,
```

## cycles

<<CyclesFields>>

A cycle with a name of its own, under `custom`:

<<CycleFields>>

## home

<<HomeSettings>>

## status

Name a preset with `rule`, or give `basis`, `on_track` and `at_risk` for a rule of your own.

<<StatusFields>>

The presets. *Gap* is expected − progress, *share* is progress ÷ expected; both are fractions.
[Presets](presets.md) says where they come from, and what those products do otherwise.

<<Presets>>

## freshness

<<FreshnessFields>>

## mkdocs

| key | what it does |
| --- | --- |
| `plugins` | Plugins see and change the pages, and add files. They must be installed where Goalposts is. |
| `hooks` | The same from Python files of yours; their paths begin in the folder of `site_config.yml`. |
| `extra` | Values of your own, which plugins, hooks and templates of your own read as `config.extra`. |
| `strict` | With `true`, what MkDocs or a plugin warns of fails the build. Else the build tells it. |

With plugins or hooks, they are given `markdown_extensions`, `copyright`, `site_author`, `site_description`,
`repo_url`, `repo_name`, `edit_uri` and `edit_uri_template` too. Goalposts itself reads none of these: texts
are written in GitHub's Markdown. Every other key is an error, which says what to do instead. Styles of your
own go into `templates/assets/own.css`, and not into `extra_css`: [Theming](theming.md).

## Help while you type

The folder `.vscode` holds JSON Schemas of goals, KPIs, teams and settings, of the draft-07 form that editors
read. `goalposts schema` writes them into your own repository.

- **`site_config.yml`** in VS Code: install the extension *YAML* by Red Hat. `.vscode/settings.json` tells it
  which schema to use, and you get completion, explanations and errors. In other editors with the YAML
  language server, make this the first line of the file:
  `# yaml-language-server: $schema=.vscode/site_config.schema.json`
- **Goals, KPIs and teams** are Markdown, and the YAML extension does not look into Markdown. Those who have
  Node.js can use the linter *remark* with its VS Code extension and the plugin
  `remark-lint-frontmatter-schema`: give it `goal.schema.json` for goals, `team.schema.json` for the
  `index.md` of teams, and `kpi.schema.json` for KPIs.
- **Everywhere**: `goalposts check` tells all of this and more, with file, line and what to do.
"""
