"""Decisions as pages and the HTTP API make them: one door, with what the reader saw checked against the case.

    decided(desk, wish, by, seen) -> Fulfilled(decision, before, after, new)

    >>> from counterclaim.model import DecisionKind
    >>> Wish(DecisionKind.SPLIT, about=("s-1",), claim="c-9", note="another bridge").claim
    'c-9'

A page puts `token_of(view)` into its form, and hands back what the form sends:

    decided(desk, Wish(DecisionKind.CONFIRM, (claim,), note=note), request.state.user, seen_at(form["seen"]))

Errors become answers in `app`: `ConflictError` 409 (412 in the API), `NotFoundError` 404, `UsageError` 422.
"""

from __future__ import annotations

import re

from counterclaim.problems import ConflictError, UsageError
from counterclaim.web.desk import Desk, View
from counterclaim.wishes import LABELS, WISHED, Fulfilled, Seen, Wish, fulfil

__all__ = [
    "LABELS",
    "WISHED",
    "ConflictError",
    "Fulfilled",
    "Seen",
    "Wish",
    "decided",
    "seen_at",
    "token_of",
]

_TOKEN = re.compile(r"([0-9]{1,12})-([0-9a-f]{64})", re.ASCII)


def decided(desk: Desk, wish: Wish, by: str, seen: Seen | None) -> Fulfilled:
    """Record what a person wishes, with all that follows from it, or raise and write nothing.

    Args:
        desk: the case that is served.
        wish: kind, ids, label and note; see `wishes.Wish`.
        by: who decides: `request.state.user`.
        seen: the entry at which they read the case, from `seen_at`; None: whatever they saw.

    Returns:
        The decision, and the case before and after; `new` is False where this person had ruled so already,
        and nothing was written.

    Raises:
        ConflictError: what is decided on has changed since they looked; the message says how.
        NotFoundError: it is on something that is not there.
        UsageError: it cannot be; the message says why, and what could.
    """
    if desk.read_only:
        raise UsageError(
            "this case is served for reading only; start `counterclaim serve` without --read-only"
        )
    return fulfil(desk.store, wish, by, seen=seen, now=desk.now)


def token_of(view: View) -> str:
    """Return what a page puts into a form, to tell later what its reader saw."""
    return f"{view.stood.sequence}-{view.stood.head}"


def seen_at(token: str) -> Seen:
    """Return the entry that a token of `token_of` names.

    Raises:
        UsageError: it is no such token.
    """
    found = _TOKEN.fullmatch(token)
    if found is None:
        raise UsageError("it is not told what you looked at; load the page again")
    return Seen(int(found[1]), found[2])
