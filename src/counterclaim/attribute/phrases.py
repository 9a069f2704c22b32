"""Noun phrases and clauses as character-worthy runs of tokens."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.parse.document import Document, Token

_SUBJECTS = ("nsubj", "csubj")
_PASSIVE = ("nsubjpass",)
_CLIMBING = frozenset({"conj", "advcl", "xcomp", "pcomp", "prep", "dep", "ccomp"})
_RELATIVE = frozenset({"who", "which", "that", "whose"})
_NOT_OF_THE_NAME = frozenset({"relcl", "acl", "advcl", "parataxis", "ccomp", "advmod", "npadvmod"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
_LONGEST_SQUEEZED = 8
_WHEN = frozenset({"on", "during", "after", "before", "since"})
_PUNCTUATION = frozenset({"PUNCT", "SYM"})


def noun_phrase(document: Document, head: int) -> tuple[int, ...]:
    """Return the phrase around `head` with title and apposition, without clauses or adverbials about it."""
    without = frozenset(
        child.index
        for index in document.subtree(head)
        for child in document.of(index)
        if _is_about(document, child, head)
    )
    return _run_around(document, document.subtree(head, without), head)


def with_clauses(document: Document, name: tuple[int, ...], taken: frozenset[int]) -> tuple[int, ...]:
    """Return the name of a source with the clauses about it: "a driver who saw the crash", "those polled".

    A branch that holds a word of `taken` (the cue, the content) is no part of the source.
    """
    head = _head_of(document, name)
    without = frozenset(
        child.index
        for index in document.subtree(head)
        for child in document.of(index)
        if child.index not in name
        and (_is_beside(document, child, head) or not taken.isdisjoint(document.subtree(child.index)))
    )
    whole = _run_around(document, document.subtree(head, without), head)
    return whole if {*whole} >= {*name} else name


def _head_of(document: Document, name: tuple[int, ...]) -> int:
    """Return the word of `name` that governs the others."""
    return next(
        (i for i in name if document.tokens[i].head not in name or document.tokens[i].head == i), name[0]
    )


def _is_beside(document: Document, child: Token, head: int) -> bool:
    """Say whether a phrase that hangs on the name tells of the saying: "the mayor on Friday", "she later"."""
    about_saying = {"advcl", "parataxis", "ccomp", "advmod", "npadvmod"}
    if child.head != head or child.index < head:
        return False
    speaking = child.dep == "acl" and child.tag == "VBG" and document.tokens[child.index - 1].text == ","
    return speaking or child.dep in about_saying or (child.dep == "prep" and child.lower in _WHEN)


def _is_about(document: Document, child: Token, head: int) -> bool:
    """A clause, an adverb, or a phrase set off by a comma is said *about* the source, not its name."""
    if child.dep in _NOT_OF_THE_NAME and child.index > head:
        return True
    if child.dep != "prep" or child.index < head:
        return False
    after_comma = child.index > 0 and document.tokens[child.index - 1].text == ","
    return after_comma or child.lower in _WHEN


def _run_around(document: Document, indices: tuple[int, ...], head: int) -> tuple[int, ...]:
    """Keep the tokens that hang together with `head`, less punctuation at the ends."""
    run = [head]
    for index in (i for i in indices if i > head):
        if index - run[-1] > 1 and any(not _is_mark(document, i) for i in range(run[-1] + 1, index)):
            break
        run.append(index)
    for index in (i for i in reversed(indices) if i < head):
        if run[0] - index > 1 and any(not _is_mark(document, i) for i in range(index + 1, run[0])):
            break
        run.insert(0, index)
    return trimmed(document, tuple(run))


def trimmed(document: Document, indices: tuple[int, ...]) -> tuple[int, ...]:
    """Return `indices` without punctuation and dangling conjunctions at either end."""
    first, last = 0, len(indices)
    while first < last and _is_loose(document, indices[first]):
        first += 1
    while last > first and _is_loose(document, indices[last - 1]):
        last -= 1
    return indices[first:last]


def _is_mark(document: Document, index: int) -> bool:
    return document.tokens[index].pos in _PUNCTUATION


def _is_loose(document: Document, index: int) -> bool:
    token = document.tokens[index]
    if token.text in {"$", "£", "€", "%"}:
        return False
    return token.pos in _PUNCTUATION or token.dep == "cc"


def subject(document: Document, verb: int) -> tuple[int, ...]:
    """Return who does what `verb` says: its subject, its agent, or that of the clause it hangs on."""
    while (own := _own_subject(document, verb)) is None:
        token = document.tokens[verb]
        if token.dep == "acl" and document.tokens[token.head].pos in _NOUNS:
            return noun_phrase(document, token.head)
        if token.dep not in _CLIMBING or token.head == verb:
            return ()
        verb = _above(document, token)
    return noun_phrase(document, own)


def speaker(document: Document, verb: int) -> tuple[int, ...]:
    """Return who says it; nobody for a passive without an agent: "the jury was told that"."""
    return () if is_passive(document, verb) else subject(document, verb)


def is_passive(document: Document, verb: int) -> bool:
    """Say whether `verb` tells what was done to its subject, without an agent: "was told", "when asked"."""
    token = document.tokens[verb]
    if token.tag != "VBN" or document.first_of(verb, "agent") or document.first_of(verb, "nsubj"):
        return False
    return document.first_of(verb, "auxpass", "nsubjpass") is not None or token.dep == "advcl"


def squeezed_subject(document: Document, verb: int) -> tuple[int, ...]:
    """Return the words between a comma and the verb, where the parser hung them on the clause before.

    In "fifty people are on strike at the plant, the union said" it may take the union for an
    apposition to the plant.
    """
    sentence = document.sentences[document.sentence_of[verb]]
    first = verb
    while first > sentence.first and document.tokens[first - 1].pos in _NOUNS | {"ADP", "PART"}:
        first -= 1
    between = tuple(range(first, verb))
    after_comma = first > sentence.first and document.tokens[first - 1].text == ","
    ends_well = bool(between) and document.tokens[verb - 1].pos in {"NOUN", "PROPN", "PRON"}
    return between if after_comma and ends_well and len(between) <= _LONGEST_SQUEEZED else ()


def _above(document: Document, token: Token) -> int:
    """A participle after a comma goes on for the speaker: "X said that Y had won, adding that ..." is X's."""
    head = document.tokens[token.head]
    says_on = _is_participial(document, token, head.index) and document.first_of(token.index, "ccomp")
    return head.head if says_on and head.dep == "ccomp" else head.index


def _own_subject(document: Document, verb: int) -> int | None:
    agent = document.first_of(verb, "agent")
    if agent is not None:
        named = document.first_of(agent.index, "pobj")
        return named.index if named else None
    found = document.first_of(verb, *_SUBJECTS) or document.first_of(verb, *_PASSIVE)
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
    while before >= 0 and document.tokens[before].pos in _PUNCTUATION:
        before -= 1
    if before < 0 or document.tokens[before].pos not in {"NOUN", "PROPN"}:
        return relative.index
    named = document.tokens[before]
    while named.dep in {"appos", "compound"}:
        named = document.tokens[named.head]
    return named.index


def is_negated(document: Document, verb: int) -> bool:
    """Say whether `verb` is negated."""
    return any(
        child.dep == "neg" or child.lower in {"never", "no"} for child in document.of(verb, "neg", "advmod")
    )


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
            if document.first_of(child.index, "nsubj", "nsubjpass", "expl"):
                yield child.index
            waiting.append(child.index)


def _is_apart(document: Document, child: Token, head: int) -> bool:
    return _is_participial(document, child, head) or is_meanwhile(document, child)


def is_meanwhile(document: Document, clause: Token) -> bool:
    """Say whether a clause tells what happened at the same time: "as the crowd left", not "as he said"."""
    mark = document.first_of(clause.index, "mark")
    own = document.first_of(clause.index, "nsubj", "nsubjpass", "expl")
    same_time = mark is not None and mark.lower in {"as", "while"} and clause.head < mark.index
    return clause.dep == "advcl" and same_time and own is not None and own.tag not in {"PRP", "WP"}


def _is_participial(document: Document, child: Token, head: int) -> bool:
    return (
        child.dep == "advcl"
        and child.tag == "VBG"
        and child.index > head
        and document.tokens[child.index - 1].text == ","
        and len(document.subtree(child.index)) > 3
    )
