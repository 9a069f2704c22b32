"""What comes in, and what does not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from counterclaim.ledger import Snapshot
from counterclaim.problems import UsageError
from counterclaim.web import Desk, application
from counterclaim.web.door import COOKIE, FREE_TRIES, LASTS, Door, TooManyTriesError, clean_name
from counterclaim.web.guard import HEADERS, LOOPBACK, Gate
from counterclaim.web.refusals import PROBLEM

HERE = "http://127.0.0.1"
SECRET = "open sesame, please"
TYPED = {"Content-Type": "application/x-www-form-urlencoded"}


class Clock:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def locked(desk: Desk, clock: Clock) -> Iterator[TestClient]:
    """Give a client of an application behind a password."""
    gate = Gate(door=Door(SECRET, clock), user="Ann Reader", hosts=frozenset({"board.example"}))
    with TestClient(application(desk, gate), base_url=HERE, follow_redirects=False) as client:
        yield client


def token(client: TestClient) -> str:
    """Return what shows that a request comes from a page: it stands in the form of the page."""
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', client.get("/login").text)
    assert found is not None
    return found[1]


def sign_in(client: TestClient, password: str = SECRET, name: str = "Bo Editor") -> int:
    """Tell a password, and return the status of the answer."""
    told = {"csrf": token(client), "password": password, "name": name, "next": "/problems"}
    status: int = client.post("/login", data=told).status_code
    return status


# -- Headers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/static/site.css", 200),
        ("/nowhere", 404),
        ("/api/v1/claims", 200),
        ("/api/v1/nowhere", 404),
        ("/api/v1/claims?limit=0", 422),
    ],
)
def test_every_answer_has_the_headers(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "cache-control" in answer.headers


def test_a_failure_has_the_headers_and_tells_no_stranger_where(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Snapshot) -> None:
        raise RuntimeError("the inside of the machine")

    monkeypatch.setattr(desk, "at", fail)
    with TestClient(application(desk), base_url=HERE, raise_server_exceptions=False) as client:
        for path in ("/", "/api/v1/claims"):
            answer = client.get(path)
            assert answer.status_code == 500
            assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
            assert "inside of the machine" not in answer.text


def test_a_refused_request_has_the_headers(client: TestClient) -> None:
    answer = client.post("/api/v1/decisions", json={})
    assert answer.status_code == 403
    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)


def test_head_is_answered_like_get_without_a_body(client: TestClient) -> None:
    got, told = client.get("/api/v1/claims"), client.head("/api/v1/claims")
    assert told.status_code == 200
    assert told.content == b""
    assert told.headers["etag"] == got.headers["etag"]


# -- Hosts -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", [*sorted(LOOPBACK - {"::1"}), "[::1]:8000", "127.0.0.1:80", "192.0.2.7", "LOCALHOST"]
)
def test_this_machine_answers_to_its_names_and_to_numbers(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/health", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "board.example"]
)
def test_a_name_that_was_not_allowed_is_misdirected(client: TestClient, host: str) -> None:
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "--allow-host" in answer.text
    assert "valley" not in answer.text, "a stranger is not told the name of the case"


@pytest.mark.parametrize("host", ["", "a b", "evil.example/x", "127.0.0.1@evil.example", "[zz]"])
def test_a_host_that_cannot_be_is_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 400


def test_a_name_that_was_allowed_is_answered(locked: TestClient) -> None:
    assert locked.get("/login", headers={"Host": "board.example"}).status_code == 200


# -- Forgery ---------------------------------------------------------------------------------


def test_a_request_without_a_token_is_refused(client: TestClient) -> None:
    assert client.post("/logout").status_code == 403
    assert client.post("/logout", data={"csrf": "0" * 64}).status_code == 403
    assert client.post("/logout", headers={b"X-CSRF-Token": "é".encode()}).status_code == 403


def test_a_request_with_a_token_comes_in(client: TestClient) -> None:
    told = client.get("/api/v1/session").json()["csrf"]
    by_form = client.post("/logout", data={"csrf": told}, follow_redirects=False)
    by_header = client.post("/logout", headers={"X-CSRF-Token": told}, follow_redirects=False)
    assert (by_form.status_code, by_header.status_code) == (303, 303)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "http://[bad"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_is_refused_even_with_a_token(client: TestClient, headers: dict[str, str]) -> None:
    told = client.get("/api/v1/session").json()["csrf"]
    answer = client.post("/logout", headers={**headers, "X-CSRF-Token": told})
    assert answer.status_code == 403


@pytest.mark.parametrize("origin", [HERE, "null"])
def test_our_own_pages_are_no_other_site(client: TestClient, origin: str) -> None:
    """Under our Referrer-Policy a browser sends "null" with a form of our own pages."""
    told = client.get("/api/v1/session").json()["csrf"]
    headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin", "X-CSRF-Token": told}
    assert client.post("/logout", headers=headers, follow_redirects=False).status_code == 303


def test_the_token_of_one_person_is_not_that_of_another() -> None:
    gate = Gate()
    assert gate.token("Ann") != gate.token("Bo")
    assert gate.token("Ann") != Gate().token("Ann"), "each start of a server has a secret of its own"


# -- Bodies, reading only --------------------------------------------------------------------


def test_too_large_a_body_is_refused(client: TestClient) -> None:
    headers = {"X-CSRF-Token": client.get("/api/v1/session").json()["csrf"]}
    told = client.post("/api/v1/decisions", content=b"x" * 1_000_001, headers=headers)
    streamed = client.post("/api/v1/decisions", content=iter([b"x" * 600_000] * 2), headers=headers)
    assert (told.status_code, streamed.status_code) == (413, 413)


def test_nothing_is_decided_where_all_is_for_reading_only(case: Path) -> None:
    desk = Desk(case, read_only=True, user="Ann Reader")
    with TestClient(application(desk), base_url=HERE) as client:
        session = client.get("/api/v1/session").json()
        claim = client.get("/api/v1/claims").json()["items"][0]["claim"]
        before = desk.store.head()
        answer = client.post(
            "/api/v1/decisions",
            json={"kind": "confirm", "about": [claim]},
            headers={"X-CSRF-Token": session["csrf"], "If-Match": "*"},
        )
        assert session["read_only"] is True
        assert (answer.status_code, answer.headers["content-type"]) == (403, PROBLEM)
        assert desk.store.head() == before
    desk.close()


# -- Passwords -------------------------------------------------------------------------------


def test_a_stranger_is_asked_for_the_password(locked: TestClient) -> None:
    page, api = locked.get("/problems?kind=empty"), locked.get("/api/v1/claims")
    assert (page.status_code, page.headers["location"]) == (303, "/login?next=%2Fproblems%3Fkind%3Dempty")
    assert (api.status_code, api.headers["content-type"]) == (401, PROBLEM)
    assert api.headers["www-authenticate"].startswith("Bearer")
    assert "valley" not in locked.get("/login").text, "a stranger is not told the name of the case"
    assert locked.get("/static/site.css").status_code == 200


def test_whoever_tells_the_password_comes_in_under_the_name_told(locked: TestClient) -> None:
    assert sign_in(locked) == 303
    assert locked.get("/api/v1/session").json()["user"] == "Bo Editor"
    assert locked.get("/").status_code == 200


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(locked: TestClient) -> None:
    told = {"csrf": token(locked), "password": SECRET}
    cookie = locked.post("/login", data=told).headers["set-cookie"].casefold()
    assert {"httponly", "samesite=strict", f"max-age={LASTS}"} <= {part.strip() for part in cookie.split(";")}
    assert SECRET not in cookie


def test_a_wrong_password_does_not_let_in(locked: TestClient) -> None:
    assert sign_in(locked, "open sesame") == 401
    assert locked.get("/api/v1/claims").status_code == 401


@pytest.mark.parametrize("change", ["x", "", ".", "é"])
def test_a_cookie_that_was_altered_does_not_let_in(locked: TestClient, change: str) -> None:
    assert sign_in(locked) == 303
    cookie = locked.cookies[COOKIE]
    ends, told, signature = cookie.split(".")
    for forged in (
        f"{ends}.{told}.{change}",
        f"{int(ends) + 1}.{told}.{signature}",
        f"{ends}.{told}A.{signature}",
    ):
        locked.cookies.clear()
        headers = {b"Cookie": f"{COOKIE}={forged}".encode()}
        assert locked.get("/api/v1/claims", headers=headers).status_code == 401


def test_a_session_ends(locked: TestClient, clock: Clock) -> None:
    assert sign_in(locked) == 303
    clock.now += LASTS + 1
    cookie = f"{COOKIE}={locked.cookies[COOKIE]}"
    assert locked.get("/api/v1/claims", headers={"Cookie": cookie}).status_code == 401


def leave(client: TestClient) -> int:
    """Press the button of a page that ends a session, and return the status of the answer."""
    form = re.search(
        r'action="/logout">\s*<input type="hidden" name="csrf" value="(\w+)"', client.get("/").text
    )
    assert form is not None
    status: int = client.post("/logout", data={"csrf": form[1]}).status_code
    return status


def test_whoever_leaves_is_a_stranger_again(locked: TestClient) -> None:
    assert sign_in(locked) == 303
    assert leave(locked) == 303
    assert locked.get("/api/v1/claims").status_code == 401


def test_a_session_that_was_left_is_over_for_whoever_holds_its_cookie(locked: TestClient) -> None:
    assert sign_in(locked) == 303
    stolen = {"Cookie": f"{COOKIE}={locked.cookies[COOKIE]}"}
    assert locked.get("/api/v1/claims", headers=stolen).status_code == 200
    assert leave(locked) == 303
    assert locked.get("/api/v1/claims", headers=stolen).status_code == 401


def test_one_can_leave_a_case_that_is_for_reading_only(desk: Desk, clock: Clock) -> None:
    gate = Gate(door=Door(SECRET, clock), user="Ann Reader", read_only=True)
    with TestClient(application(desk, gate), base_url=HERE, follow_redirects=False) as client:
        assert sign_in(client) == 303
        assert leave(client) == 303
        assert client.get("/api/v1/claims").status_code == 401


def test_where_nobody_signs_in_nobody_signs_out(client: TestClient) -> None:
    assert "/logout" not in client.get("/").text


@pytest.mark.parametrize(
    ("following", "leads"),
    [
        ("/claims/cl-1?as_of=%231", "/claims/cl-1?as_of=%231"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/x\r\nSet-Cookie: a=b", "/"),
        ("", "/"),
    ],
)
def test_the_way_on_stays_on_this_server(locked: TestClient, following: str, leads: str) -> None:
    told = {"csrf": token(locked), "password": SECRET, "next": following}
    assert locked.post("/login", data=told).headers["location"] == leads


def test_programs_tell_the_password_with_each_request(locked: TestClient) -> None:
    bearer = locked.get("/api/v1/session", headers={"Authorization": f"Bearer {SECRET}"})
    basic = locked.get("/api/v1/session", auth=("Cy Desk", SECRET))
    wrong = locked.get("/api/v1/session", headers={"Authorization": "Bearer nothing"})
    broken = locked.get("/api/v1/session", headers={"Authorization": "Basic ???"})
    assert (bearer.json()["user"], basic.json()["user"]) == ("Ann Reader", "Cy Desk")
    assert (wrong.status_code, broken.status_code) == (401, 401)


def test_only_a_bearer_needs_no_token(locked: TestClient) -> None:
    wish = {"kind": "undo", "about": ["d-0"]}
    by_bearer = locked.post(
        "/api/v1/decisions", json=wish, headers={"Authorization": f"Bearer {SECRET}", "If-Match": "*"}
    )
    by_name = locked.post("/api/v1/decisions", json=wish, auth=("Cy", SECRET), headers={"If-Match": "*"})
    assert (by_bearer.status_code, by_name.status_code) == (404, 403)


def test_wrong_passwords_cost_ever_more_time(locked: TestClient, clock: Clock) -> None:
    for _ in range(FREE_TRIES):
        assert sign_in(locked, "wrong") == 401
    refused = locked.get("/api/v1/claims", headers={"Authorization": f"Bearer {SECRET}"})
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "2")
    assert sign_in(locked) == 429, "nor does the right one help before that"
    clock.now += 2
    assert sign_in(locked) == 303


def test_the_wait_doubles_and_is_each_addresss_own(clock: Clock) -> None:
    door, waits = Door(SECRET, clock), []
    for _ in range(FREE_TRIES):
        door.opens("wrong", "192.0.2.1")
    for _ in range(3):
        with pytest.raises(TooManyTriesError) as refused:
            door.opens(SECRET, "192.0.2.1")
        waits.append(refused.value.seconds)
        clock.now += refused.value.seconds
        door.opens("wrong", "192.0.2.1")
    assert waits == [2, 3, 5]
    assert door.opens(SECRET, "192.0.2.2")


def test_a_short_password_is_none() -> None:
    with pytest.raises(UsageError, match="fewer than 8 characters"):
        Door("sesame")


def test_names_stand_on_one_line() -> None:
    assert clean_name("  Ann\r\n\x1b[31m Lee\u202e ") == "Ann [31m Lee"
    assert len(clean_name("x" * 500)) == 100


# -- A proxy ---------------------------------------------------------------------------------


def test_a_proxy_tells_who_asks(case: Path) -> None:
    desk = Desk(case, user="Ann Reader", user_header="X-Signed-In")
    with TestClient(application(desk), base_url=HERE) as client:
        told = client.get("/api/v1/session", headers={"X-Signed-In": "Dee"})
        silent = client.get("/api/v1/session")
    desk.close()
    assert told.json()["user"] == "Dee"
    assert (silent.status_code, "X-Signed-In" in silent.json()["detail"]) == (403, True)


def test_nobody_is_believed_who_tells_a_header_that_was_not_asked_for(client: TestClient) -> None:
    told = client.get("/api/v1/session", headers={"X-Signed-In": "Dee", "X-Forwarded-User": "Dee"})
    assert told.json()["user"] == "Ann Reader"


def test_what_one_reads_is_not_kept_for_another(case: Path) -> None:
    """A page holds the token of its reader."""
    desk = Desk(case, user_header="X-Signed-In")
    with TestClient(application(desk), base_url=HERE) as client:
        for name in ("Dee", "Eve", "Dee"):
            session = client.get("/api/v1/session", headers={"X-Signed-In": name}).json()
            page = client.get("/decisions", headers={"X-Signed-In": name}).text
            others = {Gate.token(client.app.state.gate, one) for one in ("Dee", "Eve")} - {session["csrf"]}  # type: ignore[attr-defined]
            assert not any(other in page for other in others)
    desk.close()
