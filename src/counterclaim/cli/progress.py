"""How far a long piece of work has come: a bar on a screen, a line for each report elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from counterclaim.cli.screen import Screen, plain
from counterclaim.read import READERS


@contextmanager
def progress(screen: Screen, paths: Sequence[Path]) -> Iterator[Callable[[str], None]]:
    """Give a function to be told what comes next: the path of a report, or the name of a stage."""
    if screen.flags.quiet or not sys.stderr.isatty():
        yield lambda name: screen.note(f"  {name}")
        return
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    console = Console(stderr=True, no_color=not screen.flags.color, markup=False, emoji=False)
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as bar:
        task = bar.add_task("reading", total=expected(paths) + 1)

        def tell(name: str) -> None:
            """Count what was done before; the first call only names what is begun."""
            bar.update(task, description=plain(name)[-40:])
            bar.advance(task, 1 if begun else 0)
            begun.append(name)

        begun: list[str] = []
        yield tell


def expected(paths: Sequence[Path]) -> int:
    """Return about how many reports there are: files that can be read, and the lines of JSON Lines."""
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    return sum(_reports_in(file) for file in files if file.suffix.lower() in READERS and file.is_file())


def _reports_in(file: Path) -> int:
    if file.suffix.lower() != ".jsonl":
        return 1
    with file.open("rb") as lines:
        return sum(1 for line in lines if line.strip())
