"""What a noun of saying stands for: what is told by "the claim that ...", "reports of ..."."""

from __future__ import annotations

from counterclaim.attribute.clauses import clauses, is_infinitive
from counterclaim.attribute.labels import IN_A_NOUN_PHRASE, SUBJECTS, VERBAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.phrases import sentence_at, trimmed
from counterclaim.parse.document import Document, Token

Contents = list[tuple[int, ...]]

_LONGEST_OWNER = 8
_LONGEST_NAME = 4
_NEAR = 3
_FARTHEST = 60


def is_said(token: Token, lexicon: Lexicon) -> bool:
    """Say whether a noun stands for what somebody said or thought, also where "claims" is read as a verb."""
    nominal = token.pos in {"NOUN", "PROPN"} or (
        token.tag in {"VBZ", "VBP"} and token.dep in {"dobj", "nsubj", "pobj"}
    )
    return nominal and token.dep != "compound" and token.lemma in _nouns(lexicon)


def needs_telling(noun: Token, lexicon: Lexicon) -> bool:
    """An idea is denied only where it is told: "rejected the idea that ...", not "rejected the idea"."""
    return noun.lemma not in lexicon.denials["said"]


def told_by(document: Document, noun: Token, lexicon: Lexicon, last: int | None = None) -> Contents:
    """Return what `noun` says was so; nothing for a bare "the claims".

    Args:
        document: the report.
        noun: a noun of saying.
        lexicon: the cues.
        last: the word before which it ends in any case, whatever the parser hung on what.
    """
    end = _end(document, noun, lexicon, last)
    that = _that_after(document, noun, lexicon)
    found = (
        _after_that(document, that, last)
        if that is not None
        else _after_preposition(document, noun, lexicon) or _infinitive(document, noun, lexicon)
    )
    cut = (trimmed(document, tuple(i for i in words if i < end)) for words in found)
    return [words for words in cut if words]


def told_clause(document: Document, noun: Token, lexicon: Lexicon) -> bool:
    """Say whether a clause tells what the noun stands for."""
    return _that_after(document, noun, lexicon) is not None


def named_false(document: Document, noun: Token, lexicon: Lexicon) -> int | None:
    """Return where the name begins that calls it false: "a complete fabrication", "as absurd"."""
    last = min(sentence_at(document, noun.index).last, noun.index + _FARTHEST)
    for token in document.tokens[noun.index + 1 : last]:
        if not is_false(token, lexicon) or not _ends_a_phrase(document, token, lexicon, last):
            continue
        first = token.index
        while first - 1 > noun.index and _leads_to_name(document.tokens[first - 1]):
            first -= 1
        return first - 1 if document.tokens[first - 1].lower == "as" else first
    return None


def is_false(token: Token, lexicon: Lexicon) -> bool:
    """Say whether a word says that it is not so: "false", "a lie"."""
    words = lexicon.denials
    return token.lower in words["false"] or token.lemma in words["falsehoods"]


def _nouns(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.denials["said"] | lexicon.denials["thought"]


def _end(document: Document, noun: Token, lexicon: Lexicon, last: int | None) -> int:
    """What is said ends where it is given a name: "the claim that he lied *as absurd*"."""
    end = sentence_at(document, noun.index).last if last is None else last
    for token in document.tokens[noun.index + 1 : min(end, noun.index + _FARTHEST)]:
        if token.lower == "as":
            named = document.tokens[token.index + 1 : min(end, token.index + 1 + _LONGEST_NAME)]
            if any(is_false(one, lexicon) for one in named):
                return token.index
    return end


def _leads_to_name(token: Token) -> bool:
    """Say whether a word belongs to the name after it: "a complete", "a fairy" before "tale"."""
    mark = token.pos == "PUNCT" and token.text not in {",", ";", ":"}
    return mark or token.pos in {"DET", "ADJ", "ADV"} or token.dep == "compound"


def _ends_a_phrase(document: Document, token: Token, lexicon: Lexicon, last: int) -> bool:
    """A false name closes its phrase, or stands before a word for what is told: "fake news"."""
    after = document.tokens[token.index + 1] if token.index + 1 < last else None
    told = after is not None and (is_said(after, lexicon) or after.lemma in lexicon.denials["tales"])
    return after is None or told or after.pos in {"PUNCT", "CCONJ", "ADP", "ADV"}


def _that_after(document: Document, noun: Token, lexicon: Lexicon) -> Token | None:
    """Return the "that" of "the claim that ...", "the claim of the union that ..."; no relative pronoun."""
    last = sentence_at(document, noun.index).last
    index = noun.index + 1
    owned = index < last and document.tokens[index].lower in {"by", "of", "from"}
    while owned and index < min(last, noun.index + _LONGEST_OWNER) and _goes_on(document.tokens[index]):
        index += 1
    that = document.tokens[index] if index < last else None
    if that is None or that.lower != "that" or that.dep == "det" or index + 1 >= last:
        return None
    return that if _opens_a_clause(document, that, lexicon, owned=owned) else None


def _opens_a_clause(document: Document, that: Token, lexicon: Lexicon, *, owned: bool) -> bool:
    """Say whether "that" leads to what is said: "the claim that he lied", not "the claim that he made"."""
    after, verb = document.tokens[that.index + 1], document.tokens[that.head]
    own = any(one != that for one in document.of(verb.index, *SUBJECTS))
    if that.dep == "mark" or owned:
        return own or not (after.pos in VERBAL and after.tag != "VBG")
    return own and that.dep == "dobj" and verb.lemma not in lexicon.denials["making"] | lexicon.light["verbs"]


def _goes_on(token: Token) -> bool:
    return token.pos in IN_A_NOUN_PHRASE and token.lower != "that"


def _after_that(document: Document, that: Token, last: int | None) -> Contents:
    if last is not None:
        return [tuple(range(that.index + 1, last))]
    return [tuple(i for i in words if i > that.index) for words in clauses(document, that.head)]


def _after_preposition(document: Document, noun: Token, lexicon: Lexicon) -> Contents:
    """Return what "of" leads to, if it is no owner: "reports of a leak", not "the claims of the union"."""
    for phrase in document.of(noun.index, "prep"):
        nouns = lexicon.denials["of" if phrase.lower == "of" else "about"]
        about = document.first_of(phrase.index, "pobj", "pcomp")
        near = 0 < phrase.index - noun.index <= _NEAR
        if phrase.lower in {"of", "about"} and noun.lemma in nouns and about is not None and near:
            words = tuple(i for i in document.subtree(phrase.index) if i > phrase.index)
            return [] if _is_owner(about, lexicon) else [words]
    return []


def _infinitive(document: Document, noun: Token, lexicon: Lexicon) -> Contents:
    """Return the infinitive of "a claim to have won"."""
    wanted = noun.lemma in lexicon.denials["to"]
    told = (one for one in document.of(noun.index, "acl") if wanted and is_infinitive(document, one))
    return [document.subtree(one.index) for one in told]


def _is_owner(about: Token, lexicon: Lexicon) -> bool:
    people = lexicon.people["nouns"] | lexicon.holders["bodies"] | lexicon.denials["owners"]
    named = about.pos in {"PROPN", "PRON"} or about.lemma.endswith(tuple(lexicon.people["endings"]))
    return about.tag != "VBG" and (named or about.lemma in people)
