"""What a sentence says that is not asked for ("I do not need the site, only …", "when, not where"): left out.

A refusal is a clause between commas or the like. What it names stays known to the conversation, so that "forget the
history of A, only the number of cities" is still about A.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from intents.cues import LONGEST_CUE, Cues, runs
from intents.normalise import Token
from intents.sentences import Sentence

LONGEST_TAIL = 4
"""Words of a refusal at the end of a sentence ("…, not where"), at most."""


def without_refusals(
    sentence: Sentence, cues: Cues, *, may_correct: bool, names_network: Callable[[Sequence[Token]], bool]
) -> Sentence:
    """The sentence without the clauses that say what is not asked for; itself where nothing else would be left.

    Args:
        sentence: the sentence.
        cues: the words that refuse and correct.
        may_correct: whether there is an earlier turn that it may correct ("no, sorry, I meant …").
        names_network: whether a network is named in some words; one that is ruled out so tells which others are meant.
    """
    if not sentence.breaks and not may_correct:
        return sentence
    clauses = [part for clause in _clauses(sentence) for part in _without_tail(clause, cues)]
    kept = [clause for clause in clauses if not _refuses(_words(clause), cues)]
    if len(kept) > 1 and not names_network(kept[0]) and _is_head(_words(kept[0]), cues):
        kept = kept[1:]
    if len(kept) > 1 and _is_tail(_words(kept[-1]), cues):
        kept.pop()
    if may_correct:
        kept = _without_correction(kept, cues)
    if not kept or (len(kept) == len(clauses) and sum(map(len, kept)) == len(sentence.tokens)):
        return sentence
    tokens = tuple(token for clause in kept for token in clause)
    places = [sum(map(len, kept[:number])) - 1 for number in range(1, len(kept))]
    return replace(sentence, tokens=tokens, whole=tokens, breaks=frozenset(places))


def _clauses(sentence: Sentence) -> list[tuple[Token, ...]]:
    starts = [0, *(place + 1 for place in sorted(sentence.breaks)), len(sentence.tokens)]
    return [sentence.tokens[start:end] for start, end in pairwise(starts)]


def _words(tokens: Sequence[Token]) -> list[str]:
    return [token.text for token in tokens]


def _refuses(words: Sequence[str], cues: Cues) -> bool:
    return not cues.refusals.isdisjoint(runs(words, cues.beginnings))


def _without_tail(clause: tuple[Token, ...], cues: Cues) -> list[tuple[Token, ...]]:
    """A clause apart from a question that it refuses at its end without a comma ("where, I said, not when")."""
    words = _words(clause)
    starts = [place for place, word in enumerate(words) if place and word in cues.negations]
    start = next((place for place in starts if _is_tail(words[place:], cues)), None)
    return [clause] if start is None else [clause[:start], clause[start:]]


def _is_head(words: Sequence[str], cues: Cues) -> bool:
    """Whether a short clause before others only says what is not asked for ("not the seat, the site")."""
    return 1 < len(words) <= LONGEST_TAIL and words[0] in cues.denying


def _is_tail(words: Sequence[str], cues: Cues) -> bool:
    """Whether a clause refuses another question than the one asked before: "not where", "not when it began"."""
    if len(words) < 2 or words[0] not in cues.negations:
        return False
    return words[1] in cues.questions or (len(words) <= LONGEST_TAIL and set(words[1:]) <= cues.asking)


def _without_correction(clauses: list[tuple[Token, ...]], cues: Cues) -> list[tuple[Token, ...]]:
    """The clauses without the words that only say that one meant something else."""
    while len(clauses) > 1 and set(_words(clauses[0])) <= cues.correcting:
        clauses = clauses[1:]
    if not clauses:
        return clauses
    first = clauses[0]
    while length := _correction_at(_words(first), cues):
        first = first[length:]
    return [first, *clauses[1:]]


def _correction_at(words: Sequence[str], cues: Cues) -> int:
    """How many words at the start are a correction that something follows; 0 for none."""
    longest = min(LONGEST_CUE, len(words) - 1)
    found = (length for length in range(longest, 0, -1) if " ".join(words[:length]) in cues.corrections)
    return next(found, 0)
