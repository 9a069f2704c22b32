"""The check, before anything is shown, that every reference and every span leads somewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from counterclaim.ledger import Snapshot
from counterclaim.model import Mentions, Report, Span, Statement


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


def faults_of_statement(statement: Statement, report: Report | None) -> Iterator[str]:
    """Yield what is wrong with one statement, given the report that it is of, if there is one."""
    if report is None:
        yield f"statement {statement.id} is of report {statement.report}, which is not in the ledger"
    elif not statement.content:
        yield f"statement {statement.id} has no content"
    else:
        yield from (f"statement {statement.id}: {stray}" for stray in _strays(report, statement.spans()))


def faults_of_mentions(mentions: Mentions, report: Report | None) -> Iterator[str]:
    """Yield what is wrong with the mentions of one report, if there is such a report."""
    if report is None:
        yield f"there are mentions of report {mentions.report}, which is not in the ledger"
    else:
        yield from _strays(report, (mention.span for mention in mentions.items))


def no_statement(claim_id: str, statement_id: str) -> str:
    """Return the sentence that says of a claim what it rests on in vain."""
    return f"claim {claim_id} rests on statement {statement_id}, which is not in the ledger"


def no_claim(relation_id: str, claim_id: str) -> str:
    """Return the sentence that says of a relation what it leads to in vain."""
    return f"relation {relation_id} is with claim {claim_id}, which is not in the ledger"


def _faults_of_statements(snapshot: Snapshot) -> Iterator[str]:
    for _, statement in sorted(snapshot.statements.items()):
        yield from faults_of_statement(statement, snapshot.reports.get(statement.report))


def _faults_of_mentions(snapshot: Snapshot) -> Iterator[str]:
    for report_id, mentions in sorted(snapshot.mentions.items()):
        yield from faults_of_mentions(mentions, snapshot.reports.get(report_id))


def _faults_of_claims(snapshot: Snapshot) -> Iterator[str]:
    for claim_id, claim in sorted(snapshot.claims.items()):
        for bearing in claim.bearings:
            if bearing.statement not in snapshot.statements:
                yield no_statement(claim_id, bearing.statement)


def _faults_of_relations(snapshot: Snapshot) -> Iterator[str]:
    for relation_id, relation in sorted(snapshot.relations.items()):
        for side in (relation.left, relation.right):
            if side not in snapshot.claims:
                yield no_claim(relation_id, side)


def _strays(report: Report, spans: Iterable[Span]) -> Iterator[str]:
    for span in spans:
        if span.report != report.id or span.end > len(report.text):
            yield f"{span} does not lie in the text of report {report.id}"
