"""What a rule finds: a saying, still in tokens. `assemble` makes statements of sayings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
        governing = (
            i for i in self.cue if document.tokens[i].head not in self.cue or document.tokens[i].head == i
        )
        return next(governing, next(iter(self.cue), None))


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence of a document: what a rule looks at."""

    document: Document
    sentence: Sentence

    def tokens(self) -> Iterator[Token]:
        """Yield the tokens of the sentence."""
        yield from self.document.tokens[self.sentence.first : self.sentence.last]
