"""What is done in plain saying, told by the words said: a denial, a vow, a prediction, a request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterclaim.attribute.clauses import is_negated
from counterclaim.attribute.labels import SUBJECTS, VERBAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.rejections import is_true, rejection
from counterclaim.attribute.saying import Saying
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

_PLAIN = frozenset({Act.ASSERT, Act.CONFIRM, Act.DOUBT})


def shaded(document: Document, saying: Saying, lexicon: Lexicon) -> Act:
    """Return the act of a saying: plain saying may deny or confirm a report, vow, predict or ask."""
    if saying.act is not Act.ASSERT:
        return saying.act
    tokens = list(_words(document, saying.content))
    return _truth_act(document, tokens, lexicon) or _mood_act(document, tokens, lexicon) or Act.ASSERT


def _words(document: Document, content: Sequence[int]) -> Iterator[Token]:
    """Yield the tokens of a content, those inside a quotation instead of what stands for it."""
    seen: set[int] = set()
    for index in content:
        number = document.tokens[index].quotation
        if number is None:
            yield document.tokens[index]
        elif number not in seen:
            seen.add(number)
            yield from (document.tokens[inside] for inside in document.insides.get(number, ()))


def _truth_act(document: Document, tokens: Sequence[Token], lexicon: Lexicon) -> Act | None:
    """Confirm by "the report is true", deny by "the claims are false" and "that is a lie"."""
    inside = {token.index for token in tokens}
    for token in tokens:
        if token.pos in VERBAL and _is_main(document, token, inside):
            if rejection(document, token, lexicon) is not None:
                return Act.DENY
            if is_true(document, token, lexicon):
                return Act.CONFIRM
    return None


def _mood_act(document: Document, tokens: Sequence[Token], lexicon: Lexicon) -> Act | None:
    """What lies ahead is predicted, what the speaker himself will do is vowed, an imperative asks.

    Only the main clauses of the first sentence decide: "they said that we will see" predicts nothing.
    """
    inside = {token.index for token in tokens}
    first = document.sentence_of[tokens[0].index] if tokens else 0
    for token in tokens:
        if document.sentence_of[token.index] != first or not _is_main(document, token, inside):
            continue
        act = _performed(document, token, lexicon) or _ahead(document, token, lexicon)
        if act is not None or _is_imperative(document, token):
            return act or Act.ASK
    return None


def _is_main(document: Document, token: Token, inside: set[int]) -> bool:
    """Say whether a verb heads the content, or is coordinate with the verb that does."""
    while token.dep == "conj" and token.head in inside:
        token = document.tokens[token.head]
    return token.head not in inside or token.head == token.index


def _performed(document: Document, verb: Token, lexicon: Lexicon) -> Act | None:
    """Who says "we urge" or "I deny" does so by saying it (Austin's explicit performatives)."""
    who = document.first_of(verb.index, "nsubj")
    own = verb.tag == "VBP" and who is not None and who.lower in lexicon.pronouns["own"]
    rows = lexicon.verbs.get(verb.lemma, ()) if own else ()
    plain = is_negated(document, verb.index) or document.first_of(verb.index, "aux") is not None
    return next((row.act for row in rows if row.act not in _PLAIN), None) if not plain else None


def _ahead(document: Document, verb: Token, lexicon: Lexicon) -> Act | None:
    """Read "will", "is going to", and "would" where what was said is told in the past."""
    own, persons = lexicon.pronouns["own"], lexicon.pronouns["persons"]
    helps = [one.lower for one in document.of(verb.index, "aux")]
    who = document.first_of(verb.index, *SUBJECTS)
    subject = who.lower if who is not None else ""
    going = verb.lower == "going" and document.first_of(verb.index, "xcomp") is not None
    if going or not lexicon.modals["ahead"].isdisjoint(helps):
        return Act.VOW if subject in own else Act.PREDICT
    if "would" in helps and "have" not in helps and verb.lemma != "like" and subject not in own:
        passive = document.first_of(verb.index, "auxpass") is not None
        return Act.VOW if subject in persons and not passive else Act.PREDICT
    return None


def _is_imperative(document: Document, verb: Token) -> bool:
    """Say whether a bare verb without a subject opens a quoted sentence: "Ask my wife", "Let us go"."""
    sentence = document.sentences[document.sentence_of[verb.index]]
    opening = document.tokens[sentence.first : verb.index]
    bare = verb.tag == "VB" and document.first_of(verb.index, *SUBJECTS, "aux", "auxpass") is None
    return (
        bare
        and sentence.quotation is not None
        and all(one.pos in {"PUNCT", "INTJ", "ADV"} for one in opening)
    )
