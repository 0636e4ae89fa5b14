"""Slash commands: each with and without its argument, with a wrong one, and those that there are not."""

from __future__ import annotations

import pytest

from bot.commands import COMMANDS, is_command, respond, run_command
from bot.commands import pick as pick_query
from bot.render_text import plain_text
from bot.wording import wording, wording_languages
from intents.assistant import Assistant, Turn
from intents.context import EMPTY, Context
from intents.reply import Outcome


def run(assistant: Assistant, text: str, context: Context = EMPTY) -> Turn:
    return run_command(assistant, text, context, client_language="en")


def pick(assistant: Assistant, turn: Turn, number: int) -> Turn:
    """What the suggestion of this number, from 1, answers."""
    query = turn.reply.suggestions[number - 1].query
    return pick_query(assistant, query, turn.reply.language, turn.context)


# With an argument


@pytest.mark.parametrize(
    ("text", "intent"), [("/network c40", "summary"), ("/role c40", "role"), ("/link c40", "link"), ("/c40", "summary")]
)
def test_a_command_about_a_network(assistant: Assistant, text: str, intent: str) -> None:
    reply = run(assistant, text).reply
    assert (reply.outcome, reply.intent, reply.networks) == (Outcome.ANSWER, intent, ("c40",))


@pytest.mark.parametrize("text", ["/role@Some_Bot c40", "/ROLE c40", "  /role   C40 ", "/role\nc40", "/role C-40"])
def test_ways_to_write_a_command(assistant: Assistant, text: str) -> None:
    reply = run(assistant, text).reply
    assert (reply.outcome, reply.intent, reply.networks) == (Outcome.ANSWER, "role", ("c40",))


@pytest.mark.parametrize("text", ["/topic food", "/topic Cibo"])
def test_a_topic(assistant: Assistant, text: str) -> None:
    reply = run(assistant, text).reply
    assert reply.outcome is Outcome.ANSWER
    assert "mufpp" in reply.networks


@pytest.mark.parametrize(
    "text",
    [
        "/compare c40 eurocities",
        "/compare c40, eurocities",
        "/compare c40 and eurocities",
        "/compare C40 vs Eurocities",
        "/compare c40 con eurocities",
    ],
)
def test_comparing_two(assistant: Assistant, text: str) -> None:
    reply = run(assistant, text).reply
    assert (reply.outcome, reply.intent) == (Outcome.ANSWER, "compare")
    assert reply.networks == ("c40", "eurocities")


def test_comparing_names_of_several_words(assistant: Assistant) -> None:
    reply = run(assistant, "/compare covenant of mayors and world cities culture forum").reply
    assert reply.networks == ("gcom", "wccf")


def test_all_networks(assistant: Assistant) -> None:
    reply = run(assistant, "/networks").reply
    assert reply.outcome is Outcome.ANSWER
    text = plain_text(reply)
    assert all(network.name.text("en") in text for network in assistant.knowledge.networks)


@pytest.mark.parametrize("text", ["/start", "/help", "/start no-such-thing", "/"])
def test_start_and_help_are_social(assistant: Assistant, text: str) -> None:
    assert run(assistant, text).reply.outcome is Outcome.SOCIAL


@pytest.mark.parametrize(
    ("text", "intent", "networks"),
    [
        ("/start c40", "summary", ("c40",)),
        ("/start role-c40", "role", ("c40",)),
        ("/start link-urban-agenda", "link", ("urban-agenda",)),
        ("/start urban-agenda", "summary", ("urban-agenda",)),
        ("/start mayors_dialogue", "summary", ("mayors-dialogue",)),
    ],
)
def test_the_payload_of_a_deep_link(assistant: Assistant, text: str, intent: str, networks: tuple[str, ...]) -> None:
    reply = run(assistant, text).reply
    assert (reply.intent, reply.networks) == (intent, networks)


# Without an argument


@pytest.mark.parametrize("name", ["network", "role", "link"])
def test_without_a_network_it_asks_and_a_choice_answers(assistant: Assistant, name: str) -> None:
    turn = run(assistant, f"/{name}")
    assert turn.reply.outcome is Outcome.CLARIFY
    chosen = pick(assistant, turn, 2).reply
    assert chosen.outcome in {Outcome.ANSWER, Outcome.UNKNOWN}
    assert chosen.intent == COMMANDS[name].intent
    assert chosen.networks == turn.reply.suggestions[1].query.networks


@pytest.mark.parametrize("name", ["topic", "topics"])
def test_without_a_topic_it_offers_all_that_have_networks(assistant: Assistant, name: str) -> None:
    turn = run(assistant, f"/{name}")
    assert turn.reply.outcome is Outcome.CLARIFY
    used = {topic for network in assistant.knowledge.networks for topic in network.topics}
    assert {topic for suggestion in turn.reply.suggestions for topic in suggestion.query.topics} == used
    assert pick(assistant, turn, 1).reply.outcome is Outcome.ANSWER


def test_comparing_asks_for_both_one_after_the_other(assistant: Assistant) -> None:
    first = run(assistant, "/compare")
    assert first.reply.outcome is Outcome.CLARIFY
    second = pick(assistant, first, 1)
    assert second.reply.outcome is Outcome.CLARIFY
    last = pick(assistant, second, 1).reply
    assert (last.outcome, last.intent, len(last.networks)) == (Outcome.ANSWER, "compare", 2)


def test_comparing_one_asks_for_the_other(assistant: Assistant) -> None:
    turn = run(assistant, "/compare c40")
    assert (turn.reply.outcome, turn.reply.networks) == (Outcome.CLARIFY, ("c40",))
    assert all(suggestion.query.networks[0] == "c40" for suggestion in turn.reply.suggestions)


# The language


@pytest.mark.parametrize("name", ["it", "IT", "it-IT", "italiano", "Italian"])
def test_choosing_a_language(assistant: Assistant, name: str) -> None:
    turn = run(assistant, f"/language {name}")
    assert (turn.reply.outcome, turn.reply.language) == (Outcome.SOCIAL, "it")
    assert turn.context.language == "it"
    assert run(assistant, "/help", turn.context).reply.language == "it"


@pytest.mark.parametrize("text", ["/language", "/language klingon"])
def test_choosing_a_language_by_suggestion(assistant: Assistant, text: str) -> None:
    turn = run(assistant, text)
    assert turn.reply.outcome is Outcome.CLARIFY
    labels = [suggestion.label for suggestion in turn.reply.suggestions]
    assert labels == ["English", "Italiano"]
    assert pick(assistant, turn, 2).context.language == "it"


@pytest.mark.parametrize(
    ("conversation", "interface", "client", "language"),
    [
        (None, None, None, "en"),
        (None, None, "it-IT", "it"),
        (None, "en", "it", "en"),
        ("it", "en", "en", "it"),
        (None, None, "fr", "en"),
    ],
)
def test_the_language_of_a_reply(
    assistant: Assistant, conversation: str | None, interface: str | None, client: str | None, language: str
) -> None:
    turn = run_command(assistant, "/role xyzzy", Context(language=conversation), client, interface)
    assert turn.reply.language == language


# The conversation


def test_new_forgets_all_but_the_language(assistant: Assistant) -> None:
    context = run_command(assistant, "/role c40", client_language="it").context
    assert context.networks == ("c40",)
    turn = run(assistant, "/new", context)
    assert turn.context == Context(language="it")
    assert turn.reply.outcome is Outcome.SOCIAL


def test_a_command_sets_what_is_talked_about(assistant: Assistant) -> None:
    context = run(assistant, "/network c40").context
    reply = respond(assistant, "and its website?", context).reply
    assert (reply.intent, reply.networks) == ("link", ("c40",))


def test_a_bare_name_answers_the_question_back(assistant: Assistant) -> None:
    context = run(assistant, "/role mayors network").context
    assert context.is_clarifying
    reply = respond(assistant, "mmc", context).reply
    assert (reply.intent, reply.networks) == ("role", ("mmc",))


# Wrong arguments and commands


def test_a_name_of_several_networks(assistant: Assistant) -> None:
    turn = run(assistant, "/role mayors network")
    assert turn.reply.outcome is Outcome.CLARIFY
    assert {"mmc", "gcom"} <= set(turn.reply.networks)
    assert all(suggestion.query.intent == "role" for suggestion in turn.reply.suggestions)
    assert "“mayors network” can mean more than one network" in plain_text(turn.reply)


@pytest.mark.parametrize(
    "text", ["/network xyzzy", "/role zzzzzzz", "/link qwertyuiop", "/compare foo bar", "/topic xyzzy"]
)
def test_a_wrong_argument_is_named_and_others_offered(assistant: Assistant, text: str) -> None:
    turn = run(assistant, text)
    assert turn.reply.outcome is Outcome.CLARIFY
    assert f"“{text.split(maxsplit=1)[1]}”" in plain_text(turn.reply)
    assert turn.reply.suggestions


@pytest.mark.parametrize("text", ["/mayors_dialogue", "/mayors-dialogue", "/EuroCities", "/urban agenda"])
def test_an_unknown_command_is_tried_as_a_network(assistant: Assistant, text: str) -> None:
    reply = run(assistant, text).reply
    assert (reply.outcome, reply.intent, len(reply.networks)) == (Outcome.ANSWER, "summary", 1)


def test_words_after_a_network_command_are_a_question(assistant: Assistant) -> None:
    reply = run(assistant, "/c40 website").reply
    assert (reply.intent, reply.networks) == ("link", ("c40",))


def test_a_mistyped_command_keeps_its_network(assistant: Assistant) -> None:
    turn = run(assistant, "/rol c40")
    assert turn.reply.outcome is Outcome.CLARIFY
    chosen = pick(assistant, turn, 1).reply
    assert (chosen.intent, chosen.networks) == ("role", ("c40",))


def test_every_mistyped_command_is_answered_by_its_suggestion(assistant: Assistant) -> None:
    for name in COMMANDS:
        turn = run(assistant, f"/{name}x")
        labels = [suggestion.label for suggestion in turn.reply.suggestions]
        assert f"/{name}" in labels
        for number in range(1, len(labels) + 1):
            assert plain_text(pick(assistant, turn, number).reply)


def test_a_command_like_nothing(assistant: Assistant) -> None:
    reply = run(assistant, "/xyzzy").reply
    assert reply.outcome is Outcome.FALLBACK
    assert "/xyzzy" in plain_text(reply)
    assert reply.suggestions


@pytest.mark.parametrize("name", [*COMMANDS, "xyzzy"])
@pytest.mark.parametrize(
    "argument", ["😀", "\x00\x1b[31m\u202e", "{name} {0} %s", "<b>&amp;", "a" * 4096, "c40 " * 1000]
)
def test_odd_arguments_get_a_clear_reply(assistant: Assistant, name: str, argument: str) -> None:
    text = plain_text(run(assistant, f"/{name} {argument}").reply)
    assert text.strip()
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_what_is_repeated_is_short(assistant: Assistant) -> None:
    assert len(plain_text(run(assistant, "/role " + "abc " * 500).reply)) < 2000
    assert "abc abc" in plain_text(run(assistant, "/role " + "abc " * 500).reply)


@pytest.mark.parametrize(("text", "expected"), [("/help", True), ("  /help", True), ("what/why", False), ("", False)])
def test_what_a_command_is(text: str, expected: bool) -> None:
    assert is_command(text) is expected


# The texts


def test_every_language_has_the_same_sentences_with_the_same_slots() -> None:
    import string

    def slots(sentence: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}

    first, *others = (wording(language).root for language in wording_languages())
    for other in others:
        assert {key: slots(text) for key, text in other.items()} == {key: slots(text) for key, text in first.items()}
        assert all(text.strip() for text in other.values())


def test_every_command_is_described() -> None:
    assert all(f"command-{name}" in wording(language).root for name in COMMANDS for language in wording_languages())
