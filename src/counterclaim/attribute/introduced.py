"""Who says a quotation, told by the words right before or right after its marks.

A parser may miss a verb that a reader cannot: "...," agrees Ann Roe; Said Roe: "..."; Roe on the
strike: "...". Here only the order of words counts, and any verb will do that has a speaker beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.attribute.after_quotation import verb_after
from counterclaim.attribute.holders import is_person
from counterclaim.attribute.labels import FINITE, VERBAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.named_beside import (
    ATTRIBUTIVE,
    FARTHEST,
    FARTHEST_VERB,
    NEAREST,
    SENTENCE_ENDS,
    SETTING_OFF,
    first_name,
    is_read_on,
    own_subject,
    saying_beside,
)
from counterclaim.attribute.phrases import noun_phrase, sentence_at
from counterclaim.attribute.saying import Saying
from counterclaim.attribute.subjects import squeezed_subject, subject
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

_LONGEST_LABEL = 10


def introduced(document: Document, stand_in: tuple[int, ...], lexicon: Lexicon) -> Saying | None:
    """Return who says the quotation, by the verb or the colon beside it."""
    return (
        _comma_before(document, stand_in, lexicon)
        or verb_after(document, stand_in, lexicon)
        or _leading(document, _before(document, stand_in), stand_in, lexicon)
    )


def introduced_above(
    document: Document, words: Sequence[Token], stand_in: tuple[int, ...], lexicon: Lexicon
) -> Saying | None:
    """Return who says the quotation, by the `words` that end the paragraph above with a colon."""
    return _leading(document, words, stand_in, lexicon) if words and words[-1].text == ":" else None


def _leading(
    document: Document, words: Sequence[Token], stand_in: tuple[int, ...], lexicon: Lexicon
) -> Saying | None:
    """Return the speaker that the words before a quotation name, with a verb or with a colon."""
    found = _verb_before(document, words, stand_in, lexicon)
    if found is None and words and words[-1].text == ":":
        return _colon_before(document, words, stand_in, lexicon)
    return found


# -- Before the quotation --------------------------------------------------------------------------


def _comma_before(document: Document, stand_in: tuple[int, ...], lexicon: Lexicon) -> Saying | None:
    """A verb of saying leads to the quotation, whatever follows it: telling her, "Go!" She ran."""
    words = _before(document, stand_in)
    if len(words) < NEAREST or words[-1].text != ",":
        return None
    verb = next(
        (t for t in reversed(words[-NEAREST:]) if t.pos == "VERB" and lexicon.verb(t.lemma, "clause")), None
    )
    speaker = _speaker_of(document, verb, words, lexicon) if verb else ()
    return saying_beside(verb, speaker, stand_in, lexicon) if verb and speaker else None


def _verb_before(
    document: Document, words: Sequence[Token], stand_in: tuple[int, ...], lexicon: Lexicon
) -> Saying | None:
    """He went on, "We lost"; Said Roe: "We lost"; the crowd chanted "We lost"."""
    if not words:
        return None
    apart = words[-1].text == ":" or words[-1].text in SETTING_OFF
    reach = FARTHEST if words[-1].text == ":" else FARTHEST_VERB
    for token in reversed(words[-reach:]):
        near = words[-1].index - token.index <= NEAREST + apart or words[-1].text == ":"
        if token.pos == "VERB" and _leads(document, token, lexicon, near=near):
            speaker = _speaker_of(document, token, words, lexicon)
            if speaker:
                return saying_beside(token, speaker, stand_in, lexicon)
    return None


def _leads(document: Document, verb: Token, lexicon: Lexicon, *, near: bool) -> bool:
    """A verb of saying may stand far off; any other is near, finite, and no clause about something else."""
    mark = document.first_of(verb.index, "mark")
    if mark is not None and mark.lower != "as":
        return False
    if lexicon.verb(verb.lemma, "clause"):
        return True
    told = verb.dep == "ccomp" and bool(lexicon.verb(document.tokens[verb.head].lemma, "clause"))
    known = verb.lemma in lexicon.quotations["quoting"] or verb.tag in FINITE
    return near and known and not told and verb.dep not in ATTRIBUTIVE and not verb.text.isupper()


def _speaker_of(document: Document, verb: Token, words: Sequence[Token], lexicon: Lexicon) -> tuple[int, ...]:
    """Return the subject of a verb before a quotation, or who follows it: Said Roe: "..."."""
    if verb is words[0] and lexicon.verb(verb.lemma, "clause"):
        return first_name(document, words[1:], lexicon)
    found = own_subject(document, verb, words, lexicon) or squeezed_subject(document, verb.index)
    return found or (_name_before(document, verb, words) if words[-1].index - verb.index <= 1 else ())


def _name_before(document: Document, verb: Token, words: Sequence[Token]) -> tuple[int, ...]:
    """Return the name right before a verb right before the quotation: Ann Roe (Ind.) said "..."."""
    names = [
        token
        for token in words
        if token.pos == "PROPN"
        and token.dep not in {"pobj", "compound", "appos"}
        and token.index < verb.index
    ]
    if verb.tag not in FINITE or not names:
        return ()
    found = noun_phrase(document, names[-1].index)
    return found if found and words[0].index <= found[0] and found[-1] < verb.index else ()


def _before(document: Document, stand_in: tuple[int, ...]) -> list[Token]:
    """Return the words before the quotation, from the beginning of their sentence or the quotation before."""
    block = sentence_at(document, stand_in[0]).block
    found: list[Token] = []
    for index in range(stand_in[0] - 1, max(-1, stand_in[0] - FARTHEST), -1):
        token = document.tokens[index]
        if token.text in SENTENCE_ENDS or not is_read_on(document, index, block):
            break
        found.insert(0, token)
    return found


def _colon_before(
    document: Document, words: Sequence[Token], stand_in: tuple[int, ...], lexicon: Lexicon
) -> Saying | None:
    """Roe: "We lost"; Here is Roe in 1992: "We lost"; His answer: "No"; the coach was blunt: "We lost"."""
    words, colon = words[:-1], words[-1]
    if (
        len(words) > 1 and words[0].lower in lexicon.quotations["introducing"]
    ):  # taken for a name: Said Roe: "..."
        named = first_name(document, words[1:], lexicon)
        because = f"“{words[0].text}” stands beside the quotation"
        return Saying((words[0].index,), named, stand_in, Act.ASSERT, because) if named else None
    speaker = (
        _answering(document, words, lexicon)
        or _presented(document, words, lexicon)
        or _led(document, words, lexicon)
    )
    because = "a colon leads from the speaker to the quotation"
    return Saying((colon.index,), speaker, stand_in, Act.ASSERT, because) if speaker else None


def _answering(document: Document, words: Sequence[Token], lexicon: Lexicon) -> tuple[int, ...]:
    """His answer: "No"; the club's message was simple: "Stay away"."""
    for token in words:
        owner = document.first_of(token.index, "poss")
        if token.lemma in lexicon.quotations["answers"] and owner is not None and token.dep != "pobj":
            return noun_phrase(document, owner.index)
    return ()


def _presented(document: Document, words: Sequence[Token], lexicon: Lexicon) -> tuple[int, ...]:
    """Here is Roe in 1992: "..."; and a name alone: Roe: "..."."""
    here = bool(words) and words[0].lower == "here"
    if not here and (len(words) > _LONGEST_LABEL or any(token.pos in VERBAL for token in words)):
        return ()
    skipped = {"AUX", "VERB", "PUNCT", "ADV"} if here else {"PUNCT"}
    rest = [token for token in words if token.pos not in skipped and not (here and token.text == "'s")]
    named = first_name(document, rest, lexicon)
    common = len(named) == 1 and document.tokens[named[0]].lemma in lexicon.quotations["answers"]
    return (
        named
        if named and not common and (is_person(document, named, lexicon) or len(words) <= NEAREST)
        else ()
    )


def _led(document: Document, words: Sequence[Token], lexicon: Lexicon) -> tuple[int, ...]:
    """The subject of the sentence before the colon, or who ends it: it did not surprise Roe: "..."."""
    for token in words:
        if token.pos in VERBAL and token.dep in {"ROOT", "ccomp", "parataxis", "conj"}:
            speaker = subject(document, token.index)
            if speaker and is_person(document, speaker, lexicon) and speaker[0] >= words[0].index:
                return speaker
    if words and words[-1].pos == "PROPN" and words[-1].dep == "dobj":
        return noun_phrase(document, words[-1].index)
    return ()
