"""The replies that commands give themselves: sentences, and questions with candidates to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.wording import say, wording_languages
from intents.assistant import Assistant, Turn
from intents.context import EMPTY, Context
from intents.query import Query
from intents.reply import Block, Bullets, Item, Outcome, Paragraph, Reply, Suggestion

LANGUAGE = "language"
"""The intent of choosing a language; "language.it" is one choice. The assistant knows neither: see `answer_query`."""
NEW = "new"
"""The intent of starting afresh, which is the surface's affair and not the assistant's either."""
ABOUT = "about"
PRIVACY = "privacy"
FEEDBACK = "feedback"
FORGET = "forget"
OVERVIEW = "overview"
COMPARE = "compare"
"""The intent of a comparison; with one network it asks for the other."""
LONGEST_QUOTE = 60
"""Characters of an argument that a reply repeats."""


@dataclass(frozen=True)
class Call:
    """One use of a command: its name, what was typed after it, and the conversation it was typed in."""

    assistant: Assistant
    name: str
    argument: str
    context: Context
    language: str

    def answer(self, query: Query) -> Turn:
        """The reply to a query in this conversation."""
        return answer_query(self.assistant, query, self.language, self.context)

    def say(self, key: str, name: str = "") -> str:
        """A sentence in the language of the conversation; `name` is what was typed, and is made fit to be repeated."""
        return say(key, self.language, name=_quoted(name))

    def plain(self, text: str, intent: str) -> Turn:
        """A reply of one sentence that leaves the conversation as it is."""
        return plain_turn(self.context, text, self.language, intent)

    def led(self, lead: str, query: Query) -> Turn:
        """The reply to a query, a list of choices, with a sentence before it."""
        turn = self.answer(query)
        blocks = (Paragraph(text=lead), *turn.reply.blocks)
        return Turn(turn.reply.model_copy(update={"blocks": blocks}), turn.context)

    def choice(self, lead: str, intent: str, suggestions: Sequence[Suggestion], networks: Sequence[str] = ()) -> Turn:
        """A question with candidates, remembered so that "the first one" or a bare name picks one.

        Args:
            lead: the question.
            intent: what was asked, as far as it is clear.
            suggestions: the candidates.
            networks: the networks that it is about.
        """
        update = {
            "networks": tuple(networks),
            "query": Query(intent=intent, networks=tuple(networks) if intent == COMPARE else ()),
            "choices": tuple(suggestion.query for suggestion in suggestions),
            "is_clarifying": True,
            "language": self.language,
        }
        context = self.context.model_copy(update=update)
        return plain_turn(
            context, lead, self.language, intent, Outcome.CLARIFY, suggestions=suggestions, networks=networks
        )

    def network_suggestion(self, query: Query, id: str) -> Suggestion:
        """A query about a network under that network's short name."""
        return Suggestion(label=self.assistant.knowledge.network(id).short_name.text(self.language), query=query)


def answer_query(assistant: Assistant, query: Query, language: str, context: Context = EMPTY) -> Turn:
    """The reply to a suggestion that was picked: the assistant's, or that of the commands it knows nothing of."""
    if query.intent == NEW:
        return plain_turn(Context(language=context.language), say("new-conversation", language), language, NEW)
    if query.intent == LANGUAGE:
        return ask_language(assistant, say("which-language", language), language, context)
    if query.intent.startswith(f"{LANGUAGE}."):
        code = query.intent.removeprefix(f"{LANGUAGE}.")
        chosen = context.model_copy(update={"language": code})
        return plain_turn(chosen, say("language-chosen", code), code, LANGUAGE)
    if query.intent == COMPARE and len(query.networks) == 1:
        return _ask_other(Call(assistant, COMPARE, "", context, language), query.networks[0])
    return assistant.answer(query, language, context)


def _ask_other(call: Call, first: str) -> Turn:
    """Asks with which network another one shall be compared."""
    others = [network.id for network in call.assistant.knowledge.networks if network.id != first]
    suggestions = [call.network_suggestion(Query(intent=COMPARE, networks=(first, id)), id) for id in others]
    name = call.assistant.knowledge.network(first).short_name.text(call.language)
    return call.choice(call.say("compare-with", name), COMPARE, suggestions, (first,))


def ask_language(assistant: Assistant, lead: str, language: str, context: Context) -> Turn:
    """A question which language to use. The context keeps no choices: the assistant could not answer these."""
    codes = spoken_languages(assistant)
    suggestions = [Suggestion(label=say("language-name", code), query=language_query(code)) for code in codes]
    return plain_turn(context, lead, language, LANGUAGE, Outcome.CLARIFY, suggestions=suggestions)


def language_query(code: str) -> Query:
    """The choice of a language, as a query."""
    return Query(intent=f"{LANGUAGE}.{code}")


def spoken_language(assistant: Assistant, *wanted: str | None) -> str:
    """The first of the wanted languages, such as "it" or "it-IT", that the assistant speaks; else its own first."""
    codes = (code.partition("-")[0].lower() for code in wanted if code)
    return next((code for code in codes if code in assistant.languages), assistant.languages[0])


def spoken_languages(assistant: Assistant) -> tuple[str, ...]:
    """The languages that both the surfaces and the assistant have."""
    return tuple(code for code in assistant.languages if code in wording_languages())


def plain_turn(
    context: Context,
    text: str,
    language: str,
    intent: str,
    outcome: Outcome = Outcome.SOCIAL,
    *,
    suggestions: Sequence[Suggestion] = (),
    networks: Sequence[str] = (),
) -> Turn:
    """A turn whose reply is a sentence, and the suggestions under it."""
    blocks: tuple[Block, ...] = (Paragraph(text=text),)
    if suggestions:  # also as text, for surfaces without buttons
        blocks += (Bullets(items=tuple(Item(text=suggestion.label) for suggestion in suggestions)),)
    reply = Reply(
        outcome=outcome,
        intent=intent,
        networks=tuple(networks),
        language=language,
        blocks=blocks,
        suggestions=tuple(suggestions),
    )
    return Turn(reply, context)


def _quoted(text: str) -> str:
    """What someone typed, fit to be repeated: printable and short."""
    printable = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return printable if len(printable) <= LONGEST_QUOTE else printable[: LONGEST_QUOTE - 1] + "…"
