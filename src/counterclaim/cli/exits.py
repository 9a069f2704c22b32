"""Exit codes, and the one table that gives every error its code."""

from __future__ import annotations

import os
from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import TextIO

from counterclaim.problems import CounterclaimError, IntegrityError, NotFoundError, UsageError


class Code(IntEnum):
    """How a command ended."""

    OK = 0
    ERROR = 1
    USAGE = 2
    NOT_FOUND = 3
    PARTLY_DONE = 4
    DAMAGED = 5
    INTERRUPTED = 130


CODES: Mapping[type[Exception], Code] = MappingProxyType(
    {
        NotFoundError: Code.NOT_FOUND,
        UsageError: Code.USAGE,
        IntegrityError: Code.DAMAGED,
        CounterclaimError: Code.ERROR,
        OSError: Code.ERROR,
    }
)
"""The code of each error, a narrower kind before the wider one it belongs to."""


def code_of(error: CounterclaimError | OSError) -> Code:
    """Return the code with which a command ends that `error` stopped."""
    return next(code for kind, code in CODES.items() if isinstance(error, kind))


def in_words(error: CounterclaimError | OSError) -> str:
    """Return an error as a sentence, without numbers of the operating system."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else f"cannot write: {error.strerror}"
    return str(error)


def silence(stream: TextIO) -> None:
    """Let nothing more reach `stream`: its reader has gone, and Python would complain of it at the end."""
    try:
        number = stream.fileno()
    except (OSError, ValueError):  # a stream of a test, behind which there is no file
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)
