"""A listing that is too long for one page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from counterclaim.board import PAGE_SIZE


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of a listing is shown, of how many things, and where the others are."""

    number: int
    total: int
    noun: str
    where: Callable[[int], str]
    of_all: int | None = None
    size: int = PAGE_SIZE

    @property
    def last(self) -> int:
        """Return the number of the last page."""
        return max(1, -(-self.total // self.size))

    @property
    def told(self) -> str:
        """Return what is shown, of how much: "1–200 of 1,234 claims"."""
        plural = self.noun if self.total == 1 else f"{self.noun}s"
        among = f" (of {self.of_all:,} in all)" if self.of_all not in {None, self.total} else ""
        if self.last == 1:
            return f"{self.total:,} {plural}{among}"
        first, last = (self.number - 1) * self.size + 1, min(self.number * self.size, self.total)
        return f"{first:,}–{last:,} of {self.total:,} {plural}{among}"

    @property
    def near(self) -> list[int]:
        """Return the pages to link to: first, last and those near; 0 stands for those left out."""
        near = {1, 2, *range(self.number - 2, self.number + 3), self.last - 1, self.last}
        wanted = sorted(number for number in near if 1 <= number <= self.last)
        linked: list[int] = []
        for number in wanted:
            if linked and number > linked[-1] + 1:
                linked.append(0)
            linked.append(number)
        return linked

    def address(self, number: int) -> str:
        """Return where a page is."""
        return self.where(number)
