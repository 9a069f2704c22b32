"""Look-ups over one snapshot, each made when it is first asked for, and the questions every view asks."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Protocol, runtime_checkable

from counterclaim.board.clocks import clock_text
from counterclaim.board.integrity import (
    faults,
    faults_of_mentions,
    faults_of_statement,
    no_claim,
    no_statement,
)
from counterclaim.board.labels import NO_PARTY, NOT_NAMED, OUTLET_ITSELF
from counterclaim.decide import overlaid, replay
from counterclaim.ledger import Snapshot, fetch
from counterclaim.model import (
    Actor,
    Bearing,
    Claim,
    Form,
    Mention,
    Place,
    Relation,
    RelationKind,
    Report,
    Standing,
    Statement,
)
from counterclaim.normalize.names import plain_name
from counterclaim.problems import IntegrityError

AGAINST = frozenset({RelationKind.CONFLICTS, RelationKind.DENIES})
"""The relations that set two claims against each other."""


@runtime_checkable
class Parted(Protocol):
    """A shelf of a snapshot that gives parts of its facts more cheaply than all of them."""

    def parts(self, *names: str) -> Iterable[tuple[str, ...]]:
        """Return every id with these parts of its fact, unchecked; see `store.shelf.Shelf.parts`."""

    def holding(self, words: str) -> Iterable[Relation]:
        """Return the facts in whose canonical JSON `words` stand; all are checked."""


def sides_taken(standings: Mapping[str, Standing]) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield claim, status and parties of each standing: enough to choose what is then read, not to show."""
    if not isinstance(standings, Parted):
        for one in standings.values():
            yield one.claim, one.status, frozenset(told.party for told in one.parties)
        return
    known: dict[str, frozenset[str]] = {}
    for claim, status, parties in standings.parts("status", "parties"):
        if parties not in known:
            known[parties] = frozenset(told["party"] for told in json.loads(parties or "[]"))
        yield claim, status, known[parties]


class Index:
    """A snapshot as people ruled it, with what is asked of it again and again.

    A snapshot may decode a fact only when it is asked for, so nothing is looked at here before
    somebody wants it, and a page of the board costs the facts of its rows. Whatever is looked up
    by `told`, `other` and `place_names` is checked before it is given.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.rulings = replay(snapshot, plain_name)
        self.snapshot = overlaid(snapshot, self.rulings)
        self._checked: dict[str, Statement] = {}
        self._places = self.rulings.place_names
        self._searched: set[str] = set()

    @cached_property
    def sides(self) -> tuple[tuple[str, str, frozenset[str]], ...]:
        """Claim, status and parties of every standing; what is shown of these is asked of the standing."""
        return tuple(sides_taken(self.snapshot.standings))

    # -- Look-ups ------------------------------------------------------------------------------

    @cached_property
    def actors(self) -> Mapping[str, Actor]:
        """The actor of every referent."""
        return self.snapshot.actor_of()

    @cached_property
    def bearings(self) -> Mapping[str, tuple[tuple[str, Bearing], ...]]:
        """The bearings of every statement, each with the id of the claim."""
        found: defaultdict[str, list[tuple[str, Bearing]]] = defaultdict(list)
        for claim_id, claim in sorted(self.snapshot.claims.items()):
            for bearing in claim.bearings:
                found[bearing.statement].append((claim_id, bearing))
        return {key: tuple(told) for key, told in found.items()}

    @cached_property
    def relations(self) -> Mapping[str, tuple[Relation, ...]]:
        """The relations of every claim, on either side of them."""
        found: defaultdict[str, list[Relation]] = defaultdict(list)
        for _, relation in sorted(self.snapshot.relations.items()):
            for side in sorted({relation.left, relation.right}):
                found[side].append(relation)
        return {key: tuple(told) for key, told in found.items()}

    @cached_property
    def rivals(self) -> Mapping[str, int]:
        """How many claims cannot be so beside each claim that has such."""
        relations = self.snapshot.relations
        word = f'"kind":"{RelationKind.CONFLICTS}"'
        told = relations.holding(word) if isinstance(relations, Parted) else relations.values()
        conflicts = (one for one in told if one.kind is RelationKind.CONFLICTS)
        return Counter(side for one in conflicts for side in {one.left, one.right})

    @cached_property
    def oppositions(self) -> tuple[Relation, ...]:
        """The relations that set two claims against each other, in the order of their ids."""
        relations, found = self.snapshot.relations, dict[str, Relation]()
        for kind in AGAINST:
            told = (
                relations.holding(f'"kind":"{kind}"') if isinstance(relations, Parted) else relations.values()
            )
            found |= {one.id: one for one in told if one.kind is kind}
        return tuple(one for _, one in sorted(found.items()))

    @cached_property
    def statements(self) -> Mapping[str, tuple[Statement, ...]]:
        """The statements of every report in which something is told as so, in the order of the text."""
        return self._of_reports(lambda statement: statement.is_told)

    @cached_property
    def attitudes(self) -> Mapping[str, tuple[Statement, ...]]:
        """The statements of every report in which nothing is told as so; no claim rests on them."""
        return self._of_reports(lambda statement: not statement.is_told)

    def _of_reports(self, wanted: Callable[[Statement], bool]) -> Mapping[str, tuple[Statement, ...]]:
        found: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in sorted(filter(wanted, self.snapshot.statements.values()), key=text_order):
            found[statement.report].append(statement)
        return {key: tuple(told) for key, told in found.items()}

    def prepare(self, claims: Iterable[Claim]) -> None:
        """Read at once what is told of `claims`, where, and by whom, if the snapshot can do so."""
        keys = {bearing.statement for claim in claims for bearing in claim.bearings}
        statements = self.snapshot.statements
        fetch(statements, keys)
        told = [one for key in keys if (one := statements.get(key)) is not None]
        fetch(self.snapshot.reports, {one.report for one in told})
        identities = self.snapshot.identities
        speakers = {one.speaker for one in told if one.speaker is not None}
        fetch(identities, speakers)
        known = (identities.get(one) for one in speakers)
        fetch(self.snapshot.actors, {one.actor for one in known if one is not None})

    # -- Checked facts -------------------------------------------------------------------------

    def stored(self, claim: Claim, bearing: Bearing) -> Statement:
        """Return the statement that bears on a claim, whose spans are not to be shown.

        Raises:
            IntegrityError: it is not there.
        """
        statement = self.snapshot.statements.get(bearing.statement)
        if statement is None:
            raise IntegrityError(no_statement(claim.id, bearing.statement))
        return statement

    def told(self, claim: Claim, bearing: Bearing) -> Statement:
        """Return the statement that bears on a claim.

        Raises:
            IntegrityError: it is not there, or a span of it ends after the text of its report.
        """
        if bearing.statement in self._checked:
            return self._checked[bearing.statement]
        return self.checked(self.stored(claim, bearing))

    def checked(self, statement: Statement) -> Statement:
        """Return a statement whose spans may be shown.

        Raises:
            IntegrityError: a span of it ends after the text of its report.
        """
        if statement.id not in self._checked:
            _refuse(faults_of_statement(statement, self.snapshot.reports.get(statement.report)))
            self._checked[statement.id] = statement
        return self._checked[statement.id]

    def other(self, claim: Claim, relation: Relation) -> Claim:
        """Return the claim on the other side of a relation.

        Raises:
            IntegrityError: it is not there.
        """
        key = relation.right if relation.left == claim.id else relation.left
        found = self.snapshot.claims.get(key)
        if found is None:
            raise IntegrityError(no_claim(relation.id, key))
        return found

    def sides_of(self, relation: Relation) -> tuple[Claim, Claim]:
        """Return the claims on both sides of a relation.

        Raises:
            IntegrityError: one is not there.
        """
        left, right = (self.snapshot.claims.get(key) for key in (relation.left, relation.right))
        if left is None or right is None:
            raise IntegrityError(no_claim(relation.id, relation.left if left is None else relation.right))
        return left, right

    def place_names(self, claim: Claim) -> tuple[str, ...]:
        """Return the names of a claim's places as its reports mention them; else a key stands for itself.

        A key has one name in every report: that of the gazetteer.

        Raises:
            IntegrityError: a mention ends after the text of its report.
        """
        reports = sorted({self.told(claim, bearing).report for bearing in claim.bearings})
        for report in reports:
            if report not in self._searched and not self._places.keys() >= set(claim.places):
                self._searched.add(report)
                self._learn_places(report)
        return tuple(self._places.get(key, key) for key in claim.places)

    def mentioned(self, report: str) -> tuple[Mention, ...]:
        """Return what a report mentions.

        Raises:
            IntegrityError: a mention ends after the text of its report.
        """
        mentions = self.snapshot.mentions.get(report)
        if mentions is None:
            return ()
        _refuse(faults_of_mentions(mentions, self.snapshot.reports.get(report)))
        return mentions.items

    def _learn_places(self, report: str) -> None:
        values = (mention.value for mention in self.mentioned(report))
        self._places |= {value.key: value.name for value in values if isinstance(value, Place)}


def _refuse(found: Iterable[str]) -> None:
    for fault in found:
        raise IntegrityError(fault)


def index_of(snapshot: Snapshot) -> Index:
    """Return the look-ups over the whole of `snapshot`, for views that show all of it.

    Raises:
        IntegrityError: a fact refers to one that is not there, or a span ends after its text.
    """
    _refuse(faults(snapshot))
    return Index(snapshot)


def text_order(statement: Statement) -> tuple[str, int, int, str]:
    """Return the key that sorts statements as they stand in the reports."""
    first = min(statement.content)
    return statement.report, first.start, -first.end, statement.id


def is_outlets_own(statement: Statement) -> bool:
    """Say whether the outlet itself says so: narrated, with no source named."""
    return statement.form is Form.NARRATOR and statement.source is None


def outlet_name(report: Report) -> str:
    """Return the name under which a report is cited: its outlet, else its title, else its file."""
    return report.outlet or report.title or report.path or report.id


def speaker_actor(index: Index, statement: Statement) -> Actor | None:
    """Return the actor whom the words come from, where it is known."""
    return index.actors.get(statement.speaker) if statement.speaker else None


def name_of(index: Index, referent_id: str | None) -> str | None:
    """Return the name of the actor that a referent is, or else the referent's own."""
    if referent_id is None:
        return None
    if referent_id in index.actors:
        return index.actors[referent_id].name
    referent = index.snapshot.referents.get(referent_id)
    return referent.name if referent else None


def speaker_name(index: Index, statement: Statement) -> str:
    """Return who speaks: the actor's name, else the words of the source, else the outlet."""
    report = index.snapshot.reports[statement.report]
    if is_outlets_own(statement):
        return outlet_name(report)
    named = name_of(index, statement.speaker)
    if named:
        return named
    source = statement.source or (statement.chain[0].span if statement.chain else None)
    return report.quote(source) if source else NOT_NAMED


def party_of(index: Index, statement: Statement) -> str:
    """Return the column a statement stands in: its speaker's party, or one of the two in brackets."""
    if is_outlets_own(statement):
        return OUTLET_ITSELF
    actor = speaker_actor(index, statement)
    if actor is None and statement.speaker is not None:
        referent = index.snapshot.referents.get(statement.speaker)
        return (referent.party if referent else None) or NO_PARTY
    return (actor.party if actor else None) or NO_PARTY


def published_text(index: Index, statement: Statement) -> str:
    """Return when the statement's report was printed, "" where that is not known."""
    return clock_text(index.snapshot.reports[statement.report].published)
