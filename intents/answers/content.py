"""What an answer consists of, and the blocks that answers are built from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from intents.query import Query
from intents.reply import Block, Bullets, Item, Note, Outcome, Paragraph, ReplyLink
from knowledge.models import Network, Role


@dataclass(frozen=True)
class Content:
    """What an answer consists of before its note, links and suggestions are added."""

    blocks: tuple[Block, ...]
    networks: tuple[str, ...]
    outcome: Outcome = Outcome.ANSWER
    links: tuple[ReplyLink, ...] = ()
    has_figures: bool = False
    suggestions: tuple[Query, ...] = ()


def sentences(texts: Iterable[str]) -> Block:
    """One sentence as a paragraph, several as a list."""
    found = tuple(dict.fromkeys(texts))
    return Paragraph(text=found[0]) if len(found) == 1 else Bullets(items=tuple(Item(text=text) for text in found))


def row(label: str, names: Sequence[str], cells: Iterable[str]) -> Bullets:
    """One attribute of a comparison: its name, and a line for each network."""
    return Bullets(
        items=tuple(Item(label=f"{label} – {name}", text=cell) for name, cell in zip(names, cells, strict=True))
    )


def fitting_roles(network: Network, query: Query) -> tuple[Role, ...]:
    """The roles of a network that a query asks for: by name, by kind, by holder; all where it does not say."""
    numbered = {part.number for part in query.roles if part.network == network.id}
    if (query.roles and query.intent == "roles") or numbered:
        return tuple(role for number, role in enumerate(network.membership.roles) if number in numbered)
    roles = network.membership.roles
    if query.intent == "roles" and query.role_kinds:
        roles = tuple(role for role in roles if _is_kind(role, query.role_kinds))
    if query.holder is not None:
        roles = tuple(role for role in roles if role.holder is query.holder)
    return roles


def _is_kind(role: Role, kinds: tuple[str, ...]) -> bool:
    """Whether a role is of one of the kinds; a co-chair also chairs."""
    return any(role.kind == kind or role.kind.endswith(f"-{kind}") for kind in kinds)


def capitalised(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def first_sentence(text: str) -> str:
    """The first sentence of a text."""
    return text.split(". ", maxsplit=1)[0].rstrip(".") + "."


def has_digits(blocks: Sequence[Block]) -> bool:
    """Whether any text of the blocks, apart from headings, holds a figure."""
    return any(map(str.isdigit, "".join(text for block in blocks for text in _texts(block))))


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text=text) | Note(text=text):
            yield text
        case Bullets(items=items):
            for item in items:
                yield from (item.label, item.text)
