import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from testing.eventually import assert_eventually
from tests.integration.api.test_problems import assert_problem
from tests.support.requests import ahead, change, create, made

pytestmark = pytest.mark.usefixtures("worker")

DAILY = "FREQ=DAILY"


def due(reminder: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(reminder["due_at"])


async def delivered(api: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    """A reminder whose moment has just come."""
    reminder = await made(api, due_at=ahead(timedelta(seconds=2)), **fields)

    async def came() -> bool:
        items = (await api.get("/v1/messages")).json()["items"]
        return any(item["reminder_id"] == reminder["id"] for item in items)

    await assert_eventually(came, timeout_s=20)
    now: dict[str, Any] = (await api.get(f"/v1/reminders/{reminder['id']}")).json()
    return now


async def test_edit_changes_what_is_given_and_keeps_the_rest(api: httpx.AsyncClient) -> None:
    reminder, other = await made(api, urgent=True), ahead(timedelta(days=9))

    words = (await change(api, reminder, "edit", text="Buy bread")).json()
    when = (await change(api, reminder, "edit", due_at=other)).json()
    how = (await change(api, reminder, "edit", if_late="skip", nag_every_s=60)).json()
    once = (await change(api, reminder, "edit", urgent=False, nag_every_s=None)).json()

    assert (words["text"], words["due_at"]) == ("Buy bread", reminder["due_at"])
    assert (when["text"], due(when)) == ("Buy bread", datetime.fromisoformat(other))
    assert (how["urgent"], how["if_late"], how["nag_every_s"]) == (True, "skip", 60)
    assert (once["urgent"], once["if_late"], once["nag_every_s"]) == (False, "skip", None)


async def test_edit_gives_a_rule(api: httpx.AsyncClient) -> None:
    reminder = await made(api)

    series = (await change(api, reminder, "edit", rrule="FREQ=DAILY;BYHOUR=9;BYMINUTE=0")).json()

    assert series["rrule"] == "FREQ=DAILY;BYHOUR=9;BYMINUTE=0"
    assert due(series) >= due(reminder)
    assert due(series).astimezone(UTC).hour == 0, "9:00 in Seoul"


async def test_edit_ends_a_series_after_its_next_occurrence(api: httpx.AsyncClient) -> None:
    reminder = await made(api, rrule=DAILY)

    words = (await change(api, reminder, "edit", text="Buy bread")).json()
    once = [(await change(api, reminder, "edit", key="k", rrule=None)).json() for _ in range(2)]
    other = await change(api, reminder, "edit", key="k", text="Buy bread")
    story = (await api.get(f"/v1/reminders/{reminder['id']}/timeline")).json()["items"]

    assert words["rrule"] == DAILY
    assert [(row["rrule"], row["repeats"], row["due_at"]) for row in once] == [
        (None, None, reminder["due_at"])
    ] * 2
    assert_problem(other, 409)
    assert [item["sentence"] for item in story if item["kind"] == "changed"] == [
        "The words became “Buy bread”.",
        "It no longer repeats.",
    ]


async def test_series_that_was_ended_is_over_when_it_came(api: httpx.AsyncClient) -> None:
    reminder = await made(api, due_at=ahead(timedelta(seconds=5)), rrule="FREQ=MINUTELY")
    await change(api, reminder, "edit", rrule=None)

    async def is_over() -> bool:
        row = (await api.get(f"/v1/reminders/{reminder['id']}")).json()
        return bool(row["state"] == "delivered")

    await assert_eventually(is_over, timeout_s=30)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"rrule": ""},
        {"rrule": "FREQ=NEVER"},
        {"due_at": "2020-01-01T00:00:00Z"},
        {"due_at": "2090-01-01T00:00:00Z"},
        {"text": ""},
        {"state": "delivered"},
    ],
)
async def test_edit_that_makes_no_sense_is_refused(
    api: httpx.AsyncClient, fields: dict[str, Any]
) -> None:
    reminder = await made(api)

    answer = await change(api, reminder, "edit", **fields)

    assert_problem(answer, 422)
    assert (await api.get(f"/v1/reminders/{reminder['id']}")).json() == reminder


async def test_same_key_edits_once_and_another_body_is_a_conflict(api: httpx.AsyncClient) -> None:
    reminder = await made(api)
    first = await change(api, reminder, "edit", key="k", text="Buy bread")
    await change(api, reminder, "edit", text="Buy butter")

    again = await change(api, reminder, "edit", key="k", text="Buy bread")
    other = await change(api, reminder, "edit", key="k", text="Buy jam")

    assert first.json()["text"] == "Buy bread"
    assert (again.status_code, again.json()["text"]) == (200, "Buy butter")
    assert_problem(other, 409)


async def test_snooze_by_minutes_counts_from_its_moment(api: httpx.AsyncClient) -> None:
    reminder = await made(api)

    later = (await change(api, reminder, "snooze", minutes=10)).json()

    assert due(later) - due(reminder) == timedelta(minutes=10)


async def test_snooze_after_the_delivery_counts_from_now(api: httpx.AsyncClient) -> None:
    reminder = await delivered(api)
    assert reminder["state"] == "delivered"

    before = datetime.now(UTC)
    later = (await change(api, reminder, "snooze", minutes=10)).json()

    assert (later["state"], later["occurrence"]) == ("scheduled", 2)
    assert before <= due(later) - timedelta(minutes=10) <= datetime.now(UTC)


@pytest.mark.parametrize("fields", [{}, {"minutes": 0}, {"minutes": 1, "due_at": ahead()}])
async def test_snooze_needs_one_time(api: httpx.AsyncClient, fields: dict[str, Any]) -> None:
    reminder = await made(api)
    path = f"/v1/reminders/{reminder['id']}/snooze"

    assert_problem(await api.post(path, json=fields), 422)


async def test_skip_leaves_one_occurrence_out(api: httpx.AsyncClient) -> None:
    reminder = await made(api, rrule=DAILY)

    answers = await asyncio.gather(*(change(api, reminder, "skip", key="s") for _ in range(3)))
    row = (await api.get(f"/v1/reminders/{reminder['id']}")).json()

    assert [answer.status_code for answer in answers] == [200] * 3
    assert due(row) - due(reminder) == timedelta(days=1)
    assert row["occurrence"] == 2


async def test_skipping_what_does_not_repeat_says_how_to_cancel(api: httpx.AsyncClient) -> None:
    answer = await change(api, await made(api), "skip")

    assert_problem(answer, 409)
    assert "DELETE" in answer.json()["detail"]


async def test_pause_and_resume(api: httpx.AsyncClient) -> None:
    reminder = await made(api, rrule=DAILY)

    paused = [(await change(api, reminder, "pause")).json() for _ in range(2)]
    snoozed = await change(api, reminder, "snooze", minutes=5)
    resumed = [(await change(api, reminder, "resume")).json() for _ in range(2)]

    assert [row["state"] for row in paused + resumed] == ["paused"] * 2 + ["scheduled"] * 2
    assert_problem(snoozed, 409)
    assert "resume" in snoozed.json()["detail"]
    assert resumed[0]["due_at"] == reminder["due_at"]


async def test_pause_with_an_end_goes_on_by_itself(api: httpx.AsyncClient) -> None:
    reminder = await made(api, rrule=DAILY)
    until = (due(reminder) + timedelta(days=2, hours=-1)).isoformat()

    paused = [await change(api, reminder, "pause", key="p", until=until) for _ in range(2)]
    other_end = await change(api, reminder, "pause", key="p", until=reminder["due_at"])
    as_skip = await change(api, reminder, "skip", key="p")

    assert [answer.status_code for answer in paused] == [200, 200]
    row = paused[1].json()
    assert row["state"] == "scheduled"
    assert due(row) - due(reminder) == timedelta(days=2)
    assert row["occurrence"] == 2
    assert_problem(other_end, 409)
    assert_problem(as_skip, 409)


async def test_pause_that_leaves_nothing_out_or_nothing_over_is_refused(
    api: httpx.AsyncClient,
) -> None:
    once, series = await made(api), await made(api, rrule=DAILY + ";COUNT=2")
    later = (due(series) + timedelta(days=30)).isoformat()

    answers = [
        await change(api, once, "pause", until=later),
        await change(api, series, "pause", until=later),
        await change(api, series, "pause", until=series["due_at"]),
        await change(api, series, "pause", until="2020-01-01T00:00:00Z"),
        await change(api, series, "pause", until="Monday"),
    ]

    for answer in answers:
        assert_problem(answer, 422)
    rows = [(await api.get(f"/v1/reminders/{one['id']}")).json() for one in (once, series)]
    assert [row["due_at"] for row in rows] == [once["due_at"], series["due_at"]]


async def test_acknowledging_ends_the_nagging(api: httpx.AsyncClient) -> None:
    reminder = await delivered(api, nag_every_s=60)

    answer = await change(api, reminder, "acknowledge")

    assert answer.status_code == 200
    assert answer.json()["state"] == "delivered"


async def test_changing_what_is_over_is_too_late(api: httpx.AsyncClient) -> None:
    reminder = await delivered(api)
    cancelled = await made(api)
    await api.delete(f"/v1/reminders/{cancelled['id']}")

    answers = [
        await change(api, reminder, "edit", text="Buy bread"),
        await change(api, reminder, "pause"),
        await change(api, cancelled, "snooze", minutes=5),
        await change(api, cancelled, "resume"),
    ]

    for answer in answers:
        assert_problem(answer, 409)
    assert "snooze" in answers[0].json()["detail"]
    assert "POST /v1/reminders" in answers[2].json()["detail"]


@pytest.mark.parametrize("verb", ["edit", "snooze", "skip", "pause", "resume", "acknowledge"])
async def test_nobody_changes_what_is_not_theirs(
    api: httpx.AsyncClient, other: httpx.AsyncClient, verb: str
) -> None:
    reminder = (await create(api, rrule=DAILY)).json()
    needed: dict[str, dict[str, Any]] = {"edit": {"text": "x"}, "snooze": {"minutes": 5}}

    assert_problem(await change(other, reminder, verb, **needed.get(verb, {})), 404)
