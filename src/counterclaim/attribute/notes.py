"""The outlet's own notes: somebody said nothing, something could not be verified."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import is_negated, subject, trimmed
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token


def silence(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Somebody says nothing: "has not commented", "declined to comment", "has been silent on"."""
    document = scene.document
    for token in scene.tokens():
        if not _is_silent(document, token, lexicon):
            continue
        source = subject(document, token.index)
        words = [i for i in document.subtree(token.index) if i not in source]
        apart = {i for child in document.of(token.index, "conj", "cc") for i in document.subtree(child.index)}
        content = tuple(i for i in words if i not in apart)
        if source:
            because = f"“{token.text}” tells that nothing was said"
            yield Saying((token.index,), source, content, Act.DECLINE_COMMENT, because, narrated=True)


def verification(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """The outlet's own note: "the claim could not be verified", "we were unable to verify it"."""
    document = scene.document
    for token in scene.tokens():
        if token.lemma not in lexicon.verification["verbs"] or token.pos != "VERB":
            continue
        if _is_unchecked(document, token, lexicon) and not _is_said(document, token, lexicon):
            content = _whole_clause(document, token, scene)
            because = "the outlet notes what it could not verify"
            yield Saying((token.index,), (), content, Act.DOUBT, because, narrated=True)


def _is_unchecked(document: Document, token: Token, lexicon: Lexicon) -> bool:
    """Nothing could be verified, or nothing was verified independently."""
    words = lexicon.verification
    passive = document.first_of(token.index, "nsubjpass")
    governors = (token, *_possible_above(document, token, lexicon))
    around = {child.lemma for child in document.of(token.index, "aux", "advmod")}
    around |= {one.lower for one in governors}
    negative = (
        any(is_negated(document, one.index) for one in governors)
        or bool(around & {"unable", "impossible"})
        or (passive is not None and _is_neither(document, passive))
    )
    possible, alone = bool(around & words["possible"]), bool(around & words["adverbs"])
    return negative and (alone or (possible and (passive is not None or token.lemma in words["checks"])))


def _possible_above(document: Document, token: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Yield "able" and "was" of "was not able to verify", whichever of the two governs the verb."""
    governor = document.tokens[token.head]
    if token.dep == "xcomp":
        yield governor
        yield document.tokens[governor.head]
        yield from (
            one
            for one in document.of(governor.index, "acomp")
            if one.lower in lexicon.verification["possible"]
        )


def _is_said(document: Document, token: Token, lexicon: Lexicon) -> bool:
    """Somebody else says so: "police said they could not verify the video"."""
    above = [token, *document.ancestors(token.index)]
    return any(
        one.dep == "ccomp" and lexicon.verb(document.tokens[one.head].lemma, "clause") is not None
        for one in above
    )


# -- What the rules share ------------------------------------------------------------------------


def _is_silent(document: Document, token: Token, lexicon: Lexicon) -> bool:
    words = lexicon.silence
    if token.lemma in words["comment_verbs"] and token.pos == "VERB":
        return is_negated(document, token.index) and document.first_of(token.index, "ccomp") is None
    if token.lemma in words["refusals"] and token.pos == "VERB":
        refused = document.first_of(token.index, "xcomp")
        return refused is not None and refused.lemma in words["comment_verbs"]
    if token.lemma in words["reached"] and document.first_of(token.index, "nsubjpass"):
        about = (document.first_of(phrase.index, "pobj") for phrase in document.of(token.index, "prep"))
        return is_negated(document, token.index) and any(one and one.lemma == "comment" for one in about)
    if token.lemma in words["keep_verbs"]:
        return any(child.lower in words["adjectives"] for child in document.of(token.index, "acomp"))
    return False


def _is_neither(document: Document, token: Token) -> bool:
    return (
        any(child.lower in {"neither", "no", "none"} for child in document.of(token.index))
        or token.lower == "none"
    )


def _whole_clause(document: Document, token: Token, scene: Scene) -> tuple[int, ...]:
    """Return the note with its subject: the sentence, or the clause if it is coordinate with a saying."""
    head = token
    while (
        head.dep in {"conj", "xcomp", "acomp"} and document.first_of(head.index, "nsubj", "nsubjpass") is None
    ):
        head = document.tokens[head.head]
    apart = frozenset(child.index for child in document.of(head.index, "conj") if child.index > token.index)
    inside = range(scene.sentence.first, scene.sentence.last)
    return trimmed(document, tuple(i for i in document.subtree(head.index, apart) if i in inside))
