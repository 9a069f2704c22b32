"""Which claims a reader wants to see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from counterclaim.board.glances import Glance, is_one_sided, worked_out
from counterclaim.board.index import Index, party_of, speaker_actor, speaker_name
from counterclaim.model import Claim, Statement, Status, When


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows to show: those that pass everything that is set.

    `contested` keeps claims that somebody speaks against, `conceded` those that somebody says
    against his own interest, `one_sided` those that one side alone tells. `party`, `place` and
    `speaker` name one (a key, or a part of a name); `text` is looked for in the gist and in all
    quotes. Case does not matter. `happened`, `said` and `printed` keep claims of which one statement
    could be of that time; a claim of which no such time is known does not pass.
    """

    contested: bool = False
    conceded: bool = False
    one_sided: bool = False
    status: Status | None = None
    party: str | None = None
    place: str | None = None
    speaker: str | None = None
    text: str | None = None
    happened: When | None = None
    said: When | None = None
    printed: When | None = None


EVERYTHING = Filter()


def passing(index: Index, seen: Sequence[Glance], wanted: Filter) -> tuple[list[Glance], int]:
    """Return what passes a filter, and how many would but that a time asked for is not known of them."""
    at_a_glance = Filter(wanted.contested, wanted.conceded, status=wanted.status)
    if wanted != at_a_glance:
        index.prepare(one.claim for one in seen)
    found = [one for one in seen if all(_passes(index, one, wanted))]
    verdicts = [_in_time(index, one.claim, wanted) for one in found]
    return [one for one, verdict in zip(found, verdicts, strict=True) if verdict], verdicts.count(None)


def _passes(index: Index, seen: Glance, wanted: Filter) -> Iterator[bool]:
    """Yield one verdict for each thing that a filter can ask; what needs no statement comes first."""
    yield seen.contested or not wanted.contested
    yield seen.conceded or not wanted.conceded
    yield wanted.status is None or seen.status == wanted.status
    yield not wanted.one_sided or is_one_sided(index, seen)
    yield wanted.party is None or _finds(wanted.party, _parties(index, seen))
    claim = seen.claim
    yield wanted.place is None or _finds(wanted.place, (*claim.places, *index.place_names(claim)))
    yield wanted.speaker is None or _finds(wanted.speaker, _speakers(index, claim))
    yield wanted.text is None or _finds(wanted.text, (claim.gist, *_quotes(index, claim)))


def _finds(wanted: str, texts: Iterable[str]) -> bool:
    folded = wanted.casefold()
    return any(folded in text.casefold() for text in texts)


def _statements(index: Index, claim: Claim) -> Iterator[Statement]:
    return (index.told(claim, bearing) for bearing in claim.bearings)


def _parties(index: Index, seen: Glance) -> Iterator[str]:
    """Yield the parties that take a stance on the claim."""
    yield from worked_out(seen.standing)
    yield from (party_of(index, statement) for statement in _statements(index, seen.claim))


def _speakers(index: Index, claim: Claim) -> Iterator[str]:
    """Yield every name, and the key, of those whom the words come from."""
    for statement in _statements(index, claim):
        yield speaker_name(index, statement)
        actor = speaker_actor(index, statement)
        if actor:
            yield from (actor.key, *actor.names)


def _quotes(index: Index, claim: Claim) -> Iterator[str]:
    for statement in _statements(index, claim):
        report = index.snapshot.reports[statement.report]
        yield from (report.quote(span) for span in statement.content)


def _in_time(index: Index, claim: Claim, wanted: Filter) -> bool | None:
    """Say whether the claim could be of the times asked for; None where one of these is not known."""
    asked = (
        (wanted.happened, _happened),
        (wanted.said, _said),
        (wanted.printed, _printed),
    )
    verdicts = [_could_be(time, known(index, claim)) for time, known in asked if time is not None]
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _could_be(asked: When, known: Iterable[When | None]) -> bool | None:
    """Say whether one of the known times could overlap; a time with both ends open is not known."""
    times = [time for time in known if time is not None and (time.begin or time.until)]
    return any(time.could_overlap(asked) for time in times) if times else None


def _happened(index: Index, claim: Claim) -> Iterator[When | None]:
    yield claim.about
    yield from (statement.about for statement in _statements(index, claim))


def _said(index: Index, claim: Claim) -> Iterator[When | None]:
    yield from (statement.said for statement in _statements(index, claim))


def _printed(index: Index, claim: Claim) -> Iterator[When | None]:
    yield from (index.snapshot.reports[told.report].published for told in _statements(index, claim))
