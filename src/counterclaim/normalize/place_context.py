"""What stands beside a name, and what the whole text tells about its names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from counterclaim.gazetteer import Country, Town, distance_km
from counterclaim.normalize.place_names import Area, Sighting, Text

_SHORT_TITLE = 4  # letters; a full stop behind a longer title ends the sentence
_MOST_NAMES = 3  # of one person
_HYPHENS = frozenset("-–/")
_MOST_SKIPPED = 3
_MOST_HYPHENATED = 6


@dataclass(frozen=True)
class Story:
    """What the whole text tells about its names."""

    surnames: frozenset[str]
    qualifiers: Mapping[int, Sighting] = field(default_factory=dict)  # by the first word of what they qualify
    qualifying: frozenset[int] = frozenset()  # the first words of those regions and countries
    places: frozenset[str] = frozenset()  # names that are surely places elsewhere in the text
    nearby: frozenset[str] = frozenset()  # names that have a town close to those
    countries: frozenset[str] = frozenset()  # two-letter codes of those the text is about


def surnames(source: Text) -> frozenset[str]:
    """Return the surnames of the people whom `source` calls by their full name or by a title."""
    return frozenset(_surnames(source))


def _surnames(source: Text) -> Iterator[str]:
    for index, word in enumerate(source.words[:-1]):
        called = word.text in source.cue("given_names") and source.between(index) == " "
        if (called or is_title(source, index)) and source.words[index + 1].capitalised:
            last = index + 1
            while last < index + _MOST_NAMES and _name_goes_on(source, last):
                last += 1
            yield source.words[last].text


def is_title(source: Text, index: int) -> bool:
    """Say whether the word at `index` is a title of what follows it."""
    title, gap = source.words[index].text, source.between(index)
    return title in source.cue("titles") and (gap == " " or (gap == ". " and len(title) <= _SHORT_TITLE))


def _name_goes_on(source: Text, index: int) -> bool:
    return (
        source.between(index) == " " and index + 1 < len(source.words) and source.words[index + 1].capitalised
    )


def qualifiers(found: Sequence[Sighting]) -> dict[int, Sighting]:
    """Return, by the first word of a name, the region or country behind its comma that it lies in."""
    return {
        name.first: following
        for name, following in pairwise(found)
        if following.first == name.last + 1
        and name.source.between(name.last) in {", ", " (", ",\n"}
        and any(inside(option, area) for option in name.options for area in following.options)
    }


def inside(option: Area, area: Area) -> bool:
    """Say whether `option` lies in the region or country `area`."""
    if option == area or isinstance(option, Country) or isinstance(area, Town):
        return False
    if isinstance(area, Country):
        return option.country == area.iso
    if area.country and option.country != area.country:
        return False
    code = option.region if isinstance(option, Town) else option.code
    if code and area.code and area.centred:
        return code == area.code
    here = (option.latitude, option.longitude)
    return distance_km(here, (area.latitude, area.longitude)) <= area.radius_km


def joined_before(sighting: Sighting) -> str:
    """Return the word before, if only a blank or an initial's full stop stands between."""
    if not sighting.first:
        return ""
    before = sighting.source.words[sighting.first - 1]
    gap = sighting.source.between(sighting.first - 1)
    return before.text if gap == " " or (gap == ". " and len(before.text) == 1) else ""


def joined_after(sighting: Sighting) -> str:
    """Return the word after, if only a blank stands between."""
    words, last = sighting.source.words, sighting.last
    return words[last + 1].text if last + 1 < len(words) and sighting.source.between(last) == " " else ""


def capital_follows(sighting: Sighting) -> bool:
    """Say whether the name goes on with another capitalised word."""
    return joined_after(sighting)[:1].isupper()


def word_before(source: Text, first: int) -> str:
    """Return the word before the one at `first`, over "the" and a direction: "in the northern X"."""
    index = first - 1
    skipped = source.cue("directions") | {"the"}
    while index > max(0, first - _MOST_SKIPPED) and source.joined(index) and _lower(source, index) in skipped:
        index -= 1
    return _lower(source, index) if source.joined(index) else ""


def hyphenated_with(source: Text, first: int, last: int) -> tuple[str, ...]:
    """Return the words, without case, that hyphens join to the words `first` to `last`."""
    before, after = first, last
    while before > max(0, first - _MOST_HYPHENATED) and source.between(before - 1) in _HYPHENS:
        before -= 1
    while after + 1 < min(len(source.words), last + _MOST_HYPHENATED) and source.between(after) in _HYPHENS:
        after += 1
    words = (*source.words[before:first], *source.words[last + 1 : after + 1])
    return tuple(word.text.casefold() for word in words)


def names_of(found: Iterable[Sighting]) -> frozenset[str]:
    """Return the names in `found`, to be compared without case."""
    return frozenset(sighting.name.casefold() for sighting in found)


def _lower(source: Text, index: int) -> str:
    return source.words[index].text.lower()
