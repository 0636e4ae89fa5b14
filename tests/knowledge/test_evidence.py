"""The knowledge against the page that it comes from: nothing added, nothing left out.

The page is no part of the project. Where it lies beside it, in a folder that projects share, these tests run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from intents.normalise import normalise
from knowledge.models import Fact, Localized, LocalizedWords, Model, Network, Role
from tests.city import ROOT, knowledge

PAGE = ROOT.parent / "shared" / "page" / "milan-networks-page.txt"

pytestmark = pytest.mark.skipif(not PAGE.exists(), reason="the page is not beside the project")

CITY = knowledge()
EVERY_NETWORK = pytest.mark.parametrize("network", CITY.networks, ids=lambda network: network.id)

SPELLED_OUT = {
    "6": "six thematic forums",
    "20": "approximately twenty",
    "40": "more than forty working groups",
    "90": "born in the nineties",
    "1990": "born in the nineties",
}
"""Figures of our texts that the page writes in words, with the page's words."""


@pytest.fixture(scope="module")
def page() -> str:
    """The page, with each run of white space as one space."""
    return " ".join(PAGE.read_text(encoding="utf-8").split())


# Nothing added


@EVERY_NETWORK
def test_every_statement_has_its_evidence_on_the_page(network: Network, page: str) -> None:
    statements: tuple[Fact | Role, ...] = (*network.facts, *network.membership.roles)
    assert [statement.source for statement in statements if statement.source not in page] == []


@EVERY_NETWORK
def test_evidence_is_more_than_a_word(network: Network) -> None:
    statements: tuple[Fact | Role, ...] = (*network.facts, *network.membership.roles)
    assert [statement.source for statement in statements if len(statement.source.split()) < 3] == []


@EVERY_NETWORK
def test_every_figure_that_is_told_is_on_the_page(network: Network, page: str) -> None:
    on_the_page = set(_figures(page)) | set(SPELLED_OUT)
    invented = {figure: text for text in _told(network) for figure in _figures(text) if figure not in on_the_page}
    assert not invented


@EVERY_NETWORK
def test_every_value_and_date_is_on_the_page(network: Network, page: str) -> None:
    """Values decide orders and comparisons, so they must be right even where the sentence says it otherwise."""
    on_the_page = set(_figures(page)) | set(SPELLED_OUT)
    moments = [network.membership.since, *(fact.date for fact in network.facts)]
    moments += [fact.value for fact in network.facts if isinstance(fact.value, str)]
    years = {moment[:4] for moment in moments if moment}
    numbers = {str(fact.value) for fact in network.facts if isinstance(fact.value, int)}
    wrong = {number for number in numbers if not _is_on(number, on_the_page)} | (years - on_the_page)
    assert not wrong


def test_every_figure_in_words_is_needed_and_on_the_page(page: str) -> None:
    told = {figure for network in CITY.networks for text in _told(network) for figure in _figures(text)}
    told |= {str(fact.value)[:4] for network in CITY.networks for fact in network.facts}
    assert [words for words in SPELLED_OUT.values() if words not in page] == []
    assert [figure for figure in SPELLED_OUT if figure not in told] == []


# Nothing left out

OF_THE_PAGE_ONLY = {
    "Celsius": "the knowledge writes °C",
    "European Program for the Prevention and Fight": "the knowledge writes programme, and its full name",
    "Housing Working Groups": "the last of a row of groups, which the knowledge names one by one",
    "Visit Website": "the label of a link",
}
"""Names and figures of the page that no one can ask for, with the reason; reviewed one by one."""


def test_every_figure_of_the_page_is_known(page: str) -> None:
    known = {figure for text in _everything() for figure in _figures(text)}
    known |= {str(int(part)) for part in CITY.city.page_date.split("-")}
    figures = {figure.lstrip("0") for figure in _figures(page)}
    assert sorted(figures - known - OF_THE_PAGE_ONLY.keys()) == []


def test_every_name_of_the_page_is_known() -> None:
    known = "\n".join(f" {normalise(text)} " for text in _everything())
    missing = [name for name in _names_on_the_page() if not _is_known(name, known)]
    assert sorted(set(missing) - OF_THE_PAGE_ONLY.keys()) == []


def test_every_exception_is_on_the_page_and_needed(page: str) -> None:
    known = "\n".join(f" {normalise(text)} " for text in _everything())
    figures = {figure for text in _everything() for figure in _figures(text)}
    assert [name for name in OF_THE_PAGE_ONLY if name not in page] == []
    assert [name for name in OF_THE_PAGE_ONLY if name in figures or _is_known(name, known)] == []


_NAME = re.compile(r"[A-Z][\w'’-]*(?: (?:(?:of|for|on|the|and|&) ){0,2}[A-Z][\w'’-]*)*")
_JOINING = re.compile(r" (?:and|&|of|for|on)(?: the)? ")
_OPENS_A_SENTENCE = re.compile(r"(?:^|[.:!?•]\s*[\"“]?|\n\s*)$")
_LONGEST_COMMON = 3


def _names_on_the_page() -> Iterator[str]:
    """Capitalised words and runs of them, such as "Palazzo Reale"; a single word only inside a sentence."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        for match in _NAME.finditer(line):
            name = re.sub(r"^(?:Il|The) ", "", match[0])
            single = " " not in name
            opens = bool(_OPENS_A_SENTENCE.search(line[: match.start()]))
            if not (single and (opens or len(name) <= _LONGEST_COMMON)):
                yield name


def _is_known(name: str, known: str) -> bool:
    """Whether the knowledge holds a name, or each of the names that are joined in it."""
    return all(f" {normalise(part)} " in known for part in _JOINING.split(name)) or f" {normalise(name)} " in known


# The texts of the knowledge


def _everything() -> Iterator[str]:
    """Every text of the knowledge of this city, but for the evidence, which is the page itself."""
    yield from _texts(CITY.city)
    for network in CITY.networks:
        yield from _texts(network)


def _texts(value: object) -> Iterator[str]:
    match value:
        case Localized() | LocalizedWords():
            yield from _texts(tuple(value.root.values()))
        case Model():
            for name in type(value).model_fields:
                if name != "source":
                    yield from _texts(getattr(value, name))
        case tuple():
            for item in value:
                yield from _texts(item)
        case str() | int():
            yield str(value)


def _told(network: Network) -> Iterator[str]:
    """What replies say of a network: all its texts but names and words by which it is asked for, and addresses."""
    statements: tuple[Fact | Role, ...] = (*network.facts, *network.membership.roles)
    texts = [network.summary, *(statement.text for statement in statements)]
    texts += [role.body for role in network.membership.roles if role.body]
    texts += [fact.unit for fact in network.facts if fact.unit]
    return (text for localized in texts for text in localized.root.values())


def _figures(text: str) -> list[str]:
    """The numbers in figures, with a decimal point whatever the language: "1,5" is "1.5"."""
    return [figure.replace(",", ".") for figure in re.findall(r"\d+(?:[.,]\d+)?", text)]


def _is_on(number: str, figures: set[str]) -> bool:
    """Whether a number is among the figures of a page that writes millions as a word."""
    return number in figures or (number.endswith("000000") and number.removesuffix("000000") in figures)
