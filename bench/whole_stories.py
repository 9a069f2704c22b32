"""Scores the whole road on made-up stories of our own: several reports each, told by rival parties.

    python bench/whole_stories.py [--json | --show LIST] [--keep FOLDER] [--shared FOLDER] [NAME ...]

A story is one file `stories/*.toml` (see the README there): its reports, its actors, the claims, and who says
what of them. It is turned into a gold of the shared shape, its reports are added to a case and exported as a
stranger would do it, and the shared scorer compares the two.

Exit codes: 0 all well, 1 the program or the scorer failed, 2 wrong use or a story that is not sound.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from articles import Stretch, places
from counterclaim.model import Act, Stance
from quality import MeasuringError, Programs, run

BENCH = Path(__file__).resolve().parent
STORIES = BENCH / "stories"

KINDS = frozenset(
    {
        "attributed",
        "narrator",
        "verification-note",
        "no-comment",
        "hearsay",
        "speech-event",
        "boilerplate-decoy",
    }
)
FORMS = frozenset({"direct", "mixed", "indirect", "narrative", "narrator"})
STANCES = frozenset({*(stance.value for stance in Stance), "unverifiable", "reports-corroboration"})
RELATIONS = frozenset(
    {
        *("denies", "contradicts", "conflicts", "disputes", "elaborates", "restates", "updates"),
        *("supersedes", "corrects", "retracts", "supports", "opposes", "background-of", "motivated-by"),
        *("temporal-context", "does-not-entail", "parallel-not-same", "same-topic"),
    }
)
SIDES = {
    "asserts": "supporting",
    "confirms": "supporting",
    "concedes": "supporting",
    "denies": "denying",
}
"""The side on which a stance puts its speaker's party; doubts and silence are not held against the lists."""

FIGURES = {
    "statements.f1": "said f1",
    "speaker.accuracy": "speaker",
    "claims.b3_precision": "claim pr",
    "claims.b3_f1_e2e": "claim f1",
    "conflicts.precision": "confl pr",
    "conflicts.recall": "confl re",
    "conflicts.false": "false",
    "stance.accuracy": "stance",
    "origins.exact": "origins",
    "origins.over_rate": "over",
    "parties.f1": "parties",
    "ledger_score": "score",
}
"""The figures that are printed of each story, and the heads of their columns."""


# -- Stories ---------------------------------------------------------------------------------


class StoryError(Exception):
    """A story's annotation does not fit its text, or itself."""


Row = Mapping[str, Any]
Json = dict[str, Any]

KEYS = {
    "report": frozenset({"file", "outlet", "published", "title", "text", "boilerplate"}),
    "actor": frozenset({"id", "name", "kind", "party", "forms"}),
    "claim": frozenset(
        {"id", "canonical", "family", "origins", "parties", "n_origins", "verification", "note"}
    ),
    "statement": frozenset(
        {
            *("report", "content", "after", "source", "cue", "speaker", "relay", "act", "form", "level"),
            *("kind", "denied", "claims", "said", "channel", "verbatim", "note"),
        }
    ),
    "relation": frozenset({"left", "right", "kind", "why"}),
}
NEEDED = {
    "report": ("file", "outlet", "published", "text"),
    "actor": ("id", "name", "party"),
    "claim": ("id", "canonical", "family"),
    "statement": ("report", "content"),
    "relation": ("left", "right", "kind"),
}


@dataclass(frozen=True, slots=True)
class Story:
    """A made-up story as it is written, its rows known to hold what they must."""

    name: str
    reports: Sequence[Row]
    actors: Sequence[Row]
    claims: Sequence[Row]
    statements: Sequence[Row]
    relations: Sequence[Row]

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number of each report, by its file."""
        return {row["file"]: number for number, row in enumerate(self.reports)}


def read_story(path: Path) -> Story:
    """Read a story and check its rows.

    Raises:
        StoryError: the file is not sound; the message says where.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        _check_table(table)
    except (StoryError, ValueError) as error:
        raise StoryError(f"{path.name}: {error}") from error
    return Story(path.stem, *(table.get(kind, []) for kind in KEYS))


def _check_table(table: Mapping[str, Sequence[Row]]) -> None:
    """Refuse a table of rows that nobody reads, and rows that are not as they must be."""
    if unknown := table.keys() - KEYS.keys():
        raise StoryError(f"unknown: {sorted(unknown)}")
    for kind, rows in table.items():
        _check_keys(kind, rows)


def _check_keys(kind: str, rows: Iterable[Row]) -> None:
    """Refuse a row that lacks a key it needs, or holds one that nobody reads."""
    for row in rows:
        if unknown := row.keys() - KEYS[kind]:
            raise StoryError(f"[[{kind}]] {_label(row)}: unknown: {sorted(unknown)}")
        if missing := [key for key in NEEDED[kind] if key not in row]:
            raise StoryError(f"[[{kind}]] {_label(row)}: missing: {missing}")


def _label(row: Row) -> str:
    """Return the words by which a row is known to its writer."""
    return str(row.get("id") or row.get("content") or row.get("file") or dict(row))[:90]


def _member(value: str, allowed: AbstractSet[str], what: str) -> str:
    if value not in allowed:
        raise StoryError(f"{what}: {value!r} is none of {sorted(allowed)}")
    return value


# -- Words to offsets ------------------------------------------------------------------------


def find_contents(text: str, parts: Sequence[str], after: str = "") -> list[Stretch]:
    """Return the parts of a content: the first stands in the text once, or is the first behind `after`.

    Raises:
        StoryError: a part is not in the text, or stands there twice with nothing to tell which is meant.
    """
    if not parts:
        raise StoryError("a content is empty")
    position = _only(after, places(text, after)).end if after else 0
    contents = []
    for index, part in enumerate(parts):
        found = [place for place in places(text, part) if place.start >= position]
        place = _only(part, found[:1] if index or after else found)
        contents.append(place)
        position = place.end
    return contents


def _only(words: str, found: Sequence[Stretch]) -> Stretch:
    if len(found) != 1:
        raise StoryError(f"{words!r} stands {len(found)} times in the text")
    return found[0]


def find_nearest(text: str, words: str, contents: Sequence[Stretch]) -> Stretch:
    """Return the place of the words that is nearest to the content, in its paragraph if there is one.

    Raises:
        StoryError: the words are not in the text.
    """
    begin, end = contents[0].start, contents[-1].end
    found = places(text, words)
    if not found:
        raise StoryError(f"{words!r} is not in the text")
    outside = [
        one for one in found if not any(one.start < part.end and part.start < one.end for part in contents)
    ]

    def distance(place: Stretch) -> tuple[bool, int]:
        between = text[place.end : begin] or text[end : place.start]
        return "\n" in between, len(between)

    return min(outside or found, key=distance)


def _span(text: str, place: Stretch) -> Json:
    return {"start": place.start, "end": place.end, "quote": text[place.start : place.end]}


# -- The gold --------------------------------------------------------------------------------


def gold(story: Story) -> Json:
    """Return a story in the shape of the shared gold.

    Raises:
        StoryError: words are not in the text, an id is not known, or a claim's parties are not those of its
            statements.
    """
    actors = [*_actors(story), *_implied(story)]
    party_of = {actor["id"]: actor["party"] for actor in actors}
    claim_ids = {row["id"] for row in story.claims}
    statements = []
    for number, row in enumerate(story.statements, start=1):
        try:
            statements.append(_statement(story, row, f"{story.name}-{number:02}", party_of.keys(), claim_ids))
        except StoryError as error:
            raise StoryError(f"{story.name}: {_label(row)}: {error}") from error
    return {
        "meta": {"title": story.name},
        "stories": [_report(row, number) for number, row in enumerate(story.reports)],
        "actors": actors,
        "statements": statements,
        "claims": [_claim(row, statements, party_of) for row in story.claims],
        "relations": [_relation(row, claim_ids) for row in story.relations],
    }


def _report(row: Row, number: int) -> Json:
    text = row["text"]
    boilerplate = [_span(text, find_contents(text, [words])[0]) for words in row.get("boilerplate", [])]
    return {
        "id": number,
        "file": row["file"],
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "pub_date": {"value": str(row["published"])},
        "outlet": {"stated": row["outlet"]},
        "boilerplate": boilerplate,
    }


def _actors(story: Story) -> Iterator[Json]:
    """Yield the actors with the places of their forms; a form inside a longer one of anybody is nested."""
    forms = {row["id"]: tuple(dict.fromkeys([*row.get("forms", ()), row["name"]])) for row in story.actors}
    found: dict[str, list[Json]] = defaultdict(list)
    for number, report in enumerate(story.reports):
        marks = [
            (place, owner)
            for owner, words in forms.items()
            for form in words
            for place in places(report["text"], form)
        ]
        for place, owner in sorted(set(marks), key=lambda mark: (mark[0].start, mark[0].end, mark[1])):
            nested = any(other != place and _inside(place, other) for other, _ in marks)
            words = report["text"][place.start : place.end]
            found[owner].append(
                {"story": number, "start": place.start, "end": place.end, "text": words, "nested": nested}
            )
    for row in story.actors:
        yield {
            "id": row["id"],
            "name": row["name"],
            "type": row.get("kind", ""),
            "party": row["party"],
            "forms": {"all": list(forms[row["id"]])},
            "mentions": found[row["id"]],
        }


def _inside(place: Stretch, other: Stretch) -> bool:
    return other.start <= place.start and place.end <= other.end


def _implied(story: Story) -> Iterator[Json]:
    """Yield the actors that no story introduces: somebody unknown, and each report's outlet, its narrator."""
    yield _voiceless("unknown", "unknown", "")
    for number, report in enumerate(story.reports):
        yield _voiceless(f"outlet{number}", report["outlet"], "media")


def _voiceless(identity: str, name: str, party: str) -> Json:
    return {"id": identity, "name": name, "type": "media", "party": party, "forms": {}, "mentions": []}


def _statement(story: Story, row: Row, name: str, actors: AbstractSet[str], claims: AbstractSet[str]) -> Json:
    """Return a statement of the gold, its words found in its report."""
    if row["report"] not in story.numbers:
        raise StoryError(f"no such report: {row['report']!r}")
    number = story.numbers[row["report"]]
    text = story.reports[number]["text"]
    contents = find_contents(text, row["content"], row.get("after", ""))
    spans = [_span(text, place) for place in contents]
    source, cue = (
        _span(text, find_nearest(text, row[key], contents)) if row.get(key) else None
        for key in ("source", "cue")
    )
    speakers = _speakers(row, number)
    _check_ids(row, speakers, actors, claims)
    kind = _member(row.get("kind", "attributed"), KINDS, "kind")
    said = row.get("said")
    return {
        "id": name,
        "story": number,
        "kind": kind,
        "level": row.get("level", 0),
        "start": spans[0]["start"],
        "end": spans[0]["end"],
        "quote": spans[0]["quote"],
        "content": spans,
        "source": {"text": source, "actors": speakers},
        "chain": ["+".join(speakers), *row.get("relay", ()), f"story{number}"],
        "cue": cue,
        "channel": {"norm": row["channel"]} if row.get("channel") else None,
        **_acts(row),
        "directness": _member(row.get("form", "indirect"), FORMS, "form"),
        "verbatim": row.get("verbatim", True),
        "polarity": "-" if row.get("denied") else "+",
        "stated_at": {"start": str(said[0]) or None, "end": str(said[1]) or None} if said else None,
        "claims": [{"claim": claim, "stance": stance} for claim, stance in row.get("claims", {}).items()],
    }


def _check_ids(row: Row, speakers: Sequence[str], actors: AbstractSet[str], claims: AbstractSet[str]) -> None:
    """Refuse an actor or a claim that nobody has introduced, and a stance that does not exist."""
    for actor in (*speakers, *row.get("relay", ())):
        _member(actor, actors, "actor")
    for claim, stance in row.get("claims", {}).items():
        _member(claim, claims, "claim")
        _member(stance, STANCES, f"stance towards {claim}")


def _speakers(row: Row, number: int) -> list[str]:
    """Return who speaks: the outlet where nobody is named and nothing is attributed."""
    speaker = row.get("speaker")
    if speaker is None:
        if row.get("kind", "attributed") == "attributed":
            raise StoryError('an attributed statement names its speaker, or "unknown"')
        return [f"outlet{number}"]
    return [speaker] if isinstance(speaker, str) else list(speaker)


def _acts(row: Row) -> Json:
    """Return the act, and the second one of "accuse/assert": either is right."""
    words = {act.value for act in Act} | {"no-comment"}
    acts = [_member(act, words, "act") for act in row.get("act", Act.ASSERT.value).split("/")]
    return {"act": acts[0], "act2": acts[1] if len(acts) > 1 else None}


def _claim(row: Row, statements: Iterable[Json], party_of: Mapping[str, str]) -> Json:
    members = [
        (statement, held["stance"])
        for statement in statements
        for held in statement["claims"]
        if held["claim"] == row["id"]
    ]
    if not members:
        raise StoryError(f"{row['id']} has no statement")
    parties = {key: list(names) for key, names in row.get("parties", {}).items()}
    _check_parties(row["id"], parties, members, party_of)
    origins = list(row.get("origins", ()))
    return {
        "id": row["id"],
        "family": row["family"],
        "canonical": row["canonical"],
        "verification": row.get("verification", []),
        "origins": origins,
        "n_origins": row.get("n_origins", len(origins)),
        "note": row.get("note", ""),
        "parties": parties,
        "statements": [{"id": statement["id"], "stance": stance} for statement, stance in members],
    }


def _check_parties(
    claim: str,
    parties: Mapping[str, Sequence[str]],
    members: Iterable[tuple[Json, str]],
    party_of: Mapping[str, str],
) -> None:
    """Refuse lists of parties that are not those of the claim's speakers; outlets are of no party."""
    roles = frozenset({"asserting", "confirming", "conceding", "denying", "doubting", "silent"})
    for role in parties:
        _member(role, roles, f"parties of {claim}")
    held: dict[str, set[str]] = defaultdict(set)
    for statement, stance in members:
        if statement["kind"] == "attributed" and stance in SIDES:
            held[SIDES[stance]] |= {party_of.get(actor, "") for actor in statement["source"]["actors"]}
    told = {
        "supporting": {
            name for role in ("asserting", "confirming", "conceding") for name in parties.get(role, ())
        },
        "denying": set(parties.get("denying", ())),
    }
    for side, names in told.items():
        if held[side] - {"", "media"} != names - {"media"}:
            raise StoryError(f"{claim}: {side} are {sorted(names)}, by its statements {sorted(held[side])}")


def _relation(row: Row, claims: AbstractSet[str]) -> Json:
    """Return a relation; the scorer takes a word that it does not know for a mere link, so none is let in."""
    for side in ("left", "right"):
        _member(row[side], claims, "claim")
    word = row["kind"]
    if not re.fullmatch(r"conflicts-in-[a-z-]+", word):
        _member(word, RELATIONS, "relation")
    return {"a": row["left"], "rel": word, "b": row["right"], "why": row.get("why", "")}


def write_gold(story: Story, folder: Path) -> None:
    """Write the gold of a story, and its reports with what is known of them, into a folder.

    Raises:
        StoryError: the story is not sound, or the folder is there already.
    """
    shaped = gold(story)
    texts = folder / "texts"
    if folder.exists():
        raise StoryError(f"{folder} is there already")
    texts.mkdir(parents=True)
    for report in story.reports:
        (texts / report["file"]).write_bytes(report["text"].encode())
    known = {
        row["file"]: {"published": str(row["published"]), "outlet": row["outlet"], "title": row.get("title")}
        for row in story.reports
    }
    for path, value in ((texts / "meta.json", known), (folder / "gold.json", shaped)):
        path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


# -- Measuring -------------------------------------------------------------------------------


def export(folder: Path, programs: Programs) -> None:
    """Add the reports of a gold to a case and write the ledger beside them.

    Raises:
        MeasuringError: the program failed.
    """
    case: tuple[str | Path, ...] = (*programs.counterclaim, "-c", folder / "case.db")
    run(*case, "add", folder / "texts")
    (folder / "ledger.json").write_text(run(*case, "export", "json"), encoding="utf-8")


def score(folder: Path, shared: Path, *flags: str) -> str:
    """Return what the shared scorer says of the ledger in a folder.

    Raises:
        MeasuringError: the scorer failed, or the gold is not of the shared shape.
    """
    run(sys.executable, shared / "gold" / "verify_gold.py", folder)
    return run(sys.executable, shared / "eval" / "score_ledger.py", folder, folder / "ledger.json", *flags)


def measure(story: Story, options: argparse.Namespace, folder: Path) -> Mapping[str, float | None]:
    """Return all figures of a story; print the scorer's list where one is asked for.

    Raises:
        MeasuringError: the program or the scorer failed.
    """
    export(folder, Programs())
    if options.show:
        print(
            f"== {story.name}: {options.show}",
            score(folder, options.shared, "--show", options.show),
            sep="\n",
        )
    figures: Mapping[str, float | None] = json.loads(score(folder, options.shared, "--json"))["figures"]
    return figures


def table(reached: Mapping[str, Mapping[str, float | None]]) -> Iterator[str]:
    """Yield the chief figures, a line for each story."""
    yield f"{'story':<14}" + "".join(f"{head:>9}" for head in FIGURES.values())
    for name, figures in reached.items():
        yield f"{name:<14}" + "".join(f"{_shown(figures.get(figure)):>9}" for figure in FIGURES)


def _shown(value: float | None) -> str:
    if value is None:
        return "n/a"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def main(arguments: Sequence[str]) -> int:
    """Score the stories that are wanted, print the figures, and return the exit code."""
    options = _options(arguments)
    paths = [
        path for path in sorted(options.folder.glob("*.toml")) if path.stem in (options.names or [path.stem])
    ]
    if not paths or len(paths) < len(set(options.names)):
        print(f"no such story in {options.folder}", file=sys.stderr)
        return 2
    try:
        with tempfile.TemporaryDirectory() as temporary:
            return _main(paths, options, options.keep or Path(temporary))
    except StoryError as error:
        print(error, file=sys.stderr)
        return 2
    except MeasuringError as error:
        print(f"FAILED {error}", file=sys.stderr)
        return 1


def _main(paths: Sequence[Path], options: argparse.Namespace, folder: Path) -> int:
    stories = [read_story(path) for path in paths]
    for story in stories:
        write_gold(story, folder / story.name)
    if not (options.shared / "eval" / "score_ledger.py").is_file():
        sound = ", ".join(story.name for story in stories)
        print(f"SKIPPED: nothing was measured, for there is no scorer in {options.shared.resolve()}")
        print(f"sound: {sound}")
        return 0
    reached = {story.name: measure(story, options, folder / story.name) for story in stories}
    if options.json:
        print(json.dumps(reached, indent=1))
    else:
        print(*table(reached), sep="\n")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="whole_stories.py", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these stories")
    output = parser.add_mutually_exclusive_group()
    output.add_argument("--json", action="store_true", help="all figures as JSON")
    lists = ["claims", "misses", "extra", "conflicts", "integrity"]
    output.add_argument("--show", choices=lists, help="print this list of the scorer as well")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave the gold and the ledger in FOLDER")
    parser.add_argument("--folder", type=Path, default=STORIES, help="where the stories are")
    parser.add_argument(
        "--shared",
        type=Path,
        metavar="FOLDER",
        default=Path(os.environ.get("COUNTERCLAIM_SHARED") or BENCH.parent.parent / "shared"),
        help="the shared data (default: $COUNTERCLAIM_SHARED, or ../shared beside the checkout)",
    )
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
