"""The cast of one report: its sightings gathered into referents, and its statements given speakers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from counterclaim.gazetteer import Gazetteer
from counterclaim.model import (
    ActorKind,
    ActorRef,
    Link,
    Mention,
    Place,
    Referent,
    Report,
    Span,
    Statement,
    content_id,
)
from counterclaim.normalize.actors.lexicon import actor_words
from counterclaim.normalize.actors.sightings import Sighting, sightings
from counterclaim.normalize.names import compare, name_key
from counterclaim.parse.document import Document

_ORDINAL = {
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
    "fourth": "4th",
    "fifth": "5th",
    "sixth": "6th",
    "seventh": "7th",
    "eighth": "8th",
    "ninth": "9th",
    "tenth": "10th",
}
_OF_THE_SIDE = frozenset({"its", "his", "her", "their", "our", "my"})


_BODIES = frozenset({ActorKind.GOVERNMENT, ActorKind.ORGANISATION, ActorKind.UNIT})


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom a report speaks of, where, and its statements with the speakers filled in."""

    referents: tuple[Referent, ...]
    mentions: tuple[Mention, ...]
    statements: tuple[Statement, ...]


def cast(
    report: Report,
    document: Document,
    statements: Sequence[Statement],
    gazetteer: Gazetteer,
    others: Sequence[Mention] = (),
) -> Cast:
    """Return the cast of one report.

    Args:
        report: the report.
        document: its analysis.
        statements: who said what, the sources still bare spans.
        gazetteer: for countries and capitals.
        others: mentions of times and places, whose words are nobody's names.
    """
    blocked = [mention.span for mention in others if not _may_act(mention, report, gazetteer)]
    found = sightings(document, actor_words(report.language), gazetteer, blocked)
    groups = _Groups(found)
    join_names(groups)
    join_appositions(groups)
    join_bodies(groups)
    join_descriptions(groups)
    join_owned(groups, document, statements)
    referents = {group: _referent(report, members) for group, members in groups.members().items()}
    speakers = _Speakers(report, document, groups, referents)
    filled = speakers.fill(statements)
    extra = sorted(speakers.unnamed.values(), key=lambda one: one.id)
    return Cast((*referents.values(), *extra), tuple(speakers.mentions()), filled)


def _may_act(mention: Mention, report: Report, gazetteer: Gazetteer) -> bool:
    """A country or its capital may stand for its government; a town, a region or a date does not."""
    if not isinstance(mention.value, Place):
        return False
    return mention.value.kind == "country" or gazetteer.capital_of(report.quote(mention.span)) is not None


# -- Groups of sightings ---------------------------------------------------------------------------


class _Groups:
    """A partition of the sightings that are no pronouns (union-find), with the reason of every join."""

    def __init__(self, found: Sequence[Sighting]) -> None:
        self.all = found
        self.named = [one for one in found if not one.pronoun]
        self.parent = list(range(len(self.named)))
        self.number = {id(one): number for number, one in enumerate(self.named)}
        self.has_name = [bool(one.name) for one in self.named]
        self.because: dict[int, list[str]] = {}

    def group_of(self, one: Sighting) -> int:
        number = self.number[id(one)]
        while self.parent[number] != number:
            self.parent[number] = self.parent[self.parent[number]]
            number = self.parent[number]
        return number

    def join(self, left: Sighting, right: Sighting, because: str) -> None:
        keep, drop = sorted((self.group_of(left), self.group_of(right)))
        if keep == drop:
            return
        self.parent[drop] = keep
        self.has_name[keep] = self.has_name[keep] or self.has_name[drop]
        self.because.setdefault(keep, []).extend([because, *self.because.pop(drop, [])])

    def members(self) -> dict[int, list[Sighting]]:
        found: dict[int, list[Sighting]] = {}
        for one in self.named:
            found.setdefault(self.group_of(one), []).append(one)
        return dict(sorted(found.items()))

    def is_named(self, one: Sighting) -> bool:
        return self.has_name[self.group_of(one)]


def join_names(groups: _Groups) -> None:
    """One name is one actor; a bare surname joins the only fuller name that ends with it."""
    named = [one for one in groups.named if one.name and not one.crowd]
    first_with: dict[tuple[str, str], Sighting] = {}
    for one in named:
        known = first_with.setdefault((name_key(one.name), one.country if _is_body(one) else ""), one)
        if known is not one:
            groups.join(known, one, f"“{one.text}” repeats the name “{known.name}”")
    distinct = list(first_with.values())
    for one in distinct:
        fuller = [other for other in distinct if other is not one and _is_short_for(one, other)]
        keys = {groups.group_of(other) for other in fuller}
        if len(keys) == 1:
            because = f"“{one.name}” is short for “{fuller[0].name}”, the only one so named here"
            groups.join(fuller[0], one, because)


def _is_short_for(short: Sighting, full: Sighting) -> bool:
    if len(short.name.split()) >= len(full.name.split()) or _is_body(short) != _is_body(full):
        return False
    kind = "Organization" if _is_body(full) else "Person"
    return compare(short.name, full.name, kind).same


def _is_body(one: Sighting) -> bool:
    return bool(one.body) or one.kind in {ActorKind.GOVERNMENT, ActorKind.ORGANISATION, ActorKind.UNIT}


def join_appositions(groups: _Groups) -> None:
    """A phrase in apposition explains the one before it: "Ann Lee, head of the union"."""
    by_head = {one.head: one for one in groups.named}
    for one in groups.named:
        explained = by_head.get(one.apposition) if one.apposition is not None else None
        if (
            explained is not None
            and not (one.name and explained.name)
            and _is_body(one) == _is_body(explained)
        ):
            groups.join(explained, one, f"“{one.text}” stands in apposition to “{explained.text}”")


def join_bodies(groups: _Groups) -> None:
    """Bodies of the same country, sort and words are one: "the Russian army", "Russia's military"."""
    first_with: dict[str, Sighting] = {}
    for one in groups.named:
        for signature in _body_signatures(one):
            known = first_with.setdefault(signature, one)
            if known is not one:
                groups.join(known, one, f"“{one.text}” and “{known.text}” name the same body")


def join_descriptions(groups: _Groups) -> None:
    """A description joins the only named person who bears that role: "the Ukrainian president"."""
    for one in groups.named:
        if one.name or not one.role or one.crowd:
            continue
        own = groups.group_of(one)
        bearers = {
            groups.group_of(other): other
            for other in groups.named
            if other.role
            and groups.group_of(other) != own
            and _may_bear(one, other)
            and groups.is_named(other)
        }
        if len(bearers) == 1 and not groups.is_named(one):
            bearer = next(iter(bearers.values()))
            groups.join(bearer, one, f"“{one.text}” fits only “{bearer.text}” here")


def _may_bear(description: Sighting, other: Sighting) -> bool:
    """Same class of role, and nothing told of whose it is that speaks against it."""
    return (
        description.role == other.role
        and _agree(description.country, other.country)
        and _agree(name_key(description.affiliation), name_key(other.affiliation))
        and _agree(" ".join(description.rest), " ".join(other.rest))
    )


def _agree(left: str, right: str) -> bool:
    return not left or not right or left == right


def join_owned(groups: _Groups, document: Document, statements: Sequence[Statement]) -> None:
    """A body with a possessive is its owner's: "the general said his troops", "Ukraine said its forces"."""
    for one in groups.named:
        if not one.body or one.country or one.name:
            continue
        owner = _owner(one, groups, document, statements)
        country = _country_of(owner, groups) if owner else ""
        same = (other for other in groups.named if other.body == one.body and other.country == country)
        body = (
            next((other for other in same if not other.rest and not other.crowd), None) if country else None
        )
        if owner is not None and body is not None:
            groups.join(body, one, f"“{one.text}” is taken for that of {owner.text}")


def _owner(
    one: Sighting, groups: _Groups, document: Document, statements: Sequence[Statement]
) -> Sighting | None:
    """Return whose body it is: the speaker's, inside what he says; else the last one named before it."""
    if not any(child.lower in _OF_THE_SIDE for child in document.of(one.head, "poss")):
        return None
    told = [
        s
        for s in statements
        if s.source and any(c.start <= one.start and one.end <= c.end for c in s.content)
    ]
    inner_first = sorted(told, key=lambda s: (s.denied, -s.level))
    sources = [s.source for s in inner_first if s.source]
    speaking = [n for span in sources for n in groups.named if span.start <= n.start and n.end <= span.end]
    before = [n for n in groups.named if n.end <= one.start and (n.name or n.country)]
    return next(iter(speaking), None) or (before[-1] if before else None)


def _affiliation_of(one: Sighting, groups: _Groups) -> frozenset[str]:
    group = groups.group_of(one)
    theirs = (n.affiliation for n in groups.named if groups.group_of(n) == group)
    return frozenset(word.lower() for affiliation in theirs for word in affiliation.split())


def _country_of(one: Sighting, groups: _Groups) -> str:
    group = groups.group_of(one)
    return next((n.country for n in groups.named if n.country and groups.group_of(n) == group), "")


# -- Referents -------------------------------------------------------------------------------------


def _referent(report: Report, members: Sequence[Sighting]) -> Referent:
    proper = {one.name for one in members if one.name and not one.crowd}
    names = sorted(proper, key=lambda name: (-len(name.split()), -len(name), name))
    best = min(members, key=lambda one: (not one.name, -len(one.name.split()), one.start))
    party, why = _party(members)
    return Referent(
        id=content_id("ref", report.id, members[0].start, members[0].end),
        report=report.id,
        name=_label(best, names),
        kind=_kind(members),
        names=tuple(dict.fromkeys([*names, *(one.text for one in members)])),
        signatures=tuple(
            sorted({s for one in members for s in (*_body_signatures(one), *_role_signatures(one))})
        ),
        proper=bool(names),
        party=party,
        country=next((one.country for one in members if one.country), None),
        because=why,
    )


def _label(best: Sighting, names: Sequence[str]) -> str:
    """A body goes by its country and name, a person by the fullest name, all else as it is described."""
    if best.kind is ActorKind.GOVERNMENT and best.country and not best.body:
        return best.country
    if names and _is_body(best) and best.country and best.country.lower() not in names[0].lower():
        return f"{names[0]} ({best.country})"
    return names[0] if names else best.text


def _kind(members: Sequence[Sighting]) -> ActorKind:
    if any(one.role and not one.crowd for one in members):
        return ActorKind.PERSON
    kinds = [one.kind for one in members]
    return max(sorted(set(kinds)), key=kinds.count)


def _party(members: Sequence[Sighting]) -> tuple[str | None, str]:
    """Return the side the members speak for: an organisation of its own before the country it is in."""
    for one in members:
        if one.affiliation and (one.own_side or not one.country):
            return one.affiliation, f"“{one.text}” tells the organisation"
    for one in members:
        if one.own_side and one.name and _is_body(one):
            return short_name(one), f"“{one.name}” speaks for itself"
    for one in members:
        if one.country:
            return one.country, f"“{one.text}” tells the country"
    for one in members:
        if _is_body(one) and one.name and one.body not in actor_words("en").state:
            return one.name, f"“{one.name}” speaks for itself"
    return None, "nothing here tells the side"


def short_name(one: Sighting) -> str:
    """Return an organisation's name without the word that says what sort it is: "Wagner Group" is Wagner."""
    kept = [word for word in one.name.split() if actor_words("en").organisations.get(word.lower()) is None]
    return " ".join(kept) if len(kept) == 1 else one.name


def _body_signatures(one: Sighting) -> Iterator[str]:
    if one.kind is ActorKind.GOVERNMENT and one.country and not one.rest:
        yield f"government:{one.country}"
    elif one.body == "unit" and (
        numbers := [_ORDINAL.get(word, word) for word in one.rest if _is_number(word)]
    ):
        yield f"unit:{numbers[0]} {one.text.split()[-1].lower()}@{one.country}"
    elif one.body and not one.crowd and (one.country or one.rest):
        words = ",".join(name_key(word) for word in one.rest if word != "armed")
        yield f"{one.body}:{words}@{one.country or one.affiliation}"


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or word in _ORDINAL


def _role_signatures(one: Sighting) -> Iterator[str]:
    whose = (one.affiliation if one.own_side or not one.country else "") or one.country
    if one.role and whose and not one.crowd:
        yield f"role:{one.role}:{','.join(one.rest)}@{name_key(whose)}"


# -- Speakers --------------------------------------------------------------------------------------


class _Speakers:
    """Finds the referent behind the source of each statement."""

    def __init__(
        self, report: Report, document: Document, groups: _Groups, referents: Mapping[int, Referent]
    ) -> None:
        self.report = report
        self.document = document
        self.groups = groups
        self.referents = referents
        self.unnamed: dict[str, Referent] = {}
        self.inferred: list[Mention] = []

    def fill(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        """Return the statements with a referent in each link, in the order they came."""
        spoken: list[tuple[int, Referent]] = []
        filled: list[Statement] = []
        for statement in sorted(statements, key=lambda one: (one.source or one.content[0]).start):
            chain = tuple(self._link(link, statement, spoken) for link in statement.chain)
            filled.append(replace(statement, chain=chain))
            first = self._known(chain[0].referent) if chain else None
            if first is not None and statement.source is not None:
                spoken.append((statement.source.start, first))
        return tuple(sorted(filled, key=lambda one: (one.content[0].start, one.id)))

    def subjects(self) -> Iterator[Mention]:
        """Yield the subject pronouns of the third person that no source holds, with whom they stand for."""
        taken = {mention.span.start for mention in self.inferred}
        for one in self.groups.all:
            token = self.document.tokens[one.head]
            third_person = one.pronoun in {"thing", "person"} and one.text.lower() in {"it", "he", "she"}
            if not third_person or token.dep not in {"nsubj", "nsubjpass"} or one.start in taken:
                continue
            meant = self._nearest_in_sentence(one)
            if meant is not None:
                because = f"“{one.text}” is taken for {meant.name}, the nearest fitting in the sentence"
                yield Mention(Span(self.report.id, one.start, one.end), ActorRef(meant.id), because)

    def _nearest_in_sentence(self, pronoun: Sighting) -> Referent | None:
        number = self.document.sentence_of[pronoun.head]
        before = [n for n in self.groups.named if n.end <= pronoun.start]
        near = [n for n in before if self.document.sentence_of[n.head] == number]
        meant = [self.referents[self.groups.group_of(n)] for n in near]
        bodies = [one for one in meant if one.kind in _BODIES]
        people = [one for one in meant if one.kind is ActorKind.PERSON]
        fitting = bodies if pronoun.pronoun == "thing" else people
        return fitting[-1] if fitting else None

    def mentions(self) -> Iterator[Mention]:
        """Yield every mention of an actor, resolved pronouns too."""
        for one in self.groups.named:
            group = self.groups.group_of(one)
            reasons = self.groups.because.get(group, [])
            because = reasons[0] if reasons else f"the only mention of {self.referents[group].name} here"
            span = Span(self.report.id, one.start, one.end)
            yield Mention(span, ActorRef(self.referents[group].id), because)
        yield from self.inferred
        yield from self.subjects()

    def _known(self, referent: str | None) -> Referent | None:
        everyone = (*self.referents.values(), *self.unnamed.values())
        return next((one for one in everyone if one.id == referent), None)

    def _link(self, link: Link, statement: Statement, spoken: list[tuple[int, Referent]]) -> Link:
        inside = [s for s in self.groups.all if link.span.start <= s.start and s.end <= link.span.end]
        pronoun = next((s for s in inside if s.pronoun), None)
        named = [s for s in inside if not s.pronoun]
        if named and not (pronoun and pronoun.start == link.span.start and pronoun.end == link.span.end):
            head = min(named, key=lambda s: (self._depth(s.head), not s.name, s.start))
            referent = self.referents[self.groups.group_of(head)]
            return replace(link, referent=referent.id, because=link.because or f"named as “{head.text}”")
        if pronoun is not None:
            return self._resolve(link, pronoun, statement, spoken)
        return self._unnamed(link)

    def _depth(self, token: int) -> int:
        return sum(1 for _ in self.document.ancestors(token))

    def _resolve(
        self, link: Link, pronoun: Sighting, statement: Statement, spoken: list[tuple[int, Referent]]
    ) -> Link:
        """A pronoun stands for the last fitting speaker, else for the last fitting name before it."""
        last = self._last_speaker(pronoun, statement, spoken) or self._last_named(pronoun)
        if last is None:
            return link
        because = f"“{pronoun.text}” is taken for {last.name}, the nearest fitting before it"
        self.inferred.append(
            Mention(Span(self.report.id, pronoun.start, pronoun.end), ActorRef(last.id), because)
        )
        return replace(link, referent=last.id, because=because)

    def _last_speaker(
        self, pronoun: Sighting, statement: Statement, spoken: list[tuple[int, Referent]]
    ) -> Referent | None:
        if pronoun.text.lower() in {"i", "we", "me", "us"} and statement.parent is None:
            return None
        fitting = [r for start, r in spoken if start < pronoun.start and _fits(pronoun, r)]
        return fitting[-1] if fitting else None

    def _last_named(self, pronoun: Sighting) -> Referent | None:
        before = [one for one in self.groups.named if one.end <= pronoun.start]
        theirs = (self.referents[self.groups.group_of(one)] for one in before)
        fitting = [referent for referent in theirs if referent.proper and _fits(pronoun, referent)]
        return fitting[-1] if fitting else None

    def _unnamed(self, link: Link) -> Link:
        """A source that is no known actor ("others", "those present") is somebody all the same."""
        text = self.report.quote(link.span)
        referent = Referent(
            id=content_id("ref", self.report.id, link.span.start, link.span.end),
            report=self.report.id,
            name=text,
            kind=ActorKind.GROUP,
            names=(text,),
            because="not named",
        )
        self.unnamed[referent.id] = referent
        self.inferred.append(Mention(link.span, ActorRef(referent.id), "a source that is not named"))
        return replace(link, referent=referent.id, because="not named")


def _fits(pronoun: Sighting, referent: Referent) -> bool:
    if pronoun.pronoun == "person":
        return referent.kind is ActorKind.PERSON
    if pronoun.pronoun == "many":
        return referent.kind is not ActorKind.PERSON
    return referent.kind in {ActorKind.GOVERNMENT, ActorKind.ORGANISATION, ActorKind.UNIT, ActorKind.PERSON}
