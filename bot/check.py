"""The check for editors: all that can be wrong with the knowledge and the phrases, with file, line and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from intents.language import language_codes, load_language
from intents.phrases import TemplateError, expand, load_phrases
from intents.wording import Wording
from knowledge.base import LoadedKnowledge, read_knowledge
from knowledge.checking import check_knowledge
from knowledge.problems import InvalidFilesError, Problem


@dataclass(frozen=True)
class Report:
    """What a check found: the problems, and how much was checked."""

    problems: tuple[Problem, ...]
    summary: str = ""


def check(folder: Path) -> Report:
    """Checks the knowledge in `folder`, and the phrases and sentences of all languages."""
    try:
        loaded = read_knowledge(folder)
    except InvalidFilesError as error:
        return Report(_sorted(error.problems))
    problems = [*check_knowledge(loaded), *_check_languages(loaded), *_check_templates(loaded)]
    if not problems:  # what is wrong up to here would be wrong again there
        problems += _check_phrases(loaded)
    return Report(_sorted(problems), _counts(loaded))


def readable(problem: Problem) -> str:
    """A problem as one line, with its file as seen from the working folder."""
    file = problem.file.resolve()
    here = Path.cwd()
    shown = file.relative_to(here) if file.is_relative_to(here) else file
    return f"{shown}:{problem.line}: {problem.message} {problem.remedy}"


def _check_languages(loaded: LoadedKnowledge) -> Iterator[Problem]:
    """The languages of the city that the assistant does not have."""
    for number, language in enumerate(loaded.knowledge.city.languages):
        if language not in language_codes():
            message = f"The assistant does not speak {language!r}."
            remedy = f"Add the folder intents/{language}/, or leave the language out."
            yield loaded.documents["city"].problem(("languages", number), message, remedy)


def _check_templates(loaded: LoadedKnowledge) -> Iterator[Problem]:
    """The phrases of attributes whose brackets or slots are wrong."""
    for attribute in loaded.knowledge.attributes:
        for language, templates in attribute.phrases.root.items():
            for number, template in enumerate(templates):
                try:
                    expand(template)
                except TemplateError as error:
                    place = ("phrases", language, number)
                    message = f"The phrase {template!r} is wrong: {error}."
                    yield loaded.documents[f"attribute:{attribute.id}"].problem(place, message, "Correct it.")


def _check_phrases(loaded: LoadedKnowledge) -> Iterator[Problem]:
    """The files of every language under intents/: words, phrases and sentences of replies."""
    try:
        languages = [load_language(code) for code in language_codes()]
        for language in languages:
            Wording.load(language.code)
        load_phrases(loaded.knowledge, [language.code for language in languages])
    except InvalidFilesError as error:
        yield from error.problems


def _counts(loaded: LoadedKnowledge) -> str:
    knowledge = loaded.knowledge
    facts = sum(len(network.facts) for network in knowledge.networks)
    roles = sum(len(network.membership.roles) for network in knowledge.networks)
    languages = ", ".join(knowledge.city.languages)
    return (
        f"All is well: {len(knowledge.networks)} networks with {facts} facts and {roles} roles, "
        f"{len(knowledge.attributes)} attributes, {len(knowledge.topics)} topics, in {languages}."
    )


def _sorted(problems: list[Problem] | tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems), key=lambda problem: (str(problem.file), problem.line, problem.message)))
