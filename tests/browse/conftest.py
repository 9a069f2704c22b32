"""What every test in this folder may ask for; it stands in `web_fixtures.py`."""

from web_fixtures import (
    browser,
    bundled,
    bundled_read_once,
    case,
    case_read_once,
    client,
    desk,
    nursery,
    page_at,
    read_served,
    reader,
    served,
)

__all__ = [
    "browser",
    "bundled",
    "bundled_read_once",
    "case",
    "case_read_once",
    "client",
    "desk",
    "nursery",
    "page_at",
    "read_served",
    "reader",
    "served",
]
