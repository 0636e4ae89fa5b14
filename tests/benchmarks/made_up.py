"""Made-up knowledge of any size: networks with names that can be spoken, and with names that share ordinary words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from intents.lexicon import common_words
from intents.normalise import normalise
from knowledge.base import Knowledge
from knowledge.models import Fact, Link, Localized, LocalizedWords, Membership, Network, Role

ALIASES = 10
"""Names of each made-up network, so that 100,000 aliases are 10,000 networks."""

_CONSONANTS = "bdfglmnprstvz"
_VOWELS = "aeiou"
_THEMES = (
    ("climate", "clima"),
    ("food", "cibo"),
    ("mobility", "mobilità"),
    ("culture", "cultura"),
    ("safety", "sicurezza"),
    ("water", "acqua"),
    ("peace", "pace"),
    ("energy", "energia"),
    ("health", "salute"),
    ("innovation", "innovazione"),
)
_BODIES = (("network", "rete"), ("alliance", "alleanza"), ("forum", "forum"), ("pact", "patto"), ("group", "gruppo"))


@dataclass(frozen=True)
class _Words:
    """What the names and texts of one network are made of."""

    own: str
    acronym: str
    theme: tuple[str, str]
    body: tuple[str, str]

    @property
    def english(self) -> str:
        return f"{self.own} Cities {self.theme[0].title()} {self.body[0].title()}"

    @property
    def italian(self) -> str:
        return f"{self.body[1].title()} {self.own} delle città per {self.theme[1]}"


def made_up_knowledge(real: Knowledge, aliases: int) -> Knowledge:
    """Knowledge with about `aliases` names of made-up networks; all else is that of `real`.

    Args:
        real: whose city, attributes, topics, scopes and kinds of role are used.
        aliases: how many names the networks have together.
    """
    rng = random.Random(aliases)
    names = _unlike_words(rng)
    networks = tuple(_network(real, rng, next(names)) for _ in range(max(2, aliases // ALIASES)))
    city = real.city.model_copy(update={"ambiguous_names": ()})
    return real.model_copy(update={"city": city, "networks": networks})


def names_of(network: Network) -> tuple[str, ...]:
    """Everything that a network is called."""
    own = (*network.name.root.values(), *network.short_name.root.values(), network.acronym or "")
    return tuple(dict.fromkeys(filter(None, (*own, *network.aliases.all()))))


def _unlike_words(rng: random.Random) -> Iterator[_Words]:
    """Names without end, each once, none of them an ordinary word."""
    taken = set(common_words("en")) | set(common_words("it"))

    def once(make: int) -> str:
        while (word := _spoken(rng, make) if make > 1 else _acronym(rng)) in taken:
            pass
        taken.add(word)
        return word

    while True:
        own, acronym = once(rng.choice((3, 4))), once(1)
        yield _Words(own.title(), acronym.upper(), rng.choice(_THEMES), rng.choice(_BODIES))


def _spoken(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choice(_CONSONANTS) + rng.choice(_VOWELS) for _ in range(syllables))


def _acronym(rng: random.Random) -> str:
    return "".join(rng.choices("abcdefgilmnoprstuvz", k=rng.choice((4, 5))))


def _network(real: Knowledge, rng: random.Random, words: _Words) -> Network:
    own, (theme, tema), (body, corpo) = words.own, words.theme, words.body
    year, members = str(rng.randint(1950, 2022)), rng.randint(10, 900)
    topics = rng.sample([topic.id for topic in real.topics], 2)
    kind = rng.choice(real.role_kinds).id
    return Network(
        id=normalise(own),
        name=Localized({"en": words.english, "it": words.italian}),
        short_name=Localized({"en": own, "it": own}),
        acronym=words.acronym,
        aliases=LocalizedWords(
            {
                "en": (f"{own} {body}", f"{own} cities", f"{theme} {body} of {own}", f"{words.acronym} {body}"),
                "it": (f"{corpo} {own}", f"{corpo} {words.acronym}"),
            }
        ),
        scope=rng.choice(real.scopes).id,
        topics=tuple(topics),
        summary=_both(
            f"{own} is a {body} of cities that work together on {theme}.",
            f"{own} è un {corpo} di città che lavorano insieme per {tema}.",
        ),
        membership=Membership(
            since=year,
            roles=(
                Role(kind=kind, holder="city", text=_both(f"It sits in {own}.", f"Siede in {own}."), source="made up"),
            ),
        ),
        facts=(
            _fact("members", members, f"{own} has {members} member cities.", f"{own} conta {members} città."),
            _fact("founded", year, f"{own} was founded in {year}.", f"{own} è nata nel {year}."),
            _fact("headquarters", None, f"{own} has its seat in {own}opolis.", f"{own} ha sede a {own}opoli."),
        ),
        links=(Link(label=_both(own, own), url=f"https://{normalise(own)}.example.org"),),
    )


def _fact(attribute: str, value: int | str | None, english: str, italian: str) -> Fact:
    return Fact(attribute=attribute, value=value, text=_both(english, italian), source="made up")


def _both(english: str, italian: str) -> Localized:
    return Localized({"en": english, "it": italian})
