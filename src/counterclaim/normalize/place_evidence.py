"""Is this name a place here? Each rule says yes or no for one reason; their weights add up.

A name of a town is as often a person ("Jackson said"), a paper or a plain word at the head of a
sentence. `FOR` and `AGAINST` are the whole list of rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from counterclaim.gazetteer import Country, Match, Region, Town
from counterclaim.normalize.place_context import (
    Story,
    capital_follows,
    hyphenated_with,
    is_title,
    joined_after,
    joined_before,
    word_before,
)
from counterclaim.normalize.place_names import Sighting

ENOUGH = 3
"""The weight from which on a name is taken for a place."""

_LONGEST_ACRONYM = 4
_BIG, _MIDDLING, _SMALL = 300_000, 50_000, 3_000  # inhabitants


Rule = Callable[[Sighting, Story], bool]


def is_listed(sighting: Sighting, _: Story) -> bool:
    """It is a country, a state or a region that everybody knows."""
    return any(isinstance(option, Country | Region) for option in sighting.options)


def follows_strong_preposition(sighting: Sighting, _: Story) -> bool:
    """It follows "in", "near" or the like."""
    return word_before(sighting.source, sighting.first) in sighting.source.cue("strong_prepositions")


def follows_weak_preposition(sighting: Sighting, _: Story) -> bool:
    """It follows "from", "to" or the like, which also stand before people."""
    return word_before(sighting.source, sighting.first) in sighting.source.cue("weak_prepositions")


def is_qualified(sighting: Sighting, story: Story) -> bool:
    """The region or country it lies in follows after a comma."""
    return sighting.first in story.qualifiers


def qualifies(sighting: Sighting, story: Story) -> bool:
    """It follows a town that lies in it, after a comma."""
    return sighting.first in story.qualifying


def has_direction(sighting: Sighting, _: Story) -> bool:
    """It follows "northern" or "downtown"."""
    return sighting.before.lower() in sighting.source.cue("directions")


def follows_settlement(sighting: Sighting, _: Story) -> bool:
    """It follows "the city of" or "the region of"."""
    settlements = sighting.source.cue("settlements")
    return (
        sighting.before in settlements or sighting.head_before in settlements or sighting.follows_region_word
    )


def has_public_word(sighting: Sighting, _: Story) -> bool:
    """What follows belongs to a town: police, mayor, residents."""
    after = sighting.after
    return any(
        after in sighting.source.cue(name) for name in ("public_words", "public_institutions", "titles")
    )


def opens_dateline(sighting: Sighting, _: Story) -> bool:
    """It stands in a dateline: "SPRINGFIELD (Agency) -", "Leeds, England —"."""
    rest = sighting.source.text[sighting.end : sighting.end + 40]
    return sighting.source.opens_sentence(sighting.first) and bool(
        re.match(r"(?:, [A-Z][\w. ]{1,20})? ?(?:\([A-Z][\w/ ]+\)|[-–—]{1,2} )", rest)
    )


def is_big_town(sighting: Sighting, _: Story) -> bool:
    """It is a city of hundreds of thousands."""
    return _population(sighting) >= _BIG


def is_middling_town(sighting: Sighting, _: Story) -> bool:
    """It is a town of tens of thousands."""
    return _MIDDLING <= _population(sighting) < _BIG


def has_several_words(sighting: Sighting, _: Story) -> bool:
    """It has several words, which is seldom chance."""
    return sighting.last > sighting.first


def is_place_elsewhere(sighting: Sighting, story: Story) -> bool:
    """The text surely means a place by the same name elsewhere."""
    return sighting.name.casefold() in story.places


def is_near_the_story(sighting: Sighting, story: Story) -> bool:
    """A town of that name lies near the story's other places."""
    return sighting.name.casefold() in story.nearby


def lies_in_the_story(sighting: Sighting, story: Story) -> bool:
    """All towns of that name lie in the countries the text is about."""
    return all(isinstance(option, Town) and option.country in story.countries for option in sighting.options)


def is_capital(sighting: Sighting, _: Story) -> bool:
    """It is the capital of a country."""
    return any(isinstance(option, Town) and option.capital for option in sighting.options)


def is_listed_with_places(sighting: Sighting, story: Story) -> bool:
    """It is joined by hyphens to a place: "the Lyon-Turin line"."""
    return any(
        name in story.places for name in hyphenated_with(sighting.source, sighting.first, sighting.last)
    )


def follows_given_name(sighting: Sighting, _: Story) -> bool:
    """A given name or an initial stands before it: it is a surname."""
    before = joined_before(sighting)
    return before in sighting.source.cue("given_names") or (len(before) == 1 and before.isupper())


def follows_title(sighting: Sighting, _: Story) -> bool:
    """A title stands before it: it is a person."""
    return sighting.first > 0 and is_title(sighting.source, sighting.first - 1)


def follows_capital(sighting: Sighting, story: Story) -> bool:
    """Another capitalised word stands before it: it is part of a longer name."""
    before = joined_before(sighting)
    known = before.casefold() in story.places or before.lower() in sighting.source.cue("directions")
    opens = sighting.source.opens_sentence(sighting.first - 1) if sighting.first else False
    return before[:1].isupper() and not known and not opens


def follows_organisation(sighting: Sighting, _: Story) -> bool:
    """It ends the name of an organisation: "Bank of England"."""
    return sighting.head_before in sighting.source.cue("organisation_heads")


def is_given_name(sighting: Sighting, _: Story) -> bool:
    """It is a given name before a surname."""
    named = sighting.name in sighting.source.cue("given_names")
    return _single(sighting) and named and capital_follows(sighting) and not has_public_word(sighting, _)


def precedes_capital(sighting: Sighting, _: Story) -> bool:
    """Another capitalised word, of no public body, follows: it is part of a longer name."""
    return capital_follows(sighting) and not is_listed(sighting, _) and not has_public_word(sighting, _)


def names_something_else(sighting: Sighting, _: Story) -> bool:
    """A paper, a street, a company or a club is named after it."""
    return joined_after(sighting) in sighting.source.cue("not_places_after")


def is_surname(sighting: Sighting, story: Story) -> bool:
    """Somebody in the text is called so."""
    return not is_listed(sighting, story) and sighting.source.words[sighting.last].text in story.surnames


def speaks(sighting: Sighting, _: Story) -> bool:
    """It says something, which only people and capitals do."""
    governs = is_capital(sighting, _) or is_listed(sighting, _)
    return sighting.after in sighting.source.cue("speech_verbs") and not governs


def is_ordinary_word(sighting: Sighting, _: Story) -> bool:
    """It is a common word or surname."""
    capitalised = _single(sighting) and sighting.source.words[sighting.first].capitalised
    lowered = capitalised and sighting.name.lower() in sighting.source.lower_cased
    listed = any(isinstance(option, Country) for option in sighting.options)
    return not listed and (sighting.name.title() in sighting.source.cue("ordinary_words") or lowered)


def is_common_surname(sighting: Sighting, _: Story) -> bool:
    """It is a surname everywhere."""
    return sighting.name.title() in sighting.source.cue("common_surnames")


def is_saints_house(sighting: Sighting, _: Story) -> bool:
    """A church, a school or a hospital is called after the saint."""
    saint = sighting.source.words[sighting.first].text in sighting.source.cue("saints")
    return saint and (sighting.is_possessive or sighting.after in sighting.source.cue("saints_houses"))


def has_number(sighting: Sighting, _: Story) -> bool:
    """A number is joined to it: it is a road or a model."""
    return re.match(r"[-–]\d", sighting.source.text[sighting.end : sighting.end + 2]) is not None


def opens_sentence(sighting: Sighting, _: Story) -> bool:
    """Its capital letter may be that of the sentence."""
    return _single(sighting) and sighting.source.opens_sentence(sighting.first)


def is_second_name(sighting: Sighting, _: Story) -> bool:
    """It is only another name of the towns so called."""
    return all(isinstance(option, Town) and option.match is not Match.NAME for option in sighting.options)


def is_loose_abbreviation(sighting: Sighting, story: Story) -> bool:
    """It is "La." or "OR" without a town before it."""
    return sighting.is_abbreviation and not qualifies(sighting, story)


def is_acronym(sighting: Sighting, story: Story) -> bool:
    """It is a few capitals: an agency or a party, unless all is in capitals as in a dateline."""
    name = sighting.source.words[sighting.first].text
    short = _single(sighting) and name.isupper() and len(name) <= _LONGEST_ACRONYM
    shouted = sighting.source.shouts or opens_dateline(sighting, story)
    return short and not shouted and not is_listed(sighting, story)


def is_small_town(sighting: Sighting, _: Story) -> bool:
    """It is a village."""
    return 0 <= _population(sighting) < _SMALL and not is_listed(sighting, _)


FOR: dict[Rule, int] = {
    is_listed: 4,
    follows_strong_preposition: 3,
    follows_weak_preposition: 2,
    is_qualified: 6,
    qualifies: 6,
    has_direction: 2,
    follows_settlement: 4,
    has_public_word: 2,
    opens_dateline: 4,
    is_big_town: 3,
    is_middling_town: 2,
    has_several_words: 1,
    is_place_elsewhere: 3,
    is_near_the_story: 2,
    lies_in_the_story: 2,
    is_capital: 1,
    is_listed_with_places: 3,
}

AGAINST: dict[Rule, int] = {
    follows_given_name: 6,
    follows_title: 5,
    follows_capital: 4,
    follows_organisation: 6,
    is_given_name: 6,
    precedes_capital: 4,
    names_something_else: 6,
    is_surname: 5,
    speaks: 2,
    is_ordinary_word: 5,
    is_common_surname: 3,
    is_saints_house: 5,
    has_number: 6,
    opens_sentence: 1,
    is_second_name: 1,
    is_small_town: 1,
    is_acronym: 8,
    is_loose_abbreviation: 9,
}


def weight(sighting: Sighting, story: Story) -> int:
    """Return how much speaks for the name being a place, less what speaks against it."""
    speaking_for = sum(points for rule, points in FOR.items() if rule(sighting, story))
    return speaking_for - sum(points for rule, points in AGAINST.items() if rule(sighting, story))


def _single(sighting: Sighting) -> bool:
    return sighting.first == sighting.last


def _population(sighting: Sighting) -> int:
    """Return the inhabitants of the largest town that bears the name as its main name, -1 without one."""
    towns = [option for option in sighting.options if isinstance(option, Town)]
    own = [town.population for town in towns if town.match is Match.NAME]
    return max(own, default=max((town.population // 2 for town in towns), default=-1))
