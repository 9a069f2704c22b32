"""What one statement says, as words to be read: the tokens of its content and who is named in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from counterclaim.model import ActorRef, Mention, Referent, Statement
from counterclaim.parse.document import Document, Token
from counterclaim.relate.frames import FrameLexicon


@dataclass(frozen=True)
class Content:
    """One statement's content within its document."""

    document: Document
    lexicon: FrameLexicon
    statement: Statement
    mentions: Sequence[Mention]
    referents: Mapping[str, Referent]

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the content, in text order."""
        return tuple(token for token in self.document.tokens if self.holds(token))

    @cached_property
    def indices(self) -> frozenset[int]:
        """The indices of the words of the content."""
        return frozenset(token.index for token in self.tokens)

    @cached_property
    def told(self) -> tuple[Mention, ...]:
        """The mentions that stand wholly in the content, in text order."""
        spans = self.statement.content
        return tuple(one for one in self.mentions if any(one.span in span for span in spans))

    @cached_property
    def named(self) -> tuple[tuple[int, int, str], ...]:
        """Start, end and referent of every mention of somebody in the report."""
        return tuple(
            (one.span.start, one.span.end, one.value.referent)
            for one in self.mentions
            if isinstance(one.value, ActorRef)
        )

    def holds(self, token: Token) -> bool:
        """Say whether a word belongs to the content; a stand-in for a quotation belongs to nothing."""
        return token.quotation is None and any(
            span.start <= token.start and token.end <= span.end for span in self.statement.content
        )

    def of(self, head: Token, *labels: str) -> Iterator[Token]:
        """Yield the words of the content that `head` governs with one of the dependency `labels`."""
        return (child for child in self.document.of(head.index, *labels) if child.index in self.indices)

    def chain(self, head: Token) -> Iterator[Token]:
        """Yield `head` and those of its governors that belong to the content."""
        yield head
        yield from (token for token in self.document.ancestors(head.index) if self.holds(token))
