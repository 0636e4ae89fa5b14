"""What people come for on the simulated day, and how often."""

from __future__ import annotations

import itertools
from random import Random

from tests.soak.running import SECRET
from tests.soak.traffic import Traffic, Visit
from tests.telegram_server import updates
from tests.telegram_server.driver import Chat
from tests.telegram_server.record import keyboard_buttons

_COMMANDS = (
    *("/start", "/start c40", "/help", "/networks", "/overview", "/privacy", "/new"),
    *("/language", "/language en", "/language it"),
)
_PHOTO = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}
_PLANES = (0x20, 0x7F), (0x00, 0xFF), (0x300, 0x36F), (0x5D0, 0x6FF), (0x2000, 0x2FFF), (0x1F300, 0x1FAFF)
_numbers = itertools.count(1)


async def open_the_day(traffic: Traffic, person: Chat) -> None:
    """All that there is once, so that what is loaded when it is first needed is loaded."""
    for command in (*_COMMANDS, "/language en", "/overview", "/language it", "/overview"):
        await traffic.do("command", person.says(command))
    for each in _VISITS:
        await each(traffic, person)


async def visit(traffic: Traffic, person: Chat) -> None:
    """What one person does in a few minutes."""
    (chosen,) = traffic.random.choices(list(_VISITS), list(_VISITS.values()))
    await chosen(traffic, person)


async def _ask(traffic: Traffic, person: Chat) -> None:
    for text in traffic.conversation():
        await traffic.do("question", person.says(text))
    if traffic.random.random() < 0.3:
        await _press(traffic, person)


async def _press(traffic: Traffic, chat: Chat) -> None:
    """Presses some of the buttons under the bot's last message, if there are any."""
    for message in chat.messages_of_bot[-1:]:
        data = [b["callback_data"] for b in keyboard_buttons(message.get("reply_markup")) if "callback_data" in b]
        for pressed in traffic.random.sample(data, min(2, len(data))):
            await traffic.do("button", chat.presses_data(pressed, message=message))


async def _ask_and_correct(traffic: Traffic, person: Chat) -> None:
    await traffic.do("question", person.says(traffic.conversation()[0]))
    await traffic.do("edit", person.edits(traffic.conversation()[0]))


async def _ask_in_group(traffic: Traffic, person: Chat) -> None:
    there = person.in_group(traffic.group())
    for text in traffic.conversation():
        await traffic.do("in a group", there.says(f"@networks_bot {text}"))
    await _press(traffic, there)


async def _call_as_guest(traffic: Traffic, person: Chat) -> None:
    elsewhere = person.in_group(traffic.telegram.group(-2_000_000))
    await traffic.do("guest", elsewhere.calls_as_guest(f"@networks_bot {traffic.conversation()[0]}"))
    elsewhere.room.messages.clear()


async def _share(traffic: Traffic, person: Chat) -> None:
    text = traffic.conversation()[0]
    for end in sorted(traffic.random.sample(range(41), 3)):
        await _type(traffic, "inline query", person, text[:end])
    if traffic.card:
        await traffic.do("card", person.update(updates.chosen_result(person.user, traffic.card, text[:40], None)))


async def _type(traffic: Traffic, kind: str, person: Chat, text: str, offset: str = "") -> None:
    query = updates.inline_query(f"i{next(_numbers)}", person.user, text, offset, "sender")
    await traffic.do(kind, person.update(query))


async def _command(traffic: Traffic, person: Chat) -> None:
    await traffic.do("command", person.says(traffic.random.choice(_COMMANDS)))
    await _press(traffic, person)


async def _tell(traffic: Traffic, person: Chat) -> None:
    await traffic.do("feedback", person.says(f"/feedback {traffic.conversation()[0]}"))


async def _forget(traffic: Traffic, person: Chat) -> None:
    await traffic.do("forget", person.says("/forget"))


async def _leave(traffic: Traffic, person: Chat) -> None:
    await traffic.do("blocked", person.blocks())
    await traffic.do("unblocked", person.unblocks())


async def _flood(traffic: Traffic, person: Chat) -> None:
    for _ in range(30):
        await traffic.do("flood", person.says("hello"))


async def _send_garbage(traffic: Traffic, person: Chat) -> None:
    text = _nonsense(traffic.random)
    await traffic.do("nonsense", person.says(text))
    await traffic.do("picture", person.sends(photo=[_PHOTO]))
    await traffic.do("made-up button", person.presses_data(text[:32]))
    await _type(traffic, "made-up offset", person, text[:20], text[:30])


async def _send_malformed(traffic: Traffic, person: Chat) -> None:
    malformed = traffic.random.choice(list(updates.MALFORMED.values()))
    await traffic.do("malformed", traffic.send(malformed))
    odd = traffic.random.choice(list(updates.ODD.values()))
    await traffic.do("odd", traffic.send(odd))


async def _knock(traffic: Traffic, person: Chat) -> None:
    """Somebody has found the address of the webhook."""
    assert await traffic.knock("a-guess", b"{}") == 403
    assert await traffic.knock(SECRET, b"{") == 400
    assert await traffic.knock(SECRET, b" " * 1_100_000) == 413


def _nonsense(random: Random) -> str:
    length = random.choice((1, 10, 200, 4_096))
    text = "".join(chr(random.randint(*plane)) for plane in random.choices(_PLANES, k=length))
    return text.strip() or "?"


_VISITS: dict[Visit, float] = {
    _ask: 50,
    _ask_and_correct: 8,
    _ask_in_group: 10,
    _call_as_guest: 3,
    _share: 8,
    _command: 8,
    _tell: 2,
    _forget: 1,
    _leave: 1,
    _flood: 0.2,
    _send_garbage: 2,
    _send_malformed: 1,
    _knock: 0.5,
}
"""How often each is chosen."""
