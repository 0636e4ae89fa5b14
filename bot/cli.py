"""The command line. What only one command needs is imported in its function."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from bot.core_settings import CoreSettings
    from intents.assistant import Assistant

app = typer.Typer(
    help="Answers questions about the networks that a city belongs to, in the terminal and on Telegram.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def prepare() -> None:
    """Makes input and output fit for any terminal: a character that does not fit becomes another, not an error."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@app.command()
def ask(
    words: Annotated[list[str] | None, typer.Argument(metavar="QUESTION", help="One question or /command.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Answer JSON Lines from the standard input.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show how the question is understood.")] = False,
    language: Annotated[str | None, typer.Option(help="Used where the question leaves it open.")] = None,
) -> None:
    """Answer one question, or many as JSON Lines."""
    if jsonl == bool(words):
        _stop(
            'Give a question, such as: ask "which networks are there?", or --jsonl with questions as input.', status=2
        )
    with _clear_errors():
        assistant, settings = _load()
    asks_in = language or settings.default_language
    if jsonl:
        _answer_lines(assistant, asks_in)
    elif explain:
        from intents.context import EMPTY

        typer.echo(assistant.explain(" ".join(words or ()), EMPTY, asks_in))
    else:
        from bot.commands import respond
        from bot.render_text import readable_text

        typer.echo(readable_text(respond(assistant, " ".join(words or ()), client_language=asks_in).reply))


@app.command()
def chat() -> None:
    """Talk in the terminal."""
    from bot.chat import chat as talk

    with _clear_errors():
        assistant, settings = _load()
    talk(assistant, settings.default_language)


@app.command()
def run() -> None:
    """Serve Telegram; without a BOT_TOKEN say how to get one, and open the terminal chat."""
    with _clear_errors():
        from bot.settings import load_settings

        settings = load_settings()
        if settings.bot_token is not None:
            from bot.telegram.application import run as serve

            serve(settings)
            return
    _run_without_token(settings.default_language)


@app.command()
def check() -> None:
    """Check the knowledge and the phrases; name file, line and remedy of what is wrong."""
    from bot.check import check as check_files
    from bot.check import readable

    with _clear_errors():
        from bot.core_settings import core_settings

        report = check_files(core_settings().knowledge_dir)
    for problem in report.problems:
        typer.echo(readable(problem))
    if report.problems:
        raise typer.Exit(1)
    typer.echo(report.summary)


@app.command()
def doctor() -> None:
    """Look for what keeps the bot from working: token, webhook, database, knowledge, clock, ports. Change nothing."""
    from rich.console import Console

    from bot.operations.doctor import examine_anything, is_wrong, show

    findings = examine_anything()
    show(findings, Console(highlight=False))
    if is_wrong(findings):
        raise typer.Exit(1)


@app.command()
def evaluate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", exists=True, help="Question files, or folders.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object, for machines.")] = False,
    worst: Annotated[int, typer.Option(min=0, help="Misses to explain, the most confident first.")] = 10,
    compare: Annotated[bool, typer.Option(help="Compare with the last run of these files, and keep this one.")] = True,
    slips: Annotated[float, typer.Option(min=0, max=1, help="Share of words that get a slip of the keyboard.")] = 0,
    seed: Annotated[int, typer.Option(help="Another number gives other slips.")] = 0,
) -> None:
    """Ask all questions of some files, and report how well they are understood."""
    from bot.evaluation.command import Wishes, report_json, report_on
    from bot.evaluation.show import show

    with _clear_errors():
        assistant, settings = _load()
        wishes = Wishes(worst=worst, compare=compare, slips=slips, seed=seed)
        try:
            report = report_on(assistant, files, wishes, settings.default_language)
        except (ValueError, OSError) as error:
            _stop(str(error))
    if as_json:
        typer.echo(report_json(report))
    else:
        from rich.console import Console

        show(report, Console(highlight=False))


@app.command()
def calibrate(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", exists=True, help="Question files, or folders.")],
) -> None:
    """Fit what a confidence is worth on the questions of some files, and keep it."""
    from bot.evaluation.calibrate import calibrate as fitted
    from bot.evaluation.calibrate import write_calibration
    from intents.calibration import FILE

    with _clear_errors():
        assistant, settings = _load()
        try:
            calibration = fitted(assistant, files, settings.default_language)
        except ValueError as error:
            _stop(str(error))
    write_calibration(calibration, FILE)
    typer.echo(f"{FILE.name}: {calibration.fitted_on}")


@app.command()
def insights(
    days: Annotated[int, typer.Option(min=1, max=730, help="How many days back, today included.")] = 30,
    format: Annotated[str, typer.Option(help="table, csv or json.")] = "table",
    folder: Annotated[Path | None, typer.Option(help="For CSV: where to put one file a section.")] = None,
) -> None:
    """Show the editors what had no answer, what helped, and what is asked and shared."""
    from bot.insights.command import Format, read_insights, write_insights

    if format not in list(Format):
        _stop(f"--format: there is no {format!r} here. Take one of {', '.join(Format)}.", status=2)
    with _clear_errors():
        from bot.settings import load_settings

        settings = load_settings()
        assistant, _ = _load()
        write_insights(read_insights(assistant, settings.database_url, days), Format(format), folder)


@app.command()
def schema() -> None:
    """Write the JSON Schemas by which editors complete the knowledge files."""
    from bot.schema import FOLDER, write_schemas

    for file in write_schemas(FOLDER):
        typer.echo(file)


def _load() -> tuple[Assistant, CoreSettings]:
    from bot.core_settings import core_settings
    from bot.loading import load_assistant

    settings = core_settings()
    return load_assistant(settings.knowledge_dir), settings


def _answer_lines(assistant: Assistant, default_language: str) -> None:
    from bot.jsonl import answer_lines

    lines = sys.stdin.buffer if sys.stdin is not None else ()
    if not answer_lines(assistant, lines, sys.stdout, default_language):
        raise typer.Exit(1)


def _run_without_token(language: str) -> None:
    from bot.chat import is_terminal
    from bot.wording import say

    typer.echo(say("chat-no-token", language))
    if not is_terminal():
        typer.echo(say("chat-not-a-terminal", language, question=say("example-question", language)))
        return
    typer.echo(say("chat-opens", language))
    chat()


@contextmanager
def _clear_errors() -> Iterator[None]:
    """Wrong settings and files end the command with their messages, not with a traceback."""
    from bot.core_settings import SettingsError
    from knowledge.problems import InvalidFilesError

    try:
        yield
    except SettingsError as error:
        _stop(*error.messages)
    except InvalidFilesError as error:
        from bot.check import readable

        _stop(*map(readable, error.problems))


def _stop(*messages: str, status: int = 1) -> NoReturn:
    for message in messages:
        typer.echo(message, err=True)
    raise typer.Exit(status)
