"""Finding the facts that a question's own words point at, whatever attribute it resembles.

People ask about a thing in the words of the thing ("does it try to reduce crime?"), so a fact whose text holds most
of what a question says is what the question is about. Rare words count more than common ones.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from intents.names import stem
from intents.normalise import comparable_words
from intents.query import Part
from knowledge.base import Knowledge
from knowledge.models import Fact, Network

MAIN_TOPICS = 3
"""Topics of a network, the main ones first, whose words describe it."""

MAIN_SUBJECT = 1.5
"""How much more than another one a network's first subject tells of it. Tuned on the project's own questions."""
SIDE_SUBJECT = 0.4
"""How much one of its further subjects tells. Tuned as above."""
STRANGE = 2.0
"""The weight of a word that no network's texts hold. Tuned as above."""


@dataclass(frozen=True, slots=True)
class Found:
    """A fact with how much of the question it accounts for: `share` of the weight of its words, 0 to 1, and `words`."""

    network: str
    number: int
    share: float
    weight: float
    words: int

    @property
    def part(self) -> Part:
        """The fact as queries name it."""
        return Part(network=self.network, number=self.number)


@dataclass(frozen=True, slots=True)
class FoundNetwork:
    """A network with how much of the question its texts account for."""

    network: str
    share: float
    weight: float


class FactIndex:
    """The words of every fact, in all languages, with how much each tells."""

    def __init__(self, knowledge: Knowledge, function_words: frozenset[str]) -> None:
        self._function_words = function_words
        facts = {network.id: [self._stems(_texts(fact)) for fact in network.facts] for network in knowledge.networks}
        self._facts = {network: _holders(stems) for network, stems in facts.items()}
        counts = Counter(word for of_network in facts.values() for stems in of_network for word in stems)
        everything = sum(map(len, facts.values()))
        self._weight = {word: math.log(1 + everything / count) for word, count in counts.items()}
        self._unknown = math.log(1 + everything)

        self._order = {network.id: number for number, network in enumerate(knowledge.networks)}
        tellers: defaultdict[str, set[str]] = defaultdict(set)
        for network in knowledge.networks:
            for word in self._stems(_network_texts(network)).union(*facts[network.id]):
                tellers[word].add(network.id)
        self._tellers = {word: frozenset(networks) for word, networks in tellers.items()}
        # Hundreds of networks may have a topic, so its words are kept once for all of them.
        self._topic_tellers: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        for topic in knowledge.topics:
            about = knowledge.networks_about(topic.id)
            mainly = frozenset(network.id for network in about if topic.id in network.topics[:MAIN_TOPICS])
            for word in self._stems(topic.words.all()):
                self._topic_tellers[word].append(mainly)
        self._subjects = {topic.id: self._subject_weights(knowledge, topic.id) for topic in knowledge.topics}

    def _tellers_of(self, word: str) -> frozenset[str]:
        """The networks whose texts hold a word, given by its stem."""
        own = self._tellers.get(word, frozenset())
        return own.union(*self._topic_tellers[word]) if word in self._topic_tellers else own

    def find_networks(self, words: Sequence[str], topics: Sequence[str] = ()) -> list[FoundNetwork]:
        """The networks whose texts hold some of the words, the best first.

        Words and subjects that few networks have count more, and a subject more for a network whose main one it is.

        Args:
            words: what is said of the network.
            topics: the subjects that are mentioned.
        """
        total = 0.0
        said: defaultdict[str, float] = defaultdict(float)
        for word in dict.fromkeys(stem(word) for word in words if word not in self._function_words):
            tellers = self._tellers_of(word)
            telling = math.log(1 + len(self._order) / len(tellers)) if tellers else STRANGE
            total += telling
            for network in tellers:
                said[network] += telling
        total += sum(max(self._subjects[topic].values(), default=0.0) for topic in topics)
        about: defaultdict[str, float] = defaultdict(float)
        for topic in topics:
            for network, weight in self._subjects[topic].items():
                about[network] += weight
        weights = {network: said.get(network, 0.0) + about.get(network, 0.0) for network in said.keys() | about.keys()}
        best = sorted(weights, key=lambda network: (-weights[network], self._order[network]))
        return [FoundNetwork(network, weights[network] / total, weights[network]) for network in best]

    def _subject_weights(self, knowledge: Knowledge, topic: str) -> dict[str, float]:
        """How much a subject tells for each network that has it: by how few have it, and by its rank there."""
        about = knowledge.networks_about(topic)
        rarity = math.log(1 + len(self._order) / max(1, len(about)))
        return {
            network.id: rarity
            * (
                MAIN_SUBJECT
                if network.topics[0] == topic
                else 1.0
                if topic in network.topics[:MAIN_TOPICS]
                else SIDE_SUBJECT
            )
            for network in about
        }

    def knows(self, word: str) -> bool:
        """Whether a word stands in the texts of any network."""
        return stem(word) in self._tellers

    def holds(self, network: str, word: str) -> bool:
        """Whether a word stands in the texts of a network."""
        return network in self._tellers_of(stem(word))

    def _stems(self, texts: Iterable[str]) -> frozenset[str]:
        words = {word for text in texts for word in comparable_words(text)}
        return frozenset(map(stem, words - self._function_words))

    def find(self, network: str, words: Sequence[str]) -> list[Found]:
        """The facts of a network that hold some of the words, the best first.

        Args:
            network: whose facts are looked at.
            words: the content words of the question, without the network's name.
        """
        stems = dict.fromkeys(stem(word) for word in words)
        total = sum(self._weight.get(word, self._unknown) for word in stems)
        if not total:
            return []
        facts = self._facts[network]
        shared: dict[int, list[float]] = {}
        for word in stems:
            for number in facts.get(word, ()):
                shared.setdefault(number, []).append(self._weight[word])
        found = []
        for number, weights in sorted(shared.items()):
            weight = sum(weights)
            found.append(Found(network, number, weight / total, weight, len(weights)))
        return sorted(found, key=lambda item: -item.weight)


def _holders(facts: Sequence[frozenset[str]]) -> dict[str, list[int]]:
    """For each word the positions of the facts that hold it."""
    holders: dict[str, list[int]] = {}
    for number, stems in enumerate(facts):
        for word in stems:
            holders.setdefault(word, []).append(number)
    return holders


def _network_texts(network: Network) -> tuple[str, ...]:
    """The texts that describe a network: its names, summary and roles."""
    roles = (text for role in network.membership.roles for text in role.text.root.values())
    names = (*network.name.root.values(), *network.aliases.all())
    return (*names, *network.summary.root.values(), *roles)


def _texts(fact: Fact) -> tuple[str, ...]:
    return (*fact.text.root.values(), *fact.terms.all(), *fact.people, *fact.places)
