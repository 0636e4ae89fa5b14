"""Names of ours that mean something else where they stand."""

from __future__ import annotations

from intents.case import Case
from intents.decision import Decision, Decline, Reason
from intents.names import EXACT, Mention
from intents.normalise import normalise
from intents.rules.thresholds import (
    CLEAR,
    LONGEST_SHORT_NAME,
)


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
    return None


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
