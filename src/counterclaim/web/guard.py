"""What stands before every page and the API: who may come in, from where, and what may be done.

It is the outermost layer, so what it adds to an answer is there on every route, and on a failure too. In
this order a request is looked at: the name it is for (DNS rebinding), who asks (password or proxy), whether
it may change anything (read-only, forgery from another site), and how much it brings.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from types import MappingProxyType
from urllib.parse import parse_qs, urlencode, urlsplit

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counterclaim.web.door import COOKIE, Door, TooManyTriesError, clean_name, credentials
from counterclaim.web.refusals import is_for_programs, refusal

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""What a page may load (Content Security Policy 3): nothing from another host, no script within the page."""

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
)
"""What every answer says, whatever it is."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""The methods that change nothing (RFC 9110)."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""The names of this machine that nobody else can be reached by."""

TOKEN_FIELD, TOKEN_HEADER = "csrf", "x-csrf-token"
"""Where a form, and where a program, puts the token that it read from us."""

_LARGEST = 1_000_000
_SLOWEST = 30
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?")
_OPEN = ("/login", "/static/")
"""What is shown to those who did not tell the password: the place to tell it, and what that is drawn with."""

_SESSIONS = frozenset({"/login", "/logout"})
"""Where one comes and goes, which changes nothing of the case."""


@dataclass(frozen=True, slots=True)
class Gate:
    """On what terms a case is served.

    `hosts` are names, besides this machine's own and any number, by which it may be asked for. `door` asks
    for a password; None lets everybody in. `user` decides where no name is told, and `user_header` is the
    header in which a proxy tells who is signed in; "" believes no header.
    """

    hosts: frozenset[str] = frozenset()
    door: Door | None = None
    user: str = ""
    user_header: str = ""
    read_only: bool = False
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def token(self, user: str) -> str:
        """Return what shows that a request of `user` comes from a page of ours."""
        return hmac.digest(self.secret, f"csrf\x1f{user}".encode("utf-8", "surrogatepass"), "sha256").hex()


class RefusedError(Exception):
    """The request does not come in; `answer` is what is said instead."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.status_code)
        self.answer = answer


class Guard:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app = app
        self.gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sending = _safe(send, bodiless=scope["method"] == "HEAD")
        try:
            receiving = await self._judge(Request(scope, receive), receive)
        except RefusedError as refused:
            await refused.answer(scope, receive, sending)
        except ClientDisconnect:
            return
        else:
            method = "GET" if scope["method"] == "HEAD" else scope["method"]
            await self.app({**scope, "method": method}, receiving, sending)

    async def _judge(self, request: Request, receive: Receive) -> Receive:
        """Look at a request, and return whence its body is read.

        Raises:
            RefusedError: it does not come in.
        """
        request.state.user, request.state.csrf, request.state.let_in = "", "", False
        self._refuse_host(request)
        request.state.user, by_bearer = await self._who(request)
        request.state.let_in = self.gate.door is None or bool(request.state.user) or by_bearer
        request.state.csrf = self.gate.token(request.state.user)
        if request.method in SAFE:
            return receive
        if self.gate.read_only and request.url.path not in _SESSIONS:
            raise RefusedError(refusal(request, 403, "this case is served for reading only"))
        _refuse_foreign(request)
        body = await _body(request)
        if not by_bearer:
            self._refuse_forged(request, body)
        return _told_again(body, receive)

    # -- For whom it is ------------------------------------------------------------------------

    def _refuse_host(self, request: Request) -> None:
        told = request.headers.getlist("host")
        found = _HOST.fullmatch(told[0]) if len(told) == 1 else None
        if found is None:
            raise RefusedError(refusal(request, 400, "the request does not tell for which host it is"))
        name = found[1].strip("[]").casefold().rstrip(".")
        if name not in LOOPBACK | self.gate.hosts and not _is_number(name):
            message = (
                f"this server does not answer to the name {name!r}; open it by the address that it printed, "
                f"or start it with: counterclaim serve --allow-host {name}"
            )
            raise RefusedError(refusal(request, 421, message))

    # -- Who asks ------------------------------------------------------------------------------

    async def _who(self, request: Request) -> tuple[str, bool]:
        """Return who asks, and whether a bearer told the password, which no browser does by itself."""
        name, by_bearer = self.gate.user, False
        if self.gate.door is not None:
            name, by_bearer = await self._let_in(request, self.gate.door)
        if self.gate.user_header:
            name = clean_name(request.headers.get(self.gate.user_header, ""))
            if not name:
                message = (
                    f"the proxy does not tell who asks: it has to set the header {self.gate.user_header}"
                )
                raise RefusedError(refusal(request, 403, message))
        return name, by_bearer

    async def _let_in(self, request: Request, door: Door) -> tuple[str, bool]:
        known = door.name_of(request.cookies.get(COOKIE, ""))
        if known is not None:
            return known or self.gate.user, False
        told = credentials(request.headers.get("authorization", ""))
        if told is not None:
            scheme, name, password = told
            if await opened(request, door, password):
                return clean_name(name) or self.gate.user, scheme == "bearer"
        elif request.url.path.startswith(_OPEN):
            return "", False
        raise RefusedError(_ask_for_password(request))

    # -- What it would do ----------------------------------------------------------------------

    def _refuse_forged(self, request: Request, body: bytes) -> None:
        told = request.headers.get(TOKEN_HEADER, "")
        if not told and request.headers.get("content-type", "").startswith(
            "application/x-www-form-urlencoded"
        ):
            told = parse_qs(body.decode("utf-8", "replace")).get(TOKEN_FIELD, [""])[0]
        if not hmac.compare_digest(told.encode("utf-8", "replace"), request.state.csrf.encode()):
            message = (
                "the request does not show that it comes from a page of this server; load the page again "
                "(a program sends the header X-CSRF-Token, which GET /api/v1/session tells)"
            )
            raise RefusedError(refusal(request, 403, message))


async def opened(request: Request, door: Door, password: str) -> bool:
    """Say whether a password that came with a request is right.

    Raises:
        RefusedError: too many wrong ones came from there.
    """
    address = request.client.host if request.client else ""
    try:
        return await run_in_threadpool(door.opens, password, address)
    except TooManyTriesError as error:
        message = f"too many wrong passwords; try again in {error.seconds} seconds"
        answer = refusal(request, 429, message, {"Retry-After": str(error.seconds)})
        raise RefusedError(answer) from error


def _ask_for_password(request: Request) -> Response:
    if is_for_programs(request) or request.method not in SAFE:
        headers = {"WWW-Authenticate": 'Bearer realm="counterclaim"'}
        return refusal(request, 401, "the password is missing or wrong", headers)
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/login?{urlencode({'next': request.url.path + query})}", 303)


def _refuse_foreign(request: Request) -> None:
    """Raise where a browser tells that another site made it ask.

    Under our Referrer-Policy a form of our own pages is sent with the origin "null", which tells nothing:
    the token, or Sec-Fetch-Site, has to show where it comes from.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin", "null")
    if site not in {"same-origin", "none"} or (origin != "null" and not _is_own(origin, request)):
        raise RefusedError(refusal(request, 403, "the request comes from another site"))


def _is_own(origin: str, request: Request) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and parts.netloc.casefold() == request.headers["host"].casefold()


def _is_number(name: str) -> bool:
    """Say whether a host is named by its number: whoever asks so was not led astray by a name."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


# -- Bodies and headers ----------------------------------------------------------------------


async def _body(request: Request) -> bytes:
    """Return the whole body of a request.

    Raises:
        RefusedError: it is too large, or does not arrive in time.
    """
    too_large = f"the request brings more than {_LARGEST:,} bytes"
    length = request.headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or int(length) > _LARGEST:
        raise RefusedError(refusal(request, 413, too_large))
    pieces: list[bytes] = []
    try:
        with anyio.fail_after(_SLOWEST):
            async for piece in request.stream():
                pieces.append(piece)
                if sum(map(len, pieces)) > _LARGEST:
                    raise RefusedError(refusal(request, 413, too_large))
    except TimeoutError as error:
        raise RefusedError(refusal(request, 408, "the request did not arrive in time")) from error
    return b"".join(pieces)


def _told_again(body: bytes, receive: Receive) -> Receive:
    """Return what gives a body that was read already, then whatever comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def told() -> Message:
        return waiting.pop() if waiting else await receive()

    return told


def _safe(send: Send, *, bodiless: bool) -> Send:
    """Return `send`, made to put `HEADERS` on every answer, and to leave out the body if so asked."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
        elif bodiless and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return sending
