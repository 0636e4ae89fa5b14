"""The words of all languages that point somewhere, gathered once for the rules to look for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from intents.language import Language
from intents.normalise import normalise
from knowledge.base import Knowledge

LONGEST_CUE = 4
"""Words of the longest phrase that points."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Cues:
    """The words of all languages that point: back to an earlier turn, at the subject, at a choice, elsewhere."""

    def __init__(self, languages: Sequence[Language], knowledge: Knowledge) -> None:
        self.elsewhere = {
            network.id: frozenset(normalise(word) for word in network.elsewhere.all()) for network in knowledge.networks
        }
        self.pointing = _words(languages, lambda language: language.words.follow_up_words)
        self.possessives = _words(languages, lambda language: language.words.possessive_words)
        self.pointing_subjects = _words(languages, lambda language: language.words.pointing_subjects)
        self.openers = _words(languages, lambda language: language.words.openers)
        self.opener_words = frozenset(word for opener in self.openers for word in opener.split())
        self.describing = _words(languages, lambda language: language.words.describing_words)
        self.contrast = _words(languages, lambda language: language.words.contrast_words)
        self.negations = _words(languages, lambda language: language.words.negations)
        self.corrections = _words(languages, lambda language: language.words.corrections)
        self.subject = _words(languages, lambda language: language.words.subject_words)
        self.strong_subject = _words(languages, lambda language: language.words.strong_subject_words)
        self.plural_subject = _words(languages, lambda language: language.words.plural_subject_words)
        self.us = _words(languages, lambda language: language.words.us_words)
        self.membership = _words(languages, lambda language: language.words.membership_words)
        self.kinds = _words(languages, lambda language: language.words.kind_words)
        self.summary = _words(languages, lambda language: language.words.summary_words)
        self.figures = _words(languages, lambda language: language.words.figures_words)
        self.words_of_figures = frozenset(word for phrase in self.figures for word in phrase.split())
        self.refusals = _words(languages, lambda language: language.words.refusals)
        self.mayor = _words(languages, lambda language: language.words.mayor_words)
        self.all = _words(languages, lambda language: language.words.all)
        self.last = _words(languages, lambda language: language.words.last)
        self.yes = _words(languages, lambda language: language.words.yes)
        framing = {word for phrase in (*self.openers, *self.corrections) for word in phrase.split()}
        self.articles = articles = _words(languages, lambda language: language.words.framing_words)
        alone = frozenset(word for word in self.negations if " " not in word)
        self.framing = frozenset(framing) | articles | self.yes | alone
        self.function_words = frozenset(word for language in languages for word in language.function_words)
        self.questions = _words(languages, lambda language: language.words.question_words)
        self.details = _words(languages, lambda language: language.words.detail_words)
        self.joining = _words(languages, lambda language: language.words.joining_words)
        self.asking = self.questions | self.details | articles
        """Words that a bare question for a detail consists of."""
        self.correcting = self.yes | {
            word for phrase in (*self.corrections, *self.negations) for word in phrase.split()
        }
        """Words that say no more than that something else was meant."""
        self.decades = {
            normalise(word): str(years) for language in languages for word, years in language.words.decades.items()
        }
        self.after = _words(languages, lambda language: language.words.after_words)
        self.before = _words(languages, lambda language: language.words.before_words)
        texts = (text for network in knowledge.networks for fact in network.facts for text in fact.text.root.values())
        self.known_years = tuple(sorted({year[0] for text in texts for year in _YEAR.finditer(text)}))
        self.most = _words(languages, lambda language: language.words.most_words)
        self.superlatives = {
            normalise(word): attribute.id for attribute in knowledge.attributes for word in attribute.superlatives.all()
        }
        self.ordinals: dict[str, int] = {}
        for language in languages:
            for number, words in enumerate(language.words.ordinals):
                self.ordinals |= {normalise(word): number for word in words}
        self.explaining = frozenset((*self.subject, *self.mayor, *self.opener_words, *self.ordinals, *self.last))
        """Words that need no other explanation: they belong to the subject, or say how one asks."""
        self.choosing = frozenset(word for phrase in (*self.ordinals, *self.last) for word in phrase.split())
        self.beginnings = _beginnings(self._all())
        """What the longer ones of all these phrases begin with, so that only there longer runs are looked for."""

    def _all(self) -> Iterator[str]:
        """Every word and phrase of these."""
        for phrases in (*vars(self).values(), *self.elsewhere.values()):
            if isinstance(phrases, (frozenset, dict)):
                yield from phrases


def _words(languages: Sequence[Language], pick: Callable[[Language], tuple[str, ...]]) -> frozenset[str]:
    return frozenset(normalise(word) for language in languages for word in pick(language))


def _beginnings(phrases: Iterable[str]) -> frozenset[str]:
    """What phrases of several words begin with: for "in order to" both "in" and "in order"."""
    parted = [phrase.split() for phrase in phrases if " " in phrase]
    return frozenset(" ".join(words[:length]) for words in parted for length in range(1, len(words)))


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
