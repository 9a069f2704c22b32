"""A case from Python: read it, add to it, decide."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from markupsafe import Markup

from counterclaim.board import (
    Account,
    Difference,
    Filter,
    Page,
    Row,
    Ruling,
    Summary,
    Testimony,
    account_of,
    board_of,
    claim_called,
    differences,
    rulings,
    summary,
)
from counterclaim.board.accounts import as_testimony
from counterclaim.board.index import Index
from counterclaim.casebook.rows import Rows, board_cells, statement_cells
from counterclaim.engine import LocalEngine
from counterclaim.export import Archiver, Chronicler, format_called
from counterclaim.export.chronicle import chronicle
from counterclaim.gazetteer import open_gazetteer
from counterclaim.ledger import Snapshot
from counterclaim.model import Actor, Decision, DecisionKind, Relation, Report, Status
from counterclaim.moments import Stood, as_kept, period, stood_at, stood_when
from counterclaim.pipeline import Outcome, Settings
from counterclaim.pipeline import add as add_to_ledger
from counterclaim.problems import Problem, UsageError
from counterclaim.read import Details, read
from counterclaim.rulebook import rulings_of_case
from counterclaim.store import SearchHit, Store, open_store
from counterclaim.weigh import standing_rules
from counterclaim.wishes import Wish, fulfil

_EARLIEST_ZONE = timedelta(hours=14)


def _time() -> datetime:
    return datetime.now(tz=UTC)


class Ledger:
    """A case; made by `Ledger.open`.

    It tells of the case as it stands whenever it is asked; `as_of` gives it as it stood, for reading only.
    """

    def __init__(
        self,
        store: Store,
        case: str | Path,
        *,
        user: str = "",
        moment: str | datetime | None = None,
        now: Callable[[], datetime] = _time,
    ) -> None:
        self._store = store
        self._case = case
        self._user = user
        self._moment = moment
        self._now = now
        self._read: tuple[str, Stood, Index] | None = None

    @classmethod
    def open(
        cls,
        case: str | Path = "case.db",
        *,
        create: bool = False,
        user: str = "",
        now: Callable[[], datetime] = _time,
    ) -> Ledger:
        """Open a case.

        Args:
            case: its file, or its address on a server ("postgresql://...").
            create: make it where there is none.
            user: who decides, for `confirm` and its like.
            now: the clock.

        Raises:
            NotFoundError: there is no such case, and none is to be made.
            StoreError: what is there is no case, or cannot be opened.
        """
        return cls(open_store(case, create=create), case, user=user, now=now)

    def close(self) -> None:
        """Let go of the case; the case as it stood (`as_of`) belongs to the ledger that it came from."""
        if self._moment is None:
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def as_of(self, moment: str | datetime) -> Ledger:
        """Return the case as it stood, for reading only.

        Args:
            moment: "2023-05-11" (to its end), "2023-05-11 14:00", "3 days ago", "#120" (the number of an
                entry of the log), or a datetime with its zone.

        Raises:
            UsageError: it is no such moment.
        """
        past = Ledger(self._store, self._case, moment=moment, now=self._now)
        past._stood()  # what cannot be is refused at once
        return past

    # -- The case ------------------------------------------------------------------------------

    @property
    def head(self) -> tuple[int, str]:
        """Number and hash of the last entry of the log that counts."""
        stood = self._stood()
        return stood.sequence, stood.head

    @property
    def snapshot(self) -> Snapshot:
        """All facts by their ids, as `counterclaim.model` describes them."""
        return self._stood().snapshot

    def summary(self) -> Summary:
        """Return the counts."""
        return summary(self.snapshot)

    def claims(  # noqa: PLR0913 - one parameter for each thing that can be asked
        self,
        *,
        status: Status | str | None = None,
        contested: bool = False,
        conceded: bool = False,
        one_sided: bool = False,
        party: str | None = None,
        place: str | None = None,
        speaker: str | None = None,
        text: str | None = None,
        happened: str | None = None,
        said: str | None = None,
        printed: str | None = None,
        limit: int | None = None,
    ) -> Rows[Row]:
        """Return the claims that pass every filter, in the order of the board: what is in dispute first.

        Raises:
            UsageError: there is no such status, or a period cannot be.
        """
        times = (None if one is None else period(one) for one in (happened, said, printed))
        wanted = Filter(contested, conceded, one_sided, _status(status), party, place, speaker, text, *times)
        shown = board_of(self._index(), wanted, None if limit is None else Page(size=limit))
        return Rows(shown.rows, partial(board_cells, shown.parties))

    def claim(self, claim: str) -> Account:
        """Return all there is to say about a claim, named by its id or how it alone begins.

        Raises:
            NotFoundError: none begins so, or several do.
        """
        index = self._index()
        return account_of(index, claim_called(index.snapshot, claim))

    def statements(self, *, report: str | None = None) -> Rows[Testimony]:
        """Return the statements as they bear on each claim, report by report; those on no claim too."""
        index = self._index()
        held = index.snapshot
        told: list[Testimony] = []
        for one in sorted(held.reports.values(), key=lambda one: (one.path, one.id)):
            for statement in index.statements.get(one.id, ()) if report in {None, one.id} else ():
                bearings = index.bearings.get(statement.id)
                told += [as_testimony(index, statement, *bearing) for bearing in bearings or ((None, None),)]
        return Rows(told, statement_cells)

    def reports(self) -> Rows[Report]:
        """Return the reports, by their files."""
        return Rows(sorted(self.snapshot.reports.values(), key=lambda one: (one.path, one.id)))

    def actors(self) -> Rows[Actor]:
        """Return everybody of whom a report speaks, with all names."""
        return Rows(one for _, one in sorted(self._index().snapshot.actors.items()))

    def relations(self) -> Rows[Relation]:
        """Return how the claims bear on each other."""
        return Rows(one for _, one in sorted(self._index().snapshot.relations.items()))

    def decisions(self) -> Rows[Ruling]:
        """Return what people decided, in their order, with what has become of it."""
        return Rows(rulings(self.snapshot))

    def problems(self) -> Rows[Problem]:
        """Return what was wrong with the input."""
        return Rows(
            sorted(self.snapshot.problems.values(), key=lambda one: (one.path, one.line or 0, one.id))
        )

    def changes(self, since: str | datetime) -> Rows[Difference]:
        """Return what is otherwise than at a moment before, and why."""
        return Rows(differences(self._at(since).snapshot, self.snapshot))

    def search(self, words: str, limit: int = 20) -> Rows[SearchHit]:
        """Return the reports and statements that hold all words, the best first."""
        sought = self._store if self._moment is None else as_kept(self._store, self._stood().sequence)
        return Rows(sought.search(words, limit))

    def export(self, name: str) -> bytes:
        """Return the case in a format that `counterclaim export` knows.

        Raises:
            UsageError: there is no such format; the message names those there are.
        """
        known = format_called(name)
        if isinstance(known, Archiver):
            if self._moment is not None:
                raise UsageError("an archive holds the whole log with all its times: export the case of now")
            return b"".join(known.write(self._store))
        if isinstance(known, Chronicler):
            return known.write(chronicle(self._store, self._stood().sequence))
        return known.write(self.snapshot)

    def to_frame(self) -> Any:
        """Return the claim board as a pandas DataFrame: a row for each claim, a column for each party.

        Raises:
            UsageError: pandas is not installed; the message says how to.
        """
        return self.claims().to_frame()

    # -- Writing -------------------------------------------------------------------------------

    def add(  # noqa: PLR0913 - one parameter for each thing that can be told of a report
        self,
        *paths: str | Path,
        outlet: str | None = None,
        published: str | None = None,
        title: str | None = None,
        language: str | None = None,
        workers: int = 1,
        progress: Callable[[str], None] = lambda _: None,
    ) -> Outcome:
        """Read files and folders into the case; the settings file beside it is heeded.

        Args:
            paths: files and folders, as for `counterclaim add`.
            outlet: who published them.
            published: when, as an ISO 8601 date.
            title: their title.
            language: their language, such as "en".
            workers: how many processes read.
            progress: is told the name of each file.

        Returns:
            The reports that are new, and the problems: what could not be read, and why.

        Raises:
            UsageError: this is the case as it stood, or the settings file cannot be used.
        """
        self._refuse_past()
        details = Details(outlet=outlet, published=published, title=title, language=language)
        today = (self._now() + _EARLIEST_ZONE).date()
        readings = chain.from_iterable(read(Path(path), details, today=today) for path in paths)
        ruled = None if self._case == ":memory:" else rulings_of_case(Path(self._case))
        batch = 1 if workers == 1 else 32 * workers
        settings = Settings(open_gazetteer(), standing_rules(), LocalEngine(workers), batch, ruled)
        return add_to_ledger(self._store, readings, settings, self._now, progress)

    def confirm(self, fact: str, *, note: str = "") -> Decision:
        """Rule that a claim is so, or that a statement was read rightly."""
        return self._decide(Wish(DecisionKind.CONFIRM, (fact,), note=note))

    def reject(self, fact: str, *, note: str = "") -> Decision:
        """Rule that a claim is not so, or that a statement was read wrongly."""
        return self._decide(Wish(DecisionKind.REJECT, (fact,), note=note))

    def merge(self, *facts: str, note: str = "") -> Decision:
        """Rule that claims and statements say one thing."""
        return self._decide(Wish(DecisionKind.MERGE, facts, note=note))

    def split(self, claim: str, *statements: str, note: str = "") -> Decision:
        """Rule that statements say something else than the rest of a claim."""
        return self._decide(Wish(DecisionKind.SPLIT, statements, claim=claim, note=note))

    def relabel(self, fact: str, what: str, to: str, *, claim: str = "", note: str = "") -> Decision:
        """Rule what a statement is: its stance (to a `claim`), act, actor, place, time, or its party."""
        return self._decide(Wish(DecisionKind.RELABEL, (fact,), claim=claim, what=what, to=to, note=note))

    def alias(self, name: str, *others: str, note: str = "") -> Decision:
        """Rule that several names are those of one."""
        return self._decide(Wish(DecisionKind.ALIAS, others, to=name, note=note))

    def note(self, fact: str, words: str) -> Decision:
        """Keep a remark with a claim or a statement."""
        return self._decide(Wish(DecisionKind.NOTE, (fact,), note=words))

    def undo(self, decision: str, *, note: str = "") -> Decision:
        """Take a decision back; to undo that brings it back."""
        return self._decide(Wish(DecisionKind.UNDO, (decision,), note=note))

    def _decide(self, wish: Wish) -> Decision:
        self._refuse_past()
        if not self._user:
            raise UsageError("nobody is named who decides; say who: Ledger.open(..., user=NAME)")
        return fulfil(self._store, wish, self._user, seen=None, now=self._now).decision

    def _refuse_past(self) -> None:
        if self._moment is not None:
            raise UsageError(f"this is the case as it stood ({self._moment}); write into the ledger of now")

    # -- What stands ---------------------------------------------------------------------------

    def _at(self, moment: str | datetime) -> Stood:
        if isinstance(moment, str):
            return stood_when(self._store, moment, self._now())
        if moment.tzinfo is None:
            raise UsageError(f"{moment} has no zone; add one, as in moment.astimezone()")
        return stood_at(self._store, moment)

    def _stood(self) -> Stood:
        return self._current()[0]

    def _index(self) -> Index:
        return self._current()[1]

    def _current(self) -> tuple[Stood, Index]:
        """Return the case as it stands or stood, read anew only where it has moved."""
        if self._moment is not None:
            key = "past"
        else:
            number, key = self._store.head()
        if self._read is None or self._read[0] != key:
            if self._moment is not None:
                stood = self._at(self._moment)
            else:
                stood = Stood(self._store.snapshot(), number, key, number)
            self._read = key, stood, Index(stood.snapshot)
        return self._read[1:]

    def __repr__(self) -> str:
        past = f" as of {self._moment}" if self._moment is not None else ""
        return f"<Ledger {self._case}{past}: {self.summary()}>"

    def _repr_html_(self) -> str:
        """Return the claim board, for a notebook."""
        head = Markup("<p><strong>{}</strong>: {}</p>").format(str(self._case), str(self.summary()))
        shown = self.claims()
        return head + Markup(shown._repr_html_())  # noqa: S704 - escaped there


# -- Details ---------------------------------------------------------------------------------


def _status(wanted: Status | str | None) -> Status | None:
    try:
        return None if wanted is None else Status(wanted)
    except ValueError as error:
        raise UsageError(f"there is no status {wanted!r}; there are: {', '.join(Status)}") from error
