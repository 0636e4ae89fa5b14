"""What was set at Telegram."""

from __future__ import annotations

from bot.store import Store


async def test_what_was_set_is_known_after_a_restart(address: str) -> None:
    async with Store.open(address) as store:
        assert await store.settled.all() == {}
        await store.settled.save("commands:private:it", "hash 1")
        await store.settled.save("description:en", "hash 2")
    async with Store.open(address) as store:
        await store.settled.save("commands:private:it", "hash 3")
        assert await store.settled.all() == {"commands:private:it": "hash 3", "description:en": "hash 2"}
