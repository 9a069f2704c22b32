"""What a noun or an adjective takes: a clause, an infinitive or a phrase ("fears that", "fears about")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.attribute.clauses import is_infinitive
from counterclaim.attribute.lexicon import Lexicon, Nominal
from counterclaim.attribute.phrases import first_word, mark_of
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

OPEN_OR_SETTLED = frozenset({"that", "whether", "if"})
"""Words before a clause that is told, thought or asked."""


@dataclass(frozen=True, slots=True)
class Complement:
    """What a noun or an adjective takes: its words, those that lead to it, and "that" or the preposition."""

    words: tuple[int, ...]
    kind: str
    lead: tuple[int, ...] = ()
    head: int | None = None


def complement(
    document: Document, token: Token, row: Nominal, light: Token | None, lexicon: Lexicon
) -> Complement | None:
    """Return the clause, infinitive or phrase that a noun, or its light verb, takes by `row`."""
    clause = _clause(document, token, row, lexicon) or _predicate(document, token, row)
    if clause is not None:
        return clause
    found = phrase_after(document, (token, light) if light else (token,), row.prepositions)
    about = None if found is None or found.head is None else document.tokens[found.head]
    return None if about is not None and about.lemma.lower() in lexicon.light["times"] else found


def _clause(document: Document, token: Token, row: Nominal, lexicon: Lexicon) -> Complement | None:
    """Return the clause or infinitive on the noun, or on its owner: "the claim of the union that ..."."""
    tellers = lexicon.light["tellers"]
    phrases = (phrase for phrase in document.of(token.index, "prep") if phrase.lower in tellers)
    owners = (owner for phrase in phrases for owner in document.of(phrase.index, "pobj"))
    for governor in (token, *owners):
        for child in document.of(governor.index, "acl", "ccomp", "relcl", "xcomp"):
            of_another = governor is token and _is_after_owner(document, child, lexicon)
            if row.clause and (of_another or _is_that_clause(document, child)):
                return Complement(document.subtree(child.index), "that", head=child.index)
            if row.infinitive and governor is token and is_infinitive(document, child):
                return Complement(document.subtree(child.index), "to", head=child.index)
    return None


def _predicate(document: Document, token: Token, row: Nominal) -> Complement | None:
    """Return the clause that "is" joins to the noun: "the fear is that rates will rise"."""
    verb = document.tokens[token.head]
    if token.dep != "nsubj" or verb.lemma != "be":
        return None
    for child in document.of(verb.index, "ccomp", "xcomp"):
        if row.clause and _is_that_clause(document, child):
            return Complement(document.subtree(child.index), "that", (verb.index,), child.index)
        if row.infinitive and child.dep == "xcomp" and is_infinitive(document, child):
            return Complement(document.subtree(child.index), "to", (verb.index,), child.index)
    return None


def phrase_after(
    document: Document, governors: tuple[Token, ...], prepositions: frozenset[str]
) -> Complement | None:
    """Return what a preposition leads to: "concern about the dam", "raised doubts last week about it"."""
    for governor in governors:
        for phrase in document.of(governor.index, "prep"):
            if phrase.lower not in prepositions or phrase.index < governors[0].index:
                continue
            about = document.first_of(phrase.index, "pobj", "pcomp")
            if about is not None:
                words = tuple(i for i in document.subtree(phrase.index) if i > phrase.index)
                return Complement(words, phrase.lower, (phrase.index,), about.index)
    return None


def _is_that_clause(document: Document, clause: Token) -> bool:
    marked = mark_of(document, clause) in OPEN_OR_SETTLED
    if marked or clause.dep == "relcl":
        return marked
    first = first_word(document, clause.index)
    return first.lower == "that" and document.first_of(clause.index, "nsubj") not in {None, first}


def _is_after_owner(document: Document, clause: Token, lexicon: Lexicon) -> bool:
    """After an owner a parser takes "that" for a relative: "a claim by the union that pay had fallen"."""
    first = first_word(document, clause.index)
    own = document.first_of(clause.index, "nsubj", "nsubjpass")
    before = any(
        phrase.lower in lexicon.light["owners"] and phrase.index < first.index
        for phrase in document.of(clause.head, "prep")
    )
    is_relative = (
        clause.dep == "relcl" and first.lower == "that" and clause.lemma not in lexicon.light["verbs"]
    )
    return before and is_relative and own is not None and own != first


def each_told(
    document: Document, token: Token, row: Nominal, content: Complement
) -> Iterator[tuple[int, ...]]:
    """Yield the things told: "her report about the leak at the mill and the fish found dead" tells two."""
    head = None if row.act is Act.OTHER or content.kind in {"that", "to"} else content.head
    other = None if head is None else _second(document, head) or _cut_off(document, token, head)
    if other is None:
        yield content.words
        return
    second = document.subtree(other.index)
    yield tuple(i for i in content.words if i < second[0])
    yield tuple(sorted({*second, *(i for i in content.words if i >= second[0])}))


def _second(document: Document, head: int) -> Token | None:
    """Return the second of two things told, each with a determiner and more said of it."""
    if document.first_of(head, "prep", "acl", "relcl") is None:
        return None
    for index in _phrase_heads(document, head):
        for child in document.of(index, "conj"):
            own = index == head and document.first_of(child.index, "prep", "acl", "relcl")
            more = own or document.first_of(child.index, "acl")
            if more and document.first_of(child.index, "det", "poss"):
                return child
    return None


def _cut_off(document: Document, token: Token, head: int) -> Token | None:
    """Return the second thing told where the parser took it for a subject: "X and the fish are true"."""
    last = document.first_of(head, "cc")
    if token.dep != "nsubj" or last is None or document.first_of(head, "conj") is not None:
        return None
    for child in document.of(token.head, "nsubj"):
        if child.index > last.index and document.first_of(child.index, "acl"):
            return child if document.subtree(child.index)[0] == last.index + 1 else None
    return None


def _phrase_heads(document: Document, head: int) -> Iterator[int]:
    """Yield the noun and those in the phrases after it, on which a parser may hang what is beside it."""
    waiting = [head]
    while waiting:
        index = waiting.pop()
        yield index
        waiting.extend(
            named.index
            for phrase in document.of(index, "prep")
            for named in document.of(phrase.index, "pobj")
        )
