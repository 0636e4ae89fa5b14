"""What the facts and roles of a network tell on a subject: those that say one of its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from intents.names import stem
from intents.normalise import comparable_words
from knowledge.base import Knowledge
from knowledge.models import Fact, Network, Role


@lru_cache(maxsize=128)
def _said(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words and phrases of a subject, ready to be looked for."""
    return tuple(_stems(word) for word in words)


def _stems(text: str) -> str:
    return f" {' '.join(map(stem, comparable_words(text)))} "


def facts_on(knowledge: Knowledge, network: Network, topics: Iterable[str]) -> tuple[Fact, ...]:
    """The facts of a network that tell something on one of the topics.

    Args:
        knowledge: where the topics are.
        network: the network.
        topics: ids of topics.
    """
    words, names = _words_of(knowledge, topics), _names(network)
    return tuple(fact for fact in network.facts if _says(words, (*fact.text.root.values(), *fact.terms.all()), names))


def roles_on(knowledge: Knowledge, network: Network, topics: Iterable[str]) -> tuple[Role, ...]:
    """Our city's roles in a network that have to do with one of the topics; as `facts_on`."""
    words, names = _words_of(knowledge, topics), _names(network)
    roles = network.membership.roles
    return tuple(role for role in roles if _says(words, (*role.text.root.values(), *role.terms.all()), names))


def is_told_on(knowledge: Knowledge, network: Network, topics: Sequence[str]) -> bool:
    """Whether anything that is known of a network says that it deals with one of the topics."""
    if not set(topics).isdisjoint(network.topics):
        return True
    return bool(facts_on(knowledge, network, topics) or roles_on(knowledge, network, topics))


def _words_of(knowledge: Knowledge, topics: Iterable[str]) -> list[str]:
    return [word for topic in topics for word in _said(knowledge.topic(topic).words.all())]


def _names(network: Network) -> list[str]:
    """The names of a network, the longest first: a subject in them tells nothing of a fact."""
    names = (*network.name.root.values(), *network.short_name.root.values())
    return sorted(map(_stems, names), key=len, reverse=True)


def _says(words: Sequence[str], texts: Iterable[str], names: Sequence[str]) -> bool:
    """Whether texts hold one of the words outside of the names."""
    said = " | ".join(map(_stems, texts))
    for name in names:
        said = said.replace(name, " | ")
    return any(word in said for word in words)
