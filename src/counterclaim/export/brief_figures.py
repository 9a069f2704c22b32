"""Disputed figures as ranges, each with who says which."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from counterclaim.board import Account, Dispute, Figure, Testimony, disputed_figures
from counterclaim.export.notes import CITED, Line, Notes, escaped, quoted, who
from counterclaim.ledger import Snapshot
from counterclaim.model import Quantity

Place = tuple[str, int, int]
"""A report, and from where to where in its text."""

ENDS = 2
"""Of many figures so many of the lowest, and of the highest, are told."""


def ranges(snapshot: Snapshot, told: Iterable[Account]) -> list[Line]:
    """Return a line for each matter on which figures are in dispute, made when its notes are wanted."""
    testimonies = {one.statement: one for account in told for one in account.testimonies}
    amounts = dict(_amounts(snapshot))
    return [
        partial(_line, unit, some, amounts, testimonies)
        for unit, some in _matters(disputed_figures(snapshot))
        if all(one.statement in testimonies for one in some)
    ]


def _amounts(snapshot: Snapshot) -> Iterator[tuple[Place, Quantity]]:
    for report, mentions in snapshot.mentions.items():
        for mention in mentions.items:
            if isinstance(mention.value, Quantity):
                yield (report, mention.span.start, mention.span.end), mention.value


def _matters(disputes: Iterable[Dispute]) -> list[tuple[str, Sequence[Figure]]]:
    """Return the figures in dispute, those of claims that hang together as one, by their unit."""
    groups: list[tuple[str, set[str], dict[tuple[str, int], Figure]]] = []
    for dispute in disputes:
        for unit in dict.fromkeys(figure.unit for figure in dispute.left_figures):
            claims = {dispute.left, dispute.right}
            some = {
                (one.statement, one.words.start): one
                for one in (*dispute.left_figures, *dispute.right_figures)
                if one.unit == unit
            }
            for group in [one for one in groups if one[0] == unit and not one[1].isdisjoint(claims)]:
                groups.remove(group)
                claims |= group[1]
                some = group[2] | some
            groups.append((unit, claims, some))
    return [(unit, list(some.values())) for unit, _, some in groups]


def _line(
    unit: str,
    some: Iterable[Figure],
    amounts: Mapping[Place, Quantity],
    told: Mapping[str, Testimony],
    notes: Notes,
) -> str:
    """Return the range of figures, and who says which: of many, the lowest and the highest."""
    figures = [(one, amounts.get((one.report, one.words.start, one.words.end))) for one in some]
    figures.sort(key=lambda pair: _least(pair[1]))
    voices: dict[tuple[str, str, float], list[Figure]] = {}
    for one, amount in figures:
        voices.setdefault((one.speaker, one.party, _least(amount)), []).append(one)
    groups = list(voices.values())
    shown = groups if len(groups) <= 2 * ENDS else [*groups[:ENDS], *groups[-ENDS:]]
    said = [_said(group, told, notes) for group in shown]
    if len(groups) > len(shown):
        said.insert(ENDS, f"{len(groups) - len(shown)} more between")
    return f"- **{spread(amount for _, amount in figures)}** ({escaped(unit)}): {'; '.join(said)}"


def _said(group: Sequence[Figure], told: Mapping[str, Testimony], notes: Notes) -> str:
    words = " ".join(group[0].words.text.split())
    testimonies = [told[one.statement] for one in group[:CITED]]
    return f"{quoted(words)} says {who(testimonies[0])}{notes.of(testimonies)}"


def _least(amount: Quantity | None) -> float:
    """Return by what figures are sorted: the least they may be, or else the most."""
    ends = (amount.low, amount.high) if amount else ()
    return next((end for end in ends if end is not None), math.inf)


def spread(some: Iterable[Quantity | None]) -> str:
    """Return from what to what figures go, all bounds of all of them taken together.

    >>> from counterclaim.model import Bound
    >>> spread([Quantity(40, 40, 40, Bound.EXACT, "m"), Quantity(None, 65.5, 65.5, Bound.AT_MOST, "m")])
    '40 or less to 65.5'
    """
    known = [one for one in some if one and not one.readings]
    ends = [end for one in known for end in (one.low, one.high) if end is not None and math.isfinite(end)]
    if not ends:
        return "no clear figure"
    low, high = min(ends), max(ends)
    less = " or less" if any(one.low is None for one in known) else ""
    more = " or more" if any(one.high is None for one in known) else ""
    if low == high:
        return f"{_number(low)}{less}{more}"
    return f"{_number(low)}{less} to {_number(high)}{more}"


def _number(number: float) -> str:
    return f"{number:,.0f}" if number == round(number) else f"{number:,g}"
