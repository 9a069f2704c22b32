"""Numbers as they are written before a unit of time."""

from __future__ import annotations

import re

from counterclaim.normalize.times.lexicon import Lexicon, key

_DIGITS = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?:\s(\d)/(\d))?$")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?$")
_JOINT = re.compile(r"[-‐‑–\s]+")


def amount_of(words: str, lexicon: Lexicon) -> float | None:
    """Return the number that `words` name, a bare article being one; None for a vague one ("several")."""
    text = key(words)
    known: float | None = lexicon.value("amounts", text)
    if known is not None:
        return known
    digits = _DIGITS.match(text)
    return _written(digits) if digits else _spelled(text, lexicon)


def _written(digits: re.Match[str]) -> float:
    number = float(digits[1].replace(",", ""))
    return number + (int(digits[2]) / int(digits[3]) if digits[2] and int(digits[3]) else 0)


def _spelled(text: str, lexicon: Lexicon) -> float | None:
    body = text.removesuffix(lexicon.tables["contexts"]["and_a_half"])
    total, current, known = 0, 0, False
    for word in _JOINT.split(body):
        factor = lexicon.tables["multipliers"].get(word)
        number = lexicon.tables["numbers"].get(word)
        known = known or factor is not None or number is not None
        if factor is not None:
            current = max(current, 1) * factor
            total, current = (total + current, 0) if factor > 100 else (total, current)
        else:
            current += number or 0
    return total + current + (0.5 if body != text else 0) if known else None


def ordinal_of(word: str, lexicon: Lexicon) -> int | None:
    """Return the number of an ordinal or plain day number: "11th", "eighth", "3"."""
    found = _ORDINAL.match(key(word))
    if found:
        return int(found[1])
    value: int | None = lexicon.value("ordinals", word)
    return value
