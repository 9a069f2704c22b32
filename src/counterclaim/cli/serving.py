"""`serve`: the case in a browser, and the HTTP API, until somebody says stop."""

from __future__ import annotations

import errno
import os
import socket
import threading
import webbrowser
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.config import LOGGING_CONFIG

from counterclaim.cli.exits import Code
from counterclaim.cli.flags import Flags
from counterclaim.cli.screen import Screen
from counterclaim.cli.who import user
from counterclaim.problems import NotFoundError, UsageError
from counterclaim.store import is_there
from counterclaim.web import Desk, application
from counterclaim.web.door import Door
from counterclaim.web.guard import Gate

PASSWORD = "COUNTERCLAIM_PASSWORD"  # noqa: S105 - the name of a variable
"""What of the environment holds the password."""

_PATIENCE = 3
"""How many seconds those who are being answered have left when the server is stopped."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a case is served."""

    host: str = "127.0.0.1"
    port: int = 8000
    show: bool = False
    read_only: bool = False
    password_file: Path | None = None
    hosts: Sequence[str] = ()
    user_header: str = ""


def serve(flags: Flags, terms: Terms) -> Code:
    """Serve the case until this process is interrupted."""
    screen = Screen(flags)
    if not is_there(flags.case):
        raise NotFoundError(
            f"there is no case {flags.named}; make one: {flags.command('add', 'PATH...')}, or see an "
            "example: counterclaim demo"
        )
    password = _password(screen, terms)
    with _listening(terms, is_guarded=password is not None) as listening:
        address = _address(terms, listening)
        if flags.dry_run:
            screen.note(f"would serve {flags.named} at {address}; nothing was started")
            return Code.OK
        return _serve(screen, terms, listening, address, password)


def _serve(
    screen: Screen, terms: Terms, listening: socket.socket, address: str, password: str | None
) -> Code:
    desk = Desk(
        screen.flags.case,
        read_only=terms.read_only,
        user=_decider(screen.flags, terms),
        user_header=terms.user_header,
    )
    try:
        gate = Gate(
            hosts=frozenset(name.casefold() for name in (*terms.hosts, terms.host)),
            door=Door(password) if password is not None else None,
            user=desk.user,
            user_header=desk.user_header,
            read_only=desk.read_only,
        )
        server = uvicorn.Server(_settings(screen, application(desk, gate)))
        _say(screen, terms, address)
        if terms.show:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        code = Code.INTERRUPTED
    else:
        code = Code.OK  # whoever started us lets Ctrl-C mean nothing
    finally:
        desk.close()
    screen.note("stopped")
    return code


def _say(screen: Screen, terms: Terms, address: str) -> None:
    """Say what is served where; the address alone goes to stdout, for programs."""
    how = " for reading only" if terms.read_only else ""
    screen.note(f"serving {screen.flags.named}{how} at {address} (stop with Ctrl-C)")
    if not screen.is_for_eyes():
        screen.write(f"{address}\n")
    if not _is_loopback(terms.host) and not terms.hosts:
        screen.note("it answers to the number of this machine; for a name, add: --allow-host NAME")
    if not _is_loopback(terms.host):
        screen.note("words and the password travel unencrypted: put a proxy with TLS before it")


def _settings(screen: Screen, app: Any) -> uvicorn.Config:
    """Return how uvicorn runs: it says what fails, and with -v what is asked."""
    logging = deepcopy(LOGGING_CONFIG)
    logging["handlers"]["access"]["stream"] = "ext://sys.stderr"
    return uvicorn.Config(
        app,
        access_log=screen.flags.verbose,
        log_level="info" if screen.flags.verbose else "warning",
        log_config=logging,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
        timeout_keep_alive=30,
        use_colors=False,
        ws="none",
    )


# -- Who -------------------------------------------------------------------------------------


def _decider(flags: Flags, terms: Terms) -> str:
    """Return who decides where a reader tells no name; "" where nobody can, or the proxy tells who."""
    return "" if terms.read_only or terms.user_header else user(flags)


def _password(screen: Screen, terms: Terms, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the password, from the file or the environment; None where there is none.

    Raises:
        UsageError: it is empty, or the file is no text.
    """
    if terms.password_file is None:
        told = environment.get(PASSWORD)
        return told or None
    try:
        lines = terms.password_file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise UsageError(f"{terms.password_file} is no text; write the password on its first line") from error
    if not lines or not lines[0].strip():
        raise UsageError(f"{terms.password_file} is empty; write the password on its first line")
    if terms.password_file.stat().st_mode & 0o077 and os.name == "posix":
        screen.warn(f"others on this machine may read the password: chmod 600 {terms.password_file}")
    return lines[0]


# -- Where -----------------------------------------------------------------------------------


def _listening(terms: Terms, *, is_guarded: bool) -> socket.socket:
    """Return a socket that listens where it was asked for.

    Raises:
        UsageError: others could reach it without a password, or it cannot be had.
    """
    if not _is_loopback(terms.host) and not is_guarded:
        raise UsageError(
            f"others can reach {terms.host}: to listen there takes a password; write one into a file, and "
            f"add: --password-file FILE (or set {PASSWORD})"
        )
    try:
        family, kind, _, _, where = socket.getaddrinfo(terms.host, terms.port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise UsageError(f"this machine knows no address {terms.host!r}; try --host 127.0.0.1") from error
    listening = socket.socket(family, kind)
    try:
        if os.name == "posix":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(where)
        listening.listen(256)
    except OSError as error:
        listening.close()
        raise UsageError(_why_not(error, terms)) from error
    return listening


def _why_not(error: OSError, terms: Terms) -> str:
    other = terms.port + 1 if 1024 <= terms.port < 65535 else 8001
    if error.errno == errno.EADDRINUSE:
        return f"port {terms.port} is taken by another program; choose another: --port {other} (0: any)"
    if error.errno == errno.EACCES:
        return f"port {terms.port} is not for everybody; choose one above 1023: --port {other}"
    return f"cannot listen on {terms.host}, port {terms.port}: {error.strerror}; try --host 127.0.0.1"


def _is_loopback(host: str) -> bool:
    """Say whether nobody but this machine can reach a host, by its number or its name."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        pass
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return host == "localhost"
    return all(ip_address(where[0]).is_loopback for *_, where in found)


def _address(terms: Terms, listening: socket.socket) -> str:
    """Return the address to open in a browser."""
    port = listening.getsockname()[1]
    host = terms.hosts[0] if terms.hosts else terms.host
    try:
        number = ip_address(host)
    except ValueError:
        return f"http://{host}:{port}/"
    if number.is_unspecified:
        return f"http://127.0.0.1:{port}/"
    return f"http://[{host}]:{port}/" if number.version == 6 else f"http://{host}:{port}/"
