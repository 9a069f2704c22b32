"""An index of keys in memory, and mappings that are looked up; what every index must do, tests/store says."""

from __future__ import annotations

import pytest

from counterclaim.blocking import Looked, MemoryKeys


def test_a_copy_of_an_index_has_the_same_and_goes_its_own_way() -> None:
    index = MemoryKeys()
    index.put("words", {"m1": ["ash"], "m2": ["ash"]})
    other = index.copied()
    index.put("words", {"m1": [], "m3": ["ash"]})
    assert other.members("words", "ash") == ("m1", "m2")
    other.put("words", {"m2": ["dam"]})
    assert index.members("words", "ash") == ("m2", "m3")
    assert index.keys("words", "m2") == ("ash",)


def test_a_value_is_looked_up_once_also_where_there_is_none() -> None:
    asked: list[str] = []

    def look_up(key: str) -> int | None:
        asked.append(key)
        return {"a": 0, "b": 2}.get(key)

    found = Looked(look_up)
    assert [found["a"], found["a"], found.get("b"), found.get("c", 7), found.get("c")] == [0, 0, 2, 7, None]
    assert asked == ["a", "b", "c"]
    assert "a" in found
    assert "c" not in found
    with pytest.raises(KeyError, match="c"):
        _ = found["c"]


def test_what_is_looked_up_cannot_be_listed() -> None:
    found = Looked(lambda key: key)
    with pytest.raises(NotImplementedError):
        list(found)
    with pytest.raises(NotImplementedError):
        len(found)
