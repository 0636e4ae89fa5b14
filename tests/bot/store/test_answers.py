"""Which messages answered which question."""

from __future__ import annotations

from bot.store import Store


async def test_the_answer_to_an_edited_question_is_found(address: str) -> None:
    async with Store.open(address) as store:
        await store.answers.save(chat=-100, question=10, replies=[12, 11])
    async with Store.open(address) as store:
        assert await store.answers.load(-100, 10) == (12, 11)
        assert await store.answers.load(-100, 11) == ()
        assert await store.answers.load(-200, 10) == ()


async def test_a_question_that_is_answered_anew_has_its_new_answer(store: Store) -> None:
    await store.answers.save(-100, 10, [11, 12])
    await store.answers.save(-100, 10, [13])
    assert await store.answers.load(-100, 10) == (13,)
