"""The frame of the new repository: its settings, the home page's introduction, a team per goal and target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goalposts.importing.front_matter import Digits, Value, page, to_yaml
from goalposts.importing.open_sdg.bodies import Words
from goalposts.importing.open_sdg.kpis import NOBODY
from goalposts.importing.open_sdg.settings import Settings
from goalposts.importing.open_sdg.source import Indicator
from goalposts.importing.open_sdg.titles import cut, fitted, resolved
from goalposts.importing.prose import escape, to_line


def frame_files(
    indicators: Sequence[Indicator], settings: Settings, words: Words
) -> Iterator[tuple[str, str]]:
    """Yield path and text of `site_config.yml` and of the `index.md` of every folder of goals."""
    name = cut(to_line(settings.name)) or "Indicators"
    site: dict[str, Value] = {
        "schema": Digits("1"),
        "site": {"name": name, "language": words.translations.language},
        "people": {NOBODY: {"name": "Unassigned"}},
    }
    yield "site_config.yml", "\n".join([*to_yaml(site), ""])
    yield "goals/index.md", page({"title": name}, _introduction(indicators))
    goals = {indicator.id.goal: indicator for indicator in reversed(indicators)}
    targets = {indicator.id.target: indicator for indicator in reversed(indicators)}
    for indicator in reversed(goals.values()):
        yield _goal_team(indicator, words)
    for indicator in reversed(targets.values()):
        yield _target_team(indicator, words)


def _introduction(indicators: Sequence[Indicator]) -> str:
    goals = len({indicator.id.goal for indicator in indicators})
    return (
        f"Taken over from an Open SDG repository; indicators: {len(indicators)}, goals: {goals}.\n\n"
        "Every goal and every target is a team; nobody is responsible yet. Replace `unassigned` in the files "
        "by the people who are. What was left out on the way stands in `import-report.md`."
    )


def _goal_team(indicator: Indicator, words: Words) -> tuple[str, str]:
    number, texts = indicator.id.goal, words.translations.texts
    short = to_line(texts.get(f"global_goals.{number}-short", ""))
    title = fitted(indicator.path, f"Goal {number}" + (f": {short}" if short else ""), "", words.ledger)
    key = f"global_goals.{number}-title"
    body = words.markdown("translations/", key, texts.get(key, ""))
    fields = {"title": title.text, "lead": NOBODY}
    return f"goals/{indicator.id.goal_team}/index.md", page(fields, body)


def _target_team(indicator: Indicator, words: Words) -> tuple[str, str]:
    number = indicator.id.target
    name = resolved(indicator, "target_name", words.translations, words.ledger)
    base = (
        name if name.casefold().startswith("target") else f"Target {number}" + (f": {name}" if name else "")
    )
    title = fitted(indicator.path, base.rstrip(" ."), "", words.ledger)
    fields = {"title": title.text, "lead": NOBODY, "parent": indicator.id.goal_team}
    body = f"**{escape(title.whole)}**" if title.is_cut else ""
    return f"goals/{indicator.id.goal_team}/{indicator.id.target_team}/index.md", page(fields, body)
