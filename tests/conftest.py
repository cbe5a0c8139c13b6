"""Fixtures that every folder of tests may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from tests.support.amount import amount
from tests.support.browser import find_chromium, start_chromium
from tests.support.example import ExampleSite, build_example_site, build_public_site, published_below
from tests.support.needs import missing
from tests.support.quick import compiled_once, one_process
from tests.support.server import open_site

# The same examples on every run; machines differ in speed, so no test has a deadline.
settings.register_profile("short", derandomize=True, deadline=None, max_examples=60, database=None)
settings.register_profile(
    "long",
    derandomize=True,
    deadline=None,
    max_examples=1000,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("short")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, one for each worker."""
    executable = find_chromium()
    if executable is None:
        missing("Chromium (install it, or name it in GOALPOSTS_CHROMIUM)")
    with sync_playwright() as playwright:
        started = start_chromium(playwright, executable)
        try:
            yield started
        finally:
            started.close()


@pytest.fixture(scope="session")
def session_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of the session share."""
    base = tmp_path_factory.getbasetemp()
    # Each worker of pytest-xdist has its own folder inside the session's.
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def example_folder(session_folder: Path) -> Path:
    """The folder of this repository's own site, built through the command line."""
    return build_example_site(session_folder / "example-site")


@pytest.fixture(scope="session")
def example_site(example_folder: Path) -> Iterator[ExampleSite]:
    """This repository's own site, built and served."""
    with open_site(example_folder, prefix=published_below()) as url:
        yield ExampleSite(example_folder, url)


@pytest.fixture(scope="session")
def public_site(session_folder: Path) -> Iterator[ExampleSite]:
    """The example with every record public, built for everybody and served."""
    folder = build_public_site(session_folder / "public-site")
    with open_site(folder, prefix=published_below()) as url:
        yield ExampleSite(folder, url)


@pytest.fixture(scope="session", autouse=True)
def quick_builds() -> Iterator[None]:
    """Builds inside of a worker of the short suite do not do again what each of hundreds would do."""
    with compiled_once(), nullcontext() if amount(0, 1) else one_process():
        yield
