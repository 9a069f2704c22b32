"""Disputed figures: what either side of a conflict counts, in the words of the reports."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from counterclaim.board.accounts import Quote, quote_of
from counterclaim.board.clocks import clock_text
from counterclaim.board.index import Index, index_of, outlet_name, party_of, speaker_name
from counterclaim.ledger import Snapshot
from counterclaim.model import SUPPORTING, Bound, Claim, Mention, Quantity, Relation, Statement

Amount = tuple[float | None, float | None, Bound, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written, who gives it, and where it stands."""

    words: Quote
    unit: str
    claim: str
    statement: str
    speaker: str
    party: str
    report: str
    outlet: str
    published: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two claims that are set against each other, with the figures in which they differ."""

    left: str
    right: str
    because: str
    left_figures: tuple[Figure, ...]
    right_figures: tuple[Figure, ...]


def disputed_figures(snapshot: Snapshot) -> tuple[Dispute, ...]:
    """Return the conflicts in which both sides give a figure of the same unit, and not the same one."""
    index = index_of(snapshot)
    return _disputes(index, index.oppositions)


def disputes_among(index: Index, claims: Collection[str]) -> tuple[Dispute, ...]:
    """Return those of the disputed figures of which at least one side is one of `claims`."""
    return _disputes(index, (one for one in index.oppositions if one.left in claims or one.right in claims))


def _disputes(index: Index, relations: Iterable[Relation]) -> tuple[Dispute, ...]:
    disputes = (_dispute(index, relation) for relation in relations)
    return tuple(told for told in disputes if told.left_figures and told.right_figures)


def _dispute(index: Index, relation: Relation) -> Dispute:
    left, right = (list(_figures(index, claim)) for claim in index.sides_of(relation))
    shared = {key for key, _ in left} & {key for key, _ in right}
    units = {unit for (unit, _), _ in left} & {unit for (unit, _), _ in right}
    return Dispute(
        left=relation.left,
        right=relation.right,
        because=relation.because,
        left_figures=tuple(figure for key, figure in left if key not in shared and figure.unit in units),
        right_figures=tuple(figure for key, figure in right if key not in shared and figure.unit in units),
    )


def _figures(index: Index, claim: Claim) -> Iterator[tuple[tuple[str, Amount], Figure]]:
    """Yield the figures inside the statements that support a claim, with what they amount to."""
    for bearing in claim.bearings:
        if bearing.stance in SUPPORTING:
            statement = index.told(claim, bearing)
            for mention, quantity in _quantities(index, statement):
                amount = quantity.low, quantity.high, quantity.bound, quantity.readings
                yield (quantity.unit, amount), _figure(index, claim, statement, mention, quantity)


def _quantities(index: Index, statement: Statement) -> Iterator[tuple[Mention, Quantity]]:
    for mention in index.mentioned(statement.report):
        if isinstance(mention.value, Quantity) and any(mention.span in span for span in statement.content):
            yield mention, mention.value


def _figure(index: Index, claim: Claim, statement: Statement, mention: Mention, quantity: Quantity) -> Figure:
    report = index.snapshot.reports[statement.report]
    return Figure(
        words=quote_of(report, mention.span),
        unit=quantity.unit,
        claim=claim.id,
        statement=statement.id,
        speaker=speaker_name(index, statement),
        party=party_of(index, statement),
        report=report.id,
        outlet=outlet_name(report),
        published=clock_text(report.published),
    )
