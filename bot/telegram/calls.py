"""Calls of the Bot API whose fields and answer are plain data.

python-telegram-bot's own methods make objects of all that they send and get. For a message that is half a millisecond,
as much as all else that it takes to send it, and of the answer only the message's number is looked at. So what is said
all the time is called here; errors, repeats and proxies are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram import Bot
from telegram.error import EndPointNotFound, InvalidToken
from telegram.request import BaseRequest

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput


async def call(
    bot: Bot, method: str, fields: dict[str, Any], read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE
) -> Any:
    """What a method answers to these fields, as it came.

    Args:
        bot: who calls.
        method: in python-telegram-bot's spelling, such as "send_message".
        fields: texts and numbers, and lists and objects that JSON can hold.
        read_timeout: for how many seconds to wait for the answer, where it is not the usual time.

    Raises:
        TelegramError: the same as those of python-telegram-bot's own methods.
    """
    # With a capital, as python-telegram-bot would warn that it has a method of this name.
    head, _, tail = method.rpartition("_")
    name = f"{head}_{tail.capitalize()}"
    try:
        return await bot.do_api_request(name, api_kwargs=fields, read_timeout=read_timeout)
    except EndPointNotFound:  # as it takes a wrong token here; there are such methods
        raise InvalidToken from None
