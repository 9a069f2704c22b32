"""What is new in a case since a moment, for a brief: claims that moved before claims that came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from counterclaim.board import Account, Difference, News, differences
from counterclaim.board.index import outlet_name
from counterclaim.export.counting import counted
from counterclaim.export.notes import Line, Notes, escaped
from counterclaim.ledger import Snapshot

_TOLD = frozenset(
    {News.STATUS, News.DENIED, News.CONCEDED, News.CONFLICT, News.CONFLICT_GONE, News.CLAIM, News.ORIGINS}
)
"""What a desk wants to read of; `diff` lists the rest."""

_VOICES = 3
_REPORTS = 6
"""So many voices and new reports are cited."""


def news(before: Snapshot, after: Snapshot, told: Iterable[Account]) -> tuple[list[Line], int]:
    """Return the lines: what came in, claims that moved, new ones; and how many changes are in none."""
    found = differences(before, after)
    by_claim: dict[str, list[Difference]] = {}
    for one in found:
        if one.news in _TOLD:
            by_claim.setdefault(one.fact, []).append(one)
    changed = [(account, by_claim[account.claim]) for account in told if account.claim in by_claim]
    changed.sort(key=lambda pair: any(one.news is News.CLAIM for one in pair[1]))
    reports = [one.fact for one in found if one.news is News.REPORT]
    lines: list[Line] = [partial(_reports, after, reports)] if reports else []
    lines += [partial(_moved, before, account, some) for account, some in changed]
    return lines, len(found) - len(reports) - sum(len(some) for _, some in changed)


def _reports(after: Snapshot, reports: Sequence[str], notes: Notes) -> str:
    """Return which reports came in; a long list is told by its number."""
    some = [after.reports[key] for key in reports]
    named = ", ".join(f"{escaped(outlet_name(one))}{notes.of_first_line(one)}" for one in some[:_REPORTS])
    more = f" and {len(some) - _REPORTS} more" if some[_REPORTS:] else ""
    return f"- {News.REPORT.value}{'s' if some[1:] else ''}: {named}{more}"


def _moved(before: Snapshot, account: Account, some: Iterable[Difference], notes: Notes) -> str:
    fresh = [one for one in account.testimonies if one.statement not in before.statements]
    shown = (fresh or list(account.testimonies))[:_VOICES]
    new_first = sorted(some, key=lambda one: one.news is not News.CLAIM)
    told = "; ".join(_told(one) for one in new_first)
    return f"- **{escaped(account.gist)}**: {told}{notes.of(shown)}"


def _told(one: Difference) -> str:
    """Return one change of a claim: "newly denied by the mayor", "status changed from one side to denied"."""
    match one.news:
        case News.STATUS:
            return f"{one.was}, now {one.now}"
        case News.ORIGINS:
            return f"{counted(int(one.was), 'origin')}, now {one.now}"
        case News.CLAIM:
            return f"new ({one.now})"
        case News.CONFLICT | News.CONFLICT_GONE:
            return f"{one.news.value}: {escaped(one.now or one.was)}"
        case _:
            return f"{one.news.value} by {escaped(one.who)}"
