"""The assistant: the one door to understanding and answering. Pure: the same question and context, the same reply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from intents.answers import Answers
from intents.calibration import load_calibration
from intents.case import Tools
from intents.context import EMPTY, Context
from intents.cues import Cues, looks_back
from intents.decision import Answer, Clarify, Decision, Decline, Reason, Social, Unknown, What
from intents.explain import explain
from intents.fact_index import FactIndex
from intents.kept import Kept
from intents.language import LanguageGuesser, language_codes, load_language
from intents.mentions import MentionLinker
from intents.model_store import fingerprint, keep_trained, load_trained
from intents.most_telling import Understood, most_telling
from intents.names import Kind
from intents.normalise import Token, tokenise
from intents.phrases import intent_files, load_phrases
from intents.query import Query
from intents.reading import SentenceModel
from intents.reply import Block, Bullets, Item, Note, Outcome, Paragraph, Reply, ReplyLink
from intents.trained import Trained, learn
from intents.understanding import Understanding
from intents.wording import Wording
from knowledge.base import Knowledge, knowledge_files, load_knowledge

MOST_KEPT = 4096
"""Replies that are kept: many people ask the same few questions, and the same question has the same reply."""
MOST_REPLIES = 512
"""Replies that are kept for other questions that ask the same in other words."""
LONGEST_KEPT = 120
"""Characters of a question whose reply is kept; nobody asks a longer one in the same words again."""


@dataclass(frozen=True)
class Turn:
    """A reply, and the context that the next turn of the conversation needs."""

    reply: Reply
    context: Context

    def following(self, earlier: Context) -> Turn:
        """The turn with what its context remembers of the one that it was given in."""
        context = self.context.following(earlier)
        return self if context is self.context else Turn(self.reply, context)


@dataclass(frozen=True)
class Found:
    """Networks that a name stands for: one where it is clear, several where it is not; or near names to offer."""

    networks: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


class Assistant:
    """Answers questions about one knowledge base."""

    def __init__(self, knowledge: Knowledge, trained: Trained | None = None) -> None:
        """Prepares the assistant; it learns from the phrases where what was learned before is not given."""
        self.knowledge = knowledge
        languages = [load_language(code) for code in language_codes() if code in knowledge.city.languages]
        self.languages = tuple(language.code for language in languages)
        self._linker = MentionLinker(knowledge, languages)
        learned = trained or learn(load_phrases(knowledge, self.languages), self._linker)
        self.model = SentenceModel(learned, self._linker, languages)
        function_words = frozenset(word for language in languages for word in language.function_words)
        self._cues = Cues(languages, knowledge)
        tools = Tools(knowledge, self.model, self._cues, FactIndex(knowledge, function_words))
        self._understanding = Understanding(tools, self._linker)
        self._guesser = LanguageGuesser(languages, {code: knowledge.words(code) for code in self.languages})
        self.calibration = load_calibration()
        self._looking_back: Kept[str, bool] = Kept(MOST_KEPT)
        self._turns: Kept[tuple[str, Context, str | None], Turn] = Kept(MOST_KEPT)
        self._written: Kept[tuple[type[Decision], What, str], Turn] = Kept(MOST_REPLIES)
        self._wordings = {code: Wording.load(code) for code in self.languages}
        self._answers = {code: Answers(knowledge, wording) for code, wording in self._wordings.items()}

    @classmethod
    def load(
        cls, folder: Path, models: Path | None = None, on_learning: Callable[[], None] = lambda: None
    ) -> Assistant:
        """The assistant for the knowledge in `folder`.

        Args:
            folder: the knowledge of one city.
            models: where what was learned is kept between starts; without it, it learns each time, for some seconds.
            on_learning: called before it learns, where nothing that fits is kept.

        Raises:
            InvalidFilesError: files are wrong; the error carries every problem.
        """
        knowledge = load_knowledge(folder)
        if models is None:
            return cls(knowledge)
        # The names count as well: phrases are linked and masked with them before they are learned from.
        name = fingerprint((*knowledge_files(folder), *intent_files()))
        kept = load_trained(models, name)
        if kept is None:
            on_learning()
        assistant = cls(knowledge, kept)
        if kept is None:
            keep_trained(models, name, assistant.model.trained)
        return assistant

    # Understanding

    def respond(self, text: str, context: Context = EMPTY, client_language: str | None = None) -> Turn:
        """The reply to a message.

        Args:
            text: what was typed; any text, also an empty one.
            context: what the conversation remembers.
            client_language: the language of the asker's app, such as "it" or "it-IT", for where the text does not tell.
        """
        # What lies further back is no part of the question where no word looks back at it, so that the reply is kept.
        near = context if self._looks_back(text) else context.without_history()
        asked = (text, near, client_language)
        turn = self._turns.get(asked)
        if turn is None:
            turn = self._respond(text, near, client_language)
            if len(text) <= LONGEST_KEPT:
                self._turns.keep(asked, turn)
        return turn if near is EMPTY else turn.following(context)

    def _looks_back(self, text: str) -> bool:
        """Whether a message may point at what was said before the last reply."""
        looks = self._looking_back.get(text)
        if looks is not None:
            return looks
        return self._looking_back.keep(text, looks_back([token.text for token in tokenise(text)], self._cues))

    def _respond(self, text: str, context: Context, client_language: str | None) -> Turn:
        understood = self.understand(text, context)
        language = self._language(understood, context, client_language)
        decision = most_telling(understood)
        turn = self._write_once(decision, language)
        confidence = round(self.calibration.probability(turn.reply.outcome, decision.confidence), 3)
        reply = turn.reply.model_copy(update={"confidence": confidence})
        after = self._turn(reply, context).context if _leaves_context(reply) else turn.context
        named = _named(understood)
        if len(named) > 1 and set(reply.networks) < set(named):
            # "A and B: … the former?" is asked on with "the latter"
            after = after.model_copy(update={"listed": named})
        return Turn(reply, after.following(context))

    def understand(self, text: str, context: Context = EMPTY) -> list[Understood]:
        """Every sentence of a message with its decision; a later sentence knows the networks of the earlier ones."""
        return self._understanding.understand(text, context)

    def _language(self, understood: list[Understood], context: Context, client_language: str | None) -> str:
        tokens: list[Token] = []
        named: set[int] = set()
        for item in understood:
            named.update(place + len(tokens) for place in item.reading.mentions.naming_places())
            tokens += item.reading.sentence.tokens
        client = (client_language or "").split("-")[0].lower() or None
        return self._guesser.guess(tokens, frozenset(named), context.language, client, self.languages[0])

    def _write_once(self, decision: Decision, language: str) -> Turn:
        """The reply to a decision, whatever its confidence: written once for all questions that ask the same."""
        asked = (type(decision), decision.what, language)
        turn = self._written.get(asked)
        return self._written.keep(asked, self._turn(self._write(decision, language), EMPTY)) if turn is None else turn

    def _write(self, decision: Decision, language: str) -> Reply:
        answers = self._answers[language]
        match decision:
            case Answer(query, confidence, beside):
                return answers.answer_all((query, *beside), confidence)
            case Unknown(query, confidence):
                return answers.unknown(query, confidence)
            case Clarify(query, candidates, confidence):
                return answers.clarify(query, candidates, confidence)
            case Social(intent, confidence):
                return self._talk(intent, language, Outcome.SOCIAL, confidence)
            case Decline(reason, confidence):
                key = {Reason.EMPTY: "fallback_empty", Reason.NOT_OURS: "fallback_not_ours"}.get(reason, "fallback")
                return self._talk(key, language, Outcome.FALLBACK, confidence)

    def _talk(self, key: str, language: str, outcome: Outcome, confidence: float) -> Reply:
        """A reply without knowledge: talk or a refusal, with examples of what can be asked."""
        answers = self._answers[language]
        examples = self._examples() if key in {"help", "greeting"} or outcome is Outcome.FALLBACK else ()
        suggestions = tuple(answers.suggestion(query) for query in examples)
        city = self.knowledge.city
        wording = self._wordings[language]
        text = self.sentence(key, language, title=city.page_title.text(language), date=wording.date(city.page_date))
        blocks: tuple[Block, ...] = (Paragraph(text=text),)
        if suggestions and key != "greeting":
            blocks += (Bullets(items=tuple(Item(text=suggestion.label) for suggestion in suggestions)),)
        return Reply(
            outcome=outcome,
            intent=key,
            language=language,
            confidence=confidence,
            blocks=blocks,
            suggestions=suggestions,
        )

    def _examples(self) -> tuple[Query, ...]:
        networks = self.knowledge.networks
        described = next((network for network in networks if not network.listed_only), networks[0])
        others = [network for network in networks if network is not described]
        involved = max(others or networks, key=lambda network: len(network.membership.roles))
        return (
            Query(intent="summary", networks=(described.id,)),
            Query(intent="role", networks=(involved.id,)),
            Query(intent="list-topic", topics=involved.topics[:1]),
            Query(intent="list-all"),
        )

    def explain(self, text: str, context: Context = EMPTY, client_language: str | None = None) -> str:
        """How a message is understood, as text: tokens, mentions, scored intents, decision, and the reply's outcome."""
        understood = self.understand(text, context)
        reply = self.respond(text, context, client_language).reply
        steps = explain([(item.reading, item.decision) for item in understood])
        networks = ", ".join(reply.networks) or "–"
        return f"{steps}\n\nreply      {reply.outcome.value} {reply.intent} in {reply.language}, about {networks}"

    # Answering without understanding

    def answer(self, query: Query, language: str, context: Context = EMPTY) -> Turn:
        """The reply to a query that needs no understanding: a button, a command, a suggestion.

        Args:
            query: what is asked; a list of choices to pick from results where it lacks a network or topic.
            language: the language to answer in.
            context: what the conversation remembers.
        """
        if query.intent in {"greeting", "goodbye", "thanks", "help", "identity", "smalltalk"}:
            return self._turn(self._talk(query.intent, language, Outcome.SOCIAL, 1.0), context)
        return self._turn(self._answers[language].answer(query), context).following(context)

    def _turn(self, reply: Reply, context: Context) -> Turn:
        """The reply with the context after it: talk and refusals leave what was talked about as it is."""
        if reply.query is None:
            if context.language == reply.language and not context.is_clarifying:
                return Turn(reply, context)
            return Turn(reply, context.model_copy(update={"language": reply.language, "is_clarifying": False}))
        after = Context(
            networks=context.networks if _leaves_context(reply) else reply.networks,
            query=reply.query,
            choices=tuple(suggestion.query for suggestion in reply.suggestions),
            is_clarifying=reply.outcome is Outcome.CLARIFY,
            language=reply.language,
        )
        return Turn(reply, after)

    def label(self, query: Query, language: str) -> str:
        """A query in words, as suggestions show it."""
        return self._answers[language].suggestion(query).label

    def source(self, language: str) -> tuple[Note, ReplyLink]:
        """Where every answer comes from: the note under it, and the link to the city's page."""
        return self._answers[language].source

    def find_networks(self, name: str) -> Found:
        """The networks that `name` stands for (also with slips), for commands and inline queries."""
        mentions = self._linker.link(tokenise(name))
        exact = tuple(dict.fromkeys(target.id for mention in mentions.networks for target in mention.targets))
        if exact:
            return Found(exact)
        topics = self.find_topics(name)
        near = tuple(network.id for topic in topics for network in self.knowledge.networks_about(topic))
        return Found((), tuple(dict.fromkeys(near)) or self._linker.nearest(name))

    def find_topics(self, name: str) -> tuple[str, ...]:
        """The topics that `name` stands for."""
        mentions = self._linker.link(tokenise(name))
        return tuple(
            target.id for mention in mentions.topics for target in mention.targets if target.kind is Kind.TOPIC
        )

    def sentence(self, key: str, language: str, **values: str) -> str:
        """A sentence of the templates `intents/replies/LANGUAGE.yaml`, filled in; {city} is known."""
        return self._wordings[language].say(key, city=self.knowledge.city.name.text(language), **values)


def _named(understood: Sequence[Understood]) -> tuple[str, ...]:
    """The networks that a message names, in order."""
    mentions = (mention for item in understood for mention in item.reading.mentions.networks)
    return tuple(dict.fromkeys(mention.targets[0].id for mention in mentions if len(mention.targets) == 1))


def _leaves_context(reply: Reply) -> bool:
    """Whether what was talked about before stays in mind after a reply: talk, and a question back about nothing new."""
    return reply.query is None or (reply.outcome is Outcome.CLARIFY and not reply.networks)
