"""How long something takes for a text, and for twice the text."""

import gc
import time
from collections.abc import Callable

_FLOOR_IN_SECONDS = 0.25


def grows_linearly(work: Callable[[int], object], size: int) -> bool:
    """Say whether `work(2 * size)` takes less than 2.6 times as long as `work(size)`, or hardly any time."""

    def least(many: int) -> float:
        return min(_seconds(work, many) for _ in range(3))

    once = least(size)
    return least(2 * size) < max(2.6 * once, once + _FLOOR_IN_SECONDS)


def _seconds(work: Callable[[int], object], size: int) -> float:
    """Return processor time; the collector would be timed on what other tests left, so it rests."""
    gc.collect()
    gc.disable()
    try:
        begin = time.process_time()
        work(size)
        return time.process_time() - begin
    finally:
        gc.enable()
