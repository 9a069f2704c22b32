"""The table of a language's number words, compiled once into patterns and dictionaries."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from counterclaim.lang import LANGUAGES, table
from counterclaim.model import Bound
from counterclaim.problems import UsageError

FIGURE = (
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
    qualifier_after: re.Pattern[str]  # and these begin where one ends
    bound_after: dict[str, Bound]
    unit: re.Pattern[str]
    units: dict[str, str]
    money: frozenset[str]
    spelled: dict[str, str]
    country_mark: re.Pattern[str]
    rate: re.Pattern[str]
    connectors: dict[str, re.Pattern[str]]
    counted: dict[str, str]
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
    before = {name: Bound(sign) for sign, names in qualifiers["before"].items() for name in names}
    after = {name: Bound(sign) for sign, names in qualifiers["after"].items() for name in names}
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
        code_before=_code_before(money),
        qualifier_after=re.compile(rf"(?:[\s-]+({any_of(after)})(?!\w)|(\+)(?!\d))", re.IGNORECASE),
        bound_after={squeeze(name): bound for name, bound in after.items()} | {"+": Bound.AT_LEAST},
        unit=_unit(units | money),
        units=_exact_or_folded(units | money),
        money=frozenset(rows["money"]),
        spelled={unit: row["words"] for unit, row in rows["measures"].items()},
        country_mark=re.compile(r"\s(?:US|U\.S\.)(?!\w)"),
        rate=_rate(rows["heads"], units),
        connectors=_connectors(rows["ranges"]),
        counted={name: unit for unit, names in rows["counted"].items() for name in names},
        plurals=rows["plurals"],
        heads={key: frozenset(words) for key, words in rows["heads"].items()},
        forms={
            key: frozenset(words)
            for key, words in [*numbers["forms"].items(), *rows["negation"].items(), *decoys.items()]
        },
        decoys=_decoys(decoys) | {"none of": _none_of(rows["negation"])},
    )


def _candidate(numbers: dict[str, dict[str, float]], units: dict[str, str]) -> re.Pattern[str]:
    plain, scale = any_of(numbers["plain"]), any_of(numbers["scales"])
    vague = any_of(set(numbers["vague"]) - {"several"})
    half = rf"(?:\s+and\s+a\s+half(?:\s+{scale})?(?!\w))?"
    tail = rf"(?:(?:\s+|\s?-\s?)(?:and\s+)?(?:{plain}|{scale})(?!\w))*{half}"
    part = any_of(set(numbers["fractions"]) - {"half"})
    measured = any_of(name for name in units if len(name) > 3)
    return re.compile(
        rf"""(?P<vague>(?<!\w)(?:several(?:\s+{scale})?|a\s+few\s+{scale}|{vague}(?:\s+of\s+{vague})?)(?!\w))
        |(?P<part>(?<!\w)(?:{plain}|a)[\s-]+{part}(?=\s+of\s)|(?<![\w-])half(?=\s+of\s))
        |(?P<words>(?<![\w'’])(?:(?:half\s+)?an?\s+{scale}(?!\w){tail}|{plain}(?!\w){tail}))
        |(?P<half>(?<!\w)half\s+an?(?=\s+{measured}(?!\w)))
        |(?P<article>(?<=\s)an?(?=\s+(?:half\s+)?{measured}(?!\w))(?<!\w{{3}}a)(?<!\w{{2}}an))
        |(?P<figure>{FIGURE})(?P<scales>(?:(?:\s|\s?-\s?)?{scale}(?!\w))*)""",
        re.IGNORECASE | re.VERBOSE,
    )


def _code_before(money: dict[str, str]) -> re.Pattern[str]:
    signs = [name for name in money if not name.isalpha() and not name[0].islower()]
    codes = [name for name in money if name.isalpha() and not name.islower()]
    spaced = "|".join(
        r"\s?".join(re.escape(c) for c in _pieces(s)) for s in sorted(signs, key=lambda s: (-len(s), s))
    )
    return re.compile(rf"(?:(?<!\w)(?:{spaced}|{any_of(codes)})|[$€£¥₽₴₹₪₺₩₦])\s?$")


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
    return re.compile(
        rf"(?:\s*(?:per|/)[\s-]*({measured}(?!\w)|[^\W\d_]+)|\s+(?:an?|each|every)[\s-]+({things}(?!\w)))",
        re.IGNORECASE,
    )


def _connectors(ranges: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
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
        "dangling": rf"{dash}\s+{any_of([*ranges['to'], *ranges['or'], *ranges['and']])}\s+",
    }
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in gaps.items()}


def _decoys(decoys: dict[str, list[str]]) -> dict[str, re.Pattern[str]]:
    month = rf"{any_of(name.capitalize() for name in decoys['months'])}"
    before, after = re.IGNORECASE, re.IGNORECASE
    return {
        "month before": re.compile(rf"(?<!\w){month}(?!\w)\.?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+|the\s+)?$"),
        "month after": re.compile(rf"(?:\s+|-)(?:of\s+)?{month}(?!\w)"),
        "time after": re.compile(rf"\s?{any_of(decoys['times_after'])}(?!\w)", after),
        "year before": re.compile(rf"(?<!\w){any_of(decoys['year_before'])}[\s-]+$", before),
        "age after": re.compile(rf"[\s-]+years?[\s-]+{any_of(decoys['old'])}(?!\w)", after),
        "age before": re.compile(
            rf"(?<!\w){any_of(decoys['age_before'])}\s+(?:of\s+)?(?:\d+\s+(?:to|and)\s+)?$", before
        ),
        "designator": re.compile(
            rf"(?<!\w)(?:{any_of(decoys['designators'])}(?:\.\s?|\s+)|{any_of(decoys['designator_signs'])}\s?)$",
            before,
        ),
        "street": re.compile(
            rf"(?:-\d+)?(?:\s+[NSEW])?(?:\s+[A-Z0-9][\w'’.]*){{0,3}}?\s+(?i:{any_of(decoys['street_words'])})(?!\w)"
        ),
        "score after": re.compile(rf"\s+{any_of(decoys['score_words'])}(?!\w)", after),
    }


def _none_of(negation: dict[str, list[str]]) -> re.Pattern[str]:
    """Return a pattern for an outright none: "did not lose a single seat", "no casualties"."""
    absent = any_of(negation["absent"])
    never = rf"(?:{any_of(negation['never'])}|\w{{2,6}}n['’]t)(?:\s+[\w'’]+){{0,4}}?\s+"
    single = rf"{any_of(negation['single'])}\s+([^\W\d_][\w-]*)"
    none = rf"{any_of(negation['none'])}\s+(?:[^\W\d_]+\s+){{0,2}}?({absent})(?!\w)"
    return re.compile(
        rf"(?<!\w)(?:{never}(?:{single}|{any_of(negation['any'])}\s+({absent})(?!\w))|{none})", re.IGNORECASE
    )
