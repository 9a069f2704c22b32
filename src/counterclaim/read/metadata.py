"""Metadata beside a report: a `meta.json` in its folder, or a sidecar of its own.

`meta.json` maps a file's name to an object with `published`, `outlet`, `title`, `language` and
`address` (or `url`), any of them null or absent. A sidecar (`NAME.meta.json`, `NAME.txt.json`)
is one such object and outweighs `meta.json`. What is broken is flagged; the report is still read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from counterclaim.problems import Problem, ProblemKind
from counterclaim.read.reading import NOTHING_TOLD, Details

FOLDER_FILE, SIDECAR = "meta.json", ".meta.json"
"""The name of a folder's metadata file, and how a sidecar's name ends."""

LARGEST = 20_000_000
"""A larger metadata file, in bytes, is not read."""

Told = tuple[Details, tuple[Problem, ...]]
"""Details, and flags on what could not be read of them."""

Loaded = dict[Path, Any]
"""Metadata files of folders: the JSON value of each, or a flag; each is read once in a walk."""


def is_metadata(name: str, suffixes: frozenset[str]) -> bool:
    """Say whether a file of this name holds metadata, given the suffixes of reports."""
    beside = name.endswith(".json") and Path(name.removesuffix(".json")).suffix.lower() in suffixes
    return name == FOLDER_FILE or name.endswith(SIDECAR) or beside


def details_beside(path: Path, root: Path, name: str, loaded: Loaded) -> Told:
    """Return what the metadata files beside `path` tell of it.

    Args:
        path: the report's file.
        root: the folder that no metadata file may lie outside of.
        name: the path under which the report is listed; flags are listed beside it.
        loaded: folders' metadata files read before; this one's is added.
    """
    within = name[: len(name) - len(path.name)]
    sidecars = (f"{path.stem}{SIDECAR}", f"{path.name}{SIDECAR}", f"{path.name}.json")
    values = [(beside, _loaded(path.with_name(beside), root, within + beside)) for beside in sidecars]
    of_folder = path.with_name(FOLDER_FILE)
    if of_folder not in loaded:
        loaded[of_folder] = _loaded(of_folder, root, within + FOLDER_FILE)
    entries = loaded[of_folder]
    values.append((FOLDER_FILE, entries.get(path.name) if isinstance(entries, dict) else entries))
    details = NOTHING_TOLD
    flags: list[Problem] = []
    for beside, value in values:  # the weightiest first
        found, bad = details_of(value, within + beside)
        details = details.over(found)
        flags += bad
    return details, tuple(flags)


def _loaded(file: Path, root: Path, listed: str) -> Any:
    """Return the JSON value of a metadata file, None if there is none, or a flag."""
    try:
        if not file.is_file():
            return None
        if not file.resolve().is_relative_to(root.resolve()):
            return _bad(listed, "the link leads out of the folder")
        if file.stat().st_size > LARGEST:
            return _bad(listed, f"larger than {LARGEST:,} bytes")
        value = json.loads(file.read_text(encoding="utf-8-sig"))
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except json.JSONDecodeError as error:
        return _bad(listed, f"not JSON: {error.msg}", error.lineno)
    except (OSError, ValueError, RecursionError) as error:
        return _bad(listed, f"cannot be read: {error}")
    return value


def details_of(value: Any, name: str, line: int | None = None) -> Told:
    """Return the details in a JSON object, and a flag for each that is not a string or null.

    Args:
        value: the object; None if there is none; a flag, which is handed on, if it could not be read.
        name: the file it comes from.
        line: the line of that file, if known.
    """
    if value is None or isinstance(value, Problem):
        return NOTHING_TOLD, () if value is None else (value,)
    if not isinstance(value, Mapping):
        return NOTHING_TOLD, (_bad(name, "the entry is not a JSON object", line),)
    given = {field.name: value.get(field.name) for field in fields(Details)}
    given["address"] = given["address"] if given["address"] is not None else value.get("url")
    flags = tuple(
        _bad(name, f'"{key}" is not a string: {str(found)[:40]}', line)
        for key, found in given.items()
        if found is not None and not isinstance(found, str)
    )
    return Details(
        **{key: found.strip() or None for key, found in given.items() if isinstance(found, str)}
    ), flags


def _bad(name: str, reason: str, line: int | None = None) -> Problem:
    advice = "mend the metadata; the report is read without it"
    return Problem(ProblemKind.BAD_METADATA, name, reason, advice, line, fatal=False)
