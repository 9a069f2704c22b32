"""What somebody knows, believes, wishes, judges or speaks about: "X hopes to", "X praised Y", "X spoke of Y".

None of it is told as so: the act is "other", and the certainty says how firmly the holder stands behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counterclaim.attribute import asides, verbs
from counterclaim.attribute.cue import cue_words
from counterclaim.attribute.lexicon import Attitude, Lexicon
from counterclaim.attribute.phrases import is_negated, noun_phrase, subject
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.parse.document import Document, Token

_RELATIVE = frozenset({"WP", "WDT"})
_GROUNDS = frozenset({"for", "over", "as"})
_FOLLOWING = frozenset(
    {"of", "in", "for", "to", "from", "against", "by", "as", "over", "with", "about", "on"}
)


def clause(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb of thinking with a clause: "the coach believes (that) the team is ready"."""
    yield from _as_attitudes(scene, lexicon, verbs.clause(scene, lexicon.of_attitudes))


def aside(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb of thinking put in between or after: "The harvest, growers fear, will fail"."""
    sayings = asides.reported_aside(scene, lexicon.of_attitudes)
    yield from _as_attitudes(scene, lexicon, sayings)


def infinitive(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What the holder would do: "the striker hopes to play", "the board is considering selling the mill"."""
    document = scene.document
    for token, row in _verbs(scene, lexicon, "infinitive"):
        head = document.first_of(token.index, "xcomp")
        if head is not None and (_has_to(document, head) or head.tag == "VBG"):
            yield from _saying(
                scene, lexicon, (token, row), document.subtree(head.index), "tells what its subject would do"
            )


def small_clause(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What others would do or are seen to do: "farmers want the state to pay", "she saw the wall fall"."""
    document = scene.document
    for token, row in _verbs(scene, lexicon, "small"):
        head = document.first_of(token.index, "ccomp", "xcomp")
        if head is None or head.index < token.index or document.first_of(head.index, "mark"):
            continue
        who = document.first_of(head.index, "nsubj", "nsubjpass", "expl") or _object_before(
            document, token, head
        )
        if who is not None:
            content = {*document.subtree(who.index), *document.subtree(head.index)}
            yield from _saying(
                scene, lexicon, (token, row), tuple(sorted(content)), "tells what others should do or do"
            )


def urging(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What somebody is to do: "the nurse encouraged patients to walk"."""
    document = scene.document
    for token, row in _verbs(scene, lexicon, "urging"):
        head = document.first_of(token.index, "xcomp", "ccomp")
        if head is None or not _has_to(document, head):
            continue
        who = document.first_of(head.index, "nsubj") or _object_before(document, token, head)
        if who is not None:
            without = frozenset(document.subtree(who.index))
            content = tuple(i for i in document.subtree(head.index) if i not in without)
            yield from _saying(scene, lexicon, (token, row), content, "tells what somebody is urged to do")


def regarding_as(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What something is taken for: "voters see the tax as unfair", "the jury found him guilty"."""
    document = scene.document
    for token, row in _verbs(scene, lexicon, "as"):
        what = _object(document, token)
        name = document.first_of(token.index, "oprd") or _phrase(document, token, frozenset({"as"}))
        if what and name is not None:
            content = {*what, *document.subtree(name.index)}
            yield from _saying(
                scene, lexicon, (token, row), tuple(sorted(content)), "takes something for something"
            )


def pair(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """Two things set beside each other: "the critic compared the play to a funeral"."""
    document = scene.document
    for token, row in _verbs(scene, lexicon, "pairs"):
        what = _object(document, token)
        other = _phrase(document, token, row.prepositions)
        if what and other is not None:
            content = {*what, *document.subtree(other.index)}
            yield from _saying(
                scene, lexicon, (token, row), tuple(sorted(content)), "sets two things beside each other"
            )


def prepositional_object(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What is talked or thought about: "the pilot spoke about the storm", "critics pointed to the cost"."""
    document = scene.document
    for token, row in _verbs(scene, lexicon, "on"):
        phrase = _phrase(document, token, row.prepositions)
        named = document.first_of(phrase.index, "pobj", "pcomp") if phrase else None
        if phrase is not None and named is not None:
            content = _with_name(document, token, named)
            reason = "tells what is spoken or thought of"
            yield from _saying(scene, lexicon, (token, row), content, reason, phrase)


def direct_object(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What is judged, wished or discussed: "the mayor praised the firemen", "a plan backed by the union"."""
    document = scene.document
    for token, row in _verbs(scene, lexicon, "object"):
        if document.first_of(token.index, "ccomp", "xcomp", "oprd") is None:
            yield from _saying(
                scene, lexicon, (token, row), _object_and_phrases(document, token), "bears on its object"
            )


def deed(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """What is attacked with words: "the union attacked the cuts", "she blasted him for hiding losses"."""
    document = scene.document
    deeds = lexicon.holders["deeds"]
    for token, row in _verbs(scene, lexicon, "deed"):
        what = _object_head(document, token)
        grounds = _phrase(document, token, _GROUNDS)
        argued = grounds is not None and (
            grounds.lower != "for" or document.first_of(grounds.index, "pcomp") is not None
        )
        if what is not None and (what.lemma in deeds or argued):
            yield from _saying(
                scene, lexicon, (token, row), _object_and_phrases(document, token), "judges a deed"
            )


# -- What the rules share ------------------------------------------------------------------------


def _verbs(scene: Scene, lexicon: Lexicon, construction: str) -> Iterator[tuple[Token, Attitude]]:
    """Yield the verbs of the sentence that take `construction`, if a holder can be meant."""
    for token in scene.verbs:
        for row in lexicon.attitude(token.lemma, construction):
            if _is_taken(scene, token, lexicon) and may_hold(scene.document, token, row, lexicon):
                yield token, row


def _saying(  # noqa: PLR0913, PLR0917  the parts of a saying, which every rule has at hand
    scene: Scene,
    lexicon: Lexicon,
    attitude: tuple[Token, Attitude],
    content: tuple[int, ...],
    reason: str,
    phrase: Token | None = None,
) -> Iterator[Saying]:
    document, (verb, row) = scene.document, attitude
    cue = cue_words(document, verb, lexicon)
    if phrase is not None and document.first_of(verb.index, "dobj", "dative") is None:
        cue = tuple(sorted((*cue, phrase.index)))
    source = subject(document, verb.index)
    kept = tuple(i for i in content if i not in source and i not in cue)
    if kept:
        because = f"“{verb.text}” {reason}"
        denied = is_negated(document, verb.index)
        yield Saying(cue, source, kept, row.act, because, denied=denied, certainty=row.certainty)


def _as_attitudes(scene: Scene, lexicon: Lexicon, sayings: Iterator[Saying]) -> Iterator[Saying]:
    document = scene.document
    for saying in sayings:
        index = saying.main_word(document)
        token = document.tokens[index if index is not None else saying.cue[0]]
        row = next(lexicon.attitude(token.lemma, "clause"), None)
        if row is None or not _is_taken(scene, token, lexicon) or not may_hold(document, token, row, lexicon):
            continue
        relative = any(child.tag in _RELATIVE for child in document.of(token.index, "dobj"))
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
        return verb.tag == "VBG" and (
            head.lemma in kinds["texts"] or document.tokens[verb.index - 1].text == ","
        )
    return (
        verb.dep != "xcomp" or not _has_to(document, verb) or lexicon.catenatives.get(head.lemma) == "doing"
    )


def may_hold(document: Document, verb: Token, row: Attitude, lexicon: Lexicon) -> bool:
    """Say whether the subject of `verb` can be of a mind: no thing, no "it", no passive without an agent."""
    if _is_passive(document, verb) and document.first_of(verb.index, "agent") is None:
        return False
    source = subject(document, verb.index)
    head = next(
        (i for i in source if document.tokens[i].head not in source or document.tokens[i].head == i), None
    )
    if head is None:
        return False
    holder, kinds = document.tokens[head], lexicon.holders
    if holder.pos == "PRON" or holder.tag in {"DT", "WDT"}:
        return holder.lower not in kinds["pronouns"]
    if holder.pos == "PROPN" or holder.lemma in kinds["bodies"]:
        return True
    if holder.lemma in kinds["texts"]:
        return row.texts
    return holder.lemma not in kinds["things"] and not holder.lemma.endswith(tuple(kinds["endings"]))


def _is_passive(document: Document, verb: Token) -> bool:
    if verb.tag != "VBN":
        return False
    auxiliaries = [child.lemma for child in document.of(verb.index, "aux", "auxpass")]
    return document.first_of(verb.index, "auxpass") is not None or (
        "have" not in auxiliaries and verb.dep != "conj"
    )


def _is_question(document: Document, content: tuple[int, ...]) -> bool:
    first = document.tokens[content[0]]
    return first.tag in {"WP", "WDT", "WRB", "WP$"} or first.lower in {"if", "whether"}


def _has_to(document: Document, verb: Token) -> bool:
    return any(child.tag == "TO" for child in document.of(verb.index))


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
        return None if found.tag in _RELATIVE else found
    described = verb.dep == "acl" and verb.tag == "VBN" and document.first_of(verb.index, "agent") is not None
    return document.tokens[verb.head] if described else None


def _object(document: Document, verb: Token) -> tuple[int, ...]:
    head = _object_head(document, verb)
    if head is None:
        return ()
    above = head.index == verb.head
    return noun_phrase(document, head.index) if above else document.subtree(head.index)


def _object_and_phrases(document: Document, verb: Token) -> tuple[int, ...]:
    """Return the object with the phrases after it that the parser hangs on the verb: "praised X for Y"."""
    content = set(_object(document, verb))
    if content:
        last = max(content)
        for phrase in document.of(verb.index, "prep"):
            if phrase.index > last and phrase.lower in _FOLLOWING:
                content.update(document.subtree(phrase.index))
    return tuple(sorted(content))


def _phrase(document: Document, verb: Token, prepositions: frozenset[str]) -> Token | None:
    phrases = (
        *document.of(verb.index, "prep"),
        *(phrase for child in document.of(verb.index, "dobj") for phrase in document.of(child.index, "prep")),
    )
    return next((p for p in phrases if p.lower in prepositions), None)
