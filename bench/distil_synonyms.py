"""Make the table of synonyms and derived words, `lang/en/synonyms.txt`.

    python bench/distil_synonyms.py WORDNET_FOLDER [OUT.txt]

The source is WordNet 3.0 (Fellbaum 1998; its licence stands in NOTICE), as the Debian package
wordnet-base ships it: `index.*` and `data.*`. Two words are synonyms if they share a sense that is
among the `SENSES` most frequent ones of both; derived words ("acquire", "acquisition") are those that
WordNet links in such a sense. Only words of `lang/en/vectors.npz` are kept, and each pair once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path

from counterclaim.relate.vectors import load_vectors

SENSES = {"verb": 3, "noun": 2, "adj": 2, "adv": 2}
"""How many of a word's senses count, most frequent first."""

SHORTEST = 3
TARGET = Path(__file__).parents[1] / "src/counterclaim/lang/en/synonyms.txt"
_PARTS = {"v": "verb", "n": "noun", "a": "adj", "s": "adj", "r": "adv"}
_DERIVED = "+"

Sense = tuple[str, str]
"""Part of speech and offset of a synset."""


def senses(folder: Path, part: str, usual: frozenset[str]) -> Mapping[str, frozenset[Sense]]:
    """Return the most frequent senses of every word of a part of speech.

    Of a `usual` word never met as this part of speech none: "to father" and "to mother" are not its business.
    """
    found: dict[str, frozenset[Sense]] = {}
    for line in _lines(folder / f"index.{part}"):
        word, _, count, pointers, *rest = line.split()
        offsets = rest[int(pointers) + 2 :]
        assert len(offsets) == int(count)
        if word not in usual or int(rest[int(pointers) + 1]):
            found[word] = frozenset((part, offset) for offset in offsets[: SENSES[part]])
    return found


def met(folder: Path) -> frozenset[str]:
    """Return the words that were met, as any part of speech, in the texts whose senses were counted."""
    return frozenset(
        word
        for part in SENSES
        for word, _, _, pointers, *rest in map(str.split, _lines(folder / f"index.{part}"))
        if int(rest[int(pointers) + 1])
    )


def synsets(folder: Path, part: str) -> Iterator[tuple[Sense, list[str], list[tuple[int, Sense, int]]]]:
    """Yield each sense with its words and its derived words: (own word, other sense, other word)."""
    for line in _lines(folder / f"data.{part}"):
        fields = line.partition(" | ")[0].split()
        number = int(fields[3], 16)
        words = [fields[4 + 2 * at].partition("(")[0].lower() for at in range(number)]
        start = 4 + 2 * number
        derived: list[tuple[int, Sense, int]] = []
        for at in range(int(fields[start])):
            symbol, offset, pos, ends = fields[start + 1 + 4 * at : start + 5 + 4 * at]
            if symbol == _DERIVED:
                derived.append((_hex(ends[:2]), (_PARTS[pos], offset), _hex(ends[2:])))
        yield (part, fields[0]), words, derived


def _hex(number: str) -> int:
    return int(number, base=16)


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        yield from (line for line in lines if not line.startswith("  "))


def related(folder: Path, known: Iterable[str]) -> set[tuple[str, str]]:
    """Return the pairs of synonyms and derived words among the `known` words, the smaller first."""
    vocabulary = {word for word in known if len(word) >= SHORTEST}
    usual = met(folder)
    of_part = {part: senses(folder, part, usual) for part in SENSES}
    rows = [row for part in SENSES for row in synsets(folder, part)]
    words_of = {sense: words for sense, words, _ in rows}
    found: set[tuple[str, str]] = set()
    for sense, words, derived in rows:
        frequent = [word for word in words if sense in of_part[sense[0]].get(word, ())]
        found |= {(a, b) for a, b in combinations(sorted(set(frequent)), 2)}
        for own, other, target in derived:
            pair = (words[own - 1], words_of[other][target - 1])
            if sense in of_part[sense[0]].get(pair[0], ()) and other in of_part[other[0]].get(pair[1], ()):
                found.add((min(pair), max(pair)))
    return {(a, b) for a, b in found if a in vocabulary and b in vocabulary and a != b}


def main(folder: str, out: str = str(TARGET)) -> None:
    """Write the table."""
    pairs = sorted(related(Path(folder), load_vectors().rows))
    lines: dict[str, list[str]] = {}
    for left, right in pairs:
        lines.setdefault(left, []).append(right)
    text = "".join(f"{word} {' '.join(others)}\n" for word, others in lines.items())
    Path(out).write_text(text, encoding="utf-8")
    print(f"{len(pairs)} pairs of {len({word for pair in pairs for word in pair})} words to {out}")


if __name__ == "__main__":
    main(*sys.argv[1:])
