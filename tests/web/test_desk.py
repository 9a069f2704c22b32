from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from counterclaim.web import Desk


def test_yesterday_is_another_day_tomorrow(case: Path) -> None:
    times = [datetime(2030, 5, 2, 12, tzinfo=UTC)]
    desk = Desk(case, now=lambda: times[-1])
    first = desk.at("yesterday")
    assert desk.at("yesterday") is first
    times.append(times[0] + timedelta(days=1))
    assert str(desk.at("yesterday").stood) > str(first.stood)
    desk.close()
