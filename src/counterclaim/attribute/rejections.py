"""Clauses that say that something is not so: "the claim is false", "there is no truth in it"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from counterclaim.attribute.clauses import is_negated
from counterclaim.attribute.labels import SUBJECTS, VERBAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.matters import is_said
from counterclaim.attribute.phrases import mark_of, object_of, sentence_at
from counterclaim.parse.document import Document, Token

_BARE = frozenset({"det", "amod", "punct", "prep", "nmod", "advmod"})
_FARTHEST = 40
_NO = frozenset({"no", "not", "n't", "n’t", "neither", "never", "little", "without"})


@dataclass(frozen=True, slots=True)
class Rejection:
    """A verb that says it is not so, the word for what is not, and the words that say so.

    `what` is a noun of saying ("the claims"), a pronoun ("that"), or the verb of the clause itself ("it is
    not true that *the dam leaks*").
    """

    verb: Token
    what: Token
    words: tuple[int, ...]


def rejection(document: Document, verb: Token, lexicon: Lexicon) -> Rejection | None:
    """Return what the clause of `verb` says is not so; None where it says no such thing."""
    if verb.pos not in VERBAL:
        return None
    what = _no_truth_in(document, verb, lexicon) or _untrue_that(document, verb, lexicon)
    if what is not None:
        return Rejection(verb, what, _words(document, verb, what))
    about = _subject(document, verb, lexicon)
    if about is None or not any(says(document, verb, about, lexicon) for says in _SAYING_SO):
        return None
    return Rejection(verb, about, _words(document, verb, about))


def is_true(document: Document, verb: Token, lexicon: Lexicon) -> bool:
    """Say whether a report is called true: "the reports are accurate"."""
    about = document.first_of(verb.index, "nsubj")
    if about is None or about.lemma not in lexicon.denials["said"] or is_negated(document, verb.index):
        return False
    return any(one.lemma in lexicon.denials["true"] for one in document.of(verb.index, "acomp", "attr"))


# -- What is called false --------------------------------------------------------------------------


def _subject(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    """Return the noun of saying or the pronoun that the verb tells of."""
    about = document.first_of(verb.index, "nsubj", "nsubjpass")
    if about is None or about.pos in VERBAL:
        return _misread(document, verb, lexicon) or (about if about and is_said(about, lexicon) else None)
    if is_said(about, lexicon):
        return about
    words = lexicon.denials
    scrap = about.lemma in words["scraps"] and any(one.lower in _NO for one in document.of(about.index))
    extraposed = about.lower == "it" and document.first_of(verb.index, "ccomp", "xcomp", "advcl", "csubj")
    return about if scrap or (about.lower in words["pronouns"] and not extraposed) else None


def _misread(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    """Return the noun whose clause the parser took for the subject: "reports that it sank were false"."""
    first = max(sentence_at(document, verb.index).first, verb.index - _FARTHEST)
    for token in document.tokens[first : max(first, verb.index - 1)]:
        if is_said(token, lexicon) and document.tokens[token.index + 1].lower == "that":
            return token
    return None


def _no_truth_in(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    """There is no truth in it: return what there is none in."""
    words = lexicon.denials
    there = any(child.lower == "there" for child in document.of(verb.index, "expl", "nsubj", "advmod"))
    told = document.first_of(verb.index, "attr", "nsubj", "dobj")
    if not there or told is None or verb.lemma != "be" or not _is_none(document, verb, told):
        return None
    heap = next((one for one in _under(document, told, {"of"}) if told.lemma in words["scraps"]), told)
    if heap.lemma not in words["truth"]:
        return None
    places = (phrase for one in (told, heap, verb) for phrase in document.of(one.index, "prep"))
    found = (object_of(document, phrase) for phrase in places if phrase.lower in words["holding"])
    return next((one for one in found if one is not None), None)


def _untrue_that(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    """It is not true that it is so: return the verb of the clause."""
    it = document.first_of(verb.index, "nsubj", "expl")
    clause = next(_that_clauses(document, verb, lexicon), None)
    if it is None or it.lower != "it" or clause is None or verb.lemma != "be":
        return None
    words = lexicon.denials
    if is_negated(document, verb.index):
        return clause if _is_called(document, verb, words["true"] | words["case"], lexicon) else None
    return clause if _is_called(document, verb, words["outright"], lexicon) else None


def _that_clauses(document: Document, verb: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Yield the clauses told of: "it is false that ...", "a lie that ...", "false to say that ..."."""
    named = [verb, *document.of(verb.index, "acomp", "attr")]
    below = (child for one in named for child in document.of(one.index, "xcomp", "advcl", "acl", "ccomp"))
    saying = [one for one in below if one.lemma in lexicon.denials["saying"]]
    for governor in (*named, *saying):
        for child in document.of(governor.index, "ccomp", "advcl", "acl", "relcl", "csubj"):
            if mark_of(document, child) == "that" or _is_object_that(document, child):
                yield child


def _is_object_that(document: Document, clause: Token) -> bool:
    """A parser may take "that" for an object: "it was a lie that the army had shot at the crowd"."""
    first = document.tokens[document.subtree(clause.index)[0]]
    own = document.first_of(clause.index, *SUBJECTS)
    return first.lower == "that" and first.dep == "dobj" and own is not None and own != first


# -- What calls it false ---------------------------------------------------------------------------


def _false(document: Document, verb: Token, about: Token, lexicon: Lexicon) -> bool:
    """Falsity in a word: "the claims are false", "that is a lie", "were nothing but inventions"."""
    if verb.lemma != "be" or is_negated(document, verb.index):
        return False
    words = lexicon.denials
    if is_said(about, lexicon):
        return _is_called(document, verb, words["false"] | words["falsehoods"], lexicon)
    return _is_called(document, verb, words["outright"], lexicon) and _is_bare(document, verb)


def _is_invented(document: Document, verb: Token, about: Token, lexicon: Lexicon) -> bool:
    """Falsity in a deed: "the reports were invented", "the story was made up"."""
    passive = verb.tag == "VBN" and document.first_of(verb.index, "auxpass", "aux") is not None
    made = verb.lemma != "make" or any(one.lower == "up" for one in document.of(verb.index, "prt"))
    told = is_said(about, lexicon) and about.lemma in lexicon.denials["said"]
    invented = passive and verb.lemma in lexicon.denials["invented"]
    return told and invented and made and not is_negated(document, verb.index)


def _is_not_true(document: Document, verb: Token, about: Token, lexicon: Lexicon) -> bool:
    """Truth denied: "the report is not true", "that is not the case", "none of it is true"."""
    words = lexicon.denials
    scrap = about.lemma in words["scraps"] or about.lower in {"none", "nothing"}
    if verb.lemma != "be" or not (is_negated(document, verb.index) or scrap):
        return False
    true = words["true"] - {"right"} if about.pos == "PRON" or about.tag == "DT" else words["true"]
    return _is_called(document, verb, true | words["case"], lexicon)


def _is_groundless(document: Document, verb: Token, about: Token, lexicon: Lexicon) -> bool:
    """No ground: "is without foundation", "have no basis in fact", "lacks any merit"."""
    words = lexicon.denials
    if not is_said(about, lexicon) and about.lower not in lexicon.pronouns["things"]:
        return False
    if verb.lemma == "be":
        return any(one.lemma in words["grounds"] for one in _under(document, verb, {"without"}))
    had = document.first_of(verb.index, "dobj")
    if had is None or had.lemma not in words["grounds"]:
        return False
    return verb.lemma in words["lacking"] or (verb.lemma == "have" and _is_none(document, verb, had))


def _is_far_from_true(document: Document, verb: Token, about: Token, lexicon: Lexicon) -> bool:
    """Far from the truth: "nothing could be further from the truth"."""
    del about
    words = lexicon.denials
    far = [one for one in document.of(verb.index, "acomp", "advmod") if one.lower in words["far"]]
    if verb.lemma != "be" or not far:
        return False
    after = document.tokens[far[0].index + 1 : far[0].index + 4]
    return (
        bool(after) and after[0].lower == "from" and any(one.lower in words["reality"] for one in after[1:])
    )


def _is_unlike_reality(document: Document, verb: Token, about: Token, lexicon: Lexicon) -> bool:
    """No match: "the reports do not correspond to reality"."""
    told = is_said(about, lexicon) and is_negated(document, verb.index)
    return told and any(
        document.tokens[i].lemma in lexicon.denials["reality"] for i in document.subtree(verb.index)
    )


_SAYING_SO: tuple[Callable[[Document, Token, Token, Lexicon], bool], ...] = (
    _false,
    _is_invented,
    _is_not_true,
    _is_groundless,
    _is_far_from_true,
    _is_unlike_reality,
)
"""Every way to say of something that it is not so."""


# -- What the rules share --------------------------------------------------------------------------


def _is_called(document: Document, verb: Token, names: frozenset[str], lexicon: Lexicon) -> bool:
    """Say whether the verb joins one of `names` to its subject, by itself or as a heap of it."""
    for one in document.of(verb.index, "acomp", "attr", "advmod", "oprd"):
        heap = one.lemma in lexicon.denials["heaps"] or one.lower == "nothing"
        heaped = _under(document, one, {"of", "but"}) if heap else ()
        if any(word.lemma in names or word.lower in names for word in (one, *heaped)):
            return True
    return False


def _is_bare(document: Document, verb: Token) -> bool:
    """A noun that is told no more of: "an invention", not "an invention that saves lives"."""
    for one in document.of(verb.index, "attr"):
        for child in document.of(one.index):
            if child.dep not in _BARE or (child.dep == "prep" and child.lower not in {"from", "of"}):
                return False
    return True


def _is_none(document: Document, verb: Token, noun: Token) -> bool:
    about = (*document.of(noun.index), *document.of(verb.index, "neg"))
    return any(child.lower in _NO for child in about)


def _under(document: Document, governor: Token, prepositions: set[str]) -> tuple[Token, ...]:
    phrases = (one for one in document.of(governor.index, "prep") if one.lower in prepositions)
    return tuple(one for phrase in phrases for one in document.of(phrase.index, "pobj"))


def _words(document: Document, verb: Token, what: Token) -> tuple[int, ...]:
    """Return the words that say so: from the verb on, or up to what is not so where that follows."""
    group = [one.index for one in document.of(verb.index, "aux", "auxpass", "neg")]
    first = min(one for one in (*group, verb.index) if one > what.index or what.index > verb.index)
    named = [
        verb.index,
        *(one.index for one in document.of(verb.index, "acomp", "attr", "prep", "dobj", "prt")),
    ]
    last = max(one for one in named if one >= verb.index)
    return tuple(range(first, last + 1))
