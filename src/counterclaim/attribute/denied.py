"""What is said to be false is denied: "said the claim that X was false" is a denial of X."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from counterclaim.attribute.clauses import is_clause
from counterclaim.attribute.labels import VERBAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.matters import Contents, is_said, told_by, told_clause
from counterclaim.attribute.phrases import head_of, trimmed
from counterclaim.attribute.rejections import Rejection, rejection
from counterclaim.attribute.saying import Saying
from counterclaim.model import Act, Certainty
from counterclaim.parse.document import Document, Token


def as_denials(document: Document, found: Sequence[Saying], lexicon: Lexicon) -> Iterator[Saying]:
    """Yield `found` with every saying that "the claim that X is false" made a denial of X.

    Whoever rejects what is told at once leaves nobody who tells it: "the claim that" has then no saying of
    its own, unless somebody is named whose claim it is. Nor is a verb of denying part of a name.
    """
    sayings_now = [one for saying in found for one in _as_denials(document, saying, lexicon)]
    denials = [saying for saying in sayings_now if _denies(saying)]
    contents = [frozenset(one.content) for one in denials]
    cues = {index for one in denials for index in one.cue}
    for saying in sayings_now:
        by_nobody = not cues.isdisjoint(saying.source) or _is_retold(document, saying, contents, lexicon)
        if _denies(saying) or not by_nobody:
            yield saying


def _denies(saying: Saying) -> bool:
    return saying.denied and saying.act is Act.DENY


def _as_denials(document: Document, saying: Saying, lexicon: Lexicon) -> Iterator[Saying]:
    rejection_of = saying.act is Act.OTHER and _is_rejection(document, saying, lexicon)
    if _denies(saying) or rejection_of:
        yield _of_noun(document, saying, lexicon)
        return
    quoted = [i for i in saying.content if document.tokens[i].quotation is not None]
    if saying.act is not Act.ASSERT or saying.narrated:
        yield saying
    elif quoted:
        yield saying
        yield from _within_quotation(document, saying, lexicon)
    else:
        yield from _indirect(document, saying, lexicon)


def _of_noun(document: Document, saying: Saying, lexicon: Lexicon) -> Saying:
    """A denial of "claims that X" is one of X."""
    noun = head_of(document, saying.content)
    matter = told_by(document, noun, lexicon) if noun is not None and is_said(noun, lexicon) else []
    if saying.act is Act.OTHER:
        if noun is None or not is_said(noun, lexicon):
            return saying
        saying = replace(saying, act=Act.DENY, denied=True, certainty=Certainty.CERTAIN)
    inside = [words for words in matter if set(words) <= set(saying.content)]
    return replace(saying, content=inside[0]) if len(inside) == 1 else saying


def _is_rejection(document: Document, saying: Saying, lexicon: Lexicon) -> bool:
    return any(document.tokens[i].lemma in lexicon.denials["rejections"] for i in saying.cue)


def _indirect(document: Document, saying: Saying, lexicon: Lexicon) -> Iterator[Saying]:
    """What is told of a claim is a denial of it; what is told beside that stays as it is."""
    inside = set(saying.content)
    for found in _rejections(document, saying.content, lexicon):
        if _is_quoted_fragment(document, found.words):
            yield saying
            yield from _nested(document, saying, found, lexicon)
            return
        matter = [words for words in _matter(document, found, lexicon) if set(words) <= inside]
        if not matter:
            continue
        why = f"{saying.because}; “{document.tokens[found.verb.index].text}” says that it is not so"
        for words in matter:
            yield replace(saying, content=words, act=Act.DENY, denied=True, because=why)
        coordinate = frozenset(one.index for one in document.of(found.verb.index, "conj"))
        own = {*document.subtree(found.verb.index, coordinate), *(i for words in matter for i in words)}
        rest = trimmed(document, tuple(i for i in saying.content if i not in own and i not in found.words))
        if is_clause(document, rest):
            yield replace(saying, content=rest)
        return
    yield saying


def _within_quotation(document: Document, saying: Saying, lexicon: Lexicon) -> Iterator[Saying]:
    """Quoted words stay whole; what they deny is told within them: “The claim that we lied is false”."""
    numbers = {document.tokens[i].quotation for i in saying.content}
    for number in sorted(one for one in numbers if one is not None):
        for found in _rejections(document, document.insides.get(number, ()), lexicon):
            yield from _nested(document, saying, found, lexicon)


def _nested(document: Document, saying: Saying, found: Rejection, lexicon: Lexicon) -> Iterator[Saying]:
    """The clause that quoted words reject, said by the same within what he says."""
    clause = found.what.pos in VERBAL or told_clause(document, found.what, lexicon)
    because = f"“{document.tokens[found.verb.index].text}” says that it is not so"
    for words in _matter(document, found, lexicon) if clause else ():
        yield replace(saying, cue=found.words, content=words, act=Act.DENY, denied=True, because=because)


def _rejections(document: Document, words: Sequence[int], lexicon: Lexicon) -> Iterator[Rejection]:
    """Yield the main clauses among `words` that say that something is not so."""
    inside = set(words)
    for index in words:
        token = document.tokens[index]
        if token.pos in VERBAL and _is_main(document, token, inside):
            found = rejection(document, token, lexicon)
            if found is not None:
                yield found


def _is_main(document: Document, token: Token, inside: set[int]) -> bool:
    while token.dep == "conj" and token.head in inside:
        token = document.tokens[token.head]
    return token.head not in inside or token.head == token.index


def _matter(document: Document, found: Rejection, lexicon: Lexicon) -> Contents:
    """Return what is not so: what the noun stands for, or the clause itself."""
    if is_said(found.what, lexicon):
        last = found.words[0] if found.words[0] > found.what.index else None
        return told_by(document, found.what, lexicon, last)
    if found.what.pos in VERBAL and found.what.index > found.verb.index:
        return [tuple(i for i in document.subtree(found.what.index) if i > found.verb.index)]
    return []


def _is_retold(
    document: Document, saying: Saying, denied: Sequence[frozenset[int]], lexicon: Lexicon
) -> bool:
    """Say whether a saying without a speaker only tells what somebody denies.

    Such are "the claim that X" without an owner, and "it would be wrong to say that X".
    """
    named = [document.tokens[i].lower for i in saying.source]
    noun = any(is_said(document.tokens[i], lexicon) for i in saying.cue)
    if named != ["it"] and (named or not noun):
        return False
    words = {i for i in saying.content if document.tokens[i].lower != "that"}
    return any(words <= other for other in denied)


def _is_quoted_fragment(document: Document, words: Sequence[int]) -> bool:
    """Say whether the words that reject it are quoted: they are never cut from what was said."""
    start, end = document.extent(words)
    return any(quote.start < end and start < quote.end for quote in document.quotations)
