from counterclaim.lang import table
from counterclaim.relate.frames import Frame, frames

LEXICON = frames("en")
ROWS = {name: row for name, row in table("en", "frames").items() if name in LEXICON.frames}


def words_in_two_frames(kind: str) -> set[str]:
    told = [word for row in ROWS.values() for word in set(row.get(kind, []))]
    return {word for word in told if told.count(word) > 1}


def test_every_frame_named_beside_another_is_there() -> None:
    for frame in LEXICON.frames.values():
        assert frame.opposite | frame.converse | frame.kin <= LEXICON.frames.keys(), frame.name


def test_no_frame_is_its_own_opposite_converse_or_kin() -> None:
    for frame in LEXICON.frames.values():
        assert frame.name not in frame.opposite | frame.converse | frame.kin


def test_no_frame_is_kin_to_its_opposite_or_its_converse() -> None:
    for frame in LEXICON.frames.values():
        for other in frame.kin:
            assert not LEXICON.are_opposite(frame.name, other), (frame.name, other)
            assert not LEXICON.are_converse(frame.name, other), (frame.name, other)


def test_an_effect_is_to_gain_or_to_lose() -> None:
    effects = {effect for frame in LEXICON.frames.values() for effect in (frame.agent, frame.patient)}
    assert effects == {"", "gains", "loses"}


def test_a_row_has_no_key_that_nothing_reads() -> None:
    known = {"verbs", "nouns", "agent", "patient", "hostile", "opposite", "converse", "kin"}
    assert all(row.keys() <= known for row in ROWS.values())


def test_every_frame_can_be_called_up_by_a_verb_in_lower_case() -> None:
    for name, row in ROWS.items():
        assert row["verbs"], name
        assert all(
            word == word.lower() and " " not in word for word in (*row["verbs"], *row.get("nouns", []))
        )


def test_no_word_calls_up_two_frames() -> None:
    assert not words_in_two_frames("verbs")
    assert not words_in_two_frames("nouns")


def test_no_word_stands_twice_in_one_row() -> None:
    for name, row in ROWS.items():
        for kind in ("verbs", "nouns"):
            assert len(row.get(kind, [])) == len(set(row.get(kind, []))), name


def test_relations_between_frames_hold_both_ways_and_a_frame_is_its_own_kin() -> None:
    assert LEXICON.are_opposite("rise", "fall")
    assert LEXICON.are_opposite("fall", "rise")
    assert LEXICON.are_converse("advance", "withdraw")
    assert LEXICON.are_converse("withdraw", "advance")
    assert LEXICON.are_kin("flood", "damage")
    assert LEXICON.are_kin("damage", "flood")
    assert LEXICON.are_kin("resign", "resign")


def test_a_bare_head_word_is_a_frame_without_effects() -> None:
    assert LEXICON.get("yodel") == Frame("yodel")


def test_the_words_of_a_frame_hold_the_parts_of_its_phrasal_verbs() -> None:
    assert {"step", "down", "resign", "resignation"} <= LEXICON.words_of("resign")
    assert LEXICON.words_of("yodel") == frozenset()
