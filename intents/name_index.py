"""An index that links the words of a question to names: as written, by stem, with slips, and long names in part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from intents.kept import Kept
from intents.long_names import Keys, LongName, LongNames
from intents.names import EXACT, ONE_SLIP, SAME_STEM, TWO_SLIPS, Kind, Mention, Name, places, stem
from intents.normalise import normalise
from intents.word_index import MOST_SLIPS, Near, WordIndex, slips_allowed

NEAR_ENOUGH = 60
"""The least likeness, of 100, at which a name is offered as "did you mean"."""
LONGEST_NAME = 14
"""Words of the longest name that is looked up as a whole; longer names are found by their words."""
SHORTEST_STEMMED = 5
"""Letters from which a name may be meant by words that only end otherwise."""
MOST_JOINED = 3
"""Words that are looked at together for a name that was typed apart and with a slip."""
SHORTEST_SLIPPED_TERM = 4
"""Letters up to which the names of what facts tell are not meant by words near them: they are other acronyms."""
SHORTEST_SLIPPED_PLACE = 7
"""Letters from which a place may be meant by a word one slip away; shorter ones are too near to ordinary words."""
MOST_KEPT = 8192
"""Words of which it is kept what they are to names."""
_START = 4
"""Letters at the start of names by which it is told early how long a name that begins here may be."""
_SHORT = sum(1 << length for length in range(1, _START))
"""A bit for each length of names that are shorter than that, and so may be the beginning of others."""
_LOOK_ALIKE_DIGITS = str.maketrans("oils", "0115")
_LOOK_ALIKE_LETTERS = str.maketrans("01345", "oleas")


@dataclass(frozen=True, slots=True)
class _Word:
    """What a word of a question is to names.

    Attributes:
        text: the word.
        stem: its stem; "" for glue, which names may leave out or add.
        is_ordinary: whether it is glue or common, and so no slip of a name.
        keys: the words of long names that it stands for.
        lengths: a bit for each length of names that begin like it; None for a word too short to tell.
        most_stems: how many words the longest name has that begins with its stem.
    """

    text: str
    stem: str
    is_ordinary: bool
    keys: Keys
    lengths: int | None
    most_stems: int


class NameIndex:
    """Links words to names: as written, by stem, with slips, and long names by a part of their words."""

    def __init__(self, names: Iterable[Name], *, glue: frozenset[str], common: Mapping[str, int]) -> None:
        """Builds the index.

        Args:
            names: all names; several may share a text.
            glue: words that names may leave out or add, such as articles and prepositions.
            common: ordinary words with their rank by frequency; they are never taken as slips of a name.
        """
        self._glue = glue
        self._common = common
        self._exact: dict[str, Name] = {}
        self._stems: dict[str, Name] = {}
        long = [found for name in names if (found := self._add(name))]
        self._long = LongNames(long, glue, common)
        self._words = WordIndex(joined for joined, name in self._exact.items() if _slips_allowed(name, joined))
        self._lengths = _lengths_by_start(self._exact)
        self._most_stems = _most_by_first(self._stems)
        self._kept: Kept[str, _Word] = Kept(MOST_KEPT)

    def _add(self, name: Name) -> LongName | None:
        """Files a name as a whole; the result is what it is found by in part, None for one that never is."""
        words = normalise(name.text).split()
        joined = "".join(words)
        if not joined:
            return None
        self._exact[joined] = _merge(self._exact.get(joined), name)
        content = tuple(word for word in words if word not in self._glue) or tuple(words)
        # A name of which only one word is left without its glue, such as "our city", would fire on that word.
        if len(joined) >= SHORTEST_STEMMED and (len(content) > 1 or len(words) == 1):
            key = " ".join(map(stem, content))
            self._stems[key] = _merge(self._stems.get(key), name)
        sure = [target for target in name.targets if target.kind is Kind.NETWORK and not target.is_common]
        return LongName.of(name, content, len(words)) if len(content) >= 2 and len(sure) == 1 else None

    def knows(self, word: str) -> bool:
        """Whether `word` is a name, or a word of a long one."""
        return word in self._exact or self._long.has_word(word)

    def is_name(self, joined: str) -> bool:
        """Whether a string without spaces is a whole name."""
        return joined in self._exact

    def near(self, word: str) -> list[Near]:
        """The words of names that `word` may be a slip of, the nearest first."""
        return sorted((*self._near_names(word), *self._long.near(word)), key=lambda near: near.slips)

    def nearest(self, name: str, kind: Kind, most: int) -> tuple[str, ...]:
        """Ids of the things of one kind whose names look most like `name`.

        It compares with every name, so it is for commands ("did you mean"), not for the path of each question.
        """
        joined = "".join(normalise(name).split())
        known = {
            text: found for text, found in self._exact.items() if any(target.kind is kind for target in found.targets)
        }
        best = process.extract(joined, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=4 * most)
        ids = (target.id for text, _, _ in best for target in known[text].targets if target.kind is kind)
        return tuple(dict.fromkeys(ids))[:most]

    def link(self, question: Sequence[str]) -> list[Mention]:
        """Every mention in the words of a question that may hold, overlapping ones too; `choose` picks among them."""
        words = [self._kept.get(text) or self._word(text) for text in question]
        exact = self._exact_names(words)
        stemmed = self._stemmed_names(words, {(mention.start, mention.end) for mention in exact})
        slipped = self._slipped_names(words, places(exact))
        named = places([mention for mention in exact if mention.targets[0].kind is Kind.NETWORK])
        return [*exact, *stemmed, *slipped, *self._long.find(words, named)]

    def _word(self, text: str) -> _Word:
        is_glue = text in self._glue
        key = "" if is_glue else stem(text)
        return self._kept.keep(
            text,
            _Word(
                text,
                stem=key,
                is_ordinary=is_glue or text in self._common,
                keys=() if is_glue else self._long.keys(text),
                lengths=self._lengths.get(text[:_START], 0) if len(text) >= _START else None,
                most_stems=self._most_stems.get(key, 0),
            ),
        )

    def _exact_names(self, words: Sequence[_Word]) -> list[Mention]:
        """Names as written, apart or together: from each word on, as many letters as names with this start have."""
        found = []
        text = "".join([word.text for word in words])
        letters = accumulate([len(word.text) for word in words], initial=0)
        place_at = {letter: place for place, letter in enumerate(letters)}
        edges = sum([1 << letter for letter in place_at])
        for first, word in zip(place_at, words, strict=False):
            lengths = word.lengths
            if lengths is None:
                begins = text[first : first + _START]
                lengths = self._lengths.get(begins) or self._lengths.get(begins[:3]) or self._lengths.get(begins[:2], 0)
            fitting = lengths and edges >> first & lengths  # the lengths at which a word ends
            while fitting:
                length = fitting.bit_length() - 1
                fitting ^= 1 << length
                start, end = place_at[first], place_at[first + length]
                if end - start <= LONGEST_NAME and (name := self._exact.get(text[first : first + length])):
                    found.append(Mention.of(name, start, end, EXACT))
        return found

    def _stemmed_names(self, words: Sequence[_Word], taken: Collection[tuple[int, int]]) -> list[Mention]:
        """Names whose words differ by their endings only, or by glue, where none is `taken` as written."""
        found = []
        for start, word in enumerate(words):
            if not word.most_stems:
                continue
            key, left = "", word.most_stems
            for end, following in enumerate(words[start : start + LONGEST_NAME], start + 1):
                if not following.stem:
                    continue
                key = f"{key} {following.stem}" if key else following.stem
                if (name := self._stems.get(key)) and (start, end) not in taken:
                    found.append(Mention.of(name, start, end, SAME_STEM))
                left -= 1
                if not left:
                    break
        return found

    def _slipped_names(self, words: Sequence[_Word], covered: Collection[int]) -> list[Mention]:
        """Names typed with a slip, in one word or in up to three that belong together."""
        found = []
        strange = [place for place, word in enumerate(words) if not word.is_ordinary and place not in covered]
        for start in sorted({max(0, place - before) for place in strange for before in range(MOST_JOINED)}):
            typed: list[str] = []
            is_ordinary = True
            for place in range(start, min(len(words), start + MOST_JOINED)):
                word = words[place]
                # A slip is looked for inside words, not in an ordinary word that happens to stand beside.
                if place in covered or (typed and not (word.stem and words[start].stem)):
                    break
                typed.append(word.text)
                is_ordinary = is_ordinary and word.is_ordinary
                if not is_ordinary:
                    found += self._near(typed, start, place + 1)
        return found

    def _is_alike(self, typed: Sequence[str], joined: str) -> bool:
        """Whether no single word is further off than a slip may be, where as many words were typed as the name has."""
        name = normalise(self._exact[joined].text).split()
        if len(typed) < 2 or len(name) != len(typed):
            return True
        return all(OSA.distance(one, two) <= slips_allowed(two) for one, two in zip(typed, name, strict=True))

    def _near(self, typed: Sequence[str], start: int, end: int) -> list[Mention]:
        joined = "".join(typed)
        if not joined.isalpha():
            for variant in {joined.translate(_LOOK_ALIKE_DIGITS), joined.translate(_LOOK_ALIKE_LETTERS)}:
                if name := self._exact.get(variant):
                    return [Mention.of(name, start, end, ONE_SLIP)]
        near = [one for one in self._near_names(joined, shortest=3) if self._is_alike(typed, one.word)]
        score = ONE_SLIP if near and near[0].slips == 1 else TWO_SLIPS
        return [Mention.of(self._exact[one.word], start, end, score) for one in near if one.slips == near[0].slips]

    def _near_names(self, joined: str, *, shortest: int = 4) -> list[Near]:
        """The names that a string without spaces may be a slip of, the nearest first."""
        near = self._words.near(joined, shortest=shortest)
        return [one for one in near if one.slips <= _slips_allowed(self._exact[one.word], one.word)]


def _lengths_by_start(names: Iterable[str]) -> dict[str, int]:
    """How many letters the names have that begin with the same letters: a number with a bit for each length."""
    lengths: dict[str, int] = {}
    for name in names:
        start = name[:_START]
        lengths[start] = lengths.get(start, _SHORT) | 1 << len(name)
    return lengths


def _most_by_first(keys: Iterable[str]) -> dict[str, int]:
    """How many words the longest key has that begins with the same word."""
    most: dict[str, int] = {}
    for key in keys:
        first, *others = key.split()
        most[first] = max(1 + len(others), most.get(first, 0))
    return most


def _slips_allowed(name: Name, joined: str) -> int:
    """How many slips of a name are let pass: none of ordinary words and short terms; one of places, long ones only."""
    meant = {target.kind for target in name.targets if not target.is_common}
    if not meant or (len(joined) <= SHORTEST_SLIPPED_TERM and meant.isdisjoint((Kind.NETWORK, Kind.TOPIC))):
        return 0
    if all(target.kind is Kind.PLACE for target in name.targets):
        return 1 if len(joined) >= SHORTEST_SLIPPED_PLACE else 0
    return MOST_SLIPS


def _merge(old: Name | None, new: Name) -> Name:
    if old is None:
        return new
    targets = tuple(dict.fromkeys((*old.targets, *new.targets)))
    return Name(old.text, targets)
