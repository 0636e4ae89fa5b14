"""Questions that had no answer, without who asked."""

from __future__ import annotations

from datetime import timedelta

from bot.store import Store
from bot.store.unanswered import LONGEST, Kept, Question
from tests.bot.store.conftest import Clock
from tests.bot.store.looking import rows

PAINT = Question("Who paints the wall?", "en", "unknown", "fact.people", ("food-pact",))


async def kept(store: Store, clock: Clock) -> tuple[Kept, ...]:
    return await store.unanswered.since(clock.time - timedelta(days=30), most=10)


async def test_a_question_is_kept(store: Store, clock: Clock) -> None:
    await store.unanswered.add(PAINT)
    assert await kept(store, clock) == (Kept(PAINT, 1, clock.time, clock.time),)


async def test_the_same_question_is_counted_in_whatever_spelling(store: Store, clock: Clock) -> None:
    first = clock.time
    await store.unanswered.add(PAINT)
    clock.wait(days=1)
    await store.unanswered.add(Question("who paints   THE wall", "en", "clarify", "role", ("climate-club",)))
    found = Question(PAINT.text, "en", "clarify", "role", ("climate-club",))
    assert await kept(store, clock) == (Kept(found, 2, first, clock.time),)


async def test_in_another_language_it_is_another_question(store: Store, clock: Clock) -> None:
    await store.unanswered.add(Question("food pact budget", "en", "unknown"))
    await store.unanswered.add(Question("food pact budget", "it", "unknown"))
    assert len(await kept(store, clock)) == 2


async def test_the_most_asked_come_first_and_the_old_not_at_all(store: Store, clock: Clock) -> None:
    await store.unanswered.add(Question("long ago", "en", "fallback"))
    clock.wait(days=31)
    for text in ("once", "twice", "twice", "thrice", "thrice", "thrice"):
        await store.unanswered.add(Question(text, "en", "fallback"))
    assert [item.question.text for item in await kept(store, clock)] == ["thrice", "twice", "once"]
    assert len(await store.unanswered.since(clock.time - timedelta(days=30), most=2)) == 2


async def test_nothing_that_tells_of_people_is_stored(store: Store) -> None:
    text = "Mi chiamo Anna Rossi, via Garibaldi 12, anna@example.org, 333 1234567: chi dipinge il muro?"
    await store.unanswered.add(Question(text, "it", "fallback"))
    (row,) = await rows(store, "unanswered")
    assert row["text"] == "Mi chiamo [name], [address], [email], [number]: chi dipinge il muro?"
    stored = str(row).lower()
    assert not [told for told in ("anna", "rossi", "garibaldi", "example", "1234") if told in stored]


async def test_of_a_rant_its_beginning_is_kept(store: Store) -> None:
    await store.unanswered.add(Question("Why? " * 1_000, "en", "fallback"))
    await store.unanswered.add(Question("ﷺ" * 4_096, "en", "fallback"))
    assert max(len(row[name]) for row in await rows(store, "unanswered") for name in ("words", "text")) <= LONGEST


async def test_what_has_no_words_is_kept_too(store: Store, clock: Clock) -> None:
    await store.unanswered.add(Question("\0 \ud83d ???", "en", "fallback"))
    assert len(await kept(store, clock)) == 1
