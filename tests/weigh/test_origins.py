from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model import (
    Actor,
    ActorKind,
    Claim,
    Form,
    Origin,
    Proposition,
    Referent,
    Report,
    Stance,
    Statement,
)
from counterclaim.weigh.origins import Witnesses, origins
from factories import a_claim, a_referent, a_report, a_statement, an_actor


@dataclass(frozen=True)
class Voice:
    """Somebody who may speak: the name, and what is known of him."""

    name: str
    party: str | None = None
    kind: ActorKind = ActorKind.PERSON
    proper: bool = True
    country: str | None = None


ANA = Voice("Ana Ruiz", "union")
BEN = Voice("Ben Ode", "union")
CLEO = Voice("Cleo Marsh", "firm")
CROWD = Voice("union officials", "union", ActorKind.GROUP, proper=False)
UNION = Voice("the union", "union", ActorKind.ORGANISATION, proper=False)
AGENCY = Voice("Wire", None, ActorKind.OUTLET)
COUNTRY = Voice("Ruritania", "Ruritania", ActorKind.GOVERNMENT, country="Ruritania")
MINISTER = Voice("Dora Klein", "Ruritania", country="Ruritania")
NOBODY = None
Saying = tuple[str, Voice | None]
"""An outlet, and whom it lets speak."""


def told(outlet: str, voice: Voice | None, number: int) -> tuple[Report, Referent | None, Statement]:
    name = voice.name if voice else "sources"
    report = a_report(f"The depot is closed for good, {name} said. {number}", outlet=outlet)
    referent = a_referent(report, voice.name, party=voice.party, kind=voice.kind) if voice else None
    return (
        report,
        referent,
        a_statement(report, "The depot is closed for good", speaker=referent, source=name),
    )


def weighed(
    *sayings: Saying,
    families: Iterable[Sequence[int]] = (),
    form: Form = Form.INDIRECT,
    words: Sequence[Sequence[str]] = (),
) -> tuple[Origin, ...]:
    """Return the origins of the claim that all of `sayings` support."""
    made = [told(outlet, voice, number) for number, (outlet, voice) in enumerate(sayings)]
    statements = [replace(statement, form=form) for _, _, statement in made]
    by_voice: dict[Voice, list[Referent]] = {}
    for (_, voice), (_, referent, _) in zip(sayings, made, strict=True):
        if voice is not None and referent is not None:
            by_voice.setdefault(voice, []).append(referent)
    actor_of: dict[str, Actor] = {}
    for voice, referents in by_voice.items():
        actor = replace(an_actor(*referents), proper=voice.proper, country=voice.country, key=voice.name)
        actor_of |= dict.fromkeys(actor.referents, actor)
    copies = {made[one][0].id: f"fam-{number}" for number, members in enumerate(families) for one in members}
    propositions = {
        statement.id: Proposition(statement.id, "end", words=tuple(told_words))
        for statement, told_words in zip(statements, words, strict=False)
    }
    everything = {statement.id: statement for statement in statements}
    return origins(claim_of(statements), Witnesses.of(everything, actor_of, copies, propositions))


def claim_of(statements: Sequence[Statement]) -> Claim:
    return a_claim("the depot is closed", *((one, Stance.ASSERTS) for one in statements))


def test_one_speaker_in_ten_outlets_is_one_origin() -> None:
    (origin,) = weighed(*((f"Outlet {number}", ANA) for number in range(10)))
    assert len(origin.statements) == 10
    assert "one speaker, however often printed (10 statements in 10 reports)" in origin.because


def test_two_named_speakers_of_one_party_are_two() -> None:
    assert len(weighed(("A", ANA), ("B", BEN))) == 2


def test_speakers_of_two_parties_are_two() -> None:
    assert len(weighed(("A", ANA), ("B", CLEO))) == 2


def test_somebody_unnamed_of_the_same_side_adds_none() -> None:
    (origin,) = weighed(("A", ANA), ("B", CROWD))
    assert origin.speaker == ANA.name
    (left_out,) = origin.left_out
    assert (left_out.name, left_out.because) == (CROWD.name, "nobody is named, and it may be Ana Ruiz")
    assert set(left_out.statements) < set(origin.statements)


def test_somebody_unnamed_of_another_side_adds_one() -> None:
    assert len(weighed(("A", CLEO), ("B", CROWD))) == 2


def test_a_country_that_speaks_joins_a_named_speaker_of_it() -> None:
    (origin,) = weighed(("A", COUNTRY), ("B", MINISTER))
    assert origin.speaker == MINISTER.name


def test_a_country_that_speaks_alone_is_one() -> None:
    assert len(weighed(("A", COUNTRY), ("B", COUNTRY))) == 1


def test_two_crowds_of_one_side_are_one() -> None:
    assert len(weighed(("A", CROWD), ("B", replace(CROWD, name="union members")))) == 1


def test_an_agency_that_passes_words_on_adds_none() -> None:
    (origin,) = weighed(("A", ANA), ("B", AGENCY))
    assert origin.speaker == ANA.name


def test_hearsay_adds_none_to_a_named_speaker() -> None:
    assert len(weighed(("A", ANA), ("B", NOBODY))) == 1


def test_hearsay_alone_is_one_however_many_print_it() -> None:
    (origin,) = weighed(("A", NOBODY), ("B", NOBODY), ("C", NOBODY))
    assert origin.speaker is None
    assert len(origin.statements) == 3


def test_hearsay_in_copies_of_one_text_is_one() -> None:
    assert len(weighed(("A", NOBODY), ("B", NOBODY), families=[(0, 1)])) == 1


def test_a_body_quoted_in_the_words_of_somebody_of_its_side_adds_none() -> None:
    words = [("depot", "close", "good", "week"), ("depot", "close", "good")]
    body = replace(UNION, proper=True)
    assert len(weighed(("A", ANA), ("B", body), form=Form.DIRECT, words=words)) == 1


def test_a_body_quoted_in_other_words_is_an_origin() -> None:
    words = [("depot", "close", "good", "week"), ("gate", "lock", "ever")]
    assert len(weighed(("A", ANA), ("B", UNION), form=Form.DIRECT, words=words)) == 2


def test_a_body_told_of_in_the_same_words_without_quotation_is_an_origin() -> None:
    words = [("depot", "close", "good"), ("depot", "close", "good")]
    assert len(weighed(("A", ANA), ("B", UNION), words=words)) == 2


def test_three_bodies_quoted_in_one_sentence_are_one_and_none_is_lost() -> None:
    bodies = [replace(UNION, name=name, proper=True) for name in ("Board", "Committee", "Office")]
    words = [("depot", "close", "good")] * 3
    (origin,) = weighed(*zip("ABC", bodies, strict=True), form=Form.DIRECT, words=words)
    assert len(origin.statements) == 3


def test_a_relay_adds_none_and_is_told_of() -> None:
    report = a_report("The depot is closed, Ana Ruiz told Radio Brask.")
    ana, radio = a_referent(report, "Ana Ruiz"), a_referent(report, "Radio Brask", kind=ActorKind.OUTLET)
    relayed = a_statement(report, "The depot is closed", speaker=ana, relay=radio)
    known = {ana.id: replace(an_actor(ana), proper=True), radio.id: an_actor(radio)}
    (origin,) = origins(claim_of([relayed]), Witnesses.of({relayed.id: relayed}, known))
    assert "1 of them came through a relay, which is no origin of its own" in origin.because
    assert origin.relays == ("Radio Brask",)


def test_who_denies_is_no_origin() -> None:
    report = a_report("The depot is closed, Ana Ruiz said.")
    ana = a_referent(report, "Ana Ruiz")
    denied = a_statement(report, "The depot is closed", speaker=ana)
    claim = a_claim("the depot is closed", (denied, Stance.DENIES))
    assert origins(claim, Witnesses.of({denied.id: denied}, {ana.id: an_actor(ana)})) == ()


VOICES = st.sampled_from([ANA, BEN, CLEO, CROWD, UNION, AGENCY, COUNTRY, MINISTER, NOBODY])
SAYINGS = st.lists(VOICES, min_size=1, max_size=7)


@given(SAYINGS, st.data())
def test_a_copy_in_another_report_never_raises_the_count(
    voices: list[Voice | None], data: st.DataObject
) -> None:
    sayings = [(f"Outlet {number}", voice) for number, voice in enumerate(voices)]
    copied = data.draw(st.sampled_from(voices))
    assert len(weighed(*sayings, ("One more", copied))) == len(weighed(*sayings))


@given(SAYINGS)
def test_every_supporting_statement_is_in_exactly_one_origin(voices: list[Voice | None]) -> None:
    found = weighed(*((f"Outlet {number}", voice) for number, voice in enumerate(voices)))
    listed = [statement for origin in found for statement in origin.statements]
    assert len(listed) == len(set(listed)) == len(voices)


@given(SAYINGS)
def test_what_is_left_out_stands_with_its_origin_and_never_with_two(voices: list[Voice | None]) -> None:
    found = weighed(*((f"Outlet {number}", voice) for number, voice in enumerate(voices)))
    for origin in found:
        left_out = [statement for one in origin.left_out for statement in one.statements]
        assert len(left_out) == len(set(left_out)) < len(origin.statements)
        assert set(left_out) < set(origin.statements)


@given(SAYINGS)
def test_there_are_never_more_origins_than_speakers(voices: list[Voice | None]) -> None:
    found = weighed(*((f"Outlet {number}", voice) for number, voice in enumerate(voices)))
    assert 1 <= len(found) <= len(set(voices))


def unnamed(
    *names: str, kind: ActorKind = ActorKind.ORGANISATION, copies: bool = False
) -> tuple[Origin, ...]:
    """Return the origins of a claim that somebody unnamed supports in each of several reports."""
    statements, actor_of = [], {}
    for number, name in enumerate(names):
        report, referent, statement = told(f"Outlet {number}", Voice(name, kind=kind, proper=False), number)
        assert referent is not None
        statements.append(statement)
        actor_of[referent.id] = replace(an_actor(referent), key=f"{name}-{number}", kind=kind, proper=False)
        del report
    family = {one.report: "fam" for one in statements} if copies else {}
    by_id = {one.id: one for one in statements}
    return origins(claim_of(statements), Witnesses.of(by_id, actor_of, family))


def test_bodies_described_in_the_same_words_are_one_voice() -> None:
    assert len(unnamed("police", "police", "police")) == 1


def test_two_bodies_without_a_name_are_two() -> None:
    assert len(unnamed("court", "port authority")) == 2


def test_people_without_a_name_in_copies_of_one_text_are_one() -> None:
    assert len(unnamed("lawyer", "attorney", kind=ActorKind.PERSON, copies=True)) == 1


def test_people_without_a_name_in_two_texts_may_be_two() -> None:
    assert len(unnamed("lawyer", "witness", kind=ActorKind.PERSON)) == 2
