"""A person to be run as a process of its own: decide so many things, one after the other."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

from counterclaim.ledger import Snapshot, changes
from counterclaim.model import Decision, DecisionKind
from counterclaim.store import open_store


def main(path: Path, who: str, times: int) -> None:
    """Put a note so often, each in a transaction of its own."""
    with open_store(path) as store:
        for number in range(times):
            decided = Decision(f"{who}-{number:04}", DecisionKind.NOTE, (), who, f"note {number}")
            put = changes(Snapshot(), [decided])
            store.append(put, {}, recorded=datetime.now(tz=UTC), tool="trust 1")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
