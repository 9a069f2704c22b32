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
    """Say whether one word of `name` mixes scripts whose letters look alike (Unicode UTS 39).

    >>> has_mixed_script("P\u0430ris"), has_mixed_script("Paris \u041f\u0430\u0440\u0438\u0436")
    (True, False)
    """
    return any(
        len({script_of(char) for char in word} - {""}) > 1
        for word in _WORD.findall(unicodedata.normalize("NFKC", name))
    )
