"""What people write to the editors."""

from __future__ import annotations

from bot.store import Store
from bot.store.comments import Comment
from tests.bot.store.conftest import Clock


async def test_comments_are_kept_in_their_order(store: Store, clock: Clock) -> None:
    await store.comments.add(1, "en", "The date of the food pact is wrong.")
    first = clock.time
    clock.wait(hours=1)
    await store.comments.add(1, "it", "Grazie, è utile!")
    assert await store.comments.all() == (
        Comment(1, "en", "The date of the food pact is wrong.", first),
        Comment(1, "it", "Grazie, è utile!", clock.time),
    )


async def test_what_tells_who_wrote_is_masked_before_it_is_stored(store: Store) -> None:
    await store.comments.add(1, "en", "Wrong. Call me: +39 02 1234 5678, or anna.rossi@example.org, @annar")
    (comment,) = await store.comments.all()
    assert comment.text == "Wrong. Call me: [number], or [email], [name]"
