"""Messages in the source: what the extraction must be able to read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from goalposts.site.folders import packaged_templates
from tests.shape.source import modules

MARKS = {"say", "say_many", "N_", "N_many"}
# a word that a reader would see: two words with a space, or a sentence's first letter
_VISIBLE = re.compile(r"""(["'`])([A-Z][a-z]+ [^"'`]*|[A-Z][a-z]+[.:!]|[a-z]+ [a-z]+ [^"'`]*)\1""")


def _calls(module: ast.Module) -> Iterator[tuple[ast.Call, bool]]:
    """Yields every call that marks a message, and whether it stands inside an f-string."""
    inside = {
        id(node) for text in ast.walk(module) if isinstance(text, ast.JoinedStr) for node in ast.walk(text)
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in MARKS and node.args:
                yield node, id(node) in inside


def test_messages_are_literals() -> None:
    """A message is written out where it is said: one that is put together, or inside an f-string, is lost."""
    lost = [
        f"{name}:{call.lineno}: {ast.unparse(call)[:60]}"
        for name, module in modules().items()
        if not name.startswith(("goalposts.site.serving", "goalposts.cli"))
        for call, is_inside in _calls(module)
        if isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
        or (is_inside and isinstance(call.args[0], ast.Constant))
    ]
    assert lost == []


def test_scripts_have_no_words_of_their_own() -> None:
    """What a script shows comes from the page that loads it."""
    found = [
        f"{path.name}: {match[0]}"
        for path in sorted((packaged_templates() / "assets").glob("*.js"))
        for line in path.read_text(encoding="utf-8").splitlines()
        for match in _VISIBLE.finditer(line.partition("//")[0])
    ]
    assert found == []
