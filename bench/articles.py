"""Scores the attribution of statements on made-up articles of our own, each on another subject.

    python bench/articles.py [--show] [--folder FOLDER] [NAME ...]

The articles and what is said in them stand in `articles/*.toml` (see the README there). A statement is
found when its content shares at least half of its letters and digits with that of a predicted one
(intersection over union), one to one. All other figures count over the found ones.

Exit codes: 0 all well, 2 wrong use or an article that is not sound.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterclaim.attribute import attribute
from counterclaim.model import Act, Form, Report, Statement
from counterclaim.parse.parser import parse

ARTICLES = Path(__file__).resolve().parent / "articles"
ENOUGH = 0.5
"""The least share of letters and digits that two contents, or two sources, have in common."""

FIELDS = frozenset(
    {"source", "cue", "content", "speaker", "act", "form", "level", "channel", "addressee", "after"}
)


# -- Articles --------------------------------------------------------------------------------


class ArticleError(Exception):
    """An article's gold does not fit its text."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `[start, end)` of an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Saying:
    """One statement or attitude, as it is wanted or as it was found; "accuse/assert": either act is right."""

    content: tuple[Stretch, ...]
    source: Stretch | None = None
    cue: Stretch | None = None
    act: str = Act.ASSERT.value
    form: str = Form.INDIRECT.value
    level: int = 0
    channel: str = ""
    addressee: str = ""

    @property
    def told(self) -> bool:
        """Say whether something is told as so; a belief or a wish is not."""
        return self.act != Act.OTHER.value


@dataclass(frozen=True, slots=True)
class Article:
    """A made-up report and what is said in it."""

    name: str
    title: str | None
    text: str
    sayings: tuple[Saying, ...]


def read_article(path: Path) -> Article:
    """Read an article and find every string of its gold in its text.

    Raises:
        ArticleError: the file is not sound; the message says where.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        _known(table, {"title", "text", "statement", "attitude"})
        text = table["text"]
        told = [_saying(text, row) for row in table["statement"]]
        attitudes = [_saying(text, {**row, "act": Act.OTHER.value}) for row in table.get("attitude", [])]
    except (ArticleError, KeyError, ValueError) as error:
        raise ArticleError(f"{path.name}: {error}") from error
    return Article(path.stem, table.get("title"), text, (*told, *attitudes))


def _known(row: Mapping[str, Any], keys: AbstractSet[str]) -> None:
    """Refuse a key that nobody reads: it is a slip of the pen."""
    if unknown := row.keys() - keys:
        raise ArticleError(f"unknown: {sorted(unknown)}")


def _saying(text: str, row: Mapping[str, Any]) -> Saying:
    """Return one row of the gold, its strings found in the text."""
    _known(row, FIELDS)
    content = tuple(_contents(text, row["content"], row.get("after", "")))
    return Saying(
        content=content,
        source=_nearest(text, row["source"], content) if "source" in row else None,
        cue=_nearest(text, row["cue"], content) if "cue" in row else None,
        act="/".join(Act(act).value for act in row.get("act", Act.ASSERT.value).split("/")),
        form=Form(row.get("form", Form.INDIRECT)).value,
        level=row.get("level", 0),
        channel=row.get("channel", ""),
        addressee=row.get("addressee", ""),
    )


def places(text: str, words: str) -> list[Stretch]:
    """Return where the words stand in the text, not as a part of longer words."""
    pattern = rf"(?<!\w){re.escape(words)}" if words[:1].isalnum() else re.escape(words)
    pattern += r"(?!\w)" if words[-1:].isalnum() else ""
    return [Stretch(*match.span()) for match in re.finditer(pattern, text)]


def _contents(text: str, parts: Sequence[str], after: str) -> Iterator[Stretch]:
    """Yield the parts of a content: the first stands in the text once, or once behind `after`."""
    if not parts:
        raise ArticleError("a content is empty")
    position = _only(text, after, places(text, after)).end if after else 0
    for index, part in enumerate(parts):
        found = [place for place in places(text, part) if place.start >= position]
        if found and (index or after):
            found = found[:1]
        place = _only(text, part, found)
        yield place
        position = place.end


def _only(text: str, words: str, found: Sequence[Stretch]) -> Stretch:
    if len(found) != 1:
        raise ArticleError(f"{words!r} stands {len(found)} times in {text[:40]!r}...")
    return found[0]


def _nearest(text: str, words: str, content: Sequence[Stretch]) -> Stretch:
    """Return the place of the words that is nearest to the content, in its paragraph if there is one."""
    begin, end = content[0].start, content[-1].end
    found = places(text, words)
    if not found:
        raise ArticleError(f"{words!r} is not in the text")
    outside = [place for place in found if not any(_touch(place, part) for part in content)]

    def distance(place: Stretch) -> tuple[bool, int]:
        between = text[place.end : begin] or text[end : place.start]
        return "\n" in between, len(between)

    return min(outside or found, key=distance)


def _touch(one: Stretch, other: Stretch) -> bool:
    return one.start < other.end and other.start < one.end


# -- Predictions -----------------------------------------------------------------------------


def predict(article: Article) -> list[Saying]:
    """Return what the program finds in an article."""
    report = Report(
        id=article.name, path=article.name, sha256="", text=article.text, extractor="", title=article.title
    )
    return [_found(report, statement) for statement in attribute(report, parse(article.text))]


def _found(report: Report, statement: Statement) -> Saying:
    source, cue, addressee = statement.source, statement.cue, statement.addressee
    return Saying(
        content=tuple(Stretch(span.start, span.end) for span in statement.content),
        source=Stretch(source.start, source.end) if source else None,
        cue=Stretch(cue.start, cue.end) if cue else None,
        act=statement.act.value,
        form=statement.form.value,
        level=statement.level,
        channel=statement.channel or "",
        addressee=report.quote(addressee) if addressee else "",
    )


# -- Scores ----------------------------------------------------------------------------------


def letters(text: str, parts: Iterable[Stretch | None]) -> set[int]:
    """Return the places of the letters and digits of some stretches."""
    return {at for part in parts if part for at in range(part.start, part.end) if text[at].isalnum()}


def overlap(text: str, one: Iterable[Stretch | None], other: Iterable[Stretch | None]) -> float:
    """Return how many letters and digits two lists of stretches share, over those of either."""
    left, right = letters(text, one), letters(text, other)
    return len(left & right) / len(left | right) if left | right else 1.0


Pair = tuple[Saying, Saying]


def matched(text: str, wanted: Sequence[Saying], found: Sequence[Saying]) -> list[Pair]:
    """Return the pairs, one to one, whose contents agree: the best agreement first.

    Of two findings that agree equally well the one at the wanted level, then with its source, counts.
    """
    ranked = []
    for row, one in enumerate(wanted):
        for column, other in enumerate(found):
            share = overlap(text, one.content, other.content)
            same_source = overlap(text, [one.source], [other.source])
            if share >= ENOUGH:
                ranked.append((-share, one.level != other.level, -same_source, row, column))
    pairs: dict[int, int] = {}
    for *_, row, column in sorted(ranked):
        if row not in pairs and column not in pairs.values():
            pairs[row] = column
    return [(wanted[row], found[column]) for row, column in sorted(pairs.items())]


@dataclass(frozen=True, slots=True)
class Result:
    """What was wanted and what was found in one article."""

    article: Article
    found: tuple[Saying, ...]
    pairs: tuple[Pair, ...]
    attitudes: tuple[Pair, ...]

    @property
    def wanted(self) -> list[Saying]:
        """The statements of the gold."""
        return [saying for saying in self.article.sayings if saying.told]

    @property
    def told(self) -> list[Saying]:
        """The statements that were found."""
        return [saying for saying in self.found if saying.told]

    @property
    def misses(self) -> list[Saying]:
        """The statements that were not found."""
        return [saying for saying in self.wanted if saying not in [one for one, _ in self.pairs]]

    @property
    def extra(self) -> list[Saying]:
        """The findings that are no statement of the gold."""
        return [saying for saying in self.told if saying not in [other for _, other in self.pairs]]


def score(article: Article, found: Sequence[Saying]) -> Result:
    """Compare what was found in an article with what is wanted, statements and attitudes apart."""
    pairs = [
        tuple(
            matched(
                article.text,
                [saying for saying in article.sayings if saying.told is told],
                [saying for saying in found if saying.told is told],
            )
        )
        for told in (True, False)
    ]
    return Result(article, tuple(found), *pairs)


def figures(results: Sequence[Result]) -> dict[str, tuple[int, int]]:
    """Return how many were right, of how many, by the name of the figure."""
    pairs = [(result.article.text, *pair) for result in results for pair in result.pairs]
    nested = [saying for result in results for saying in result.wanted if saying.level]
    hits = [one for _, one, _ in pairs if one.level]
    wanted_attitudes = sum(not saying.told for result in results for saying in result.article.sayings)
    agree = [(one, other, _same_source(text, one, other)) for text, one, other in pairs]
    return {
        "precision": (len(pairs), sum(len(result.told) for result in results)),
        "recall": (len(pairs), sum(len(result.wanted) for result in results)),
        "source": (sum(same for *_, same in agree), len(pairs)),
        "act": (sum(_right_act(one, other) for one, other, _ in agree), len(pairs)),
        "form": (sum(one.form == other.form for one, other, _ in agree), len(pairs)),
        "level": (sum(one.level == other.level for one, other, _ in agree), len(pairs)),
        "nested recall": (len(hits), len(nested)),
        "channel recall": _told_alike([(one.channel, other.channel) for one, other, _ in agree]),
        "addressee recall": _told_alike([(one.addressee, other.addressee) for one, other, _ in agree]),
        "attitude recall": (sum(len(result.attitudes) for result in results), wanted_attitudes),
    }


def _right_act(one: Saying, other: Saying) -> bool:
    """Say whether the act found is the one wanted, or one of two that are both right."""
    return other.act in one.act.split("/")


def _same_source(text: str, one: Saying, other: Saying) -> bool:
    """Say whether the sources agree; a source that the gold leaves open cannot be wrong."""
    return one.source is None or overlap(text, [one.source], [other.source]) >= ENOUGH


def _told_alike(values: Iterable[tuple[str, str]]) -> tuple[int, int]:
    told = [(wanted, found) for wanted, found in values if wanted]
    return sum(wanted == found for wanted, found in told), len(told)


def f1(results: Sequence[Result]) -> float:
    """Return the balanced mean of precision and recall."""
    pairs = sum(len(result.pairs) for result in results)
    both = sum(len(result.told) + len(result.wanted) for result in results)
    return 2 * pairs / both if both else 1.0


# -- The run ---------------------------------------------------------------------------------


def table(results: Sequence[Result]) -> Iterator[str]:
    """Yield a line for each article, then one for each figure of them all."""
    for result in results:
        counted = f"{len(result.wanted):>3} wanted {len(result.told):>3} found {len(result.pairs):>3} right"
        yield f"{result.article.name:<20} {counted}  F1 {f1([result]):.3f}"
    for name, (right, of) in figures(results).items():
        yield f"{name:<20} {right / of if of else 1:.3f}  ({right}/{of})"
    yield f"{'F1':<20} {f1(results):.3f}"


def errors(result: Result) -> Iterator[str]:
    """Yield every miss, every false finding, and every field that is wrong in what was found."""
    name, text = result.article.name, result.article.text
    yield from (f"{name}  MISS   {shown(text, saying)}" for saying in result.misses)
    yield from (f"{name}  FALSE  {shown(text, saying)}" for saying in result.extra)
    for one, other in result.pairs:
        parts = [
            f"{key} {getattr(one, key)!r}, not {getattr(other, key)!r}"
            for key in ("act", "form", "level", "channel", "addressee")
            if getattr(one, key) != getattr(other, key) and not (key == "act" and _right_act(one, other))
        ]
        if not _same_source(text, one, other):
            parts.append(f"source {_words(text, one.source)!r}, not {_words(text, other.source)!r}")
        if parts:
            yield f"{name}  WRONG  {'; '.join(parts)}: {shown(text, one)}"


def shown(text: str, saying: Saying) -> str:
    """Return a saying on one line."""
    content = " ... ".join(_words(text, part) for part in saying.content)
    told = f"{saying.act} {saying.form} {saying.level}"
    return f"{_words(text, saying.source)} | {_words(text, saying.cue)} | {content} | {told}"


def _words(text: str, part: Stretch | None) -> str:
    return " ".join(text[part.start : part.end].split()) if part else "-"


def main(arguments: Sequence[str]) -> int:
    """Score the articles that are wanted, print the figures, and return the exit code."""
    options = _options(arguments)
    paths = [
        path for path in sorted(options.folder.glob("*.toml")) if path.stem in (options.names or [path.stem])
    ]
    if not paths or len(paths) < len(set(options.names)):
        print(f"no such article in {options.folder}", file=sys.stderr)
        return 2
    try:
        articles = [read_article(path) for path in paths]
    except ArticleError as error:
        print(error, file=sys.stderr)
        return 2
    results = [score(article, predict(article)) for article in articles]
    print(*table(results), sep="\n")
    if options.show:
        print(*(line for result in results for line in errors(result)), sep="\n")
    return 0


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="articles.py", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these articles")
    parser.add_argument("--show", action="store_true", help="list what was missed, false or wrong")
    parser.add_argument("--folder", type=Path, default=ARTICLES, help="where the articles are")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
