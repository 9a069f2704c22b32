"""Decisions as JSON Lines: all that people ever ruled on a case, to be kept or imported elsewhere."""

from __future__ import annotations

from counterclaim.decide import decisions_to_jsonl
from counterclaim.export.encoding import encoded_json
from counterclaim.ledger import Snapshot


def decisions(snapshot: Snapshot) -> bytes:
    """Return every decision on a line of its own, in the order in which they were made, undoings too."""
    return encoded_json(decisions_to_jsonl(snapshot.decisions.values()))
