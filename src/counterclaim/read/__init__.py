"""Bytes to reports: one module a format, `READERS` is the whole list.

    for item in read(Path("reports"), Details(outlet="The Paper"), today=date(2023, 5, 12)):
        ...  # a `Reading` (a report, its raw bytes, flags) or a `Problem`

To add a format: one module with a function of type `Reader`, and one row in `READERS`.
"""

from __future__ import annotations

from counterclaim.read.again import intake_from, read_again
from counterclaim.read.reading import Details, Extract, Reader, Reading, duplicate, reading_of
from counterclaim.read.walk import LIMIT, READERS, read
from counterclaim.read.webpage import main_text

__all__ = [
    "LIMIT",
    "READERS",
    "Details",
    "Extract",
    "Reader",
    "Reading",
    "duplicate",
    "intake_from",
    "main_text",
    "read",
    "read_again",
    "reading_of",
]
