"""The engine of one machine: a plain loop, or a few processes."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from counterclaim.engine import blocking
from counterclaim.engine.blocking import Pairs
from counterclaim.problems import CounterclaimError, UsageError

Item = TypeVar("Item")
Result = TypeVar("Result")

_CHUNKS = 4
"""How many chunks each worker gets on average: enough that none idles long at the end."""


def _of_each(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    """Return `function` of each of `items`: what one worker does at a time."""
    return [function(item) for item in items]


@contextmanager
def _ended_when_interrupted() -> Iterator[None]:
    """End the worker processes where we are interrupted: else their chunks would be waited for.

    Ctrl-C reaches the workers too, which leave it to us.
    """
    others = multiprocessing.active_children()
    try:
        yield
    except KeyboardInterrupt:
        for process in multiprocessing.active_children():
            if process not in others:
                process.terminate()
        raise


@contextmanager
def _deaf_to_interruptions() -> Iterator[None]:
    """Let processes that are started meanwhile never hear Ctrl-C, not even as they begin; we do, after."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Works in this process, or with `workers` above 1 in so many others, which are started afresh."""

    workers: int = 1

    def __post_init__(self) -> None:
        """Refuse an engine that could do nothing."""
        if self.workers < 1:
            raise UsageError(f"{self.workers} workers can do nothing; use 1 or more")

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
        """Return `function` of each of `items`, in their order; see `Engine.map`.

        Raises:
            CounterclaimError: a worker process died, most likely for want of memory.
        """
        todo = list(items)
        workers = min(self.workers, len(todo))
        if workers <= 1:
            return [function(item) for item in todo]
        fresh = multiprocessing.get_context("spawn")  # a fork would copy locks that our threads may hold
        size = -(-len(todo) // (workers * _CHUNKS))
        chunks = [todo[start : start + size] for start in range(0, len(todo), size)]
        try:
            with (
                ProcessPoolExecutor(
                    workers, fresh, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN)
                ) as pool,
                _ended_when_interrupted(),
            ):
                with _deaf_to_interruptions():
                    futures = [pool.submit(_of_each, function, chunk) for chunk in chunks]
                return [result for future in futures for result in future.result()]
        except BrokenProcessPool as error:
            raise CounterclaimError(
                f"one of {workers} worker processes died, perhaps for want of memory; try with fewer"
            ) from error

    def pairs(self, keys: Mapping[str, Iterable[str]], cap: int) -> Pairs:
        """Return the pairs of items that share a blocking key; see `Engine.pairs`."""
        return blocking.pairs(keys, cap)

    def components(self, nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
        """Return the connected components of a graph; see `Engine.components`."""
        return blocking.components(nodes, edges)
