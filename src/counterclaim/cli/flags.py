"""The global flags: what holds for every verb, wherever on the line it was written."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from counterclaim.cli.clock import seconds

DEFAULT_CASE = Path("case.db")
"""The case of a command that names none, and of an environment that names none."""

_SWITCHES = frozenset(
    {"--verbose", "--quiet", "--no-color", "--no-input", "--dry-run", "--yes", "--json", "--version"}
)
_ADDRESS = re.compile("(postgres(?:ql)?:)/{1,2}(?:([^/@:]*):[^/@]*@)?")
_LETTERS = re.compile("-[vqnyV]+")
_VALUED = ("--case", "--as-of", "--user")
_WITH_VALUE = frozenset({"-c", *_VALUED})
_ASSIGNED = tuple(f"{name}=" for name in _VALUED)


@dataclass(frozen=True, slots=True)
class Flags:
    """What was asked for besides the verb; `color` is True unless it was forbidden.

    `as_of` is the moment to show the case at, as it was typed; None is now. `user` is who decides, None
    where that is not told. `started` is the moment of asking, on the count of `clock.seconds`.
    """

    case: Path = DEFAULT_CASE
    verbose: bool = False
    quiet: bool = False
    color: bool = True
    dry_run: bool = False
    json: bool = False
    as_of: str | None = None
    user: str | None = None
    started: float = field(default_factory=seconds, compare=False)

    @property
    def named(self) -> str:
        """How the case is called in messages."""
        return named(self.case)

    def command(self, *words: str) -> str:
        """Return a command on the same case, at the same moment, as it can be typed right here."""
        case = () if self.case == _case_of_environment() else ("-c", self.named)
        moment = ("--as-of", self.as_of) if self.as_of is not None else ()
        return f"{_program()} {shlex.join((*case, *moment, *words))}"


def is_on_server(case: Path) -> bool:
    """Say whether a case is kept by a database server, and is no file."""
    return _ADDRESS.match(str(case)) is not None


def named(case: Path) -> str:
    """Return how a case is called: by its path, or by its address, which shows no password.

    >>> named(Path("postgresql://anna:secret@server/cases"))
    'postgresql://anna:***@server/cases'
    """
    found = _ADDRESS.match(str(case))
    if found is None:
        return str(case)
    user = f"{found[2]}:***@" if found[2] is not None else ""
    return f"{found[1]}//{user}{str(case)[found.end() :]}"


def in_front(arguments: Sequence[str]) -> list[str]:
    """Return `arguments` with the global flags first, where the parser wants them.

    A value that looks like one of them is written with "=" (`--text=-v`) or behind "--".

    >>> in_front(["claims", "--json", "--text", "bridge", "-c", "case.db"])
    ['--json', '-c', 'case.db', 'claims', '--text', 'bridge']
    """
    own = list(arguments)
    behind = own[own.index("--") :] if "--" in own else []
    waiting = own[: len(own) - len(behind)]
    moved: list[str] = []
    kept: list[str] = []
    while waiting:
        word = waiting.pop(0)
        if word in _WITH_VALUE:
            moved += [word, *waiting[:1]]
            del waiting[:1]
        elif word in _SWITCHES or _LETTERS.fullmatch(word) or word.startswith(_ASSIGNED):
            moved.append(word)
        else:
            kept.append(word)
    return [*moved, *kept, *behind]


def _case_of_environment() -> Path:
    return Path(os.environ.get("COUNTERCLAIM_CASE") or DEFAULT_CASE)


def _program() -> str:
    """Return how this program is called from here: by its name if the shell finds it, else by its path."""
    started = Path(sys.argv[0])
    if started.name == "__main__.py":
        return f"{shlex.quote(sys.executable)} -m counterclaim"
    found = shutil.which("counterclaim")
    if started.stem != "counterclaim" or (found is not None and Path(found).resolve() == started.resolve()):
        return "counterclaim"
    here = Path.cwd()
    absolute = started.absolute()
    return shlex.quote(str(absolute.relative_to(here) if absolute.is_relative_to(here) else absolute))
