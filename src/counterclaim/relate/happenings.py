"""What happens in a content, whether it is so, and whether it is done, to come or wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from counterclaim.lang import table
from counterclaim.model import Modality
from counterclaim.parse.document import Token
from counterclaim.relate.contents import Content

_AHEAD = frozenset({"will", "shall", "would", "going"})
_WANTED = frozenset({"must", "should", "ought", "may", "might", "could", "can"})
_NONE = frozenset({"no", "neither", "none", "never"})
_NO = frozenset({"no", "neither"})
_TELLING = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ"})
_STATE = frozenset({"in", "on"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MOST_STEPS = 4
_CLAUSES = frozenset({"ROOT", "conj", "advcl", "relcl", "acl", "parataxis"})
_START = "start"
_MOST_BESIDE = 6
"""The most happenings that are read from one content beside its main one."""


@cache
def words(kind: str, language: str = "en") -> frozenset[str]:
    """Return the words of one kind of the table of happenings, or of a part of it ("measures.people")."""
    name, _, part = kind.partition(".")
    row = table(language, "happenings")[name]
    return frozenset(
        word for key, words_of_kind in row.items() if part in {"", key} for word in words_of_kind
    )


def head_of(content: Content) -> Token | None:
    """Return the word that the content hangs on; of several the first that tells a known frame."""
    roots = sorted(_roots(content), key=lambda root: root.pos != "ADP")  # "(accused) her of ignoring"
    heads = [_main(content, head) for root in roots for head in _verbs_of(content, root)]
    known = (head for head in heads if frame_of(content, head) in content.lexicon.frames)
    return next(known, None) or next(iter(heads), None)


def _is_known(content: Content, head: Token) -> bool:
    """A passive of knowing tells nothing of its own: "are known to have died"."""
    passive = content.document.first_of(head.index, "auxpass") is not None
    return passive and head.lemma in words("known")


def _told_by_subject(content: Content, head: Token) -> Token:
    """Go to the noun that a verb only says was done: "the withdrawal was completed"."""
    subject = content.document.first_of(head.index, "nsubj", "nsubjpass")
    if head.lemma not in words("carrying_out") or subject is None or subject.index not in content.indices:
        return head
    return subject if subject.lemma in content.lexicon.nouns else head


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
        little = head.lemma in says_little or _is_known(content, head)
        if not little or governed is None:
            break
        head = governed
    return _told_by_subject(content, head)


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
    subject = content.document.first_of(head.index, "nsubj")
    if told and told[0].pos == "NUM" and subject is not None:
        return content.lexicon.nouns.get(subject.lemma) or subject.lemma.lower()
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
    if any(child.dep == "neg" or _is_none(content, token, child) for child in document.of(token.index)):
        return not _is_only_later(content, token)
    parts = list(document.of(token.index, "dobj", "nsubj", "nsubjpass", "attr"))
    if any(part.lower in words("nobody") for part in parts):
        return True
    return any(child.lower in _NO for part in parts for child in document.of(part.index, "det"))


def _is_none(content: Content, token: Token, child: Token) -> bool:
    """Of "11 were hurt, none of them badly" the first part is so."""
    if child.lower not in _NONE or child.dep in {"appos", "conj", "dep"}:
        return False
    loose = child.dep not in {"dobj", "nsubj", "nsubjpass"} and child.index > token.index
    return not (loose and content.document.first_of(child.index, "prep") is not None)


def _is_only_later(content: Content, token: Token) -> bool:
    """What was "not done until four" was done at four."""
    return any(child.lower == "until" for child in content.document.of(token.index, "prep", "mark"))


def modality_of(content: Content, head: Token) -> Modality:
    """Return whether it is told as done, as going on, as to come or as wanted."""
    document = content.document
    helpers = {
        child.lemma.lower() for token in content.chain(head) for child in document.of(token.index, "aux")
    }
    if helpers & _AHEAD:
        return Modality.FUTURE
    if helpers & _WANTED or _is_only_wanted(content, head):
        return Modality.WANTED
    return Modality.ONGOING if head.tag == "VBG" else Modality.DONE


def _is_only_wanted(content: Content, head: Token) -> bool:
    """Whoever is made to leave has left; whoever plans to leave has not."""
    if head.tag != "VB" or not any(child.lower == "to" for child in content.document.of(head.index, "aux")):
        return False
    governor = content.document.tokens[head.head]
    if head.dep == "ROOT" or governor.lemma.lower() in words("not_yet"):  # "waits for the storm to end"
        return True
    if head.dep == "acl":  # "the order to leave", not "the attempt to hide it"
        return governor.lemma.lower() not in words("attempted")
    if governor.index not in content.indices or head.dep not in {"xcomp", "ccomp", "conj"}:
        return head.dep == "xcomp"
    unreal = head.dep != "conj" and governor.lemma.lower() in words("unreal")
    return unreal or _is_only_wanted(content, governor)  # "hoped to sign and to hire"


# -- Happenings beside the main one --------------------------------------------------------------


def beside(content: Content, main: Token) -> list[Token]:
    """Return the words that tell a known happening beside the main one, in text order, each once."""
    found = {main.index: main}
    for token in content.tokens:
        head = _clause_head(content, token) or _reported(content, token)
        if head is not None and frame_of(content, head) in content.lexicon.frames:
            found.setdefault(head.index, head)
    return [head for index, head in found.items() if index != main.index][:_MOST_BESIDE]


def _clause_head(content: Content, token: Token) -> Token | None:
    """What a clause of its own tells: "the dam burst and 40 houses were flooded"."""
    is_clause = token.pos in {"VERB", "AUX"} and token.dep in _CLAUSES
    return _main(content, token) if is_clause and not _is_open(content, token) else None


def _is_open(content: Content, token: Token) -> bool:
    """Say whether a clause only asks, supposes or passes on what it tells: "if the dam had burst"."""
    for one in content.chain(token):
        opened = any(child.lower in words("open") for child in content.of(one, "mark", "advmod"))
        governor = content.document.tokens[one.head]
        passed_on = one.dep == "ccomp" and governor.lemma not in content.lexicon.catenative
        if opened or (passed_on and governor.index in content.indices and governor is not one):
            return True
    return False


def _reported(content: Content, token: Token) -> Token | None:
    """What a report tells that the content calls true: "the report about their flight is true"."""
    governors = list(content.chain(token))[1:3]
    is_told = len(governors) == 2 and governors[0].pos == "ADP" and governors[1].lemma in words("reporting")
    if not is_told or token.dep != "pobj" or token.lemma not in content.lexicon.nouns:
        return None
    sentence = {one.lower for one in content.document.of(governors[1].head)} | {governors[1].lower}
    return token if sentence & words("true") else None


def not_yet(content: Content, main: Token) -> list[Token]:
    """Return the words for what is told not to have happened yet: "needs more time before starting it"."""
    found: list[Token] = []
    waiting = [one for one in (main, *_governing(content, main)) if one.lemma in words("not_yet")]
    for one in waiting[:1]:
        wants_something = content.document.first_of(one.index, "dobj") is not None
        for child in content.of(one, "xcomp", "advcl", "prep"):
            before = next(content.of(child, "pcomp", "pobj"), None) if child.lower == "before" else None
            later = child if child.dep == "xcomp" and wants_something else before
            if child.dep == "advcl" and any(mark.lower == "before" for mark in content.of(child, "mark")):
                later = child
            if later is not None and frame_of_verb(content, later) in content.lexicon.frames:
                found.append(later)
    return found


def _governing(content: Content, token: Token) -> Iterator[Token]:
    return (one for one in content.document.ancestors(token.index) if one.index in content.indices)


def frame_of_verb(content: Content, head: Token) -> str:
    """Return the frame of a verb itself, whatever it governs: to launch an attack is to start one.

    A noun for what happens stands for its start: who waits before the attack has not started it.
    """
    if head.pos in {"NOUN", "PROPN"}:
        return _START if head.lemma in content.lexicon.nouns else head.lemma
    return content.lexicon.verbs.get(head.lemma) or frame_of(content, head)


def words_beside(content: Content, head: Token, others: Iterable[Token]) -> frozenset[int]:
    """Return the indices of the words that tell one happening: less the clauses that tell others."""
    clause, document = head, content.document
    while clause.dep in {"xcomp", "ccomp"} and clause.head in content.indices:
        clause = document.tokens[clause.head]
    cut = {one.index for one in others} | {
        child.index for child in document.of(clause.index, "conj") if child.pos in {"VERB", "AUX"}
    }
    return frozenset(document.subtree(clause.index, frozenset(cut - {clause.index})))
