"""Ctrl-C that is heeded: at once, or at the next step where compiled code swallowed it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def heeding_interruption(tell: Callable[[str], None]) -> Iterator[Callable[[str], None]]:
    """Give `tell`, made to raise what an interruption before it should have raised.

    Python raises KeyboardInterrupt wherever the program happens to be. Inside a destructor, or a
    callback of compiled code, the exception is dropped, and the program would go on as if nobody had
    asked it to stop; so the interruption is also remembered.

    Raises:
        KeyboardInterrupt: at once; or from the next call of what is given.
    """
    asked: list[int] = []

    def interrupt(number: int, _: FrameType | None) -> None:
        asked.append(number)
        raise KeyboardInterrupt

    def heed(name: str) -> None:
        if asked:
            raise KeyboardInterrupt
        tell(name)

    before = signal.getsignal(signal.SIGINT)
    in_front = threading.current_thread() is threading.main_thread()
    if not in_front or before == signal.SIG_IGN:  # no business of ours, or ignored by whoever started us
        yield tell
        return
    signal.signal(signal.SIGINT, interrupt)
    try:
        yield heed
    finally:
        signal.signal(signal.SIGINT, before)
