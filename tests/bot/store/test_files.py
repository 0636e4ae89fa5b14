"""Files that Telegram already has."""

from __future__ import annotations

from bot.store import Store


async def test_a_file_is_known_by_its_content_for_the_bot_that_sent_it(store: Store) -> None:
    await store.files.save(bot=42, content="sha256-of-the-picture", file_id="AgAC-1")
    assert await store.files.load(42, "sha256-of-the-picture") == "AgAC-1"
    assert await store.files.load(42, "sha256-of-another") is None
    assert await store.files.load(43, "sha256-of-the-picture") is None


async def test_a_file_that_was_sent_anew_has_its_new_id(store: Store) -> None:
    await store.files.save(42, "sha256", "AgAC-1")
    await store.files.save(42, "sha256", "AgAC-2")
    assert await store.files.load(42, "sha256") == "AgAC-2"
