"""The words of all languages that point somewhere, gathered once for the rules to look for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from intents.language import Language
from intents.normalise import normalise
from knowledge.base import Knowledge
from knowledge.models import ValueKind

LONGEST_CUE = 4
"""Words of the longest phrase that points."""
_DECADE = re.compile(r"\b((?:19|20)\d)0s\b")


class Listed:
    """The words of all languages by the part that they play, as their files list them."""

    def __init__(self, languages: Sequence[Language]) -> None:
        self.pointing = _words(languages, lambda language: language.words.follow_up_words)
        self.possessives = _words(languages, lambda language: language.words.possessive_words)
        self.pointing_subjects = _words(languages, lambda language: language.words.pointing_subjects)
        self.openers = _words(languages, lambda language: language.words.openers)
        self.describing = _words(languages, lambda language: language.words.describing_words)
        self.contrast = _words(languages, lambda language: language.words.contrast_words)
        self.negations = _words(languages, lambda language: language.words.negations)
        self.corrections = _words(languages, lambda language: language.words.corrections)
        self.subject = _words(languages, lambda language: language.words.subject_words)
        self.other_subjects = _words(languages, lambda language: language.words.other_subjects)
        self.strong_subject = _words(languages, lambda language: language.words.strong_subject_words)
        self.plural_subject = _words(languages, lambda language: language.words.plural_subject_words)
        self.us = _words(languages, lambda language: language.words.us_words)
        self.membership = _words(languages, lambda language: language.words.membership_words)
        self.kinds = _words(languages, lambda language: language.words.kind_words)
        self.summary = _words(languages, lambda language: language.words.summary_words)
        self.figures = _words(languages, lambda language: language.words.figures_words)
        self.refusals = _words(languages, lambda language: language.words.refusals)
        self.mayor = _words(languages, lambda language: language.words.mayor_words)
        self.all = _words(languages, lambda language: language.words.all)
        self.also = _words(languages, lambda language: language.words.also_words)
        self.every = _words(languages, lambda language: language.words.every_words)
        self.last = _words(languages, lambda language: language.words.last)
        self.yes = _words(languages, lambda language: language.words.yes)
        self.articles = _words(languages, lambda language: language.words.framing_words)
        self.questions = _words(languages, lambda language: language.words.question_words)
        self.details = _words(languages, lambda language: language.words.detail_words)
        self.joining = _words(languages, lambda language: language.words.joining_words)
        self.after = _words(languages, lambda language: language.words.after_words)
        self.before = _words(languages, lambda language: language.words.before_words)
        self.most = _words(languages, lambda language: language.words.most_words)
        self.numbers = _words(languages, lambda language: language.words.number_words)
        self.naming = _words(languages, lambda language: language.words.naming_words)
        self.another = _words(languages, lambda language: language.words.another_words)
        self.denying = _words(languages, lambda language: language.words.denying_words)
        self.negative_openers = _words(languages, lambda language: language.words.negative_openers)
        self.further = _words(languages, lambda language: language.words.further_words)
        self.function_words = frozenset(word for language in languages for word in language.function_words)


class ListedOfLists(Listed):
    """With the words that narrow a list, and those that point into one that was shown."""

    def __init__(self, languages: Sequence[Language]) -> None:
        super().__init__(languages)
        self.since = _words(languages, lambda language: language.words.since_words)
        self.millions = _words(languages, lambda language: language.words.million_words)
        self.returning = _words(languages, lambda language: language.words.returning_words)
        self.both = _words(languages, lambda language: language.words.both_words)
        self.previous = _words(languages, lambda language: language.words.previous_words)
        self.other_one = _words(languages, lambda language: language.words.other_one_words)
        self.of_these = _words(languages, lambda language: language.words.of_these_words)
        self.several_pointing = _words(languages, lambda language: language.words.several_pointing_words)
        self.selecting = _words(languages, lambda language: language.words.selecting_words)
        self.each = _words(languages, lambda language: language.words.each_words)
        self.counting = _words(languages, lambda language: language.words.counting_words)
        self.firsts = _words(languages, lambda language: language.words.first_words)
        self.lasts = _words(languages, lambda language: language.words.last_words)
        self.over = _words(languages, lambda language: language.words.over_words)
        self.under = _words(languages, lambda language: language.words.under_words)
        self.at_least = _words(languages, lambda language: language.words.at_least_words)
        self.at_most = _words(languages, lambda language: language.words.at_most_words)
        self.backwards = _words(languages, lambda language: language.words.backwards_words)
        self.beginning = _words(languages, lambda language: language.words.beginning_words)
        self.in_names = _words(languages, lambda language: language.words.in_names_words)
        self.no_role = _words(languages, lambda language: language.words.no_role_words)
        self.only_named = _words(languages, lambda language: language.words.only_named_words)
        self.others = _words(languages, lambda language: language.words.other_words)


class ListedOfNeeds(ListedOfLists):
    """With the words that ask who deals with something, and those of other bodies and networks."""

    def __init__(self, languages: Sequence[Language]) -> None:
        super().__init__(languages)
        self.dealing = _words(languages, lambda language: language.words.dealing_words)
        self.open_questions = _words(languages, lambda language: language.words.open_question_words)
        self.which = _words(languages, lambda language: language.words.which_words)
        self.who = _words(languages, lambda language: language.words.who_words)
        self.offering = _words(languages, lambda language: language.words.offering_words)
        self.existing = _words(languages, lambda language: language.words.existing_words)
        self.other_bodies = _words(languages, lambda language: language.words.other_bodies)
        self.other_networks = _words(languages, lambda language: language.words.other_networks)
        self.of_words = _words(languages, lambda language: language.words.of_words)
        self.connecting = _words(languages, lambda language: language.words.connecting_words)
        self.described_before = _words(languages, lambda language: language.words.described_before)
        self.beside_subject = _words(languages, lambda language: language.words.beside_subject_words)
        self.personal = _words(languages, lambda language: language.words.personal_words)


class Cues(ListedOfNeeds):
    """The words of all languages that point: back to an earlier turn, at the subject, at a choice, elsewhere."""

    def __init__(self, languages: Sequence[Language], knowledge: Knowledge) -> None:
        super().__init__(languages)
        names = [normalise(name) for name in knowledge.city.mayor_names]
        self.mayor |= _parts(names) | frozenset(names)
        self.elsewhere = {
            network.id: frozenset(normalise(word) for word in network.elsewhere.all()) for network in knowledge.networks
        }
        self.opener_words = _parts(self.openers)
        self.words_of_figures = _parts(self.figures)
        alone = {word for word in self.negations if " " not in word}
        self.dealing_parts = _parts(self.dealing)
        self.connecting_parts = _parts(self.connecting)
        self.offering_parts = _parts(self.offering, self.existing)
        self.framing = self.articles | self.yes | alone | _parts(self.openers, self.corrections)
        self.asking = self.questions | self.details | self.articles
        """Words that a bare question for a detail consists of."""
        self.correcting = self.yes | _parts(self.corrections, self.negations)
        """Words that say no more than that something else was meant."""
        self.decades = {
            normalise(word): str(years) for language in languages for word, years in language.words.decades.items()
        }
        self.in_names_words = _parts(self.in_names)
        self.negation_words = _parts(self.negations)
        self.decade_words = _parts(self.decades)
        self.known_years = _known_years(knowledge)
        self.superlatives = {
            normalise(word): attribute.id for attribute in knowledge.attributes for word in attribute.superlatives.all()
        }
        self.ordinals = _ordinals(languages)
        self.figures_said = {
            normalise(word): number for language in languages for word, number in language.words.figures_said.items()
        }
        """The words that say a number, each with it."""
        self.looking_back = frozenset[str]().union(
            *(self.returning, self.previous, self.other_one, self.both, self.of_these, self.firsts, self.lasts),
            *(self.last, self.most, self.ordinals, self.superlatives),
        )
        """Words that may point at what was said before the last reply."""
        self.picking = _parts(
            *(self.returning, self.previous, self.other_one, self.both, self.of_these, self.firsts, self.lasts),
            *(self.last, self.all, self.several_pointing, self.selecting, self.figures_said, self.corrections),
            self.ordinals,
        )
        """The words of picking among several, which say nothing of what is asked of these."""
        self.values = _values(languages)
        """The words that ask for a value, each with its kind."""
        self.explaining = frozenset((*self.subject, *self.mayor, *self.opener_words, *self.ordinals, *self.last))
        """Words that need no other explanation: they belong to the subject, or say how one asks."""
        self.choosing = _parts(self.ordinals, self.last)
        self.beginnings = _beginnings(self._all())
        """What the longer ones of all these phrases begin with, so that only there longer runs are looked for."""

    def _all(self) -> Iterator[str]:
        """Every word and phrase of these."""
        for phrases in (*vars(self).values(), *self.elsewhere.values()):
            if isinstance(phrases, (frozenset, dict)):
                yield from phrases


def _parts(*phrases: Iterable[str]) -> frozenset[str]:
    """The single words of phrases."""
    return frozenset(word for some in phrases for phrase in some for word in phrase.split())


def _known_years(knowledge: Knowledge) -> tuple[str, ...]:
    """The years in which anything happened that facts and roles tell of, the earliest first; of decades three digits.

    What networks aim at ("by 2050") has not happened.
    """
    facts = [fact for network in knowledge.networks for fact in network.facts]
    dates = [moment for fact in facts for moment in (fact.value, fact.date) if isinstance(moment, str)]
    dates += [network.membership.since or "" for network in knowledge.networks]
    dates += [role.period or "" for network in knowledge.networks for role in network.membership.roles]
    decades = (decade[1] for fact in facts for text in fact.text.root.values() for decade in _DECADE.finditer(text))
    return tuple(sorted({*(date[:4] for date in dates if date[:4].isdecimal()), *decades}))


def _values(languages: Sequence[Language]) -> dict[str, ValueKind]:
    """The words that ask for a value, each with its kind."""
    kinds = ((kind, words) for language in languages for kind, words in language.words.value_words.items())
    return {normalise(word): kind for kind, words in kinds for word in words}


def _ordinals(languages: Sequence[Language]) -> dict[str, int]:
    """The words that count, each with its number from 0."""
    counted = ((number, words) for language in languages for number, words in enumerate(language.words.ordinals))
    ordinals = {normalise(word): number for number, words in counted for word in words}
    return ordinals | {normalise(word): -2 for language in languages for word in language.words.last_but_one}


def _words(languages: Sequence[Language], pick: Callable[[Language], tuple[str, ...]]) -> frozenset[str]:
    return frozenset(normalise(word) for language in languages for word in pick(language))


def _beginnings(phrases: Iterable[str]) -> frozenset[str]:
    """What phrases of several words begin with: for "in order to" both "in" and "in order"."""
    parted = [phrase.split() for phrase in phrases if " " in phrase]
    return frozenset(" ".join(words[:length]) for words in parted for length in range(1, len(words)))


def looks_back(words: Sequence[str], cues: Cues) -> bool:
    """Whether words may point at what was said before the last reply."""
    return not cues.looking_back.isdisjoint(runs(words, cues.beginnings))


def runs(words: Sequence[str], beginnings: frozenset[str]) -> frozenset[str]:
    """The words, and all runs of words that begin like one of the phrases that `beginnings` belong to."""
    found = set(words)
    for place, word in enumerate(words):
        if word in beginnings:
            run = word
            for following in words[place + 1 :]:
                run = f"{run} {following}"
                found.add(run)
                if run not in beginnings:
                    break
    return frozenset(found)
