"""Whether a folder tells a word: in file names and contents, in any encoding that a reader undoes."""

from __future__ import annotations

import base64
import gzip
import html
import json
import re
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote_to_bytes

from tests.support.files import read_file_tree

_LETTER = re.compile(rb"\\u([0-9a-fA-F]{4})|&#x([0-9a-fA-F]+);?|&#([0-9]+);?")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}={0,2}")


def tells(folder: Path, words: Iterable[str]) -> list[str]:
    """Returns the path and the word wherever a file of the folder, or its name, tells one of the words."""
    wanted = [word.lower() for word in words]
    pattern = re.compile("|".join(map(re.escape, wanted)).encode()) if wanted else re.compile(rb"(?!)")
    found = []
    for path, content in read_file_tree(folder).items():
        for form in (path.encode(), *forms(content)):
            found += [f"{path}: {match.decode()}" for match in set(pattern.findall(form.lower()))]
    return sorted(set(found))


def forms(content: bytes) -> Iterator[bytes]:
    """Yields a file's content as it is, and as readers and tools may undo it."""
    if content.startswith(b"\x1f\x8b"):
        content = gzip.decompress(content)
    if content.startswith(b"\x89PNG"):
        yield from _texts_of_png(content)
        return
    yield content
    undone = _LETTER.sub(_letter, content)
    undone = html.unescape(undone.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    yield undone
    yield unquote_to_bytes(undone)
    # words broken by markup are words to a reader
    yield re.sub(rb"<[^>]*>|\xc2\xad|\xe2\x80\x8b", b"", undone)
    for run in _BASE64.findall(content):
        for start in range(4):
            part = run[start:].rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
            yield base64.b64decode(part[: len(part) // 4 * 4])


def _letter(match: re.Match[bytes]) -> bytes:
    number = int(match[1] or match[2], 16) if match[1] or match[2] else int(match[3])
    return chr(number).encode("utf-8", "surrogatepass") if number < 0x110000 else b""


def _texts_of_png(content: bytes) -> Iterator[bytes]:
    at = 8
    while at < len(content):
        (size,) = struct.unpack(">I", content[at : at + 4])
        kind, chunk = content[at + 4 : at + 8], content[at + 8 : at + 8 + size]
        if kind != b"IDAT":
            yield chunk
            name, _, rest = chunk.partition(b"\x00")
            if kind in (b"zTXt", b"iTXt") and rest:
                yield name + zlib.decompress(rest.lstrip(b"\x00\x01"))
        at += size + 12


def comparable(folder: Path, labels: dict[str, str]) -> dict[str, bytes]:
    """Returns the files of a site with commit ids replaced by labels.

    A search index is named by hashes of its pages: it is compared by what it holds.
    """
    files: dict[str, bytes] = {}
    fragments = []
    for path, content in read_file_tree(folder).items():
        if path.startswith("search/index/"):
            if path.endswith(".pf_fragment"):
                page = json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))
                fragments.append(_labelled(json.dumps(page, sort_keys=True).encode(), labels))
        else:
            files[path] = _labelled(content, labels)
    return files | {"search": b"\n".join(sorted(fragments))}


def _labelled(content: bytes, labels: dict[str, str]) -> bytes:
    by_start = {sha[:7]: label for sha, label in labels.items()}

    def label(match: re.Match[bytes]) -> bytes:
        return by_start.get(match[0][:7].decode(), match[0].decode()).encode()

    return re.sub(rb"\b[0-9a-f]{7,40}\b", label, content)
