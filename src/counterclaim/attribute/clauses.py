"""Clauses: what a content is made of, and whether a verb is negated, an infinitive, a participle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterclaim.attribute.labels import SUBJECTS, VERBAL
from counterclaim.attribute.phrases import follows_comma
from counterclaim.parse.document import Document, Token

_SHORTEST_PARTICIPIAL = 4


def clauses(document: Document, head: int) -> Iterator[tuple[int, ...]]:
    """Yield the clauses of the content headed by `head`: coordinate ones with subjects of their own apart.

    "said the bridge was closed, but traffic had not stopped" is two things said; "said it had
    closed and then reopened the bridge" is one. A participle set off by a comma at the end
    ("..., forcing hundreds to leave") is a thing said of its own, unless it says again ("..., adding
    that ..."): then it is the speaker's, not the content's. So is what happened at the same time
    ("... as both sides walked out").
    """
    heads = [head, *_coordinate(document, head)]
    for one in heads:
        loose = [child for child in document.of(one, "advcl") if _is_apart(document, child, one)]
        apart = frozenset(other for other in (*heads, *(child.index for child in loose)) if other != one)
        yield document.subtree(one, apart)
        for child in loose:
            if document.first_of(child.index, "ccomp") is None or is_meanwhile(document, child):
                marks = frozenset(mark.index for mark in document.of(child.index, "mark"))
                yield document.subtree(child.index, marks)


def _coordinate(document: Document, head: int) -> Iterator[int]:
    waiting = [head]
    while waiting:
        for child in document.of(waiting.pop(), "conj"):
            if document.first_of(child.index, *SUBJECTS):
                yield child.index
            waiting.append(child.index)


def _is_apart(document: Document, child: Token, head: int) -> bool:
    return is_participial(document, child, head) or is_meanwhile(document, child)


def is_meanwhile(document: Document, clause: Token) -> bool:
    """Say whether a clause tells what happened at the same time: "as the crowd left", not "as he said"."""
    mark = document.first_of(clause.index, "mark")
    own = document.first_of(clause.index, *SUBJECTS)
    same_time = mark is not None and mark.lower in {"as", "while"} and clause.head < mark.index
    return clause.dep == "advcl" and same_time and own is not None and own.tag not in {"PRP", "WP"}


def is_participial(document: Document, clause: Token, head: int) -> bool:
    """Say whether a clause is a participle after a comma: "..., forcing hundreds to leave"."""
    return (
        clause.dep == "advcl"
        and clause.tag == "VBG"
        and clause.index > head
        and follows_comma(document, clause.index)
        and len(document.subtree(clause.index)) >= _SHORTEST_PARTICIPIAL
    )


def is_clause(document: Document, words: Sequence[int]) -> bool:
    """Say whether there is a verb with a subject of its own among the words."""
    verbs = (document.tokens[i] for i in words if document.tokens[i].pos in VERBAL)
    return any(document.first_of(verb.index, *SUBJECTS) is not None for verb in verbs)


def is_parted(document: Document, clause: Token, verb: Token) -> bool:
    """Say whether a semicolon parts a clause from a verb: "the fire is out; others *tell* more".

    Behind the verb it does so only where somebody else says something there.
    """
    if clause.quotation is not None:
        return False
    if clause.index < verb.index:
        return any(one.text == ";" for one in document.tokens[clause.index : verb.index])
    first = document.subtree(clause.index)[0]
    own = document.first_of(clause.index, *SUBJECTS)
    says = own is not None and document.first_of(clause.index, "ccomp", "dobj") is not None
    return says and any(one.text == ";" for one in document.tokens[verb.index + 1 : first + 1][-2:])


def is_infinitive(document: Document, verb: Token) -> bool:
    """Say whether a verb has "to" before it."""
    return any(child.tag == "TO" for child in document.of(verb.index))


def is_negated(document: Document, verb: int) -> bool:
    """Say whether `verb` is negated: "never denied", "neither confirmed nor denied"."""
    plain = any(
        child.dep == "neg" or child.lower in {"never", "no"} for child in document.of(verb, "neg", "advmod")
    )
    return plain or _is_after_neither(document, document.tokens[verb])


def _is_after_neither(document: Document, verb: Token) -> bool:
    joined = document.tokens[verb.head] if verb.dep == "conj" else verb
    return any(child.lower == "neither" for child in document.of(joined.index, "preconj", "cc"))
