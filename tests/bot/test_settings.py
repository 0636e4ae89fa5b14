"""Settings: their defaults, where they come from, and one clear message for each wrong value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot import settings as bot_settings
from bot.core_settings import SettingsError, core_settings, knowledge_dir
from bot.settings import BotMode, LogFormat, LogLevel, Settings, load_settings

NAMES = [name.upper() for name in Settings.model_fields]
TOKEN = "123456:secret-Part_of-it"


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A working folder of its own with two cities' knowledge in it, and no setting set."""
    for name in (*NAMES, bot_settings.CREDENTIALS):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(bot_settings, "SECRETS", tmp_path / "run-secrets")
    monkeypatch.chdir(tmp_path)
    city = tmp_path / "knowledge" / "ghent"
    city.mkdir(parents=True)
    (city / "city.yaml").touch()
    (tmp_path / "knowledge" / "common").mkdir()
    return tmp_path


def test_defaults() -> None:
    settings = load_settings()
    assert settings.bot_token is None
    assert settings.bot_api_url == "https://api.telegram.org"
    assert settings.bot_mode is BotMode.POLLING
    assert settings.database_url.startswith("sqlite")
    assert "var/" in settings.database_url
    assert settings.knowledge_dir == Path("knowledge/ghent")
    assert settings.default_language == "en"
    assert (settings.log_level, settings.log_format, settings.log_key) == (LogLevel.INFO, LogFormat.TEXT, None)
    assert (settings.ops_host, settings.ops_port) == ("127.0.0.1", 9090)
    assert settings.rate_per_minute == 20


def test_values_come_from_the_file_and_the_environment_wins(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean / ".env").write_text(f"BOT_TOKEN={TOKEN}\nDEFAULT_LANGUAGE=it\nLOG_LEVEL=debug\nOTHER=1\n", encoding="utf-8")
    monkeypatch.setenv("LOG_LEVEL", "warning")
    settings = load_settings()
    assert settings.bot_token is not None
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.default_language == core_settings().default_language == "it"
    assert settings.log_level is LogLevel.WARNING


def test_an_empty_value_is_none(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean / ".env").write_text("BOT_TOKEN=\nKNOWLEDGE_DIR=\nDEFAULT_LANGUAGE=\n", encoding="utf-8")
    monkeypatch.setenv("BOT_MODE", "")
    settings = load_settings()
    assert settings.bot_token is None
    assert settings.knowledge_dir == core_settings().knowledge_dir == Path("knowledge/ghent")
    assert settings.default_language == core_settings().default_language == "en"


def test_an_empty_value_of_the_environment_does_not_hide_the_file(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean / ".env").write_text("DEFAULT_LANGUAGE=it\n", encoding="utf-8")
    monkeypatch.setenv("DEFAULT_LANGUAGE", "")
    assert load_settings().default_language == core_settings().default_language == "it"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("BOT_TOKEN", "no-token", "Copy the whole one from BotFather"),
        ("BOT_API_URL", "localhost:8081", "'localhost:8081' is no server's address"),
        ("BOT_MODE", "pull", "Set it to one of polling, webhook."),
        ("WEBHOOK_URL", "http://example.org", "beginning with https://"),
        ("WEBHOOK_SECRET", "with spaces", "Use 1 to 256 letters"),
        ("WEBHOOK_PORT", "http", "a number from 1 to 65535"),
        ("WEBHOOK_PORT", "70000", "a number from 1 to 65535"),
        ("DATABASE_URL", "mysql://user:password@host/db", "Begin it with sqlite"),
        ("KNOWLEDGE_DIR", "nowhere", "'nowhere' is no knowledge folder. Name a folder that holds a city.yaml."),
        ("DEFAULT_LANGUAGE", "fr", "'fr' is no language of the bot. Set it to one of en, it."),
        ("LOG_LEVEL", "loud", "Set it to one of DEBUG, INFO, WARNING, ERROR."),
        ("LOG_FORMAT", "xml", "Set it to one of text, json."),
        ("LOG_KEY", "too-short", "Use at least 16 random characters."),
        ("OPS_PORT", "off", "a number from 1 to 65535, or to 0 for none"),
        ("OPS_PORT", "-1", "a number from 1 to 65535, or to 0 for none"),
        ("RATE_PER_MINUTE", "many", "a whole number such as 20, or to 0 for no limit"),
        ("RATE_PER_MINUTE", "-1", "a whole number such as 20, or to 0 for no limit"),
    ],
)
def test_a_wrong_value(monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    (only,) = caught.value.messages
    assert only.startswith(f"{name}: ")
    assert message in only


def test_every_wrong_value_has_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"BOT_MODE": "x", "LOG_LEVEL": "y", "KNOWLEDGE_DIR": "z"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert [message.partition(":")[0] for message in caught.value.messages] == [
        "BOT_MODE",
        "KNOWLEDGE_DIR",
        "LOG_LEVEL",
    ]


@pytest.mark.parametrize("name", ["BOT_TOKEN", "WEBHOOK_SECRET", "DATABASE_URL", "LOG_KEY"])
def test_messages_do_not_show_secrets(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "se cret")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "se cret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_no_operations_port_and_no_rate_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPS_PORT", "0")
    monkeypatch.setenv("RATE_PER_MINUTE", "0")
    settings = load_settings()
    assert (settings.ops_port, settings.rate_per_minute) == (0, 0)


def test_settings_do_not_show_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("LOG_KEY", "a-secret-Part-of-the-log")
    monkeypatch.setenv("DATABASE_URL", "postgresql+asyncpg://me:password@host/db")
    shown = repr(load_settings())
    assert "secret-Part" not in shown
    assert "password" not in shown


def test_a_webhook_needs_its_address_and_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_MODE", "webhook")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert [message.partition(":")[0] for message in caught.value.messages] == ["WEBHOOK_URL", "WEBHOOK_SECRET"]
    monkeypatch.setenv("WEBHOOK_URL", "https://example.org/hook")
    monkeypatch.setenv("WEBHOOK_SECRET", "abc-DEF_123")
    assert load_settings().bot_mode is BotMode.WEBHOOK


# Secrets in files of their own


@pytest.fixture
def secrets(clean: Path) -> Path:
    """The folder that Docker puts secrets into."""
    folder = clean / "run-secrets"
    folder.mkdir()
    return folder


def revealed(name: str) -> str | None:
    secret: SecretStr | None = getattr(load_settings(), name)
    return secret.get_secret_value() if secret else None


def test_a_secret_may_be_a_file(secrets: Path) -> None:
    (secrets / "bot_token").write_text(f"{TOKEN}\n", encoding="utf-8")
    (secrets / "webhook_secret").write_text("abc-DEF_123", encoding="utf-8")
    (secrets / "log_key").write_text("sixteen letters.\n", encoding="utf-8")
    (secrets / "database_url").write_text("postgresql+asyncpg://bot:password@host/bot\n", encoding="utf-8")
    assert revealed("bot_token") == TOKEN
    assert revealed("webhook_secret") == "abc-DEF_123"
    assert revealed("log_key") == "sixteen letters."
    assert load_settings().database_url == "postgresql+asyncpg://bot:password@host/bot"


def test_a_secret_may_be_one_of_systemds_credentials(clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (clean / "bot_token").write_text(TOKEN, encoding="utf-8")
    monkeypatch.setenv(bot_settings.CREDENTIALS, str(clean))
    assert revealed("bot_token") == TOKEN


def test_the_environment_and_the_file_of_settings_win_over_files_of_secrets(
    clean: Path, secrets: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (secrets / "bot_token").write_text("1:of-the-secret", encoding="utf-8")
    (clean / ".env").write_text("BOT_TOKEN=\n", encoding="utf-8")
    assert revealed("bot_token") == "1:of-the-secret"
    (clean / ".env").write_text("BOT_TOKEN=2:of-the-file\n", encoding="utf-8")
    assert revealed("bot_token") == "2:of-the-file"
    monkeypatch.setenv("BOT_TOKEN", "3:of-the-environment")
    assert revealed("bot_token") == "3:of-the-environment"


def test_an_empty_file_of_a_secret_is_a_mistake(secrets: Path) -> None:
    (secrets / "bot_token").write_text("\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="BOT_TOKEN: this is no bot token"):
        load_settings()


def test_a_wrong_value_in_a_file_of_a_secret(secrets: Path) -> None:
    (secrets / "bot_token").write_text("se cret", encoding="utf-8")
    with pytest.raises(SettingsError, match="BOT_TOKEN: this is no bot token") as caught:
        load_settings()
    assert "se cret" not in str(caught.value)


def test_a_file_of_a_secret_that_is_no_text(secrets: Path) -> None:
    (secrets / "bot_token").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match=r"a file in .*run-secrets cannot be read \(it is no text\)"):
        load_settings()


def test_a_file_of_a_secret_that_the_bot_may_not_read(secrets: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (secrets / "bot_token").write_text(TOKEN, encoding="utf-8")

    def refused(file: Path, encoding: str) -> str:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(Path, "read_text", refused)  # root, who may run the tests, may read all
    with pytest.raises(SettingsError, match=r"bot_token cannot be read \(Permission denied\)\. Let the user"):
        load_settings()


# The knowledge folder


def test_more_than_one_city_must_be_chosen_from(clean: Path) -> None:
    (clean / "knowledge" / "porto").mkdir()
    (clean / "knowledge" / "porto" / "city.yaml").touch()
    with pytest.raises(ValueError, match="Set it to one of knowledge/ghent, knowledge/porto"):
        knowledge_dir(None)
    with pytest.raises(SettingsError, match="KNOWLEDGE_DIR: there is more than one"):
        core_settings()
    with pytest.raises(SettingsError, match="KNOWLEDGE_DIR: there is more than one"):
        load_settings()


def test_no_city(clean: Path) -> None:
    (clean / "knowledge" / "ghent" / "city.yaml").unlink()
    with pytest.raises(SettingsError, match=r"no folder with a city\.yaml"):
        core_settings()


def test_outside_of_the_project_its_own_knowledge_is_used(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert (core_settings().knowledge_dir / "city.yaml").is_file()


# The example file


def test_the_example_documents_every_setting_with_its_default() -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text(encoding="utf-8")
    values = dict(re.findall(r"^(?:# )?([A-Z_]+)=(.*)$", example, re.MULTILINE))
    assert sorted(values) == sorted(NAMES)
    settings = load_settings()
    for name in set(NAMES) - {"KNOWLEDGE_DIR"}:
        default = getattr(settings, name.lower())
        assert values[name] == ("" if default is None else str(default)), name
