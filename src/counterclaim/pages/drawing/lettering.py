"""Text in pictures: how wide it is about, how it is cut, and how numbers are written."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from markupsafe import Markup, escape

ELLIPSIS = "…"

_NARROW = frozenset("fijlrt.,:;'!|()[] ")


def width(text: str) -> float:
    """Return about how wide a text is, in parts of the size of its letters: rather more than less."""
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) == "Cf":
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.05
    if letter in _NARROW:
        return 0.4
    return 0.8 if letter.isupper() or letter in "mwMW@" else 0.62


def cut(text: str, most: float) -> str:
    """Return a text that is no wider than `most`, with an ellipsis where it was cut.

    >>> cut("Harbour Post", 30.0), cut("Harbour Post", 5.0)
    ('Harbour Post', 'Harbour…')
    """
    words = " ".join(text.split())
    if width(words) <= most:
        return words
    kept, left = "", most - width(ELLIPSIS)
    for letter in words:
        left -= _width(letter)
        if left < 0:
            break
        kept += letter
    return kept.rstrip() + ELLIPSIS


def isolated(text: str) -> str:
    """Return a text that keeps its own direction beside words of another (Unicode Annex 9)."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if text else ""


def number(value: float) -> str:
    """Return a number as it is written in a picture: two decimals at most, and no minus zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def title(text: str) -> Markup:
    """Return the words that are shown when one points at a thing, and read out in its place."""
    return Markup("<title>{}</title>").format(escape(text))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in a picture."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Say whether the two share more than an edge."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

    def holds(self, other: Box) -> bool:
        """Say whether the other lies wholly within."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.top <= other.top and other.bottom <= self.bottom
