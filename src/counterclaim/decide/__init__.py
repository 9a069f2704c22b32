"""What people decide: bound to words, replayed at every run, taken back by an undoing and never erased.

    Snapshot -> Rulings: which statements make one claim and which do not, what a statement is said to
    be, who is who, what is confirmed or rejected; and what could not be applied, and why

`making` makes decisions of what a person asks for, `anchors` binds them to words and finds these again,
`replay` says what the decisions in force rule, `overlay` shows a snapshot as they want it, and
`lines` writes and reads them. Nothing here is ever applied by halves without saying so.
"""

from __future__ import annotations

from counterclaim.decide.anchors import anchors_of, found
from counterclaim.decide.directory import Directory
from counterclaim.decide.lines import decisions_from_jsonl, decisions_to_jsonl
from counterclaim.decide.making import Person, in_order
from counterclaim.decide.moments import when_told
from counterclaim.decide.overlay import heard, overlaid
from counterclaim.decide.replay import Disagreement, Review, Rulings, replay

__all__ = [
    "Directory",
    "Disagreement",
    "Person",
    "Review",
    "Rulings",
    "anchors_of",
    "decisions_from_jsonl",
    "decisions_to_jsonl",
    "found",
    "heard",
    "in_order",
    "overlaid",
    "replay",
    "when_told",
]
