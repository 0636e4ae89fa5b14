"""deploy/Dockerfile and the files beside it that end up in the image."""

from __future__ import annotations

import fnmatch
import re
import runpy
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from bot.settings import Settings
from tests.city import ROOT
from tests.deploy.files import DEPLOY, SETTINGS

DOCKERFILE = re.sub(r"\\\n", " ", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"))
HEALTHCHECK = runpy.run_path(str(DEPLOY / "healthcheck.py"))


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name} +(.*)$", DOCKERFILE, re.MULTILINE)


def copied() -> list[str]:
    return [line.split()[0] for line in instructions("COPY") if not line.startswith("--from")]


def test_what_is_copied_is_there_and_is_sent_to_the_builder() -> None:
    sent = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    for path in copied():
        assert (ROOT / path).exists()
        assert f"!{path}" in sent


@pytest.mark.parametrize(
    "path", [".env", "deploy/.env", "deploy/secrets/bot_token", ".git/config", "var/bot.db", "tests/conftest.py"]
)
def test_what_is_private_is_not_sent_to_the_builder(path: str) -> None:
    """Docker's rules: the last line that matches decides, `!` lets in."""
    lines = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    is_sent = True
    for line in (line for line in lines if line and line[0] != "#"):
        pattern = line.lstrip("!").replace("**/", "*")
        if fnmatch.fnmatchcase(path, pattern) or path.startswith(f"{pattern}/"):
            is_sent = line.startswith("!")
    assert not is_sent


def test_packages_are_the_pinned_ones() -> None:
    (install,) = re.findall(r"pip install .*?(?=&&|$)", DOCKERFILE, re.MULTILINE)
    assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(install.split())
    assert install.split()[-2:] == ["-r", "requirements.lock"]


def test_it_runs_as_nobody_special_and_stops_gently() -> None:
    assert instructions("USER") == ["10001:10001"]
    assert instructions("STOPSIGNAL") == ["SIGTERM"]
    assert instructions("ENTRYPOINT") == ['["python", "-m", "bot"]']
    assert instructions("CMD") == ['["run"]']
    assert DOCKERFILE.rindex("USER ") > DOCKERFILE.rindex("COPY ")  # what is copied belongs to root


def test_it_holds_no_secret() -> None:
    assert not instructions("ARG")
    set_here = {word.partition("=")[0] for line in instructions("ENV") for word in line.split()}
    assert set_here & SETTINGS == {"DATABASE_URL"}


def test_the_health_check_asks_where_the_bot_answers() -> None:
    assert HEALTHCHECK["PORT"] == Settings.model_fields["ops_port"].default
    assert '["python", "/healthcheck.py"]' in DOCKERFILE


def test_the_health_check_of_a_bot_that_lives() -> None:
    with answering(200) as port:
        assert HEALTHCHECK["failure"](port) is None


def test_the_health_check_where_something_else_listens() -> None:
    with answering(404) as port:
        assert HEALTHCHECK["failure"](port) == f"/healthz on port {port} answers 404."


def test_the_health_check_where_nothing_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert HEALTHCHECK["failure"](port) == f"/healthz on port {port} does not answer: ConnectionRefusedError."


@contextmanager
def answering(status: int) -> Iterator[int]:
    """A server that answers /healthz so; gives its port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 500)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()
