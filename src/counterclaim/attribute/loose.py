"""Quotations that no rule has given to anybody: find the verb beside them, or the speaker before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from counterclaim.attribute.after_quotation import signed
from counterclaim.attribute.holders import is_person
from counterclaim.attribute.introduced import introduced, introduced_above
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.partial import part_quoted
from counterclaim.attribute.quoted import fragments_in, has_utterance
from counterclaim.attribute.saying import Saying
from counterclaim.attribute.subjects import subject
from counterclaim.attribute.told import Told
from counterclaim.attribute.utterances import nearest_speaker, said_aloud, uncut, unquoted_left_out
from counterclaim.model import Act
from counterclaim.parse.document import Document, Sentence

_BLOCKS_BACK = 1
_LONGEST_SUBHEADING = 8


def give_speakers(document: Document, sayings: Sequence[Saying], lexicon: Lexicon) -> list[Saying]:
    """Return `sayings` with every whole utterance given to somebody where that can be told."""
    tidy = nearest_speaker(document, [unquoted_left_out(document, saying) for saying in sayings])
    told = Told(document, [*tidy, *part_quoted(document, tidy, lexicon)])
    waiting: list[tuple[int, ...]] = []
    for stand_in in _loose_stand_ins(document, tidy):
        if not (_take_beside(told, stand_in, lexicon) or told.join_interrupted(stand_in)):
            told.extend(_speaker_before(told, stand_in, lexicon))
            waiting += [stand_in] if stand_in[0] not in told.given else []
    for stand_in in reversed(waiting):
        told.extend(_speaker_below(told, stand_in))
    return [said_aloud(document, uncut(document, saying)) for saying in told.sayings]


def _take_beside(told: Told, stand_in: tuple[int, ...], lexicon: Lexicon) -> bool:
    """Give the quotation to whom the words beside it name, as a part of what they introduce already."""
    found = introduced(told.document, stand_in, lexicon) or signed(told.document, stand_in)
    if found is None:
        return False
    if not told.join(found, stand_in):
        told.add(found)
    return True


def _loose_stand_ins(document: Document, sayings: Sequence[Saying]) -> Iterator[tuple[int, ...]]:
    """Yield the tokens of each stand-in that no saying has taken."""
    taken = {index for saying in sayings for index in saying.content}
    groups: dict[int, list[int]] = {}
    for token in document.tokens:
        if token.quotation is not None and token.index not in taken:
            groups.setdefault(token.quotation, []).append(token.index)
    yield from (tuple(indices) for _, indices in sorted(groups.items()))


# -- Speakers in other sentences -----------------------------------------------------------------


def _speaker_before(told: Told, stand_in: tuple[int, ...], lexicon: Lexicon) -> list[Saying]:
    """A quotation that stands alone has the speaker of the one, or of the sentence, before it."""
    here = told.block(stand_in[0])
    opens = told.opens_block(stand_in)
    if opens and _is_subheading(told.document, stand_in):
        return []
    earlier = told.last_quoted(here, stand_in[0])
    if earlier is None and opens:
        earlier = told.last_quoted(here - _BLOCKS_BACK, stand_in[0])
    sentence = told.sentence_before(stand_in)
    if sentence is not None:
        found = (
            _said_before(told, sentence, stand_in)
            or _above(told, sentence, stand_in, lexicon)
            or _told_of(told, sentence, earlier, stand_in, lexicon)
        )
        if found is not None:
            return [found]
    if earlier is None:
        return []
    why = "the quotation continues the speaker before it"
    return [_alone(earlier.cue, earlier.source, stand_in, why)]


def _speaker_below(told: Told, stand_in: tuple[int, ...]) -> list[Saying]:
    """A quotation that its paragraph does not close goes on in the next, which may tell its speaker."""
    number = told.document.tokens[stand_in[0]].quotation
    if number is None or not _is_open(told.document, number):
        return []
    first = told.first_quoted(told.block(stand_in[0]) + 1)
    why = "the quotation goes on in the next paragraph"
    return [_alone(first.cue, first.source, stand_in, why)] if first else []


def _said_before(told: Told, sentence: Sentence, stand_in: tuple[int, ...]) -> Saying | None:
    """The sentence before quotes a part of what its speaker says: He called it "too little". "..."."""
    whole = has_utterance(told.document, range(sentence.first, sentence.last))
    if whole or sentence.block != told.block(stand_in[0]):
        return None
    why = "the quotation continues the speaker before it"
    for saying in told.latest_in(sentence):
        if saying.source and any(True for _ in fragments_in(told.document, saying.content)):
            return _alone(saying.cue, saying.source, stand_in, why)
    return None


def _above(told: Told, sentence: Sentence, stand_in: tuple[int, ...], lexicon: Lexicon) -> Saying | None:
    """A paragraph that ends in a colon leads to the quotation below it."""
    words = list(told.document.tokens[sentence.first : sentence.last])
    quoted = has_utterance(told.document, range(sentence.first, sentence.last))
    if quoted or sentence.block == told.block(stand_in[0]):
        return None
    found = introduced_above(told.document, words, stand_in, lexicon)
    return found and replace(found, inferred="the paragraph before leads to the quotation")


def _told_of(
    told: Told, sentence: Sentence, earlier: Saying | None, stand_in: tuple[int, ...], lexicon: Lexicon
) -> Saying | None:
    """The sentence before the quotation is about its speaker: "... Roe was angry. '...'"."""
    inside = range(sentence.first, sentence.last)
    if has_utterance(told.document, inside):
        return None
    if earlier is not None and any(i in inside for i in (*earlier.cue, *earlier.source, *earlier.content)):
        return None
    speaker = _about(told.document, sentence)
    if not speaker or not is_person(told.document, speaker, lexicon):
        return None
    if earlier is None and sentence.block != told.block(stand_in[0]):
        return None
    if earlier is not None and not _is_another(told.document, speaker, earlier.source):
        return None
    why = "the sentence before the quotation tells of its speaker"
    return _alone(_cue_of(told, sentence, speaker), speaker, stand_in, why)


def _cue_of(told: Told, sentence: Sentence, speaker: tuple[int, ...]) -> tuple[int, ...]:
    """Return the word with which the sentence before told already what `speaker` says."""
    return next((saying.cue for saying in told.latest_in(sentence) if saying.source == speaker), ())


def _alone(cue: tuple[int, ...], source: tuple[int, ...], stand_in: tuple[int, ...], why: str) -> Saying:
    return Saying(cue, source, stand_in, Act.ASSERT, "a quotation that stands alone", inferred=why)


def _about(document: Document, sentence: Sentence) -> tuple[int, ...]:
    """Return the subject of the sentence."""
    root = next(
        (
            i
            for i in range(sentence.first, sentence.last)
            if document.tokens[i].head == i and document.tokens[i].pos != "PUNCT"
        ),
        sentence.first,
    )
    return subject(document, root)


def _is_another(document: Document, one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Two sources are two people where both are names, and they share none."""
    names = [
        {document.tokens[i].lower for i in words if document.tokens[i].pos == "PROPN"}
        for words in (one, other)
    ]
    return bool(names[0]) and not names[0] & names[1] and bool(names[1])


def _is_subheading(document: Document, stand_in: tuple[int, ...]) -> bool:
    """A short line between single marks heads a part of the report: 'The last of the ferries'."""
    quote = document.quotations[document.tokens[stand_in[0]].quotation or 0]
    block = document.blocks[quote.block]
    whole = quote.outer_start == block.start and block.end - quote.outer_end <= 1
    short = len(document.text[quote.start : quote.end].split()) <= _LONGEST_SUBHEADING
    return whole and short and document.text[quote.outer_start] in "'‘"


def _is_open(document: Document, number: int) -> bool:
    """No mark closes the quotation."""
    quote = document.quotations[number]
    return quote.outer_start < quote.start and quote.outer_end == quote.end
