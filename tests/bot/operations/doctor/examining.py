"""How tests examine a bot, and read what was found."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.operations.doctor import Finding

SECRET = "password-of-the-database"
Found = dict[str, list[Finding]]
Examine = Callable[..., Awaitable[Found]]


def levels(found: Found) -> dict[str, str]:
    return {subject: "".join(finding.level for finding in findings) for subject, findings in found.items()}
