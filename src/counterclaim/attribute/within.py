"""Words after a colon, and quotations within quotations: "they told us: sign", “I said, ‘Let me out’”."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from operator import attrgetter

from counterclaim.attribute.cue import Cue
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import speaker, trimmed
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.attribute.verbs import cannot_say, content_clause, sayings
from counterclaim.parse.document import Quotation, Token

_SHORTEST = 2
_FARTHEST = 4


def colon(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What follows a verb of saying and a colon: "they told us: sign, and then we will see"."""
    document, last = scene.document, scene.sentence.last
    for token in scene.verbs:
        after = document.tokens[token.index + 1 : last]
        marks = [one.index for one in after[:_FARTHEST] if one.text == ":"]
        if not marks or not all(one.head == token.index for one in after[: marks[0] - token.index - 1]):
            continue
        told = trimmed(document, tuple(range(marks[0] + 1, last)))
        if any(document.tokens[index].quotation is not None for index in told):
            continue
        yield from _said(scene, lexicon, token, told, f"a colon leads from “{token.text}” to what is said")


def inner_quotation(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A quotation within a quotation, right after its verb: “I said, ‘Let me out,’ and she laughed”."""
    document = scene.document
    for quote in _inner(scene):
        within = [one for one in scene.tokens() if quote.start <= one.start < quote.end]
        before = [one for one in scene.verbs if within and one.index < within[0].index]
        if len(within) < _SHORTEST or not before or within[0].index - before[-1].index > _FARTHEST:
            continue
        told = trimmed(document, tuple(one.index for one in within))
        because = f"“{before[-1].text}” leads to a quotation within the quotation"
        yield from _said(scene, lexicon, before[-1], told, because)


def _inner(scene: Scene) -> Iterator[Quotation]:
    """Yield the quotations that stand in the one whose inside this sentence is."""
    around, quotations = scene.sentence.quotation, scene.document.quotations
    if around is None:
        return
    first = bisect_left(quotations, quotations[around].start, key=attrgetter("start"))
    for number in range(first, len(quotations)):
        if quotations[number].start >= quotations[around].end:
            return
        if quotations[number].inside == around:
            yield quotations[number]


def _said(
    scene: Scene, lexicon: Lexicon, token: Token, told: tuple[int, ...], because: str
) -> Iterator[Saying]:
    document, verb = scene.document, lexicon.verb(token.lemma, "clause")
    source = (
        speaker(document, token.index) if verb and content_clause(document, token, lexicon) is None else ()
    )
    if verb is not None and source and told and not cannot_say(document, source, verb):
        yield from sayings(Cue(document, lexicon, token, verb), source, [told], because)
