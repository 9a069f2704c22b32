"""Sayings that a verb introduces: "X said that", "X vowed to", "X denies Y", "X accused Y of"."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.lexicon import Lexicon, Verb
from counterclaim.attribute.phrases import clauses, is_negated, noun_phrase, subject
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

_VERBAL = frozenset({"VERB", "AUX"})
_INANIMATE = frozenset({"it", "this", "that", "these", "those", "which", "what", "there"})
_ACCUSING = frozenset({"of", "for", "over", "with"})
_CALLING = frozenset({"for", "on"})
_WARNING = frozenset({"of", "about", "against"})
_HIGHEST_REACH = 8


def clause(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb of saying with a clause: "the mayor said (that) the dam was safe", "..., she added"."""
    document = scene.document
    for token in _verbs(scene):
        verb = lexicon.verb(token.lemma, "clause")
        if verb is None:
            continue
        head = _content_clause(document, token)
        source = subject(document, token.index)
        if head is None or not source or (verb.weak and _is_inanimate(document, source)):
            continue
        because = f"“{token.text}” introduces a clause"
        yield from _sayings(document, token, verb, source, list(clauses(document, head.index)), because)


def reported_aside(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb of saying put in between or after: "The dam, she said, was safe"."""
    document = scene.document
    for token in _verbs(scene):
        verb = lexicon.verb(token.lemma, "clause")
        if verb is None or token.dep not in {"parataxis", "ccomp", "advcl", "conj", "dep"}:
            continue
        if _content_clause(document, token) is not None or not _is_aside(document, token):
            continue
        own = document.subtree(token.index)
        head = document.tokens[token.head]
        content = tuple(index for index in document.subtree(head.index) if index not in own)
        source = subject(document, token.index)
        if source and head.pos in _VERBAL:
            yield from _sayings(
                document, token, verb, source, [content], f"“{token.text}” stands as an aside"
            )


def infinitive(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb of saying with an infinitive: "the union vowed to strike", "he claims to have paid"."""
    document = scene.document
    for token in _verbs(scene):
        verb = lexicon.verb(token.lemma, "infinitive")
        head = document.first_of(token.index, "xcomp")
        if verb is None or head is None or head.tag not in {"VB", "VBN"}:
            continue
        source = subject(document, token.index)
        if source:
            because = f"“{token.text}” introduces an infinitive"
            yield from _sayings(document, token, verb, source, [document.subtree(head.index)], because)


def direct_object(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb whose object is what is said: "the club denied any breach", "police confirmed two deaths"."""
    document = scene.document
    for token in _verbs(scene):
        verb = lexicon.verb(token.lemma, "object")
        found = document.first_of(token.index, "dobj")
        if verb is None or found is None or found.tag in {"PRP", "WP", "WDT"} or found.quotation is not None:
            continue
        if document.first_of(token.index, "ccomp") or token.dep == "amod":
            continue
        source = subject(document, token.index)
        content = _object_content(document, token, found)
        if source and not _is_inanimate(document, source) and found.index not in source:
            yield from _sayings(
                document, token, verb, source, [content], f"the object of “{token.text}” is said"
            )


def accusation(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Somebody and what is held against him: "she accused the bank of hiding losses"."""
    document = scene.document
    for token in _verbs(scene):
        verb = lexicon.verb(token.lemma, "of")
        if verb is None:
            continue
        wanted = _prepositions(verb)
        phrase = next((p for p in _held_against(document, token) if p.lower in wanted), None)
        accused = document.first_of(token.index, "dobj")
        if phrase is None or (accused is None and verb.act is Act.ACCUSE):
            continue
        source = subject(document, token.index)
        first = min(phrase.index, accused.index if accused else phrase.index)
        content = _from_on(document, token, first)
        if source and not _is_inanimate(document, source):
            yield from _sayings(document, token, verb, source, [content], f"“{token.text} ... {phrase.text}”")


def request(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Somebody asked to do something: "the judge urged both sides to settle"."""
    document = scene.document
    for token in _verbs(scene):
        verb = lexicon.verb(token.lemma, "request")
        wanted = document.first_of(token.index, "xcomp", "ccomp")
        if verb is None or wanted is None or document.first_of(wanted.index, "mark"):
            continue
        if not any(child.tag == "TO" for child in document.of(wanted.index)):
            continue
        source = subject(document, token.index)
        addressee = document.first_of(wanted.index, "nsubj")
        without = frozenset({addressee.index}) if addressee else frozenset()
        content = document.subtree(wanted.index, without)
        if source:
            yield from _sayings(
                document, token, verb, source, [content], f"“{token.text}” asks for something"
            )


def quoted_as_saying(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A relay: "Reuters quoted the brigade as saying ...", "the minister was quoted as saying ..."."""
    document = scene.document
    for token in _verbs(scene):
        if token.lemma not in {"quote", "cite"}:
            continue
        saying = _as_saying(document, token, lexicon)
        passive = document.first_of(token.index, "nsubjpass")
        speaker = passive or document.first_of(token.index, "dobj", "nsubj")
        if saying is None or speaker is None:
            continue
        head = _content_clause(document, saying)
        if head is None:
            continue
        named = document.first_of(token.index, "nsubj") if passive is None else _agent(document, token)
        relays = (noun_phrase(document, named.index),) if named and named is not speaker else ()
        for content in clauses(document, head.index):
            cue = (token.index, saying.index)
            source = noun_phrase(document, speaker.index)
            because = f"“{token.text} ... {saying.text}” passes on another's words"
            yield Saying(cue, source, content, Act.ASSERT, because, relays=relays)


def hearsay(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Said by nobody who is named: "the talks are said to have failed", "is reported to be ill"."""
    document = scene.document
    for token in _verbs(scene):
        if token.tag != "VBN" or lexicon.verb(token.lemma, "clause") is None:
            continue
        told = document.first_of(token.index, "nsubjpass")
        head = document.first_of(token.index, "xcomp")
        if told is None or head is None or not any(child.tag == "TO" for child in document.of(head.index)):
            continue
        content = tuple(sorted((*document.subtree(told.index), *document.subtree(head.index))))
        cue = tuple(sorted((*(c.index for c in document.of(token.index, "auxpass")), token.index)))
        yield Saying(cue, (), content, Act.ASSERT, f"“{token.text} to” tells what unnamed people say")


# -- What the rules share ------------------------------------------------------------------------


def _verbs(scene: Scene) -> Iterator[Token]:
    return (token for token in scene.tokens() if token.pos in _VERBAL and token.quotation is None)


def _content_clause(document: Document, verb: Token) -> Token | None:
    """Return the head of the clause that `verb` introduces; a stand-in for a quotation first of all."""
    found = list(document.of(verb.index, "ccomp", "parataxis"))
    quoted = [child for child in found if child.quotation is not None]
    clausal = [child for child in found if child.dep == "ccomp" and not _is_infinitive(document, child)]
    return next(iter(quoted or clausal), None)


def _is_infinitive(document: Document, token: Token) -> bool:
    return token.tag == "VB" and any(child.tag == "TO" for child in document.of(token.index))


def _is_aside(document: Document, verb: Token) -> bool:
    """An aside is short, has a subject of its own, and no content but the clause it stands in."""
    own = document.subtree(verb.index)
    return (
        document.first_of(verb.index, "nsubj") is not None
        and document.first_of(verb.index, "mark", "dobj") is None
        and own[-1] - own[0] <= _HIGHEST_REACH
        and own[0] > 0
        and document.tokens[own[0] - 1].text in {",", "—", "–", "-", "--"}
    )


def _is_inanimate(document: Document, source: tuple[int, ...]) -> bool:
    return len(source) == 1 and document.tokens[source[0]].lower in _INANIMATE


def _agent(document: Document, verb: Token) -> Token | None:
    by = document.first_of(verb.index, "agent")
    return document.first_of(by.index, "pobj") if by else None


def _as_saying(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    for child in document.of(verb.index, "prep", "advcl", "dobj", "mark"):
        for under in (child, *document.of(child.index, "pcomp", "advcl")):
            if under.tag == "VBG" and lexicon.verb(under.lemma, "clause"):
                return under
    return None


def _object_content(document: Document, verb: Token, found: Token) -> tuple[int, ...]:
    """Return the object with the phrases that the parser hangs on the verb though they follow the object."""
    phrases = [
        child.index
        for child in document.of(verb.index, "prep")
        if child.index > found.index
        and child.lower in {"of", "in", "near", "for", "to", "from", "against", "by"}
    ]
    tokens = set(document.subtree(found.index))
    for index in phrases:
        tokens.update(document.subtree(index))
    return tuple(sorted(tokens))


def _prepositions(verb: Verb) -> frozenset[str]:
    if verb.act is Act.ACCUSE:
        return _ACCUSING
    return _CALLING if verb.act is Act.ASK else _WARNING


def _held_against(document: Document, verb: Token) -> Iterator[Token]:
    yield from document.of(verb.index, "prep")
    for accused in document.of(verb.index, "dobj"):
        yield from document.of(accused.index, "prep")


def _from_on(document: Document, verb: Token, first: int) -> tuple[int, ...]:
    """Return what `verb` governs from token `first`'s phrase on, less clauses coordinate with the verb."""
    apart = frozenset(child.index for child in document.of(verb.index, "conj", "cc", "advcl", "parataxis"))
    start = min(document.subtree(first))
    return tuple(index for index in document.subtree(verb.index, apart) if index >= start)


def _sayings(  # noqa: PLR0913, PLR0917  the parts of a saying, which every rule has at hand
    document: Document,
    cue: Token,
    verb: Verb,
    source: tuple[int, ...],
    contents: list[tuple[int, ...]],
    because: str,
) -> Iterator[Saying]:
    words = _cue_words(document, cue)
    negated = is_negated(document, cue.index)
    for content in contents:
        without_source = tuple(index for index in content if index not in source and index not in words)
        if without_source:
            denied = verb.denies != negated
            yield Saying(words, source, without_source, verb.act, because, denied=denied)


def _cue_words(document: Document, cue: Token) -> tuple[int, ...]:
    """Return the verb with its auxiliaries, negation and particle: "has not denied", "pointed out"."""
    parts = [child.index for child in document.of(cue.index, "aux", "auxpass", "neg", "prt")]
    near = [index for index in parts if abs(index - cue.index) <= 3]
    return tuple(sorted((*near, cue.index)))
