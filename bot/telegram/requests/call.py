"""One call of the Bot API: what is asked, of which chat, and whether it may be asked twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from telegram.request import RequestData

GET_UPDATES = "getUpdates"

_HARMLESS_TWICE = frozenset(
    {
        # They set something to a value; the second time changes nothing.
        *("setMyCommands", "deleteMyCommands", "setMyName", "setMyDescription", "setMyShortDescription"),
        *("setChatMenuButton", "setMyDefaultAdministratorRights", "setWebhook", "deleteWebhook"),
        "setMessageReaction",
        # So do these. If the first try did arrive, Telegram answers the second "message is not modified" or "message to
        # delete not found", and the message is as it should be.
        *("editMessageText", "editMessageCaption", "editMessageMedia", "editMessageReplyMarkup", "deleteMessage"),
        # A query is answered once; Telegram answers the second try "query is too old".
        *("answerCallbackQuery", "answerInlineQuery"),
        "sendChatAction",  # "typing" shows for five seconds, however often it is said
    }
)
"""Methods that write and may be repeated even if nobody knows whether the first try arrived.

No other is repeated then, so that nobody sees a thing twice: whatever sends, forwards or copies a message, answers the
query of a guest or of a web app (which sends one), pins, or leaves a notice in the chat, as a new title or photo does.
"""


@dataclass(frozen=True)
class File:
    """A file to be sent, and the name of its part of the form."""

    part: str
    name: str
    content: bytes = field(repr=False)
    mime_type: str


@dataclass(frozen=True)
class Call:
    """One call: a method of the Bot API, or the download of a file."""

    http_method: str
    url: str = field(repr=False)  # it holds the token
    fields: Mapping[str, str] = field(repr=False)
    files: tuple[File, ...] = ()

    @classmethod
    def of(cls, http_method: str, url: str, data: RequestData | None) -> Call:
        """The call that python-telegram-bot wants made.

        A file that was given open is read here, so that it can be sent again.
        """
        if data is None:
            return cls(http_method, url, {})
        files = data.multipart_data if data.contains_files else {}
        return cls(
            http_method,
            url,
            data.json_parameters,
            tuple(
                File(part, name, content if isinstance(content, bytes) else content.read(), mime_type)
                for part, (name, content, mime_type) in files.items()
            ),
        )

    @property
    def name(self) -> str:
        """The method's name, such as sendMessage. A download has none: that of a file may tell on someone."""
        return "a download" if self.is_download else self.url.rpartition("/")[2]

    @property
    def is_download(self) -> bool:
        """Whether a file is fetched."""
        return self.http_method == "GET"

    @property
    def lane(self) -> str:
        """What a "too many requests" is about: the chat, or the method if the call has no chat.

        It is not about all calls without a chat: a bot may change its name a few times a day only, and has to wait for
        hours then. The answers to queries must not wait with it.
        """
        chat = self.fields.get("chat_id")
        return self.name if chat is None else f"chat {chat}"

    @property
    def is_harmless_twice(self) -> bool:
        """Whether it may be made again although it may have arrived: it reads, or a second time changes nothing."""
        return self.is_download or self.name.startswith("get") or self.name in _HARMLESS_TWICE
