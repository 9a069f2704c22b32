"""What a form of a page asks for: a kind, the facts it is on, and where to go afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import FormData

from counterclaim.model import DecisionKind
from counterclaim.problems import UsageError
from counterclaim.web.deciding import LABELS, WISHED, Wish

_MOST = 200
"""How many decisions one form may ask for: those of a page of the board."""

_APART = re.compile(r"[;\n]")
_WITHIN = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*", re.ASCII)

_SAID = frozenset({"ruled", "already"})
"""What an address tells of the decision that was made just before."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one press of a button asks for.

    `ruling` is a kind and, if the button is for one thing alone, its id: "confirm cl-1"; `chosen` are the
    ids that are ticked or typed, `names` the other names of an alias.
    """

    kind: DecisionKind
    one: str
    chosen: tuple[str, ...]
    statements: tuple[str, ...]
    names: tuple[str, ...]
    claim: str
    what: str
    to: str
    note: str
    seen: str
    back: str

    @property
    def things(self) -> tuple[str, ...]:
        """Return what is to be ruled on: the thing of the button, or else all that were chosen."""
        return (self.one,) if self.one else self.chosen


def asked_in(form: FormData) -> Asked:
    """Return what a form that was sent asks for.

    Raises:
        UsageError: there is no such ruling.
    """
    kind, _, one = _first(form, "ruling").partition(" ")
    if kind not in list(WISHED):
        raise UsageError(f"there is no ruling {kind!r}; there are: {', '.join(WISHED)}")
    typed = _first(form, "ids").replace(",", " ").split()
    return Asked(
        kind=DecisionKind(kind),
        one=one.strip(),
        chosen=tuple(dict.fromkeys([*_all(form, "about"), *typed])),
        statements=tuple(dict.fromkeys(_all(form, "statement"))),
        names=tuple(name for part in _APART.split(_first(form, "names")) if (name := " ".join(part.split()))),
        claim=_first(form, "claim").strip(),
        what=_first(form, "what"),
        to=" ".join(_first(form, "to").split()),
        note=" ".join(_first(form, "note").split()),
        seen=_first(form, "seen"),
        back=within(_first(form, "back")),
    )


def wishes_of(asked: Asked) -> list[Wish]:
    """Return the wishes that what was asked for comes to, each a decision.

    Raises:
        UsageError: nothing was chosen, or more than can be meant.
    """
    match asked.kind:
        case DecisionKind.MERGE:
            found = [Wish(asked.kind, _with(asked), note=asked.note)]
        case DecisionKind.SPLIT:
            found = [Wish(asked.kind, asked.statements, claim=asked.one or asked.claim, note=asked.note)]
        case DecisionKind.RELABEL:
            found = [_relabel(asked)]
        case DecisionKind.ALIAS:
            found = [Wish(asked.kind, asked.names, to=asked.to, note=asked.note)]
        case _:
            found = [Wish(asked.kind, (thing,), note=asked.note) for thing in asked.things]
    if not found:
        raise UsageError("nothing was chosen; tick what it is about, and press the button again")
    if len(found) > _MOST:
        raise UsageError(f"{len(found)} were chosen; choose at most {_MOST} at once")
    return found


def _with(asked: Asked) -> tuple[str, ...]:
    """Return the claims to merge: the one whose page it is, and those chosen."""
    return tuple(dict.fromkeys([*([asked.one] if asked.one else []), *asked.chosen]))


def _relabel(asked: Asked) -> Wish:
    if asked.what not in LABELS:
        raise UsageError(f"{asked.what!r} cannot be set; choose one of: {', '.join(LABELS)}")
    claim = asked.claim if asked.what == "stance" else ""
    return Wish(asked.kind, asked.things, claim=claim, what=asked.what, to=asked.to, note=asked.note)


def within(address: str) -> str:
    """Return an address of ours without the word on what was ruled; of anything else, the board's.

    >>> within("/claims/cl-1?as_of=%231&ruled=d-2")
    '/claims/cl-1?as_of=%231'
    >>> within("//elsewhere.example/")
    '/'
    """
    if not _WITHIN.fullmatch(address):
        return "/"
    parts = urlsplit(address)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name not in _SAID]
    return parts.path + (f"?{urlencode(kept)}" if kept else "")


def _first(form: FormData, name: str) -> str:
    return next(_all(form, name), "")


def _all(form: FormData, name: str) -> Iterator[str]:
    """Yield what a form tells under a name; a file is no word."""
    return (value for value in form.getlist(name) if isinstance(value, str))
