from typing import Any

import pytest

from counterclaim.lang import table
from counterclaim.relate.frames import Frame, frames, opposite_words

LEXICON = frames("en")
ROWS = {name: row for name, row in table("en", "frames").items() if name in LEXICON.frames}


KINDS = ("verbs", "nouns", "adjectives")


def related(frame: Frame) -> frozenset[str]:
    return frame.opposite | frame.undoes | frame.converse | frame.kin


def words_of(row: dict[str, Any], *kinds: str) -> list[str]:
    return [word for kind in kinds for word in row.get(kind, [])]


def words_in_two_frames(*kinds: str) -> set[str]:
    told = [word for row in ROWS.values() for word in set(words_of(row, *kinds))]
    return {word for word in told if told.count(word) > 1}


def test_every_frame_named_beside_another_is_there() -> None:
    for frame in LEXICON.frames.values():
        assert related(frame) <= LEXICON.frames.keys(), frame.name


def test_no_frame_is_its_own_opposite_converse_or_kin() -> None:
    for frame in LEXICON.frames.values():
        assert frame.name not in related(frame)


def test_no_frame_is_kin_to_its_opposite_or_its_converse() -> None:
    for frame in LEXICON.frames.values():
        for other in frame.kin:
            assert not LEXICON.are_opposite(frame.name, other), (frame.name, other)
            assert not LEXICON.are_converse(frame.name, other), (frame.name, other)


def test_an_effect_is_to_gain_or_to_lose() -> None:
    effects = {effect for frame in LEXICON.frames.values() for effect in (frame.agent, frame.patient)}
    assert effects == {"", "gains", "loses"}


def test_a_row_has_no_key_that_nothing_reads() -> None:
    known = {*KINDS, "agent", "patient", "hostile", "opposite", "undoes", "converse", "kin"}
    assert all(row.keys() <= known for row in ROWS.values())


def test_every_frame_can_be_called_up_by_words_in_lower_case() -> None:
    for name, row in ROWS.items():
        assert words_of(row, *KINDS), name
        assert all(word == word.lower() and " " not in word for word in words_of(row, *KINDS))


def test_no_word_calls_up_two_frames() -> None:
    assert not words_in_two_frames("verbs")
    assert not words_in_two_frames("nouns", "adjectives")


def test_no_word_stands_twice_in_one_row() -> None:
    for name, row in ROWS.items():
        for kind in KINDS:
            assert len(row.get(kind, [])) == len(set(row.get(kind, []))), name


def test_relations_between_frames_hold_both_ways_and_a_frame_is_its_own_kin() -> None:
    assert LEXICON.are_opposite("rise", "fall")
    assert LEXICON.are_opposite("fall", "rise")
    assert LEXICON.are_converse("advance", "withdraw")
    assert LEXICON.are_converse("withdraw", "advance")
    assert LEXICON.are_kin("arrest", "custody")
    assert LEXICON.are_kin("custody", "arrest")
    assert LEXICON.are_kin("resign", "resign")


def test_a_bare_head_word_is_a_frame_without_effects() -> None:
    assert LEXICON.get("yodel") == Frame("yodel")


def test_the_words_of_a_frame_hold_the_parts_of_its_phrasal_verbs() -> None:
    assert {"step", "down", "resign", "resignation"} <= LEXICON.words_of("resign")
    assert LEXICON.words_of("yodel") == frozenset()


# -- States and turns ------------------------------------------------------------------------------


def test_an_adjective_is_found_among_the_nouns_and_the_verbs_after_their_own_words() -> None:
    assert LEXICON.nouns["unsafe"] == LEXICON.verbs["unsafe"] == LEXICON.adjectives["unsafe"]
    assert LEXICON.nouns["close"] != LEXICON.verbs["close"]


def test_frames_that_end_one_another_are_opposite_but_may_both_be_true_in_turn() -> None:
    assert LEXICON.are_in_turn("arrest", "release")
    assert LEXICON.are_in_turn("release", "arrest")
    assert LEXICON.are_opposite("arrest", "release")
    assert LEXICON.are_opposite("guilty", "innocent")
    assert not LEXICON.are_in_turn("guilty", "innocent")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kill", "injure"),
        ("arrest", "charge"),
        ("charge", "convict"),
        ("dismiss", "resign"),
        ("delay", "cancel"),
        ("damage", "destroy"),
        ("missing", "kill"),
        ("nominate", "elect"),
        ("ban", "fine"),
    ],
)
def test_what_the_news_counts_apart_is_not_kin(one: str, other: str) -> None:
    assert {one, other} <= LEXICON.frames.keys()
    assert not LEXICON.are_kin(one, other)


# -- Opposites of single words ---------------------------------------------------------------------

OPPOSITES = opposite_words("en")
TOLD = [
    pair.split("/") for group in table("en", "opposites").values() for kind in group.values() for pair in kind
]


def test_opposites_hold_both_ways_and_no_word_is_its_own() -> None:
    assert {"unsafe", "dangerous"} <= OPPOSITES["safe"]
    for word, others in OPPOSITES.items():
        assert word not in others
        assert all(word in OPPOSITES[other] for other in others)


def test_a_pair_of_opposites_is_told_once_and_in_lower_case() -> None:
    assert len({frozenset(pair) for pair in TOLD}) == len(TOLD)
    assert all(len(pair) == 2 and pair == [word.lower() for word in pair] for pair in TOLD)


@pytest.mark.parametrize("pair", [("day", "night"), ("man", "woman"), ("buy", "sell"), ("north", "south")])
def test_kinds_and_views_are_no_opposites(pair: tuple[str, str]) -> None:
    assert pair[1] not in OPPOSITES.get(pair[0], frozenset())


def test_no_two_opposites_call_up_frames_that_may_be_one_event() -> None:
    for kind in (LEXICON.verbs, LEXICON.nouns):
        for one, other in TOLD:
            if one in kind and other in kind:
                assert not LEXICON.are_kin(kind[one], kind[other]), (one, other, kind[one])
