"""A reply on a terminal: headings stand out, links can be clicked, suggestions carry their numbers."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.render_text import shown_blocks, suggestions_title
from intents.reply import Block, Bullets, Heading, Item, Note, Reply, ReplyLink


class Screen:
    """The terminal that replies are shown on."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)

    def remark(self, text: str) -> None:
        """Shows a sentence that is no reply."""
        self._console.print(Text(text, style="dim"))

    def show(self, reply: Reply) -> None:
        """Shows a reply with its links and suggestions."""
        self._console.print(Padding(_Rendered(reply), (1, 0)))


class _Rendered:
    """A reply as something that rich can print."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for number, block in enumerate(shown_blocks(self._reply)):
            if number:
                yield Text()
            yield _block(block)
        if self._reply.links:
            yield Text()
            yield from map(_link, self._reply.links)
        if self._reply.suggestions:
            yield Text()
            yield Text(suggestions_title(self._reply.language, numbered=True), style="dim")
            yield _numbered(suggestion.label for suggestion in self._reply.suggestions)


def _block(block: Block) -> Text | Table:
    # Text, never markup: square brackets in a reply are no styles.
    if isinstance(block, Bullets):
        return _list(("•", _item(item)) for item in block.items)
    styles = {Heading: "bold", Note: "dim"}
    return Text(block.text, style=styles.get(type(block), ""))


def _item(item: Item) -> Text:
    separator = ": " if item.label and item.text else ""
    return Text.assemble((item.label, "bold"), separator, item.text)


def _link(link: ReplyLink) -> Text:
    return Text.assemble(f"{link.label}: ", (link.url, f"underline link {link.url}"))


def _numbered(labels: Iterable[str]) -> Table:
    return _list((f"{number}.", Text(label)) for number, label in enumerate(labels, 1))


def _list(lines: Iterable[tuple[str, Text]]) -> Table:
    """Lines with a mark before each; what is too long for one line goes on under its text."""
    table = Table.grid(padding=(0, 1))
    for mark, text in lines:
        table.add_row(Text(mark, style="cyan"), text)
    return table
