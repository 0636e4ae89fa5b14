"""What can be wrong with knowledge that has the right shape: names, languages, references, links and values.

Each check is a generator of problems over the whole knowledge. None of them changes anything.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator

from knowledge.base import COMMON, LoadedKnowledge
from knowledge.documents import Document, Place, read_document
from knowledge.models import Fact, Localized, LocalizedWords, Model, Network, ValueKind
from knowledge.problems import Problem

LISTS = {"topics": "topics", "scopes": "scopes", "role-kinds": "role_kinds"}
"""The files that list several things, and where the knowledge keeps these."""


def check_knowledge(loaded: LoadedKnowledge) -> list[Problem]:
    """Every problem of the knowledge, in no particular order; an empty list for knowledge that is right."""
    checks = (
        _check_texts,
        _check_names,
        _check_references,
        _check_links,
        _check_values,
        _check_duplicate_ids,
        _check_topic_words,
    )
    return [problem for check in checks for problem in check(loaded)]


def loose(name: str) -> str:
    """A name without what people leave out: case, accents, spaces and punctuation."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(char for char in decomposed if char.isalnum())


# Texts: all languages there, nothing empty


def _check_texts(loaded: LoadedKnowledge) -> Iterator[Problem]:
    for item, document, place in _items(loaded):
        yield from _check_model(item, document, place, loaded.knowledge.city.languages)


def _items(loaded: LoadedKnowledge) -> Iterator[tuple[Model, Document, Place]]:
    """Everything that has a place of its own: each with the document and the place in it."""
    knowledge = loaded.knowledge
    yield knowledge.city, loaded.documents["city"], ()
    for network in knowledge.networks:
        yield network, loaded.documents[f"network:{network.id}"], ()
    for attribute in knowledge.attributes:
        yield attribute, loaded.documents[f"attribute:{attribute.id}"], ()
    for stem, field in LISTS.items():
        places = {id: (document, place) for document, id, place in _listed(loaded, stem)}
        for item in getattr(knowledge, field):
            yield item, *places[item.id]


def _listed(loaded: LoadedKnowledge, stem: str) -> Iterator[tuple[Document, str, Place]]:
    """The entries of a list as written, those of the common file before the city's own, which replace them."""
    own = loaded.documents[f"list:{stem}"]
    common = COMMON / f"{stem}.yaml"
    # The knowledge keeps one document a list; where the city has a list of its own, the common one is read again.
    documents = [read_document(common), own] if common.exists() and common != own.file else [own]
    for document in documents:
        for number, entry in enumerate(document.data if isinstance(document.data, list) else ()):
            if isinstance(entry, dict):
                yield document, str(entry.get("id", "")), (number,)


def _check_model(model: Model, document: Document, place: Place, languages: Collection[str]) -> Iterator[Problem]:
    for name, field in type(model).model_fields.items():
        here = (*place, name)
        if here in document.lines:  # what is not written is a default
            yield from _check_value(getattr(model, name), document, here, languages, required=field.is_required())


def _check_value(
    value: object, document: Document, place: Place, languages: Collection[str], *, required: bool
) -> Iterator[Problem]:
    if isinstance(value, Model):
        yield from _check_model(value, document, place, languages)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _check_value(item, document, (*place, number), languages, required=required)
    elif isinstance(value, str) and not value.strip():
        yield document.problem(place, f"The text of {_name(place)!r} is empty.", "Write it, or remove the key.")
    elif isinstance(value, (Localized, LocalizedWords)):
        yield from _check_languages(value, document, place, languages, required=required)


def _check_languages(
    value: Localized | LocalizedWords, document: Document, place: Place, languages: Collection[str], *, required: bool
) -> Iterator[Problem]:
    for language in languages:
        here = (*place, language)
        held = value.root.get(language)
        if held is None:
            message = f"{_name(place)!r} has no {language!r}."
            remedy = f"Add '{language}: ...'; every text is needed in all languages."
            yield document.problem(place, message, remedy)
        elif not held and isinstance(held, tuple) and required:
            yield document.problem(here, f"{_name(here)!r} holds no words.", "Add at least one.")
        else:
            yield from _check_value(held, document, here, languages, required=required)


def _name(place: Place) -> str:
    """A place as editors read it: "facts.2.text"; entries count from 1."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in place)


# Names: one network each


def _check_names(loaded: LoadedKnowledge) -> Iterator[Problem]:
    declared: defaultdict[str, set[str]] = defaultdict(set)
    for name in loaded.knowledge.city.ambiguous_names:
        for word in name.words.all():
            declared[loose(word)].update(name.networks)
    holders: dict[str, str] = {}
    for network in loaded.knowledge.networks:
        for name_, place in _names(network):
            key = loose(name_)
            other = holders.setdefault(key, network.id)
            if other != network.id and not {other, network.id} <= declared[key]:
                message = f"The name {name_!r} is also one of the network {other!r}."
                remedy = "Remove it from one of the two, or declare it under 'ambiguous_names' in city.yaml."
                yield loaded.documents[f"network:{network.id}"].problem(place, message, remedy)


def _names(network: Network) -> Iterator[tuple[str, Place]]:
    """Every name of a network, with its place."""
    for field in ("name", "short_name"):
        for language, name in getattr(network, field).root.items():
            yield name, (field, language)
    if network.acronym:
        yield network.acronym, ("acronym",)
    for field in ("aliases", "common_words"):
        for language, names in getattr(network, field).root.items():
            for number, name in enumerate(names):
                yield name, (field, language, number)


# References: what is named is there


def _check_references(loaded: LoadedKnowledge) -> Iterator[Problem]:
    knowledge = loaded.knowledge
    networks = {network.id for network in knowledge.networks}
    known = {
        "network": networks,
        "topic": {topic.id for topic in knowledge.topics},
        "scope": {scope.id for scope in knowledge.scopes},
        "kind of role": {kind.id for kind in knowledge.role_kinds},
        "attribute": {attribute.id for attribute in knowledge.attributes},
    }
    for network in knowledge.networks:
        document = loaded.documents[f"network:{network.id}"]
        for kind, id, place in _references(network):
            yield from _check_reference(document, kind, id, place, known[kind])
        for number, relation in enumerate(network.relations):
            if relation.network == network.id:
                message = f"The network {network.id!r} is related to itself."
                yield document.problem(("relations", number, "network"), message, "Name another, or remove it.")
    for attribute in knowledge.attributes:
        document = loaded.documents[f"attribute:{attribute.id}"]
        for number, id in enumerate(attribute.near):
            yield from _check_reference(document, "attribute", id, ("near", number), known["attribute"])
    for number, name in enumerate(knowledge.city.ambiguous_names):
        for position, id in enumerate(name.networks):
            place = ("ambiguous_names", number, "networks", position)
            yield from _check_reference(loaded.documents["city"], "network", id, place, networks)


def _references(network: Network) -> Iterator[tuple[str, str, Place]]:
    """Every id that a network's file names, with the kind of thing that it must be and its place."""
    for number, topic in enumerate(network.topics):
        yield "topic", topic, ("topics", number)
    if network.scope:
        yield "scope", network.scope, ("scope",)
    for number, role in enumerate(network.membership.roles):
        yield "kind of role", role.kind, ("membership", "roles", number, "kind")
    for number, fact in enumerate(network.facts):
        yield "attribute", fact.attribute, ("facts", number, "attribute")
        for position, attribute in enumerate(fact.also):
            yield "attribute", attribute, ("facts", number, "also", position)
    for number, relation in enumerate(network.relations):
        yield "network", relation.network, ("relations", number, "network")


def _check_reference(document: Document, kind: str, id: str, place: Place, known: Collection[str]) -> Iterator[Problem]:
    if id not in known:
        near = difflib.get_close_matches(id, known, n=1)
        remedy = f"Did you mean {near[0]!r}?" if near else f"Use one of: {', '.join(sorted(known))}."
        yield document.problem(place, f"There is no {kind} {id!r}.", remedy)


# Links


def _check_links(loaded: LoadedKnowledge) -> Iterator[Problem]:
    for network in loaded.knowledge.networks:
        document = loaded.documents[f"network:{network.id}"]
        if network.website is None:
            remedy = "Add the official site under 'links' with 'kind: website'."
            yield document.problem(("links",), f"The network {network.id!r} has no website.", remedy)
        seen: set[str] = set()
        for number, link in enumerate(network.links):
            address = link.url.rstrip("/").lower()
            if address in seen:
                message = f"The link {link.url} stands here twice."
                yield document.problem(("links", number, "url"), message, "Keep one of the two.")
            seen.add(address)


# Values of facts

_VALUE_TYPES: dict[ValueKind, tuple[type, str]] = {
    ValueKind.NUMBER: (int, "a whole number, such as 97"),
    ValueKind.DATE: (str, "a date in quotes, such as '2009-09'"),
    ValueKind.NAMES: (tuple, "a list of names, such as [Oslo, Porto]"),
    ValueKind.PLACE: (tuple, "a list of places, such as [Oslo]"),
    ValueKind.TEXT: (tuple, "a list of names, or left out"),
}


def _check_values(loaded: LoadedKnowledge) -> Iterator[Problem]:
    kinds = {attribute.id: attribute.kind for attribute in loaded.knowledge.attributes}
    for network in loaded.knowledge.networks:
        document = loaded.documents[f"network:{network.id}"]
        for number, fact in enumerate(network.facts):
            kind = kinds.get(fact.attribute)
            if kind is not None and fact.value is not None:
                yield from _check_fact(fact, kind, document, ("facts", number))


def _check_fact(fact: Fact, kind: ValueKind, document: Document, place: Place) -> Iterator[Problem]:
    wanted, form = _VALUE_TYPES[kind]
    if not isinstance(fact.value, wanted):
        message = f"The attribute {fact.attribute!r} is of the kind {kind.value!r}, and this value is not."
        yield document.problem((*place, "value"), message, f"Write {form}.")
    if isinstance(fact.value, int):
        for language, text in fact.text.root.items():
            if not _holds_number(text, fact.value):
                message = f"The text in {language!r} does not hold the value {fact.value} in figures."
                remedy = "Write the number in figures, or correct the value."
                yield document.problem((*place, "text", language), message, remedy)


def _holds_number(text: str, value: int) -> bool:
    """Whether a text holds a number in figures; of large numbers the zeros may be a word, as in "1.5 million"."""
    numbers = [re.sub(r"\D", "", number) for number in re.findall(r"\d+(?:[.,'\s]\d+)*", text)]
    if value < 1000:
        return str(value) in numbers
    return str(value).rstrip("0") in (number.rstrip("0") for number in numbers)


# Lists


def _check_duplicate_ids(loaded: LoadedKnowledge) -> Iterator[Problem]:
    for stem in LISTS:
        seen: set[tuple[str, str]] = set()
        for document, id, place in _listed(loaded, stem):
            # The same id in the city's own file is no mistake: it replaces the common one.
            key = (str(document.file), id)
            if key in seen:
                message = f"The id {id!r} stands in this file twice."
                yield document.problem((*place, "id"), message, "Give one of them another id.")
            seen.add(key)


def _check_topic_words(loaded: LoadedKnowledge) -> Iterator[Problem]:
    places = {id: (document, place) for document, id, place in _listed(loaded, "topics")}
    holders: dict[str, str] = {}
    for topic in loaded.knowledge.topics:
        document, place = places[topic.id]
        for language, words in topic.words.root.items():
            for number, word in enumerate(words):
                other = holders.setdefault(loose(word), topic.id)
                if other != topic.id:
                    message = f"The word {word!r} also stands for the topic {other!r}."
                    remedy = "Keep it where people mean it more often."
                    yield document.problem((*place, "words", language, number), message, remedy)
