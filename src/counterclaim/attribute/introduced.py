"""Who says a quotation, told by the words right before or right after its marks.

A parser may miss a verb that a reader cannot: "...," agrees Ann Roe; Said Roe: "..."; Roe on the
strike: "...". Here only the order of words counts, and any verb will do that has a speaker beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from counterclaim import lang
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import noun_phrase, squeezed_subject, subject
from counterclaim.attribute.saying import Saying
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

_FARTHEST = 40
_FARTHEST_VERB = 12
_LONGEST_SPEAKER = 6
_NEAREST = 3
_LONGEST_LABEL = 10
_SENTENCE_ENDS = frozenset({".", "?", "!", ";"})
_SETTING_OFF = frozenset({",", "—", "–", "-", "--"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "PART", "ADV"})
_SPEAKING = frozenset({"NOUN", "PROPN", "PRON"})
_CANNOT_SPEAK = frozenset(
    {"it", "this", "that", "these", "those", "which", "what", "there", "whatever", "everything", "nothing"}
)
_RELATIVE = frozenset({"who", "which", "that"})
_ATTRIBUTIVE = frozenset({"relcl", "acl", "amod"})


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(lang.table("en", "quotations")[name])


def introduced(document: Document, stand_in: tuple[int, ...], lexicon: Lexicon) -> Saying | None:
    """Return who says the quotation, by the verb or the colon beside it."""
    return (
        _comma_before(document, stand_in, lexicon)
        or _verb_after(document, stand_in, lexicon)
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
        return _colon_before(document, words[:-1], words[-1], stand_in)
    return found


# -- After the quotation ---------------------------------------------------------------------------


def _verb_after(document: Document, stand_in: tuple[int, ...], lexicon: Lexicon) -> Saying | None:
    """Read on from the marks: "We lost," agrees Ann Roe; "We lost," the captain, who is 30, said."""
    words = list(_after(document, stand_in))
    if not words or words[0].tag.startswith("W"):
        return None
    stopped = document.tokens[stand_in[-1] + 1].text in _SENTENCE_ENDS
    if _is_inverted(words, lexicon) and not stopped:
        speaker = _first_name(document, words[1:])
        return _saying(words[0], speaker, stand_in, lexicon) if speaker else None
    verb = _first_verb(words, lexicon)
    if verb is None:
        return None
    if _may_begin_anew(document, stand_in, words[0]) and not lexicon.verb(verb.lemma, "clause"):
        return None
    if stopped and not (_is_alone(words, verb) and lexicon.verb(verb.lemma, "clause")):
        return None
    before = [token for token in words if token.index < verb.index]
    speaker = _own_subject(document, verb, before) or _first_name(document, before)
    return _saying(verb, speaker, stand_in, lexicon) if speaker else None


def _after(document: Document, stand_in: tuple[int, ...]) -> Iterator[Token]:
    """Yield the words after the quotation, to the end of their sentence or to the next quotation."""
    block = document.sentences[document.sentence_of[stand_in[-1]]].block
    for index in range(stand_in[-1] + 1, min(stand_in[-1] + _FARTHEST, len(document.tokens))):
        token, sentence = document.tokens[index], document.sentences[document.sentence_of[index]]
        if sentence.block != block or sentence.quotation is not None or token.quotation is not None:
            return
        first = index == stand_in[-1] + 1
        if token.text in _SENTENCE_ENDS and not (first and _ends_inside(document, stand_in)):
            return
        if not first or (token.text not in _SETTING_OFF and token.text not in _SENTENCE_ENDS):
            yield token


def _ends_inside(document: Document, stand_in: tuple[int, ...]) -> bool:
    """The full stop stands inside the marks, and none after them: "We lost." Roe said."""
    number = document.tokens[stand_in[-1]].quotation
    end = document.quotations[number].outer_end if number is not None else 0
    return document.text[end : end + 1] not in _SENTENCE_ENDS


def _is_alone(words: Sequence[Token], verb: Token) -> bool:
    """Nothing but the verb and its speaker makes up the sentence."""
    return verb.index == words[-1].index


def _is_inverted(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """The verb comes first: "...," said the captain."""
    verb = words[0]
    known = _speaks(verb, lexicon)
    follows = len(words) > 1 and words[1].pos in _NAMING and words[1].tag not in {"RB", "TO"}
    return follows and ((known and verb.tag != "VBG") or (verb.pos == "VERB" and verb.tag in {"VBD", "VBZ"}))


def _first_verb(words: Sequence[Token], lexicon: Lexicon) -> Token | None:
    """Return the verb after a speaker: one of saying, or any right after nothing but the speaker."""
    if words[0].pos not in _NAMING:
        return None
    aside = -_FARTHEST
    for position, token in enumerate(words[1 : _FARTHEST_VERB * 2], 1):
        aside = position if token.lower in _RELATIVE else aside
        if position - aside <= _NEAREST or _is_attributive(words, position, lexicon):
            continue
        if _speaks(token, lexicon) and (token.pos == "VERB" or _ends(words, position)):
            return token
        if token.pos in {"VERB", "AUX"}:
            near = position <= _LONGEST_SPEAKER and all(t.pos in _NAMING for t in words[:position])
            return token if near and token.tag in _FINITE and token.pos == "VERB" else None
    return None


def _speaks(token: Token, lexicon: Lexicon) -> bool:
    return bool(lexicon.verb(token.lemma, "clause")) or token.lemma in _table("quoting")


def _is_attributive(words: Sequence[Token], position: int, lexicon: Lexicon) -> bool:
    """A participle belongs to the name before it, unless it says: the mayor, Ann Roe, said."""
    token = words[position]
    says = bool(lexicon.verb(token.lemma, "clause"))
    return token.dep in _ATTRIBUTIVE and not (says and token.dep == "acl" and words[position - 1].text == ",")


def _ends(words: Sequence[Token], position: int) -> bool:
    """A known verb may be taken for a noun at the end: the letter read."""
    return position == len(words) - 1 and words[position].tag in {"NN", "NNS", "NNP"}


def _may_begin_anew(document: Document, stand_in: tuple[int, ...], word: Token) -> bool:
    """After an exclamation or a question a capital may begin another sentence: "Go!" Roe ran."""
    return (
        document.text[document.tokens[stand_in[-1]].end - 1] in "!?" and document.text[word.start].isupper()
    )


# -- Before the quotation --------------------------------------------------------------------------


def _comma_before(document: Document, stand_in: tuple[int, ...], lexicon: Lexicon) -> Saying | None:
    """A verb of saying leads to the quotation, whatever follows it: telling her, "Go!" She ran."""
    words = _before(document, stand_in)
    if len(words) < _NEAREST or words[-1].text != ",":
        return None
    verb = next(
        (t for t in reversed(words[-_NEAREST:]) if t.pos == "VERB" and lexicon.verb(t.lemma, "clause")), None
    )
    speaker = _speaker_of(document, verb, words, lexicon) if verb else ()
    return _saying(verb, speaker, stand_in, lexicon) if verb and speaker else None


def _verb_before(
    document: Document, words: Sequence[Token], stand_in: tuple[int, ...], lexicon: Lexicon
) -> Saying | None:
    """He went on, "We lost"; Said Roe: "We lost"; the crowd chanted "We lost"."""
    if not words:
        return None
    apart = words[-1].text == ":" or words[-1].text in _SETTING_OFF
    reach = _FARTHEST if words[-1].text == ":" else _FARTHEST_VERB
    for token in reversed(words[-reach:]):
        near = words[-1].index - token.index <= _NEAREST + apart or words[-1].text == ":"
        if token.pos == "VERB" and _leads(document, token, lexicon, near=near):
            speaker = _speaker_of(document, token, words, lexicon)
            if speaker:
                return _saying(token, speaker, stand_in, lexicon)
    return None


def _leads(document: Document, verb: Token, lexicon: Lexicon, *, near: bool) -> bool:
    """A verb of saying may stand far off; any other is near, finite, and no clause about something else."""
    mark = document.first_of(verb.index, "mark")
    if mark is not None and mark.lower != "as":
        return False
    if lexicon.verb(verb.lemma, "clause"):
        return True
    told = verb.dep == "ccomp" and bool(lexicon.verb(document.tokens[verb.head].lemma, "clause"))
    known = verb.lemma in _table("quoting") or verb.tag in _FINITE
    return near and known and not told and verb.dep not in _ATTRIBUTIVE and not verb.text.isupper()


def _speaker_of(document: Document, verb: Token, words: Sequence[Token], lexicon: Lexicon) -> tuple[int, ...]:
    """Return the subject of a verb before a quotation, or who follows it: Said Roe: "..."."""
    if verb is words[0] and lexicon.verb(verb.lemma, "clause"):
        return _first_name(document, words[1:])
    found = _own_subject(document, verb, words) or squeezed_subject(document, verb.index)
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
    if verb.tag not in _FINITE or not names:
        return ()
    found = noun_phrase(document, names[-1].index)
    return found if found and words[0].index <= found[0] and found[-1] < verb.index else ()


def _before(document: Document, stand_in: tuple[int, ...]) -> list[Token]:
    """Return the words before the quotation, from the beginning of their sentence or the quotation before."""
    block = document.sentences[document.sentence_of[stand_in[0]]].block
    found: list[Token] = []
    for index in range(stand_in[0] - 1, max(-1, stand_in[0] - _FARTHEST), -1):
        token, sentence = document.tokens[index], document.sentences[document.sentence_of[index]]
        if sentence.block != block or sentence.quotation is not None or token.quotation is not None:
            break
        if token.text in _SENTENCE_ENDS:
            break
        found.insert(0, token)
    return found


def _colon_before(
    document: Document, words: Sequence[Token], colon: Token, stand_in: tuple[int, ...]
) -> Saying | None:
    """Roe: "We lost"; Here is Roe in 1992: "We lost"; His answer: "No"; the coach was blunt: "We lost"."""
    if len(words) > 1 and words[0].lower in _table("introducing"):  # taken for a name: Said Roe: "..."
        named = _first_name(document, words[1:])
        return _saying(words[0], named, stand_in, None) if named else None
    speaker = _answering(document, words) or _presented(document, words) or _led(document, words)
    because = "a colon leads from the speaker to the quotation"
    return Saying((colon.index,), speaker, stand_in, Act.ASSERT, because) if speaker else None


def _answering(document: Document, words: Sequence[Token]) -> tuple[int, ...]:
    """His answer: "No"; the club's message was simple: "Stay away"."""
    for token in words:
        owner = document.first_of(token.index, "poss")
        if token.lemma in _table("answers") and owner is not None and token.dep != "pobj":
            return noun_phrase(document, owner.index)
    return ()


def _presented(document: Document, words: Sequence[Token]) -> tuple[int, ...]:
    """Here is Roe in 1992: "..."; and a name alone: Roe: "..."."""
    here = bool(words) and words[0].lower == "here"
    if not here and (len(words) > _LONGEST_LABEL or any(token.pos in {"VERB", "AUX"} for token in words)):
        return ()
    skipped = {"AUX", "VERB", "PUNCT", "ADV"} if here else {"PUNCT"}
    rest = [token for token in words if token.pos not in skipped and not (here and token.text == "'s")]
    named = _first_name(document, rest)
    common = len(named) == 1 and document.tokens[named[0]].lemma in _table("answers")
    return named if named and not common and (is_person(document, named) or len(words) <= _NEAREST) else ()


def _led(document: Document, words: Sequence[Token]) -> tuple[int, ...]:
    """The subject of the sentence before the colon, or who ends it: it did not surprise Roe: "..."."""
    for token in words:
        if token.pos in {"VERB", "AUX"} and token.dep in {"ROOT", "ccomp", "parataxis", "conj"}:
            speaker = subject(document, token.index)
            if speaker and _is_person(document, speaker) and speaker[0] >= words[0].index:
                return speaker
    if words and words[-1].pos == "PROPN" and words[-1].dep == "dobj":
        return noun_phrase(document, words[-1].index)
    return ()


# -- What the rules share --------------------------------------------------------------------------


def is_person(document: Document, words: tuple[int, ...]) -> bool:
    """Say whether the words may name somebody who speaks: a name or a person's pronoun."""
    return _is_person(document, words)


def _is_person(document: Document, words: tuple[int, ...]) -> bool:
    tokens = [document.tokens[index] for index in words]
    named = any(token.pos == "PROPN" for token in tokens)
    return named or any(token.tag == "PRP" and token.lower not in _CANNOT_SPEAK for token in tokens[:1])


def _own_subject(document: Document, verb: Token, words: Sequence[Token]) -> tuple[int, ...]:
    """Return the subject of `verb` if it stands among `words` and can speak."""
    found = subject(document, verb.index)
    if not found or not words or found[0] < words[0].index or found[0] > words[-1].index:
        return ()
    if any(document.tokens[index].quotation is not None for index in found) or verb.index in found:
        return ()
    return () if document.tokens[found[0]].lower in _CANNOT_SPEAK else found


def _first_name(document: Document, words: Sequence[Token]) -> tuple[int, ...]:
    """Return the noun phrase that `words` begin with."""
    run: list[Token] = []
    for token in words:
        if token.pos not in _NAMING or (run and token.pos == "PRON") or token.tag == "RB":
            break
        run.append(token)
        if token.tag == "PRP":
            break
    while run and run[-1].pos not in _SPEAKING:
        run.pop()
    if not run or run[0].lower in _CANNOT_SPEAK:
        return ()
    whole = noun_phrase(document, run[-1].index)
    first, last = words[0].index, words[-1].index
    if whole and first <= whole[0] and whole[-1] <= last and len(whole) >= len(run):
        return whole
    return tuple(token.index for token in run)


def _saying(
    verb: Token, speaker: tuple[int, ...], stand_in: tuple[int, ...], lexicon: Lexicon | None
) -> Saying | None:
    known = lexicon and lexicon.verb(verb.lemma, "clause")
    act = known.act if known else Act.ASSERT
    source = tuple(index for index in speaker if index != verb.index)
    if not source:
        return None
    return Saying((verb.index,), source, stand_in, act, f"“{verb.text}” stands beside the quotation")
