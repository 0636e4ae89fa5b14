"""The shape of the house: which package may import which, no city in Python, the same sentences in all languages."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from intents.lexicon import common_words
from intents.normalise import normalise
from knowledge.documents import read_document
from tests.city import ROOT, knowledge

PACKAGES = ("knowledge", "intents", "bot")
MAY_NOT_IMPORT = {
    "knowledge": {"intents", "bot", "tests", "telegram"},
    "intents": {"bot", "tests", "telegram"},
    "bot": {"tests"},
}
"""Arrows point down only, from the surfaces to what is asked to what is known; Telegram is a matter of the surfaces."""


def modules(*packages: str) -> list[Path]:
    """The Python files of packages."""
    return [file for package in packages for file in sorted((ROOT / package).rglob("*.py"))]


@cache
def tree(file: Path) -> ast.Module:
    """The syntax of a file."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def place(file: Path, node: ast.AST) -> str:
    """Where something stands, as editors open it."""
    return f"{file.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


# Arrows


@pytest.mark.parametrize("package", PACKAGES)
def test_arrows_point_down(package: str) -> None:
    wrong = [
        f"{place(file, node)} imports {name}"
        for file in modules(package)
        for node, name in _imports(file)
        if name.split(".")[0] in MAY_NOT_IMPORT[package]
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("package", "below"), [("bot", "intents"), ("intents", "knowledge")])
def test_the_imports_are_found(package: str, below: str) -> None:
    """The arrows that are allowed are there, so the test above does look."""
    assert any(name.split(".")[0] == below for file in modules(package) for _, name in _imports(file))


def _imports(file: Path) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from ((node, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            # A relative import stays in its package, unless its dots lead out of it; then its module is named.
            yield node, node.module or ""


# No city in Python


def test_nothing_in_python_names_the_city_its_networks_or_its_topics() -> None:
    found = [
        f"{place(file, node)}: {word!r}"
        for file in modules(*PACKAGES)
        for node, text in _written(file)
        for word in _city_words_in(text)
    ]
    assert not found, "\n".join(found)


@cache
def _city_words_in(text: str) -> list[str]:
    """The words of the city that a text holds, each as whole words; ids with a hyphen as they are written in data."""
    plain = f" {normalise(text)} "
    words = plain.split()
    names = [
        name for word in dict.fromkeys(words) for name in _names_by_first_word().get(word, ()) if f" {name} " in plain
    ]
    return names + [id for id in _hyphened_ids() if re.search(rf"(?<![\w-]){re.escape(id)}(?![\w-])", text)]


@cache
def _names_by_first_word() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(_city_words()):
        found.setdefault(name.split()[0], []).append(name)
    return found


PROGRAMMING = {"migrate", "migrates", "migrating", "migration", "migrations"}
"""Words of topics that programs need as well: databases migrate, and so do Telegram's groups."""


@cache
def _city_words() -> frozenset[str]:
    """What would tie the code to one city: names that no program holds by chance, in comparable form.

    They are read from the knowledge, so that no test lists them. Of the ids, names and aliases of networks, and of the
    words of topics, those count that are

    - the whole name of a network, where it has several words ("resilient cities network"), or
    - told from ordinary language by a word of at least four letters, or with a digit among its letters, which is not
      among the common words of any language: "mufpp" and "c40" are, "climate", "pact" and "the forum" are not.

    Of the names of the city all count that are one capitalised word, common or not.
    """
    city = knowledge()
    common = frozenset().union(*(common_words(language) for language in city.city.languages))
    whole = {
        text for network in city.networks for text in (*network.name.root.values(), *network.short_name.root.values())
    }
    names = set(whole)
    for network in city.networks:
        names |= {network.id, network.acronym or "", *network.aliases.all()}
    for topic in city.topics:
        names |= {topic.id, *topic.words.all()}
    own = {
        name for name in (*city.city.name.root.values(), *city.city.names.all()) if name.isalpha() and name[0].isupper()
    }
    telling = {normalise(name) for name in names if _is_telling(normalise(name).split(), common)}
    found = telling | {normalise(name) for name in own} | {name for name in map(normalise, whole) if " " in name}
    return frozenset(found - PROGRAMMING)


@cache
def _hyphened_ids() -> frozenset[str]:
    """The ids with a hyphen: as a whole they are no words of any language, even where their parts are."""
    city = knowledge()
    return frozenset(item.id for item in (*city.networks, *city.topics) if "-" in item.id)


def _is_telling(words: list[str], common: frozenset[str]) -> bool:
    """Whether a name cannot be written by chance."""
    strange = [word for word in words if word not in common and (len(word) >= 4 or any(map(str.isdigit, word)))]
    return bool(strange) and any(not word.isdigit() for word in strange)


@pytest.mark.parametrize(
    "text",
    [
        "about C40",
        "mufpp",
        "in Milan.",
        "Comune di Milano",
        "an Efus city",
        "id='mayors-dialogue'",
        "the Milan Pact",
        "air-quality",
    ],
)
def test_words_of_the_city_are_found(text: str) -> None:
    assert _city_words_in(text)


@pytest.mark.parametrize(
    "text", ["climate", "a pact of cities", "the forum", "food policy", "100 mayors", "air quality", "milanesque"]
)
def test_ordinary_words_may_stand_in_code(text: str) -> None:
    assert not _city_words_in(text)


def _written(file: Path) -> Iterator[tuple[ast.AST, str]]:
    """Every string, docstrings too, and every identifier of a file, the parts of an identifier as words."""
    for node in ast.walk(tree(file)):
        match node:
            case ast.Constant(value=str() as text):
                yield node, text
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=str() as name):
                yield node, _spaced(name)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield node, _spaced(name)
            case ast.alias(name=name):
                yield node, _spaced(name)


def _spaced(identifier: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_|\.", " ", identifier)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("NAME = 'about my_city'", {"about my city"}),
        ('"""A docstring."""', {"a docstring"}),
        ("def of_my_city(): ...", {"of my city"}),
        ("class MyCity: ...", {"my city"}),
        ("f(my_city=1)", {"my city", "f"}),
        ("f'{x} my city'", {"my city", "x"}),
        ("import my_city.rules", {"my city rules"}),
    ],
)
def test_strings_and_identifiers_are_looked_at(code: str, words: set[str], tmp_path: Path) -> None:
    file = tmp_path / "code.py"
    file.write_text(code, encoding="utf-8")
    assert words <= {normalise(text) for _, text in _written(file)}


# Sentences: the same in all languages


@pytest.mark.parametrize("folder", ["intents/replies", "bot/texts", "bot/overview/texts", "bot/texts/telegram"])
def test_every_language_has_the_same_sentences_with_the_same_slots(folder: str) -> None:
    languages = {file.stem: _slots(file) for file in sorted((ROOT / folder).glob("*.yaml"))}
    assert languages.keys() >= set(knowledge().city.languages)
    first, *others = languages.values()
    for other in others:
        assert first == other


def _slots(file: Path) -> dict[str, frozenset[str]]:
    """For each key of a file the slots that its sentence fills."""
    data = read_document(file).data
    assert isinstance(data, dict)
    return {
        key: frozenset(name for _, name, _, _ in string.Formatter().parse(str(text)) if name is not None)
        for key, text in data.items()
    }
