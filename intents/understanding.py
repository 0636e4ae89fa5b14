"""From a message to decisions: each of its sentences in its turn, with what the ones before it told.

A later sentence knows the networks and subjects of the earlier ones; a long one that is not surely understood is also
read in parts. Of all decisions the most telling one is answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from intents.case import Case, Tools
from intents.context import EMPTY, Context
from intents.decide import decide
from intents.decision import Answer, Clarify, Decision, Decline, Reason, Social, Unknown
from intents.mentions import MentionLinker
from intents.most_telling import LONG_SENTENCE, MOST_TALK, Understood
from intents.normalise import Token
from intents.query import Query
from intents.refusals import without_refusals
from intents.rules.attributes import about_network
from intents.rules.thresholds import CLEAR
from intents.rules.topics import told_before
from intents.sentences import Sentence
from intents.several_questions import joined_questions, tells_all, together

LONGEST_ASKING_ON = 10
"""Words up to which a sentence may ask on about a network that the same message named before."""
SURE = 0.5
"""Confidence from which no other reading is looked for."""
SURELY_OTHER = 0.8
"""Confidence from which a name that means something else does so in every part of a sentence."""
SURE_PART = 0.6
"""Confidence from which the reading of a part stands for the whole."""


class Understanding:
    """Decides what messages ask."""

    def __init__(self, tools: Tools, linker: MentionLinker) -> None:
        self._tools = tools
        self._model = tools.model
        self._linker = linker

    def understand(self, text: str, context: Context = EMPTY) -> list[Understood]:
        """Every sentence of a message with its decision; a later sentence knows the networks of the earlier ones."""
        found: list[Understood] = []
        topics: tuple[str, ...] = ()
        earlier: Case | None = None
        sentences = self._model.sentences.read(text)
        for number, sentence in enumerate(sentences, start=1):
            may_correct = bool(context.networks) and not self._names_network(sentence.tokens)
            asked = without_refusals(
                sentence, self._tools.cues, may_correct=may_correct, names_network=self._names_network
            )
            if asked is not sentence:
                context = _with_named(context, Case(self._model.read(sentence), context, self._tools).networks)
            case = Case(self._model.read(asked), context, self._tools)
            decision = self._as_talk(asked, context) or decide(case)
            answered = decision
            if topics and not case.topics and _is_about_earlier(case, decision):
                # "I care about the climate. Is there a network for that?"
                decision = Answer(Query(intent="list-topic", topics=topics), SURE_PART)
            elif earlier is not None and not case.topics and _asks_what_that_is(case, decision):
                decision = told_before(earlier)
            elif _asks_on(case, decision):
                decision = about_network(case, case.knowledge.network(case.context.networks[0]))
            earlier = case if case.topics else earlier
            topics = case.topics or topics
            if (several := self._of_questions(case, decision)) is not None:
                decision = several
            in_parts = len(sentence.tokens) >= LONG_SENTENCE and _is_open(decision) and case.may_have_parts
            if in_parts or number < len(sentences):
                context = _with_answered(_with_networks(context, case), case, answered)
            if in_parts:
                decision = self._of_clauses(sentence, text, replace(case, context=context), decision)
            found.append(Understood(case.reading, decision))
        return found

    def _names_network(self, tokens: Sequence[Token]) -> bool:
        return bool(self._linker.link(tokens).networks)

    def _as_talk(self, sentence: Sentence, context: Context) -> Decision | None:
        """The decision on a short sentence with its frames, where all of it together is talk ("great job, thanks")."""
        if len(sentence.tokens) > MOST_TALK or len(sentence.whole) == len(sentence.tokens):
            return None
        reading = self._model.read(replace(sentence, tokens=sentence.whole))
        decision = decide(Case(reading, context, self._tools))
        return decision if isinstance(decision, Social) else None

    def _of_questions(self, case: Case, whole: Decision) -> Decision | None:
        """The answer to the questions that a sentence joins; None where it joins none, or the whole tells as much."""
        if isinstance(whole, Clarify) or not (case.joining_places or case.reading.sentence.breaks):
            return None
        decisions = []
        context = _with_named(case.context, case.networks if len(case.networks) == 1 else ())
        for part in joined_questions(case):
            asked = Case(self._model.read(part), context, self._tools)
            decisions.append(decide(asked))
            context = _with_networks(context, asked)
        if isinstance(whole, Unknown) and not whole.query.intent and whole.confidence < SURE:
            decisions = [item for item in decisions if not isinstance(item, Decline)]
            return together(decisions) or next((item for item in decisions if item.confidence >= SURE), None)
        both = decisions and all(isinstance(item, (Answer, Social)) for item in decisions)
        if isinstance(whole, Decline) and both and not case.names_other:
            return together(decisions) or decisions[0]
        several = together(decisions)
        return several if several is not None and not tells_all(whole, several) else None

    def _of_clauses(self, sentence: Sentence, text: str, long: Case, whole: Decision) -> Decision:
        """The surest decision on a part of a long sentence, where it is surer than that on the whole.

        Where the whole names other things ("P, the network on transport"), only a part that names ours counts.
        """
        names = self._linker.link(sentence.tokens).networks
        name = (names[0].start, names[0].end) if len(names) == 1 else None
        parts = self._model.sentences.clauses(sentence, text, name)
        cases = [Case(self._model.read(part), long.context, self._tools) for part in parts]
        if long.names_other:
            cases = [case for case in cases if case.networks]
        if long.topics:
            cases = [case for case in cases if case.topics or case.networks]  # or the subject would be lost
        answers = [
            decision
            for case in cases
            if isinstance(decision := decide(case), Answer) and (decision.query.networks or case.has_strong_subject)
        ]
        best = max(answers, key=lambda answer: (answer.query.intent != "summary", answer.confidence), default=None)
        if best is not None and best.query.intent == "summary" and isinstance(whole, Unknown) and whole.query.intent:
            return whole  # the part up to the name asks nothing
        return best if best is not None and best.confidence >= SURE_PART else whole


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
    """The context for the next sentence: what was asked, and the network that an unnamed description meant."""
    if not isinstance(decision, Answer):
        return context
    described = not case.networks and len(decision.query.networks) == 1
    networks = decision.query.networks if described else context.networks
    return context.model_copy(update={"networks": networks, "query": decision.query})


def _is_about_earlier(case: Case, decision: Decision) -> bool:
    """Whether a sentence asks for networks, and leaves their subject to the sentences before."""
    if isinstance(decision, Answer):
        vague = decision.query.intent in {"list-all", "fact.working-groups", "fact.representative", "fact.participants"}
        return vague and not case.networks and case.asks_for_membership and case.has_kind_word
    return not case.networks and (case.has_strong_subject or (case.has_kind and case.asks_for_membership))


def _asks_on(case: Case, decision: Decision) -> bool:
    """Whether a short sentence after one on a network asks for a fact, though some of its words are strange."""
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
    if isinstance(decision, Unknown) and decision.confidence < SURE:
        return True
    if isinstance(decision, Decline) and decision.reason is Reason.NOT_OURS and decision.confidence >= SURELY_OTHER:
        return False
    return not (isinstance(decision, Unknown) and decision.query.intent)
