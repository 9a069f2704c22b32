"""How long a writer waits for another one, and whom it tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

WAIT_SECONDS = 30.0
"""How long a writer waits for another one before it gives up."""

SOON_IN_SECONDS = 1.0
"""How long a writer waits before it says that it waits."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long to wait for another process that writes to `name`, and whom to tell after a second."""

    name: str
    seconds: float
    tell: Callable[[str], None] | None = None

    def say(self) -> None:
        """Tell that we wait."""
        if self.tell is not None:
            self.tell(f"another process is writing to {self.name}; waiting up to {self.seconds:g} s")

    @property
    def in_vain(self) -> str:
        """Return what is said when the wait was for nothing."""
        return (
            f"another process is writing to {self.name}; waited {self.seconds:g} s; "
            "run the command again when it has finished"
        )
