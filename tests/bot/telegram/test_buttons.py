"""Buttons under replies: what they ask, how the message changes in place, and the way back."""

from __future__ import annotations

import pytest

from intents.answers.content import capitalised
from intents.assistant import Assistant
from tests.bot.telegram.chatting import ChatIn
from tests.telegram_server import updates
from tests.telegram_server.driver import Chat
from tests.telegram_server.faults import Fault

PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
OFFERED = {
    "en": ["Milan’s role", "Key facts", "Related networks", "Number of members", "👍", "👎"],
    "it": ["Il ruolo di Milano", "In dettaglio", "Reti collegate", "Numero di membri", "👍", "👎"],
}


@pytest.mark.parametrize(("language", "question"), [("en", "what is C40?"), ("it", "che cos'è C40?")])
async def test_a_reply_offers_what_people_ask_next(chat: Chat, language: str, question: str) -> None:
    await chat.says(question)
    assert chat.labels == OFFERED[language]
    others = [(button.get("url"), button.get("switch_inline_query")) for button in chat.buttons[4:6]]
    assert others == [("https://www.c40.org/", None), (None, "C40")]


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Milan’s role", "Steering Committee"),
        ("Key facts", "What the page also says about C40"),
        ("Related networks", "MMC"),
        ("Number of members", "97"),
    ],
)
async def test_a_button_changes_the_message_in_place(chat: Chat, label: str, said: str) -> None:
    await chat.says("what is C40?")
    shown = chat.replies[-1].message_id
    await chat.presses(label)
    assert [reply.method for reply in chat.replies] == ["editMessageText"]
    assert chat.replies[-1].message_id == shown
    assert said in chat.last
    assert len(chat.notices) == 1
    assert label not in chat.labels
    assert len(chat.messages_of_bot) == 1


async def test_back_leads_over_two_steps_to_where_it_began(chat: Chat) -> None:
    await chat.says("what is C40?")
    summary, offered = chat.last, chat.labels
    await chat.presses("Milan’s role")
    role = chat.last
    await chat.presses("Related networks")
    assert chat.last not in (summary, role)
    await chat.presses("‹ Back")
    assert chat.last == role
    await chat.presses("‹ Back")
    assert (chat.last, chat.labels) == (summary, offered)


async def test_back_in_italian(chat_in: ChatIn) -> None:
    chat = chat_in("it")
    await chat.says("che cos'è il MUFPP?")
    summary = chat.last
    await chat.presses("In dettaglio")
    await chat.presses("‹ Indietro")
    assert chat.last == summary


async def test_the_other_networks_of_a_list_are_one_step_away(chat: Chat) -> None:
    await chat.says("which networks deal with food?")
    food = chat.last
    await chat.presses("What is Eurocities?")
    assert chat.last.startswith("🇪🇺 Eurocities")
    await chat.presses("‹ Back")
    assert chat.last == food


async def test_an_unclear_name_is_made_clear_by_a_button(chat: Chat) -> None:
    await chat.says("mayors network")
    assert chat.labels == ["Champion Mayors", "MMC", "Mayors Dialogue", "Global Covenant of Mayors"]
    await chat.presses("MMC")
    assert "🧳 Mayors Migration Council (MMC)" in chat.last
    await chat.says("and its website?")
    assert "mayorsmigrationcouncil.org" in chat.last_html


async def test_an_unclear_name_in_italian(chat_in: ChatIn) -> None:
    chat = chat_in("it")
    await chat.says("/network rete dei sindaci")
    assert len(chat.labels) >= 2
    label = chat.labels[0]
    await chat.presses(label)
    assert "Fonte" in chat.last


async def test_did_you_mean_by_a_button(chat: Chat) -> None:
    await chat.says("/role climte")
    assert "Did you mean" in chat.last
    assert chat.labels == ["C40", "Global Covenant of Mayors"]
    await chat.presses("C40")
    assert "Steering Committee" in chat.last


@pytest.mark.parametrize(
    ("slip", "command", "said"),
    [
        ("/netwroks", "/networks", "lists 16 networks"),
        ("/abuot", "/about", "not an official service"),
        ("/privcy", "/privacy", "half an hour"),
        ("/feedbak", "/feedback", "after the command"),
        ("/forgett", "/forget", "is erased"),
        ("/languag", "/language", "Which language"),
    ],
)
async def test_a_slip_in_a_command_is_put_right_by_a_button(chat: Chat, slip: str, command: str, said: str) -> None:
    await chat.says(slip)
    await chat.presses(command)
    assert said in chat.last
    assert len(chat.notices) == 1
    assert "text" not in chat.notices[0].parameters


async def test_the_picture_comes_by_a_button_too(chat: Chat) -> None:
    await chat.says("/overviw")
    await chat.presses("/overview")
    assert [reply.method for reply in chat.replies] == ["sendPhoto"]
    assert len(chat.notices) == 1


async def test_a_button_is_part_of_the_thread(chat: Chat) -> None:
    await chat.presses_data("v2?summary:c40:")
    await chat.says("and its website?")
    assert "c40.org" in chat.last_html


@pytest.mark.parametrize("language", ["en", "it"])
async def test_what_every_network_offers_is_answered(chat_in: ChatIn, assistant: Assistant, language: str) -> None:
    chat = chat_in(language)
    for network in assistant.knowledge.networks:
        await chat.says(f"/network {network.name.text(language)}")
        card, names = chat.replies[-1], [name for name in chat.labels if name not in ("👍", "👎")]
        assert names, network.id
        for label in names:
            await chat.presses(label, under=card)
            assert chat.last, (network.id, label)
            assert label == capitalised(label)
            await chat.presses("‹ Back" if language == "en" else "‹ Indietro")


# Messages that cannot be changed


async def test_a_message_too_old_to_be_seen_gets_a_new_one(chat: Chat) -> None:
    await chat.says("what is C40?")
    message = updates.inaccessible(chat.replies[-1].result)
    await chat.presses_data("v2?role:c40:<summary:=:", message=message)
    assert [reply.method for reply in chat.replies] == ["sendMessage"]
    assert "Steering Committee" in chat.last
    assert "‹ Back" in chat.labels


async def test_a_picture_keeps_standing_above_the_reply(chat: Chat) -> None:
    await chat.says("/overview")
    await chat.presses("All networks as a list")
    assert [reply.method for reply in chat.replies] == ["sendMessage"]
    assert "Eurocities" in chat.last
    assert len(chat.messages_of_bot) == 2


@pytest.mark.parametrize("why", ["message to edit not found", "message can't be edited"])
async def test_a_message_that_is_gone_or_fixed_gets_a_new_one(chat: Chat, why: str) -> None:
    await chat.says("what is C40?")
    chat.telegram.faults.append(Fault("editMessageText", 400, f"Bad Request: {why}"))
    await chat.presses("Milan’s role")
    assert [reply.method for reply in chat.replies] == ["editMessageText", "sendMessage"]
    assert "Steering Committee" in chat.replies[-1].text


async def test_a_reply_too_long_for_one_message_gets_new_ones(
    chat: Chat, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    await chat.says("what is C40?")
    monkeypatch.setattr("bot.telegram.render.LIMIT", 300)
    await chat.presses("Key facts")
    assert len(chat.replies) > 1
    assert {reply.method for reply in chat.replies} == {"sendMessage"}
    assert [bool(reply.buttons) for reply in chat.replies] == [False] * (len(chat.replies) - 1) + [True]


# Buttons of earlier releases, and those that come late


async def test_buttons_of_the_first_release_are_answered(chat: Chat) -> None:
    await chat.presses_data("v1:role:c40:")
    assert "Steering Committee" in chat.last
    assert chat.replies[-1].method == "editMessageText"


@pytest.mark.parametrize(
    "data",
    [
        "v0:c40",
        "",
        "v1:",
        "v1:nonsense:c40:",
        "v1:summary:no-such:",
        "v1:fact.nothing:c40:",
        "v1:language.xx::",
        "v2",
        "v2?",
        "v2!summary:c40:",
        "v2+",
        "v2?summary:no-such:<summary:c40:",
        "v3?summary:c40:",
        "x" * 64,
    ],
)
@pytest.mark.parametrize(("language", "said"), [("en", "earlier version"), ("it", "versione precedente")])
async def test_an_old_button_says_so(chat_in: ChatIn, data: str, language: str, said: str) -> None:
    chat = chat_in(language)
    await chat.presses_data(data)
    (notice,) = chat.notices
    assert said in notice.parameters["text"]
    assert notice.parameters["show_alert"] is True
    assert not chat.replies


async def test_a_step_back_to_what_is_no_longer_known_is_left_out(chat: Chat) -> None:
    await chat.presses_data("v2?role:c40:<summary:no-such:")
    assert "Steering Committee" in chat.last
    assert "‹ Back" not in chat.labels


async def test_a_button_under_a_shared_card_changes_the_card(chat: Chat) -> None:
    await chat.presses_data("v1:role:c40:", inline_message_id="card")
    (change,) = chat.replies
    assert (change.method, change.parameters["inline_message_id"]) == ("editMessageText", "card")
    assert "Steering Committee" in chat.last
    await chat.presses("👍")
    assert len(chat.notices) == 1


@pytest.mark.parametrize("method", ["answerCallbackQuery", "editMessageText"])
async def test_what_comes_too_late_or_changes_nothing_is_quiet(
    chat: Chat, method: str, caplog: pytest.LogCaptureFixture
) -> None:
    late = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    same = "Bad Request: message is not modified: specified new message content is the same"
    chat.telegram.faults.append(Fault(method, 400, late if method == "answerCallbackQuery" else same))
    await chat.presses_data("v2?role:c40:")
    assert len(chat.replies) == 1
    assert not caplog.records


async def test_the_same_button_twice_is_quiet(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    await chat.says("what is C40?")
    data = next(button["callback_data"] for button in chat.buttons if button["text"] == "Milan’s role")
    for _ in range(2):
        await chat.presses_data(data, message=chat.messages_of_bot[-1])
    assert "Steering Committee" in chat.messages_of_bot[-1]["text"]
    assert len(chat.messages_of_bot) == 1
    assert not caplog.records
