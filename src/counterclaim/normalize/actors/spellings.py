"""Which of many names are of one bearer, without comparing every name with every other.

Candidates are found by words: all words of the shorter name, initials apart, must be like some word
of the longer one, which is what `names.compare` demands too. Words are alike only if they share a
blocking key, so that a word with two sounds wrong is not found. Nothing is cut off at any number:
a name with many bearers is given up as soon as two of them are not one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from counterclaim.blocking import MemoryKeys
from counterclaim.cells import MEMBERS, Cells, Rule, Step
from counterclaim.lang import table
from counterclaim.normalize.actors.body_words import body_words
from counterclaim.normalize.names import blocking_keys, compare, has_mixed_script, name_key
from counterclaim.normalize.names.compare import SPELLED_ALIKE
from counterclaim.normalize.names.keys import word_key
from counterclaim.normalize.names.parts import Name, parse


class Spelling(NamedTuple):
    """A proper name, whether it is that of a body or of a person, and the body's country if told."""

    name: str
    body: bool = False
    country: str = ""


class Join(NamedTuple):
    """Two spellings of one bearer, and why."""

    left: Spelling
    right: Spelling
    because: str


def spelling_key(spelling: Spelling) -> tuple[object, ...]:
    """Return a key that only the usual transliterations of one name share; other numbers are other names.

    A name that mixes look-alike letters of two scripts has a key of its own, its very letters.
    """
    if has_mixed_script(spelling.name):
        return (spelling.name, spelling.body, spelling.country)
    country = spelling.country if spelling.body else ""
    numbers = parse(spelling.name).numbers if spelling.body else ()
    return (name_key(spelling.name), numbers, spelling.body, country)


def joined_spellings(spellings: Iterable[Spelling]) -> Iterator[Join]:
    """Yield the joins between spellings of one bearer; the same for the same set in any order.

    A name joins the fuller ones ("Lee", "Ann Lee"), and those as full ("Ann Leigh"), only if these
    are all one name among themselves; as full ones must each be the other's only choice.
    """
    cells = Cells(MemoryKeys(), "names", {})
    cells.follow(spelling_stages(cells))
    every = {written(one): one for one in set(spellings)}
    cells.put(FORM, {name: [name] for name in every})
    cells.settle()
    for name, one in sorted(every.items(), key=lambda item: item[1]):
        for fit in cells.of(FITS, name):
            sort, other = fit.split(" ", 1)
            if sort == FULLER or (one < every[other] and f"{AS_FULL} {name}" in cells.of(FITS, other)):
                yield Join(one, every[other], why_alike(one, every[other]))


def written(one: Spelling) -> str:
    """Return a spelling as a short text."""
    return "\t".join((one.name, "body" if one.body else "", one.country))


def read_spelling(text: str) -> Spelling:
    """Return the spelling that was written as a short text."""
    name, body, country = text.split("\t")
    return Spelling(name, bool(body), country)


# -- Kept from report to report ----------------------------------------------------------------------

FORM, SPELT = "form", "spelt"
"""The ways in which each name is written, and the one that stands for it."""

WORDS, TELLING, SHORT = "words", "telling word", "short"
"""The words of each name, the longest of these, and what the name comes to without blanks or as initials."""

LIKE, SOUND = "like", "sound"
"""The words that each word may be a spelling of, and the keys under which such are found."""

CANDIDATES, FITS = "candidates", "fits"
"""The names that have a word like each of one's own, and those of them that it stands for."""

FULLER, AS_FULL = "<", "="
"""What stands before a name that fits: it tells more, or as much."""


def spelling_stages(cells: Cells) -> tuple[Rule | Step, ...]:
    """Return what follows from the ways in which names are written."""
    return (
        Rule(SPELT, ((FORM, MEMBERS),), lambda name: cells.of(FORM, name)[:1]),
        Step(CANDIDATES, ((SPELT, MEMBERS),), lambda names: _put_candidates(cells, names)),
        Rule(FITS, ((SPELT, MEMBERS), (CANDIDATES, MEMBERS)), lambda name: _fits(cells, name)),
    )


def why_alike(one: Spelling, other: Spelling) -> str:
    """Return why two spellings are of one bearer."""
    short, full = sorted((one, other), key=_fullness)
    if _fullness(short) == _fullness(full):
        short, full = sorted((one, other))
        return f"“{short.name}” and “{full.name}”: {_match(short, full)}"
    return f"“{short.name}” is short for “{full.name}”, the only one so named: {_match(short, full)}"


# -- Fitting names -----------------------------------------------------------------------------------


def _fits(cells: Cells, name: str) -> Iterator[str]:
    """Yield the names that a name stands for; of several that are not one among themselves none is meant."""
    one = _spelt(cells, name)
    if one is None or has_mixed_script(one.name):
        return
    found: dict[str, dict[str, Spelling]] = {FULLER: {}, AS_FULL: {}}
    ambiguous: set[str] = set()
    for other, fitting in _likeliest_first(cells, one, cells.of(CANDIDATES, name)):
        sort = FULLER if _fullness(fitting) > _fullness(one) else AS_FULL
        if sort in ambiguous or not _match(one, fitting):
            continue
        known = next(iter(found[sort].values()), fitting)
        if known is not fitting and not _match(known, fitting):
            ambiguous.add(sort)
            if len(ambiguous) == len(found):
                return
        found[sort][other] = fitting
    for sort in found.keys() - ambiguous:
        yield from (f"{sort} {other}" for other in found[sort])


def _likeliest_first(cells: Cells, one: Spelling, names: Iterable[str]) -> list[tuple[str, Spelling]]:
    spelt = ((name, spelling) for name in names if (spelling := _spelt(cells, name)) is not None)
    return sorted(spelt, key=lambda item: (-len(_words(one) & _words(item[1])), item[1]))


def _spelt(cells: Cells, name: str) -> Spelling | None:
    return next((read_spelling(one) for one in cells.of(SPELT, name)), None)


@lru_cache(maxsize=50_000)
def _match(left: Spelling, right: Spelling) -> str:
    """Return why two names can be of one bearer, or nothing; bodies of two countries are two."""
    if left.body != right.body or (
        left.body and left.country and right.country and left.country != right.country
    ):
        return ""
    words, others = ({word.plain for word in _taken_apart(one).words} for one in (left, right))
    if not left.body and (words <= others or others <= words):
        return "all words fit"
    if left.body and (short := _without_trade(left, right)):
        return short
    match = compare(left.name, right.name, "Organization" if left.body else "Person")
    return match.because if match.same else ""


def _without_trade(left: Spelling, right: Spelling) -> str:
    """Return why one name is the other without the words that say what it is: "Aral" of "Aral Airways"."""
    short, full = sorted((left.name.lower().split(), right.name.lower().split()), key=len)
    trades = body_words("en").sorts
    beginning = full[: len(short)] == short and not any(word in trades for word in short)
    is_short = beginning and all(word in trades for word in full[len(short) :])
    return "the other words only say what it is" if is_short and short != full else ""


def _taken_apart(one: Spelling) -> Name:
    return parse(one.name, person=not one.body)


def _fullness(one: Spelling) -> tuple[int, int]:
    """Return how many words a name has, initials last: "J. Lee" is less full than "Jo Lee"."""
    words = _taken_apart(one).words
    return sum(len(word.plain) > 1 for word in words), len(words)


# -- Candidates ----------------------------------------------------------------------------------------


def _put_candidates(cells: Cells, names: Iterable[str]) -> None:
    """Take note of the names that were spelled otherwise: whose candidates they are, and who are theirs."""
    spelt = {name: one for name in names if (one := _spelt(cells, name)) is not None and _can_fit(one)}
    words = {name: _words(spelt[name]) if name in spelt else frozenset() for name in names}
    cells.put(WORDS, words)
    cells.put(
        TELLING,
        {name: [max(own, key=lambda word: (len(word), word))] if own else [] for name, own in words.items()},
    )
    cells.put(SHORT, {name: _shortened(spelt[name]) if name in spelt else () for name in names})
    _learn(cells, sorted({word for own in words.values() for word in own}))
    found: dict[str, set[str]] = {}
    for name in names:
        for other in cells.index.members(CANDIDATES, name):
            found.setdefault(other, {*cells.index.keys(CANDIDATES, other)}).discard(name)
        found[name] = set()
    for name, one in spelt.items():
        found[name].update(_those_like(cells, name, one))
        for other in _whom_it_is_like(cells, name, one):
            found.setdefault(other, {*cells.index.keys(CANDIDATES, other)}).add(name)
    cells.put(CANDIDATES, found)


def _can_fit(one: Spelling) -> bool:
    return not has_mixed_script(one.name) and bool(_taken_apart(one).words)


def _those_like(cells: Cells, name: str, one: Spelling) -> Iterator[str]:
    """Yield the names that have a word like each of one's own, or that come to the same in short."""
    like = [frozenset(cells.index.keys(LIKE, word)) for word in _words(one)]
    first = cells.index.keys(LIKE, cells.the(TELLING, name))
    fuller = {other for word in first for other in cells.index.members(WORDS, word)}
    yield from (
        other
        for other in fuller
        if other != name and all(not own.isdisjoint(cells.index.keys(WORDS, other)) for own in like)
    )
    yield from _same_in_short(cells, name, one, lambda _: len(_words(one)) == 1)


def _whom_it_is_like(cells: Cells, name: str, one: Spelling) -> Iterator[str]:
    """Yield the names of which each word is like one of this."""
    like = {other for word in _words(one) for other in cells.index.keys(LIKE, word)}
    shorter = {other for word in like for other in cells.index.members(TELLING, word)}
    yield from (
        other for other in shorter if other != name and like.issuperset(cells.index.keys(WORDS, other))
    )
    yield from _same_in_short(cells, name, one, lambda other: len(cells.index.keys(WORDS, other)) == 1)


def _same_in_short(
    cells: Cells, name: str, one: Spelling, may_be_initials: Callable[[str], bool]
) -> Iterator[str]:
    """Yield the names that are one word without blanks, and bodies of which one is the initials."""
    for short in _shortened(one):
        for other in cells.index.members(SHORT, short):
            if other != name and (not short.startswith("=") or may_be_initials(other)):
                yield other


def _words(one: Spelling) -> frozenset[str]:
    """Return the words that tell, initials apart; a name of nothing else keeps them."""
    words = {word.plain for word in _taken_apart(one).words}
    return frozenset({word for word in words if len(word) > 1} or words)


def _shortened(one: Spelling) -> list[str]:
    """Return what a name comes to without blanks, and for a body the letters that may stand for it."""
    together = "".join(word.plain for word in _taken_apart(one).words)
    initials = [key for key in blocking_keys(one.name) if key.startswith("=")] if one.body else []
    return [together, *initials]


def _learn(cells: Cells, words: Iterable[str]) -> None:
    """Take note for each new word which it may be a spelling of: by key, by letters, or as a short form."""
    new = [word for word in words if not cells.index.keys(LIKE, word)]
    keys = {word: (*blocking_keys(word), *_full_forms(word)) for word in new}
    cells.index.put(SOUND, keys)
    like: dict[str, set[str]] = {}
    for word in new:
        own = like.setdefault(word, set())
        own.add(word)
        for other in _alike(cells, word, keys[word]):
            own.add(other)
            like.setdefault(other, {*cells.index.keys(LIKE, other)}).add(word)
    cells.index.put(LIKE, like)


def _alike(cells: Cells, word: str, keys: Iterable[str]) -> set[str]:
    """Return the words known that are spelled or sound like one, or that stand for one first name with it."""
    near = {other for key in keys for other in cells.index.members(SOUND, key)}
    spelt = process.extract(
        word, near, scorer=OSA.normalized_similarity, score_cutoff=SPELLED_ALIKE, limit=None
    )
    heard = {other for other in near if word_key(other) == word_key(word)}
    short = {other for key in _full_forms(word) for other in cells.index.members(SOUND, key)}
    return {*(match[0] for match in spelt), *heard, *short}


def _full_forms(word: str) -> tuple[str, ...]:
    """Return keys for the first names that a short form stands for: "Bob" and "Robert" share one."""
    return tuple(f"~{name}" for name in _names_of_short_forms().get(word, ()))


@cache
def _names_of_short_forms() -> Mapping[str, Sequence[str]]:
    forms: Mapping[str, Sequence[str]] = table("en", "names")["nicknames"]
    found: dict[str, list[str]] = {}
    for name in sorted(forms):
        for form in {name, *forms[name]}:
            found.setdefault(form, []).append(name)
    return found
