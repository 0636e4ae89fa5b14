"""Several replies as one, for a message that asks several things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from intents.answers.suggestions import MOST_SUGGESTIONS
from intents.reply import Block, Heading, Note, Outcome, Reply


def joined(replies: Sequence[Reply]) -> Reply:
    """One reply that says what each says, with one note of the source; it carries on from the first of them.

    Args:
        replies: two or more, in the same language.
    """
    outcome = Outcome.ANSWER if any(reply.outcome is Outcome.ANSWER for reply in replies) else replies[0].outcome
    suggestions = {item.query.key(): item for item in chain.from_iterable(reply.suggestions for reply in replies)}
    return replies[0].model_copy(
        update={
            "outcome": outcome,
            "networks": tuple(dict.fromkeys(chain.from_iterable(reply.networks for reply in replies))),
            "blocks": (*_said(replies), *_note(replies)),
            "links": tuple(dict.fromkeys(chain.from_iterable(reply.links for reply in replies))),
            "suggestions": tuple(suggestions.values())[:MOST_SUGGESTIONS],
        }
    )


def _said(replies: Sequence[Reply]) -> Iterator[Block]:
    """The blocks of all, without the notes and without a heading that stands already."""
    heading: Block | None = None
    for block in chain.from_iterable(reply.blocks for reply in replies):
        if isinstance(block, Note) or (isinstance(block, Heading) and block == heading):
            continue
        heading = block if isinstance(block, Heading) else heading
        yield block


def _note(replies: Sequence[Reply]) -> list[Block]:
    """The longest of their notes: that which also says from when the figures are."""
    notes = [block for reply in replies for block in reply.blocks if isinstance(block, Note)]
    return [max(notes, key=lambda note: len(note.text))] if notes else []
