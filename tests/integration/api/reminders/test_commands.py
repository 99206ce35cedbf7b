import json

import httpx
import pytest

from panager.client.connection import RefusedError
from panager.client.reminders import change_reminder, list_reminders, show_reminder
from panager.settings import Settings
from tests.support.requests import made


async def test_list_shows_state_and_rule(
    settings: Settings, api: httpx.AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    reminder = await made(api, text="약 먹기", rrule="FREQ=DAILY;BYHOUR=8;BYMINUTE=0")

    await list_reminders(settings, "operator", False)

    shown = capsys.readouterr().out
    assert reminder["id"][:8] in shown
    assert "scheduled" in shown
    assert reminder["repeats"] in shown
    assert "매일" in reminder["repeats"]


async def test_verbs_change_it_and_show_tells_the_story(
    settings: Settings,
    api: httpx.AsyncClient,
    worker: None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    reminder_id = (await made(api, rrule="FREQ=DAILY"))["id"]
    for verb in ("skip", "pause", "resume", "acknowledge"):
        await change_reminder(settings, "operator", reminder_id[:8], verb)
    await change_reminder(settings, "operator", reminder_id, "snooze", minutes=5)
    await change_reminder(settings, "operator", reminder_id, "cancel")
    lines = capsys.readouterr().out.splitlines()

    await show_reminder(settings, "operator", reminder_id, True)
    shown = json.loads(capsys.readouterr().out)
    await show_reminder(settings, "operator", reminder_id, False)

    assert [line.split(maxsplit=1)[0].strip(",:") for line in lines] == [
        "scheduled", "paused", "scheduled", "scheduled", "scheduled", "cancelled",
    ]  # fmt: skip
    assert [item["kind"] for item in shown["timeline"]] == [
        "made", "skipped", "paused", "resumed", "acknowledged", "snoozed", "cancelled", "next",
    ]  # fmt: skip
    assert "Nothing more comes." in capsys.readouterr().out


async def test_verb_that_is_too_late_is_refused(
    settings: Settings, api: httpx.AsyncClient, worker: None
) -> None:
    reminder_id = (await made(api))["id"]
    await change_reminder(settings, "operator", reminder_id, "cancel")

    with pytest.raises(RefusedError, match="cancelled"):
        await change_reminder(settings, "operator", reminder_id, "pause")
