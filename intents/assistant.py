"""The assistant: the one door to understanding and answering. Pure: the same question and context, the same reply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from intents.answers import Answers
from intents.calibration import load_calibration
from intents.case import Case, Tools
from intents.context import EMPTY, Context
from intents.cues import Cues
from intents.decide import decide
from intents.decision import Answer, Clarify, Decision, Decline, Reason, Social, Unknown, What, needs_network
from intents.explain import explain
from intents.fact_index import FactIndex
from intents.kept import Kept
from intents.language import LanguageGuesser, language_codes, load_language
from intents.mentions import MentionLinker
from intents.model_store import fingerprint, keep_trained, load_trained
from intents.names import Kind
from intents.normalise import Token, tokenise
from intents.phrases import intent_files, load_phrases
from intents.query import Query
from intents.reading import Reading, SentenceModel
from intents.refusals import without_refusals
from intents.reply import Block, Bullets, Item, Note, Outcome, Paragraph, Reply, ReplyLink
from intents.rules.networks import about_network
from intents.rules.thresholds import CLEAR
from intents.rules.topics import told_before
from intents.sentences import Sentence
from intents.trained import Trained, learn
from intents.wording import Wording
from knowledge.base import Knowledge, knowledge_files, load_knowledge

LONG_SENTENCE = 8
"""Words from which a sentence that is not surely understood is also read in parts."""
MOST_TALK = 3
"""Words besides frames that talk may have."""
SURE_UNKNOWN = 0.7
"""Confidence from which what we cannot say comes before what another sentence asks to be told."""
LONGEST_ASKING_ON = 10
"""Words up to which a sentence may ask on about a network that the same message named before."""
LONGEST_ECHO = 4
"""Words up to which a sentence without content may only ask again for what the one before asked."""
MOST_KEPT = 1024
"""Replies that are kept: many people ask the same few questions, and the same question has the same reply."""
MOST_REPLIES = 512
"""Replies that are kept for other questions that ask the same in other words."""
LONGEST_KEPT = 120
"""Characters of a question whose reply is kept; nobody asks a longer one in the same words again."""
SURE = 0.5
"""Confidence from which no other reading is looked for."""
SURELY_OTHER = 0.8
"""Confidence from which a name that means something else does so in every part of a sentence."""
SURE_PART = 0.6
"""Confidence from which the reading of a part stands for the whole."""


@dataclass(frozen=True)
class Turn:
    """A reply, and the context that the next turn of the conversation needs."""

    reply: Reply
    context: Context


@dataclass(frozen=True)
class Found:
    """Networks that a name stands for: one where it is clear, several where it is not; or near names to offer."""

    networks: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@dataclass(frozen=True)
class Understood:
    """One sentence with its reading and the decision on it, kept for explanations."""

    reading: Reading
    decision: Decision


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
        self._tools = Tools(knowledge, self.model, Cues(languages, knowledge), FactIndex(knowledge, function_words))
        self._guesser = LanguageGuesser(languages)
        self.calibration = load_calibration()
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
        asked = (text, context, client_language)
        turn = self._turns.get(asked)
        if turn is None:
            turn = self._respond(text, context, client_language)
            if len(text) <= LONGEST_KEPT:
                self._turns.keep(asked, turn)
        return turn

    def _respond(self, text: str, context: Context, client_language: str | None) -> Turn:
        understood = self.understand(text, context)
        language = self._language(understood, context, client_language)
        decision = _most_telling(understood)
        turn = self._write_once(decision, language)
        confidence = round(self.calibration.probability(turn.reply.outcome, decision.confidence), 3)
        reply = turn.reply.model_copy(update={"confidence": confidence})
        return self._turn(reply, context) if _leaves_context(reply) else Turn(reply, turn.context)

    def understand(self, text: str, context: Context = EMPTY) -> list[Understood]:
        """Every sentence of a message with its decision; a later sentence knows the networks of the earlier ones."""
        found: list[Understood] = []
        topics: tuple[str, ...] = ()
        earlier: Case | None = None
        sentences = self.model.sentences.read(text)
        for number, sentence in enumerate(sentences, start=1):
            may_correct = bool(context.networks) and not self._linker.link(sentence.tokens).networks
            asked = without_refusals(sentence, self._tools.cues, may_correct=may_correct)
            if asked is not sentence:
                context = _with_named(context, Case(self.model.read(sentence), context, self._tools).networks)
            case = Case(self.model.read(asked), context, self._tools)
            decision = self._as_talk(asked, context) or decide(case)
            answered = decision
            if topics and not case.topics and _is_about_earlier(case, decision):
                # "I care about the climate. Is there a network for that?"
                decision = Answer(Query(intent="list-topic", topics=topics), SURE_PART)
            elif earlier is not None and not case.topics and _asks_what_that_is(case, decision):
                decision = told_before(earlier)
            elif found and _asks_on(case, decision):
                decision = about_network(case, self.knowledge.network(case.context.networks[0]))
            earlier = case if case.topics else earlier
            topics = case.topics or topics
            in_parts = len(sentence.tokens) >= LONG_SENTENCE and _is_open(decision) and case.may_have_parts
            if in_parts or number < len(sentences):
                context = _with_answered(_with_networks(context, case), case, answered)
            if in_parts:
                decision = self._of_clauses(sentence, text, replace(case, context=context), decision)
            found.append(Understood(case.reading, decision))
        return found

    def _as_talk(self, sentence: Sentence, context: Context) -> Decision | None:
        """The decision on a short sentence with its frames, where all of it together is talk ("great job, thanks")."""
        if len(sentence.tokens) > MOST_TALK or len(sentence.whole) == len(sentence.tokens):
            return None
        reading = self.model.read(replace(sentence, tokens=sentence.whole))
        decision = decide(Case(reading, context, self._tools))
        return decision if isinstance(decision, Social) else None

    def _of_clauses(self, sentence: Sentence, text: str, long: Case, whole: Decision) -> Decision:
        """The surest decision on a part of a long sentence, where it is surer than that on the whole.

        Where the whole names other things ("P, the network on transport"), only a part that names ours counts.
        """
        names = self._linker.link(sentence.tokens).networks
        name = (names[0].start, names[0].end) if len(names) == 1 else None
        parts = self.model.sentences.clauses(sentence, text, name)
        cases = [Case(self.model.read(part), long.context, self._tools) for part in parts]
        if long.names_other:
            cases = [case for case in cases if case.networks]
        answers = [
            decision
            for case in cases
            if isinstance(decision := decide(case), Answer) and (decision.query.networks or case.has_strong_subject)
        ]
        best = max(answers, key=lambda answer: (answer.query.intent != "summary", answer.confidence), default=None)
        return best if best is not None and best.confidence >= SURE_PART else whole

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
            case Answer(query, confidence):
                return answers.answer(query, confidence)
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
        return self._turn(self._answers[language].answer(query), context)

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


def _leaves_context(reply: Reply) -> bool:
    """Whether what was talked about before stays in mind after a reply: talk, and a question back about nothing new."""
    return reply.query is None or (reply.outcome is Outcome.CLARIFY and not reply.networks)


def _with_networks(context: Context, case: Case) -> Context:
    """The context for the next sentence of a message: what this one names, or describes by its subject."""
    about = [network.id for network in case.knowledge.networks_about_all(case.topics)] if case.topics else []
    named = Counter(part.network for part in case.distinct_fact_parts if part.network in case.ambiguous)
    described = [id for id, facts in named.most_common(1) if facts > 1]
    described = described or [id for id in about if id in case.ambiguous] or (about if case.has_subject else [])
    return _with_named(context, case.networks or (() if context.networks else tuple(described[:1])))


def _with_named(context: Context, networks: tuple[str, ...]) -> Context:
    """The context for what follows the naming of networks; as it is where none is named."""
    return context.model_copy(update={"networks": networks}) if networks else context


def _with_answered(context: Context, case: Case, decision: Decision) -> Context:
    """The context for the next sentence, with the one network that an unnamed description turned out to mean."""
    if case.networks or not isinstance(decision, Answer) or len(decision.query.networks) != 1:
        return context
    return context.model_copy(update={"networks": decision.query.networks})


def _is_about_earlier(case: Case, decision: Decision) -> bool:
    """Whether a sentence asks for networks, and leaves their subject to the sentences before."""
    if isinstance(decision, Answer):
        vague = decision.query.intent in {"list-all", "fact.working-groups", "fact.representative", "fact.participants"}
        return vague and not case.networks and case.asks_for_membership and case.has_kind_word
    return not case.networks and (case.has_strong_subject or (case.has_kind and case.asks_for_membership))


def _asks_on(case: Case, decision: Decision) -> bool:
    """Whether a short sentence of a longer message asks for a fact, though some of its words are strange.

    One that stands alone would have to lean on the conversation more clearly (see the rule `follow_up`).
    """
    asks = case.about_network
    short = len(case.words) <= LONGEST_ASKING_ON and len(case.context.networks) == 1 and not case.names_other
    clear = asks.name.startswith("fact.") and asks.score >= CLEAR and asks.score >= case.unrelated
    return short and clear and isinstance(decision, Decline) and decision.reason is Reason.OTHER_SUBJECT


def _asks_what_that_is(case: Case, decision: Decision) -> bool:
    """Whether a sentence asks for the name or kind of what the sentences before told of ("what is it called?")."""
    vague = isinstance(decision, Clarify) and decision.query.intent in {"acronym", "summary", "fact.working-groups"}
    vague = vague or (isinstance(decision, Decline) and case.has_kind_word)
    return vague and not case.networks and case.points_back


def _is_open(decision: Decision) -> bool:
    """Whether a part of the sentence may tell more than the whole did."""
    if isinstance(decision, Answer):
        return decision.confidence < SURE
    if isinstance(decision, Decline) and decision.reason is Reason.NOT_OURS and decision.confidence >= SURELY_OTHER:
        return False
    return not (isinstance(decision, Unknown) and decision.query.intent)


def _most_telling(understood: list[Understood]) -> Decision:
    """The decision on a whole message: its questions before its remarks, and what we can say before what we cannot."""
    if not understood:
        return Decline(Reason.EMPTY, 1.0)
    if len(understood) == 1:
        return understood[0].decision

    def weight(item: Understood) -> tuple[int, float]:
        decision = item.decision
        asked = item.reading.sentence.is_question
        if _names_city_only(item.reading) or _is_echo(item, understood):
            return 0, 0.0
        match decision:
            case Answer(query, confidence):
                rank = 6 if asked else 4 if query.intent == "summary" else 5
            case Unknown(_, confidence):
                rank = (5 if confidence >= SURE_UNKNOWN else 3) if asked else 2
            case Clarify(_, _, confidence):
                rank = 4 if asked else 2
            case Decline(_, confidence):
                long = len(item.reading.sentence.tokens) > MOST_TALK
                rank = 4 if asked and long else 1 if long else 0
            case Social(_, confidence):
                rank = 1 if item.reading.exact else 0
        return rank, confidence

    best = max(understood, key=weight).decision
    return _with_others(best, [item.decision for item in understood])


def _is_echo(item: Understood, understood: Sequence[Understood]) -> bool:
    """Whether a sentence only asks again for what another was answered to ("… a famous march. Which one?")."""
    answered = any(isinstance(other.decision, Answer) for other in understood if other is not item)
    reading = item.reading
    bare = len(reading.sentence.tokens) <= LONGEST_ECHO and set(reading.sentence.words) <= reading.grammar
    asks = reading.scored.best(lambda intent: needs_network(intent) and intent != "summary")
    return answered and bare and reading.sentence.is_question and asks.score < CLEAR


def _names_city_only(reading: Reading) -> bool:
    """Whether a sentence is nothing but our city's name."""
    return bool(reading.mentions.city) and len(reading.mentions.naming_places()) == len(reading.sentence.tokens)


def _with_others(best: Decision, decisions: Sequence[Decision]) -> Decision:
    """The decision, with the facts that the other sentences ask for about the same network."""
    if not isinstance(best, Answer) or not best.query.attribute:
        return best
    about = [
        item.query for item in decisions if isinstance(item, Answer) and item.query.networks == best.query.networks
    ]
    attributes = [query.attribute for query in about if query.attribute]
    also = tuple(id for id in dict.fromkeys((*best.query.also, *attributes)) if id != best.query.attribute)
    return replace(best, query=best.query.model_copy(update={"also": also}))
