"""The settings file, `counterclaim.toml`: what a person rules on names and sides, as decisions.

    text of the file -> Decisions, or Problems with the line and the next step

Three tables, each of a name with a list of names: `[aliases]`, `[parties]`, `[factions]`. A file with
any problem rules nothing at all: sides that are half applied would be wrong without a sign.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from types import MappingProxyType

from counterclaim.model import Decision, DecisionKind, content_id
from counterclaim.normalize.actors.rulings import CAMP, PARTY
from counterclaim.normalize.names import plain_name
from counterclaim.problems import Problem, ProblemKind

SETTINGS_FILE = "counterclaim.toml"
"""The file's usual name, and by whom its rulings are."""

TEMPLATE = """\
# Who is who, and on which side: what stands here outweighs what Counterclaim infers from the reports.
# After a change:  counterclaim apply
# Write names as the reports do; capitals, accents and a "the" in front make no difference.

# Rules of your own for how a claim stands (counterclaim standing > standing.toml writes the usual ones):
# standing = "standing.toml"

[aliases]
# One actor under other names:
# "Jo Lee" = ["J. Lee", "the Acme boss"]

[parties]
# Who speaks for a party; whoever spoke for one of these names does so too:
# "Acme" = ["Acme Corp", "Jo Lee"]

[factions]
# Parties within a party or a country; unless it stands here, a party named above is a side of its own:
# "Acme" = ["Acme Labs"]
"""
"""An empty settings file that explains itself."""

Table = Mapping[str, tuple[str, ...]]

READ_ELSEWHERE = frozenset({"standing"})
"""Settings in the file that are no tables of names: the file with the rules by which claims are weighed."""

_AT_LINE = re.compile(r" \(at (?:line (\d{1,9}), column \d{1,9}|end of document)\)")


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a table's entries are as decisions, and in words: {names} and {name} stand for the two sides."""

    kind: DecisionKind
    what: str
    words: str


_TABLES: Mapping[str, _Meaning] = MappingProxyType(
    {
        "aliases": _Meaning(DecisionKind.ALIAS, "", "other names of {name}: {names}"),
        "parties": _Meaning(DecisionKind.RELABEL, PARTY, "speaking for {name}: {names}"),
        "factions": _Meaning(DecisionKind.RELABEL, CAMP, "parts of {name}: {names}"),
    }
)


def rulings_in(text: str, path: str = SETTINGS_FILE) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """Return the decisions that a settings file holds, or what is wrong with it.

    Args:
        text: the file.
        path: how to call it in a problem.
    """
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return (), (_not_toml(error, path),)
    file = _File(text, path)
    problems = [*_shapes(found, file)]
    if not problems:
        tables = {name: {key: tuple(names) for key, names in found.get(name, {}).items()} for name in _TABLES}
        problems = [*_repeated(tables, file), *_chains(tables["aliases"], file), *_circles(tables, file)]
        if not problems:
            return tuple(_decisions(tables)), ()
    return (), tuple(sorted(problems, key=lambda one: (one.line or 0, one.reason)))


def _decisions(tables: Mapping[str, Table]) -> Iterator[Decision]:
    """Yield a decision for each entry; its id depends on what it rules, not on where it stands."""
    for table, meaning in _TABLES.items():
        for to, names in sorted(tables[table].items()):
            about = tuple(sorted(set(names)))
            note = meaning.words.format(name=to, names=", ".join(about))
            key = content_id("d", SETTINGS_FILE, meaning.kind, meaning.what, to, *about)
            yield Decision(key, meaning.kind, about, SETTINGS_FILE, note, meaning.what, to)


# -- Problems ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _File:
    """The text of the file, for telling where something stands in it."""

    text: str
    path: str

    def problem(self, reason: str, advice: str, line: int | None) -> Problem:
        return Problem(ProblemKind.BAD_SETTINGS, self.path, reason, advice, line)

    def line_of(self, table: str, key: str | None = None, name: str = "") -> int | None:
        """Return the line of a table, of a key in it, or of a name in that key's list, where it is found."""
        in_table = in_entry = False
        for number, line in enumerate(self.text.splitlines(), 1):
            left, sign, right = line.partition("=")
            if left.lstrip()[:1] in {"[", "#"}:
                in_table = in_table if left.lstrip()[:1] == "#" else f"[{table}]" in line
                found = in_table and key is None
            else:
                opens = in_table and bool(sign) and left.strip().strip("\"'") == key
                in_entry = in_entry or opens
                found = opens if not name else in_entry and f'"{name}"' in (right if opens else line)
            if found:
                return number
        return None


def _not_toml(error: tomllib.TOMLDecodeError, path: str) -> Problem:
    at = _AT_LINE.search(str(error))
    line = int(at[1]) if at and at[1] else None
    advice = 'an entry is written as: "Name" = ["other name", "other name"]'
    reason = f"this is not TOML: {_AT_LINE.sub('', str(error))}"
    return Problem(ProblemKind.BAD_SETTINGS, path, reason, advice, line)


def _shapes(found: Mapping[str, object], file: _File) -> Iterator[Problem]:
    """Yield a problem for each thing that is no table of ours, or no list of names."""
    for table, entries in found.items():
        if table in READ_ELSEWHERE:
            continue
        if table not in _TABLES:
            near = get_close_matches(table, _TABLES, 1)
            advice = (
                f"write [{near[0]}]" if near else f"the tables are: {', '.join(f'[{t}]' for t in _TABLES)}"
            )
            yield file.problem(f"there is no table or setting called {table!r}", advice, file.line_of(table))
        elif not isinstance(entries, dict):
            reason = f"{table!r} has to be a table"
            yield file.problem(reason, f"write [{table}] on a line of its own", None)
        else:
            yield from _entries(table, entries, file)


def _entries(table: str, entries: Mapping[str, object], file: _File) -> Iterator[Problem]:
    for name, others in entries.items():
        line = file.line_of(table, name)
        if not plain_name(name):
            yield file.problem(
                f"an entry in [{table}] has no name", 'write one, as in "Jo Lee" = [...]', line
            )
        if not isinstance(others, list) or not all(isinstance(one, str) for one in others):
            reason = f"{name!r} in [{table}] is no list of names"
            yield file.problem(reason, f'write: "{name}" = ["one name", "another"]', line)
        elif not others or not all(plain_name(one) for one in others):
            reason = f"the list of {name!r} in [{table}] {'has an empty name' if others else 'is empty'}"
            yield file.problem(reason, "write a name into it, or take the line out", line)


def _repeated(tables: Mapping[str, Table], file: _File) -> Iterator[Problem]:
    """Yield a problem for each name that one table puts under two others, or that is written twice there."""
    for table, entries in tables.items():
        owner: dict[str, str] = {}
        for name, others in entries.items():
            for other in (name, *others) if table == "aliases" else others:
                first = owner.setdefault(plain_name(other), name)
                if first != name:
                    reason = f"{other!r} stands under {first!r} and under {name!r} in [{table}]"
                    advice = "keep it under one of the two"
                    yield file.problem(reason, advice, file.line_of(table, name, other))


def _chains(aliases: Table, file: _File) -> Iterator[Problem]:
    """Yield a problem for each name that is given itself as another name: one of them was meant otherwise."""
    for name, others in aliases.items():
        if any(plain_name(other) == plain_name(name) for other in others):
            reason = f"{name!r} in [aliases] is listed as another name of itself"
            yield file.problem(reason, "take it out of its list", file.line_of("aliases", name))


def _circles(tables: Mapping[str, Table], file: _File) -> Iterator[Problem]:
    """Yield a problem for each party that is, by way of others, a part of itself."""
    wider = {
        plain_name(part): plain_name(name) for name, parts in tables["factions"].items() for part in parts
    }
    for name in tables["factions"]:
        above, passed = wider.get(plain_name(name)), set[str]()
        while above is not None and above not in passed:
            passed.add(above)
            above = wider.get(above)
        if plain_name(name) in passed:
            reason = f"{name!r} in [factions] is a part of itself"
            yield file.problem(reason, "take it out of one of the lists", file.line_of("factions", name))
