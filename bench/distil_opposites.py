"""List the antonyms of WordNet that may go into `lang/en/opposites.toml`, and check those that did.

    python bench/distil_opposites.py DICT

DICT is the folder of WordNet 3.0's database (`data.adj` and the others: /usr/share/wordnet of the Debian
package wordnet-base, WordNet licence). Only words in the word list of `lang/en/vectors.npz` are asked for:
those that are frequent enough to be met in the news.

What is printed are the pairs that somebody who read them left out; nothing is written, for the table is
kept by hand: WordNet's antonyms hold kinds ("man" and "woman") and rare senses ("blow" and "suck") too.
The program fails if the table's part that is said to come from WordNet has a pair that does not.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

LANGUAGE = Path(__file__).parents[1] / "src/counterclaim/lang/en"
FILES = {"adjectives": "adj", "adverbs": "adv", "verbs": "verb", "nouns": "noun"}
ANTONYM = "!"

Pair = tuple[str, str]
Synset = tuple[list[str], list[list[str]]]


def frequent_words() -> frozenset[str]:
    """Return the words that have a vector."""
    with np.load(LANGUAGE / "vectors.npz") as table:
        return frozenset(table["words"].tobytes().decode().split("\n"))


def kept() -> dict[str, set[Pair]]:
    """Return the pairs of the table that are said to come from WordNet, by part of speech."""
    rows = tomllib.loads((LANGUAGE / "opposites.toml").read_text(encoding="utf-8"))["wordnet"]
    return {kind: {_pair(*told.split("/")) for told in rows[kind]} for kind in FILES}


def antonyms(file: Path) -> Iterator[Pair]:
    """Yield the antonyms of one data file of WordNet, a pair of lemmas for each pointer."""
    synsets = dict(
        _synset(line) for line in file.read_text(encoding="latin-1").splitlines() if line[0] != " "
    )
    for words, pointers in synsets.values():
        for symbol, target, _, ends in pointers:
            if symbol == ANTONYM:
                here, there = bytes.fromhex(ends)
                yield _pair(words[here - 1], synsets[target][0][there - 1])


def _synset(line: str) -> tuple[str, Synset]:
    """Return the offset of a synset, its words, and its pointers: symbol, offset, file, ends (wndb(5))."""
    fields = line.partition(" | ")[0].split()
    count = int(fields[3], 16)
    words = [field.partition("(")[0].lower() for field in fields[4 : 4 + 2 * count : 2]]
    first = 5 + 2 * count
    pointers = [fields[at : at + 4] for at in range(first, first + 4 * int(fields[first - 1]), 4)]
    return fields[0], (words, pointers)


def _pair(left: str, right: str) -> Pair:
    return min(left, right), max(left, right)


def main(folder: Path) -> int:
    """Print what was left out; return 1 if the table has a pair that WordNet has not."""
    known, chosen, strangers = frequent_words(), kept(), 0
    for kind, name in FILES.items():
        found = {pair for pair in antonyms(folder / f"data.{name}") if known.issuperset(pair)}
        left_out = sorted(found - set().union(*chosen.values()))
        print(f"{kind}: {len(chosen[kind])} kept, {len(left_out)} left out")
        print("  " + ", ".join("/".join(pair) for pair in left_out))
        for pair in sorted(chosen[kind] - found):
            print(f"  not in WordNet: {'/'.join(pair)}", file=sys.stderr)
            strangers += 1
    return 1 if strangers else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
