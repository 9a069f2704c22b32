from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from counterclaim.web import Desk


def test_yesterday_is_another_day_tomorrow(case: Path) -> None:
    times = [datetime(2030, 5, 2, 12, tzinfo=UTC)]
    desk = Desk(case, now=lambda: times[-1])
    first = desk.at("yesterday")
    assert desk.at("yesterday") is first
    times.append(times[0] + timedelta(days=1))
    assert str(desk.at("yesterday").stood) > str(first.stood)
    desk.close()


@pytest.mark.parametrize("path", ["/board.csv", "/board.json", "/reports.csv", "/api/v1/export/csv"])
def test_nobody_waits_for_one_who_takes_the_whole_case(desk: Desk, client: TestClient, path: str) -> None:
    """What shows all of a case is made beside the view that pages are made of, which is free meanwhile."""
    with ThreadPoolExecutor() as others, desk.at().lock:
        assert others.submit(client.get, path).result(timeout=30).status_code == 200


def test_a_view_apart_shows_the_same(desk: Desk) -> None:
    view = desk.at("2024-03-09 13:00")
    apart = desk.apart(view)
    assert (apart.stood.head, apart.stood.moment, apart.asked) == (
        view.stood.head,
        view.stood.moment,
        view.asked,
    )
    assert dict(apart.snapshot.claims) == dict(view.snapshot.claims)
    assert apart.lock is not view.lock
