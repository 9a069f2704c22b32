"""The outlet's own note on what it could not verify, and how far a note reaches."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.clauses import is_negated
from counterclaim.attribute.labels import VERBAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import trimmed
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.model import Act, Scope
from counterclaim.parse.document import Document, Token


def verification(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """The outlet's own note: "the claim could not be verified", "we were unable to verify it"."""
    document = scene.document
    if scene.sentence.quotation is not None:
        return
    for token in scene.tokens():
        what = _unchecked(document, token, lexicon)
        if what is not None and not _is_said(document, token, lexicon):
            yield Saying(
                (token.index,),
                (),
                _whole_clause(document, _verb_of(document, token), scene),
                Act.DOUBT,
                "the outlet notes what it could not verify",
                narrated=True,
                scope=scope(document, what[0] if what else None, lexicon),
            )


# -- What could not be verified ------------------------------------------------------------------


def _unchecked(document: Document, token: Token, lexicon: Lexicon) -> tuple[Token, ...] | None:
    """Return what is not verified, if `token` tells that something is not; () where it names nothing."""
    words = lexicon.verification
    if token.lower in words["unchecked"] and token.dep in {"acomp", "oprd"}:
        return tuple(document.of(token.head, "nsubj"))[:1]
    if token.lemma in words["nouns"] and token.pos == "NOUN" and has_no(document, token):
        apart = any(child.lower in words["apart"] for child in document.of(token.index, "amod"))
        return tuple(objects_after(document, token, frozenset({"of", "for"})))[:1] if apart else None
    if (
        token.lemma not in words["verbs"]
        or token.pos != "VERB"
        or not _is_unchecked(document, token, lexicon)
    ):
        return None
    return tuple(document.of(token.index, "nsubjpass", "dobj"))[:1] or _subject_above(document, token)


def _subject_above(document: Document, token: Token) -> tuple[Token, ...]:
    """The subject stands with the verb above: "the claims are hard to verify", "are new and not verified"."""
    passive = document.first_of(token.index, "auxpass") is not None
    if token.dep == "conj":
        return tuple(document.of(token.head, "nsubj", "nsubjpass"))[:1] if passive else ()
    clause = document.first_of(token.index, "ccomp")
    if clause is not None or token.dep not in {"xcomp", "advcl"}:
        return ()
    above = document.tokens[token.head]
    subjects = (*document.of(above.index, "nsubj"), *document.of(above.head, "nsubj"))
    return tuple(one for one in subjects if passive or one.lower != "it")[:1]


def _is_unchecked(document: Document, token: Token, lexicon: Lexicon) -> bool:
    """Nothing could be verified, or nothing was verified independently."""
    words = lexicon.verification
    passive = document.first_of(token.index, "nsubjpass") or document.first_of(token.index, "auxpass")
    governors = (token, *_possible_above(document, token, lexicon))
    around = {child.lemma for one in governors for child in document.of(one.index, "aux", "advmod")}
    around |= {one.lower for one in governors}
    negative = (
        any(is_negated(document, one.index) for one in governors)
        or bool(around & words["not_possible"])
        or (passive is not None and _is_neither(document, passive))
    )
    possible, alone = bool(around & words["possible"]), bool(around & words["adverbs"])
    outlet = passive is not None or _is_outlet(document, token, governors, lexicon)
    return negative and (alone or (possible and outlet))


def _is_outlet(document: Document, token: Token, governors: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """Those who pass a story on, not a judge: "we have not been able to confirm".

    Anybody with a name may be one that verifies; only an agency or the like is taken to confirm.
    """
    subjects = [child for one in governors for child in document.of(one.index, "nsubj")]
    if not subjects or any(one.lower in lexicon.verification["of_the_thing"] for one in governors):
        return token.lemma in lexicon.verification["checks"]
    who = subjects[0]
    named = who.pos == "PROPN" and token.lemma in lexicon.verification["checks"]
    return named or who.lower in lexicon.verification["checkers"] or who.text in lexicon.agencies


def _possible_above(document: Document, token: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Yield "able" and "was" of "was not able to verify", whichever of the two governs the verb."""
    governor = document.tokens[token.head]
    if token.dep == "xcomp":
        yield governor
        if governor.pos == "ADJ":
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


def _is_neither(document: Document, token: Token) -> bool:
    return (
        any(child.lower in {"neither", "no", "none"} for child in document.of(token.index))
        or token.lower == "none"
    )


def _verb_of(document: Document, token: Token) -> Token:
    """Return the verb of the clause that `token` stands in."""
    above = (one for one in (token, *document.ancestors(token.index)) if one.pos in VERBAL)
    return next(above, token)


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


# -- How far a note reaches ----------------------------------------------------------------------


def scope(document: Document, noun: Token | None, lexicon: Lexicon) -> Scope:
    """The words tell it: "the ministry's figures" its speaker's, "the reports" all, "it" and "the claim" one.

    What is named by its matter ("the turnout figures") is one claim too.
    """
    words = lexicon.verification
    if noun is None:
        return Scope.CLAIM
    before = {child.lower for child in _before(document, noun)}
    noun = next((other for other in document.of(noun.index, "conj") if other.lemma in words["said"]), noun)
    if noun.lower in words["all"] or before & words["all"]:
        return Scope.SPEAKER if _has_owner(document, noun, lexicon) else Scope.ALL
    if noun.lemma not in words["said"] or noun.tag not in {"NNS", "NNPS"}:
        return Scope.CLAIM
    if _has_owner(document, noun, lexicon):
        return Scope.SPEAKER
    return (
        Scope.ALL if noun.lemma in words["told_by_all"] and _is_bare(document, noun, lexicon) else Scope.CLAIM
    )


def _before(document: Document, noun: Token) -> Iterator[Token]:
    return document.of(noun.index, "det", "amod", "predet", "preconj", "cc", "compound", "nmod")


def _has_owner(document: Document, noun: Token, lexicon: Lexicon) -> bool:
    """Said by a party that is named: "Kenya's claims", "the Kenyan claims", "claims made by the club"."""
    if noun.lemma not in lexicon.verification["said"]:
        return False
    below = list(document.of(noun.index))
    named = any(child.dep == "poss" for child in below) or any(
        child.text[:1].isupper() and child.tag in {"JJ", "NNP", "NNPS"} and child.index < noun.index
        for index in document.subtree(noun.index)
        for child in document.of(index, "amod", "compound", "nmod", "conj")
    )
    by = any(
        child.lower in lexicon.verification["owned_by"] for child in document.of(noun.index, "prep", "agent")
    )
    made = any(document.first_of(child.index, "agent") for child in document.of(noun.index, "acl"))
    return named or made or (by and noun.tag in {"NNS", "NNPS"})


def _is_bare(document: Document, noun: Token, lexicon: Lexicon) -> bool:
    """Nothing beside the noun tells its matter: "the latest claims", not "the theft claims"."""
    empty = lexicon.verification["empty"]
    modifiers = list(document.of(noun.index, "amod", "compound", "nmod", "prep", "acl", "relcl"))
    return all(child.lower in empty for child in modifiers)


# -- What notes share ------------------------------------------------------------------------


def has_no(document: Document, noun: Token) -> bool:
    """Say whether a noun has "no" before it."""
    return any(child.lower == "no" for child in document.of(noun.index, "det"))


def objects_after(document: Document, head: Token, prepositions: frozenset[str]) -> list[Token]:
    """Return the nouns, and verbs, after one of `prepositions` under `head`."""
    phrases = (phrase for phrase in document.of(head.index, "prep", "dative") if phrase.lower in prepositions)
    return [noun for phrase in phrases for noun in document.of(phrase.index, "pobj", "pcomp")]
