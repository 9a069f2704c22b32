"""At what an explicit denial is aimed: another speaker's content of the same frame about the same people."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from counterclaim.lang import table
from counterclaim.model import Act, Actor
from counterclaim.relate.comparisons import Comparison, Comparisons
from counterclaim.relate.frames import FrameLexicon
from counterclaim.relate.happenings import words
from counterclaim.relate.items import Item, camp, words_of_names
from counterclaim.relate.vetoes import only_one_counts, other_counted, other_direction, other_modality

_OF_ONE_FRAME = -1.0
_OF_ANOTHER = 0.6
"""From which likeness on a denial is aimed at a content of the same happening, or of another one."""

_FEW = 2
_MUCH = 0.4
"""More words, and a greater share of both, than this make one matter of a "not so" and a content."""

_ANSWERS = -2.6
"""From which likeness on a denial answers what was said of the denier right above."""

_VERY_WORDS = 10.0
_SAME_REPORT = 0.5
_UNIVERSAL_FLOOR = 0.5
"""How much likelier yet what "any" denies beyond its likeliest aim must be."""

_REACH = 1500
"""Characters back to which "denied the allegations" reaches: about three paragraphs."""


def denies(item: Item) -> bool:
    """A denying verb denies its content; "the reports were untrue" denies what the reports tell."""
    return item.statement.denied or item.statement.act is Act.DENY


def aims(
    denial: Item, others: Sequence[Item], above: Sequence[Item], compared: Comparisons
) -> tuple[str, ...]:
    """Return the contents that a denial denies: the likeliest, or all if it denies "any".

    Args:
        denial: what denies.
        others: the contents that it is compared with, without denials.
        above: the contents of its own report, without denials.
        compared: the comparisons of contents.
    """
    return _hit(denial, others, compared) or _meant(denial, above, compared)


def _hit(denial: Item, others: Sequence[Item], compared: Comparisons) -> tuple[str, ...]:
    """Return what a denial denies in so many words, the likeliest first."""
    scored = [(-aim_at(denial, one, compared), one.id) for one in others]
    hits = [(score, one) for score, one in sorted(scored) if score < 0]
    wide = [one for score, one in hits[1:] if -score >= _UNIVERSAL_FLOOR] if is_universal(denial) else []
    return (hits[0][1], *wide) if hits else ()


def is_universal(denial: Item) -> bool:
    """Say whether it denies "any" or "all" of what is told."""
    told = " ".join(denial.report.quote(span) for span in denial.statement.content).lower().split()
    return "any" in told or "all" in told


def aim_at(denial: Item, told: Item, compared: Comparisons) -> float:
    """Return how likely a denial is aimed at a content; 0 if it is not."""
    if denial.speaker and told.speaker and denial.speaker.key == told.speaker.key:
        return 0.0
    if denial.statement.content == told.statement.content:
        return _VERY_WORDS
    two = compared.of(denial.id, told.id)
    if two.vetoes.keys() - {only_one_counts} or _is_toll(told, denial, compared.lexicon):
        return 0.0
    frames = frozenset({denial.frame}) if denial.statement.denied else denial.frames
    is_kin = any(compared.lexicon.are_kin(told.frame, frame) for frame in frames)
    same_report = _SAME_REPORT * (denial.report.id == told.report.id)
    likely = two.likeness.score + same_report
    return max(0.0, likely - (_OF_ONE_FRAME if is_kin else _OF_ANOTHER))


def _is_toll(told: Item, denial: Item, lexicon: FrameLexicon) -> bool:
    """Who denies that ground was lost denies no count of people, unless he speaks of them too."""
    people = any(quantity.unit == "person" for quantity in told.proposition.quantities)
    shared = set(told.proposition.words) & set(denial.proposition.words)
    return people and not any(lexicon.verbs.get(word) != told.frame for word in shared)


def contradicted(
    group: Iterable[str], near: Callable[[str], Iterable[str]], compared: Comparisons
) -> list[tuple[float, str]]:
    """Return what a group that says it is not so ("I never used it") may contradict, the likeliest first.

    Args:
        group: ids of contents that say the same.
        near: the ids of the contents to look at for one of them, without denials.
        compared: the comparisons of contents.
    """
    scored = [
        (-score, other)
        for one in group
        if not compared.by_id[one].proposition.positive
        for other in near(one)
        if (score := _contradicts(compared.by_id[one], compared.by_id[other], compared)) > 0
    ]
    return sorted(scored)


def _contradicts(negative: Item, told: Item, compared: Comparisons) -> float:
    """Return how likely another speaker's "not so" is aimed at a content that it would else say; 0 if not."""
    if negative.proposition.positive or not told.proposition.positive or negative.statement.denied:
        return 0.0
    speakers = {camp(one.speaker) or one.speaker.key for one in (negative, told) if one.speaker}
    two = compared.of(negative.id, told.id)
    if len(speakers) < 2 or set(two.vetoes) - {only_one_counts} != {other_direction}:
        return 0.0
    lexicon = compared.lexicon
    if lexicon.are_opposite(negative.frame, told.frame) or lexicon.are_converse(negative.frame, told.frame):
        return 0.0
    shared = two.aligned
    if told.says_no or not told.proposition.clause or not _denies_the_deed(negative, told, two):
        return 0.0
    of_one = negative.what & told.what and (negative.who & told.who or not (negative.who and told.who))
    of_one = of_one or (len(shared.words) > _FEW and shared.both > _MUCH)
    least = _OF_ONE_FRAME if of_one or negative.who & told.who & negative.agents else _OF_ANOTHER
    return max(0.0, two.likeness.score - least)


def _denies_the_deed(negative: Item, told: Item, two: Comparison) -> bool:
    """Say whether what is denied is what is told, or is told of the denier himself."""
    of_himself = negative.speaker is not None and negative.speaker.key in negative.agents & told.agents
    return of_himself or two.same_deed


# -- "denied the allegations" --------------------------------------------------------------------------


def _meant(denial: Item, above: Sequence[Item], compared: Comparisons) -> tuple[str, ...]:
    """Return what a denial that names no matter, or only part of it, answers: the nearest right above."""
    start = denial.statement.content[0].start
    said = sorted(
        (start - one.statement.content[-1].end, one.id, one)
        for one in above
        if not one.proposition.part and not _is_own(denial, one) and _is_above(one, start)
    )
    near = [one for _, _, one in said]
    if _names_no_matter(denial, near):
        if _points_back(denial):
            return tuple(one.id for one in near[:1])
        named = [
            one for one in near if one.speaker and set(denial.proposition.words) & _words_of(one.speaker)
        ]
        of_denier = sorted(
            (one for one in near if _concerns(one, denial)), key=lambda one: _not_accused(one, denial)
        )
        return tuple(one.id for one in (named or of_denier or near)[:1])
    answered = [one for one in near if _concerns(one, denial) and _answers(denial, one, compared)]
    return tuple(one.id for one in answered[:1])


def _names_no_matter(denial: Item, above: Sequence[Item]) -> bool:
    """Say whether a denial names nothing but what somebody said: "the claims", "the operator's account"."""
    generic = frozenset(table("en", "notes")["generic"]) | words("wrongdoing")
    speakers = frozenset(word for one in above if one.speaker for word in _words_of(one.speaker))
    told = frozenset(denial.proposition.words)
    return bool(told) and told <= generic | speakers


def _points_back(denial: Item) -> bool:
    """Say whether it means what was said right before: "that's a lie", "her account", not "the charges"."""
    first = denial.report.quote(denial.statement.content[0]).lower().strip("“\"'‘").split()[:1]
    return bool(first) and first[0].partition("'")[0].partition("’")[0] in words("pointing_back")


def _words_of(actor: Actor) -> frozenset[str]:
    return words_of_names((actor.name, *actor.names))


def _not_accused(one: Item, denial: Item) -> tuple[bool, bool]:
    """Order what a denial may answer: first what accuses the denier, then what accuses anybody."""
    key = denial.speaker.key if denial.speaker else ""
    accuses = one.statement.act is Act.ACCUSE
    return not (accuses and key in one.agents | one.patients), not accuses


def _concerns(one: Item, denial: Item) -> bool:
    """Say whether a content is told of the denier, or accuses somebody."""
    key = denial.speaker.key if denial.speaker else ""
    return one.statement.act is Act.ACCUSE or key in one.agents | one.patients


def _answers(denial: Item, one: Item, compared: Comparisons) -> bool:
    """Say whether a denial takes up a word of what was said of the denier, and contradicts it."""
    two = compared.of(denial.id, one.id)
    against = two.vetoes.keys() - {other_counted, other_modality, only_one_counts}
    return not against and bool(two.aligned.words) and two.likeness.score >= _ANSWERS


def _is_above(one: Item, start: int) -> bool:
    return 0 <= start - one.statement.content[-1].end <= _REACH


def _is_own(denial: Item, one: Item) -> bool:
    return bool(denial.speaker and one.speaker and denial.speaker.key == one.speaker.key)
