"""Whom all reports speak of together: the referents of each joined into actors.

Names are compared only where their words are alike (see `spellings`); a bare surname is never joined
where two people could be meant, nor a body where two countries could be.

    nodes              referents that nothing can part
    spellings          names that are of one bearer
    groups_of_nodes    what names, signatures and roles join
    stories, nameless  bodies without a name in reports of one story, and of one voice
    gathering          what people rule on names
    parties            for whom each actor speaks
    actor              what an actor is called, and its key

What each rule looked at is kept (see `cells`), so that new reports and rulings cost what they concern.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from counterclaim.blocking import Keys, Looked, MemoryKeys
from counterclaim.cells import MEMBERS, Cells, Rule, Step
from counterclaim.ledger import encode, fetch
from counterclaim.model import Actor, ActorKind, Decision, Identity, Referent, content_id
from counterclaim.normalize.actors.actor import KEY, MARK, SLUG, Keyring
from counterclaim.normalize.actors.gathering import ACTOR, RULED, RULING, Gathering
from counterclaim.normalize.actors.groups_of_nodes import BORNE, COPY, Known, group_stages
from counterclaim.normalize.actors.nameless import BEARS_WORDS, Nameless
from counterclaim.normalize.actors.nodes import (
    ASKED,
    BORN,
    CALLED,
    DESCRIBING,
    FIRST_PRINT,
    MANY,
    NODE,
    TELLS,
    UNNAMED,
    is_alone,
    take_in_referents,
    within,
)
from counterclaim.normalize.actors.parties import BARE, LABELS, ROOT, SIDES_NAME, SORT_OF, Parties
from counterclaim.normalize.actors.rulings import Rulings, names_sided, rulings_of, sided, wider_parties
from counterclaim.normalize.actors.spellings import spelling_stages
from counterclaim.normalize.actors.stories import Stories
from counterclaim.normalize.names import plain_name

TOLD = "told"
"""Of each actor marks of what is told of it, and the parties and names by which a ruling may meet it."""

_LIMITS: Mapping[str, int] = {
    NODE: ASKED, RULED: ASKED, COPY: MANY + 1, ACTOR: MANY + 1, TELLS: MANY + 1, DESCRIBING: MANY + 1,
    BORNE: 2, UNNAMED: 2, BEARS_WORDS: 2, SORT_OF: 2, SLUG: 1, MARK: 1,
    ROOT: MANY, LABELS: MANY + 1, SIDES_NAME: MANY,
}  # fmt: skip
"""How much of a bucket is looked at: to know that there is one, or that there are many, is enough."""

_PARTY, _CAMP, _AS_TOLD = "party", "camp", "as told "

_ROOM, _OF_REPORT = "actors", "referents"
"""The part of the index that all this is kept in, and the space of referents by report."""


@dataclass(frozen=True)
class Linked:
    """What became of actors: those told anew, who is who now, the keys of those gone, and all by referent.

    `moved` are the referents whose actor is another, or told otherwise.
    """

    actors: tuple[Actor, ...]
    identities: tuple[Identity, ...]
    gone: frozenset[str]
    moved: frozenset[str]
    actor_of: Mapping[str, Actor]


def link(
    referents: Iterable[Referent],
    decisions: Iterable[Decision] = (),
    first_prints: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Actor, ...]:
    """Return the actors that `referents`, from any number of reports, come to.

    Of reports that are copies `first_prints` tells the first that prints the text.

    The result depends on the set of referents and of decisions alone, not on their order. Referents
    with one name (and, for bodies, one country) are joined before all others, so that no further
    report parts them; what a person decided on names and sides outweighs all that was inferred.
    """
    known = {one.id: one for one in referents}
    linking = _Linking(known, MemoryKeys(), rulings_of(decisions))
    linking.take_in(known.values(), first_prints)
    return linking.whole()


def keep_referents(index: Keys, new: Iterable[Referent]) -> None:
    """Take note of the referents of new reports, which are to be linked with the others yet."""
    index.put(_OF_REPORT, {one.id: [one.report] for one in new})


def referents_of(index: Keys, report: str) -> tuple[str, ...]:
    """Return the referents of a report, by id."""
    return index.members(_OF_REPORT, report)


def link_anew(  # noqa: PLR0913, PLR0917 - what was before, what is new, and where it is kept
    referents: Mapping[str, Referent],
    actors: Mapping[str, Actor],
    index: Keys,
    reports: Iterable[str],
    first_prints: Mapping[str, str],
    decisions: Iterable[Decision],
) -> Linked:
    """Return what is otherwise by new reports and decisions.

    Args:
        referents: those of all reports; those concerned are looked up.
        actors: as they were before; those that stay are looked up.
        index: what is known of the reports before; it is brought up to date.
        reports: those that are new.
        first_prints: of reports that are copies now the first that prints the text; "" for those that are
            none any more.
        decisions: those in force.
    """
    linking = _Linking(referents, index, rulings_of(decisions))
    new = [referents[one] for report in reports for one in referents_of(index, report)]
    linking.take_in(new, first_prints)
    return linking.linked(actors)


class _Linking:
    """All stages together."""

    def __init__(self, referents: Mapping[str, Referent], index: Keys, rulings: Rulings) -> None:
        self._cells = Cells(index, _ROOM, _LIMITS)
        self._rulings = rulings
        self._known = known = Known(self._cells, referents)
        stories = Stories(known)
        nameless = Nameless(known, stories)
        self._gathering = Gathering(known, nameless, rulings)
        self._parties = Parties(self._gathering, stories)
        self._told: dict[str, Actor] = {}
        self._cells.follow((
            *spelling_stages(self._cells),
            *group_stages(known),
            *stories.stages(),
            *nameless.stages(),
            *self._gathering.stages(),
            *self._parties.stages(),
            *Keyring(self._cells, self._name).stages((BARE, MEMBERS)),
            Step(f"{TOLD} anew", ((RULING, MEMBERS),), self._rule_anew),
            Rule(TOLD, ((BARE, MEMBERS),), self._tell),
        ))  # fmt: skip

    def take_in(self, new: Collection[Referent], first_prints: Mapping[str, str]) -> None:
        """Take in new referents, which reports are copies, and the rulings that are in force."""
        self._gathering.put_rulings(self._rulings)
        self._cells.put(FIRST_PRINT, {one: [first] if first else [] for one, first in first_prints.items()})
        take_in_referents(self._cells, new)
        self._gathering.take_in(new)
        self._cells.settle()

    def whole(self) -> tuple[Actor, ...]:
        """Return all actors that were told, each with all its referents."""
        every = ((one, self._gathering.every_referent(name)) for name, one in self._told.items())
        found = (replace(one, referents=tuple(sorted(referents))) for one, referents in every)
        return tuple(sorted(found, key=lambda one: one.key))

    def linked(self, before: Mapping[str, Actor]) -> Linked:
        """Return what became of actors."""
        keys = self._cells.turned(KEY).values()
        by_key = {actor.key: actor for actor in self._told.values()}

        def actor_of(referent: str) -> Actor | None:
            key = self._key_of(referent)
            return by_key.get(key) or before.get(key)

        return Linked(
            tuple(sorted(self._told.values(), key=lambda one: one.key)),
            tuple(Identity(one, self._key_of(one)) for one in sorted({*self._others()})),
            frozenset(one for old in keys for one in old if not self._cells.index.members(KEY, one, 1)),
            frozenset(self._moved()),
            Looked(actor_of, lambda referents: self._fetch(referents, before)),
        )

    def _fetch(self, referents: Collection[str], actors: Mapping[str, Actor]) -> None:
        """Read at once what tells who some referents are."""
        index = self._cells.index
        index.fetch(NODE, referents)
        known = [one for one in referents if index.keys(NODE, one)]
        index.fetch(BORN, {node for one in known for node in index.keys(NODE, one)})
        if self._rulings.names:
            index.fetch(RULED, known)
        index.fetch(ACTOR, map(self._known.unit_of, known))
        index.fetch(KEY, map(self._gathering.unruled_actor_of, known))
        fetch(actors, {self._key_of(one) for one in known})

    def _key_of(self, referent: str) -> str:
        if not self._cells.index.keys(NODE, referent):
            return ""
        whose = self._gathering.actor_of if self._rulings.names else self._gathering.unruled_actor_of
        return self._cells.the(KEY, whose(referent))

    def _others(self) -> Iterator[str]:
        """Yield the referents whose actor is another one, and those that are new."""
        cells = self._cells
        yield from cells.turned(NODE)
        yield from cells.turned(RULED)
        for unit in cells.turned(ACTOR):
            yield from [unit] if is_alone(unit) else cells.index.members(NODE, unit)
        for actor in cells.turned(KEY):
            yield from self._gathering.every_referent(actor)

    def _moved(self) -> Iterator[str]:
        """Yield the referents whose actor is another one, or told otherwise."""
        yield from self._others()
        for actor, old in self._cells.turned(TOLD).items():
            if _mark(old) != _mark(self._cells.index.keys(TOLD, actor)):
                yield from self._gathering.every_referent(actor)

    # -- Telling ---------------------------------------------------------------------------------------

    def _name(self, actor: str) -> str:
        return self._parties.bare(actor).name if self._cells.of(BARE, actor) else ""

    def _tell(self, actor: str) -> Iterator[str]:
        """Yield marks of what is told of an actor: all of it, and what claims are worked out from."""
        self._told.pop(actor, None)
        if not self._cells.of(BARE, actor):
            return
        inferred = self._parties.with_party(actor)
        names = {*names_sided(self._parties.members(actor), inferred), *self._called(actor)}
        found = replace(sided(inferred, names, self._rulings), key=self._cells.the(KEY, actor), referents=())
        self._told[actor] = found
        yield f"{_AS_TOLD}{content_id('told', encode(_told_of(found)))}"
        yield content_id("whole", encode(found))
        wider = {one.to for one in wider_parties(found.party, self._rulings)}
        met = {inferred.party, found.party, self._gathering.called(actor), *wider}
        yield from (within(_PARTY, plain_name(name)) for name in met if name)

    def _called(self, actor: str) -> Iterator[str]:
        """Yield the names on whose side is ruled by which some report calls an actor."""
        for name in self._rulings.parties:
            if self._gathering.is_called(actor, name):
                yield name

    def _rule_anew(self, names: Sequence[str]) -> None:
        """Have those told anew on whose names or parties is ruled otherwise."""
        cells = self._cells
        for told in names:
            sort, _, name = told.partition(" ")
            if sort in {_PARTY, _CAMP}:
                cells.disturb(TOLD, cells.index.members(TOLD, within(_PARTY, name)))
            if sort == _PARTY:
                called = cells.index.members(CALLED, name)
                cells.disturb(TOLD, {self._gathering.actor_of(one) for one in called})


def _mark(told: Iterable[str]) -> list[str]:
    return [one for one in told if one.startswith(_AS_TOLD)]


def _told_of(actor: Actor) -> Actor:
    """Return what claims are worked out from: not whose mentions were joined, nor why.

    Of names it is the words, and whether a person's is that of a spokesman: one within a longer one ("Bell"
    beside "Anna Bell") adds nothing, nor does a figure ("931 soldiers") that is nobody's name.
    """
    names = actor.names if actor.kind is ActorKind.PERSON else map(_without_figures, actor.names)
    return replace(actor, names=_longest(names), referents=(), because="", party_because="")


def _without_figures(name: str) -> str:
    return " ".join(word for word in name.split() if not any(letter.isdigit() for letter in word))


def _longest(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names, in small letters, that do not stand within another one."""
    bounded = sorted({f" {' '.join(name.lower().split())} " for name in names})
    return tuple(one.strip() for one in bounded if not any(one in other for other in bounded if one != other))
