"""Which networks a sentence means: those that it names and does not rule out."""

from __future__ import annotations

from intents.case.pointed import Pointed
from intents.classifier import Scored
from intents.decision import needs_network
from intents.lazy import lazy
from intents.names import Mention


class Named(Pointed):
    """What is asked, with the networks that are meant."""

    @lazy
    def networks(self) -> tuple[str, ...]:
        """The networks that are named for sure and not ruled out ("not A, but B"), in order."""
        named = tuple(dict.fromkeys(ids[0] for ids in self._candidates if len(ids) == 1))
        return tuple(dict.fromkeys(self._narrowed(id, named) for id in named))

    def _narrowed(self, heading: str, named: tuple[str, ...]) -> str:
        """Of a heading, the one entry under it that is named as well, or that the subjects mean; else itself."""
        entries = self.knowledge.listed_under(heading)
        if not entries or self.top.name == "related":
            return heading
        beside = [entry.id for entry in entries if entry.id in named]
        about = beside or [entry.id for entry in entries if set(entry.topics) & set(self.topics)]
        return about[0] if len(about) == 1 else heading

    @lazy
    def about_network(self) -> Scored:
        """The best intent that is about a network; a comparison only where there are two."""
        two = len({*self.networks, *self.context.networks}) > 1
        return self.best(among=lambda intent: needs_network(intent) and (two or intent != "compare"))

    @lazy
    def ambiguous(self) -> tuple[str, ...]:
        """The candidates of the first name that several networks share."""
        return next((ids for ids in self._candidates if len(ids) > 1), ())

    @lazy
    def negated(self) -> tuple[str, ...]:
        """The networks that are ruled out."""
        return tuple(target.id for mention in self._ruled_out for target in mention.targets)

    @lazy
    def _candidates(self) -> list[tuple[str, ...]]:
        """For each name the networks that it may stand for, without those that are ruled out."""
        found = [mention.targets for mention in (*self._named, *self.reading.mentions.shared)]
        ids = [tuple(dict.fromkeys(target.id for target in targets)) for targets in found]
        return [tuple(id for id in each if id not in self.negated) or each for each in ids] if self.negated else ids

    @lazy
    def _named(self) -> tuple[Mention, ...]:
        meant = [mention for mention in self.reading.mentions.networks if self._is_meant(mention)]
        if self.has(self.cues.corrections):
            corrected = [mention for mention in meant if self.follows(mention, self.cues.corrections)]
            if corrected and len(corrected) < len(meant):
                return tuple(corrected)
        affirmed = [mention for mention in meant if mention not in self._ruled_out]
        others = affirmed or self.reading.mentions.topics
        return tuple(affirmed if others else meant)

    @lazy
    def _ruled_out(self) -> tuple[Mention, ...]:
        """The names of networks that are ruled out; none without a word that denies, as in nearly all sentences."""
        if not self.has(self.cues.negations) or " ".join(self.words[:2]) in self.cues.negative_openers:
            return ()
        return tuple(mention for mention in self.reading.mentions.networks if self._is_negated(mention))

    def _is_meant(self, mention: Mention) -> bool:
        """Whether a name that is an ordinary word as well stands beside signs that the network is meant."""
        if not all(target.is_common for target in mention.targets):
            return True
        named = (target for other in self.reading.mentions.networks for target in other.targets)
        if any(not target.is_common for target in named) and not self._is_pointed_out(mention):
            return False  # a network is named by its own name, so the ordinary word is just that
        if self.topics and (self.has_plural_subject or self.asks_for_membership):
            return False  # networks are asked for by their subject
        if {
            word for place, word in enumerate(self.words) if not mention.start <= place < mention.end
        } <= self.cues.framing:
            return True  # nothing but the name
        return (
            self.has_subject
            or self.has_city
            or self.has(self.cues.describing)
            or any(target.id in self.context.networks for target in mention.targets)
        )

    def _is_pointed_out(self, mention: Mention) -> bool:
        """Whether a name stands in words that stand for a network ("the … one", "quella dei …")."""
        after = self.words[mention.end : mention.end + 1]
        before = self.words[max(0, mention.start - 2) : mention.start]
        beside = {word for word in (*before, *after) if word not in self.cues.articles}
        return not self.cues.describing.isdisjoint(beside)

    def _is_negated(self, mention: Mention) -> bool:
        if self.follows(mention, self.cues.negations):
            return self.top.name != "compare" or len(self.reading.mentions.networks) < 2
        after_it = self.words[mention.end : mention.end + 1]
        if after_it and after_it[0] in self.cues.joining:
            return False
        before, after = self.words[: mention.start], self.words[mention.end :]
        denied = any(word in self.cues.negations for word in before[-5:])
        named_later = any(other.start > mention.start for other in self.reading.mentions.networks)
        close = any(word in self.cues.negations for word in before[-3:])
        contrasts = any(word in self.cues.contrast for word in after[:3])
        return named_later and ((denied and contrasts) or (close and bool(self._breaks_after(mention))))

    def _breaks_after(self, mention: Mention) -> bool:
        """Whether a comma or the like stands right after a name."""
        return mention.end - 1 in self.reading.sentence.breaks
