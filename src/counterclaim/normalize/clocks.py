"""Which clock a time belongs to: when a statement was made, or when what it tells of happened."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from counterclaim.model import Mention, Report, Span, Statement, When
from counterclaim.parse.document import Document


def set_clocks(
    report: Report, document: Document, statements: Sequence[Statement], times: Sequence[Mention]
) -> tuple[Statement, ...]:
    """Return the statements with `said` and `about` filled in.

    A time inside the content is the event's; one in the same sentence outside every content is the
    speech's. Where no time of speaking is told, all that is known is that it was not after printing.
    """
    told = _Times.of(times)
    inside = {
        time.span for statement in statements for span in statement.content for time in told.within(span)
    }
    outside = _Times.of(time for time in times if time.span not in inside)
    sentences = _sentences(report, document)
    return tuple(
        replace(
            statement,
            said=_said(report, statement, outside, sentences),
            about=next((when for span in statement.content for when in told.whens(span)), None),
        )
        for statement in statements
    )


@dataclass(frozen=True, slots=True)
class _Times:
    """Mentions of times in text order, to be found by where they stand."""

    mentions: Sequence[Mention]

    @classmethod
    def of(cls, mentions: Iterable[Mention]) -> _Times:
        """Return `mentions`, sorted."""
        return cls(sorted(mentions, key=lambda time: time.span))

    def within(self, span: Span) -> Iterator[Mention]:
        """Yield the mentions that lie inside `span`."""
        first = bisect_left(self.mentions, span.start, key=lambda time: time.span.start)
        last = bisect_right(self.mentions, span.end, key=lambda time: time.span.start)
        return (time for time in self.mentions[first:last] if time.span in span)

    def whens(self, span: Span) -> Iterator[When]:
        """Yield the times told inside `span`."""
        return (time.value for time in self.within(span) if isinstance(time.value, When))


def _said(report: Report, statement: Statement, outside: _Times, sentences: Sequence[Span]) -> When | None:
    around = _sentence(statement, sentences)
    told = next(outside.whens(around), None) if around else None
    if told is not None and (told.begin is not None or told.until is not None):
        return told
    printed = report.published
    return (
        When(None, printed.until, "PAST_REF") if printed is not None and printed.until is not None else None
    )


def _sentences(report: Report, document: Document) -> list[Span]:
    """Return where the sentences stand that are no quotation's inside, in text order."""
    ends = (
        document.extent(range(sentence.first, sentence.last))
        for sentence in document.sentences
        if sentence.quotation is None
    )
    return sorted(Span(report.id, start, end) for start, end in ends)


def _sentence(statement: Statement, sentences: Sequence[Span]) -> Span | None:
    """Return the sentence that holds the cue."""
    if statement.cue is None:
        return None
    before = bisect_right(sentences, statement.cue.start, key=lambda sentence: sentence.start)
    found = sentences[before - 1] if before else None
    return found if found is not None and statement.cue in found else None
