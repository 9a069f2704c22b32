"""Which parties have a column of their own on a board: a wide story would fit no screen."""

from __future__ import annotations

from collections.abc import Collection, Sequence

MOST_COLUMNS = 6
"""Parties beyond these share one column, unless the reader chose."""


def columns_of(parties: Sequence[str], chosen: Collection[str] = ()) -> tuple[list[int], list[int]]:
    """Return the places of the parties that have a column, and of those that share the last one.

    >>> columns_of(("a", "b", "c"), ["c"])
    ([2], [0, 1])
    """
    if chosen:
        columns = [place for place, party in enumerate(parties) if party in chosen]
    else:
        columns = list(range(len(parties)))[:MOST_COLUMNS]
    return columns, [place for place in range(len(parties)) if place not in columns]
