"""The claim board: rows are claims, cells what a party does to them."""

from __future__ import annotations

from counterclaim.model import Stance, Status, Verdict
from counterclaim.web.api.shapes.common import Listing, Shape


class Cell(Shape):
    """What one party does to a claim."""

    party: str
    """The party; in brackets where it is none."""
    stances: tuple[Stance, ...]
    """Its stances, strongest first; none where no report tells of any."""
    speakers: tuple[str, ...]
    """Who speaks for it."""
    statements: tuple[str, ...]
    """The ids of the statements."""
    ruled: bool
    """Whether a person, and not the reports, put a speaker with this party."""


class Row(Shape):
    """A claim as a row of the board."""

    claim: str
    """The id of the claim."""
    gist: str
    """Its shortest clear formulation, in words of a report."""
    status: Status | None
    """What may be said of it today; None before it was weighed."""
    because: str
    """Why it has this status."""
    origins: int
    """How many independent acts of speaking support it."""
    outlets: int
    """How many outlets print these."""
    statements: int
    """How many statements bear on it, for or against."""
    cells: tuple[Cell, ...]
    """What each party does to it, in the order of `parties`."""
    credibility: int | None
    """The digit suggested on the Admiralty scale: 1 confirmed .. 6 cannot be judged."""
    about: str
    """When it happened, as far as that is known: closed ISO text."""
    places: tuple[str, ...]
    """Where."""
    contested: bool
    """Whether somebody, or another claim, speaks against it."""
    conceded: bool
    """Whether somebody says it against their own side."""
    denied: bool
    """Whether somebody denies it."""
    one_sided: bool
    """Whether one side alone tells it."""
    rivals: int
    """How many claims cannot be so beside it."""
    verdict: Verdict | None
    """What people ruled on it as a whole."""


class Board(Listing[Row]):
    """A part of the claim board."""

    parties: tuple[str, ...]
    """The columns of the story."""
    undated: int
    """How many more would be listed, but that a time which was asked for is not known of them."""
