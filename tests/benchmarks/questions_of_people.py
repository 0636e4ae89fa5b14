"""What people ask a bot, as updates: who, how much, and how often the same.

- A visit is one of the 3,223 conversations of the project's own question sets: mostly one question, else two to five
  that follow from each other; then somebody else comes. Nobody asks on before the reply.
- Which conversation it is follows Zipf's law, as what is typed into search engines does: the n-th most popular one
  comes 1/n times as often as the first. So half of the visits are one of some forty conversations, and in a minute of
  the benchmark every eighth is one that has not come before. Which are popular is drawn by lot, so hard questions,
  slips and what is none of our business are as popular as plain ones.
- `all_new` has every conversation once, and then again with other words behind. No bot lives so; it shows what
  understanding costs.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import Any

from tests.intents.question_files import question_files

VISITORS = 500
"""People who write in the same minutes; far more than updates in flight, so that nobody has two of them."""


def people_ask(*, all_new: bool) -> Iterator[dict[str, Any]]:
    """Updates without end, the same in each run."""
    chance = random.Random(1)
    visits = _each_once(chance) if all_new else _by_popularity(chance)
    people = itertools.count(1000)
    present = [_visit(next(people), next(visits)) for _ in range(VISITORS)]
    for number in itertools.count(1):
        place = number % VISITORS
        asked = next(present[place], None)
        if asked is None:
            present[place] = _visit(next(people), next(visits))
            asked = next(present[place])
        yield _update(number, *asked)


def _conversations(chance: random.Random) -> list[tuple[str, ...]]:
    """The texts of each conversation, in an order drawn by lot."""
    found = [tuple(turn.text for turn in talk.turns) for file in question_files() for talk in file.conversations]
    chance.shuffle(found)
    return found


def _by_popularity(chance: random.Random) -> Iterator[tuple[str, ...]]:
    conversations = _conversations(chance)
    weights = list(itertools.accumulate(1 / rank for rank in range(1, len(conversations) + 1)))
    while True:
        yield from chance.choices(conversations, cum_weights=weights, k=1000)


def _each_once(chance: random.Random) -> Iterator[tuple[str, ...]]:
    conversations = _conversations(chance)
    yield from conversations
    for number in itertools.count(1):
        yield from (tuple(f"{text} ({number})" for text in texts) for texts in conversations)


def _visit(person: int, texts: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """What one person sends, text by text."""
    return ((person, text) for text in texts)


def _update(number: int, id: int, text: str) -> dict[str, Any]:
    user = {"id": id, "is_bot": False, "first_name": "Ada", "language_code": "en"}
    chat = {"id": id, "type": "private", "first_name": "Ada"}
    message = {"message_id": number, "date": 1, "chat": chat, "from": user, "text": text}
    return {"update_id": number, "message": message}
