"""The templates, the words and filters they use, and the files that pages need besides."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from counterclaim import __version__
from counterclaim.board import (
    CREDIBILITY_WORDS,
    GLYPHS,
    SCOPE_WORDS,
    STATUS_MEANING,
    STATUS_WORDS,
    STRENGTH,
    bracketed,
)
from counterclaim.pages.addresses import web_address
from counterclaim.pages.links import ServedLinks, told_id

STATIC: Traversable = files("counterclaim.pages") / "static"
"""Style sheets, scripts and pictures; those of others are put in `vendor` when the package is built."""


def page(name: str, **values: Any) -> str:
    """Return the page that the template called `name` makes of `values`."""
    return _environment().get_template(name).render(**values)


def static_file(name: str) -> bytes:
    """Return a file of `STATIC`."""
    return STATIC.joinpath(name).read_bytes()


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("counterclaim.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(
        bracketed=bracketed, clause=clause, clock=clock, counted=counted, exact=exact, link=web_address
    )
    made.globals.update(
        glyphs=GLYPHS,
        stances=STRENGTH,
        status_words=STATUS_WORDS,
        status_meaning=STATUS_MEANING,
        credibility_words=CREDIBILITY_WORDS,
        scope_words=SCOPE_WORDS,
        links=ServedLinks(),
        told_id=told_id,
        version=__version__,
    )
    return made


def exact(text: str) -> Markup:
    """Return text as a browser keeps it: a bare carriage return would become a line feed."""
    return escape(text).replace("\r", Markup("&#13;"))


def clause(because: str) -> str:
    """Return a reason without its full stop, for use within a sentence."""
    return because.strip().removesuffix(".")


def counted(number: int, noun: str = "", plural: str = "") -> str:
    """Return a number with its noun in words, as people read it.

    >>> counted(1234, "claim"), counted(1, "copy", "copies")
    ('1,234 claims', '1 copy')
    """
    told = f"{number:,}"
    return f"{told} {noun if number == 1 else plural or noun + 's'}" if noun else told


def clock(told: str) -> str:
    """Return an interval, which stands as ISO 8601-2 has it, as people read it.

    >>> clock("../2023-05-11"), clock("2023-05-10T18:00/2023-05-10T24:00")
    ('by 2023-05-11', '2023-05-10 18:00 to 24:00')
    """
    begin, slash, until = told.replace("T", " ").partition("/")
    if not slash:
        return begin
    if ".." in {begin, until}:
        return f"by {until}" if begin == ".." else f"from {begin}"
    day, _, hour = until.partition(" ")
    return f"{begin} to {hour if hour and begin.startswith(day + ' ') else until}"
