"""Signs that a sentence is about networks of ours, or about other things, and that it leans on what was said before."""

from __future__ import annotations

from intents.case.asked import Asked
from intents.cues import LONGEST_CUE
from intents.lazy import lazy
from intents.other_names import has_strange_run, is_named_after_place, strange_names

MOST_CHOICES = 100
"""A bare number from which on no choice is meant."""


class Signs(Asked):
    """What is asked, with the signs of its subject."""

    @lazy
    def has_subject(self) -> bool:
        """Whether the sentence speaks of networks, partnerships and the like, outside of names."""
        return self._has_outside_names(self.cues.subject)

    @lazy
    def has_strong_subject(self) -> bool:
        """Whether it speaks of networks in so many words, outside of names."""
        return self._has_outside_names(self.cues.strong_subject)

    @lazy
    def has_plural_subject(self) -> bool:
        """Whether networks are spoken of in the plural."""
        return not self.cues.plural_subject.isdisjoint(self._runs_outside_names)

    @lazy
    def is_plural_subject(self) -> bool:
        """Whether networks are spoken of in the plural, or without an article, as in a search."""
        return self.has(self.cues.plural_subject) or (
            bool(self.words) and self.words[0] not in self.cues.function_words
        )

    @lazy
    def has_city(self) -> bool:
        """Whether our city is named."""
        return bool(self.reading.mentions.city)

    @lazy
    def has_mayor(self) -> bool:
        """Whether a mayor is spoken of, outside of names."""
        return self._has_outside_names(self.cues.mayor)

    @lazy
    def has_us(self) -> bool:
        """Whether those who ask speak of their city as "we", or of "the city"."""
        return self.has(self.cues.us)

    @lazy
    def has_membership(self) -> bool:
        """Whether it speaks of being part of something, or of working with others."""
        return self._has_outside_names(self.cues.membership)

    @lazy
    def has_kind_word(self) -> bool:
        """Whether it speaks of something that a network may be, as many other things are: a group, an agreement."""
        return self._has_outside_names(self.cues.kinds)

    @lazy
    def has_kind(self) -> bool:
        """Whether it speaks of a network, or of something that one may be."""
        return self.has_subject or self.has_kind_word or self.has(self.cues.describing)

    @lazy
    def asks_for_membership(self) -> bool:
        """Whether it asks what our city is part of."""
        we = self.has_city or self.has_us
        return (we and (self.has_membership or self.has_strong_subject)) or (
            self.has_strong_subject and self.has_membership
        )

    @lazy
    def asks_who_deals(self) -> bool:
        """Whether it asks who works on something ("who fights …"), or whether we do ("do you deal with …")."""
        if self.has(self.cues.offering):
            return True
        opening = self.words[:2]
        return any(word in self.cues.who for word in opening) and self.has(self.cues.dealing)

    @lazy
    def asks_what_exists(self) -> bool:
        """Whether it asks if there is anything on something, without saying what kind of thing."""
        return self.has(self.cues.existing)

    @lazy
    def other_bodies(self) -> tuple[tuple[int, int], ...]:
        """Where organisations and networks are named that are known to be none of ours."""
        networks = (span for span in self.spans_of(self.cues.other_networks) if self._is_title(*span))
        return (*self.spans_of(self.cues.other_bodies), *networks)

    def _is_title(self, start: int, end: int) -> bool:
        """Whether words that may be ordinary ones are typed as a name, or stand beside a word for a network."""
        if any(token.is_capitalised for token in self.reading.sentence.tokens[max(start, 1) : end]):
            return True
        nouns = self.cues.subject | self.cues.kinds
        before, after = self.words[max(0, start - 2) : start], self.words[end : end + 1]
        of = len(before) == 2 and before[1] in self.cues.of_words and before[0] in nouns
        beside = (*before[-1:], *after)
        return of or any(word in nouns for word in beside)

    @lazy
    def asks_connection(self) -> bool:
        """Whether it asks what something has to do with the networks."""
        return self.has(self.cues.connecting)

    @property
    def opens_with_description(self) -> bool:
        """Whether it begins with what stands for a network: "the one where …", "quella nata …"."""
        return any(" ".join(self.words[:length]) in self.cues.describing for length in range(1, LONGEST_CUE + 1))

    # Names of other things

    @lazy
    def names_other(self) -> bool:
        """Whether something is named that is none of ours."""
        return bool(self.strange_names or self.other_subjects) or self.has_other_name

    @property
    def has_own_name(self) -> bool:
        """Whether a network is named by a name that is no ordinary word."""
        named = (mention.targets for mention in self.reading.mentions.networks if len(mention.targets) == 1)
        return any(not targets[0].is_common for targets in named)

    @lazy
    def has_other_name(self) -> bool:
        """Whether ordinary words are put together to a name that is none of ours."""
        return has_strange_run(self.reading, self.cues) or self.is_named_after_place

    @lazy
    def is_named_after_place(self) -> bool:
        """Whether what is asked about is another place's pact, forum or the like."""
        return is_named_after_place(self.reading, self.cues)

    @lazy
    def strange_names(self) -> tuple[str, ...]:
        """The words with a capital that name nothing known; the number of a decade ("the Eighties") is no name."""
        found = strange_names(self.reading, self.cues)
        return tuple(word for word in found if word not in self.cues.decade_words) if found else found

    # Ties to the conversation

    @lazy
    def ordinal(self) -> int | None:
        """Which of several is pointed at ("the second one", "2"), from 0; -1 for the last."""
        if len(self.words) == 1 and self.words[0].isdecimal() and 0 < int(self.words[0][:3]) < MOST_CHOICES:
            return int(self.words[0]) - 1
        for place, word in enumerate(self.words):
            pair = f"{word} {self.words[place + 1]}" if place + 1 < len(self.words) else ""
            for phrase in (pair, word):
                if phrase in self.cues.ordinals:
                    return self.cues.ordinals[phrase]
        return -1 if self.has(self.cues.last) else None

    @lazy
    def opens_like_follow_up(self) -> bool:
        """Whether it begins as one goes on: "and …", "what about …", "e per …"."""
        starts = (" ".join(self.words[:length]) for length in range(1, LONGEST_CUE + 1))
        typed = [token.text for token in self.reading.sentence.whole[-2:]]
        ends_alike = " ".join(typed) in self.cues.also or typed[-1:] in ([word] for word in self.cues.also)
        return ends_alike or any(start in self.cues.openers for start in starts)

    @lazy
    def points_back(self) -> bool:
        """Whether a pronoun points at something said before."""
        return self.has(self.cues.pointing)
