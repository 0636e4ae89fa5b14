"""An invented city, which is nothing but YAML, gets a working assistant: tests/second_city."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from bot.check import check, readable
from intents.assistant import Assistant
from intents.normalise import normalise
from knowledge.base import COMMON, load_knowledge
from knowledge.models import Network
from tests.city import ROOT, loaded
from tests.city import knowledge as own_knowledge
from tests.intents.question_files import judge, read_question_file
from tests.intents.reachability import QUESTIONS

FOLDER = ROOT / "tests" / "second_city"
KNOWLEDGE = FOLDER / "knowledge"
CITY = load_knowledge(KNOWLEDGE)
ASKED = read_question_file(FOLDER / "questions.yaml")
FEWEST_QUESTIONS = 30


@pytest.fixture(scope="module")
def second() -> Assistant:
    """The assistant of the invented city; what it learns is kept beside that of the real one."""
    return loaded(KNOWLEDGE)


def test_its_knowledge_passes_the_check_of_editors() -> None:
    assert [readable(problem) for problem in check(KNOWLEDGE).problems] == []


def test_every_question_is_answered_rightly(second: Assistant) -> None:
    missed = [str(turn) for turn in judge(second, ASKED) if turn.problems]
    assert not missed, "\n".join(missed)


def test_enough_is_asked_in_each_language() -> None:
    asked = [conversation.language for conversation, _ in ASKED.turns()]
    assert set(asked) == set(CITY.city.languages)
    assert min(map(asked.count, CITY.city.languages)) >= FEWEST_QUESTIONS


@pytest.mark.parametrize("language", CITY.city.languages)
@pytest.mark.parametrize("network", CITY.networks, ids=lambda network: network.id)
def test_everything_that_is_known_of_a_network_is_told(network: Network, language: str, second: Assistant) -> None:
    questions = [asked for ask in QUESTIONS for asked in ask(CITY, network, language)]
    replies = ((asked, second.respond(asked.text, client_language=language).reply) for asked in questions)
    missed = [f"{asked.text!r}: {complaint}" for asked, reply in replies if (complaint := asked.complaint(reply))]
    assert questions
    assert not missed, "\n".join(missed)


# Nothing of one city reaches the other


def test_no_reply_speaks_of_the_other_city(second: Assistant) -> None:
    """No name of the real city or its networks is said, except where the question names it."""
    names = _own_names()
    wrong = [
        f"{turn.turn.text!r}: {said}"
        for turn in judge(second, ASKED)
        if (said := _said(names, turn.reply.model_dump_json()) - _said(names, turn.turn.text))
    ]
    assert not wrong, "\n".join(wrong)


def _own_names() -> frozenset[str]:
    own = own_knowledge()
    networks = {
        name
        for network in own.networks
        for name in (*network.name.root.values(), *network.short_name.root.values(), network.acronym or "")
    }
    city = {*own.city.name.root.values(), *own.city.page_url.root.values()}
    return frozenset(normalise(name) for name in networks | city) - {""}


def _said(names: frozenset[str], text: str) -> set[str]:
    plain = f" {normalise(text)} "
    return {name for name in names if f" {name} " in plain}


def test_the_cities_share_no_network_and_no_topic() -> None:
    own = own_knowledge()
    assert not {network.id for network in CITY.networks} & {network.id for network in own.networks}
    assert not {topic.id for topic in CITY.topics} & {topic.id for topic in own.topics}
    assert {item.id for item in CITY.attributes} - {item.id for item in own.attributes} == {"scholarships"}


def test_data_of_all_cities_name_none() -> None:
    """What every city shares is no place for the names of one."""
    names = {normalise(name) for city in (own_knowledge().city, CITY.city) for name in city.name.root.values()}
    wrong = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in (*sorted(COMMON.rglob("*.yaml")), *sorted((ROOT / "intents" / "replies").glob("*.yaml")))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if not names.isdisjoint(normalise(line).split())
    ]
    assert not wrong, "\n".join(wrong)


def test_python_names_no_attribute_that_only_one_city_has() -> None:
    """An attribute that code names is common to all cities; the others are known from data alone."""
    common = {file.stem for file in (COMMON / "attributes").glob("*.yaml")}
    everywhere = {attribute.id for city in (own_knowledge(), CITY) for attribute in city.attributes}
    of_one_city = everywhere - common
    named = [(place, text.removeprefix("fact.")) for place, text in _strings()]
    assert of_one_city
    assert [f"{place}: {text}" for place, text in named if text in of_one_city] == []


def test_every_attribute_that_python_names_is_common_to_all_cities() -> None:
    common = {file.stem for file in (COMMON / "attributes").glob("*.yaml")}
    named = [(place, text) for place, text in _strings() if re.fullmatch(r"fact\.[a-z-]+", text)]
    assert named
    assert [f"{place}: {text}" for place, text in named if text.removeprefix("fact.") not in common] == []


def test_python_names_nothing_of_the_second_city() -> None:
    names = {normalise(name) for name in CITY.city.name.root.values()} | {network.id for network in CITY.networks}
    assert [f"{place}: {text}" for place, text in _strings() if names & {text, *normalise(text).split()}] == []


def _strings() -> Iterator[tuple[str, str]]:
    """Every string in the code, with its place."""
    for file in (
        file for package in ("knowledge", "intents", "bot") for file in sorted((ROOT / package).rglob("*.py"))
    ):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield f"{file.relative_to(ROOT)}:{node.lineno}", node.value
