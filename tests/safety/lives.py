"""Pairs of repositories with histories: one with hidden records, and the same one without them.

What "without" means for a record follows from its life. One that the audience never saw is not there at all.
One that it saw later begins when it was shown. One that was hidden for a while has other hidden texts and numbers
in that while. One that was shown and no longer is leaves a bare page at its address: its text is another in the
other repository, in every version. Commits that touch only hidden records are left out, or have another subject.
"""

# ruff: noqa: E501  # tables of texts read best one to a line

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.history.story import Story

STEPS = 9
WHEN = [f"2026-{month:02}-{day:02}T09:{step:02}" for step, (month, day) in enumerate(
    [(9, 20), (9, 28), (10, 2), (10, 9), (10, 17), (10, 25), (11, 3), (11, 12), (11, 20)]
)]  # fmt: skip
AUDIENCES = ("internal", "public")
SHOWN = {"internal": ("public", "internal"), "public": ("public",)}
HIDDEN = {"internal": ("private",), "public": ("private", "internal")}
LIVES = ("shown", "shown, deleted", "hidden", "hidden, deleted", "made hidden", "made hidden, deleted",
         "made shown", "hidden for a while")  # fmt: skip
LEFT_BARE = ("made hidden", "made hidden, deleted")

Files = dict[str, str | bytes | None]


class Words:
    """Words that stand nowhere else, each made once."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(f"words {seed}")
        self.made: list[str] = []

    def new(self) -> str:
        """Returns a new word, such as `qzvexbuqz`."""
        middle = "".join(
            self._chance.choice(letters) for letters in ("bcdfgh", "aeiou", "jklmnp", "aeiou") * 2
        )
        self.made.append(f"qz{middle}qz")
        return self.made[-1]


@dataclass
class Record:
    """A record's life: at each step shown, hidden or absent, and its files at the steps where they change.

    `theirs` are the files in the repository without hidden records.
    """

    life: str
    ours: list[Files] = field(default_factory=list)
    theirs: list[Files] = field(default_factory=list)
    shows: list[bool] = field(default_factory=list)
    """Whether the audience may know of the change at a step."""


@dataclass
class Pair:
    """Two stories, the words that must not be told, and the labels of their commits by number."""

    ours: Story
    theirs: Story
    words: list[str]
    never_shown: list[str]
    """The words without those of versions that were shown before their record was hidden."""
    labels: tuple[dict[int, str], dict[int, str]]


class Maker:
    """Makes the pair of a seed."""

    def __init__(self, seed: int, audience: str, hidden: tuple[str, ...] = ()) -> None:
        """Takes what hidden records are: by default whatever the audience may not see."""
        self.hidden = hidden or HIDDEN[audience]
        self.chance = random.Random(f"{seed} {audience}")
        self.words = Words(seed)
        self.once_shown: set[str] = set()
        self.audience = audience

    def pair(self) -> Pair:
        """Returns the pair."""
        lives = [*LIVES, *self.chance.choices(LIVES, k=4)]
        records = [self._record("goal", number, life) for number, life in enumerate(lives)]
        records += [self._record("kpi", number, self.chance.choice(LIVES)) for number in range(4)]
        ours, theirs = Story(), Story()
        labels: tuple[dict[int, str], dict[int, str]] = ({}, {})
        for step, when in enumerate(WHEN):
            files = self._common(step)
            mine: Files = {**files, **self._hidden_surroundings(step)}
            other: Files = dict(files)
            told = bool(files)
            for record in records:
                mine |= record.ours[step]
                other |= record.theirs[step]
                told = told or (record.shows[step] and record.life not in LEFT_BARE)
            subject = f"Step {step} for everybody"
            if mine:
                message = f"{subject if told else self.words.new()}\n\n{self.words.new()}\n\n"
                message += self._trailers("Ben Writer" if told else self.words.new())
                number = ours.commit(
                    when, message, mine, author=f"Ada Editor <{self.words.new()}@example.org>"
                )
                labels[0][number] = f"commit-{step}"
            if other or (mine and self.chance.random() < 0.3):
                message = f"{subject}\n\nCo-authored-by: Ben Writer <ben@example.org>" if told else "For few"
                number = theirs.commit(when, message, other, author="Ada Editor <ada@example.org>")
                labels[1][number] = f"commit-{step}"
        never = [word for word in self.words.made if word not in self.once_shown]
        return Pair(ours, theirs, self.words.made, never, labels)

    def _trailers(self, name: str) -> str:
        """Returns the end of a message: only the name of who wrote with the author may be told."""
        signed = f"Signed-off-by: {self.words.new()} <{self.words.new()}@example.org>"
        return f"See-also: {self.words.new()}\n{signed}\nCo-authored-by: {name} <{self.words.new()}@example.org>\n"

    def _common(self, step: int) -> Files:
        if step == 0:
            return {
                "site_config.yml": CONFIG,
                "goals/index.md": "What we want.\n",
                "goals/root.md": ROOT,
                "goals/sales/index.md": "---\ntitle: Sales\nlead: sales-lead\n---\nWe sell.\n",
                "goals/sales/open.md": _open(0),
                "kpis/base.md": BASE,
                "kpis/base.csv": "date,value\n2026-08,10\n",
                "people.csv": PEOPLE,
            }
        if self.chance.random() < 0.4:
            months = [f"2026-{month:02},{10 + month * step % 7}\n" for month in range(8, 8 + min(3, step))]
            return {"kpis/base.csv": "date,value\n" + "".join(months)}
        return {"goals/sales/open.md": _open(step)} if self.chance.random() < 0.4 else {}

    def _hidden_surroundings(self, step: int) -> Files:
        """Returns the team and the person that only hidden records name, whom the public does not see."""
        if step not in (0, 4) or self.audience != "public":
            return {}
        word = self.words.new()
        return {
            "people.csv": PEOPLE + f"ghost,{word}\n",
            "goals/ghosts/index.md": f"---\ntitle: {word}\nlead: ghost\n---\n{self.words.new()}\n",
        }

    def _record(self, kind: str, number: int, life: str) -> Record:
        record = Record(life)
        stages = self._stages(life)
        secret = self.words.new() if life.startswith("hidden") and life != "hidden for a while" else None
        key = secret or f"{kind}-{number}"
        before: str | None = None
        for step, stage in enumerate(stages):
            changes = stage != before or (stage is not None and self.chance.random() < 0.3)
            ours: Files = {}
            theirs: Files = {}
            if changes and stage is None:
                ours = dict.fromkeys(_paths(kind, key)) if before else {}
                theirs = {} if secret else dict(ours)
            elif changes:
                already = len(self.words.made)
                ours = self._files(
                    kind, key, stage == "shown", self.words if life in LEFT_BARE else None, step
                )
                if stage == "shown":
                    self.once_shown.update(self.words.made[already:])
                if life in LEFT_BARE:
                    theirs = self._files(kind, key, stage == "shown", None, step)
                elif stage == "shown":
                    theirs = ours
                elif life == "hidden for a while":
                    theirs = self._files(kind, key, False, None, step)
            record.ours.append(ours)
            record.theirs.append(theirs)
            record.shows.append(bool(theirs) and stage != "hidden")
            before = stage
        return record

    def _stages(self, life: str) -> list[str | None]:
        """Returns at each step what the record is: shown, hidden, or None."""
        begin = self.chance.randint(0, 2)
        first = self.chance.randint(begin + 1, 5)
        second = self.chance.randint(first + 1, STEPS - 1)
        parts: dict[str, tuple[str | None, str | None, str | None]] = {
            "shown": ("shown", "shown", "shown"),
            "shown, deleted": ("shown", "shown", None),
            "hidden": ("hidden", "hidden", "hidden"),
            "hidden, deleted": ("hidden", "hidden", None),
            "made hidden": ("shown", "hidden", "hidden"),
            "made hidden, deleted": ("shown", "hidden", None),
            "made shown": ("hidden", "shown", "shown"),
            "hidden for a while": ("shown", "hidden", "shown"),
        }
        one, two, three = parts[life]
        return (
            [None] * begin + [one] * (first - begin) + [two] * (second - first) + [three] * (STEPS - second)
        )

    def _files(self, kind: str, key: str, shown: bool, words: Words | None, step: int) -> Files:
        """Returns a version of a record. Text is `words`', else new words where hidden, else plain."""
        visibility = self.chance.choice(SHOWN[self.audience] if shown else self.hidden)
        text = _Text(words or (None if shown else self.words), key, step)
        if kind == "kpi":
            return _kpi(key, visibility, text, step)
        in_ghosts = self.audience == "public" and key.startswith("qz")
        surroundings = "team: ghosts\ncontributors: [ghost]\n" if in_ghosts else ""
        return _goal(key, visibility, text, step, surroundings)


class _Text:
    """Words for texts: secret ones, or plain ones that a step gives."""

    def __init__(self, words: Words | None, key: str, step: int) -> None:
        self._words = words
        self._plain = f"{key} in step {step}"
        self.is_secret = words is not None

    def __call__(self) -> str:
        return self._words.new() if self._words else self._plain


def _paths(kind: str, key: str) -> Iterator[str]:
    yield from ((f"goals/sales/{key}.md",) if kind == "goal" else (f"kpis/{key}.md", f"kpis/{key}.csv"))


def _goal(key: str, visibility: str, text: _Text, step: int, surroundings: str) -> Files:
    body, files = f"Why {text()} matters.\n", {}
    if text.is_secret:
        name = text()
        body += f"\n![{text()}]({name}.png) and [{text()}](../root.md)\n"
        files[f"goals/sales/{name}.png"] = PICTURE.replace(b"COMMENT", name.encode())
    fields = (
        f"title: {text()}\nlevel: team\nowner: {'sales-lead' if step % 2 else 'boss'}\ncycle: 2026-Q4\n"
        f"visibility: {visibility}\nsupports: [root]\n{surroundings}"
        f"key_results:\n  - {{title: {text()}, values: {{2026-10-02: 3, 2026-11-0{1 + step % 3}: {4 + step}}},"
        f" baseline: 0, target: {20 + step}}}\n  - {{kpi: base, target: 30}}\n"
        f"  - title: M {text()}\n    milestones:\n"
        f"      - {{title: {text()}, due: 2026-10-20, done: 2026-10-1{step % 3}}}\n"
        f"      - {{title: {text()}, due: 2026-12-01}}\n"
        f"check_ins:\n  - {{date: 2026-10-1{step % 3}, by: boss, status: on_track, confidence: 7,"
        f" wins: {text()}, blockers: {text()}, note: {text()}}}\n"
        f"tags: [{text()}]\nlinks:\n  - {{title: {text()}, url: 'https://example.org/{text().replace(' ', '-')}'}}\n"
    )
    return files | {f"goals/sales/{key}.md": f"---\n{fields}---\n{body}"}


def _kpi(key: str, visibility: str, text: _Text, step: int) -> Files:
    fields = (
        f"title: {text()}\ndirection: up\nunit: count\ncadence: monthly\nowner: boss\nteam: sales\n"
        f"visibility: {visibility}\naggregate: sum\nsource: {{title: {text()}}}\nhealthy: {{at_least: {step}}}\n"
    )
    column = text().replace(" ", "-")
    rows = f"2026-08,{step},,{text()}\n2026-09,5,,\n2026-09,2,{text()},{text()}\n2026-10,{7 + step},,\n"
    return {
        f"kpis/{key}.md": f"---\n{fields}---\nHow {text()} is measured.\n",
        f"kpis/{key}.csv": f"date,value,{column},note\n{rows}",
    }


def _open(step: int) -> str:
    return (
        f"---\ntitle: Open to all {step}\nlevel: team\nowner: sales-lead\ncycle: 2026-Q4\nvisibility: public\n"
        f"supports: [root]\nkey_results:\n  - {{kpi: base, baseline: 5, target: {15 + step}}}\n---\nStep {step}.\n"
    )


CONFIG = (
    "schema: 1\nsite: {name: Acme goals, url: 'https://goals.acme.example/', repo: 'https://git.acme.example/g',"
    " cards: all}\n"
)
PEOPLE = "id,name\nboss,The Boss\nsales-lead,Head of Sales\n"
ROOT = (
    "---\ntitle: Be the first choice in our market\nlevel: organization\nowner: boss\ncycle: 2026\n"
    "visibility: public\nrollup: children\n---\nWe want it.\n"
)
BASE = "---\ntitle: Base\ndirection: up\nunit: count\ncadence: monthly\nowner: boss\nvisibility: public\n---\nIt.\n"
PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"COMMENT"
)
