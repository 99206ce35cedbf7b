"""`panager reminders`: list, show with all that happened, and change."""

import json
import sys
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import httpx

from panager.client.connection import RefusedError, open_client, request, request_patiently
from panager.client.models import Reminder, TimelineItem
from panager.client.screen import printable
from panager.settings import Settings
from panager.terminal import print_table

COLUMNS = ("id", "due", "state", "repeats", "reminder")
PAGE = 200
SHORT_ID = 8
"""Characters of an id in the table; as many as make it unique are enough to name it."""


async def list_reminders(settings: Settings, user: str, as_json: bool) -> None:
    """Print all by due time: a table, or a JSON array."""
    async with open_client(settings, user) as client:
        reminders = await _list(client)
    if as_json:
        sys.stdout.write("[" + ",\n ".join(each.model_dump_json() for each in reminders) + "]\n")
    elif reminders:
        print_table(COLUMNS, [_row(each) for each in reminders])
    else:
        sys.stdout.write("No reminders.\n")


async def show_reminder(settings: Settings, user: str, reminder_id: str, as_json: bool) -> None:
    """Print one, named by its id or the beginning of it, and what happened to it."""
    async with open_client(settings, user) as client:
        reminder = await _find(client, reminder_id)
        story = await _timeline(client, reminder)
    if as_json:
        items = [item.model_dump(mode="json") for item in story]
        shown = {**reminder.model_dump(mode="json"), "timeline": items}
        sys.stdout.write(json.dumps(shown, ensure_ascii=False) + "\n")
        return
    _print(reminder)
    for item in story:
        at = item.at.astimezone(ZoneInfo(reminder.zone))
        sys.stdout.write(f"{at:%Y-%m-%d %H:%M:%S}  {printable(item.sentence)}\n")


async def change_reminder(
    settings: Settings, user: str, reminder_id: str, verb: str, **fields: object
) -> None:
    """Send a verb of the API ("cancel" is its DELETE); raises RefusedError when it is too late."""
    key = {"Idempotency-Key": uuid4().hex}
    async with open_client(settings, user) as client:
        path = f"/v1/reminders/{(await _find(client, reminder_id)).id}"
        method, path = ("DELETE", path) if verb == "cancel" else ("POST", f"{path}/{verb}")
        body = {"json": fields} if fields else {}
        answer = await request_patiently(client, method, path, headers=key, **body)
    reminder = Reminder.model_validate(answer)
    due = f", due {_due(reminder)}" if reminder.state == "scheduled" else ""
    sys.stdout.write(f"{reminder.state}{due}: {printable(reminder.text)}\n")


async def _timeline(client: httpx.AsyncClient, reminder: Reminder) -> list[TimelineItem]:
    path, params = f"/v1/reminders/{reminder.id}/timeline", {"limit": PAGE}
    page = await request(client, "GET", path, params=params)
    return [TimelineItem.model_validate(item) for item in page["items"]]


async def _list(client: httpx.AsyncClient) -> list[Reminder]:
    found: list[Reminder] = []
    params: dict[str, Any] = {"limit": PAGE}
    while True:
        page = await request(client, "GET", "/v1/reminders", params=params)
        found += [Reminder.model_validate(item) for item in page["items"]]
        if page["next"] is None:
            return found
        params["after"] = page["next"]


async def _find(client: httpx.AsyncClient, name: str) -> Reminder:
    """By the whole id, else by a beginning that fits one reminder only."""
    try:
        path = f"/v1/reminders/{UUID(name)}"
    except ValueError:
        return _only(await _list(client), name)
    return Reminder.model_validate(await request(client, "GET", path))


def _only(reminders: list[Reminder], name: str) -> Reminder:
    fitting = [each for each in reminders if name and str(each.id).startswith(name.lower())]
    if len(fitting) != 1:
        count = "no reminder" if not fitting else f"{len(fitting)} reminders"
        raise RefusedError(
            f"The id of {count} begins with {name!r}; `panager reminders list` shows them."
        )
    return fitting[0]


def _row(each: Reminder) -> tuple[str, ...]:
    repeats, words = each.repeats or "", printable(each.text)
    return str(each.id)[:SHORT_ID], _due(each), each.state, repeats, words


def _print(reminder: Reminder) -> None:
    shown = {**reminder.model_dump(mode="json"), "due_at": f"{_due(reminder)} {reminder.zone}"}
    for name, value in shown.items():
        if value is not None:
            sys.stdout.write(f"{name:12}{printable(str(value))}\n")
    sys.stdout.write("\n")


def _due(reminder: Reminder) -> str:
    """In the zone that it was made in."""
    return f"{reminder.due_at.astimezone(ZoneInfo(reminder.zone)):%Y-%m-%d %H:%M}"
