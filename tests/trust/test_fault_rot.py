"""F7: a bit that turned, or an end that is gone, is named; what is shown is right or is not shown."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from faulty import Commands, emptied, often, state
from figures import Figure
from invented import folder_of

from counterclaim.ledger import KINDS, Entry, encode
from counterclaim.problems import CounterclaimError
from counterclaim.store import Store, open_store

REPORTS = 6
NAMED = often(50, 500)
"""How many damages have to be named; flips that hit nothing that is stored come on top."""

SOUGHT = ("houses", "gate", "flooded")
"""Words that the reports hold."""


@dataclass(frozen=True)
class Shown:
    """All that a case shows: its log, its facts, its raw bytes, and what a search finds."""

    entries: tuple[Entry, ...]
    facts: frozenset[str]
    blobs: frozenset[bytes]
    hits: frozenset[str]


def shown(case: Path) -> Shown:
    """Return all that a case is willing to show; what it refuses to show is left out."""
    entries: list[Entry] = []
    facts: set[str] = set()
    blobs: set[bytes] = set()
    hits: set[str] = set()
    with suppress(CounterclaimError), open_store(case) as store:
        with suppress(CounterclaimError):
            entries.extend(store.entries())
        for kind in KINDS:
            with suppress(CounterclaimError):
                facts.update(encode(fact) for fact in store.snapshot().facts([kind]))
        for name in _names(store):
            with suppress(CounterclaimError):
                blobs.add(store.blob(name))
        for word in SOUGHT:
            with suppress(CounterclaimError):
                hits.update(hit.quote for hit in store.search(word, 100))
    return Shown(tuple(entries), frozenset(facts), frozenset(blobs), frozenset(hits))


def _names(store: Store) -> list[str]:
    with suppress(CounterclaimError):
        return list(store.blob_names())
    return []


# -- Damage ----------------------------------------------------------------------------------

Damage = Callable[[bytearray, random.Random], None]


def anywhere(content: bytearray, chance: random.Random) -> None:
    """Turn one bit somewhere in the file."""
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def in_a_report(content: bytearray, chance: random.Random) -> None:
    """Turn one bit of the stored text of a report."""
    _flip_near(content, chance, b"River leaves its bed", 400)


def in_raw_bytes(content: bytearray, chance: random.Random) -> None:
    """Turn one bit of the compressed raw bytes of a report."""
    _flip_near(content, chance, b"\x78\x9c", 150)


def the_end(content: bytearray, chance: random.Random) -> None:
    """Cut off the end of the file."""
    del content[chance.randrange(len(content)) :]


def _flip_near(content: bytearray, chance: random.Random, mark: bytes, reach: int) -> None:
    place = chance.choice(list(_places(content, mark))) + len(mark) + chance.randrange(reach)
    content[place] ^= 1 << chance.randrange(8)


def _places(content: bytearray, mark: bytes) -> Iterator[int]:
    place = content.find(mark)
    while place >= 0:
        yield place
        place = content.find(mark, place + 1)


DAMAGES: dict[str, Damage] = {
    "bit anywhere": anywhere,
    "bit of a text": in_a_report,
    "bit of raw bytes": in_raw_bytes,
    "end cut off": the_end,
}


# -- The test --------------------------------------------------------------------------------


def test_f7_damage_is_named_and_never_shown(commands: Commands, tmp_path: Path, figure: Figure) -> None:
    case = emptied(tmp_path / "well") / "case.db"
    assert commands.run(case.parent, "add", folder_of(tmp_path / "reports", range(REPORTS))).code == 0
    well, right = shown(case), state(case)
    assert len(well.blobs) == REPORTS
    assert well.hits
    chance, content = random.Random(7), case.read_bytes()
    named, rebuilt, harmless = Counter[str](), Counter[str](), 0
    while named.total() < NAMED:
        sort = list(DAMAGES)[(named.total() + harmless) % len(DAMAGES)]
        damaged = emptied(tmp_path / "damaged") / "case.db"
        altered = bytearray(content)
        DAMAGES[sort](altered, chance)
        damaged.write_bytes(altered)
        seen = shown(damaged)
        assert seen.facts <= well.facts
        assert seen.blobs <= well.blobs
        assert seen.hits <= well.hits
        if is_named(commands, damaged):
            named[sort] += 1
            rebuilt[came_back(commands, damaged, right)] += 1
        else:
            harmless += 1
            assert seen == well, sort
            assert state(damaged) == right
    told = ", ".join(f"{number} {sort}" for sort, number in sorted(named.items()))
    figure("F7", told, f"{named.total()} of {named.total()} named; nothing shown that was not written")
    figure(
        "F7",
        "flips that hit nothing stored",
        f"{harmless}, each proved harmless: same log, same facts, same hash",
    )
    figure("F7", "rebuilt", ", ".join(f"{number} {end}" for end, number in sorted(rebuilt.items())))
    assert rebuilt["the same ledger"] >= NAMED / 4


def is_named(commands: Commands, damaged: Path) -> bool:
    """Say whether `verify` finds damage, or refuses to open the file and names it."""
    verified = commands.run(damaged.parent, "verify")
    said = verified.said()
    assert "Traceback" not in said, said
    assert verified.code in {0, 1, 5}, said
    assert verified.code == 0 or "case.db" in said, said
    return verified.code != 0


def came_back(commands: Commands, damaged: Path, right: str) -> str:
    """Rebuild a damaged case, and return what came of it: never another ledger without a word."""
    command = commands.run(damaged.parent, "rebuild", "new.db")
    said = command.said()
    assert "Traceback" not in said, said
    new = damaged.parent / "new.db"
    if new.exists() and state(new) == right:
        return "the same ledger"
    assert command.code != 0, said
    return "with what is lost told" if new.exists() else "refused: no page of it can be read"
