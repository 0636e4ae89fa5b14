"""Gathers insights from the store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.insights.likeness import Sight, group, look_at
from bot.insights.models import AskedFor, DayTotal, Helpfulness, Insights, QuestionGroup, Remark, SharedOnDay
from bot.store import Store
from bot.store.counters import AskedOfNetwork
from bot.store.feedback import Opinion, Verdict
from bot.store.shares import SHARED
from bot.store.unanswered import Kept
from intents.assistant import Assistant

MOST_QUESTIONS = 2_000
"""Questions that are grouped, the most asked; each takes the assistant one to three milliseconds."""


async def gather(store: Store, assistant: Assistant, days: int, now: datetime) -> Insights:
    """The insights of the last days. Raises StoreError where the database cannot be read.

    Args:
        store: where it is kept.
        assistant: sees what unanswered questions are about.
        days: how many, today included.
        now: the time.
    """
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    since = today - timedelta(days=days - 1)
    counted = await store.counters.of_networks(since)
    comments = [comment for comment in await store.comments.all() if comment.created >= since]
    totals = await store.counters.of_surfaces(since)
    return Insights(
        since=since.date(),
        until=today.date(),
        unanswered=_grouped(assistant, await store.unanswered.since(since, MOST_QUESTIONS)),
        feedback=_helpfulness(await store.feedback.since(since)),
        comments=tuple(
            Remark(day=comment.created.date(), language=comment.language, text=comment.text)
            for comment in reversed(comments)
        ),
        asked=_asked(counted),
        days=tuple(DayTotal(day=total.day, surface=total.surface, count=total.count) for total in totals),
        shared=tuple(
            SharedOnDay(day=row.day, network=row.network, count=row.count) for row in counted if row.surface == SHARED
        ),
    )


def _grouped(assistant: Assistant, questions: Sequence[Kept]) -> tuple[QuestionGroup, ...]:
    sights = [look_at(assistant, kept.question.text, kept.question.networks) for kept in questions]
    groups = [
        _group([questions[position] for position in positions], sights[positions[0]]) for positions in group(sights)
    ]
    return tuple(sorted(groups, key=lambda group: -group.count))


def _group(questions: Sequence[Kept], sight: Sight) -> QuestionGroup:
    first, *others = questions
    return QuestionGroup(
        text=first.question.text,
        count=sum(kept.count for kept in questions),
        network=sight.network,
        attribute=sight.attribute,
        outcome=first.question.outcome,
        language=first.question.language,
        first=min(kept.first for kept in questions).date(),
        last=max(kept.last for kept in questions).date(),
        wordings=tuple(kept.question.text for kept in others),
    )


def _helpfulness(opinions: Sequence[Opinion]) -> tuple[Helpfulness, ...]:
    """For each network and intent what was pressed, the least helpful first; of the same share the most pressed."""
    found: defaultdict[tuple[str, str], Counter[Verdict]] = defaultdict(Counter)
    for opinion in opinions:
        for network in opinion.networks or ("",):
            found[network, opinion.intent][opinion.verdict] += 1
    rows = (
        Helpfulness(
            network=network,
            intent=intent,
            good=verdicts[Verdict.GOOD],
            bad=verdicts[Verdict.BAD],
            good_percent=round(100 * verdicts[Verdict.GOOD] / verdicts.total(), 1),
        )
        for (network, intent), verdicts in found.items()
    )
    return tuple(sorted(rows, key=lambda row: (row.good_percent, -row.bad, row.network, row.intent)))


def _asked(counted: Sequence[AskedOfNetwork]) -> tuple[AskedFor, ...]:
    found: Counter[tuple[str, str, str]] = Counter()
    for row in counted:
        if row.surface != SHARED:
            found[row.network, row.intent, row.outcome] += row.count
    return tuple(
        AskedFor(network=network, intent=intent, outcome=outcome, count=count)
        for (network, intent, outcome), count in sorted(found.items(), key=lambda item: (-item[1], item[0]))
    )
