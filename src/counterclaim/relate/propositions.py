"""One statement's content taken apart: what happens, who does it to whom, where, how much, is it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from counterclaim.model import (
    ActorRef,
    Mention,
    Modality,
    Place,
    Proposition,
    Quantity,
    Statement,
    When,
)
from counterclaim.parse.document import Document, Token
from counterclaim.relate.frames import FrameLexicon, frames

_CONTENT_WORDS = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
_EMPTY_WORDS = frozenset(
    {"be", "have", "do", "say", "also", "very", "so", "then", "there", "now", "here", "go", "get"}
)
_SUBJECTS = ("nsubj", "csubj", "poss")
_OBJECTS = ("dobj", "nsubjpass", "attr", "oprd")
_AHEAD = frozenset({"will", "shall", "would", "going"})
_WANTED = frozenset({"must", "should", "ought", "may", "might", "could", "can"})
_NONE = frozenset({"no", "neither", "none", "never", "any", "without"})
_SPEAKER_WORDS = frozenset({"i", "we", "our", "us", "my", "me"})
_ENEMY_WORDS = frozenset({"enemy", "occupier", "invader", "aggressor", "foe"})

ENEMY = "the enemy"
"""Stands among the roles for whoever is hostile to the speaker's side."""


def propositions(
    document: Document, statements: Sequence[Statement], mentions: Sequence[Mention], language: str
) -> tuple[Proposition, ...]:
    """Return the proposition of each statement, in their order."""
    lexicon = frames(language)
    return tuple(_Reader(document, lexicon, one, mentions).read() for one in statements)


_V = TypeVar("_V", Place, Quantity, When)


@dataclass(frozen=True)
class _Reader:
    """Reads one statement."""

    document: Document
    lexicon: FrameLexicon
    statement: Statement
    mentions: Sequence[Mention]

    def read(self) -> Proposition:
        """Return what the statement's content says."""
        tokens = [token for token in self.document.tokens if self._is_content(token)]
        inside = frozenset(token.index for token in tokens)
        head = self._head(tokens, inside)
        frame = self._frame(head) if head else ""
        named = self.lexicon.get(frame)
        agents, patients = self._roles(head, inside) if head else ((), ())
        roles = ((named.agent, agents), (named.patient, patients))
        return Proposition(
            statement=self.statement.id,
            frame=frame,
            also=tuple(dict.fromkeys(other for other in self._all_frames(tokens) if other != frame)),
            positive=not (head and self._is_negative(head)),
            modality=self._modality(head) if head else Modality.DONE,
            agents=agents,
            patients=patients,
            gainers=tuple(dict.fromkeys(one for effect, who in roles if effect == "gains" for one in who)),
            losers=tuple(dict.fromkeys(one for effect, who in roles if effect == "loses" for one in who)),
            places=tuple(dict.fromkeys(place.key for place in self._places())),
            quantities=tuple(q for q in self._values(Quantity) if q.low is not None or q.high is not None),
            when=next(iter(self._values(When)), None),
            words=tuple(dict.fromkeys(_words(tokens))),
        )

    def _is_content(self, token: Token) -> bool:
        return token.quotation is None and any(
            span.start <= token.start and token.end <= span.end for span in self.statement.content
        )

    def _values(self, kind: type[_V]) -> Iterator[_V]:
        for mention in self.mentions:
            if isinstance(mention.value, kind) and any(
                mention.span in span for span in self.statement.content
            ):
                yield mention.value

    def _places(self) -> Iterator[Place]:
        """Yield the towns and regions told of; a capital that acts is a government, not a place."""
        acting = {mention.span for mention in self.mentions if isinstance(mention.value, ActorRef)}
        for mention in self.mentions:
            if (
                not isinstance(mention.value, Place)
                or mention.value.kind == "country"
                or mention.span in acting
            ):
                continue
            if any(mention.span in span for span in self.statement.content):
                yield mention.value

    # -- What happens ----------------------------------------------------------------------------

    def _head(self, tokens: Sequence[Token], inside: frozenset[int]) -> Token | None:
        """Return the word that the content hangs on; of several the first that tells a known frame."""
        roots = [token for token in tokens if token.head == token.index or token.head not in inside]
        heads = [self._main(head) for root in roots for head in self._verb_of(root)]
        known = (head for head in heads if self._frame(head) in self.lexicon.frames)
        return next(known, None) or next(iter(heads), None)

    def _verb_of(self, root: Token) -> Iterator[Token]:
        """Yield a root that can tell a happening; in "(accused them) of fleeing" the verb comes first."""
        if root.pos == "ADP":
            yield from self.document.of(root.index, "pcomp", "pobj")
        if root.pos in {"NOUN", "PROPN", "PRON"}:
            for phrase in self.document.of(root.index, "prep"):
                yield from self.document.of(phrase.index, "pcomp")
        if root.pos in {"VERB", "AUX", "NOUN", "PROPN", "ADJ"}:
            yield root

    def _all_frames(self, tokens: Sequence[Token]) -> Iterator[str]:
        """Yield every known frame that a verb, or a noun with a frame, of the content calls up."""
        for token in tokens:
            if token.pos in {"VERB", "NOUN"} and (frame := self._frame(token)) in self.lexicon.frames:
                yield frame

    def _main(self, head: Token) -> Token:
        """Go from a verb that says little to the one that tells what happens: "were forced to retreat"."""
        says_little = self.lexicon.catenative | self.lexicon.negating
        for _ in range(4):
            governed = self.document.first_of(head.index, "xcomp", "ccomp")
            if head.lemma not in says_little or governed is None:
                break
            head = governed
        return head

    def _frame(self, head: Token) -> str:
        particles = [child.lower for child in self.document.of(head.index, "prt", "advmod")]
        for particle in particles:
            if f"{head.lemma}_{particle}" in self.lexicon.verbs:
                return self.lexicon.verbs[f"{head.lemma}_{particle}"]
        table = self.lexicon.nouns if head.pos in {"NOUN", "PROPN"} else self.lexicon.verbs
        if head.lemma in self.lexicon.light or head.lemma == "be":
            for under in self.document.of(head.index, "dobj", "attr", "acomp", "prep"):
                frame = self.lexicon.nouns.get(under.lemma) or self.lexicon.verbs.get(under.lemma)
                if frame:
                    return frame
            if head.lemma == "be":
                told = self.document.first_of(head.index, "acomp", "attr")
                return told.lemma.lower() if told else head.lemma
        return table.get(head.lemma) or head.lemma.lower()

    def _is_negative(self, head: Token) -> bool:
        """Say whether the content says that it is not so."""
        chain = [head, *self.document.ancestors(head.index)]
        inside = [token for token in chain if self._is_content(token)]
        if sum(token.lemma in self.lexicon.negating and token is not head for token in inside) % 2:
            return True
        for token in inside:
            for child in self.document.of(token.index):
                if child.dep == "neg" or (child.lower in _NONE and child.lower != "any"):
                    return True
            objects = self.document.of(token.index, "dobj", "nsubj", "nsubjpass")
            if any(
                child.lower in {"no", "neither"}
                for one in objects
                for child in self.document.of(one.index, "det")
            ):
                return True
        return False

    def _modality(self, head: Token) -> Modality:
        chain = [head, *(token for token in self.document.ancestors(head.index) if self._is_content(token))]
        helpers = {child.lemma.lower() for token in chain for child in self.document.of(token.index, "aux")}
        if helpers & _AHEAD:
            return Modality.FUTURE
        if helpers & _WANTED or (head.tag == "VB" and "to" in helpers and head.dep in {"ROOT", "xcomp"}):
            return Modality.WANTED
        return Modality.ONGOING if head.tag == "VBG" else Modality.DONE

    # -- Who takes part -----------------------------------------------------------------------------

    def _roles(self, head: Token, inside: frozenset[int]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the referents that do it and those to whom it is done."""
        agents = list(self._under(head, _SUBJECTS, inside)) or list(self._by(head, inside))
        patients = list(self._under(head, _OBJECTS, inside))
        if head.pos in {"NOUN", "PROPN"}:
            agents = (
                agents
                or list(self._of(head, inside))
                or list(self._under(head, ("amod", "compound"), inside))
            )
        else:
            patients = patients or [*self._of(head, inside), *self._objects_of_light(head, inside)]
        if not agents and head.dep in {"xcomp", "ccomp", "advcl", "conj", "pcomp"}:
            agents = list(self._of_governor(head, inside))
        if not agents and self._is_infinitive(head) and self.statement.speaker:
            agents = [self.statement.speaker]
        only = frozenset(agents)
        return tuple(dict.fromkeys(agents)), tuple(dict.fromkeys(one for one in patients if one not in only))

    def _is_infinitive(self, head: Token) -> bool:
        """Who vows to do, or claims to have done, does it himself."""
        return head.dep == "xcomp" and any(child.tag == "TO" for child in self.document.of(head.index, "aux"))

    def _of_governor(self, head: Token, inside: frozenset[int]) -> Iterator[str]:
        """Who is made, or accused, to do it; else who governs the clause around it."""
        governor = self.document.tokens[head.head]
        if head.dep == "pcomp":
            governor = self.document.tokens[governor.head]
            if governor.index in inside and governor.pos in {"NOUN", "PROPN"}:
                yield from self._referents(governor)
                return
        forced = list(self._under(governor, ("dobj",), inside))
        yield from forced or self._under(governor, _SUBJECTS, inside)

    def _under(self, head: Token, labels: Sequence[str], inside: frozenset[int]) -> Iterator[str]:
        for child in self.document.of(head.index, *labels):
            if child.index in inside:
                yield from self._referents(child)

    def _by(self, head: Token, inside: frozenset[int]) -> Iterator[str]:
        for by in self.document.of(head.index, "agent"):
            yield from self._under(by, ("pobj",), inside)

    def _of(self, head: Token, inside: frozenset[int]) -> Iterator[str]:
        for phrase in self.document.of(head.index, "prep"):
            if phrase.lower in {"of", "by", "from", "against", "on", "for", "to"}:
                yield from self._under(phrase, ("pobj",), inside)

    def _objects_of_light(self, head: Token, inside: frozenset[int]) -> Iterator[str]:
        for told in self.document.of(head.index, "dobj"):
            yield from self._of(told, inside)

    def _referents(self, token: Token) -> Iterator[str]:
        """Yield who a word or its phrase names; "we" is the speaker."""
        if token.lower in _SPEAKER_WORDS or any(
            child.lower in _SPEAKER_WORDS for child in self.document.of(token.index, "poss")
        ):
            if self.statement.speaker:
                yield self.statement.speaker
            return
        if token.lemma in _ENEMY_WORDS:
            yield ENEMY
            return
        under = self.document.extent(self.document.subtree(token.index))
        near = [
            m for m in self.mentions if isinstance(m.value, ActorRef) and _overlaps(m, token.start, token.end)
        ]
        within = [m for m in self.mentions if isinstance(m.value, ActorRef) and _overlaps(m, *under)]
        for mention in near or within[:2]:
            if isinstance(mention.value, ActorRef):
                yield mention.value.referent


def _overlaps(mention: Mention, start: int, end: int) -> bool:
    return mention.span.start < end and start < mention.span.end


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if (
            token.pos in _CONTENT_WORDS
            and token.lemma.lower() not in _EMPTY_WORDS
            and token.text[:1].isalnum()
        ):
            yield token.lemma.lower()
