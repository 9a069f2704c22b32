"""`counterclaim serve`, in a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from counterclaim.cli.exits import Code
from counterclaim.cli.process import run

PASSWORD = "open sesame, please"
Refused = Callable[..., tuple[int, str]]
PROGRAM = (sys.executable, "-m", "counterclaim")


@contextmanager
def serving(case: Path, *arguments: str, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve a case on any free port; give its address and the process."""
    command = [*PROGRAM, "serve", "-c", str(case), "--port", "0", *arguments]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
    ) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline().strip()
            assert address.startswith("http://"), process.stderr.read() if process.stderr else ""
            yield address, process
        finally:
            process.kill()


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Refused:
    """Give a function that returns exit code and words of a server that does not start."""

    def start(case: Path, *arguments: str) -> tuple[int, str]:
        code = run(["serve", "-c", str(case), "--port", "0", *arguments])
        return code, capsys.readouterr().err

    return start


def ended(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str]:
    """Return exit code and last words of a server that is told to stop."""
    process.send_signal(number)
    _, told = process.communicate(timeout=10)
    return process.returncode, told


def test_a_case_is_served_until_somebody_says_stop(case: Path) -> None:
    with serving(case) as (address, process):
        answer = httpx.get(address)
        assert answer.status_code == 200
        assert "dam overflowed" in answer.text
        assert "server" not in answer.headers
        code, told = ended(process, signal.SIGINT)
    assert code == Code.INTERRUPTED
    assert f"at {address} (stop with Ctrl-C)" in told
    assert told.endswith("stopped\n")
    assert "GET /" not in told, "nothing is told of who read what"


def test_a_server_is_stopped_by_the_system_while_somebody_holds_on(case: Path) -> None:
    """A connection that is kept open does not keep the server."""
    with serving(case) as (address, process), httpx.Client(base_url=address) as reader:
        assert reader.get("/").status_code == 200
        code, told = ended(process, signal.SIGTERM)
    assert code == Code.INTERRUPTED
    assert "Traceback" not in told


def test_a_port_that_is_taken_is_said_with_the_next_step(case: Path, refused: Refused) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, told = refused(case, "--port", str(port))
    assert code == Code.USAGE
    assert f"port {port} is taken by another program; choose another: --port" in told


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_others_do_not_come_in_without_a_password(case: Path, refused: Refused, host: str) -> None:
    code, told = refused(case, "--host", host)
    assert code == Code.USAGE
    assert "takes a password" in told
    assert "--password-file FILE" in told


def test_a_place_that_is_not_here_is_refused(
    case: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COUNTERCLAIM_PASSWORD", PASSWORD)
    code, told = refused(case, "--host", "no-such-place.invalid")
    assert (code, "knows no address 'no-such-place.invalid'" in told) == (Code.USAGE, True)


def test_a_case_that_is_not_there_is_said(tmp_path: Path, refused: Refused) -> None:
    code, told = refused(tmp_path / "none.db")
    assert (code, "counterclaim demo" in told) == (Code.NOT_FOUND, True)
    assert not (tmp_path / "none.db").exists()


def test_with_a_password_others_come_in_by_number_and_by_allowed_name(case: Path, tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text(f"{PASSWORD}\nanything else\n")
    secret.chmod(0o644)
    options = ("--host", "0.0.0.0", "--password-file", str(secret), "--allow-host", "Board.example")
    with serving(case, *options) as (address, process):
        port = address.rpartition(":")[2].strip("/")
        here, bearer = f"http://127.0.0.1:{port}", {"Authorization": f"Bearer {PASSWORD}"}
        assert address == f"http://Board.example:{port}/"
        assert httpx.get(f"{here}/api/v1/claims").status_code == 401
        assert httpx.get(f"{here}/api/v1/claims", headers=bearer).status_code == 200
        for name, status in (("board.example", 200), ("other.example", 421)):
            told = {**bearer, "Host": f"{name}:{port}"}
            assert httpx.get(f"{here}/api/v1/claims", headers=told).status_code == status
        _, said = ended(process, signal.SIGINT)
    assert PASSWORD not in said
    assert "unencrypted" in said
    assert "chmod 600" in said, "others on this machine may read the file"


@pytest.mark.parametrize("content", [b"", b"\n", b"short", b"\xff\xfe"])
def test_a_password_that_is_none_is_refused(
    case: Path, tmp_path: Path, refused: Refused, content: bytes
) -> None:
    secret = tmp_path / "password"
    secret.write_bytes(content)
    code, told = refused(case, "--password-file", str(secret))
    assert code == Code.USAGE
    assert "password" in told


def test_for_reading_only_behind_a_password_of_the_environment(case: Path) -> None:
    with serving(case, "--read-only", "-v", COUNTERCLAIM_PASSWORD=PASSWORD) as (address, process):
        assert httpx.get(f"{address}api/v1/claims").status_code == 401
        with httpx.Client(base_url=address, auth=("Ann", PASSWORD)) as reader:
            session = reader.get("/api/v1/session").json()
            headers = {"X-CSRF-Token": session["csrf"], "If-Match": "*"}
            wish = {"kind": "note", "about": ["cl-0"], "note": "x"}
            assert reader.post("/api/v1/decisions", json=wish, headers=headers).status_code == 403
        _, said = ended(process, signal.SIGINT)
    assert session["read_only"] is True
    assert "GET /api/v1/session" in said, "-v says what is asked"


def test_who_decides_is_told_by_the_command_or_by_the_proxy(case: Path) -> None:
    with serving(case, "--user", "Cy Desk") as (address, _):
        assert httpx.get(f"{address}api/v1/session").json()["user"] == "Cy Desk"
    with serving(case, "--user-header", "X-Signed-In") as (address, _):
        told = httpx.get(f"{address}api/v1/session", headers={"X-Signed-In": "Dee"})
        assert told.json()["user"] == "Dee"
        assert httpx.get(f"{address}api/v1/session").status_code == 403


def test_a_rehearsal_starts_nothing(case: Path, refused: Refused) -> None:
    code, told = refused(case, "--dry-run")
    assert (code, "would serve" in told) == (Code.OK, True)
