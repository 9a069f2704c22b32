"""Names of places become `Place`s: towns, regions and countries, each as vague as the text is.

No statistical tagger is used: names are looked up (`place_names`), rules weigh whether each is a
place here (`place_evidence`), and the story's other places say which one (`place_choice`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from counterclaim.gazetteer import Country, Gazetteer, Match, Region, Town
from counterclaim.model import Mention, Place, Span
from counterclaim.normalize.place_choice import (
    centred,
    choose,
    demonym_votes,
    fame,
    most_named,
    nearness,
    story_countries,
)
from counterclaim.normalize.place_context import Story, inside, names_of, qualifiers, surnames
from counterclaim.normalize.place_evidence import ENOUGH, weight
from counterclaim.normalize.place_names import Area, Sighting, Text, sightings
from counterclaim.normalize.place_spellings import respellings

TOWN_KM, NEAR_KM, SECTOR_KM, REGION_KM = 5.0, 15.0, 20.0, 60.0
"""Radii in kilometres: of a town, of "near" it, of a sector or front and of a region called after it."""

_SURE = ENOUGH + 1
_CLOSE_BY = 1.5  # nearness, of 3: some 80 km


def find_places(
    report: str,
    text: str,
    gazetteer: Gazetteer,
    language: str = "en",
    blocked: Sequence[Span] = (),
) -> tuple[Mention, ...]:
    """Return the towns, regions and countries that `text` names, in the order of the text.

    Args:
        report: the id of the report, for the spans.
        text: the report's text.
        gazetteer: where names are looked up.
        language: the language of the text; it must have a place table.
        blocked: spans in which no place is looked for (bylines, lists of links).

    Returns:
        Mentions of `Place`. Demonyms are no places, but they vote for their country.
    """
    source = Text.of(text, language)
    hints = demonym_votes((word.text for word in source.words if word.capitalised), gazetteer)
    exact = _free(sightings(source, gazetteer), blocked)
    story, meant = _first_reading(source, exact, hints)
    respelt = _free(respellings(source, exact, gazetteer, meant, story.countries), blocked)
    found = sorted((*exact, *respelt), key=lambda sighting: sighting.start)
    story = replace(story, places=names_of(_at_least(_SURE, found, story)), nearby=_nearby(found, meant))
    kept = _at_least(ENOUGH, found, story)
    chosen = choose(kept, story.qualifiers, hints)
    anchors = most_named(chosen, _counts(kept))
    return tuple(
        _mention(report, sighting, _meant(sighting, chosen, story), anchors, story) for sighting in kept
    )


def _first_reading(
    source: Text, found: Sequence[Sighting], hints: Counter[str]
) -> tuple[Story, dict[str, Area]]:
    """Return what the names that are surely places tell about the rest, and what the likely ones mean."""
    qualified = qualifiers(found)
    qualifying = frozenset(qualifier.first for qualifier in qualified.values())
    story = Story(surnames(source), qualified, qualifying)
    sure = _at_least(_SURE, found, story)
    counts = _counts(sure)
    meant = most_named(choose(sure, qualified, hints), counts)
    about = story_countries(meant, counts, hints)
    story = replace(story, places=names_of(sure), nearby=_nearby(found, meant), countries=about)
    likely = _at_least(ENOUGH, found, story)
    return story, most_named(choose(likely, qualified, hints), _counts(likely))


def _at_least(points: int, found: Iterable[Sighting], story: Story) -> list[Sighting]:
    return [sighting for sighting in found if weight(sighting, story) >= points]


def _counts(found: Iterable[Sighting]) -> Counter[str]:
    return Counter(sighting.name.casefold() for sighting in found)


def _free(found: Iterable[Sighting], blocked: Sequence[Span]) -> list[Sighting]:
    """Return the sightings that share no character with a blocked span."""
    return [
        sighting
        for sighting in found
        if not any(span.start < sighting.end and sighting.start < span.end for span in blocked)
    ]


def _nearby(found: Sequence[Sighting], meant: Mapping[str, Area]) -> frozenset[str]:
    """Return the names that have a town close to the places the story surely means."""
    options = {sighting.name.casefold(): sighting.options for sighting in found}
    return frozenset(
        name
        for name, areas in options.items()
        if any(isinstance(area, Town) and _is_close(area, name, meant) for area in areas)
    )


def _is_close(town: Town, name: str, places: Mapping[str, Area]) -> bool:
    return nearness(town, (area for other, area in places.items() if other != name)) > _CLOSE_BY


def _meant(sighting: Sighting, chosen: Mapping[str, Area], story: Story) -> Area:
    """Return what this mention means: a region behind its own comma outweighs the rest of the text."""
    usual = chosen[sighting.name.casefold()]
    qualifier = story.qualifiers.get(sighting.first)
    if qualifier is None or any(inside(usual, area) for area in qualifier.options):
        return usual
    options = (
        option for option in sighting.options if any(inside(option, area) for area in qualifier.options)
    )
    return max(options, key=fame)


def _mention(
    report: str, sighting: Sighting, meant: Area, anchors: Mapping[str, Area], story: Story
) -> Mention:
    area = centred(meant, anchors.values())
    around_town = isinstance(area, Town) and sighting.follows_region_word
    place = Place(
        key=_key(area),
        name=area.name,
        latitude=area.latitude,
        longitude=area.longitude,
        radius_km=_radius(sighting, area),
        kind="region" if around_town else type(area).__name__.lower(),
    )
    because = _because(sighting, area, anchors, story)
    return Mention(Span(report, sighting.start, sighting.end), place, because)


def _key(area: Area) -> str:
    """Return the key of a place: GeoNames' number for a town, codes and names for the rest."""
    match area:
        case Town():
            return f"geonames:{area.id}"
        case Region():
            return f"region:{area.country}:{area.name}" + ("" if area.centred else f", {area.code}")
        case Country():
            return f"country:{area.iso}"


def _radius(sighting: Sighting, area: Area) -> float:
    """Return how vague the text is: a sector is wider than a town, and "near" it is not in it."""
    if not isinstance(area, Town):
        return area.radius_km
    if sighting.follows_region_word:
        return REGION_KM
    if sighting.after in sighting.source.cue("sectors"):
        return SECTOR_KM
    if sighting.before in sighting.source.cue("widening"):
        return NEAR_KM
    return TOWN_KM


def _because(sighting: Sighting, area: Area, anchors: Mapping[str, Area], story: Story) -> str:
    """Return why the name means this place, in words a reader can check."""
    match area:
        case Country():
            return "the name of a country"
        case Region() if not area.centred:
            return f"a county of {area.country}-{area.code}, no better placed than the story's towns there"
        case Region():
            return "the name of a region" + (f" of {area.country}" if area.country else "")
        case Town():
            return _why_this_town(sighting, area, anchors, story)


def _why_this_town(sighting: Sighting, town: Town, anchors: Mapping[str, Area], story: Story) -> str:
    rivals = sum(isinstance(option, Town) for option in sighting.options) - 1
    if sighting.first in story.qualifiers:
        return f"the text puts it in {story.qualifiers[sighting.first].name}"
    if town.match in {Match.KEY, Match.NEAR}:
        return f"{town.name} in other letters, in a country the story is about ({town.country})"
    if not rivals:
        return "the only town of that name in the gazetteer"
    if _is_close(town, sighting.name.casefold(), anchors):
        return f"of {rivals + 1} towns of that name the one nearest to the story's other places"
    return f"of {rivals + 1} towns of that name the best known in the countries the story speaks of"
