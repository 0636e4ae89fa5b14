"""Methods by which the bot gets its updates."""

from __future__ import annotations

from urllib.parse import urlsplit

from tests.telegram_server.json_types import Json
from tests.telegram_server.refusal import Refusal, wrong_request
from tests.telegram_server.state import State
from tests.telegram_server.update_queue import WEBHOOK_ACTIVE, WEBHOOK_SET
from tests.telegram_server.wire import Call


async def get_updates(state: State, call: Call) -> list[Json]:
    """Updates that wait, or come within the time."""
    if state.webhook.url:
        raise Refusal(409, WEBHOOK_ACTIVE)
    state.updates.allow(call.get("allowed_updates"))
    return await state.updates.poll(call.get("offset", 0), call.get("limit", 100), call.get("timeout", 0))


async def set_webhook(state: State, call: Call) -> bool:
    """Has updates posted to an address; loopback may do without HTTPS, as with a Bot API server of one's own."""
    url = urlsplit(call["url"])
    if call["url"] and url.scheme != "https" and url.hostname not in ("127.0.0.1", "localhost"):
        raise wrong_request("bad webhook: An HTTPS URL must be provided for webhook")
    if call["url"]:
        state.updates.end_poll(WEBHOOK_SET)
    _drop(state, call)
    state.updates.allow(call.get("allowed_updates"))
    await state.webhook.set(call["url"], call.get("secret_token"), call.get("max_connections", 40))
    return True


async def delete_webhook(state: State, call: Call) -> bool:
    """Stops posting updates."""
    _drop(state, call)
    await state.webhook.set("", None)
    return True


def get_webhook_info(state: State, call: Call) -> Json:
    """How delivery goes."""
    info: Json = {
        "url": state.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates.pending),
        "max_connections": state.webhook.max_connections,
    }
    if state.updates.allowed:
        info["allowed_updates"] = list(state.updates.allowed)
    return info | ({"last_error_message": state.webhook.last_error} if state.webhook.last_error else {})


def _drop(state: State, call: Call) -> None:
    if call.get("drop_pending_updates"):
        state.updates.pending.clear()
