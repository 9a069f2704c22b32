"""How long something takes for a text, and for twice the text."""

import time
from collections.abc import Callable

_FLOOR_IN_SECONDS = 0.25


def grows_linearly(work: Callable[[int], object], size: int) -> bool:
    """Say whether `work(2 * size)` takes less than 2.6 times as long as `work(size)`, or hardly any time."""

    def least(many: int) -> float:
        return min(_seconds(work, many) for _ in range(2))

    once = least(size)
    return least(2 * size) < max(2.6 * once, once + _FLOOR_IN_SECONDS)


def _seconds(work: Callable[[int], object], size: int) -> float:
    begin = time.perf_counter()
    work(size)
    return time.perf_counter() - begin
