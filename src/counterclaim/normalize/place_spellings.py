"""Places whose spelling the gazetteer does not have: other romanisations, misspellings, lost capitals.

Such names are believed only where the text points at a place ("in X", "A-X-B") and only in the
countries it is about; a misspelt town must also lie near the story's other places.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from counterclaim.gazetteer import Country, Gazetteer, Match, Town, distance_km
from counterclaim.lang import table
from counterclaim.normalize.place_context import hyphenated_with, word_before
from counterclaim.normalize.place_names import Area, Sighting, Text

_SHORTEST = 5  # letters
_SHORTEST_CAPITAL = 4
_REACH_KM = 200.0


def respellings(
    source: Text,
    known: Sequence[Sighting],
    gazetteer: Gazetteer,
    settled: Mapping[str, Area],
    countries: frozenset[str],
) -> tuple[Sighting, ...]:
    """Return sightings of towns that the gazetteer spells otherwise.

    Args:
        source: the text.
        known: the names the gazetteer has as they are written.
        gazetteer: where spellings are looked up.
        settled: what the story's sure names mean.
        countries: the two-letter codes of the countries the text is about.
    """
    taken = {index for sighting in known for index in range(sighting.first, sighting.last + 1)}
    free = [index for index in range(len(source.words)) if index not in taken]
    meanings: dict[str, tuple[Area, ...]] = {}
    for index in free:
        word = source.words[index].text
        if word not in meanings and _is_pointed_at(source, index, settled):
            meanings[word] = _respelt(word, gazetteer, settled, countries)
    meanings |= _lower_cased_capitals(source, gazetteer, countries)
    return tuple(_sightings(source, free, meanings))


def _sightings(
    source: Text, free: Sequence[int], meanings: Mapping[str, tuple[Area, ...]]
) -> Iterator[Sighting]:
    for index in free:
        options = meanings.get(source.words[index].text)
        if options:
            yield Sighting(source, index, index, options)


def _is_pointed_at(source: Text, index: int, settled: Mapping[str, Area]) -> bool:
    """Say whether a capitalised word, no name of a person or nation, stands where a place would."""
    word = source.words[index]
    if not word.capitalised or len(word.text) < _SHORTEST or word.text.lower() in source.lower_cased:
        return False
    if any(word.text in source.cue(name) for name in ("given_names", "ordinary_words", "titles")):
        return False
    if any(name in settled for name in hyphenated_with(source, index, index)):
        return True
    next_is_name = source.joined(index) and source.words[index + 1].capitalised
    return word_before(source, index) in source.cue("strong_prepositions") and not next_is_name


def _respelt(
    word: str, gazetteer: Gazetteer, settled: Mapping[str, Area], countries: frozenset[str]
) -> tuple[Area, ...]:
    """Return the towns of the story's countries that `word` may be another spelling of."""
    if gazetteer.demonym(word):
        return ()
    towns = [town for town in gazetteer.towns_spelt_like(word) if town.country in countries]
    return tuple(town for town in towns if town.match is Match.KEY or _is_close(town, settled))


def _is_close(town: Town, settled: Mapping[str, Area]) -> bool:
    here = (town.latitude, town.longitude)
    places = [area for area in settled.values() if not isinstance(area, Country)]
    return any(distance_km(here, (area.latitude, area.longitude)) <= _REACH_KM for area in places)


def _lower_cased_capitals(
    source: Text, gazetteer: Gazetteer, countries: frozenset[str]
) -> dict[str, tuple[Area, ...]]:
    """Return the capitals of the story's countries that the text writes without their capital letter."""
    ordinary = source.cue("lower_case_words") | frozenset(table(source.language, "words")["function_words"])
    found: dict[str, tuple[Area, ...]] = {}
    for word in sorted(source.lower_cased):
        if len(word) >= _SHORTEST_CAPITAL and word not in ordinary:
            country = gazetteer.capital_of(word)
            if country and country.iso in countries:
                found[word] = tuple(town for town in gazetteer.towns(word) if town.capital)
    return found
