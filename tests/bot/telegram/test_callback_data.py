"""What buttons carry: within 64 bytes, and read back as it was meant."""

from __future__ import annotations

import itertools

import pytest

from bot.telegram.callback_data import LIMIT, Action, Press, pack, unpack
from intents.query import Query
from knowledge.models import Holder
from tests.city import knowledge

IDS = [network.id for network in knowledge().networks]
INTENTS = ["summary", "role", "link", "more", "related"]
FACTS = [f"fact.{attribute.id}" for attribute in knowledge().attributes]


def ask(intent: str, *networks: str) -> Query:
    return Query(intent=intent, networks=networks)


def read(press: Press) -> Press | None:
    """What is left of a press once a button has carried it."""
    data = pack(press)
    assert data is not None, press
    assert len(data.encode()) <= LIMIT
    return unpack(data, knowledge())


@pytest.mark.parametrize("action", list(Action))
def test_every_query_about_one_or_two_networks_can_be_carried(action: Action) -> None:
    queries = [ask(intent, id) for intent in INTENTS + FACTS for id in IDS]
    queries += [ask("compare", one, other) for one, other in itertools.permutations(IDS, 2)]
    queries += [Query(intent="list-topic", topics=(topic.id,)) for topic in knowledge().topics]
    queries += [Query(intent="list-scope", scopes=(scope.id,)) for scope in knowledge().scopes]
    queries += [Query(intent="list-year", years=("2015",)), ask("list-all"), ask("language.it")]
    for query in queries:
        assert read(Press(action, query)) == Press(action, query)


@pytest.mark.parametrize(
    "query",
    [
        Query(intent="list-all", without=("c40",)),
        Query(intent="list-topic", topics=("food",), without=("mufpp",)),
        Query(intent="rank", also=("countries",), over=10),
        Query(intent="rank", also=("members",), networks=("c40", "efus"), under=100),
    ],
)
def test_what_narrows_a_list_is_carried(query: Query) -> None:
    assert read(Press(Action.ASK, query)) == Press(Action.ASK, query)


@pytest.mark.parametrize("key", ["list-all::no.atlantis", "rank::over.", "rank::over.x", "rank::over.9999999999999"])
def test_a_condition_that_means_nothing_narrows_nothing(key: str) -> None:
    press = unpack(f"v2?{key}", knowledge())
    assert press is None or (press.query.over, press.query.without) == (None, ())


@pytest.mark.parametrize("id", IDS)
def test_there_is_room_for_two_steps_back_about_any_network(id: str) -> None:
    for intents in itertools.permutations(INTENTS, 3):
        query, *back = (ask(intent, id) for intent in intents)
        assert read(Press(Action.ASK, query, tuple(back))) == Press(Action.ASK, query, tuple(back))
    for fact in FACTS:
        press = Press(Action.ASK, ask(fact, id), (ask("summary", id),))
        assert read(press) == press


def test_a_step_back_may_be_about_something_else() -> None:
    steps = (Query(intent="list-topic", topics=("food",)), ask("list-all"))
    press = Press(Action.ASK, ask("summary", "mufpp"), steps)
    assert read(press) == press


def test_the_earliest_steps_are_forgotten_first() -> None:
    steps = tuple(ask(f"fact.{number}", "c40") for number in range(30))
    carried = read(Press(Action.ASK, ask("summary", "c40"), steps))
    assert carried
    assert 0 < len(carried.back) < 30
    assert carried.back == steps[: len(carried.back)]


def test_a_key_may_ask_for_more_but_not_for_something_else() -> None:
    role = Query(intent="role", networks=("c40",), holder=Holder.MAYOR)
    assert read(Press(Action.ASK, role)) == Press(Action.ASK, ask("role", "c40"))
    elsewhere = Query(intent="fact.member-check", networks=("c40",), place="Rome")
    assert pack(Press(Action.ASK, elsewhere)) is None
    carried = read(Press(Action.ASK, ask("summary", "c40"), (elsewhere, ask("role", "c40"))))
    assert carried == Press(Action.ASK, ask("summary", "c40"))


def test_keys_of_the_first_release_are_read() -> None:
    assert unpack("v1:role:c40:", knowledge()) == Press(Action.ASK, ask("role", "c40"))


@pytest.mark.parametrize(
    "data", ["", "v2", "v2?", "v2=:c40:", "v1", "v2?:::", "v2?summary:=:", "v2?a:b:c:d", "v2?summary:c40:,no", "\x00"]
)
def test_nonsense_is_nothing(data: str) -> None:
    press = unpack(data, knowledge())
    assert press is None or press.query == ask("summary", "c40")
