"""To whom something was said, as the words beside the cue tell: "told reporters", "wrote to her"."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.channels import phrases_around, verbs_of
from counterclaim.attribute.clauses import is_infinitive
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import object_of, trimmed, unbroken
from counterclaim.attribute.saying import Saying
from counterclaim.parse.document import Document, Token

_ABOUT = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis"})


def addressee(document: Document, saying: Saying, lexicon: Lexicon) -> tuple[int, ...]:
    """Return the words for those to whom it was said, without a preposition; none where nobody is named."""
    if saying.narrated:
        return ()
    taken = frozenset((*saying.content, *saying.source, *saying.cue))
    for verb in verbs_of(document, saying):
        for noun in _told(document, document.tokens[verb], taken, lexicon):
            words = _with_its_name(document, noun, lexicon)
            if taken.isdisjoint(words) and noun.quotation is None:
                return words
    return ()


def _told(document: Document, verb: Token, taken: frozenset[int], lexicon: Lexicon) -> Iterator[Token]:
    """Yield what may name an addressee of `verb`: its object, then nouns after "to" and "with"."""
    if verb.lemma in lexicon.addressees["object"]:
        yield from _told_directly(document, verb)
    for phrase in phrases_around(document, verb.index, taken, lexicon):
        noun = object_of(document, phrase)
        if noun is not None and _leads_to_addressee(document.tokens[phrase.head], phrase, lexicon):
            yield noun


def _told_directly(document: Document, verb: Token) -> Iterator[Token]:
    """Yield the object of "told reporters", and the subject of "reporters were told by the coach"."""
    yield from (child for child in document.of(verb.index, "dobj", "dative") if child.pos != "ADP")
    if document.first_of(verb.index, "agent"):
        yield from document.of(verb.index, "nsubjpass")
    clause = document.first_of(verb.index, "ccomp", "xcomp")
    if clause is not None and is_infinitive(document, clause):
        yield from document.of(clause.index, "nsubj")


def _leads_to_addressee(governor: Token, phrase: Token, lexicon: Lexicon) -> bool:
    """Wrote to the minister, speaking to reporters, a letter to staff, an interview with the BBC."""
    if phrase.lower == "to":
        return governor.lemma in lexicon.addressees["to"] or governor.lemma in lexicon.addressees["documents"]
    return phrase.lower == "with" and governor.lemma in lexicon.addressees["with"]


def _with_its_name(document: Document, noun: Token, lexicon: Lexicon) -> tuple[int, ...]:
    """Return the noun with what names it: "residents of the valley", not "reporters in London"."""
    apart = frozenset(
        child.index
        for child in document.of(noun.index)
        if child.index > noun.index
        and (
            child.dep in _ABOUT
            or (child.dep == "prep" and child.lower not in lexicon.addressees["in_a_name"])
        )
    )
    return unbroken(trimmed(document, document.subtree(noun.index, apart)), noun.index)
