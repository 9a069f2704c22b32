"""Two contents side by side: what was found out about the pair, each thing once, for every rule."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from counterclaim.relate.agreement import ENOUGH, Agreement, likeness, one_word_other
from counterclaim.relate.alignment import Alignment, align, names
from counterclaim.relate.figures import same_figure
from counterclaim.relate.frames import FrameLexicon
from counterclaim.relate.items import Item
from counterclaim.relate.vetoes import VETOES, Veto, other_modality, other_place, other_time, vetoes

_MANY_WORDS, _MUCH = 2, 0.45
_STORY_NAMES = 3
_STORY_SHARE = 0.25
"""So many names two reports of one story share; less than that where one has few, but so much of them."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two contents, and all that the rules ask of them; `one_story` says whether their reports tell one."""

    left: Item
    right: Item
    lexicon: FrameLexicon
    one_story: bool = True
    other_way: Comparison | None = None

    @cached_property
    def aligned(self) -> Alignment:
        """Which words of the two mean the same."""
        return align(self.left, self.right, self.lexicon)

    @cached_property
    def likeness(self) -> Agreement:
        """How likely the two say the same, whatever any veto says."""
        return likeness(self.left, self.right, self.lexicon, self.aligned)

    @cached_property
    def vetoes(self) -> Mapping[Veto, str]:
        """Why the two cannot be one claim, by rule; the same rules the other way round, in other words."""
        rules = self.other_way.vetoes if self.other_way is not None else VETOES
        return vetoes(self.left, self.right, self.lexicon, rules)

    @property
    def agreement(self) -> Agreement | None:
        """Return how well the two agree if they say the same thing, else None."""
        told = not self.vetoes and self.likeness.score >= ENOUGH and self._is_enough
        other = told and one_word_other(self.left, self.right, self.lexicon, self.aligned)
        return self.likeness if told and not other else None

    @property
    def _is_enough(self) -> bool:
        """To tell of the same deed says little: somebody, something or a word beside it must be the same."""
        return (
            bool(self.about or self.aligned.words or same_figure(self.left, self.right)) or self.one_speaker
        )

    @cached_property
    def turned(self) -> Comparison:
        """The same two the other way round, for rules that ask which of them is which."""
        turned = Comparison(self.right, self.left, self.lexicon, self.one_story, self)
        turned.__dict__["likeness"] = self.likeness
        turned.__dict__["aligned"] = self.aligned.turned
        return turned

    @property
    def are_kin(self) -> bool:
        """Say whether both may be told of one event."""
        return self.lexicon.are_kin(self.left.frame, self.right.frame)

    @property
    def same_deed(self) -> bool:
        """Say whether one deed is told of: by frames of one event, a word for it, or most of the words."""
        if self.are_kin and self.left.frame in self.lexicon.frames:
            return True
        others = self.shared_words - self.left.who - self.left.what
        if len(others) >= _MANY_WORDS and self.aligned.both >= _MUCH:
            return True
        calling = [self.lexicon.words_of(one.frame) | {one.frame} for one in (self.left, self.right)]
        return any(one in calling[0] or other in calling[1] for one, other in self.aligned.words)

    @property
    def one_speaker(self) -> bool:
        """Say whether one person said both."""
        left, right = self.left.speaker, self.right.speaker
        return left is not None and right is not None and left.key == right.key

    @property
    def about(self) -> frozenset[str]:
        """Return whom and what both are about, whatever part they take."""
        left, right = self.left, self.right
        return (left.who | left.what | left.bodies) & (right.who | right.what | right.bodies)

    @property
    def apart(self) -> bool:
        """Say whether they are told of other times, of other places, or of other worlds (done, to come)."""
        return not self.vetoes.keys().isdisjoint({other_time, other_place, other_modality})

    @cached_property
    def shared_words(self) -> frozenset[str]:
        """The words of the left content that the right one has too, names left out."""
        shared = {one for one, _ in self.aligned.words}
        return frozenset(shared) - names(self.left) - self.left.names

    @property
    def share_a_name(self) -> bool:
        """Say whether they share a name and a word beside it."""
        shared = {one for one, _ in self.aligned.words}
        return len(shared) > 1 and not shared.isdisjoint(names(self.left))

    @property
    def name_others(self) -> bool:
        """Say whether each names somebody or something that the other does not."""
        left, right = names(self.left), names(self.right)
        return bool(left - right) and bool(right - left)

    @property
    def same_people(self) -> bool:
        """Say whether nothing speaks against the same side doing it to the same side."""
        left, right = self.left, self.right
        doers = not left.doers or not right.doers or bool(left.doers & right.doers)
        done_to = not left.done_to or not right.done_to or bool(left.done_to & right.done_to)
        return doers and done_to


@dataclass(frozen=True)
class Comparisons:
    """All comparisons of one case, each made once, whoever asks.

    `named` returns the names and places of a report, as far as anybody tells of them.
    """

    by_id: Mapping[str, Item]
    lexicon: FrameLexicon
    named: Callable[[str], Collection[str]]
    made: dict[tuple[str, str], Comparison] = field(default_factory=dict)

    def of(self, one: str, other: str) -> Comparison:
        """Return the comparison of two contents; the one with the smaller id stands on the left."""
        pair = (min(one, other), max(one, other))
        if pair not in self.made:
            left, right = self.by_id[pair[0]], self.by_id[pair[1]]
            self.made[pair] = Comparison(left, right, self.lexicon, self._one_story(left, right))
        return self.made[pair]

    def _one_story(self, left: Item, right: Item) -> bool:
        """Say whether the reports of two contents tell one story: they name the same."""
        here, there = (frozenset(self.named(one.report.id)) for one in (left, right))
        shared, fewer = len(here & there), min(len(here), len(there))
        enough = min(_STORY_NAMES, max(1, math.ceil(_STORY_SHARE * fewer)))
        return left.report.id == right.report.id or shared >= enough

    def from_to(self, one: str, other: str) -> Comparison:
        """Return the comparison of two contents with `one` on the left."""
        found = self.of(one, other)
        return found if found.left.id == one else found.turned
