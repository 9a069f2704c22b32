"""What has changed in a case, for feed readers: Atom (RFC 4287) and JSON Feed 1.1.

Ids and times come from the log, so a reader that saw an item once never sees it as new again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from counterclaim import __version__
from counterclaim.board import Difference, News
from counterclaim.export.chronicle import NEWEST, Chronicle, Item, Step
from counterclaim.export.citing import urn
from counterclaim.export.encoding import document, xml_text

TITLE = "Counterclaim: what has changed"

_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)
"""When a case was last changed into which nothing was ever written: a feed must tell some time."""


def atom(told: Chronicle) -> bytes:
    """Return the changes as an Atom feed, newest first."""
    return xml_text("\n".join(_atom_lines(told))).encode("utf-8")


def json_feed(told: Chronicle) -> bytes:
    """Return the changes as a JSON Feed, newest first."""
    return document(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": TITLE,
            "description": description(told),
            "authors": [{"name": f"counterclaim {__version__}"}],
            "items": [
                {
                    "id": urn("change", one.id),
                    "title": headline(one),
                    "content_text": text(one),
                    "date_published": _time(step.recorded),
                    "tags": list(dict.fromkeys(told.news.value for told in one.told)),
                }
                for step, one in _items(told)
            ],
        }
    )


def description(told: Chronicle) -> str:
    """Say what is told, and what is not."""
    if not told.older:
        return "Every change to the case, from its first entry on."
    return f"The newest {NEWEST} steps; {told.older:,} older ones are not told: counterclaim diff tells them."


def headline(item: Item) -> str:
    """Return a change in a line: "status changed, newly denied: the bridge was closed"."""
    is_new = item.told[0].news is News.CLAIM
    news = ", ".join(dict.fromkeys(one.news.value for one in item.told[: 1 if is_new else None]))
    return " ".join(f"{news}: {item.told[0].gist}".split())


def text(item: Item) -> str:
    """Return a change in full: each step of it, and then the words that show it."""
    return "\n".join(_lines(item))


def _lines(item: Item) -> tuple[str, ...]:
    return (*(_told(one) for one in item.told), *item.evidence)


def _paragraphs(item: Item) -> str:
    """Return a change in full as HTML: readers run the lines of plain text together."""
    return "".join(f"<p>{escape(line)}</p>" for line in _lines(item))


def _told(one: Difference) -> str:
    """Return from what to what something changed, by whom, where, and why."""
    step = " → ".join(part for part in (one.was, one.now) if part)
    voices = ", in ".join(part for part in (one.who, one.where) if part)
    return f"{one.news.value}: " + ". ".join(part for part in (step, voices, one.because) if part)


def _items(told: Chronicle) -> Iterator[tuple[Step, Item]]:
    for step in told.steps:
        for one in step.items:
            yield step, one


def _atom_lines(told: Chronicle) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom">'
    yield f"<id>{urn('case', told.case)}</id>"
    yield f"<title>{TITLE}</title>"
    yield f"<subtitle>{escape(description(told))}</subtitle>"
    yield f"<updated>{_time(told.updated or _BEFORE_ALL)}</updated>"
    yield f"<author><name>counterclaim {__version__}</name></author>"
    for step, one in _items(told):
        yield "<entry>"
        yield f"<id>{urn('change', one.id)}</id>"
        yield f"<title>{escape(headline(one))}</title>"
        yield f"<updated>{_time(step.recorded)}</updated>"
        for news in dict.fromkeys(told.news.value for told in one.told):
            yield f'<category term="{news}"/>'
        yield f'<content type="html">{escape(_paragraphs(one))}</content>'
        yield "</entry>"
    yield "</feed>"
    yield ""


def _time(moment: datetime) -> str:
    """Return a moment as RFC 3339 wants it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
