from __future__ import annotations

import os
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.engine import Engine, LocalEngine, SkippedKey
from counterclaim.problems import CounterclaimError, UsageError

ENGINES: dict[str, Engine] = {"one process": LocalEngine(), "two processes": LocalEngine(workers=2)}

IDS = st.text("abcdefgh", min_size=1, max_size=2)
KEYS = st.dictionaries(IDS, st.lists(st.sampled_from("uvwxyz"), max_size=4), max_size=12)
GRAPHS = st.sets(IDS, min_size=1, max_size=14).flatmap(
    lambda nodes: st.tuples(
        st.just(sorted(nodes)),
        st.lists(st.tuples(st.sampled_from(sorted(nodes)), st.sampled_from(sorted(nodes))), max_size=14),
    )
)


def brute_force(keys: dict[str, list[str]], cap: int) -> tuple[tuple[str, str], ...]:
    """Return what `pairs` must give, by comparing every item with every other."""

    def small(key: str) -> bool:
        return sum(key in set(mine) for mine in keys.values()) <= cap

    return tuple(
        (left, right)
        for left, right in combinations(sorted(keys), 2)
        if any(small(key) for key in set(keys[left]) & set(keys[right]))
    )


@pytest.fixture(params=sorted(ENGINES))
def engine(request: pytest.FixtureRequest) -> Engine:
    return ENGINES[request.param]


class TestEngineContract:
    def test_map_keeps_the_order_of_the_items(self, engine: Engine) -> None:
        lines = [f"line {number}" for number in range(23)]
        assert engine.map(str.split, lines) == [["line", str(number)] for number in range(23)]

    def test_map_takes_any_iterable_and_nothing_at_all(self, engine: Engine) -> None:
        assert engine.map(str.split, iter(["only one"])) == [["only", "one"]]
        assert engine.map(str.split, []) == []

    def test_a_key_over_the_cap_gives_no_pair_and_is_named(self, engine: Engine) -> None:
        found = engine.pairs({"a": ["rain", "goal"], "b": ["rain", "goal"], "c": ["rain"]}, cap=2)
        assert found.pairs == (("a", "b"),)
        assert found.skipped == (SkippedKey("rain", 3),)

    def test_a_key_named_twice_by_one_item_counts_once(self, engine: Engine) -> None:
        found = engine.pairs({"a": ["verdict", "verdict"], "b": ["verdict"]}, cap=2)
        assert found.pairs == (("a", "b"),)
        assert found.skipped == ()

    def test_a_cap_that_leaves_no_pair_is_refused(self, engine: Engine) -> None:
        with pytest.raises(UsageError, match="2 or more"):
            engine.pairs({"a": ["x"]}, cap=1)

    def test_components_are_sorted_and_hold_lone_nodes(self, engine: Engine) -> None:
        found = engine.components(["d", "c", "b", "a", "a"], [("d", "b"), ("c", "c")])
        assert found == [("a",), ("b", "d"), ("c",)]

    def test_an_edge_to_an_unknown_node_is_refused(self, engine: Engine) -> None:
        with pytest.raises(UsageError, match="not in the graph"):
            engine.components(["a"], [("a", "b")])


@pytest.mark.parametrize("engine", ENGINES.values(), ids=ENGINES.keys())
class TestEngineInvariants:
    @given(keys=KEYS, cap=st.integers(2, 6))
    def test_pairs_are_those_of_brute_force(
        self, engine: Engine, keys: dict[str, list[str]], cap: int
    ) -> None:
        assert engine.pairs(keys, cap).pairs == brute_force(keys, cap)

    @given(keys=KEYS, cap=st.integers(2, 6), data=st.data())
    def test_pairs_do_not_depend_on_the_order_of_items_and_keys(
        self, engine: Engine, keys: dict[str, list[str]], cap: int, data: st.DataObject
    ) -> None:
        shuffled = {
            item: data.draw(st.permutations(keys[item])) for item in data.draw(st.permutations(list(keys)))
        }
        assert engine.pairs(shuffled, cap) == engine.pairs(keys, cap)

    @given(keys=KEYS, cap=st.integers(2, 6))
    def test_every_key_is_either_used_or_named(
        self, engine: Engine, keys: dict[str, list[str]], cap: int
    ) -> None:
        counted = {key: sum(key in mine for mine in keys.values()) for mine in keys.values() for key in mine}
        over = sorted(SkippedKey(key, count) for key, count in counted.items() if count > cap)
        assert list(engine.pairs(keys, cap).skipped) == over

    @given(graph=GRAPHS)
    def test_components_are_a_partition(
        self, engine: Engine, graph: tuple[list[str], list[tuple[str, str]]]
    ) -> None:
        nodes, edges = graph
        found = engine.components(nodes, edges)
        assert sorted(node for component in found for node in component) == nodes
        home = {node: component for component in found for node in component}
        assert all(home[left] == home[right] for left, right in edges)

    @given(graph=GRAPHS)
    def test_a_component_holds_only_what_edges_join(
        self, engine: Engine, graph: tuple[list[str], list[tuple[str, str]]]
    ) -> None:
        nodes, edges = graph
        joined = {(left, right) for edge in edges for left, right in (edge, edge[::-1])}
        for component in engine.components(nodes, edges):
            reached = {component[0]}
            for _ in component:
                reached |= {right for left, right in joined if left in reached}
            assert reached == set(component)

    @given(graph=GRAPHS, data=st.data())
    def test_components_do_not_depend_on_the_order_of_nodes_and_edges(
        self, engine: Engine, graph: tuple[list[str], list[tuple[str, str]]], data: st.DataObject
    ) -> None:
        nodes, edges = graph
        shuffled = [edge[::-1] for edge in data.draw(st.permutations(edges))]
        assert engine.components(data.draw(st.permutations(nodes)), shuffled) == engine.components(
            nodes, edges
        )


def test_an_engine_without_workers_is_refused() -> None:
    with pytest.raises(UsageError, match="1 or more"):
        LocalEngine(workers=0)


def test_a_worker_that_dies_is_named_and_not_waited_for() -> None:
    with pytest.raises(CounterclaimError, match="died"):
        LocalEngine(workers=2).map(os._exit, [1, 1])
