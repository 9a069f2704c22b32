"""Sayings told by a noun: "the firm's claim that sales rose", "raised doubts about the plan"."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.complements import Complement, complement, each_told, phrase_after
from counterclaim.attribute.cue import verb_words
from counterclaim.attribute.holders import is_holder
from counterclaim.attribute.labels import VERBAL
from counterclaim.attribute.lexicon import Lexicon, Nominal
from counterclaim.attribute.phrases import noun_phrase, object_of
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.attribute.subjects import agent, subject
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

_OBJECTS = frozenset({"dobj", "nsubjpass"})


def noun(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A noun of saying with its content: "the firm's claim that sales rose", "fears that it may burst"."""
    document = scene.document
    for token in scene.tokens():
        rows = lexicon.nouns.get(token.lemma, ()) if token.pos == "NOUN" else ()
        for row in rows:
            light = _light_verb(document, token, lexicon)
            content = complement(document, token, row, light, lexicon)
            if content is not None:
                yield from _told(document, token, row, content, lexicon)
                break


def showing(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Somebody lets others see something: "the firm released videos of the fire"."""
    document = scene.document
    for token in scene.tokens():
        verb = document.tokens[token.head]
        if token.lemma not in lexicon.showing["nouns"] or token.dep != "dobj":
            continue
        if verb.lemma not in lexicon.showing["verbs"]:
            continue
        shown = phrase_after(document, (token, verb), frozenset({"of"}))
        source = subject(document, verb.index)
        if shown is not None and is_holder(document, source, lexicon):
            cue = tuple(i for i in range(verb.index, shown.lead[0] + 1) if i not in source)
            yield Saying(
                cue, source, shown.words, Act.ASSERT, f"“{verb.text} {token.text} of” shows something"
            )


def denial_aside(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A denial set against a saying: "the company said output rose despite the union's denials"."""
    document = scene.document
    for token in scene.tokens():
        rows = lexicon.nouns.get(token.lemma, ()) if token.pos == "NOUN" else ()
        owner = document.first_of(token.index, "poss")
        governor = document.tokens[token.head]
        if owner is None or governor.lower != "despite" or all(row.act is not Act.DENY for row in rows):
            continue
        denied = next((a for a in document.ancestors(governor.index) if a.pos in VERBAL), None)
        if denied is None:
            continue
        head = document.first_of(denied.index, "ccomp") or denied
        aside = document.subtree(governor.index)
        content = tuple(index for index in document.subtree(head.index) if index not in aside)
        source = noun_phrase(document, owner.index)
        because = "a denial is set against what was just told"
        yield Saying((token.index,), source, content, Act.DENY, because, denied=True)


# -- Who says it -----------------------------------------------------------------------------------


def _told(
    document: Document, token: Token, row: Nominal, content: Complement, lexicon: Lexicon
) -> Iterator[Saying]:
    light = _light_verb(document, token, lexicon)
    source, cue = _owner(document, token, light, lexicon), (token.index, *content.lead)
    if not source and row.act is Act.OTHER:
        source = _hoping(document, token)
    if light is not None:
        cue = (*verb_words(document, light), *cue)
    if (not source and content.kind not in row.alone) or token.index in source:
        return
    if source or not _is_negated(document, token):
        because = f"the noun “{token.text}” with {'its owner' if source else 'its content'}"
        denied = row.act is Act.DENY or _is_negated(document, token)
        for part in each_told(document, token, row, content):
            words = tuple(i for i in part if i not in source)
            if words:
                yield Saying(
                    tuple(sorted(cue)),
                    source,
                    words,
                    row.act,
                    because,
                    denied=denied,
                    certainty=row.certainty,
                )


def _owner(document: Document, token: Token, light: Token | None, lexicon: Lexicon) -> tuple[int, ...]:
    """Return whose the noun is: the light verb's subject, a possessive, "by the union", "Ford plans"."""
    if light is not None:
        doer = subject(document, light.index) if token.dep == "dobj" else _agent(document, light)
        return doer if is_holder(document, doer, lexicon, texts=True) else ()
    owner = document.first_of(token.index, "poss")
    if owner is not None:
        return () if owner.lemma.lower() in lexicon.light["times"] else noun_phrase(document, owner.index)
    for phrase in document.of(token.index, "prep"):
        named = object_of(document, phrase)
        if phrase.lower in lexicon.light["owners"] and named is not None:
            return noun_phrase(document, named.index)
    return _made_by(document, token) or _named_before(document, token)


def _light_verb(document: Document, token: Token, lexicon: Lexicon) -> Token | None:
    """Return the verb that gives the noun its subject: "made the claim", "doubts were raised"."""
    verb = document.tokens[token.head]
    return verb if token.dep in _OBJECTS and verb.lemma in lexicon.light["verbs"] else None


def _agent(document: Document, verb: Token) -> tuple[int, ...]:
    named = agent(document, verb)
    return noun_phrase(document, named.index) if named else ()


def _made_by(document: Document, token: Token) -> tuple[int, ...]:
    """Return who made it: "claims made by the union that pay fell"."""
    verb = next((child for child in document.of(token.index, "acl") if child.tag == "VBN"), None)
    return _agent(document, verb) if verb else ()


def _named_before(document: Document, token: Token) -> tuple[int, ...]:
    """Return the name right before the noun: "the Hale Motors plan to sell", "Brazilian claims that"."""
    before = document.tokens[token.index - 1] if token.index else token
    is_name = before.pos == "PROPN" and before.dep in {"compound", "nmod"}
    is_people = (
        before.dep == "amod"
        and before.pos in {"ADJ", "PROPN"}
        and before.text[:1].isupper()
        and token.text.islower()
    )
    return (
        noun_phrase(document, before.index) if before.head == token.index and (is_name or is_people) else ()
    )


def _hoping(document: Document, token: Token) -> tuple[int, ...]:
    """Return who acts "in the hope that", "in the belief that"."""
    phrase = document.tokens[token.head]
    if token.dep != "pobj" or phrase.lower != "in" or document.tokens[phrase.head].pos != "VERB":
        return ()
    return subject(document, phrase.head)


def _is_negated(document: Document, token: Token) -> bool:
    verb = document.tokens[token.head]
    about = (*document.of(token.index, "det", "neg"), *document.of(verb.index, "neg"))
    return any(child.lower in {"no", "not", "n't", "never", "neither"} for child in about)
