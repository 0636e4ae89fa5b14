"""Several facts asked for at once: "A: cities, citizens, countries", "A in figures", "how many, and since when?"."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from intents.case import Case
from intents.names import stem
from intents.normalise import normalise
from intents.query import Query
from intents.rules.recorded import OF_OUR_CITY
from intents.rules.thresholds import CLEAR, SURELY_ASKED, UNDERSTOOD, WORD_OF_SCORE
from knowledge.models import Network, ValueKind

MOST_WORDS = 4
"""Words of an item of such a list, besides grammar; more are a question of their own."""
MOST_ITEMS = 6
"""Facts that are told at once."""


def listed_attributes(case: Case, network: Network) -> tuple[str, ...]:
    """The attributes of a network that a sentence lists, or all its figures; none where it asks in another way."""
    named = _of_items(case, network)
    if len(named) > 1:
        return named
    return _figures(case, network) if _asks_for_figures(case) else ()


def _asks_for_figures(case: Case) -> bool:
    return case.has(case.cues.figures) and set(case.content) <= case.cues.words_of_figures


def _figures(case: Case, network: Network) -> tuple[str, ...]:
    numbers = (attribute.id for attribute in case.knowledge.attributes if attribute.kind is ValueKind.NUMBER)
    return tuple(id for id in numbers if network.facts_for(id))[:MOST_ITEMS]


def _of_items(case: Case, network: Network) -> tuple[str, ...]:
    """The attribute that each item asks for, where every item asks for one."""
    items = [words for words in _items(case) if words]
    if not 1 < len(items) <= MOST_ITEMS or any(len(words) > MOST_WORDS for words in items):
        return ()
    found: dict[str, None] = {}
    for words in items:
        if unit := _of_unit(words, network):
            found[unit] = None
            continue
        attribute = _asked_by(case, words)
        if attribute is None:
            return ()
        found[attribute] = None
    asks = case.about_network
    if asks.score >= SURELY_ASKED and asks.name.removeprefix("fact.") not in found:
        return ()  # one question, which only looks like a list where an accent was left out
    return tuple(found) if all(network.facts_for(id) for id in found) else ()


def _asked_by(case: Case, words: tuple[str, ...]) -> str | None:
    """The attribute that a few words ask for; for a bare "who?" the likeliest of those in the whole sentence."""
    scored = case.tools.model.scores_of_network(words)
    if set(words) <= case.cues.questions:
        likely = [item for item in scored[:MOST_ITEMS] if item.score >= UNDERSTOOD and item.name.startswith("fact.")]
        best = max(likely, key=lambda item: item.score + case.score(item.name), default=None)
    else:
        best = scored[0] if scored[0].score >= UNDERSTOOD and scored[0].name.startswith("fact.") else None
    return best.name.removeprefix("fact.") if best else None


def _of_unit(words: tuple[str, ...], network: Network) -> str | None:
    """The attribute whose figure for the network is counted in one of the words: "cities"."""
    stems = set(map(stem, words))
    for fact in network.facts:
        units = fact.unit.root.values() if fact.unit else ()
        if not all(stems.isdisjoint(_stems(unit)) for unit in units):
            return fact.attribute
    return None


@lru_cache(maxsize=256)
def _stems(unit: str) -> frozenset[str]:
    """The stems of a unit's words; few units are counted in, so they are cut once."""
    return frozenset(map(stem, normalise(unit).split()))


def _items(case: Case) -> list[tuple[str, ...]]:
    """The words between commas, slashes and "and", without names and grammar."""
    sentence = case.reading.sentence
    edges = {place + 1 for place in sentence.breaks}
    edges.update(case.joining_places)
    if not edges:
        return []  # one item is no list
    bounds = [0, *sorted(edge for edge in edges if 0 < edge < len(case.words)), len(case.words)]
    grammar, questions = case.reading.grammar, case.cues.questions
    telling = [
        place not in case.named_places and (word not in grammar or word in questions)
        for place, word in enumerate(case.words)
    ]
    return [
        tuple(case.words[place] for place in range(start, end) if telling[place]) for start, end in pairwise(bounds)
    ]


def also_asked(case: Case, network: Network, query: Query) -> tuple[str, ...]:
    """Further attributes that a sentence asks for; less sure ones only where it joins questions with an "and"."""
    least = WORD_OF_SCORE if case.joins else CLEAR
    others = [scored for scored in case.reading.scored[:5] if scored.name.startswith("fact.") and scored.score >= least]
    names = [scored.name.removeprefix("fact.") for scored in others if scored.name != query.intent]
    if query.intent in OF_OUR_CITY and (case.years or not case.cues.negations.isdisjoint(case.rest)):
        names.append("joined")  # "why did our city never join?", "… only join in 2015?": since when puts that right
    return tuple(name for name in dict.fromkeys(names) if network.facts_for(name))[:2]
