"""How the Bot API is called: over aiohttp, patiently where Telegram asks for it, and never twice where that would show.

`aiohttp_request.py` is what python-telegram-bot is given; the other files each hold one of its decisions.
"""

from bot.telegram.requests.aiohttp_request import AiohttpRequest
from bot.telegram.requests.fault import NotSentError

__all__ = ["AiohttpRequest", "NotSentError"]
