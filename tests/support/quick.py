"""What makes the builds of small sites quick: nearly all of their time goes into the same preparations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import CodeType
from typing import Any
from unittest.mock import patch

from jinja2 import Environment

from goalposts.site import filling, processes, verifying


@contextmanager
def compiled_once() -> Iterator[None]:
    """Gives the code of a template that was compiled before to every environment of the same settings."""
    known: dict[tuple[Any, ...], CodeType] = {}
    compile_ = Environment.compile

    def compiled(self: Environment, source: Any, *rest: Any, **named: Any) -> Any:
        if not isinstance(source, str) or named.get("raw"):
            return compile_(self, source, *rest, **named)
        settings = (type(self), *sorted(self.extensions), self.trim_blocks, self.lstrip_blocks)
        key = (settings, source, rest, tuple(sorted(named.items())))
        if key not in known:
            known[key] = compile_(self, source, *rest, **named)
        return known[key]

    with patch.object(Environment, "compile", compiled):
        yield


@contextmanager
def one_process() -> Iterator[None]:
    """Lets builds of this process make everything in it: the other processors run other tests.

    Builds that a test starts as commands fork as they always do.
    """
    with ExitStack() as stack:
        for module in (filling, processes, verifying):
            stack.enter_context(patch.object(module, "processes", lambda: 1))
        yield
