"""The word tables: no word stands where nothing reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from counterclaim import lang

TABLES = [
    (language, path.stem)
    for language in sorted(lang.LANGUAGES)
    for path in sorted((Path(lang.__file__).parent / language).glob("*.toml"))
]


def lists(value: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    """Yield every list of words with the way to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from lists(inner, f"{path}.{key}")
    elif isinstance(value, list) and all(isinstance(one, str) for one in value):
        yield path, value
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from lists(inner, f"{path}.{number}")


def repeated(words: list[Any]) -> list[Any]:
    return sorted(word for word, times in Counter(words).items() if times > 1)


@pytest.mark.parametrize(("language", "name"), TABLES)
def test_no_list_repeats_a_word(language: str, name: str) -> None:
    found = {path: repeated(words) for path, words in lists(lang.table(language, name), name)}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize("name", ["roles", "organisations", "crowds", "pronouns", "genders"])
def test_no_word_stands_in_two_classes_of_actors_of_which_only_one_would_count(name: str) -> None:
    rows: dict[str, list[str]] = lang.table("en", "actors")[name]
    assert repeated([word for words in rows.values() for word in words]) == []


def test_no_verb_stands_in_two_rows_that_take_the_same() -> None:
    rows = lang.table("en", "cues")["verbs"]
    assert repeated([(lemma, how) for row in rows for lemma in row["lemmas"] for how in row["takes"]]) == []


def test_no_word_leads_to_two_channels() -> None:
    rows: dict[str, list[str]] = lang.table("en", "cues")["channels"]
    assert repeated([word for words in rows.values() for word in words]) == []
