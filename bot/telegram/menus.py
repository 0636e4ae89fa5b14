"""The command menus: every command that there is, described in each language."""

from __future__ import annotations

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeDefault,
)

from bot.commands import COMMANDS
from bot.wording import say, wording_languages

SCOPES: tuple[BotCommandScope, ...] = (
    BotCommandScopeDefault(),
    BotCommandScopeAllPrivateChats(),
    BotCommandScopeAllGroupChats(),
)
"""Where menus are set. Each language is set in each: a narrower scope without a language beats a wider one with it."""


def menu(language: str) -> tuple[BotCommand, ...]:
    """The menu in one language."""
    return tuple(BotCommand(name, say(f"command-{name}", language)) for name in COMMANDS)


async def set_menus(bot: Bot, default_language: str) -> None:
    """Sets the menus that differ from what Telegram has, for calls that set something are tightly limited.

    Raises:
        TelegramError: Telegram refuses or cannot be reached.
    """
    for scope in SCOPES:
        for code in (None, *wording_languages()):
            wanted = menu(code or default_language)
            if await bot.get_my_commands(scope, language_code=code) != wanted:
                await bot.set_my_commands(wanted, scope, language_code=code)
