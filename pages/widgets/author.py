"""Who is at the page, and whether they may change records."""

from __future__ import annotations

from data.access import Author
from pages.widgets.resources import current_store


def current_author() -> Author:
    """Who makes a change from this page."""
    return Author()


def may_write() -> bool:
    """Whether this viewer may change records, so that editing controls are shown."""
    return current_store().policy.allows(current_author())
