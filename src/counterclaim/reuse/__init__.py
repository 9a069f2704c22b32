"""Reports to families, near-copies of one text, and to stories, reports on one course of events."""

from counterclaim.reuse.families import Copied, families, families_anew, families_of, keys, same_text
from counterclaim.reuse.stories import stories

__all__ = ["Copied", "families", "families_anew", "families_of", "keys", "same_text", "stories"]
