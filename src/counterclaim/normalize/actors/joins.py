"""The rules by which sightings of one report are joined: one rule, one function."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.model import ActorKind, Statement
from counterclaim.normalize.actors.body_joins import join_bodies_by_sort
from counterclaim.normalize.actors.groups import Groups
from counterclaim.normalize.actors.lexicon import ActorWords
from counterclaim.normalize.actors.sighting import Sighting
from counterclaim.normalize.actors.signatures import body_signatures, fuller_units, is_body, is_club
from counterclaim.normalize.actors.spellings import Spelling, joined_spellings, spelling_key
from counterclaim.normalize.names import name_key
from counterclaim.parse.document import Document, Token

_OF_THE_SIDE = frozenset({"its", "his", "her", "their", "our", "my"})
_OF_MANY = frozenset({"their", "our"})
_PLURAL = frozenset({"NNS", "NNPS"})


def join_all(groups: Groups, document: Document, statements: Sequence[Statement], words: ActorWords) -> None:
    """Apply every rule, the surest first."""
    join_names(groups, words)
    join_appositions(groups, document)
    join_names_behind(groups, document)
    join_bodies(groups, words)
    join_descriptions(groups, document, words)
    join_leaders(groups, words)
    join_parties_in_court(groups, document, words)
    join_bare_bodies(groups, document)
    join_bodies_by_sort(groups, document)
    join_owned(groups, document, statements)


# -- Names -----------------------------------------------------------------------------------------


def join_names(groups: Groups, words: ActorWords) -> None:
    """One name is one actor; a short or misspelt one joins the only name that it fits."""
    first_with: dict[tuple[object, ...], Sighting] = {}
    for one in groups.named:
        if one.name and not one.crowd:
            known = first_with.setdefault(spelling_key(_spelling(one, words)), one)
            if known is not one:
                groups.join(known, one, f"“{one.text}” repeats the name “{known.name}”")
    first = {_spelling(one, words): one for one in first_with.values()}
    for left, right, because in joined_spellings(first):
        groups.join(first[right], first[left], because)


def _spelling(one: Sighting, words: ActorWords) -> Spelling:
    body = is_body(one) and not is_club(one.name, words)
    return Spelling(one.name, body, one.country if body else "")


# -- Phrases ---------------------------------------------------------------------------------------


def join_appositions(groups: Groups, document: Document) -> None:
    """A phrase in apposition explains the one before it: "Ann Lee, head of the union".

    A person explains no body, but who is told by it: "an analyst at Crane Capital, Ivo Strand".
    """
    by_head = {one.head: one for one in groups.named}
    for one in groups.named:
        explained = by_head.get(one.apposition) if one.apposition is not None else None
        if explained is not None and is_body(explained) and one.name and one.kind is ActorKind.PERSON:
            preposition = document.tokens[document.tokens[explained.head].head]
            explained = by_head.get(preposition.head) if preposition.dep == "prep" else None
        if explained is None or (one.name and explained.name) or is_body(one) != is_body(explained):
            continue
        groups.join(explained, one, f"“{one.text}” stands in apposition to “{explained.text}”")


def join_names_behind(groups: Groups, document: Document) -> None:
    """A name between commas behind "according to the operator" is its name, whatever the parser says."""
    by_start = {one.start: one for one in groups.named if one.name and is_body(one)}
    for one in groups.named:
        at = one.head
        before = [token.lower for token in document.tokens[max(at - 6, 0) : at]]
        definite = one.sort and not one.name and "the" in before
        named = by_start.get(document.tokens[at + 2].start) if at + 2 < len(document.tokens) else None
        if definite and named is not None and "according" in before and document.tokens[at + 1].text == ",":
            closed = document.tokens[min(named.head + 1, len(document.tokens) - 1)].text == ","
            if closed and (not named.sort or named.sort == one.sort):
                groups.join(one, named, f"“{named.text}” is told as the name of “{one.text}”")


def join_bodies(groups: Groups, words: ActorWords) -> None:
    """Bodies of the same country, sort and words are one: "the Russian army", "Russia's military"."""
    first_with: dict[str, Sighting] = {}
    for one in groups.named:
        for signature in body_signatures(one, words):
            known = first_with.setdefault(signature, one)
            if known is not one:
                groups.join(known, one, f"“{one.text}” and “{known.text}” name the same body")
    for bare, fuller in sorted(fuller_units(first_with).items()):
        one, known = first_with[bare], first_with[fuller]
        groups.join(known, one, f"“{one.text}” fits only “{known.text}”")


def join_descriptions(groups: Groups, document: Document, words: ActorWords) -> None:
    """A description joins the only named person who bears that role: "the Ukrainian president".

    Whoever bears the very same title comes before those whose title is of the same class.
    """
    with_role: dict[str, list[Sighting]] = {}
    for one in groups.named:
        if one.role:
            with_role.setdefault(one.role, []).append(one)
    for one in groups.named:
        if one.name or not one.role or one.crowd or one.another or groups.is_named(one):
            continue
        fitting = [
            other
            for other in with_role[one.role]
            if groups.is_named(other)
            and not other.another
            and _may_bear(one, other)
            and is_same_office(one, other, words)
            and not _have_other_owners(one, other, document)
        ]
        if _is_new(one, document):
            fitting = [other for other in fitting if other.start > one.start]
        _join_only(groups, one, [other for other in fitting if other.title == one.title] or fitting)


def _is_new(one: Sighting, document: Document) -> bool:
    """Say whether somebody is told of as for the first time: "a police chief" is not the one named before."""
    return any(child.lower in {"a", "an"} for child in document.of(one.head, "det"))


def _join_only(groups: Groups, one: Sighting, fitting: Sequence[Sighting]) -> None:
    bearers = {groups.group_of(other): other for other in fitting}
    if len(bearers) == 1:
        bearer = next(iter(bearers.values()))
        groups.join(bearer, one, f"“{one.text}” fits only “{bearer.text}” here")


def join_leaders(groups: Groups, words: ActorWords) -> None:
    """The leader of a country is its only president or premier who is named: "the Norwegian leader"."""
    leading = [
        one for one in groups.named if one.role in words.leaders and one.country and groups.is_named(one)
    ]
    for one in groups.named:
        told_apart = one.name or one.rest or one.lesser or one.another
        is_leader = one.title == "leader" and one.country and not told_apart
        if is_leader and not groups.is_named(one):
            _join_only(
                groups, one, [other for other in leading if other.country == one.country and not other.lesser]
            )


def join_parties_in_court(groups: Groups, document: Document, words: ActorWords) -> None:
    """The defendant is the only one named who is sued or sentenced, the plaintiff who sues."""
    found: dict[str, list[Sighting]] = {}
    for one in groups.named:
        title = _part_in_court(document.tokens[one.head], document, words)
        if title and groups.is_named(one):
            found.setdefault(title, []).append(one)
    for one in groups.named:
        if one.title in found and not groups.is_named(one) and not (one.crowd or one.another):
            _join_only(groups, one, found[one.title])


def _part_in_court(token: Token, document: Document, words: ActorWords) -> str:
    """Return as which party in court a verb tells of a word, or nothing."""
    verb = document.tokens[token.head].lemma
    if token.dep == "nsubj":
        return words.does_in_court.get(verb, "")
    return words.suffers_in_court.get(verb, "") if token.dep in {"dobj", "nsubjpass"} else ""


def is_same_office(one: Sighting, other: Sighting, words: ActorWords) -> bool:
    """Say whether two titles of a class can be one: "boss" and "chairman", not "chairman" and "founder"."""
    return one.title == other.title or bool({one.title, other.title} & words.generic)


def _may_bear(description: Sighting, other: Sighting) -> bool:
    """Nothing told of whose the role is speaks against it."""
    apart, others = _telling(description), _telling(other)
    return (
        _agree(description.country, other.country)
        and _agree(name_key(description.affiliation), name_key(other.affiliation))
        and description.lesser == other.lesser
        and (
            not apart
            or not others
            or apart <= others | _words(other)
            or others <= apart | _words(description)
        )
    )


def _have_other_owners(one: Sighting, other: Sighting, document: Document) -> bool:
    """Say whether two roles are with two: "the families' lawyer" is not "its lawyer", nor the firm's."""
    owner, theirs = _possessor(one, document), _possessor(other, document)
    if owner is None or theirs is None or owner.lower in _OF_THE_SIDE or owner.pos == "PROPN":
        return False
    if theirs.lower in _OF_THE_SIDE:
        return (theirs.lower in _OF_MANY) != (owner.tag in _PLURAL)
    return owner.lemma != theirs.lemma and theirs.pos != "PROPN"


def _possessor(one: Sighting, document: Document) -> Token | None:
    return document.first_of(one.head, "poss")


def _telling(one: Sighting) -> set[str]:
    """Return the words that tell one bearer of a role from another: "plant" boss, head of the "Welders"."""
    return {*one.rest, *one.affiliation.lower().split()}


def _words(one: Sighting) -> set[str]:
    return set(one.text.lower().split())


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
