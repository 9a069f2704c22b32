"""Sayings that a verb introduces: "X said that", "X vowed to", "X denies Y", "X accused Y of"."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.lexicon import Lexicon, Verb
from counterclaim.attribute.phrases import clauses, is_negated, squeezed_subject, subject
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

VERBAL = frozenset({"VERB", "AUX"})
_INANIMATE = frozenset({"it", "this", "that", "these", "those", "which", "what", "there"})
_DEMONSTRATIVE = frozenset({"that", "this", "there", "what"})
_SHIFTED = frozenset({"had", "would"})
_ACCUSING = frozenset({"of", "for", "over", "with"})
_CALLING = frozenset({"for", "on"})
_WARNING = frozenset({"of", "about", "against"})
_LONGEST_ASIDE = 10
_SETTING_OFF = frozenset({",", "—", "–", "-", "--"})


def clause(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb of saying with a clause: "the mayor said (that) the dam was safe", "..., she added"."""
    document = scene.document
    for token in verb_tokens(scene):
        verb = lexicon.verb(token.lemma, "clause")
        if verb is None:
            continue
        head = content_clause(document, token, lexicon)
        source = subject(document, token.index) or squeezed_subject(document, token.index)
        if head is None or not source or _cannot_say(document, source, verb):
            continue
        because = f"“{token.text}” introduces a clause"
        contents = [*clauses(document, head.index), *_told_on(document, token, lexicon)]
        yield from _sayings(document, token, verb, source, contents, because)


def _told_on(document: Document, verb: Token, lexicon: Lexicon) -> Iterator[tuple[int, ...]]:
    """A clause beside the verb but in its shifted tense: "said sales fell, but profits had risen"."""
    for child in document.of(verb.index, "conj"):
        shifted = any(aux.lower in _SHIFTED for aux in document.of(child.index, "aux"))
        own = document.first_of(child.index, "nsubj", "nsubjpass", "expl")
        if shifted and own is not None and verb.tag == "VBD" and not lexicon.verb(child.lemma, "clause"):
            yield document.subtree(child.index)


def reported_aside(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb of saying put in between or after: "The dam, she said, was safe"."""
    document = scene.document
    for token in verb_tokens(scene):
        verb = lexicon.verb(token.lemma, "clause")
        if verb is None or token.dep not in {"parataxis", "ccomp", "advcl", "conj", "dep"}:
            continue
        if content_clause(document, token, lexicon) is not None or not _is_aside(document, token):
            continue
        head = document.tokens[token.head]
        source = subject(document, token.index)
        if source and head.pos in VERBAL:
            because = f"“{token.text}” stands as an aside"
            yield from _sayings(document, token, verb, source, _around_aside(document, token, head), because)


def infinitive(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb of saying with an infinitive: "the union vowed to strike", "he claims to have paid"."""
    document = scene.document
    for token in verb_tokens(scene):
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
    for token in verb_tokens(scene):
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
    for token in verb_tokens(scene):
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
    for token in verb_tokens(scene):
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


def naming(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Somebody or something called a name: "she called the plan a fraud", "he described it as lucky"."""
    document = scene.document
    for token in verb_tokens(scene):
        verb = lexicon.verb(token.lemma, "name")
        named = document.first_of(token.index, "dobj") if verb else None
        if verb is None or named is None:
            continue
        name = document.first_of(token.index, "oprd") or _as_phrase(document, token)
        source = subject(document, token.index)
        if name is None or name.index < named.index or not source or _is_inanimate(document, source):
            continue
        content = (*document.subtree(named.index), *document.subtree(name.index))
        because = f"“{token.text}” gives a name to something"
        yield from _sayings(document, token, verb, source, [tuple(sorted(set(content)))], because)


def _as_phrase(document: Document, verb: Token) -> Token | None:
    return next((phrase for phrase in document.of(verb.index, "prep") if phrase.lower == "as"), None)


# -- What the rules share ------------------------------------------------------------------------


def verb_tokens(scene: Scene) -> Iterator[Token]:
    """Yield the verbs of the sentence, but for the one that stands for a quotation."""
    return (token for token in scene.tokens() if token.pos in VERBAL and token.quotation is None)


def content_clause(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    """Return the head of the clause that `verb` introduces; a stand-in for a quotation first of all."""
    found = list(document.of(verb.index, "ccomp", "parataxis"))
    quoted = [child for child in found if child.quotation is not None]
    clausal = [child for child in found if child.dep == "ccomp" and not _is_infinitive(document, child)]
    return next(iter(quoted or clausal), None) or _clause_after_channel(document, verb, lexicon)


def _clause_after_channel(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    """A parser may hang the clause on the channel: "confirmed in a statement that it had cut jobs"."""
    for phrase in document.of(verb.index, "prep"):
        for named in document.of(phrase.index, "pobj"):
            clause = document.first_of(named.index, "acl", "ccomp")
            mark = document.first_of(clause.index, "mark") if clause else None
            if mark is not None and mark.lower == "that" and named.lower in lexicon.channels:
                return clause
    return None


def _is_infinitive(document: Document, token: Token) -> bool:
    return token.tag == "VB" and any(child.tag == "TO" for child in document.of(token.index))


def _is_aside(document: Document, verb: Token) -> bool:
    """An aside is short, has a subject of its own, and no content but the clause it stands in."""
    own = document.subtree(verb.index, frozenset(_shared(document, verb)))
    before = document.tokens[max(0, own[0] - 1)]
    return (
        document.first_of(verb.index, "nsubj") is not None
        and document.first_of(verb.index, "mark", "dobj") is None
        and len(own) <= _LONGEST_ASIDE
        and bool({before.text, document.tokens[own[0]].text} & _SETTING_OFF)
    )


def _shared(document: Document, verb: Token) -> Iterator[int]:
    """Yield the clauses after an aside that are said too: "The road is shut, she said, and it will be"."""
    for child in document.of(verb.index, "conj"):
        if document.first_of(child.index, "nsubj", "nsubjpass", "expl"):
            yield child.index


def _utterance(document: Document, head: Token) -> Iterator[int]:
    """Yield the tokens of the stand-in that `head` belongs to, if it does."""
    if head.quotation is not None:
        yield from (child.index for child in document.of(head.index) if child.quotation == head.quotation)
        yield head.index


def _around_aside(document: Document, verb: Token, head: Token) -> list[tuple[int, ...]]:
    """A whole utterance takes in nothing before it: "Asked about the fire, the chief said, ..."."""
    own = frozenset(document.subtree(verb.index))
    first = min(_utterance(document, head), default=0)
    around = [tuple(i for i in part if i not in own and i >= first) for part in clauses(document, head.index)]
    return [*around, *(document.subtree(clause) for clause in _shared(document, verb))]


def _cannot_say(document: Document, source: tuple[int, ...], verb: Verb) -> bool:
    """Pronouns for things show and suggest nothing anybody said; "that said" is not even a saying."""
    words = _INANIMATE if verb.weak else _DEMONSTRATIVE
    return len(source) == 1 and document.tokens[source[0]].lower in words


def _is_inanimate(document: Document, source: tuple[int, ...]) -> bool:
    return len(source) == 1 and document.tokens[source[0]].lower in _INANIMATE


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
    act, denied = _turned(verb) if negated else (verb.act, verb.denies)
    for content in contents:
        without_source = tuple(index for index in content if index not in source and index not in words)
        if without_source:
            yield Saying(words, source, without_source, act, because, denied=denied)


def _turned(verb: Verb) -> tuple[Act, bool]:
    """Not to confirm is to doubt, not to deny is no comment; the rest turns round."""
    if verb.act is Act.CONFIRM:
        return Act.DOUBT, False
    if verb.act is Act.DENY:
        return Act.DECLINE_COMMENT, False
    return verb.act, not verb.denies


def _cue_words(document: Document, cue: Token) -> tuple[int, ...]:
    """Return the verb with its auxiliaries, negation and particle: "has not denied", "pointed out"."""
    parts = [child.index for child in document.of(cue.index, "aux", "auxpass", "neg", "prt")]
    near = [index for index in parts if abs(index - cue.index) <= 3]
    return tuple(sorted((*near, cue.index)))
