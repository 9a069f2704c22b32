"""What goes wrong: `Problem` for bad input, which is data, and a tree of errors for misuse.

    CounterclaimError
    ├── UsageError            the caller asked for something that cannot be
    │   ├── NotFoundError     there is no such claim, report or case
    │   └── ConflictError     what was asked for rests on a case that has moved since
    ├── StoreError            the case file cannot be opened, read or written
    │   └── BusyError         another process holds the writer's lock
    └── IntegrityError        stored evidence is not what its hash or span says

A stage never raises for what it finds in a text: it returns a `Problem` and goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from counterclaim.model import content_id


class ProblemKind(StrEnum):
    """The sorts of bad input."""

    MISSING = "missing"
    EMPTY = "empty"
    BINARY = "binary"
    UNDECODABLE = "undecodable"
    TOO_LARGE = "too_large"
    BROKEN_RECORD = "broken_record"
    DUPLICATE = "duplicate"
    UNKNOWN_FORMAT = "unknown_format"
    UNKNOWN_LANGUAGE = "unknown_language"
    NO_TEXT = "no_text"
    INCOMPLETE_TEXT = "incomplete_text"
    BAD_METADATA = "bad_metadata"
    FUTURE_DATE = "future_date"
    SUSPICIOUS_TEXT = "suspicious_text"
    BAD_SETTINGS = "bad_settings"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with the input: what, in which file, at which line, and what to do next.

    `fatal` says that nothing could be read there; otherwise the report was kept and is only flagged.
    """

    kind: ProblemKind
    path: str
    reason: str
    advice: str
    line: int | None = None
    fatal: bool = True

    @property
    def id(self) -> str:
        """Return an id made of the problem itself: the same problem met twice is one problem."""
        return content_id("p", self.kind, self.path, self.line, self.reason)

    def __str__(self) -> str:
        """Return the problem in one line, the way a compiler would print it.

        >>> print(Problem(ProblemKind.BROKEN_RECORD, "a.jsonl", "not JSON", "mend the line", line=3))
        a.jsonl:3: not JSON (mend the line)
        """
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.reason} ({self.advice})"


class CounterclaimError(Exception):
    """The root of every error this package raises on purpose."""


class UsageError(CounterclaimError):
    """The caller asked for something that cannot be."""


class NotFoundError(UsageError):
    """There is no such claim, report or case."""


class ConflictError(UsageError):
    """What was asked for rests on a case that has moved since."""


class StoreError(CounterclaimError):
    """The case file cannot be opened, read or written."""


class BusyError(StoreError):
    """Another process holds the writer's lock."""


class IntegrityError(CounterclaimError):
    """Stored evidence is not what its hash or its span says."""
