"""The check of every request: against two descriptions of the Bot API, and against Telegram's limits."""

from __future__ import annotations

import re

from tests.telegram_server.aiogram_api import aiogram_api
from tests.telegram_server.bot_api import bot_api
from tests.telegram_server.limits import limit_findings
from tests.telegram_server.refusal import Refusal
from tests.telegram_server.wire import Call


def check(call: Call) -> tuple[list[str], Refusal | None]:
    """All that is wrong with a call, and the refusal, if Telegram refuses it for that."""
    problems = aiogram_api().problems(call.method, call.parameters)
    if description := bot_api():
        problems += [p for p in description.problems(call.method, call.parameters) if p not in problems]
    problems += _unused_uploads(call)
    findings = list(limit_findings(call))
    refused = [finding.description for finding in findings if finding.is_refused]
    # What there is not is overlooked by Telegram; a value of a wrong type is not.
    refused += [problem for problem in problems if "there is no " not in problem and "not used" not in problem]
    problems += [f"{call.method}: {finding.description}" for finding in findings]
    return problems, Refusal(400, f"Bad Request: {refused[0]}") if refused else None


def _unused_uploads(call: Call) -> list[str]:
    used = re.findall("attach://([^\"'\\s,}]+)", str(call.parameters))
    return [f"{call.method}: the file {name} is sent and not used" for name in call.uploads if name not in used]
