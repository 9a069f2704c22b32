"""Ctrl-C, or a request of the system to end: heeded at once, or at the next step where it was dropped."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

_STOPPING = (signal.SIGINT, signal.SIGTERM)
"""What asks us to stop: Ctrl-C; and the system, when it is shut down or a service is stopped."""

_ASKED: list[int] = []
"""The signals by which this process was asked to stop."""


@contextmanager
def interruptible() -> Iterator[None]:
    """Let this process be interrupted, by a KeyboardInterrupt, until its work is done.

    Python raises it wherever the program happens to be. Inside a destructor, or a callback of compiled
    code or of an import, the exception is dropped, and the program would go on as if nobody had asked it
    to stop; so the interruption is also remembered, for `heed`. Where it comes while a class is made,
    Python 3.11 turns it into another error. Afterwards the system ends the process itself: while Python
    tidies up there is nothing left to be saved.
    """
    numbers = [number for number in _STOPPING if signal.getsignal(number) != signal.SIG_IGN]
    complain, sys.unraisablehook = sys.unraisablehook, _pass_over_interruptions
    for number in numbers:
        signal.signal(number, _interrupt)
    try:
        yield
    except Exception:
        heed()
        raise
    finally:
        for number in numbers:
            signal.signal(number, signal.SIG_DFL)
        sys.unraisablehook = complain
        _ASKED.clear()


def heed() -> None:
    """Raise what an interruption before should have raised.

    Raises:
        KeyboardInterrupt: we were asked to stop, and went on.
    """
    if _ASKED:
        raise KeyboardInterrupt


@contextmanager
def heeding(tell: Callable[[str], None]) -> Iterator[Callable[[str], None]]:
    """Give `tell`, made to heed an interruption before it says anything; no error hides an interruption."""

    def heed_and_tell(name: str) -> None:
        heed()
        tell(name)

    try:
        yield heed_and_tell
    except Exception:
        heed()
        raise


def _interrupt(number: int, _: FrameType | None) -> None:
    _ASKED.append(number)
    raise KeyboardInterrupt


def _pass_over_interruptions(dropped: UnraisableHookArgs) -> None:
    """Complain of what was dropped, unless it is an interruption: that will be heeded."""
    if not issubclass(dropped.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(dropped)
