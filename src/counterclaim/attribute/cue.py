"""The words of a cue, and whether they tell that something was said: "declined to say" does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.attribute.clauses import is_negated
from counterclaim.attribute.lexicon import Lexicon, Verb
from counterclaim.attribute.subjects import has_no_doer
from counterclaim.model import Act
from counterclaim.parse.document import Document, Token

_AROUND = ("aux", "auxpass", "neg", "prt")
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying where it stands."""

    document: Document
    lexicon: Lexicon
    token: Token
    verb: Verb

    def words(self) -> tuple[int, ...]:
        """Return the verb with what belongs to it: "has not denied", "also pointed out", "went on to say"."""
        return cue_words(self.document, self.token, self.lexicon)

    def unsaid(self) -> Act | None:
        """Return what is done in place of saying: "refused to say" and "could add" tell nothing.

        None where it was said indeed. A question put by nobody named is none of the story's. What the
        speaker would say himself, he says: "I would add that".
        """
        above = list(governors(self.document, self.token, self.lexicon))
        kinds = {self.lexicon.catenatives[one.lemma] for one in above}
        outermost = above[-1] if above else self.token
        modal = next((one for one in self.document.of(outermost.index, "aux") if one.tag == "MD"), None)
        if "refusing" in kinds or self._is_unwilling(outermost, modal) or self._gives_nothing():
            return Act.DECLINE_COMMENT
        asking = self.token.lemma in self.lexicon.kinds["questioning"]
        asked = asking and has_no_doer(self.document, self.token.index)
        if asked or "meaning" in kinds or _is_supposed(self.document, outermost):
            return Act.OTHER
        who = self.document.first_of(outermost.index, "nsubj")
        if modal is None or (who is not None and who.lower in self.lexicon.pronouns["own"]):
            return None
        unable = modal.lower in self.lexicon.modals["able"] and is_negated(self.document, outermost.index)
        return None if unable else Act.OTHER

    def _is_unwilling(self, verb: Token, modal: Token | None) -> bool:
        """Say whether somebody would not do it: "will not say", "wouldn't discuss"."""
        willing = modal is not None and modal.lower in self.lexicon.modals["willing"]
        return willing and is_negated(self.document, verb.index)

    def _gives_nothing(self) -> bool:
        """What has not been disclosed is kept silent: "the firm has not revealed its losses"."""
        withheld = self.token.lemma in self.lexicon.silence["withheld"]
        return withheld and is_negated(self.document, self.token.index)


def cue_words(document: Document, cue: Token, lexicon: Lexicon) -> tuple[int, ...]:
    """Return the verb with what belongs to it: "has not denied", "also pointed out", "went on to say"."""
    words = {cue.index, *_beside(document, cue)}
    for governor in governors(document, cue, lexicon):
        words |= {governor.index, *_beside(document, governor)}
    return tuple(sorted(words))


def verb_words(document: Document, verb: Token) -> tuple[int, ...]:
    """Return a verb with its auxiliaries and negation alone: "has been", "did not make"."""
    parts = (child.index for child in document.of(verb.index, "aux", "auxpass", "neg"))
    return tuple(sorted((*parts, verb.index)))


def governors(document: Document, cue: Token, lexicon: Lexicon) -> Iterator[Token]:
    """Yield the verbs right above it that tell whether it was done: "went on to say", "refused to say"."""
    while cue.dep == "xcomp" and cue.tag in {"VB", "VBG"} and cue.head < cue.index:
        above = document.tokens[cue.head]
        between = document.of(above.index, "dobj", "nsubj", "acomp", "attr")
        if above.lemma not in lexicon.catenatives or any(above.index < one.index for one in between):
            return
        yield above
        cue = above


def _beside(document: Document, verb: Token) -> Iterator[int]:
    """Yield auxiliaries, negation and particle, and an adverb right before the verb."""
    for child in document.of(verb.index, *_AROUND):
        if abs(child.index - verb.index) <= _NEAR:
            yield child.index
    before = document.tokens[verb.index - 1] if verb.index else None
    if before is not None and before.head == verb.index and before.dep == "advmod" and before.pos == "ADV":
        yield before.index


def _is_supposed(document: Document, verb: Token) -> bool:
    """Say whether the verb stands in a condition: "if the club admits that", "unless she says so"."""
    return any(mark.lower in {"if", "unless", "whether"} for mark in document.of(verb.index, "mark"))
