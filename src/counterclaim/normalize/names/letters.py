"""Letters: one alphabet for names in several scripts, and names that mix scripts to deceive."""

from __future__ import annotations

import re
import unicodedata

_CYRILLIC = {
    **dict(zip("абвгдезийклмнопрстуфыэєіґўђ", "abvgdeziyklmnoprstufyeeigud", strict=True)),
    "ё": "yo",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ю": "yu",
    "я": "ya",
    "ъ": "",
    "ь": "",
    "ї": "yi",
    "ј": "j",
    "љ": "lj",
    "њ": "nj",
    "ћ": "c",
    "џ": "dz",
    "ѓ": "g",
    "ќ": "k",
    "ѕ": "dz",
}
_GREEK = {
    **dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)),
    "θ": "th",
    "χ": "ch",
    "ψ": "ps",
}
_LATIN = {
    "ł": "l",
    "ø": "o",
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "đ": "d",
    "ı": "i",
    "þ": "th",
    "ð": "d",
    "ə": "e",
}
_TABLE = str.maketrans(_CYRILLIC | _GREEK | _LATIN)
_SCRIPT = re.compile(r"(LATIN|CYRILLIC|GREEK|ARMENIAN|CHEROKEE) ")
_WORD = re.compile(r"[^\W\d_]+")
_LOOKS_LATIN = re.compile(
    "[\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405]+"
)
"""Cyrillic letters that look like the Latin aeopcyxijs and ABEKMHOPCTYXIJS."""


def romanise(name: str) -> str:
    """Return `name` in plain lower-case Latin letters, as far as its script is known here.

    Cyrillic follows BGN/PCGN for Russian in the main (soft and hard signs fall away), Greek ELOT 743.
    Diacritics are folded; letters of other scripts stay as they are.

    >>> romanise("Щербаков"), romanise("Πέτρος"), romanise("Łukasz Šidák")
    ('shcherbakov', 'petros', 'lukasz sidak')
    """
    composed = unicodedata.normalize("NFKC", name).casefold()
    return strip_marks("".join(_plain(char) for char in composed))


def _plain(char: str) -> str:
    """Return a letter in Latin: й, ї, ё and ў are letters of their own, other marks are only marks."""
    known = char.translate(_TABLE)
    return known if known != char else strip_marks(char).translate(_TABLE)


def strip_marks(text: str) -> str:
    """Return `text` without combining marks."""
    if text.isascii():
        return text
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare)


def script_of(char: str) -> str:
    """Return the script of a letter, among those whose letters look alike; else nothing."""
    match = _SCRIPT.match(unicodedata.name(char, ""))
    return match[1] if match else ""


def is_latin(word: str) -> bool:
    """Say whether every letter of `word` is Latin."""
    return all(script_of(char) == "LATIN" for char in word if char.isalpha())


def has_mixed_script(name: str) -> bool:
    """Say whether a name mixes scripts so that it looks other than it is (Unicode UTS 39).

    Either one word mixes scripts whose letters look alike, or a word beside Latin ones is made only of
    letters of another script that look Latin.

    >>> has_mixed_script("P\u0430ris"), has_mixed_script("Paris \u041f\u0430\u0440\u0438\u0436")
    (True, False)
    >>> has_mixed_script("Ann \u0420\u043e\u0440\u0435")
    True
    """
    if name.isascii():
        return False
    words = _WORD.findall(unicodedata.normalize("NFKC", name))
    scripts = [{script_of(char) for char in word} - {""} for word in words]
    beside_latin = any(found == {"LATIN"} for found in scripts)
    return any(len(found) > 1 for found in scripts) or (
        beside_latin and any(_LOOKS_LATIN.fullmatch(word) for word in words)
    )
