"""A reader to be run as a process of its own: look at the board until standard input is closed.

Prints how often it looked, and how many seconds the longest look took.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

from counterclaim.board import board
from counterclaim.store import open_store


def main(path: Path) -> None:
    """Look until nobody wants it any more."""
    enough = threading.Event()
    threading.Thread(target=_wait_for_the_end, args=(enough,), daemon=True).start()
    looks, longest = 0, 0.0
    while not enough.wait(0.05):
        begun = time.perf_counter()
        with open_store(path) as store:
            board(store.snapshot())
        looks, longest = looks + 1, max(longest, time.perf_counter() - begun)
    print(looks, longest)  # noqa: T201 - the line is the result


def _wait_for_the_end(enough: threading.Event) -> None:
    sys.stdin.read()
    enough.set()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
