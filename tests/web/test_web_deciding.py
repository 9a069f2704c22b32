"""Decisions as pages and programs make them: what concerns a decision, and what does not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from counterclaim.model import DecisionKind, Stance, Verdict
from counterclaim.pipeline import add
from counterclaim.problems import ConflictError, NotFoundError, UsageError
from counterclaim.read import Details
from counterclaim.read.jsonl import read_jsonl
from counterclaim.web import Desk
from counterclaim.web.deciding import Fulfilled, Seen, Wish, decided, seen_at, token_of
from road import settings
from web_case import NOON

LATER = b"""{"id": "dam-9", "outlet": "Night Mail", "published": "2024-03-08", "title": "Once more",
"text": "The Kestrel dam overflowed on Sunday night, the fire brigade said."}""".replace(b"\n", b" ")


def now(desk: Desk) -> Seen:
    """Return what somebody has seen who looks now."""
    return seen_at(token_of(desk.at()))


def claim_of(desk: Desk, words: str) -> str:
    """Return the claim whose gist holds some words."""
    (found,) = [key for key, one in desk.at().snapshot.claims.items() if words in one.gist]
    return found


def statements_of(desk: Desk, claim: str) -> list[str]:
    """Return what bears on a claim."""
    return sorted({one.statement for one in desk.at().snapshot.claims[claim].bearings})


def several(desk: Desk) -> str:
    """Return a claim on which several statements bear."""
    return next(key for key in sorted(desk.at().snapshot.claims) if len(statements_of(desk, key)) > 1)


def confirm(desk: Desk, fact: str, seen: Seen | None, by: str = "Ann") -> Fulfilled:
    """Confirm a claim or a statement."""
    return decided(desk, Wish(DecisionKind.CONFIRM, (fact,)), by, seen)


# -- Every kind ------------------------------------------------------------------------------


def test_a_claim_is_confirmed(desk: Desk) -> None:
    claim = claim_of(desk, "dam overflowed")
    made = confirm(desk, claim, now(desk))
    assert made.new
    assert (made.decision.by, made.decision.about) == ("Ann", (claim,))
    assert made.decision.anchors, "a ruling is bound to words"
    assert desk.at().index.rulings.of_claims[claim] is Verdict.CONFIRMED


def test_every_kind_of_wish_is_made(desk: Desk) -> None:
    claim, other = several(desk), claim_of(desk, "pay had fallen")
    statement = statements_of(desk, other)[0]
    name = next(one.name for one in desk.at().snapshot.actors.values() if one.name == "Ana Petrov")
    wishes = (
        Wish(DecisionKind.REJECT, (claim,), note="no"),
        Wish(DecisionKind.NOTE, (claim,), note="asked the ministry"),
        Wish(DecisionKind.RELABEL, (statement,), what="stance", to="denies"),
        Wish(DecisionKind.RELABEL, (statement,), what="time", to="2024-03-05"),
        Wish(DecisionKind.RELABEL, (name,), what="party", to="Olton"),
        Wish(DecisionKind.ALIAS, ("Helen Vos",), to="Omar Diallo"),
        Wish(DecisionKind.SPLIT, (statements_of(desk, claim)[0],), claim=claim),
    )
    for wish in wishes:
        assert decided(desk, wish, "Ann", None).decision.kind is wish.kind
    merged = decided(desk, Wish(DecisionKind.MERGE, (other, several(desk))), "Ann", None)
    undone = decided(desk, Wish(DecisionKind.UNDO, (merged.decision.id,)), "Ann", None)
    assert undone.after.claims.keys() == merged.before.claims.keys()


def test_a_stance_is_that_which_was_ruled(desk: Desk) -> None:
    claim = claim_of(desk, "pay had fallen")
    (statement,) = statements_of(desk, claim)
    made = decided(
        desk, Wish(DecisionKind.RELABEL, (statement,), what="stance", to="denies"), "Ann", now(desk)
    )
    (ruled,) = [one for one in made.after.claims.values() if statement in {b.statement for b in one.bearings}]
    assert {bearing.stance for bearing in ruled.bearings} == {Stance.DENIES}


def test_a_party_is_that_of_the_speaker_who_was_ruled(desk: Desk) -> None:
    (statement,) = statements_of(desk, claim_of(desk, "pay had fallen"))
    decided(desk, Wish(DecisionKind.RELABEL, (statement,), what="actor", to="Ana Petrov"), "Ann", None)
    made = decided(desk, Wish(DecisionKind.RELABEL, (statement,), what="party", to="Olton"), "Bo", None)
    assert made.before.actor_of()[made.before.statements[statement].speaker or ""].name != "Ana Petrov"
    assert made.decision.about == ("Ana Petrov",)
    parties = {one.name: one.party for one in made.after.actors.values()}
    assert parties["Ana Petrov"] == "Olton"


def test_to_rule_the_same_again_writes_nothing(desk: Desk) -> None:
    claim = claim_of(desk, "dam overflowed")
    first = confirm(desk, claim, None)
    head = desk.store.head()
    again = confirm(desk, claim, None)
    assert (again.new, again.decision.id) == (False, first.decision.id)
    assert desk.store.head() == head


# -- What cannot be --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "error", "words"),
    [
        (Wish(DecisionKind.CONFIRM, ("cl-0",)), NotFoundError, "no claim or statement 'cl-0'"),
        (Wish(DecisionKind.CONFIRM, ()), UsageError, "takes one"),
        (Wish(DecisionKind.CONFIRM, ("CLAIM",), to="x"), UsageError, "takes no 'to'"),
        (Wish(DecisionKind.NOTE, ("CLAIM",), note="  "), UsageError, "needs words"),
        (Wish(DecisionKind.MERGE, ("CLAIM", "CLAIM")), UsageError, "two claims or more"),
        (Wish(DecisionKind.SPLIT, (), claim="CLAIM"), UsageError, "nothing was told"),
        (Wish(DecisionKind.SPLIT, ("ALL",), claim="CLAIM"), UsageError, "would be left"),
        (Wish(DecisionKind.SPLIT, ("OTHER",), claim="CLAIM"), UsageError, "does not bear on"),
        (Wish(DecisionKind.SPLIT, ("CLAIM",), claim="CLAIM"), UsageError, "choose one of its statements"),
        (Wish(DecisionKind.SPLIT, ("OTHER",), claim="OTHER"), UsageError, "is a statement, not a claim"),
        (Wish(DecisionKind.RELABEL, ("CLAIM",), what="act", to="deny"), UsageError, "is a claim; choose"),
        (Wish(DecisionKind.RELABEL, ("CLAIM",), what="party", to="x"), UsageError, "is a claim; choose"),
        (Wish(DecisionKind.RELABEL, ("OTHER",), what="mood", to="x"), UsageError, "cannot set 'mood'"),
        (Wish(DecisionKind.RELABEL, ("OTHER",), what="act", to="sing"), UsageError, "there is no act 'sing'"),
        (Wish(DecisionKind.RELABEL, ("OTHER",), what="act", to=" "), UsageError, "is empty"),
        (Wish(DecisionKind.RELABEL, ("OTHER",), what="time", to="soon"), UsageError, "is no time"),
        (Wish(DecisionKind.RELABEL, ("OTHER",), what="actor", to="Nobody"), NotFoundError, "'Nobody'"),
        (Wish(DecisionKind.RELABEL, ("Nobody",), what="party", to="x"), NotFoundError, "'Nobody'"),
        (Wish(DecisionKind.ALIAS, ("Ana Petrov",), to=""), UsageError, "right name is missing"),
        (Wish(DecisionKind.ALIAS, ("Ana Petrov",), to="ana petrov"), UsageError, "the name itself"),
        (Wish(DecisionKind.UNDO, ("d-0",)), NotFoundError, "no decision 'd-0'"),
        (Wish(DecisionKind.WEIGH, ("CLAIM",)), UsageError, "counterclaim.toml"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    desk: Desk, wish: Wish, error: type[Exception], words: str
) -> None:
    claim = several(desk)
    other = statements_of(desk, claim_of(desk, "pay had fallen"))[0]
    meant = {"CLAIM": [claim], "ALL": statements_of(desk, claim), "OTHER": [other]}
    about = tuple(fact for one in wish.about for fact in meant.get(one, [one]))
    asked = replace(wish, about=about, claim={"CLAIM": claim, "OTHER": other}.get(wish.claim, ""))
    head = desk.store.head()
    with pytest.raises(error, match=words):
        decided(desk, asked, "Ann", None)
    assert desk.store.head() == head


@pytest.mark.parametrize("name", ["", "  ", "counterclaim.toml"])
def test_whoever_decides_has_a_name(desk: Desk, name: str) -> None:
    with pytest.raises(UsageError, match="nobody is named"):
        confirm(desk, claim_of(desk, "dam overflowed"), None, name)


def test_nobody_decides_where_all_is_for_reading_only(case: Path) -> None:
    desk = Desk(case, read_only=True)
    with pytest.raises(UsageError, match="for reading only"):
        confirm(desk, claim_of(desk, "dam overflowed"), None)
    desk.close()


# -- Conflicts -------------------------------------------------------------------------------


def test_what_another_ruled_meanwhile_on_the_same_is_a_conflict(desk: Desk) -> None:
    claim, seen = claim_of(desk, "dam overflowed"), now(desk)
    decided(desk, Wish(DecisionKind.REJECT, (claim,)), "Bo", seen)
    head = desk.store.head()
    with pytest.raises(ConflictError, match="Bo ruled: reject"):
        confirm(desk, claim, seen)
    assert desk.store.head() == head
    assert confirm(desk, claim, now(desk)).new, "who has looked may rule otherwise"


def test_what_another_ruled_on_something_else_is_none(desk: Desk) -> None:
    seen = now(desk)
    confirm(desk, claim_of(desk, "pay had fallen"), seen, "Bo")
    assert confirm(desk, claim_of(desk, "dam overflowed"), seen).new


def test_a_report_that_came_in_meanwhile_is_a_conflict_where_it_tells_of_the_claim(desk: Desk) -> None:
    seen, claim = now(desk), claim_of(desk, "dam overflowed")
    statement = statements_of(desk, claim)[0]
    add(desk.store, read_jsonl(LATER, "later.jsonl", Details()), settings(), lambda: NOON)
    for fact in (claim, statement):
        with pytest.raises(ConflictError, match="the case has moved"):
            confirm(desk, fact, seen)
    assert confirm(desk, claim_of(desk, "pay had fallen"), seen).new


def test_two_who_undo_the_same_do_so_once(desk: Desk) -> None:
    made = confirm(desk, claim_of(desk, "dam overflowed"), None)
    seen, wish = now(desk), Wish(DecisionKind.UNDO, (made.decision.id,))
    decided(desk, wish, "Bo", seen)
    with pytest.raises(ConflictError, match="Bo ruled: undo"):
        decided(desk, wish, "Ann", seen)


def test_who_is_who_is_a_conflict_by_name(desk: Desk) -> None:
    seen = now(desk)
    decided(desk, Wish(DecisionKind.ALIAS, ("Helen Vos",), to="Omar Diallo"), "Bo", seen)
    with pytest.raises(ConflictError, match="Bo ruled: alias"):
        decided(desk, Wish(DecisionKind.RELABEL, ("helen vos",), what="party", to="union"), "Ann", seen)


def test_what_was_seen_is_of_this_case(desk: Desk) -> None:
    claim, seen = claim_of(desk, "dam overflowed"), now(desk)
    for other in (Seen(seen.sequence, "0" * 64), Seen(seen.sequence + 1, seen.head)):
        with pytest.raises(ConflictError, match="not this case"):
            confirm(desk, claim, other)


def test_of_many_at_once_one_wins(desk: Desk) -> None:
    """All have read the same, and each wants something else of it: the case is moved once."""
    claim, seen = claim_of(desk, "dam overflowed"), now(desk)

    def rule(number: int) -> str:
        kind = DecisionKind.CONFIRM if number % 2 else DecisionKind.REJECT
        try:
            decided(desk, Wish(kind, (claim,)), f"Person {number}", seen)
        except ConflictError:
            return "conflict"
        return "made"

    with ThreadPoolExecutor(8) as several_people:
        came = sorted(several_people.map(rule, range(8)))
    assert came == [*["conflict"] * 7, "made"]
    assert len(desk.at().snapshot.decisions) == 1


# -- Tokens ----------------------------------------------------------------------------------


def test_a_token_comes_back_as_what_was_seen(desk: Desk) -> None:
    view = desk.at()
    assert seen_at(token_of(view)) == Seen(view.stood.sequence, view.stood.head)


@pytest.mark.parametrize("token", ["", "12", "-", "12-xyz", f"{'9' * 13}-{'0' * 64}", f"1-{'0' * 63}é"])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(UsageError, match="load the page again"):
        seen_at(token)
