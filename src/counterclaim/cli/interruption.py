"""Ctrl-C, or a request of the system to end: heeded at once, or soon where compiled code swallowed it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from types import FrameType

_STOPPING = (signal.SIGINT, signal.SIGTERM)
"""What asks us to stop: Ctrl-C; and the system, when it is shut down or a service is stopped."""

_Handler = Callable[[int, FrameType | None], None]


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

    if threading.current_thread() is not threading.main_thread():  # signals are no business of ours
        yield tell
        return
    with ExitStack() as handlers:
        for number in _STOPPING:
            handlers.enter_context(_handled(number, interrupt))
        yield heed


@contextmanager
def _handled(number: signal.Signals, handler: _Handler) -> Iterator[None]:
    """Let `handler` have a signal, unless whoever started us ignores it; afterwards all is as before."""
    before = signal.getsignal(number)
    if before == signal.SIG_IGN:
        yield
        return
    signal.signal(number, handler)
    try:
        yield
    finally:
        signal.signal(number, before)
