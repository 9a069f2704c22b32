"""Ids as people read them: the words of what they name, with where it is told of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.ledger import Snapshot
from counterclaim.pages import ServedLinks

_ID = re.compile(r"(?<![A-Za-z0-9-])[A-Za-z]{1,16}(?:-[A-Za-z0-9]{1,64}){1,4}", re.ASCII)
"""What may be an id; whether it is one, the case tells."""


@dataclass(frozen=True, slots=True)
class Named:
    """Words, and where more is told of what they name: "" for nowhere."""

    words: str
    address: str = ""


class Naming:
    """Names the facts of a case, as it stood at one moment or at several: the first that has one names it."""

    def __init__(self, links: ServedLinks, *snapshots: Snapshot) -> None:
        self._links = links
        self._snapshots = snapshots

    def of(self, key: str) -> Named | None:
        """Return what a claim says, what stands in a statement, or that a person ruled; else None."""
        return next((found for one in self._snapshots if (found := self._in(one, key))), None)

    def _in(self, snapshot: Snapshot, key: str) -> Named | None:
        if key in snapshot.claims:
            return Named(snapshot.claims[key].gist, self._links.claim(key))
        if key in snapshot.statements:
            statement = snapshot.statements[key]
            report = snapshot.reports[statement.report]
            words = " … ".join(report.quote(span) for span in statement.content)
            return Named(f"“{words}”", self._links.statement(report.id, key))
        if key in snapshot.decisions:
            one = snapshot.decisions[key]
            return Named(f"what {one.by} ruled ({one.kind})", f"{self._links.page('/decisions')}#{key}")
        return None

    def told(self, text: str) -> tuple[Named, ...]:
        """Return a text in pieces, with names where ids stood; "id: words" becomes the words alone."""
        return tuple(one for one in self._pieces(text) if one.words)

    def _pieces(self, text: str) -> Iterator[Named]:
        done = 0
        for match in _ID.finditer(text):
            named = self.of(match[0])
            if named and match.start() >= done:
                yield Named(text[done : match.start()])
                yield named
                done = match.end()
                doubled = f": {named.words}"
                done += len(doubled) if text.startswith(doubled, done) else 0
        yield Named(text[done:])
