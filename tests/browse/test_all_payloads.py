"""Every payload in every field, on every page, in the dossier and in the folder: nothing of it runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from browsing import Nursery, Reader
from counterclaim.export import exporter
from counterclaim.ledger import Snapshot
from counterclaim.store import open_store
from hostile import hostile_addresses, hostile_case, looked_at, poisoned_case


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a case of reports that hold a payload each in everything that they tell."""
    return hostile_case(tmp_path_factory.mktemp("told") / "hostile.db")


@pytest.fixture
def poison(case: Path, tmp_path: Path) -> Path:
    """Give a case in which every word of every fact is a payload."""
    return poisoned_case(tmp_path / "poison.db", case)


def all_addresses(held: Snapshot) -> list[str]:
    """Return the address of every claim, report, actor and statement, and of every page that lists them."""
    lists = (
        "/",
        "/reports",
        "/actors",
        "/timeline",
        "/map",
        "/sources",
        "/changes",
        "/problems",
        "/decisions",
    )
    return [
        *lists,
        *(f"/?page={number}" for number in range(2, 4)),
        *(f"/claims/{one}" for one in held.claims),
        *(f"/reports/{one}" for one in held.reports),
        *(f"/actors/{one}" for one in held.actors),
        *(f"/decide/{one}" for one in list(held.statements)[:40]),
    ]


@pytest.mark.parametrize("made", ["told", "poison"])
@pytest.mark.parametrize("policy", ["off", "on"])
def test_every_page(
    nursery: Nursery, reader: Reader, request: pytest.FixtureRequest, made: str, policy: str
) -> None:
    """No page of a hostile case runs anything; where the policy is on, it has nothing to stop."""
    case: Path = request.getfixturevalue(made)
    with open_store(case) as store:
        paths = all_addresses(store.snapshot())
    with nursery.serving(case) as served:
        assert looked_at(reader, [served.at(path) for path in paths], bypass_csp=policy == "off") == {}
    assert reader.seen.executions == []
    assert reader.seen.violations == []


@pytest.mark.parametrize("policy", ["off", "on"])
def test_every_address(nursery: Nursery, reader: Reader, case: Path, policy: str) -> None:
    """What an address holds is shown as words, in filters, messages, links and error pages."""
    with nursery.serving(case) as served:
        addresses = [served.at(path) for path in hostile_addresses()]
        some = addresses if policy == "off" else addresses[::5]
        assert looked_at(reader, some, bypass_csp=policy == "off") == {}
    assert reader.seen.executions == []
    assert reader.seen.violations == []


@pytest.mark.parametrize("made", ["told", "poison"])
def test_what_is_taken_away(
    reader: Reader, request: pytest.FixtureRequest, made: str, tmp_path: Path
) -> None:
    """The dossier in one page and the folder of pages, opened from the disk, run nothing."""
    with open_store(request.getfixturevalue(made)) as store:
        held = store.snapshot()
        (tmp_path / "dossier.html").write_bytes(exporter("html").write(held))
        folder = exporter("html-folder")
        assert folder.files is not None
        for name, content in folder.files(held).items():
            (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "folder" / name).write_bytes(content)
    addresses = [one.as_uri() for one in sorted(tmp_path.rglob("*.html"))]
    assert len(addresses) > len(held.reports)
    for bypass_csp in (True, False):
        assert looked_at(reader, addresses, bypass_csp=bypass_csp) == {}
    assert reader.seen.executions == []
    assert reader.seen.violations == []
