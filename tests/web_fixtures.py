"""What tests of the pages may ask for: small cases, a client, a served case, and a browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from browsing import CHROMIUM, Nursery, Reader, Served, a_browser
from counterclaim.pipeline import add
from counterclaim.read import READERS, Details, read
from counterclaim.store import open_store
from counterclaim.web import Desk, application
from road import settings
from web_case import DAM, NOON, STRIKE, made_case

EXAMPLE = Path(__file__).parents[1] / "examples" / "bakhmut-2023"


@pytest.fixture(scope="session")
def case_read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the small case; tests get copies of it."""
    return made_case(tmp_path_factory.mktemp("small") / "valley.db", [*DAM, *STRIKE])


@pytest.fixture(scope="session")
def bundled_read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the bundled case; tests get copies of it."""
    path = tmp_path_factory.mktemp("bundled") / "bakhmut.db"
    files = sorted(one for one in EXAMPLE.iterdir() if one.suffix in READERS and one.name != "README.md")
    items = [one for file in files for one in read(file, Details(), today=NOON.date())]
    with open_store(path, create=True) as store:
        add(store, items, settings(), lambda: NOON)
    return path


@pytest.fixture
def case(case_read_once: Path, tmp_path: Path) -> Path:
    """Give a small case of one's own: a dam that overflowed, and a strike."""
    return Path(shutil.copy(case_read_once, tmp_path))


@pytest.fixture
def bundled(bundled_read_once: Path, tmp_path: Path) -> Path:
    """Give a copy of the bundled case."""
    return Path(shutil.copy(bundled_read_once, tmp_path))


@pytest.fixture
def desk(case: Path) -> Iterator[Desk]:
    """Open the small case as the server does."""
    opened = Desk(case, user="Ann Reader")
    yield opened
    opened.close()


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    """Give a client of the application over the small case, without a network."""
    with TestClient(application(desk), base_url="http://127.0.0.1") as made:
        yield made


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Start what starts servers."""
    made = Nursery()
    yield made
    made.close()


@pytest.fixture(scope="module")
def read_served(
    nursery: Nursery, case_read_once: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """Serve the small case for tests that change nothing."""
    case = shutil.copy(case_read_once, tmp_path_factory.mktemp("served"))
    with nursery.serving(Path(case)) as served:
        yield served


@pytest.fixture
def served(nursery: Nursery, case: Path) -> Iterator[Served]:
    """Serve a small case of one's own from a process of its own."""
    with nursery.serving(case) as one:
        yield one


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the browser of the system; where there is none, say loudly what was not tested."""
    if not CHROMIUM.exists():
        pytest.skip(f"NOT TESTED IN A BROWSER: there is no {CHROMIUM}; apt-get install chromium")
    with a_browser() as started:
        yield started


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    """Give a person at the browser; whatever a test does, no page asks another host for anything."""
    person = Reader(browser)
    yield person
    person.close()
    assert person.seen.foreign == []


@pytest.fixture
def page_at(reader: Reader) -> Callable[..., Page]:
    """Give a function that opens an address, told the width and other options of the window by name."""
    return reader.open
