"""Small mends of the parse, where the words tell better than the parser what hangs on what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from counterclaim.attribute.lexicon import Lexicon
from counterclaim.parse.document import Document, Token

Mend = Callable[[Document, Token, Lexicon], int | None]
"""Returns the index of the word that a coordinate verb really hangs on, or None."""

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_JOINING = frozenset({"and", "but"})


def mended(document: Document, lexicon: Lexicon) -> Document:
    """Return `document` with the coordinate verbs hung on the verb that they go on from."""
    heads = {
        token.index: head
        for token in document.tokens
        if token.dep == "conj" and token.pos in {"VERB", "AUX"}
        for head in [goes_on_from(document, token, lexicon)]
        if head is not None
    }
    if not heads:
        return document
    moved = _conjunctions(document, heads)
    tokens = tuple(
        replace(token, head=moved[token.index]) if token.index in moved else token
        for token in document.tokens
    )
    return replace(document, tokens=tokens)


def goes_on_from(document: Document, token: Token, lexicon: Lexicon) -> int | None:
    """Return the governing verb that a coordinate verb goes on from, in place of the verb before it.

    In "he said he earns little and asked for help" it is the speaker who asked: "asked" goes with no
    present tense. So it is in "said the dam had passed and denied that": a dam denies nothing.
    """
    head = document.tokens[token.head]
    tense = _tense(document, token)
    if tense is None or any(True for _ in document.of(token.index, *_SUBJECTS)):
        return None
    if tense == _tense(document, head) and not _says_on(document, token, head, lexicon):
        return None
    below = head
    while below.dep in {"ccomp", "xcomp"} and below.head != below.index:
        below = document.tokens[below.head]
        if _tense(document, below) == tense:
            return below.index
    return None


def _says_on(document: Document, token: Token, head: Token, lexicon: Lexicon) -> bool:
    """A verb of saying after what cannot say, or after a comma, is the speaker's again."""
    if token.lemma not in lexicon.verbs or token.tag not in {"VBD", "VBZ", "VBP", "VBN"}:
        return False
    who = document.first_of(head.index, *_SUBJECTS)
    thing = who is not None and (who.lemma in lexicon.holders["things"] or who.dep in {"expl", "csubj"})
    joint = document.tokens[token.index - 1]
    after_comma = joint.lower in _JOINING and document.tokens[joint.index - 1].text == ","
    return thing or after_comma or (_is_perfect(document, head) and token.tag == "VBD")


def _is_perfect(document: Document, verb: Token) -> bool:
    return any(one.lower in {"had", "have", "has"} for one in document.of(verb.index, "aux"))


def _tense(document: Document, verb: Token) -> str | None:
    """Return the tense of a finite verb, None for other forms; "had gone" is past as "went" is."""
    auxiliary = document.first_of(verb.index, "aux", "auxpass")
    form = auxiliary or verb
    if form.tag == "MD":
        return "modal"
    return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(form.tag)


def _conjunctions(document: Document, heads: dict[int, int]) -> dict[int, int]:
    """Add to the verbs that move the "and" before each, which moves with it."""
    moved = dict(heads)
    for index, head in heads.items():
        before = document.tokens[index - 1]
        if before.dep == "cc" and before.head == document.tokens[index].head:
            moved[before.index] = head
    return moved
