"""The machine: ports, and who may read the file with the token."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import aiohttp

from bot.operations.doctor.findings import Finding, doubt, well, wrong
from bot.settings import BotMode, Settings

_SECONDS = aiohttp.ClientTimeout(total=6)
"""A little more than the running bot takes to find out whether it is ready."""


async def examine_ports(settings: Settings) -> list[Finding]:
    """Whether the ports can be listened on, or the bot already does."""
    is_running = False
    found: list[Finding] = []
    if settings.ops_port:
        running = await _running_bot(settings)
        is_running = running is not None
        found.append(running or _port("OPS_PORT", settings.ops_host, settings.ops_port))
        found += _exposed(settings)
    else:
        remedy = "Set OPS_PORT to see the bot's health and numbers."
        found.append(doubt("Ports", "Health and numbers are turned off (OPS_PORT=0).", remedy))
    if settings.bot_mode is BotMode.WEBHOOK and not is_running:
        found.append(_port("WEBHOOK_PORT", settings.webhook_host, settings.webhook_port))
    return found


def examine_env_file(file: Path) -> list[Finding]:
    """Who may read the file of settings, where there is one."""
    if os.name != "posix" or not file.is_file():
        return []
    mode = file.stat().st_mode
    if mode & (stat.S_IROTH | stat.S_IWOTH):
        sentence = f"Every user of this machine may read {file}, and with it the token."
        return [wrong("Settings", sentence, f"chmod 600 {file}")]
    if mode & (stat.S_IRGRP | stat.S_IWGRP):
        return [
            doubt("Settings", f"All users of its group may read {file}.", f"chmod 600 {file}, unless that is meant.")
        ]
    return [well("Settings", f"Only its owner may read {file}.")]


async def _running_bot(settings: Settings) -> Finding | None:
    """How the bot is that runs here; None where none does."""
    host = f"[{settings.ops_host}]" if ":" in settings.ops_host else settings.ops_host
    try:
        async with (
            aiohttp.ClientSession(timeout=_SECONDS) as http,
            http.get(f"http://{host}:{settings.ops_port}/readyz") as response,
        ):
            told = await response.json()
            checks = {name: checked["sentence"] for name, checked in told["checks"].items() if not checked["well"]}
            is_ready = bool(told["ready"])
    except (aiohttp.ClientError, TimeoutError, ValueError, LookupError, TypeError, AttributeError, OSError):
        return None  # nobody is there, or somebody else
    if is_ready:
        return well("Bot", "It runs on this machine and is ready.")
    sentences = " ".join(map(str, checks.values()))
    return wrong("Bot", f"It runs on this machine and is not ready. {sentences}", "See its log.")


def _port(setting: str, host: str, port: int) -> Finding:
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return well("Ports", f"Port {port} ({setting}) is free.")
    except OSError as error:
        match error.errno:
            case errno.EADDRINUSE:
                remedy = f"Stop the program that has it, or set {setting} to another."
                return wrong("Ports", f"Port {port} ({setting}) is in use.", remedy)
            case errno.EACCES:
                remedy = f"Set {setting} to one from 1024 on."
                return wrong("Ports", f"This user may not listen on port {port} ({setting}).", remedy)
            case _:
                name = setting.replace("PORT", "HOST")
                remedy = f"Set {name} to an address of this machine, such as 127.0.0.1."
                return wrong("Ports", f"{host} ({name}) cannot be listened on.", remedy)


def _exposed(settings: Settings) -> Iterator[Finding]:
    try:
        is_local = ipaddress.ip_address(settings.ops_host).is_loopback
    except ValueError:
        is_local = settings.ops_host == "localhost"
    if not is_local:
        sentence = f"Health and numbers are served on {settings.ops_host}, without a password."
        yield doubt("Ports", sentence, "See that only the operator's machines reach it, or set OPS_HOST=127.0.0.1.")
