"""`diff`: what has changed in a case between two moments, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from rich.table import Table
from rich.text import Text

from counterclaim.board import Difference, News, differences
from counterclaim.cli import clock
from counterclaim.cli.exits import Code
from counterclaim.cli.flags import Flags
from counterclaim.cli.screen import Screen, counted, frame, plain
from counterclaim.moments import Stood, stood_when
from counterclaim.problems import UsageError
from counterclaim.store import open_store

_HEADER = ("news", "id", "gist", "was", "now", "who", "where", "because", "earlier")

_STYLES = {
    News.STATUS: "yellow",
    News.DENIED: "red",
    News.CONCEDED: "magenta",
    News.CONFLICT: "red",
    News.CLAIM: "green",
}
"""Colours of what a desk looks for first; the others have none."""


def diff(flags: Flags, since: str, until: str | None = None) -> Code:
    """List what changed between two moments or entries, and say how much of what."""
    if until is not None and flags.as_of is not None:
        raise UsageError("--until and --as-of mean the same here: leave one of them out")
    screen = Screen(flags)
    now, end = clock.now(), until or flags.as_of or "now"
    with open_store(flags.case, waiting=screen.warn) as store:
        before, after = (stood_when(store, typed, now) for typed in (since, end))
        if before.sequence > after.sequence:
            raise UsageError(f"--since {since!r} is later than --until {end!r}: swap them")
        found = differences(before.snapshot, after.snapshot)
    rows = [_row(one) for one in found]
    screen.listing(_document(before, after, found), _HEADER, rows, lambda _: _picture(found))
    screen.note(f"from {before} to {after}")
    screen.note(_counts(found))
    return Code.OK


def _document(before: Stood, after: Stood, found: Sequence[Difference]) -> dict[str, object]:
    """Return what JSON says: the number and hash of the last entry on either side, and each difference."""
    ends = [{"entry": stood.sequence, "chain_head": stood.head} for stood in (before, after)]
    return {"since": ends[0], "until": ends[1], "differences": [asdict(one) for one in found]}


def _row(one: Difference) -> Sequence[str]:
    because = (one.because, ", ".join(one.earlier))
    return (one.news, one.fact, one.gist, one.was, one.now, one.who, one.where, *because)


def _counts(found: Sequence[Difference]) -> str:
    """Return how many there are of each sort, in the order in which they are listed."""
    if not found:
        return "nothing has changed"
    counts = Counter(one.news for one in found)
    sorts = ", ".join(f"{news}: {counts[news]:,}" for news in News if counts[news])
    return f"{counted(len(found), 'difference')} ({sorts})"


def _picture(found: Sequence[Difference]) -> Table:
    """Return a row for each difference: what it is about, from what to what, and why."""
    drawn = frame("news", "id", "what, and why")
    for one in found:
        drawn.add_row(Text(one.news, style=_STYLES.get(one.news, "")), one.fact, _told(one))
    return drawn


def _told(one: Difference) -> Text:
    """Return a difference in lines, each of which is left out where there is nothing to say."""
    step = " → ".join(plain(part) for part in (one.was, one.now) if part)
    voices = ", in ".join(plain(part) for part in (one.who, one.where) if part)
    lines = [(plain(one.gist), "bold"), (step, ""), (voices, ""), (plain(one.because), "dim")]
    told = [Text(line, style=style) for line, style in lines if line]
    if one.earlier:
        told.append(Text(f"before: {', '.join(one.earlier)}", style="dim"))
    return Text("\n").join(told)
