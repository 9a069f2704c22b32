"""What one statement says, as words to be read: the tokens of its content and who is named in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, pairwise

from counterclaim.lang import table
from counterclaim.model import ActorKind, ActorRef, Mention, Place, Referent, Span, Statement
from counterclaim.parse.document import Document, Token
from counterclaim.relate.frames import FrameLexicon

_FRAMING = frozenset({"within", "in", "over", "during", "every", "throughout"})


@dataclass(frozen=True)
class Intervals:
    """Numbered intervals `[start, end)` of a text, so kept that those near a place are found at once."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    numbers: tuple[int, ...]
    reached: tuple[int, ...]
    """The furthest end of an interval and of all before it."""

    @classmethod
    def of(cls, intervals: Iterable[tuple[int, int]]) -> Intervals:
        """Return `intervals`, numbered as they come."""
        order = sorted((start, end, number) for number, (start, end) in enumerate(intervals))
        ends = tuple(end for _, end, _ in order)
        return cls(
            tuple(start for start, _, _ in order),
            ends,
            tuple(number for _, _, number in order),
            tuple(accumulate(ends, max)),
        )

    def inside(self, spans: Iterable[Span]) -> list[int]:
        """Return the numbers of the intervals that lie wholly in one of `spans`."""
        found = {
            self.numbers[at]
            for span in spans
            for at in range(bisect_left(self.starts, span.start), bisect_right(self.starts, span.end))
            if self.ends[at] <= span.end
        }
        return sorted(found)

    def touching(self, start: int, end: int) -> list[int]:
        """Return the numbers of the intervals that share a character with `[start, end)`."""
        near = range(bisect_right(self.reached, start), bisect_left(self.starts, end))
        return sorted(self.numbers[at] for at in near if self.ends[at] > start)


@dataclass(frozen=True)
class Background:
    """What all contents of one report share: its words, who and what it mentions, how to read it."""

    document: Document
    lexicon: FrameLexicon
    mentions: Sequence[Mention]
    referents: Mapping[str, Referent]

    @cached_property
    def words(self) -> Intervals:
        """Where the words stand, by their index."""
        return Intervals.of((token.start, token.end) for token in self.document.tokens)

    @cached_property
    def places(self) -> Intervals:
        """Where the mentions stand, by their number."""
        return Intervals.of((one.span.start, one.span.end) for one in self.mentions)

    @cached_property
    def named(self) -> tuple[tuple[Span, str], ...]:
        """Span and referent of every mention of somebody in the report."""
        return tuple(
            (one.span, one.value.referent) for one in self.mentions if isinstance(one.value, ActorRef)
        )

    @cached_property
    def framed(self) -> frozenset[int]:
        """Where a word like "within" starts, and the word after it."""
        return frozenset(
            start
            for token, following in pairwise(self.document.tokens)
            if token.lower in _FRAMING
            for start in (token.start, following.start)
        )

    @cached_property
    def acting(self) -> frozenset[Span]:
        """Where somebody is mentioned."""
        return frozenset(span for span, _ in self.named)

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """The referent of each country that is named in the report, by the code of the country."""
        codes = {
            one.value.name: one.value.key.removeprefix("country:")
            for one in self.mentions
            if isinstance(one.value, Place) and one.value.kind == "country"
        }
        named = (one for _, one in sorted(self.referents.items()) if one.kind is ActorKind.GOVERNMENT)
        return {
            codes[one.country]: one.id for one in named if one.name == one.country and one.country in codes
        }

    def of_country(self, word: str) -> str | None:
        """Return the referent of the country that an adjective is of, if the report names it: "Ukrainian"."""
        return self.countries.get(_codes().get(word, ""))

    @cached_property
    def naming(self) -> Intervals:
        """Where somebody is mentioned, by the number in `named`."""
        return Intervals.of((span.start, span.end) for span, _ in self.named)


@cache
def _codes(language: str = "en") -> Mapping[str, str]:
    """Return the code of the country that each adjective is of."""
    return {word: code for code, listed in table(language, "places")["demonyms"].items() for word in listed}


@dataclass(frozen=True)
class Content:
    """One statement's content within its report, or the words at `part` alone."""

    background: Background
    statement: Statement
    part: tuple[Span, ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return where its words stand."""
        return self.part or self.statement.content

    @property
    def document(self) -> Document:
        """Return the parsed report."""
        return self.background.document

    @property
    def lexicon(self) -> FrameLexicon:
        """Return the frames to read it with."""
        return self.background.lexicon

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the content, as the parser numbers them; a stand-in for a quotation is none."""
        inside = self.background.words.inside(self.spans)
        return tuple(
            token for token in map(self.document.tokens.__getitem__, inside) if token.quotation is None
        )

    @cached_property
    def indices(self) -> frozenset[int]:
        """The indices of the words of the content."""
        return frozenset(token.index for token in self.tokens)

    @cached_property
    def told(self) -> tuple[Mention, ...]:
        """The mentions that stand wholly in the content, in text order."""
        inside = self.background.places.inside(self.spans)
        return tuple(self.background.mentions[number] for number in inside)

    def only(self, indices: Iterable[int]) -> Content:
        """Return the content cut down to the words at `indices`, which are some of its own."""
        kept = sorted(self.indices.intersection(indices))
        runs: list[list[int]] = []
        for index in kept:
            if runs and index == runs[-1][-1] + 1:
                runs[-1].append(index)
            else:
                runs.append([index])
        tokens, report = self.document.tokens, self.statement.report
        spans = (Span(report, tokens[run[0]].start, tokens[run[-1]].end) for run in runs)
        return Content(self.background, self.statement, tuple(spans))

    def named(self, start: int, end: int) -> list[str]:
        """Return the referents of whoever is mentioned at `[start, end)`, in text order."""
        return [self.background.named[number][1] for number in self.background.naming.touching(start, end)]

    def of(self, head: Token, *labels: str) -> Iterator[Token]:
        """Yield the words of the content that `head` governs with one of the dependency `labels`."""
        return (child for child in self.document.of(head.index, *labels) if child.index in self.indices)

    def chain(self, head: Token) -> Iterator[Token]:
        """Yield `head` and those of its governors that belong to the content."""
        yield head
        yield from (token for token in self.document.ancestors(head.index) if token.index in self.indices)
