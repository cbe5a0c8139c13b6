"""What a build keeps for the next one, so that only what changed is made again. A tour:

`begin` opens the `Folder` of the user and gives the `Session` of a build. Its fingerprint stands for all
that the build depends on: where it is that of an earlier build, and the published folder is still what
was published, `replay` gives that outcome and nothing is done.

Else the stages work with values that note who looks at them (`reads`, `watch`, `edition`). A part of the
work, such as a rule or the pages of some goals, is kept with all that it looked at (`parts`); where the
hashes of that are the same, it is not done again, and its files are linked from the published site.
Records are recalled by the bytes of their files (`recalling`, from a `Book`).

Everything here may be deleted at any time. A value is only ever used under the hash of all it was made
from, with the code of the package and its libraries among it, so a cache cannot be out of date. What is
damaged counts as absent. The stages themselves know none of this: they are functions of the values they
are given.

The folder is trusted like code, since values are kept as pickles: it is the user's own, outside of every
repository, and one that belongs to somebody else, or that others may write into, is not used.
"""
