"""How often cards are shared."""

from __future__ import annotations

from bot.store import Store
from bot.store.shares import Shared


async def test_networks_are_listed_most_shared_first(store: Store) -> None:
    await store.shares.count("en:summary:food-pact:", ["food-pact"])
    await store.shares.count("it:role:food-pact:", ["food-pact"])
    await store.shares.count("it:role:food-pact:", ["food-pact"])
    await store.shares.count("en:list-topic::climate", ["climate-club", "food-pact", "wind-union"])
    assert await store.shares.most_shared() == (
        Shared("food-pact", 4),
        Shared("climate-club", 1),
        Shared("wind-union", 1),
    )


async def test_a_card_about_no_network_counts_for_none(store: Store) -> None:
    await store.shares.count("en:help::", [])
    assert await store.shares.most_shared() == ()
