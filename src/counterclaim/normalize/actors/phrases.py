"""The words of a noun phrase: what stands before its head, whose it is, and which of them are a name."""

from __future__ import annotations

from collections.abc import Container, Sequence

from counterclaim.normalize.actors.lexicon import ActorWords
from counterclaim.parse.document import Document, Token

_BEFORE = frozenset({"compound", "amod", "nmod", "poss", "det", "nummod", "quantmod", "advmod", "punct"})
_WHOSE = frozenset({"of", "for", "at", "from", "with"})
_IN_A_NAME = frozenset({"of", "for", "the", "and", "on", "&"})
_AFTER_THE_NAME = frozenset({"relcl", "acl", "appos", "conj", "cc", "punct"})
_VERBS = frozenset({"VBD", "VBN", "VBZ", "JJ"})
_POSSESSIVES = frozenset({"'s", "’s"})
_PLURAL_POSSESSIVES = frozenset({"'", "’"})


def words_before(document: Document, head: Token, words: ActorWords) -> list[Token]:
    """Return the head and what stands before it in its phrase, without a gap.

    A verb of saying that the parser hung on a name ("boasted Ann Lee") ends the phrase.
    """
    indices = {head.index}
    for child in document.of(head.index):
        if child.index < head.index and child.dep in _BEFORE:
            indices.update(index for index in document.subtree(child.index) if index < head.index)
    run = [head]
    for index in range(head.index - 1, -1, -1):
        word = document.tokens[index]
        if index not in indices or word.quotation is not None or word.text in {",", ";", ":", "(", "--"}:
            break
        if _is_verb_of_saying(document, word, words):
            break
        run.insert(0, word)
    joined = joined_name(document, run[0].index - 2)
    return (
        [*words_before(document, joined, words), document.tokens[joined.index + 1], *run] if joined else run
    )


def joined_name(document: Document, index: int) -> Token | None:
    """Return the word at a place if it is the first half of one name: "Pell" of "Pell & Sons"."""
    if index < 0 or index + 2 >= len(document.tokens):
        return None
    first, sign, last = document.tokens[index : index + 3]
    both = all(one.pos in {"PROPN", "NOUN"} and one.text[:1].isupper() for one in (first, last))
    return first if both and sign.text == "&" and first.quotation is None else None


def _is_verb_of_saying(document: Document, word: Token, words: ActorWords) -> bool:
    """After an article it is an adjective: "the accused officer"."""
    after_article = word.index > 0 and document.tokens[word.index - 1].dep in {"det", "poss", "case"}
    forms = {word.lemma, word.lower.removesuffix("ed"), word.lower.removesuffix("d")}
    return word.tag in _VERBS and bool(forms & words.sayings) and not after_article


def words_of_owner(document: Document, head: Token) -> list[Token]:
    """Return the words of "of X", "for X" right behind the head."""
    for phrase in document.of(head.index, "prep"):
        named = document.first_of(phrase.index, "pobj")
        if phrase.index == head.index + 1 and phrase.lower in _WHOSE and named is not None:
            after = frozenset(
                child.index
                for index in document.subtree(named.index)
                for child in document.of(index, *_AFTER_THE_NAME)
                if child.index > named.index
            )
            under = document.subtree(named.index, after)
            return [phrase, *(document.tokens[index] for index in under if index > phrase.index)]
    return []


def tail_of_name(owner: Sequence[Token]) -> list[Token]:
    """Return the words of "of X" that belong to a name: "Institute | for the Study of War".

    A tail with a possessive in it names another body: "General Staff of Ukraine's army".
    """
    if any(token.text in _POSSESSIVES for token in owner):
        return []
    tail: list[Token] = []
    for token in owner:
        if not token.text[:1].isupper() and token.lower not in _IN_A_NAME:
            break
        tail.append(token)
    while tail and not tail[-1].text[:1].isupper():
        tail.pop()
    return tail


def capitalised_run(before: Sequence[Token], crowds: Container[str] = ()) -> list[Token]:
    """Return the capitalised words that end the phrase; a number that names a unit belongs to them.

    So does the owner in the name of a body of many: "Ulvik Residents' Association", of `crowds`.
    """
    run: list[Token] = []
    for at in range(len(before) - 1, -1, -1):
        token = before[at]
        capitalised = token.text[:1].isupper() or token.text[:1].isdigit()
        of_many = token.text in _PLURAL_POSSESSIVES and before[max(at - 1, 0)].lower in crowds
        if not (capitalised or of_many or token.text in {"-", "&", *_POSSESSIVES}):
            break
        run.insert(0, token)
    while run and (not run[0].text[:1].isalnum() or run[0].dep == "det" or run[0].lower == "the"):
        run.pop(0)
    return run


def behind_owner(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return what stands behind the last possessive: "Norway's Health Ministry" is the Health Ministry."""
    owner = max((at for at, token in enumerate(tokens) if token.text in _POSSESSIVES), default=-1)
    return tokens[owner + 1 :]


def without_article(phrase: Sequence[Token], kept: Container[str] = ()) -> Sequence[Token]:
    """Return the phrase without the article, or the like, that opens it, unless it is one of `kept`."""
    opens = len(phrase) > 1 and phrase[0].dep == "det" and phrase[0].lower not in kept
    return phrase[1:] if opens else phrase
