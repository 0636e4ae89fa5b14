"""Everything that the knowledge holds can be asked for, in every language of the city."""

from __future__ import annotations

import pytest

from intents.assistant import Assistant
from knowledge.models import Network
from tests.city import knowledge
from tests.intents.reachability import QUESTIONS, about_attributes, about_names, known_misses, verdict

CITY = knowledge()
EACH = pytest.mark.parametrize("language", CITY.city.languages)
EVERY_NETWORK = pytest.mark.parametrize("network", CITY.networks, ids=lambda network: network.id)


@EACH
@EVERY_NETWORK
def test_everything_that_is_known_of_a_network_is_told(network: Network, language: str, assistant: Assistant) -> None:
    questions = [asked for ask in QUESTIONS for asked in ask(CITY, network, language)]
    found = verdict(assistant, questions, language)
    assert not found, f"{len(found)} of {len(questions)}:\n" + "\n".join(found)


@EACH
@EVERY_NETWORK
def test_every_fact_is_told_by_some_question(network: Network, language: str) -> None:
    """A fact must be among those that the answer about one of its attributes has room for."""
    told = {text for asked in about_attributes(CITY, network, language) for text in asked.holds[language]}
    assert [fact.text.text(language) for fact in network.facts if fact.text.text(language) not in told] == []


@EVERY_NETWORK
def test_a_network_is_asked_about_by_several_names(network: Network) -> None:
    assert len(list(about_names(CITY, network, CITY.city.languages[0]))) > 5


def test_a_known_miss_is_a_question_that_is_asked() -> None:
    asked = {
        (question.network, language, question.asks, question.text)
        for network in CITY.networks
        for language in CITY.city.languages
        for ask in QUESTIONS
        for question in ask(CITY, network, language)
    }
    stale = [miss for miss in known_misses() if (miss.network, miss.language, miss.asks, miss.text) not in asked]
    assert not stale
