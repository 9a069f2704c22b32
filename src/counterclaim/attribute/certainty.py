"""How firmly a source stands behind what it says, on FactBank's scale (Saurí and Pustejovsky 2009).

Only the cue and the main clause of the content count: "said the dam may fail" tells of something
possible, "said the dam that may fail was inspected" of something certain. Of several hedges the
weakest decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.attribute.clauses import is_negated
from counterclaim.attribute.labels import SUBJECTS, VERBAL
from counterclaim.attribute.lexicon import Lexicon
from counterclaim.attribute.saying import Saying
from counterclaim.model import Act, Certainty
from counterclaim.parse.document import Document, Token

_SCALE = tuple(Certainty)
"""From the firmest to the weakest."""

_NOT_PUT_FORWARD = frozenset({Act.ASK, Act.VOW, Act.DOUBT})
_COPULAR = ("acomp", "attr", "oprd")

Hedge = tuple[Certainty, tuple[int, ...]]


def certainty(
    document: Document, saying: Saying, act: Act, lexicon: Lexicon
) -> tuple[Certainty, tuple[tuple[int, ...], ...]]:
    """Return the certainty of a saying that comes to `act`, and the words that tell it.

    What a cue asks, vows or doubts is not put forward as so; an attitude keeps what its cue gives it.
    """
    if saying.narrated or act is Act.OTHER:
        return saying.certainty, ()
    hedges = [*_in_cue(document, saying, lexicon), *_in_content(document, saying, lexicon)]
    least = Certainty.UNCOMMITTED if saying.act in _NOT_PUT_FORWARD else saying.certainty
    weakest = max((_SCALE.index(one) for one in (least, *(one for one, _ in hedges))), default=0)
    return _SCALE[weakest], tuple(dict.fromkeys(words for _, words in hedges))


def _in_cue(document: Document, saying: Saying, lexicon: Lexicon) -> Iterator[Hedge]:
    """The verb of saying is weak, or is itself hedged: "hinted", "reportedly said", "may have said"."""
    for index in saying.cue:
        token = document.tokens[index]
        if token.pos not in VERBAL:
            continue
        strength = lexicon.certainty["cues"].get(token.lemma)
        if strength is not None:
            yield strength, (index,)
        yield from _beside_verb(document, token, lexicon)


def _in_content(document: Document, saying: Saying, lexicon: Lexicon) -> Iterator[Hedge]:
    """The main clause of the content is hedged: "said that the dam would probably hold"."""
    head = _main_clause(document, saying)
    if head is None:
        return
    if head.lower == "be" or head.pos in VERBAL:
        yield from _beside_verb(document, head, lexicon)
        yield from _by_verb(document, head, lexicon)
        yield from _by_copula(document, head, lexicon)
        yield from _by_question(document, head, lexicon)


def _main_clause(document: Document, saying: Saying) -> Token | None:
    """Return the head of the first clause of the content: of a quotation, that of its first sentence."""
    content = frozenset(saying.content)
    for index in saying.content:
        token = document.tokens[index]
        if token.quotation is not None:
            inside = document.insides.get(token.quotation, ())
            return next((document.tokens[i] for i in inside if document.tokens[i].head == i), None)
        if (token.head not in content or token.head == index) and token.pos not in {
            "PUNCT",
            "SCONJ",
            "CCONJ",
        }:
            return token
    return None


def _beside_verb(document: Document, verb: Token, lexicon: Lexicon) -> Iterator[Hedge]:
    """Yield the adverbs and auxiliaries that hedge `verb`: "will probably", "may", "could"."""
    for child in document.of(verb.index, "advmod", "aux"):
        strength = lexicon.certainty["adverbs"].get(child.lower)
        if child.dep == "advmod" and strength is not None:
            yield strength, (child.index,)
        strength = lexicon.certainty["auxiliaries"].get(child.lower)
        if child.tag == "MD" and strength is not None and _is_epistemic(document, child, verb, lexicon):
            yield strength, (child.index,)


def _is_epistemic(document: Document, auxiliary: Token, verb: Token, lexicon: Lexicon) -> bool:
    """A modal tells of a chance, not of a question, a wish or an ability.

    "May she rest" and "Could we win?" put the modal before the subject; "could not", "could only" and
    "could see" tell what somebody was able to do; what "could not be further" from the truth is far from it.
    """
    subject = document.first_of(verb.index, *SUBJECTS)
    if subject is not None and subject.index > auxiliary.index:
        return False
    if auxiliary.lower != "could":
        return True
    unable = {child.lower for child in document.of(verb.index, "advmod", "neg", "acomp")}
    return (
        not is_negated(document, verb.index)
        and unable.isdisjoint(lexicon.beside["unable"])
        and verb.lemma not in lexicon.beside["abilities"]
    )


def _by_verb(document: Document, verb: Token, lexicon: Lexicon) -> Iterator[Hedge]:
    """The main verb only frames what is said: "the dam appears to hold", "I think we won"."""
    below = document.first_of(verb.index, "xcomp", "ccomp", "oprd")
    if below is None:
        return
    strength = lexicon.certainty["seeming"].get(verb.lemma)
    subject = document.first_of(verb.index, *SUBJECTS)
    if strength is None and subject is not None and subject.lower in lexicon.beside["pronouns"]:
        strength = lexicon.certainty["thinking"].get(verb.lemma)
    if strength is not None:
        yield strength, (verb.index,)


def _by_copula(document: Document, verb: Token, lexicon: Lexicon) -> Iterator[Hedge]:
    """An adjective or a noun frames it: "is likely to fail", "there is no doubt that"."""
    if verb.lemma != "be":
        return
    for named in document.of(verb.index, *_COPULAR):
        framed = any(
            document.of(index, "ccomp", "xcomp", "acl", "prep", "csubj")
            for index in (verb.index, named.index)
        )
        phrase = _with_no(document, named)
        words = " ".join(document.tokens[index].lower for index in phrase)
        strength = lexicon.certainty["frames"].get(words)
        if framed and strength is not None:
            yield _turned(document, verb, strength), phrase


def _with_no(document: Document, named: Token) -> tuple[int, ...]:
    """Return "no doubt" for "doubt", else the word alone."""
    before = [child.index for child in document.of(named.index, "det") if child.lower == "no"]
    return (*before[:1], named.index)


def _turned(document: Document, verb: Token, strength: Certainty) -> Certainty:
    """Not to be certain is to leave it open; not to be possible is to be sure that it is not so."""
    if not is_negated(document, verb.index):
        return strength
    turned = {Certainty.CERTAIN: Certainty.UNCOMMITTED, Certainty.POSSIBLE: Certainty.CERTAIN}
    return turned.get(strength, strength)


def _by_question(document: Document, head: Token, lexicon: Lexicon) -> Iterator[Hedge]:
    """A clause with "whether" leaves it open: "did not say whether the dam had failed"."""
    for mark in document.of(head.index, "mark"):
        strength = lexicon.certainty["marks"].get(mark.lower)
        if strength is not None:
            yield strength, (mark.index,)
