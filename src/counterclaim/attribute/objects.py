"""Sayings whose content is no clause: "X vowed to", "X denies Y", "X accused Y of", "X called Y a fraud"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counterclaim.attribute.clauses import is_infinitive, is_negated, is_parted
from counterclaim.attribute.cue import Cue
from counterclaim.attribute.holders import is_sayable, may_say_object
from counterclaim.attribute.labels import NOMINAL, RELATIVE
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.matter import is_time
from counterclaim.attribute.phrases import noun_phrase, phrase_with, subtrees
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.attribute.subjects import has_no_doer, speaker, subject
from counterclaim.attribute.verbs import sayings
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

_OBJECTS = frozenset({"object", "name", "of"})


def infinitive(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb of saying with an infinitive: "the union vowed to strike", "he denies using a knife"."""
    document = scene.document
    for token in scene.verbs:
        verb = lexicon.verb(token.lemma, "infinitive")
        head = document.first_of(token.index, "xcomp")
        tags = {"VB", "VBN", "VBG"} if verb and verb.act is Act.DENY else {"VB", "VBN"}
        if verb is None or head is None or head.tag not in tags:
            continue
        source = subject(document, token.index)
        if may_say_object(scene, source, lexicon):
            because = f"“{token.text}” introduces an infinitive"
            yield from sayings(
                Cue(document, lexicon, token, verb), source, [document.subtree(head.index)], because
            )


def direct_object(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb whose object is what is said: "the club denied any breach", "police confirmed two deaths".

    What is denied to somebody is not said: "denied the firm a second hearing".
    """
    document = scene.document
    for token in scene.verbs:
        verb = lexicon.verb(token.lemma, "object")
        found = document.first_of(token.index, "dobj")
        if verb is None or found is None or found.tag in RELATIVE | {"PRP"} or found.quotation is not None:
            continue
        clause = document.first_of(token.index, "ccomp")
        if (clause is not None and not is_parted(document, clause, token)) or token.dep == "amod":
            continue
        if not is_sayable(verb, found, lexicon) or (verb.denies and document.first_of(token.index, "dative")):
            continue
        source = subject(document, token.index)
        content = _with_phrases(document, token, found, lexicon)
        if may_say_object(scene, source, lexicon) and found.index not in source:
            because = f"the object of “{token.text}” is said"
            yield from sayings(Cue(document, lexicon, token, verb), source, [content], because)


def accusation(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Somebody and what is held against him: "she accused the bank of hiding losses"."""
    document = scene.document
    for token in scene.verbs:
        verb = lexicon.verb(token.lemma, "of")
        if verb is None:
            continue
        blames = token.lemma in lexicon.kinds["blaming"]
        if blames and is_infinitive(document, token):  # "to blame it on us" is what somebody is said to want
            continue
        wanted = lexicon.prepositions["blame" if blames else verb.act.value]
        held = (p for p in _held_against(document, token) if not (blames and is_time(document, p, lexicon)))
        phrase = next((p for p in held if p.lower in wanted), None)
        accused = document.first_of(token.index, "dobj")
        if phrase is None or (accused is None and verb.act is Act.ACCUSE):
            continue
        source = subject(document, token.index)
        if not may_say_object(scene, source, lexicon):
            continue
        cue, because = Cue(document, lexicon, token, verb), f"“{token.text} ... {phrase.text}”"
        asked = verb.act is Act.ASK
        first = phrase.index if asked or accused is None else min(phrase.index, accused.index)
        for saying in sayings(cue, source, [_from_on(document, token, first)], because):
            yield _with_preposition(saying, phrase) if asked else saying


def blame(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Somebody blamed, it is not said here for what: "she confirmed it but blamed the contractor"."""
    document = scene.document
    for token in scene.verbs:
        blames = token.lemma in lexicon.kinds["blaming"] and not is_infinitive(document, token)
        verb = lexicon.verb(token.lemma, "of") if blames else None
        blamed = document.first_of(token.index, "dobj") if verb else None
        if verb is None or blamed is None or blamed.pos not in NOMINAL:
            continue
        phrases = (p for p in _held_against(document, token) if p.lower in lexicon.prepositions["blame"])
        source = subject(document, token.index)
        if all(is_time(document, p, lexicon) for p in phrases) and may_say_object(scene, source, lexicon):
            because = f"“{token.text}” tells who is held to be at fault"
            content = noun_phrase(document, blamed.index)
            yield from sayings(Cue(document, lexicon, token, verb), source, [content], because)


def by_agent(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """The same told in the passive: "the charge was denied by the airline", "he was called a fraud by"."""
    document = scene.document
    for token in scene.verbs:
        told = document.first_of(token.index, "nsubjpass") if token.tag == "VBN" else None
        verb = next((row for row in lexicon.verbs.get(token.lemma, ()) if row.takes & _OBJECTS), None)
        agent = document.first_of(token.index, "agent")
        if told is None or verb is None or agent is None or told.tag in RELATIVE:
            continue
        if verb.takes & _OBJECTS == {"object"} and not is_sayable(verb, told, lexicon):
            continue
        source = subject(document, token.index)
        parts = (
            document.of(token.index, "oprd", "prep", "attr") if verb.takes & _OBJECTS != {"object"} else ()
        )
        content = subtrees(document, told, *parts)
        if may_say_object(scene, source, lexicon):
            because = f"“{token.text} by” tells who said it"
            yield from sayings(Cue(document, lexicon, token, verb), source, [content], because)


def request(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Somebody asked to do something: "the judge urged both sides to settle"."""
    document = scene.document
    for token in scene.verbs:
        verb = lexicon.verb(token.lemma, "request")
        wanted = document.first_of(token.index, "xcomp", "ccomp")
        if verb is None or wanted is None or document.first_of(wanted.index, "mark"):
            continue
        if not is_infinitive(document, wanted):
            continue
        source = speaker(document, token.index)
        addressee = document.first_of(wanted.index, "nsubj")
        without = frozenset({addressee.index}) if addressee else frozenset()
        content = document.subtree(wanted.index, without)
        if source or has_no_doer(document, token.index):
            because = f"“{token.text}” asks for something"
            yield from sayings(Cue(document, lexicon, token, verb), source, [content], because)


def naming(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Somebody or something called a name: "she called the plan a fraud", "he described it as lucky"."""
    document = scene.document
    for token in scene.verbs:
        verb = lexicon.verb(token.lemma, "name")
        named = document.first_of(token.index, "dobj") if verb else None
        if verb is None or named is None:
            continue
        name = document.first_of(token.index, "oprd") or phrase_with(document, token, {"as"})
        source = subject(document, token.index)
        if name is None or name.index < named.index or not may_say_object(scene, source, lexicon):
            continue
        content = subtrees(document, named, name)
        because = f"“{token.text}” gives a name to something"
        yield from sayings(Cue(document, lexicon, token, verb), source, [content], because)


def plea(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What an accused says of a charge: "the clerk pleaded not guilty to theft" denies the theft."""
    document = scene.document
    for token in scene.verbs:
        if token.lemma not in lexicon.pleas["verbs"]:
            continue
        answer = next((one for one in document.of(token.index) if one.lemma in lexicon.pleas["words"]), None)
        source = subject(document, token.index)
        if answer is None or not source:
            continue
        negated = is_negated(document, token.index) or is_negated(document, answer.index)
        denied = negated or any(one.lower in {"not", "no"} for one in document.of(answer.index))
        act = Act.DENY if denied else Act.CONFIRM
        because = f"“{token.text}” answers a charge"
        charge = _charge(document, token, answer)
        cue = tuple(range(token.index, charge[0])) if charge else (token.index,)
        told = charge or tuple(index for index in document.subtree(token.index) if index > token.index)
        yield Saying(cue, source, told, act, because, denied=denied and bool(charge))


def _charge(document: Document, verb: Token, answer: Token) -> tuple[int, ...]:
    """Return what somebody is charged with: "theft" in "guilty to theft"."""
    for one in (answer, verb):
        phrase = next(
            (p for p in document.of(one.index, "prep") if p.lower == "to" and p.index > answer.index), None
        )
        if phrase is not None:
            return tuple(i for i in document.subtree(phrase.index) if i > phrase.index)
    return ()


def measure(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A number put on something: "put the toll at twelve", "raised it to twelve", "gave the toll as ten"."""
    document = scene.document
    for token in scene.verbs:
        what = document.first_of(token.index, "dobj")
        preposition = _before_number(document, token, what, lexicon)
        at = next((one for one in _held_against(document, token) if one.lower == preposition), None)
        source = subject(document, token.index) if what is not None and at is not None else ()
        if what is None or at is None or not source or not _has_number(document, at):
            continue
        because = f"“{token.text} ... {preposition}” puts a number on something"
        yield Saying((token.index,), source, subtrees(document, what, at), Act.ASSERT, because)


def _before_number(document: Document, verb: Token, what: Token | None, lexicon: Lexicon) -> str:
    """Return the word that a number follows where a verb puts one on something, or nothing."""
    kinds = lexicon.kinds
    if verb.lemma in kinds["measuring"]:
        return "at"
    if what is None or verb.lemma not in kinds["recounting"] | kinds["giving"]:
        return ""
    of = phrase_with(document, what, {"of"})
    counted = {form for one in (document.of(of.index) if of else ()) for form in (one.lower, one.lemma)}
    if what.lemma not in kinds["counts"] and not counted & kinds["counted"]:
        return ""
    return "as" if verb.lemma in kinds["giving"] else "to"


# -- What the rules share ------------------------------------------------------------------------


def _has_number(document: Document, phrase: Token) -> bool:
    return any(document.tokens[index].tag in {"CD", "$"} for index in document.subtree(phrase.index))


def _with_preposition(saying: Saying, phrase: Token) -> Saying:
    """Take "for" and "on" into the cue: "called for calm" is calm called for."""
    content = tuple(index for index in saying.content if index != phrase.index)
    near = phrase.index == max(saying.cue) + 1
    return replace(saying, cue=(*saying.cue, phrase.index) if near else saying.cue, content=content)


def _with_phrases(document: Document, verb: Token, found: Token, lexicon: Lexicon) -> tuple[int, ...]:
    """Return the object with the phrases that the parser hangs on the verb though they follow the object."""
    wanted = lexicon.prepositions["after_object"]
    after = (
        one for one in document.of(verb.index, "prep") if one.index > found.index and one.lower in wanted
    )
    return subtrees(document, found, *after)


def _held_against(document: Document, verb: Token) -> Iterator[Token]:
    yield from document.of(verb.index, "prep")
    for accused in document.of(verb.index, "dobj"):
        yield from document.of(accused.index, "prep")


def _from_on(document: Document, verb: Token, first: int) -> tuple[int, ...]:
    """Return what `verb` governs from token `first`'s phrase on, less clauses coordinate with the verb."""
    apart = frozenset(child.index for child in document.of(verb.index, "conj", "cc", "advcl", "parataxis"))
    start = min(document.subtree(first))
    return tuple(index for index in document.subtree(verb.index, apart) if index >= start)
