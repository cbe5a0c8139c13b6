"""The words of the site: English in the source, other languages from catalogues.

`catalogue.py` is the value that says a message, `loading.py` makes it from `.po` files, `extraction.py`
collects every message of the source into `templates/locale/goalposts.pot`. A page asks its formatter:
`fmt.say("{done} of {all} goals", done=3, all=4)`. docs/translating.md tells the rest.
"""
