"""The checks of the knowledge: each mistake is named with its file, its line, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core_settings import knowledge_dir
from knowledge.base import read_knowledge
from knowledge.checking import check_knowledge, loose
from knowledge.problems import InvalidFilesError, Problem

CITY = """\
name: {en: Ghent, it: Gand}
names:
  en: [Ghent]
  it: [Gand]
languages: [en, it]
page_title: {en: Networks, it: Reti}
page_url: {en: https://ghent.example/networks, it: https://ghent.example/reti}
page_date: '2024-05'
introduction: {en: Our networks., it: Le nostre reti.}
ambiguous_names:
  - words:
      en: [the river one]
      it: [quella del fiume]
    networks: [rivers, harbours]
"""

TOPICS = """\
- id: water
  name: {en: water, it: acqua}
  words:
    en: [water, rivers]
    it: [acqua, fiumi]
- id: trade
  name: {en: trade, it: commercio}
  words:
    en: [trade]
    it: [commercio]
"""

RIVERS = """\
id: rivers
name: {en: League of River Cities, it: Lega delle città di fiume}
short_name: {en: River Cities, it: Città di fiume}
acronym: LRC
aliases:
  en: [river league]
  it: [lega dei fiumi]
scope: global
topics: [water]
summary:
  en: A league of 40 cities.
  it: Una lega di 40 città.
membership:
  roles:
    - kind: chair
      holder: city
      text:
        en: Ghent chairs it.
        it: Gand la presiede.
      source: chairs
facts:
  - attribute: members
    also: [participants]
    value: 40
    unit: {en: cities, it: città}
    text:
      en: The league has 40 cities.
      it: La lega conta 40 città.
    source: 40 cities
links:
  - label: {en: Website, it: Sito}
    url: https://rivers.example.org/
relations:
  - kind: partner
    network: harbours
"""

HARBOURS = """\
id: harbours
name: {en: Harbour Cities, it: Città di porto}
short_name: {en: Harbours, it: Porti}
aliases:
  en: [port cities]
  it: [città portuali]
topics: [trade]
summary:
  en: A network of harbours.
  it: Una rete di porti.
links:
  - label: {en: Website, it: Sito}
    url: https://harbours.example.org/
"""


class Folder:
    """A knowledge folder that is right until a test changes one thing in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "networks").mkdir()
        self.write("city.yaml", CITY)
        self.write("topics.yaml", TOPICS)
        self.write("networks/rivers.yaml", RIVERS)
        self.write("networks/harbours.yaml", HARBOURS)

    def write(self, name: str, text: str) -> None:
        (self.root / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} must stand in {name} once"
        self.write(name, text.replace(old, new))

    def problems(self) -> list[Problem]:
        try:
            return check_knowledge(read_knowledge(self.root))
        except InvalidFilesError as error:
            return list(error.problems)

    def line(self, name: str, text: str) -> int:
        lines = (self.root / name).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)

    def expect(self, name: str, at: str, message: str, remedy: str) -> None:
        """One problem only: in the file `name`, at the line that holds `at`."""
        problems = self.problems()
        assert len(problems) == 1, "\n".join(map(str, problems))
        (problem,) = problems
        assert problem.file == self.root / name
        assert problem.line == self.line(name, at)
        assert message in problem.message
        assert remedy in problem.remedy


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_right_folder_has_no_problems(folder: Folder) -> None:
    assert folder.problems() == []


def test_the_knowledge_of_this_project_is_right() -> None:
    assert check_knowledge(read_knowledge(knowledge_dir(None))) == []


# The shape of files


def test_bad_yaml(folder: Folder) -> None:
    folder.change("networks/rivers.yaml", "scope: global", "scope: [global")
    problems = folder.problems()
    assert [problem.file.name for problem in problems] == ["rivers.yaml"]
    assert abs(problems[0].line - folder.line("networks/rivers.yaml", "scope:")) <= 1  # YAML notices on the next line
    assert "not valid YAML" in problems[0].message
    assert "this line and the one before" in problems[0].remedy


def test_unknown_key(folder: Folder) -> None:
    folder.change("networks/rivers.yaml", "scope: global", "scoop: global")
    folder.expect("networks/rivers.yaml", "scoop", "The key 'scoop' is not known here.", "correct its spelling")


def test_missing_key(folder: Folder) -> None:
    folder.change("networks/rivers.yaml", "topics: [water]\n", "")
    folder.expect("networks/rivers.yaml", "id: rivers", "The key 'topics' is missing.", "Add it.")


def test_key_twice(folder: Folder) -> None:
    folder.change("networks/rivers.yaml", "acronym: LRC", "acronym: LRC\nscope: european")
    folder.expect("networks/rivers.yaml", "scope: global", "The key 'scope' stands twice", "Keep one")


@pytest.mark.parametrize(
    "url", ["rivers.example.org", "http://rivers.example.org/", "https://rivers", "https://a b.org"]
)
def test_wrong_link(folder: Folder, url: str) -> None:
    folder.change("networks/rivers.yaml", "https://rivers.example.org/", url)
    folder.expect("networks/rivers.yaml", "url:", "is not a link", "Correct the value")


def test_missing_file(folder: Folder) -> None:
    (folder.root / "topics.yaml").unlink()
    (problem,) = folder.problems()
    assert problem.file == folder.root / "topics.yaml"
    assert "cannot be read" in problem.message


# Languages and empty texts


@pytest.mark.parametrize(
    ("file", "old", "new", "name"),
    [
        ("networks/rivers.yaml", "\n  it: Una lega di 40 città.", "", "'summary' has no 'it'"),
        ("networks/rivers.yaml", "\n  it: [lega dei fiumi]", "", "'aliases' has no 'it'"),
        ("networks/rivers.yaml", "unit: {en: cities, it: città}", "unit: {en: cities}", "'facts.1.unit' has no 'it'"),
        ("networks/rivers.yaml", "\n        it: Gand la presiede.", "", "'membership.roles.1.text' has no 'it'"),
        ("topics.yaml", "{en: trade, it: commercio}", "{it: commercio}", "'2.name' has no 'en'"),
    ],
)
def test_missing_language(folder: Folder, file: str, old: str, new: str, name: str) -> None:
    folder.change(file, old, new)
    (problem,) = folder.problems()
    assert name in problem.message
    assert problem.file == folder.root / file
    assert "every text is needed in all languages" in problem.remedy


def test_missing_language_has_the_line_of_its_key(folder: Folder) -> None:
    folder.change("networks/rivers.yaml", "\n  it: Una lega di 40 città.", "")
    folder.expect("networks/rivers.yaml", "summary:", "'summary' has no 'it'", "Add 'it: ...'")


def test_the_city_says_which_languages_are_needed(folder: Folder) -> None:
    folder.change("city.yaml", "languages: [en, it]", "languages: [en, it, nl]")
    problems = folder.problems()
    assert {problem.file.name for problem in problems} >= {"rivers.yaml", "harbours.yaml", "topics.yaml", "scopes.yaml"}
    assert all("has no 'nl'" in problem.message for problem in problems)


def test_empty_text(folder: Folder) -> None:
    folder.change("networks/rivers.yaml", "en: Ghent chairs it.", "en: ' '")
    folder.expect("networks/rivers.yaml", "en: ' '", "'membership.roles.1.text.en' is empty", "Write it")


def test_empty_word(folder: Folder) -> None:
    folder.change("networks/rivers.yaml", "en: [river league]", "en: [river league, '']")
    folder.expect("networks/rivers.yaml", "river league", "'aliases.en.2' is empty", "Write it")


def test_words_of_a_topic_in_one_language_only(folder: Folder) -> None:
    folder.change("topics.yaml", "    it: [commercio]", "    it: []")
    folder.expect("topics.yaml", "it: []", "'2.words.it' holds no words", "Add at least one")


# Names


@pytest.mark.parametrize("alias", ["port cities", "Port-Cities", "PORT CITIES!", "pórt cities"])
def test_ambiguous_alias(folder: Folder, alias: str) -> None:
    folder.change("networks/rivers.yaml", "[river league]", f"[river league, '{alias}']")
    folder.expect("networks/rivers.yaml", "river league", "also one of the network 'harbours'", "'ambiguous_names'")


def test_ambiguous_alias_that_is_declared(folder: Folder) -> None:
    folder.change("networks/rivers.yaml", "[river league]", "[river league, port cities]")
    folder.change("city.yaml", "en: [the river one]", "en: [the river one, Port Cities]")
    assert folder.problems() == []


def test_an_alias_of_another_networks_name(folder: Folder) -> None:
    folder.change("networks/rivers.yaml", "it: [lega dei fiumi]", "it: [lega dei fiumi, Harbours]")
    folder.expect("networks/rivers.yaml", "lega dei fiumi", "The name 'Harbours'", "Remove it from one")


def test_loose_names_ignore_case_accents_and_punctuation() -> None:
    assert loose("Città-di Fiume!") == loose("citta di fiume") == "cittadifiume"


# References


@pytest.mark.parametrize(
    ("old", "new", "message", "remedy"),
    [
        ("topics: [water]", "topics: [watre]", "There is no topic 'watre'.", "Did you mean 'water'?"),
        ("scope: global", "scope: globe", "There is no scope 'globe'.", "Did you mean 'global'?"),
        ("kind: chair", "kind: chairs", "There is no kind of role 'chairs'.", "Did you mean 'chair'?"),
        ("attribute: members", "attribute: membres", "There is no attribute 'membres'.", "Did you mean 'members'?"),
        ("also: [participants]", "also: [xyz]", "There is no attribute 'xyz'.", "Use one of:"),
        ("network: harbours", "network: harbour", "There is no network 'harbour'.", "Did you mean 'harbours'?"),
        ("network: harbours", "network: rivers", "'rivers' is related to itself", "Name another"),
    ],
)
def test_dead_reference(folder: Folder, old: str, new: str, message: str, remedy: str) -> None:
    folder.change("networks/rivers.yaml", old, new)
    folder.expect("networks/rivers.yaml", new, message, remedy)


def test_dead_reference_of_an_ambiguous_name(folder: Folder) -> None:
    folder.change("city.yaml", "networks: [rivers, harbours]", "networks: [rivers, harbour]")
    folder.expect("city.yaml", "networks: [rivers", "There is no network 'harbour'.", "Did you mean 'harbours'?")


# Links


def test_the_same_link_twice(folder: Folder) -> None:
    more = "https://rivers.example.org/\n  - label: {en: Page, it: Pagina}\n    url: https://Rivers.example.org # twice"
    folder.change("networks/rivers.yaml", "https://rivers.example.org/", more)
    folder.expect("networks/rivers.yaml", "# twice", "stands here twice", "Keep one")


def test_no_website(folder: Folder) -> None:
    folder.change("networks/harbours.yaml", "  - label:", "  - kind: page\n    label:")
    folder.expect("networks/harbours.yaml", "links:", "'harbours' has no website", "'kind: website'")


# Values


@pytest.mark.parametrize("value", ["'2019'", "[Oslo]"])
def test_a_value_that_does_not_fit_the_attribute(folder: Folder, value: str) -> None:
    folder.change("networks/rivers.yaml", "value: 40", f"value: {value}")
    folder.expect("networks/rivers.yaml", "value:", "of the kind 'number'", "Write a whole number")


def test_a_date_that_is_a_number(folder: Folder) -> None:
    folder.change("networks/rivers.yaml", "attribute: members", "attribute: founded")
    folder.expect("networks/rivers.yaml", "value:", "of the kind 'date'", "a date in quotes")


def test_a_number_that_its_text_does_not_hold(folder: Folder) -> None:
    folder.change("networks/rivers.yaml", "La lega conta 40 città.", "La lega conta 41 città.")
    folder.expect("networks/rivers.yaml", "41 città", "does not hold the value 40", "Write the number in figures")


@pytest.mark.parametrize(
    ("value", "written"),
    [(700_000_000, "700 million"), (1_200, "1,200"), (1_200, "1.200"), (1_200, "1 200"), (1_500_000, "1.5 million")],
)
def test_numbers_as_people_write_them(folder: Folder, value: int, written: str) -> None:
    folder.change("networks/rivers.yaml", "value: 40", f"value: {value}")
    folder.change("networks/rivers.yaml", "The league has 40 cities.", f"The league has {written} cities.")
    folder.change("networks/rivers.yaml", "La lega conta 40 città.", f"La lega conta {written} città.")
    assert folder.problems() == []


# Lists


def test_duplicate_id(folder: Folder) -> None:
    again = "\n- id: water # again\n  name: {en: rain, it: pioggia}\n  words: {en: [rain], it: [pioggia]}\n"
    folder.change("topics.yaml", "    it: [commercio]\n", f"    it: [commercio]{again}")
    folder.expect("topics.yaml", "# again", "'water' stands in this file twice", "another id")


def test_a_word_of_two_topics(folder: Folder) -> None:
    folder.change("topics.yaml", "en: [trade]", "en: [trade, Water]")
    folder.expect("topics.yaml", "en: [trade", "'Water' also stands for the topic 'water'", "Keep it where")


def test_the_citys_own_list_replaces_what_is_common(folder: Folder) -> None:
    folder.write("scopes.yaml", "- id: global\n  name: {en: world}\n  words: {en: [world], it: [mondo]}\n")
    folder.expect("scopes.yaml", "name:", "'1.name' has no 'it'", "Add 'it: ...'")
