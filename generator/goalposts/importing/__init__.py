"""Foreign formats to a goals repository, one per entry of `FORMATS`.

A format is a function from a folder of the foreign kind and an empty folder to an `ImportReport`:

    from goalposts.importing import FORMATS

    report = FORMATS["open-sdg"].run(Path("sdg-data"), Path("goals-repository"), print)

The function reads everything, decides everything, then writes the new repository together with the
report (`import-report.md`). It raises `ImportRefusedError` where the source is not of its kind or the
destination is not empty; nothing is written then. It prints nothing; what it has to say while it runs
goes to the callback it is given, one line of text a time.

To add a format: one module or package here with such a function, one test, one line in `FORMATS`.
"""

from __future__ import annotations

from goalposts.importing.contract import ImportFormat, ImportRefusedError, Progress
from goalposts.importing.open_sdg import import_open_sdg
from goalposts.importing.report import Decision, ImportReport, LeftOut, TakenOver

__all__ = [
    "FORMATS",
    "Decision",
    "ImportFormat",
    "ImportRefusedError",
    "ImportReport",
    "LeftOut",
    "Progress",
    "TakenOver",
]

FORMATS: dict[str, ImportFormat] = {
    "open-sdg": ImportFormat(
        name="open-sdg",
        description="Indicators with their metadata, data and targets, as published with Open SDG.",
        run=import_open_sdg,
    ),
}
"""The formats that `goalposts import FORMAT SOURCE` knows, by name."""
