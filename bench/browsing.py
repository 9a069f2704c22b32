"""A browser that reads our pages, a server to read them from, and what was seen of both."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import (
    Browser,
    BrowserContext,
    Dialog,
    Page,
    Request,
    ViewportSize,
    expect,
    sync_playwright,
)

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
"""The browser of the system; none is fetched."""

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--disable-component-update",
    "--no-first-run",
)

LIGHT, DARK = "light", "dark"
WIDE, MIDDLE, NARROW = 1400, 800, 390
"""The widths at which pages are looked at, in pixels."""

_PATIENCE = 30_000
"""Milliseconds that a test waits before it says that something does not come: the machine may be busy."""

_NURSERY = """
import gc, os, signal, sys
import uvicorn
from counterclaim.gazetteer import open_gazetteer
from counterclaim.web import Desk, application
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
open_gazetteer()
gc.freeze()
print("ready", flush=True)
for line in sys.stdin:
    case, port, terms = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if child == 0:
        desk = Desk(case, read_only=terms == "read-only", user="Ann Reader")
        uvicorn.run(application(desk), host="127.0.0.1", port=int(port), log_level="warning")
        os._exit(0)
    print(child, flush=True)
"""
"""A process that has read all of our code, and forks a server whenever it is asked for one: that is quick."""


@dataclass(frozen=True)
class Served:
    """A case that a process of its own serves."""

    case: Path
    address: str

    def at(self, path: str) -> str:
        """Return the whole address of a path."""
        return f"{self.address}{path}"


class Nursery:
    """Starts servers, each a process of its own; one nursery does for all tests."""

    def __init__(self) -> None:
        command = [sys.executable, "-c", _NURSERY]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._told()

    @contextmanager
    def serving(self, case: Path, *, read_only: bool = False) -> Iterator[Served]:
        """Serve a case on a free port of this machine, and stop at the end."""
        port = free_port()
        assert self._process.stdin is not None
        self._process.stdin.write(f"{case}\t{port}\t{'read-only' if read_only else 'writable'}\n")
        self._process.stdin.flush()
        child = int(self._told())
        try:
            served = Served(case, f"http://127.0.0.1:{port}")
            _wait_for(served, child)
            yield served
        finally:
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGTERM)

    def _told(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the server could not be started; what it says stands above"
        return line

    def close(self) -> None:
        """End it."""
        with self._process as process:
            process.terminate()


def free_port() -> int:
    """Return a port on which nothing listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(served: Served, child: int) -> None:
    for _ in range(600):
        try:
            with urlopen(served.at("/static/site.css"), timeout=5):  # noqa: S310 - our own server
                return
        except OSError:
            os.kill(child, 0)
            time.sleep(0.05)
    raise AssertionError("the server does not answer after 30 seconds")


@contextmanager
def a_browser() -> Iterator[Browser]:
    """Start the browser of the system, without a window."""
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Seen:
    """What happened while pages were read: requests, executions, errors, what the policy stopped."""

    hosts: set[str] = field(default_factory=set)
    requests: list[str] = field(default_factory=list)
    executions: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    @property
    def foreign(self) -> list[str]:
        """Return the requests to another host than this machine."""
        return [one for one in self.requests if not _is_here(one)]


def _is_here(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in {"file", "data", "blob", "about"} or parts.hostname == "127.0.0.1"


_WATCH = """
window.addEventListener("securitypolicyviolation", event =>
  console.warn("policy-violation " + event.violatedDirective + " " + event.blockedURI));
window.__hit = what => console.warn("payload-executed " + what);
"""


class Reader:
    """A person at a browser: opens pages, and everything that happens is noted in `seen`."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.seen = Seen()
        self._contexts: list[BrowserContext] = []

    def context(self, **options: Any) -> BrowserContext:
        """Return a window of its own, with nothing kept from others."""
        size = ViewportSize(width=options.pop("width", WIDE), height=options.pop("height", 900))
        context = self.browser.new_context(viewport=size, **options)
        context.set_default_timeout(_PATIENCE)
        if options.get("java_script_enabled", True):
            context.add_init_script(_WATCH)
        context.on("request", self._asked)
        self._contexts.append(context)
        return context

    def open(self, address: str, context: BrowserContext | None = None, **options: Any) -> Page:
        """Open a page, in a new window unless one is given."""
        page = (context or self.context(**options)).new_page()
        self.listen(page)
        page.goto(address)
        return page

    def listen(self, page: Page) -> None:
        """Note what a page does."""
        page.on("dialog", self._asked_in_a_dialog)
        page.on("console", lambda said: self._said(said.type, said.text))
        page.on("pageerror", lambda error: self.seen.errors.append(str(error)))

    def close(self) -> None:
        """Close all windows."""
        for context in self._contexts:
            context.close()

    def _asked(self, request: Request) -> None:
        self.seen.requests.append(request.url)

    def _asked_in_a_dialog(self, dialog: Dialog) -> None:
        self.seen.executions.append(dialog.message)
        dialog.dismiss()

    def _said(self, kind: str, text: str) -> None:
        if text.startswith("payload-executed"):
            self.seen.executions.append(text)
        elif text.startswith("policy-violation") or "Content Security Policy" in text:
            self.seen.violations.append(text)
        elif kind == "error":
            self.seen.errors.append(text)
