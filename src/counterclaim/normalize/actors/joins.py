"""The rules by which sightings of one report are joined: one rule, one function."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.model import Statement
from counterclaim.normalize.actors.groups import Groups
from counterclaim.normalize.actors.lexicon import ActorWords
from counterclaim.normalize.actors.sighting import Sighting
from counterclaim.normalize.actors.signatures import body_signatures, is_body
from counterclaim.normalize.actors.spellings import Spelling, joined_spellings, spelling_key
from counterclaim.normalize.names import name_key
from counterclaim.parse.document import Document

_OF_THE_SIDE = frozenset({"its", "his", "her", "their", "our", "my"})


def join_all(groups: Groups, document: Document, statements: Sequence[Statement], words: ActorWords) -> None:
    """Apply every rule, the surest first."""
    join_names(groups)
    join_appositions(groups)
    join_bodies(groups, words)
    join_descriptions(groups)
    join_bare_bodies(groups, document)
    join_owned(groups, document, statements)


# -- Names -----------------------------------------------------------------------------------------


def join_names(groups: Groups) -> None:
    """One name is one actor; a short or misspelt one joins the only name that it fits."""
    first_with: dict[tuple[object, ...], Sighting] = {}
    for one in groups.named:
        if one.name and not one.crowd:
            known = first_with.setdefault(spelling_key(_spelling(one)), one)
            if known is not one:
                groups.join(known, one, f"“{one.text}” repeats the name “{known.name}”")
    first = {_spelling(one): one for one in first_with.values()}
    for left, right, because in joined_spellings(first):
        groups.join(first[right], first[left], because)


def _spelling(one: Sighting) -> Spelling:
    return Spelling(one.name, is_body(one), one.country if is_body(one) else "")


# -- Phrases ---------------------------------------------------------------------------------------


def join_appositions(groups: Groups) -> None:
    """A phrase in apposition explains the one before it: "Ann Lee, head of the union"."""
    by_head = {one.head: one for one in groups.named}
    for one in groups.named:
        explained = by_head.get(one.apposition) if one.apposition is not None else None
        if explained is None or (one.name and explained.name) or is_body(one) != is_body(explained):
            continue
        groups.join(explained, one, f"“{one.text}” stands in apposition to “{explained.text}”")


def join_bodies(groups: Groups, words: ActorWords) -> None:
    """Bodies of the same country, sort and words are one: "the Russian army", "Russia's military"."""
    first_with: dict[str, Sighting] = {}
    for one in groups.named:
        for signature in body_signatures(one, words):
            known = first_with.setdefault(signature, one)
            if known is not one:
                groups.join(known, one, f"“{one.text}” and “{known.text}” name the same body")


def join_descriptions(groups: Groups) -> None:
    """A description joins the only named person who bears that role: "the Ukrainian president"."""
    with_role: dict[str, list[Sighting]] = {}
    for one in groups.named:
        if one.role:
            with_role.setdefault(one.role, []).append(one)
    for one in groups.named:
        if one.name or not one.role or one.crowd or groups.is_named(one):
            continue
        bearers = {
            groups.group_of(other): other
            for other in with_role[one.role]
            if groups.is_named(other) and _may_bear(one, other)
        }
        if len(bearers) == 1:
            bearer = next(iter(bearers.values()))
            groups.join(bearer, one, f"“{one.text}” fits only “{bearer.text}” here")


def _may_bear(description: Sighting, other: Sighting) -> bool:
    """Nothing told of whose the role is speaks against it."""
    return (
        _agree(description.country, other.country)
        and _agree(name_key(description.affiliation), name_key(other.affiliation))
        and (_covers(other, description.rest) or _covers(description, other.rest))
    )


def _covers(one: Sighting, rest: Sequence[str]) -> bool:
    """Say whether its phrase holds the words that tell another apart: "union chief", "head of the union"."""
    return set(rest) <= {*one.rest, *one.text.lower().split()}


def _agree(left: str, right: str) -> bool:
    return not left or not right or left == right


def join_bare_bodies(groups: Groups, document: Document) -> None:
    """Take "the bank" for the only bank told apart before it: by a name, a country, or a word of its own."""
    told: dict[str, dict[int, Sighting]] = {}
    for one in groups.named:
        word = document.tokens[one.head]
        known = {groups.group_of(other): other for other in told.get(word.lower, {}).values()}
        only = next(iter(known.values())) if len(known) == 1 and _is_bare(one, document) else None
        if only is not None and (not one.name or one.kind is only.kind):
            groups.join(only, one, f"“the {one.text}” fits only “{only.text}” before it")
        elif one.body and not one.crowd and (one.name or one.country or one.rest):
            told.setdefault(word.lower, {}).setdefault(groups.group_of(one), one)


def _is_bare(one: Sighting, document: Document) -> bool:
    """Say whether it is an article and one word, capital or not, as for something told of before."""
    article = document.tokens[one.head - 1].lower if one.head else ""
    head = document.tokens[one.head]
    told_apart = one.country or one.rest or not one.body
    return article == "the" and one.text == head.text and head.tag in {"NN", "NNP"} and not told_apart


# -- Possessives -----------------------------------------------------------------------------------


def join_owned(groups: Groups, document: Document, statements: Sequence[Statement]) -> None:
    """A body with a possessive is its owner's: "the general said his troops", "Ukraine said its forces"."""
    plain: dict[tuple[str, str], Sighting] = {}
    for one in groups.named:
        if not one.rest and not one.crowd:
            plain.setdefault((one.body, one.country), one)
    for one in groups.named:
        if not one.body or one.country or one.name:
            continue
        owner = _owner(one, groups, document, statements)
        country = groups.country_of(owner) if owner is not None else ""
        body = plain.get((one.body, country)) if country else None
        if owner is not None and body is not None:
            groups.join(body, one, f"“{one.text}” is taken for that of {owner.text}")


def _owner(
    one: Sighting, groups: Groups, document: Document, statements: Sequence[Statement]
) -> Sighting | None:
    """Return whose body it is: the speaker's, inside what he says; else the last one named before it."""
    if not any(child.lower in _OF_THE_SIDE for child in document.of(one.head, "poss")):
        return None
    told = [s for s in statements if any(c.start <= one.start and one.end <= c.end for c in s.content)]
    inner_first = sorted(told, key=lambda statement: (statement.denied, -statement.level))
    sources = (statement.source for statement in inner_first if statement.source)
    speaking = (named for source in sources for named in groups.inside(source) if not named.pronoun)
    before = (named for named in groups.before(one.start) if named.name or named.country)
    return next(speaking, None) or next(before, None)
