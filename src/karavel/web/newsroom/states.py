"""The states of an article, and who may move it."""

from __future__ import annotations

from typing import Final

from karavel.states import Move, StateTable

DRAFT: Final = "draft"
SCHEDULED: Final = "scheduled"
PUBLISHED: Final = "published"
WITHDRAWN: Final = "withdrawn"

TABLE: Final = StateTable(
    "article",
    (DRAFT, SCHEDULED, PUBLISHED, WITHDRAWN),
    (
        Move("schedule", (DRAFT,), SCHEDULED, "news.publish", "it is whole, and its moment lies ahead"),
        Move("publish", (DRAFT, SCHEDULED), PUBLISHED, "news.publish", "it is whole"),
        Move("appear", (SCHEDULED,), PUBLISHED, "clock", "its moment has come"),
        Move("recall", (SCHEDULED,), DRAFT, "news.publish", "its moment lies ahead"),
        Move("withdraw", (PUBLISHED,), WITHDRAWN, "news.publish"),
        Move("reopen", (WITHDRAWN,), DRAFT, "news.publish"),
    ),
)
