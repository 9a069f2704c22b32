"""Counts how many fresh pairs of claims come out as a careful editor wants them, in both halves apart.

    python bench/claim_pairs.py [--show open]

The pairs are `tests/cases/relate/fresh_pairs.toml`; those that `tests/metamorphic.py` makes are counted too.
With --show open, the pairs of the open half that come out wrong are printed; those of the held half never
are, so that nothing can be tuned on them.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FRESH_PAIRS = ROOT / "tests" / "cases" / "relate" / "fresh_pairs.toml"
WANTS = ("same", "conflict", "denial", "concession", "topic", "unrelated")
ONE_CLAIM = frozenset({"same", "denial", "concession"})
JOINED = frozenset({"same", "concession"})

Outcome = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two short reports, what an editor wants of them, and whether they are in the held half."""

    name: str
    want: str
    left: str
    right: str
    held: bool = False

    @property
    def subject(self) -> str:
        """Return the word before the colon of the name."""
        return self.name.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair and what the program made of it."""

    pair: Pair
    got: str

    @property
    def right(self) -> bool:
        """Whether the pair came out as wanted."""
        return self.got == self.pair.want

    @property
    def merged_wrongly(self) -> bool:
        """Whether one claim was made of two that are wanted apart."""
        return self.got in ONE_CLAIM and self.pair.want not in ONE_CLAIM

    @property
    def denial_missed_as_support(self) -> bool:
        """Whether somebody who denies a claim was counted among those who assert it."""
        return self.pair.want == "denial" and self.got in ONE_CLAIM - {"denial"}


def pairs_of(path: Path) -> list[Pair]:
    """Return the pairs of a cases file."""
    return [Pair(**pair) for pair in tomllib.loads(path.read_text(encoding="utf-8"))["pair"]]


def judged(pairs: Sequence[Pair], outcome: Outcome, *, held: bool) -> list[Judged]:
    """Return what `outcome` makes of the pairs of one half."""
    return [Judged(pair, outcome(pair.left, pair.right)) for pair in pairs if pair.held is held]


# -- Tables ----------------------------------------------------------------------------------


def figures(title: str, half: Sequence[Judged]) -> Iterator[str]:
    """Yield the lines that tell how one half came out."""
    merged = sum(each.merged_wrongly for each in half)
    turned = sum(each.denial_missed_as_support for each in half)
    yield f"{title}: {_right_of(half)} right"
    yield f"  {merged} merged that are wanted apart; {turned} denials taken for support"
    yield "  " + _shares(half, lambda each: each.pair.want)
    yield "  " + _shares(half, lambda each: each.pair.subject)
    yield from confusions(half)


def confusions(half: Sequence[Judged]) -> Iterator[str]:
    """Yield a table of what was wanted, by row, and what came out, by column."""
    count = Counter((each.pair.want, each.got) for each in half)
    yield "  " + "".join(f"{cell:>11}" for cell in ("wanted", *WANTS))
    for want in WANTS:
        yield "  " + "".join(f"{cell:>11}" for cell in (want, *(count[want, got] for got in WANTS)))


def failures(half: Sequence[Judged]) -> Iterator[str]:
    """Yield what is wanted of each pair that came out wrong, what came out, and its two reports."""
    for each in half:
        if not each.right:
            yield f"{each.pair.name}: wanted {each.pair.want}, got {each.got}"
            yield f"    {each.pair.left}"
            yield f"    {each.pair.right}"


def _shares(half: Sequence[Judged], part_of: Callable[[Judged], str]) -> str:
    parts: dict[str, list[Judged]] = {}
    for each in half:
        parts.setdefault(part_of(each), []).append(each)
    return ", ".join(f"{name} {_right_of(part)}" for name, part in parts.items())


def _right_of(some: Sequence[Judged]) -> str:
    return f"{sum(each.right for each in some)}/{len(some)}"


def generated(pairs: Iterable[Any], outcome: Callable[[str, str], str]) -> Iterator[str]:
    """Yield how many of the pairs that `tests/metamorphic.py` makes come out right, both parts apart."""
    told = [(pair.held, pair.told.wanted, outcome(*pair.told[:2])) for pair in pairs]
    for held, title in ((False, "open facts"), (True, "held facts")):
        part = [(wanted, got) for is_held, wanted, got in told if is_held is held]
        right = sum(got in wanted for wanted, got in part)
        merged = sum(got in JOINED and not wanted & JOINED for wanted, got in part)
        yield f"generated from {title}: {right}/{len(part)} right, {merged} merged that are wanted apart"


def main() -> None:
    """Print the figures of both halves, and what is asked for of the open one."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument(
        "--show", choices=["open"], help="print the pairs of the open half that come out wrong"
    )
    options = asked.parse_args()
    sys.path.insert(0, str(ROOT / "tests"))
    from road import outcome  # noqa: PLC0415 - it is found only now

    pairs = pairs_of(FRESH_PAIRS)
    halves = {held: judged(pairs, outcome, held=held) for held in (False, True)}
    for held, title in ((False, "open half"), (True, "held half")):
        print("\n".join(figures(title, halves[held])))
    print("\n".join(generated(import_module("metamorphic").pairs(), outcome)))
    if options.show:
        print("\n".join(failures(halves[False])))


if __name__ == "__main__":
    main()
