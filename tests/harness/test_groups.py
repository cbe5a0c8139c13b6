"""Tests that share something slow stay on one worker."""

from __future__ import annotations

import os

import pytest


@pytest.mark.xdist_group("probe")
def test_groups_are_honoured(request: pytest.FixtureRequest) -> None:
    """Where tests run in parallel by groups, the group stands in the name by which they are handed out."""
    if os.environ.get("PYTEST_XDIST_WORKER") and request.config.getoption("loadgroup"):
        assert request.node.nodeid.endswith("@probe")
