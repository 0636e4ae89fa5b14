"""Talk that needs no knowledge: greetings, thanks, questions about the assistant itself."""

from __future__ import annotations

from intents.case import Case
from intents.decision import SOCIAL_INTENTS, Decision, Social
from intents.rules.thresholds import CLEAR, UNDERSTOOD, WEAK


def social(case: Case) -> Decision | None:
    """A greeting, thanks, a question about the assistant; not where the sentence goes on to something else."""
    intent = case.reading.exact or case.top.name
    if case.networks or case.ambiguous or (case.topics and case.reading.exact not in SOCIAL_INTENTS):
        return None
    if case.role_kinds and case.context.networks and not case.reading.exact:
        return None  # "did he also chair something?" goes on about a network
    if intent == "help" and case.distinct_fact_parts and not case.reading.exact:
        return None  # "which are the six associations?"
    if intent == "identity" and case.context.networks and case.opens_like_follow_up and not case.reading.exact:
        return None  # "and who is behind it?"
    if intent == "identity" and case.has_other_name and not case.reading.exact:
        return None  # "Parliament of Cities: are you in?"
    if intent in SOCIAL_INTENTS and (
        case.reading.exact or (case.top.score >= UNDERSTOOD and not _tells_more(case, intent))
    ):
        return Social(intent, case.confidence(intent))
    if case.reading.sentence.is_frame_only:
        return Social(intent if intent in SOCIAL_INTENTS and case.top.score >= WEAK else "smalltalk", 0.7)
    return None


def _tells_more(case: Case, intent: str) -> bool:
    """Whether much of the sentence is not what such talk consists of."""
    unexplained = case.unexplained(intent)
    return len(unexplained) > 1 or (len(unexplained) == 1 and case.top.score < CLEAR)
