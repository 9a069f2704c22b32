"""What is particular to a language: one folder a language, tables in TOML that a linguist can edit."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

LANGUAGES = ("en",)
"""The languages that can be read: each has a folder here."""


@cache
def table(language: str, name: str) -> dict[str, Any]:
    """Return the table `name` of `language`, read once.

    Callers must not change what they get: it is shared.
    """
    path = resources.files(__name__) / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
