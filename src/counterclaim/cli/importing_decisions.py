"""`import` of decisions: what people decided elsewhere, worked into a case as if it were decided here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from counterclaim.board import State, rulings
from counterclaim.cli import clock
from counterclaim.cli.adding import tell_problems
from counterclaim.cli.exits import Code
from counterclaim.cli.flags import Flags
from counterclaim.cli.screen import Screen, counted
from counterclaim.decide import decisions_from_jsonl
from counterclaim.gazetteer import open_gazetteer
from counterclaim.ledger import Snapshot
from counterclaim.model import Decision
from counterclaim.pipeline import Settings, decide, decided
from counterclaim.problems import Problem, ProblemKind, UsageError
from counterclaim.store import open_store
from counterclaim.weigh import standing_rules


def import_decisions(flags: Flags, path: Path) -> Code:
    """Read decisions into the case, each once, and say which of them could not be applied."""
    screen = Screen(flags)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"{path}: not UTF-8 at byte {error.start}; was it made by `export decisions`?"
        ) from error
    read, broken = decisions_from_jsonl(text, str(path))
    if not read:
        raise UsageError(
            f"{path} holds no decision and is no archive; `export` writes both\n"
            + "\n".join(f"- {problem}" for problem in broken[:3])
        )
    with open_store(flags.case, waiting=screen.warn) as store:
        held = store.snapshot()
        clashes = list(_clashes(read, held, str(path)))
        new = [one for one in read if one.id not in held.decisions]
        settings = Settings(open_gazetteer(), standing_rules())
        if flags.dry_run:
            after = decided(held, new, settings)
        else:
            _, after = decide(store, new, settings, clock.now)
    _tell(screen, [one.id for one in new], len(read), after)
    tell_problems(screen, [*broken, *clashes])
    return Code.PARTLY_DONE if broken or clashes else Code.OK


def _clashes(read: tuple[Decision, ...], held: Snapshot, path: str) -> Iterator[Problem]:
    """Yield the decisions that the case holds with other words: what was decided is never replaced."""
    for one in read:
        if held.decisions.get(one.id, one) != one:
            reason = f"{one.id} stands in the case with other words, which were kept"
            yield Problem(ProblemKind.BROKEN_RECORD, path, reason, "compare both; rule anew what is right")


def _tell(screen: Screen, new: list[str], read: int, after: Snapshot) -> None:
    views = [one for one in rulings(after) if one.id in set(new)]
    header = ("decision", "state", "ruled", "by", "because")
    document = {"imported": [asdict(one) for one in views], "written": not screen.flags.dry_run}
    screen.listing(document, header, [(one.id, one.state, one.ruled, one.by, one.because) for one in views])
    would = "would import" if screen.flags.dry_run else "imported"
    known = f", {read - len(new):,} were there already" if read != len(new) else ""
    screen.note(f"{would} {counted(len(new), 'decision')}{known}")
    doubtful = sum(one.state in {State.NEEDS_REVIEW, State.DISAGREEMENT} for one in views)
    if doubtful:
        look = screen.flags.command("decisions")
        screen.warn(f"{counted(doubtful, 'decision')} could not be applied as they are: {look}")
