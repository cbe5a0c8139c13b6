"""Key results that were removed after the promise, and what became of those that came back."""

from __future__ import annotations

from goalposts.history.key_result_changes import BY_LIKENESS, WrittenResult, pair

Pairs = tuple[tuple[WrittenResult | None, WrittenResult], ...]


class Departures:
    """Follows key results from version to version.

    `left` are those that are gone, by their last id, with the number of the commit that removed each; `back`
    are those that were gone, with the numbers of the commits that removed them and brought them back.
    """

    def __init__(self) -> None:
        """Begin with none gone."""
        self.left: dict[str, tuple[WrittenResult, int]] = {}
        self.back: list[tuple[WrittenResult, int, int]] = []
        # which of them can be known by what, so that none is searched for
        self._ids: dict[tuple[str, ...], dict[str, None]] = {}

    def follow(self, was: tuple[WrittenResult, ...], now: tuple[WrittenResult, ...], index: int) -> Pairs:
        """Return each key result of `now` with what it was last, also where it was gone in between.

        They are matched as by `pair`; None stands for one that is new.
        """
        there = {each.id for each in was}
        partners: dict[str, WrittenResult] = {}
        for each in now:
            names = (each.id,) if each.id in there else (each.id, *each.aliases)
            if name := next((name for name in names if name in self.left), None):
                partners[each.id] = self._take(name, index)
        gone: list[WrittenResult] = []
        for before, after in pair(was, tuple(each for each in now if each.id not in partners)):
            if before is not None and after is not None:
                partners[after.id] = before
            elif before is not None:
                gone.append(before)
        for key in BY_LIKENESS:
            for result in now:
                alike = self._ids.get(key(result) or ())
                if alike and result.id not in partners:
                    partners[result.id] = self._take(next(reversed(alike)), index)
        for result in gone:
            self._leave(result, index)
        return tuple((partners.get(result.id), result) for result in now)

    def _leave(self, result: WrittenResult, index: int) -> None:
        self.left[result.id] = (result, index)
        for key in BY_LIKENESS:
            if known_by := key(result):
                self._ids.setdefault(known_by, {})[result.id] = None

    def _take(self, result_id: str, index: int) -> WrittenResult:
        result, removed = self.left.pop(result_id)
        self.back.append((result, removed, index))
        for key in BY_LIKENESS:
            if known_by := key(result):
                del self._ids[known_by][result_id]
        return result
