"""The case and its server as a whole: problems, what a search found, who asks, and refusals."""

from __future__ import annotations

from counterclaim.problems import ProblemKind
from counterclaim.web.api.shapes.common import Head, Quote, Shape


class InputProblem(Shape):
    """Something that was wrong with the input."""

    id: str
    """The id of the problem."""
    kind: ProblemKind
    """What sort of problem."""
    path: str
    """The file."""
    line: int | None
    """The line, where there is one."""
    reason: str
    """What was wrong."""
    advice: str
    """What to do next."""
    fatal: bool
    """Whether nothing could be read there."""


class Hit(Shape):
    """A place that holds the words sought."""

    kind: str
    """`report` or `statement`."""
    id: str
    """Its id."""
    report: str
    """The report in which it stands."""
    quote: Quote
    """The words, with their place."""


class Hits(Shape):
    """What was found."""

    head: Head
    """The state of the case."""
    items: tuple[Hit, ...]
    """The best first."""
    more: bool
    """Whether there are more than `limit`."""


class Session(Shape):
    """Who asks, and what they need in order to decide."""

    user: str
    """Who decides."""
    csrf: str
    """What the header X-CSRF-Token has to tell with every request that changes something."""
    read_only: bool
    """Whether nobody may decide anything."""
    head: Head
    """The state of the case."""


class Health(Shape):
    """That the server answers, and can read its case."""

    status: str
    """`ok`."""
    version: str
    """The version of Counterclaim."""
    head: Head
    """The state of the case."""


class Wrong(Shape):
    """A value of a request that cannot be."""

    where: str
    """The part of the request."""
    reason: str
    """Why it cannot be."""


class ProblemDocument(Shape):
    """Why something cannot be done (RFC 9457)."""

    type: str
    """The kind of problem: urn:counterclaim:problem:..."""
    title: str
    """That in words."""
    status: int
    """The status code."""
    detail: str
    """What is wrong this time."""
    instance: str
    """The address that was asked."""
    next: str
    """What to do next."""
    errors: tuple[Wrong, ...] | None = None
    """Every value that cannot be, where there are such."""
