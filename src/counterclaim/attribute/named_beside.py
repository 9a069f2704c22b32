"""Who is named among the few words beside a quotation: the subject of a verb, or the first noun phrase."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.attribute.labels import NOMINAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import noun_phrase, sentence_at
from counterclaim.attribute.quoted import has_utterance
from counterclaim.attribute.saying import Saying
from counterclaim.attribute.subjects import subject
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

FARTHEST = 40
"""How many words beside a quotation are read."""

FARTHEST_VERB = 12
"""How many words may stand between a verb and the quotation that it introduces."""

NEAREST = 3
"""How few words leave nothing else to stand between."""

SENTENCE_ENDS = frozenset({".", "?", "!", ";"})
SETTING_OFF = frozenset({",", "—", "–", "-", "--"})
NAMING = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADJ", "NUM", "PART", "ADV"})
"""Parts of speech of the words that make up the name of a speaker."""

ATTRIBUTIVE = frozenset({"relcl", "acl", "amod"})
"""Labels of verbs that only describe a noun."""


def own_subject(document: Document, verb: Token, words: Sequence[Token], lexicon: Lexicon) -> tuple[int, ...]:
    """Return the subject of `verb` if it stands among `words` and can speak."""
    found = subject(document, verb.index)
    if not found or not words or found[0] < words[0].index or found[0] > words[-1].index:
        return ()
    if has_utterance(document, found) or verb.index in found:
        return ()
    return () if document.tokens[found[0]].lower in lexicon.pronouns["speechless"] else found


def first_name(document: Document, words: Sequence[Token], lexicon: Lexicon) -> tuple[int, ...]:
    """Return the noun phrase that `words` begin with."""
    run: list[Token] = []
    for token in words:
        if token.pos not in NAMING or (run and token.pos == "PRON") or token.tag == "RB":
            break
        run.append(token)
        if token.tag == "PRP":
            break
    while run and run[-1].pos not in NOMINAL:
        run.pop()
    if not run or run[0].lower in lexicon.pronouns["speechless"]:
        return ()
    whole = noun_phrase(document, run[-1].index)
    first, last = words[0].index, words[-1].index
    if whole and first <= whole[0] and whole[-1] <= last and len(whole) >= len(run):
        return whole
    return tuple(token.index for token in run)


def speaks(verb: Token, lexicon: Lexicon) -> bool:
    """Say whether a verb says something, be it only when words in quotation marks go with it."""
    return bool(lexicon.verb(verb.lemma, "clause")) or verb.lemma in lexicon.quotations["quoting"]


def is_read_on(document: Document, index: int, block: int) -> bool:
    """Say whether a word stands in the block, but in no quotation."""
    sentence = sentence_at(document, index)
    outside = sentence.quotation is None and document.tokens[index].quotation is None
    return outside and sentence.block == block


def saying_beside(
    verb: Token, speaker: tuple[int, ...], stand_in: tuple[int, ...], lexicon: Lexicon
) -> Saying | None:
    """Return the quotation as a saying of `speaker`, if there is one but for the verb itself."""
    known = lexicon.verb(verb.lemma, "clause")
    act = known.act if known else Act.ASSERT
    source = tuple(index for index in speaker if index != verb.index)
    if not source:
        return None
    return Saying((verb.index,), source, stand_in, act, f"“{verb.text}” stands beside the quotation")
