"""The knowledge base: all that is known about one city's networks, ready to be asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from knowledge.documents import Document, parse_document, parse_list, read_document
from knowledge.models import Attribute, City, Fact, Model, Network, RelationKind, RoleKind, Scope, Topic
from knowledge.problems import InvalidFilesError, Problem

COMMON = Path(__file__).parent / "common"
"""What the networks of any city may have: attributes, scopes and kinds of role."""

M = TypeVar("M", bound=BaseModel)


class Knowledge(Model):
    """One city, its networks, and the vocabulary in which they are described. Frozen and complete."""

    city: City
    networks: tuple[Network, ...]
    attributes: tuple[Attribute, ...]
    topics: tuple[Topic, ...]
    scopes: tuple[Scope, ...]
    role_kinds: tuple[RoleKind, ...]

    @cached_property
    def _networks(self) -> dict[str, Network]:
        return {network.id: network for network in self.networks}

    @cached_property
    def _attributes(self) -> dict[str, Attribute]:
        return {attribute.id: attribute for attribute in self.attributes}

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def _scopes(self) -> dict[str, Scope]:
        return {scope.id: scope for scope in self.scopes}

    @cached_property
    def _role_kinds(self) -> dict[str, RoleKind]:
        return {kind.id: kind for kind in self.role_kinds}

    def network(self, id: str) -> Network:
        """The network of this id. Raises KeyError where there is none."""
        return self._networks[id]

    def attribute(self, id: str) -> Attribute:
        """The attribute of this id. Raises KeyError where there is none."""
        return self._attributes[id]

    def topic(self, id: str) -> Topic:
        """The topic of this id. Raises KeyError where there is none."""
        return self._topics[id]

    def scope(self, id: str) -> Scope:
        """The scope of this id. Raises KeyError where there is none."""
        return self._scopes[id]

    def role_kind(self, id: str) -> RoleKind:
        """The kind of role of this id. Raises KeyError where there is none."""
        return self._role_kinds[id]

    def networks_about(self, topic: str) -> tuple[Network, ...]:
        """The networks that deal with `topic`: those whose main topic it is first."""
        return self._about.get(topic, ())

    @cached_property
    def _about(self) -> dict[str, tuple[Network, ...]]:
        found: dict[str, list[tuple[int, int]]] = {}
        for number, network in enumerate(self.networks):
            for topic in dict.fromkeys(network.topics):
                found.setdefault(topic, []).append((network.topics.index(topic), number))
        return {topic: tuple(self.networks[number] for _, number in sorted(about)) for topic, about in found.items()}

    def networks_about_all(self, topics: Sequence[str]) -> tuple[Network, ...]:
        """The networks that deal with all of `topics`; where none does, those that deal with at least one."""
        lists = [{network.id: network for network in self.networks_about(topic)} for topic in topics]
        either = {id: network for networks in lists for id, network in networks.items()}
        all_of_them = [id for id in either if all(id in networks for networks in lists)]
        return tuple(either[id] for id in all_of_them or either)

    def listed_under(self, heading: str) -> tuple[Network, ...]:
        """The entries that the source lists under a heading."""
        return self._entries.get(heading, ())

    def listed_beside(self, entry: str) -> tuple[Network, ...]:
        """The entries under the heading that is, or that holds, an entry."""
        headings = (tie.network for tie in self.network(entry).relations if tie.kind is RelationKind.LISTED_UNDER)
        return tuple(network for heading in (entry, *headings) for network in self.listed_under(heading))

    @cached_property
    def _entries(self) -> dict[str, tuple[Network, ...]]:
        entries: dict[str, tuple[Network, ...]] = {}
        for network in self.networks:
            for tie in network.relations:
                if tie.kind is RelationKind.LISTED_UNDER:
                    entries[tie.network] = (*entries.get(tie.network, ()), network)
        return entries

    def words(self, language: str) -> Iterator[str]:
        """The words in a language by which people ask for topics, facts and roles."""
        facts = (fact.terms for network in self.networks for fact in network.facts)
        roles = (role.terms for network in self.networks for role in network.membership.roles)
        for words in (*(topic.words for topic in self.topics), *facts, *roles):
            yield from words.root.get(language, ())

    def facts_about(self, attribute: str) -> tuple[tuple[Network, Fact], ...]:
        """All facts that answer `attribute`, with their networks."""
        return self._facts_about.get(attribute, ())

    @cached_property
    def _facts_about(self) -> dict[str, tuple[tuple[Network, Fact], ...]]:
        found: dict[str, list[tuple[Network, Fact]]] = {}
        for network in self.networks:
            for attribute in dict.fromkeys(attribute for fact in network.facts for attribute in fact.attributes):
                found.setdefault(attribute, []).extend((network, fact) for fact in network.facts_for(attribute))
        return {attribute: tuple(facts) for attribute, facts in found.items()}


class LoadedKnowledge(Model):
    """A knowledge base and the documents it was read from, by "kind:id", so that checks can name lines."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    knowledge: Knowledge
    documents: dict[str, Document]


def knowledge_files(folder: Path) -> tuple[Path, ...]:
    """Every file that `load_knowledge` reads, in a fixed order."""
    return tuple(sorted((*COMMON.rglob("*.yaml"), *folder.rglob("*.yaml"))))


def load_knowledge(folder: Path) -> Knowledge:
    """The knowledge in `folder`, with what all cities have in common.

    Raises:
        InvalidFilesError: with every problem of every file.
    """
    return read_knowledge(folder).knowledge


def read_knowledge(folder: Path) -> LoadedKnowledge:
    """As `load_knowledge`, with the documents kept for checks."""
    reader = _Reader()
    city = reader.one(folder / "city.yaml", City)
    networks = reader.folder([folder / "networks"], Network, "network")
    attributes = reader.folder([COMMON / "attributes", folder / "attributes"], Attribute, "attribute")
    topics = reader.list([folder / "topics.yaml"], Topic)
    scopes = reader.list([COMMON / "scopes.yaml", folder / "scopes.yaml"], Scope)
    role_kinds = reader.list([COMMON / "role-kinds.yaml", folder / "role-kinds.yaml"], RoleKind)
    if reader.problems or city is None:
        raise InvalidFilesError(reader.problems)
    knowledge = Knowledge(
        city=city, networks=networks, attributes=attributes, topics=topics, scopes=scopes, role_kinds=role_kinds
    )
    return LoadedKnowledge(knowledge=knowledge, documents=reader.documents)


class _Reader:
    """Reads files one by one and collects their problems, so that an editor sees all of them at once."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.problems: list[Problem] = []

    def one(self, file: Path, model: type[M]) -> M | None:
        """The model in `file`; None, and a problem noted, where it is wrong."""
        try:
            document = read_document(file)
            self.documents[file.stem] = document
            return parse_document(document, model)
        except InvalidFilesError as error:
            self.problems.extend(error.problems)
            return None

    def folder(self, folders: Sequence[Path], model: type[M], kind: str) -> tuple[M, ...]:
        """One model for each file of the folders; a file's name must be its id."""
        found: dict[str, M] = {}
        for file in (file for folder in folders for file in sorted(folder.glob("*.yaml"))):
            item = self.one(file, model)
            if item is None:
                continue
            document = self.documents.pop(file.stem)
            id = getattr(item, "id", "")
            if id != file.stem:
                remedy = f"Name the file {id}.yaml, or correct the id."
                self.problems.append(document.problem(("id",), f"The id {id!r} is not the file's name.", remedy))
            found[id] = item  # a later folder, the city's, replaces what is common
            self.documents[f"{kind}:{id}"] = document
        if not found:
            folder = folders[-1]
            remedy = "Check KNOWLEDGE_DIR: it must be a folder such as knowledge/ has for its city."
            self.problems.append(Problem(folder, 1, f"There is no {kind} file in this folder.", remedy))
        return tuple(found.values())

    def list(self, files: Sequence[Path], model: type[M]) -> tuple[M, ...]:
        """The models listed in the files that exist; a later file replaces what has the same id."""
        found: dict[str, M] = {}
        for file in files:
            if file != files[0] and not file.exists():
                continue
            try:
                document = read_document(file)
                items = parse_list(document, model)
            except InvalidFilesError as error:
                self.problems.extend(error.problems)
                continue
            self.documents[f"list:{file.stem}"] = document
            found |= {getattr(item, "id", ""): item for item in items}
        return tuple(found.values())
