import pytest

from counterclaim.ledger import Snapshot
from counterclaim.model import Stance
from road import reports_of, together

UNION = "The drivers' union said that the company had closed the depot in Leeds."
COMPANY = "The bus company said that wages had risen by 4 percent in April."


def noted(text: str, stance: Stance) -> list[str]:
    """Return the gists of the claims on which a note in `text` bears so."""
    (report,) = reports_of(text)
    snapshot = together(report)
    return sorted(
        claim.gist
        for claim in snapshot.claims.values()
        if any(bearing.stance is stance for bearing in claim.bearings)
    )


def test_a_note_without_an_owner_concerns_what_stands_right_above() -> None:
    text = f"{UNION} {COMPANY} This could not be independently verified."
    assert noted(text, Stance.DOUBTS) == ["wages had risen by 4 percent in April [2024]"]


def test_silence_concerns_what_stands_right_above() -> None:
    text = f"{COMPANY} {UNION} The company declined to comment."
    assert noted(text, Stance.SILENT) == ["the company had closed the depot in Leeds"]


def test_a_note_concerns_nothing_that_stands_below_it() -> None:
    assert noted(f"The figures could not be independently verified. {COMPANY}", Stance.DOUBTS) == []


def test_a_note_far_below_concerns_nothing() -> None:
    filler = " ".join(["The old harbour lay in the sun and nobody was to be seen there."] * 30)
    assert noted(f"{COMPANY} {filler} The claim could not be independently verified.", Stance.DOUBTS) == []


def test_a_note_that_names_two_sides_concerns_all_that_they_said_above() -> None:
    text = (
        "The Sudanese army said that it had captured the bridge. Rain fell. "
        "The Libyan army said that it had repelled 12 attacks. "
        "An economist, Nils Berg, said that bread prices had climbed. "
        "Neither the Sudanese nor the Libyan claims could be independently verified."
    )
    assert noted(text, Stance.DOUBTS) == [
        "[Libyan army] had repelled 12 attacks",
        "[Sudanese army] had captured the bridge",
    ]


ELECTION = (
    "The electoral commission said that turnout had reached 61 percent. "
    "The opposition said that soldiers had closed polling stations in the north. "
)
FIRM = (
    "Norhydro said that the dam had passed every inspection. "
    "A former engineer said that a memo had warned of cracks. "
    "The mayor said that 300 people had left the valley. "
)
TRIAL = (
    "The prosecutor said that the verdict had restored confidence. "
    "The defence lawyer said that the judge had ignored two witnesses. "
)


@pytest.mark.parametrize(
    ("text", "stance", "gists"),
    [
        (
            ELECTION + "The turnout figures could not be independently verified.",
            Stance.DOUBTS,
            ["turnout had reached 61 percent"],
        ),
        (
            ELECTION + "The number of arrests could not be independently verified.",
            Stance.DOUBTS,
            [],
        ),
        (
            ELECTION + "The claim could not be independently verified.",
            Stance.DOUBTS,
            ["soldiers had closed polling stations in the north"],
        ),
        (
            ELECTION + "Reuters could not independently verify the claim.",
            Stance.DOUBTS,
            ["soldiers had closed polling stations in the north"],
        ),
        (
            FIRM + "Norhydro did not respond to questions about the memo.",
            Stance.SILENT,
            ["a memo had warned of cracks"],
        ),
        (
            FIRM + "Norhydro did not respond to questions about its taxes.",
            Stance.SILENT,
            [],
        ),
        (
            FIRM + "Norhydro did not immediately respond to a request for comment.",
            Stance.SILENT,
            ["300 people had left the valley"],
        ),
        (
            TRIAL + "The ministry declined to comment on the verdict.",
            Stance.SILENT,
            ["the verdict had restored confidence"],
        ),
        (
            TRIAL + "The account of the witnesses could not be independently verified.",
            Stance.DOUBTS,
            ["the judge had ignored two witnesses"],
        ),
    ],
)
def test_a_note_that_names_its_matter_concerns_what_was_said_on_it(
    text: str, stance: Stance, gists: list[str]
) -> None:
    assert noted(text, stance) == gists


@pytest.mark.parametrize(
    ("note", "gists"),
    [
        (
            "The club's claims could not be independently verified.",
            ["[club] had paid 30 players in March [2024]", "the stadium had passed every inspection"],
        ),
        (
            "None of these claims could be verified.",
            [
                "[club] had paid 30 players in March [2024]",
                "the stadium had passed every inspection",
                "wages had fallen by 9 percent",
            ],
        ),
        ("The claim could not be verified.", ["wages had fallen by 9 percent"]),
    ],
)
def test_the_words_of_a_note_tell_how_far_it_reaches(note: str, gists: list[str]) -> None:
    text = (
        "The club said that it had paid 30 players in March. "
        "The club said that the stadium had passed every inspection. "
        f"An economist, Ola Berg, said that wages had fallen by 9 percent. {note}"
    )
    assert noted(text, Stance.DOUBTS) == gists


@pytest.mark.xfail(strict=True, reason="a known failure: the striker speaks for the club")
def test_what_a_player_says_is_no_claim_of_the_clubs() -> None:
    text = (
        "The club said that the stadium had passed every inspection. "
        "A striker, Ola Berg, said that wages had fallen by 9 percent. "
        "The club's claims could not be independently verified."
    )
    assert noted(text, Stance.DOUBTS) == ["the stadium had passed every inspection"]


def test_nobody_is_silent_on_what_he_said_himself() -> None:
    text = f"{UNION} {COMPANY} The bus company declined to elaborate."
    assert noted(text, Stance.SILENT) == ["the company had closed the depot in Leeds"]


def test_of_two_statements_on_its_matter_a_note_concerns_the_nearer() -> None:
    later = "The governor said that the verdict had angered thousands. The mayor said that rain had fallen. "
    text = f"{TRIAL}{later}The ministry declined to comment on the verdict."
    assert noted(text, Stance.SILENT) == ["the verdict had angered thousands"]


def test_a_note_concerns_its_own_report_only() -> None:
    first, second = reports_of(COMPANY, f"{UNION} This could not be independently verified.")
    snapshot = together(first, second)
    for claim in snapshot.claims.values():
        doubted = any(bearing.stance is Stance.DOUBTS for bearing in claim.bearings)
        assert doubted is ("depot" in claim.gist)


def test_a_note_says_nothing_of_its_own() -> None:
    (report,) = reports_of("The figures could not be independently verified.")
    assert not together(report).claims


def test_a_note_leaves_the_claim_its_id() -> None:
    plain, with_note = reports_of(UNION), reports_of(f"{UNION} This could not be independently verified.")
    assert ids_without_report(together(*plain)) == ids_without_report(together(*with_note))


def ids_without_report(snapshot: Snapshot) -> list[tuple[str, int]]:
    return sorted(
        (claim.gist, sum(bearing.stance is Stance.ASSERTS for bearing in claim.bearings))
        for claim in snapshot.claims.values()
    )
