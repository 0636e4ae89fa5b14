"""A reply as data: what was decided, what it is about, and its content in blocks that every surface can render."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from intents.query import Data, Query


class Outcome(StrEnum):
    """The kinds of reply; `docs` and the question sets use the same words."""

    ANSWER = "answer"
    UNKNOWN = "unknown"
    CLARIFY = "clarify"
    SOCIAL = "social"
    FALLBACK = "fallback"


class Heading(Data):
    """A short title, such as a network's name."""

    block: Literal["heading"] = "heading"
    text: str


class Paragraph(Data):
    """Running text."""

    block: Literal["paragraph"] = "paragraph"
    text: str


class Item(Data):
    """One line of a list: an emphasised label, and what is said of it; either may be empty."""

    label: str = ""
    text: str = ""


class Bullets(Data):
    """A list."""

    block: Literal["bullets"] = "bullets"
    items: tuple[Item, ...]


class Note(Data):
    """A remark in small print: the source and its date."""

    block: Literal["note"] = "note"
    text: str


Block = Annotated[Heading | Paragraph | Bullets | Note, Field(discriminator="block")]


class ReplyLink(Data):
    """An address with its label in the language of the reply."""

    label: str
    url: str


class Suggestion(Data):
    """Something to ask next: what to show, and the query that it stands for."""

    label: str
    query: Query


class Reply(Data):
    """One reply.

    Attributes:
        outcome: what kind of reply it is.
        intent: the intent that was understood, "" where none was.
        networks: ids of the networks that the reply is about, not of all that it names.
        language: the language it is written in.
        confidence: how sure the understanding is, 0 to 1.
        blocks: its content, in order.
        links: addresses to show with it, the most fitting first.
        suggestions: what to ask next; for a clarification the candidates.
        query: what was answered, for buttons and follow-ups.
    """

    outcome: Outcome
    intent: str = ""
    networks: tuple[str, ...] = ()
    language: str
    confidence: float = 1.0
    blocks: tuple[Block, ...]
    links: tuple[ReplyLink, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    query: Query | None = None
