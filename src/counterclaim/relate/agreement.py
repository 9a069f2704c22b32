"""What speaks for two contents saying the same thing: their frame, people, figures and words, weighed.

`comparisons` asks the vetoes first. Nearness alone never joins two contents.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from counterclaim.relate.alignment import Alignment, align, names
from counterclaim.relate.figures import in_words, same_figure
from counterclaim.relate.frames import FrameLexicon
from counterclaim.relate.happenings import words
from counterclaim.relate.items import Item
from counterclaim.relate.vectors import similarity
from counterclaim.relate.vetoes import are_two, names_of

_STEM = 4

WEIGHTS = {
    "nothing": -4.9,
    "both": 3.5,
    "shorter": 2.4,
    "nearness": 1.5,
    "same known frame": 2.1,
    "same other frame": 0.4,
    "kin frames": 2.0,
    "opposite frames": 0.5,
    "shared frame": 0.5,
    "frame told beside": -0.2,
    "other frame": -0.9,
    "figure": 1.3,
    "speaker": 1.2,
    "object": 0.9,
    "other names": -0.3,
    "other things": -0.8,
}
"""What each ground weighs, in the log-odds that two contents say the same (Fellegi and Sunter 1969).

Fitted by `bench/fit_agreement.py`, a logistic regression on the open pairs of `tests/cases/relate`, the
open stories of `bench/stories` and the annotated reports that the project measures itself on; rounded.
"""

ENOUGH = 0.0
"""From this log-odds on two contents that no veto keeps apart are one claim."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well two contents agree, as log-odds that they say the same, and why."""

    score: float
    because: str


def one_word_other(left: Item, right: Item, lexicon: FrameLexicon, aligned: Alignment) -> bool:
    """Where all else is told in the same words, the one that differs is the point: red is not blue.

    It is not where it calls up the same event, is a form of one word, or the other unit of a figure.
    """
    if aligned.rest is None or words("units").issuperset(aligned.rest):
        return False
    here, there = aligned.rest
    if _slot(here, left) != _slot(there, right):
        return False
    stem = min(len(here), len(there), _STEM)
    calls = here in lexicon.words_of(left.frame) and there in lexicon.words_of(right.frame)
    return here[:stem] != there[:stem] and not (calls and lexicon.are_kin(left.frame, right.frame))


def _slot(word: str, item: Item) -> str:
    """Return what part a word takes: who or what acts, what it is done to, or another."""
    if word == item.proposition.subject:
        return "subject"
    return "object" if word == item.proposition.object else "other"


def likeness(left: Item, right: Item, lexicon: FrameLexicon, aligned: Alignment | None = None) -> Agreement:
    """Return the log-odds that two contents say the same, whatever any veto says, and the grounds."""
    found = list(grounds(left, right, lexicon, aligned or align(left, right, lexicon)))
    because = "; ".join(reason for _, _, reason in found if reason)
    return Agreement(sum(WEIGHTS[name] * much for name, much, _ in found), because)


Ground = tuple[str, float, str]
"""What speaks for or against two contents saying the same: its name, how much of it, and in words."""


def grounds(left: Item, right: Item, lexicon: FrameLexicon, aligned: Alignment) -> Iterator[Ground]:
    """Yield all that is weighed in saying whether two contents say the same."""
    yield "nothing", 1, ""
    yield "both", aligned.both, f"{aligned.both:.0%} of the words agree"
    yield "shorter", aligned.shorter, ""
    yield "nearness", similarity(left.vector, right.vector), ""
    yield from _of_happening(left, right, lexicon)
    figure = same_figure(left, right)
    if figure:
        yield "figure", 1, f"both give {in_words(figure)}"
    if left.speaker and right.speaker and left.speaker.key == right.speaker.key:
        yield "speaker", 1, f"both said by {left.speaker.name}"
    if left.what & right.what:
        yield "object", 1, f"both done to {names_of(left.what & right.what)}"
    if names(left) - names(right) and names(right) - names(left):
        yield "other names", 1, ""
    if _tell_of_other_things(left, right, lexicon):
        yield "other things", 1, ""


def _of_happening(left: Item, right: Item, lexicon: FrameLexicon) -> Iterator[Ground]:
    if left.frame == right.frame:
        known = left.frame in lexicon.frames
        yield ("same known frame" if known else "same other frame"), 1, f"both tell of “{left.frame}”"
    elif lexicon.are_kin(left.frame, right.frame):
        yield "kin frames", 1, f"“{left.frame}” and “{right.frame}” may be one event"
    elif lexicon.are_opposite(left.frame, right.frame):
        yield "opposite frames", 1, f"not “{left.frame}” is “{right.frame}”, or the other way round"
    elif shared := _shared_frames(left, right, lexicon):
        known = {left.frame, right.frame} <= lexicon.frames.keys()
        yield "frame told beside" if known else "shared frame", 1, f"both tell of “{shared[0]}” too"
    elif {left.frame, right.frame} <= lexicon.frames.keys():
        yield "other frame", 1, ""


def _tell_of_other_things(left: Item, right: Item, lexicon: FrameLexicon) -> bool:
    """Say whether neither who or what acts, nor what it is done to, is the same, though both are told."""
    if left.who & right.who or left.what & right.what:
        return False
    here = {left.proposition.subject, left.proposition.object} - {""}
    there = {right.proposition.subject, right.proposition.object} - {""}
    return bool(here and there) and all(are_two(one, other, lexicon) for one in here for other in there)


def _shared_frames(left: Item, right: Item, lexicon: FrameLexicon) -> list[str]:
    """Return the known frames told in both; of two known main frames the shared one must be one."""
    shared = left.frames & right.frames & lexicon.frames.keys()
    main = {left.frame, right.frame}
    return sorted(shared & main if main <= lexicon.frames.keys() else shared)
