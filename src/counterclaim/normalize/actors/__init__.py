"""Whom a report speaks of, and whom all reports speak of together."""

from counterclaim.normalize.actors.cast import Cast, cast
from counterclaim.normalize.actors.linking import Linked, keep_referents, link, link_anew, referents_of
from counterclaim.normalize.actors.rulings import unmet_names

__all__ = ["Cast", "Linked", "cast", "keep_referents", "link", "link_anew", "referents_of", "unmet_names"]
