"""Who says a quotation, told by the words after it: "...," agrees Ann Roe; "...," the captain, 30, said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterclaim.attribute.labels import FINITE, VERBAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.named_beside import (
    ATTRIBUTIVE,
    FARTHEST,
    FARTHEST_VERB,
    NAMING,
    NEAREST,
    SENTENCE_ENDS,
    SETTING_OFF,
    first_name,
    is_read_on,
    own_subject,
    saying_beside,
    speaks,
)
from counterclaim.attribute.phrases import sentence_at
from counterclaim.attribute.saying import Saying
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

_LONGEST_SPEAKER = 6
_RELATIVE = frozenset({"who", "which", "that"})
_DASHES = frozenset({"—", "–", "―", "-", "--"})
_LONGEST_SIGNATURE = 12


def verb_after(document: Document, stand_in: tuple[int, ...], lexicon: Lexicon) -> Saying | None:
    """Read on from the marks: "We lost," agrees Ann Roe; "We lost," the captain, who is 30, said."""
    words = list(_after(document, stand_in))
    if not words or words[0].tag.startswith("W"):
        return None
    stopped = document.tokens[stand_in[-1] + 1].text in SENTENCE_ENDS
    if _is_inverted(words, lexicon) and not stopped:
        speaker = first_name(document, words[1:], lexicon)
        return saying_beside(words[0], speaker, stand_in, lexicon) if speaker else None
    verb = _first_verb(words, lexicon)
    if verb is None:
        return None
    if _may_begin_anew(document, stand_in, words[0]) and not lexicon.verb(verb.lemma, "clause"):
        return None
    if stopped and not (_is_alone(words, verb) and lexicon.verb(verb.lemma, "clause")):
        return None
    before = [token for token in words if token.index < verb.index]
    speaker = own_subject(document, verb, before, lexicon) or first_name(document, before, lexicon)
    return saying_beside(verb, speaker, stand_in, lexicon) if speaker else None


def _after(document: Document, stand_in: tuple[int, ...]) -> Iterator[Token]:
    """Yield the words after the quotation, to the end of their sentence or to the next quotation."""
    block = sentence_at(document, stand_in[-1]).block
    for index in range(stand_in[-1] + 1, min(stand_in[-1] + FARTHEST, len(document.tokens))):
        token = document.tokens[index]
        if not is_read_on(document, index, block):
            return
        first = index == stand_in[-1] + 1
        if token.text in SENTENCE_ENDS and not (first and _ends_inside(document, stand_in)):
            return
        if not first or (token.text not in SETTING_OFF and token.text not in SENTENCE_ENDS):
            yield token


def _ends_inside(document: Document, stand_in: tuple[int, ...]) -> bool:
    """The full stop stands inside the marks, and none after them: "We lost." Roe said."""
    number = document.tokens[stand_in[-1]].quotation
    end = document.quotations[number].outer_end if number is not None else 0
    return document.text[end : end + 1] not in SENTENCE_ENDS


def _is_alone(words: Sequence[Token], verb: Token) -> bool:
    """Nothing but the verb and its speaker makes up the sentence."""
    return verb.index == words[-1].index


def _is_inverted(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """The verb comes first: "...," said the captain."""
    verb = words[0]
    known = speaks(verb, lexicon)
    follows = len(words) > 1 and words[1].pos in NAMING and words[1].tag not in {"RB", "TO"}
    return follows and ((known and verb.tag != "VBG") or (verb.pos == "VERB" and verb.tag in {"VBD", "VBZ"}))


def _first_verb(words: Sequence[Token], lexicon: Lexicon) -> Token | None:
    """Return the verb after a speaker: one of saying, or any right after nothing but the speaker."""
    if words[0].pos not in NAMING:
        return None
    aside = -FARTHEST
    for position, token in enumerate(words[1 : FARTHEST_VERB * 2], 1):
        aside = position if token.lower in _RELATIVE else aside
        if position - aside <= NEAREST or _is_attributive(words, position, lexicon):
            continue
        if speaks(token, lexicon) and (token.pos == "VERB" or _ends(words, position)):
            return token
        if token.pos in VERBAL:
            near = position <= _LONGEST_SPEAKER and all(t.pos in NAMING for t in words[:position])
            return token if near and token.tag in FINITE and token.pos == "VERB" else None
    return None


def _is_attributive(words: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    """A participle belongs to the name before it, unless it says: the mayor, Ann Roe, said."""
    token = words[position]
    says = bool(lexicon.verb(token.lemma, "clause"))
    return token.dep in ATTRIBUTIVE and not (says and token.dep == "acl" and words[position - 1].text == ",")


def _ends(words: Sequence[Token], position: int) -> bool:
    """A known verb may be taken for a noun at the end: the letter read."""
    return position == len(words) - 1 and words[position].tag in {"NN", "NNS", "NNP"}


def _may_begin_anew(document: Document, stand_in: tuple[int, ...], word: Token) -> bool:
    """After an exclamation or a question a capital may begin another sentence: "Go!" Roe ran."""
    return (
        document.text[document.tokens[stand_in[-1]].end - 1] in "!?" and document.text[word.start].isupper()
    )


def signed(document: Document, stand_in: tuple[int, ...]) -> Saying | None:
    """A name after a dash at the end signs the quotation: "It was a good year." — Ann Roe, teacher."""
    block = sentence_at(document, stand_in[0]).block
    words: list[Token] = []
    for token in document.tokens[stand_in[-1] + 1 : stand_in[-1] + 1 + _LONGEST_SIGNATURE]:
        sentence = sentence_at(document, token.index)
        if sentence.block != block or sentence.quotation is not None:
            break
        if token.quotation is not None:
            return None
        words.append(token)
    words = [token for token in words if token.text not in {".", ","} or token.pos != "PUNCT"]
    if len(words) < 2 or words[0].text not in _DASHES or not words[1].text[0].isupper():
        return None
    if any(token.pos in VERBAL and token.text.islower() for token in words):
        return None
    source = tuple(token.index for token in words[1:])
    return Saying((words[0].index,), source, stand_in, Act.ASSERT, "a name after a dash signs the quotation")
