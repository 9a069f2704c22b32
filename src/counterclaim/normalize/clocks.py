"""Which clock a time belongs to: when a statement was made, or when what it tells of happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from counterclaim.model import Mention, Report, Span, Statement, When
from counterclaim.parse.document import Document


def set_clocks(
    report: Report, document: Document, statements: Sequence[Statement], times: Sequence[Mention]
) -> tuple[Statement, ...]:
    """Return the statements with `said` and `about` filled in.

    A time inside the content is the event's; one in the same sentence outside every content is the
    speech's. Where no time of speaking is told, all that is known is that it was not after printing.
    """
    contents = [span for statement in statements for span in statement.content]
    outside = [time for time in times if not any(time.span in span for span in contents)]
    return tuple(
        replace(
            statement,
            said=_said(report, document, statement, outside),
            about=_first(time for time in times if any(time.span in span for span in statement.content)),
        )
        for statement in statements
    )


def _said(
    report: Report, document: Document, statement: Statement, outside: Sequence[Mention]
) -> When | None:
    around = _sentence(document, statement)
    if around is not None:
        told = _first(time for time in outside if time.span in around)
        if told is not None and (told.begin is not None or told.until is not None):
            return told
    printed = report.published
    return (
        When(None, printed.until, "PAST_REF") if printed is not None and printed.until is not None else None
    )


def _sentence(document: Document, statement: Statement) -> Span | None:
    """Return the characters of the sentence that holds the cue."""
    if statement.cue is None:
        return None
    for sentence in document.sentences:
        start, end = document.extent(range(sentence.first, sentence.last))
        if sentence.quotation is None and start <= statement.cue.start and statement.cue.end <= end:
            return Span(statement.report, start, end)
    return None


def _first(times: Iterable[Mention]) -> When | None:
    return next((time.value for time in times if isinstance(time.value, When)), None)
