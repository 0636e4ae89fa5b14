"""The two settings that every command needs, read without pydantic-settings, which would double the start of `ask`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from intents.language import language_codes

ENV_FILE = Path(".env")
KNOWLEDGE = Path("knowledge")
"""Where the knowledge folders are, one for each city, seen from the project's root."""
CITY_FILE = "city.yaml"
"""What a knowledge folder is recognised by."""
DEFAULT_LANGUAGE = "en"


class SettingsError(Exception):
    """Raised for settings that cannot be used; it carries one message for each."""

    def __init__(self, *messages: str) -> None:
        self.messages = messages
        super().__init__("\n".join(messages))


@dataclass(frozen=True)
class CoreSettings:
    """Which knowledge to use, and the language to speak where nothing tells."""

    knowledge_dir: Path
    default_language: str


def core_settings() -> CoreSettings:
    """The core settings of the environment, or of the file .env.

    Raises:
        SettingsError: with one message for each wrong value.
    """
    values = {**_env_file(), **{name: value for name, value in os.environ.items() if value}}
    messages: list[str] = []
    try:
        folder = knowledge_dir(values.get("KNOWLEDGE_DIR"))
    except ValueError as error:
        messages.append(f"KNOWLEDGE_DIR: {error}")
    try:
        language = default_language(values.get("DEFAULT_LANGUAGE"))
    except ValueError as error:
        messages.append(f"DEFAULT_LANGUAGE: {error}")
    if messages:
        raise SettingsError(*messages)
    return CoreSettings(folder, language)


def knowledge_dir(value: str | None) -> Path:
    """The knowledge folder that `value` names, or the only one there is. Raises ValueError with a remedy."""
    if value:
        folder = Path(value)
        if not (folder / CITY_FILE).is_file():
            raise ValueError(f"{value!r} is no knowledge folder. Name a folder that holds a {CITY_FILE}.")
        return folder
    root = KNOWLEDGE if KNOWLEDGE.is_dir() else Path(__file__).parents[1] / KNOWLEDGE
    found = sorted(file.parent for file in root.glob(f"*/{CITY_FILE}"))
    if not found:
        raise ValueError(f"there is no folder with a {CITY_FILE} under {KNOWLEDGE}/. Set it to a knowledge folder.")
    if len(found) > 1:
        names = ", ".join(f"{KNOWLEDGE}/{folder.name}" for folder in found)
        raise ValueError(f"there is more than one knowledge folder. Set it to one of {names}.")
    return found[0]


def default_language(value: str | None) -> str:
    """The language that `value` names, or English. Raises ValueError, with a remedy, for an unknown one."""
    code = (value or DEFAULT_LANGUAGE).strip().lower()
    known = language_codes()
    if code not in known:
        raise ValueError(f"{value!r} is no language of the bot. Set it to one of {', '.join(known)}.")
    return code


def _env_file() -> Mapping[str, str]:
    if not ENV_FILE.is_file():
        return {}
    from dotenv import dotenv_values

    return {name: value for name, value in dotenv_values(ENV_FILE).items() if value}
