"""Small mends of the parse, where the words tell better than the parser what hangs on what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from counterclaim.attribute.clauses import is_parted
from counterclaim.attribute.holders import is_holder
from counterclaim.attribute.labels import SUBJECTS, VERBAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import follows_comma
from counterclaim.parse.document import Document, Token

Mend = Callable[[Document, Token, Lexicon], int | None]
"""Returns the index of the word that a verb really hangs on, or None where the parse may be right."""

_SUBJECTS = (*SUBJECTS, "csubj")
_JOINING = frozenset({"and", "but"})


def mended(document: Document, lexicon: Lexicon) -> Document:
    """Return `document` with its verbs hung on those that they go on from."""
    heads: dict[int, int] = {}
    for token in document.tokens:
        for mend in MENDS:
            if token.index not in heads and (head := mend(document, token, lexicon)) is not None:
                heads[token.index] = head
    if not heads:
        return document
    moved = _conjunctions(document, heads)
    tokens = (
        replace(token, head=moved[token.index]) if token.index in moved else token
        for token in document.tokens
    )
    return replace(document, tokens=tuple(tokens))


def goes_on(document: Document, token: Token, lexicon: Lexicon) -> int | None:
    """A coordinate verb may go on from the verb above the one before it, whose tense it shares.

    In "he said he earns little and asked for help" it is the speaker who asked: "asked" goes with no
    present tense. So it is in "said the dam had passed and denied that": a dam denies nothing.
    """
    if token.dep != "conj" or token.pos not in VERBAL or _has_subject(document, token):
        return None
    head = document.tokens[token.head]
    tense = _tense(document, token) or _shared(document, token, lexicon)
    if tense is None or (tense == _tense(document, head) and not _says_on(document, token, head, lexicon)):
        return None
    return next((one.index for one in _above(document, head) if _tense(document, one) == tense), None)


def says_further(document: Document, token: Token, lexicon: Lexicon) -> int | None:
    """A participle of saying after a comma is the speaker's: "ruled the sale void, rejecting the plea"."""
    if not _is_participle_of_saying(document, token, lexicon):
        return None
    head = document.tokens[token.head]
    return next((one.index for one in _above(document, head) if one.lemma in lexicon.verbs), None)


def says_for_who_can_speak(document: Document, token: Token, lexicon: Lexicon) -> int | None:
    """A participle of saying is of the clause beside whose subject can speak, where that of its own cannot.

    "Fined the dairy after 31 infants fell ill, saying that"; "the strike began after the union left,
    saying that".
    """
    if not _is_participle_of_saying(document, token, lexicon):
        return None
    head = document.tokens[token.head]
    if _may_speak(document, head, lexicon):
        return None
    above = [document.tokens[head.head]] if head.dep == "advcl" else []
    beside = [one for one in document.of(head.index, "advcl") if one.index < token.index]
    return next((one.index for one in (*above, *beside) if _may_speak(document, one, lexicon)), None)


def stands_before_that(document: Document, token: Token, lexicon: Lexicon) -> int | None:
    """What is put in after a verb of saying is not told: "said, speaking in Paris, that the deal is off"."""
    head = document.tokens[token.head]
    verb = _put_in_after(document, token, lexicon)
    return verb if verb == head.head and head.dep == "ccomp" and token.index < head.index else None


def told_behind_what_is_put_in(document: Document, token: Token, lexicon: Lexicon) -> int | None:
    """Behind it, "that" goes on from the verb of saying: "said, citing an aide, that the deal was dead"."""
    that = document.first_of(token.index, "mark") if token.dep == "ccomp" else None
    if that is None or that.lower != "that" or not follows_comma(document, that.index):
        return None
    return _put_in_after(document, document.tokens[token.head], lexicon)


def told_before_semicolon(document: Document, token: Token, lexicon: Lexicon) -> int | None:
    """What is said before a semicolon is no part of what somebody else says behind it.

    "She said that the gate was shut; the firm admitted a fault": "was shut" may hang on "admitted".
    """
    head = document.tokens[token.head]
    above = document.tokens[head.head]
    hung = token.dep == head.dep == "ccomp" and above.index < token.index < head.index
    says = lexicon.verb(above.lemma, "clause") is not None and head.lemma in lexicon.verbs
    return above.index if hung and says and is_parted(document, token, head) else None


def told_under_questioning(document: Document, token: Token, lexicon: Lexicon) -> int | None:
    """What is said under questioning is not questioned: "he conceded under questioning that he had slept"."""
    questioning = document.tokens[token.head]
    under = document.tokens[questioning.head]
    asked = token.dep == "ccomp" and questioning.dep == "pcomp" and under.lower == "under"
    return under.head if asked and lexicon.verb(document.tokens[under.head].lemma, "clause") else None


MENDS: tuple[Mend, ...] = (
    told_under_questioning,
    told_before_semicolon,
    goes_on,
    says_further,
    says_for_who_can_speak,
    stands_before_that,
    told_behind_what_is_put_in,
)


# -- What the mends share ------------------------------------------------------------------------


def _is_participle_of_saying(document: Document, token: Token, lexicon: Lexicon) -> bool:
    """Say whether it is one after a comma: "..., saying that"."""
    participle = token.dep == "advcl" and token.tag == "VBG"
    return participle and follows_comma(document, token.index) and token.lemma in lexicon.verbs


def _put_in_after(document: Document, token: Token, lexicon: Lexicon) -> int | None:
    """Return the verb of saying that a participle follows after a comma: "said, speaking in Paris"."""
    participle = token.dep == "advcl" and token.tag == "VBG" and token.index > 1
    verb = document.tokens[token.index - 2] if participle and follows_comma(document, token.index) else None
    return verb.index if verb is not None and lexicon.verb(verb.lemma, "clause") else None


def _may_speak(document: Document, verb: Token, lexicon: Lexicon) -> bool:
    """Say whether its subject does something and can speak: no thing, and not as many people as were hurt."""
    who = document.first_of(verb.index, "nsubj")
    counted = who is not None and document.first_of(who.index, "nummod") is not None
    return who is not None and not counted and is_holder(document, (who.index,), lexicon)


def _has_subject(document: Document, verb: Token) -> bool:
    return document.first_of(verb.index, *_SUBJECTS) is not None


def _above(document: Document, verb: Token) -> Iterator[Token]:
    """Yield the verbs that `verb` is the complement of."""
    while verb.dep in {"ccomp", "xcomp"} and verb.head != verb.index:
        verb = document.tokens[verb.head]
        yield verb


def _shared(document: Document, token: Token, lexicon: Lexicon) -> str | None:
    """A bare form after a comma may be a present tense, which the parser takes for an infinitive."""
    says = token.tag == "VB" and token.lemma in lexicon.verbs and _is_after_comma(document, token)
    return "present" if says else None


def _says_on(document: Document, token: Token, head: Token, lexicon: Lexicon) -> bool:
    """A verb of saying after what cannot say, or after a comma, is the speaker's again."""
    if token.lemma not in lexicon.verbs or token.tag not in {"VBD", "VBZ", "VBP", "VBN", "VB"}:
        return False
    who = document.first_of(head.index, *_SUBJECTS)
    thing = who is not None and (
        who.dep in {"expl", "csubj"} or not is_holder(document, (who.index,), lexicon)
    )
    again = _is_perfect(document, head) and token.tag == "VBD"
    return thing or again or _is_after_comma(document, token)


def _is_after_comma(document: Document, verb: Token) -> bool:
    joint = document.tokens[verb.index - 1]
    return joint.lower in _JOINING and follows_comma(document, joint.index)


def _is_perfect(document: Document, verb: Token) -> bool:
    return any(one.lower in {"had", "have", "has"} for one in document.of(verb.index, "aux"))


def _tense(document: Document, verb: Token) -> str | None:
    """Return the tense of a finite verb, None for other forms; "had gone" is past as "went" is."""
    auxiliary = document.first_of(verb.index, "aux", "auxpass")
    form = auxiliary or verb
    if form.tag == "MD":
        return "modal"
    return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(form.tag)


def _conjunctions(document: Document, heads: dict[int, int]) -> dict[int, int]:
    """Add to the verbs that move the "and" before each, which moves with it."""
    moved = dict(heads)
    for index, head in heads.items():
        before = document.tokens[index - 1]
        if before.dep == "cc" and before.head == document.tokens[index].head:
            moved[before.index] = head
    return moved
