"""What a sentence points at among the networks that were listed, or talked of, before."""

from __future__ import annotations

from intents.case.mentioned import Mentioned
from intents.lazy import lazy

MOST_COUNTED = 9
"""The most of a list that is picked by a count ("the first three")."""
PAIR = 2


class Pointed(Mentioned):
    """What is mentioned, with what is pointed at."""

    @lazy
    def shown(self) -> tuple[str, ...]:
        """The networks that the last reply listed or was about together."""
        return self.context.networks if len(self.context.networks) > 1 else ()

    @lazy
    def pool(self) -> tuple[str, ...]:
        """The networks among which one is asked for: those just shown, or "of these", or the last ones talked of."""
        if self.shown or not self.context.networks:
            return self.shown
        if self.has(self.cues.of_these) and len(self.context.listed) > 1:
            return self.context.listed
        if self.has(self.cues.of_these) and (entries := self.knowledge.listed_under(self.context.networks[0])):
            return tuple(entry.id for entry in entries)
        counts = [self.cues.figures_said[run] for run in self._runs & self.cues.figures_said.keys()]
        number = counts[0] if self.has(self.cues.of_these) and counts and counts[0] <= MOST_COUNTED else PAIR
        talked_of = self.context.talked_of[-number:]
        return talked_of if len(talked_of) > 1 else ()

    @lazy
    def in_order(self) -> tuple[str, ...]:
        """The networks that an ordinal counts: of the last list, or else those talked of one by one."""
        return self.shown or self.context.listed or self.context.talked_of

    @lazy
    def counted(self) -> tuple[str, ...]:
        """The networks that are picked by their places in a list: "the first and the third", "the first two"."""
        runs = self._counted_runs()
        if runs or not self.in_order:
            return runs
        found = [
            self.in_order[number] for number in self._places_said if -len(self.in_order) <= number < len(self.in_order)
        ]
        return tuple(dict.fromkeys(found))

    def _counted_runs(self) -> tuple[str, ...]:
        """The networks at the beginning or end of a list, as many as a count after "first" or "last" says."""
        for place, word in enumerate(self.words[:-1]):
            after = self.words[place + 1]
            count = int(after[:2]) if after.isdecimal() else self.cues.figures_said.get(after, 0)
            if PAIR <= count <= min(MOST_COUNTED, len(self.in_order)):
                if word in self.cues.firsts:
                    return self.in_order[:count]
                if word in self.cues.lasts:
                    return self.in_order[-count:]
        return ()

    @lazy
    def _places_said(self) -> list[int]:
        """The places in a list that stand alone in the sentence: "the first?", not "the first time"."""
        found: list[int] = []
        for place, word in enumerate(self.words):
            number = -1 if word in self.cues.last else self.cues.ordinals.get(word)
            if number is None or not self.stands_alone(place + 1):
                continue
            before = self.words[place - 1 : place]
            if (before and before[0] in self.cues.articles) or (place < PAIR and len(self.words) <= PAIR) or found:
                found.append(number)
        return found

    @property
    def points_at_other(self) -> bool:
        """Whether "the other one" is spoken of, and not another thing ("the other day")."""
        if not self.has(self.cues.other_one):
            return False
        ends = (place for place in range(1, len(self.words) + 1) if self.follows_at(place, self.cues.other_one))
        return any(self.stands_alone(place) for place in ends)

    def stands_alone(self, place: int) -> bool:
        """Whether nothing that it could belong to follows what ends before a position."""
        if place >= len(self.words) or place - 1 in self.reading.sentence.breaks:
            return True
        after = self.words[place]
        return after in self.reading.grammar or after in self.cues.subject or after in self.cues.choosing
