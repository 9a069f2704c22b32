"""The lists of the API."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import StringConstraints

from counterclaim.board import Filter, Page, board_of, differences
from counterclaim.board.index import Index, speaker_actor
from counterclaim.board.rulings import views_of
from counterclaim.model import Act, ActorKind, Claim, DecisionKind, RelationKind, Stance, Statement, Status
from counterclaim.moments import period, stood_when
from counterclaim.problems import ProblemKind, UsageError
from counterclaim.web.api import shapes
from counterclaim.web.api.making import in_order, origin_shape, relation_shapes, report_shape, statement_shape
from counterclaim.web.api.paging import TheTurn, Turn, head_of
from counterclaim.web.api.replies import READING, reply
from counterclaim.web.desk import TheDesk, TheView

router = APIRouter(responses={**READING})

Item = TypeVar("Item", bound=shapes.Shape)
Fact = TypeVar("Fact")

Word = Annotated[str, StringConstraints(min_length=1, max_length=200)] | None
"""What is looked for; None is not asked."""


def listing(
    turn: Turn,
    of: type[Item],
    every: Callable[[Index], Iterable[Fact]],
    shape: Callable[[Index, Fact], Item],
    beside: str = "",
) -> Response:
    """Return a part of a list; only what is in the part is worked out."""

    def make() -> shapes.Shape:
        index = turn.view.index
        found = list(every(index))
        return shapes.Listing[of](  # type: ignore[valid-type]
            head=head_of(turn.view),
            total=len(found),
            items=tuple(shape(index, one) for one in turn.part(found)),
            next=turn.following(len(found)),
        )

    return reply(turn.request, turn.view, make, beside)


def _as_it_is(_: Index, one: Item) -> Item:
    return one


# -- Claims ----------------------------------------------------------------------------------


def the_filter(  # noqa: PLR0913 - one parameter for each thing that can be asked
    *,
    contested: Annotated[bool, Query(description="Somebody, or another claim, speaks against it.")] = False,
    conceded: Annotated[bool, Query(description="Somebody says it against their own side.")] = False,
    one_sided: Annotated[bool, Query(description="One side alone tells it.")] = False,
    status: Annotated[Status | None, Query(description="It has this status.")] = None,
    party: Annotated[Word, Query(description="This party speaks of it: a part of its name.")] = None,
    place: Annotated[Word, Query(description="It tells of this place: a key, or a part of a name.")] = None,
    speaker: Annotated[Word, Query(description="This speaker is quoted: a key, or a part of a name.")] = None,
    text: Annotated[Word, Query(description="These words are in its gist or in a quote.")] = None,
    happened: Annotated[
        Word, Query(description="It may have happened then: 2023-05, 2023-05-01..2023-05-11.")
    ] = None,
    said: Annotated[Word, Query(description="Somebody may have said it then.")] = None,
    printed: Annotated[Word, Query(description="It was printed then.")] = None,
) -> Filter:
    """Return which claims a request asks for."""
    times = (period(one) if one else None for one in (happened, said, printed))
    return Filter(contested, conceded, one_sided, status, party, place, speaker, text, *times)


@router.get("/claims", response_model=shapes.Board, tags=["claims"], summary="List the claims")
def claims(turn: TheTurn, wanted: Annotated[Filter, Depends(the_filter)]) -> Response:
    """The rows of the claim board that pass every filter; what is in dispute comes first."""

    def make() -> shapes.Board:
        page = Page(turn.first // turn.limit + 1, turn.limit)
        shown = board_of(turn.view.index, wanted, page)
        return shapes.Board(
            head=head_of(turn.view),
            total=shown.total,
            items=tuple(shapes.Row.model_validate(asdict(row)) for row in shown.rows),
            next=turn.following(shown.total),
            parties=shown.parties,
            undated=shown.undated,
        )

    return reply(turn.request, turn.view, make)


@router.get(
    "/statements",
    response_model=shapes.Listing[shapes.Statement],
    tags=["claims"],
    summary="List the statements",
)
def statements(  # noqa: PLR0913 - one parameter for each thing that can be asked
    turn: TheTurn,
    *,
    report: Annotated[Word, Query(description="It stands in this report.")] = None,
    claim: Annotated[Word, Query(description="It bears on this claim.")] = None,
    actor: Annotated[Word, Query(description="The actor with this key speaks.")] = None,
    act: Annotated[Act | None, Query(description="The speaker does this by it.")] = None,
    stance: Annotated[Stance | None, Query(description="It does this to a claim.")] = None,
    attitudes: Annotated[
        bool, Query(description="Also beliefs, wishes and topics: nothing is told as so.")
    ] = False,
) -> Response:
    """Statements as they stand in the reports, each with its exact words and all that it bears on."""

    def every(index: Index) -> Iterator[Statement]:
        for one in _statements(index, attitudes=attitudes):
            bearings = index.bearings.get(one.id, ())
            speaker = speaker_actor(index, one)
            if (
                report in {None, one.report}
                and act in {None, one.act}
                and (claim is None or any(key == claim for key, _ in bearings))
                and (stance is None or any(bearing.stance is stance for _, bearing in bearings))
                and (actor is None or (speaker is not None and speaker.key == actor))
            ):
                yield one

    return listing(turn, shapes.Statement, every, statement_shape)


def _statements(index: Index, *, attitudes: bool) -> Iterator[Statement]:
    for report in in_order(index):
        yield from index.statements.get(report.id, ())
        if attitudes:
            yield from index.attitudes.get(report.id, ())


@router.get(
    "/origins", response_model=shapes.Listing[shapes.Origin], tags=["claims"], summary="List the origins"
)
def origins(
    turn: TheTurn, claim: Annotated[Word, Query(description="It is one of this claim.")] = None
) -> Response:
    """The acts of speaking that the claims rest on, and those that speak against them."""

    def every(index: Index) -> Iterator[tuple[Claim, int]]:
        held, standings = index.snapshot.claims, index.snapshot.standings
        wanted: Iterable[Claim] = held.values() if claim is None else [held[claim]] if claim in held else []
        for one in sorted(wanted, key=lambda one: one.id):
            standing = standings.get(one.id)
            yield from ((one, place) for place in range(len(standing.origins) if standing else 0))

    return listing(turn, shapes.Origin, every, origin_shape)


@router.get(
    "/relations",
    response_model=shapes.Listing[shapes.Relation],
    tags=["claims"],
    summary="List the relations",
)
def relations(
    turn: TheTurn,
    kind: Annotated[RelationKind | None, Query(description="It is of this kind.")] = None,
    claim: Annotated[Word, Query(description="This claim is on either side of it.")] = None,
) -> Response:
    """How the claims bear on each other."""

    def every(index: Index) -> Iterator[shapes.Relation]:
        for one in relation_shapes(index):
            if kind in {None, one.kind} and claim in {None, one.left, one.right}:
                yield one

    return listing(turn, shapes.Relation, every, _as_it_is)


# -- Reports and actors ----------------------------------------------------------------------


@router.get(
    "/reports", response_model=shapes.Listing[shapes.Report], tags=["reports"], summary="List the reports"
)
def reports(turn: TheTurn) -> Response:
    """The reports of the case, by their files."""
    return listing(turn, shapes.Report, in_order, report_shape)


@router.get(
    "/actors", response_model=shapes.Listing[shapes.Actor], tags=["actors"], summary="List the actors"
)
def actors(
    turn: TheTurn,
    name: Annotated[Word, Query(description="One of its names holds this.")] = None,
    party: Annotated[Word, Query(description="It speaks for exactly this party.")] = None,
    kind: Annotated[ActorKind | None, Query(description="It is of this sort.")] = None,
) -> Response:
    """Everybody of whom a report speaks, with all names."""

    def every(index: Index) -> Iterator[shapes.Actor]:
        for _, one in sorted(index.snapshot.actors.items()):
            names = "\n".join((one.name, *one.names)).casefold()
            is_called = name is None or name.casefold() in names
            if is_called and party in {None, one.party} and kind in {None, one.kind}:
                yield shapes.Actor.model_validate(asdict(one))

    return listing(turn, shapes.Actor, every, _as_it_is)


# -- What happened ---------------------------------------------------------------------------


@router.get(
    "/changes",
    response_model=shapes.Listing[shapes.Difference],
    tags=["case"],
    summary="List what has changed",
)
def changes(
    turn: TheTurn,
    desk: TheDesk,
    since: Annotated[str, Query(min_length=1, max_length=60, description="A moment, or an entry: #120")],
) -> Response:
    """What is otherwise than at a moment before, and why; `as_of` says until when."""
    before = stood_when(desk.store, since, desk.now())
    if before.sequence > turn.view.stood.sequence:
        raise UsageError("`since` is after `as_of`: swap them")

    def every(_: Index) -> Sequence[Any]:
        return differences(before.snapshot, turn.view.snapshot)

    def shape(_: Index, one: Any) -> shapes.Difference:
        return shapes.Difference.model_validate(asdict(one))

    return listing(turn, shapes.Difference, every, shape, beside=before.head)


@router.get(
    "/problems",
    response_model=shapes.Listing[shapes.InputProblem],
    tags=["case"],
    summary="List the problems",
)
def problems(
    turn: TheTurn,
    kind: Annotated[ProblemKind | None, Query(description="It is of this kind.")] = None,
    fatal: Annotated[bool | None, Query(description="Whether nothing could be read.")] = None,
) -> Response:
    """What was wrong with the input."""

    def every(index: Index) -> Iterator[shapes.InputProblem]:
        held = index.snapshot.problems.values()
        for one in sorted(held, key=lambda one: (one.path, one.line or 0, one.id)):
            if kind in {None, one.kind} and fatal in {None, one.fatal}:
                yield shapes.InputProblem(id=one.id, **asdict(one))

    return listing(turn, shapes.InputProblem, every, _as_it_is)


@router.get(
    "/decisions",
    response_model=shapes.Listing[shapes.Decision],
    tags=["decisions"],
    summary="List the decisions",
)
def decisions(
    turn: TheTurn,
    kind: Annotated[DecisionKind | None, Query(description="It is of this kind.")] = None,
    by: Annotated[Word, Query(description="This person decided so.")] = None,
) -> Response:
    """What people decided, in the order in which they did, and what has become of it."""

    def every(index: Index) -> Iterator[shapes.Decision]:
        held = index.snapshot.decisions
        for one in views_of(index.rulings, held.values(), held):
            if kind in {None, one.kind} and by in {None, one.by}:
                yield shapes.Decision.model_validate(asdict(one))

    return listing(turn, shapes.Decision, every, _as_it_is)


@router.get("/search", response_model=shapes.Hits, tags=["case"], summary="Find words")
def search(
    request: Request,
    desk: TheDesk,
    view: TheView,
    q: Annotated[
        str, Query(min_length=1, max_length=500, description="Words; all of them have to be there.")
    ],
    limit: Annotated[int, Query(ge=1, le=200, description="At most so many places.")] = 20,
) -> Response:
    """Reports and statements that hold every word, the best first; case and accents make no difference."""

    def make() -> shapes.Hits:
        hits = desk.search(view, q, limit + 1)
        items = [
            shapes.Hit(
                kind=hit.kind,
                id=hit.fact_id,
                report=hit.span.report,
                quote=shapes.Quote(start=hit.span.start, end=hit.span.end, text=hit.quote),
            )
            for hit in hits[:limit]
        ]
        return shapes.Hits(head=head_of(view), items=tuple(items), more=len(hits) > limit)

    return reply(request, view, make)
