"""Every verb, its flags and its help: what can be typed. The work is done in the modules beside this one."""

# ruff: noqa: PLC0415 - a verb's module is loaded when the verb is run: --help must not wait for a parser

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from counterclaim import __version__
from counterclaim.cli.flags import DEFAULT_CASE, Flags
from counterclaim.model import Status

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
    version: Annotated[
        bool, typer.Option("-V", "--version", callback=_say_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Keep account of rival claims.

    Who says what, who denies or concedes it, and on how many independent origins it rests.
    """
    del version, no_input, yes  # the first has answered; no verb asks anything yet
    context.obj = Flags(case, verbose, quiet, color=not no_color, dry_run=dry_run, json=json)


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
) -> None:
    """List the claims, and what each party says of them.

    With several filters, only claims that pass all of them. Case does not matter.
    """
    from counterclaim.board import Filter
    from counterclaim.cli import listing

    passing = Filter(contested, conceded, one_sided, wanted, party, place, speaker, text)
    raise typer.Exit(listing.claims(_flags(context), passing))


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


@APP.command(epilog="Example: counterclaim export html -o dossier.html")
def export(
    context: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="FORMAT", help="One of those listed.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file, in one piece.")
    ] = None,
) -> None:
    """Write the case in another format.

    It goes to stdout, or to a file in one piece. Without a format, lists those there are.
    """
    from counterclaim.cli import exporting

    raise typer.Exit(exporting.export(_flags(context), name, output))


@APP.command(epilog="Example: counterclaim -c case.db verify")
def verify(context: typer.Context) -> None:
    """Check that nothing stored was altered or lost (exit code 5 if so)."""
    from counterclaim.cli import checking

    raise typer.Exit(checking.verify(_flags(context)))


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


def _flags(context: typer.Context) -> Flags:
    flags: Flags = context.obj
    return flags
