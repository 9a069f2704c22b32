"""Noun phrases and other runs of words, and what hangs on a word."""

from __future__ import annotations

from collections.abc import Container, Iterable

from counterclaim.parse.document import Document, Sentence, Token

_NOT_OF_THE_NAME = frozenset({"relcl", "acl", "advcl", "parataxis", "ccomp", "advmod", "npadvmod"})
_ABOUT_SAYING = frozenset({"advcl", "parataxis", "ccomp", "advmod", "npadvmod"})
_WHEN = frozenset({"on", "during", "after", "before", "since"})
_CURRENCY = frozenset({"$", "£", "€", "%"})
_PUNCTUATION = frozenset({"PUNCT", "SYM"})


# -- Noun phrases --------------------------------------------------------------------------------


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
    governing = head_of(document, name)
    head = governing.index if governing else name[0]
    without = frozenset(
        child.index
        for index in document.subtree(head)
        for child in document.of(index)
        if child.index not in name
        and (_is_beside(document, child, head) or not taken.isdisjoint(document.subtree(child.index)))
    )
    whole = _run_around(document, document.subtree(head, without), head)
    return whole if {*whole} >= {*name} else name


def head_of(document: Document, words: Iterable[int]) -> Token | None:
    """Return the word that governs the others of `words`, the first of several; None of no words."""
    own = frozenset(words)
    tokens = (document.tokens[index] for index in words)
    return next((token for token in tokens if token.head not in own or token.head == token.index), None)


def _is_beside(document: Document, child: Token, head: int) -> bool:
    """Say whether a phrase that hangs on the name tells of the saying: "the mayor on Friday", "she later"."""
    if child.head != head or child.index < head:
        return False
    speaking = child.dep == "acl" and child.tag == "VBG" and follows_comma(document, child.index)
    return speaking or child.dep in _ABOUT_SAYING or (child.dep == "prep" and child.lower in _WHEN)


def _is_about(document: Document, child: Token, head: int) -> bool:
    """A clause, an adverb, or a phrase set off by a comma is said *about* the source, not its name."""
    if child.dep in _NOT_OF_THE_NAME and child.index > head:
        return True
    if child.dep != "prep" or child.index < head:
        return False
    return follows_comma(document, child.index) or child.lower in _WHEN


# -- Runs of words -------------------------------------------------------------------------------


def _run_around(document: Document, indices: tuple[int, ...], head: int) -> tuple[int, ...]:
    """Keep the tokens that hang together with `head`, less punctuation at the ends."""
    run = [head]
    for index in (i for i in indices if i > head):
        if index - run[-1] > 1 and any(not is_mark(document, i) for i in range(run[-1] + 1, index)):
            break
        run.append(index)
    for index in (i for i in reversed(indices) if i < head):
        if run[0] - index > 1 and any(not is_mark(document, i) for i in range(index + 1, run[0])):
            break
        run.insert(0, index)
    return trimmed(document, tuple(run))


def unbroken(words: tuple[int, ...], noun: int) -> tuple[int, ...]:
    """Return the run of neighbours around `noun`: what one span can hold."""
    if noun not in words:
        return ()
    at = words.index(noun)
    first = last = at
    while first > 0 and words[first - 1] == words[first] - 1:
        first -= 1
    while last + 1 < len(words) and words[last + 1] == words[last] + 1:
        last += 1
    return words[first : last + 1]


def trimmed(document: Document, indices: tuple[int, ...]) -> tuple[int, ...]:
    """Return `indices` without punctuation and dangling conjunctions at either end."""
    first, last = 0, len(indices)
    while first < last and _is_loose(document, indices[first]):
        first += 1
    while last > first and _is_loose(document, indices[last - 1]):
        last -= 1
    return indices[first:last]


def subtrees(document: Document, *heads: Token) -> tuple[int, ...]:
    """Return all that the `heads` govern, with themselves, in text order."""
    return tuple(sorted({index for head in heads for index in document.subtree(head.index)}))


def is_mark(document: Document, index: int) -> bool:
    """Say whether the word is a punctuation mark or a symbol."""
    return document.tokens[index].pos in _PUNCTUATION


def _is_loose(document: Document, index: int) -> bool:
    token = document.tokens[index]
    return token.text not in _CURRENCY and (token.pos in _PUNCTUATION or token.dep == "cc")


# -- Beside and below a word ---------------------------------------------------------------------


def first_word(document: Document, head: int) -> Token:
    """Return the first word of the phrase or clause that `head` governs."""
    return document.tokens[document.subtree(head)[0]]


def follows_comma(document: Document, index: int) -> bool:
    """Say whether a comma stands right before the word."""
    return index > 0 and document.tokens[index - 1].text == ","


def mark_of(document: Document, clause: Token | None) -> str:
    """Return the word that joins a clause to its verb, as "that" or "whether", in lower case; "" if none."""
    mark = document.first_of(clause.index, "mark") if clause else None
    return mark.lower if mark else ""


def phrase_with(document: Document, governor: Token, prepositions: Container[str]) -> Token | None:
    """Return the first of `prepositions` that hangs on `governor`: "as" in "described it as lucky"."""
    return next((one for one in document.of(governor.index, "prep") if one.lower in prepositions), None)


def object_of(document: Document, preposition: Token | None) -> Token | None:
    """Return the noun after a preposition: "the union" in "by the union"."""
    return document.first_of(preposition.index, "pobj") if preposition else None


def sentence_at(document: Document, index: int) -> Sentence:
    """Return the sentence that a word stands in."""
    return document.sentences[document.sentence_of[index]]
