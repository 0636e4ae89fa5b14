"""The evaluation: question files in both formats, slips of the keyboard, the report, and the command."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.evaluation.history import run_name
from bot.evaluation.questions import Match, QuestionFile, find_files, read_question_file
from bot.evaluation.slips import ITALIAN, QWERTY, SHORTEST, neighbours, slipped, with_slips
from intents.assistant import Assistant
from intents.reply import Outcome

RIGHT = {"text": "what is MUFPP?", "outcome": ["answer"], "networks": ["mufpp"], "facts": ["food"]}
FOLLOWING = {"text": "and its website?", "outcome": ["answer"], "networks": ["mufpp"], "link": True}
WRONG = {"text": "what is c40?", "outcome": ["fallback", "social"], "match": "none"}


@pytest.fixture(autouse=True)
def loaded(assistant: Assistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The command uses the assistant that is loaded already, and keeps its runs in a folder of the test."""
    for name in ("BOT_TOKEN", "KNOWLEDGE_DIR", "DEFAULT_LANGUAGE"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr("bot.loading.load_assistant", lambda knowledge: assistant)
    monkeypatch.chdir(tmp_path)


def evaluate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)], catch_exceptions=False)


def report(*arguments: str | Path) -> Any:
    result = evaluate(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def write_set(file: Path, *conversations: list[dict[str, Any]], lang: str = "en") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        json.dumps({"id": f"{lang}-{number}", "lang": lang, "tags": ["about"], "turns": turns})
        for number, turns in enumerate(conversations)
    ]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A set with two turns that are right and one that is wrong."""
    return write_set(tmp_path / "sets" / "small.jsonl", [RIGHT, FOLLOWING], [WRONG])


# Files


def test_both_formats_say_the_same(tmp_path: Path) -> None:
    lines = write_set(tmp_path / "en" / "one.jsonl", [RIGHT, FOLLOWING], [WRONG])
    entries = tmp_path / "en" / "two.yaml"
    entries.write_text(
        """
- tags: [about]
  turns:
    - {ask: 'what is MUFPP?', outcome: answer, networks: [mufpp], facts: [food]}
    - {ask: 'and its website?', outcome: [answer], networks: [mufpp], link: true}
- {ask: 'what is c40?', outcome: [fallback, social], match: none, tags: [about]}
""",
        encoding="utf-8",
    )
    assert _without_lines(read_question_file(lines)) == _without_lines(read_question_file(entries))


def _without_lines(file: QuestionFile) -> list[str]:
    return [re.sub(r"line=\d+", "", repr(conversation)) for conversation in file.conversations]


def test_lines_are_known_in_both_formats(tmp_path: Path) -> None:
    lines = write_set(tmp_path / "a.jsonl", [RIGHT, FOLLOWING], [WRONG])
    entries = tmp_path / "a.yaml"
    entries.write_text("- ask: hi\n  outcome: social\n- turns:\n  - ask: bye\n    outcome: social\n", encoding="utf-8")
    assert [turn.line for _, turn in read_question_file(lines).turns()] == [1, 1, 2]
    assert [turn.line for _, turn in read_question_file(entries).turns()] == [1, 4]


def test_what_is_not_required_is_open(tmp_path: Path) -> None:
    file = write_set(tmp_path / "a.jsonl", [{"text": "hi", "outcome": ["social"]}])
    ((_, turn),) = read_question_file(file).turns()
    assert turn.outcomes == (Outcome.SOCIAL,)
    assert (turn.networks, turn.match, turn.facts, turn.forbid, turn.link) == ((), Match.EXACT, (), (), False)


def test_folders_give_their_files_each_once(tmp_path: Path) -> None:
    names = ("en/b.yaml", "en/a.jsonl", "floors.yaml", "notes.md")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = find_files([tmp_path / "en" / "b.yaml", tmp_path])
    assert [file.name for file in found] == ["b.yaml", "a.jsonl"]


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("a.jsonl", '{"turns": [{"text": "hi", "outcome": ["social"]}]}\n{"turns": [', "a.jsonl:2: "),
        (
            "a.jsonl",
            '{"turns": [{"text": "hi", "outcome": ["social"], "fact": []}]}',
            "a.jsonl:1: unknown keys ['fact']",
        ),
        ("a.jsonl", '{"turns": [{"text": "hi"}]}', "a.jsonl:1: missing keys ['outcome']"),
        ("a.jsonl", '{"turns": []}', "a.jsonl:1: a conversation needs a list of turns"),
        ("a.jsonl", "[]", "a.jsonl:1: this is no question"),
        ("a.jsonl", "", "There are no questions in these files."),
        ("a.yaml", "\n- {ask: hi, outcome: social, facts: hello}", "a.yaml:2: the value of 'facts' is no list"),
        ("a.yaml", "\n- {ask: hi, outcome: social, networks: {}}", "a.yaml:2: the value of 'networks' is no list"),
        ("a.yaml", "- {ask: hi, outcome: socail}", "'socail' is not a valid Outcome"),
        ("a.yaml", "ask: hi", "a.yaml:1: this is no list of questions"),
        ("a.yaml", "- [", "not valid YAML"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(name: str, text: str, complaint: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    result = evaluate(name)
    assert result.exit_code == 1
    assert complaint in result.output
    assert result.output.count("\n") == 1


def test_a_file_that_is_not_there() -> None:
    assert evaluate("nowhere.jsonl").exit_code == 2


# The report


def test_shares(file: Path) -> None:
    made = report(file)
    assert made["total"] == {"right": 2, "total": 3, "percent": pytest.approx(100 * 2 / 3)}
    assert made["confusion"] == {"answer": {"answer": 2}, "fallback": {"answer": 1}}
    assert made["outcomes"]["fallback"] == {"right": 0, "total": 1, "percent": 0}
    assert {name: share["total"] for name, share in made["intents"].items()} == {"summary": 2, "link": 1}
    for group, name in (("languages", "en"), ("tags", "about"), ("files", "sets/small")):
        assert made[group] == {name: made["total"]}


def test_misses_are_explained_the_most_confident_first(file: Path) -> None:
    other = write_set(file.with_name("other.jsonl"), [{"text": "forum", "outcome": ["social"]}])
    misses = report(other, file)["misses"]
    assert {miss["text"] for miss in misses} == {"what is c40?", "forum"}
    assert misses[0]["confidence"] >= misses[1]["confidence"]
    assert report(other, file, "--worst", "1")["misses"] == misses[:1]
    assert not report(other, file, "--worst", "0")["misses"]


def test_a_miss_tells_where_it_stands_and_what_is_wrong(file: Path) -> None:
    (miss,) = report(file)["misses"]
    assert (miss["file"], miss["line"], miss["outcome"]) == ("sets/small", 2, "answer")
    assert miss["problems"][0].startswith("outcome 'answer'")
    assert "c40" in miss["explanation"]


def test_a_miss_is_explained_with_what_was_said_before_it(tmp_path: Path) -> None:
    file = write_set(tmp_path / "a.jsonl", [RIGHT, {**FOLLOWING, "outcome": ["social"]}])
    (miss,) = report(file)["misses"]
    assert "about mufpp" in miss["explanation"]


def test_the_reliability_table_counts_every_turn(file: Path) -> None:
    reliability = report(file)["reliability"]
    bins = reliability["bins"]
    assert [item["low"] for item in bins] == [number / 10 for number in range(10)]
    assert sum(item["total"] for item in bins) == 3
    filled = [item for item in bins if item["total"]]
    assert all(item["low"] <= item["confidence"] <= item["high"] for item in filled)
    gaps = [item["total"] * abs(item["right_percent"] / 100 - item["confidence"]) for item in filled]
    assert reliability["error"] == pytest.approx(sum(gaps) / 3)


def test_times(file: Path) -> None:
    times = report(file)["milliseconds"]
    assert 0 < times["median"] <= times["percentile_99"]
    assert 0 < times["mean"] <= times["percentile_99"]


def test_a_report_for_people(file: Path) -> None:
    result = evaluate(file)
    assert result.exit_code == 0
    for part in ("Wanted", "Intent", "Language", "Tag", "File", "Confidence", "tokens", "Turns right: 2/3 = 66.7 %"):
        assert part in result.output


def test_text_in_brackets_is_no_style(tmp_path: Path) -> None:
    file = write_set(tmp_path / "a.jsonl", [{"text": "[bold]what is c40[/nothing]?", "outcome": ["social"]}])
    assert "[bold]what is c40[/nothing]?" in evaluate(file).output


# The comparison


def test_the_first_run_has_nothing_to_compare_with(file: Path) -> None:
    assert report(file)["comparison"] is None


def test_what_changed_since_the_last_run(file: Path) -> None:
    report(file)
    added = {"text": "thanks", "outcome": ["social"]}
    write_set(
        file,
        [RIGHT, {**FOLLOWING, "outcome": ["fallback"]}],
        [{**WRONG, "outcome": ["answer"], "match": "exact"}],
        [added],
    )
    comparison = report(file)["comparison"]
    assert comparison["newly_wrong"] == ["sets/small: what is MUFPP? / and its website?"]
    assert comparison["newly_right"] == ["sets/small: what is c40?"]
    assert (comparison["added"], comparison["removed"]) == (1, 0)
    assert comparison["percent_before"] == pytest.approx(100 * 2 / 3)
    assert comparison["percent_now"] == pytest.approx(100 * 3 / 4)
    output = evaluate(file).output
    assert "Newly right: 0" in output
    assert "Newly wrong: 0" in output


def test_a_run_without_comparison_leaves_nothing(file: Path, tmp_path: Path) -> None:
    assert report(file, "--no-compare")["comparison"] is None
    assert not (tmp_path / "var" / "evaluations").exists()


@pytest.mark.parametrize("kept", ["", "[", "[]", "{}"])
def test_a_kept_run_that_is_broken_is_none(kept: str, file: Path, tmp_path: Path) -> None:
    report(file)
    (run,) = (tmp_path / "var" / "evaluations").iterdir()
    run.write_text(kept, encoding="utf-8")
    assert report(file)["comparison"] is None
    assert report(file)["comparison"] is not None


def test_a_run_is_named_after_its_files() -> None:
    assert run_name(["en/about", "it/link"], 0, 0).startswith("en-about-it-link-")
    assert run_name(["it/link", "en/about"], 0, 0) == run_name(["en/about", "it/link"], 0, 0)
    runs = [run_name(["a" * 300], slips, seed) for slips, seed in ((0, 0), (0.25, 0), (0.25, 1), (0.5, 0))]
    assert len(set(runs)) == len(runs)
    assert all(len(run) < 100 for run in runs)


# Slips


def test_questions_with_slips(file: Path) -> None:
    run = report(file, "--slips", "1", "--worst", "3")
    assert run["total"]["total"] == 3
    assert report(file, "--slips", "1")["comparison"]["added"] == 0
    assert report(file)["comparison"] is None, "a run with slips is another run"


@pytest.mark.parametrize("rate", ["-0.1", "1.1", "many"])
def test_a_rate_is_a_share(rate: str, file: Path) -> None:
    assert evaluate(file, "--slips", rate).exit_code == 2


@given(st.text(), st.integers(0, 5))
def test_no_rate_no_slips(text: str, seed: int) -> None:
    assert with_slips(text, 0, QWERTY, seed) == text


@pytest.mark.parametrize("layout", [QWERTY, ITALIAN])
@given(words=st.lists(st.text("abcdefgàèilmnopqrstuz", min_size=1, max_size=10), min_size=1), seed=st.integers(0, 99))
def test_every_long_word_gets_one_slip_at_the_highest_rate(layout: Any, words: list[str], seed: int) -> None:
    text = with_slips(" ".join(words), 1, layout, seed)
    for word, typed in zip(words, text.split(" "), strict=True):
        assert OSA.distance(word, typed) == (1 if len(word) >= SHORTEST else 0)


def test_slips_are_the_same_every_time_and_others_with_another_seed() -> None:
    text = "which networks does the city belong to, and since when"
    assert with_slips(text, 0.5) == with_slips(text, 0.5)
    assert len({with_slips(text, 0.5, seed=seed) for seed in range(20)}) > 10


def test_the_rate_is_the_share_of_words() -> None:
    words = [f"{first}{second}word" for first in "abcdefghijklmnopqrst" for second in "abcdefghijklmnopqrst"]
    typed = with_slips(" ".join(words), 0.25).split()
    assert 0.18 < sum(word != other for word, other in zip(words, typed, strict=True)) / len(words) < 0.32


def test_all_kinds_of_slip_are_made() -> None:
    made = {with_slips("city", 1, seed=seed) for seed in range(300)}
    assert {"ciy", "ciity", "ctiy", "cify"} <= made


def test_capitals_stay_capitals() -> None:
    assert all(with_slips("FOOD", 1, seed=seed).isupper() for seed in range(50))


def test_keys_lie_beside_each_other() -> None:
    assert set(neighbours(QWERTY)["s"]) == set("awedxz")
    assert set(neighbours(QWERTY)["p"]) == {"o", "l"}
    assert {"ò", "è"} <= set(neighbours(ITALIAN)["l"]) | set(neighbours(ITALIAN)["p"])
    for layout in (QWERTY, ITALIAN):
        near = neighbours(layout)
        assert all(letter in near[other] for letter, others in near.items() for other in others)


def test_commands_have_no_slips_and_requirements_stay(tmp_path: Path) -> None:
    file = read_question_file(
        write_set(tmp_path / "a.jsonl", [{"text": "/network eurocities", "outcome": ["answer"]}, RIGHT], lang="it")
    )
    (command, before), (_, after) = file.conversations[0].turns, slipped(file, 1).conversations[0].turns
    assert slipped(file, 1).conversations[0].turns[0] == command
    assert after.text != before.text
    assert (after.outcomes, after.networks, after.facts) == (before.outcomes, before.networks, before.facts)
