"""Who can say, think or want something: people and bodies of people, not things."""

from __future__ import annotations

from counterclaim.attribute.lexicon import Lexicon, Verb
from counterclaim.attribute.phrases import head_of
from counterclaim.attribute.saying import Scene
from counterclaim.parse.document import Document, Token

_FARTHEST_INSTITUTION = 30
_DETERMINERS = frozenset({"DT", "WDT"})


def is_holder(
    document: Document,
    source: tuple[int, ...],
    lexicon: Lexicon,
    *,
    texts: bool = False,
    told: bool = False,
) -> bool:
    """Say whether a source can be of a mind: a person, a body, a name; no thing and no "it".

    With `texts` a document or a poll can be too, with `told` what somebody says or thinks ("the claim").
    """
    holder = head_of(document, source)
    if holder is None:
        return False
    kinds = lexicon.holders
    if holder.pos == "PRON" or holder.tag in _DETERMINERS:
        return holder.lower not in kinds["pronouns"]
    if holder.pos == "PROPN" or holder.lemma in kinds["bodies"]:
        return True
    if not told and holder.lemma in lexicon.nouns:
        return False
    if holder.lemma in kinds["texts"]:
        return texts
    return not _is_thing(holder, lexicon)


def may_say_clause(document: Document, source: tuple[int, ...], verb: Verb, lexicon: Lexicon) -> bool:
    """Pronouns for things suggest nothing anybody said; "that said" and "said hello" are no sayings."""
    word = document.tokens[source[0]] if len(source) == 1 else None
    if word is None:
        return True
    things = lexicon.pronouns["things" if verb.weak else "pointing"]
    return word.lower not in things and word.pos != "INTJ"


def may_say_object(scene: Scene, source: tuple[int, ...], lexicon: Lexicon) -> bool:
    """Say whether a source can speak: no pronoun for a thing, but "it" after a sentence on an institution."""
    word = scene.document.tokens[source[0]] if len(source) == 1 else None
    if word is not None and word.lower == "it":
        return _is_on_institution(scene, word, lexicon)
    if word is not None and word.lower in lexicon.pronouns["things"]:
        return False
    return bool(source) and is_holder(scene.document, source, lexicon, texts=True, told=True)


def is_sayable(verb: Verb, found: Token, lexicon: Lexicon) -> bool:
    """Say whether an object can be said with `verb`: "dismissed the report", not "dismissed the director"."""
    if verb.lemma not in lexicon.unsaid:
        return True
    of_people = found.pos == "PROPN" or found.lemma.endswith(tuple(lexicon.people["endings"]))
    return not of_people and found.lemma not in lexicon.unsaid[verb.lemma] | lexicon.people["nouns"]


def is_person(document: Document, words: tuple[int, ...], lexicon: Lexicon) -> bool:
    """Say whether the words may name somebody who speaks: a name or a person's pronoun."""
    tokens = [document.tokens[index] for index in words]
    named = any(token.pos == "PROPN" for token in tokens)
    return named or any(
        token.tag == "PRP" and token.lower not in lexicon.pronouns["speechless"] for token in tokens[:1]
    )


def _is_on_institution(scene: Scene, it: Token, lexicon: Lexicon) -> bool:
    """The subject of the sentence before, or of the clause before, is no thing, no person, or an "it" too."""
    document, block = scene.document, scene.sentence.block
    before = document.tokens[max(0, it.index - _FARTHEST_INSTITUTION) : it.index]
    subjects = [
        one
        for one in before
        if one.dep == "nsubj"
        and one.lower != "it"
        and document.sentences[document.sentence_of[one.index]].block == block
    ]
    if not subjects or subjects[-1].tag not in {"NN", "NNP"}:
        return False
    named, kinds = subjects[-1], lexicon.holders
    thing = named.lemma in kinds["texts"] or _is_thing(named, lexicon)
    return named.tag == "NNP" or named.lemma in kinds["bodies"] or not thing


def _is_thing(noun: Token, lexicon: Lexicon) -> bool:
    kinds = lexicon.holders
    return noun.lemma in kinds["things"] or noun.lemma.endswith(tuple(kinds["endings"]))
