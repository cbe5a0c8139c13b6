"""What an audience may not see leaves no trace: the site is that of the repository without it."""

from __future__ import annotations

import base64
import json
import zlib
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest

from goalposts.pipeline import Request, build
from goalposts.problems import as_text
from tests.history.story import shas
from tests.safety.lives import AUDIENCES, Maker
from tests.safety.telling import comparable, tells
from tests.support.amount import amount

AS_OF = date(2026, 11, 23)


def unlike(ours: dict[str, bytes], theirs: dict[str, bytes]) -> list[str]:
    """Returns the files that are not the same, with the first place where they part."""
    lines = []
    for path in sorted(ours.keys() | theirs.keys()):
        one, other = ours.get(path, b"(none)"), theirs.get(path, b"(none)")
        if one != other:
            at = next(
                (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
                min(len(one), len(other)),
            )
            lines.append(
                f"{path}: {one[max(0, at - 90) : at + 90]!r} against {other[max(0, at - 90) : at + 90]!r}"
            )
    return lines


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("seed", range(amount(2, 50)))
def test_hidden_records_leave_no_trace(tmp_path: Path, seed: int, audience: str) -> None:
    """A repository with hidden records gives, apart from ids of commits, the bytes of the one without."""
    pair = Maker(seed, audience).pair()
    sites = []
    for name, story, labels in zip("ot", (pair.ours, pair.theirs), pair.labels, strict=True):
        root = story.write(tmp_path / f"repository-{name}")
        built = build(root, tmp_path / name, Request(AS_OF, audience))
        assert built.pages, as_text(built.problems)
        ids = shas(root)
        sites.append(comparable(tmp_path / name, {ids[number]: label for number, label in labels.items()}))
    assert len(pair.words) > 100
    assert tells(tmp_path / "o", pair.words) == []
    assert unlike(*sites) == []


def test_a_told_word_is_found(tmp_path: Path) -> None:
    """The search of this file finds a word in names, and in every encoding."""
    word = "qzbajebajeqz"
    told = {
        f"{word}.txt": b"",
        "plain": word.upper().encode(),
        "percent": quote(word).replace("q", "%71").encode(),
        "entities": "".join(f"&#{ord(letter)};" for letter in word).encode(),
        "hex": "".join(f"&#x{ord(letter):x};" for letter in word).encode(),
        "json": json.dumps(word).replace("q", "\\u0071").encode(),
        "markup": word.replace("baje", "ba<b>j</b>e").encode(),
        "zip.pf_index": __import__("gzip").compress(word.encode()),
        "png": b"\x89PNG\r\n\x1a\n" + _chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(word.encode())),
    }
    told |= {f"base64-{n}": base64.b64encode(b"x" * n + word.encode() + b"yy") for n in range(3)}
    for path, content in told.items():
        (tmp_path / path).write_bytes(content)
    assert {line.split(":")[0] for line in tells(tmp_path, [word])} == set(told)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + bytes(4)
