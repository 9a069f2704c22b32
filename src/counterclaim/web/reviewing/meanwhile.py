"""What happened to a case since somebody read a page of it, and whether they can still decide so."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.board import Difference, differences
from counterclaim.decide import Person
from counterclaim.problems import UsageError
from counterclaim.web.deciding import Wish, seen_at
from counterclaim.web.desk import Desk, View
from counterclaim.wishes import wished

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What is new, what concerns the wish first, and how much more there is.

    `known` is False where the page was of another case, or of an entry that was never written here;
    `obstacle` says why the wish is not possible any more, "" where it is.
    """

    known: bool
    news: tuple[Difference, ...]
    more: int
    obstacle: str


def meanwhile(desk: Desk, now: View, token: str, wish: Wish, who: str) -> Meanwhile:
    """Return what happened between the entry of a token of a page and now."""
    seen, obstacle = seen_at(token), _obstacle(now, Person(who, desk.now(), wish.note), wish)
    if seen.sequence > now.stood.total:
        return Meanwhile(known=False, news=(), more=0, obstacle=obstacle)
    then = desk.at(f"#{seen.sequence}")
    if then.stood.head != seen.head:
        return Meanwhile(known=False, news=(), more=0, obstacle=obstacle)
    with then.lock:
        found = differences(then.snapshot, now.snapshot)
    own = {*wish.about, wish.claim}
    first = sorted(found, key=lambda one: own.isdisjoint({one.fact, *one.earlier, *one.gist.split()}))
    return Meanwhile(known=True, news=tuple(first[:_SHOWN]), more=len(found[_SHOWN:]), obstacle=obstacle)


def _obstacle(now: View, person: Person, wish: Wish) -> str:
    try:
        wished(now.snapshot, person, wish)
    except UsageError as error:
        return str(error)
    return ""
