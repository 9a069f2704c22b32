"""A real PostgreSQL server that tests start themselves, in a temporary folder, and stop again."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from counterclaim.store import open_store

MISSING = "no PostgreSQL server is installed: its tests are skipped (on Debian: apt-get install postgresql)"

SETTINGS = (
    "listen_addresses=''",
    "shared_buffers=16MB",
    "max_connections=20",
    "log_min_messages=fatal",
    "autovacuum=off",
    "fsync=off",  # what is tested here outlives no crash of the machine
)


def binaries() -> Path | None:
    """Return the folder of the newest server's programs, or None where there is none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max((found.parent for found in installed), key=lambda folder: folder.parent.name, default=None)


class Server:
    """A server that listens on a socket in a folder of its own, and on nothing else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._case: str | None = None

    def new_case(self) -> str:
        """Return the address of a new, empty schema."""
        name = f"case_{uuid.uuid4().hex}"
        self.run(f"CREATE SCHEMA {name}")
        return f"{self.address}&options={quote(f'-csearch_path={name}')}"

    def emptied_case(self) -> str:
        """Return the address of the one case that tests may use, one after the other, and is empty again."""
        if self._case is None:
            self._case = self.new_case()
            open_store(self._case, create=True).close()
        with psycopg.connect(self._case, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute("TRUNCATE entry, blob, fact, passage, blocking")
        return self._case

    @property
    def address(self) -> str:
        """Return the address of the one database."""
        return f"postgresql://postgres@/postgres?host={quote(str(self.folder), safe='')}"

    def run(self, statement: str) -> None:
        """Run SQL as the owner of all."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement.encode())


@contextmanager
def running() -> Iterator[Server]:
    """Start a server, and stop it at the end."""
    programs = binaries()
    assert programs is not None, MISSING
    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as name:
        folder = Path(name)
        _hand_over(folder)
        data = folder / "data"
        _run(
            programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N", "--locale=C"
        )
        options = " ".join([f"-k {folder}", *(f"-c {setting}" for setting in SETTINGS)])
        control = programs / "pg_ctl"
        _run(control, "-D", data, "-w", "-t", "60", "-o", options, "-l", folder / "log", "start")
        try:
            yield Server(folder)
        finally:
            _run(control, "-D", data, "-m", "immediate", "stop")


@cache
def started() -> Server:
    """Return the one server of this run of the tests, which is stopped when the run ends."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(running())


def started_or_skipped(config: pytest.Config) -> Server:
    """Return the server, or skip the test, and say once, for all to see, why."""
    if binaries() is None:
        _say_missing(config)
        pytest.skip(MISSING)
    return started()


@cache
def _say_missing(config: pytest.Config) -> None:
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    capture = config.pluginmanager.get_plugin("capturemanager")
    assert terminal is not None
    assert capture is not None
    with capture.global_and_fixture_disabled():
        terminal.write_line(f"\n{MISSING}", red=True, bold=True)


def _hand_over(folder: Path) -> None:
    """Give the folder to the user under whom the server runs, which must not be root."""
    folder.chmod(0o755)
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")


def _run(program: Path, *arguments: object) -> None:
    command = [str(program), *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")
