"""The settings file beside a case: where it is, and what it rules."""

from __future__ import annotations

import tomllib
from pathlib import Path

from counterclaim.model import Decision, DecisionKind, content_id
from counterclaim.normalize.settings import SETTINGS_FILE, rulings_in
from counterclaim.problems import UsageError
from counterclaim.store import is_address
from counterclaim.weigh import standing_rules

Rulings = tuple[Decision, ...] | None
"""What a settings file rules; None where there is no file."""

STANDING = "standing"
"""The setting that names the table of rules by which claims are weighed."""


def settings_path(case: Path, chosen: Path | None = None) -> Path:
    """Return where the settings are: in the file chosen, beside the case, or here for a server's case."""
    return chosen or (Path(SETTINGS_FILE) if is_address(case) else case.parent / SETTINGS_FILE)


def rulings_of_case(case: Path, chosen: Path | None = None) -> Rulings:
    """Return what the settings file of a case rules.

    Raises:
        UsageError: a chosen file is not there, or something is wrong with the file; each problem is named.
    """
    path = settings_path(case, chosen)
    if not path.exists():
        if chosen is None:
            return None
        raise UsageError(f"there is no settings file {path}; leave --settings out, or name another")
    text = _text_of(path)
    decisions, problems = rulings_in(text, str(path))
    if problems:
        lines = "\n".join(f"- {problem}" for problem in problems)
        raise UsageError(f"the settings file was not used, and nothing was changed:\n{lines}")
    return (*decisions, *_ruled_table(text, path))


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error


def _ruled_table(text: str, path: Path) -> tuple[Decision, ...]:
    """Return the decision on the table of standing rules that a settings file names, if it does."""
    named = tomllib.loads(text).get(STANDING)
    if named is None:
        return ()
    if not isinstance(named, str) or not named.strip():
        raise UsageError(f'{path}: {STANDING} has to name a file, as in {STANDING} = "standing.toml"')
    place = path.parent / named
    if not place.is_file():
        raise UsageError(
            f"{path}: there is no file {place}; `counterclaim standing` writes a table to change"
        )
    table = _text_of(place)
    try:
        standing_rules(table)
    except UsageError as error:
        raise UsageError(f"{place} was not used, and nothing was changed: {error}") from error
    note = f"claims are weighed by the rules in {named}"
    key = content_id("d", SETTINGS_FILE, DecisionKind.WEIGH, table)
    return (Decision(key, DecisionKind.WEIGH, (), SETTINGS_FILE, note, STANDING, table),)
