"""The last stage: render everything into a folder beside the published one, then exchange the two."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from goalposts.cache.book import Book, key_of
from goalposts.cache.parts import Parts
from goalposts.cache.published import Files, as_published, contents_of, look_at
from goalposts.cache.trace import Part
from goalposts.charts.cards import draw_card
from goalposts.loading.link_targets import shown_images
from goalposts.loading.people import read_config
from goalposts.loading.tree import CONFIG, IMAGES, SourceTree
from goalposts.loading.yaml_text import key_place
from goalposts.pages import links as addresses
from goalposts.pages import make_pages
from goalposts.pages.frame import formatter, make_frame
from goalposts.pages.page import Download, Edition, Made, Page, Picture
from goalposts.pages.search import BUNDLE
from goalposts.pages.site_map import make_site_map
from goalposts.site import search
from goalposts.site.earlier_assets import keep_assets
from goalposts.site.filling import Filled, fill
from goalposts.site.folders import template_folders
from goalposts.site.markdown import Links
from goalposts.site.mkdocs_site import Output, write_site
from goalposts.site.new_site import NewSite
from goalposts.site.publishing import Known, publish, retire, staging_for
from goalposts.site.rendering import environment, keep_compiled, load_assets, told_as_site_error
from goalposts.site.renewing import Renewal, renew
from goalposts.site.writing import Filling

Progress = Callable[[str, int, int], None]

_INDEX, _HOME = "search index", "index.html"


class Job(Struct, frozen=True):
    """What is to be written where. `tree` has the images of bodies; a preview has no search and no cards.

    `templates` is the folder in which `templates/` of the repository stands, where that is not `root`;
    `parts` knows which parts of the site need not be made again.
    """

    root: Path
    site_dir: Path
    edition: Edition
    tree: SourceTree
    parts: Parts
    with_search: bool = True
    templates: Path | None = None


class Written(Struct, frozen=True):
    """What was written: the number of pages, what the site is without, in words, and all its files.

    The files are as they are published. They are not told where plugins of MkDocs took part: nobody knows
    what those depend on.
    """

    pages: int
    notes: tuple[str, ...]
    files: Files


def write(job: Job, progress: Progress) -> Written:
    """Make and render the pages of the job and publish them."""
    with told_as_site_error(), staging_for(job.site_dir, job.root) as staging:
        output = _output(job)
        standing = job.parts.take_standing()
        if output.settings:
            standing = None  # MkDocs makes the whole folder
        site = NewSite(staging, job.site_dir, job.parts, job.edition.commit, is_whole=standing is None)
        made = _fill(job, output, site, progress)
        if standing is not None:
            verified = _verified(job, site, site.files)
            renewed = renew(staging, job.site_dir, Renewal(site.files, standing, verified))
            return Written(made.pages, (), renewed)
        keep_assets(output.assets, staging, job.site_dir)
        notes = _index(job, made, site, progress) if job.with_search else ()
        look = look_at(staging, site.linked)
        verified = _verified(job, site, look.files)
        known = Known(look, contents_of(look, site.files), job.parts.files, verified)
        # a preview is read by its own server alone: it need not survive a power cut
        publish(staging, job.site_dir, durable=job.with_search, known=known)
        files = as_published(known.contents, retire(staging, known.before))
    return Written(made.pages, (*made.notes, *notes), {} if output.settings else files)


def _verified(job: Job, site: NewSite, files: Collection[str]) -> Collection[str]:
    """Return the pages that were verified with the published site, and still lead to nothing that is gone."""
    # no page leads into the index: its parts have other names whenever it is made
    gone = (path for path in job.parts.files if path not in files and not path.startswith(BUNDLE))
    return () if any(gone) else site.taken


def _output(job: Job) -> Output:
    config = job.edition.repository.config
    folders = template_folders(job.templates or job.root)
    links = links_of(job.edition, job.tree)
    made = _images(job.tree, links)
    watch = job.parts.watch
    links = replace(
        links, pages=watch.mapping("links", links.pages), images=watch.mapping("images", links.images)
    )
    env = environment(folders, links, formatter(job.edition))
    if job.parts.shelf is not None:
        keep_compiled(env, job.parts.shelf)
    return Output(
        made=made,
        assets=load_assets(folders),
        environment=env,
        frame_of=lambda page: make_frame(job.edition, page),
        name=config.site.name,
        site_url=config.site.url,
        settings=config.mkdocs,
        config_file=str((job.root / CONFIG).absolute()),
        place_of=partial(_place_of_setting, job.tree),
    )


def _place_of_setting(tree: SourceTree, key: str) -> str:
    """Return where a key of the section `mkdocs:` stands, or the section itself."""
    _, node, _ = read_config(tree)
    return CONFIG if node is None else f"{CONFIG}:{key_place(node, CONFIG, 'mkdocs', key).line}"


def _fill(job: Job, output: Output, site: NewSite, progress: Progress) -> Filled:
    # plugins and hooks of MkDocs expect to see the whole site at once
    if output.settings:
        filled = _fill_at_once(job, output, site.folder, progress)
        files = [path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.html")]
    else:
        filled = fill(Filling(job.edition, output, site, job.parts, job.with_search), progress)
        files = list(site.files)
    pages = (path.removesuffix("index.html") for path in files if path.endswith(("/index.html", _HOME)))
    if site_map := make_site_map(job.edition, sorted(pages)):
        site.put(site_map.url, site_map.content)
    return filled


def _fill_at_once(job: Job, output: Output, staging: Path, progress: Progress) -> Filled:
    made = tuple(make_pages(job.edition))
    total = sum(isinstance(each, Page) for each in made)
    count = iter(range(1, total + 1))
    output = replace(
        output,
        made=(*_files(job, made), *output.made),
        tick=lambda: progress("Drawing pages", next(count), total),
    )
    return Filled(total, {}, write_site(output, staging))


def _files(job: Job, made: Iterable[Made]) -> Iterator[Page | Download]:
    """Yield what was made as files: cards are drawn, but not for a preview, which nobody links to."""
    for each in made:
        if not isinstance(each, Picture):
            yield each
        elif job.with_search:
            yield Download(each.url, draw_card(each.card))


def _index(job: Job, made: Filled, site: NewSite, progress: Progress) -> tuple[str, ...]:
    """Write the index, or take over that of the published site where the same can be found in it."""
    kept = job.parts.kept(_INDEX)
    found = key_of(repr(sorted(made.found.items()))) if made.found else b""
    if kept is not None and found and kept.told == found:
        site.link(kept.outputs, {})
        return ()
    progress("Indexing", 0, 1)
    try:
        book = Book(job.parts.shelf, "words")
        search.index(site.folder, search.Words(made.found, book) if made.found else None)
    except search.NoSearchError as error:
        # a site without search is worth more than none: its search page leads to the lists
        return (str(error),)
    book.close()
    below = (path for path in (site.folder / BUNDLE).rglob("*") if path.is_file())
    outputs = tuple(sorted(path.relative_to(site.folder).as_posix() for path in below))
    job.parts.add(_INDEX, Part(b"", outputs, found))
    return ()


def links_of(edition: Edition, tree: SourceTree) -> Links:
    """Return where links between files of the repository lead on the site."""
    repository = edition.repository
    pages = {"goals/index.md": addresses.HOME}
    pages |= {goal.path: addresses.goal_url(goal.id) for goal in repository.goals.values()}
    pages |= {kpi.path: addresses.kpi_url(kpi.id) for kpi in repository.kpis.values()}
    pages |= {kpi.csv_path: addresses.kpi_csv_url(kpi.id) for kpi in repository.kpis.values()}
    pages |= {team.path: addresses.team_url(team.id) for team in repository.teams.values()}
    shown = _shown_images(edition, tree)
    return Links(pages=pages, images={path: f"files/{path}" for path in shown})


def _shown_images(edition: Edition, tree: SourceTree) -> list[str]:
    """Return the images that a visible text leads to; others may be of private records."""
    images = [path for path in tree.files if path.endswith(IMAGES)]
    if not images:
        return []
    shown = shown_images(edition.repository, edition.text_of)
    return [path for path in images if path in shown]


def _images(tree: SourceTree, links: Links) -> tuple[Download, ...]:
    return tuple(Download(url, tree.files[path]) for path, url in links.images.items())
