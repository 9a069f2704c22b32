"""Sayings and attitudes told by an adjective: "she is confident that the team will win"."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.clauses import is_infinitive, is_negated
from counterclaim.attribute.complements import OPEN_OR_SETTLED, Complement, phrase_after
from counterclaim.attribute.cue import verb_words
from counterclaim.attribute.holders import is_holder
from counterclaim.attribute.labels import SUBJECTS, VERBAL
from counterclaim.attribute.lexicon import Lexicon, Nominal
from counterclaim.attribute.phrases import mark_of, noun_phrase
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.attribute.subjects import subject
from counterclaim.model import Act, Certainty
from counterclaim.parse.document import Document, Token


def adjective(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """An adjective with its content: "sure that it rained", "critical of the plan", "eager to play"."""
    document = scene.document
    for token in scene.tokens():
        for row in _rows(document, token, lexicon):
            content = _content(document, token, row)
            source = _holder(document, token, lexicon)
            if content is None or not is_holder(document, source, lexicon):
                continue
            if not set(content.words) <= set(source):
                yield _saying(document, token, row, source, content)
                break


def made_clear(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Something made clear: "he made it clear that he would go", "she has made clear that it is over"."""
    document = scene.document
    for token in scene.tokens():
        verb = document.tokens[token.head]
        if token.lower not in lexicon.keeping["clear"] or verb.lemma != "make" or token.quotation is not None:
            continue
        told = next(_that_clauses(document, (token, verb)), None)
        source = subject(document, verb.index)
        if told is not None and told.index > token.index and is_holder(document, source, lexicon):
            auxiliaries = (child.index for child in document.of(verb.index, "aux", "neg"))
            cue = tuple(sorted((*auxiliaries, verb.index, token.index)))
            yield Saying(cue, source, document.subtree(told.index), Act.ASSERT, f"“made {token.text}” tells")


def in_favour(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Somebody for something: "the council is in favour of the bridge"."""
    document = scene.document
    for token in scene.tokens():
        phrase = document.tokens[token.head]
        verb = document.tokens[phrase.head]
        if token.lower not in lexicon.keeping["favour"] or phrase.lower != "in":
            continue
        content = phrase_after(document, (token,), frozenset({"of"}))
        source = subject(document, verb.index) if verb.lemma in lexicon.keeping["verbs"] else ()
        if content is not None and is_holder(document, source, lexicon):
            cue = (*verb_words(document, verb), phrase.index, token.index, *content.lead)
            because = "“in favour of” tells what somebody wants"
            denied = is_negated(document, verb.index)
            yield Saying(
                cue, source, content.words, Act.OTHER, because, denied=denied, certainty=Certainty.UNCOMMITTED
            )


# -- Who feels so ----------------------------------------------------------------------------------


def _holder(document: Document, token: Token, lexicon: Lexicon) -> tuple[int, ...]:
    """Return the subject that a verb like "is" joins to the adjective, or the noun before it."""
    governor = document.tokens[token.head]
    if document.first_of(token.index, "auxpass", "nsubjpass"):
        return subject(document, token.index)
    if token.dep in {"acomp", "oprd"} and governor.lemma in lexicon.keeping["verbs"]:
        return subject(document, governor.index)
    if token.dep in {"amod", "acl"} and governor.index < token.index and governor.pos in {"NOUN", "PROPN"}:
        apart = document.subtree(token.index)
        return tuple(i for i in noun_phrase(document, governor.index) if i not in apart)
    if token.dep == "conj" and governor.dep in {"acomp", "oprd"}:
        return _holder(document, governor, lexicon)
    return ()


def _rows(document: Document, token: Token, lexicon: Lexicon) -> tuple[Nominal, ...]:
    """A participle is an adjective here if it is passive: "is worried that", not "has worried that"."""
    is_adjective = token.pos == "ADJ" or (
        token.tag == "VBN" and (token.dep == "acl" or document.first_of(token.index, "auxpass") is not None)
    )
    return lexicon.adjectives.get(token.lower, ()) if is_adjective and token.quotation is None else ()


# -- What is said or felt --------------------------------------------------------------------------


def _content(document: Document, token: Token, row: Nominal) -> Complement | None:
    for child in _clauses(document, token):
        infinitive = is_infinitive(document, child)
        if row.infinitive and infinitive and child.dep != "advcl":
            return Complement(document.subtree(child.index), "to", head=child.index)
        if row.clause and not infinitive and _is_content_clause(document, child):
            return Complement(document.subtree(child.index), "that", head=child.index)
    return phrase_after(document, (token,), row.prepositions)


def _clauses(document: Document, token: Token) -> Iterator[Token]:
    """Yield the clauses on the adjective, and those that a parser hangs on its verb instead."""
    yield from document.of(token.index, "ccomp", "xcomp", "advcl")
    if token.dep == "acomp":
        yield from (child for child in document.of(token.head, "ccomp") if child.index > token.index)


def _is_content_clause(document: Document, clause: Token) -> bool:
    """A clause with "that" or "whether", or one without a mark that is no adverbial."""
    if document.first_of(clause.index, *SUBJECTS) is None:
        return False
    mark = mark_of(document, clause)
    return mark in OPEN_OR_SETTLED or (not mark and clause.dep != "advcl")


def _that_clauses(document: Document, governors: tuple[Token, ...]) -> Iterator[Token]:
    for governor in governors:
        for child in document.of(governor.index, "ccomp", "advcl"):
            if mark_of(document, child) == "that":
                yield child


def _saying(
    document: Document, token: Token, row: Nominal, source: tuple[int, ...], content: Complement
) -> Saying:
    verb = document.tokens[token.head]
    joined = token.dep in {"acomp", "oprd"} and verb.pos in VERBAL
    around = verb_words(document, verb if joined else token)
    cue = tuple(sorted({*around, token.index, *content.lead}))
    words = tuple(i for i in content.words if i not in source)
    denied = is_negated(document, verb.index if joined else token.index)
    because = f"the adjective “{token.text}” with its content"
    return Saying(cue, source, words, row.act, because, denied=denied, certainty=row.certainty)
