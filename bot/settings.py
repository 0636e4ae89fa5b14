"""All settings of the bot, from the environment, a file .env, or a file for each; `.env.example` documents each."""

from __future__ import annotations

import os
import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableError

from bot import core_settings
from bot.core_settings import ENV_FILE, SettingsError

TELEGRAM_API = "https://api.telegram.org"
DATABASE = "sqlite+aiosqlite:///var/bot.db"
SECRETS = Path("/run/secrets")
"""Where Docker puts files that hold a secret each. A setting may be one, named like it, such as bot_token."""
CREDENTIALS = "CREDENTIALS_DIRECTORY"
"""The variable by which systemd tells where it puts such files."""
LOG_KEY_LENGTH = 16
"""Characters that the key of the log has at least: who can guess it can find out whose ids were hashed."""


class BotMode(StrEnum):
    """How updates come in."""

    POLLING = "polling"
    WEBHOOK = "webhook"


class LogLevel(StrEnum):
    """From which level on records are written."""

    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


class LogFormat(StrEnum):
    """Whether records are for people or for programs."""

    TEXT = "text"
    JSON = "json"


def _token(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value.get_secret_value()):
        raise ValueError(
            "this is no bot token. Copy the whole one from BotFather: digits, a colon, letters and digits."
        )
    return value


def _server(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+(/[^\s?#]*)?", value):
        raise ValueError(f"{value!r} is no server's address. Write it as http://127.0.0.1:8081 or https://example.org.")
    return value.rstrip("/")


def _https(value: str) -> str:
    if not re.fullmatch(r"https://[^\s/]+(/\S*)?", value):
        raise ValueError(f"{value!r} is no address for Telegram. Write the full one, beginning with https://.")
    return value


def _secret(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
        raise ValueError("this is no webhook secret. Use 1 to 256 letters, digits, '_' and '-'.")
    return value


def _log_key(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < LOG_KEY_LENGTH:
        raise ValueError(f"this is too short to keep ids secret. Use at least {LOG_KEY_LENGTH} random characters.")
    return value


def _database(value: str) -> str:
    # The address may hold a password, so it is not repeated in the message.
    if not re.match(r"(sqlite|postgresql)(\+[a-z0-9]+)?://", value):
        raise ValueError("this is no database address. Begin it with sqlite+aiosqlite:/// or postgresql+asyncpg://.")
    return value


def _upper(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _folder(value: Path | None) -> Path:
    return core_settings.knowledge_dir(str(value) if value else None)


class Settings(BaseSettings):
    """Everything that can be set. An empty value counts as none."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore", frozen=True
    )

    bot_token: Annotated[SecretStr, AfterValidator(_token)] | None = None
    bot_api_url: Annotated[str, AfterValidator(_server)] = TELEGRAM_API
    bot_mode: Annotated[BotMode, BeforeValidator(_lower)] = BotMode.POLLING
    webhook_url: Annotated[str, AfterValidator(_https)] | None = None
    webhook_secret: Annotated[SecretStr, AfterValidator(_secret)] | None = None
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8080, ge=1, le=65535)
    database_url: Annotated[str, AfterValidator(_database)] = Field(default=DATABASE, repr=False)
    knowledge_dir: Annotated[Path, BeforeValidator(_folder)] = Field(default=None, validate_default=True)
    default_language: Annotated[str, AfterValidator(core_settings.default_language)] = core_settings.DEFAULT_LANGUAGE
    rate_per_minute: int = Field(default=20, ge=0)
    log_level: Annotated[LogLevel, BeforeValidator(_upper)] = LogLevel.INFO
    log_format: Annotated[LogFormat, BeforeValidator(_lower)] = LogFormat.TEXT
    log_key: Annotated[SecretStr, AfterValidator(_log_key)] | None = None
    ops_host: str = "127.0.0.1"
    ops_port: int = Field(default=9090, ge=0, le=65535)


_NUMBERS = {
    "WEBHOOK_PORT": "this is no port. Set it to a number from 1 to 65535.",
    "OPS_PORT": "this is no port. Set it to a number from 1 to 65535, or to 0 for none.",
    "RATE_PER_MINUTE": "this is no number of messages. Set it to a whole number such as 20, or to 0 for no limit.",
}
"""What to say of a number that is none."""


def load_settings() -> Settings:
    """The settings of the environment; where that does not have one, of .env, then of a file for itself.

    Raises:
        SettingsError: with one message for each wrong value, and for a webhook without what it needs.
    """
    folders = [folder for folder in (SECRETS, Path(os.environ.get(CREDENTIALS) or SECRETS)) if folder.is_dir()]
    try:
        settings = Settings(_secrets_dir=folders)
    except UnreadableError as error:
        raise SettingsError(_unreadable(error, folders)) from None
    except ValidationError as error:
        raise SettingsError(*_messages(error)) from None  # the cause would show the values, tokens among them
    if settings.bot_mode is BotMode.WEBHOOK:
        missing = [name for name in ("webhook_url", "webhook_secret") if getattr(settings, name) is None]
        if missing:
            raise SettingsError(*(f"{name.upper()}: it is missing. BOT_MODE=webhook needs it." for name in missing))
    return settings


def _unreadable(error: UnreadableError, folders: list[Path]) -> str:
    """What to say of a file that cannot be read."""
    cause = error.__cause__
    file = getattr(cause, "filename", None) or f"a file in {' or '.join(map(str, folders))}"
    reason = getattr(cause, "strerror", None) or "it is no text"
    return f"{file} cannot be read ({reason}). Let the user that the bot runs as read it."


def _messages(error: ValidationError) -> list[str]:
    """One message for each wrong setting, in the words of its check."""
    found: dict[str, str] = {}
    for detail in error.errors(include_url=False, include_context=False):
        name = str(detail["loc"][0]).upper()
        found.setdefault(name, f"{name}: {_reason(detail['type'], detail['msg'], name)}")
    return list(found.values())


def _reason(kind: str, message: str, name: str) -> str:
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    choices: dict[str, type[StrEnum]] = {"BOT_MODE": BotMode, "LOG_LEVEL": LogLevel, "LOG_FORMAT": LogFormat}
    if name in choices:
        return f"this is not a value that it can have. Set it to one of {', '.join(choices[name])}."
    return _NUMBERS.get(name, f"{message}. Correct it.")
