"""A goals repository with a year of history, to try everything on. The company and its numbers are invented.

    stream, commits = a_year(date(2026, 11, 23))    # for `git fast-import`

The same day gives the same bytes, so the same commit ids. `year` and `happenings` tell what happens when,
`renames` what gets another name, goes and comes back; `company` holds the state of the repository and
writes its files, `numbers` makes the series, `texts` has the words, and `stream` turns commits into what git
reads.
"""

from __future__ import annotations

from goalposts.demo.year import a_year

__all__ = ["a_year"]
