"""What is compared: one statement with its proposition, its people across reports, and its direction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from counterclaim.ledger import Snapshot
from counterclaim.model import Act, Actor, ActorKind, Form, Proposition, Report, Span, Statement, When
from counterclaim.relate.frames import FrameLexicon
from counterclaim.relate.participants import ENEMY
from counterclaim.relate.vectors import Vector, Vectors, embed

_NO_WORD = re.compile(r"\b(?:no|not|never|none|nobody|nothing|neither|nor|cannot)\b|n['’]t\b")
_OWN = ("our ", "my ")
_OWN_OF_PERSON = ("his ", "her ", *_OWN)
_OWN_OF_BODY = ("its ", *_OWN)


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A statement ready to be compared with others.

    `doers` and `done_to` are the sides (party, else country, else the name) of who acts and who is
    acted on; `agents` and `patients` the keys of these actors; `bodies` the names of described bodies that
    take part ("the parliament"); `units` the numbered or named units among them. `acting`, `gaining`
    and `losing` are the camps (countries, else parties) that act, that the content would please, and
    that it shows to be beaten or at fault: to suffer harm outside a contest is neither. `names` are
    the words that name those who take part.
    """

    statement: Statement
    report: Report
    proposition: Proposition
    vector: Vector
    speaker: Actor | None
    agents: frozenset[str]
    patients: frozenset[str]
    doers: frozenset[str]
    done_to: frozenset[str]
    bodies: frozenset[str]
    units: frozenset[str]
    acting: frozenset[str]
    gaining: frozenset[str]
    losing: frozenset[str]
    names: frozenset[str]
    beside: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """Return the id of the proposition: the statement's, for the whole of its content."""
        return self.proposition.id

    @property
    def spans(self) -> tuple[Span, ...]:
        """Return the words that tell it: the whole content, or a part of it."""
        return self.proposition.spans or self.statement.content

    @property
    def who(self) -> frozenset[str]:
        """Return who or what acts: actors, their sides, and the head word."""
        return self.agents | self.doers | _word(self.proposition.subject)

    @property
    def what(self) -> frozenset[str]:
        """Return to whom or what it is done: actors, their sides, and the head word.

        Where nobody does it, it is done to what is told of: "the talks began", "they began the talks".
        """
        done_to = self.patients | self.done_to | _word(self.proposition.object)
        return done_to or (frozenset() if self.agents else _word(self.proposition.subject))

    @property
    def frame(self) -> str:
        """Return the frame of the content."""
        return self.proposition.frame

    @property
    def frames(self) -> frozenset[str]:
        """Return the frame and the others told in the same content, less those that its other parts tell."""
        return frozenset({self.proposition.frame, *self.proposition.also} - self.beside)

    @property
    def when(self) -> When | None:
        """Return when the thing told of happened, as far as that is known."""
        return self.statement.about or self.proposition.when

    @property
    def says_no(self) -> bool:
        """Say whether a content has a word of denial anywhere: "it was the wind, and not the brakes"."""
        text = " ".join(self.report.quote(span) for span in self.spans).lower()
        return _NO_WORD.search(text) is not None

    @property
    def affirms(self) -> bool:
        """Say whether the speaker holds that the positive content is so."""
        return self.proposition.positive != self.statement.denied


def items(
    snapshot: Snapshot, actor_of: Mapping[str, Actor], vectors: Vectors, lexicon: FrameLexicon
) -> tuple[tuple[Item, ...], Hostilities]:
    """Return every content that says something, ready to be compared, and who is hostile to whom.

    Items are sorted by id. The outlet's own notes on silence and verification say nothing of their
    own and are left out; so are questions.
    """
    statements: dict[str, list[Statement]] = {}
    for one in snapshot.told():
        statements.setdefault(one.report, []).append(one)
    parts: dict[str, list[Proposition]] = {}
    for told in snapshot.propositions.values():
        parts.setdefault(told.statement, []).append(told)
    telling = [
        Telling.of(
            snapshot.reports[report], said, [two for one in said for two in parts.get(one.id, ())], lexicon
        )
        for report, said in statements.items()
    ]
    hostile = Hostilities.of(
        pair for one in telling for pair in hostile_pairs(one.propositions, actor_of, lexicon)
    )
    found = (item for one in telling for item in items_of(one, actor_of, hostile, vectors, lexicon))
    return tuple(sorted(found, key=lambda item: item.id)), hostile


@dataclass(frozen=True, slots=True)
class Telling:
    """What one report tells: its statements by id, and the propositions that say something, by id."""

    report: Report
    statements: Mapping[str, Statement]
    propositions: tuple[Proposition, ...]

    @classmethod
    def of(
        cls,
        report: Report,
        statements: Iterable[Statement],
        propositions: Iterable[Proposition],
        lexicon: FrameLexicon,
    ) -> Telling:
        """Return what of a report's statements and propositions is compared with others."""
        told = {
            one.id: one
            for one in statements
            if one.is_told and one.form is not Form.NARRATOR and not _is_asked(one, report, lexicon)
        }
        saying = (one for one in propositions if one.statement in told and one.words)
        return cls(report, told, tuple(sorted(saying, key=lambda one: one.id)))


def items_of(
    telling: Telling,
    actor_of: Mapping[str, Actor],
    hostile: Hostilities,
    vectors: Vectors,
    lexicon: FrameLexicon,
) -> Iterator[Item]:
    """Yield the contents of one report, ready to be compared, sorted by id."""
    beside: dict[str, set[str]] = {}
    for one in telling.propositions:
        if one.part:
            beside.setdefault(one.statement, set()).add(one.frame)
    for one in telling.propositions:
        statement = telling.statements[one.statement]
        speaker = actor_of.get(statement.speaker or "")
        people = People(actor_of, speaker, hostile.enemy(camp(speaker)) if speaker else "")
        contest = lexicon.get(one.frame).hostile
        item = _item(statement, one, telling.report, people, vectors, contest=contest)
        elsewhere = frozenset() if one.part else frozenset(beside.get(one.statement, ())) - {one.frame}
        yield replace(item, beside=elsewhere)


def _is_asked(statement: Statement, report: Report, lexicon: FrameLexicon) -> bool:
    """A question tells nothing: "asked whether the dam was safe", “Where is the evidence?”."""
    first, last = statement.content[0], statement.content[-1]
    if (
        statement.form is Form.INDIRECT and report.text[last.end : last.end + 1] == "?"
    ):  # "Did she say that ...?"
        return True
    if statement.act is not Act.ASK:
        return False
    opening = report.quote(first).split(maxsplit=1)[0].lower()
    return opening in lexicon.asking or "?" in report.text[last.end - 1 : last.end + 1]


def _item(  # noqa: PLR0913  a statement with all that is known about it
    statement: Statement,
    told: Proposition,
    report: Report,
    people: People,
    vectors: Vectors,
    *,
    contest: bool,
) -> Item:
    beaten = told.losers if contest else [one for one in told.losers if one in told.agents]
    taking_part = people.known((*told.agents, *told.patients))
    return Item(
        statement=statement,
        report=report,
        proposition=told,
        vector=embed(told.words, vectors),
        speaker=people.speaker,
        agents=frozenset(one.key for one in people.known(told.agents)),
        patients=frozenset(one.key for one in people.known(told.patients)),
        doers=people.sides(told.agents),
        done_to=people.sides(told.patients),
        bodies=frozenset(one.name.lower() for one in taking_part if _is_body(one)),
        units=frozenset(one.key for one in taking_part if one.kind is ActorKind.UNIT and one.proper),
        acting=people.camps(told.agents),
        gaining=people.camps(told.gainers),
        losing=people.camps(beaten),
        names=frozenset(word for one in taking_part for word in words_of_names(one.names)),
    )


def words_of_names(names: Iterable[str]) -> frozenset[str]:
    """Return the words of names in small letters, figures left out: "931 soldiers" are called soldiers."""
    words = (word.lower() for name in names for word in name.split())
    return frozenset(word for word in words if not any(letter.isdigit() for letter in word))


def _word(word: str) -> frozenset[str]:
    return frozenset({word}) if word else frozenset()


def _is_body(actor: Actor) -> bool:
    """A described body is the only one of its sort in a story: "the parliament", but not "some troops"."""
    return not actor.proper and actor.kind not in {ActorKind.PERSON, ActorKind.GROUP} and actor.name != ENEMY


# -- Sides and camps -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hostilities:
    """Which camps are hostile to each: somebody tells that one attacks, repels or defeats the other."""

    against: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, pairs: Iterable[frozenset[str]]) -> Hostilities:
        """Return the hostilities between the camps of each pair."""
        found: dict[str, set[str]] = {}
        for pair in pairs:
            for one in pair:
                found.setdefault(one, set()).update(pair - {one})
        return cls({one: frozenset(others) for one, others in found.items()})

    def to(self, camp: str) -> frozenset[str]:
        """Return the camps that are hostile to one."""
        return self.against.get(camp, frozenset())

    def enemy(self, camp: str) -> str:
        """Return the only camp hostile to one; nothing where there is none, or several."""
        others = self.to(camp)
        return next(iter(others)) if len(others) == 1 else ""


@dataclass(frozen=True, slots=True)
class People:
    """Who the referents of one statement are, as its speaker means them."""

    actor_of: Mapping[str, Actor]
    speaker: Actor | None = None
    enemy: str = ""

    def known(self, referents: Iterable[str]) -> tuple[Actor, ...]:
        """Return the actors of `referents`, as far as they are known."""
        return tuple(self.actor_of[one] for one in referents if one in self.actor_of)

    def sides(self, referents: Sequence[str]) -> frozenset[str]:
        """Return for whom `referents` stand: a party, a country or a name; nobody for "some troops"."""
        return self._enemy(referents) | {found for one in self._meant(referents) if (found := side(one))}

    def camps(self, referents: Sequence[str]) -> frozenset[str]:
        """Return on whose side of a quarrel `referents` stand: a country holds all parties in it."""
        return self._enemy(referents) | {found for one in self._meant(referents) if (found := camp(one))}

    def _meant(self, referents: Sequence[str]) -> Iterator[Actor]:
        """Yield the actors meant: "his group", of whom nothing else is known, is the speaker's."""
        for one in self.known(referents):
            yield self.speaker if self.speaker is not None and self._is_own(one, self.speaker) else one

    def _is_own(self, one: Actor, speaker: Actor) -> bool:
        whose = _OWN_OF_PERSON if speaker.kind is ActorKind.PERSON else _OWN_OF_BODY
        return bool(speaker.party or speaker.country) and one.name.lower().startswith(whose) and not side(one)

    def _enemy(self, referents: Sequence[str]) -> frozenset[str]:
        is_meant = any(one.name == ENEMY for one in self.known(referents))
        return frozenset({self.enemy}) if self.enemy and is_meant else frozenset()


def side(actor: Actor) -> str:
    """Return for whom an actor stands: a party, else a country, else itself, if it has a name."""
    return actor.party or actor.country or (actor.name if actor.proper else "")


def camp(actor: Actor) -> str:
    """Return on whose side of a quarrel an actor stands: as ruled, else its country, its party, or itself."""
    return actor.camp or actor.country or actor.party or (actor.name if actor.proper else "")


def hostile_pairs(
    told: Iterable[Proposition], actor_of: Mapping[str, Actor], lexicon: FrameLexicon
) -> Iterator[frozenset[str]]:
    """Yield the pairs of camps of whom somebody tells that one attacks, repels or defeats the other."""
    people = People(actor_of)
    for one in told:
        if lexicon.get(one.frame).hostile:
            for doer in people.camps(one.agents):
                yield from (frozenset({doer, other}) for other in people.camps(one.patients) if doer != other)
