"""A writer to be run as a process of its own: append batches of notes, and say so after each one."""

from __future__ import annotations

import sys
from pathlib import Path

from counterclaim.store import open_sqlite
from sample_facts import NOON, TOOL, blobs, notes


def main(path: str, name: str, batches: int, size: int) -> None:
    """Append `batches` of `size` notes whose ids begin with `name`; print the sequence number reached."""
    with open_sqlite(Path(path), create=True) as store:
        for number in range(batches):
            changes = notes(size, f"{name}-{number}")
            written = store.append(changes, blobs(f"{name} {number}".encode()), recorded=NOON, tool=TOOL)
            print(written[-1].sequence, flush=True)  # noqa: T201 - the line is the acknowledgement


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
