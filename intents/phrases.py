"""Example phrases: how people ask for each intent, written by editors with a little template syntax.

    how many [member] (cities|towns) are in {network}

`[…]` may be left out, `(a|b)` stands for each of its choices, `{…}` is a slot that a mention fills. Brackets nest.
Network-independent intents have one file for each language in the language's folder; attributes bring their
phrases with them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from intents.language import FOLDER, load_understood
from knowledge.base import Knowledge
from knowledge.documents import parse_document, read_document
from knowledge.problems import InvalidFilesError, Problem

SLOTS = ("network", "city", "place", "topic", "year")
FACT = "fact."
"""Intents that ask for an attribute are named by it: "fact.members"."""
MOST_VARIANTS = 12
"""Variants of one template that are learned from; more would let long templates outweigh short ones."""
NOT_INTENTS = frozenset({"language", "fillers", "places", "replies"})


@dataclass(frozen=True)
class Phrase:
    """One example: the intent it asks for, its language, and its words with slots such as "{network}"."""

    intent: str
    language: str
    text: str


class IntentFile(BaseModel):
    """The content of a phrase file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    intent: str
    phrases: tuple[str, ...]


class TemplateError(ValueError):
    """Raised for a template whose brackets or slots are wrong."""


def expand(template: str) -> list[str]:
    """Every sentence that a template stands for, in a fixed order.

    Raises:
        TemplateError: brackets do not match, or a slot is not one of `SLOTS`.
    """
    for slot in re.findall(r"\{(.*?)\}", template):
        if slot not in SLOTS:
            raise TemplateError(f"the slot {{{slot}}} is not known; there are {', '.join(SLOTS)}")
    sentences, _ = _choices(template, "")
    return list(dict.fromkeys(" ".join(sentence.split()) for sentence in sentences))


_PAIRS = {"[": "]", "(": ")"}


def _choices(text: str, closing: str) -> tuple[list[str], str]:
    """The sentences up to `closing`, and the text after it."""
    done: list[str] = []
    current = [""]
    while text:
        char, text = text[0], text[1:]
        if char in _PAIRS:
            inner, text = _choices(text, _PAIRS[char])
            if char == "[":
                inner = ["", *inner]
            current = [before + choice for before in current for choice in inner]
        elif char == "|" and closing:
            done += current
            current = [""]
        elif char == closing:
            return done + current, text
        elif char in "])":
            raise TemplateError(f"the bracket {char!r} does not match")
        else:
            current = [before + char for before in current]
    if closing:
        raise TemplateError(f"a {closing!r} is missing")
    return done + current, ""


def sample(template: str) -> list[str]:
    """At most `MOST_VARIANTS` sentences of a template, spread over all of them, always the same ones."""
    sentences = expand(template)
    if len(sentences) <= MOST_VARIANTS:
        return sentences
    return random.Random(template).sample(sentences, MOST_VARIANTS)


def phrase_files(languages: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """The phrase files of all languages, each with its language."""
    for language in languages:
        for file in sorted((FOLDER / language).glob("*.yaml")):
            if file.stem not in NOT_INTENTS:
                yield language, file


def intent_files() -> tuple[Path, ...]:
    """Every file of phrases and words in this package, in a fixed order."""
    return tuple(sorted(FOLDER.rglob("*.yaml")))


def load_phrases(knowledge: Knowledge, languages: Sequence[str]) -> tuple[Phrase, ...]:
    """All example phrases, expanded, without repetitions.

    Raises:
        InvalidFilesError: with every template that is wrong.
    """
    problems: list[Problem] = []
    found: list[Phrase] = []
    for language, file in phrase_files(languages):
        document = read_document(file)
        content = parse_document(document, IntentFile)
        if content.intent != file.stem:
            problems.append(document.problem(("intent",), "The intent is not the file's name.", "Make them agree."))
        for number, template in enumerate(content.phrases):
            try:
                found += (Phrase(content.intent, language, text) for text in sample(template))
            except TemplateError as error:
                place = ("phrases", number)
                problems.append(document.problem(place, f"The phrase {template!r} is wrong: {error}.", "Correct it."))
    for understood in load_understood():
        known = {f"{FACT}{attribute.id}" for attribute in knowledge.attributes}
        for intent, templates in understood.phrases.items():
            if intent in known or not intent.startswith(FACT):
                found += (
                    Phrase(intent, understood.language, text) for template in templates for text in sample(template)
                )
    for attribute in knowledge.attributes:
        for language, templates in attribute.phrases.root.items():
            for template in templates:
                found += (Phrase(FACT + attribute.id, language, text) for text in sample(template))
    if problems:
        raise InvalidFilesError(problems)
    return tuple(dict.fromkeys(found))
