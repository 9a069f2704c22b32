from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree

from counterclaim.export import chronicle
from counterclaim.export.chronicle import NEWEST, Chronicle
from counterclaim.export.feeds import atom, json_feed
from counterclaim.ledger import Snapshot, changes
from counterclaim.model import Decision, DecisionKind
from counterclaim.store import MemoryStore
from exported import NOON, Json, foreign, paragraphs, small, stored
from stories import dam_breach, strike

ATOM = "{http://www.w3.org/2005/Atom}"
CASES = pytest.mark.parametrize(
    "store", [small(), stored(foreign()), MemoryStore()], ids=["small", "foreign", "empty"]
)


def entries(store: MemoryStore) -> list[etree._Element]:
    return list(etree.fromstring(atom(chronicle(store))).iter(f"{ATOM}entry"))


def ids(told: Chronicle) -> list[str]:
    return [one["id"] for one in items(told)]


def items(told: Chronicle) -> list[Json]:
    found: list[Json] = json.loads(json_feed(told))["items"]
    return found


def note(number: int) -> Decision:
    return Decision(f"note-{number}", DecisionKind.NOTE, (), "Ann", f"remark {number}")


# -- Structure -------------------------------------------------------------------------------------


@CASES
def test_an_atom_feed_has_all_that_rfc_4287_requires(store: MemoryStore) -> None:
    feed = etree.fromstring(atom(chronicle(store)))
    assert feed.tag == f"{ATOM}feed"
    for parent in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (element,) = parent.findall(f"{ATOM}{name}")
            assert element.text
            if name == "updated":
                assert datetime.fromisoformat(element.text).tzinfo is not None
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert all(len(entry.findall(f"{ATOM}content")) == 1 for entry in feed.iter(f"{ATOM}entry"))


@CASES
def test_a_json_feed_has_all_that_version_1_1_requires(store: MemoryStore) -> None:
    feed = json.loads(json_feed(chronicle(store)))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert len({one["id"] for one in feed["items"]}) == len(feed["items"])
    for one in feed["items"]:
        assert isinstance(one["id"], str)
        assert isinstance(one["content_text"], str)
        assert datetime.fromisoformat(one["date_published"]).tzinfo is not None


@CASES
def test_both_feeds_tell_the_same(store: MemoryStore) -> None:
    told = chronicle(store)
    assert [entry.findtext(f"{ATOM}id") for entry in entries(store)] == ids(told)


def test_each_line_of_an_entry_is_a_paragraph_for_readers_run_plain_text_together() -> None:
    for entry, item in zip(entries(small()), items(chronicle(small())), strict=True):
        (content,) = entry.findall(f"{ATOM}content")
        assert content.get("type") == "html"
        assert paragraphs(content.text or "") == item["content_text"]


def test_the_newest_comes_first_and_tells_when_it_was_recorded() -> None:
    times = [one["date_published"] for one in items(chronicle(small()))]
    assert times == sorted(times, reverse=True)
    assert set(times) == {"2024-03-05T12:00:00Z", "2024-03-04T12:00:00Z"}


def test_a_new_claim_is_one_item_with_its_words_and_their_places() -> None:
    (told,) = [one for one in items(chronicle(small())) if one["title"] == "new claim: no warning was given"]
    assert told["tags"] == ["new claim", "newly denied"]
    assert "Valley Times, characters 324-343: “an alarm had failed”" in told["content_text"]


# -- Stable ----------------------------------------------------------------------------------------


def test_what_was_told_keeps_its_id_and_time_when_more_comes_in() -> None:
    before, after = chronicle(stored(strike())), chronicle(small())
    old = {one["id"]: one["date_published"] for one in items(before)}
    assert old.items() <= {one["id"]: one["date_published"] for one in items(after)}.items()
    assert (before.case, len(after.steps)) == (after.case, 2)


def test_as_of_an_entry_the_feed_is_what_it_was_then() -> None:
    store = small()
    then, _ = store.head(NOON + timedelta(hours=1))
    assert atom(chronicle(store, until=then)) == atom(chronicle(stored(strike())))
    assert chronicle(store, until=0).steps == ()


def test_reports_and_what_they_tell_together_are_one_step() -> None:
    story, store = dam_breach(), MemoryStore()
    alone = [*story.facts(["report", "referent", "mentions", "statement"])]
    rest = [*story.facts(["family", "actor", "claim", "relation", "standing"])]
    store.append(changes(Snapshot(), alone), {}, recorded=NOON, tool="test 1")
    half = chronicle(store)
    assert {one["tags"][0] for one in items(half)} == {"new report"}
    store.append(changes(Snapshot(), rest), {}, recorded=NOON + timedelta(seconds=1), tool="test 1")
    whole = chronicle(store)
    assert len(whole.steps) == 1
    assert set(ids(half)) <= set(ids(whole))


def test_a_thing_that_changes_twice_is_told_twice() -> None:
    store = MemoryStore()
    for number, decision in enumerate((note(1), note(2))):
        put = changes(store.snapshot(), [decision])
        store.append(put, {}, recorded=NOON + timedelta(hours=number), tool="test 1")
    assert [one["title"] for one in items(chronicle(store))] == ["new ruling: note", "new ruling: note"]
    assert len(set(ids(chronicle(store)))) == 2


def test_older_steps_are_left_out_and_counted() -> None:
    store = MemoryStore()
    for number in range(NEWEST + 3):
        put = changes(Snapshot(), [note(number)])
        store.append(put, {}, recorded=NOON + timedelta(hours=number), tool="test 1")
    told = chronicle(store)
    assert (len(told.steps), told.older, len(items(told))) == (NEWEST, 3, NEWEST)
    assert "3 older ones are not told" in json.loads(json_feed(told))["description"]
    assert told.updated == NOON.astimezone(UTC) + timedelta(hours=NEWEST + 2)
    assert ids(told)[-1] == ids(chronicle(store, newest=NEWEST + 3))[-4]
