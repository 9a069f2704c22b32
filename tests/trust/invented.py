"""Made-up reports on a made-up flood: copies, denials, rival figures, a ruling; and folders of them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

TOWNS = ("Altbruck", "Kesselau", "Nordhafen", "Wiesental", "Oberfurt", "Steinach")
SPEAKERS = ("Mayor Ida Nowak", "the water board", "Judge Lena Ortiz", "the crews' union", "police")
DEEDS = (
    "that a gate of the dam had failed",
    "that the bridge was closed",
    "that two ships had left the harbour",
    "that nobody had been warned",
)

OPENING = """River leaves its bed, day {number}

{who} said on Monday that {houses} houses in {town} had been flooded.
{other} denied {deed}. "We opened every gate in {town}," {who} told reporters.
The company confirmed {deed}, and announced that it would pay {houses} families.
"""


def text(number: int) -> str:
    """Return the text of a report; no two numbers give the same."""
    return OPENING.format(
        number=number,
        who=_capital(SPEAKERS[number % len(SPEAKERS)]),
        other=_capital(SPEAKERS[(number + 2) % len(SPEAKERS)]),
        houses=20 + 7 * number,
        town=TOWNS[number // 2 % len(TOWNS)],
        deed=DEEDS[number // 3 % len(DEEDS)],
    )


def folder_of(folder: Path, numbers: Iterable[int]) -> Path:
    """Make a folder of reports with these numbers, as text files, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        (folder / f"report-{number:03}.txt").write_text(text(number), encoding="utf-8")
    return folder


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
