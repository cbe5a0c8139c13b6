"""One thing that is measured, in a process of its own: `python bench/once.py build ROOT SITE CACHE`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE), str(HERE / "generator")]


def build(root: str, site: str, cache: str, search: str = "") -> None:
    """Build a site; without a cache where its name is `-`, with search and cards where it is said."""
    from datetime import date

    from goalposts.pipeline import Request, build
    from goalposts.site.collector import collect_rarely

    collect_rarely()
    request = Request(date(2026, 11, 23), as_of_is_given=True, with_search=search == "search")
    built = build(Path(root), Path(site), request, cache=None if cache == "-" else Path(cache))
    assert built.pages, built.problems[:3]


def history(root: str, cache: str) -> None:
    """Tell how long reading and understanding the history takes, in seconds, without loading the records."""
    from bench.repositories import AS_OF
    from goalposts.cache.folder import Folder
    from goalposts.history import Question, read_history
    from goalposts.loading.parse import parse
    from goalposts.loading.tree import load
    from goalposts.site.collector import collect_rarely

    collect_rarely()  # as every command does
    repository = parse(load(Path(root))).repository
    assert repository is not None
    begun = process_time()
    read_history(Question(Path(root), repository, AS_OF, cache=Folder(Path(cache), "bench")))
    sys.stdout.write(f"{process_time() - begun}\n")


def cards(number: str) -> None:
    """Tell how long a card takes, in seconds, once its library is loaded."""
    from goalposts.charts.card_specification import Card, CardMeter
    from goalposts.charts.cards import draw_card

    made = [
        Card(
            site="Made-up goals",
            as_of="As of 23 Nov 2026",
            kicker="Team goal",
            title=f"Raise the renewal rate of customers to {60 + n} %",
            status="at-risk",
            verdict="At risk, 9 days behind",
            meter=CardMeter(n / 100, 0.6, is_old=False, done=f"{n} % done", rest=", 60 % expected"),
        )
        for n in range(int(number) + 1)
    ]
    draw_card(made[0])
    begun = process_time()
    for card in made[1:]:
        draw_card(card)
    sys.stdout.write(f"{(process_time() - begun) / int(number)}\n")


THINGS: dict[str, Callable[..., None]] = {"build": build, "history": history, "cards": cards}

if __name__ == "__main__":
    THINGS[sys.argv[1]](*sys.argv[2:])
