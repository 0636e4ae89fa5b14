"""What the bot counts and times, for Prometheus. No label holds an id, a name or a text that somebody chose."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from typing import TypeAlias

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from telegram.constants import UpdateType

Buckets: TypeAlias = tuple[float, ...]
_UNDERSTANDING = (0.0001, 0.00025, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.1, 1.0)
"""Bounds in seconds: around the goals of half a millisecond in the median and two for one in a hundred."""
_CALLS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
"""Bounds in seconds: a call takes about a tenth of one; long polling holds one for thirty."""
_DATABASE = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 1.0, 5.0, 30.0)
"""Bounds in seconds: a statement takes about a millisecond; after thirty it is given up."""
_KINDS = frozenset(UpdateType)
_SECONDS_A_DAY = 86_400.0


class Metrics:
    """All numbers of one bot, in a registry of their own.

    Args:
        clock: tells the time, with its zone.
    """

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.registry = CollectorRegistry()
        self._clock = clock
        ProcessCollector(registry=self.registry)
        self._updates = self._counter("bot_updates", "Updates by kind and outcome", "kind", "outcome")
        self._replies = self._counter("bot_replies", "Replies to what was asked", "outcome", "language", "surface")
        self._understanding = self._histogram(
            "bot_understanding_seconds", "Time to understand a question and find its answer", _UNDERSTANDING
        )
        self._calls = self._histograms("bot_telegram_call_seconds", "Calls of the Bot API", _CALLS, "method")
        self._call_failures = self._counter(
            "bot_telegram_call_failures",
            "Calls that got no answer (a class) or a refusal (a status)",
            "method",
            "reason",
        )
        self._reached = self._gauge("bot_telegram_last_reached_timestamp_seconds", "When the Bot API last answered")
        self._reached.set_function(self.last_reached)
        self._last_reached = 0.0
        self._waiting = self._gauge("bot_updates_waiting", "Updates received and not done with")
        self._errors = self._counter("bot_errors", "Errors that were recorded, by class", "error")
        self._rate_limited = self._counter(
            "bot_rate_limited", "Messages left unanswered because a person sent too many"
        )()
        self._page_age = self._gauge("bot_knowledge_page_age_days", "Days since the date of the page of the knowledge")
        self._loaded_age = self._gauge("bot_knowledge_loaded_age_days", "Days since the knowledge was loaded")
        self._reloads = self._counter("bot_knowledge_reloads", "Tries to load the knowledge anew", "outcome")
        self._database = self._histograms("bot_database_call_seconds", "Calls of the database", _DATABASE, "operation")
        self._database_failures = self._counter(
            "bot_database_failures", "Calls of the database that failed", "operation", "error"
        )
        self._lag = self._gauge("bot_event_loop_lag_seconds", "How late the event loop ran its last task")
        self._worst_lag = self._gauge("bot_event_loop_worst_lag_seconds", "How late it was at worst in the last minute")

    def update_done(self, kind: str, outcome: str) -> None:
        """An update has come to its end.

        Args:
            kind: such as "message"; one that the Bot API does not name counts as "other".
            outcome: such as "done", "repeated" or "set aside".
        """
        self._updates(kind if kind in _KINDS else "other", outcome).inc()

    def replied(self, outcome: str, language: str, surface: str) -> None:
        """A reply was given.

        Args:
            outcome: that of the reply, such as "answer".
            language: its code.
            surface: where, such as "chat", "group", "inline" or "button".
        """
        self._replies(outcome, language, surface).inc()

    @contextmanager
    def understanding(self) -> Iterator[None]:
        """Times what happens within as understanding."""
        started = time.perf_counter()
        yield
        self._understanding.observe(time.perf_counter() - started)

    def called(self, method: str, seconds: float) -> None:
        """A method of the Bot API was called, whatever came of it."""
        self._calls(method).observe(seconds)

    def call_failed(self, method: str, reason: str) -> None:
        """A call got no answer, or was refused.

        Args:
            method: of the Bot API.
            reason: the class of the error, or the HTTP status.
        """
        self._call_failures(method, reason).inc()

    def telegram_reached(self) -> None:
        """The Bot API has answered."""
        self._last_reached = time.time()

    def last_reached(self) -> float:
        """When the Bot API last answered, in seconds since 1970; 0 for never."""
        return self._last_reached

    def watch_queue(self, depth: Callable[[], float]) -> None:
        """Has the number of waiting updates read from `depth` whenever somebody looks."""
        self._waiting.set_function(depth)

    def failed(self, error: BaseException) -> None:
        """An error was recorded."""
        self._errors(type(error).__name__).inc()

    def rate_limited(self) -> None:
        """A message was one too many."""
        self._rate_limited.inc()

    def knowledge_loaded(self, page_date: str) -> None:
        """The knowledge in use was loaded now.

        Args:
            page_date: the date of its page, maybe without day or month, which then count as the first.
        """
        year, month, day = (*map(int, page_date.split("-")), 1, 1)[:3]
        page, loaded = date(year, month, day), self._clock()
        self._page_age.set_function(lambda: float((self._clock().date() - page).days))
        self._loaded_age.set_function(lambda: (self._clock() - loaded).total_seconds() / _SECONDS_A_DAY)

    def knowledge_reloaded(self, outcome: str) -> None:
        """The knowledge was loaded anew ("loaded"), was found wrong ("wrong"), or could not be loaded ("failed")."""
        self._reloads(outcome).inc()

    def database_called(self, operation: str, seconds: float) -> None:
        """The database was asked for something, whatever came of it."""
        self._database(operation).observe(seconds)

    def database_failed(self, operation: str, error: BaseException) -> None:
        """The database could not do what it was asked for."""
        self._database_failures(operation, type(error).__name__).inc()

    def event_loop_lag(self, seconds: float, worst: float) -> None:
        """How late the event loop is now, and was at worst in the last minute."""
        self._lag.set(seconds)
        self._worst_lag.set(worst)

    # Those with labels are given as a function from labels to the number; looking one up there takes a tenth of the
    # time that prometheus_client takes, and they are few.

    def _counter(self, name: str, documentation: str, *labels: str) -> Callable[..., Counter]:
        counter = Counter(name, f"{documentation}.", labels, registry=self.registry)
        return cache(counter.labels) if labels else lambda: counter

    def _histograms(self, name: str, documentation: str, buckets: Buckets, label: str) -> Callable[[str], Histogram]:
        return cache(Histogram(name, f"{documentation}.", (label,), buckets=buckets, registry=self.registry).labels)

    def _histogram(self, name: str, documentation: str, buckets: Buckets) -> Histogram:
        return Histogram(name, f"{documentation}.", buckets=buckets, registry=self.registry)

    def _gauge(self, name: str, documentation: str) -> Gauge:
        return Gauge(name, f"{documentation}.", registry=self.registry)
