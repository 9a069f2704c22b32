"""The check, before anything is shown, that every reference and every span leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from counterclaim.ledger import Snapshot
from counterclaim.model import Report, Span


def faults(snapshot: Snapshot) -> Iterator[str]:
    """Yield a sentence for each reference to something that is not in the snapshot.

    A statement without content, and a span that does not lie in its report's text, are such.
    """
    return chain(
        _faults_of_statements(snapshot),
        _faults_of_mentions(snapshot),
        _faults_of_claims(snapshot),
        _faults_of_relations(snapshot),
    )


def _faults_of_statements(snapshot: Snapshot) -> Iterator[str]:
    for statement_id, statement in sorted(snapshot.statements.items()):
        report = snapshot.reports.get(statement.report)
        if report is None:
            yield f"statement {statement_id} is of report {statement.report}, which is not in the ledger"
        elif not statement.content:
            yield f"statement {statement_id} has no content"
        else:
            yield from (f"statement {statement_id}: {stray}" for stray in _strays(report, statement.spans()))


def _faults_of_mentions(snapshot: Snapshot) -> Iterator[str]:
    for report_id, mentions in sorted(snapshot.mentions.items()):
        report = snapshot.reports.get(report_id)
        if report is None:
            yield f"there are mentions of report {report_id}, which is not in the ledger"
        else:
            yield from _strays(report, (mention.span for mention in mentions.items))


def _faults_of_claims(snapshot: Snapshot) -> Iterator[str]:
    for claim_id, claim in sorted(snapshot.claims.items()):
        for bearing in claim.bearings:
            if bearing.statement not in snapshot.statements:
                yield f"claim {claim_id} rests on statement {bearing.statement}, which is not in the ledger"


def _faults_of_relations(snapshot: Snapshot) -> Iterator[str]:
    for relation_id, relation in sorted(snapshot.relations.items()):
        for side in (relation.left, relation.right):
            if side not in snapshot.claims:
                yield f"relation {relation_id} is with claim {side}, which is not in the ledger"


def _strays(report: Report, spans: Iterable[Span]) -> Iterator[str]:
    for span in spans:
        if span.report != report.id or span.end > len(report.text):
            yield f"{span} does not lie in the text of report {report.id}"
