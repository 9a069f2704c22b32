"""Shapes of what the board shows: every fact of an answer is made here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from counterclaim.board import account_of, clock_text
from counterclaim.board.accounts import as_testimony, fitting_ids
from counterclaim.board.cast import referents_of
from counterclaim.board.evidence import segments
from counterclaim.board.index import Index
from counterclaim.model import Actor, Claim, Report, Statement
from counterclaim.problems import NotFoundError
from counterclaim.web.api import shapes
from counterclaim.web.api.paging import head_of
from counterclaim.web.desk import View

_NEAREST = 5


# -- Claims and statements -------------------------------------------------------------------


def the_claim(index: Index, wanted: str) -> Claim:
    """Return the claim of that id.

    Raises:
        NotFoundError: there is none; the message names those that begin so.
    """
    claim = index.snapshot.claims.get(wanted)
    if claim is None:
        near = ", ".join(fitting_ids(index.snapshot, wanted)[:_NEAREST])
        raise NotFoundError(f"there is no claim {wanted!r}" + (f"; there are: {near}" if near else ""))
    return claim


def account_shape(view: View, wanted: str) -> shapes.Account:
    """Return all there is to say about one claim."""
    told = account_of(view.index, the_claim(view.index, wanted))
    return shapes.Account.model_validate(asdict(told) | {"head": head_of(view)})


def statement_shape(index: Index, statement: Statement) -> shapes.Statement:
    """Return a statement with all that it bears on."""
    stands = [
        shapes.Stand(claim=claim, stance=bearing.stance, because=bearing.because)
        for claim, bearing in index.bearings.get(statement.id, ())
    ]
    return shapes.Statement.model_validate(asdict(as_testimony(index, statement)) | {"claims": stands})


def origin_shape(index: Index, one: tuple[Claim, int]) -> shapes.Origin:
    """Return an act of speaking that a claim rests on, or one against it, by its place among those."""
    claim, place = one
    origin = account_of(index, claim).origins[place]
    return shapes.Origin.model_validate(asdict(origin) | {"claim": claim.id})


def relation_shapes(index: Index) -> Iterator[shapes.Relation]:
    """Yield how claims bear on each other, in the order of the ids."""
    for _, one in sorted(index.snapshot.relations.items()):
        left, right = index.sides_of(one)
        yield shapes.Relation(
            id=one.id,
            kind=one.kind,
            left=one.left,
            left_gist=left.gist,
            right=one.right,
            right_gist=right.gist,
            score=one.score,
            because=one.because,
        )


# -- Reports and actors ----------------------------------------------------------------------


def in_order(index: Index) -> list[Report]:
    """Return all reports, by their files."""
    return sorted(index.snapshot.reports.values(), key=lambda one: (one.path, one.id))


def the_report(index: Index, wanted: str) -> Report:
    """Return the report of that id.

    Raises:
        NotFoundError: there is none.
    """
    report = index.snapshot.reports.get(wanted)
    if report is None:
        raise NotFoundError(f"there is no report {wanted!r}; list them: GET /api/v1/reports")
    return report


def report_shape(index: Index, report: Report) -> shapes.Report:
    """Return a report as it is listed."""
    return shapes.Report.model_validate(_of_report(index, report))


def report_read_shape(view: View, wanted: str) -> shapes.ReportRead:
    """Return a report with its text, cut where statements begin and end."""
    index = view.index
    report = the_report(index, wanted)
    cut = [asdict(one) for one in segments(report, index.statements.get(report.id, ()))]
    return shapes.ReportRead.model_validate(
        _of_report(index, report) | {"head": head_of(view), "segments": cut}
    )


def _of_report(index: Index, report: Report) -> dict[str, Any]:
    families = [one for one in index.snapshot.families.values() if report.id in one.reports]
    copies = {other for one in families for other in one.reports} - {report.id}
    return {
        "id": report.id,
        "path": report.path,
        "sha256": report.sha256,
        "extractor": report.extractor,
        "title": report.title,
        "outlet": report.outlet,
        "language": report.language,
        "published": clock_text(report.published),
        "published_because": report.published_because,
        "address": report.address,
        "credits": report.credits,
        "characters": len(report.text),
        "statements": len(index.statements.get(report.id, ())),
        "copies": sorted(copies),
    }


def the_actor(index: Index, wanted: str) -> Actor:
    """Return the actor of that key.

    Raises:
        NotFoundError: there is none.
    """
    actor = index.snapshot.actors.get(wanted)
    if actor is None:
        raise NotFoundError(f"there is no actor {wanted!r}; list them: GET /api/v1/actors")
    return actor


def actor_read_shape(view: View, wanted: str) -> shapes.ActorRead:
    """Return an actor with the statements of which it is the speaker."""
    index = view.index
    actor = the_actor(index, wanted)
    own = referents_of(index).get(actor.key, ())
    told = (one for _, one in sorted(index.snapshot.statements.items()))
    referents = index.snapshot.referents
    return shapes.ActorRead.model_validate(
        asdict(actor)
        | {
            "head": head_of(view),
            "statements": [one.id for one in told if one.speaker in own],
            "reports": sorted({referents[one].report for one in own if one in referents}),
        }
    )
