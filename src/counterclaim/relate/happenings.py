"""What happens in a content, whether it is so, and whether it is done, to come or wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from counterclaim.model import Modality
from counterclaim.parse.document import Token
from counterclaim.relate.contents import Content

_AHEAD = frozenset({"will", "shall", "would", "going"})
_WANTED = frozenset({"must", "should", "ought", "may", "might", "could", "can"})
_NONE = frozenset({"no", "neither", "none", "never", "without"})
_NO = frozenset({"no", "neither"})
_TELLING = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ"})
_STATE = frozenset({"in", "on"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MOST_STEPS = 4


def head_of(content: Content) -> Token | None:
    """Return the word that the content hangs on; of several the first that tells a known frame."""
    heads = [_main(content, head) for root in _roots(content) for head in _verbs_of(content, root)]
    known = (head for head in heads if frame_of(content, head) in content.lexicon.frames)
    return next(known, None) or next(iter(heads), None)


def _roots(content: Content) -> Iterator[Token]:
    for token in content.tokens:
        if token.head == token.index or token.head not in content.indices:
            yield token


def is_clause(content: Content) -> bool:
    """Say whether the content has a finite verb of its own, so that it can be read alone."""
    return any(
        root.tag in _FINITE or any(child.tag in _FINITE for child in content.of(root, "aux", "auxpass"))
        for root in _roots(content)
    )


def _verbs_of(content: Content, root: Token) -> Iterator[Token]:
    """Yield a root that can tell a happening; in "(accused them) of fleeing" the verb comes first."""
    document = content.document
    if root.pos == "ADP":
        yield from document.of(root.index, "pcomp", "pobj")
    if root.pos in {"NOUN", "PROPN", "PRON"}:
        for phrase in document.of(root.index, "prep"):
            yield from document.of(phrase.index, "pcomp")
    if root.pos in _TELLING:
        yield root


def _main(content: Content, head: Token) -> Token:
    """Go from a verb that says little to the one that tells what happens: "were forced to retreat"."""
    says_little = content.lexicon.catenative | content.lexicon.negating
    for _ in range(_MOST_STEPS):
        governed = content.document.first_of(head.index, "xcomp", "ccomp")
        if head.lemma not in says_little or governed is None:
            break
        head = governed
    return head


# -- Frames --------------------------------------------------------------------------------------


def frame_of(content: Content, head: Token) -> str:
    """Return the frame that `head` calls up, or its bare lemma where the lexicon has none."""
    lexicon = content.lexicon
    for particle in content.document.of(head.index, "prt", "advmod"):
        phrasal = lexicon.verbs.get(f"{head.lemma}_{particle.lower}")
        if phrasal:
            return phrasal
    if head.lemma == "be":
        return _frame_of_being(content, head)
    table = lexicon.nouns if head.pos in {"NOUN", "PROPN"} else lexicon.verbs
    objects = content.document.of(head.index, "dobj", "attr", "acomp") if head.lemma in lexicon.light else ()
    return _frame_under(content, objects) or table.get(head.lemma) or head.lemma.lower()


def _frame_under(content: Content, objects: Iterable[Token]) -> str | None:
    """A verb that says little has the frame of what it governs: "suffered losses"."""
    lexicon = content.lexicon
    frames = (lexicon.nouns.get(one.lemma) or lexicon.verbs.get(one.lemma) for one in objects)
    return next((frame for frame in frames if frame), None)


def _frame_of_being(content: Content, head: Token) -> str:
    """What somebody is, or is in: "was a success", "is on strike", "was in full swing"."""
    told = list(content.document.of(head.index, "attr", "acomp"))
    bare = told[0].lemma.lower() if told else head.lemma
    return _frame_under(content, [*told, *_states(content, head)]) or bare


def _states(content: Content, head: Token) -> Iterator[Token]:
    """Yield the nouns of "in retreat", "on strike": without an article they tell a state, not a place."""
    for phrase in content.document.of(head.index, "prep"):
        for noun in content.document.of(phrase.index, "pobj"):
            if phrase.lower in _STATE and content.document.first_of(noun.index, "det", "poss") is None:
                yield noun


def frames_told(content: Content) -> Iterator[str]:
    """Yield every known frame that a verb, or a noun with a frame, of the content calls up."""
    for token in content.tokens:
        if token.pos in {"VERB", "NOUN"}:
            frame = frame_of(content, token)
            if frame in content.lexicon.frames:
                yield frame


# -- Is it so? -----------------------------------------------------------------------------------


def is_negative(content: Content, head: Token) -> bool:
    """Say whether the content says that it is not so."""
    chain = list(content.chain(head))
    undone = sum(token.lemma in content.lexicon.negating and token is not head for token in chain)
    return undone % 2 == 1 or any(_is_negated(content, token) for token in chain)


def _is_negated(content: Content, token: Token) -> bool:
    document = content.document
    if any(child.dep == "neg" or child.lower in _NONE for child in document.of(token.index)):
        return True
    parts = document.of(token.index, "dobj", "nsubj", "nsubjpass")
    return any(child.lower in _NO for part in parts for child in document.of(part.index, "det"))


def modality_of(content: Content, head: Token) -> Modality:
    """Return whether it is told as done, as going on, as to come or as wanted."""
    document = content.document
    helpers = {
        child.lemma.lower() for token in content.chain(head) for child in document.of(token.index, "aux")
    }
    if helpers & _AHEAD:
        return Modality.FUTURE
    if helpers & _WANTED or (head.tag == "VB" and "to" in helpers and head.dep in {"ROOT", "xcomp"}):
        return Modality.WANTED
    return Modality.ONGOING if head.tag == "VBG" else Modality.DONE
