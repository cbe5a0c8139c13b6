"""What a build keeps for the next one, so that only what changed is made again. A tour:

`begin` opens the `Folder` of the user and gives the `Session` of a build. Its fingerprint stands for all
that the build depends on: where it is that of an earlier build, and the published folder is still what
was published, `replay` gives that outcome and nothing is done.

Else the stages work with values that note who looks at them (`reads`, `watch`, `edition`, `days`). A part of
the work, such as a rule or the page of a goal, is kept with all that it looked at (`parts`, `trace`), by the
numbers of it (`leaves`); where nothing of that has changed (`changes`), it is not done again, and its files
are linked from the published site. What is worked out on the way is compared by its value (`derived`,
`rows_until`). A page that is made again is rendered only where its view has another fingerprint (`prints`).
Records are recalled by the bytes of their files (`recalling`, from a `Book`), charts by all that is on them
(`drawings`).

Everything here may be deleted at any time. A value is only ever used under the hash of all it was made
from, with the code of the package and its libraries among it, so a cache cannot be out of date. What is
damaged counts as absent. The stages themselves know none of this: they are functions of the values they
are given.

The folder is trusted like code, since values are kept as pickles: it is the user's own, and one that belongs
to somebody else, that others may write into, or that has files from commits is not used (`folder`, `place`).
"""
