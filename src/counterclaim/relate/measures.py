"""Of what a figure is a figure: so many dead, so many evacuated, so many in the square."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from counterclaim.lang import table
from counterclaim.relate.items import Item

PERSON = "person"


def measures(item: Item) -> frozenset[str]:
    """Return what a content counts people by ("dead", "hurt"); nothing where it counts no people."""
    if not any(quantity.unit == PERSON for quantity in item.proposition.quantities):
        return frozenset()
    by_frame, by_word = _measured()
    frames = (item.frame,) if item.frame in by_frame else item.proposition.also
    told = {by_frame[frame] for frame in frames if frame in by_frame}
    return frozenset(told | {by_word[word] for word in item.proposition.words if word in by_word})


@cache
def _measured(language: str = "en") -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the measure of each frame and of each word."""
    rows = table(language, "happenings")["measured"]
    by_frame = {frame: name for name, row in rows.items() for frame in row["frames"]}
    by_word = {word: name for name, row in rows.items() for word in row["words"]}
    return by_frame, by_word
