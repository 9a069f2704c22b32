"""Every regular expression of the package, and texts that are made to be hard for one."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import counterclaim
from counterclaim.decide.anchors import spaced
from counterclaim.normalize.names import keys, sounds
from counterclaim.normalize.quantities.vocabulary import vocabulary
from counterclaim.normalize.times.lexicon import read_lexicon
from counterclaim.parse.furniture import phrases_of
from counterclaim.relate import stances

ROOT = Path(counterclaim.__file__).parent
AT_ONE_PLACE = {"match", "fullmatch"}
METHODS = AT_ONE_PLACE | {"search", "sub", "subn", "split", "findall", "finditer", "compile"}
BUILT: Mapping[str, Callable[[], object]] = {
    "counterclaim.decide.anchors": lambda: spaced("the ferry  will stop"),
    "counterclaim.normalize.names.sounds": lambda: [
        sounds._languages(),  # noqa: SLF001 - the tables are compiled nowhere else
        *map(sounds._common, ("common", "final")),  # noqa: SLF001 - the same
        keys._key_steps(),  # noqa: SLF001 - the same
    ],
    "counterclaim.normalize.quantities.vocabulary": lambda: vocabulary("en"),
    "counterclaim.normalize.times.lexicon": lambda: read_lexicon("en"),
    "counterclaim.parse.furniture": lambda: phrases_of("en"),
    "counterclaim.relate.stances": stances._own_faults,  # noqa: SLF001 - the same
}
"""The modules that compile the words of a table in a function, and how to get what they compile."""

Pattern = re.Pattern[str] | re.Pattern[bytes]


# -- Finding them ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Expression:
    """A regular expression, where it is made, and whether it is ever looked for all over a text."""

    pattern: Pattern
    name: str
    searched: bool


def modules() -> Iterator[ModuleType]:
    """Yield every module of the package; `__main__` would run it."""
    for found in pkgutil.walk_packages(counterclaim.__path__, "counterclaim."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def every_expression() -> list[Expression]:
    """Return every regular expression that stands in a module, in a call, or in a compiled table."""
    found: dict[Pattern, str] = {}
    written: list[Expression] = []
    for module in modules():
        for name, value in vars(module).items():
            if not isinstance(value, ModuleType):
                _collect(value, f"{_short(module)}.{name}", found, set())
        written += literals(module)
    for name, build in BUILT.items():
        _collect(build(), name.removeprefix("counterclaim."), found, set())
    held = [Expression(pattern, name, _is_searched(name)) for pattern, name in found.items()]
    return [*held, *dict.fromkeys(one for one in written if one.pattern not in found)]


def _short(module: ModuleType) -> str:
    return module.__name__.removeprefix("counterclaim.")


def _collect(value: object, name: str, found: dict[Pattern, str], seen: set[int]) -> None:
    """Take in the patterns that a value is or holds, in containers, fields and class attributes."""
    if isinstance(value, re.Pattern):
        found.setdefault(value, name)
    elif id(value) not in seen:
        seen.add(id(value))
        for key, inner in _parts(value):
            _collect(inner, f"{name}.{key}", found, seen)


def _parts(value: object) -> Iterator[tuple[object, object]]:
    if isinstance(value, Mapping):
        yield from value.items()
    elif isinstance(value, (list, tuple, set, frozenset)):
        yield from enumerate(value)
    elif isinstance(value, type) and value.__module__.startswith("counterclaim."):
        yield from vars(value).items()
    elif dataclasses.is_dataclass(value):
        yield from ((one.name, getattr(value, one.name, None)) for one in dataclasses.fields(value))


def literals(module: ModuleType) -> Iterator[Expression]:
    """Yield the patterns that stand in a call of `re` as they are."""
    for method, call in _calls(module):
        if isinstance(call.args[0], ast.Constant):
            pattern: Pattern = re.compile(ast.literal_eval(call.args[0]), _flags(call))
            yield Expression(pattern, f"{_short(module)}:{pattern.pattern!r}", method not in AT_ONE_PLACE)


def made_in_functions(module: ModuleType) -> bool:
    """Say whether a module has a function that puts a regular expression together."""
    plain = [one for one in _tree(module).body if not isinstance(one, ast.FunctionDef | ast.ClassDef)]
    top = {id(node) for statement in plain for node in ast.walk(statement)}
    return any(
        not isinstance(call.args[0], ast.Constant) and id(call) not in top for _, call in _calls(module)
    )


@cache
def _tree(module: ModuleType) -> ast.Module:
    return ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))


def _calls(module: ModuleType) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls of functions of `re` that take a pattern."""
    for node in ast.walk(_tree(module)):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=name)) if name in METHODS:
                yield name, node


def _flags(call: ast.Call) -> int:
    """Return the flags of a call, which are written `re.NAME`, joined by "|"."""
    written = [*call.args[1:], *(keyword.value for keyword in call.keywords if keyword.arg == "flags")]
    names = [node.attr for one in written for node in ast.walk(one) if isinstance(node, ast.Attribute)]
    return sum(getattr(re, name) for name in names if name in re.RegexFlag.__members__)


def _is_searched(name: str) -> bool:
    """Say whether a named pattern may be looked for at every place: not only `match` is called on it."""
    last = name.rpartition(".")[2]
    called = {
        method
        for module in modules()
        if not last.startswith("_") or name == f"{_short(module)}.{last}"
        for method in _called(module).get(last, ())
    }
    return not called or not called <= AT_ONE_PLACE


@cache
def _called(module: ModuleType) -> Mapping[str, set[str]]:
    """Return, for every name or key that a method of patterns is called on in a module, which methods."""
    found: dict[str, set[str]] = {}
    for node in ast.walk(_tree(module)):
        match node:
            case ast.Attribute(
                value=ast.Name(id=name)
                | ast.Attribute(attr=name)
                | ast.Subscript(slice=ast.Constant(value=str(name))),
                attr=method,
            ) if method in METHODS:
                found.setdefault(name, set()).add(method)
    return found


# -- Making texts ----------------------------------------------------------------------------

# The standard library's own reader of patterns: private, and as it is since Python 3.11.
_READER = importlib.import_module("re._parser")
_OP = importlib.import_module("re._constants")
_LOOPS = (_OP.MAX_REPEAT, _OP.MIN_REPEAT, _OP.POSSESSIVE_REPEAT)
_LETTERS = " a1A,.-\n'\"“/:_=<(é$\t"
_CATEGORIES = {
    _OP.CATEGORY_WORD: r"\w",
    _OP.CATEGORY_NOT_WORD: r"\W",
    _OP.CATEGORY_DIGIT: r"\d",
    _OP.CATEGORY_NOT_DIGIT: r"\D",
    _OP.CATEGORY_SPACE: r"\s",
    _OP.CATEGORY_NOT_SPACE: r"\S",
}
VARIETIES = range(4)
"""Where a pattern offers a choice, the texts take the first, the second, and so on."""

Node = Any  # a part of a pattern, as the reader gives it


def pumps(pattern: Pattern) -> list[str]:
    """Return what can be repeated without end within a pattern, and what stands before it, made to fit it."""
    read = _READER.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    found: dict[str, None] = {}
    for before, body in _loops(read, []):
        for number, other in product(VARIETIES, (0, 1)):
            body_text = _fitting(body, number)
            before_text = "".join(_fitting(one, number + other) for one in before)
            for text in (body_text, before_text + body_text, body_text + before_text):
                found.setdefault(text, None)
    return [text for text in found if text]


def _loops(node: Node, before: list[Node]) -> Iterator[tuple[list[Node], Node]]:
    """Yield the body of every loop without a bound, with all that comes before it."""
    so_far = list(before)
    for op, value in node:
        if op in _LOOPS:
            if value[1] == _OP.MAXREPEAT:
                yield so_far, value[2]
            yield from _loops(value[2], so_far)
        else:
            for inner in _inside(op, value):
                yield from _loops(inner, so_far)
        so_far = [*so_far, [(op, value)]]


def _inside(op: Node, value: Node) -> Sequence[Node]:
    """Return the patterns within a node."""
    if op is _OP.BRANCH:
        return list(value[1])
    if op is _OP.SUBPATTERN:
        return [value[3]]
    if op in {_OP.ASSERT, _OP.ASSERT_NOT}:
        return [value[1]]
    return [value] if op is _OP.ATOMIC_GROUP else []


def _fitting(node: Node, number: int) -> str:
    """Return a text that a pattern matches, made of its choices of this number; it looks at nothing else."""
    return "".join(_fitting_one(op, value, number) for op, value in node)


def _fitting_one(op: Node, value: Node, number: int) -> str:
    if op is _OP.LITERAL:
        return chr(value)
    if op in {_OP.IN, _OP.ANY, _OP.NOT_LITERAL}:
        allowed = [letter for letter in _LETTERS if _may_be(op, value, letter)] or _listed(op, value)
        return allowed[number % len(allowed)] if allowed else ""
    if op in _LOOPS:
        return _fitting(value[2], number) * int(min(max(value[0], 1), 3))
    inside = [] if op in {_OP.ASSERT, _OP.ASSERT_NOT} else _inside(op, value)
    return _fitting(inside[number % len(inside)], number) if inside else ""


def _listed(op: Node, value: Node) -> list[str]:
    ranges = value if op is _OP.IN else []
    return [
        chr(what if kind is _OP.LITERAL else what[0])
        for kind, what in ranges
        if kind in {_OP.LITERAL, _OP.RANGE}
    ]


def _may_be(op: Node, value: Node, letter: str) -> bool:
    if op is _OP.ANY:
        return letter != "\n"
    if op is _OP.NOT_LITERAL:
        return letter != chr(value)
    negated = value[0][0] is _OP.NEGATE
    return negated != any(_is_in(kind, what, letter) for kind, what in value[negated:])


def _is_in(kind: Node, what: Node, letter: str) -> bool:
    if kind is _OP.LITERAL:
        return letter == chr(what)
    if kind is _OP.RANGE:
        return bool(what[0] <= ord(letter) <= what[1])
    return re.match(_CATEGORIES[what], letter) is not None
