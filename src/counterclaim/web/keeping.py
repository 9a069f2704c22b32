"""Answers that were given before, and need not be worked out again while the case stands as it did.

What is shown depends on the address, on who asks, and on the case at one entry of its log alone. So an answer
is kept under these, and has an entity tag by which a browser need not fetch it again (RFC 9110).
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from counterclaim.problems import CounterclaimError
from counterclaim.store import is_address
from counterclaim.web.desk import Desk

_LARGEST, _MOST = 4_000_000, 64_000_000
"""The bytes beyond which one answer, and all together, are not kept."""

_PRIVATE = {"Cache-Control": "private, no-cache", "Vary": "Cookie, Authorization"}


@dataclass(frozen=True, slots=True)
class Place:
    """What an answer depends on: address, reader, the last entry that counts; and what `beside` names."""

    path: str
    query: bytes
    user: str
    sequence: int
    head: str
    beside: str = ""

    @classmethod
    def of(cls, request: Request, sequence: int, head: str, beside: str = "") -> Place:
        """Return what the answer to a request depends on."""
        scope = request.scope
        return cls(scope["path"], scope["query_string"], request.state.user, sequence, head, beside)


@dataclass(frozen=True, slots=True)
class Answer:
    """The bytes of an answer, what they are, and headers that go with them."""

    body: bytes
    media_type: str
    headers: tuple[tuple[str, str], ...] = ()
    tag: str = field(init=False)

    def __post_init__(self) -> None:
        """Work out the tag, which is asked for with every request."""
        object.__setattr__(self, "tag", f'"{hashlib.sha256(self.body).hexdigest()[:32]}"')

    def to(self, request: Request) -> Response:
        """Return the answer to a request; one who has these bytes is told so."""
        headers = {"ETag": self.tag, **_PRIVATE, **dict(self.headers)}
        known = request.headers.get("if-none-match", "")
        if known and self.tag in [one.strip().removeprefix("W/") for one in known.split(",")]:
            return Response(status_code=304, headers=headers)
        return Response(self.body, media_type=self.media_type, headers=headers)


class Kept:
    """The answers given last."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Place, Answer] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, place: Place) -> Answer | None:
        """Return an answer, if it is still kept."""
        with self._lock:
            if place in self._answers:
                self._answers.move_to_end(place)
            return self._answers.get(place)

    def put(self, place: Place, answer: Answer) -> None:
        """Keep an answer, and let go of those that were asked for longest ago."""
        if len(answer.body) > _LARGEST:
            return
        with self._lock:
            before = self._answers.pop(place, None)
            self._answers[place] = answer
            self._bytes += len(answer.body) - (len(before.body) if before else 0)
            while self._bytes > _MOST:
                _, gone = self._answers.popitem(last=False)
                self._bytes -= len(gone.body)


class Remembering:
    """A layer that gives what is kept of the present at once, and asks the layers below for all else."""

    def __init__(self, app: ASGIApp, desk: Desk, kept: Kept) -> None:
        self.app = app
        self.desk = desk
        self.kept = kept
        self.is_near = not is_address(desk.case)  # to ask a server for its head may take too long here

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let others do so."""
        if scope["type"] == "http" and scope["method"] == "GET" and self.is_near:
            request = Request(scope)
            answer = self._known(request)
            if answer is not None:
                await answer.to(request)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _known(self, request: Request) -> Answer | None:
        if request.query_params.get("as_of"):
            return None  # what a moment in words means moves with the clock
        try:
            sequence, head = self.desk.store.head()
        except CounterclaimError:
            return None  # whoever is asked next will say so in words
        return self.kept.get(Place.of(request, sequence, head))
