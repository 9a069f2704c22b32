"""Which of many names are of one bearer, without comparing every name with every other.

Candidates are found by words: all words of the shorter name, initials apart, must be like some word
of the longer one, which is what `names.compare` demands too. Words are alike only if they share a
blocking key, so that a word with two sounds wrong is not found. Nothing is cut off at any number:
a name with many bearers is given up as soon as two of them are not one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

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
    everyone = sorted(
        one for one in set(spellings) if not has_mixed_script(one.name) and _taken_apart(one).words
    )
    index = _index(everyone)
    chosen: dict[Spelling, dict[Spelling, str]] = {}
    for one in everyone:
        fits = _fitting(one, index)
        for other, because in fits.fuller:
            yield Join(
                one, other, f"“{one.name}” is short for “{other.name}”, the only one so named: {because}"
            )
        chosen[one] = dict(fits.as_full)
    for one in everyone:
        for other, because in sorted(chosen[one].items()):
            if one < other and one in chosen[other]:
                yield Join(one, other, f"“{one.name}” and “{other.name}”: {because}")


# -- Fitting names -----------------------------------------------------------------------------------


class _Fitting(NamedTuple):
    """The names that a name may stand for: fuller ones, and others as full; empty where ambiguous."""

    fuller: tuple[tuple[Spelling, str], ...]
    as_full: tuple[tuple[Spelling, str], ...]


def _fitting(one: Spelling, index: _Index) -> _Fitting:
    fuller: list[tuple[Spelling, str]] | None = []
    as_full: list[tuple[Spelling, str]] | None = []
    for other in _candidates(one, index):
        is_fuller = _fullness(other) > _fullness(one)
        known = fuller if is_fuller else as_full
        because = _match(one, other) if known is not None else ""
        if known is None or not because:
            continue
        ambiguous = bool(known) and not _match(known[0][0], other)
        if is_fuller:
            fuller = None if ambiguous else [*known, (other, because)]
        else:
            as_full = None if ambiguous else [*known, (other, because)]
    return _Fitting(tuple(fuller or ()), tuple(as_full or ()))


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


@dataclass(frozen=True, slots=True)
class _Index:
    """The names that have a word, that come to one word without blanks, or that initials fit; words alike."""

    names: Mapping[str, Sequence[Spelling]]
    like: Mapping[str, Sequence[str]]
    together: Mapping[str, Sequence[Spelling]]
    acronyms: Mapping[str, Sequence[Spelling]]


def _index(everyone: Sequence[Spelling]) -> _Index:
    names: dict[str, list[Spelling]] = {}
    together: dict[str, list[Spelling]] = {}
    acronyms: dict[str, list[Spelling]] = {}
    for one in everyone:
        together.setdefault(_together(one), []).append(one)
        for word in sorted(_words(one)):
            names.setdefault(word, []).append(one)
        for key in blocking_keys(one.name) if one.body else ():
            if key.startswith("="):
                acronyms.setdefault(key, []).append(one)
    return _Index(names, _words_alike(sorted(names)), together, acronyms)


def _words(one: Spelling) -> set[str]:
    """Return the words that tell, initials apart; a name of nothing else keeps them."""
    words = {word.plain for word in _taken_apart(one).words}
    return {word for word in words if len(word) > 1} or words


def _together(one: Spelling) -> str:
    return "".join(word.plain for word in _taken_apart(one).words)


def _words_alike(words: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return for each word those it may be a spelling of: by key, by letters, or as a short form."""
    buckets: dict[str, list[str]] = {}
    keys = {word: (*blocking_keys(word), *_full_forms(word)) for word in words}
    for word in words:
        for key in keys[word]:
            buckets.setdefault(key, []).append(word)
    like: dict[str, tuple[str, ...]] = {}
    for word in words:
        near = sorted({other for key in keys[word] for other in buckets[key]})
        spelt = process.extract(
            word, near, scorer=OSA.normalized_similarity, score_cutoff=SPELLED_ALIKE, limit=None
        )
        heard = [other for other in near if word_key(other) == word_key(word)]
        short = [other for key in _full_forms(word) for other in buckets[key]]
        like[word] = tuple(sorted({word, *(match[0] for match in spelt), *heard, *short}))
    return like


def _full_forms(word: str) -> tuple[str, ...]:
    """Return keys for the first names that a short form stands for: "Bob" and "Robert" share one."""
    forms: Mapping[str, Sequence[str]] = table("en", "names")["nicknames"]
    return tuple(f"~{name}" for name in sorted(forms) if word == name or word in forms[name])


def _candidates(one: Spelling, index: _Index) -> Iterator[Spelling]:
    """Yield the other names that have a word like each of this one's, the likeliest first."""
    postings = [{name for like in index.like[word] for name in index.names[like]} for word in _words(one)]
    found = set.intersection(*sorted(postings, key=len))
    found.update(index.together[_together(one)])
    if one.body and len(_words(one)) == 1:
        found |= {name for key in blocking_keys(one.name) for name in index.acronyms.get(key, ())}
    own = _words(one)
    yield from sorted(found - {one}, key=lambda other: (-len(own & _words(other)), other))
