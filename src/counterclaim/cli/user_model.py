"""A program of the user's that says how surely two claims conflict; it is asked, and never believed.

It reads one JSON object a line, {"left": ..., "right": ...}, and writes for each, in the same order, one
with a number from 0 to 1: {"conflict": 0.7}. It is started by its path alone, without a shell.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from counterclaim.problems import CounterclaimError, NotFoundError, UsageError

_EXPECTED = 'one line {"conflict": NUMBER} for each line it reads, NUMBER from 0 to 1'


def ask(program: Path, pairs: Sequence[tuple[str, str]], seconds: float) -> tuple[float, ...]:
    """Return what `program` says of each pair, 0 (no conflict) to 1.

    Args:
        program: an executable file.
        pairs: two texts each.
        seconds: how long it may take.

    Raises:
        UsageError: there is no such program, or it may not be run.
        CounterclaimError: it failed, took too long, or answered something else.
    """
    _expect_program(program)
    asked = "".join(json.dumps({"left": left, "right": right}) + "\n" for left, right in pairs)
    lines = _answer(program, asked, seconds).removesuffix("\n").split("\n")
    if len(lines) != len(pairs):
        raise CounterclaimError(
            f"{program} wrote {len(lines)} lines for {len(pairs)} pairs; it has to write {_EXPECTED}"
        )
    return tuple(_number(program, count, line) for count, line in enumerate(lines, 1))


def _expect_program(program: Path) -> None:
    if not program.exists():
        raise NotFoundError(f"there is no {program}; give the path of your program to --nli")
    if not program.is_file():
        raise UsageError(f"{program} is no program; give the path of an executable file to --nli")
    if not os.access(program, os.X_OK):
        raise UsageError(f"{program} may not be run; allow it with: chmod +x {shlex.quote(str(program))}")


def _answer(program: Path, asked: str, seconds: float) -> str:
    """Return what the program wrote."""
    try:
        code, written, complaint = _run(program, asked.encode(), seconds)
    except subprocess.TimeoutExpired as late:
        raise CounterclaimError(
            f"{program} did not answer in {seconds:g} seconds and was stopped; allow more with --timeout"
        ) from late
    except OSError as error:
        raise CounterclaimError(
            f"{program} cannot be started ({error.strerror}); a script needs a first line such as "
            "#!/usr/bin/env python3"
        ) from error
    if code != 0:
        last_words = complaint.decode(errors="replace").strip().rpartition("\n")[2]
        raise CounterclaimError(
            f"{program} ended with code {code}{f': {last_words}' if last_words else ''}; "
            "try it alone, with one line on its stdin"
        )
    return written.decode(errors="replace").replace("\r\n", "\n")


def _run(program: Path, asked: bytes, seconds: float) -> tuple[int, bytes, bytes]:
    """Return the exit code of the program and what it wrote; whatever it started ends with it."""
    with subprocess.Popen(  # noqa: S603 - the user names the program, and no shell reads the name
        [program.resolve()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            written, complaint = process.communicate(asked, timeout=seconds)
        finally:
            if process.poll() is None:
                _stop(process)
    return process.returncode, written, complaint


def _stop(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _number(program: Path, count: int, line: str) -> float:
    """Return the number in one line of the answer."""
    try:
        told = json.loads(line)
    except ValueError:
        told = None
    number = told.get("conflict") if isinstance(told, dict) else None
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= 1:
        raise CounterclaimError(
            f"line {count} of what {program} wrote is {line[:60]!r}; it has to write {_EXPECTED}"
        )
    return float(number)
