"""Entities of FollowTheMoney, one a line, for Aleph, OpenAleph and the tools of OpenSanctions.

People and bodies are what they are; a report is an `Article`; a claim, for which there is no schema, is
a `Note`; who takes which stance to it is an `UnknownLink`; which report tells of it is a `Documentation`.
Only schemata and properties that both the older and the newer dictionary know are used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from counterclaim.board import STATUS_WORDS, Account, Testimony, accounts, closed
from counterclaim.export.citing import Json, characters, link_to, words_of
from counterclaim.export.encoding import line, web_address
from counterclaim.ledger import Snapshot
from counterclaim.model import Actor, ActorKind, Report, When, content_id

SCHEMATA: Mapping[ActorKind, str] = MappingProxyType(
    {
        ActorKind.PERSON: "Person",
        ActorKind.ORGANISATION: "Organization",
        ActorKind.GOVERNMENT: "PublicBody",
        ActorKind.UNIT: "Organization",
        ActorKind.GROUP: "LegalEntity",
        ActorKind.OUTLET: "Organization",
    }
)

_A_DAY = 10
"""The first characters of an ISO time that tell the day."""


def followthemoney(snapshot: Snapshot) -> bytes:
    """Return the entities: what an entity refers to stands before it."""
    told = accounts(snapshot)
    entities = [
        *(_actor(actor) for _, actor in sorted(snapshot.actors.items())),
        *(_article(report) for _, report in sorted(snapshot.reports.items())),
        *(_claim(snapshot, one) for one in told),
        *(link for one in told for link in _links(snapshot, one)),
    ]
    return b"".join(map(line, entities))


def _entity(key: str, schema: str, properties: Mapping[str, Iterable[str | None]]) -> Json:
    """Return an entity; every property is a list of texts, and one without any is left out."""
    told = {name: [value for value in values if value] for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: some for name, some in told.items() if some}}


def _actor(actor: Actor) -> Json:
    return _entity(
        actor.key,
        SCHEMATA[actor.kind],
        {
            "name": [actor.name],
            "alias": [name for name in actor.names if name != actor.name],
            "notes": [f"party: {actor.party}" if actor.party else None, actor.because],
        },
    )


def _article(report: Report) -> Json:
    return _entity(
        report.id,
        "Article",
        {
            "name": [report.title or report.path],
            "title": [report.title],
            "fileName": [report.path],
            "publisher": [report.outlet],
            "publishedAt": [_day(report.published)],
            "sourceUrl": [web_address(report.address)],
            "notes": [f"sha256 {report.sha256}"],
        },
    )


def _claim(snapshot: Snapshot, told: Account) -> Json:
    status = STATUS_WORDS[told.row.status] if told.row.status else None
    reports = dict.fromkeys(one.report for one in told.testimonies)
    return _entity(
        told.claim,
        "Note",
        {
            "name": [told.gist],
            "description": [told.gist],
            "summary": [f"{status}: {told.row.because}" if status else None],
            "keywords": [status],
            "address": told.row.places,
            "proof": [key for key in reports if key in snapshot.reports],
        },
    )


def _links(snapshot: Snapshot, told: Account) -> Iterator[Json]:
    for one in told.testimonies:
        if one.actor:
            yield _link(snapshot, told.claim, one)
        yield _documentation(told.claim, one)


def _link(snapshot: Snapshot, claim: str, told: Testimony) -> Json:
    said = closed(snapshot.statements[told.statement].said)
    return _entity(
        content_id("l", told.statement, claim, told.stance),
        "UnknownLink",
        {
            "subject": [told.actor],
            "object": [claim],
            "role": [told.stance.value if told.stance else None],
            "startDate": [said[0][:_A_DAY] if said[0] else None],
            "endDate": [said[1][:_A_DAY] if said[1] else None],
            **_evidence(told),
        },
    )


def _documentation(claim: str, told: Testimony) -> Json:
    return _entity(
        content_id("k", told.statement, claim, told.stance),
        "Documentation",
        {
            "document": [told.report],
            "entity": [claim],
            "role": [f"{told.speaker} {told.does}"],
            **_evidence(told),
        },
    )


def _evidence(told: Testimony) -> dict[str, list[str | None]]:
    return {
        "summary": [words_of(told)],
        "description": [f"{told.path}, characters {characters(told.quotes)}"],
        "recordId": [told.statement],
        "sourceUrl": [link_to(told.address, told.quotes[0])],
        "publisher": [told.outlet],
    }


def _day(when: When | None) -> str | None:
    """Return the one day that an interval is, None where it is longer or not known."""
    begin, until = closed(when)
    days = {end[:_A_DAY] if end else None for end in (begin, until)}
    return days.pop() if len(days) == 1 else None
