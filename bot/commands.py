"""Slash commands as a pure function: the same in the terminal, in JSON Lines and on Telegram.

A command becomes a query, which the assistant answers. Without its argument it asks by choices; with a wrong one it
says so and offers what is near. An unknown command is tried as a network's name.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.command_replies import (
    ABOUT,
    COMPARE,
    FEEDBACK,
    FORGET,
    LANGUAGE,
    NEW,
    OVERVIEW,
    PRIVACY,
    Call,
    answer_query,
    ask_language,
    language_query,
    plain_turn,
    spoken_language,
    spoken_languages,
)
from bot.deep_links import read_payload
from bot.overview.caption import make_caption
from bot.overview.chart import make_chart
from bot.wording import say
from intents.assistant import Assistant, Turn
from intents.context import EMPTY, Context
from intents.query import Query
from intents.reply import Bullets, Item, Outcome, Paragraph, Suggestion

LONGEST_PAIR = 14
"""Words in which two networks to compare are looked for; each way to part them costs a search."""
MOST_OFFERED = 6
"""Networks or topics that are offered for a name that is unclear."""
PRIVACY_SENTENCES = (
    "privacy-conversations",
    "privacy-languages",
    "privacy-answers",
    "privacy-feedback",
    "privacy-comments",
    "privacy-unanswered",
    "privacy-shares",
    "privacy-counters",
    "privacy-updates",
)
"""The sentences on what is stored, one for each table that tells of people; a test holds them against the tables."""
_WITHOUT_ANSWER = (ABOUT, PRIVACY, FEEDBACK, FORGET, OVERVIEW)
"""Intents that commands alone have, and the assistant knows nothing of; each is also its command's name."""
NEAR_COMMAND = 0.7
"""How alike, from 0 to 1, a mistyped command must be to one that there is."""


def is_command(text: str) -> bool:
    """Whether a text is a command: it begins with a slash."""
    return text.lstrip().startswith("/")


def respond(
    assistant: Assistant,
    text: str,
    context: Context = EMPTY,
    client_language: str | None = None,
    interface_language: str | None = None,
) -> Turn:
    """The reply to what someone typed, a command or a question; the arguments are those of `run_command`."""
    if is_command(text):
        return run_command(assistant, text, context, client_language, interface_language)
    return assistant.respond(text, context, interface_language or client_language)


def pick(assistant: Assistant, query: Query, language: str, context: Context = EMPTY) -> Turn:
    """The reply to a suggestion that was picked, also where that is a command itself, such as /about.

    Raises:
        LookupError: it asks what is not known.
    """
    if query.intent in _WITHOUT_ANSWER:
        return COMMANDS[query.intent].run(Call(assistant, query.intent, "", context, language))
    return answer_query(assistant, query, language, context)


def command_name(text: str) -> str:
    """The name of the command in a text, without the bot's: "role" of "/role@some_bot food-pact"."""
    name, *_ = text.strip().removeprefix("/").split(maxsplit=1) or [""]
    return name.partition("@")[0].casefold()


def run_command(
    assistant: Assistant,
    text: str,
    context: Context = EMPTY,
    client_language: str | None = None,
    interface_language: str | None = None,
) -> Turn:
    """The reply to a command.

    Args:
        assistant: who answers.
        text: the command with its argument, such as "/role food-pact" or "/role@some_bot food-pact".
        context: what the conversation remembers; its language goes before the two below.
        client_language: the language of the asker's app, such as "it-IT".
        interface_language: the language chosen for this chat, where the surface keeps one.
    """
    _, *rest = text.strip().removeprefix("/").split(maxsplit=1) or [""]
    language = spoken_language(assistant, context.language, interface_language, client_language)
    name = command_name(text) or "help"  # a bare slash asks what there is
    call = Call(assistant, name, " ".join(rest).strip(), context, language)
    command = COMMANDS.get(call.name)
    return command.run(call) if command else _unknown(call)


@dataclass(frozen=True)
class Command:
    """A command: what gives its reply, and what it asks without an argument."""

    run: Callable[[Call], Turn]
    intent: str


def _ask(call: Call) -> Turn:
    """What the command asks, whatever stands after it."""
    return call.answer(Query(intent=COMMANDS[call.name].intent))


def _start(call: Call) -> Turn:
    """A greeting; with the payload of a deep link, such as "food-pact" or "role-food-pact", what that stands for."""
    if query := read_payload(call.argument, call.assistant.knowledge):
        return call.answer(query)
    found = call.assistant.find_networks(_words(call.argument)).networks
    if len(found) == 1:
        return call.answer(Query(intent="summary", networks=found))
    return _ask(call)


def _network(call: Call) -> Turn:
    """One thing about one network: in brief, the city's role, the link."""
    if not call.argument:
        return _ask(call)
    query = Query(intent=COMMANDS[call.name].intent)
    found = call.assistant.find_networks(_words(call.argument))
    if len(found.networks) == 1:
        return call.answer(query.with_networks(*found.networks))
    return _which_network(call, query, call.argument, found.networks, found.near)


def _which_network(call: Call, query: Query, name: str, networks: Sequence[str], near: Sequence[str]) -> Turn:
    """Asks which network is meant by a name; offers all of them where nothing is near."""
    offered = (networks or near)[:MOST_OFFERED]
    if not offered:
        return call.led(call.say("no-network", name), query)
    lead = call.say("which-network" if networks else "near-networks", name)
    suggestions = [call.network_suggestion(query.with_networks(id), id) for id in offered]
    return call.choice(lead, query.intent, suggestions, offered)


def _topics(call: Call) -> Turn:
    """All topics that a network deals with."""
    return _which_topic(call, call.say("all-topics"), _all_topics(call))


def _topic(call: Call) -> Turn:
    """The networks that deal with a topic."""
    if not call.argument:
        return _which_topic(call, call.say("some-topic"), _all_topics(call))
    topics = tuple(dict.fromkeys(call.assistant.find_topics(_words(call.argument))))
    if len(topics) == 1:
        return call.answer(Query(intent="list-topic", topics=topics))
    if topics:
        return _which_topic(call, call.say("which-topic", call.argument), topics[:MOST_OFFERED])
    return _which_topic(call, call.say("no-topic", call.argument), _all_topics(call))


def _which_topic(call: Call, lead: str, topics: Sequence[str]) -> Turn:
    suggestions = [
        Suggestion(
            label=call.assistant.knowledge.topic(id).name.text(call.language),
            query=Query(intent="list-topic", topics=(id,)),
        )
        for id in topics
    ]
    return call.choice(lead, "list-topic", suggestions)


def _all_topics(call: Call) -> tuple[str, ...]:
    knowledge = call.assistant.knowledge
    return tuple(topic.id for topic in knowledge.topics if knowledge.networks_about(topic.id))


def _compare(call: Call) -> Turn:
    """Two networks side by side; with one the reply asks for the other."""
    pair = _pair(call)
    if pair:
        return call.answer(Query(intent=COMPARE, networks=pair))
    return _network(call)


def _pair(call: Call) -> tuple[str, str] | None:
    """The two networks of "X Y", "X, Y", or "X and Y" with any one word between; names may have several words."""
    words = _words(call.argument.replace(",", " ")).split()
    if len(words) > LONGEST_PAIR:
        return None
    for between in (0, 1):
        for end in range(1, len(words) - between):
            first = call.assistant.find_networks(" ".join(words[:end])).networks
            if len(first) != 1:
                continue
            second = call.assistant.find_networks(" ".join(words[end + between :])).networks
            if len(second) == 1 and second != first:
                return first[0], second[0]
    return None


def _choose_language(call: Call) -> Turn:
    """Sets the language of the conversation."""
    if not call.argument:
        return _ask(call)
    wanted = call.argument.casefold().partition("-")[0]
    for code in spoken_languages(call.assistant):
        if wanted in say("language-words", code).split(", "):
            return call.answer(language_query(code))
    return ask_language(call.assistant, call.say("no-language", call.argument), call.language, call.context)


def _overview(call: Call) -> Turn:
    """All networks at a glance, in words; a surface that shows pictures has a picture."""
    return call.plain(make_caption(make_chart(call.assistant.knowledge, call.language)), OVERVIEW)


def _about(call: Call) -> Turn:
    """What this assistant is and is not, and where its knowledge comes from."""
    city = call.assistant.knowledge.city
    official = "about-official" if city.official else "about-unofficial"
    lead = say("about", call.language, city=city.name.text(call.language))
    doubt = say(official, call.language, city=city.name.text(call.language))
    source = call.assistant.answer(Query(intent="source"), call.language).reply
    blocks = (Paragraph(text=f"{lead} {doubt}"), *source.blocks[:1])
    turn = call.plain(lead, ABOUT)
    return Turn(turn.reply.model_copy(update={"blocks": blocks, "links": source.links}), turn.context)


def _privacy(call: Call) -> Turn:
    """What is stored on Telegram, for how long, and how to have it erased."""
    items = tuple(Item(text=say(key, call.language)) for key in PRIVACY_SENTENCES)
    blocks = (
        Paragraph(text=say("privacy-intro", call.language)),
        Bullets(items=items),
        Paragraph(text=say("privacy-rights", call.language)),
    )
    turn = call.plain("", PRIVACY)
    return Turn(turn.reply.model_copy(update={"blocks": blocks}), turn.context)


def _feedback(call: Call) -> Turn:
    """Words for the editors: only a surface that stores them can take them."""
    return call.plain(say("feedback-elsewhere", call.language), FEEDBACK)


def _forget(call: Call) -> Turn:
    """Forgets the conversation; a surface that stores more erases that as well."""
    turn = call.plain(say("forgotten-here", call.language), FORGET)
    return Turn(turn.reply, EMPTY)


def _unknown(call: Call) -> Turn:
    """A command that there is not: a network's name perhaps, with more words after it, or a slip."""
    name = _words(call.name)
    found = call.assistant.find_networks(name)
    commands = difflib.get_close_matches(call.name, COMMANDS, n=3, cutoff=NEAR_COMMAND)
    if call.argument and not commands:
        question = f"{name} {call.argument}"
        if call.assistant.find_networks(question).networks:
            return call.assistant.respond(question, call.context, call.language)
    elif len(found.networks) == 1:
        return call.answer(Query(intent="summary", networks=found.networks))
    elif found.networks:
        return _which_network(call, Query(intent="summary"), name, found.networks, ())
    return _near_commands(call, commands, found.near)


def _near_commands(call: Call, commands: Sequence[str], networks: Sequence[str]) -> Turn:
    """What may have been meant by a command that there is not: commands of a like name, and networks."""
    suggestions = [_command_suggestion(call, name) for name in commands]
    suggestions += [call.network_suggestion(Query(intent="summary", networks=(id,)), id) for id in networks]
    if suggestions:
        lead, outcome = call.say("near-commands", f"/{call.name}"), Outcome.CLARIFY
    else:
        lead, outcome = call.say("no-command", f"/{call.name}"), Outcome.FALLBACK
        suggestions = [
            Suggestion(label=call.say("show-help"), query=Query(intent="help")),
            Suggestion(label=call.say("show-networks"), query=Query(intent="list-all")),
        ]
    return plain_turn(call.context, lead, call.language, "", outcome, suggestions=suggestions, networks=networks)


def _command_suggestion(call: Call, name: str) -> Suggestion:
    """A command with the network that was typed after its mistyped form, if that is clear."""
    query = Query(intent=COMMANDS[name].intent)
    found = call.assistant.find_networks(_words(call.argument)).networks if COMMANDS[name].run is _network else ()
    if len(found) != 1:
        return Suggestion(label=f"/{name}", query=query)
    network = call.assistant.knowledge.network(found[0]).short_name.text(call.language)
    return Suggestion(label=f"/{name} {network}", query=query.with_networks(*found))


def _words(name: str) -> str:
    """A name as a command or a link can hold it, in words."""
    return name.replace("_", " ").strip()


COMMANDS: dict[str, Command] = {
    "start": Command(_start, "greeting"),
    "help": Command(_ask, "help"),
    "networks": Command(_ask, "list-all"),
    "network": Command(_network, "summary"),
    "role": Command(_network, "role"),
    "link": Command(_network, "link"),
    "topics": Command(_topics, "list-topic"),
    "topic": Command(_topic, "list-topic"),
    "compare": Command(_compare, COMPARE),
    "language": Command(_choose_language, LANGUAGE),
    "overview": Command(_overview, OVERVIEW),
    "new": Command(_ask, NEW),
    "about": Command(_about, ABOUT),
    "privacy": Command(_privacy, PRIVACY),
    "feedback": Command(_feedback, FEEDBACK),
    "forget": Command(_forget, FORGET),
}
"""Every command in the order of menus; `command-NAME` in bot/texts/ describes each."""
