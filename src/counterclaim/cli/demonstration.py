"""`demo`: the bundled case, from five reports to a board and a dossier, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from itertools import chain
from pathlib import Path

from counterclaim.board import Board, Row, board, summary
from counterclaim.cli import clock
from counterclaim.cli.adding import add_reports, tell_problems
from counterclaim.cli.exits import Code
from counterclaim.cli.exporting import write_atomically
from counterclaim.cli.flags import Flags
from counterclaim.cli.listing import give_board, short_ids
from counterclaim.cli.screen import Screen, counted
from counterclaim.export import exporter
from counterclaim.problems import NotFoundError, UsageError
from counterclaim.read import READERS, Details, Reading, read
from counterclaim.store import open_store

EXAMPLE = "bakhmut-2023"
"""The folder of the bundled case."""

CASE, DOSSIER = "case.db", "dossier.html"
"""The two files that a demonstration makes."""

EACH_STATUS = 3
"""How many claims of each status are shown."""

_BESIDE_A_CASE = ("", "-wal", "-shm", "-journal")


def demo(flags: Flags, folder: Path) -> Code:
    """Make a case of the bundled reports in `folder`, show its board, and write its dossier."""
    own = replace(flags, case=folder / CASE)
    screen = Screen(own)
    reports = bundled_reports()
    refuse_foreign_files(folder, reports)
    if flags.dry_run:
        screen.note(f"would read {counted(len(reports), 'report')} into {own.case}; nothing was written")
        return Code.OK
    _start_afresh(folder)
    screen.note(f"reading {counted(len(reports), 'bundled report')} into {own.case}")
    with open_store(own.case, create=True) as store:
        added = add_reports(screen, store, reports, Details())
    if isinstance(added, Code):
        return added
    shown = board(added.snapshot)
    few = shown if flags.json else replace(shown, rows=tuple(_some_of_each(shown)))
    give_board(screen, few, short_ids(added.snapshot.claims))
    dossier = exporter("html").write(added.snapshot)
    write_atomically(folder / DOSSIER, dossier)
    screen.note(f"{summary(added.snapshot)} ({added.seconds:.1f} s)")
    tell_problems(screen, added.outcome.problems)
    _say_what_next(screen, folder, shown, few)
    return added.code


def _some_of_each(shown: Board) -> Iterator[Row]:
    """Yield the first rows of each status, in the order of the board."""
    taken: dict[object, int] = {}
    for row in shown.rows:
        taken[row.status] = taken.get(row.status, 0) + 1
        if taken[row.status] <= EACH_STATUS:
            yield row


def _say_what_next(screen: Screen, folder: Path, shown: Board, few: Board) -> None:
    total = counted(len(shown.rows), "claim")
    screen.note(f"{len(few.rows)} of {total} are shown; all of them: {screen.flags.command('claims')}")
    screen.note(f"the dossier, for any browser: {(folder / DOSSIER).absolute().as_uri()}")
    first = next(iter(shown.rows)).claim
    short = short_ids(row.claim for row in shown.rows)[first]
    screen.note(f"next: {screen.flags.command('show', short)}")


# -- The bundled reports ---------------------------------------------------------------------


def bundled_reports() -> list[Path]:
    """Return the files of the bundled case that are reports.

    Raises:
        NotFoundError: this copy of Counterclaim came without its example.
    """
    folder = example_folder()
    files = sorted(folder.iterdir())
    return [file for file in files if file.suffix in READERS and file.name != "README.md"]


def example_folder() -> Path:
    """Return where the bundled case is: inside an installed package, or at the root of a checkout.

    Raises:
        NotFoundError: it is in neither place.
    """
    package = Path(str(resources.files("counterclaim")))
    places = (package / "examples" / EXAMPLE, package.parent.parent / "examples" / EXAMPLE)
    for place in places:
        if (place / "meta.json").is_file():
            return place
    raise NotFoundError(
        f"the bundled case {EXAMPLE} is missing from {package}; install counterclaim again, or add reports "
        "of your own with: counterclaim add PATH..."
    )


# -- Only our own files ----------------------------------------------------------------------


def refuse_foreign_files(folder: Path, reports: list[Path]) -> None:
    """Raise UsageError where a file of ours would replace one that no demonstration made.

    A case is ours if it holds nothing but bundled reports; a dossier, if it lies beside such a case.
    """
    case, dossier = folder / CASE, folder / DOSSIER
    if dossier.exists() and not case.exists():
        raise UsageError(f"{dossier} was not made by a demonstration; choose another place with --folder")
    if case.exists() and not _is_ours(case, reports):
        raise UsageError(f"{case} holds more than the bundled case; choose another place with --folder")


def _is_ours(case: Path, reports: list[Path]) -> bool:
    with open_store(case) as store:
        held = store.snapshot()
    items = chain.from_iterable(read(path, today=clock.today()) for path in reports)
    bundled = {item.report.id for item in items if isinstance(item, Reading)}
    return bundled.issuperset(held.reports) and not held.decisions


def _start_afresh(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for ending in _BESIDE_A_CASE:
        (folder / f"{CASE}{ending}").unlink(missing_ok=True)
    (folder / DOSSIER).unlink(missing_ok=True)
