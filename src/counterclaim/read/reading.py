"""What a reader makes: bytes and the little we are told about them become a `Report`.

A reader only finds the text and what the file says of itself (an `Extract`); everything that is
the same for all formats is done here: identity, language, date, title, credits, flags.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime, timedelta

from counterclaim.lang import LANGUAGES
from counterclaim.model import Block, BlockKind, Intake, Report, When, content_id
from counterclaim.parse.blocks import blocks
from counterclaim.parse.blocks import credits as agencies_in
from counterclaim.problems import Problem, ProblemKind
from counterclaim.read.language import language_of

_LEAKED_DATE = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")
_DIRECTION_OVERRIDE = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MIXED_SCRIPTS = re.compile("[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")


@dataclass(frozen=True, slots=True)
class Details:
    """What is told about a report from outside its text; None is "not told".

    `published` is an ISO 8601 date or date and time, `language` a code such as "en".
    """

    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    language: str | None = None
    address: str | None = None

    def over(self, other: Details) -> Details:
        """Return these details, completed from `other` where nothing was told."""
        told = {field.name: getattr(self, field.name) for field in fields(self)}
        return replace(other, **{name: value for name, value in told.items() if value is not None})


NOTHING_TOLD = Details()
"""No details at all."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A report, the raw bytes it was made of, and what is doubtful about it without being fatal.

    `told` is what was known of it from outside, `line` where it stood in a file of many reports. `before`
    is how it came in first, where its bytes are read once more.
    """

    report: Report
    raw: bytes
    flags: tuple[Problem, ...] = ()
    told: Details = NOTHING_TOLD
    line: int | None = None
    before: Intake | None = None

    def intake(self, tool: str, received: datetime) -> Intake:
        """Return how the report came in: by which tool, and when, unless it came in before."""
        one = self.report
        if self.before is not None:
            return replace(self.before, report=one.id)
        told = asdict(self.told)
        return Intake(one.id, one.sha256, one.path, one.extractor, tool, received, self.line, **told)


@dataclass(frozen=True, slots=True)
class Extract:
    """What a reader found in some bytes: the text, how it was got, and what the file says of itself."""

    raw: bytes
    text: str
    extractor: str
    own: Details = NOTHING_TOLD
    flags: tuple[Problem, ...] = ()
    line: int | None = None


Reader = Callable[[bytes, str, Details], Iterator[Reading | Problem]]
"""A format: the bytes of a file, its name, and what we are told, to readings and problems."""


def reading_of(extract: Extract, name: str, told: Details) -> Reading | Problem:
    """Return the reading of one text, or a problem if its language is not known here.

    Args:
        extract: what the reader found; its own details count where nothing was told.
        name: the path under which the report is listed.
        told: what the command line and the metadata files say.
    """
    details = told.over(extract.own)
    language = details.language or language_of(extract.text)
    if language not in LANGUAGES:
        return _unknown_language(language, name, extract.line)
    marked = blocks(extract.text, language)
    published, date_flags = _published(
        details.published or _leaked_date(extract.text, marked), name, extract.line
    )
    sha256 = hashlib.sha256(extract.raw).hexdigest()
    report = Report(
        id=content_id("rep", sha256, details.outlet or ""),
        path=name,
        sha256=sha256,
        text=extract.text,
        extractor=extract.extractor,
        title=details.title or _headline(extract.text, marked),
        outlet=details.outlet,
        language=language,
        published=published,
        address=details.address,
        credits=agencies_in(extract.text, marked, language),
    )
    flags = (*extract.flags, *date_flags, *_suspicions(extract.text, name, extract.line))
    return Reading(report, extract.raw, flags, told, extract.line)


def duplicate(report: Report) -> Problem:
    """Return the problem that `report` is in the case already."""
    reason = f"the same bytes from {report.outlet or 'the same unnamed outlet'} are in the case already"
    advice = "nothing to do: it is counted once"
    return Problem(ProblemKind.DUPLICATE, report.path, reason, advice, fatal=False)


def _unknown_language(language: str | None, name: str, line: int | None) -> Problem:
    known = ", ".join(LANGUAGES)
    if language is None:
        reason = f"its words are those of no language that can be read here ({known})"
        advice = "if they are all the same, say so: --language en"
    else:
        reason = f"language {language!r} is not known"
        advice = f"known are: {known}; leave it out or add a language folder"
    return Problem(ProblemKind.UNKNOWN_LANGUAGE, name, reason, advice, line)


def _headline(text: str, marked: tuple[Block, ...]) -> str | None:
    """Return the headline on one line, without the marks of a Markdown heading."""
    for block in marked:
        if block.kind is BlockKind.HEADLINE:
            return " ".join(text[block.start : block.end].lstrip("# ").split()) or None
    return None


# -- Dates -----------------------------------------------------------------------------------


def when_of(value: str) -> When | None:
    """Return the day, or the minute, that an ISO 8601 date or date and time names; None if there is none.

    An offset from UTC is left out of account: civil time is kept as it was written.

    >>> when_of("2023-05-11").timex, when_of("2023-05-11T10:30:00Z").timex, when_of("2023-04-31")
    ('2023-05-11', '2023-05-11T10:30', None)
    """
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return _minute_of(value)
    try:
        return When.day(day.year, day.month, day.day)
    except OverflowError:  # the last day of the calendar has no day after it
        return None


def _minute_of(value: str) -> When | None:
    try:
        begin = datetime.fromisoformat(value).replace(tzinfo=None, second=0, microsecond=0)
        return When(begin, begin + timedelta(minutes=1), begin.isoformat(timespec="minutes"))
    except (ValueError, OverflowError):
        return None


def _published(value: str | None, name: str, line: int | None) -> tuple[When | None, tuple[Problem, ...]]:
    """Return the date of publication; one that cannot be is flagged and stays unknown."""
    if value is None:
        return None, ()
    when = when_of(value)
    if when is not None:
        return when, ()
    reason, advice = (
        f"{value!r} is not a date",
        "write it as 2023-05-31 or 2023-05-31T18:00; it counts as unknown",
    )
    return None, (Problem(ProblemKind.BAD_METADATA, name, reason, advice, line, fatal=False),)


def _leaked_date(text: str, marked: tuple[Block, ...]) -> str | None:
    """Return the first ISO date that leaked into the text as metadata."""
    leaks = (text[block.start : block.end] for block in marked if block.kind is BlockKind.METADATA)
    found = (match[0] for leak in leaks if (match := _LEAKED_DATE.search(leak)))
    return next(found, None)


# -- Flags -----------------------------------------------------------------------------------


def flag_future(reading: Reading, today: date) -> Reading:
    """Return the reading, flagged if it claims to have been published after `today`."""
    published = reading.report.published
    if published is None or published.begin is None or published.begin.date() <= today:
        return reading
    reason = f"published on {published.timex}, which is after today, {today.isoformat()}"
    flag = Problem(
        ProblemKind.FUTURE_DATE, reading.report.path, reason, "check the date in the metadata", fatal=False
    )
    return replace(reading, flags=(*reading.flags, flag))


def _suspicions(text: str, name: str, line: int | None) -> Iterator[Problem]:
    """Yield a flag for characters that make a text look other than it is (Unicode TR 36)."""
    signs = (
        (_DIRECTION_OVERRIDE, "a character that changes the direction of writing"),
        (_MIXED_SCRIPTS, "a word of Latin and Cyrillic letters"),
    )
    for pattern, sign in signs:
        found = pattern.search(text)
        if found is not None:
            reason = f"the text has {sign}, at character {found.start()}"
            advice = "compare it with the original; names in it may not be what they seem"
            yield Problem(ProblemKind.SUSPICIOUS_TEXT, name, reason, advice, line, fatal=False)
