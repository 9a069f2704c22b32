"""Deciding by forms: what each rules, that it can be taken back, and what a page is told that is behind."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from httpx import Response
from starlette.testclient import TestClient

from counterclaim.ledger import Snapshot
from counterclaim.model import Decision, DecisionKind, Stance, Verdict
from counterclaim.web import Desk, application
from counterclaim.web.reviewing.asked import within

WARNING = "The operator opened the gates without a warning"
FORTY, TWENTY_FIVE = "40 houses were flooded in Olton", "25 houses were flooded in Olton"


@dataclass
class Reviewer:
    """A person who reads pages without script, and presses their buttons."""

    client: TestClient
    desk: Desk
    name: str

    def get(self, path: str) -> str:
        """Return a page."""
        answer: Response = self.client.get(path, headers={"x-person": self.name})
        assert answer.status_code == 200, answer.text
        return str(answer.text)

    def press(self, page: str, ruling: str, **fields: str | list[str]) -> Response:
        """Press a button of a page, with what the reader of that very page sees."""
        form = {name: value(page, name) for name in ("csrf", "seen", "back")} | {"ruling": ruling}
        data = {**form, **fields}
        answer: Response = self.client.post("/decisions", data=data, headers={"x-person": self.name})
        return answer

    def snapshot(self) -> Snapshot:
        """Return the case as it stands."""
        return self.desk.at().snapshot

    def claim(self, gist: str) -> str:
        """Return the id of the claim with that gist."""
        return next(key for key, one in self.snapshot().claims.items() if one.gist == gist)

    def statements(self, gist: str) -> list[str]:
        """Return the statements that bear on a claim."""
        return [one.statement for one in self.snapshot().claims[self.claim(gist)].bearings]

    def last(self) -> Decision:
        """Return the decision that was made last."""
        return max(self.snapshot().decisions.values(), key=lambda one: str(one.made))


def value(page: str, name: str) -> str:
    """Return the value of the first field of that name."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"the page has no field {name}"
    return unescape(found[1])


@pytest.fixture
def shared(case: Path) -> Iterator[Desk]:
    """Serve the case to several people, whom a proxy names."""
    desk = Desk(case, user_header="x-person")
    yield desk
    desk.close()


@pytest.fixture
def ann(shared: Desk) -> Reviewer:
    return Reviewer(TestClient(application(shared), base_url="http://127.0.0.1"), shared, "Ann Lee")


@pytest.fixture
def bo(ann: Reviewer) -> Reviewer:
    return Reviewer(ann.client, ann.desk, "Bo Ek")


# -- What can be ruled -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ruling", "verdict"), [("confirm", Verdict.CONFIRMED), ("reject", Verdict.REJECTED)]
)
def test_verdict_from_the_board_and_back(ann: Reviewer, ruling: str, verdict: Verdict) -> None:
    """A claim that is ticked is confirmed or rejected; the page after it says so and takes it back."""
    claim = ann.claim(WARNING)
    after = ann.press(ann.get("/"), ruling, about=claim)
    assert ann.desk.at().index.rulings.of_claims == {claim: verdict}
    assert f"{ruling}ed" in after.text
    assert "Ann Lee" in after.text
    undone = ann.press(after.text, f"undo {ann.last().id}")
    assert ann.desk.at().index.rulings.of_claims == {}
    assert "took back" in undone.text
    again = ann.press(undone.text, f"undo {ann.last().id}")
    assert ann.desk.at().index.rulings.of_claims == {claim: verdict}
    assert again.status_code == 200


def test_several_claims_at_once(ann: Reviewer) -> None:
    """All claims that are ticked are ruled on, each by a decision of its own with the note."""
    both = [ann.claim(FORTY), ann.claim(TWENTY_FIVE)]
    after = ann.press(ann.get("/"), "confirm", about=both, note="seen   the photographs")
    made = ann.snapshot().decisions.values()
    assert sorted(one.about for one in made) == sorted((one,) for one in both)
    assert {one.note for one in made} == {"seen the photographs"}
    assert after.text.count('class="said"') == 2


def test_merge_and_undo(ann: Reviewer) -> None:
    """Two claims become one with the statements of both; taken back, there are the two claims of before."""
    before, told = dict(ann.snapshot().claims), {*ann.statements(FORTY), *ann.statements(TWENTY_FIVE)}
    after = ann.press(ann.get("/"), "merge", about=[ann.claim(FORTY), ann.claim(TWENTY_FIVE)])
    assert any({one.statement for one in claim.bearings} == told for claim in ann.snapshot().claims.values())
    assert len(ann.snapshot().claims) == len(before) - 1
    ann.press(after.text, "undo")
    assert dict(ann.snapshot().claims) == before


def test_split_and_undo(ann: Reviewer) -> None:
    """A statement that is ticked leaves its claim, and comes back."""
    before, claim, told = dict(ann.snapshot().claims), ann.claim(WARNING), ann.statements(WARNING)
    off = told[-1]
    after = ann.press(ann.get("/"), f"split {claim}", statement=off)
    assert all(
        {one.statement for one in other.bearings} != set(told) for other in ann.snapshot().claims.values()
    )
    assert ann.last().kind is DecisionKind.SPLIT
    assert ann.last().about == (off, claim)
    ann.press(after.text, "undo")
    assert dict(ann.snapshot().claims) == before


@pytest.mark.parametrize(
    ("what", "to"),
    [
        ("stance", "concedes"), ("act", "deny"), ("actor", "Samira Haddad"), ("party", "Town of Olton"),
        ("place", "Marlow"), ("time", "2024-03-02"),
    ],
)  # fmt: skip
def test_relabel(ann: Reviewer, what: str, to: str) -> None:
    """Each of the six things that a statement is can be set on its page, and is kept as a decision."""
    claim, statement = ann.claim(FORTY), ann.statements(FORTY)[0]
    page = ann.get(f"/decide/{statement}?claim={claim}")
    assert f'value="relabel {statement}"' in page
    chosen = {"claim": claim} if what == "stance" else {}
    after = ann.press(page, f"relabel {statement}", what=what, to=to, **chosen)
    assert after.status_code == 200, after.text
    made = ann.last()
    assert (made.kind, made.what, made.to, made.by) == (DecisionKind.RELABEL, what, to, "Ann Lee")
    on_it = ann.desk.at().index.rulings.bearing.get(statement, ())
    assert what == "party" or made in on_it


def test_relabelled_stance_shows(ann: Reviewer) -> None:
    """What is set is what the case then says."""
    claim, statement = ann.claim(FORTY), ann.statements(FORTY)[0]
    page = ann.get(f"/decide/{statement}")
    ann.press(page, f"relabel {statement}", what="stance", to="doubts", claim=claim)
    stances = {
        bearing.stance
        for one in ann.snapshot().claims.values()
        for bearing in one.bearings
        if bearing.statement == statement
    }
    assert stances == {Stance.DOUBTS}


def test_alias(ann: Reviewer) -> None:
    """Two names become one actor's."""
    assert "Brandt" not in {one.name for one in ann.snapshot().actors.values()}
    page = ann.get("/decisions")
    assert ann.press(page, "alias", to="Helen Vos", names="Omar Diallo").status_code == 200
    after = ann.snapshot()
    joined = next(one for one in after.actors.values() if one.name == "Helen Vos")
    assert sum(one.actor == joined.key for one in after.identities.values()) >= 2
    assert ann.last().about == ("Omar Diallo",)


def test_note(ann: Reviewer) -> None:
    """A note changes nothing but is kept; without words it is none."""
    page, before = ann.get("/"), dict(ann.snapshot().claims)
    assert ann.press(page, "note", about=ann.claim(FORTY)).status_code == 422
    ann.press(page, "note", about=ann.claim(FORTY), note="ask the fire brigade")
    assert dict(ann.snapshot().claims) == before
    assert ann.last().note == "ask the fire brigade"
    assert "ask the fire brigade" in ann.get("/decisions")


def test_ruled_so_already(ann: Reviewer) -> None:
    """Who rules the same twice is told so, and nothing is written."""
    claim = ann.claim(FORTY)
    ann.press(ann.get("/"), "confirm", about=claim)
    head = ann.desk.store.head()
    after = ann.press(ann.get("/"), "confirm", about=claim)
    assert "nothing was changed" in after.text
    assert ann.desk.store.head() == head


def test_undo_in_particular_and_in_general(ann: Reviewer, bo: Reviewer) -> None:
    """To undo "my last" takes back one's own last decision, not that of another who decided later."""
    ann.press(ann.get("/"), "confirm", about=ann.claim(FORTY))
    bo.press(bo.get("/"), "reject", about=bo.claim(TWENTY_FIVE))
    ann.press(ann.get("/"), "undo")
    assert list(ann.desk.at().index.rulings.of_claims.values()) == [Verdict.REJECTED]
    nothing = ann.press(ann.get("/"), "undo")
    assert nothing.status_code == 404
    assert "o decision of Ann Lee is in force" in nothing.text


# -- A page that is behind ---------------------------------------------------------------------


def test_stale_page_is_told_what_happened(ann: Reviewer, bo: Reviewer) -> None:
    """Where another ruled on the same meanwhile nothing is written; one sees what, and may decide anyway."""
    page, claim = ann.get("/"), ann.claim(FORTY)
    bo.press(bo.get("/"), "reject", about=claim, note="the mayor was abroad")
    head = ann.desk.store.head()
    stopped = ann.press(page, "confirm", about=claim, note="I counted them")
    assert stopped.status_code == 409
    assert "Nothing was written" in stopped.text
    assert "the mayor was abroad" in stopped.text
    assert ann.desk.store.head() == head
    anyway = ann.press(
        stopped.text, "confirm", about=value(stopped.text, "about"), note=value(stopped.text, "note")
    )
    assert anyway.status_code == 200
    assert ann.desk.at().index.rulings.of_claims == {claim: Verdict.DISPUTED}
    assert ann.last().note == "I counted them"


def test_claim_that_is_gone_cannot_be_decided_anyway(ann: Reviewer, bo: Reviewer) -> None:
    """Where the claim itself is no more, the page says why, and offers to look again alone."""
    page, both = ann.get("/"), [ann.claim(FORTY), ann.claim(TWENTY_FIVE)]
    bo.press(bo.get("/"), "merge", about=both)
    claim = next(one for one in both if one not in ann.snapshot().claims)
    stopped = ann.press(page, "confirm", about=claim)
    assert stopped.status_code == 409
    assert "cannot be decided any more" in stopped.text
    assert "Decide all the same" not in stopped.text
    assert "Look again" in stopped.text


def test_what_happened_elsewhere_stops_nobody(ann: Reviewer, bo: Reviewer) -> None:
    """A decision on another claim does not make a page too old."""
    page = ann.get("/")
    bo.press(bo.get("/"), "reject", about=bo.claim(TWENTY_FIVE))
    assert ann.press(page, "confirm", about=ann.claim(WARNING)).status_code == 200


def test_page_of_another_case_is_refused(ann: Reviewer) -> None:
    """A page that tells of an entry which is not in this case decides nothing."""
    page = ann.get("/")
    other = page.replace(value(page, "seen"), f"1-{'0' * 64}")
    stopped = ann.press(other, "confirm", about=ann.claim(FORTY))
    assert stopped.status_code == 409
    assert not ann.snapshot().decisions
    assert ann.press(page, "confirm", about="x", seen="").status_code == 422


def test_part_of_a_form_that_was_written_is_told(ann: Reviewer, bo: Reviewer) -> None:
    """Of two claims that are ticked, the one nobody touched is ruled on, and the page says so."""
    page, moved, still = ann.get("/"), ann.claim(FORTY), ann.claim(WARNING)
    bo.press(bo.get("/"), "reject", about=moved)
    stopped = ann.press(page, "confirm", about=[still, moved])
    assert stopped.status_code == 409
    assert "1 decision," in stopped.text
    assert ann.desk.at().index.rulings.of_claims[still] is Verdict.CONFIRMED


# -- Where nothing may be decided --------------------------------------------------------------


def test_no_forms_in_the_past_nor_for_readers_only(case: Path, ann: Reviewer) -> None:
    """A page of the past, or of a case that is served for reading only, has no form; and none is heard."""
    ann.press(ann.get("/"), "confirm", about=ann.claim(FORTY))
    statement = ann.statements(FORTY)[0]
    desk = Desk(case, read_only=True)
    client = TestClient(application(desk), base_url="http://127.0.0.1")
    for path in ("/", "/decisions", f"/decide/{statement}", f"/claims/{ann.claim(FORTY)}"):
        past = f"{path}?as_of=%23{ann.desk.at().stood.sequence - 1}"
        if ann.client.get(past, headers={"x-person": "Ann Lee"}).status_code != 404:
            assert 'name="ruling"' not in ann.get(past), past
        assert 'name="ruling"' not in client.get(path).text, path
    assert client.post("/decisions", data={"ruling": "undo"}).status_code == 403
    desk.close()


def test_form_without_token_is_refused(ann: Reviewer) -> None:
    """A form that no page of ours gave out decides nothing."""
    told = ann.press(ann.get("/").replace('name="csrf" value="', 'name="csrf" value="0'), "undo")
    assert told.status_code == 403


@pytest.mark.parametrize(
    ("ruling", "fields"),
    [
        ("", {}), ("weigh", {}), ("confirm", {}), ("merge", {"about": "cl-1"}), ("split cl-1", {}),
        ("relabel st-1", {"what": "colour", "to": "red"}), ("alias", {"to": ""}), ("alias", {"names": "x"}),
        ("confirm", {"about": "\x00"}), ("confirm", {"ids": "cl-1, cl-2"}), ("undo d-none", {}),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(ann: Reviewer, ruling: str, fields: dict[str, str]) -> None:
    """A form that makes no sense is answered with a page that says why, and nothing is written."""
    head = ann.desk.store.head()
    told = ann.press(ann.get("/"), ruling, **fields)
    assert told.status_code in {404, 422}
    assert "<main" in told.text
    assert ann.desk.store.head() == head


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/", "/\\evil.example", "https://evil.example/", "javascript:alert(1)", "", "evil",
        "/ok\r\nSet-Cookie: a=b", "/\t/evil.example", "/%0d%0a",
    ],
)  # fmt: skip
def test_back_leads_nowhere_else(ann: Reviewer, address: str) -> None:
    """Whatever a form says of where it came from, one is led to a page of this server."""
    page = ann.get("/")
    told = ann.client.post(
        "/decisions",
        data={
            **{name: value(page, name) for name in ("csrf", "seen")},
            "ruling": "confirm",
            "about": ann.claim(FORTY),
            "back": address,
        },
        headers={"x-person": "Ann Lee"},
        follow_redirects=False,
    )
    assert told.status_code == 303
    led = urlsplit(told.headers["location"])
    assert (led.scheme, led.netloc) == ("", "")
    assert told.headers["location"].startswith("/")
    assert "set-cookie" not in told.headers


def test_back_keeps_filters() -> None:
    """What was looked at is looked at again: filters stay, what was ruled before does not."""
    kept = within("/?status=contested&party=Olton&ruled=d-1&already=1&text=a%26b")
    assert parse_qs(urlsplit(kept).query) == {"status": ["contested"], "party": ["Olton"], "text": ["a&b"]}


def test_back_keeps_every_column_that_was_chosen(ann: Reviewer) -> None:
    """Of a field that stands several times in the address all values stay."""
    parties = ann.desk.at().index.snapshot.actors.values()
    chosen = sorted({one.party for one in parties if one.party})[:2]
    page = ann.get(f"/?{urlencode({'parties': chosen}, doseq=True)}")
    assert parse_qs(urlsplit(value(page, "back")).query) == {"parties": chosen}
    after = ann.press(page, "confirm", about=ann.claim(FORTY))
    assert parse_qs(urlsplit(str(after.url)).query)["parties"] == chosen


def test_a_statement_stands_on_its_page_as_it_was_ruled_to_be(ann: Reviewer) -> None:
    """Who reads a statement otherwise sees what it is now, with what people ruled."""
    statement = ann.statements(FORTY)[0]
    page = ann.get(f"/decide/{statement}")
    ann.press(page, f"relabel {statement}", what="act", to="predict")
    assert '<option value="predict" selected>' in ann.get(f"/decide/{statement}")


# -- The list ----------------------------------------------------------------------------------


def test_a_state_or_a_page_that_is_none_is_refused(ann: Reviewer) -> None:
    """What cannot be asked of the list is not answered with an empty one."""
    asked = {"/decisions?state=settled": 422, "/decisions?page=2": 404, "/decisions?page=0": 422}
    for address, status in asked.items():
        assert ann.client.get(address, headers={"x-person": "Ann Lee"}).status_code == status
    assert "disagreement" in ann.client.get("/decisions?state=x", headers={"x-person": "Ann Lee"}).text


def test_disagreement_is_told_and_settled_by_undoing(ann: Reviewer, bo: Reviewer) -> None:
    """Where two people rule the opposite, the list says with whom; taking one back settles it."""
    claim = ann.claim(FORTY)
    ann.press(ann.get("/"), "confirm", about=claim)
    bo.press(bo.get("/"), "reject", about=claim)
    page = ann.get("/decisions?state=disagreement")
    assert page.count('<td data-party="state"') == 2
    assert "Bo Ek ruled otherwise" in page
    first = next(one.id for one in ann.snapshot().decisions.values() if one.by == "Bo Ek")
    ann.press(page, f"undo {first}")
    assert ann.desk.at().index.rulings.of_claims == {claim: Verdict.CONFIRMED}
    assert "disagreement" not in ann.get("/decisions")


def test_list_as_data(ann: Reviewer) -> None:
    """JSON and CSV hold every decision, taken back or not, and say how many."""
    after = ann.press(ann.get("/"), "confirm", about=ann.claim(FORTY))
    ann.press(after.text, "undo")
    told = ann.client.get("/decisions.json", headers={"x-person": "Ann Lee"}).json()
    assert told["total"] == len(told["decisions"]) == 2
    assert [one["state"] for one in told["decisions"]] == ["undone", "undoing"]
    table = ann.client.get("/decisions.csv", headers={"x-person": "Ann Lee"}).text
    lines = list(csv.DictReader(io.StringIO(table)))
    assert [one["ruled"] for one in lines] == ["confirmed", "undid"]
    assert [one["by"] for one in lines] == ["Ann Lee"] * 2


def test_empty_list(ann: Reviewer) -> None:
    """Before anybody decided, the list says what to do."""
    assert "Nobody has decided anything yet" in ann.get("/decisions")
