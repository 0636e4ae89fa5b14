"""A message becomes sentences of clean words: frames off, short forms in full, words that were run together apart."""

from __future__ import annotations

import pytest

from intents.assistant import Assistant
from intents.sentences import Sentence


def read(assistant: Assistant, text: str) -> list[Sentence]:
    return assistant.model.sentences.read(text)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("What is C40? Who founded it?", ["what is c40", "who founded it"]),
        ("What is C40\nWho founded it", ["what is c40", "who founded it"]),
        ("Is it big?! Really…", ["is it big", "really"]),
        ("what does the m.u.f.p.p. do", ["what does the mufpp do"]),
        ("what does the C.4.0. do", ["what does the c40 do"]),
        ("figures of 1.5 degrees", ["figures of 1 5 degrees"]),
        ("", []),
        ("?!", []),
    ],
)
def test_sentences_end_where_they_end(assistant: Assistant, text: str, sentences: list[str]) -> None:
    assert [" ".join(sentence.words) for sentence in read(assistant, text)] == sentences


@pytest.mark.parametrize(
    ("framed", "words"),
    [
        ("hello, could you please tell me what C40 is, thanks", "what c40 is"),
        ("Buongiorno, mi saprebbe dire cos'è C40? Grazie", "cos e c40"),
        ("hi there what is C40 please", "what is c40"),
        ("what is C40", "what is c40"),
    ],
)
def test_frames_are_taken_off(assistant: Assistant, framed: str, words: str) -> None:
    assert " ".join(read(assistant, framed)[0].words) == words


@pytest.mark.parametrize("text", ["hello", "grazie mille", "please", "hi there"])
def test_nothing_but_a_frame_is_kept_and_said_so(assistant: Assistant, text: str) -> None:
    (sentence,) = read(assistant, text)
    assert sentence.is_frame_only
    assert " ".join(sentence.words) == text


def test_the_frames_are_still_known(assistant: Assistant) -> None:
    (sentence,) = read(assistant, "hello what is C40")
    assert not sentence.is_frame_only
    assert [token.text for token in sentence.whole] == ["hello", "what", "is", "c40"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("whats c40", "what is c40"),
        ("hq of c40", "headquarters of c40"),
        ("whichnetworks", "which networks"),
        ("howmanycities", "how many cities"),
        ("c 4 0", "c40"),
        ("e u r o c i t i e s", "eurocities"),
    ],
)
def test_words_are_read_as_they_are_meant(assistant: Assistant, typed: str, words: str) -> None:
    assert " ".join(read(assistant, typed)[0].words) == words


@pytest.mark.parametrize("word", ["eurocities", "netwrok", "eurocites", "sustainability", "xqzwvkjhg"])
def test_a_word_is_not_torn_apart(assistant: Assistant, word: str) -> None:
    assert read(assistant, word)[0].words == (word,)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("what is C40", True),
        ("C40?", True),
        ("quante città", True),
        ("is it big", True),
        ("C40", False),
        ("I read about C40.", False),
        ("C40？", True),
    ],
)
def test_a_question_is_told_by_its_mark_or_its_first_word(assistant: Assistant, text: str, asked: bool) -> None:
    assert read(assistant, text)[0].is_question is asked


def clauses(assistant: Assistant, text: str, name: tuple[int, int] | None = None) -> list[str]:
    (sentence,) = read(assistant, text)
    parts = assistant.model.sentences.clauses(sentence, text, name)
    return [" ".join(part.words) for part in parts]


def test_a_long_sentence_has_its_clauses(assistant: Assistant) -> None:
    found = clauses(assistant, "we met last year in the town hall, and now the question: which cities founded C40")
    assert "which cities founded c40" in found
    assert "we met last year in the town hall" in found


def test_a_part_up_to_the_name_is_a_clause(assistant: Assistant) -> None:
    assert "how many cities are in c40" in clauses(assistant, "how many cities are in C40 because my boss asks", (5, 6))


def test_clauses_are_few_however_long_the_sentence(assistant: Assistant) -> None:
    assert 0 < len(clauses(assistant, "what about cities, " * 200)) < 20
