"""A program that has loaded all that `counterclaim` needs, and forks itself for each command it is given.

Standard input: one command a line, as JSON. Standard output: for each first the number of the
process that runs it, then, when that has ended, its exit code (negative: the signal that killed it).
A fresh process needs two seconds to load the language model; a fork runs the same command in a
tenth of one, so that it can be killed thousands of times.
"""

from __future__ import annotations

import ctypes
import io
import json
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from counterclaim.cli.process import run

NOWHERE = os.devnull


def warm_up() -> None:
    """Load everything by adding one report to a case that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.txt")
        report.write_text("Warm\n\nThe mayor said on Monday that the bridge was open.\n", encoding="utf-8")
        case = Path(folder, "case.db")
        if run(["-q", "-c", str(case), "add", str(report)]) or run(["-q", "-c", str(case), "claims"]):
            raise SystemExit("the warm-up failed")


def become(request: Mapping[str, Any]) -> NoReturn:
    """Be the process of that command, with its folder, its streams and its faults."""
    os.chdir(request["folder"])
    os.environ |= request["environment"]
    for number, path in ((1, request["out"]), (2, request["err"])):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644), number)
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding="utf-8")
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), encoding="utf-8", line_buffering=True)
    if "LD_PRELOAD" in os.environ:
        ctypes.CDLL(None).fault_arm()
    code = run(request["arguments"])
    sys.stdout.flush()
    os._exit(code)


def main() -> None:
    """Run the commands that standard input gives, one after the other."""
    answers = os.dup(1)
    os.dup2(os.open(NOWHERE, os.O_WRONLY), 1)  # what the warm-up prints is no answer
    warm_up()
    os.write(answers, b"ready\n")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            become(json.loads(line))
        os.write(answers, f"{child}\n".encode())
        _, status = os.waitpid(child, 0)
        os.write(answers, f"{os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    main()
