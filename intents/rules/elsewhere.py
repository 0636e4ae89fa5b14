"""Names and words of ours that mean something else where they stand, and names of other bodies and networks."""

from __future__ import annotations

from itertools import islice

from intents.case import Case
from intents.decision import SOCIAL_INTENTS, Decision, Decline, Reason
from intents.names import EXACT, Mention
from intents.normalise import normalise
from intents.rules.thresholds import (
    CLEAR,
    LONGEST_SHORT_NAME,
    NEARLY,
)

OF_LISTS = (
    "list-all",
    "list-topic",
    "list-scope",
    "list-year",
    "roles",
    "rank",
    "summary",
    "role",
    "introduction",
    "link",
    "source",
)
"""Intents whose words say no subject of a network."""
OF_OUR_PART = frozenset({"role", "fact.member-check", "fact.joined"})
OWN = frozenset({"frameworks", "governing-bodies"})
"""Attributes whose facts name what our city has a part in through the network."""


def elsewhere(case: Case) -> Decision | None:
    """A network's name among words that show that another thing of that name is meant."""
    if case.top.name == "acronym" or case.score("acronym") >= CLEAR:
        return None
    if _is_hardly_named(case):
        return Decline(Reason.NOT_OURS, 0.8)
    if case.is_named_after_place and not case.has_own_name and not case.has_city:
        return Decline(Reason.NOT_OURS, 0.8)
    other = [id for id in (*case.networks, *case.ambiguous) if case.has(case.cues.elsewhere[id])]
    if other and any(target.id in other for name in short_names(case) for target in name.targets):
        return Decline(Reason.NOT_OURS, 0.9)
    if (
        _lists_of_place(case)
        or _names_other_body(case)
        or _speaks_of_other_thing(case)
        or _asks_for_strange_subject(case)
    ):
        return Decline(Reason.NOT_OURS, 0.85)
    return Decline(Reason.NOT_OURS, 0.8) if _asks_for_role_elsewhere(case) else None


def _lists_of_place(case: Case) -> bool:
    """Whether the networks of another place are asked for, of which no fact tells anything."""
    return case.is_about_elsewhere and case.top.name == "list-all" and not (case.fact_parts or case.networks)


def _names_other_body(case: Case) -> bool:
    """Whether another organisation is named, and no network of ours beside it; not where it only says who asks."""
    spans = case.other_bodies
    if not spans:
        return False
    beside = [
        mention
        for mention in (*case.reading.mentions.networks, *case.reading.mentions.facts)
        if not any(mention.start < end and start < mention.end for start, end in spans)
    ]
    last = max(end for _, end in spans)
    told_before = any(last - 1 <= place < len(case.words) - 1 for place in case.reading.sentence.breaks)
    return not beside and not told_before


def _speaks_of_other_thing(case: Case) -> bool:
    """Whether it speaks of a thing that only shares the word for ours ("water network"), and of nothing of ours."""
    ours = case.networks or case.ambiguous or case.has_strong_subject or case.fact_parts
    likely = case.unrelated >= case.top.score - NEARLY
    return bool(case.other_subjects) and likely and not ours and not case.context.networks


def _asks_for_strange_subject(case: Case) -> bool:
    """Whether a network is asked for whose subject nothing of ours accounts for ("a network on tourism")."""
    mentions = case.reading.mentions
    if not case.has_strong_subject or case.networks or case.ambiguous or mentions.describing() or mentions.places:
        return False
    if case.years or case.superlative or (case.context.networks and (case.points_back or case.opens_like_follow_up)):
        return False
    likely = (case.top.name,) if case.top.name not in SOCIAL_INTENTS else ()
    left = case.unexplained(*OF_LISTS, case.about_network.name, *likely)
    unknown = {word for word in left if not case.tools.facts.knows(word)}
    subjects = (place for place, word in enumerate(case.words) if word in case.cues.strong_subject)
    return bool(unknown) and any(not unknown.isdisjoint(_said_of_subject(case, place)) for place in subjects)


def _said_of_subject(case: Case, place: int) -> list[str]:
    """The telling words beside a word for a network: the next one, and where a language has it so the one before."""
    end = next((number + 1 for number in range(place, len(case.words)) if number in case.reading.sentence.breaks), None)
    plain = (case.reading.grammar, case.cues.beside_subject, case.cues.dealing_parts)
    after = (word for word in case.words[place + 1 : end] if not any(word in words for words in plain))
    before = case.words[max(0, place - 1) : place] if case.words[place] in case.cues.described_before else ()
    return [*before, *islice(after, 1)]


def _asks_for_role_elsewhere(case: Case) -> bool:
    """Whether our city's part is asked for in a body that facts only happen to name."""
    asks = case.about_network.name in OF_OUR_PART and (case.has_city or case.has_us) and not case.has_mayor
    ours = case.networks or case.ambiguous or case.topics or case.role_parts or case.has_strong_subject
    if not asks or ours or case.place or not case.distinct_fact_parts:
        return False
    facts = (case.knowledge.network(part.network).facts[part.number] for part in case.distinct_fact_parts)
    return not any(OWN & set(fact.attributes) or case.knowledge.attribute(fact.attribute).own for fact in facts)


def _is_hardly_named(case: Case) -> bool:
    """Whether no name is there as it is written, nothing else is ours, and all is far more like other subjects."""
    names = case.reading.mentions.networks
    ours = case.has_city or case.has_subject or case.has_mayor or case.context.networks
    lost = case.unrelated - case.about_network.score > CLEAR
    return bool(names) and not ours and lost and all(name.score < EXACT and name.length > 1 for name in names)


def short_names(case: Case) -> list[Mention]:
    """The names in a sentence that are so short, or so ordinary, that other things have them too."""
    named = case.reading.mentions.networks
    return [
        name
        for name in named
        if all(target.is_common for target in name.targets)
        or (len(name.name) <= 2 * LONGEST_SHORT_NAME and _is_short(name.name))
    ]


def _is_short(name: str) -> bool:
    return len(normalise(name)) <= LONGEST_SHORT_NAME
