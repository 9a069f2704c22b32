"""What is told of an actor at one place in a text."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.model import ActorKind
from counterclaim.parse.document import Token


@dataclass(frozen=True, slots=True)
class Sighting:
    """One noun phrase or pronoun that may stand for an actor.

    `name` is its proper name if it has one; `role`, `body` and `crowd` are the classes of its title
    ("head"), its organisation word ("ministry") or its plural ("officials"); `title` is the title
    itself in the form that is compared, `lesser` whether it is less than that ("deputy"). `country` and
    `affiliation` say whose it is; `rest` are the other words that tell it apart ("defense", "72nd").
    `sort` and `trade` say what sort of body it is, `modifiers` are the plain words that describe it
    ("pilot" of "the pilots' union"), in order of the alphabet. `another` is somebody without a name who is
    told of as nobody of before: "another minister". `apposition` is the head of the phrase
    that it explains; `pronoun` the class of a pronoun.
    """

    head: int
    start: int
    end: int
    text: str
    kind: ActorKind
    name: str = ""
    role: str = ""
    body: str = ""
    crowd: str = ""
    country: str = ""
    affiliation: str = ""
    own_side: bool = False
    rest: tuple[str, ...] = ()
    apposition: int | None = None
    pronoun: str = ""
    title: str = ""
    lesser: tuple[str, ...] = ()
    sort: str = ""
    trade: str = ""
    modifiers: tuple[str, ...] = ()
    another: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase taken apart: its head, the words up to it, those of its owner, and its classes."""

    head: Token
    before: tuple[Token, ...]
    owner: tuple[Token, ...]
    role_at: int | None
    role: str
    title: str
    body: str
    crowd: str
    name: str
    named_by: tuple[Token, ...]
    """The tokens that the name is made of, honorifics included."""
