"""A person with Telegram open: tests of the bot read like chats."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.telegram_server import updates
from tests.telegram_server.chats import Room
from tests.telegram_server.json_types import Json
from tests.telegram_server.methods.queries import inline_message, share
from tests.telegram_server.record import Request, keyboard_buttons
from tests.telegram_server.shared import Results, SharedCard

if TYPE_CHECKING:
    from tests.telegram_server.server import FakeTelegram

REPLIES = (
    "sendMessage",
    "editMessageText",
    "sendPhoto",
    "sendDocument",
    "editMessageCaption",
    "editMessageMedia",
    "answerGuestQuery",
)
"""Methods whose requests people see as a reply."""

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Group:
    """A group."""

    room: Room

    @property
    def id(self) -> int:
        """Its id."""
        return self.room.id


class Chat:
    """One person in one chat with the bot: their private one, or a group."""

    def __init__(
        self,
        telegram: FakeTelegram,
        user: int = 7,
        language: str | None = "en",
        name: str = "Ada",
        group: Group | None = None,
        topic: int | None = None,
    ) -> None:
        self.telegram = telegram
        self.user: Json = {"id": user, "is_bot": False, "first_name": name}
        self.user |= {"language_code": language} if language else {}
        chats = telegram.state.chats
        self.room = group.room if group else chats.enter({"id": user, "type": "private", "first_name": name})
        self.topic = topic
        chats.meet(self.user)
        self._seen = 0

    @property
    def chat(self) -> Json:
        """The chat as the Bot API has it."""
        return self.room.chat

    def in_group(self, group: Group | int, topic: int | None = None) -> Chat:
        """The same person in a group."""
        there = self.telegram.group(group) if isinstance(group, int) else group
        language = self.user.get("language_code")
        return Chat(self.telegram, self.user["id"], language, self.user["first_name"], there, topic)

    # What people do

    async def says(self, text: str, **message: Any) -> None:
        """Sends a text message; commands and addresses are marked as Telegram's apps do."""
        await self.sends(**updates.typed(text), **message)

    async def sends(self, kind: str = "message", **message: Any) -> None:
        """Sends a message of any content, as an update of this kind."""
        id = self.telegram.state.chats.next_id(self.room.id)
        sender = None if kind == "channel_post" else self.user
        await self.update({kind: updates.message(self.chat, sender, id, **updates.in_topic(self.topic), **message)})

    async def answers(self, text: str, to: Request | Json | None = None) -> None:
        """Says something as a reply to a message, by default the bot's last one."""
        target = to.result if isinstance(to, Request) else to or self.messages_of_bot[-1]
        await self.says(text, reply_to_message={k: v for k, v in target.items() if k != "reply_to_message"})

    async def edits(self, text: str) -> None:
        """Changes the last message that this person said."""
        said = [m for m in self.room.messages.values() if m.get("from", {}).get("id") == self.user["id"]][-1]
        kept = {name: value for name, value in said.items() if name not in ("text", "entities")}
        await self.update({"edited_message": kept | {"edit_date": said["date"] + 1} | updates.typed(text)})

    async def deletes(self, message_id: int) -> None:
        """Deletes a message, of which the bot is not told."""
        del self.room.messages[message_id]

    async def presses(self, label: str, under: Request | SharedCard | None = None) -> None:
        """Presses the button of this label: under the last reply, else the bot's last message, or under another one."""
        buttons, where = self._keyboard(under)
        data = {button["text"]: button.get("callback_data") for button in buttons}
        assert data.get(label), f"no button {label!r}, but {list(data)}"
        await self.presses_data(data[label], **where)

    async def presses_data(self, data: str | None, **query: Any) -> None:
        """Presses a button that carries `data`, by default under an earlier message."""
        where = query
        if not where:
            sender = self.telegram.state.sender()
            where = {"message": self.telegram.state.chats.new_message(self.room, sender, text="earlier")}
        await self.update(updates.callback_query(f"q{next(_numbers)}", self.user, data, where))

    async def types(self, text: str, offset: str = "") -> Results:
        """Types behind the bot's name in another chat."""
        assert len(text) <= 256, "Telegram's apps send no longer queries"
        await self.update(updates.inline_query(f"i{next(_numbers)}", self.user, text, offset, "sender"))
        (answer,) = self.new("answerInlineQuery")
        return Results(text, answer.parameters)

    async def chooses(self, results: Results, card: int | str = 0, into: Group | None = None) -> SharedCard:
        """Sends one of the cards, named by its place or id; into a group of the bot's, it comes back as a message."""
        result = next(r for n, r in enumerate(results.cards) if card in (n, r["id"]))
        state = self.telegram.state
        shared = SharedCard(state, share(state, result))
        if self.telegram.inline_feedback:
            told = shared.id if result.get("reply_markup") else None
            await self.update(updates.chosen_result(self.user, result["id"], results.query, told))
        if into:
            await self.in_group(into).sends(**inline_message(result), via_bot=state.sender())
        return shared

    async def calls_as_guest(self, text: str) -> None:
        """Calls the bot by its name ("@networks_bot what is …?") in this chat, which the bot is not in."""
        self.room.bot = "left"
        id = self.telegram.state.chats.next_id(self.room.id)
        await self.update(updates.guest_message(self.chat, self.user, id, f"g{next(_numbers)}", text))

    async def blocks(self) -> None:
        """Blocks the bot."""
        await self._changes_bot("kicked")

    async def unblocks(self) -> None:
        """Starts the bot again."""
        await self._changes_bot("member")

    async def adds_bot(self, status: str = "member") -> None:
        """Brings the bot into the group."""
        await self._changes_bot(status)

    async def removes_bot(self) -> None:
        """Throws the bot out of the group."""
        await self._changes_bot("kicked")

    async def upgrades_group(self, id: int) -> Chat:
        """Has the group become a supergroup, in which the same person is given."""
        new = self.telegram.group(id, self.chat["title"])
        there = self.in_group(new)
        self.room.migrated_to = id
        await self.sends(migrate_to_chat_id=id)
        await there.sends(migrate_from_chat_id=self.room.id)
        return there

    async def update(self, content: Json) -> None:
        """Delivers an update; fails where the bot sent what Telegram would refuse."""
        self._seen = len(self.telegram.requests)
        await self.telegram.deliver(content)
        assert self.telegram.expects_problems or not self.telegram.problems, self.telegram.problems

    async def _changes_bot(self, status: str) -> None:
        bot = self.telegram.state.sender()
        await self.update(updates.bot_member(self.chat, self.user, bot, self.room.bot, status))

    # What people see

    async def reply(self, time_limit: float | None = None) -> Request:
        """The last reply to the last action, waited for."""
        await self.telegram.wait_for(lambda: self.replies, time_limit)
        return self.replies[-1]

    @property
    def replies(self) -> list[Request]:
        """The messages that the last action brought."""
        return self.new(*REPLIES)

    @property
    def last(self) -> str:
        """What the last action brought, as people see it; "" for silence."""
        return "\n".join(reply.text for reply in self.replies)

    @property
    def last_html(self) -> str:
        """What the last action brought, as it was sent."""
        return "\n".join(reply.html for reply in self.replies)

    @property
    def buttons(self) -> list[Json]:
        """The buttons of the last reply."""
        return self.replies[-1].buttons if self.replies else []

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons that ask something."""
        return [button["text"] for button in self.buttons if "callback_data" in button]

    @property
    def notices(self) -> list[Request]:
        """The answers to the buttons pressed last."""
        return self.new("answerCallbackQuery")

    @property
    def messages_of_bot(self) -> list[Json]:
        """All that the bot has in this chat now, as the Bot API has messages."""
        bot = self.telegram.state.bot["id"]
        return [message for message in self.room.messages.values() if message.get("from", {}).get("id") == bot]

    def new(self, *methods: str) -> list[Request]:
        """The requests of these methods that the last action brought."""
        return [request for request in self.telegram.requests[self._seen :] if request.method in methods]

    def _keyboard(self, under: Request | SharedCard | None) -> tuple[list[Json], Json]:
        """The buttons that can be pressed, and where they are."""
        if isinstance(under, SharedCard):
            return under.buttons, {"inline_message_id": under.id}
        request = under or (self.replies[-1] if self.replies else None)
        if request and (id := request.parameters.get("inline_message_id")):
            return SharedCard(self.telegram.state, id).buttons, {"inline_message_id": id}
        if request and isinstance(request.result, dict) and "message_id" in request.result:
            message = self.room.messages[request.message_id]
        else:
            assert self.messages_of_bot, "the bot has said nothing"
            message = self.messages_of_bot[-1]
        return keyboard_buttons(message.get("reply_markup")), {"message": message}
