"""Claims as schema.org JSON-LD: `Claim` with the `Quotation`s that tell it and the articles these stand in.

A `ClaimReview` is written only of what a person ruled on a claim: the machine reviews nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from counterclaim.board import Account, Testimony, accounts, clock_text, unclaimed
from counterclaim.export.citing import Json, told_once, urn, words_of
from counterclaim.export.counting import counted
from counterclaim.export.encoding import document, web_address
from counterclaim.ledger import Snapshot
from counterclaim.model import SUPPORTING, Actor, ActorKind, Decision, DecisionKind, Report

CONTEXT = "https://schema.org"

_VERDICTS = {DecisionKind.CONFIRM: "confirmed", DecisionKind.REJECT: "rejected"}


def schema_org(snapshot: Snapshot) -> bytes:
    """Return the graph: claims, quotations, articles, speakers, and what people ruled."""
    told, loose = accounts(snapshot), unclaimed(snapshot)
    graph = [
        *(_claim(one) for one in told),
        *(review for one in told for review in _reviews(snapshot, one)),
        *(_quotation(group) for group in told_once(told, loose)),
        *(_article(report) for _, report in sorted(snapshot.reports.items())),
        *(_speaker(actor) for _, actor in sorted(snapshot.actors.items())),
    ]
    return document({"@context": CONTEXT, "@graph": graph})


def sorts(content: bytes) -> str:
    """Count the claims and reviews."""
    claims, reviews = content.count(b'"@type": "Claim"'), content.count(b'"@type": "ClaimReview"')
    return f"{counted(claims, 'claim')}, {counted(reviews, 'review')}"


def _claim(told: Account) -> Json:
    supporting = [one for one in told.testimonies if one.stance in SUPPORTING]
    appearances = _once(urn("statement", one.statement) for one in told.testimonies)
    authors = _once(urn("actor", one.actor) for one in supporting if one.actor)
    return _without_empty(
        {
            "@type": "Claim",
            "@id": urn("claim", told.claim),
            "identifier": told.claim,
            "text": told.gist,
            "author": [{"@id": author} for author in authors],
            "temporalCoverage": told.row.about,
            "contentLocation": [{"@type": "Place", "name": name} for name in told.row.places],
            "appearance": [{"@id": one} for one in appearances],
            "creativeWorkStatus": told.row.status.value if told.row.status else "",
        }
    )


def _quotation(group: tuple[Testimony, ...]) -> Json:
    told = group[0]
    return _without_empty(
        {
            "@type": "Quotation",
            "@id": urn("statement", told.statement),
            "identifier": told.statement,
            "text": words_of(told),
            "spokenByCharacter": {"@id": urn("actor", told.actor)} if told.actor else None,
            "creditText": told.speaker,
            "isPartOf": {"@id": urn("report", told.report)},
            "about": [
                {"@id": urn("claim", one.claim), "disambiguatingDescription": one.stance.value}
                for one in group
                if one.claim and one.stance
            ],
            "position": "; ".join(f"{quote.start}-{quote.end}" for quote in told.quotes),
        }
    )


def _article(report: Report) -> Json:
    published = clock_text(report.published)
    return _without_empty(
        {
            "@type": "NewsArticle",
            "@id": urn("report", report.id),
            "headline": report.title,
            "inLanguage": report.language,
            "datePublished": published if "/" not in published else None,
            "publisher": {"@type": "Organization", "name": report.outlet} if report.outlet else None,
            "url": web_address(report.address),
            "identifier": f"sha256:{report.sha256}",
        }
    )


def _speaker(actor: Actor) -> Json:
    return _without_empty(
        {
            "@type": "Person" if actor.kind is ActorKind.PERSON else "Organization",
            "@id": urn("actor", actor.key),
            "name": actor.name,
            "alternateName": [name for name in actor.names if name != actor.name],
            "memberOf": {"@type": "Organization", "name": actor.party} if actor.party else None,
        }
    )


# -- What people ruled -------------------------------------------------------------------------


def _reviews(snapshot: Snapshot, told: Account) -> Iterator[Json]:
    """Yield what people ruled on the claim as a whole, each ruling that is in force."""
    for ruling in told.decisions:
        decision = snapshot.decisions[ruling.id]
        is_on_claim = decision.what == "claim" or told.claim in decision.about
        if decision.kind in _VERDICTS and is_on_claim:
            yield _review(decision, told)


def _review(decision: Decision, told: Account) -> Json:
    return _without_empty(
        {
            "@type": "ClaimReview",
            "@id": urn("decision", decision.id),
            "itemReviewed": {"@id": urn("claim", told.claim)},
            "claimReviewed": told.gist,
            "author": {"@type": "Person", "name": decision.by},
            "datePublished": decision.made.date().isoformat() if decision.made else None,
            "reviewBody": decision.note,
            "reviewRating": {"@type": "Rating", "alternateName": _VERDICTS[decision.kind]},
        }
    )


def _once(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _without_empty(value: Json) -> Json:
    """Return an object without what is not known: an empty property would be a statement too."""
    return {key: told for key, told in value.items() if told not in (None, "", [])}
