"""Sayings become statements: tokens to characters, form, act and nesting."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from operator import attrgetter

from counterclaim.attribute.acts import shaded
from counterclaim.attribute.addressees import addressee
from counterclaim.attribute.certainty import certainty
from counterclaim.attribute.channels import carried_on, with_channel
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import trimmed, with_clauses
from counterclaim.attribute.quoted import quotations_in
from counterclaim.attribute.saying import Saying
from counterclaim.model import Act, Form, Link, Report, Role, Span, Statement, content_id
from counterclaim.parse.document import Document, Token

_NEARLY_ALL = 0.9
_WIDEST = 12
"""Of more statements around one, only the last so many are asked whether it is nested in them."""


def assemble(
    report: Report, document: Document, sayings: Iterable[Saying], lexicon: Lexicon
) -> tuple[Statement, ...]:
    """Return the statements that `sayings` come to, in text order, nested ones below their parents."""
    found = [_statement(report, document, saying, lexicon) for saying in sayings]
    nested = tuple(_nested([statement for statement in found if statement is not None]))
    return carried_on(report, document, nested, lexicon)


def _statement(report: Report, document: Document, saying: Saying, lexicon: Lexicon) -> Statement | None:
    """Return the statement that a saying comes to; None where no words of a content are left."""
    saying, channel = with_channel(document, saying, lexicon)
    words = _content_words(saying)
    content = content_spans(report.id, document, words)
    if not content:
        return None
    span = partial(_span, report.id, document)
    cue = None if saying.narrated else span(_unbroken(document, saying))
    source = span(_whole_source(document, saying, (*words, *(channel.words if channel else ()))))
    act = shaded(document, saying, lexicon)
    firmness, hedges = certainty(document, saying, act, lexicon)
    return Statement(
        id=_statement_id(report.id, (cue, source, *content), act, denied=saying.denied),
        report=report.id,
        content=content,
        act=act,
        form=Form.NARRATOR if saying.narrated else form_of(document, content),
        because=saying.because + (f"; {saying.inferred}" if saying.inferred else ""),
        chain=_chain(report.id, document, saying),
        source=source,
        cue=cue,
        denied=saying.denied,
        channel=channel.name if channel else None,
        channel_words=span(channel.words) if channel else None,
        addressee=span(addressee(document, saying, lexicon)),
        matter=span(saying.matter),
        scope=saying.scope,
        certainty=firmness,
        hedges=tuple(one for words in hedges if (one := span(words))),
    )


def _content_words(saying: Saying) -> tuple[int, ...]:
    """Return what is said without its source and its cue; a note is told with its cue."""
    return tuple(
        i for i in saying.content if i not in saying.source and (saying.narrated or i not in saying.cue)
    )


def _chain(report: str, document: Document, saying: Saying) -> tuple[Link, ...]:
    """Return the speaker, and then those who passed the words on."""
    name = _span(report, document, trimmed(document, saying.source))
    relays = (_span(report, document, words) for words in saying.relays)
    speakers = [Link(Role.SPEAKER, name, because=saying.inferred)] if name else []
    return (*speakers, *(Link(Role.RELAY, span) for span in relays if span))


def _statement_id(report: str, spans: Iterable[Span | None], act: Act, *, denied: bool) -> str:
    """Return an id that rests on what the statement says of the text, not on how we word the reason."""
    ends = (end for span in spans for end in ((span.start, span.end) if span else (None, None)))
    return content_id("st", report, *ends, act.value, int(denied))


def _unbroken(document: Document, saying: Saying) -> tuple[int, ...]:
    """Return the words of the cue around its verb: "has ... denied" is cut where others stand between."""
    main = saying.main_word(document)
    if main is None:
        return saying.cue
    others = {*saying.source, *saying.content, *(i for relay in saying.relays for i in relay)} - {*saying.cue}
    return tuple(i for i in saying.cue if not any(at in others for at in range(min(i, main), max(i, main))))


def _whole_source(document: Document, saying: Saying, beside: tuple[int, ...]) -> tuple[int, ...]:
    """Return the name of the source with the clauses about it, less the cue and what is `beside`."""
    name = trimmed(document, saying.source)
    if not name:
        return ()
    taken = frozenset((*saying.cue, *beside, *(i for relay in saying.relays for i in relay)))
    return with_clauses(document, name, taken)


def _span(report: str, document: Document, indices: Sequence[int]) -> Span | None:
    return Span(report, *document.extent(indices)) if indices else None


# -- Content: from tokens to exact characters ------------------------------------------------------


def content_spans(report: str, document: Document, indices: Sequence[int]) -> tuple[Span, ...]:
    """Return the characters of a content: one span for each unbroken run of its tokens.

    A stand-in gives the inside of its quotation, its end punctuation included; "that" at the
    beginning and punctuation at the ends are left out, as are quotation marks around the whole.
    """
    kept = [document.tokens[i] for i in _without_that(document, trimmed(document, tuple(indices)))]
    spans: list[Span] = []
    for run in _runs(document, kept):
        whole = trimmed(document, tuple(token.index for token in run))
        if whole:
            spans.append(Span(report, *_with_marks(document, *document.extent(whole))))
    return _joined(spans)


def _without_that(document: Document, indices: tuple[int, ...]) -> tuple[int, ...]:
    if len(indices) > 1 and document.tokens[indices[0]].lower == "that":
        first = document.tokens[indices[0]]
        if first.tag in {"IN", "WDT"} or (first.dep in {"mark", "advmod"} and first.tag != "DT"):
            return trimmed(document, indices[1:])
    return indices


def _runs(document: Document, tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Cut where words that are not content stand between, or where a quotation begins or ends."""
    run: list[Token] = []
    for token in tokens:
        if run and (_is_broken(document, run[-1], token) or token.quotation != run[-1].quotation):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _is_broken(document: Document, left: Token, right: Token) -> bool:
    between = document.tokens[left.index + 1 : right.index]
    return any(token.pos not in {"PUNCT", "SPACE"} for token in between)


def _with_marks(document: Document, start: int, end: int) -> tuple[int, int]:
    """Take in the mark of a fragment that begins or ends inside the content, but not marks around it all."""
    first = bisect_left(document.quotations, start, key=attrgetter("start"))
    for number in range(first, len(document.quotations)):
        quote = document.quotations[number]
        if quote.start >= end:
            break
        if quote.speech or quote.end > end:
            continue
        if quote.start == start and quote.end < end:
            start = quote.outer_start
        elif quote.end == end and quote.start > start:
            end = quote.outer_end
    return start, end


def _joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Sort the spans and drop what another covers already."""
    kept: list[Span] = []
    for span in sorted(set(spans)):
        if kept and span.start < kept[-1].end:
            kept[-1] = Span(span.report, kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return tuple(kept)


# -- Form ------------------------------------------------------------------------------------------


def form_of(document: Document, content: Sequence[Span]) -> Form:
    """Direct where nearly all letters stand between quotation marks, mixed where some do, else indirect."""
    letters = sum(_letters(document, span.start, span.end) for span in content)
    inside = sum(_letters(document, *ends) for span in content for ends in _quoted(document, span))
    if not inside:
        return Form.INDIRECT
    return Form.DIRECT if inside >= _NEARLY_ALL * letters else Form.MIXED


def _letters(document: Document, start: int, end: int) -> int:
    return sum(character.isalnum() for character in document.text[start:end])


def _quoted(document: Document, span: Span) -> Iterator[tuple[int, int]]:
    """Yield the parts of `span` that stand between quotation marks."""
    for quote in quotations_in(document, span.start, span.end):
        yield max(span.start, quote.start), min(span.end, quote.end)


# -- Nesting ---------------------------------------------------------------------------------------


def _nested(statements: Sequence[Statement]) -> Iterator[Statement]:
    """A statement whose cue and content lie inside another's content is nested in it."""
    ordered = sorted(statements, key=_text_order)
    reaching: list[Statement] = []
    for statement in {one.id: one for one in ordered}.values():
        reaching = [one for one in reaching[-_WIDEST:] if one.content[-1].end > statement.content[0].start]
        around = [other for other in reaching if _is_inside(statement, other)]
        parent = max(around, key=lambda other: (other.level, other.content[0].start), default=None)
        placed = (
            replace(statement, level=parent.level + 1, parent=parent.id) if parent is not None else statement
        )
        reaching.append(placed)
        yield placed


def _text_order(statement: Statement) -> tuple[int, int, int, str]:
    cue = statement.cue.start if statement.cue is not None else 0
    return statement.content[0].start, -statement.content[-1].end, cue, statement.id


def _is_inside(inner: Statement, outer: Statement) -> bool:
    if inner.id == outer.id or inner.cue is None or inner.cue == outer.cue:
        return False
    if inner.cue.start < outer.content[0].start or inner.cue.end > outer.content[-1].end:
        return False
    parts = (inner.cue, *inner.content)
    return all(any(part in span for span in outer.content) for part in parts)
