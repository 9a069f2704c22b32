"""Which place of that name? The one that the rest of the story points at.

Candidates are ranked by how well known they are, by the countries and states that the text names
or hints at with demonyms, and by how near they lie to its other places (the spatial minimality
of Leidner 2007); a region behind the name's comma settles it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from counterclaim.gazetteer import Country, Gazetteer, Match, Region, Town, distance_km
from counterclaim.normalize.place_context import inside
from counterclaim.normalize.place_names import Area, Sighting

_Key = TypeVar("_Key")

_WELL_KNOWN_COUNTRY = 8.0  # on the scale of the logarithm of a town's inhabitants
_WELL_KNOWN_REGION = 6.6
_BESIDE_CAPITAL = -1.5  # a state called like a capital is seldom meant by the bare name
_COUNTY = 4.0
_SECOND_NAME = -3.0
_SAME_COUNTRY = 3.0
_SAME_REGION = 4.5
_NEARNESS = 3.0
_QUALIFIED = 20.0
_REACH_KM = 120.0
_COUNTY_KM = 60.0  # generous: half of the counties are within 25 km of their middle
_MOST_ANCHORS = 60
_CLEAR_LEAD = 1.5
_STORY_SHARE = 0.15


@dataclass(frozen=True)
class Context:
    """What points at places: votes for countries and states, and the places already settled."""

    countries: Mapping[str, float] = field(default_factory=dict)
    states: Mapping[tuple[str, str], float] = field(default_factory=dict)
    settled: Mapping[str, Area] = field(default_factory=dict)  # by name


def choose(
    found: Sequence[Sighting], qualifiers: Mapping[int, Sighting], hints: Counter[str]
) -> dict[str, Area]:
    """Return the place that each name means, by the name without case.

    One name means one place throughout a text (one sense per discourse, Gale et al. 1992).

    Args:
        found: all names taken for places.
        qualifiers: the region or country behind the comma of some of them.
        hints: countries that the text's demonyms point at, by two-letter code.
    """
    options = _options(found, qualifiers)
    counts = Counter(sighting.name.casefold() for sighting in found)
    context = _context({}, counts, hints)
    chosen = {name: _best(name, options[name], context) for name in sorted(options)}
    for _ in range(2):
        settled = {name: area for name, area in chosen.items() if area is not None}
        context = _context(most_named(settled, counts), counts, hints)
        chosen = {name: _best(name, options[name], context, clear=False) for name in sorted(options)}
    return {name: area for name, area in chosen.items() if area is not None}


def _options(found: Iterable[Sighting], qualifiers: Mapping[int, Sighting]) -> dict[str, dict[Area, bool]]:
    """Return what each name may mean, and whether a region behind its comma says so."""
    options: dict[str, dict[Area, bool]] = {}
    for sighting in found:
        own = options.setdefault(sighting.name.casefold(), {})
        qualifier = qualifiers.get(sighting.first)
        for option in sighting.options:
            said = qualifier is not None and any(inside(option, area) for area in qualifier.options)
            own[option] = own.get(option, False) or said
    return options


def _context(settled: Mapping[str, Area], counts: Counter[str], hints: Counter[str]) -> Context:
    """Return what the places settled so far, and the demonyms, point at."""
    countries: Counter[str] = Counter(hints)
    states: Counter[tuple[str, str]] = Counter()
    for name, area in settled.items():
        country = country_of(area)
        if country:
            countries[country] += counts[name]
        if state_of(area):
            states[country, state_of(area)] += counts[name]
    return Context(_shares(countries), _shares(states), settled)


def most_named(chosen: Mapping[str, Area], counts: Counter[str]) -> dict[str, Area]:
    """Return the places named most often: the cost of a text must not grow with the square of its places."""
    names = sorted(chosen, key=lambda name: (-counts[name], name))
    return {name: chosen[name] for name in names[:_MOST_ANCHORS]}


def story_countries(chosen: Mapping[str, Area], counts: Counter[str], hints: Counter[str]) -> frozenset[str]:
    """Return the countries that a good part of the text's names and demonyms point at."""
    shares = _context(chosen, counts, hints).countries
    return frozenset(country for country, share in shares.items() if share >= _STORY_SHARE)


def _shares(votes: Counter[_Key]) -> dict[_Key, float]:
    total = sum(votes.values())
    return {key: count / total for key, count in votes.items()}


def country_of(area: Area) -> str:
    """Return the two-letter code of the country of `area`, empty where it has none."""
    return area.iso if isinstance(area, Country) else area.country


def state_of(area: Area) -> str:
    """Return the code of the first-level region of `area`, empty where it is unknown."""
    match area:
        case Town():
            return area.region
        case Region():
            return area.code
        case Country():
            return ""


def _best(name: str, options: Mapping[Area, bool], context: Context, *, clear: bool = True) -> Area | None:
    """Return the best option; with `clear` only if it leads the next one clearly."""
    others = {other: area for other, area in context.settled.items() if other != name}
    has_capital = any(isinstance(option, Town) and option.capital for option in options)
    scores = {
        option: _score(option, others, context)
        + _QUALIFIED * said
        + _BESIDE_CAPITAL * (has_capital and isinstance(option, Region))
        for option, said in options.items()
    }
    ranked = sorted(
        ((score, option) for option, score in scores.items()),
        key=lambda scored: (-scored[0], scored[1].name, scored[1].latitude, scored[1].longitude),
    )
    if not clear or len(ranked) == 1 or ranked[0][0] - ranked[1][0] >= _CLEAR_LEAD:
        return ranked[0][1]
    return None


def _score(option: Area, others: Mapping[str, Area], context: Context) -> float:
    """Return how likely the text means `option`, given its other places."""
    return fame(option) + _country_support(option, others, context) + nearness(option, others.values())


def fame(option: Area) -> float:
    """Return how well known a place is: for a town the logarithm of its inhabitants."""
    match option:
        case Country():
            return _WELL_KNOWN_COUNTRY
        case Region():
            return _WELL_KNOWN_REGION if option.centred else _COUNTY
        case Town():
            second = _SECOND_NAME if option.match is not Match.NAME else 0.0
            return math.log10(option.population + 10) + second


def _country_support(option: Area, others: Mapping[str, Area], context: Context) -> float:
    """Return how much of the text is about the country and the state of `option`."""
    country, state = country_of(option), state_of(option)
    support = _SAME_COUNTRY * context.countries.get(country, 0.0)
    if any(state_of(area) == state and country_of(area) == country for area in others.values() if state):
        support += _SAME_REGION * context.states.get((country, state), 0.0)
    return support


def nearness(option: Area, others: Iterable[Area]) -> float:
    """Return how near the nearest other place is; countries are too large to be near."""
    if isinstance(option, Country):
        return 0.0
    here = (option.latitude, option.longitude)
    places = [area for area in others if not isinstance(area, Country) and _is_sharp(area)]
    nearest = min((distance_km(here, (area.latitude, area.longitude)) for area in places), default=None)
    return 0.0 if nearest is None else _NEARNESS * math.exp(-nearest / _REACH_KM)


def _is_sharp(area: Area) -> bool:
    return isinstance(area, Town) or (
        isinstance(area, Region) and area.centred and area.radius_km < 2 * _REACH_KM
    )


def centred(area: Area, chosen: Iterable[Area]) -> Area:
    """Return `area`, a county without a centre moved to the middle of the story's towns in its state."""
    if not isinstance(area, Region) or area.centred:
        return area
    towns = {
        (town.latitude, town.longitude)
        for town in chosen
        if isinstance(town, Town) and (town.country, town.region) == (area.country, area.code)
    }
    if not towns:
        return area
    latitude, longitude = (sum(axis) / len(towns) for axis in zip(*sorted(towns), strict=True))
    spread = max(distance_km((latitude, longitude), town) for town in towns)
    return replace(area, latitude=latitude, longitude=longitude, radius_km=max(_COUNTY_KM, spread))


def demonym_votes(found: Iterable[str], gazetteer: Gazetteer) -> Counter[str]:
    """Return the countries whose demonyms stand among the capitalised words `found`, with their counts."""
    votes: Counter[str] = Counter()
    for word, count in sorted(Counter(found).items()):
        country = gazetteer.demonym(word)
        if country:
            votes[country.iso] += count
    return votes
