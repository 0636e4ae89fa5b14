"""The language of a question is told by its words; where they do not tell, by the conversation, then by the client."""

from __future__ import annotations

import pytest

from intents.assistant import Assistant
from intents.context import EMPTY, Context
from intents.language import LanguageGuesser, language_codes, load_language, load_understood
from intents.normalise import tokenise
from tests.city import knowledge

CODES = language_codes()


@pytest.fixture(scope="module")
def guesser() -> LanguageGuesser:
    return LanguageGuesser([load_language(code) for code in CODES])


def guess(guesser: LanguageGuesser, text: str, *preferred: str | None, names: frozenset[int] = frozenset()) -> str:
    return guesser.guess(tokenise(text), names, *preferred)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("what is this network about", "en"),
        ("di cosa si occupa questa rete", "it"),
        ("how many cities", "en"),
        ("quante città", "it"),
        ("quante citta sono", "it"),
        ("HOW MANY ARE THERE", "en"),
        ("perché no", "it"),
        ("who founded it", "en"),
        ("chi l'ha fondata", "it"),
        ("thanks a lot", "en"),
        ("grazie mille", "it"),
        ("the mayor of Milano", "en"),
        ("il sindaco di Milan", "it"),
    ],
)
def test_the_words_tell_the_language(guesser: LanguageGuesser, text: str, language: str) -> None:
    others = (code for code in CODES if code != language)
    assert guess(guesser, text, *others) == language


@pytest.mark.parametrize("text", ["", "xyzzy", "42", "🌍"])
@pytest.mark.parametrize(
    ("preferred", "language"),
    [
        (("it", "en"), "it"),
        ((None, "it"), "it"),
        (("en", "it"), "en"),
        (("fr", "it"), "it"),
        ((None, "fr", "en"), "en"),
    ],
)
def test_where_words_do_not_tell_the_first_known_preference_counts(
    guesser: LanguageGuesser, text: str, preferred: tuple[str | None, ...], language: str
) -> None:
    assert guess(guesser, text, *preferred) == language


def test_a_name_speaks_for_no_language(guesser: LanguageGuesser) -> None:
    assert guess(guesser, "pace in comune", "en", names=frozenset({0, 1, 2})) == "en"
    assert guess(guesser, "the forum", "it", names=frozenset({0, 1})) == "it"


# Through the assistant

NAME = knowledge().networks[0].short_name


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (f"what is {NAME.text('en')}", "en"),
        (f"cos'è {NAME.text('it')}", "it"),
        ("how many cities are in Pace in Comune?", "en"),
        ("quante città ci sono nel World Cities Culture Forum?", "it"),
        ("qual è il website ufficiale di Eurocities?", "it"),
        ("what is the capital of France?", "en"),
        ("qual è la capitale della Francia?", "it"),
    ],
)
@pytest.mark.parametrize("client", ["en", "it", "de", None])
def test_the_reply_is_in_the_language_of_the_question(
    assistant: Assistant, text: str, language: str, client: str | None
) -> None:
    assert assistant.respond(text, client_language=client).reply.language == language


@pytest.mark.parametrize(
    ("client", "language"),
    [("it", "it"), ("it-IT", "it"), ("IT", "it"), ("en-GB", "en"), ("de", "en"), ("", "en"), (None, "en")],
)
def test_a_bare_name_is_answered_in_the_language_of_the_client(
    assistant: Assistant, client: str | None, language: str
) -> None:
    assert assistant.respond(NAME.text("en"), EMPTY, client).reply.language == language


def test_the_conversation_counts_more_than_the_client(assistant: Assistant) -> None:
    assert assistant.respond(NAME.text("en"), Context(language="it"), "en").reply.language == "it"


def test_a_conversation_may_change_its_language(assistant: Assistant) -> None:
    turn = assistant.respond(f"cos'è {NAME.text('it')}?")
    assert turn.context.language == "it"
    turn = assistant.respond("and how many cities are there?", turn.context)
    assert (turn.reply.language, turn.context.language) == ("en", "en")


# The data


@pytest.mark.parametrize("code", CODES)
def test_a_language_has_words_for_everything(code: str) -> None:
    words = load_language(code).words
    assert [name for name in type(words).model_fields if not getattr(words, name)] == []


def test_every_language_of_the_city_is_spoken() -> None:
    assert set(knowledge().city.languages) <= set(CODES)


def test_english_comes_first_as_the_one_to_fall_back_on() -> None:
    assert CODES[0] == "en"


def test_a_language_that_is_only_understood_is_not_one_that_is_spoken() -> None:
    understood = [language.language for language in load_understood()]
    assert understood
    assert not set(understood) & set(CODES)
