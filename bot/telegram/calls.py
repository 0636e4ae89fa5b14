"""Calls of the Bot API whose fields and answer are plain data.

python-telegram-bot's own methods make objects of all that they send and get, and look through it for defaults, dates
and files. For a message that is half a millisecond, as much as all else that it takes to send it, and of the answer
only the message's number is looked at. So what is said all the time goes straight to what makes the library's calls;
errors, repeats and proxies are the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from telegram import Bot
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter


async def call(bot: Bot, method: str, fields: Mapping[str, Any]) -> Any:
    """What a method answers to these fields, as it came.

    Args:
        bot: who calls.
        method: as the Bot API spells it, such as "sendMessage".
        fields: texts and numbers, and lists and objects that JSON can hold.

    Raises:
        TelegramError: the same as those of python-telegram-bot's own methods.
    """
    parameters = [RequestParameter(name, value, None) for name, value in fields.items()]
    return await bot.request.post(f"{bot.base_url}/{method}", RequestData(parameters))
