"""What every answer is made of: the state of the case, lists, and words of a report."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

Item = TypeVar("Item")


class Shape(BaseModel):
    """An object of an answer."""

    model_config = ConfigDict(from_attributes=True, use_attribute_docstrings=True, frozen=True)


class Head(Shape):
    """The state of the case that an answer tells of."""

    sequence: int
    """The number of the last entry of the log that counts."""
    hash: str
    """The hash of that entry, over it and all before it."""
    tag: str
    """Both as an entity tag: what `If-Match` takes where something is decided."""
    as_of: str
    """The moment that was asked for, as it was typed; "" is the present."""


class Listing(Shape, Generic[Item]):
    """A part of a list."""

    head: Head
    """The state of the case; all parts of one list tell of the same."""
    total: int
    """How many there are in all parts together."""
    items: tuple[Item, ...]
    """Those of this part, in an order that does not change."""
    next: str | None
    """The address of the next part, None behind the last."""


class Quote(Shape):
    """Words as they stand in the text of a report: `text == report.text[start:end]`."""

    start: int
    """The first character, counted from 0 in Unicode code points (not in UTF-16 units or bytes)."""
    end: int
    """The character after the last."""
    text: str
    """The exact words."""
