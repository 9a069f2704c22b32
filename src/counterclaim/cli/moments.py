"""The case as a command was asked to show it: as it stands, or stood at the moment of `--as-of`."""

from __future__ import annotations

from datetime import datetime

from counterclaim.cli import clock
from counterclaim.cli.screen import Screen
from counterclaim.moments import Stood, moment, shown, stood_at, stood_when
from counterclaim.store import Store


def as_asked(store: Store, screen: Screen) -> Stood:
    """Return the case as it stands, or stood at the moment of `--as-of`, which is then said on stderr."""
    if screen.flags.as_of is None:
        sequence, head = store.head()
        return Stood(store.snapshot(), sequence, head, sequence)
    now = clock.now()
    stood = stood_as_typed(store, screen.flags.as_of, now)
    tell(screen, stood, now)
    return stood


def stood_as_typed(store: Store, typed: str, now: datetime) -> Stood:
    """Return the case as it stood at a moment, or at an entry such as "#120".

    A bare "2023" is meant for a year, and refused.
    """
    is_entry = typed.strip().startswith("#")
    return stood_when(store, typed, now) if is_entry else stood_at(store, moment(typed, now))


def tell(screen: Screen, stood: Stood, now: datetime) -> None:
    """Say as of when the case is shown; that it held nothing then is said even if it is to be quiet."""
    if stood.sequence == 0:
        screen.warn(_nothing_yet(stood))
        return
    later = ", which is still to come" if stood.moment and stood.moment > now else ""
    screen.note(f"as the case stood at {stood}{later}")


def _nothing_yet(stood: Stood) -> str:
    if stood.first is None:
        return "the case holds nothing yet"
    return f"the case held nothing at {stood}: its first entry is of {shown(stood.first.astimezone())}"
