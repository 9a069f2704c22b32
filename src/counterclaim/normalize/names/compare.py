"""Two names: the same bearer? One rule a function, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from counterclaim.lang import table
from counterclaim.normalize.names.keys import blocking_keys, word_key
from counterclaim.normalize.names.letters import has_mixed_script, is_latin, romanise
from counterclaim.normalize.names.parts import Name, Word, parse, word_list
from counterclaim.normalize.names.sounds import likeness

PERSON = "person"
SAME = 0.7
"""Names with at least this score are the same."""

INITIAL, NICKNAME, KEY = 0.8, 0.9, 0.94
"""How much a matching initial, a known short form and a shared key are worth."""

HEARD_ALIKE = 0.86
"""Words of two scripts that sound at least this alike are one word (measured on Wikidata's names)."""

SPELLED_ALIKE = 0.7
"""Words of one script this alike may be one word misspelled."""

LONE_SURNAME = 0.75
"""What a bare surname, or first name, that fits is worth at most."""

_GENERIC_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How well two names fit, from 0 to 1; whether we take them for one; and why."""

    score: float
    same: bool
    because: str


@dataclass(frozen=True, slots=True)
class _Pair:
    left: Word
    right: Word
    score: float


def compare(left: str, right: str, kind: str = "Person") -> NameMatch:
    """Return whether two names of one kind can be of one bearer. The order of the two does not matter.

    Args:
        left: a name.
        right: another.
        kind: "Person", or what sort of organisation or thing; "LegalEntity" may be either.
    """
    first, second = sorted((left, right))
    for name in (first, second):
        if has_mixed_script(name):
            return NameMatch(0.0, same=False, because=f"“{name}” mixes look-alike letters of two scripts")
    if romanise(first) == romanise(second):
        return NameMatch(1.0, same=True, because="written the same")
    person = _is_person(first, second, kind)
    match = _persons(first, second) if person else _organisations(first, second)
    if match.same and not set(blocking_keys(first)).intersection(blocking_keys(second)):
        return NameMatch(min(match.score, SAME - 0.01), same=False, because="no word of the two sounds alike")
    return match


def _is_person(left: str, right: str, kind: str) -> bool:
    """A legal entity without a legal form may be a person."""
    if kind.casefold() == "legalentity":
        return not (parse(left).forms or parse(right).forms)
    return kind.casefold() == PERSON


# -- Words -------------------------------------------------------------------------------------


def _alike(left: Word, right: Word) -> float:
    """Return how alike two words are, from 0 to 1."""
    if left.plain == right.plain:
        return 1.0
    if len(left.plain) == 1 or len(right.plain) == 1:
        return INITIAL if left.plain[0] == right.plain[0] else 0.0
    if is_latin(left.text) != is_latin(right.text):
        return _across_scripts(left, right)
    spelled = float(OSA.normalized_similarity(left.plain, right.plain))
    if _nicknames().get(left.plain, {left.plain}) & _nicknames().get(right.plain, {right.plain}):
        return max(NICKNAME, spelled)
    if word_key(left.text) == word_key(right.text):
        return max(KEY, spelled)
    return spelled


def _across_scripts(left: Word, right: Word) -> float:
    """Sound decides between scripts; the scale is bent so that what is alike there is alike here."""
    heard = likeness(left.text, right.text)
    if heard >= HEARD_ALIKE:
        return SAME + (1 - SAME) * (heard - HEARD_ALIKE) / (1 - HEARD_ALIKE)
    return heard * (SAME - 0.01) / HEARD_ALIKE


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    """Return, for every first name with short forms and for every short form, the full names."""
    full: dict[str, set[str]] = {}
    for name, short in table("en", "names")["nicknames"].items():
        for form in (name, *short):
            full.setdefault(form, set()).add(name)
    return {form: frozenset(names) for form, names in full.items()}


def _paired(left: tuple[Word, ...], right: tuple[Word, ...], least: float) -> list[_Pair]:
    """Match words one to one, the most alike first; ties go to the longer and then the earlier words."""
    ranked = sorted(
        (
            (-_alike(one, other), -len(one.plain) - len(other.plain), i, j)
            for i, one in enumerate(left)
            for j, other in enumerate(right)
        )
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs = []
    for cost, _, i, j in ranked:
        if -cost >= least and i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            pairs.append(_Pair(left[i], right[j], -cost))
    return pairs


def _unpaired(words: tuple[Word, ...], paired: list[Word]) -> list[Word]:
    left_over = list(words)
    for word in paired:
        left_over.remove(word)
    return left_over


def _run_together(left: Name, right: Name) -> float:
    """Return how alike the names are with all blanks out: "Good Will" and "Goodwill"."""
    one, other = ("".join(word.plain for word in name.words) for name in (left, right))
    return float(OSA.normalized_similarity(one, other))


# -- Persons -----------------------------------------------------------------------------------


def _persons(first: str, second: str) -> NameMatch:
    left, right = parse(first, person=True), parse(second, person=True)
    short, long = sorted(
        (left, right), key=lambda name: (len(name.words), [word.plain for word in name.words])
    )
    if not short.words:
        return NameMatch(0.0, same=False, because="one of the names has no words")
    together = _run_together(left, right)
    if together >= 0.95:
        return NameMatch(together, same=True, because="the same but for blanks or a letter")
    short_words, long_words = _with_initials(short.words, long.words)
    pairs = _paired(short_words, long_words, SPELLED_ALIKE)
    missing = _unpaired(short_words, [pair.left for pair in pairs])
    extra = _unpaired(long_words, [pair.right for pair in pairs])
    if missing:
        return _apart(missing, extra, pairs, len(short_words))
    return _fitting(pairs, extra)


def _with_initials(
    short: tuple[Word, ...], long: tuple[Word, ...]
) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """Two capitals that are the other name's initials stand for two first names: "JC" for Jean-Claude."""
    letters = "".join(word.plain[0] for word in long)
    spread: list[Word] = []
    for word in short:
        if word.is_acronym and len(word.plain) == 2 and len(short) > 1 and word.plain in letters:
            spread += [Word(letter, letter) for letter in word.plain]
        else:
            spread.append(word)
    return (tuple(spread), long) if len(spread) <= len(long) else (short, long)


def _apart(missing: list[Word], extra: list[Word], pairs: list[_Pair], count: int) -> NameMatch:
    """A word of the shorter name that fits none of the longer sets the two apart."""
    odd = min(missing, key=lambda word: word.plain).text
    against = f", for which the other has “{extra[0].text}”" if extra else ""
    nearest = max((_alike(one, other) for one in missing for other in extra), default=0.0)
    score = (sum(pair.score for pair in pairs) + nearest * len(missing)) / (count + len(missing))
    return NameMatch(min(round(score, 4), SAME - 0.05), same=False, because=f"“{odd}” does not fit{against}")


def _fitting(pairs: list[_Pair], extra: list[Word]) -> NameMatch:
    """All of the shorter name fits: as well as its words do, less a little for what it leaves out."""
    weights = [max(len(pair.left.plain), len(pair.right.plain)) for pair in pairs]
    score = sum(pair.score * weight for pair, weight in zip(pairs, weights, strict=True)) / sum(weights)
    left_out = [word for word in extra if not word.plain.endswith(tuple(sorted(word_list("patronymics"))))]
    score -= 0.03 * len(left_out)
    worst = min(pairs, key=lambda pair: (pair.score, pair.left.plain))
    whole = f"“{worst.left.text}” fits “{worst.right.text}”" if worst.score < 1 else "all words fit"
    if len(pairs) == 1 and extra:
        score = min(score, LONE_SURNAME)
        whole = f"one name only: {whole}"
    because = f"{whole}, {len(extra)} more in the longer name" if extra else whole
    return NameMatch(round(max(score, 0.0), 4), same=score >= SAME, because=because)


# -- Organisations -----------------------------------------------------------------------------


def _organisations(first: str, second: str) -> NameMatch:
    left, right = parse(first), parse(second)
    if left.numbers != right.numbers:
        return NameMatch(0.3, same=False, because=f"numbers differ: {_listed(left)} and {_listed(right)}")
    if _is_acronym_of(left, right) or _is_acronym_of(right, left):
        return NameMatch(0.8, same=True, because="one is the initials of the other")
    penalty = 0.2 if left.forms and right.forms and left.forms.isdisjoint(right.forms) else 0.0
    if _run_together(left, right) >= 0.93 and left.words and right.words:
        return _judged(
            _run_together(left, right) - penalty, "the same but for blanks, a letter or a legal form"
        )
    pairs = _paired(left.words, right.words, SPELLED_ALIKE)
    lost_left = _unpaired(left.words, [pair.left for pair in pairs])
    lost_right = _unpaired(right.words, [pair.right for pair in pairs])
    if lost_left and lost_right:
        because = f"“{lost_left[0].text}” is not “{lost_right[0].text}”"
        return NameMatch(min(_shared(pairs, left, right), SAME - 0.05), same=False, because=because)
    because = (
        f"the longer name adds “{(lost_left + lost_right)[0].text}”"
        if lost_left or lost_right
        else "all words fit"
    )
    return _judged(_shared(pairs, left, right) - penalty, because)


def _judged(score: float, because: str) -> NameMatch:
    return NameMatch(round(max(0.0, score), 4), same=score >= SAME, because=because)


def _listed(name: Name) -> str:
    return ", ".join(str(number) for number in name.numbers) or "none"


def _is_acronym_of(short: Name, long: Name) -> bool:
    """The only word of one name is the initials of the other."""
    return len(short.words) == 1 and short.words[0].is_acronym and short.words[0].plain == long.initials


def _shared(pairs: list[_Pair], left: Name, right: Name) -> float:
    """Return how much of both names is shared, by weight; a number counts as a word."""
    total = sum(_weight(word) for word in (*left.words, *right.words)) + 2 * len(left.numbers)
    shared = sum((_weight(pair.left) + _weight(pair.right)) * pair.score for pair in pairs) + 2 * len(
        left.numbers
    )
    return round(shared / total, 4) if total else 0.0


def _weight(word: Word) -> float:
    """Generic words of organisations' names tell little."""
    return _GENERIC_WEIGHT if word.plain in word_list("words", "generic") else 1.0
