"""Raw bytes that were read before, read once more: what rebuilding a case begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from types import MappingProxyType

from counterclaim.model import Intake, Report
from counterclaim.problems import Problem, ProblemKind
from counterclaim.read.jsonl import read_jsonl
from counterclaim.read.reading import Details, Reader, Reading
from counterclaim.read.text import read_text
from counterclaim.read.webpage import read_webpage

_READERS: Mapping[str, Reader] = MappingProxyType(
    {"text": read_text, "trafilatura": read_webpage, "jsonl": read_jsonl}
)
"""Every reader by the first word of what it calls itself, which holds for all its versions."""


def read_again(raw: bytes, intake: Intake) -> Reading | Problem:
    """Return what the reader of today makes of the raw bytes of one report.

    Args:
        raw: the bytes as they came in.
        intake: how they came in: by which reader, and with what told about them.
    """
    reader = _READERS.get(intake.reader.split(" ")[0])
    if reader is None:
        reason = f"there is no reader {intake.reader!r} any more"
        advice = f"use the version that read it: {intake.tool or 'an older one'}"
        return Problem(ProblemKind.UNKNOWN_FORMAT, intake.path, reason, advice, intake.line)
    told = Details(**{field.name: getattr(intake, field.name) for field in fields(Details)})
    (item,) = reader(raw, intake.path, told)
    if isinstance(item, Problem):
        return replace(item, path=intake.path, line=intake.line)
    flags = tuple(replace(flag, path=intake.path, line=intake.line) for flag in item.flags)
    return replace(
        item, report=replace(item.report, path=intake.path), flags=flags, line=intake.line, before=intake
    )


def intake_from(report: Report) -> Intake:
    """Return how a report came in as far as it tells itself: for cases that did not write it down.

    A date that was inferred from the text was not told.
    """
    told = None if report.published is None or report.published_because else report.published.timex
    return Intake(
        report.id,
        report.sha256,
        report.path,
        report.extractor,
        tool="",
        outlet=report.outlet,
        published=told,
        title=report.title,
        language=report.language,
        address=report.address,
    )
