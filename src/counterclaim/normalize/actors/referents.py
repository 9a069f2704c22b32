"""From the sightings of one group to a referent: its name, sort, side and signatures."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.model import ActorKind, Referent, Report, content_id
from counterclaim.normalize.actors.body_words import body_words
from counterclaim.normalize.actors.lexicon import ActorWords
from counterclaim.normalize.actors.sighting import Sighting
from counterclaim.normalize.actors.signatures import (
    body_signatures,
    description_signature,
    is_body,
    role_signatures,
)
from counterclaim.normalize.names import has_mixed_script


def referent_of(report: Report, members: Sequence[Sighting], words: ActorWords) -> Referent:
    """Return the referent that `members`, in text order, speak of."""
    proper = {one.name for one in members if one.name and not one.crowd}
    names = sorted(proper, key=lambda name: (-len(name.split()), -len(name), name))
    best = min(members, key=lambda one: (not one.name, -len(one.name.split()), one.start))
    signatures = {
        s
        for one in members
        for s in (
            *body_signatures(one, words),
            *role_signatures(one, words, named=bool(proper)),
            *description_signature(one),
        )
    }
    party, why = _party(members, words)
    mixed = [name for name in names if has_mixed_script(name)]
    return Referent(
        id=content_id("ref", report.id, members[0].start, members[0].end),
        report=report.id,
        name=_label(best, names),
        kind=_kind(members),
        names=tuple(dict.fromkeys([*names, *(one.text for one in members)])),
        signatures=tuple(sorted(signatures)),
        proper=bool(names),
        party=party,
        country=next((one.country for one in members if one.country), None),
        because=f"{why}; “{mixed[0]}” mixes look-alike letters of two scripts" if mixed else why,
    )


def _label(best: Sighting, names: Sequence[str]) -> str:
    """A body goes by its country and name, a person by the fullest name, all else as it is described."""
    if best.kind is ActorKind.GOVERNMENT and best.country and not best.body:
        return best.country
    if names and is_body(best) and best.country and best.country.lower() not in names[0].lower():
        return f"{names[0]} ({best.country})"
    return names[0] if names else best.text


def _kind(members: Sequence[Sighting]) -> ActorKind:
    """Whoever bears a title is a person, unless a body is so named; else the sort of most sightings."""
    is_body_named = any(one.name and one.body for one in members)
    if any(one.role and not one.crowd for one in members) and not is_body_named:
        return ActorKind.PERSON
    kinds = [one.kind for one in members]
    return max(sorted(set(kinds)), key=kinds.count)


def _party(members: Sequence[Sighting], words: ActorWords) -> tuple[str | None, str]:
    """Return the side the members speak for: an organisation of its own before the country it is in."""
    for one in members:
        bodies = body_words(words.language)
        speaks = (one.role != "other" or one.title in bodies.hired) and not bodies.is_past(one.text)
        if one.affiliation and speaks and (one.own_side or not one.country):
            return one.affiliation, f"“{one.text}” tells the organisation"
    for one in members:
        if one.own_side and one.name and is_body(one):
            return _short_name(one, words), f"“{one.name}” speaks for itself"
    for one in members:
        if one.country:
            return one.country, f"“{one.text}” tells the country"
    for one in members:
        if is_body(one) and one.name and one.body not in words.state:
            return one.name, f"“{one.name}” speaks for itself"
    return None, "nothing here tells the side"


def _short_name(one: Sighting, words: ActorWords) -> str:
    """Return an organisation's name without the word that says what sort it is: "Wagner Group" is Wagner."""
    kept = [word for word in one.name.split() if word.lower() not in words.organisations]
    return kept[0] if len(kept) == 1 and kept[0].isalpha() else one.name
