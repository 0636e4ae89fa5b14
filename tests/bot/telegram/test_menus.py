"""Menus and profile agree with what the bot does, and are set only where they differ."""

from __future__ import annotations

import pytest
from telegram.ext import CommandHandler

from bot.commands import COMMANDS
from bot.telegram.application import App
from bot.telegram.menus import SCOPES, menu, set_menus
from bot.telegram.profile import set_profile
from bot.wording import wording_languages
from knowledge.models import Localized
from tests.city import knowledge
from tests.telegram_server.server import FakeTelegram

CODES = ("", *wording_languages())
SCOPE_TYPES = ("default", "all_private_chats", "all_group_chats")
SETTING = ("setMyName", "setMyDescription", "setMyShortDescription")


def test_the_menus_list_what_the_handlers_serve(application: App) -> None:
    served = [
        name for handler in application.handlers[0] if isinstance(handler, CommandHandler) for name in handler.commands
    ]
    assert len(served) == len(set(served))
    for language in wording_languages():
        assert [command.command for command in menu(language)] == list(COMMANDS)
        assert set(served) == set(COMMANDS)


async def test_menus_are_set_for_every_scope_and_language_once(application: App, telegram: FakeTelegram) -> None:
    await set_menus(application.bot, "en")
    assert len(telegram.of("setMyCommands")) == len(SCOPES) * len(CODES)
    for scope in SCOPE_TYPES:
        for code in CODES:
            assert telegram.state.profile.menu(code, scope) == list(COMMANDS), (scope, code)
    telegram.requests.clear()
    await set_menus(application.bot, "en")
    assert not telegram.of("setMyCommands")


async def test_only_the_menu_that_differs_is_set_again(application: App, telegram: FakeTelegram) -> None:
    await set_menus(application.bot, "en")
    telegram.requests.clear()
    telegram.state.profile.commands.popitem()
    await set_menus(application.bot, "en")
    assert len(telegram.of("setMyCommands")) == 1


@pytest.mark.parametrize(("default", "said"), [("en", "What you can ask"), ("it", "Che cosa si può chiedere")])
async def test_who_speaks_another_language_gets_the_default(
    application: App, telegram: FakeTelegram, default: str, said: str
) -> None:
    await set_menus(application.bot, default)
    (others,) = [
        request for request in telegram.of("setMyCommands") if request.parameters["scope"] == {"type": "default"}
    ][:1]
    assert "language_code" not in others.parameters
    described = {command["command"]: command["description"] for command in others.parameters["commands"]}
    assert described["help"] == said


async def test_the_profile_is_set_in_every_language_once(application: App, telegram: FakeTelegram) -> None:
    await set_profile(application.bot, "en", knowledge().city.name)
    names = [(await application.bot.get_my_name(code)).name for code in ("", "en", "it")]
    assert names == ["Milan Networks", "Milan Networks", "Reti di Milano"]
    texts = telegram.state.profile.texts
    assert texts["short_description"]["it"].startswith("Di quali reti")
    assert texts["description"][""] == texts["description"]["en"] != texts["description"]["it"]
    telegram.requests.clear()
    await set_profile(application.bot, "en", knowledge().city.name)
    assert not telegram.of(*SETTING)


async def test_only_the_part_of_the_profile_that_differs_is_set_again(application: App, telegram: FakeTelegram) -> None:
    await set_profile(application.bot, "en", knowledge().city.name)
    telegram.requests.clear()
    telegram.state.profile.set_text("description", "it", "Altro")
    await set_profile(application.bot, "en", knowledge().city.name)
    (changed,) = telegram.of(*SETTING)
    assert (changed.method, changed.parameters["language_code"]) == ("setMyDescription", "it")


async def test_a_city_with_a_name_in_one_language_has_a_profile_in_all(
    application: App, telegram: FakeTelegram
) -> None:
    await set_profile(application.bot, "en", Localized({"en": "Springfield"}))
    assert telegram.state.profile.texts["name"]["it"] == "Reti di Springfield"
