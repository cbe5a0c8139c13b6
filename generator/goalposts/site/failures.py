"""What can go wrong after the records are right: in templates, in MkDocs' settings, or on the disk."""

from __future__ import annotations


class SiteError(Exception):
    """The site cannot be written; the message says why and what to do."""
