"""Why two contents cannot be one claim: another figure, thing, side, place, time, direction or deed.

Each veto is one function with one sentence and one reason; none is ever outweighed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from counterclaim.model import Modality
from counterclaim.relate.alignment import alike
from counterclaim.relate.figures import clashing_figures, in_words, numbers_told, units_told
from counterclaim.relate.frames import FrameLexicon, opposite_words
from counterclaim.relate.happenings import words
from counterclaim.relate.items import Item, camp

_LONGEST_APART = timedelta(days=21)
UNLIKE = 0.45
"""Head words less near than this name two things: a harbour is no school, but a drone may be an aircraft."""

_WHOLE = frozenset({"entire", "whole", "all", "every", "complete", "each"})
_PART = frozenset({"few", "half", "none", "some", "most"})

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
        return f"one counts in {names_of(here)}, the other in {names_of(there)}"
    return None


def only_one_counts(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """Who tells that they fled does not tell that they fled two kilometres: a figure says more."""
    del lexicon
    here, there = units_told(left), units_told(right)
    if bool(here) == bool(there):
        return None
    return f"only one tells how many or how much: {names_of(here or there) or 'a number'}"


def other_extent(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """The whole of a thing is not a part of it."""
    whole = [bool(_WHOLE & set(one.proposition.words)) for one in (left, right)]
    if whole[0] == whole[1] or not lexicon.are_kin(left.frame, right.frame):
        return None
    other = (left, right)[whole.index(False)]
    if any(quantity.value is not None for quantity in other.proposition.quantities):
        return "one tells of the whole, the other of a number"
    return "one tells of all, the other of some" if _PART & set(other.proposition.words) else None


def other_modality(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """What is to come or wanted is not what was done."""
    del lexicon
    ahead = {Modality.FUTURE, Modality.WANTED}
    told = {left.proposition.modality, right.proposition.modality}
    if told == {Modality.FUTURE, Modality.ONGOING}:  # "she will resign", "I am resigning"
        return None
    if len(told & ahead) == 1 and told - ahead:
        return f"one is {left.proposition.modality}, the other {right.proposition.modality}"
    return None


def other_doers(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """The same done by another side is another thing: parallel claims of two sides stay apart."""
    same = lexicon.are_kin(left.frame, right.frame)
    if same and left.doers and right.doers and not left.doers & right.doers:
        return f"done by {names_of(left.doers)}, not {names_of(right.doers)}"
    if same and left.done_to and right.done_to and not left.done_to & right.done_to:
        return f"done to {names_of(left.done_to)}, not {names_of(right.done_to)}"
    return None


def other_unit(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """The 72nd is not the 3rd, and neither is the whole army."""
    del lexicon
    if left.units == right.units or left.units & right.units:
        return None
    if left.units and right.units:
        return f"{names_of(left.units)} is not {names_of(right.units)}"
    return f"only one tells of {names_of(left.units | right.units)}"


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
    if not same_sign and not (left.says_no and right.says_no):
        return "one says it is not so"
    return None


def other_word(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """What is told with a word and with its opposite ("safe", "unsafe") is not the same."""
    del lexicon
    if left.proposition.positive != right.proposition.positive:
        return None
    opposites = opposite_words("en")
    here, there = set(left.proposition.words), set(right.proposition.words)
    for word in sorted(here - there):
        against = sorted(opposites.get(word, frozenset()) & (there - here))
        if against:
            return f"“{word}” is the opposite of “{against[0]}”"
    return None


def other_side(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """A gain that one side tells of itself is not the gain that another tells without saying whose."""
    if (
        left.frame != right.frame
        or lexicon.get(left.frame).agent != "gains"
        or not (left.speaker and right.speaker)
    ):
        return None
    sides = [camp(left.speaker), camp(right.speaker)]
    own = [bool(side) and side in one.acting for side, one in zip(sides, (left, right), strict=True)]
    nobody = [not one.doers for one in (left, right)]
    if not all(sides) or sides[0] == sides[1]:
        return None
    if (own[0] and nobody[1]) or (own[1] and nobody[0]):
        return f"{sides[own.index(True)]} tells it of itself, {sides[own.index(False)]} of nobody"
    return None


def other_happening(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """Who did two things to the same one told two things: the convoy was shelled, the convoy was spared."""
    known = {left.frame, right.frame} <= lexicon.frames.keys() and left.frame != right.frame
    beside = left.proposition.part or right.proposition.part
    transitive = all(one.proposition.object or one.patients for one in (left, right))
    of_the_same = transitive and left.who & right.who and left.what & right.what
    if not known or not (beside or of_the_same):
        return None
    related = lexicon.are_kin(left.frame, right.frame) or lexicon.are_opposite(left.frame, right.frame)
    if related or left.frames & right.frames & lexicon.frames.keys():
        return None
    here, there = (lexicon.words_of(one.frame) & set(one.proposition.words) for one in (left, right))
    if any(alike(one, other, lexicon, UNLIKE) for one in here for other in there):
        return None
    return f"one tells of “{left.frame}”, the other of “{right.frame}”"


def swapped_roles(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """Who does it in one, and has it done to him in the other, did not do the same."""
    del lexicon
    told = left.frame == right.frame and left.who and right.who
    if not told or left.who & right.who or left.what & right.what:
        return None
    turned = (left.who & right.what) | (right.who & left.what)
    return f"{names_of(turned)} does it in one, and has it done to it in the other" if turned else None


def other_thing(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """What is done to the harbour is not done to the school."""
    here, there = left.proposition.object, right.proposition.object
    if left.frame != right.frame or not (here and there):
        return None
    if here == there:
        return _other_sort(left, right, lexicon)
    if left.what & right.what or not are_two(here, there, lexicon):
        return None
    return f"done to the {here}, not the {there}"


def _other_sort(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """The tax reform is not the school reform."""
    here, there = left.proposition.object_sort, right.proposition.object_sort
    if not here or not there or any(alike(one, other, lexicon, UNLIKE) for one in here for other in there):
        return None
    return f"done to the {here[0]} {left.proposition.object}, not the {there[0]} {left.proposition.object}"


def other_cause(left: Item, right: Item, lexicon: FrameLexicon) -> str | None:
    """What the storm did the fire did not do."""
    here, there = left.proposition.subject, right.proposition.subject
    if left.frame != right.frame or left.who & right.who or (left.doers and right.doers):
        return None
    is_named = left.doers or right.doers
    transitive = {bool(one.proposition.object or one.patients) for one in (left, right)}
    named_once = transitive == {True} and left.frame in words("once")
    if not (here and there) or len(transitive) > 1 or (is_named and not named_once):
        return None
    return f"done by the {here}, not the {there}" if are_two(here, there, lexicon) else None


def are_two(here: str, there: str, lexicon: FrameLexicon) -> bool:
    """Say whether two head words name two things; people may be called by many words."""
    return not (words("anybody") >= {here, there} or alike(here, there, lexicon, UNLIKE))


VETOES: tuple[Veto, ...] = (
    other_direction,
    other_word,
    other_modality,
    other_figure,
    other_counted,
    other_extent,
    other_unit,
    other_doers,
    other_side,
    other_happening,
    swapped_roles,
    other_thing,
    other_cause,
    other_place,
    other_time,
    only_one_counts,
)
"""Every reason why two contents cannot be one claim."""


def vetoes(
    left: Item, right: Item, lexicon: FrameLexicon, rules: Iterable[Veto] = VETOES
) -> Mapping[Veto, str]:
    """Return every reason of `rules` why the two cannot be one claim, by its rule.

    Whether a rule finds one does not hang on which of the two is left; its words do.
    """
    found = ((rule, rule(left, right, lexicon)) for rule in rules)
    return {rule: reason for rule, reason in found if reason is not None}


def names_of(sides: frozenset[str]) -> str:
    """Return sides, people or things for a reader."""
    return " and ".join(sorted(sides))
