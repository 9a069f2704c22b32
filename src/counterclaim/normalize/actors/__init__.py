"""Whom a report speaks of, and whom all reports speak of together."""

from counterclaim.normalize.actors.cast import Cast, cast
from counterclaim.normalize.actors.linking import link
from counterclaim.normalize.actors.rulings import unmet_names

__all__ = ["Cast", "cast", "link", "unmet_names"]
