"""Another program that has the case: hold the writer's lock for so many seconds, and say when it is had."""

from __future__ import annotations

import sys
import time
from contextlib import closing

from counterclaim.store.connect import sqlite_module


def main(path: str, seconds: float) -> None:
    """Hold the lock."""
    with closing(sqlite_module().connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        print("locked", flush=True)  # noqa: T201 - whoever waits for it reads this
        time.sleep(seconds)
        connection.execute("ROLLBACK")


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
