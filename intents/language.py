"""What is known of each language, and telling which one a question is in.

Each folder beside this file that holds a `language.yaml` is a language: its function words, the words that point
back to an earlier turn, its ordinals, its short forms. A language is added by adding its folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from intents.kept import Kept
from intents.lexicon import common_words
from intents.normalise import Token, normalise
from knowledge.documents import parse_document, read_document
from knowledge.models import ValueKind

FOLDER = Path(__file__).parent

Words = tuple[str, ...]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LanguageWords(_Data):
    """The content of a `language.yaml`: lists of words and short phrases, each with the part it plays."""

    function_words: Words
    follow_up_words: Words
    openers: Words
    negations: Words
    every_words: Words
    also_words: Words
    other_subjects: Words
    corrections: Words
    ordinals: tuple[Words, ...]
    last: Words
    all: Words
    subject_words: Words
    strong_subject_words: Words
    plural_subject_words: Words
    framing_words: Words
    describing_words: Words
    contrast_words: Words
    mayor_words: Words
    abbreviations: dict[str, str]
    yes: Words
    question_words: Words
    joining_words: Words
    decades: dict[str, str | int]
    detail_words: Words
    possessive_words: Words
    most_words: Words
    pointing_subjects: Words
    after_words: Words
    before_words: Words
    us_words: Words
    membership_words: Words
    kind_words: Words
    summary_words: Words
    figures_words: Words
    refusals: Words
    value_words: dict[ValueKind, Words]
    number_words: Words
    naming_words: Words
    denying_words: Words
    further_words: Words
    personal_words: Words
    negative_openers: Words
    another_words: Words
    figures_said: dict[str, int]
    since_words: Words
    million_words: Words
    last_but_one: Words
    returning_words: Words
    previous_words: Words
    both_words: Words
    other_one_words: Words
    of_these_words: Words
    several_pointing_words: Words
    selecting_words: Words
    each_words: Words
    counting_words: Words
    first_words: Words
    last_words: Words
    over_words: Words
    under_words: Words
    at_least_words: Words
    at_most_words: Words
    backwards_words: Words
    beginning_words: Words
    in_names_words: Words
    no_role_words: Words
    only_named_words: Words
    other_words: Words
    dealing_words: Words
    open_question_words: Words
    who_words: Words
    which_words: Words
    offering_words: Words
    existing_words: Words
    of_words: Words
    other_bodies: Words
    other_networks: Words
    connecting_words: Words
    elisions: Words
    beside_subject_words: Words
    described_before: Words


class Fillers(_Data):
    """The polite or empty frames that carry no question: the content of a `fillers.yaml`.

    `anywhere` may stand before or after a question, `start` only before it.
    """

    anywhere: Words
    start: Words


class Places(_Data):
    """The content of a `places.yaml`: cities and countries that people may name."""

    places: Words


class Language(_Data):
    """One language: its code, its words, and the frames and places that it names."""

    code: str
    words: LanguageWords
    fillers: Fillers
    places: Words

    @cached_property
    def function_words(self) -> frozenset[str]:
        """The words of grammar, normalised."""
        return frozenset(normalise(word) for word in self.words.function_words)


class UnderstoodLanguage(_Data):
    """A language that is understood but not replied in: its words of grammar, and phrases for each intent."""

    language: str
    function_words: Words
    phrases: dict[str, Words]

    @cached_property
    def grammar(self) -> frozenset[str]:
        """The words of grammar, normalised."""
        return frozenset(part for word in self.function_words for part in normalise(word).split())


def language_codes() -> tuple[str, ...]:
    """The languages that the assistant has, English first as the one to fall back on."""
    found = sorted(file.parent.name for file in FOLDER.glob("*/language.yaml"))
    return tuple(sorted(found, key=lambda code: code != "en"))


def load_language(code: str) -> Language:
    """The language of this code. Raises InvalidFilesError where its files are wrong."""
    folder = FOLDER / code
    return Language(
        code=code,
        words=parse_document(read_document(folder / "language.yaml"), LanguageWords),
        fillers=parse_document(read_document(folder / "fillers.yaml"), Fillers),
        places=parse_document(read_document(folder / "places.yaml"), Places).places,
    )


def load_understood() -> tuple[UnderstoodLanguage, ...]:
    """The languages that are only understood. Raises InvalidFilesError where a file is wrong."""
    files = sorted((FOLDER / "understood").glob("*.yaml"))
    return tuple(parse_document(read_document(file), UnderstoodLanguage) for file in files)


MOST_KEPT = 8192
"""Words whose votes are kept for the next time."""


class LanguageGuesser:
    """Tells the language of a question by the votes of its words."""

    FREQUENT = 300
    """Ranks that count as very common: such a word votes half as loud as a function word."""

    def __init__(self, languages: Sequence[Language], subjects: Mapping[str, Iterable[str]] | None = None) -> None:
        """Prepares the guesser.

        Args:
            languages: the languages to tell apart.
            subjects: for each language words of our subjects, which are too rare for the lists of common words.
        """
        self._subjects = {
            code: frozenset(word for text in texts for word in normalise(text).split())
            for code, texts in (subjects or {}).items()
        }
        self._function_words = {language.code: language.function_words for language in languages}
        self._common = {language.code: common_words(language.code) for language in languages}
        self._kept: Kept[str, tuple[tuple[str, float], ...]] = Kept(MOST_KEPT)

    def votes(self, tokens: Sequence[Token], names: frozenset[int] = frozenset()) -> dict[str, float]:
        """For each language how loudly the words of a question speak for it.

        Args:
            tokens: the question.
            names: positions of tokens that belong to a name, which speak for no language.
        """
        votes = dict.fromkeys(self._function_words, 0.0)
        words = [token.text for place, token in enumerate(tokens) if place not in names]
        for word in words:
            leads = self._kept.get(word)
            for code, lead in self._leads(word) if leads is None else leads:
                votes[code] += lead
        return votes

    def _leads(self, word: str) -> tuple[tuple[str, float], ...]:
        """For each language that a word speaks for, how much more than for the others; kept, since words recur."""
        weights = {code: self._weight(code, word) for code in self._function_words}
        # What all languages know equally tells nothing, so only the lead over the others counts.
        least = min(weights.values())
        leads = tuple((code, weight - least) for code, weight in weights.items() if weight > least)
        return self._kept.keep(word, leads)

    def _weight(self, code: str, word: str) -> float:
        if word in self._function_words[code]:
            return 2.0 if len(word) > 1 else 1.0
        rank = self._common[code].get(word)
        if rank is None:
            return 0.5 if word in self._subjects.get(code, ()) else 0.0
        return 1.0 if rank < self.FREQUENT else 0.8 if rank < 4000 else 0.5

    def guess(self, tokens: Sequence[Token], names: frozenset[int], *preferred: str | None) -> str:
        """The language of a question; where its words do not tell, the first that is known of `preferred`.

        Args:
            tokens: the question.
            names: positions of tokens that belong to a name.
            preferred: the conversation's language, the client's, the default; None where there is none.
        """
        votes = sorted(self.votes(tokens, names).items(), key=lambda vote: -vote[1])
        (best, most), (_, second) = votes[0], votes[1] if len(votes) > 1 else ("", 0.0)
        if most - second >= 0.5:
            return best
        return next((code for code in preferred if code in self._function_words), best)
