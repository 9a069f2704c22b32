"""Figures of two contents: which cannot both be right, and which are the same.

Quantities come in base units ("km" for miles), so that only the numbers are left to compare.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from counterclaim.model import Bound, Quantity
from counterclaim.relate.items import Item

_LEEWAY = 1.1
_ROUNDED = 0.01
_CONVERTED = 0.025
"""By how much figures may differ of which one was converted: six feet are 1.8 metres."""


def clashing_figures(left: Item, right: Item) -> tuple[Quantity, Quantity] | None:
    """Return two figures of one unit that cannot both be right, if no figure of that unit agrees."""
    pairs = [
        (one, other)
        for one, other in _of_one_unit(left, right)
        if one.value is not None and other.value is not None
    ]
    if not pairs or any(_compatible(one, other) for one, other in pairs):
        return None
    return pairs[0]


def same_figure(left: Item, right: Item) -> Quantity | None:
    """Return a figure of `left` that `right` gives too, perhaps rounded by a conversion of units."""
    return next((one for one, other in _of_one_unit(left, right) if _same_value(one, other)), None)


def units_told(item: Item) -> frozenset[str]:
    """Return the units in which a content counts."""
    return frozenset(q.unit.partition(" per ")[0] for q in item.proposition.quantities if q.value is not None)


def numbers_told(item: Item) -> frozenset[float]:
    """Return the numbers that a content gives, of whatever."""
    return frozenset(q.value for q in item.proposition.quantities if q.value is not None)


def in_words(quantity: Quantity) -> str:
    """Return a figure for a reader: "< 2 km"."""
    number = quantity.value if quantity.value is not None else quantity.low
    sign = "" if quantity.bound == "=" else f"{quantity.bound} "
    return f"{sign}{number:g} {quantity.unit}".strip() if number is not None else quantity.unit


def _of_one_unit(left: Item, right: Item) -> Iterator[tuple[Quantity, Quantity]]:
    for one in left.proposition.quantities:
        for other in right.proposition.quantities:
            if one.unit == other.unit:
                yield one, other


def _same_value(one: Quantity, other: Quantity) -> bool:
    """Whole numbers are counted and must be equal; a fraction may come of a conversion."""
    if one.value is None or other.value is None:
        return False
    if one.value.is_integer() and other.value.is_integer():
        return one.value == other.value
    return math.isclose(one.value, other.value, rel_tol=_CONVERTED)


def _compatible(one: Quantity, other: Quantity) -> bool:
    """Ranges that meet can both be right; "about" gives a tenth of leeway, else rounding is allowed for."""
    lows = [low for low in (one.low, other.low) if low is not None]
    highs = [high for high in (one.high, other.high) if high is not None]
    leeway = _LEEWAY if Bound.ABOUT in {one.bound, other.bound} else 1 + _rounding(one, other)
    return not lows or not highs or max(lows) <= min(highs) * leeway


def _rounding(one: Quantity, other: Quantity) -> float:
    """Return by how much two figures may differ: whole numbers are counted, a fraction may be converted."""
    whole = all(q.value is None or q.value.is_integer() for q in (one, other))
    return _ROUNDED if whole else _CONVERTED
