"""One run of the program: its streams, its command, its exit code."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from io import BytesIO, TextIOWrapper
from types import TracebackType

from typer.main import get_command

from counterclaim.cli.exits import Code, code_of, in_words
from counterclaim.cli.flags import in_front
from counterclaim.cli.verbs import APP
from counterclaim.problems import CounterclaimError


def run_process() -> int:
    """Run the command that this process was started with, and return its exit code."""
    _set_up_streams()
    sys.excepthook = _own_mistake
    return run(sys.argv[1:])


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; whatever goes wrong is said in words on stderr."""
    try:
        get_command(APP).main(args=in_front(arguments), prog_name="counterclaim")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except (CounterclaimError, OSError) as error:
        sys.stderr.write(f"counterclaim: {in_words(error)}\n")
        return code_of(error)
    return Code.OK


def _set_up_streams() -> None:
    """Let every text be written everywhere: UTF-8 into files and pipes, escapes where a screen lacks a sign.

    A stream that was closed before we started is None; what is meant for it goes nowhere.
    """
    if sys.stdout is None:
        sys.stdout = TextIOWrapper(BytesIO())
    if sys.stderr is None:
        sys.stderr = TextIOWrapper(BytesIO())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _own_mistake(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say calmly that this is our mistake; the traceback is for those who ask for it with -v."""
    if {"-v", "--verbose"} & set(sys.argv):
        sys.__excepthook__(kind, error, trace)
        return
    told = f"{kind.__name__}: {error}".splitlines()[0]
    sys.stderr.write(
        f"counterclaim: this is a mistake in Counterclaim, not yours ({told}). What was added is kept; "
        "please report it with the output of the same command with -v.\n"
    )
