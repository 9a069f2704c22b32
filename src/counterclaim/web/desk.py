"""The case that is served, as it stands or stood, opened once for all who read it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Query, Request

from counterclaim.board.index import Index
from counterclaim.ledger import Snapshot
from counterclaim.moments import Stood, as_kept, stood_when
from counterclaim.store import SearchHit, Store, is_address, open_store

_KEPT = 8
"""How many moments of the case are kept open, and with them what was read of each."""


@dataclass
class View:
    """The case at one entry of its log: all that a page may show.

    `asked` is the moment as the reader typed it, "" for the present; several readers share a view, so
    it is looked at under `lock` only.
    """

    stood: Stood
    asked: str
    lock: RLock = field(default_factory=RLock)

    @property
    def snapshot(self) -> Snapshot:
        """Return what stood."""
        return self.stood.snapshot

    @cached_property
    def index(self) -> Index:
        """The look-ups over the snapshot, with what people ruled."""
        return Index(self.snapshot)


class Desk:
    """A case that is served.

    Args:
        case: the file or the address of the case.
        read_only: nobody may decide anything.
        user: who decides, where nobody else is told (`user_header`).
        user_header: the header in which a proxy tells who is signed in; "" believes no header.
        now: the clock.
    """

    def __init__(
        self,
        case: str | Path,
        *,
        read_only: bool = False,
        user: str = "",
        user_header: str = "",
        now: Callable[[], datetime] = lambda: datetime.now(tz=UTC),
    ) -> None:
        self.case = case
        self.read_only = read_only
        self.user = user
        self.user_header = user_header
        self.now = now
        self.store: Store = open_store(case)
        self._views: OrderedDict[tuple[str, int, str], View] = OrderedDict()
        self._lock, self._long = RLock(), RLock()

    @property
    def name(self) -> str:
        """Return what the case is called: its file's name without the ending, or that of its database.

        How a server is reached, which may hold a password, is nothing to be shown.
        """
        where = urlsplit(str(self.case)).path if is_address(self.case) else str(self.case)
        return Path(where.rpartition("/")[2]).stem or "case"

    def at(self, asked: str = "") -> View:
        """Return the case as it stands, or as it stood at a moment or after the entry of a number.

        Raises:
            UsageError: `asked` is no moment.
        """
        typed = " ".join(asked.split())
        with self._lock:
            head, _ = self.store.head()
            stood = stood_when(self.store, typed or f"#{head}", self.now())
            key = (typed, head, to_the_minute(stood))
            if key not in self._views:
                self._views[key] = View(stood, typed)
            self._views.move_to_end(key)
            while len(self._views) > _KEPT:
                self._views.popitem(last=False)
            return self._views[key]

    def apart(self, view: View) -> View:
        """Return what a view shows for one who needs it long: others who look at it do not wait for them.

        Of those who need theirs long, as for all of a large case, one works after the other.
        """
        own = stood_when(self.store, f"#{view.stood.sequence}", self.now())
        return View(replace(view.stood, snapshot=own.snapshot), view.asked, self._long)

    def search(self, view: View, words: str, most: int) -> tuple[SearchHit, ...]:
        """Return what held every one of some words when a view stood, the best first, and at most so many.

        The index of a store knows the present alone: the past is gone through anew.
        """
        is_present = not view.asked and self.store.head()[0] == view.stood.sequence
        kept = self.store if is_present else as_kept(self.store, view.stood.sequence)
        return kept.search(words, most)

    def close(self) -> None:
        """Let go of the case."""
        self.store.close()


def to_the_minute(stood: Stood) -> str:
    """Return as of when a case is shown, so that "yesterday" is not taken for that of the day before."""
    return stood.moment.isoformat(timespec="minutes") if stood.moment else str(stood.sequence)


async def the_desk(request: Request) -> Desk:
    """Return the desk of the application that a request is for."""
    desk: Desk = request.app.state.desk
    return desk


AsOf = Annotated[str, Query(max_length=60, description="A moment, or the number of an entry: #120")]
"""As of when the case is asked for; "" is the present."""


def the_view(desk: Annotated[Desk, Depends(the_desk)], as_of: AsOf = "") -> View:
    """Return the case as a request asks for it."""
    return desk.at(as_of)


def the_whole(desk: Annotated[Desk, Depends(the_desk)], as_of: AsOf = "") -> View:
    """Return the case as a request asks for it that wants all of it."""
    return desk.apart(desk.at(as_of))


TheDesk = Annotated[Desk, Depends(the_desk)]
TheView = Annotated[View, Depends(the_view)]
TheWhole = Annotated[View, Depends(the_whole)]
