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
    made.filters.update(bracketed=bracketed, clause=clause, exact=exact)
    made.globals.update(
        glyphs=GLYPHS,
        stances=STRENGTH,
        status_words=STATUS_WORDS,
        status_meaning=STATUS_MEANING,
        credibility_words=CREDIBILITY_WORDS,
        scope_words=SCOPE_WORDS,
        version=__version__,
    )
    return made


def exact(text: str) -> Markup:
    """Return text as a browser keeps it: a bare carriage return would become a line feed."""
    return escape(text).replace("\r", Markup("&#13;"))


def clause(because: str) -> str:
    """Return a reason without its full stop, for use within a sentence."""
    return because.strip().removesuffix(".")
