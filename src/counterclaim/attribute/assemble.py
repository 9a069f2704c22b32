"""Sayings become statements: tokens to characters, form, act and nesting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import trimmed
from counterclaim.attribute.saying import Saying
from counterclaim.model import Act, Form, Link, Report, Role, Span, Statement, content_id
from counterclaim.parse.document import Document, Token

_NEARLY_ALL = 0.9


def assemble(
    report: Report, document: Document, sayings: Iterable[Saying], lexicon: Lexicon
) -> tuple[Statement, ...]:
    """Return the statements that `sayings` come to, in text order, nested ones below their parents."""
    found = [_statement(report, document, saying, lexicon) for saying in sayings]
    return tuple(_nested([statement for statement in found if statement is not None]))


def _statement(report: Report, document: Document, saying: Saying, lexicon: Lexicon) -> Statement | None:
    content = content_spans(report.id, document, saying.content)
    if not content:
        return None
    source = _span(report.id, document, trimmed(document, saying.source))
    cue = _span(report.id, document, saying.cue)
    act = _shaded(document, saying, content, lexicon)
    links = [Link(Role.SPEAKER, source, because=saying.inferred)] if source else []
    links += [Link(Role.RELAY, span) for r in saying.relays if (span := _span(report.id, document, r))]
    return Statement(
        id=content_id("st", report.id, cue, source, content, saying.because),
        report=report.id,
        content=content,
        act=act,
        form=Form.NARRATOR if saying.narrated else form_of(document, content),
        because=saying.because + (f"; {saying.inferred}" if saying.inferred else ""),
        chain=tuple(links),
        source=source,
        cue=cue,
        denied=saying.denied or act is Act.DENY,
    )


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
        if first.dep in {"mark", "advmod", "det"} and first.tag != "DT":
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
    for quote in document.quotations:
        if quote.speech or not (start <= quote.start and quote.end <= end):
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


# -- Form and act ----------------------------------------------------------------------------------


def form_of(document: Document, content: Sequence[Span]) -> Form:
    """Direct where nearly all letters stand between quotation marks, mixed where some do, else indirect."""
    quoted = [range(quote.start, quote.end) for quote in document.quotations]
    letters = [i for span in content for i in range(span.start, span.end) if document.text[i].isalnum()]
    inside = sum(any(i in quote for quote in quoted) for i in letters)
    if not inside:
        return Form.INDIRECT
    return Form.DIRECT if inside >= _NEARLY_ALL * len(letters) else Form.MIXED


def _shaded(document: Document, saying: Saying, content: Sequence[Span], lexicon: Lexicon) -> Act:
    """Plain saying may be more: a denial or confirmation of a report, a vow, a prediction."""
    if saying.act is not Act.ASSERT:
        return saying.act
    tokens = [token for token in document.tokens if token.quotation is None and _within(token, content)]
    return _truth_act(document, tokens, lexicon) or _ahead_act(document, tokens) or Act.ASSERT


def _within(token: Token, content: Sequence[Span]) -> bool:
    return any(span.start <= token.start and token.end <= span.end for span in content)


def _truth_act(document: Document, tokens: Sequence[Token], lexicon: Lexicon) -> Act | None:
    """Confirm by "the report is true", deny by "the claims are false" and "do not match reality"."""
    words = lexicon.truth
    for token in tokens:
        about = document.first_of(token.index, "nsubj")
        if about is None or about.lemma not in words["subjects"]:
            continue
        said = {child.lemma for child in document.of(token.index, "acomp", "attr")}
        negated = document.first_of(token.index, "neg") is not None
        under = {document.tokens[i].lemma for i in document.subtree(token.index)}
        if said & words["false"] or (negated and (said & words["true"] or under & words["reality"])):
            return Act.DENY
        if said & words["true"]:
            return Act.CONFIRM
    return None


def _ahead_act(document: Document, tokens: Sequence[Token]) -> Act | None:
    """What lies ahead is predicted; what the speaker himself will do is vowed."""
    for token in tokens:
        if token.lemma in {"will", "shall"} and token.pos == "AUX":
            who = document.first_of(token.head, "nsubj")
            return Act.VOW if who is not None and who.lower in {"i", "we"} else Act.PREDICT
    return None


# -- Nesting ---------------------------------------------------------------------------------------


def _nested(statements: Sequence[Statement]) -> Iterator[Statement]:
    """A statement whose cue and content lie inside another's content is nested in it."""
    ordered = sorted(statements, key=lambda one: (one.content[0].start, -one.content[-1].end, one.id))
    placed: dict[str, Statement] = {}
    for statement in ordered:
        around = [other for other in placed.values() if _is_inside(statement, other)]
        parent = max(around, key=lambda other: (other.level, other.content[0].start), default=None)
        if parent is not None:
            statement = replace(statement, level=parent.level + 1, parent=parent.id)  # noqa: PLW2901  the same one
        placed[statement.id] = statement
        yield statement


def _is_inside(inner: Statement, outer: Statement) -> bool:
    if inner.id == outer.id or inner.cue is None or inner.cue == outer.cue:
        return False
    parts = (inner.cue, *inner.content)
    return all(any(part in span for span in outer.content) for part in parts)

