"""deploy/compose.yaml: hardened, without secrets, and with settings that the bot has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import SECRETS, Settings
from tests.deploy.files import DEPLOY, OF_COMPOSE, SETTINGS, example_values

COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DATABASE = "postgresql+asyncpg://bot:password@postgres/bot"
BOTS = ("bot", "bot-1", "bot-2")


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_hardened(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["pids_limit"] > 0
    assert service["mem_limit"]
    assert service["restart"] == "unless-stopped"
    assert not {"privileged", "network_mode", "pid", "ipc", "devices"} & set(service)


def test_only_caddy_has_open_ports_and_a_right() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["caddy"]
    assert {name: service["cap_add"] for name, service in SERVICES.items() if "cap_add" in service} == {
        "caddy": ["NET_BIND_SERVICE"]
    }


def test_the_database_is_reached_by_the_replicas_alone() -> None:
    assert COMPOSE["networks"]["data"]["internal"] is True
    assert SERVICES["postgres"]["networks"] == ["data"]
    assert {name for name, service in SERVICES.items() if "data" in service["networks"]} == {
        "bot-1",
        "bot-2",
        "postgres",
    }


def test_each_way_starts_what_it_needs() -> None:
    started = {way: {name for name in SERVICES if way in SERVICES[name]["profiles"]} for way in ("polling", "webhook")}
    assert started == {"polling": {"bot"}, "webhook": {"bot-1", "bot-2", "caddy", "postgres"}}
    assert example_values()["COMPOSE_PROFILES"] in started


def test_replicas_differ_in_their_names_only() -> None:
    first, second = (dict(SERVICES[name]) for name in ("bot-1", "bot-2"))
    assert (first.pop("hostname"), second.pop("hostname")) == ("bot-1", "bot-2")
    assert first == second


@pytest.mark.parametrize("name", BOTS)
def test_a_bot_gets_settings_that_it_knows(name: str) -> None:
    assert set(SERVICES[name]["environment"]) <= SETTINGS


def test_the_example_holds_settings_that_somebody_reads() -> None:
    assert set(example_values()) <= SETTINGS | OF_COMPOSE
    read = {name for name in OF_COMPOSE if f"${{{name}:-" in (DEPLOY / "compose.yaml").read_text(encoding="utf-8")}
    assert read | {"COMPOSE_PROFILES"} == OF_COMPOSE  # which Compose itself reads


def test_no_secret_stands_in_a_file_or_an_environment() -> None:
    for values in (example_values(), *(service.get("environment", {}) for service in SERVICES.values())):
        assert not [name for name in values if name.endswith(("TOKEN", "SECRET", "PASSWORD", "KEY"))]


def test_each_service_gets_the_secrets_that_it_needs() -> None:
    assert {name: set(service["secrets"]) for name, service in SERVICES.items() if "secrets" in service} == {
        "bot": {"bot_token", "log_key"},
        "bot-1": {"bot_token", "log_key", "webhook_secret", "database_url"},
        "bot-2": {"bot_token", "log_key", "webhook_secret", "database_url"},
        "postgres": {"postgres_password"},
    }
    assert SERVICES["postgres"]["environment"]["POSTGRES_PASSWORD_FILE"] == str(SECRETS / "postgres_password")


def test_each_secret_is_a_file_that_git_and_the_image_leave_out() -> None:
    used = {secret for service in SERVICES.values() for secret in service.get("secrets", ())}
    assert COMPOSE["secrets"] == {name: {"file": f"secrets/{name}"} for name in used}
    assert "deploy/secrets/" in (DEPLOY.parent / ".gitignore").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("name", BOTS)
def test_the_settings_are_valid(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Docker would hand them over, once an operator has filled in the example and made the secrets."""
    secrets = {"bot_token": "1:a", "log_key": "k" * 64, "webhook_secret": "s", "database_url": DATABASE}
    for secret in SERVICES[name]["secrets"]:
        (tmp_path / secret).write_text(f"{secrets[secret]}\n", encoding="utf-8")
    values = example_values() | {"DOMAIN": "bot.example.org"}
    for setting in SETTINGS:
        monkeypatch.delenv(setting, raising=False)
    of_image = {"DATABASE_URL": "sqlite+aiosqlite:////data/bot.db"}
    for setting, value in (of_image | values | SERVICES[name]["environment"]).items():
        monkeypatch.setenv(setting, value.replace("${DOMAIN:-}", values["DOMAIN"]))
    settings = Settings(_env_file=None, _secrets_dir=tmp_path)
    assert settings.ops_host == "0.0.0.0"
    assert settings.bot_token
    assert settings.bot_token.get_secret_value() == "1:a"
    if name == "bot":
        assert settings.database_url == of_image["DATABASE_URL"]
    else:
        assert settings.webhook_url == "https://bot.example.org/telegram"
        assert settings.database_url == DATABASE
