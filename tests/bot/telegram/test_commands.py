"""Every command with and without its argument, with a wrong one, and commands that there are not."""

from __future__ import annotations

import pytest

from bot.commands import COMMANDS
from intents.assistant import Assistant
from tests.bot.telegram.chatting import ChatIn
from tests.telegram_server.driver import Chat

TAKING_A_NETWORK = ["/network", "/role", "/link", "/compare"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/start", "networks"),
        ("/help", "networks"),
        ("/networks", "Eurocities"),
        ("/network c40", "97 cities"),
        ("/network@networks_bot c40", "97 cities"),
        ("/NETWORK c40", "97 cities"),
        ("/role c40", "Steering Committee"),
        ("/link mufpp", "milanurbanfoodpolicypact.org"),
        ("/topics", "subjects"),
        ("/topic food", "Milan Urban Food Policy Pact"),
        ("/compare c40 eurocities", "Eurocities"),
        ("/language it", "italiano"),
        ("/c40", "97 cities"),
        ("/new", "afresh"),
        ("/start c40", "97 cities"),
        ("/start inline", "networks"),
        ("/about", "not an official service"),
        ("/privacy", "half an hour"),
        ("/feedback", "after the command"),
        ("/forget", "is erased"),
    ],
)
async def test_a_command_is_answered(chat: Chat, typed: str, expected: str) -> None:
    await chat.says(typed)
    assert expected in chat.last


async def test_every_command_says_something_with_and_without_an_argument(chat: Chat) -> None:
    for name in COMMANDS:
        for argument in ("", " c40", " food", " zzzzqqq", " <b>&", " " + "long " * 700):
            await chat.says(f"/{name}{argument}")
            assert chat.last, (name, argument)


@pytest.mark.parametrize("command", TAKING_A_NETWORK)
async def test_without_an_argument_networks_are_offered_as_buttons(chat: Chat, command: str) -> None:
    await chat.says(command)
    assert len(chat.labels) >= 2
    await chat.presses(chat.labels[0])
    assert chat.last
    assert len(chat.notices) == 1


@pytest.mark.parametrize("command", ["/network", "/role", "/link"])
async def test_a_slip_in_a_name_is_forgiven(chat: Chat, command: str) -> None:
    await chat.says(f"{command} eurocites")
    assert "Eurocities" in chat.last


@pytest.mark.parametrize("command", ["/network", "/role", "/link", "/topic"])
async def test_a_wrong_argument_gets_choices(chat: Chat, command: str) -> None:
    await chat.says(f"{command} zzzzqqq")
    assert "zzzzqqq" in chat.last
    assert chat.labels


async def test_an_ambiguous_name_is_asked_about(chat: Chat) -> None:
    await chat.says("/network mayors network")
    assert len(chat.labels) >= 3
    label = chat.labels[0]
    await chat.presses(label)
    assert chat.last


async def test_an_unknown_command_gets_did_you_mean(chat: Chat) -> None:
    await chat.says("/netwroks")
    assert "/networks" in chat.labels
    await chat.presses("/networks")
    assert "Eurocities" in chat.last


@pytest.mark.parametrize("typed", ["/", "/?", "/zzzzqqq", "/è", "//", "/ c40", "/start@", "/_"])
async def test_a_command_that_is_none_gets_help(chat: Chat, typed: str) -> None:
    await chat.says(typed)
    assert chat.last


async def test_every_network_is_shown_in_every_language(chat_in: ChatIn, assistant: Assistant) -> None:
    for language in assistant.languages:
        chat = chat_in(language)
        await chat.says("/new")
        for network in assistant.knowledge.networks:
            for command in ("network", "role", "link"):
                await chat.says(f"/{command} {network.name.text(language)}")
                assert chat.last
                assert len(chat.replies) == 1, (network.id, command)
