"""What git knows about a goals repository, understood, as frozen values. A tour:

`read_history(Question(root, repository, as_of))` asks git a bounded number of questions, whatever the size
of the repository, and returns a `History` for the audience of the repository: its `events` (an `Event` is
a `Change` of a record by a `Commit`), `of(kind, id)` for those of one record, and the last visible
`commit`. From a `History`:

- `moved(goal, history)` lists each `Move` of a goal's promise with its `Effect`; `promise(goal, history)` is
  the goal as it was promised.
- `former_addresses(history)` lists every id that was ever published as an `Address` with its `Fate`;
  `key_result_addresses(history)` does so for key results, `published_cycles(history)` for cycles, and
  `published_lives(history)` gives the spans of time that reviews were made of.

`load_at(root, rev)` returns the files of a commit, `templates_at` its templates; `tracks_files(folder)` tells
whether a folder has any that git tracks. `ancestry_of(root, rev)` gives the commits that led to one.
A `Cache` is where what was read can be kept for the next build.

`Archive` is every version by day, and `Recall` makes the records of any day from it: what closed pages show.

The way of a history, one module a step: `git` asks, `log` reads commits, `facts` reads versions of files,
`chronicle` and `lineages` join versions to records, `narrate` tells what changed, with the comparisons of
`record_changes`, `key_result_changes` and `rows`; `in_force`, `moves`, `departures`, `effects` and
`baselines` hold the promises. An audience's history is made from the versions that it could see, as if there
were no others.

Commits that are dated after `as_of` (committer date, UTC) are as if absent; what they did is told of the next
commit that is not. Where none follows, only the ids that they gave to records are known, since the files have
them. A merge counts with what it changed against its first parent.

A record is renamed where one commit removes an id and adds another, and either the file is the same one, the
new record lists the old id under `aliases`, or git finds 90 % of the old file in the new one. Another file
name with the same id is a move. A record that lists the id of one that was deleted earlier continues it.
"""

from goalposts.history.addresses import Address, Fate, former_addresses
from goalposts.history.ancestry import Ancestry, ancestry_of
from goalposts.history.anchors import KeyResultAddress, key_result_addresses
from goalposts.history.at import commit_at, load_at, templates_at, tracks_files
from goalposts.history.cache import Cache
from goalposts.history.effects import Effect
from goalposts.history.events import Change, Event, EventKind
from goalposts.history.history import History
from goalposts.history.lineages import RecordKind
from goalposts.history.log import Commit
from goalposts.history.moves import Move, moved, promise
from goalposts.history.published import Lived, PublishedCycle, published_cycles, published_lives
from goalposts.history.read import Question, read_history

__all__ = [
    "Address",
    "Ancestry",
    "Cache",
    "Change",
    "Commit",
    "Effect",
    "Event",
    "EventKind",
    "Fate",
    "History",
    "KeyResultAddress",
    "Lived",
    "Move",
    "PublishedCycle",
    "Question",
    "RecordKind",
    "ancestry_of",
    "commit_at",
    "former_addresses",
    "key_result_addresses",
    "load_at",
    "moved",
    "promise",
    "published_cycles",
    "published_lives",
    "read_history",
    "templates_at",
    "tracks_files",
]
