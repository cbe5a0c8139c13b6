"""The package's source, parsed once, for the guards of this folder."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "generator" / "goalposts"


@cache
def modules() -> dict[str, ast.Module]:
    """Returns every module of the package by its dotted name, discovered on disk."""
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in module_files().items()}


@cache
def module_files() -> dict[str, Path]:
    """Returns the file of every module of the package by its dotted name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yields every function and method of a module, nested ones too."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported_names(module: ast.Module) -> Iterator[str]:
    """Yields the dotted name of every module that is imported anywhere in the file, also inside functions."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module


def typing_only_imports(module: ast.Module) -> set[str]:
    """Returns the modules that are imported for type checkers alone, under `if TYPE_CHECKING:`."""
    found: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            found.update(imported_names(ast.Module(body=node.body, type_ignores=[])))
    return found
