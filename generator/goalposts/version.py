"""The version of the generator."""

from __future__ import annotations


def package_version() -> str:
    """Return the version of the generator."""
    from importlib.metadata import PackageNotFoundError, version  # half as long to import as all the rest

    try:
        return version("goalposts")
    except PackageNotFoundError:
        return "0"
