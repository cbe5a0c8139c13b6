"""Goalposts turns a git repository of goals into a website that a whole company can trust.

The tour: `pipeline.build` goes the whole way from files to a published site, `pipeline.check` only as far as
the problems. Between them stand values: a `SourceTree` of bytes, a `Repository` of records, a `Scorecard`
of numbers, an `Edition` that pages are made from. Each folder of the package is one stage:

    loading → rules → measuring → pages (with charts) → site

`key_results`, `rules`, `pages` and `importing` are open folders: a new type, rule, page kind or format is a
file there and a line in the folder's registry.
"""
