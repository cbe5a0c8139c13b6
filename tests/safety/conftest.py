"""Fixtures of this folder."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.safety.building import World, open_world


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing that these builds keep comes into the cache of who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOALPOSTS_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Two generations of a site, the first one published; tests that use it stay on one worker."""
    with open_world(tmp_path_factory.mktemp("world")) as opened:
        opened.next_build_works(0)
        yield opened
