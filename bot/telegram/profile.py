"""What Telegram shows of the bot before anyone writes: its name, its description, and the short one."""

from __future__ import annotations

from telegram import Bot

from bot.telegram.texts import text
from bot.wording import wording_languages
from knowledge.models import Localized


async def set_profile(bot: Bot, default_language: str, city: Localized) -> None:
    """Sets what differs from what Telegram has, for calls that set something are tightly limited.

    Args:
        bot: whose profile it is.
        default_language: the language for people whose own is not spoken.
        city: the city's name.

    Raises:
        TelegramError: Telegram refuses or cannot be reached.
    """
    for code in (None, *wording_languages()):
        language = code or default_language
        name, description, short = (
            text(f"profile-{part}", language, city=city.text(language))
            for part in ("name", "description", "short-description")
        )
        if (await bot.get_my_name(code)).name != name:
            await bot.set_my_name(name, code)
        if (await bot.get_my_description(code)).description != description:
            await bot.set_my_description(description, code)
        if (await bot.get_my_short_description(code)).short_description != short:
            await bot.set_my_short_description(short, code)
