"""Every verb, its flags and its help: what can be typed. The work is done in the modules beside this one."""

# ruff: noqa: PLC0415 - a verb's module is loaded when the verb is run: --help must not wait for a parser

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from counterclaim import __version__
from counterclaim.cli.flags import DEFAULT_CASE, Flags
from counterclaim.cli.interruption import heed
from counterclaim.model import DecisionKind, Status
from counterclaim.problems import UsageError

APP = typer.Typer(
    name="counterclaim",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,  # the richer help would take a third longer to appear
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="New here? Type: counterclaim demo. Global options may stand before or behind the verb.",
)
"""The whole command line."""


Settings = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Who is who; else counterclaim.toml beside the case."),
]
"""The settings file, for the verbs that heed it."""


def _say_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"counterclaim {__version__}")
        raise typer.Exit


@APP.callback()
def counterclaim(  # noqa: PLR0913, PLR0917 - one parameter for each global flag
    context: typer.Context,
    case: Annotated[
        Path, typer.Option("-c", "--case", envvar="COUNTERCLAIM_CASE", metavar="FILE", help="The case.")
    ] = DEFAULT_CASE,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Say more.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only what went wrong.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="No colours; also: NO_COLOR=1.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask.")] = False,
    dry_run: Annotated[bool, typer.Option("-n", "--dry-run", help="Say what would be done; do not.")] = False,
    yes: Annotated[bool, typer.Option("-y", "--yes", help="Answer every question with yes.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Write data as one JSON document.")] = False,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="WHEN",
            help="Show the case as it stood: '2026-03-01 12:00', '3 days ago', '#120' (an entry of the log).",
        ),
    ] = None,
    user: Annotated[
        str | None,
        typer.Option(
            "--user", envvar="COUNTERCLAIM_USER", metavar="NAME", help="Who decides; else the login."
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("-V", "--version", callback=_say_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Keep account of rival claims.

    Who says what, who denies or concedes it, and on how many independent origins it rests.
    """
    del version, no_input, yes  # the first has answered; no verb asks anything yet
    context.obj = Flags(
        case, verbose, quiet, color=not no_color, dry_run=dry_run, json=json, as_of=as_of, user=user
    )
    _refuse_the_past(context.obj, context.invoked_subcommand)


@APP.command(epilog="Example: counterclaim demo")
def demo(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Where to put the case and its dossier.")
    ] = Path("counterclaim-demo"),
) -> None:
    """Read the bundled case, print its board, write its dossier."""
    from counterclaim.cli import demonstration

    raise typer.Exit(demonstration.demo(_flags(context), folder))


@APP.command(epilog="Example: counterclaim init flood.db")
def init(
    context: typer.Context,
    path: Annotated[Path | None, typer.Argument(help="The new case, by default that of --case.")] = None,
) -> None:
    """Make an empty case with a settings file to fill in, and never over others."""
    from counterclaim.cli import adding

    raise typer.Exit(adding.init(_flags(context), path))


@APP.command(epilog="Example: counterclaim add reports/ page.html --outlet 'Harbour Post'")
def add(  # noqa: PLR0913, PLR0917 - one parameter for each thing that can be told of a report
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH", help="Files and folders: .txt .md .html .htm .jsonl")
    ],
    outlet: Annotated[str | None, typer.Option(help="Who published them.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="When, such as 2023-05-11.")] = None,
    title: Annotated[str | None, typer.Option(help="Their title.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="Their language, such as en.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="How many processes read them; for large folders.")] = 1,
    settings: Settings = None,
) -> None:
    """Read reports into the case.

    Makes the case if there is none. What cannot be read is named with its reason and everything else
    is kept (exit code 4).
    """
    from counterclaim.cli import adding
    from counterclaim.read import Details

    details = Details(outlet=outlet, published=published, title=title, language=language)
    raise typer.Exit(adding.add(_flags(context), paths, details, workers, settings))


@APP.command(epilog="Example: counterclaim apply")
def apply(context: typer.Context, settings: Settings = None) -> None:
    """Work a changed settings file into the case.

    It says who is who and on which side. Lists the actors that this changes; no report is read again.
    """
    from counterclaim.cli import settings as rules

    raise typer.Exit(rules.apply(_flags(context), settings))


@APP.command(epilog="Example: counterclaim standing > standing.toml")
def standing(context: typer.Context) -> None:
    """Write the rules that say how a claim stands.

    Change the table and name it in the settings file, as in: standing = "standing.toml"; then apply.
    """
    from counterclaim.cli import settings as rules

    raise typer.Exit(rules.standing(_flags(context)))


@APP.command(epilog="Example: counterclaim status --json")
def status(context: typer.Context) -> None:
    """Say how much the case holds.

    The counts, the parties that speak in it, its two hashes, and what was wrong with its input.
    """
    from counterclaim.cli import listing

    raise typer.Exit(listing.status(_flags(context)))


@APP.command(epilog="Example: counterclaim claims --contested --party company")
def claims(  # noqa: PLR0913, PLR0917 - one parameter for each filter
    context: typer.Context,
    contested: Annotated[bool, typer.Option("--contested", help="Somebody speaks against it.")] = False,
    conceded: Annotated[bool, typer.Option("--conceded", help="Somebody says it against his side.")] = False,
    one_sided: Annotated[bool, typer.Option("--one-sided", help="One side alone says it.")] = False,
    wanted: Annotated[Status | None, typer.Option("--status", help="It has this status.")] = None,
    party: Annotated[str | None, typer.Option(metavar="NAME", help="This party speaks of it.")] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="It tells of this place.")] = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="This speaker is quoted.")] = None,
    text: Annotated[str | None, typer.Option(metavar="WORDS", help="These words are in it.")] = None,
    happened: Annotated[str | None, typer.Option(metavar="PERIOD", help="It may have happened then.")] = None,
    said: Annotated[
        str | None, typer.Option(metavar="PERIOD", help="Somebody may have said it then.")
    ] = None,
    printed: Annotated[str | None, typer.Option(metavar="PERIOD", help="It was printed then.")] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="NUMBER", help="How many to list; else all.")
    ] = None,
) -> None:
    """List the claims, and what each party says of them.

    With several filters, only claims that pass all of them. Case does not matter. A period is a day
    (2023-05-11), a month (2023-05), a year, or a range: 2023-05-01..2023-05-11, 2023.. or ..2023-05.
    """
    from counterclaim.board import Filter
    from counterclaim.cli import listing
    from counterclaim.moments import period

    times = (None if one is None else period(one) for one in (happened, said, printed))
    passing = Filter(contested, conceded, one_sided, wanted, party, place, speaker, text, *times)
    raise typer.Exit(listing.claims(_flags(context), passing, limit))


@APP.command(epilog="Example: counterclaim show 3a0a")
def show(
    context: typer.Context,
    wanted: Annotated[str, typer.Argument(metavar="ID", help="A claim or statement, or how its id begins.")],
) -> None:
    """Tell all about one claim or statement.

    Who says so, with which words and where they stand, by what way, when, on which origins, and why
    it was read so.
    """
    from counterclaim.cli import showing

    raise typer.Exit(showing.show(_flags(context), wanted))


@APP.command(epilog="Example: counterclaim diff --since yesterday")
def diff(
    context: typer.Context,
    since: Annotated[
        str, typer.Option(metavar="WHEN", help="A moment, as for --as-of; or the number of an entry.")
    ],
    until: Annotated[
        str | None, typer.Option(metavar="WHEN", help="The same; else the moment of --as-of, else now.")
    ] = None,
) -> None:
    """Say what has changed, and why.

    New claims, other statuses, who newly denies or concedes, on what more a claim rests, what is one
    claim now or no longer, conflicts, reports and rulings.
    """
    from counterclaim.cli import differing

    raise typer.Exit(differing.diff(_flags(context), since, until))


@APP.command(epilog="Example: counterclaim search bridge closed")
def search(
    context: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORD", help="All of them have to be there.")],
    limit: Annotated[int, typer.Option(min=1, metavar="NUMBER", help="How many places to list.")] = 20,
) -> None:
    """Find reports and statements by their words.

    The best come first. Case, accents and punctuation make no difference.
    """
    from counterclaim.cli import listing

    raise typer.Exit(listing.search(_flags(context), words, limit))


# -- Decisions -------------------------------------------------------------------------------

Because = Annotated[str, typer.Option("--note", metavar="TEXT", help="Why, for others to read.")]
"""The reason for a decision."""

Fact = Annotated[str, typer.Argument(metavar="ID", help="A claim or statement, or how its id begins.")]
"""What a decision is on."""


@APP.command(epilog="Example: counterclaim confirm 3a0a --note 'seen the survey'")
def confirm(context: typer.Context, wanted: Fact, note: Because = "") -> None:
    """Rule that a claim is so, or that a statement was read rightly."""
    from counterclaim.cli import deciding

    raise typer.Exit(deciding.whole(_flags(context), DecisionKind.CONFIRM, wanted, note))


@APP.command(epilog="Example: counterclaim reject 3a0a --note 'he never said so'")
def reject(context: typer.Context, wanted: Fact, note: Because = "") -> None:
    """Rule that a claim is not so, or that a statement was read wrongly.

    A claim stays on the board, marked and last. A statement stays stored, and bears on no claim any more.
    """
    from counterclaim.cli import deciding

    raise typer.Exit(deciding.whole(_flags(context), DecisionKind.REJECT, wanted, note))


@APP.command(epilog="Example: counterclaim merge 3a0a 77c1 --note 'the same speech'")
def merge(
    context: typer.Context,
    wanted: Annotated[
        list[str], typer.Argument(metavar="ID", help="Claims and statements, or how their ids begin.")
    ],
    note: Because = "",
) -> None:
    """Rule that claims say one thing, whatever speaks against it."""
    from counterclaim.cli import deciding

    raise typer.Exit(deciding.merge(_flags(context), wanted, note))


@APP.command(epilog="Example: counterclaim split 3a0a 5e21 --note 'another bridge'")
def split(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="The claim, or how its id begins.")],
    wanted: Annotated[
        list[str], typer.Argument(metavar="STATEMENT", help="The statements that do not belong to it.")
    ],
    note: Because = "",
) -> None:
    """Rule that statements say something else than the rest of a claim."""
    from counterclaim.cli import deciding

    raise typer.Exit(deciding.split(_flags(context), claim, wanted, note))


@APP.command(epilog="Example: counterclaim relabel 5e21 --stance denies --note 'she takes it back'")
def relabel(  # noqa: PLR0913, PLR0917 - one parameter for each label
    context: typer.Context,
    wanted: Annotated[
        str, typer.Argument(metavar="ID", help="A statement; for --party also somebody by name.")
    ],
    stance: Annotated[str | None, typer.Option(metavar="STANCE", help="What it does to its claim.")] = None,
    act: Annotated[str | None, typer.Option(metavar="ACT", help="What its speaker does by it.")] = None,
    actor: Annotated[str | None, typer.Option(metavar="NAME", help="Who speaks.")] = None,
    party: Annotated[str | None, typer.Option(metavar="NAME", help="For whom its speaker speaks.")] = None,
    place: Annotated[str | None, typer.Option(metavar="NAME", help="Where it happened.")] = None,
    time: Annotated[str | None, typer.Option(metavar="WHEN", help="When it happened: 2024-05-06.")] = None,
    claim: Annotated[
        str | None, typer.Option(metavar="CLAIM", help="To which claim --stance is, if there are several.")
    ] = None,
    note: Because = "",
) -> None:
    """Rule what a statement is, where it was read wrongly."""
    from counterclaim.cli import deciding

    labels = {"stance": stance, "act": act, "actor": actor, "party": party, "place": place, "time": time}
    raise typer.Exit(deciding.relabel(_flags(context), wanted, labels, claim, note))


@APP.command(epilog="Example: counterclaim alias 'Jo Lee' 'J. Lee' 'the plant boss'")
def alias(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The right name.")],
    others: Annotated[list[str], typer.Argument(metavar="OTHER", help="Other names of the same.")],
    note: Because = "",
) -> None:
    """Rule that several names are those of one."""
    from counterclaim.cli import deciding

    raise typer.Exit(deciding.alias(_flags(context), name, others, note))


@APP.command(epilog="Example: counterclaim note 3a0a 'asked the ministry on Friday'")
def note(
    context: typer.Context,
    wanted: Fact,
    words: Annotated[list[str], typer.Argument(metavar="TEXT", help="What is to be remembered.")],
) -> None:
    """Keep a remark with a claim or a statement."""
    from counterclaim.cli import deciding

    raise typer.Exit(deciding.whole(_flags(context), DecisionKind.NOTE, wanted, " ".join(words)))


@APP.command(epilog="Example: counterclaim undo")
def undo(
    context: typer.Context,
    wanted: Annotated[
        str | None, typer.Argument(metavar="DECISION", help="By default your last one that is in force.")
    ] = None,
    note: Because = "",
) -> None:
    """Take a decision back.

    It stays in the case with the decision that undid it; to undo that one brings it back.
    """
    from counterclaim.cli import deciding

    raise typer.Exit(deciding.undo(_flags(context), wanted, note))


@APP.command(epilog="Example: counterclaim decisions --all")
def decisions(
    context: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what was undone, and what undid it.")
    ] = False,
) -> None:
    """List what people decided, by whom and when, and what of it needs a look."""
    from counterclaim.cli import deciding

    raise typer.Exit(deciding.decisions(_flags(context), everything))


# -- In a browser ----------------------------------------------------------------------------


@APP.command(epilog="Example: counterclaim serve --open")
def serve(  # noqa: PLR0913, PLR0917 - one parameter for each term on which a case is served
    context: typer.Context,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; others than you need a password.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="On which port; 0 is any free one.")] = 8000,
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nobody may decide anything.")] = False,
    password_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Its first line is the password; else COUNTERCLAIM_PASSWORD."),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name, besides localhost, by which it may be asked for."),
    ] = None,
    user_header: Annotated[
        str, typer.Option(metavar="NAME", help="The header in which a proxy tells who is signed in.")
    ] = "",
) -> None:
    """Show the case in a browser, to you alone.

    Also answers programs, under /api. Stops with Ctrl-C.
    """
    from counterclaim.cli import serving

    terms = serving.Terms(host, port, show, read_only, password_file, tuple(allow_host or ()), user_header)
    raise typer.Exit(serving.serve(_flags(context), terms))


# -- In and out ------------------------------------------------------------------------------


class _WithFormats(TyperCommand):
    """The command whose help lists the formats."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # typer does not name their types
        """List the formats, with what each is for and what opens it, and then the example."""
        from counterclaim.cli.formats import FORMATS

        with formatter.section("Formats"):
            formatter.write_dl([(name, f"{what} ({opens})") for name, what, opens in FORMATS])
        super().format_epilog(ctx, formatter)


@APP.command(cls=_WithFormats, epilog="Example: counterclaim export html -o dossier.html")
def export(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="FORMAT", help="One of those listed.")] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write to a file, in one piece; a format of several files also to a folder.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN",
            help="For a brief: what is new since a moment, or entry #120; else since yesterday.",
        ),
    ] = None,
    schema: Annotated[bool, typer.Option("--schema", help="Write the JSON Schema of json or jsonl.")] = False,
) -> None:
    """Write the case in another format.

    It goes to stdout, or to a file in one piece. Without a format, lists those there are.
    """
    from counterclaim.cli import exporting

    raise typer.Exit(exporting.export(_flags(context), name, output, since, schema=schema))


@APP.command(epilog="Example: counterclaim brief --since yesterday -o brief.md")
def brief(
    context: typer.Context,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN", help="Tell what is new since a moment, or entry #120; else since yesterday."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file, in one piece.")
    ] = None,
) -> None:
    """Write a page in Markdown to send on.

    What is claimed, by whom, conceded, denied, not verified, and what is new. Every sentence cites its place.
    """
    from counterclaim.cli import exporting

    raise typer.Exit(exporting.export(_flags(context), "brief", output, since))


@APP.command("import", epilog="Example: counterclaim import case.jsonl -c new.db")
def import_file(
    context: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="FILE", help="`archive` or `decisions` may stand before it.")
    ],
) -> None:
    """Read an archive into a new case, or decisions into this one.

    Which of the two a file is, its first line tells. All of it is checked before anything is written.
    """
    from counterclaim.cli import importing

    raise typer.Exit(importing.import_file(_flags(context), words))


@APP.command(epilog="Example: counterclaim -c case.db rebuild anew.db")
def rebuild(
    context: typer.Context,
    new: Annotated[Path, typer.Argument(metavar="NEWCASE", help="The case to make; never over another.")],
    workers: Annotated[int, typer.Option(min=1, help="How many processes read; for large cases.")] = 1,
) -> None:
    """Make the case anew from its raw files and decisions.

    Reads every file again, works everything out again, and says what differs (exit code 4) or is lost (5).
    """
    from counterclaim.cli import rebuilding

    raise typer.Exit(rebuilding.rebuild(_flags(context), new, workers))


@APP.command(epilog="Example: counterclaim -c case.db verify")
def verify(
    context: typer.Context,
    deep: Annotated[
        bool, typer.Option("--deep", help="Also work out anew what the reports tell together; it takes time.")
    ] = False,
    head: Annotated[
        str | None, typer.Option(metavar="HASH", help="A chain head noted earlier that must still be there.")
    ] = None,
) -> None:
    """Check that nothing stored was altered or lost (exit code 5 if so)."""
    from counterclaim.cli import checking

    raise typer.Exit(checking.verify(_flags(context), deep=deep, head=head))


@APP.command(epilog="Example: counterclaim doctor")
def doctor(context: typer.Context) -> None:
    """Say whether this machine has all that is needed.

    Compiles the gazetteer if that was not done yet. Each warning comes with the next step.
    """
    from counterclaim.cli import checking

    raise typer.Exit(checking.doctor(_flags(context)))


@APP.command("possible-conflicts", epilog="Example: counterclaim possible-conflicts --nli ./my-model")
def possible_conflicts(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, metavar="NUMBER", help="How many pairs to list.")] = 20,
    nli: Annotated[
        Path | None, typer.Option(metavar="PROGRAM", help="Your own model; it only orders the list.")
    ] = None,
    timeout: Annotated[
        float, typer.Option(min=1, metavar="SECONDS", help="How long your model may take.")
    ] = 300,
) -> None:
    """List pairs of claims that may conflict, to be checked.

    No rule decided on them. Nothing of this list goes to the case.
    """
    from counterclaim.cli import possible

    raise typer.Exit(possible.possible(_flags(context), limit, nli, timeout))


_OF_THE_PAST = frozenset({"diff", "claims", "show", "status", "search", "decisions", "export", "brief"})
"""The verbs to which --as-of means something."""


def _refuse_the_past(flags: Flags, verb: str | None) -> None:
    """Raise UsageError where --as-of would not be heeded."""
    if flags.as_of is not None and verb not in _OF_THE_PAST:
        known = ", ".join(sorted(_OF_THE_PAST))
        raise UsageError(f"--as-of has no part in `{verb}`: it is for {known}")


def _flags(context: typer.Context) -> Flags:
    heed()  # loading the verb's module may have dropped an interruption
    flags: Flags = context.obj
    return flags
