"""Units that can be compared once converted. Money is not: its rates change by the day."""

from __future__ import annotations

from dataclasses import replace

from counterclaim.model import Mention, Quantity

BASES: dict[str, tuple[str, float]] = {
    "km": ("km", 1.0),
    "m": ("km", 1e-3),
    "cm": ("km", 1e-5),
    "mm": ("km", 1e-6),
    "µm": ("km", 1e-9),
    "mile": ("km", 1.609344),
    "nautical mile": ("km", 1.852),
    "foot": ("km", 3.048e-4),
    "yard": ("km", 9.144e-4),
    "inch": ("km", 2.54e-5),
    "second": ("hour", 1 / 3600),
    "minute": ("hour", 1 / 60),
    "hour": ("hour", 1.0),
    "day": ("hour", 24.0),
    "week": ("hour", 168.0),
    "month": ("year", 1 / 12),
    "year": ("year", 1.0),
    "decade": ("year", 10.0),
    "century": ("year", 100.0),
    "%": ("%", 1.0),
    "kg": ("kg", 1.0),
    "g": ("kg", 1e-3),
    "mg": ("kg", 1e-6),
    "tonne": ("kg", 1e3),
    "gigatonne": ("kg", 1e12),
    "lb": ("kg", 0.45359237),
    "ounce": ("kg", 0.028349523125),
    "litre": ("litre", 1.0),
    "ml": ("litre", 1e-3),
    "km2": ("km2", 1.0),
    "m2": ("km2", 1e-6),
    "square mile": ("km2", 2.589988110336),
    "square foot": ("km2", 9.290304e-8),
    "hectare": ("km2", 0.01),
    "acre": ("km2", 0.0040468564224),
    "km/h": ("km/h", 1.0),
    "mph": ("km/h", 1.609344),
    "knot": ("km/h", 1.852),
}
"""Unit -> base and factor (the international yard and pound of 1959, and the SI brochure).

Months and years are not all of one length, so they are compared with each other and never with
hours; short, long and metric tons, and the gallons, cannot be told apart and stay as they are.
"""


def to_base(quantity: Quantity) -> Quantity | None:
    """Return `quantity` in the base unit of its dimension, or None if its unit has none.

    >>> from counterclaim.model import Bound
    >>> to_base(Quantity(None, 2000.0, 2000.0, Bound.AT_MOST, "m"))
    Quantity(low=None, high=2.0, value=2.0, bound=<Bound.AT_MOST: '<'>, unit='km', of='', readings=())
    """
    if quantity.unit not in BASES:
        return None
    return convert(quantity, *BASES[quantity.unit])


def convert(quantity: Quantity, unit: str, factor: float) -> Quantity:
    """Return `quantity` with every number multiplied by `factor` and called `unit`."""
    return replace(
        quantity,
        low=None if quantity.low is None else quantity.low * factor,
        high=None if quantity.high is None else quantity.high * factor,
        value=None if quantity.value is None else quantity.value * factor,
        readings=tuple(reading * factor for reading in quantity.readings),
        unit=unit,
    )


def comparable(mention: Mention) -> Mention:
    """Return a mention with its quantity in base units, so that miles and kilometers can be compared."""
    value = mention.value
    return replace(mention, value=to_base(value) or value) if isinstance(value, Quantity) else mention
