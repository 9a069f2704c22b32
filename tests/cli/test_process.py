from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import OURS, finished, started
from counterclaim.cli.exits import Code

pytestmark = pytest.mark.usefixtures("dam")

COMMAND = f"'{sys.executable}' -m counterclaim"
CLEAN = {name: value for name, value in os.environ.items() if name not in OURS}


def in_shell(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        cwd=cwd,
        env=CLEAN,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_reader_that_has_seen_enough_is_no_error(here: Path) -> None:
    for verb in ("claims", "export html", "show c- || true", "status --json"):
        ended = in_shell(f"{COMMAND} -q {verb} | head -c 1 > /dev/null", here)
        assert "Broken pipe" not in ended.stderr
        assert "Traceback" not in ended.stderr
        assert ended.returncode == Code.OK


def test_a_closed_stdout_is_no_error(here: Path) -> None:
    ended = in_shell(f"{COMMAND} -q claims >&-", here)
    assert (ended.returncode, ended.stderr) == (Code.OK, "")


def test_a_full_disk_is_an_error_in_words(here: Path) -> None:
    ended = in_shell(f"{COMMAND} -q claims > /dev/full", here)
    assert ended.returncode == Code.ERROR
    assert ended.stderr == "counterclaim: cannot write: No space left on device\n"


def test_a_pipe_gets_utf_8_whatever_the_locale(here: Path) -> None:
    told = finished("claims", cwd=here, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert told.code == Code.OK
    assert "◐ concedes" in told.out


def test_a_terminal_gets_a_table_in_colour(here: Path) -> None:
    ours, theirs = pty.openpty()
    environment = CLEAN | {"TERM": "xterm-256color", "COLUMNS": "80"}
    with subprocess.Popen(
        [sys.executable, "-m", "counterclaim", "-q", "claims"], cwd=here, env=environment, stdout=theirs
    ) as process:
        os.close(theirs)
        shown = b""
        while process.poll() is None or len(shown) < 100:
            shown += os.read(ours, 4096)
            if b"\xe2\x97\x90" in shown:
                break
    os.close(ours)
    assert b"\x1b[" in shown
    assert "─────".encode() in shown


def test_a_mistake_of_our_own_is_owned_and_the_traceback_is_only_for_those_who_ask(here: Path) -> None:
    program = (
        "import sys; sys.argv[1:] = {words}\n"
        "from counterclaim.cli import process\n"
        "process.run = lambda words: 1 / 0\n"
        "sys.exit(process.run_process())"
    )
    for words, traced in ((["claims"], False), (["claims", "-v"], True)):
        ended = subprocess.run(
            [sys.executable, "-c", program.format(words=words)],
            cwd=here,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == Code.ERROR
        assert ("Traceback" in ended.stderr) is traced
        assert traced or "a mistake in Counterclaim, not yours (ZeroDivisionError" in ended.stderr


def test_the_installed_program_and_the_module_are_the_same(here: Path) -> None:
    program = Path(sys.executable).with_name("counterclaim")
    if not program.exists():
        pytest.skip("the program is not installed beside this Python")
    told = subprocess.run(
        [program, "claims"], cwd=here, env=CLEAN, capture_output=True, text=True, check=True
    )
    with started("claims", cwd=here) as process:
        out, _ = process.communicate()
    assert told.stdout == out
