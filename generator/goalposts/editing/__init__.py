"""Edits of a goals repository: small changes of files that leave every other byte as it was.

Everything here is a function from values to values, but for `writing`, which puts files in their places.

- `splices`: parts of a text replaced, with the line ends and byte order mark that the file has;
- `csv_rows`, `recording`: a value into the series of a KPI;
- `yaml_writing`, `check_ins`: a check-in into the front matter of a goal;
- `new_goal`, `new_kpi`, `new_team`, `proposals`: files that begin a record, and what is proposed for them;
- `judging`: what would be wrong with the repository after an edit that is not wrong already.
"""
