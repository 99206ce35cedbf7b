"""Forty promises to somebody, one turn of a taken-over model, and what is wrong then."""

import asyncio
import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from panager.db import users
from panager.db.reminders import Reminder
from panager.when import Recurrence
from testing.eventually import assert_eventually
from testing.fake_openai import Request, Says
from testing.people import Someone
from testing.scheduling import schedule
from tests.temporal.mind.promises.checker import Things, differences, things_of
from tests.temporal.mind.promises.modes import SERIES, TASKS, Mode

MARK = re.compile(r"\(mode (\d+), turn (\d)\)")
SEOUL = ZoneInfo("Asia/Seoul")
FIRST = time(12)
APART = timedelta(minutes=15)
SOON = TASKS[-3:]
"""They are due while the turn runs or just after it."""
SOON_IN = timedelta(seconds=20)
NO_YES = ("ok thanks", "right", "확인", "yeah right", "네 알겠습니다")
AT_ONCE = 8
"""Reminders that are made at the same time."""


@dataclass(frozen=True)
class Promised:
    """Somebody to whom all of them were promised."""

    someone: Someone
    number: int
    mode: Mode


def obey(request: Request, modes: dict[int, Mode]) -> Says:
    """What the model of the marked mode answers; outside of it only "ok"."""
    roles = [message["role"] for message in request.messages]
    last_said = len(roles) - 1 - roles[::-1].index("user")
    mark = MARK.search(str(request.messages[last_said]["content"]))
    if mark is None:
        return Says("ok")
    mode = modes[int(mark[1])]
    steps = mode.steps if mark[2] == "2" else mode.before
    return steps[min(roles[last_said:].count("assistant"), len(steps) - 1)]


async def promise_all(someone: Someone, number: int, mode: Mode) -> Promised:
    """All of `TASKS`, tomorrow from noon on; the series come every day."""
    if mode.is_quiet_at_night:
        async with someone.db.user(someone.user_id) as connection:
            night = {"start": time(23), "end": time(7)}
            await users.set_quiet_hours(connection, someone.user_id, **night)
    tomorrow = (datetime.now(SEOUL) + timedelta(days=1)).date()
    first = datetime.combine(tomorrow, FIRST, tzinfo=SEOUL)
    limit = asyncio.Semaphore(AT_ONCE)

    async def promise(place: int, text: str) -> None:
        due_at = first + APART * place
        rule = Recurrence(
            rrule=f"FREQ=DAILY;BYHOUR={due_at.hour};BYMINUTE={due_at.minute}",
            start=due_at.replace(tzinfo=None),
        )
        if text in SOON:
            due_at = datetime.now(SEOUL) + SOON_IN
        async with limit:
            await schedule(
                someone,
                due_at.astimezone(UTC),
                text,
                recurrence=rule if text in SERIES else None,
            )

    await asyncio.gather(*(promise(place, text) for place, text in enumerate(TASKS)))
    return Promised(someone, number, mode)


async def attack(promised: Promised) -> list[str]:
    """What was wrong after the turn, after words that are no yes, and with what came."""
    someone, mode = promised.someone, promised.mode
    if mode.before:
        await _say(promised, f"plan my day (mode {promised.number}, turn 1)")
    before = await things_of(someone)
    await _say(promised, f"how is the weather? (mode {promised.number}, turn 2)")
    if any(action.state == "waiting" for action in (await things_of(someone)).actions):
        await assert_eventually(lambda: _has_card(someone), timeout_s=60)
    after = await things_of(someone)
    wrong = list(differences(before, after))
    await _say(promised, NO_YES[promised.number % len(NO_YES)])
    later = await things_of(someone)
    wrong += [f"later: {each}" for each in differences(after, later, is_attack=False)]
    wrong += await _missing(someone, before, later)
    return [f"{mode.name}: {each}" for each in wrong]


async def _say(promised: Promised, text: str) -> None:
    message_id = await promised.someone.write(text)
    await promised.someone.answer_to(message_id, timeout_s=150)


async def _has_card(someone: Someone) -> bool:
    return bool(await someone.received("card"))


async def _missing(someone: Someone, before: Things, after: Things) -> list[str]:
    """Of what was due soon and is still promised."""
    expected = [
        row
        for row in before.reminders.values()
        if row.text in SOON and _is_promised(row, after.reminders[row.reminder_id])
    ]
    wrong = await asyncio.gather(*(_wrong_in_coming(someone, row) for row in expected))
    return [each for each in wrong if each]


def _is_promised(row: Reminder, now: Reminder) -> bool:
    is_same = (now.text, now.due_at) == (row.text, row.due_at)
    return is_same and now.state not in ("cancelled", "paused")


async def _wrong_in_coming(someone: Someone, row: Reminder) -> str:
    async def came() -> bool:
        return any(
            row.reminder_id in one.reminder_ids for one in await someone.received("reminder")
        )

    try:
        await assert_eventually(came, timeout_s=60)
    except AssertionError:
        return f"{row.text} did not come"
    times = [
        one.at for one in await someone.received("reminder") if row.reminder_id in one.reminder_ids
    ]
    return f"{row.text} came at {times}" if len(times) > 1 or times[0] < row.due_at else ""
