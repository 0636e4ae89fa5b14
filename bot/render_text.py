"""A reply as plain text: its content alone, or with links and suggestions for who reads it in a terminal."""

from __future__ import annotations

from bot.wording import say
from intents.reply import Block, Bullets, Item, Outcome, Reply


def plain_text(reply: Reply) -> str:
    """The content of a reply: its blocks, an empty line between two."""
    return "\n\n".join(filter(None, map(_block, reply.blocks)))


def readable_text(reply: Reply, *, numbered: bool = False) -> str:
    """The content with links and suggestions; these numbered where a number picks one."""
    parts = [*filter(None, map(_block, shown_blocks(reply)))]
    if reply.links:
        parts.append("\n".join(f"{link.label}: {link.url}" for link in reply.links))
    if reply.suggestions:
        marks = [f"{number}." if numbered else "-" for number in range(1, len(reply.suggestions) + 1)]
        labels = [suggestion.label for suggestion in reply.suggestions]
        lines = [f"{mark} {label}" for mark, label in zip(marks, labels, strict=True)]
        if numbered or reply.outcome is not Outcome.CLARIFY:  # a question needs no title above its choices
            lines.insert(0, suggestions_title(reply.language, numbered=numbered))
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def shown_blocks(reply: Reply) -> tuple[Block, ...]:
    """The blocks without lists of what the suggestions under them offer once more."""
    labels = [suggestion.label for suggestion in reply.suggestions]
    return tuple(block for block in reply.blocks if not (isinstance(block, Bullets) and _repeats(reply, block, labels)))


def _repeats(reply: Reply, bullets: Bullets, labels: list[str]) -> bool:
    if reply.outcome is Outcome.CLARIFY:
        return len(bullets.items) == len(labels)
    return [item_text(item) for item in bullets.items] == labels


def suggestions_title(language: str, *, numbered: bool) -> str:
    """The line above the suggestions of a reply."""
    return say("chat-numbers" if numbered else "chat-suggestions", language)


def item_text(item: Item) -> str:
    """One line of a list."""
    return ": ".join(filter(None, (item.label, item.text)))


def _block(block: Block) -> str:
    if isinstance(block, Bullets):
        return "\n".join(f"- {item_text(item)}" for item in block.items)
    return block.text
