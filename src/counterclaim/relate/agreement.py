"""Do two contents say the same thing? Vetoes first, then agreement of frame, people, figures and words.

Each veto is one function with one sentence; what none forbids must still agree in its frame and be
near in its words. Nearness alone never joins two contents.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from counterclaim.model import Modality
from counterclaim.relate.figures import clashing_figures, in_words, numbers_told, same_figure, units_told
from counterclaim.relate.frames import FrameLexicon
from counterclaim.relate.items import Item
from counterclaim.relate.vectors import similarity

_LONGEST_APART = timedelta(days=21)
_SAME_FRAME = 0.64
_KIN_FRAME = 0.68
_SAME_WORD = 0.7
_ONE_SPEAKER = 0.12
_SAME_SIDES = 0.08
_SAME_FIGURE = 0.12
_SAME_PLACE = 0.04
_NEARLY_THE_WORDS = 0.72
_SHARED_FRAME = 0.7
_WHOLE = frozenset({"entire", "whole", "all", "every", "complete"})


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well two contents agree, 0..1 and more, and why."""

    score: float
    because: str


Veto = Callable[[Item, Item, FrameLexicon], str | None]


def other_figure(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """Two figures of one unit that cannot both hold are two claims."""
    del lexicon
    clash = clashing_figures(left, right)
    return f"{in_words(clash[0])} is not {in_words(clash[1])}" if clash else None


def other_counted(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """Forty dead are not forty houses: what counts other things is another claim.

    Of one frame, eleven drivers may be eleven people: there the numbers must differ too.
    """
    del lexicon
    here, there = units_told(left), units_told(right)
    same_number = bool(numbers_told(left) & numbers_told(right)) and left.frame == right.frame
    if here and there and not here & there and not same_number:
        return f"one counts in {_names(here)}, the other in {_names(there)}"
    return None


def other_extent(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """The whole of a thing is not a part of it."""
    whole = [bool(_WHOLE & set(one.proposition.words)) for one in (left, right)]
    counted = [any(q.value is not None for q in one.proposition.quantities) for one in (left, right)]
    if lexicon.are_kin(left.frame, right.frame) and whole[0] != whole[1] and counted[whole.index(False)]:
        return "one tells of the whole, the other of a number"
    return None


def other_modality(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """What is to come or wanted is not what was done."""
    del lexicon
    ahead = {Modality.FUTURE, Modality.WANTED}
    if (left.proposition.modality in ahead) != (right.proposition.modality in ahead):
        return f"one is {left.proposition.modality}, the other {right.proposition.modality}"
    return None


def other_doers(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """The same done by another side is another thing: parallel claims of two sides stay apart."""
    same = lexicon.are_kin(left.frame, right.frame)
    if same and left.doers and right.doers and not left.doers & right.doers:
        return f"done by {_names(left.doers)}, not {_names(right.doers)}"
    if same and left.done_to and right.done_to and not left.done_to & right.done_to:
        return f"done to {_names(left.done_to)}, not {_names(right.done_to)}"
    return None


def other_unit(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """The 72nd is not the 3rd, and neither is the whole army."""
    del lexicon
    if left.units == right.units or left.units & right.units:
        return None
    if left.units and right.units:
        return f"{_names(left.units)} is not {_names(right.units)}"
    return f"only one tells of {_names(left.units | right.units)}"


def other_place(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """What happened in one town did not happen in another."""
    del lexicon
    here, there = set(left.proposition.places), set(right.proposition.places)
    return "told of other places" if here and there and not here & there else None


def other_time(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """What happened at one time is not what happened at another; nor what was printed weeks apart."""
    del lexicon
    if left.when and right.when and not left.when.could_overlap(right.when):
        return "told of other times"
    printed = [one.report.published.begin for one in (left, right) if one.report.published]
    known = [moment for moment in printed if moment is not None]
    if len(known) == 2 and abs(known[0] - known[1]) > _LONGEST_APART:
        return "printed more than three weeks apart"
    return None


def other_direction(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """A thing and its opposite are two claims, however near their words."""
    same_sign = left.proposition.positive == right.proposition.positive
    if lexicon.are_opposite(left.frame, right.frame):
        return f"“{left.frame}” is the opposite of “{right.frame}”" if same_sign else None
    if lexicon.are_converse(left.frame, right.frame):
        return f"“{left.frame}” and “{right.frame}” are two views of one happening"
    if not same_sign:
        return "one says it is not so"
    return None


VETOES: tuple[Veto, ...] = (
    other_direction,
    other_modality,
    other_figure,
    other_counted,
    other_extent,
    other_unit,
    other_doers,
    other_place,
    other_time,
)
"""Every reason why two contents cannot be one claim."""


def veto(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """Return why the two cannot be one claim, or None."""
    return next((reason for rule in VETOES if (reason := rule(left, right, lexicon)) is not None), None)


def agreement(left: Item, right: Item, lexicon: FrameLexicon) -> Agreement | None:
    """Return how well two contents agree if they say the same thing, else None."""
    if veto(left, right, lexicon) is not None:
        return None
    nearness = similarity(left.vector, right.vector)
    if _says_no_more(left, right, lexicon):
        return Agreement(1.0, f"both tell of “{left.frame}” of the same, and one tells no more")
    grounds = _grounds(left, right)
    score = nearness + sum(weight for weight, _ in grounds)
    floor, sort = _floor(left, right, lexicon)
    if floor is None or score < floor or nearness < floor - 0.2:
        return None
    reasons = "; ".join([sort, *(reason for _, reason in grounds), f"words alike to {nearness:.2f}"])
    return Agreement(score, reasons)


def _says_no_more(left: Item, right: Item, lexicon: FrameLexicon) -> bool:
    """Say whether one content is nothing but a frame told of the same actor: "she resigned", "she quit"."""
    if left.frame != right.frame or not left.agents or left.agents != right.agents:
        return False
    rest = [set(one.proposition.words) - one.names - lexicon.words_of(one.frame) for one in (left, right)]
    return left.frame in lexicon.frames and not all(rest)


def _floor(left: Item, right: Item, lexicon: FrameLexicon) -> tuple[float | None, str]:
    """How near the words must be depends on what else agrees."""
    if left.frame == right.frame:
        known = left.frame in lexicon.frames
        return (_SAME_FRAME if known else _SAME_WORD), f"both tell of “{left.frame}”"
    if lexicon.are_kin(left.frame, right.frame):
        return _KIN_FRAME, f"“{left.frame}” and “{right.frame}” may be one event"
    if lexicon.are_opposite(left.frame, right.frame):
        return _KIN_FRAME, f"not “{left.frame}” is “{right.frame}”, or the other way round"
    shared = _shared_frames(left, right, lexicon)
    if shared:
        return _SHARED_FRAME, f"both tell of “{shared[0]}” too"
    if _shared_words(left, right) >= _NEARLY_THE_WORDS:
        return _KIN_FRAME, "nearly the same words"
    return None, ""


def _shared_frames(left: Item, right: Item, lexicon: FrameLexicon) -> list[str]:
    """Return the known frames told in both; of two known main frames the shared one must be one."""
    shared = left.frames & right.frames & lexicon.frames.keys()
    main = {left.frame, right.frame}
    return sorted(shared & main if main <= lexicon.frames.keys() else shared)


def _grounds(left: Item, right: Item) -> list[tuple[float, str]]:
    grounds: list[tuple[float, str]] = []
    if left.speaker and right.speaker and left.speaker.key == right.speaker.key:
        grounds.append((_ONE_SPEAKER, f"both said by {left.speaker.name}"))
    if left.doers & right.doers or left.done_to & right.done_to:
        grounds.append(
            (_SAME_SIDES, f"both about {_names((left.doers & right.doers) | (left.done_to & right.done_to))}")
        )
    figure = same_figure(left, right)
    if figure:
        grounds.append((_SAME_FIGURE, f"both give {in_words(figure)}"))
    if set(left.proposition.places) & set(right.proposition.places):
        grounds.append((_SAME_PLACE, "the same place"))
    return grounds


def _shared_words(left: Item, right: Item) -> float:
    """Share of the shorter content's words that stand in the other."""
    here, there = set(left.proposition.words), set(right.proposition.words)
    return len(here & there) / min(len(here), len(there)) if min(len(here), len(there)) >= 3 else 0.0


def _names(sides: frozenset[str]) -> str:
    return " and ".join(sorted(sides))
