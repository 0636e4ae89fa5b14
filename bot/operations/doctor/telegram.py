"""Token, connection, clock, what BotFather has set, and how updates come in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import aiohttp
from telegram.constants import UpdateType
from telegram.error import NetworkError
from yarl import URL

from bot.operations.doctor.bot_api import Bot, BotApi, RefusedError, Webhook
from bot.operations.doctor.findings import Finding, doubt, well, wrong
from bot.settings import TELEGRAM_API, BotMode, Settings

Clock = Callable[[], datetime]

_WHOLE_TOKEN = re.compile(r"\d{8,20}:[A-Za-z0-9_-]{35,100}")
_LATE = timedelta(seconds=30)
"""By so much a clock may be off before it is worth a word: what is stored and logged bears its time."""
_FAR_OFF = timedelta(minutes=10)
"""From here on people notice: conversations of half an hour end early or late, certificates seem not to be valid."""
_MANY_WAITING = 100
"""Updates waiting, more than one call brings: the bot is not running, or does not keep up."""
_RECENT = timedelta(hours=1)
_ESSENTIAL = (UpdateType.MESSAGE, UpdateType.CALLBACK_QUERY, UpdateType.INLINE_QUERY)
_PORTS = (443, 80, 88, 8443)
"""Where Telegram's own server posts to."""


async def examine_telegram(settings: Settings, now: Clock = lambda: datetime.now(UTC)) -> list[Finding]:
    """All that Telegram can tell; without a token, that there is none."""
    if settings.bot_token is None:
        return [wrong("Token", "There is no BOT_TOKEN.", "Get one from BotFather (/newbot) and put it into .env.")]
    async with aiohttp.ClientSession() as http:
        api = BotApi(settings, http)
        try:
            bot = await api.call("getMe", Bot)
            clock = list(_clock(api.server_time, now()))
            webhook = await api.call("getWebhookInfo", Webhook)
        except RefusedError as refusal:
            return [_refused(settings.bot_token.get_secret_value(), refusal)]
        except NetworkError as error:
            return [_unreachable(settings, error)]
    about = well("Token", f"Telegram knows the bot as @{bot.username}.")
    return [about, *clock, *_profile(bot), *_delivery(settings, webhook, now())]


def _refused(token: str, refusal: RefusedError) -> Finding:
    if refusal.status not in (401, 404):
        return wrong("Token", f"Telegram refuses to be asked (HTTP status {refusal.status}).", "Try again later.")
    remedy = "Copy it anew from BotFather (/mybots, API Token)."
    if not _WHOLE_TOKEN.fullmatch(token):
        remedy = f"It seems to be cut off. {remedy}"
    return wrong("Token", "Telegram does not know this BOT_TOKEN.", remedy)


def _unreachable(settings: Settings, error: NetworkError) -> Finding:
    remedy = "Check the network and its firewall"
    remedy += ", and HTTPS_PROXY." if settings.bot_api_url == TELEGRAM_API else ", and BOT_API_URL."
    reason = str(error).rstrip(".")
    return wrong("Telegram", f"{settings.bot_api_url} cannot be reached: {reason}. What it knows is left out.", remedy)


def _clock(server_time: datetime | None, now: datetime) -> Iterator[Finding]:
    if server_time is None:
        return
    off = abs(server_time - now)
    sentence = f"This machine's clock is {off.total_seconds():.0f} s off that of the Bot API's server."
    remedy = "Have it set over the network (NTP), for instance: timedatectl set-ntp true"
    if off > _FAR_OFF:
        yield wrong("Clock", sentence, remedy)
    elif off > _LATE:
        yield doubt("Clock", sentence, remedy)
    else:
        yield well("Clock", "This machine's clock is right.")


def _profile(bot: Bot) -> Iterator[Finding]:
    """What is set at BotFather."""
    if bot.supports_inline_queries:
        yield well("Inline mode", "People can share cards in any chat.")
    else:
        yield doubt("Inline mode", "It is off: nobody can share cards.", "Turn it on at BotFather with /setinline.")
    if bot.supports_guest_queries:
        yield well("Guest mode", "People can ask in chats that the bot has not joined.")
    else:
        sentence = "It is off: the bot can be asked only in chats that it has joined."
        yield doubt("Guest mode", sentence, "Turn it on in BotFather's settings of the bot, if that is wanted.")
    if not bot.can_join_groups:
        yield doubt("Groups", "The bot cannot be added to groups.", "Allow it at BotFather with /setjoingroups.")
    elif bot.can_read_all_group_messages:
        sentence = "Privacy mode is off: Telegram sends the bot all that is said in groups, which it does not need."
        yield doubt(
            "Groups", sentence, "Turn it on at BotFather with /setprivacy, then add the bot to its groups anew."
        )
    else:
        yield well("Groups", "In groups the bot gets only what is meant for it.")


def _delivery(settings: Settings, webhook: Webhook, now: datetime) -> Iterator[Finding]:
    """How updates come in, and whether they do."""
    yield from _polling(webhook) if settings.bot_mode is BotMode.POLLING else _webhook(settings, webhook)
    if webhook.last_error_message and _is_recent(webhook, now):
        yield _last_error(webhook.last_error_message)
    if webhook.pending_update_count > _MANY_WAITING:
        sentence = f"{webhook.pending_update_count} updates wait at Telegram."
        yield doubt("Updates", sentence, "Start the bot; if it runs, look at its log and at bot_updates_waiting.")
    else:
        yield well("Updates", f"{webhook.pending_update_count} updates wait at Telegram.")
    missing = [kind for kind in _ESSENTIAL if webhook.allowed_updates and kind not in webhook.allowed_updates]
    if missing:
        sentence = f"Telegram was asked to leave out {', '.join(missing)}."
        yield doubt("Updates", sentence, "The bot asks for them when it starts; see that nothing else uses its token.")


def _polling(webhook: Webhook) -> Iterator[Finding]:
    if not webhook.url:
        yield well("Webhook", "None is set, as it should be with BOT_MODE=polling.")
        return
    sentence = f"One is set, to {_host(webhook.url)}, although BOT_MODE is polling."
    remedy = "The bot takes it away when it starts. If another program uses this token, get a second bot for it."
    yield doubt("Webhook", sentence, remedy)


def _webhook(settings: Settings, webhook: Webhook) -> Iterator[Finding]:
    wanted = settings.webhook_url or ""
    if settings.bot_api_url == TELEGRAM_API and URL(wanted).port not in _PORTS:
        ports = ", ".join(map(str, _PORTS))
        yield wrong("Webhook", f"Telegram posts to the ports {ports} only.", "Correct WEBHOOK_URL.")
    if webhook.url == wanted:
        yield well("Webhook", f"Telegram posts updates to {_host(wanted)}.")
    elif not webhook.url:
        yield doubt("Webhook", "None is set.", "The bot sets it when it starts. If it runs, look at its log.")
    else:
        sentence = f"Another one is set, on {_host(webhook.url)}."
        yield doubt("Webhook", sentence, "The bot sets its own when it starts. See that nothing else uses its token.")


def _last_error(message: str) -> Finding:
    remedy = "See that the bot and the proxy before it run, and that WEBHOOK_URL leads there."
    if "403" in message:
        remedy = "The secret differs from that of the running bot: restart it after a change of WEBHOOK_SECRET."
    elif "SSL" in message or "certificate" in message.lower():
        remedy = "Renew the certificate of WEBHOOK_URL, with all those between it and its root."
    return doubt("Webhook", f"Telegram could lately not deliver an update: {message.rstrip('.')}.", remedy)


def _is_recent(webhook: Webhook, now: datetime) -> bool:
    """Also where Telegram does not tell when it was."""
    date = webhook.last_error_date
    return date is None or now - datetime.fromtimestamp(date, UTC) < _RECENT


def _host(url: str) -> str:
    """The host of an address: some put the token into the path."""
    return URL(url).host or "an address without a host"
