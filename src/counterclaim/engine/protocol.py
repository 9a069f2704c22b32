"""What an engine must do: the three ways in which a stage meets more than one item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

from counterclaim.engine.blocking import Pairs

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(Protocol):
    """Spreads work over processes or machines; the answers never depend on how many there are."""

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
        """Return `function` of each of `items`, in their order.

        Args:
            function: a stage; it sees one item, returns problems instead of raising, and can be
                sent to another process: a function of a module, or a `functools.partial` of one.
            items: what it is applied to.
        """

    def pairs(self, keys: Mapping[str, Iterable[str]], cap: int) -> Pairs:
        """Return the pairs of items worth comparing: those that share a blocking key.

        Args:
            keys: blocking keys by item id.
            cap: the most items a key may have; a key with more says too little to be of use. It is
                skipped, and the answer says so.

        Raises:
            UsageError: `cap` is below 2, so that no key could give a pair.
        """

    def components(self, nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[tuple[str, ...]]:
        """Return the connected components of a graph, each sorted, sorted by their first node.

        Raises:
            UsageError: an edge ends at a node that is not among `nodes`.
        """
