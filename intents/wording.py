"""The words of replies: the sentence templates of each language, and how values are written in it."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from pydantic import ConfigDict, RootModel

from knowledge.documents import parse_document, read_document
from knowledge.models import Fact, Qualifier, ValueKind

FOLDER = Path(__file__).parent / "replies"


class Sentences(RootModel[dict[str, str]]):
    """The content of a template file: a sentence for each key."""

    model_config = ConfigDict(frozen=True)

    def placeholders(self) -> dict[str, frozenset[str]]:
        """For each key the names that its sentence fills in."""
        return {key: frozenset(re.findall(r"\{(\w+)\}", sentence)) for key, sentence in self.root.items()}


class Wording:
    """One language's way of saying things."""

    def __init__(self, language: str, sentences: Sentences) -> None:
        self.language = language
        self._sentences = sentences.root

    @classmethod
    def load(cls, language: str) -> Wording:
        """The wording of a language. Raises InvalidFilesError where its file is missing or wrong."""
        return cls(language, parse_document(read_document(FOLDER / f"{language}.yaml"), Sentences))

    def say(self, key: str, **values: str | int) -> str:
        """The sentence of this key, filled in. Raises KeyError for a key or value that is missing."""
        return self._sentences[key].format(**values)

    def has(self, key: str) -> bool:
        """Whether there is a sentence of this key."""
        return key in self._sentences

    @cached_property
    def _months(self) -> list[str]:
        return self._sentences["months"].split()

    def date(self, moment: str) -> str:
        """A date as exact as it is known: "2015", "October 2015", "15 October 2015"."""
        year, *rest = moment.split("-")
        if not rest:
            return year
        month = self._months[int(rest[0]) - 1]
        if len(rest) == 1:
            return self.say("month", month=month, year=year)
        return self.say("day", day=int(rest[1]), month=month, year=year)

    def month(self, moment: str) -> str:
        """The month of a date: "September 2022"."""
        return self.date(moment[:7])

    def number(self, value: int) -> str:
        """A number as people write it: "1,500", "700 million"."""
        if value and value % 1_000_000 == 0:
            return self.say("millions", value=self.number(value // 1_000_000))
        return f"{value:,}".replace(",", self._sentences["thousands"])

    def names(self, names: tuple[str, ...]) -> str:
        """Names in a row: "A, B and C"."""
        if len(names) < 2:
            return "".join(names)
        separator = self._sentences["separator"] + " "
        same = names[-1][:1].casefold() == self._sentences["and"][:1]
        joint = self._sentences["and_same_letter" if same else "and"]
        return f"{separator.join(names[:-1])} {joint} {names[-1]}"

    def value(self, fact: Fact, kind: ValueKind) -> str | None:
        """The value that a fact holds of a kind, in a few words ("more than 200 cities"); None without one.

        Names have no form of each language, so they are told in the fact's sentence only.
        """
        if kind is ValueKind.DATE and isinstance(fact.value, str):
            return self.date(fact.value)
        if kind is not ValueKind.NUMBER or not isinstance(fact.value, int):
            return None
        key = fact.qualifier.value if fact.qualifier is not Qualifier.EXACT else "exact"
        unit = f" {fact.unit.text(self.language)}" if fact.unit else ""
        return self.say(key, value=self.number(fact.value)) + unit
