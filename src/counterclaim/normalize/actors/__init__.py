"""Whom a report speaks of, and whom all reports speak of together."""

from counterclaim.normalize.actors.cast import Cast, cast
from counterclaim.normalize.actors.linking import link

__all__ = ["Cast", "cast", "link"]
