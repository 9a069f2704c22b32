"""Which words of two contents mean the same: how much of either is told in the other.

Monolingual alignment in the way of Sultan, Bethard and Sumner (2014): word by word, the best pairs
first, each word once; words count by how rare they are. Opposites ("open", "closed") never align;
they are what may make two contents rivals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import numpy as np

from counterclaim import lang
from counterclaim.relate.frames import FrameLexicon, opposite_words
from counterclaim.relate.items import Item
from counterclaim.relate.vectors import Vector, load_vectors

_REWORDED = 1
"""How many words beside the one that differs may be told in another word of the same meaning."""

_SAME_FRAME = 0.9
_SYNONYM = 0.85
_NEAR = 0.55
"""From this cosine on two words count as alike, by as much as the cosine says."""

_KEPT = 1 << 14
"""Of how many contents the words are kept ready."""

_UNKNOWN = 1.1
"""What a word weighs that the vectors do not know: most are names."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How much of each content is told in the other, 0..1, by the weight of its words.

    `rest` is what is left of either where all else is told in the very same words: "red" and "blue".
    """

    left: float
    right: float
    words: tuple[tuple[str, str], ...]
    rest: tuple[str, str] | None = None

    @property
    def turned(self) -> Alignment:
        """Return the same, seen from the right content."""
        rest = (self.rest[1], self.rest[0]) if self.rest else None
        return Alignment(self.right, self.left, tuple((other, one) for one, other in self.words), rest)

    @property
    def shorter(self) -> float:
        """Return the share of the content that is told more completely in the other."""
        return max(self.left, self.right)

    @property
    def both(self) -> float:
        """Return the harmonic mean of the two shares."""
        total = self.left + self.right
        return 2 * self.left * self.right / total if total else 0.0


def align(left: Item, right: Item, lexicon: FrameLexicon) -> Alignment:
    """Return the alignment of two contents' words."""
    here, there = told_words(left), told_words(right)
    taken_left = _of_frame(here, left, right, lexicon)
    taken_right = _of_frame(there, left, right, lexicon)
    words: list[tuple[str, str]] = []
    for score, at, to in sorted(_alike_words(here, there, lexicon)):
        if at not in taken_left and to not in taken_right:
            taken_left[at] = taken_right[to] = -score
            words.append((here[at], there[to]))
    rest = _rest(here, there, taken_left, taken_right)
    return Alignment(_share(here, taken_left), _share(there, taken_right), tuple(words), rest)


def _rest(
    here: tuple[str, ...],
    there: tuple[str, ...],
    taken_left: Mapping[int, float],
    taken_right: Mapping[int, float],
) -> tuple[str, str] | None:
    """Return the one word of each that is not told in the other, if most of both is the very same words."""
    ours = [word for at, word in enumerate(here) if taken_left.get(at, 0.0) < _SYNONYM]
    theirs = [word for at, word in enumerate(there) if taken_right.get(at, 0.0) < _SYNONYM]
    same = len(set(here) & set(there))
    if len(ours) != 1 or len(theirs) != 1 or same < max(len(here), len(there)) - 1 - _REWORDED:
        return None
    return ours[0], theirs[0]


def _alike_words(
    here: tuple[str, ...], there: tuple[str, ...], lexicon: FrameLexicon
) -> Iterator[tuple[float, int, int]]:
    """Yield the pairs of words that are alike, as (less is liker, place in the left, place in the right)."""
    near = _rows(here) @ _rows(there).T
    known = [frozenset({word}) | synonyms().get(word, frozenset()) for word in there]
    frames = [_frame_of(word, lexicon) for word in there]
    opposites = opposite_words("en")
    for at, word in enumerate(here):
        frame = _frame_of(word, lexicon)
        against = opposites.get(word, frozenset()) | _others_of_its_kind().get(word, frozenset())
        for to in range(len(there)):
            nearness = float(near[at, to])
            if there[to] in against:
                continue
            if nearness >= _NEAR or word in known[to] or (frame and frame == frames[to]):
                yield -_alike(word, there[to], nearness, lexicon), at, to


def _frame_of(word: str, lexicon: FrameLexicon) -> str | None:
    return lexicon.verbs.get(word) or lexicon.nouns.get(word)


def _of_frame(words: tuple[str, ...], left: Item, right: Item, lexicon: FrameLexicon) -> dict[int, float]:
    """Return the words that call up a frame which both have: "step down" is one with "resign"."""
    if left.frame != right.frame or left.frame not in lexicon.frames:
        return {}
    calling = lexicon.words_of(left.frame)
    return {at: _SAME_FRAME for at, word in enumerate(words) if word in calling}


def told_words(item: Item) -> tuple[str, ...]:
    """Return the words that are compared: numbers are compared as figures, not as words."""
    return _without_numbers(item.proposition.words)


@lru_cache(maxsize=_KEPT)
def _without_numbers(words: tuple[str, ...]) -> tuple[str, ...]:
    numbers = _numbers()
    return tuple(
        word for word in words if word not in numbers and not any(letter.isdigit() for letter in word)
    )


def names(item: Item) -> frozenset[str]:
    """Return the words of a content that no table of words knows: most are names."""
    return _unknown(item.proposition.words)


@lru_cache(maxsize=_KEPT)
def _unknown(words: tuple[str, ...]) -> frozenset[str]:
    known = load_vectors().rows
    return frozenset(word for word in _without_numbers(words) if word not in known)


@cache
def _numbers(language: str = "en") -> frozenset[str]:
    numbers = lang.table(language, "quantities")["numbers"]
    return frozenset(numbers["plain"]) | frozenset(numbers["scales"])


def alike(left: str, right: str, lexicon: FrameLexicon, least: float = _NEAR) -> bool:
    """Say whether two words may mean the same: equal, of one frame, synonyms, or as near as `least`."""
    if right in _others_of_its_kind().get(left, frozenset()):
        return False
    nearness = float(_row(left) @ _row(right))
    return _alike(left, right, nearness, lexicon) > 0 or nearness >= least


def _alike(left: str, right: str, nearness: float, lexicon: FrameLexicon) -> float:
    """Return how alike two words are: one word, one frame, synonyms, or near by their vectors; else 0."""
    if left == right:
        return 1.0
    frame = _frame_of(left, lexicon)
    if frame and frame == _frame_of(right, lexicon):
        return _SAME_FRAME
    if right in synonyms().get(left, ()):
        return _SYNONYM
    return nearness if nearness >= _NEAR else 0.0


def _share(words: tuple[str, ...], taken: Mapping[int, float]) -> float:
    weights = [_weights().get(word, _UNKNOWN) for word in words]
    whole = sum(weights)
    return sum(weights[at] * score for at, score in taken.items()) / whole if whole else 0.0


@cache
def _weights() -> Mapping[str, float]:
    """Return how much each known word tells: 1 for a usual one, less for a frequent one."""
    vectors = load_vectors()
    lengths = np.sqrt((vectors.table.astype(np.float64) ** 2).sum(axis=1))
    usual = float(np.median(lengths)) or 1.0
    return {word: round(float(lengths[row]) / usual, 3) for word, row in vectors.rows.items()}


@cache
def _row(word: str) -> Vector:
    vectors = load_vectors()
    row = vectors.rows.get(word)
    if row is None:
        return np.zeros(vectors.dimensions, dtype=np.float32)
    values = vectors.table[row].astype(np.float64)
    unit: Vector = (values / (np.sqrt((values**2).sum()) or 1.0)).astype(np.float32)
    return unit


@lru_cache(maxsize=_KEPT)
def _rows(words: tuple[str, ...]) -> Vector:
    if not words:
        return np.zeros((0, load_vectors().dimensions), dtype=np.float32)
    return np.stack([_row(word) for word in words])


@cache
def _others_of_its_kind(language: str = "en") -> Mapping[str, frozenset[str]]:
    """Return for each word the others of its kind: Monday is not Tuesday, however near their vectors."""
    groups = lang.table(language, "happenings")["kinds"]["groups"]
    return {word: frozenset(group) - {word} for group in groups for word in group}


@cache
def synonyms(language: str = "en") -> Mapping[str, frozenset[str]]:
    """Return the synonyms and derived words of each word of `language`, as WordNet has them."""
    path = resources.files(lang) / language / "synonyms.txt"
    found: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, *others = line.split()
        for other in others:
            found.setdefault(word, set()).add(other)
            found.setdefault(other, set()).add(word)
    return {word: frozenset(others) for word, others in found.items()}
