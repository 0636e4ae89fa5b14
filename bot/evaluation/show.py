"""The report on a terminal, and the progress of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from bot.evaluation.history import Comparison
from bot.evaluation.questions import QuestionFile
from bot.evaluation.report import Miss, Reliability, Report, Share, Times
from bot.evaluation.run import Judged, judge
from intents.assistant import Assistant
from intents.reply import Outcome

Cell = str | Text


def judge_with_progress(assistant: Assistant, files: Sequence[QuestionFile], default_language: str) -> list[Judged]:
    """Every turn of the files, judged; where a person watches, a bar shows how far it is."""
    console = Console(stderr=True)
    judged = []
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Asking", total=sum(1 for file in files for _ in file.turns()))
        for file in files:
            for turn in judge(assistant, file, default_language):
                judged.append(turn)
                progress.advance(task)
    return judged


def show(report: Report, console: Console) -> None:
    """Prints a report."""
    for part in _parts(report):
        console.print(part, soft_wrap=isinstance(part, Text))
        console.print()


def _parts(report: Report) -> Iterator[Table | Text]:
    yield _confusion(report.confusion, report.outcomes)
    for title, shares in (
        ("Intent", report.intents),
        ("Language", report.languages),
        ("Tag", report.tags),
        ("File", report.files),
    ):
        if shares:
            yield _shares(title, shares)
    yield _reliability(report.reliability)
    yield from map(_miss, report.misses)
    if report.comparison:
        yield _comparison(report.comparison)
    yield _times(report.milliseconds)
    yield Text(f"Turns right: {report.total.right}/{report.total.total} = {report.total.percent:.1f} %", style="bold")


def _table(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Table:
    """A table whose first column is text and whose others are figures."""
    table = Table(show_edge=False, pad_edge=False, header_style="bold")
    for number, head in enumerate(heads):
        table.add_column(Text(head), justify="right" if number else "left")
    for row in rows:
        table.add_row(*(Text(cell) if isinstance(cell, str) else cell for cell in row))
    return table


def _confusion(confusion: Mapping[str, Mapping[str, int]], shares: Mapping[str, Share]) -> Table:
    """For each outcome that was wanted how often each was given; the wanted one stands out."""
    outcomes = [outcome.value for outcome in Outcome]
    rows: list[list[Cell]] = []
    for wanted, counts in confusion.items():
        cells = [Text(str(counts.get(got, "")), style="green" if got == wanted else "red") for got in outcomes]
        rows.append([wanted, *cells, *_figures(shares[wanted])])
    return _table(["Wanted", *outcomes, "right", "of", "%"], rows)


def _shares(title: str, shares: Mapping[str, Share]) -> Table:
    return _table([title, "right", "of", "%"], [[name, *_figures(share)] for name, share in shares.items()])


def _figures(share: Share) -> tuple[str, str, str]:
    return str(share.right), str(share.total), f"{share.percent:.1f}"


def _reliability(reliability: Reliability) -> Table:
    rows = [
        [
            f"{item.low:.1f} to {item.high:.1f}",
            str(item.total),
            f"{item.confidence:.2f}" if item.total else "",
            f"{item.right_percent:.1f}" if item.total else "",
        ]
        for item in reliability.bins
    ]
    rows.append(["expected calibration error", "", f"{reliability.error:.3f}", ""])
    return _table(["Confidence", "turns", "mean", "% right"], rows)


def _miss(miss: Miss) -> Text:
    lines = [
        f"  {'; '.join(miss.problems)}",
        f"  said: {miss.said}",
        *(f"    {line}" for line in miss.explanation.splitlines() if line),
    ]
    title = f"{miss.file}:{miss.line} {miss.text!r} ({miss.confidence:.2f})\n"
    return Text.assemble((title, "bold red"), "\n".join(lines))


def _comparison(comparison: Comparison) -> Text:
    lines = [
        f"Last run {comparison.percent_before:.1f} %, now {comparison.percent_now:.1f} %; "
        f"{comparison.added} turns added, {comparison.removed} removed."
    ]
    for title, turns in (("Newly right", comparison.newly_right), ("Newly wrong", comparison.newly_wrong)):
        lines += [f"{title}: {len(turns)}", *(f"  {turn}" for turn in turns)]
    return Text("\n".join(lines))


def _times(times: Times) -> Text:
    parts = (f"{field.name.replace('_', ' ')} {getattr(times, field.name):.2f} ms" for field in fields(times))
    return Text(f"Time a question: {', '.join(parts)}")
