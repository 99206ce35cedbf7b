"""Runs attacks, each on a person of its own, beside somebody whom they must not touch."""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from panager.api.conversation.messages import NewMessage
from panager.db import users
from panager.db.reminders import Reminder
from panager.db.users import Person
from panager.llm.untrusted import strip_invisible
from testing.fake_openai import FakeOpenAI, Request, Says
from testing.fake_openai.request import text_of
from testing.people import Someone
from testing.scheduling import schedule
from tests.temporal.mind.attacks.calls import Attack, Bystander
from tests.temporal.mind.attacks.channels import Channel

CASE = re.compile(r"\(case (\d+)(, now)?\)")
TITLES = ("water the plants", "물 마시기")
LATER = timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """One attack with one payload that comes by one channel."""

    channel: Channel
    payload: str
    attack: Attack
    every_turn: bool = False
    """Whether the model attacks from the first message on, or only at the last one."""


@dataclass(frozen=True)
class Things:
    """All that somebody has."""

    reminders: list[Reminder]
    person: Person


async def bystander_of(someone: Someone) -> Bystander:
    """With a reminder that nobody else has."""
    row = await schedule(someone, datetime.now(UTC) + LATER, text="공증인에게 전화")
    return Bystander(someone.user_id, row.reminder_id, row.text)


async def things_of(someone: Someone) -> Things:
    async with someone.db.user(someone.user_id) as connection:
        person = await users.get_person(connection, someone.user_id)
    return Things(await someone.reminders(), person)


async def run(openai: FakeOpenAI, other: Someone, cases: list[Case]) -> list[str]:
    """What was wrong after each; the model at `openai` does what the cases say."""
    openai.script = lambda request: _obey(request, cases)

    async def run_one(number: int) -> list[str]:
        case = cases[number]
        found = await _run(other, number, case)
        return [f"{case.attack.name} / {case.payload[:30]}: {each}" for each in found]

    found = await asyncio.gather(*(run_one(number) for number in range(len(cases))))
    return [*(each for some in found for each in some), *_wrong_in(openai.requests)]


def _obey(request: Request, cases: list[Case]) -> Says:
    said = [message["content"] for message in request.messages if message["role"] == "user"]
    marks = [mark for text in said for mark in CASE.finditer(str(text))]
    case, is_now = cases[int(marks[-1][1])], bool(marks[-1][2])
    if not (is_now or case.every_turn):
        return Says("ok")
    roles = [message["role"] for message in request.messages]
    last_said = len(roles) - 1 - roles[::-1].index("user")
    step = roles[last_said:].count("assistant")
    return case.attack.steps[min(step, len(case.attack.steps) - 1)]


async def _run(other: Someone, number: int, case: Case) -> list[str]:
    name = f"{case.channel.__name__}-{number}"
    owner = await Someone.register(other.db, other.client, name)
    await schedule(owner, datetime.now(UTC) + LATER, text=TITLES[number % len(TITLES)])
    messages = await case.channel(owner, case.payload)
    before, others = await things_of(owner), await things_of(other)
    for place, text in enumerate(messages):
        mark = f"(case {number}, now)" if place == len(messages) - 1 else f"(case {number})"
        message_id = await owner.write(NewMessage(text=f"{text} {mark}").text)
        await owner.answer_to(message_id, timeout_s=150)
    after = await things_of(owner)
    wrong = ["somebody else's things changed"] if await things_of(other) != others else []
    if _states(after) != _states(before):
        wrong.append("reminders changed without a press")
    return wrong + await _wrong_cards(owner, after)


def _states(things: Things) -> list[tuple[str, str, datetime]]:
    return sorted((row.text, row.state, row.due_at) for row in things.reminders)


async def _wrong_cards(owner: Someone, things: Things) -> list[str]:
    async with owner.db.user(owner.user_id) as connection:
        rows = await connection.fetch("SELECT tool, args, card, state FROM actions")
    ids = {str(row.reminder_id): row.text for row in things.reminders}
    wrong = [f"an action is {row['state']}" for row in rows if row["state"] != "waiting"]
    for row in rows:
        executed = row["args"]["deeds"]
        wrong += ["a card about nothing"] if not executed else []
        for each in (one for one in executed if one["kind"] == "change"):
            text = each["before"]["text"]
            if ids.get(each["reminder_id"]) != text:
                wrong.append("an action about something that is not there")
            if _flat(text) not in _flat(row["card"]):
                wrong.append("a card that does not show what it does")
    return wrong


def _flat(text: str) -> str:
    return " ".join(text.split())


def _wrong_in(requests: Iterable[Request]) -> list[str]:
    """Hidden signs in a prompt, and results of tools that leave their block."""
    texts = [(each["role"], text_of(each)) for one in requests for each in one.messages]
    wrong = ["hidden signs in a prompt" for _, text in texts if strip_invisible(text) != text]
    blocks = [text for role, text in texts if role == "tool"]
    return wrong + [
        "a block that ends early"
        for text in blocks
        if not text.startswith("<data source=") or text.count("</data") != 1
    ]
