"""From view models to markup: the templates and the style sheet that the web pages and the dossier share.

Whatever a template shows is escaped, a name that it misses is an error, and it asks for nothing from
another host. A page reads well without script; a script only makes it quicker.
"""

from __future__ import annotations

from counterclaim.pages.columns import MOST_COLUMNS, columns_of
from counterclaim.pages.environment import STATIC, page, static_file
from counterclaim.pages.links import FolderLinks, Links, ServedLinks, SheetLinks, file_name
from counterclaim.pages.paging import Paging
from counterclaim.pages.values import claim_values, sheet_values

__all__ = [
    "MOST_COLUMNS",
    "STATIC",
    "FolderLinks",
    "Links",
    "Paging",
    "ServedLinks",
    "SheetLinks",
    "claim_values",
    "columns_of",
    "file_name",
    "page",
    "sheet_values",
    "static_file",
]
