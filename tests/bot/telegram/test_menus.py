"""The menus agree with the commands, and are set only where they differ."""

from __future__ import annotations

from telegram.ext import CommandHandler

from bot.commands import COMMANDS
from bot.telegram.application import App
from bot.telegram.menus import SCOPES, menu, set_menus
from bot.wording import wording_languages
from tests.bot.telegram.fake import FakeTelegram


def test_the_menus_list_what_the_handlers_serve(application: App) -> None:
    served = {
        name for handler in application.handlers[0] if isinstance(handler, CommandHandler) for name in handler.commands
    }
    for language in wording_languages():
        assert {command.command for command in menu(language)} == served == set(COMMANDS)


async def test_menus_are_set_for_every_scope_and_language_once(application: App, telegram: FakeTelegram) -> None:
    await set_menus(application.bot, "en")
    assert len(telegram.of("setMyCommands")) == len(SCOPES) * (1 + len(wording_languages()))
    telegram.requests.clear()
    await set_menus(application.bot, "en")
    assert not telegram.of("setMyCommands")
    scope = next(iter(telegram.commands))
    telegram.commands[scope] = []
    await set_menus(application.bot, "en")
    assert len(telegram.of("setMyCommands")) == 1
    assert not telegram.problems
