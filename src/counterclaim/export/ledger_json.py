"""The whole ledger as one JSON document: what other programs read, and what measuring is done on.

The shape is written down in `ledger.schema.json` beside this file. Positions are Unicode code
points into the report's `text`; times are closed ISO intervals, the last day included.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from importlib import resources
from typing import Any

from counterclaim import __version__
from counterclaim.board import State, clock_text, closed, rulings
from counterclaim.board.glances import supporting_origins
from counterclaim.board.index import Index, index_of
from counterclaim.export.encoding import encoded_json
from counterclaim.ledger import Snapshot, ledger_hash
from counterclaim.model import (
    Actor,
    ActorRef,
    Anchor,
    Claim,
    Decision,
    Family,
    Link,
    Mention,
    Origin,
    Place,
    Quantity,
    Relation,
    Report,
    Span,
    Standing,
    Statement,
    Value,
    When,
)
from counterclaim.problems import Problem

SCHEMA = "urn:counterclaim:ledger:1"
"""The name of the shape; its number rises when a field changes its meaning or goes."""

Json = dict[str, Any]


def ledger_json(snapshot: Snapshot) -> bytes:
    """Return the ledger as JSON in UTF-8, with keys in a fixed order."""
    return encoded_json(json.dumps(ledger(snapshot), ensure_ascii=False, indent=1, allow_nan=False) + "\n")


def schema() -> Json:
    """Return the JSON Schema (draft 2020-12) of `ledger_json`."""
    text = resources.files("counterclaim.export").joinpath("ledger.schema.json").read_text(encoding="utf-8")
    described: Json = json.loads(text)
    return described


def ledger(snapshot: Snapshot) -> Json:
    """Return the ledger as JSON values.

    Raises:
        IntegrityError: a fact refers to one that is not there, or a span ends after its text.
    """
    index = index_of(snapshot)
    reports = sorted(snapshot.reports.values(), key=lambda report: (report.path, report.id))
    return {
        "schema": SCHEMA,
        "tool": f"counterclaim {__version__}",
        "ledger_hash": ledger_hash(snapshot),
        "reports": [_report(report) for report in reports],
        "statements": [
            _statement(index, told) for report in reports for told in index.statements.get(report.id, ())
        ],
        "attitudes": [
            _statement(index, held) for report in reports for held in index.attitudes.get(report.id, ())
        ],
        "actors": [_actor(actor) for _, actor in sorted(snapshot.actors.items())],
        "mentions": [mention for report in reports for mention in _mentions(index, report)],
        "claims": [_claim(index, claim) for _, claim in sorted(snapshot.claims.items())],
        "relations": [_relation(relation) for _, relation in sorted(snapshot.relations.items())],
        "families": [_family(family) for _, family in sorted(snapshot.families.items())],
        "decisions": [
            _decision(snapshot.decisions[one.id], one.state)
            for one in sorted(rulings(snapshot), key=lambda one: one.id)
        ],
        "problems": [_problem(problem) for _, problem in sorted(snapshot.problems.items())],
    }


def _report(report: Report) -> Json:
    return {
        "id": report.id,
        "path": report.path,
        "sha256": report.sha256,
        "text": report.text,
        "outlet": report.outlet,
        "published": clock_text(report.published) or None,
        "published_because": report.published_because,
        "title": report.title,
        "language": report.language,
        "address": report.address,
        "credits": list(report.credits),
        "extractor": report.extractor,
    }


def _statement(index: Index, told: Statement) -> Json:
    report = index.snapshot.reports[told.report]
    return {
        "id": told.id,
        "report": told.report,
        "content": [_ends(span) for span in told.content],
        "source": _ends(told.source) if told.source else None,
        "cue": _ends(told.cue) if told.cue else None,
        "speaker": _actor_key(index, told.speaker),
        "chain": [key for link in told.chain if (key := _actor_key(index, link.referent)) is not None],
        "act": told.act.value,
        "form": told.form.value,
        "polarity": "-" if told.denied else "+",
        "channel": told.channel,
        "said": _pair(told.said),
        "level": told.level,
        "claims": [
            {"claim": claim, "stance": bearing.stance.value, "because": bearing.because}
            for claim, bearing in index.bearings.get(told.id, ())
        ],
        "about": _pair(told.about),
        "parent": told.parent,
        "because": told.because,
        "quotes": [report.quote(span) for span in told.content],
        "source_quote": report.quote(told.source) if told.source else None,
        "cue_quote": report.quote(told.cue) if told.cue else None,
        "links": [_link(index, report, link) for link in told.chain],
        "certainty": told.certainty.value,
        "hedges": [_words(report, span) for span in told.hedges],
        "addressee": _words(report, told.addressee),
        "channel_words": _words(report, told.channel_words),
        "matter": _words(report, told.matter),
        "scope": told.scope.value if told.scope else None,
    }


def _words(report: Report, span: Span | None) -> Json | None:
    return {"start": span.start, "end": span.end, "quote": report.quote(span)} if span else None


def _link(index: Index, report: Report, link: Link) -> Json:
    return {
        "role": link.role.value,
        "actor": _actor_key(index, link.referent),
        "start": link.span.start,
        "end": link.span.end,
        "quote": report.quote(link.span),
        "because": link.because,
    }


def _actor(actor: Actor) -> Json:
    return {
        "id": actor.key,
        "name": actor.name,
        "names": list(actor.names),
        "kind": actor.kind.value,
        "party": actor.party,
        "because": "; ".join(part for part in (actor.because, f"party {actor.party_because}") if part),
    }


def _mentions(index: Index, report: Report) -> Iterator[Json]:
    mentions = index.snapshot.mentions.get(report.id)
    for mention in mentions.items if mentions else ():
        yield _mention(index, report, mention)


def _mention(index: Index, report: Report, mention: Mention) -> Json:
    kind, value = _value(index, mention.value)
    return {
        "report": report.id,
        "start": mention.span.start,
        "end": mention.span.end,
        "kind": kind,
        "value": value,
        "quote": report.quote(mention.span),
        "because": mention.because,
    }


def _value(index: Index, value: Value) -> tuple[str, Json]:
    """Return the kind and the content of what a mention means."""
    match value:
        case ActorRef(referent):
            return "actor", {"actor": _actor_key(index, referent)}
        case Place():
            return "place", _place(value)
        case When():
            begin, until = closed(value)
            return "time", {"begin": begin, "until": until, "value": value.timex}
        case Quantity():
            return "quantity", _quantity(value)


def _place(place: Place) -> Json:
    return {
        "lat": _number(place.latitude),
        "lon": _number(place.longitude),
        "name": place.name,
        "key": place.key,
        "kind": place.kind,
        "radius_km": _number(place.radius_km),
    }


def _quantity(quantity: Quantity) -> Json:
    return {
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "value": _number(quantity.value),
        "bound": quantity.bound.value,
        "unit": quantity.unit,
        "of": quantity.of,
        "readings": [_number(reading) for reading in quantity.readings],
    }


def _claim(index: Index, claim: Claim) -> Json:
    standing = index.snapshot.standings.get(claim.id)
    return {
        "id": claim.id,
        "gist": claim.gist,
        "statements": list(dict.fromkeys(bearing.statement for bearing in claim.bearings)),
        "standing": _standing(index, claim, standing),
        "frame": claim.frame,
        "places": list(claim.places),
        "about": _pair(claim.about),
        "because": claim.because,
    }


def _standing(index: Index, claim: Claim, standing: Standing | None) -> Json:
    """Return what is said of a claim; origins that only deny it stand apart, they do not support it."""
    origins = supporting_origins(claim, standing)
    others = [origin for origin in standing.origins if origin not in origins] if standing else []
    return {
        "status": standing.status.value if standing else None,
        "origins": [_origin(index, claim, origin) for origin in origins],
        "because": standing.because if standing else "",
        "credibility": standing.credibility if standing else None,
        "parties": [
            {"party": told.party, "stance": told.stance.value}
            for told in (standing.parties if standing else ())
        ],
        "counter_origins": [_origin(index, claim, origin) for origin in others],
    }


def _origin(index: Index, claim: Claim, origin: Origin) -> Json:
    members = {bearing.statement for bearing in claim.bearings}
    is_actor = origin.speaker in index.snapshot.actors
    return {
        "id": origin.id,
        "speaker": origin.speaker if is_actor else _actor_key(index, origin.speaker),
        "statements": [statement for statement in origin.statements if statement in members],
        "because": origin.because,
        "relays": list(origin.relays),
        "left_out": [
            {"name": one.name, "statements": list(one.statements), "because": one.because}
            for one in origin.left_out
        ],
    }


def _relation(relation: Relation) -> Json:
    return {
        "left": relation.left,
        "right": relation.right,
        "kind": relation.kind.value,
        "score": _number(relation.score),
        "because": relation.because,
        "id": relation.id,
    }


def _family(family: Family) -> Json:
    return {"id": family.id, "reports": list(family.reports), "because": family.because}


def _decision(decision: Decision, state: State) -> Json:
    return {
        "id": decision.id,
        "kind": decision.kind.value,
        "about": list(decision.about),
        "by": decision.by,
        "note": decision.note,
        "what": decision.what,
        "to": decision.to,
        "made": decision.made.isoformat() if decision.made else None,
        "state": state.value,
        "anchors": [[_anchor(anchor) for anchor in thing] for thing in decision.anchors],
    }


def _anchor(anchor: Anchor) -> Json:
    return {
        "sha256": anchor.sha256,
        "report": anchor.report,
        "start": anchor.start,
        "end": anchor.end,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
    }


def _problem(problem: Problem) -> Json:
    return {
        "kind": problem.kind.value,
        "path": problem.path,
        "line": problem.line,
        "reason": problem.reason,
        "advice": problem.advice,
        "fatal": problem.fatal,
    }


def _actor_key(index: Index, referent: str | None) -> str | None:
    actor = index.actors.get(referent) if referent is not None else None
    return actor.key if actor else None


def _ends(span: Span) -> list[int]:
    return [span.start, span.end]


def _pair(when: When | None) -> list[str | None] | None:
    """Return a closed interval, or None where neither end is told."""
    ends = closed(when)
    return None if ends == (None, None) else list(ends)


def _number(number: float | None) -> float | None:
    """Return a number that JSON can hold: there is no infinity in it."""
    return number if number is not None and math.isfinite(number) else None
