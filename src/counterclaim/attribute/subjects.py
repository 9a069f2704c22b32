"""Who does what a verb says: its subject, its agent, or the subject of the verb it hangs on."""

from __future__ import annotations

from counterclaim.attribute.clauses import is_participial
from counterclaim.attribute.labels import IN_A_NOUN_PHRASE, NOMINAL
from counterclaim.attribute.phrases import follows_comma, is_mark, noun_phrase, object_of
from counterclaim.parse.document import Document, Token

_ACTIVE = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass",)
_CLIMBING = frozenset({"conj", "advcl", "xcomp", "pcomp", "prep", "dep", "ccomp"})
_DESCRIBED = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
_RELATIVE = frozenset({"who", "which", "that", "whose"})
_LONGEST_SQUEEZED = 8


def subject(document: Document, verb: int) -> tuple[int, ...]:
    """Return who does what `verb` says: its subject, its agent, or that of the clause it hangs on."""
    while (own := _own_subject(document, verb)) is None:
        token = document.tokens[verb]
        if token.dep == "acl" and document.tokens[token.head].pos in _DESCRIBED:
            return noun_phrase(document, token.head)
        if token.dep not in _CLIMBING or token.head == verb:
            return ()
        verb = _above(document, token)
    return noun_phrase(document, own)


def speaker(document: Document, verb: int) -> tuple[int, ...]:
    """Return who says it; nobody for a passive without an agent: "the jury was told that"."""
    return () if has_no_doer(document, verb) else subject(document, verb)


def agent(document: Document, verb: Token) -> Token | None:
    """Return by whom it is done: "the airline" in "was denied by the airline"."""
    return object_of(document, document.first_of(verb.index, "agent"))


def has_no_doer(document: Document, verb: int) -> bool:
    """Say whether `verb` tells what was done to its subject, and not by whom: "was told", "when asked"."""
    token = document.tokens[verb]
    if token.tag != "VBN" or document.first_of(verb, "agent") or document.first_of(verb, "nsubj"):
        return False
    return document.first_of(verb, "auxpass", "nsubjpass") is not None or token.dep == "advcl"


def is_passive(document: Document, verb: Token) -> bool:
    """Say whether `verb` is a passive, also without "be": "was backed by", "a plan backed by"."""
    if verb.tag != "VBN":
        return False
    auxiliaries = [child.lemma for child in document.of(verb.index, "aux", "auxpass")]
    return document.first_of(verb.index, "auxpass") is not None or (
        "have" not in auxiliaries and verb.dep != "conj"
    )


def squeezed_subject(document: Document, verb: int) -> tuple[int, ...]:
    """Return the words between a comma and the verb, where the parser hung them on the clause before.

    In "fifty people are on strike at the plant, the union said" it may take the union for an
    apposition to the plant.
    """
    sentence = document.sentences[document.sentence_of[verb]]
    first = verb
    while first > sentence.first and document.tokens[first - 1].pos in IN_A_NOUN_PHRASE:
        first -= 1
    between = tuple(range(first, verb))
    after_comma = first > sentence.first and follows_comma(document, first)
    ends_well = bool(between) and document.tokens[verb - 1].pos in NOMINAL
    return between if after_comma and ends_well and len(between) <= _LONGEST_SQUEEZED else ()


def _above(document: Document, token: Token) -> int:
    """A participle after a comma goes on for the speaker: "X said that Y had won, adding that ..." is X's."""
    head = document.tokens[token.head]
    says_on = is_participial(document, token, head.index) and document.first_of(token.index, "ccomp")
    return head.head if says_on and head.dep == "ccomp" else head.index


def _own_subject(document: Document, verb: int) -> int | None:
    by = document.first_of(verb, "agent")
    if by is not None:
        named = object_of(document, by)
        return named.index if named else None
    found = document.first_of(verb, *_ACTIVE) or document.first_of(verb, *_PASSIVE)
    if found is None or found.dep == "csubj":
        return None
    if found.lower in _RELATIVE and document.tokens[verb].dep == "relcl":
        return document.tokens[verb].head
    if found.lower in {"who", "which"}:
        return _antecedent(document, found)
    return found.index


def _antecedent(document: Document, relative: Token) -> int:
    """Return the noun before "who", where the parser hung the clause on something else."""
    before = relative.index - 1
    while before >= 0 and is_mark(document, before):
        before -= 1
    if before < 0 or document.tokens[before].pos not in {"NOUN", "PROPN"}:
        return relative.index
    named = document.tokens[before]
    while named.dep in {"appos", "compound"}:
        named = document.tokens[named.head]
    return named.index
