"""Sayings that no verb of saying introduces: "according to", headlines with a colon, nouns, notes."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import clauses, is_negated, noun_phrase, subject, trimmed
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.model import Act, BlockKind
from counterclaim.parse.document import Document, Token

_LONGEST_HEADLINE_SOURCE = 6


def according_to(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A phrase that names the source: "the dam was safe, according to the mayor"."""
    document = scene.document
    for token in scene.tokens():
        preposition = lexicon.according.get(token.lower)
        if preposition is None:
            continue
        to = next((child for child in document.of(token.index, "prep") if child.lower == preposition), None)
        named = document.first_of(to.index, "pobj") if to else None
        if to is None or named is None:
            continue
        phrase = document.subtree(token.index)
        head = _clause_head(document, token)
        without = frozenset({token.index, *_leading_marks(document, head)})
        cue, source = (token.index, to.index), noun_phrase(document, named.index)
        for part in clauses(document, head):
            content = tuple(index for index in part if index not in phrase and index not in without)
            if content:
                yield Saying(cue, source, content, Act.ASSERT, "“according to” names the source")


def headline_colon(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A headline that names the speaker before a colon: "Mayor: The dam will hold"."""
    del lexicon
    document = scene.document
    if document.blocks[scene.sentence.block].kind is not BlockKind.HEADLINE:
        return
    tokens = list(scene.tokens())
    colon = next((token.index for token in tokens if token.text == ":"), None)
    if colon is None or colon - tokens[0].index > _LONGEST_HEADLINE_SOURCE:
        return
    source = tuple(token.index for token in tokens if token.index < colon)
    content = tuple(token.index for token in tokens if token.index > colon)
    if _is_speaker(document, source) and _has_verb(document, content) and not _asks(document, content):
        yield Saying((colon,), source, content, Act.ASSERT, "a headline names the speaker before a colon")


def _is_speaker(document: Document, words: tuple[int, ...]) -> bool:
    """A name or a noun, without a verb: "Ferry sinks: ..." names nobody."""
    tokens = [document.tokens[index] for index in words]
    named = bool(tokens) and tokens[-1].pos in {"PROPN", "NOUN"}
    return named and not any(token.pos in {"VERB", "AUX", "ADP"} and token.lower != "of" for token in tokens)


def _asks(document: Document, content: tuple[int, ...]) -> bool:
    """A headline's "what we know" is no saying."""
    return bool(content) and document.tokens[content[0]].tag in {"WP", "WRB", "WDT"}


def noun(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A noun of saying with an owner: "the firm's claim that sales rose", "her report about the leak"."""
    document = scene.document
    for token in scene.tokens():
        act = lexicon.nouns.get(token.lemma) if token.pos == "NOUN" else None
        owner = document.first_of(token.index, "poss") if act else None
        if act is None or owner is None:
            continue
        content = _noun_content(document, token, lexicon)
        if content:
            source = noun_phrase(document, owner.index)
            because = f"the noun “{token.text}” with its owner"
            yield Saying((token.index,), source, content, act, because, denied=act is Act.DENY)


def denial_aside(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A denial set against a saying: "the company said output rose despite the union's denials"."""
    document = scene.document
    for token in scene.tokens():
        if token.pos != "NOUN" or lexicon.nouns.get(token.lemma) is not Act.DENY:
            continue
        owner = document.first_of(token.index, "poss")
        governor = document.tokens[token.head]
        if owner is None or governor.lower != "despite":
            continue
        denied = next((a for a in document.ancestors(governor.index) if a.pos in {"VERB", "AUX"}), None)
        if denied is None:
            continue
        head = document.first_of(denied.index, "ccomp") or denied
        aside = document.subtree(governor.index)
        content = tuple(index for index in document.subtree(head.index) if index not in aside)
        source = noun_phrase(document, owner.index)
        because = "a denial is set against what was just told"
        yield Saying((token.index,), source, content, Act.DENY, because, denied=True)


def silence(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Somebody says nothing: "has not commented", "declined to comment", "has been silent on"."""
    document = scene.document
    for token in scene.tokens():
        if not _is_silent(document, token, lexicon):
            continue
        source = subject(document, token.index)
        words = [i for i in document.subtree(token.index) if i not in source]
        apart = {i for child in document.of(token.index, "conj", "cc") for i in document.subtree(child.index)}
        content = tuple(i for i in words if i not in apart)
        if source:
            because = f"“{token.text}” tells that nothing was said"
            yield Saying((token.index,), source, content, Act.DECLINE_COMMENT, because, narrated=True)


def verification(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """The outlet's own note: "the claim could not be verified", "we were unable to verify it"."""
    document = scene.document
    for token in scene.tokens():
        if token.lemma not in lexicon.verification["verbs"] or token.pos != "VERB":
            continue
        if _is_unchecked(document, token, lexicon) and not _is_said(document, token, lexicon):
            content = _whole_clause(document, token, scene)
            because = "the outlet notes what it could not verify"
            yield Saying((token.index,), (), content, Act.DOUBT, because, narrated=True)


def _is_unchecked(document: Document, token: Token, lexicon: Lexicon) -> bool:
    """Nothing could be verified, or nothing was verified independently."""
    words = lexicon.verification
    passive = document.first_of(token.index, "nsubjpass")
    governors = (token, *_possible_above(document, token, lexicon))
    around = {child.lemma for child in document.of(token.index, "aux", "advmod")}
    around |= {one.lower for one in governors}
    negative = (
        any(is_negated(document, one.index) for one in governors)
        or bool(around & {"unable", "impossible"})
        or (passive is not None and _is_neither(document, passive))
    )
    possible, alone = bool(around & words["possible"]), bool(around & words["adverbs"])
    return negative and (alone or (possible and (passive is not None or token.lemma in words["checks"])))


def _possible_above(document: Document, token: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Yield "able" and "was" of "was not able to verify", whichever of the two governs the verb."""
    governor = document.tokens[token.head]
    if token.dep == "xcomp":
        yield governor
        yield document.tokens[governor.head]
        yield from (
            one
            for one in document.of(governor.index, "acomp")
            if one.lower in lexicon.verification["possible"]
        )


def _is_said(document: Document, token: Token, lexicon: Lexicon) -> bool:
    """Somebody else says so: "police said they could not verify the video"."""
    above = [token, *document.ancestors(token.index)]
    return any(
        one.dep == "ccomp" and lexicon.verb(document.tokens[one.head].lemma, "clause") is not None
        for one in above
    )


# -- What the rules share ------------------------------------------------------------------------


def _clause_head(document: Document, token: Token) -> int:
    """Return the verb of the clause that an adverbial phrase belongs to."""
    for governor in document.ancestors(token.index):
        if governor.pos in {"VERB", "AUX"}:
            return governor.index
    return token.head


def _leading_marks(document: Document, head: int) -> Iterator[int]:
    return (child.index for child in document.of(head, "mark") if child.lower == "that")


def _has_verb(document: Document, content: tuple[int, ...]) -> bool:
    return any(
        document.tokens[i].pos in {"VERB", "AUX"} or document.tokens[i].quotation is not None for i in content
    )


def _noun_content(document: Document, token: Token, lexicon: Lexicon) -> tuple[int, ...]:
    clause = document.first_of(token.index, "acl")
    if clause is not None and _is_that_clause(document, clause):
        return document.subtree(clause.index)
    for phrase in document.of(token.index, "prep"):
        about = document.first_of(phrase.index, "pobj")
        if phrase.lower in lexicon.noun_prepositions and about is not None:
            return document.subtree(about.index)
    return ()


def _is_that_clause(document: Document, clause: Token) -> bool:
    first = document.tokens[document.subtree(clause.index)[0]]
    return document.first_of(clause.index, "mark") is not None or (
        first.lower == "that" and document.first_of(clause.index, "nsubj") not in {None, first}
    )


def _is_silent(document: Document, token: Token, lexicon: Lexicon) -> bool:
    words = lexicon.silence
    if token.lemma in words["comment_verbs"] and token.pos == "VERB":
        return is_negated(document, token.index) and document.first_of(token.index, "ccomp") is None
    if token.lemma in words["refusals"] and token.pos == "VERB":
        refused = document.first_of(token.index, "xcomp")
        return refused is not None and refused.lemma in words["comment_verbs"]
    if token.lemma in words["reached"] and document.first_of(token.index, "nsubjpass"):
        about = (document.first_of(phrase.index, "pobj") for phrase in document.of(token.index, "prep"))
        return is_negated(document, token.index) and any(one and one.lemma == "comment" for one in about)
    if token.lemma in words["keep_verbs"]:
        return any(child.lower in words["adjectives"] for child in document.of(token.index, "acomp"))
    return False


def _is_neither(document: Document, token: Token) -> bool:
    return (
        any(child.lower in {"neither", "no", "none"} for child in document.of(token.index))
        or token.lower == "none"
    )


def _whole_clause(document: Document, token: Token, scene: Scene) -> tuple[int, ...]:
    """Return the note with its subject: the sentence, or the clause if it is coordinate with a saying."""
    head = token
    while (
        head.dep in {"conj", "xcomp", "acomp"} and document.first_of(head.index, "nsubj", "nsubjpass") is None
    ):
        head = document.tokens[head.head]
    apart = frozenset(child.index for child in document.of(head.index, "conj") if child.index > token.index)
    inside = range(scene.sentence.first, scene.sentence.last)
    return trimmed(document, tuple(i for i in document.subtree(head.index, apart) if i in inside))
