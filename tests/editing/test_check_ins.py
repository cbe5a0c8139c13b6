"""A check-in into a goal: the file afterwards."""

from __future__ import annotations

import difflib

import pytest

from goalposts.editing.check_ins import add_check_in
from goalposts.editing.refusal import RefusedError

FIELDS = {"date": "2026-11-23", "status": "at_risk", "note": "Q4: late"}

# A file with `+` before each line that the check-in adds.
INSERTIONS = {
    "no list yet": """\
---
title: Win
# the end of the fields
+check_ins:
+  - date: 2026-11-23
+    status: at_risk
+    note: "Q4: late"
---
Body with a line ---
""",
    "a no-break space behind the closing line": """\
---
title: Win
+check_ins:
+  - date: 2026-11-23
+    status: at_risk
+    note: "Q4: late"
---\u00a0
---
""",
    "a list with a comment and a field after it": """\
---
check_ins: # by the lead
  - date: 2026-11-16
    wins: One. # good
    # this one too
+  - date: 2026-11-23
+    status: at_risk
+    note: "Q4: late"
  # about the tags
tags: [a]
---
""",
    "a list without indentation": """\
---
check_ins:
- date: 2026-11-16
  wins: One.
+- date: 2026-11-23
+  status: at_risk
+  note: "Q4: late"
tags: [a]
---
""",
    "a wide dash": """\
---
check_ins:
    -   date: 2026-11-16
        wins: One.
+    -   date: 2026-11-23
+        status: at_risk
+        note: "Q4: late"
---
""",
    "a dash on its own line": """\
---
check_ins:
  -
    date: 2026-11-16
+  - date: 2026-11-23
+    status: at_risk
+    note: "Q4: late"
---
""",
    "newest first": """\
---
check_ins:
  # the newest first, please
+  - date: 2026-11-23
+    status: at_risk
+    note: "Q4: late"
  - date: 2026-11-16
    wins: One.
  - date: 2026-11-09
---
""",
    "newest first, the same day again": """\
---
check_ins:
  - date: 2026-11-30
  - date: 2026-11-23
    wins: One.
+  - date: 2026-11-23
+    status: at_risk
+    note: "Q4: late"
  - date: 2026-11-09
---
""",
    "oldest first, an old one": """\
---
check_ins:
  - date: 2026-11-09
+  - date: 2026-11-23
+    status: at_risk
+    note: "Q4: late"
  - date: 2026-11-30
---
""",
    "after a block of lines": """\
---
check_ins:
  - date: 2026-11-16
    wins: |
      One

      Two
+  - date: 2026-11-23
+    status: at_risk
+    note: "Q4: late"

# the tags
tags: [a]
---
""",
    "after a block that keeps its end": """\
---
check_ins:
  - date: 2026-11-16
    wins: |+
      One

+  - date: 2026-11-23
+    status: at_risk
+    note: "Q4: late"
---
""",
    "after an empty field": """\
---
check_ins:
  - date: 2026-11-16
    wins:
+  - date: 2026-11-23
+    status: at_risk
+    note: "Q4: late"
---
""",
    "entries in braces": """\
---
check_ins:
  - {date: 2026-11-16, wins: One.} # good
+  - {date: 2026-11-23, status: at_risk, note: "Q4: late"}
---
""",
    "an empty list without brackets": """\
---
check_ins: # none yet
+  - date: 2026-11-23
+    status: at_risk
+    note: "Q4: late"
tags: [a]
---
""",
    "fields that are indented": """\
---
  title: Win
+  check_ins:
+    - date: 2026-11-23
+      status: at_risk
+      note: "Q4: late"
---
""",
}


def before_and_after(marked: str) -> tuple[str, str]:
    """Returns a text without the lines that are marked with `+`, and with them."""
    lines = marked.splitlines(keepends=True)
    before = [line for line in lines if not line.startswith("+")]
    return "".join(before), "".join(line.removeprefix("+") for line in lines)


STYLES = {
    "LF": lambda text: text.encode(),
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "BOM": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "no final newline": lambda text: text.removesuffix("\n").encode(),
}


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("marked", INSERTIONS.values(), ids=list(INSERTIONS))
def test_lines_are_added(marked: str, style: str) -> None:
    """The check-in is some lines more at its place; every other byte stays."""
    before, after = (STYLES[style](text) for text in before_and_after(marked))
    assert add_check_in(before, "goals/win.md", FIELDS) == after


CHANGES = {
    "an empty list": (
        "check_ins: []\n",
        'check_ins:\n  - date: 2026-11-23\n    status: at_risk\n    note: "Q4: late"\n',
    ),
    "an empty list with a comment": (
        "check_ins: [] # none\ntags: [a]\n",
        'check_ins: # none\n  - date: 2026-11-23\n    status: at_risk\n    note: "Q4: late"\ntags: [a]\n',
    ),
    "null": (
        "check_ins: ~\n",
        'check_ins:\n  - date: 2026-11-23\n    status: at_risk\n    note: "Q4: late"\n',
    ),
    "a list in brackets": (
        "check_ins: [{date: 2026-11-16}] # all\n",
        'check_ins: [{date: 2026-11-16}, {date: 2026-11-23, status: at_risk, note: "Q4: late"}] # all\n',
    ),
    "a list in brackets, newest first": (
        "check_ins: [{date: 2026-11-16}, {date: 2026-11-09}]\n",
        (
            'check_ins: [{date: 2026-11-23, status: at_risk, note: "Q4: late"}, {date: 2026-11-16}, '
            "{date: 2026-11-09}]\n"
        ),
    ),
    "brackets over lines": (
        "check_ins: [\n  {date: 2026-11-09},\n  {date: 2026-11-16}, # last\n]\n",
        (
            "check_ins: [\n  {date: 2026-11-09},\n  {date: 2026-11-16},\n"
            '  {date: 2026-11-23, status: at_risk, note: "Q4: late"}, # last\n]\n'
        ),
    ),
    "all in braces": (
        "{title: Win}\n",
        '{title: Win, check_ins: [{date: 2026-11-23, status: at_risk, note: "Q4: late"}]}\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), CHANGES.values(), ids=list(CHANGES))
def test_lists_in_brackets(before: str, after: str) -> None:
    """A list in brackets stays one; an empty one becomes lines."""
    changed = add_check_in(f"---\n{before}---\n".encode(), "goals/win.md", FIELDS)
    assert changed.decode() == f"---\n{after}---\n"


def test_long_texts_are_blocks() -> None:
    """A text of several lines becomes a block, in the order of the documented fields."""
    fields = {"next": "Two things:\n\n- one # a\n- two", "date": "2026-11-23", "by": "ana", "wins": "First."}
    changed = add_check_in(b"---\ntitle: Win\n---\n", "goals/win.md", fields).decode()
    assert changed == (
        "---\ntitle: Win\ncheck_ins:\n  - date: 2026-11-23\n    by: ana\n    wins: First.\n"
        "    next: |\n      Two things:\n\n      - one # a\n      - two\n---\n"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("no front matter\n", "cannot be read"),
        ("---\ntitle: [\n---\n", "cannot be read"),
        ("---\ncheck_ins: soon\n---\n", "cannot edit"),
        ("---\ncheck_ins: {date: 2026-11-16}\n---\n", "cannot edit"),
    ],
)
def test_what_cannot_be_edited_is_refused(content: str, message: str) -> None:
    """A file that is not understood is left to people, who are shown what to write."""
    with pytest.raises(RefusedError, match=message):
        add_check_in(content.encode(), "goals/win.md", FIELDS)


def test_only_lines_are_added_to_an_example() -> None:
    """Against the file before, the difference is lines that were added."""
    before, _ = before_and_after(INSERTIONS["newest first"])
    after = add_check_in(before.encode(), "goals/win.md", FIELDS).decode()
    changes = [line[0] for line in difflib.ndiff(before.splitlines(), after.splitlines())]
    assert set(changes) == {" ", "+"}
