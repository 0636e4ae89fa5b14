"""👍 and 👎."""

from __future__ import annotations

from dataclasses import replace

from bot.store import Store
from bot.store.feedback import Opinion, Verdict

HELPED = Opinion(
    chat=5,
    message=70,
    user=5,
    verdict=Verdict.GOOD,
    intent="summary",
    networks=("food-pact", "climate-club"),
    language="it",
    surface="private",
)


async def test_an_opinion_is_kept(address: str) -> None:
    async with Store.open(address) as store:
        await store.feedback.save(HELPED)
    async with Store.open(address) as store:
        assert await store.feedback.all() == (HELPED,)


async def test_who_presses_again_changes_their_opinion(store: Store) -> None:
    await store.feedback.save(HELPED)
    await store.feedback.save(replace(HELPED, verdict=Verdict.BAD))
    assert [opinion.verdict for opinion in await store.feedback.all()] == [Verdict.BAD]


async def test_in_a_group_each_has_an_own_opinion(store: Store) -> None:
    await store.feedback.save(replace(HELPED, chat=-100, user=1))
    await store.feedback.save(replace(HELPED, chat=-100, user=2, verdict=Verdict.BAD))
    assert {(opinion.user, int(opinion.verdict)) for opinion in await store.feedback.all()} == {(1, 1), (2, -1)}


async def test_an_answer_about_no_network_has_opinions_too(store: Store) -> None:
    await store.feedback.save(replace(HELPED, networks=()))
    assert (await store.feedback.all())[0].networks == ()
