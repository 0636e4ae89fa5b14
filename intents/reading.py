"""A sentence understood as far as words go: what it mentions, which intents it resembles, what stays unexplained."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from intents.classifier import Scores
from intents.decision import UNRELATED
from intents.features import MASKS, mask
from intents.kept import Kept
from intents.language import Language, load_understood
from intents.lexicon import common_words
from intents.mentions import MentionLinker, Mentions
from intents.names import ONE_SLIP, Mention, stem
from intents.normalise import normalise
from intents.scoring import Scorer
from intents.sentences import Sentence, SentenceReader
from intents.trained import Trained
from intents.word_index import MOST_KEPT, Near, WordIndex

SHORTEST_REPAIRED = 3
"""Letters from which a word may be a slip of another."""


@dataclass(frozen=True)
class Reading:
    """One sentence as understood by its words.

    Attributes:
        sentence: its tokens.
        mentions: what it names and describes.
        scored: all intents with their scores, the best first.
        repaired: words that were taken for another, with that other word.
        exact: the intent of the example phrase that the sentence is, word for word; None for most.
        grammar: the words of grammar of the language that the sentence is in.
    """

    sentence: Sentence
    mentions: Mentions
    scored: Scores
    masked: tuple[str, ...]
    repaired: tuple[tuple[str, str], ...] = ()
    exact: str | None = None
    grammar: frozenset[str] = frozenset()


class SentenceModel:
    """The trained part of the pipeline: links mentions, repairs words, and scores intents."""

    def __init__(self, trained: Trained, linker: MentionLinker, languages: Sequence[Language]) -> None:
        """Prepares the model.

        Args:
            trained: what was learned from the phrases.
            linker: finds mentions.
            languages: the languages that are spoken.
        """
        self.trained = trained
        self._scorer = Scorer(trained.classifier)
        self._linker = linker
        self._common = frozenset(word for language in languages for word in common_words(language.code))
        self._function_words = frozenset(word for language in languages for word in language.function_words)
        understood = [language.grammar for language in load_understood()]
        self._grammars = [self._function_words | grammar for grammar in understood]
        self._grammars_with: defaultdict[str, list[int]] = defaultdict(list)
        for number, grammar in enumerate(understood):
            for word in grammar:
                self._grammars_with[word].append(number)
        listed = (language.words for language in languages)
        bodies = (word for words in listed for word in (*words.other_bodies, *words.other_networks))
        ours = (stems for intent, stems in trained.vocabulary.items() if intent != UNRELATED)
        self._asking = frozenset[str]().union(*ours)
        self._words = (
            self._function_words | trained.words | {part for word in bodies for part in normalise(word).split()}
        )
        self._subjects = frozenset(normalise(word) for language in languages for word in language.words.subject_words)
        self._stems = frozenset(stem(word) for word in self._words if len(word) > 4)
        self._index = WordIndex(sorted(self._words))
        self._meant: Kept[str, str] = Kept(MOST_KEPT)
        self.sentences = SentenceReader(languages, self._is_known, self._is_nearly_known, linker.is_name)

    def _is_known(self, word: str) -> bool:
        return word in self._words or self._linker.knows(word)

    def _is_nearly_known(self, word: str) -> bool:
        return bool(self._near(word))

    def _near(self, word: str) -> list[Near]:
        """The known words that a word may be a slip of: of names and of phrases, the nearest first."""
        shortest = 3 if len(word) == 3 else 4
        said = sorted(self._index.near(word, shortest=shortest), key=lambda near: near.word not in self._function_words)
        near = (*self._linker.near(word), *said)
        return sorted(near, key=lambda near: (near.slips, near.word not in self._subjects))

    def _is_right(self, word: str) -> bool:
        """Whether a word is right as it is: known, common, or another ending of a known one and no slip of a name."""
        if self._is_known(word) or word in self._common:
            return True
        return len(word) > 4 and stem(word) in self._stems and not self._linker.near(word)

    def read(self, sentence: Sentence) -> Reading:
        """The reading of a sentence."""
        mentions = self._linker.link(sentence.tokens)
        sentence, repaired = self._repair(sentence, mentions)
        if repaired:
            mentions = self._linker.link(sentence.tokens)
        mentions = self._without_false_slips(mentions, sentence.words)
        masked = tuple(mask(sentence.words, mentions))
        scored = self._scorer.scores(masked)
        grammar = self._grammar(sentence.words)
        return Reading(
            sentence, mentions, scored, masked, repaired, self.trained.exact.intent(" ".join(masked)), grammar
        )

    def _without_false_slips(self, mentions: Mentions, words: Sequence[str]) -> Mentions:
        """The mentions without those subjects that are nothing but another word of the phrases ("finanzia")."""
        false = [topic for topic in mentions.topics if topic.score <= ONE_SLIP and self._is_phrased(topic, words)]
        return (
            replace(mentions, topics=tuple(topic for topic in mentions.topics if topic not in false))
            if false
            else mentions
        )

    def _is_phrased(self, mention: Mention, words: Sequence[str]) -> bool:
        return all(stem(word) in self._asking for word in words[mention.start : mention.end])

    def scores_of_network(self, words: tuple[str, ...]) -> Scores:
        """All intents with their scores for a few words that are said of a network."""
        return self.scores_of_masked((MASKS["network"], *words))

    def scores_of_masked(self, masked: Iterable[str]) -> Scores:
        """All intents with their scores for words with masks among them."""
        return self._scorer.scores(tuple(masked))

    def _grammar(self, words: tuple[str, ...]) -> frozenset[str]:
        """The grammar words that count in a sentence: ours, and another language's that has more of its words."""
        counts = Counter([number for word in words for number in self._grammars_with.get(word, ())])
        if not counts:
            return self._function_words
        most = max(counts.values())
        if most <= sum([word in self._function_words for word in words]):
            return self._function_words
        return self._grammars[min(number for number, count in counts.items() if count == most)]

    def _repair(self, sentence: Sentence, mentions: Mentions) -> tuple[Sentence, tuple[tuple[str, str], ...]]:
        """The sentence with mistyped words replaced by the known words that they are nearest to."""
        taken = mentions.naming_places() | mentions.year_places
        tokens = list(sentence.tokens)
        repaired: list[tuple[str, str]] = []
        for place, token in enumerate(tokens):
            word = token.text
            if place in taken:
                continue
            meant = self._meant.get(word)
            if meant is None:
                meant = self._meant.keep(word, self._repaired(word))
            if meant != word:
                repaired.append((word, meant))
                tokens[place] = token._replace(text=meant)
        return (replace(sentence, tokens=tuple(tokens)) if repaired else sentence), tuple(repaired)

    def _repaired(self, word: str) -> str:
        """The known word that a word is surely meant as; itself where it is right, or nothing known is near."""
        if len(word) < SHORTEST_REPAIRED or not word.isalpha() or self._is_right(word):
            return word
        near = self._near(word)
        return near[0].word if near else word

    def is_word(self, text: str) -> bool:
        """Whether it is a word that is known at all, rather than a slip."""
        return text in self._common or self._is_known(text)
