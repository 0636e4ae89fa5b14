"""The command line: each command, its exit status, and clear errors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.core_settings import knowledge_dir
from intents.assistant import Assistant
from knowledge.problems import InvalidFilesError, Problem

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def loaded(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands use the assistant that is loaded already, and no settings of the machine."""
    for name in ("BOT_TOKEN", "KNOWLEDGE_DIR", "DEFAULT_LANGUAGE"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr("bot.core_settings.ENV_FILE", Path("no-such-file"))
    monkeypatch.setattr("bot.loading.load_assistant", lambda knowledge: assistant)


def call(*arguments: str, input: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=input, catch_exceptions=False)


# ask


def test_ask() -> None:
    result = call("ask", "what is MUFPP?")
    assert result.exit_code == 0
    assert "Milan Urban Food Policy Pact" in result.output
    assert "https://www.milanurbanfoodpolicypact.org/" in result.output


def test_ask_with_words_that_are_not_quoted() -> None:
    assert call("ask", "what", "is", "c40").output == call("ask", "what is c40").output


def test_ask_a_command() -> None:
    assert "C40" in call("ask", "/role c40").output


def test_ask_in_the_askers_language() -> None:
    assert "Sito" in call("ask", "--language", "it", "c40").output


def test_explain() -> None:
    result = call("ask", "--explain", "what is c40")
    assert result.exit_code == 0
    assert "summary" in result.output


@pytest.mark.parametrize("arguments", [["ask"], ["ask", "--jsonl", "c40"]])
def test_ask_needs_one_of_two(arguments: Sequence[str]) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert "--jsonl" in result.output


@pytest.mark.parametrize("text", ["", " ", "😀", "a" * 4096, "\x1b[2J", "\udcff"])
def test_ask_something_odd(text: str) -> None:
    result = call("ask", "--", text)
    assert result.exit_code == 0
    assert result.output.strip()


def test_ask_jsonl() -> None:
    lines = '{"conversation": "1", "text": "what is c40?"}\n{"conversation": "1", "text": "and its website?"}\n'
    result = call("ask", "--jsonl", input=lines)
    assert result.exit_code == 0
    assert [json.loads(line)["networks"] for line in result.stdout.splitlines()] == [["c40"], ["c40"]]


def test_ask_jsonl_with_a_bad_line() -> None:
    result = call("ask", "--jsonl", input='nonsense\n{"conversation": "1", "text": "what is c40?"}\n')
    assert result.exit_code == 1
    first, second = map(json.loads, result.stdout.splitlines())
    assert list(first) == ["error"]
    assert second["outcome"] == "answer"


def test_ask_jsonl_without_lines() -> None:
    result = call("ask", "--jsonl", input="")
    assert (result.exit_code, result.stdout) == (0, "")


# chat and run


def test_chat_with_a_pipe() -> None:
    result = call("chat", input="what is c40?\nand its website?\n")
    assert result.exit_code == 0
    assert result.output.count("https://www.c40.org/") >= 2


def test_run_without_a_token_says_what_to_do() -> None:
    result = call("run", input="")
    assert result.exit_code == 0
    assert "BotFather" in result.output
    assert "BOT_TOKEN" in result.output
    assert "python -m bot ask" in result.output


def test_run_without_a_token_opens_the_chat_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("bot.chat.is_terminal", lambda: True)
    monkeypatch.setattr("bot.chat.chat", lambda assistant, language: opened.append(language))
    result = call("run")
    assert opened == ["en"]
    assert "BotFather" in result.output


def test_run_with_a_token_serves_telegram(monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[str] = []
    monkeypatch.setattr("bot.telegram.application.run", lambda settings: served.append(settings.bot_mode))
    monkeypatch.setenv("BOT_TOKEN", "123:abc")
    assert call("run").exit_code == 0
    assert served == ["polling"]


def test_run_in_a_process_with_its_input_closed() -> None:
    result = run_closed("run")
    assert result.returncode == 0, result.stderr
    assert "BotFather" in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize("command", ["ask", "chat", "run", "check"])
def test_wrong_settings_give_a_message_and_no_traceback(command: str) -> None:
    question = ["c40"] if command == "ask" else []
    result = run_closed(command, *question, KNOWLEDGE_DIR="nowhere")
    assert result.returncode == 1
    assert result.stderr == "KNOWLEDGE_DIR: 'nowhere' is no knowledge folder. Name a folder that holds a city.yaml.\n"


def run_closed(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A run in a process of its own whose standard input is closed."""
    command = f'exec "{sys.executable}" -m bot {" ".join(arguments)} <&-'
    environment = {**os.environ, "BOT_TOKEN": "", **settings}
    return subprocess.run(
        ["sh", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False
    )


# check and schema


def test_check() -> None:
    result = call("check")
    assert result.exit_code == 0, result.output
    assert result.output.count("\n") == 1
    assert "16 networks" in result.output


def test_check_names_file_line_and_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_knowledge(tmp_path / "city")
    file = tmp_path / "city" / "networks" / "c40.yaml"
    text = file.read_text(encoding="utf-8")
    number = text.splitlines().index("scope: global") + 1
    file.write_text(text.replace("scope: global", "scope: globl"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNOWLEDGE_DIR", "city")
    result = call("check")
    assert result.exit_code == 1
    assert result.output == f"city/networks/c40.yaml:{number}: There is no scope 'globl'. Did you mean 'global'?\n"


def test_check_names_a_wrong_phrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_knowledge(tmp_path / "city")
    phrases = "phrases:\n  en: ['the (colour of {network}']\n  it: ['colore di {netwrk}']\n"
    attribute = "id: colour\nname: {en: colour, it: colore}\n" + phrases
    (tmp_path / "city" / "attributes").mkdir(exist_ok=True)
    (tmp_path / "city" / "attributes" / "colour.yaml").write_text(attribute, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNOWLEDGE_DIR", "city")
    first, second = call("check").output.splitlines()
    assert first.startswith(
        "city/attributes/colour.yaml:4: The phrase 'the (colour of {network}' is wrong: a ')' is missing."
    )
    assert second.startswith("city/attributes/colour.yaml:5: ")
    assert "{netwrk}" in second


def test_check_of_a_broken_phrase_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = Problem(tmp_path / "about.yaml", 3, "The phrase is wrong.", "Correct it.")

    def load_phrases(*_: object) -> None:
        raise InvalidFilesError([problem])

    monkeypatch.setattr("bot.check.load_phrases", load_phrases)
    monkeypatch.setattr("bot.check.check_knowledge", lambda loaded: [])
    result = call("check")
    assert result.exit_code == 1
    assert result.output == f"{tmp_path}/about.yaml:3: The phrase is wrong. Correct it.\n"


def test_check_of_a_broken_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_knowledge(tmp_path / "city")
    (tmp_path / "city" / "topics.yaml").write_text("- id: [", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KNOWLEDGE_DIR", "city")
    result = call("check")
    assert result.exit_code == 1
    assert result.output.startswith("city/topics.yaml:")
    assert "not valid YAML" in result.output


def copy_knowledge(to: Path) -> None:
    source = ROOT / knowledge_dir(None)
    for file in source.rglob("*.yaml"):
        target = to / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(file.read_bytes())


def test_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = call("schema")
    assert result.exit_code == 0
    files = sorted((tmp_path / "knowledge" / "schema").iterdir())
    kinds = ["attribute", "city", "network", "role-kinds", "scopes", "topics"]
    assert [file.name for file in files] == [f"{kind}.json" for kind in kinds]
    network = json.loads((tmp_path / "knowledge" / "schema" / "network.json").read_text(encoding="utf-8"))
    assert network["additionalProperties"] is False
    assert "summary" in network["required"]


def test_the_schemas_of_the_project_are_those_that_the_command_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    call("schema")
    for written in (tmp_path / "knowledge" / "schema").iterdir():
        kept = ROOT / "knowledge" / "schema" / written.name
        assert kept.read_text(encoding="utf-8") == written.read_text(encoding="utf-8"), "run: python -m bot schema"


def test_every_knowledge_file_names_its_schema() -> None:
    kinds = {file.stem for file in (ROOT / "knowledge" / "schema").iterdir()}
    for file in (ROOT / "knowledge").rglob("*.yaml"):
        if file.stem not in kinds and file.parent.name not in {"networks", "attributes"}:
            continue
        first = file.read_text(encoding="utf-8").partition("\n")[0]
        _, _, schema = first.partition("# yaml-language-server: $schema=")
        assert schema, f"{file.name} has no line that names its schema"
        assert (file.parent / schema).resolve().parent == ROOT / "knowledge" / "schema"
        assert (file.parent / schema).is_file()
