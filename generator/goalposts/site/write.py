"""The last stage: render everything into a folder beside the published one, then exchange the two."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from goalposts.charts.cards import draw_card
from goalposts.loading.tree import IMAGES, SourceTree
from goalposts.pages import links as addresses
from goalposts.pages.frame import make_frame
from goalposts.pages.page import Download, Edition, Made, Page, Picture
from goalposts.records.repository import Repository
from goalposts.site import search
from goalposts.site.markdown import Links
from goalposts.site.mkdocs_site import Output, write_site
from goalposts.site.publishing import publish, staging_for
from goalposts.site.rendering import environment, load_assets, template_folders, told_as_site_error


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be written where. `tree` has the images of bodies; a preview has no search and no cards."""

    root: Path
    site_dir: Path
    edition: Edition
    made: tuple[Made, ...]
    tree: SourceTree
    with_search: bool = True


def write(job: Job, progress: Callable[[str, int, int], None]) -> tuple[str, ...]:
    """Render the pages of the job and publish them; return what the site is without, in words."""
    folders = template_folders(job.root)
    config = job.edition.repository.config
    total = sum(isinstance(each, Page) for each in job.made)
    count = iter(range(1, total + 1))
    links = links_of(job.edition, job.tree)
    output = Output(
        made=(*_files(job), *_images(job.tree, links)),
        assets=load_assets(folders),
        environment=environment(folders, links),
        frame_of=lambda page: make_frame(job.edition, page),
        name=config.site.name,
        site_url=config.site.url,
        settings=config.mkdocs,
        tick=lambda: progress("Drawing pages", next(count), total),
    )
    with told_as_site_error(), staging_for(job.site_dir) as staging:
        write_site(output, staging)
        notes = _index(staging, progress) if job.with_search else ()
        publish(staging, job.site_dir)
    return notes


def _files(job: Job) -> Iterator[Page | Download]:
    """Yield what was made as files: cards are drawn, but not for a preview, which nobody links to."""
    for made in job.made:
        if not isinstance(made, Picture):
            yield made
        elif job.with_search:
            yield Download(made.url, draw_card(made.card))


def _index(staging: Path, progress: Callable[[str, int, int], None]) -> tuple[str, ...]:
    progress("Indexing", 0, 1)
    try:
        search.index(staging)
    except search.NoSearchError as error:
        # a site without search is worth more than none: its search page leads to the lists
        return (str(error),)
    return ()


def links_of(edition: Edition, tree: SourceTree) -> Links:
    """Return where links between files of the repository lead on the site."""
    repository = edition.repository
    pages = {"goals/index.md": addresses.HOME}
    pages |= {goal.path: addresses.goal_url(goal.id) for goal in repository.goals.values()}
    pages |= {kpi.path: addresses.kpi_url(kpi.id) for kpi in repository.kpis.values()}
    pages |= {kpi.csv_path: addresses.kpi_csv_url(kpi.id) for kpi in repository.kpis.values()}
    pages |= {team.path: addresses.team_url(team.id) for team in repository.teams.values()}
    shown = _shown_images(repository, tree)
    return Links(pages=pages, images={path: f"files/{path}" for path in shown})


def _shown_images(repository: Repository, tree: SourceTree) -> list[str]:
    """Return the images that a visible body names; others stay out, since a private body may name them."""
    bodies = [goal.body for goal in repository.goals.values()]
    bodies += [kpi.body for kpi in repository.kpis.values()]
    bodies += [team.body for team in repository.teams.values()]
    bodies.append(repository.introduction)
    images = [path for path in tree.files if path.endswith(IMAGES)]
    return [path for path in images if any(posixpath.basename(path) in body for body in bodies)]


def _images(tree: SourceTree, links: Links) -> tuple[Download, ...]:
    return tuple(Download(url, tree.files[path]) for path, url in links.images.items())
