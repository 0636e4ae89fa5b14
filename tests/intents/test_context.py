"""Conversations: what a turn takes from the ones before, and what it does not.

Networks are named by id; their short names are read from the knowledge, so these tests hold for the words of any city
that has such networks.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from intents.assistant import Assistant, Turn
from intents.context import EMPTY, Context
from intents.query import Query
from intents.reply import Outcome, Reply


@dataclass
class Talk:
    """A conversation with the assistant."""

    assistant: Assistant
    context: Context = EMPTY

    def say(self, *texts: str) -> Reply:
        """The reply to the last of some turns."""
        turn = Turn(Reply(outcome=Outcome.FALLBACK, language="", blocks=()), self.context)
        for text in texts:
            turn = self.assistant.respond(text, turn.context)
        self.context = turn.context
        return turn.reply

    def hears(self, *texts: str) -> tuple[str, str, tuple[str, ...]]:
        """Outcome, intent and networks of the reply to the last of some turns."""
        reply = self.say(*texts)
        return reply.outcome.value, reply.intent, reply.networks


@pytest.fixture
def talk(assistant: Assistant) -> Talk:
    return Talk(assistant)


# Follow-ups


@pytest.mark.parametrize(
    ("turns", "intent", "networks"),
    [
        (["what is C40?", "and its website?"], "link", ["c40"]),
        (["what is C40?", "how many cities?"], "fact.members", ["c40"]),
        (["cos'è C40?", "e quante città ne fanno parte?"], "fact.members", ["c40"]),
        (["what is Eurocities?", "who founded it?"], "fact.founders", ["eurocities"]),
        (["what is Eurocities?", "how many members does C40 have?", "and its website?"], "link", ["c40"]),
        (["how many members does C40 have?", "and Eurocities?"], "fact.members", ["eurocities"]),
        (["quanti membri ha C40?", "e per Eurocities?"], "fact.members", ["eurocities"]),
        (["what is Milan's role in C40?", "and in the MMC?"], "role", ["mmc"]),
        (["website of C40", "what about Efus?"], "link", ["efus"]),
        (["what is C40?", "thanks!", "and its website?"], "link", ["c40"]),
        (["what is C40?", "will it rain tomorrow?", "ok, and its website?"], "link", ["c40"]),
    ],
)
def test_a_follow_up_is_about_what_was_talked_of(
    talk: Talk, turns: list[str], intent: str, networks: list[str]
) -> None:
    assert talk.hears(*turns) == ("answer", intent, tuple(networks))


@pytest.mark.parametrize(
    "text", ["and its website?", "how many members does it have?", "e il sito?", "chi l'ha fondata?"]
)
def test_a_follow_up_to_nothing_asks_which_network(talk: Talk, text: str) -> None:
    reply = talk.say(text)
    assert reply.outcome is Outcome.CLARIFY
    assert len(reply.suggestions) > 1


@pytest.mark.parametrize("text", ["what is the capital of France?", "will it rain tomorrow?", "che ore sono?"])
def test_another_subject_is_no_follow_up(talk: Talk, text: str) -> None:
    assert talk.say("what is C40?", text).outcome is Outcome.FALLBACK


@pytest.mark.parametrize("text", ["hello", "thank you", "who are you?", "will it rain tomorrow?", "", "🌍"])
def test_talk_and_refusals_leave_the_thread_as_it_is(talk: Talk, text: str) -> None:
    talk.say("what is C40?")
    before = talk.context
    talk.say(text)
    assert (talk.context.networks, talk.context.query) == (before.networks, before.query)


# Change of topic


def test_a_new_name_changes_what_is_talked_of(talk: Talk) -> None:
    assert talk.hears("what is C40?", "what is Efus?")[2] == ("efus",)
    assert talk.context.networks == ("efus",)
    assert talk.hears("and its website?") == ("answer", "link", ("efus",))


def test_a_question_for_all_networks_is_not_about_the_last_one(talk: Talk) -> None:
    outcome, intent, networks = talk.hears("what is C40?", "which networks deal with culture?")
    assert (outcome, intent) == ("answer", "list-topic")
    assert "wccf" in networks


def test_a_list_goes_on_with_another_condition(talk: Talk) -> None:
    outcome, intent, networks = talk.hears("which networks deal with culture?", "and about migration?")
    assert (outcome, intent) == ("answer", "list-topic")
    assert "mmc" in networks
    assert "wccf" not in networks


def test_a_correction_takes_the_place_of_what_was_understood(talk: Talk) -> None:
    assert talk.hears("how many cities are in C40?", "sorry, I meant Eurocities") == (
        "answer",
        "fact.members",
        ("eurocities",),
    )


# Clarification


@pytest.fixture
def asked_back(talk: Talk) -> tuple[Talk, tuple[str, ...]]:
    """A conversation in which a name fitted several networks, and these networks."""
    reply = talk.say("the mayors network?")
    assert reply.outcome is Outcome.CLARIFY
    assert len(reply.networks) > 1
    return talk, reply.networks


def test_what_can_be_chosen_is_offered(asked_back: tuple[Talk, tuple[str, ...]]) -> None:
    talk, networks = asked_back
    assert talk.context.is_clarifying
    assert tuple(choice.networks[0] for choice in talk.context.choices) == networks


@pytest.mark.parametrize(
    ("choice", "place"),
    [
        ("the first one", 0),
        ("the second", 1),
        ("2", 1),
        ("2nd", 1),
        ("la prima", 0),
        ("il secondo", 1),
        ("the last one", -1),
    ],
)
def test_a_choice_is_picked_by_number(asked_back: tuple[Talk, tuple[str, ...]], choice: str, place: int) -> None:
    talk, networks = asked_back
    assert talk.hears(choice) == ("answer", "summary", (networks[place],))
    assert not talk.context.is_clarifying


@pytest.mark.parametrize(
    ("choice", "network"),
    [("MMC", "mmc"), ("MMC please", "mmc"), ("champion mayors", "champion-mayors"), ("eurocites", "eurocities")],
)
def test_a_choice_is_picked_by_name_also_one_that_was_not_offered(
    asked_back: tuple[Talk, tuple[str, ...]], choice: str, network: str
) -> None:
    talk, _ = asked_back
    assert talk.hears(choice) == ("answer", "summary", (network,))


@pytest.mark.parametrize(
    ("choice", "network"),
    [
        ("the one about climate", "gcom"),
        ("the climate one", "gcom"),
        ("quella sul clima", "gcom"),
        ("inequality", "champion-mayors"),
    ],
)
def test_a_choice_is_picked_by_its_topic(asked_back: tuple[Talk, tuple[str, ...]], choice: str, network: str) -> None:
    """Of the networks that were offered: another one with the same topic is not meant."""
    talk, networks = asked_back
    assert network in networks
    assert talk.hears(choice) == ("answer", "summary", (network,))


def test_the_question_that_was_asked_back_is_the_one_that_is_answered(talk: Talk) -> None:
    assert talk.say("how many members does it have?").outcome is Outcome.CLARIFY
    assert talk.hears("Eurocities") == ("answer", "fact.members", ("eurocities",))


def test_a_choice_that_is_not_there_is_no_choice(asked_back: tuple[Talk, tuple[str, ...]]) -> None:
    talk, _ = asked_back
    assert talk.say("the fifth one").outcome in {Outcome.CLARIFY, Outcome.FALLBACK}


def test_a_new_question_leaves_the_clarification(asked_back: tuple[Talk, tuple[str, ...]]) -> None:
    talk, _ = asked_back
    assert talk.hears("where is Eurocities based?") == ("answer", "fact.headquarters", ("eurocities",))
    assert not talk.context.is_clarifying


def test_after_a_list_one_is_picked_by_its_place(talk: Talk) -> None:
    listed = talk.say("which networks deal with migration?").networks
    assert talk.hears("tell me about the second one")[2] == (listed[1],)


# The context itself


def test_the_same_question_in_the_same_context_has_the_same_reply(assistant: Assistant) -> None:
    context = assistant.respond("what is C40?").context
    assert assistant.respond("and its website?", context) == assistant.respond("and its website?", context)


def test_conversations_do_not_mix(assistant: Assistant) -> None:
    one = assistant.respond("what is C40?").context
    other = assistant.respond("what is Eurocities?").context
    assert assistant.respond("and its website?", one).reply.networks == ("c40",)
    assert assistant.respond("and its website?", other).reply.networks == ("eurocities",)


def test_a_context_is_kept_and_read_back(assistant: Assistant) -> None:
    context = assistant.respond("the mayors network?").context
    assert Context.model_validate_json(context.model_dump_json()) == context


def test_a_query_needs_no_understanding(assistant: Assistant) -> None:
    turn = assistant.answer(Query(intent="link", networks=("c40",)), "it")
    assert (turn.reply.outcome, turn.reply.language, turn.context.networks) == (Outcome.ANSWER, "it", ("c40",))


@pytest.mark.parametrize("text", ["thanks", "good morning", "xyzzy"])
def test_talk_that_others_heard_before_leaves_the_own_context(assistant: Assistant, text: str) -> None:
    context = assistant.respond("what is C40?").context
    assistant.respond(text)
    assert assistant.respond(text, context).context.networks == ("c40",)


def test_a_reply_to_others_is_the_same_but_for_how_sure_it_is(assistant: Assistant) -> None:
    replies = [
        assistant.respond(text).reply
        for text in ("recommend a film for tonight", "%s%n what is that", "how do i bake bread")
    ]
    assert len({reply.confidence for reply in replies}) > 1
    assert len({reply.model_copy(update={"confidence": 1.0}) for reply in replies}) == 1


# What lies further back


def test_networks_are_remembered_in_the_order_of_the_talk(talk: Talk) -> None:
    talk.say("what is C40?", "and Efus?", "and the MMC?", "thanks")
    assert (talk.context.talked_of, talk.context.listed) == (("c40", "efus", "mmc"), ())


def test_a_list_is_remembered_while_one_of_it_is_talked_of(talk: Talk) -> None:
    listed = talk.say("which networks deal with culture?").networks
    talk.say("tell me about the first one")
    assert talk.context.listed == listed
    talk.say("what is the MMC?")
    assert talk.context.listed == ()


def test_what_lies_further_back_makes_no_new_reply_where_nothing_points_at_it(assistant: Assistant) -> None:
    one, other = Context(networks=("c40",)), Context(networks=("c40",), before=("efus",))
    replies = [assistant.respond("what is its website?", context).reply for context in (one, other)]
    assert replies[0] is replies[1]
    assert assistant.respond("what is its website?", other).context.before == ("efus",)


def test_a_button_keeps_what_was_talked_of_before(assistant: Assistant) -> None:
    context = assistant.respond("what is C40?").context
    turn = assistant.answer(Query(intent="summary", networks=("efus",)), "en", context)
    assert turn.context.before == ("c40",)
