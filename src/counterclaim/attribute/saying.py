"""What a rule finds: a saying, still in tokens. `assemble` makes statements of sayings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from counterclaim.attribute.labels import VERBAL
from counterclaim.attribute.phrases import head_of
from counterclaim.model import Act, Certainty, Scope
from counterclaim.parse.document import Document, Sentence, Token


@dataclass(frozen=True, slots=True)
class Saying:
    """Tokens of the cue, the source and the content, what was done, and which rule says so.

    `relays` are the noun phrases of those who passed the words on; `narrated` marks the outlet's own
    note about somebody's silence or about what could not be verified; `inferred` says why the source
    stands in another sentence. The `cue` of a note is the word that betrays it: the statement has none.
    """

    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]
    act: Act
    because: str
    denied: bool = False
    narrated: bool = False
    relays: tuple[tuple[int, ...], ...] = ()
    inferred: str = ""
    certainty: Certainty = Certainty.CERTAIN
    matter: tuple[int, ...] = ()
    scope: Scope | None = None

    def main_word(self, document: Document) -> int | None:
        """Return the word of the cue that governs the others."""
        head = head_of(document, self.cue)
        return head.index if head else None


@dataclass(frozen=True)
class Scene:
    """One sentence of a document: what a rule looks at."""

    document: Document
    sentence: Sentence

    def tokens(self) -> Sequence[Token]:
        """Return the tokens of the sentence."""
        return self.document.tokens[self.sentence.first : self.sentence.last]

    @cached_property
    def verbs(self) -> tuple[Token, ...]:
        """The verbs of the sentence, but for the one that stands for a quotation."""
        return tuple(token for token in self.tokens() if token.pos in VERBAL and token.quotation is None)
