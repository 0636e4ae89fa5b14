"""Templates of phrases: what they stand for, and what is wrong with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.language import language_codes
from intents.phrases import FACT, MOST_VARIANTS, IntentFile, TemplateError, expand, load_phrases, phrase_files, sample
from knowledge.documents import parse_document, read_document
from tests.city import knowledge


@pytest.mark.parametrize(
    ("template", "sentences"),
    [
        ("how many", ["how many"]),
        ("(who|what) is it", ["who is it", "what is it"]),
        ("what is it [exactly]", ["what is it", "what is it exactly"]),
        ("[the] city [of x]", ["city", "city of x", "the city", "the city of x"]),
        ("a (b|c [d]) e", ["a b e", "a c e", "a c d e"]),
        ("[(a|b)] c", ["c", "a c", "b c"]),
        ("[a|b] c", ["c", "a c", "b c"]),
        ("(a|) b", ["a b", "b"]),
        ("(a|a) b", ["a b"]),
        ("  spare   spaces ", ["spare spaces"]),
        ("is {city} in {network}", ["is {city} in {network}"]),
        ("a | b", ["a | b"]),
    ],
)
def test_a_template_stands_for_sentences(template: str, sentences: list[str]) -> None:
    assert expand(template) == sentences


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        ("what (is it", "missing"),
        ("what is] it", "does not match"),
        ("(what is] it)", "does not match|missing"),
        ("what [is (it]", "does not match|missing"),
        ("what is {netwrok}", "netwrok"),
        ("what is {}", "not known"),
    ],
)
def test_a_wrong_template_is_told(template: str, complaint: str) -> None:
    with pytest.raises(TemplateError, match=complaint):
        expand(template)


def test_a_long_template_does_not_outweigh_short_ones() -> None:
    long = "(a|b|c|d) (e|f|g|h) (i|j|k|l)"
    assert len(expand(long)) == 64
    assert len(set(sample(long))) == MOST_VARIANTS
    assert set(sample(long)) < set(expand(long))
    assert sample(long) == sample(long)


@given(st.lists(st.sampled_from(["a", " ", "(", ")", "[", "]", "|", "{city}"]), max_size=12).map("".join))
def test_any_template_is_expanded_or_refused(template: str) -> None:
    try:
        sentences = expand(template)
    except TemplateError:
        return
    assert sentences
    assert not any(bracket in sentence for sentence in sentences for bracket in "()[]")


# The phrases of this project

EACH = pytest.mark.parametrize("language", language_codes())


@EACH
def test_every_language_has_phrases_for_the_same_intents(language: str) -> None:
    first = {file.stem for code, file in phrase_files([language_codes()[0]])}
    assert {file.stem for _, file in phrase_files([language])} == first


@EACH
def test_no_phrase_asks_for_two_things(language: str) -> None:
    """A template that stands in two files teaches both intents wrong."""
    asks: dict[str, set[str]] = {}
    for _, file in phrase_files([language]):
        content = parse_document(read_document(file), IntentFile)
        for phrase in content.phrases:
            asks.setdefault(phrase, set()).add(content.intent)
    for attribute in knowledge().attributes:
        for phrase in attribute.phrases.root.get(language, ()):
            asks.setdefault(phrase, set()).add(FACT + attribute.id)
    assert {phrase: sorted(intents) for phrase, intents in asks.items() if len(intents) > 1} == {}


@EACH
def test_every_intent_and_attribute_has_enough_phrases(language: str) -> None:
    phrases = load_phrases(knowledge(), [language])
    count: dict[str, int] = {}
    for phrase in phrases:
        count[phrase.intent] = count.get(phrase.intent, 0) + (phrase.language == language)
    wanted = {FACT + attribute.id for attribute in knowledge().attributes} | {
        f.stem for _, f in phrase_files([language])
    }
    assert {intent: count.get(intent, 0) for intent in wanted if count.get(intent, 0) < 30} == {}
