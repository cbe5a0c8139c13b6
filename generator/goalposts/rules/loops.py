"""Loops in a graph of names; not a rule itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def loops(ways: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Return loops of the graph, each once, beginning with its first name; none only where there is none.

    `ways` gives the names that each name leads to; all of them are keys. The walk keeps its own stack, so
    that a chain of thousands is no problem.
    """
    found: dict[tuple[str, ...], None] = {}
    done: set[str] = set()
    for start in ways:
        path: dict[str, Iterator[str]] = {}
        if start not in done:
            path[start] = iter(ways[start])
        while path:
            name = next(reversed(path))
            following = next(path[name], None)
            if following is None:
                done.add(name)
                del path[name]
            elif following in path:
                names = list(path)
                found.setdefault(_from_first(names[names.index(following) :]))
            elif following not in done:
                path[following] = iter(ways[following])
    return tuple(sorted(found))


def _from_first(names: list[str]) -> tuple[str, ...]:
    turn = names.index(min(names))
    return (*names[turn:], *names[:turn])
