"""Verbs of saying put between the words that they tell of, or after them: "The dam, she said, was safe"."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.clauses import clauses
from counterclaim.attribute.cue import Cue
from counterclaim.attribute.holders import may_say_clause
from counterclaim.attribute.labels import IN_A_NOUN_PHRASE, NOMINAL, RELATIVE, SUBJECTS, VERBAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import trimmed, with_clauses
from counterclaim.attribute.quoted import has_utterance
from counterclaim.attribute.saying import Saying, Scene
from counterclaim.attribute.subjects import speaker
from counterclaim.attribute.verbs import content_clause, sayings
from counterclaim.parse.document import Document, Token

_LONGEST_ASIDE = 10
_SHORTEST = 3
_SETTING_OFF = frozenset({",", "—", "–", "-", "--", "―"})
_BESIDE = frozenset({"advmod", "npadvmod", "prep", "prt", "punct"})
_OPENING = frozenset({"as", "though"})


def reported_aside(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb of saying put in between or after: "The dam, she said, was safe"."""
    document = scene.document
    for token in scene.verbs:
        verb = lexicon.verb(token.lemma, "clause")
        if verb is None or token.dep not in {"parataxis", "ccomp", "advcl", "conj", "dep"}:
            continue
        if content_clause(document, token, lexicon) is not None or not _is_aside(document, token):
            continue
        head = next((one for one in document.ancestors(token.index) if one.pos in VERBAL), None)
        source = speaker(document, token.index)
        if source and head is not None:
            because = f"“{token.text}” stands as an aside"
            yield from sayings(
                Cue(document, lexicon, token, verb), source, _around_aside(document, token, head), because
            )


def inverted(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A verb and its speaker between two commas: "The plant, said Ola Berg, a chemist, was not to blame"."""
    for token in scene.verbs:
        ends = _set_off(scene, token) if token.lemma in lexicon.kinds["inverting"] else None
        if ends is not None and ends[0] == token.index:
            yield from _interrupting(scene, lexicon, token, ends, _name_after(scene.document, token, ends[1]))


def interrupting(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A speaker and a verb between two commas, wherever the parser hung them: "The bid, she said, failed"."""
    for token in scene.verbs:
        ends = _set_off(scene, token) if token.lemma in lexicon.kinds["inverting"] else None
        if ends is not None and _says_no_more(scene.document, token, ends[1]):
            yield from _interrupting(
                scene, lexicon, token, ends, _name_before(scene.document, token, ends[0])
            )


def closing(scene: Scene, lexicon: Lexicon) -> Iterator[Saying]:
    """A speaker and a verb after the last comma: "New jab halves cases, trial finds"."""
    document, sentence = scene.document, scene.sentence
    for token in scene.verbs:
        verb = lexicon.verb(token.lemma, "clause") if token.lemma in lexicon.kinds["closing"] else None
        if verb is None or not _ends(scene, token):
            continue
        first = _after_mark(scene, token.index)
        if first is None:
            continue
        source = _name_before(document, token, first)
        told = trimmed(document, tuple(range(sentence.first, first)))
        whole = len(told) >= _SHORTEST and not has_utterance(document, told)
        if source and whole and may_say_clause(document, source, verb, lexicon):
            because = f"“{token.text}” closes the sentence"
            yield from sayings(Cue(document, lexicon, token, verb), source, [told], because)


# -- What the rules share ------------------------------------------------------------------------


def _interrupting(
    scene: Scene, lexicon: Lexicon, cue: Token, ends: tuple[int, int], source: tuple[int, ...]
) -> Iterator[Saying]:
    """Give `source` all of the sentence but the aside between `ends`."""
    document, sentence = scene.document, scene.sentence
    verb = lexicon.verb(cue.lemma, "clause")
    if verb is None or not source or not may_say_clause(document, source, verb, lexicon):
        return
    whole = {*with_clauses(document, source, frozenset({cue.index}))}
    around = (*range(sentence.first, ends[0]), *range(ends[1], sentence.last))
    told = trimmed(document, tuple(index for index in around if index not in whole))
    if _is_unquoted_clause(document, told):
        yield from sayings(
            Cue(document, lexicon, cue, verb), source, [told], f"“{cue.text}” stands between two commas"
        )


def _is_unquoted_clause(document: Document, words: tuple[int, ...]) -> bool:
    has_verb = any(document.tokens[index].pos in VERBAL for index in words)
    return has_verb and not has_utterance(document, words)


def _ends(scene: Scene, verb: Token) -> bool:
    """Nothing but the full stop, or an adverb, follows: "..., the club said (later)."."""
    after = scene.document.tokens[verb.index + 1 : scene.sentence.last]
    return all(one.pos in {"PUNCT", "ADV"} or one.dep == "npadvmod" for one in after)


def _set_off(scene: Scene, verb: Token) -> tuple[int, int] | None:
    """Return the ends of the few words around `verb` that commas or dashes set off on both sides."""
    first = _after_mark(scene, verb.index)
    if first is None:
        return None
    farthest = min(scene.sentence.last - 1, first + _LONGEST_ASIDE + 1)
    last = next((index for index in range(verb.index, farthest) if _sets_off(scene, index)), None)
    return (first, last) if last is not None else None


def _after_mark(scene: Scene, index: int) -> int | None:
    """Return the place after the nearest mark before `index`, if it is near."""
    nearest = max(scene.sentence.first, index - _LONGEST_ASIDE)
    marks = (before for before in range(index - 1, nearest - 1, -1) if _sets_off(scene, before))
    mark = next(marks, None)
    return mark + 1 if mark is not None else None


def _sets_off(scene: Scene, index: int) -> bool:
    """A comma or a dash; not the hyphen of a compound word."""
    token, text = scene.document.tokens[index], scene.document.text
    joined = text[token.end : token.end + 1].isalnum() and text[max(0, token.start - 1)].isalnum()
    return token.text in _SETTING_OFF and not joined


def _says_no_more(document: Document, verb: Token, last: int) -> bool:
    """Nothing but an adverb or a phrase of time or place follows: "she said on Monday", not "he said yes"."""
    after = document.tokens[verb.index + 1 : last]
    hanging = [one for one in after if one.head == verb.index or one.head < verb.index]
    return all(one.dep in _BESIDE or one.tag == "PRP" for one in hanging)


def _name_before(document: Document, verb: Token, first: int) -> tuple[int, ...]:
    """Return the noun phrase that fills the words before `verb`: "as the mayor said", "she has said"."""
    start = first + (document.tokens[first].lower in _OPENING)
    words = tuple(range(start, verb.index))
    while words and document.tokens[words[-1]].pos in {"ADV", "AUX"}:
        words = words[:-1]
    relative = any(document.tokens[index].tag in RELATIVE for index in words)
    return words if not relative and _is_name(document, words) else ()


def _name_after(document: Document, verb: Token, last: int) -> tuple[int, ...]:
    """Return the noun phrase right after `verb`; a bare noun is none: "came in, said hello, and left"."""
    end = verb.index + 1
    while end < last and document.tokens[end].pos in IN_A_NOUN_PHRASE:
        end += 1
    words = tuple(range(verb.index + 1, end))
    bare = bool(words) and document.tokens[words[0]].pos not in {"DET", "PRON", "PROPN", "NUM"}
    filled = end == last or document.tokens[end].pos == "ADV"
    return words if filled and not bare and _is_name(document, words) else ()


def _is_name(document: Document, words: tuple[int, ...]) -> bool:
    tokens = [document.tokens[index] for index in words]
    nouns = bool(tokens) and tokens[-1].pos in NOMINAL and tokens[0].pos != "ADP"
    return nouns and all(token.pos in IN_A_NOUN_PHRASE for token in tokens)


def _is_aside(document: Document, verb: Token) -> bool:
    """An aside is short, has a subject of its own, and no content but the clause it stands in."""
    own = document.subtree(verb.index, frozenset(_shared(document, verb)))
    before = document.tokens[max(0, own[0] - 1)]
    return (
        document.first_of(verb.index, "nsubj") is not None
        and document.first_of(verb.index, "mark") is None
        and all(one.tag == "PRP" for one in document.of(verb.index, "dobj"))
        and len(own) <= _LONGEST_ASIDE
        and bool({before.text, document.tokens[own[0]].text} & _SETTING_OFF)
    )


def _shared(document: Document, verb: Token) -> Iterator[int]:
    """Yield the clauses after an aside that are said too: "The road is shut, she said, and it will be"."""
    for child in document.of(verb.index, "conj"):
        if document.first_of(child.index, *SUBJECTS):
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
