"""Who decides."""

from __future__ import annotations

import getpass

from counterclaim.cli.flags import Flags
from counterclaim.normalize.settings import SETTINGS_FILE
from counterclaim.problems import UsageError


def user(flags: Flags) -> str:
    """Return who decides: as told, else by the name of the login.

    Raises:
        UsageError: nobody can be told, or the name is that of the settings file.
    """
    try:
        name = " ".join((flags.user or getpass.getuser()).split())
    except (OSError, KeyError, ImportError):
        name = ""
    if not name:
        raise UsageError("nobody is named who decides; say who you are: --user NAME")
    if name == SETTINGS_FILE:
        raise UsageError(f"{SETTINGS_FILE} is the name of the settings file; say who you are: --user NAME")
    return name
