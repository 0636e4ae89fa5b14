"""One sentence in its conversation, with the signals that the rules of `decide` look at.

A case is built up in steps, each of which knows the ones before: the words (`said`), what is asked (`asked`), signs of
our subject (`signs`), what is mentioned (`mentioned`), and which networks are meant (`networks`).
"""

from __future__ import annotations

from intents.case.networks import Named
from intents.case.said import Tools
from intents.decision import UNRELATED
from intents.lazy import lazy
from intents.names import Kind, Mention
from intents.query import Part

__all__ = ["Case", "Tools"]


class Case(Named):
    """A reading in its context, with everything that the rules ask of it computed once."""

    @lazy
    def is_ours(self) -> bool:
        """Whether anything in it says that networks of our city are meant."""
        return bool(self.networks or self.ambiguous or self.has_city or self.has_strong_subject)

    @property
    def may_have_parts(self) -> bool:
        """Whether a part of it may be a question of ours, although all of it together is not understood."""
        related = self.networks or self.top.name != UNRELATED or self.asks_for_membership
        return self.is_ours and len(self.networks) < 2 and bool(related)

    @lazy
    def role_parts(self) -> tuple[Part, ...]:
        """The single roles whose names are mentioned."""
        if not self.reading.mentions.roles:
            return ()
        topics = self.reading.mentions.topics
        distinct = [mention for mention in self.reading.mentions.roles if not any(map(mention.is_inside, topics))]
        if self.networks:
            return self._parts(self.reading.mentions.roles, Kind.ROLE)
        return self._parts([mention for mention in distinct if not self._says_only_kind(mention)], Kind.ROLE)

    def _says_only_kind(self, mention: Mention) -> bool:
        """Whether a role is mentioned by its kind alone ("founder"), which others have, too."""
        kinds = {(kind.start, kind.end) for kind in self.reading.mentions.role_kinds}
        roles = (self.knowledge.network(target.id).membership.roles[target.part] for target in mention.targets)
        return (mention.start, mention.end) in kinds and all(role.body is None for role in roles)
