"""The table of a language's number words, compiled once into patterns and dictionaries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from counterclaim.lang import LANGUAGES, table
from counterclaim.model import Bound
from counterclaim.problems import UsageError

FIGURE = (
    r"(?:\d{1,3}[\s-]?)?[½¼¾⅓⅔⅛⅜⅝⅞]|\d{1,3}[\s-][1-9]/[2-9](?![\d/])|"
    r"\d{1,3}(?:[\u00a0\u2009\u202f ]\d{3})+(?![\d.,]*\d)"
    r"|\d(?:\d|[.,](?=\d)|['’](?=\d{3}(?!\d)))*|(?<![\w.])\.\d+"
)
"""A figure as it may be written; whether it makes sense is for `figures.read_figure` to say."""


SIGNS = {"~": "~", "≈": "~", "∼": "~", "<": "<", "≤": "<", ">": ">", "≥": ">"}
"""Signs before a figure that say which way it is open, in any language."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What one language says in numbers. Callers must not change the dictionaries: they are shared."""

    plain: dict[str, float]
    scales: dict[str, float]
    money_scales: dict[str, float]
    vague: dict[str, float]
    fractions: dict[str, float]
    candidate: re.Pattern[str]  # anything that may be a number
    money_scale: re.Pattern[str]
    minus: re.Pattern[str]  # these four end where a number begins
    qualifier_before: re.Pattern[str]
    bound_before: dict[str, Bound]
    code_before: re.Pattern[str]
    code_and_dash: re.Pattern[str]  # "$10-" before the second figure of a range
    qualifier_after: re.Pattern[str]  # and these begin where one ends
    bound_after: dict[str, Bound]
    unit_before: re.Pattern[str]  # "magnitude 6.1"
    named_before: dict[str, str]
    unit: re.Pattern[str]
    units: dict[str, str]
    money: frozenset[str]
    spelled: dict[str, str]
    lengths: frozenset[str]  # the units that time is measured in
    country_mark: re.Pattern[str]
    rate: re.Pattern[str]
    connectors: dict[str, re.Pattern[str]]
    counted: dict[str, str]
    counts_whole: frozenset[str]  # the units of these: there is no half of a person
    plurals: dict[str, str]
    heads: dict[str, frozenset[str]]
    forms: dict[str, frozenset[str]]
    decoys: dict[str, re.Pattern[str]]


def any_of(names: Iterable[str]) -> str:
    """Return a pattern for any of `names`, the longest first; a blank matches any white space or hyphen."""
    ordered = sorted(set(names), key=lambda name: (-len(name), name))
    return "(?:" + "|".join(re.escape(name).replace(r"\ ", r"[\s-]+") for name in ordered) + ")"


def squeeze(words: str) -> str:
    """Return `words` in lower case with single blanks, the way tables have them."""
    return " ".join(words.casefold().replace("-", " ").split()) or words


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return what `language` says in numbers.

    Raises:
        UsageError: there is no table for that language.
    """
    if language not in LANGUAGES:
        raise UsageError(f"no quantities in language {language!r}: there are {', '.join(LANGUAGES)}")
    rows = table(language, "quantities")
    numbers, qualifiers, decoys = rows["numbers"], rows["qualifiers"], rows["decoys"]
    before, after, joined = (_bounds(qualifiers[place]) for place in ("before", "after", "joined"))
    units = {name: unit for unit, row in rows["measures"].items() for name in row["names"]}
    money = {name: unit for unit, names in rows["money"].items() for name in names}
    return Vocabulary(
        plain=numbers["plain"],
        scales=numbers["scales"],
        money_scales=numbers["money_scales"],
        vague=numbers["vague"],
        fractions=numbers["fractions"],
        candidate=_candidate(numbers, units),
        money_scale=re.compile(rf"\s?{any_of(numbers['money_scales'])}(?!\w)", re.IGNORECASE),
        minus=re.compile(r"(?:(?<!\w)minus[\s-]+|(?<![\w)\]}.,:/%-])[-−])$", re.IGNORECASE),
        qualifier_before=re.compile(rf"(?:(?<![\w-])({any_of(before)})|([~≈∼<>≤≥]))[\s-]*$", re.IGNORECASE),
        bound_before={squeeze(name): bound for name, bound in before.items()}
        | {sign: Bound(meaning) for sign, meaning in SIGNS.items()},
        code_before=re.compile(rf"{_code(money)}\s?$"),
        code_and_dash=re.compile(
            rf"{_code(money)}\s?\d[\d.,]*\s?(?:{any_of(rows['ranges']['dashes'])}|to)\s?$"
        ),
        qualifier_after=re.compile(
            rf"(?:[\s-]+({any_of(after)})(?!\w)|-({any_of(joined)})(?!\w)|(\+)(?!\d))", re.IGNORECASE
        ),
        bound_after={squeeze(name): bound for name, bound in (after | joined).items()}
        | {"+": Bound.AT_LEAST},
        unit_before=re.compile(rf"(?<!\w)({any_of(rows['unit_before'])})[\s-](?:of\s+)?$", re.IGNORECASE),
        named_before=rows["unit_before"],
        unit=_unit(units | money),
        units=_exact_or_folded(units | money),
        money=frozenset(rows["money"]),
        spelled={unit: row["words"] for unit, row in rows["measures"].items()},
        lengths=frozenset(rows["lengths"]["of_time"]),
        country_mark=re.compile(r"\s(?:US|U\.S\.)(?!\w)"),
        rate=_rate(rows["heads"], units),
        connectors=_connectors(rows["ranges"], numbers["plain"]),
        counted={name: unit for unit, names in rows["counted"].items() for name in names},
        counts_whole=frozenset(rows["counted"]),
        plurals=rows["plurals"],
        heads=_sets(rows["heads"], rows["lengths"], rows["people"]),
        forms=_sets(numbers["forms"], rows["negation"], decoys),
        decoys=_decoys(rows),
    )


def _bounds(qualifiers: Mapping[str, Iterable[str]]) -> dict[str, Bound]:
    return {name: Bound(sign) for sign, names in qualifiers.items() for name in names}


def _sets(*tables: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    return {key: frozenset(words) for rows in tables for key, words in rows.items()}


def _decoys(rows: Mapping[str, Any]) -> dict[str, re.Pattern[str]]:
    decoys, plain = rows["decoys"], rows["numbers"]["plain"]
    of_people = {"none of": _none_of(rows["negation"]), "suffered": _suffered(rows["people"])}
    return _dates(decoys, plain) | _ages(decoys, plain) | _names(decoys) | of_people


def _candidate(numbers: dict[str, dict[str, float]], units: dict[str, str]) -> re.Pattern[str]:
    plain, scale = any_of(numbers["plain"]), any_of(numbers["scales"])
    vague = any_of(set(numbers["vague"]) - {"several", "couple"})
    half = rf"(?:[\s-]+and[\s-]+a[\s-]+half(?:[\s-]+{scale})?(?!\w))?"
    tail = rf"(?:(?:\s+|\s?-\s?)(?:and\s+)?(?:{plain}|{scale})(?!\w))*{half}"
    part = any_of(set(numbers["fractions"]) - {"half"})
    measured = any_of(name for name in units if len(name) > 3)
    return re.compile(
        rf"""(?P<vague>(?<!\w)(?:several(?:\s+{scale})?|a\s+few\s+{scale}|{vague}(?:\s+of\s+{vague})?)(?!\w))
        |(?P<couple>(?<!\w)a\s+couple\s+of(?:\s+{scale}(?!\w)|(?=\s)))
        |(?P<part_of_scale>(?<![\w-])(?:(?:{plain}|a)[\s-]+{part}|quarter)\s+(?:of\s+an?\s+)?{scale}(?!\w))
        |(?P<part>(?<!\w)(?:{plain}|a)[\s-]+{part}(?=\s+of\s)|(?<![\w-])half(?=\s+of\s))
        |(?P<words>(?<![\w'’])(?:(?:half\s+)?an?\s+{scale}(?!\w){tail}|{plain}(?!\w){tail}))
        |(?P<half>(?<!\w)half\s+an?(?=\s+{measured}(?!\w)))
        |(?P<article>(?<=\s)an?(?=\s+(?:half\s+)?{measured}(?!\w))(?<!\w{{3}}a)(?<!\w{{2}}an))
        |(?P<figure>{FIGURE})(?P<scales>(?:(?:\s|\s?-\s?)?{scale}(?!\w))*)""",
        re.IGNORECASE | re.VERBOSE,
    )


def _code(money: dict[str, str]) -> str:
    signs = [name for name in money if not name.isalpha() and not name[0].islower()]
    codes = [name for name in money if name.isalpha() and not name.islower()]
    spaced = "|".join(
        _gap(s).join(re.escape(c) for c in _pieces(s)) for s in sorted(signs, key=lambda s: (-len(s), s))
    )
    return rf"(?:(?<!\w)(?:{spaced}|{any_of(codes)})|[$€£¥₽₴₹₪₺₩₦])"


def _gap(sign: str) -> str:
    """Return what may stand inside a sign: a blank, but not in "A$", which would be an article and "$"."""
    return "" if sign.startswith("A$") else r"\s?"


def _pieces(sign: str) -> list[str]:
    """Return the letters and the sign of a currency apart: "US$" is also written "US $"."""
    return [piece for piece in re.split(r"(\W)", sign.replace(".", "")) if piece]


def _unit(names: dict[str, str]) -> re.Pattern[str]:
    cased = [name for name in names if _is_cased(name)]
    folded = [name for name in names if not _is_cased(name)]
    words = any_of(name for name in folded if name[-1].isalnum())
    signs = any_of(name for name in names if not name[-1].isalnum())
    closed = r"(?![\w²³]|\.\w)(?!-(?!long|wide|deep|high|thick|tall|old|per|off|plus)\w)"
    return re.compile(rf"\s?(?:-\s?)?((?i:{words}){closed}|{any_of(cased)}{closed}|(?i:{signs}))")


def _is_cased(name: str) -> bool:
    """Say whether case matters in `name`: it does in single letters and in codes."""
    return len(name) == 1 or not name.islower()


def _exact_or_folded(names: dict[str, str]) -> dict[str, str]:
    return {name if _is_cased(name) else squeeze(name): unit for name, unit in names.items()}


def _rate(heads: dict[str, list[str]], units: dict[str, str]) -> re.Pattern[str]:
    things, measured = any_of(heads["rate_things"]), any_of(name for name in units if len(name) > 1)
    closed = rf"(?!\w|\s+{any_of(heads['rate_never_before'])}(?!\w))"
    return re.compile(
        rf"(?:\s*(?:per|/)[\s-]*({measured}(?!\w)|[^\W\d_]+)|[\s-]+(?:an?|each|every)[\s-]+({things}{closed}))",
        re.IGNORECASE,
    )


def _connectors(ranges: dict[str, list[str]], plain: Iterable[str]) -> dict[str, re.Pattern[str]]:
    dash = any_of(ranges["dashes"])
    gaps = {
        "to": rf"(?<!\s)\s+{any_of(ranges['to'])}\s+(?:up\s+to\s+)?",
        "and": rf"(?<!\s)\s+{any_of(ranges['and'])}\s+",
        "or": rf"(?<!\s)\s+{any_of(ranges['or'])}\s+",
        "dash": rf"\s?{dash}\s?",
        "from": rf"(?<!\w){any_of(ranges['from'])}\s+$",
        "between": rf"(?<!\w){any_of(ranges['between'])}\s+$",
        "dash-to": rf"{dash}{any_of(ranges['to'])}{dash}",
        "out of": rf"(?<!\s)\s+{any_of(ranges['out_of'])}\s+",
        "in": r"(?<!\s)\s+in\s+(?:every\s+)?",
        "one in": rf"\s+in\s+(?:every\s+)?(?:\d|{any_of(plain)}(?!\w))",
        "of": r"(?<!\s)\s+of\s+(?:(?:the|its|their|his|her|our|all|those|these)\s+)?",
        "and a half": r"\s+and\s+a\s+half(?!\w)",
        "unit and a half": r"\s+\w+\s+and\s+a\s+half(?!\w)",
        "below zero": r"\s+(?:celsius\s+|centigrade\s+)?below\s+zero(?!\w)",
        "by": r"(?<!\s)\s*(?:by|x|×)\s*",
        "dangling": rf"{dash}\s+{any_of([*ranges['to'], *ranges['or'], *ranges['and']])}\s+",
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in gaps.items()}


_SPAN = r"\s?(?:[-–]|\s(?:to|and|or|through|until)\s)\s?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"


def _dates(decoys: dict[str, list[str]], plain: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """Return patterns for days of the month, years and times of the day."""
    month = rf"{any_of(name.capitalize() for name in decoys['months'])}"
    clock, number = any_of(decoys["times_after"]), any_of(plain)
    patterns = {
        "year before": rf"(?<!\w){any_of(decoys['year_before'])}[\s-]+$",
        "time after": rf"(?:{_SPAN}\d{{1,2}}(?:[:.]\d\d)?)?\s?{clock}(?!\w)",
        "past the hour": rf"(?<!\w)(?:(?:half|quarter|{number}|\d{{1,2}})\s+past|quarter\s+to)\s+$",
        "hour after": rf"\s+past\s+(?:\d|{number}(?!\w)|noon|midnight)",
        "clock before": rf"(?<!\w){any_of(decoys['clock_before'])}\s+$",
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()} | {
        "month before": re.compile(rf"(?<!\w){month}(?!\w)\.?\s+(?:the\s+)?$"),
        "month and day before": re.compile(rf"(?<!\w){month}(?!\w)\.?\s+{_DAY}(?:,?\s+|{_SPAN})$"),
        "month after": re.compile(rf"(?:(?:st|nd|rd|th)?{_SPAN}{_DAY})?(?:\s+|-)(?:of\s+)?{month}(?!\w)"),
    }


def _ages(decoys: dict[str, list[str]], plain: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """Return patterns for what tells that a number is somebody's age."""
    number = rf"(?:\d{{1,3}}|{any_of(plain)})"
    people, old = any_of(decoys["aged_people"]), any_of(decoys["old"])
    patterns = {
        "age after": rf"(?:-?\s?(?:to|or|and|[-–])\s?{number})?"
        rf"[\s-]+(?:year|month|week|day)s?[\s-]+{old}(?!\w)",
        "age before": rf"(?<!\w){any_of(decoys['age_before'])}\s+(?:(?:of|between|from|over|under)\s+)?"
        rf"(?:{number}\s?(?:to|and|or|[-–])\s?)?$",
        "age told": rf"(?<!\w)(?:(?:he|she|who)(?:\s+(?:is|was)|['’]s)|{any_of(decoys['age_verbs'])})"
        r"\s+(?:now\s+|only\s+|just\s+)?$",
        "aged one": rf"(?<!\w){people},\s$",
        "aged ones": rf"(?<!\w){people}\s+{any_of(decoys['age_limits'])}\s+$",
        "age ends": rf"(?:\s?[.,;:)!?]|$|\s+{any_of(decoys['age_ends'])}(?!\w))",
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}


def _names(decoys: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    """Return patterns for numbered things, addresses and scores."""
    chain = r"(?:\d{1,4}(?:\s?,\s?|\s?[-–]\s?|\s+(?:and|or|to|through)\s+)){0,3}$"
    one = rf"(?:{any_of(decoys['designators'])}(?:\.\s?|\s+)|{any_of(decoys['designator_signs'])}\s?)"
    several = rf"{any_of(decoys['designators_plural'])}(?:\.\s?|\s+)"
    return {
        "designator": re.compile(rf"(?<!\w){one}$", re.IGNORECASE),
        "designators": re.compile(rf"(?<!\w)(?:{one}|{several}){chain}", re.IGNORECASE),
        "model": re.compile(rf"(?<!\w){any_of(decoys['models'])}$"),
        "street": re.compile(
            rf"(?:-\d+)?(?:\s+[NSEW])?(?:\s+[A-Z0-9][\w'’.]*){{0,3}}?\s+(?i:{any_of(decoys['street_words'])})(?!\w)"
        ),
        "score after": re.compile(rf"\s+{any_of(decoys['score_words'])}(?!\w)", re.IGNORECASE),
        "compass": re.compile(
            rf"\s?(?:°|degrees?)\s?(?:[NSEW](?!\w)|(?i:{any_of(decoys['compass'])})(?!\w))"
        ),
    }


def _suffered(people: dict[str, list[str]]) -> re.Pattern[str]:
    """Return a pattern for what happens to people alone: "14 were arrested", "dozens have been hurt"."""
    return re.compile(
        rf"\s+(?:{any_of(people['passive'])}(?:\s+\w+ly|\s+also)?\s+{any_of(people['suffer'])}|{any_of(people['act'])})(?!\w)",
        re.IGNORECASE,
    )


def _none_of(negation: dict[str, list[str]]) -> re.Pattern[str]:
    """Return a pattern for an outright none: "did not lose a single seat", "no casualties"."""
    absent = any_of(negation["absent"])
    never = rf"(?:{any_of(negation['never'])}|\w{{2,6}}n['’]t)(?:\s+[\w'’]+){{0,4}}?\s+"
    single = rf"{any_of(negation['single'])}\s+([^\W\d_][\w-]*)"
    none = rf"{any_of(negation['none'])}\s+(?:[^\W\d_]+\s+){{0,2}}?({absent})(?!\w)"
    not_one = rf"not\s+one\s+({absent}|{any_of(negation['one_of'])})(?!\w)"
    return re.compile(
        rf"(?<!\w)(?:{never}(?:{single}|{any_of(negation['any'])}\s+({absent})(?!\w))|{none}|{not_one})",
        re.IGNORECASE,
    )
