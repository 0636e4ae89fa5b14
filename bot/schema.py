"""JSON Schemas of the knowledge files, by which editors complete keys and mark mistakes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from knowledge.models import Attribute, City, Network, RoleKind, Scope, Topic

FOLDER = Path("knowledge") / "schema"

_KINDS: dict[str, TypeAdapter[Any]] = {
    "network": TypeAdapter(Network),
    "attribute": TypeAdapter(Attribute),
    "city": TypeAdapter(City),
    "topics": TypeAdapter(tuple[Topic, ...]),
    "scopes": TypeAdapter(tuple[Scope, ...]),
    "role-kinds": TypeAdapter(tuple[RoleKind, ...]),
}
"""The kinds of file. Each YAML file names its schema in its first line, `# yaml-language-server: $schema=...`."""


def write_schemas(folder: Path) -> list[Path]:
    """Writes a schema for each kind of knowledge file into `folder`, and gives the files.

    Raises:
        OSError: the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for kind, adapter in _KINDS.items():
        file = folder / f"{kind}.json"
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **adapter.json_schema()}
        file.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        files.append(file)
    return files
