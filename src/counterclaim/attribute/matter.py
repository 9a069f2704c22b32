"""What somebody keeps silent on: "the merger" of "declined to comment on the merger"."""

from __future__ import annotations

from collections.abc import Iterable

from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.notes import objects_after, scope
from counterclaim.attribute.phrases import first_word, head_of, object_of, trimmed, unbroken
from counterclaim.model import Scope
from counterclaim.parse.document import Document, Token

_LEFT_OUT = frozenset({"relcl", "advcl", "parataxis"})


def matter(document: Document, lead: Token, lexicon: Lexicon) -> tuple[int, ...]:
    """Return what is kept silent: "the merger" of "to comment on the merger", "whether he had paid"."""
    if lead.pos in {"NOUN", "PROPN"}:
        return _matter_of_noun(document, lead, lexicon)
    clause = clause_told(document, lead, lexicon)
    if clause is not None:
        return trimmed(document, document.subtree(clause.index))
    below = list(document.of(lead.index, "dobj"))
    below += [one for other in document.of(lead.index, "conj") for one in document.of(other.index, "dobj")]
    below += objects_after(document, lead, lexicon.silence["about"] | {"to"})
    return _first_named(document, below, lexicon)


def _matter_of_noun(document: Document, noun: Token, lexicon: Lexicon) -> tuple[int, ...]:
    """Return what a request or an answer is about: "questions about the memo", "reason for the delay"."""
    about = lexicon.silence["about"]
    if noun.lemma in lexicon.silence["of_a_matter"]:
        about |= {"of", "for"}
    below = [
        *objects_after(document, noun, about),
        *objects_after(document, noun, frozenset({"for", "seeking"})),
    ]
    for asking in document.of(noun.index, "acl", "prep"):
        below += [
            one for one in document.of(asking.index, "dobj") if one.lemma in lexicon.silence["requests"]
        ]
    below = [
        one
        for one in below
        if one.lemma in lexicon.silence["requests"] or document.tokens[one.head].lower in about
    ]
    return _first_named(document, below, lexicon)


def _first_named(document: Document, nouns: Iterable[Token], lexicon: Lexicon) -> tuple[int, ...]:
    found = (_named_matter(document, noun, lexicon) for noun in nouns)
    return next((words for words in found if words), ())


def _named_matter(document: Document, noun: Token, lexicon: Lexicon) -> tuple[int, ...]:
    if noun.lemma in lexicon.silence["requests"]:
        return _matter_of_noun(document, noun, lexicon)
    if noun.lower in lexicon.silence["times"] or noun.pos == "NUM":
        return ()
    apart = frozenset(
        child.index
        for index in document.subtree(noun.index)
        for child in document.of(index)
        if child.index > noun.index and (child.dep in _LEFT_OUT or is_time(document, child, lexicon))
    )
    return unbroken(trimmed(document, document.subtree(noun.index, apart)), noun.index)


def is_time(document: Document, phrase: Token, lexicon: Lexicon) -> bool:
    """Say whether a phrase tells when: "on Monday", "last night"."""
    noun = object_of(document, phrase) if phrase.dep == "prep" else phrase
    return noun is not None and phrase.dep in {"prep", "npadvmod"} and noun.lower in lexicon.silence["times"]


def scope_of_matter(document: Document, words: tuple[int, ...], lexicon: Lexicon) -> Scope:
    """Return how far a silence on the matter in `words` reaches."""
    return scope(document, head_of(document, words), lexicon)


# -- Clauses that tell it ------------------------------------------------------------------------


def clause_told(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    """Return the clause that is told, even if taken for a time: "did not say when it will open"."""
    asked = document.first_of(verb.index, "advcl")
    is_open = (
        asked is not None
        and asked.index > verb.index
        and verb.lemma != "speak"
        and document.first_of(asked.index, "nsubj", "nsubjpass") is not None
        and is_question(document, asked, lexicon)
        and document.first_of(asked.index, "mark") is None
    )
    return document.first_of(verb.index, "ccomp") or (asked if is_open else None)


def is_question(document: Document, clause: Token, lexicon: Lexicon) -> bool:
    """Say whether a clause leaves it open: "whether he had paid", "when it will open"."""
    words = lexicon.silence["questions"]
    return first_word(document, clause.index).lower in words or any(
        one.lower in words for one in document.of(clause.index, "mark")
    )
