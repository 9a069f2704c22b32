"""The HTTP API: what it tells, in parts that hold together, and what it refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

from browsing import Served
from counterclaim.board import Filter, board
from counterclaim.export import FORMATS, Archiver, Exporter
from counterclaim.model import DecisionKind
from counterclaim.moments import period
from counterclaim.web import Desk
from counterclaim.web.api import described
from counterclaim.web.api.handbook import operations
from counterclaim.web.api.replies import HEAD
from counterclaim.web.deciding import Wish, decided
from counterclaim.web.refusals import PROBLEM

LISTINGS = ("claims", "statements", "reports", "origins", "actors", "relations", "problems", "decisions")


def told(client: TestClient, path: str, **parameters: Any) -> Any:
    """Return what an address tells."""
    answer = client.get(f"/api/v1/{path}", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def every_part(client: TestClient, path: str, **parameters: Any) -> list[Any]:
    """Return the items of all parts of a list, following `next`."""
    part = told(client, path, **parameters)
    items, heads = list(part["items"]), {part["head"]["hash"]}
    while part["next"]:
        part = client.get(part["next"]).json()
        items += part["items"]
        heads.add(part["head"]["hash"])
    assert len(heads) == 1
    assert len(items) == part["total"]
    return items


def quotes_in(value: Any) -> list[dict[str, Any]]:
    """Return every object that has start, end and text."""
    match value:
        case {"start": _, "end": _, "text": _}:
            return [value]
        case dict():
            return [one for part in value.values() for one in quotes_in(part)]
        case list():
            return [one for part in value for one in quotes_in(part)]
        case _:
            return []


# -- Claims ----------------------------------------------------------------------------------


def test_the_claims_are_those_of_the_board(client: TestClient, desk: Desk) -> None:
    shown = board(desk.at().snapshot)
    listed = told(client, "claims")
    assert [row["claim"] for row in listed["items"]] == [row.claim for row in shown.rows]
    assert listed["parties"] == list(shown.parties)
    assert [cell["stances"] for row in listed["items"] for cell in row["cells"]] == [
        list(cell.stances) for row in shown.rows for cell in row.cells
    ]


@pytest.mark.parametrize(
    ("parameters", "wanted"),
    [
        ({"contested": "true"}, Filter(contested=True)),
        ({"conceded": "true"}, Filter(conceded=True)),
        ({"one_sided": "true"}, Filter(one_sided=True)),
        ({"party": "Kestrel"}, Filter(party="Kestrel")),
        ({"place": "Olton"}, Filter(place="Olton")),
        ({"speaker": "Petrov"}, Filter(speaker="Petrov")),
        ({"text": "houses"}, Filter(text="houses")),
        ({"happened": "2024-03-03"}, Filter(happened=period("2024-03-03"))),
        ({"said": "2024-03-05"}, Filter(said=period("2024-03-05"))),
        ({"printed": "2024-03-04..2024-03-05"}, Filter(printed=period("2024-03-04..2024-03-05"))),
        ({"contested": "true", "text": "houses"}, Filter(contested=True, text="houses")),
    ],
)
def test_every_filter_is_that_of_the_board(
    client: TestClient, desk: Desk, parameters: dict[str, str], wanted: Filter
) -> None:
    shown = board(desk.at().snapshot, wanted)
    listed = told(client, "claims", **parameters)
    assert [row["claim"] for row in listed["items"]] == [row.claim for row in shown.rows]
    assert (listed["total"], listed["undated"]) == (shown.total, shown.undated)


def test_a_status_is_asked_for(client: TestClient) -> None:
    rows = told(client, "claims")["items"]
    for status in {row["status"] for row in rows}:
        listed = told(client, "claims", status=status)["items"]
        assert listed == [row for row in rows if row["status"] == status]


def test_an_account_tells_all_of_one_claim(client: TestClient) -> None:
    for row in told(client, "claims")["items"]:
        read = told(client, f"claims/{row['claim']}")
        cells = {cell["party"]: cell for cell in row["cells"] if cell["stances"]}
        assert {cell["party"]: cell for cell in read["row"]["cells"] if cell["stances"]} == cells
        assert {one["claim"] for one in read["testimonies"]} == {row["claim"]}
        assert {one["statement"] for one in read["testimonies"]} >= set(read["origins"][0]["statements"])


# -- Spans -----------------------------------------------------------------------------------


def test_every_quote_is_exactly_what_stands_in_the_text(client: TestClient) -> None:
    texts = {
        one["id"]: client.get(f"/api/v1/reports/{one['id']}/text").text
        for one in told(client, "reports")["items"]
    }
    statements = told(client, "statements", attitudes="true")["items"]
    claims = [told(client, f"claims/{row['claim']}") for row in told(client, "claims")["items"]]
    testimonies = [one for claim in claims for one in claim["testimonies"]]
    checked = 0
    for one in (*statements, *testimonies):
        for quote in quotes_in(one):
            assert texts[one["report"]][quote["start"] : quote["end"]] == quote["text"]
            checked += 1
    assert checked > 100


def test_the_pieces_of_a_report_are_its_text(client: TestClient) -> None:
    for one in told(client, "reports")["items"]:
        text = client.get(f"/api/v1/reports/{one['id']}/text")
        read = told(client, f"reports/{one['id']}")
        assert "".join(piece["text"] for piece in read["segments"]) == text.content.decode()
        assert one["characters"] == len(text.text)
        assert all(piece["text"] == text.text[piece["start"] : piece["end"]] for piece in read["segments"])
        assert text.headers["content-type"] == "text/plain; charset=utf-8"


def test_a_statement_tells_what_it_bears_on(client: TestClient, desk: Desk) -> None:
    claims = desk.at().snapshot.claims.values()
    for one in told(client, "statements")["items"]:
        read = told(client, f"statements/{one['statement']}")
        bearings = {claim.id for claim in claims for b in claim.bearings if b.statement == one["statement"]}
        assert {stand["claim"] for stand in read["claims"]} == bearings
        assert read == one


# -- Lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", LISTINGS)
def test_parts_joined_are_the_whole_list(client: TestClient, desk: Desk, path: str) -> None:
    claim = told(client, "claims")["items"][0]["claim"]
    for number in range(3):
        decided(desk, Wish(DecisionKind.NOTE, (claim,), note=f"note {number}"), "Ann", None)
    whole = told(client, path)["items"]
    assert every_part(client, path, limit=2) == [
        {**item, "cells": found["cells"]} if "cells" in item else item
        for item, found in zip(whole, every_part(client, path, limit=2), strict=True)
    ]


def test_a_list_stays_as_it_was_while_others_write(client: TestClient, desk: Desk) -> None:
    """Whoever follows `next` sees what stood when they began, rejected or not."""
    whole = [row["claim"] for row in told(client, "claims")["items"]]
    part = told(client, "claims", limit=3)
    decided(desk, Wish(DecisionKind.REJECT, (whole[0],)), "Bo", None)
    assert [row["claim"] for row in told(client, "claims")["items"]] != whole
    seen = [row["claim"] for row in part["items"]]
    while part["next"]:
        part = client.get(part["next"]).json()
        seen += [row["claim"] for row in part["items"]]
    assert seen == whole


def test_the_filters_of_the_lists_choose(client: TestClient) -> None:
    statements = told(client, "statements")["items"]
    first = statements[0]
    assert told(client, "statements", report=first["report"])["items"] == [
        one for one in statements if one["report"] == first["report"]
    ]
    assert told(client, "statements", act="deny")["items"] == [
        one for one in statements if one["act"] == "deny"
    ]
    claim = next(one["claims"][0]["claim"] for one in statements if one["claims"])
    assert told(client, "statements", claim=claim)["items"] == [
        one for one in statements if claim in {stand["claim"] for stand in one["claims"]}
    ]
    assert told(client, "statements", stance="denies")["items"] == [
        one for one in statements if "denies" in {stand["stance"] for stand in one["claims"]}
    ]
    key = next(one["actor"] for one in statements if one["actor"])
    spoken = [one["statement"] for one in statements if one["actor"] == key]
    assert [one["statement"] for one in told(client, "statements", actor=key)["items"]] == spoken
    assert set(told(client, f"actors/{key}")["statements"]) >= set(spoken)
    relations = told(client, "relations")["items"]
    kind = relations[0]["kind"]
    assert told(client, "relations", kind=kind)["items"] == [one for one in relations if one["kind"] == kind]
    assert {one["claim"] for one in told(client, "origins", claim=claim)["items"]} == {claim}
    (petrov,) = told(client, "actors", name="petrov")["items"]
    assert "Ana Petrov" in petrov["names"]


@pytest.mark.parametrize("cursor", ["x", "!!!", "MTIuMg", "MTIuMi4zNDU2Nzg5MDEyMzQ", "é"])
def test_a_cursor_that_is_none_of_ours_is_refused(client: TestClient, cursor: str) -> None:
    answer = client.get("/api/v1/claims", params={"cursor": cursor})
    assert answer.status_code == 422
    assert "cursor" in answer.json()["detail"]


def test_a_cursor_belongs_to_what_was_asked(client: TestClient) -> None:
    following = told(client, "claims", limit=2)["next"]
    answer = client.get(following.replace("limit=2", "limit=3"))
    assert (answer.status_code, "another question" in answer.json()["detail"]) == (422, True)


# -- Moments ---------------------------------------------------------------------------------


def test_the_case_is_told_as_it_stood(client: TestClient, desk: Desk) -> None:
    before = told(client, "claims")
    decided(desk, Wish(DecisionKind.REJECT, (before["items"][0]["claim"],)), "Bo", None)
    past = told(client, "claims", as_of=f"#{before['head']['sequence']}")
    assert past["items"] == before["items"]
    assert told(client, "decisions", as_of=f"#{before['head']['sequence']}")["total"] == 0
    assert told(client, "claims", as_of="#0")["total"] == 0
    assert told(client, "search", q="dam", as_of="#0")["items"] == []


def test_what_has_changed_is_told(client: TestClient, desk: Desk) -> None:
    claim, since = told(client, "claims")["items"][0]["claim"], told(client, "health")["head"]["sequence"]
    decided(desk, Wish(DecisionKind.REJECT, (claim,), note="not so"), "Bo", None)
    (change,) = told(client, "changes", since=f"#{since}")["items"]
    assert (change["news"], change["who"]) == ("new ruling", "Bo")
    assert told(client, "changes", since="now")["items"] == []
    swapped = client.get("/api/v1/changes", params={"since": f"#{since + 1}", "as_of": "#0"})
    assert (swapped.status_code, "swap" in swapped.json()["detail"]) == (422, True)


@pytest.mark.parametrize("moment", ["soon", "2024-13-01", "#99999", "31 April", "#-1"])
def test_a_moment_that_cannot_be_is_refused(client: TestClient, moment: str) -> None:
    answer = client.get("/api/v1/claims", params={"as_of": moment})
    assert (answer.status_code, answer.headers["content-type"]) == (422, PROBLEM)


# -- Tags ------------------------------------------------------------------------------------


def test_what_did_not_change_is_not_sent_again(client: TestClient, desk: Desk) -> None:
    first = client.get("/api/v1/claims")
    again = client.get("/api/v1/claims", headers={"If-None-Match": first.headers["etag"]})
    weak = client.get("/api/v1/claims", headers={"If-None-Match": f'"x", W/{first.headers["etag"]}'})
    assert (again.status_code, again.content, weak.status_code) == (304, b"", 304)
    assert again.headers[HEAD] == first.headers[HEAD] == first.json()["head"]["tag"]
    decided(desk, Wish(DecisionKind.REJECT, (first.json()["items"][0]["claim"],)), "Bo", None)
    assert client.get("/api/v1/claims", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


# -- Deciding --------------------------------------------------------------------------------


class Decider:
    """Somebody who decides by the API, with the head they read last."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.session = told(client, "session")
        self.tag = self.session["head"]["tag"]

    def __call__(self, *about: str, tag: str | None = None, **wish: str) -> Any:
        """Send a decision."""
        headers = {"X-CSRF-Token": self.session["csrf"], "If-Match": self.tag if tag is None else tag}
        return self.client.post("/api/v1/decisions", json={"about": about, **wish}, headers=headers)


def test_a_decision_is_made_and_taken_back(client: TestClient) -> None:
    decide, before = Decider(client), told(client, "claims")["items"]
    claim = before[0]["claim"]
    made = decide(claim, kind="reject", note="she never said so")
    assert made.status_code == 201
    assert made.json()["decision"]["by"] == "Ann Reader"
    read = client.get(made.headers["location"]).json()
    assert read == made.json()["decision"]
    assert (
        next(row for row in told(client, "claims")["items"] if row["claim"] == claim)["verdict"] == "rejected"
    )
    decide.tag = made.headers[HEAD]
    undone = decide(read["id"], kind="undo")
    assert (undone.status_code, undone.json()["head"]["tag"]) == (201, undone.headers[HEAD])
    assert told(client, "claims")["items"] == before
    assert [one["state"] for one in told(client, "decisions")["items"]] == ["undone", "undoing"]


def test_what_follows_from_a_decision_is_told(client: TestClient) -> None:
    decide = Decider(client)
    claims = [row["claim"] for row in told(client, "claims", text="dam overflowed")["items"]]
    others = [row["claim"] for row in told(client, "claims", text="gates without")["items"]]
    made = decide(*claims[:1], *others[:1], kind="merge").json()
    assert {"merged"} <= {one["news"] for one in made["changed"]}


def test_a_stale_head_is_a_clear_problem(client: TestClient) -> None:
    decide, claim = Decider(client), told(client, "claims")["items"][0]["claim"]
    assert decide(claim, kind="confirm").status_code == 201
    stale = decide(claim, kind="reject")
    assert (stale.status_code, stale.headers["content-type"]) == (412, PROBLEM)
    assert "Ann Reader ruled: confirm" in stale.json()["detail"]
    assert stale.json()["next"]
    assert decide(claim, kind="reject", tag="*").status_code == 201


@pytest.mark.parametrize(("tag", "status"), [("", 428), (" ", 428), ('"x"', 412), (f'"1-{"0" * 64}"', 412)])
def test_what_was_read_has_to_be_told(client: TestClient, tag: str, status: int) -> None:
    claim = told(client, "claims")["items"][0]["claim"]
    assert Decider(client)(claim, kind="confirm", tag=tag).status_code == status


def test_to_decide_the_same_again_is_no_new_decision(client: TestClient) -> None:
    decide, claim = Decider(client), told(client, "claims")["items"][0]["claim"]
    first, again = (decide(claim, kind="confirm", tag="*") for _ in range(2))
    assert (first.status_code, again.status_code, again.json()["new"]) == (201, 200, False)
    assert first.json()["decision"] == again.json()["decision"]


@pytest.mark.parametrize(
    ("wish", "status"),
    [
        ({"kind": "confirm", "about": ["cl-0"]}, 404),
        ({"kind": "weigh", "about": ["x"]}, 422),
        ({"kind": "sing", "about": ["x"]}, 422),
        ({"kind": "confirm", "about": []}, 422),
        ({"kind": "confirm", "about": ["x"], "mood": "good"}, 422),
        ({"kind": "confirm"}, 422),
        ([], 422),
    ],
)
def test_a_wish_that_cannot_be_is_refused(client: TestClient, wish: Any, status: int) -> None:
    headers = {"X-CSRF-Token": told(client, "session")["csrf"], "If-Match": "*"}
    answer = client.post("/api/v1/decisions", json=wish, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)


# -- Exports and search ----------------------------------------------------------------------


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
def test_every_export_is_that_of_the_command_line(client: TestClient, desk: Desk, known: Any) -> None:
    answer = client.get(f"/api/v1/export/{known.name}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == known.media_type.partition(";")[0]
    assert answer.headers["content-disposition"] == f'attachment; filename="counterclaim{known.suffix}"'
    if isinstance(known, Exporter):
        assert answer.content == known.write(desk.store.snapshot())
    if isinstance(known, Archiver):
        assert answer.content == b"".join(known.write(desk.store))


def test_an_export_that_is_none_names_those_there_are(client: TestClient) -> None:
    answer = client.get("/api/v1/export/pdf")
    assert (answer.status_code, "geojson" in answer.json()["detail"]) == (404, True)
    assert client.get("/api/v1/export/archive", params={"as_of": "#1"}).status_code == 422


def test_the_list_of_origins_has_those_of_every_claim(client: TestClient) -> None:
    claims = sorted(one["claim"] for one in every_part(client, "claims"))
    of_claims = [
        {**origin, "claim": claim}
        for claim in claims
        for origin in told(client, f"claims/{claim}")["origins"]
    ]
    assert every_part(client, "origins", limit=3) == of_claims
    assert len(of_claims) > len(claims) / 2


def test_a_feed_as_of_an_entry_tells_of_nothing_after_it(client: TestClient, desk: Desk) -> None:
    """An entry is asked for by its number as a moment is by its time."""
    sequence, _ = desk.store.head()
    decided(
        desk, Wish(DecisionKind.NOTE, (next(iter(desk.at().snapshot.claims)),), note="later"), "Ann", None
    )
    every, past, none = (
        client.get("/api/v1/export/atom", params={"as_of": asked}).text
        for asked in ("", f"#{sequence}", "#0")
    )
    assert every.count("<entry>") > past.count("<entry>") > none.count("<entry>") == 0
    assert "ruled" not in past.casefold()


def test_words_are_found(client: TestClient) -> None:
    found = told(client, "search", q="sirens", limit=1)
    text = client.get(f"/api/v1/reports/{found['items'][0]['report']}/text").text
    quote = found["items"][0]["quote"]
    assert "sirens" in quote["text"]
    assert text[quote["start"] : quote["end"]] == quote["text"]
    assert found["more"] is True


# -- Problems and the description ------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("claims/cl-0", 404),
        ("statements/st-0", 404),
        ("reports/rep-0", 404),
        ("reports/rep-0/text", 404),
        ("actors/nobody", 404),
        ("decisions/d-0", 404),
        ("nowhere", 404),
        ("claims?limit=0", 422),
        ("claims?status=nice", 422),
        ("claims?happened=soon", 422),
        ("changes", 422),
        ("search", 422),
    ],
)
def test_every_problem_says_what_to_do_next(client: TestClient, path: str, status: int) -> None:
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
    problem = answer.json()
    jsonschema.validate(problem, schema_of("ProblemDocument"))
    assert problem["status"] == status
    assert problem["type"].startswith("urn:counterclaim:problem:")
    assert all(problem[part] for part in ("title", "detail", "next"))


def test_a_wrong_method_names_the_right_ones(client: TestClient) -> None:
    headers = {"X-CSRF-Token": told(client, "session")["csrf"]}
    answer = client.put("/api/v1/decisions", headers=headers)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")


def schema_of(name: str) -> dict[str, Any]:
    """Return the schema of a shape, with all it refers to."""
    document = json.dumps(described()["components"]["schemas"]).replace("#/components/schemas/", "#/$defs/")
    return {"$ref": f"#/$defs/{name}", "$defs": json.loads(document)}


@pytest.mark.parametrize(("path", "name"), [("claims", "Board"), ("statements", "Listing_Statement_")])
def test_answers_are_of_the_described_shape(client: TestClient, path: str, name: str) -> None:
    jsonschema.validate(told(client, path), schema_of(name))


def test_everything_is_described() -> None:
    """Every address, parameter, field and status has words of its own."""
    for _, one in operations(described()):
        assert one.summary
        assert one.described
        assert all(line.described for line in (*one.parameters, *one.statuses)), one.path
    for name, schema in described()["components"]["schemas"].items():
        fields = schema.get("properties", {})
        assert [field for field, told in fields.items() if not told.get("description")] == [], name


@pytest.mark.parametrize("path", ["/", "/reports", "/changes?since=%230", "/nowhere"])
def test_every_page_leads_to_the_handbook(client: TestClient, path: str) -> None:
    assert 'href="/api"' in client.get(path).text


def test_the_handbook_shows_every_address_and_loads_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/api")
    assert page.status_code == 200
    for _, one in operations(described()):
        assert f"{one.method} {one.path}" in page.text
    assert client.get("/api/v1/openapi.json").json() == described()
    assert 'src="http' not in page.text
    assert "swagger" not in page.text.casefold()


# -- The page about it -----------------------------------------------------------------------

PAGE = Path(__file__).parents[2] / "docs" / "api.md"


def test_the_page_about_it_names_every_address_and_status() -> None:
    page, statuses = PAGE.read_text(encoding="utf-8"), set[str]()
    for _, one in operations(described()):
        assert one.path.removeprefix("/api/v1").partition("{")[0] in page
        statuses |= {line.name for line in one.statuses}
    told = set(re.findall(r"\b[2-5][0-9][0-9]\b", page))
    assert statuses <= told


def test_the_example_of_the_page_about_it_decides(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall("```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    exec(example.replace("http://127.0.0.1:8000", served.address))
    assert capsys.readouterr().out.startswith("201 d-")
