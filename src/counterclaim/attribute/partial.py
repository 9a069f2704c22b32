"""Sayings that only their marks betray: she praised "a fine team", he likened it to "burning money"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.quoted import fragments_in
from counterclaim.attribute.saying import Saying
from counterclaim.attribute.subjects import subject
from counterclaim.model import Act
from counterclaim.parse.document import Document, Quotation, Token

_APART = ("conj", "cc", "advcl", "parataxis", "punct", "mark")
_SAID = ("dobj", "prep", "oprd", "xcomp", "ccomp", "dative", "attr", "acomp")


def part_quoted(document: Document, sayings: Sequence[Saying], lexicon: Lexicon) -> Iterator[Saying]:
    """A verb with an object that is partly in marks, where no other rule has found anything said."""
    taken = {index for saying in sayings for index in (*saying.content, *saying.cue)}
    verbs = lexicon.quotations["partial"]
    for sentence in document.sentences:
        if sentence.quotation is not None:
            continue
        for token in document.tokens[sentence.first : sentence.last]:
            if token.pos == "VERB" and token.lemma in verbs and token.index not in taken:
                yield from _part_quoted(document, token, taken, lexicon)


def _part_quoted(document: Document, verb: Token, taken: set[int], lexicon: Lexicon) -> Iterator[Saying]:
    speaker = _speaker(document, verb, lexicon)
    content = _content(document, verb, speaker)
    if not speaker or not content or taken & {*content}:
        return
    if not any(
        quote.start > verb.start and _is_said(document, quote) for quote in fragments_in(document, content)
    ):
        return
    known = next(iter(lexicon.verbs.get(verb.lemma, ())), None)
    act = known.act if known else Act.ASSERT
    yield Saying((verb.index,), speaker, content, act, f"“{verb.text}” with words between marks")


def _speaker(document: Document, verb: Token, lexicon: Lexicon) -> tuple[int, ...]:
    """Return who does what the verb says; what is called something does not call."""
    passive = document.first_of(verb.index, "nsubjpass") or (verb.dep == "acl" and verb.tag == "VBN")
    if passive and document.first_of(verb.index, "agent") is None:
        return ()
    found = subject(document, verb.index)
    return () if not found or document.tokens[found[0]].lower in lexicon.pronouns["things"] else found


def _content(document: Document, verb: Token, speaker: tuple[int, ...]) -> tuple[int, ...]:
    """Return what the verb governs from its object on."""
    apart = frozenset(child.index for child in document.of(verb.index, *_APART))
    heads = [child.index for child in document.of(verb.index, *_SAID) if child.index > verb.index]
    words = {index for head in heads for index in document.subtree(head, apart) if index > verb.index}
    return tuple(sorted(words - {*speaker}))


def _is_said(document: Document, quote: Quotation) -> bool:
    """Say whether the words between marks are no title or nickname, which nobody said."""
    words = document.text[quote.start : quote.end].split()
    return not all(word[0].isupper() or len(word) <= len("the") for word in words if word[0].isalpha())
