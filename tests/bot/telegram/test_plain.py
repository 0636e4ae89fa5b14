"""Plain messages are read faster than python-telegram-bot reads them, and just as it does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Message, TelegramObject, Update
from telegram.constants import ChatType, MessageEntityType
from telegram.ext import Defaults, ExtBot

from bot.telegram.plain import is_plain, read_update
from tests.telegram_server import updates

BOTS: list[ExtBot[None]] = [
    ExtBot("1:token"),
    ExtBot("1:token", defaults=Defaults()),
    ExtBot("1:token", defaults=Defaults(tzinfo=ZoneInfo("Europe/Rome"))),
]

ids = st.integers(min_value=-(2**52), max_value=2**52)
texts = st.text(max_size=20)
entities = st.fixed_dictionaries(
    {"type": st.sampled_from(MessageEntityType) | texts, "offset": st.integers(0, 40), "length": st.integers(0, 40)}
)
chats = st.fixed_dictionaries(
    {"id": ids, "type": st.sampled_from(ChatType) | texts},
    optional={"title": texts, "username": texts, "first_name": texts, "last_name": texts, "is_forum": st.booleans()},
)
people = st.fixed_dictionaries(
    {"id": ids, "is_bot": st.booleans(), "first_name": texts},
    optional={"last_name": texts, "username": texts, "language_code": texts, "is_premium": st.booleans()},
)
messages = st.fixed_dictionaries(
    {"message_id": ids, "date": st.integers(1, 2**33), "chat": chats, "from": people, "text": texts},
    optional={
        "entities": st.lists(entities, max_size=3),
        "message_thread_id": ids,
        "is_topic_message": st.booleans(),
    },
)
plain_updates = st.fixed_dictionaries({"update_id": ids, "message": messages})

MESSAGE = {
    "message_id": 3,
    "date": 1_700_000_000,
    "chat": {"id": -7, "type": "supergroup", "title": "Cities"},
    "from": {"id": 5, "is_bot": False, "first_name": "Ada"},
    "text": "/c40",
}
PLAIN = {"update_id": 1, "message": MESSAGE}
NOT_PLAIN: dict[str, dict[str, Any]] = {
    "a picture": {"photo": [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]},
    "a reply": {"reply_to_message": MESSAGE},
    "a card": {"via_bot": {"id": 1, "is_bot": True, "first_name": "Networks"}},
    "a field of the future": {"mood": "good"},
    "a chat with a field of the future": {"chat": {**MESSAGE["chat"], "mood": "good"}},  # type: ignore[dict-item]
    "a person with a field of the future": {"from": {**MESSAGE["from"], "mood": "good"}},  # type: ignore[dict-item]
    "an entity with more": {"entities": [{"type": "text_link", "offset": 0, "length": 1, "url": "https://c40.org"}]},
    "too old to be seen": {"date": 0},
}


@given(plain_updates, st.sampled_from(BOTS))
def test_plain_messages_are_read_as_the_library_reads_them(raw: dict[str, Any], bot: ExtBot[None]) -> None:
    assert is_plain(raw)
    assert_same(read_update(raw, bot), Update.de_json(raw, bot))


@pytest.mark.parametrize("more", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_what_is_not_plain_goes_the_librarys_way(more: dict[str, Any]) -> None:
    raw = {"update_id": 1, "message": {**MESSAGE, **more}}
    assert not is_plain(raw)
    assert_same(read_update(raw, BOTS[1]), Update.de_json(raw, BOTS[1]))


@pytest.mark.parametrize("missing", MESSAGE)
def test_a_message_that_lacks_something_is_not_plain(missing: str) -> None:
    assert not is_plain({"update_id": 1, "message": {name: MESSAGE[name] for name in MESSAGE if name != missing}})


def test_other_updates_are_not_plain() -> None:
    assert is_plain(PLAIN)
    assert not is_plain({"update_id": 1, "edited_message": MESSAGE})
    assert not is_plain({**PLAIN, "poll": {}})
    assert not is_plain({"message": MESSAGE})


@pytest.mark.parametrize("raw", updates.MALFORMED.values(), ids=updates.MALFORMED)
def test_what_cannot_be_read_is_refused_as_by_the_library(raw: dict[str, Any]) -> None:
    with pytest.raises(Exception) as ours:  # noqa: PT011 whatever it is
        read_update({"update_id": 1, **raw}, BOTS[1])
    with pytest.raises(ours.type):
        Update.de_json({"update_id": 1, **raw}, BOTS[1])


def test_nobody_can_change_what_was_read() -> None:
    update = read_update(PLAIN, BOTS[0])
    for holder in (update, update.message, update.effective_chat, update.effective_user):
        with pytest.raises(AttributeError):
            holder.id = 2  # type: ignore[union-attr]


def test_what_came_is_left_as_it_was() -> None:
    raw = {"update_id": 1, "message": {**MESSAGE, "entities": [{"type": "bot_command", "offset": 0, "length": 4}]}}
    before = repr(raw)
    read_update(raw, BOTS[1])
    assert repr(raw) == before


def assert_same(one: Update, other: Update) -> None:
    assert one == other
    assert one.to_dict() == other.to_dict()
    assert _sent(one) == _sent(other), "in the same zone, too"
    for each, its_like in zip(_parts(one), _parts(other), strict=True):
        assert type(each) is type(its_like)
        assert each == its_like
        assert each.__getstate__() == its_like.__getstate__()
        assert hash(each) == hash(its_like)
        assert each._bot is its_like._bot is not None


def _sent(update: Update) -> str | None:
    return repr(update.effective_message.date) if update.effective_message else None


def _parts(update: Update) -> Iterator[TelegramObject]:
    """An update and all that it is made of."""
    yield update
    message = update.effective_message
    assert isinstance(message, Message)
    assert message.from_user
    yield from (message, message.chat, message.from_user, *message.entities)
