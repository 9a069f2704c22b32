"""Replies hung on what was just told: "..., a claim the firm denies", "..., which the firm denied"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from counterclaim.attribute.clauses import is_negated
from counterclaim.attribute.holders import is_sayable
from counterclaim.attribute.labels import VERBAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.matters import is_false, is_said
from counterclaim.attribute.phrases import noun_phrase, trimmed
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.attribute.subjects import agent
from counterclaim.model import Act, Certainty
from counterclaim.parse.document import Document, Token

_ARTICLES = frozenset({"a", "an"})
_DASHES = frozenset({"-", "--", "–", "—"})
_STANDING_FOR_IT = frozenset({"which", "something"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON"})
_QUOTED = frozenset("\"“”«»„‘’'")
_FARTHEST = 12
_LONGEST_NAME = 4
_MOST = 8
"""No sentence of prose has more replies."""


def with_replies(scene: Scene, sayings: Sequence[Saying], lexicon: Lexicon) -> Iterator[Saying]:
    """Yield the sayings of a sentence, with replies made sayings of their own about what they are hung on."""
    found = list(sayings)
    for reply in islice(_replies(scene, lexicon), _MOST):
        told = _told_before(reply, found)
        if told is None or told.denied:  # who rejects a denial does not deny the thing
            continue
        content = trimmed(scene.document, tuple(index for index in told.content if index < reply.first))
        because = f"{reply.because}, hung on what was just told"
        own = Saying(reply.cue, reply.source, content, reply.act, because, denied=reply.act is Act.DENY)
        others = (one for one in found if one is not told and set(one.cue).isdisjoint(reply.cue))
        cut = (_cut(scene.document, one, reply) for one in (told, *others))
        found = [*(one for one in cut if one.content), own]
    yield from found


class _Reply(NamedTuple):
    """Where a reply begins, its cue, whose it is, what he does, and why."""

    first: int
    cue: tuple[int, ...]
    source: tuple[int, ...]
    act: Act
    because: str


def _replies(scene: Scene, lexicon: Lexicon) -> Iterator[_Reply]:
    """Yield the replies of a sentence, from left to right."""
    document = scene.document
    for token in scene.tokens():
        first = _first_of_reply(scene, token, lexicon)
        verb = _verb_after(scene, token) if first is not None else None
        if first is None or verb is None or is_negated(document, verb.index):
            continue
        if token.lower == "which" and not _is_of_clause(document, token, verb, lexicon):
            continue
        by, done = _who(document, token, verb), _done(document, verb, lexicon)
        if by is None or by.tag in {"WDT", "WP"} or done is None:
            continue
        act, cue = done
        yield _Reply(first, cue, noun_phrase(document, by.index), act, f"“{verb.text}” is a reply")


def _first_of_reply(scene: Scene, token: Token, lexicon: Lexicon) -> int | None:
    """Return where "a claim", "something" or "which" begins behind a comma or a dash."""
    tokens, first = scene.document.tokens, token.index
    if token.pos == "NOUN" and is_said(token, lexicon):
        first -= 1
        while first > scene.sentence.first and tokens[first].pos == "ADJ":
            first -= 1
        opens = tokens[first].lower in _ARTICLES
    else:
        opens = token.lower in _STANDING_FOR_IT and not _stands_for_noun(scene.document, token, lexicon)
    before = tokens[first - 1].text if opens and first > scene.sentence.first else ""
    return first if before == "," or before in _DASHES else None


def _stands_for_noun(document: Document, token: Token, lexicon: Lexicon) -> bool:
    """Say whether "which" stands for what was said: "the charges, which he denied"."""
    before = document.tokens[max(token.index - 2, 0)]
    return token.lower == "which" and before.pos == "NOUN" and is_said(before, lexicon)


def _is_of_clause(document: Document, which: Token, verb: Token, lexicon: Lexicon) -> bool:
    """Say whether what is denied by "which" can be a clause: not "an offer, which the firm rejected"."""
    row, before = lexicon.verb(verb.lemma, "object"), document.tokens[max(which.index - 2, 0)]
    return row is not None and is_sayable(row, before, lexicon)


def _verb_after(scene: Scene, token: Token) -> Token | None:
    """Return the verb of the clause about a word, near behind it."""
    last = min(scene.sentence.last, token.index + _FARTHEST)
    near = scene.document.tokens[token.index + 1 : last]
    return next((one for one in near if one.pos in VERBAL and one.dep not in {"aux", "auxpass"}), None)


def _who(document: Document, noun: Token, verb: Token) -> Token | None:
    """Return who replies: behind "by", or between the noun and its verb, whatever hangs on what there."""
    between = range(noun.index + 1, verb.index)
    own = next((one for one in document.of(verb.index, "nsubj") if one.index in between), None)
    if agent(document, verb) is not None or own is not None:
        return agent(document, verb) or own
    return next(
        (one for i in between if (one := document.tokens[i]).pos in _NAMING and one.head not in between), None
    )


def _done(document: Document, verb: Token, lexicon: Lexicon) -> tuple[Act, tuple[int, ...]] | None:
    """Return what a verb does with a claim, and the words of it: denies, confirms, or calls it false."""
    rows = lexicon.verbs.get(verb.lemma, ())
    if verb.lemma in lexicon.denials["rejections"] or any(row.act is Act.DENY for row in rows):
        return Act.DENY, (verb.index,)
    name = document.tokens[verb.index + 1 : verb.index + 1 + _LONGEST_NAME]
    false = next((one for one in name if is_false(one, lexicon)), None)
    if false is not None and lexicon.verb(verb.lemma, "name"):
        between = document.text[verb.end : false.start]
        named = _QUOTED.isdisjoint(between)
        return Act.DENY, tuple(range(verb.index, false.index + 1)) if named else (verb.index,)
    return (Act.CONFIRM, (verb.index,)) if any(row.act is Act.CONFIRM for row in rows) else None


def _told_before(reply: _Reply, sayings: Sequence[Saying]) -> Saying | None:
    """Return the saying whose content ends last before a reply."""
    told = [
        (max(index for index in one.content if index < reply.first), one)
        for one in sayings
        if min(one.content) < reply.first and not one.narrated and set(one.cue).isdisjoint(reply.cue)
    ]
    return max(told, key=lambda one: one[0])[1] if told else None


def _cut(document: Document, saying: Saying, reply: _Reply) -> Saying:
    """Leave a reply out of what was told before it."""
    if max(saying.content) < reply.first or saying.certainty is Certainty.UNCOMMITTED:
        return saying
    kept = tuple(index for index in saying.content if index < reply.first)
    return replace(saying, content=trimmed(document, kept)) if kept else saying
