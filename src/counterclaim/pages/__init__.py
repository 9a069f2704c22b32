"""From view models to markup: the templates and the style sheet that the web pages and the dossier share.

Whatever a template shows is escaped, a name that it misses is an error, and it asks for nothing from
another host. A page reads well without script; a script only makes it quicker.
"""

from __future__ import annotations

from counterclaim.pages.environment import STATIC, page, static_file

__all__ = ["STATIC", "page", "static_file"]
