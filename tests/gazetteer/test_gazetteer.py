from __future__ import annotations

import os
import pickle
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from counterclaim.gazetteer import (
    Gazetteer,
    Match,
    compile_gazetteer,
    gazetteer_path,
    open_gazetteer,
)
from counterclaim.problems import StoreError

CITIES = 15_000  # inhabitants: a gazetteer of cities alone is made in two seconds


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("Britain", "GB"),
        ("the UK", "GB"),
        ("U.S.", "US"),
        ("America", "US"),
        ("the United States", "US"),
        ("Ivory Coast", "CI"),
        ("Côte d'Ivoire", "CI"),
        ("Turkey", "TR"),
        ("Czechia", "CZ"),
        ("Burma", "MM"),
        ("Holland", "NL"),
        ("Democratic Republic of the Congo", "CD"),
    ],
)
def test_countries_are_known_by_official_and_common_names(name: str, iso: str, gazetteer: Gazetteer) -> None:
    country = gazetteer.country(name)
    assert country is not None
    assert country.iso == iso


@pytest.mark.parametrize("name", ["UA", "DE", "Atlantis", "", "Ukrainian"])
def test_codes_and_other_words_are_no_countries(name: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.country(name) is None


@pytest.mark.parametrize(
    ("word", "iso"),
    [
        ("Ukrainian", "UA"),
        ("Russians", "RU"),
        ("French", "FR"),
        ("Britons", "GB"),
        ("Dutch", "NL"),
        ("Filipina", "PH"),
        ("New Zealanders", "NZ"),
        ("Burkinabé", "BF"),
    ],
)
def test_demonyms_lead_to_their_country(word: str, iso: str, gazetteer: Gazetteer) -> None:
    country = gazetteer.demonym(word)
    assert country is not None
    assert country.iso == iso


def test_every_country_has_a_demonym_and_a_centre(gazetteer: Gazetteer) -> None:
    query = (
        "SELECT name FROM countries c WHERE population > 1500000 AND NOT EXISTS"
        " (SELECT 1 FROM names WHERE kind = 'demonym' AND place = c.id)"
    )
    without = {name for (name,) in gazetteer.connection.execute(query)}
    assert without <= {"Republic of the Congo"}  # its people share the word with the larger neighbour


@pytest.mark.parametrize(
    ("name", "iso"),
    [
        ("Kyiv", "UA"),
        ("Kiev", "UA"),
        ("Moscow", "RU"),
        ("Washington", "US"),
        ("London", "GB"),
        ("Bogota", "CO"),
    ],
)
def test_capitals_stand_for_their_country(name: str, iso: str, gazetteer: Gazetteer) -> None:
    country = gazetteer.capital_of(name)
    assert country is not None
    assert country.iso == iso


@pytest.mark.parametrize("name", ["Brussels", "San Jose", "Geneva", "Nowhere"])
def test_other_towns_stand_for_no_government(name: str, gazetteer: Gazetteer) -> None:
    """Brussels stands for the European Union; a capital's smaller namesake is better known than it."""
    assert gazetteer.capital_of(name) is None


def test_namesakes_come_all_and_the_largest_first(gazetteer: Gazetteer) -> None:
    springfields = gazetteer.towns("Springfield")
    assert len(springfields) > 20
    own = [town.population for town in springfields if town.match is Match.NAME]
    assert own == sorted(own, reverse=True)


@pytest.mark.parametrize(
    ("asked", "name", "match"),
    [
        ("Bakhmut", "Bakhmut", Match.NAME),
        ("ZURICH", "Zürich", Match.NAME),
        ("St Louis", "St. Louis", Match.NAME),
        ("Bakhmout", "Bakhmut", Match.ALTERNATE),
        ("Харків", "Kharkiv", Match.ALTERNATE),
        ("Bachmout", "Bakhmut", Match.KEY),
        ("Adviyivka", "Avdiyivka", Match.NEAR),
        ("Philadelhpia", "Philadelphia", Match.NEAR),
    ],
)
def test_towns_are_found_under_other_spellings(
    asked: str, name: str, match: Match, gazetteer: Gazetteer
) -> None:
    town = gazetteer.towns(asked)[0]
    assert (town.name, town.match) == (name, match)


@pytest.mark.parametrize("name", ["", "Xqzv", "Unlikelyburghstead"])
def test_an_unknown_name_has_no_towns(name: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.towns(name) == ()


@pytest.mark.parametrize(
    ("name", "countries"),
    [
        ("Donbas", {"UA"}),
        ("Gaza", {"PS"}),
        ("Kashmir", {"IN"}),
        ("Catalonia", {"ES"}),
        ("Scotland", {"GB"}),
        ("Tigray", {"ET"}),
        ("Punjab", {"IN", "PK"}),
        ("Georgia", {"US"}),
        ("Calif.", {"US"}),
        ("Middle East", {""}),
    ],
)
def test_regions_are_known_by_their_names(name: str, countries: set[str], gazetteer: Gazetteer) -> None:
    assert {region.country for region in gazetteer.region(name)} == countries


def test_a_county_of_which_only_the_state_is_known_says_so(gazetteer: Gazetteer) -> None:
    counties = gazetteer.region("Walker County")
    assert {county.code for county in counties} == {"AL", "GA", "TX"}
    assert not any(county.centred for county in counties)


def test_a_look_up_is_quick(gazetteer: Gazetteer) -> None:
    """The median over names, misspelt names and surnames; the bound is wide, for a busy machine."""
    names = [
        "Paris",
        "Springfield",
        "Bachmout",
        "Adviyivka",
        "Prigozhin",
        "San Jose",
        "Merkel",
        "Abcdefgh",
    ] * 20
    took = []
    for name in names:
        begin = time.process_time()
        gazetteer.towns(name)
        took.append(time.process_time() - begin)
    assert sorted(took)[len(took) // 2] < 0.005


def test_two_processes_that_compile_at_once_both_get_a_whole_gazetteer(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "cities.db"
    program = (
        "import sys; from pathlib import Path; from counterclaim.gazetteer import compile_gazetteer;"
        f"compile_gazetteer(Path(sys.argv[1]), {CITIES})"
    )
    both = [subprocess.Popen([sys.executable, "-c", program, str(path)]) for _ in range(2)]
    assert [process.wait(timeout=120) for process in both] == [0, 0]
    assert [entry.name for entry in path.parent.iterdir()] == ["cities.db"]
    assert open_gazetteer(path).towns("Lyon")[0].country == "FR"


def test_the_file_is_the_same_whenever_it_is_made(tmp_path: Path) -> None:
    for name in ("one.db", "other.db"):
        compile_gazetteer(tmp_path / name, CITIES)
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "other.db").read_bytes()


def test_the_file_cannot_be_written_to(gazetteer: Gazetteer) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        gazetteer.connection.execute("DELETE FROM towns")


def test_a_file_that_is_no_gazetteer_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"not a database, but long enough to be looked at" * 100)
    with pytest.raises(StoreError, match=r"broken\.db is not a gazetteer"):
        open_gazetteer(broken)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot write the gazetteer"):
        compile_gazetteer(tmp_path / "file" / "cities.db", CITIES)


def test_the_environment_chooses_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COUNTERCLAIM_GAZETTEER", os.fspath(tmp_path / "mine.db"))
    assert gazetteer_path() == tmp_path / "mine.db"
    monkeypatch.delenv("COUNTERCLAIM_GAZETTEER")
    assert gazetteer_path().name.startswith("gazetteer-1.")


def test_another_process_gets_the_same_gazetteer(gazetteer: Gazetteer) -> None:
    sent: Gazetteer = pickle.loads(pickle.dumps(gazetteer))
    assert sent.connection is not gazetteer.connection
    assert sent.country("France") == gazetteer.country("France") is not None
