"""Web Annotations, schema.org and FollowTheMoney: names and shapes are those of the vocabularies."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from counterclaim.export.annotations import web_annotations
from counterclaim.export.followthemoney import followthemoney
from counterclaim.export.schema_org import schema_org
from counterclaim.ledger import Snapshot
from counterclaim.model import Decision, DecisionKind
from exported import Json, foreign
from stories import dam_breach, hostile, strike

STORIES = pytest.mark.parametrize("story", [dam_breach, strike, hostile, foreign, Snapshot])


# -- Web Annotation --------------------------------------------------------------------------------


def annotated(snapshot: Snapshot) -> list[Json]:
    found: list[Json] = json.loads(web_annotations(snapshot))["first"]["items"]
    return found


@STORIES
def test_there_is_an_annotation_of_every_statement_told(story: Callable[[], Snapshot]) -> None:
    document = json.loads(web_annotations(story()))
    assert document["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert document["type"] == "AnnotationCollection"
    assert document["total"] == len(annotated(story())) == sum(1 for _ in story().told())
    ids = [one["id"] for one in annotated(story())]
    assert len(set(ids)) == len(ids)


PURPOSES = {"describing", "tagging", "classifying", "linking"}


@STORIES
def test_an_annotation_has_bodies_and_targets_with_both_selectors(story: Callable[[], Snapshot]) -> None:
    for one in annotated(story()):
        assert one.keys() == {"id", "type", "motivation", "body", "target"}
        assert {body["type"] for body in one["body"]} <= {"TextualBody", "SpecificResource"}
        assert {body["purpose"] for body in one["body"]} <= PURPOSES
        first = one["target"][0]
        assert [selector["type"] for selector in first["selector"]] == [
            "TextPositionSelector",
            "TextQuoteSelector",
        ]


def test_a_page_with_an_address_is_a_target_by_its_words() -> None:
    pages = {target["source"] for one in annotated(dam_breach()) for target in one["target"]}
    assert "https://coast.example/flood?a=1&b=2" in pages


def test_an_address_that_is_no_web_address_is_no_target() -> None:
    assert "javascript:" not in json.dumps([one["target"][0]["source"] for one in annotated(hostile())])
    assert all(len(one["target"]) == 1 for one in annotated(hostile()))


# -- schema.org ------------------------------------------------------------------------------------

THING = {"@type", "@id", "identifier", "name", "alternateName", "url"}
WORK = THING | {"text", "author", "temporalCoverage", "contentLocation", "creativeWorkStatus", "isPartOf"}
PROPERTIES = {
    "Claim": WORK | {"appearance"},
    "Quotation": WORK | {"spokenByCharacter", "creditText", "about", "position"},
    "NewsArticle": WORK | {"headline", "inLanguage", "datePublished", "publisher"},
    "Person": THING | {"memberOf"},
    "Organization": THING | {"memberOf"},
    "ClaimReview": WORK | {"itemReviewed", "claimReviewed", "datePublished", "reviewBody", "reviewRating"},
}
"""What schema.org knows of each type, as far as it is used."""


def graph(snapshot: Snapshot) -> list[Json]:
    document = json.loads(schema_org(snapshot))
    assert document["@context"] == "https://schema.org"
    found: list[Json] = document["@graph"]
    return found


@STORIES
def test_only_types_and_properties_of_schema_org_are_used(story: Callable[[], Snapshot]) -> None:
    for one in graph(story()):
        assert one.keys() <= PROPERTIES[one["@type"]]


@STORIES
def test_every_reference_leads_to_a_thing_of_the_graph(story: Callable[[], Snapshot]) -> None:
    things = {one["@id"] for one in graph(story())}
    assert len(things) == len(graph(story()))
    for one in graph(story()):
        for value in one.values():
            for part in value if isinstance(value, list) else [value]:
                assert not isinstance(part, dict) or part.get("@id", one["@id"]) in things


def reviews(snapshot: Snapshot) -> list[Json]:
    return [one for one in graph(snapshot) if one["@type"] == "ClaimReview"]


def test_what_a_person_ruled_on_a_claim_is_a_review_and_nothing_else_is() -> None:
    (review,) = reviews(dam_breach())
    assert review["claimReviewed"] == "the spillway had not been inspected since 2019"
    assert review["author"] == {"@type": "Person", "name": "desk"}
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "confirmed"}
    assert reviews(strike()) == []


def test_a_ruling_that_was_undone_is_no_review() -> None:
    story = dam_breach()
    undone = Decision("e-2", DecisionKind.UNDO, ("e-1",), "desk")
    assert reviews(replace(story, decisions={**story.decisions, "e-2": undone})) == []


# -- FollowTheMoney --------------------------------------------------------------------------------

BODY = {"name", "alias", "notes"}
INTERVAL = {"startDate", "endDate", "summary", "description", "recordId", "sourceUrl", "publisher"}
FTM = {
    **dict.fromkeys(("Person", "Organization", "PublicBody", "LegalEntity"), BODY),
    "Article": {"name", "title", "fileName", "publisher", "publishedAt", "sourceUrl", "notes"},
    "Note": {"name", "description", "summary", "keywords", "address", "proof"},
    "UnknownLink": INTERVAL | {"subject", "object", "role"},
    "Documentation": INTERVAL | {"document", "entity", "role"},
}
"""The properties of each schema that are used; all are in the dictionaries of Aleph and of OpenSanctions."""

REFERENCES = ("proof", "subject", "object", "document", "entity")


def entities(snapshot: Snapshot) -> list[Json]:
    return [json.loads(line) for line in followthemoney(snapshot).decode().split("\n")[:-1]]


@STORIES
def test_entities_have_valid_properties_that_are_lists_of_texts(story: Callable[[], Snapshot]) -> None:
    for entity in entities(story()):
        assert entity.keys() == {"id", "schema", "properties"}
        assert entity["properties"].keys() <= FTM[entity["schema"]]
        for values in entity["properties"].values():
            assert values
            assert all(isinstance(value, str) and value for value in values)


@STORIES
def test_what_an_entity_refers_to_stands_before_it(story: Callable[[], Snapshot]) -> None:
    seen: set[str] = set()
    for entity in entities(story()):
        for name in REFERENCES:
            assert seen.issuperset(entity["properties"].get(name, ()))
        assert entity["id"] not in seen
        seen.add(entity["id"])


def test_who_denies_what_is_a_link_with_its_words() -> None:
    (link,) = [one for one in entities(dam_breach()) if one["properties"].get("role") == ["denies"]]
    assert link["schema"] == "UnknownLink"
    assert link["properties"]["summary"] == ["an alarm had failed"]
    assert link["properties"]["description"] == ["valley.txt, characters 324-343"]


def test_a_time_of_day_is_told_by_its_day() -> None:
    days = [
        one["properties"].get("startDate") for one in entities(strike()) if one["schema"] == "UnknownLink"
    ]
    assert [day for day in days if day] == [["2024-03-01"]]
