"""What is quoted is said as a whole: contents mended by the marks where the parser cut them elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from counterclaim.attribute.saying import Saying
from counterclaim.model import Act
from counterclaim.parse.document import Document


def unquoted_left_out(document: Document, saying: Saying) -> Saying:
    """After a quotation and its verb the reporter speaks: "We lost," he said, after Roe had scored."""
    if saying.narrated or not saying.cue:
        return saying
    first = saying.content[0]
    if document.tokens[first].quotation is None or first > saying.cue[0]:
        return saying
    sentence = document.sentences[document.sentence_of[first]]
    if any(document.tokens[i].pos != "PUNCT" for i in range(sentence.first, first)):
        return saying
    content = tuple(
        i for i in saying.content if i < max(saying.cue) or document.tokens[i].quotation is not None
    )
    return replace(saying, content=content) if content else saying


def said_aloud(document: Document, saying: Saying) -> Saying:
    """Whole words between marks are said, whatever the verb tells of the mind: "We lost," agrees Ann Roe."""
    return (
        replace(saying, act=Act.ASSERT)
        if saying.act is Act.OTHER and _is_utterance(document, saying)
        else saying
    )


def nearest_speaker(document: Document, sayings: Sequence[Saying]) -> list[Saying]:
    """One utterance has one speaker: of two verbs that claim the same words the nearer one has them."""
    nearest: dict[tuple[int, ...], int] = {}
    for number, saying in enumerate(sayings):
        if _is_utterance(document, saying):
            best = nearest.setdefault(saying.content, number)
            if _distance(saying) < _distance(sayings[best]):
                nearest[saying.content] = number
    return [
        saying
        for number, saying in enumerate(sayings)
        if not _is_utterance(document, saying) or nearest[saying.content] == number
    ]


def _is_utterance(document: Document, saying: Saying) -> bool:
    words = [document.tokens[index] for index in saying.content]
    pure = all(token.quotation is not None or token.pos == "PUNCT" for token in words)
    return bool(saying.cue) and bool(saying.source) and not saying.narrated and pure


def _distance(saying: Saying) -> int:
    return min(abs(cue - index) for cue in saying.cue for index in (saying.content[0], saying.content[-1]))


def uncut(document: Document, saying: Saying) -> Saying:
    """A content that enters a fragment takes it whole: called it a "good thing. It was time we did it"."""
    if saying.narrated:
        return saying
    grown, reached = set(saying.content), -1
    for index in saying.content:
        if index > reached and document.tokens[index].quotation is None:
            rest = _rest_of_fragment(document, saying, index)
            grown.update(rest)
            reached = rest[-1] if rest else index
    content = tuple(sorted(grown - set(saying.cue) - set(saying.source)))
    return saying if content == saying.content else replace(saying, content=content)


def _rest_of_fragment(document: Document, saying: Saying, index: int) -> Sequence[int]:
    """Return the tokens after `index` in the fragment that it stands in, if the speaker stands outside."""
    token = document.tokens[index]
    if document.sentences[document.sentence_of[index]].quotation is not None:
        return ()
    number = bisect_left(document.outermost, token.end, key=attrgetter("end"))
    if number >= len(document.outermost):
        return ()
    quote = document.outermost[number]
    if quote.speech or not quote.start <= token.start:
        return ()
    named = [document.tokens[i] for i in (*saying.cue, *saying.source)]
    if any(quote.start <= other.start < quote.end for other in named):
        return ()
    last = index
    while last + 1 < len(document.tokens) and token.start < document.tokens[last + 1].start < quote.end:
        last += 1
    return range(index + 1, last + 1)
