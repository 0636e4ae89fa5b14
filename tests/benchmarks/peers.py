"""Our assistant beside simpler ways, on the project's own questions: prints a table for the README.

    python -m tests.benchmarks.peers [--negatives FOLDER]

Asked are the questions of tests/questions, of conversations the first turn. A turn is right if all of its
requirements hold. A false answer is a reply as if the question were about our networks where it is not: in
tests/questions/hard/refuse.yaml, and in sets of unrelated questions (JSON Lines with a `text`), where there are any.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bot.core_settings import knowledge_dir
from bot.loading import load_assistant
from intents.assistant import Assistant
from intents.reply import Outcome, Reply
from tests.benchmarks.questions import first_turns
from tests.benchmarks.rivals import (
    ExactNames,
    LinearModel,
    Missing,
    NearestMeaning,
    NearestName,
    NearestPhrase,
    Phrases,
    Rival,
    network_names,
    topic_names,
)
from tests.city import ROOT
from tests.intents.question_files import AskedTurn, problems

NEGATIVES = ROOT.parent / "shared" / "negatives"
MOST_NEGATIVES = 2_000
"""Lines of each set of unrelated questions that are asked, spread over all of it."""
REFUSE = "hard/refuse"
AS_OURS = {Outcome.ANSWER, Outcome.UNKNOWN}
"""Outcomes that treat a question as one about our networks."""
NAME_FLOOR, PHRASE_FLOOR, MARGIN_FLOOR, MEANING_FLOOR = 90, 80, -0.4, 0.7
"""The least WRatio, token_set_ratio, decision value and cosine at which a rival believes its own guess."""

ONE_IN = 4
"""Of so many phrases one is embedded: all of them take minutes, and it gets hardly more right with them."""

Replies = Callable[[str], Reply]


@dataclass(frozen=True)
class Row:
    """What one way achieved; percentages by folder of questions, of false answers by set."""

    name: str
    right: dict[str, float]
    false: dict[str, float]
    median_ms: float

    def cells(self) -> list[str]:
        """The row as text."""
        shares = (
            *(f"{share:.1f}" for share in self.right.values()),
            *(f"{share:.2f}" for share in self.false.values()),
        )
        return [self.name, *shares, f"{self.median_ms:.2f}"]


def ways(assistant: Assistant) -> Iterator[tuple[str, Callable[[], Replies]]]:
    """Each way to understand with what makes it."""
    networks, topics = network_names(assistant.knowledge), topic_names(assistant.knowledge)
    slots = {"network": "network", "city": "milan", "place": "paris", "topic": "climate", "year": "2015"}
    exact = ExactNames(networks, slot="network")

    def rapidfuzz() -> Replies:
        guess = NearestPhrase(Phrases(assistant, {}), PHRASE_FLOOR)
        return Rival(assistant, NearestName(networks, NAME_FLOOR), NearestName(topics, NAME_FLOOR), guess).reply

    def linear() -> Replies:
        guess = LinearModel(Phrases(assistant, slots), MARGIN_FLOOR)
        return Rival(assistant, exact, ExactNames(topics, slot="topic"), guess).reply

    def meaning() -> Replies:
        guess = NearestMeaning(Phrases(assistant, slots, one_in=ONE_IN), MEANING_FLOOR)
        return Rival(assistant, exact, ExactNames(topics, slot="topic"), guess).reply

    yield "rapidfuzz: name by WRatio, phrase by token_set_ratio", rapidfuzz
    yield "exact name, TF-IDF and linear SVM", linear
    yield "exact name, nearest phrase by MiniLM", meaning
    yield "this assistant", lambda: lambda text: assistant.respond(text).reply


def measure(name: str, reply: Replies, negatives: dict[str, list[str]]) -> Row:
    """Asks everything of one way."""
    for _, turn in first_turns()[:20]:
        reply(turn.text)
    asked = [(file, turn, *_timed(reply, turn.text)) for file, turn in first_turns()]
    groups = ("en", "it", "hard")
    right = {
        group: _percent([not problems(turn, got) for file, turn, got, _ in asked if file.startswith(f"{group}/")])
        for group in groups
    }
    right["all"] = _percent([not problems(turn, got) for _, turn, got, _ in asked])
    false = {"refuse": _percent([_is_false(turn, got) for file, turn, got, _ in asked if file == REFUSE])}
    for set_name, texts in negatives.items():
        false[set_name] = _percent([reply(text).outcome in AS_OURS for text in texts])
    return Row(name, right, false, median(seconds for *_, seconds in asked) * 1000)


def _timed(reply: Replies, text: str) -> tuple[Reply, float]:
    started = time.perf_counter()
    got = reply(text)
    return got, time.perf_counter() - started


def _is_false(turn: AskedTurn, reply: Reply) -> bool:
    return reply.outcome in AS_OURS and reply.outcome not in turn.outcomes


def _percent(held: Sequence[bool]) -> float:
    return 100 * sum(held) / len(held)


def _negatives(folder: Path) -> dict[str, list[str]]:
    """The texts of each set of unrelated questions, by the set's name; none where there is no folder."""
    sets = {}
    for file in sorted(folder.glob("*.jsonl")):
        texts = [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        step = max(1, len(texts) // MOST_NEGATIVES)
        sets[file.stem] = texts[::step][:MOST_NEGATIVES]
    return sets


def _table(rows: Sequence[Row]) -> Iterator[str]:
    """The rows in Markdown."""
    rights, falses = rows[0].right, rows[0].false
    yield _line(["", *(f"{group}, right %" for group in rights), *(f"{name}, false %" for name in falses), "median ms"])
    yield _line(["---", *("---:" for _ in range(len(rights) + len(falses) + 1))])
    yield from (_line(row.cells()) for row in rows)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Measures every way that can be had, and prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--negatives", type=Path, default=NEGATIVES, help="folder with sets of unrelated questions")
    negatives = _negatives(parser.parse_args().negatives)
    assistant = load_assistant(knowledge_dir(None))
    rows = []
    for name, make in ways(assistant):
        try:
            rows.append(measure(name, make(), negatives))
        except Missing as missing:
            print(f"left out: {name}: {missing}")
    sizes = ", ".join(f"{len(texts)} of {name}" for name, texts in negatives.items()) or "no unrelated questions"
    print(f"{len(first_turns())} questions; {sizes}\n")
    print("\n".join(_table(rows)))


if __name__ == "__main__":
    main()
