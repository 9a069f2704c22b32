"""What somebody knows, believes, wishes, judges or speaks about: "X hopes to", "X praised Y", "X spoke of Y".

None of it is told as so: the act is "other", and the certainty says how firmly the holder stands behind it.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from counterclaim.attribute import asides, verbs
from counterclaim.attribute.clauses import is_infinitive, is_negated
from counterclaim.attribute.cue import cue_words
from counterclaim.attribute.holders import is_holder
from counterclaim.attribute.labels import QUESTIONING, RELATIVE, SUBJECTS
from counterclaim.attribute.lexicon import Attitude, Lexicon
from counterclaim.attribute.phrases import follows_comma, noun_phrase, phrase_with, subtrees
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.attribute.subjects import is_passive, subject
from counterclaim.parse.document import Document, Token


def clause(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb of thinking with a clause: "the coach believes (that) the team is ready"."""
    yield from _as_attitudes(scene, lexicon, verbs.clause(scene, lexicon.of_attitudes))


def aside(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb of thinking put in between or after: "The harvest, growers fear, will fail"."""
    yield from _as_attitudes(scene, lexicon, asides.reported_aside(scene, lexicon.of_attitudes))


def infinitive(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What the holder would do: "the striker hopes to play", "the board is considering selling the mill"."""
    document = scene.document
    for held in _held(scene, lexicon, "infinitive"):
        head = document.first_of(held.verb.index, "xcomp")
        if head is None or _stays_unnamed(document, held.verb, head, lexicon):
            continue
        if is_infinitive(document, head) or head.tag == "VBG":
            yield from held.saying(document.subtree(head.index), "tells what its subject would do")


def _stays_unnamed(document: Document, verb: Token, head: Token, lexicon: Lexicon) -> bool:
    """Say whether a source only keeps its name back: "did not want to be named", "preferred not to be"."""
    negated = is_negated(document, verb.index) or is_negated(document, head.index)
    return negated and verbs.is_being_named(document, head, lexicon)


def small_clause(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What others would do or are seen to do: "farmers want the state to pay", "she saw the wall fall"."""
    document = scene.document
    for held in _held(scene, lexicon, "small"):
        head = document.first_of(held.verb.index, "ccomp", "xcomp")
        if head is None or head.index < held.verb.index or document.first_of(head.index, "mark"):
            continue
        who = document.first_of(head.index, *SUBJECTS) or _object_before(document, held.verb, head)
        if who is not None:
            yield from held.saying(subtrees(document, who, head), "tells what others should do or do")


def urging(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What somebody is to do: "the nurse encouraged patients to walk"."""
    document = scene.document
    for held in _held(scene, lexicon, "urging"):
        head = document.first_of(held.verb.index, "xcomp", "ccomp")
        if head is None or not is_infinitive(document, head):
            continue
        who = document.first_of(head.index, "nsubj") or _object_before(document, held.verb, head)
        if who is not None:
            without = frozenset(document.subtree(who.index))
            content = tuple(i for i in document.subtree(head.index) if i not in without)
            yield from held.saying(content, "tells what somebody is urged to do")


def regarding_as(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What something is taken for: "voters see the tax as unfair", "the jury found him guilty"."""
    document = scene.document
    for held in _held(scene, lexicon, "as"):
        what = _object(document, held.verb)
        name = document.first_of(held.verb.index, "oprd") or _phrase(document, held.verb, {"as"})
        if what and name is not None:
            content = {*what, *document.subtree(name.index)}
            yield from held.saying(tuple(sorted(content)), "takes something for something")


def pair(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Two things set beside each other: "the critic compared the play to a funeral"."""
    document = scene.document
    for held in _held(scene, lexicon, "pairs"):
        what = _object(document, held.verb)
        other = _phrase(document, held.verb, held.row.prepositions)
        if what and other is not None:
            content = {*what, *document.subtree(other.index)}
            yield from held.saying(tuple(sorted(content)), "sets two things beside each other")


def prepositional_object(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What is talked or thought about: "the pilot spoke about the storm", "critics pointed to the cost"."""
    document = scene.document
    for held in _held(scene, lexicon, "on"):
        phrase = _phrase(document, held.verb, held.row.prepositions)
        named = document.first_of(phrase.index, "pobj", "pcomp") if phrase else None
        if phrase is not None and named is not None:
            content = _with_name(document, held.verb, named)
            yield from held.saying(content, "tells what is spoken or thought of", phrase)


def direct_object(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What is judged, wished or discussed: "the mayor praised the firemen", "a plan backed by the union"."""
    for held in _held(scene, lexicon, "object"):
        if scene.document.first_of(held.verb.index, "ccomp", "xcomp", "oprd") is None:
            yield from held.saying(held.object_and_phrases(), "bears on its object")


def deed(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What is attacked with words: "the union attacked the cuts", "she blasted him for hiding losses"."""
    document = scene.document
    for held in _held(scene, lexicon, "deed"):
        what = _object_head(document, held.verb)
        grounds = _phrase(document, held.verb, lexicon.judging["grounds"])
        argued = grounds is not None and (
            grounds.lower != "for" or document.first_of(grounds.index, "pcomp") is not None
        )
        if what is not None and (what.lemma in lexicon.holders["deeds"] or argued):
            yield from held.saying(held.object_and_phrases(), "judges a deed")


# -- An attitude where it stands -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Held:
    """A verb of thinking, wishing or judging where it stands."""

    document: Document
    lexicon: Lexicon
    verb: Token
    row: Attitude

    def saying(self, content: tuple[int, ...], reason: str, phrase: Token | None = None) -> Iterator[Saying]:
        """Yield what is held; the preposition of `phrase` goes with the cue where nothing stands between."""
        document, verb = self.document, self.verb
        cue = cue_words(document, verb, self.lexicon)
        if phrase is not None and document.first_of(verb.index, "dobj", "dative") is None:
            cue = tuple(sorted((*cue, phrase.index)))
        source = subject(document, verb.index)
        kept = tuple(i for i in content if i not in source and i not in cue)
        if kept:
            because = f"“{verb.text}” {reason}"
            denied = is_negated(document, verb.index)
            yield Saying(
                cue, source, kept, self.row.act, because, denied=denied, certainty=self.row.certainty
            )

    def object_and_phrases(self) -> tuple[int, ...]:
        """Return the object with the phrases after it hung on the verb: "praised X for Y"."""
        content = set(_object(self.document, self.verb))
        if content:
            last, wanted = max(content), self.lexicon.judging["after_object"]
            for phrase in self.document.of(self.verb.index, "prep"):
                if phrase.index > last and phrase.lower in wanted:
                    content.update(self.document.subtree(phrase.index))
        return tuple(sorted(content))


def _held(scene: Scene, lexicon: Lexicon, construction: str) -> Iterator[_Held]:
    """Yield the verbs of the sentence that take `construction`, if a holder can be meant."""
    for token in scene.verbs:
        for row in lexicon.attitude(token.lemma, construction):
            if _is_taken(scene, token, lexicon) and _has_holder(scene.document, token, row, lexicon):
                yield _Held(scene.document, lexicon, token, row)


def _as_attitudes(scene: Scene, lexicon: Lexicon, sayings: Iterator[Saying]) -> Iterator[Saying]:
    document = scene.document
    for saying in sayings:
        index = saying.main_word(document)
        token = document.tokens[index if index is not None else saying.cue[0]]
        row = next(lexicon.attitude(token.lemma, "clause"), None)
        if (
            row is None
            or not _is_taken(scene, token, lexicon)
            or not _has_holder(document, token, row, lexicon)
        ):
            continue
        relative = any(child.tag in RELATIVE for child in document.of(token.index, "dobj"))
        question = "settled" in row.takes and _is_question(document, saying.content)
        if not relative and not question:
            yield replace(saying, certainty=row.certainty)


def _is_taken(scene: Scene, verb: Token, lexicon: Lexicon) -> bool:
    """Say whether the attitude is somebody's in fact, and not the speaker's own in his own words.

    One that somebody only may, wants or has to take is not ("was expected to endorse", "might back", "if he
    knew", "a chance to thank"), nor one that only tells people apart ("anyone wanting a ticket").
    """
    document, kinds = scene.document, lexicon.holders
    if any(child.lower in kinds["open"] for child in document.of(verb.index, "aux", "mark")):
        return False
    if scene.sentence.quotation is not None:
        own = subject(document, verb.index)
        return not any(document.tokens[i].lower in kinds["own"] for i in own)
    head = document.tokens[verb.head]
    if verb.dep == "acl" and verb.tag in {"VB", "VBG"}:
        return verb.tag == "VBG" and (head.lemma in kinds["texts"] or follows_comma(document, verb.index))
    return (
        verb.dep != "xcomp"
        or not is_infinitive(document, verb)
        or lexicon.catenatives.get(head.lemma) == "doing"
    )


def _has_holder(document: Document, verb: Token, row: Attitude, lexicon: Lexicon) -> bool:
    """Say whether the subject of `verb` can be of a mind; a passive without an agent names none."""
    if is_passive(document, verb) and document.first_of(verb.index, "agent") is None:
        return False
    return is_holder(document, subject(document, verb.index), lexicon, texts=row.texts, told=True)


def _is_question(document: Document, content: tuple[int, ...]) -> bool:
    first = document.tokens[content[0]]
    return first.tag in QUESTIONING or first.lower in {"if", "whether"}


def _with_name(document: Document, verb: Token, named: Token) -> tuple[int, ...]:
    """Return what is spoken of with what it is called: "referred to *the rebels as bandits*"."""
    content = set(document.subtree(named.index))
    for phrase in document.of(verb.index, "prep"):
        if phrase.lower == "as" and phrase.index > named.index:
            content.update(document.subtree(phrase.index))
    return tuple(sorted(content))


def _object_before(document: Document, verb: Token, head: Token) -> Token | None:
    found = document.first_of(verb.index, "dobj", "dative")
    return found if found is not None and found.index < head.index else None


def _object_head(document: Document, verb: Token) -> Token | None:
    """Return the head of what the verb bears on: its object, its passive subject, or what it describes."""
    found = document.first_of(verb.index, "dobj", "nsubjpass")
    if found is not None:
        return None if found.tag in RELATIVE else found
    described = verb.dep == "acl" and verb.tag == "VBN" and document.first_of(verb.index, "agent") is not None
    return document.tokens[verb.head] if described else None


def _object(document: Document, verb: Token) -> tuple[int, ...]:
    head = _object_head(document, verb)
    if head is None:
        return ()
    above = head.index == verb.head
    return noun_phrase(document, head.index) if above else document.subtree(head.index)


def _phrase(document: Document, verb: Token, prepositions: Container[str]) -> Token | None:
    """Return the phrase on the verb or, where a parser hung it there, on its object."""
    governors = (verb, *document.of(verb.index, "dobj"))
    found = (phrase_with(document, one, prepositions) for one in governors)
    return next((phrase for phrase in found if phrase is not None), None)
