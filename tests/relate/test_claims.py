import re
import time

from counterclaim.ledger import Snapshot
from counterclaim.model import (
    Actor,
    ActorKind,
    Bound,
    Claim,
    Proposition,
    Quantity,
    Referent,
    Report,
    Stance,
    Statement,
)
from counterclaim.relate import relate
from factories import a_referent, a_report, a_statement, an_actor
from road import a_reading, reports_of, together


def only(snapshot: Snapshot) -> Claim:
    (claim,) = snapshot.claims.values()
    return claim


def stances(claim: Claim) -> list[Stance]:
    return sorted(bearing.stance for bearing in claim.bearings)


def test_a_claim_is_put_in_its_shortest_clear_words() -> None:
    long = "Velora had closed the plant in Leeds for good after a long and bitter quarrel"
    snapshot = together(
        *reports_of(
            f"Laura Chen said that {long}.",
            "Laura Chen said that Velora had closed the plant in Leeds.",
        )
    )
    assert only(snapshot).gist == "Velora had closed the plant in Leeds"


def test_every_gist_but_for_its_brackets_stands_in_a_report() -> None:
    reports = reports_of(
        "“We have lost the match,” Jan Bakker said.", "Jan Bakker said that his team had lost the match."
    )
    for claim in together(*reports).claims.values():
        in_report = [part.strip() for part in re.split(r"\[[^\]]*\]", claim.gist)]
        assert any(all(part in report.text for part in in_report) for report in reports)


def test_a_denial_bears_on_what_it_denies_and_makes_no_claim_of_its_own() -> None:
    snapshot = together(
        *reports_of(
            "Carla Mendes said that the company had closed the harbour gate.",
            "The company denied that it had closed the harbour gate.",
        )
    )
    assert stances(only(snapshot)) == [Stance.ASSERTS, Stance.DENIES]


def test_a_denial_of_what_nobody_told_stands_alone() -> None:
    (report,) = reports_of("The company denied that it had dismissed eleven dockers.")
    assert stances(only(together(report))) == [Stance.DENIES]


def test_nobody_denies_himself() -> None:
    snapshot = together(
        *reports_of(
            "Laura Chen said that Velora had closed the plant in Leeds.",
            "Laura Chen denied that Velora had closed the plant in Leeds.",
        )
    )
    assert len(snapshot.claims) == 2


def test_a_denial_of_any_denies_all_that_is_told_of_it() -> None:
    snapshot = together(
        *reports_of(
            "Observers said that the firm had hired 40 drivers in Leeds.",
            "Carla Mendes said that the firm had hired 300 drivers in Leeds.",
            "The firm denied that it had hired any drivers in Leeds.",
        )
    )
    denied = [claim for claim in snapshot.claims.values() if Stance.DENIES in stances(claim)]
    assert len(denied) == 2


def test_who_loses_by_what_he_tells_of_his_own_side_concedes_it() -> None:
    (report,) = reports_of("The Liberal Party said that it had lost the election.")
    claim = only(together(report))
    assert stances(claim) == [Stance.CONCEDES]
    assert "loses by it" in claim.bearings[0].because


def test_who_accuses_others_of_what_they_did_to_his_side_concedes_nothing() -> None:
    (report,) = reports_of("Carla Mendes accused the company of misleading the union.")
    assert Stance.CONCEDES not in stances(only(together(report)))


def test_harm_outside_a_contest_is_no_concession() -> None:
    (report,) = reports_of("Velora said that the storm had damaged Velora.")
    assert stances(only(together(report))) == [Stance.ASSERTS]


def test_who_warns_of_a_loss_concedes_nothing() -> None:
    (report,) = reports_of("The Liberal Party warned that it would lose the election.")
    assert Stance.CONCEDES not in stances(only(together(report)))


def test_who_confirms_in_so_many_words_confirms() -> None:
    (report,) = reports_of("The court confirmed that the mayor had been arrested.")
    assert stances(only(together(report))) == [Stance.CONFIRMS]


def test_three_wordings_of_one_speaker_are_one_claim_and_say_why() -> None:
    snapshot = together(
        *reports_of(
            "Governor Ines Falk said that the flood had killed 40 people.",
            "Forty people were killed by the flood, Governor Ines Falk said.",
            "According to Governor Ines Falk, the flood killed 40 people.",
        )
    )
    assert len(only(snapshot).bearings) == 3
    assert "both said by Ines Falk" in only(snapshot).because


def test_no_group_takes_in_a_pair_that_a_veto_keeps_apart() -> None:
    texts = [
        f"Ines Falk said that the flood had killed {count} people." for count in ("40", "at least 20", "65")
    ]
    snapshot = together(*reports_of(*texts))
    for claim in snapshot.claims.values():
        told = {snapshot.propositions[bearing.statement].quantities[0].value for bearing in claim.bearings}
        assert told != {40.0, 65.0}
        assert not {40.0, 65.0} <= told


# -- Cost ------------------------------------------------------------------------------------------

FRAMES = ("rise", "casualty", "capture", "resign", "strike_work", "convict")
MATTERS = ("price", "village", "harbour", "court", "minister", "driver", "river", "vote", "bread", "bridge")


def a_crowd(reports: int) -> tuple[Snapshot, dict[str, Actor]]:
    """Return ten statements in each report: one that all print, eight that few share, and a denial."""
    facts: list[Report | Referent | Statement | Proposition] = []
    referents: list[Referent] = []
    for number in range(reports):
        report = a_report(" ".join(f"told-{at}" for at in range(10)) + f" {number} Ana", outlet=f"O{number}")
        speaker = a_referent(report, "Ana", kind=ActorKind.PERSON)
        referents.append(speaker)
        facts += [report, speaker]
        for at in range(10):
            told = a_statement(report, f"told-{at}", speaker=speaker, source="Ana", denied=at == 9)
            figure = float(number % 40 + at)
            words = ("bread", "price", "rise") if at == 0 else (MATTERS[at], MATTERS[(number + at) % 10])
            facts += [
                told,
                Proposition(
                    told.id,
                    "rise" if at == 0 else FRAMES[(number + at) % 6],
                    agents=(speaker.id,),
                    quantities=() if at == 0 else (Quantity(figure, figure, figure, Bound.EXACT, "person"),),
                    words=(*words, str(at)),
                ),
            ]
    ana = an_actor(*referents)
    return Snapshot.of(facts), dict.fromkeys(ana.referents, ana)


def test_three_thousand_statements_are_related_within_seconds() -> None:
    snapshot, actor_of = a_crowd(300)
    began = time.process_time()
    claims, _ = relate(snapshot, actor_of)
    assert time.process_time() - began < 30  # measured: 16 on a busy machine
    assert len(snapshot.statements) == 3000
    assert max(len(claim.bearings) for claim in claims) >= 300


def test_what_hundreds_print_in_the_same_words_is_one_claim() -> None:
    text = "The police said that the flood had killed 40 people in the valley."
    snapshot = together(*(a_reading(text, f"Outlet {number}").report for number in range(60)))
    assert len(only(snapshot).bearings) == 60
