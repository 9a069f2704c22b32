"""Names that a report explains as those of bodies: "the operator, Aral Water", "Aral's chief executive"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterclaim.gazetteer import Gazetteer
from counterclaim.normalize.actors.body_words import body_words
from counterclaim.normalize.actors.lexicon import ActorWords
from counterclaim.parse.document import Document, Token

_IN_A_NAME = frozenset({"compound", "amod", "nmod"})


def body_names(document: Document, words: ActorWords, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield the names of bodies, in small letters, that nothing in them tells to be such."""
    for run in _explained(document, words, gazetteer):
        told = any(word.lower in words.honorifics or word.lower in words.common for word in run)
        name = " ".join(word.lower for word in run)
        if run and not told and gazetteer.demonym(run[-1].text) is None and gazetteer.country(name) is None:
            yield name


def _explained(document: Document, words: ActorWords, gazetteer: Gazetteer) -> Iterator[Sequence[Token]]:
    for token in document.tokens:
        if token.dep == "appos":
            yield from _in_apposition(document, token, words)
        if token.lower in words.organisations and token.dep in _IN_A_NAME and token.text.islower():
            yield _run_behind(document, token)
        if token.lower in words.titles_in_bodies:
            yield _run_before(document, token, words)
        if token.dep == "relcl" and token.lemma in body_words(words.language).leads:
            yield from _led(document, token)
        if token.lower in words.roles:
            yield from _employers(document, token, gazetteer)


def _in_apposition(document: Document, token: Token, words: ActorWords) -> Iterator[Sequence[Token]]:
    """Yield the name that explains a body, or is explained by one: "the firm, Aral", "Aral, a firm"."""
    head = document.tokens[token.head]
    for body, name in ((head, token), (token, head)):
        if body.lower in words.organisations and body.tag == "NN" and name.pos == "PROPN":
            yield _run_to(document, name)


def _run_behind(document: Document, body: Token) -> Sequence[Token]:
    """Return the name that follows a body's word at once: "the grid operator | ElektroNord"."""
    run = _run_to(document, document.tokens[body.head])
    return run if run and run[0].index == body.index + 1 else ()


def _run_before(document: Document, title: Token, words: ActorWords) -> Sequence[Token]:
    """Return the name before a title that only bodies give: "Aral Air | chief executive"."""
    at = title.index - 1
    while at > 0 and document.tokens[at].lower in words.roles and document.tokens[at].text.islower():
        at -= 1
    run = _run_to(document, document.tokens[max(at, 0)])
    return run if run and run[-1].dep in _IN_A_NAME else ()


def _employers(document: Document, role: Token, gazetteer: Gazetteer) -> Iterator[Sequence[Token]]:
    """Yield whom somebody works at, where that is no place: "an analyst at Aral"."""
    for preposition in document.of(role.index, "prep"):
        for name in document.of(preposition.index, "pobj"):
            if preposition.lower == "at" and not gazetteer.kinds(name.text):
                yield _run_to(document, name)


def _led(document: Document, verb: Token) -> Iterator[Sequence[Token]]:
    """Yield what somebody leads: "who chairs the opposition Green Wing"."""
    for led in document.of(verb.index, "dobj"):
        for name in (led, *document.of(led.index, "appos")):
            yield _run_to(document, name)


def _run_to(document: Document, last: Token) -> Sequence[Token]:
    """Return the capitalised words of a name that end with `last`; none if that is no name."""
    run: list[Token] = []
    for index in range(last.index, -1, -1):
        word = document.tokens[index]
        if word.pos != "PROPN" or not word.text[:1].isupper():
            break
        run.insert(0, word)
    return run
